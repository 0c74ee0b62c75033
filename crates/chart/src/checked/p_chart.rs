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
        stands: points.iter().map(Stands::at).collect(),
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
    let lines = ["all periods together", "limits"];
    stands::key(&mut page, "a period within its limits", lines);
    course.draw(&mut page);
    let (centre, each) = (percent(share_of_all(points)), course.sentences());
    let alt = format!("A control chart with a centre at {centre}.{each}");
    let source = source(material, &stands::by_chance(points));
    Some(page.finish(&source, &alt, table("Period", &course.names, points)))
}

/// In percent.
fn limits(point: &Point) -> (f64, f64) {
    (100.0 * point.limits.0, 100.0 * point.limits.1)
}

fn headline(course: &Course, points: &[Point]) -> String {
    let out = course.furthest();
    let mut named = out.clone();
    named.retain(|index| is_beyond_chance(points, &points[*index]));
    match named[..] {
        [] => none_of("period", points.len(), out.len()),
        [only] => {
            let point = &points[only];
            let (side, limit) = match course.stands[only] {
                Stands::Above => ("above its upper", point.limits.1),
                _ => ("below its lower", point.limits.0),
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
