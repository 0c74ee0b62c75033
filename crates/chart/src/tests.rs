//! What every chart promises, swept over the table.

use super::fixture::{Case, office, with_complaints, with_demand, with_pilots};
use super::picture::{Anchor, Shape};
use super::*;
use tierone_stats::distribution::Distribution;
use tierone_stats::units::Probability;

fn material(case: &Case) -> Material<'_> {
    Material {
        scenario: &case.scenario,
        summary: &case.summary,
        records: &case.records,
    }
}

/// Draws every chart twice and holds the drawings against the promises.
fn check(case: &Case) -> Vec<Drawing> {
    let drawings = draw(&material(case));
    assert_eq!(
        drawings,
        draw(&material(case)),
        "equal inputs give equal bytes"
    );
    for drawing in &drawings {
        let Drawing { name, subtitle, .. } = drawing;
        assert!(subtitle.contains("replication"), "{name}: {subtitle}");
        check_drawing(drawing);
    }
    drawings
}

/// What every drawing promises, whatever it is drawn from.
pub(super) fn check_drawing(drawing: &Drawing) {
    let Drawing {
        name,
        svg,
        title,
        subtitle,
        alt,
        table,
        ..
    } = drawing;
    assert!(!title.is_empty() && !subtitle.is_empty(), "{name}");
    assert!(alt.len() > title.len() + subtitle.len(), "{name}: {alt}");
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>\n"),
        "{name}"
    );
    for part in ["role=\"img\"", "<title id=", "<desc id=", "sans-serif"] {
        assert!(svg.contains(part), "{name}: {part}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}");
    assert!(!svg.contains("transform"), "{name}: all text is level");
    let has_unit = |shape: &Shape| match shape {
        Shape::Words { words, of_axis, .. } => *of_axis && words.contains('('),
        _ => false,
    };
    assert!(
        drawing.picture.shapes.iter().any(has_unit),
        "{name}: no unit"
    );
    assert!(!table.rows.is_empty(), "{name}");
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "{name}: {row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{name}: {row:?}");
    }
    check_texts(drawing);
    check_markers(drawing);
    check_shapes(drawing);
    check_zero(drawing);
}

/// No text covers the marker of a point.
fn check_markers(drawing: &Drawing) {
    let boxes = text_boxes(drawing);
    let shapes = drawing.picture.shapes.iter();
    for marker in shapes.filter(|shape| matches!(shape, Shape::Point { .. })) {
        for (words, place) in &boxes {
            let apart = are_apart(bounds(marker), *place);
            assert!(apart, "{}: “{words}” covers {marker:?}", drawing.name);
        }
    }
}

/// Where a subtitle says that the axis does not start at zero, no tick is at zero; a chart with several axes names the one.
fn check_zero(drawing: &Drawing) {
    let zero = text_boxes(drawing)
        .iter()
        .any(|(words, _)| words.parse::<f64>().is_ok_and(|value| value == 0.0));
    let warned = drawing.subtitle.contains("The axis does not start at zero");
    assert!(!(zero && warned), "{}: {}", drawing.name, drawing.subtitle);
}

/// The outermost places of a shape: left, top, right and bottom.
pub(super) fn bounds(shape: &Shape) -> [f64; 4] {
    let around = |points: &[(f64, f64)]| {
        let of = |pick: fn(f64, f64) -> f64, of: fn(&(f64, f64)) -> f64| {
            points
                .iter()
                .map(of)
                .reduce(pick)
                .expect("a shape has places")
        };
        [
            of(f64::min, |p| p.0),
            of(f64::min, |p| p.1),
            of(f64::max, |p| p.0),
            of(f64::max, |p| p.1),
        ]
    };
    match shape {
        Shape::Line { points, .. } | Shape::Area { points, .. } => around(points),
        Shape::Rect { ends, .. } => around(ends),
        Shape::Point {
            marker, at, radius, ..
        } => match picture::corners(*marker, *at, *radius) {
            Some(points) => around(&points),
            None => [at.0 - radius, at.1 - radius, at.0 + radius, at.1 + radius],
        },
        Shape::Words {
            at, words, font, ..
        } => {
            let length = text::width(words, font.size, font.bold);
            let left = match font.anchor {
                Anchor::Start => at.0,
                Anchor::Middle => at.0 - length / 2.0,
                Anchor::End => at.0 - length,
            };
            let top = at.1 - 0.75 * font.size;
            [left, top, left + length, at.1 + 0.2 * font.size]
        }
    }
}

fn are_apart([left, top, right, bottom]: [f64; 4], [l, t, r, b]: [f64; 4]) -> bool {
    left >= r || l >= right || top >= b || t >= bottom
}

