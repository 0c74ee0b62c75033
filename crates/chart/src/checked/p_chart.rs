//! The share of wrong decisions by period, within control limits.

use super::material::{Chart, Material};
use super::over_time::Course;
use super::stands::{self, Stands, is_beyond_chance, none_of, share_of_all, table};
use super::words::{months, percent, source};
use crate::canvas::Page;
use crate::drawing::Drawing;
use crate::scale::Limits;
use crate::words::{counted, listed};
use tierone_records::assess::Point;

/// See its meaning.
pub(super) const CHART: Chart = Chart {
    name: "p-chart",
    meaning: "The share of checked decisions that are wrong, period by period, within limits of three standard \
              deviations that widen where fewer were checked; with `--looks`, within limits that allow for all looks of a year.",
    draw,
};

fn draw(material: &Material) -> Option<Drawing> {
    let points = material.periods;
    if points.is_empty() {
        return None;
    }
    let course = Course {
        axis: "Wrong decisions (% of those checked, not weighted)",
        range: Limits::FromZero,
        names: months(points.iter().map(|point| point.name.as_str())),
        values: points.iter().map(|point| 100.0 * point.share()).collect(),
        limits: points.iter().map(limits).collect(),
        centre: 100.0 * share_of_all(points),
        stands: points
            .iter()
            .map(|point| Stands::of(point.share(), point.limits))
            .collect(),
        say: |value| percent(value / 100.0),
    };
    let limits = material.limits.unwrap_or(
        "The limits are three standard deviations around the share of all periods together, and wider where fewer were checked.",
    );
    let subtitle = format!(
        "Share of checked decisions that are wrong in {}. {limits}",
        counted(points.len(), "period"),
    );
    let mut page = Page::open(CHART.name, &headline(&course, points), &subtitle);
    stands::key(
        &mut page,
        "a period within its limits",
        ["all periods together", "limits"],
    );
    course.draw(&mut page);
    let alarms: f64 = points.iter().map(|point| point.false_alarm).sum();
    let about = format!(
        "Checked cases only, not weighted. Chance alone would put {alarms:.2} of these points outside their limits."
    );
    let alt = format!(
        "A control chart with a centre at {}.{}",
        percent(share_of_all(points)),
        course.sentences()
    );
    Some(page.finish(
        &source(material, &about),
        &alt,
        table("Period", &course.names, points),
    ))
}

/// In percent.
fn limits(point: &Point) -> (f64, f64) {
    (100.0 * point.limits.0, 100.0 * point.limits.1)
}

fn headline(course: &Course, points: &[Point]) -> String {
    let out = course.furthest();
    let named: Vec<usize> = out
        .iter()
        .copied()
        .filter(|index| is_beyond_chance(points, &points[*index]))
        .collect();
    match named[..] {
        [] => none_of("period", points.len(), out.len()),
        [only] => {
            let point = &points[only];
            let (side, limit) = if course.stands[only] == Stands::Above {
                ("above its upper", point.limits.1)
            } else {
                ("below its lower", point.limits.0)
            };
            format!(
                "“{}” stands out: {} of its checked decisions are wrong, {side} limit of {}",
                course.names[only],
                percent(point.share()),
                percent(limit)
            )
        }
        _ => {
            let in_time = (0..points.len()).filter(|index| named.contains(index));
            let names: Vec<&str> = in_time.map(|index| course.names[index].as_str()).collect();
            format!(
                "{} of {} periods stand out, outside their limits by more than chance: {}",
                names.len(),
                points.len(),
                listed(&names)
            )
        }
    }
}
