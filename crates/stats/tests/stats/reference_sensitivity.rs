//! Reference values of sensitivity indices: test functions in closed form, and estimators on given outputs.

use crate::tables;

use std::f64::consts::PI;

use std::collections::BTreeMap;
use tables::check;
use tierone_stats::sensitivity::{Swapped, elementary};

/// Of sin x + a·sin² y + b·z⁴·sin x, inputs uniform from −π to π: the variance that x alone, y alone and x with z explain.
fn ishigami(a: f64, b: f64) -> [f64; 3] {
    [
        0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2),
        a * a / 8.0,
        b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0),
    ]
}

/// Columns of numbers of a file beside the tables.
fn data(file: &str) -> BTreeMap<String, Vec<f64>> {
    let path = format!("{}/tests/reference/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("it is there");
    let mut columns: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for record in reader.deserialize::<BTreeMap<String, f64>>() {
        for (name, value) in record.expect("numbers") {
            columns.entry(name).or_default().push(value);
        }
    }
    columns
}

/// Changes of y for one range of an input, from trajectories of four points in which one input moves at a time.
fn effects(morris: &BTreeMap<String, Vec<f64>>, input: &str) -> Vec<f64> {
    let range = if input == "a" { 1.0 } else { 2.0 };
    let (x, y) = (&morris[input], &morris["y"]);
    let steps = (0..y.len() - 1).filter(|at| at % 4 != 3);
    let moved = steps.filter(|at| x[at + 1] != x[*at]);
    moved
        .map(|at| (y[at + 1] - y[at]) / ((x[at + 1] - x[at]) / range))
        .collect()
}

#[test]
fn sensitivity_indices() {
    let sobol = data("sobol_p.csv");
    let morris = data("morris_p.csv");
    check("17_sensitivity_sobol_morris.csv", 67, |row| {
        let quantity = row.text("quantity");
        if let Some(of) = quantity.strip_prefix("ishigami_") {
            let parts = ishigami(row.number("a"), row.number("b"));
            let variance: f64 = parts.iter().sum();
            return match of {
                "variance" => variance,
                "mean" => row.number("a") / 2.0,
                "S1" => parts[0] / variance,
                "S2" | "ST2" => parts[1] / variance,
                "S3" => 0.0,
                "S13" | "ST3" => parts[2] / variance,
                "ST1" => (parts[0] + parts[2]) / variance,
                other => panic!("no quantity {other}"),
            };
        }
        if let Some(of) = quantity.strip_prefix("gfunction_") {
            let parts: Vec<f64> = row
                .list("a")
                .iter()
                .map(|a| 1.0 / (3.0 * (1.0 + a).powi(2)))
                .collect();
            let product = |but: usize| -> f64 {
                let others = parts.iter().enumerate().filter(|(at, _)| *at != but);
                others.map(|(_, part)| 1.0 + part).product()
            };
            let input = row.count("index") as usize - 1;
            let variance = product(usize::MAX) - 1.0;
            let others = if of == "S" { 1.0 } else { product(input) };
            return parts[input] * others / variance;
        }
        if let Some(of) = quantity.strip_prefix("sobol_") {
            let swapped = format!("fAB{}", row.text("index"));
            let (first, second, swapped) = (&sobol["fA"], &sobol["fB"], &sobol[swapped.as_str()]);
            let indices = Swapped {
                first,
                second,
                swapped,
            };
            return match of {
                "S1_jansen" => indices.first_order_jansen(),
                "ST_salib" => indices.total_effect(),
                "S1_salib" => {
                    // That package takes outputs less the mean of all, those of other inputs included.
                    let all = || sobol.values().flatten();
                    indices.first_order_about(all().sum::<f64>() / all().count() as f64)
                }
                other => panic!("no quantity {other}"),
            }
            .expect("outputs vary");
        }
        let effects: Vec<f64> = effects(&morris, row.text("index"));
        let said = elementary(&effects).expect("effects");
        match quantity {
            "morris_mu" => said.mean,
            "morris_mu_star" => said.mean_size,
            "morris_sigma" => said.sd.expect("several"),
            other => panic!("no quantity {other}"),
        }
    });
}
