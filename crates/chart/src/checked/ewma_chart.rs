//! The moving average of shares of wrong decisions, within limits.

use super::material::{Chart, Material};
use super::over_time::Course;
use super::stands::{self, Stands};
use super::words::{listed, source};
use crate::canvas::Page;
use crate::drawing::{Drawing, Table};
use crate::scale::Limits;
use crate::words::{counted, grouped};

/// See its meaning.
pub(super) const CHART: Chart = Chart {
    name: "ewma-chart",
    meaning: "The exponentially weighted moving average of the share of wrong decisions, which shows a slow shift \
              before any single period does, within its limits.",
    draw,
};

fn draw(material: &Material) -> Option<Drawing> {
    let points = material.periods;
    let averages: Vec<(f64, f64)> = points.iter().filter_map(|point| point.average).collect();
    if averages.is_empty() || averages.len() < points.len() {
        return None;
    }
    let limits: Vec<(f64, f64)> = averages.iter().map(|(_, limit)| (-limit, *limit)).collect();
    let values: Vec<f64> = averages.iter().map(|(average, _)| *average).collect();
    let course = Course {
        axis: "Moving average (standard deviations from the share of all periods)",
        range: Limits::AroundZero,
        names: points.iter().map(|point| point.name.clone()).collect(),
        centre: 0.0,
        stands: values
            .iter()
            .zip(&limits)
            .map(|(value, limits)| Stands::of(*value, *limits))
            .collect(),
        values,
        limits,
        say: |value| grouped(value, 2),
    };
    let subtitle = format!(
        "How far the share of wrong decisions is from that of all periods together, in standard deviations, averaged from \
         the first of {} on; the newest weigh most. Above the centre more is wrong.",
        counted(points.len(), "period"),
    );
    let mut page = Page::open(CHART.name, &headline(&course), &subtitle);
    stands::key(
        &mut page,
        "a period within its limits",
        ["no change", "limits of the average so far"],
    );
    course.draw(&mut page);
    let about = "Checked cases only, not weighted.";
    let alt = format!(
        "A control chart of a moving average, centred at 0.{}",
        course.sentences()
    );
    Some(page.finish(&source(material, about), &alt, table(&course)))
}

fn headline(course: &Course) -> String {
    let all = course.values.len();
    let side = |index: usize| match course.stands[index] {
        Stands::Above => "more is wrong than over all periods",
        _ => "less is wrong than over all periods",
    };
    match (course.furthest()[..].first(), course.outside().as_slice()) {
        (Some(only), [name]) => format!(
            "The moving average leaves its limits in “{name}”: {}",
            side(*only)
        ),
        (Some(_), names) => format!(
            "The moving average is outside its limits in {} of {all} periods: {}",
            names.len(),
            listed(names)
        ),
        (None, _) => "No slow shift shows: the moving average stays within its limits".to_owned(),
    }
}

fn table(course: &Course) -> Table {
    let columns = [
        "Period",
        "Moving average (standard deviations)",
        "Limit on either side (standard deviations)",
        "Stands",
    ];
    let row = |index: usize| {
        vec![
            course.names[index].clone(),
            (course.say)(course.values[index]),
            (course.say)(course.limits[index].1),
            course.stands[index].word().to_owned(),
        ]
    };
    Table {
        columns: columns.map(str::to_owned).to_vec(),
        rows: (0..course.names.len()).map(row).collect(),
    }
}
