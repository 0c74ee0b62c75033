//! The moving average of shares of wrong decisions, within limits.

use super::material::{Chart, Material};
use super::over_time::Course;
use super::stands::{self, Stands, count};
use super::words::{months, source};
use crate::canvas::Page;
use crate::claims::{beyond, stands_out};
use crate::drawing::{Drawing, Table};
use crate::scale::Limits;
use crate::words::{counted, grouped, listed};
use tierone_records::assess::{EWMA_REACH, Point};

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
    let stands = averages
        .iter()
        .map(|(average, limit)| Stands::of(*average, (-limit, *limit)));
    let course = Course {
        axis: "Moving average (standard deviations from the share of all periods)",
        range: Limits::AroundZero,
        names: months(points.iter().map(|point| point.name.as_str())),
        centre: 0.0,
        stands: stands.collect(),
        values: averages.iter().map(|(average, _)| *average).collect(),
        limits,
        say: |value| grouped(value, 2),
    };
    let subtitle = format!(
        "How far the share of wrong decisions is from that of all periods together, in standard deviations, averaged from \
         the first of {} on; the newest weigh most. Above the centre more is wrong.",
        counted(points.len(), "period"),
    );
    let mut page = Page::open(CHART.name, &headline(&course, points), &subtitle);
    let lines = ["no change", "limits of the average so far"];
    stands::key(&mut page, "a period within its limits", lines);
    course.draw(&mut page);
    let about = "Checked cases only, not weighted.";
    let each = course.sentences();
    let alt = format!("A control chart of a moving average, centred at 0.{each}");
    Some(page.finish(&source(material, about), &alt, table(&course)))
}

/// Whether the moving average is out by more than chance takes any of so many: it is as far out as a normal one would have
/// to be, and so are the fails of the periods that it mostly is of, which may be too few to be normal.
fn has_shifted(points: &[Point], index: usize) -> bool {
    const MOSTLY: usize = 5;
    let compared = points.len();
    let far = points[index].average.is_some_and(|(average, limit)| {
        average.abs() * EWMA_REACH > beyond(compared, f64::INFINITY) * limit
    });
    let latest = &points[(index + 1).saturating_sub(MOSTLY)..=index];
    far && stands_out(count(latest), count(points), compared)
}

fn headline(course: &Course, points: &[Point]) -> String {
    let all = points.len();
    let out = course.furthest();
    let side = |index: usize| match course.stands[index] {
        Stands::Above => "more is wrong than over all periods",
        _ => "less is wrong than over all periods",
    };
    let shifted = |index: &usize| course.stands[*index].is_out() && has_shifted(points, *index);
    let shifted: Vec<usize> = (0..all).filter(shifted).collect();
    let names = shifted.iter().map(|index| course.names[*index].as_str());
    let names: Vec<&str> = names.collect();
    match shifted[..] {
        [] if out.is_empty() => {
            "No slow shift shows: the moving average stays within its limits".to_owned()
        }
        [] => format!(
            "No slow shift shows by more than chance: the moving average is outside its limits in {} of {all} periods",
            out.len()
        ),
        [only] => {
            let (name, side) = (&course.names[only], side(only));
            format!("The moving average leaves its limits in “{name}”: {side}")
        }
        _ => format!(
            "The moving average is outside its limits by more than chance in {} of {all} periods: {}",
            names.len(),
            listed(&names)
        ),
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
    Table::new(columns, (0..course.names.len()).map(row).collect())
}
