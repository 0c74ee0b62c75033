//! What every chart of checks promises, and what each one shows of a small report.

use super::fixture::Report;
use super::*;
use crate::picture::{Anchor, Marker, Shape};
use crate::tests::check_drawing;

fn check(report: &Report) -> Vec<Drawing> {
    let drawings = draw(&report.material());
    drawings.iter().for_each(check_drawing);
    drawings
}

fn names(drawings: &[Drawing]) -> Vec<&str> {
    drawings
        .iter()
        .map(|drawing| drawing.name.as_str())
        .collect()
}

fn find<'d>(drawings: &'d [Drawing], name: &str) -> &'d Drawing {
    let found = drawings.iter().find(|drawing| drawing.name == name);
    found.unwrap_or_else(|| panic!("{name} is drawn"))
}

/// Markers, those in the key among them, that are circles or that are not.
fn marks(drawing: &Drawing, circles: bool) -> usize {
    let is_one = |shape: &&Shape| match shape {
        Shape::Point { marker, .. } => (*marker == Marker::Circle) == circles,
        _ => false,
    };
    drawing.picture.shapes.iter().filter(is_one).count()
}

/// Where values are on the upright axis: a pixel of a value, from the two outermost tick labels.
fn upright(drawing: &Drawing) -> impl Fn(f64) -> f64 {
    let shapes = drawing.picture.shapes.iter();
    let ticks: Vec<(f64, f64)> = shapes
        .filter_map(|shape| match shape {
            Shape::Words {
                at, words, font, ..
            } if font.anchor == Anchor::End => {
                let value = words.replace('−', "-").parse::<f64>().expect("a tick");
                Some((value, at.1 - 4.5))
            }
            _ => None,
        })
        .collect();
    let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
    move |value| first.1 + (value - first.0) / (last.0 - first.0) * (last.1 - first.1)
}

/// Dashed lines, the one in the key left out.
fn dashed(drawing: &Drawing) -> Vec<Vec<(f64, f64)>> {
    let shapes = drawing.picture.shapes.iter();
    let dashed = shapes.filter_map(|shape| match shape {
        Shape::Line { points, stroke } if stroke.dash == "6 4" => Some(points.clone()),
        _ => None,
    });
    dashed.skip(1).collect()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.15
}

#[test]
fn every_chart_has_a_name_of_its_own_and_a_meaning() {
    for (index, chart) in CHARTS.iter().enumerate() {
        assert!(CHARTS[..index].iter().all(|other| other.name != chart.name));
        assert!(crate::chart(chart.name).is_none(), "{}", chart.name);
        assert!(chart.meaning.ends_with('.'), "{}", chart.name);
    }
}

#[test]
fn every_chart_is_drawn_where_there_is_something_to_show() {
    let all: Vec<&str> = CHARTS.iter().map(|chart| chart.name).collect();
    assert_eq!(names(&check(&Report::small())), all);
    assert!(draw(&Material::default()).is_empty());
}

#[test]
fn a_month_outside_its_limits_has_a_marker_of_its_own() {
    let report = Report::small();
    let drawings = check(&report);
    let chart = find(&drawings, "p-chart");
    assert!(chart.title.contains("Mar 2026") && chart.title.contains("30.0%"));
    // Two markers of those that signal stand in the key, and one of those that do not.
    assert_eq!(marks(chart, false), 2 + 1);
    assert_eq!(marks(chart, true), 1 + 4);
    assert!(chart.svg.contains("Mar 2026: 30.0%"));
    assert!(chart.alt.contains("Apr 2026: 6.0%"));
}

#[test]
fn limits_are_where_they_were_worked_out_to_be() {
    let report = Report::small();
    let drawings = check(&report);
    let chart = find(&drawings, "p-chart");
    let (at, lines) = (upright(chart), dashed(chart));
    let [low, high] = &lines[..] else {
        panic!("two limits");
    };
    for (index, point) in report.periods.iter().enumerate() {
        for step in [2 * index, 2 * index + 1] {
            assert!(near(low[step].1, at(100.0 * point.limits.0)));
            assert!(near(high[step].1, at(100.0 * point.limits.1)));
        }
    }
    let chart = find(&drawings, "ewma-chart");
    let (at, lines) = (upright(chart), dashed(chart));
    for (index, point) in report.periods.iter().enumerate() {
        let (_, limit) = point.average.expect("an average");
        assert!(near(lines[0][2 * index].1, at(-limit)));
        assert!(near(lines[1][2 * index].1, at(limit)));
    }
}