/// Nothing is drawn beyond the page.
fn check_shapes(drawing: &Drawing) {
    for shape in &drawing.picture.shapes {
        let [left, top, right, bottom] = bounds(shape);
        let inside =
            left >= 0.0 && top >= 0.0 && right <= drawing.size.0 && bottom <= drawing.size.1;
        assert!(inside, "{}: {shape:?} is beyond the page", drawing.name);
    }
}

/// The texts of a picture and where they are.
fn text_boxes(drawing: &Drawing) -> Vec<(&str, [f64; 4])> {
    let shapes = drawing.picture.shapes.iter();
    let words = shapes.filter_map(|shape| match shape {
        Shape::Words { words, .. } => Some((words.as_str(), bounds(shape))),
        _ => None,
    });
    words.collect()
}

/// No text covers another.
fn check_texts(drawing: &Drawing) {
    let boxes = text_boxes(drawing);
    for (index, (words, place)) in boxes.iter().enumerate() {
        for (other, theirs) in &boxes[..index] {
            let apart = are_apart(*place, *theirs);
            assert!(apart, "{}: “{words}” covers “{other}”", drawing.name);
        }
    }
}

fn names(drawings: &[Drawing]) -> Vec<&str> {
    drawings
        .iter()
        .map(|drawing| drawing.name.as_str())
        .collect()
}

#[test]
fn every_chart_has_a_name_of_its_own_and_a_meaning() {
    for (index, chart) in CHARTS.iter().enumerate() {
        assert!(CHARTS[..index].iter().all(|other| other.name != chart.name));
        assert!(chart.meaning.ends_with('.'), "{}", chart.name);
    }
}

#[test]
fn every_chart_is_drawn_of_four_and_of_six_policies() {
    for n in [4, 6] {
        let drawings = check(&Case::new(office(n), 60));
        let mut all: Vec<&str> = CHARTS.iter().map(|chart| chart.name).collect();
        // Without a demand nothing waits, without a pilot none is shown, and without a pathway nobody complains; with all, there is
        // every chart.
        all.retain(|name| !["backlog-against-hours", "pilots", "timeliness"].contains(name));
        assert_eq!(names(&drawings), all);
        let scenario = with_pilots(with_complaints(with_demand(office(n))), 0.7);
        let drawings = check(&Case::new(scenario, 60));
        let all: Vec<&str> = CHARTS.iter().map(|chart| chart.name).collect();
        assert_eq!(names(&drawings), all);
    }
}

#[test]
fn two_policies_have_two_colours() {
    let drawings = check(&Case::new(office(2), 20));
    let lines = drawings
        .iter()
        .find(|drawing| drawing.name == "accuracy-by-period");
    let svg = &lines.expect("drawn").svg;
    assert!(svg.contains("#12436D") && svg.contains("#F46A25") && !svg.contains("#28A197"));
}

#[test]
fn what_is_no_policy_has_no_colour_of_one() {
    for n in [2, 4] {
        let colours: Vec<&str> = canvas::looks(n).iter().map(|look| look.colour).collect();
        for drawing in check(&Case::new(office(n), 20)) {
            let of_policies = colours.iter().filter(|c| drawing.svg.contains(**c)).count();
            let of_parts = canvas::PARTS[1..]
                .iter()
                .filter(|c| drawing.svg.contains(**c));
            assert!(
                of_policies == 0 || of_parts.count() == 0,
                "{}: policies and parts in one chart",
                drawing.name
            );
            assert!(of_policies != 1, "{}", drawing.name);
        }
    }
}

#[test]
fn a_target_is_a_line_with_words_in_every_chart_of_its_measure() {
    for n in [1, 3, 6] {
        for drawing in check(&Case::new(office(n), 20)) {
            let is_line = |shape: &&Shape| matches!(shape, Shape::Line { stroke, .. } if *stroke == targets::LINE);
            let lines = drawing.picture.shapes.iter().filter(is_line).count();
            let told = drawing.svg.contains("target “");
            let accuracy = [
                "truth-against-estimate",
                "accuracy-by-period",
                "spread-of-estimate",
            ];
            let of_money = n > 2 && drawing.name == "mve-truth-against-estimate";
            let expected = accuracy.contains(&drawing.name.as_str()) || of_money;
            assert_eq!(
                (lines > 0, told),
                (expected, expected),
                "{} {n}",
                drawing.name
            );
        }
    }
}

#[test]
fn one_policy_has_nothing_to_be_contrasted_with() {
    let drawings = check(&Case::new(office(1), 20));
    assert!(!names(&drawings).contains(&"contrasts"));
    assert!(!names(&drawings).contains(&"backlog-against-hours"));
    assert!(!names(&drawings).contains(&"pilots"));
    assert!(!names(&drawings).contains(&"timeliness"));
    assert_eq!(drawings.len(), CHARTS.len() - 4);
}

