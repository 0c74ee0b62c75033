//! The interval of money, worked out again on the example quarter by what is printed of it, with code written from that alone.

use crate::command;

use command::Bench;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// An error found, or so many decisions that were checked of one stratum: number, amount, weight, value.
type Weighted = (f64, f64, f64, f64);

/// κ₁, κ₂ and κ₃ of docs/real-results.md.
fn cumulants(of: &[Weighted]) -> [f64; 3] {
    let sum = |term: fn(f64, f64) -> f64| {
        of.iter()
            .map(|(number, t, w, _)| number * term(*t, *w))
            .sum()
    };
    [
        sum(|t, w| (w - 1.0) * t),
        sum(|t, w| (w - 1.0) * w * t.powi(2)),
        sum(|t, w| (w - 1.0) * w * (2.0 * w - 1.0) * t.powi(3)),
    ]
}

/// A and B of docs/real-results.md.
fn typical(of: &[Weighted]) -> [f64; 2] {
    let (mut all, mut weights, mut squares) = (0.0, 0.0, 0.0);
    for (number, _, w, v) in of {
        let u = (w - 1.0) * v;
        all += number * u;
        weights += number * u * w;
        squares += number * u * u;
    }
    [weights / all, squares / all]
}

fn quantile([mean, variance, third]: [f64; 3], p: f64) -> f64 {
    let scale = third / (2.0 * variance);
    let shape = variance / scale.powi(2);
    mean + scale * (tierone_stats::special::gamma_quantile(shape, p) - shape)
}

#[test]
fn the_limits_of_money_are_those_of_their_description() {
    let quarter = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/examples/quarter");
    let at = |name: &str| quarter.join(name).display().to_string();
    let mut amounts: BTreeMap<String, f64> = BTreeMap::new();
    for row in csv::Reader::from_path(at("results.csv"))
        .expect("results")
        .records()
    {
        let row = row.expect("a row");
        let pounds = |field: &str| field.parse().unwrap_or(0.0);
        *amounts.entry(row[0].to_owned()).or_default() += pounds(&row[5]) - pounds(&row[6]);
    }
    let (mut found, mut strata): (Vec<Weighted>, BTreeMap<String, Weighted>) = Default::default();
    for row in csv::Reader::from_path(at("drawn/drawn.csv"))
        .expect("drawn")
        .records()
    {
        let row = row.expect("a row");
        let number = |place: usize| -> f64 { row[place].parse().expect("a number") };
        let (value, weight) = (number(6), number(10) / number(11));
        let error = amounts[&row[0]].abs();
        if error > 0.0 {
            found.push((1.0, error, weight, value));
        }
        let stratum = strata.entry(row[9].to_owned()).or_default();
        *stratum = (stratum.0 + 1.0, 0.0, weight, stratum.3 + value);
    }
    let checked: Vec<Weighted> = strata
        .into_values()
        .map(|(number, _, w, sum)| (number, 0.0, w, sum / number))
        .collect();
    let m = found.len() as f64;
    let known: f64 = found.iter().map(|(_, t, ..)| t).sum();
    let unseen = cumulants(&found);
    let squares: f64 = found.iter().map(|(_, t, w, _)| (w - 1.0) * t * t).sum();
    let half = 0.5 * squares / unseen[0];
    let low = known + (quantile(unseen, 0.025) - half).max(0.0);

    let ([a, b], [all_a, all_b]) = (typical(&found), typical(&checked));
    let (w0, u0) = ((all_a + m * a) / (1.0 + m), (all_b + m * b) / (1.0 + m));
    let taints: f64 = found.iter().map(|(_, t, _, v)| t / v).sum();
    let taint = (20.0 * 0.75 + taints) / (20.0 + m);
    let values: f64 = found.iter().map(|(_, _, w, v)| (w - 1.0) * v).sum();
    let mean_taint = (taint * u0 + unseen[0]) / (u0 + values);
    let prior = f64::min(0.5, 1.0 / checked.len() as f64);
    let more = checked.iter();
    let more = more.map(|(_, _, w, v)| (prior, mean_taint * v, *w, *v));
    let one = (1.0, taint * u0 / (w0 - 1.0), w0, 0.0);
    let all: Vec<Weighted> = found.iter().copied().chain([one]).chain(more).collect();
    let high = known + quantile(cumulants(&all), 0.975) + half;

    let bench = Bench::new();
    let (results, drawn) = (at("results.csv"), at("drawn/drawn.csv"));
    let text = bench.done(&["estimate", &results, "--sample", &drawn, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let figures = report["groups"][0]["figures"].as_array().expect("figures");
    let gross = figures.iter().find(|of| of["figure"] == "error-gross");
    let gross = gross.expect("money");
    // 1e-9: sums in another order, and the quantile of a gamma law to a part in 1e13.
    for (name, limit) in [("low", low), ("high", high)] {
        let printed = gross[name].as_f64().expect("a limit");
        assert!(
            (printed / limit - 1.0).abs() < 1e-9,
            "{name}: {printed} and {limit}"
        );
    }
    // What the limits were worked out by here is what both descriptions say.
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/real-results.md");
    let explained = bench.done(&["explain", "moment-bound"]);
    for text in [fs::read_to_string(page).expect("it is there"), explained] {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "κ₃ = Σ(w − 1)w(2w − 1)t³",
            "h = ½Σ(w − 1)t²/κ₁",
            "w₀ = (A′ + mA)/(1 + m)",
            "u₀ = (B′ + mB)/(1 + m)",
            "τ = (20·min(0.75, τ′) + Σt/v)/(20 + m)",
            "min(½, 1/strata) errors",
            "(τu₀ + κ₁)/(u₀ + Σu)",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