#[test]
fn limits_of_several_looks_are_said_beside_the_chart() {
    let report = Report::small();
    let limits = "The limits are 2.86 standard deviations around the share of all periods together, so that chance alone puts some of 12 \
                  periods outside them in about 5 % of years.";
    let drawings = draw(&Material {
        limits: Some(limits),
        ..report.material()
    });
    let chart = find(&drawings, "p-chart");
    check_drawing(chart);
    assert!(chart.subtitle.contains(limits), "{}", chart.subtitle);
    assert!(!chart.subtitle.contains("three standard deviations"));
}

#[test]
fn a_funnel_names_those_outside_and_nobody_else() {
    let report = Report::small();
    let drawings = check(&report);
    let chart = find(&drawings, "funnel-plot");
    let out: Vec<&str> = report
        .people
        .iter()
        .filter(|point| point.is_outside())
        .map(|point| point.name.as_str())
        .collect();
    assert_eq!(out, ["P4"]);
    assert!(chart.svg.contains(">P4</text>") && chart.title.contains("P4"));
    assert!(!chart.svg.contains("P3"));
    // P0 and P1 are in one place.
    assert_eq!(marks(chart, true), 1 + 5);
    assert_eq!(marks(chart, false), 2 + 1);
    // What chance puts beyond the limits is said as it is, not as it is aimed at.
    let alarms = report
        .people
        .iter()
        .map(|point| 1_000.0 * point.false_alarm);
    let most = format!("{:.1}", alarms.fold(0.0, f64::max));
    assert!(chart.svg.contains(&most) && most != "2.0", "{most}");
    assert!(!chart.svg.contains("2 in 1,000"));
    let (at, lines) = (upright(chart), dashed(chart));
    for point in &report.people {
        let y = at(100.0 * point.limits.1);
        assert!(lines[1].iter().any(|corner| near(corner.1, y)));
    }
}

#[test]
fn fails_fall_and_their_share_rises_to_all() {
    let drawings = check(&Report::small());
    let chart = find(&drawings, "fails-by-attribute");
    let first: Vec<&str> = chart.table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(first, ["income", "dates", "address"]);
    assert_eq!(chart.table.rows[2][3], "100.0%");
    assert!(
        chart
            .title
            .starts_with("“income” alone makes up 80.0% of 50 fails")
    );
    let shapes = chart.picture.shapes.iter();
    let bars: Vec<f64> = shapes
        .filter_map(|shape| match shape {
            Shape::Rect { ends, colour, .. } if *colour == "#12436D" => Some(ends[1].0 - ends[0].0),
            _ => None,
        })
        .collect();
    assert!((bars[0] / bars[1] - 5.0).abs() < 0.1, "{bars:?}");
}

#[test]
fn groups_stand_beside_the_figure_of_all() {
    let drawings = check(&Report::small());
    let chart = find(&drawings, "accuracy-by-group");
    for words in ["90.0%", "82.0% in “south”", "95.0% in “north”"] {
        assert!(chart.title.contains(words), "{}", chart.title);
    }
    let mut alone = Report::small();
    alone.figures.truncate(1);
    assert!(!names(&check(&alone)).contains(&"accuracy-by-group"));
}

#[test]
fn one_kind_of_fail_is_in_no_order() {
    let mut report = Report::small();
    report.attributes = vec![("dates", 8), ("debt", 0)];
    assert!(!names(&check(&report)).contains(&"fails-by-attribute"));
}

#[test]
fn long_names_and_many_signals_stay_whole_and_apart() {
    let long = |index: usize| format!("Mammoth team of wholesome work & <MMM>, WWW number {index}");
    let names: Vec<String> = (0..90).map(long).collect();
    let people: Vec<(&str, u64, u64)> = names
        .iter()
        .zip(0..)
        .map(|(name, n)| {
            (
                name.as_str(),
                40 + n % 7,
                if n % 3 == 0 { 30 } else { n % 5 },
            )
        })
        .collect();
    let months: Vec<String> = (0..90).map(|n| format!("2{n:03}-12")).collect();
    let periods: Vec<(&str, u64, u64)> = months
        .iter()
        .zip(0..)
        .map(|(name, n)| (name.as_str(), 200, if n % 4 == 0 { 90 } else { n % 9 }))
        .collect();
    let mut report = Report::of(&periods, &people);
    for name in &names {
        let figures = report.figures[1].2.clone();
        report.figures.push((long(1), name.clone(), figures));
    }
    let drawings = check(&report);
    let chart = find(&drawings, "accuracy-by-group");
    assert!(
        chart
            .svg
            .contains("50 groups with the fewest checks are not drawn")
    );
}

#[test]
fn extremes_are_drawn_too() {
    let two = [("2026-01", 1, 0), ("2026-02", 1, 1)];
    check(&Report::of(&two, &two));
    let alike = [("one", 12, 1), ("two", 12, 1), ("three", 12, 1)];
    check(&Report::of(&alike, &alike));
    let large = [("one", 3_000_000, 3), ("two", 2_000_000, 900)];
    check(&Report::of(&large, &large));
}
