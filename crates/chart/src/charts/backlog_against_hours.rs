//! What checking costs in backlog and gives in accuracy: head of work and accuracy against hours of checking.

use crate::canvas::{INK, Label, MARGIN, Page, WIDTH, looks, solid, tick_room};
use crate::chart::{Chart, Material};
use crate::claims::{Column, Order};
use crate::drawing::{Drawing, Table};
use crate::picture::Anchor;
use crate::place::in_column;
use crate::replications::of_policy;
use crate::scale::{Limits, Scale};
use crate::words::{cells, ends_of, error_of, horizon, mean_with_error, said};
use tierone_engine::measure::Unit;
use tierone_engine::study::Spread;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "backlog-against-hours",
    meaning: "Decisions that wait at the end under each policy, and its accuracy, against the hours of \
              checking that it takes; where work comes in and waits.",
    draw,
};

/// One policy.
struct Point<'a> {
    policy: usize,
    hours: &'a Spread,
    waiting: &'a Spread,
    accuracy: &'a Spread,
}

/// One of the two panels: what is upright.
struct Panel {
    name: &'static str,
    limits: Limits,
    of: for<'a> fn(&Point<'a>) -> &'a Spread,
}

const PANELS: [Panel; 2] = [
    Panel {
        name: "Waiting at the end (decisions)",
        limits: Limits::FromZero,
        of: |point| point.waiting,
    },
    Panel {
        name: "Accuracy (%)",
        limits: Limits::Percent,
        of: |point| point.accuracy,
    },
];

fn draw(material: &Material) -> Option<Drawing> {
    let points = points(material);
    if points.is_empty() {
        return None;
    }
    let scenario = material.scenario;
    let warning = scale_up(&PANELS[1], &points, (0.0, 1.0)).warning();
    let subtitle = format!(
        "Decisions that wait at the end, and accuracy over {}, against the hours that checking took; {}.{}",
        horizon(scenario),
        mean_with_error(material.summary.replications),
        // The other axes do.
        warning.replace("The axis", "The axis of accuracy"),
    );
    let shown = "Head of work and accuracy against hours of checking";
    let title = material.finding(shown, || headline(material, &points));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    // Hours stand under hours.
    let ticks = PANELS.map(|panel| tick_room(&scale_up(&panel, &points, (1.0, 0.0))));
    let left = MARGIN + f64::max(ticks[0], ticks[1]) + 6.0;
    for panel in &PANELS {
        page.names(&[(MARGIN, Anchor::Start, panel.name)]);
        draw_panel(&mut page, material, (&points, panel), left);
    }
    page.axis_name((MARGIN, page.y), "Hours of checking (hours)");
    page.y += 10.0;
    let each = sentences(material, &points);
    let alt = format!("Two scatter plots, one above the other.{each}");
    Some(page.finish(&material.source(), &alt, table(material, &points)))
}

/// Every policy, where there is work that waits and anybody checks.
fn points<'a>(material: &Material<'a>) -> Vec<Point<'a>> {
    let of = |policy: usize| {
        Some(Point {
            policy,
            hours: material.figure(policy, "check_hours")?,
            waiting: material.figure(policy, "head_of_work")?,
            accuracy: material.figure(policy, "accuracy")?,
        })
    };
    let policies = 0..material.scenario.policies.len();
    let points: Vec<Point> = policies.filter_map(of).collect();
    match points.iter().any(|point| point.hours.mean > 0.0) {
        true => points,
        false => Vec::new(),
    }
}

fn scale_up(panel: &Panel, points: &[Point], pixels: (f64, f64)) -> Scale {
    let ends = points.iter().flat_map(|point| ends_of((panel.of)(point)));
    let ends: Vec<f64> = ends.collect();
    Scale::fit(&ends, panel.limits, pixels, 6)
}

