//! Errors found against hours of checking.

use crate::chart::canvas::{
    GREY, INK, Label, Look, MARGIN, Page, WIDTH, font, looks, solid, tick_room,
};
use crate::chart::place::{Rect, beside};
use crate::chart::scale::{Limits, Scale};
use crate::chart::svg::{Anchor, Svg};
use crate::chart::words::{cells, figure, horizon, replications};
use crate::chart::{Chart, Drawing, Material, Table};
use crate::measure::{Scope, Unit};
use crate::study::Spread;

/// See its meaning.
pub(in crate::chart) const CHART: Chart = Chart {
    name: "found-against-hours",
    meaning: "Decisions with an error that each policy and each of its checks finds, against the \
              hours of checking that it takes.",
    draw,
};

/// Points of single checks are drawn up to so many.
const READABLE: usize = 6;

/// A policy, or one of several checks of a policy.
struct Point<'a> {
    policy: usize,
    check: Option<&'a str>,
    hours: &'a Spread,
    found: &'a Spread,
}

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    if scenario
        .policies
        .iter()
        .all(|policy| policy.checks.is_empty())
    {
        return None;
    }
    let all = points(material);
    let of_checks = all.iter().filter(|point| point.check.is_some()).count();
    let drawn: Vec<&Point> = all
        .iter()
        .filter(|point| point.check.is_none() || of_checks <= READABLE)
        .collect();
    let subtitle = format!(
        "Checked decisions of which a true error in an accuracy attribute was found, and the hours \
         that checking took, over {}; mean of {}, with ± 2 Monte Carlo standard errors.",
        horizon(scenario),
        replications(material.summary.replications),
    );
    let mut page = Page::open(CHART.name, &headline(material, &all), &subtitle);
    if drawn.iter().any(|point| point.check.is_some()) {
        page.key(&[
            (
                &|svg, (x, y)| filled(svg, (x, y), false),
                "a policy, all checks together",
            ),
            (
                &|svg, (x, y)| filled(svg, (x, y), true),
                "one check of a policy with several",
            ),
        ]);
    }
    page.names(&[(MARGIN, Anchor::Start, "Errors found (decisions)")]);
    let (top, bottom) = (page.y + 8.0, page.y + 428.0);
    let ends = |of: for<'a> fn(&Point<'a>) -> &'a Spread| -> Vec<f64> {
        drawn
            .iter()
            .map(|point| of(point).mean + error_of(of(point)))
            .collect()
    };
    let up = Scale::fit(
        &ends(|point| point.found),
        Limits::FromZero,
        (bottom, top),
        7,
    );
    let left = MARGIN + tick_room(&up) + 6.0;
    let right = WIDTH - MARGIN - 40.0;
    let across = Scale::across(
        &ends(|point| point.hours),
        Limits::FromZero,
        (left + 8.0, right),
        8,
    );
    page.grid_up(&up, left, right);
    for tick in &across.ticks {
        let x = across.at(*tick);
        page.svg
            .line((x, bottom), (x, bottom + 5.0), solid(INK, 1.0));
        let at = (x, bottom + 20.0);
        page.svg
            .text(at, &across.label(*tick), font(13.0, INK, Anchor::Middle));
    }
    let name = "Hours of checking (hours)";
    page.svg
        .axis_name((left, bottom + 42.0), name, font(13.0, INK, Anchor::Start));
    let looks = looks(scenario.policies.len());
    points_and_labels(
        &mut page.svg,
        scenario,
        &drawn,
        &looks,
        (&across, &up),
        (left, top, right, bottom),
    );
    page.y = bottom + 48.0;
    let source = format!("Source: simulation of “{}”.", scenario.title);
    let alt = format!("A scatter plot.{}", sentences(material, &all));
    Some(page.finish(&source, &alt, table(material, &all)))
}

fn filled(svg: &mut Svg, (x, y): (f64, f64), hollow: bool) {
    let radius = if hollow { 4.0 } else { 6.0 };
    svg.marker(
        crate::chart::svg::Marker::Circle,
        (x + 17.0, y),
        radius,
        GREY,
        hollow,
    );
}

fn points<'a>(material: &Material<'a>) -> Vec<Point<'a>> {
    let mut points = Vec::new();
    for (policy, rules) in material.scenario.policies.iter().enumerate() {
        let mut add = |scope, check| {
            let figure = |measure| material.summary.figure(policy, scope, measure);
            if let (Some(hours), Some(found)) = (figure("check_hours"), figure("errors_found")) {
                points.push(Point {
                    policy,
                    check,
                    hours,
                    found,
                });
            }
        };
        add(Scope::Policy, None);
        if rules.checks.len() > 1 {
            for (id, check) in rules.checks.iter().enumerate() {
                add(Scope::Check(id), Some(check.name.as_str()));
            }
        }
    }
    points
}

fn error_of(spread: &Spread) -> f64 {
    2.0 * spread.mcse.unwrap_or(0.0)
}