#[test]
fn a_pilot_of_a_single_team_is_drawn_without_an_interval_by_teams() {
    let mut scenario = with_pilots(office(3), 0.7);
    let mut pilots = scenario
        .policies
        .iter_mut()
        .flat_map(|policy| &mut policy.pilots);
    pilots.next().expect("a pilot").teams = 1;
    let drawings = check(&Case::new(scenario, 20));
    let pilots = drawings.iter().find(|drawing| drawing.name == "pilots");
    let row = &pilots.expect("drawn").table.rows[0];
    // Its half width and its claims by teams are dashes; what it reports is not.
    assert!(row[6] == "–" && row[12] == "–" && row[4] != "–", "{row:?}");
}

#[test]
fn one_replication_has_no_spread() {
    let drawings = check(&Case::new(office(4), 1));
    assert!(!names(&drawings).contains(&"spread-of-estimate"));
    assert!(
        drawings
            .iter()
            .all(|drawing| drawing.subtitle.contains("1 replication"))
    );
}

#[test]
fn a_policy_without_checks_has_truth_and_nothing_else() {
    let mut scenario = office(2);
    scenario.policies.remove(0);
    assert_eq!(
        names(&check(&Case::new(scenario, 5))),
        ["accuracy-by-period", "money-over-and-under"]
    );
}

#[test]
fn a_scenario_without_money_has_no_chart_of_it() {
    let mut scenario = office(4);
    scenario.activities[0].value = None;
    scenario
        .attributes
        .iter_mut()
        .for_each(|attribute| attribute.money = None);
    let drawings = check(&Case::new(scenario, 20));
    assert!(
        names(&drawings).iter().all(|name| !name.starts_with('m')),
        "no money, no MVE"
    );
    assert!(names(&drawings).contains(&"contrasts"));
}

#[test]
fn one_period_is_drawn_side_by_side() {
    let mut scenario = office(6);
    scenario.horizon.periods = 1;
    scenario.activities[0].volume.truncate(1);
    assert!(names(&check(&Case::new(scenario, 20))).contains(&"accuracy-by-period"));
}

#[test]
fn no_error_at_all_is_drawn_too() {
    let mut scenario = office(4);
    for error in &mut scenario.activities[0].errors {
        error.rate = Probability::ZERO;
        error.system_rate = Probability::ZERO;
    }
    for check in scenario
        .policies
        .iter_mut()
        .flat_map(|policy| &mut policy.checks)
    {
        check.checker.false_fail = Probability::ZERO;
    }
    let drawings = check(&Case::new(scenario, 3));
    assert!(names(&drawings).contains(&"found-against-hours"));
}

#[test]
fn hours_and_pounds_that_nobody_states_are_not_drawn() {
    let timeless = |hours: bool| {
        let mut scenario = office(3);
        for policy in &mut scenario.policies {
            for check in &mut policy.checks {
                if !hours {
                    check.checker.minutes = 0.0;
                }
            }
        }
        let drawings = check(&Case::new(scenario, 20));
        let contrasts = drawings.iter().find(|one| one.name == "contrasts");
        let panel = contrasts.is_some_and(|one| one.svg.contains("Hours of checking"));
        (names(&drawings).contains(&"found-against-hours"), panel)
    };
    assert_eq!(
        (timeless(true), timeless(false)),
        ((true, true), (false, false))
    );
}

#[test]
fn long_names_and_large_amounts_stay_whole_and_apart() {
    let mut scenario = office(6);
    let value = Distribution::log_normal_by_mean(2_000_000.0, 1_500_000.0);
    scenario.activities[0].value = Some(value);
    let template = scenario.policies[0].checks.clone();
    for (index, policy) in scenario.policies.iter_mut().enumerate() {
        policy.name = format!("Wholly new management of WWW & MMM, way {index}");
        for (number, check) in template.iter().enumerate() {
            let mut check = check.clone();
            check.name = format!("Mammoth checks of wholesome work, number {number}");
            policy.checks.push(check);
        }
    }
    for n in [6, 3] {
        scenario.policies.truncate(n);
        check(&Case::new(scenario.clone(), 4));
    }
}

#[test]
fn policies_that_do_the_same_are_told_apart() {
    let mut scenario = office(6);
    let checks = scenario.policies[0].checks.clone();
    for policy in &mut scenario.policies {
        policy.checks.clone_from(&checks);
    }
    check(&Case::new(scenario, 5));
}
