//! Checkers where none is trusted: the published rows, and what is not identified.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::tables::{Row as Line, check, data};
use tierone_fit::{Classes, Label, LabelFit, Looks, fit_labels};
use tierone_stats::agreement::Pairs;

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// Patterns are written with all fails first.
fn population(counts: &[f64]) -> Vec<f64> {
    counts.iter().rev().copied().collect()
}

fn probability(classes: &Classes, name: &str) -> f64 {
    let (name, place) = match name {
        "prevalence" => ("prevalence", 0),
        _ => {
            let (name, digit) = name.split_at(name.len() - 1);
            (name, digit.parse::<usize>().expect("a place") - 1)
        }
    };
    match name {
        "prevalence" => classes.prevalences[place],
        "sensitivity" => classes.sensitivities[place],
        "specificity" => classes.specificities[place],
        other => panic!("no probability {other}"),
    }
}

fn of_looks(row: &Line) -> f64 {
    let quantity = row.text("quantity");
    let patterns = row.list("patterns");
    let looks = if patterns.is_empty() {
        let populations = ["pop1", "pop2"].map(|column| row.list(column));
        let populations = populations.iter().filter(|counts| !counts.is_empty());
        let populations: Vec<Vec<f64>> = populations.map(|counts| population(counts)).collect();
        Looks::new(2, &populations)
    } else {
        Looks::new(3, &[population(&patterns)])
    };
    let looks = looks.expect("counts of every pattern");
    if quantity.ends_with("_identified") {
        return flag(looks.fit().is_some());
    }
    if quantity.ends_with("closed_form_admissible") {
        return flag(looks.closed_form().expect("it has one").is_admissible());
    }
    if let Some(name) = quantity.strip_prefix("hw_closed_form_") {
        return probability(&looks.closed_form().expect("it has one"), name);
    }
    let fit = looks.fit().expect("it is identified");
    assert_eq!(
        fit.closed_form_admissible,
        !quantity.contains("constrained")
    );
    let name = quantity
        .trim_start_matches("hw_")
        .trim_start_matches("lc3_");
    let name = name.trim_start_matches("constrained_");
    if name.starts_with("loglik_kernel") {
        return fit.value;
    }
    if let Some(pattern) = name.strip_prefix("posterior_") {
        let pattern = usize::from_str_radix(pattern, 2).expect("a pattern");
        return looks.posterior(&fit.classes, 0, pattern);
    }
    if let Some(name) = name.strip_prefix("se_") {
        let place = fit
            .classes
            .all()
            .position(|p| p == probability(&fit.classes, name));
        return fit.standard_errors()[place.expect("it is one of them")].expect("inside");
    }
    probability(&fit.classes, name)
}

fn labels(file: &str, classes: usize) -> LabelFit {
    let lines = data(file);
    let place = |line: &Line, column: &str| line.number(column) as usize - 1;
    let labels: Vec<Label> = lines
        .iter()
        .map(|line| Label {
            item: place(line, "item"),
            observer: place(line, "observer"),
            label: place(line, "label"),
        })
        .collect();
    fit_labels(&labels, classes).expect("sound labels")
}

#[test]
fn every_row_of_latent_classes() {
    let fits: RefCell<BTreeMap<String, LabelFit>> = RefCell::default();
    check("26_latent_class.csv", 300, &[], |row| {
        let quantity = row.text("quantity");
        if quantity == "two_checkers_kappa" {
            let counts = row.list("pop1");
            let [both, first, second, neither] = [0, 1, 2, 3].map(|k| counts[k] as u64);
            let pairs = Pairs {
                both,
                first,
                second,
                neither,
            };
            return pairs.kappa().expect("it has one");
        }
        if !quantity.starts_with("ds_") {
            return of_looks(row);
        }
        let mut fits = fits.borrow_mut();
        let classes = row.number("n_classes") as usize;
        let file = row.text("data_file").to_owned();
        let fit = fits
            .entry(file.clone())
            .or_insert_with(|| labels(&file, classes));
        let place = |column: &str| row.number(column) as usize - 1;
        match quantity {
            "ds_class_share" => fit.shares[place("true_class")],
            "ds_loglik" => fit.value,
            "ds_confusion" => {
                fit.confusion[place("observer")][place("true_class")][place("given_class")]
            }
            "ds_posterior" => fit.posterior[place("item")][place("true_class")],
            other => panic!("no quantity {other}"),
        }
    });
}

/// The limits are where the profile has fallen by 1.92; a maximum on the boundary has its limit there.
#[test]
fn limits_hold_the_estimate() {
    let one = population(&[14.0, 4.0, 9.0, 528.0]);
    let two = population(&[887.0, 31.0, 37.0, 367.0]);
    let looks = Looks::new(2, &[one, two]).expect("counts");
    let fit = looks.fit().expect("it is identified");
    let errors = fit.standard_errors();
    for (k, error) in errors.iter().enumerate() {
        let interval = fit.interval(&looks, k);
        let (low, high) = (
            interval.low.expect("closed"),
            interval.high.expect("closed"),
        );
        assert!(low < interval.value && interval.value < high);
        let width = (high - low) / (2.0 * 1.96 * error.expect("inside"));
        assert!((0.8..1.25).contains(&width), "{k}: {width}");
    }
    let one = population(&[10.0, 40.0, 8.0, 942.0]);
    let two = population(&[85.0, 20.0, 2.0, 393.0]);
    let looks = Looks::new(2, &[one, two]).expect("counts");
    let fit = looks.fit().expect("it is identified");
    let interval = fit.interval(&looks, 2);
    assert_eq!((interval.value, interval.high), (1.0, Some(1.0)));
    assert!(interval.low.expect("closed") > 0.8 && interval.low < Some(1.0));
}
