//! Headlines of checks with and without differences: none claims one that is chance, and a clear one is told.

use super::fixture::Report;
use super::*;
use tierone_records::assess::{Figure, FigureName, Scope};
use tierone_stats::proportion::wilson;
use tierone_stats::rng::{Address, Purpose, Stream, below};

/// Draws that are the same for a seed.
fn stream(seed: u64) -> Stream {
    Address::opening(seed, 0).open(&Purpose::outcomes())
}

/// Checks and fails, every check failing with the same probability in 1,000.
fn fails(checked: u64, in_thousand: u64, stream: &mut Stream) -> u64 {
    (0..checked)
        .filter(|_| below(1_000, stream) < in_thousand)
        .count() as u64
}

/// Groups of very different sizes, the smallest of a single check.
fn sizes(count: u64, stream: &mut Stream) -> Vec<u64> {
    (0..count)
        .map(|place| 1 + place * place * 3 / 2 + below(20, stream) * place.min(4))
        .collect()
}

/// Months, people, areas, attributes and kinds of fail that fail with a probability of 80 in 1,000; the last of each with another.
fn report(seed: u64, of_last: u64) -> Report {
    let mut stream = stream(seed);
    let mut counted = |name: fn(usize) -> String, count: u64| -> Vec<(String, u64, u64)> {
        let sizes = sizes(count, &mut stream);
        let last = sizes.len() - 1;
        let row = |(place, checked): (usize, &u64)| {
            let often = if place == last { of_last } else { 80 };
            (name(place), *checked, fails(*checked, often, &mut stream))
        };
        sizes.iter().enumerate().map(row).collect()
    };
    let months = counted(|place| format!("2026-{:02}", place + 1), 12);
    let people = counted(|place| format!("P{place}"), 20);
    let areas = counted(|place| format!("area {place}"), 12);
    let borrowed = |rows: &'static [(String, u64, u64)]| -> Vec<(&'static str, u64, u64)> {
        rows.iter()
            .map(|(name, n, found)| (name.as_str(), *n, *found))
            .collect()
    };
    let (months, people) = (borrowed(months.leak()), borrowed(people.leak()));
    let mut report = Report::of(&months, &people);
    let all = (
        areas.iter().map(|row| row.1).sum(),
        areas.iter().map(|row| row.2).sum(),
    );
    report.figures = vec![(String::new(), "all".into(), figures(all))];
    for (name, checked, found) in areas {
        report
            .figures
            .push(("area".into(), name, figures((checked, found))));
    }
    let total = 5 + below(120, &mut stream);
    let mut counted_alike = |names: [&'static str; 6]| {
        let mut counts = [0; 6];
        for _ in 0..total {
            counts[below(6, &mut stream) as usize] += 1;
        }
        counts[5] += if of_last == 80 { 0 } else { 10 * total };
        names.into_iter().zip(counts).collect()
    };
    report.attributes = counted_alike(["dates", "income", "address", "debt", "rent", "work"]);
    report.kinds = counted_alike([
        "fail",
        "fail-late",
        "fail-rent",
        "fail-rate",
        "fail-debt",
        "fail-work",
    ]);
    report
}

/// Accuracy and money with Wilson's interval.
fn figures((checked, found): (u64, u64)) -> Vec<Figure> {
    let share = found as f64 / checked as f64;
    let limits = wilson(found, checked, 0.95).expect("a share");
    let figure = |name, of: fn(f64) -> f64| {
        let ends = (of(limits.low), of(limits.high));
        Figure {
            name,
            scope: Scope::Frame,
            value: Some(of(share)),
            interval: Some((ends.0.min(ends.1), ends.0.max(ends.1))),
            method: "wilson",
            se: None,
            n: checked,
            found,
            formula: "",
            effective: None,
        }
    };
    vec![
        figure(FigureName::Accuracy, |share| 1.0 - share),
        figure(FigureName::MveGross, |share| 0.1 * share),
    ]
}

/// Whether a headline names a month, a person, an area, an attribute or a kind of fail.
fn claims(title: &str) -> bool {
    [
        "“Dec",
        "“Jan",
        "“P",
        "“area",
        "“dates",
        "“income",
        "“address",
        "“debt",
        "“rent",
        "“work",
        "“fail",
    ]
    .iter()
    .chain(&["2026”"])
    .any(|name| title.contains(name))
}

#[test]
fn no_headline_claims_a_difference_where_there_is_none() {
    let mut drawn = std::collections::BTreeSet::new();
    for seed in 0..100 {
        for drawing in draw(&report(seed, 80).material()) {
            assert!(
                !claims(&drawing.title),
                "{}, seed {seed}: {}",
                drawing.name,
                drawing.title
            );
            drawn.insert(drawing.name);
        }
    }
    assert_eq!(drawn.len(), CHARTS.len(), "{drawn:?}");
}

#[test]
fn a_clear_difference_is_told_by_every_headline() {
    for seed in 0..10 {
        for drawing in draw(&report(seed, 500).material()) {
            assert!(
                claims(&drawing.title),
                "{}, seed {seed}: {}",
                drawing.name,
                drawing.title
            );
        }
    }
}
