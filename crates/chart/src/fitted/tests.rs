//! Charts of a fit: what every drawing promises, and headlines with and without a difference.

use super::fitted;
use crate::drawing::Drawing;
use crate::tests::check_drawing;
use rand_distr::{Distribution, Normal};
use tierone_fit::office::{EstimateRow, ObservedRow, OfficeFit, PersonRow, ProfileRow, TeamRow};
use tierone_stats::rng::{Address, Purpose, Stream};

fn stream(seed: u64) -> Stream {
    Address::opening(seed, 0).open(&Purpose::outcomes())
}

fn normal(mean: f64, sd: f64, stream: &mut Stream) -> f64 {
    Normal::new(mean, sd).expect("a law").sample(stream)
}

/// A number whose truth is the base's, or as much off it as is said, in standard errors of its logarithm.
fn number(
    key: &[&str],
    unit: &'static str,
    base: f64,
    off: f64,
    stream: &mut Stream,
) -> EstimateRow {
    let se = 0.1;
    let centre = normal(base.ln() + off * se, se, stream);
    let at = |errors: f64| Some((centre + errors * se).exp());
    EstimateRow {
        key: key.iter().map(|step| (*step).to_owned()).collect(),
        name: format!("{} of Donaudampfschifffahrtsgesellschaft", key.join(": ")),
        unit,
        base: Some(base),
        value: at(0.0),
        low: at(-1.96),
        high: at(1.96),
        source: "fitted: 400 checks".into(),
    }
}

fn fit(off: f64, seed: u64) -> OfficeFit {
    let mut stream = stream(seed);
    let stream = &mut stream;
    let mut estimates = vec![
        number(
            &["activity", "change-of-income", "income"],
            "share",
            0.03,
            off,
            stream,
        ),
        number(
            &["activity", "new & <claim>", "income"],
            "share",
            0.008,
            0.0,
            stream,
        ),
        number(
            &["policy", "a", "check", "b", "checker", "sensitivity"],
            "share",
            0.6,
            0.0,
            stream,
        ),
        number(
            &["complexity", "odds_ratio", "high"],
            "odds ratio",
            2.5,
            0.0,
            stream,
        ),
        number(&["workforce", "spread"], "log-odds", 0.6, 0.0, stream),
        number(&["coaching", "half_life"], "periods", 6.5, 0.0, stream),
    ];
    estimates[5].high = None;
    let team = |place: usize, stream: &mut Stream| TeamRow {
        team: format!("Team {place}"),
        caseworkers: 9,
        effect: normal(if place == 0 { 0.1 * off } else { 0.0 }, 0.1, stream),
        sd: 0.1,
    };
    let person = |place: usize, stream: &mut Stream| PersonRow {
        caseworker: format!("Person {place}"),
        team: "Team 1".into(),
        checked: 20,
        effect: normal(if place == 0 { 0.4 * off } else { 0.0 }, 0.4, stream),
        sd: 0.4,
        among_worst_tenth: 0.1,
        coached: Vec::new(),
    };
    let part = |by, place: usize| ObservedRow {
        by,
        name: format!("2026-0{place}-01"),
        looks: 400,
        failed: 12,
        observed: 0.03,
        expected: 0.031,
        low: 0.02,
        high: 0.04,
        stands_out: off > 0.0 && place == 1,
    };
    let profile = |(at, drop)| ProfileRow {
        name: "half-life of coaching".into(),
        unit: "periods",
        at,
        drop,
    };
    OfficeFit {
        decisions: 4_000,
        looks: 8_000,
        errors: 200,
        caseworkers: 60,
        estimates,
        teams: (0..6).map(|place| team(place, stream)).collect(),
        people: (0..60).map(|place| person(place, stream)).collect(),
        observed: (1..=6)
            .map(|place| part("period", place))
            .chain((1..=3).map(|place| part("activity", place)))
            .collect(),
        profiles: [
            (Some(0.0), 3.0),
            (Some(4.0), 0.0),
            (Some(8.0), 0.4),
            (None, 1.0),
        ]
        .map(profile)
        .into(),
        ..OfficeFit::default()
    }
}

fn named<'a>(drawn: &'a [Drawing], name: &str) -> &'a Drawing {
    let found = drawn.iter().find(|drawing| drawing.name == name);
    found.unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn charts_of_a_fit_keep_what_every_chart_promises() {
    for off in [0.0, 12.0] {
        let drawn = fitted(&fit(off, 1), "check results of two months");
        assert_eq!(drawn.len(), 6);
        drawn.iter().for_each(check_drawing);
        // Nobody has a name in a picture, in its words or in the figures behind it.
        for drawing in &drawn {
            let cells = drawing.table.rows.concat().join(" ");
            assert!(
                !drawing.svg.contains("Person") && !cells.contains("Person"),
                "{}",
                drawing.name
            );
        }
    }
    let mut small = fit(0.0, 2);
    small.estimates.truncate(1);
    small.teams.truncate(1);
    small.people.truncate(3);
    small.observed.truncate(1);
    small.profiles.clear();
    let drawn = fitted(&small, "check results");
    drawn.iter().for_each(check_drawing);
    let names: Vec<&str> = drawn.iter().map(|drawing| drawing.name.as_str()).collect();
    assert_eq!(names, ["fitted-numbers", "observed-by-period"]);
    assert!(fitted(&OfficeFit::default(), "nothing").is_empty());
    // A spread of zero, and a number on the edge of what it can be, have a place too.
    let mut at_edges = fit(0.0, 3);
    (at_edges.estimates[4].value, at_edges.estimates[4].low) = (Some(0.0), Some(0.0));
    (at_edges.estimates[2].value, at_edges.estimates[2].high) = (Some(1.0), Some(1.0));
    at_edges
        .teams
        .iter_mut()
        .for_each(|team| (team.effect, team.sd) = (0.0, 0.0));
    fitted(&at_edges, "check results")
        .iter()
        .for_each(check_drawing);
}

/// A headline claims what is chance once in 370 times: of 400, more than five once in 1,000 times.
#[test]
fn no_headline_of_a_fit_claims_what_is_chance() {
    let mut claimed = [0; 3];
    for seed in 0..400 {
        let drawn = fitted(&fit(0.0, 10 + seed), "check results");
        let titles =
            ["fitted-numbers", "teams", "caseworkers"].map(|name| &named(&drawn, name).title);
        for (claimed, (title, quiet)) in claimed
            .iter_mut()
            .zip(titles.iter().zip(["None of", "No team", "None of"]))
        {
            *claimed += usize::from(!title.starts_with(quiet));
        }
    }
    assert!(claimed.iter().all(|claimed| *claimed <= 5), "{claimed:?}");
}

#[test]
fn a_clear_difference_of_a_fit_is_told() {
    for seed in 0..20 {
        let drawn = fitted(&fit(12.0, seed), "check results");
        let title = |name: &str| named(&drawn, name).title.as_str();
        assert!(
            title("fitted-numbers").contains("“activity: change-of-income: income"),
            "{}",
            title("fitted-numbers")
        );
        assert_eq!(
            title("teams"),
            "Team “Team 0” errs more often than the average team"
        );
        assert_eq!(
            title("caseworkers"),
            "1 of 60 caseworkers errs more or less often than the average by more than chance"
        );
        assert_eq!(
            title("observed-by-period"),
            "“2026-01-01” has fewer fails than the fit explains"
        );
        assert_eq!(
            title("profile"),
            "The results set no upper limit to the half-life of coaching"
        );
    }
}
