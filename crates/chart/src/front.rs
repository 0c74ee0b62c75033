//! Fronts of a plan: what is paid in hours or £ against what that buys, with the policy that is planned and today's.

use crate::canvas::{GREY, INK, Label, MARGIN, Page, WIDTH, solid, tick_room};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::scale::{Limits, Scale};
use crate::signs;
use tierone_plan::{Ended, FrontRow, PolicyRow, QuotaAnswer};
use tierone_stats::format::with_error;

/// What may be bought: its name in the answer, that of the chart, and that of the axis.
const BOUGHT: [(&str, &str, &str); 6] = [
    ("mve", "front-mve", "Monetary value of error (% of value)"),
    (
        "accuracy_half_width",
        "front-accuracy-half-width",
        "Half-width of accuracy (percentage points)",
    ),
    (
        "mve_half_width",
        "front-mve-half-width",
        "Half-width of the monetary value of error (percentage points)",
    ),
    (
        "poor_performers_found",
        "front-poor-performers-found",
        "Poor performers found (%)",
    ),
    (
        "show",
        "front-show",
        "Chance that the figure shows what it should (%)",
    ),
    (
        "head_of_work",
        "front-head-of-work",
        "Decisions that wait at the end",
    ),
];

const COLOUR: &str = "#12436D";
const OTHER: &str = "#801650";
const HIGH: f64 = 380.0;

/// The fronts of an answer, a chart a figure; none of a front with a single policy.
pub fn fronts(answer: &QuotaAnswer, scenario: &str) -> Vec<Drawing> {
    let of = |(figure, name, axis): &(&str, &'static str, &str)| {
        let rows = answer.fronts.iter().filter(|row| row.figure == *figure);
        let rows: Vec<&FrontRow> = rows.collect();
        (rows.len() > 1).then(|| draw(answer, scenario, &rows, (name, axis)))
    };
    BOUGHT.iter().filter_map(of).collect()
}

/// A figure of a policy with its error, and what it takes.
#[derive(Clone, Copy)]
struct Point {
    paid: f64,
    value: f64,
    mcse: f64,
}