fn points_and_labels(
    svg: &mut Svg,
    scenario: &crate::scenario::Scenario,
    drawn: &[&Point],
    looks: &[Look],
    (across, up): (&Scale, &Scale),
    (left, top, right, bottom): (f64, f64, f64, f64),
) {
    let places: Vec<(f64, f64)> = drawn
        .iter()
        .map(|point| (across.at(point.hours.mean), up.at(point.found.mean)))
        .collect();
    let labels: Vec<Label> = drawn
        .iter()
        .map(|point| match point.check {
            None => Label::new(&scenario.policies[point.policy].name, "", false, 210.0),
            Some(check) => Label::new("", check, false, 150.0),
        })
        .collect();
    let mut taken = Vec::new();
    for (point, (x, y)) in drawn.iter().zip(&places) {
        let (wide, high) = (
            across.at(point.hours.mean + error_of(point.hours)) - x,
            y - up.at(point.found.mean + error_of(point.found)),
        );
        taken.push(Rect(
            x - wide.max(8.0),
            y - high.max(8.0),
            x + wide.max(8.0),
            y + high.max(8.0),
        ));
    }
    let sizes: Vec<(f64, f64)> = labels
        .iter()
        .map(|l| (l.width() + 2.0, l.height() + 2.0))
        .collect();
    let bounds = Rect(left, top - 8.0, right + 40.0, bottom - 2.0);
    let boxes = beside(&places, &sizes, bounds, &taken);
    for ((place, label), (point, at)) in boxes.iter().zip(&labels).zip(drawn.iter().zip(&places)) {
        // A thin line leads to a label that had to go further away.
        let near = (at.0.clamp(place.0, place.2), at.1.clamp(place.1, place.3));
        let look = looks[point.policy];
        if (near.0 - at.0).hypot(near.1 - at.1) > 24.0 {
            svg.line(*at, near, solid(look.colour, 1.0));
        }
        svg.rect((place.0, place.1), (place.2, place.3), "#FFFFFF", 1.0);
        let colour = if point.check.is_some() { GREY } else { INK };
        label.write(svg, (place.0 + 1.0, (place.1 + place.3) / 2.0), colour);
    }
    for (point, at) in drawn.iter().zip(&places) {
        let look = looks[point.policy];
        error_bars(svg, point, *at, (across, up), look.colour);
        let radius = if point.check.is_some() { 4.0 } else { 6.0 };
        svg.marker(look.marker, *at, radius, look.colour, point.check.is_some());
    }
}

fn error_bars(
    svg: &mut Svg,
    point: &Point,
    (x, y): (f64, f64),
    (across, up): (&Scale, &Scale),
    colour: &'static str,
) {
    let stroke = solid(colour, 1.5);
    let error = error_of(point.found);
    if error > 0.0 {
        let ends = (
            up.at((point.found.mean - error).max(0.0)),
            up.at(point.found.mean + error),
        );
        svg.line((x, ends.0), (x, ends.1), stroke);
        for end in [ends.0, ends.1] {
            svg.line((x - 4.0, end), (x + 4.0, end), stroke);
        }
    }
    let error = error_of(point.hours);
    if error > 0.0 {
        let mean = point.hours.mean;
        let ends = (across.at((mean - error).max(0.0)), across.at(mean + error));
        svg.line((ends.0, y), (ends.1, y), stroke);
        for end in [ends.0, ends.1] {
            svg.line((end, y - 4.0), (end, y + 4.0), stroke);
        }
    }
}

fn headline(material: &Material, all: &[Point]) -> String {
    let policies = || all.iter().filter(|point| point.check.is_none());
    let name = |point: &Point| format!("“{}”", material.scenario.policies[point.policy].name);
    let most = policies().reduce(|a, b| if b.found.mean > a.found.mean { b } else { a });
    let Some(most) = most.filter(|most| most.found.mean > 0.0) else {
        return "No policy’s checks find an error".to_string();
    };
    let hours = figure(most.hours.mean, most.hours.mcse, Unit::Hours);
    let found = figure(most.found.mean, most.found.mcse, Unit::Count);
    let rate = |point: &Point| {
        if point.hours.mean > 0.0 {
            point.found.mean / point.hours.mean
        } else {
            0.0
        }
    };
    let best = policies()
        .reduce(|a, b| if rate(b) > rate(a) { b } else { a })
        .unwrap_or(most);
    if policies().count() == 1 {
        return format!(
            "{} finds {found} decisions in error in {hours} of checking",
            name(most)
        );
    }
    let first = format!(
        "{} finds the most errors, {found} in {hours} of checking",
        name(most)
    );
    if best.policy == most.policy {
        format!("{first}, and the most an hour")
    } else {
        format!("{first}; {} finds the most an hour", name(best))
    }
}

fn sentences(material: &Material, all: &[Point]) -> String {
    all.iter()
        .map(|point| {
            let check = point
                .check
                .map_or_else(String::new, |check| format!(", “{check}” alone"));
            format!(
                " “{}”{check}: {} found in {}.",
                material.scenario.policies[point.policy].name,
                figure(point.found.mean, point.found.mcse, Unit::Count),
                figure(point.hours.mean, point.hours.mcse, Unit::Hours),
            )
        })
        .collect()
}

fn table(material: &Material, all: &[Point]) -> Table {
    let columns = [
        "Policy",
        "Check",
        "Hours of checking, mean (hours)",
        "Monte Carlo standard error (hours)",
        "Errors found, mean (decisions)",
        "Monte Carlo standard error (decisions)",
    ];
    let cells_of = |point: &Point| {
        let mut line = vec![
            material.scenario.policies[point.policy].name.clone(),
            point.check.unwrap_or("all checks").to_string(),
        ];
        line.extend(cells(Some(point.hours), Unit::Hours));
        line.extend(cells(Some(point.found), Unit::Count));
        line
    };
    Table {
        columns: columns.map(str::to_string).to_vec(),
        rows: all.iter().map(cells_of).collect(),
    }
}