/// Draws a panel from where the page is used, names of policies in a column beside it; moves down.
fn draw_panel(
    page: &mut Page,
    material: &Material,
    (points, panel): (&[Point], &Panel),
    left: f64,
) {
    let label = |point: &Point| Label::new(material.name(point.policy), "", false, 210.0);
    let labels: Vec<Label> = points.iter().map(label).collect();
    let heights: Vec<f64> = labels.iter().map(|label| label.height() + 6.0).collect();
    let top = page.y + 8.0;
    let bottom = top + f64::max(220.0, heights.iter().sum());
    // The marker of nothing waiting stands clear of the ticks below it.
    let up = scale_up(panel, points, (bottom - 8.0, top));
    let right = WIDTH - MARGIN - 280.0;
    let hours = points.iter().map(|point| ends_of(point.hours)[1]);
    let hours: Vec<f64> = hours.collect();
    let across = Scale::across(&hours, Limits::FromZero, (left + 8.0, right), 8);
    page.grid_up(&up, left, right);
    page.grid_across(&across, top, bottom);
    let at: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (across.at(point.hours.mean), up.at((panel.of)(point).mean)))
        .collect();
    let sizes: Vec<(f64, f64)> = labels
        .iter()
        .map(|label| (label.width(), label.height()))
        .collect();
    // Of two at one height the one farther right is named first, so that no line runs through the other's point.
    let in_turn: Vec<(f64, f64)> = at.iter().map(|(x, y)| (*x, y.round() - 1e-4 * x)).collect();
    let places = in_column(&in_turn, &sizes, &heights, right + 62.0, (top, bottom));
    let looks = looks(material.scenario.policies.len());
    let picture = &mut page.picture;
    for (index, place) in places.iter().enumerate() {
        let look = looks[points[index].policy];
        let end = (place.0 - 12.0, (place.1 + place.3) / 2.0);
        picture.line(at[index], end, solid(look.colour, 1.0));
        picture.marker(look.marker, end, 4.0, look.colour, false);
        labels[index].write(picture, (place.0, end.1), INK);
    }
    for (point, (x, y)) in points.iter().zip(&at) {
        let look = looks[point.policy];
        let of = (panel.of)(point);
        if error_of(of) > 0.0 {
            let [low, high] = ends_of(of).map(|end| up.at(end));
            picture.line((*x, low), (*x, high), solid(look.colour, 1.5));
        }
        picture.marker(look.marker, (*x, *y), 6.0, look.colour, false);
    }
    page.y = bottom + 34.0;
}

fn headline(material: &Material, points: &[Point]) -> String {
    let name = |place: usize| material.name(points[place].policy);
    let order = |measure, more_is_better| {
        let of = |point: &Point| of_policy(material, point.policy, measure);
        let columns: Vec<Column> = points.iter().map(of).collect();
        Order::of(&columns, more_is_better)
    };
    let waiting = |place: usize| said(points[place].waiting, Unit::Count);
    let (Some(least), Some(best)) = (order("head_of_work", false), order("accuracy", true)) else {
        let (name, waiting) = (name(0), waiting(0));
        return format!("Under “{name}” {waiting} decisions wait at the end");
    };
    let backlog = if least.is_even() {
        "No policy leaves detectably more work waiting than another".to_string()
    } else if least.is_alone() {
        format!(
            "“{}” leaves the least work waiting, {} decisions",
            name(least.best),
            waiting(least.best)
        )
    } else {
        format!(
            "{} leave the least work waiting, and are not shown to differ",
            least.names(name)
        )
    };
    let accuracy = if best.is_even() {
        "none is detectably more accurate".to_string()
    } else if best.is_alone() {
        format!(
            "“{}” is the most accurate and leaves {} waiting",
            name(best.best),
            waiting(best.best)
        )
    } else {
        format!(
            "{} are the most accurate, and are not shown to differ",
            best.names(name)
        )
    };
    format!("{backlog}; {accuracy}")
}

fn sentences(material: &Material, points: &[Point]) -> String {
    let of = |point: &Point| {
        format!(
            " “{}”: {} decisions wait and accuracy is {} with {} of checking.",
            material.name(point.policy),
            said(point.waiting, Unit::Count),
            said(point.accuracy, Unit::Percent),
            said(point.hours, Unit::Hours),
        )
    };
    points.iter().map(of).collect()
}

fn table(material: &Material, points: &[Point]) -> Table {
    let columns = [
        "Policy",
        "Hours of checking, mean (hours)",
        "Monte Carlo standard error (hours)",
        "Waiting at the end, mean (decisions)",
        "Monte Carlo standard error (decisions)",
        "Accuracy, mean (%)",
        "Monte Carlo standard error (points)",
    ];
    let line = |point: &Point| {
        let mut line = vec![material.name(point.policy).to_owned()];
        line.extend(cells(Some(point.hours), Unit::Hours));
        line.extend(cells(Some(point.waiting), Unit::Count));
        line.extend(cells(Some(point.accuracy), Unit::Percent));
        line
    };
    Table::new(columns, points.iter().map(line).collect())
}