fn draw(
    answer: &QuotaAnswer,
    scenario: &str,
    rows: &[&FrontRow],
    (name, axis): (&'static str, &str),
) -> Drawing {
    let money = rows[0].paid_in == "cost";
    let of = |ended: Ended| {
        let mut policies = answer.policies.iter();
        let row = policies.find(|row| row.ended == ended)?;
        point(row, &rows[0].figure, money)
    };
    let (planned, today) = (of(Ended::Chosen), of(Ended::Today));
    let of = |row: &&FrontRow| Point {
        paid: row.paid,
        value: row.value,
        mcse: row.mcse.unwrap_or(0.0),
    };
    let front: Vec<Point> = rows.iter().map(of).collect();
    let all: Vec<Point> = front.iter().copied().chain(planned).chain(today).collect();
    let (first, last) = (rows[0], rows[rows.len() - 1]);
    let paid = if money { "£" } else { "hours" };
    let title = format!(
        "From {} to {} {paid} a {}: {} from {} to {}{}",
        shown(first.paid, None),
        shown(last.paid, None),
        answer.period,
        lower(axis.split(" (").next().unwrap_or(axis)),
        shown(first.value, first.mcse),
        shown(last.value, last.mcse),
        match first.unit {
            "%" => " %",
            "pp" => " points",
            _ => "",
        },
    );
    let values = all.iter();
    let values = values.flat_map(|p| [p.value - 2.0 * p.mcse, p.value + 2.0 * p.mcse]);
    let values: Vec<f64> = values.collect();
    let limits = match rows[0].unit {
        "count" => Limits::FromZero,
        _ => Limits::Percent,
    };
    let subtitle = format!(
        "Policies that none of those simulated beats on both counts; averages of {} simulated years each, with two Monte Carlo \
         standard errors on either side.{}",
        answer.shown_worlds,
        Scale::fit(&values, limits, (1.0, 0.0), 7).warning(),
    );
    let mut page = Page::open(name, &title, &subtitle);
    page.key(&[
        (
            &signs::point(Marker::Circle, 5.0, COLOUR, false),
            "meets every aim",
        ),
        (
            &signs::point(Marker::Circle, 5.0, COLOUR, true),
            "misses an aim",
        ),
        (
            &signs::point(Marker::Diamond, 7.0, OTHER, false),
            "planned, and today's",
        ),
    ]);
    page.names(&[(MARGIN, Anchor::Start, axis)]);
    let (top, bottom) = (page.y + 8.0, page.y + 8.0 + HIGH);
    let up = Scale::fit(&values, limits, (bottom, top), 7);
    let (left, right) = (MARGIN + tick_room(&up) + 6.0, WIDTH - MARGIN - 40.0);
    let payments: Vec<f64> = all.iter().map(|p| p.paid).collect();
    let across = Scale::across(&payments, Limits::FromZero, (left + 8.0, right), 8);
    page.grid_up(&up, left, right);
    page.ticks_across(&across, bottom, solid(INK, 1.0));
    let name = match money {
        true => "Cost (£)",
        false => "Hours of checking",
    };
    let name = format!("{name} a {}", answer.period);
    page.axis_name((left, bottom + 42.0), &name);
    let at = |p: &Point| (across.at(p.paid), up.at(p.value));
    let line: Vec<(f64, f64)> = front.iter().map(at).collect();
    page.picture.path(&line, solid(GREY, 1.0));
    for (row, point) in rows.iter().zip(&front) {
        error_bar(&mut page.picture, point, at(point).0, &up, COLOUR);
        page.picture
            .marker(Marker::Circle, at(point), 5.0, COLOUR, !row.meets_aims);
    }
    for (point, word) in [(today, "today"), (planned, "planned")] {
        let Some(point) = point else { continue };
        error_bar(&mut page.picture, &point, at(&point).0, &up, OTHER);
        let (x, y) = at(&point);
        page.picture
            .marker(Marker::Diamond, (x, y), 7.0, OTHER, false);
        let label = Label::new(word, "", true, 120.0);
        let start = match x + 14.0 + label.width() > right {
            true => x - 14.0 - label.width(),
            false => x + 14.0,
        };
        label.write(&mut page.picture, (start, y - 14.0), OTHER);
    }
    page.y = bottom + 48.0;
    let source = format!("Source: simulation of “{scenario}”.");
    let each = sentences(planned, today, paid);
    let alt = format!("A scatter plot of {} policies.{each}", rows.len());
    page.finish(&source, &alt, table(rows, answer))
}

fn point(row: &PolicyRow, figure: &str, money: bool) -> Option<Point> {
    let (value, mcse) = match figure {
        "mve" => (row.mve, row.mve_mcse),
        "accuracy_half_width" => (row.accuracy_half_width, row.accuracy_half_width_mcse),
        "mve_half_width" => (row.mve_half_width, row.mve_half_width_mcse),
        "poor_performers_found" => (row.poor_performers_found, row.poor_performers_found_mcse),
        "show" => (row.show, row.show_mcse),
        _ => (row.head_of_work, row.head_of_work_mcse),
    };
    Some(Point {
        paid: if money { row.cost? } else { row.hours? },
        value: value?,
        mcse: mcse.unwrap_or(0.0),
    })
}

fn error_bar(picture: &mut Picture, point: &Point, x: f64, up: &Scale, colour: &'static str) {
    if point.mcse > 0.0 {
        let ends = [-2.0, 2.0].map(|errors| up.at(point.value + errors * point.mcse));
        picture.line((x, ends[0]), (x, ends[1]), solid(colour, 1.5));
    }
}

fn shown(value: f64, mcse: Option<f64>) -> String {
    match mcse.and_then(|error| with_error(value, error)) {
        Some((value, _)) => value,
        None => format!("{value:.0}"),
    }
}

/// The words with a small first letter.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn sentences(planned: Option<Point>, today: Option<Point>, paid: &str) -> String {
    let mut text = String::new();
    for (point, name) in [(planned, "The planned policy"), (today, "Today's policy")] {
        if let Some(point) = point {
            let value = shown(point.value, Some(point.mcse));
            text += &format!(" {name}: {value} at {:.0} {paid}.", point.paid);
        }
    }
    text
}

fn table(rows: &[&FrontRow], answer: &QuotaAnswer) -> Table {
    let paid = format!("{} a {}", rows[0].paid_in, answer.period);
    let figure = format!("{}, {}", rows[0].figure, rows[0].unit);
    let cells = rows.iter().map(|row| {
        let pair = row.mcse.and_then(|error| with_error(row.value, error));
        let (value, error) = pair.unwrap_or((shown(row.value, None), "–".into()));
        let met = if row.meets_aims { "met" } else { "missed" };
        vec![
            row.quotas.clone(),
            format!("{:.1}", row.paid),
            value,
            error,
            met.into(),
        ]
    });
    let columns = ["quotas", &paid, &figure, "standard error", "aims"];
    Table::new(columns, cells.collect())
}
