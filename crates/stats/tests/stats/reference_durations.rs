//! Every row of the reference table on durations and open cases.

use crate::tables::{Row, check};
use tierone_stats::duration::{
    Band, DurationLaw, Ending, Spell, corrected_mean, corrected_share_within, cumulative_incidence,
    exponential_stages_within, kaplan_meier, log_rank,
};

/// A case of a table in `data/`: its name, group, entry, days, and how it ended (0 for open).
type Case = (String, u8, f64, f64, usize);

fn cases(row: &Row) -> Vec<Case> {
    let path = format!(
        "{}/tests/reference/{}",
        env!("CARGO_MANIFEST_DIR"),
        row.text("data_file")
    );
    let mut reader = csv::Reader::from_path(path).expect("the data are there");
    reader
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

fn spells(row: &Row, cases: &[Case], entry: bool) -> Vec<Spell> {
    let cleared_only = row.text("event") == "cleared";
    let spells = cases.iter().map(|(_, _, entered, time, end)| Spell {
        entry: if entry { *entered } else { 0.0 },
        time: *time,
        ended: *end == 1 || (*end == 2 && !cleared_only),
    });
    spells.collect()
}

fn endings(cases: &[Case]) -> Vec<Ending> {
    let endings = cases.iter().map(|(_, _, _, time, end)| Ending {
        time: *time,
        cause: (*end > 0).then_some(*end),
    });
    endings.collect()
}

#[test]
fn durations_and_open_cases() {
    check("32_durations_censoring.csv", 367, |row| {
        let quantity = row.text("quantity");
        if !row.text("data_file").is_empty() {
            return of_cases(row, quantity);
        }
        if !row.text("durations").is_empty() {
            let durations = row.list("durations");
            return match quantity {
                "length_biased_naive_mean" => {
                    durations.iter().sum::<f64>() / durations.len() as f64
                }
                "length_bias_corrected_mean" => corrected_mean(&durations).expect("a mean"),
                "length_bias_corrected_share_within" => {
                    corrected_share_within(&durations, row.number("target")).expect("a share")
                }
                other => panic!("no quantity {other}"),
            };
        }
        if !row.text("rates").is_empty() {
            let within = exponential_stages_within(&row.list("rates"), row.number("target"));
            return within.expect("a share");
        }
        of_law(row, quantity)
    });
}

fn of_cases(row: &Row, quantity: &str) -> f64 {
    let cases = cases(row);
    let entry = quantity.starts_with("km_delayed_entry");
    let curve = kaplan_meier(&spells(row, &cases, entry)).expect("a curve");
    let endings = endings(&cases);
    let t = || row.number("t");
    let band = || match row.text("conf_type") {
        "plain" => Band::Plain,
        "log" => Band::Log,
        _ => Band::LogLog,
    };
    let interval = || {
        curve
            .interval(t(), row.number("level"), band())
            .expect("limits")
    };
    let incidence = |cause| cumulative_incidence(&endings, cause, t()).expect("a share");
    let median = || curve.quantile_interval(row.number("prob"), row.number("level"), band());
    let target = || row.number("target");
    let closed_by = |time: f64| {
        endings
            .iter()
            .filter(|c| c.cause.is_some() && c.time <= time)
            .count() as f64
    };
    match quantity {
        "km_survival" | "km_delayed_entry_survival" => curve.at(t()).expect("it was watched"),
        "km_greenwood_se" | "km_delayed_entry_se" => curve.standard_error(t()).expect("an s.e."),
        "km_lower" => interval().low,
        "km_upper" => interval().high,
        "km_quantile" => curve.quantile(row.number("prob")).expect("it was reached"),
        "km_median_lower" => median().0.expect("a limit"),
        "km_median_upper" => median().1.expect("a limit"),
        "restricted_mean" => curve.restricted_mean(row.number("tau")).expect("a mean").0,
        "restricted_mean_se" => curve.restricted_mean(row.number("tau")).expect("a mean").1,
        "cumulative_incidence" => incidence(row.count("cause") as usize).share,
        "cumulative_incidence_se" => incidence(row.count("cause") as usize).se,
        "cif_sum_check" => {
            incidence(1).share + incidence(2).share + curve.at(t()).expect("it was watched")
        }
        "naive_share_within_closed" => closed_by(target()) / closed_by(f64::INFINITY),
        "share_within_known_outcome" => {
            let beyond = endings.iter().filter(|case| case.time > target()).count() as f64;
            closed_by(target()) / (closed_by(target()) + beyond)
        }
        "share_within_target_km" => 1.0 - curve.at(target()).expect("it was watched"),
        "logrank_chi2" | "logrank_p" => {
            let group = |wanted: u8| {
                let members = cases.iter().filter(|case| case.1 == wanted);
                spells(row, &members.cloned().collect::<Vec<_>>(), false)
            };
            let test = log_rank(&group(0), &group(1)).expect("a test");
            if quantity == "logrank_p" {
                test.p_value
            } else {
                test.chi_squared
            }
        }
        other => panic!("no quantity {other}"),
    }
}

fn of_law(row: &Row, quantity: &str) -> f64 {
    let law = |k: &str| {
        let values = row.list(&format!("values{k}"));
        DurationLaw::new(&values, &row.list(&format!("probs{k}")))
    };
    let first = law("").expect("a law");
    let then = |law: DurationLaw, next: Option<DurationLaw>| match next {
        Some(next) => law.then(&next).expect("few values"),
        None => law,
    };
    let all = then(then(first.clone(), law("2")), law("3"));
    let target = || row.number("target");
    let value = match quantity {
        "duration_mean" => Some(first.mean()),
        "length_biased_mean" => first.mean_of_open(),
        "mean_age_open" => first.mean_age_of_open(),
        "length_biased_share_within" => first.share_of_open_within(target()),
        "share_within" | "timeliness_from_recorded" => Some(first.share_within(target())),
        "timeliness_from_receipt" | "pathway_share_within" => Some(all.share_within(target())),
        "timeliness_overstatement" => {
            Some(first.share_within(target()) - all.share_within(target()))
        }
        "true_mean_duration" | "pathway_mean" => Some(all.mean()),
        "pathway_sd" => Some(all.sd()),
        "pathway_quantile" => all.quantile(row.number("prob")),
        other => panic!("no quantity {other}"),
    };
    value.unwrap_or_else(|| panic!("{quantity} has no value"))
}

#[test]
fn what_was_not_watched_is_not_known() {
    let ending = |time, cause| Ending { time, cause };
    let cases = [ending(2.0, Some(1)), ending(3.0, None)];
    assert_eq!(
        cumulative_incidence(&cases, 1, 3.0).expect("seen").share,
        0.5
    );
    assert_eq!(cumulative_incidence(&cases, 1, 4.0), None);
    let closed = [ending(2.0, Some(1)), ending(3.0, Some(1))];
    assert_eq!(
        cumulative_incidence(&closed, 1, 40.0)
            .expect("all ended")
            .share,
        1.0
    );
    assert_eq!(cumulative_incidence(&[], 1, 1.0), None);
    assert_eq!(
        cumulative_incidence(&[ending(f64::NAN, None)], 1, 1.0),
        None
    );
    assert!(kaplan_meier(&[]).is_none());
    let backwards = Spell {
        entry: 3.0,
        time: 2.0,
        ended: true,
    };
    assert!(kaplan_meier(&[backwards]).is_none());
}

#[test]
fn a_share_of_none_or_all_still_has_an_interval_with_a_width() {
    let open: Vec<Ending> = (0..20)
        .map(|k| Ending {
            time: 10.0 + f64::from(k),
            cause: None,
        })
        .collect();
    let none = cumulative_incidence(&open, 1, 10.0)
        .expect("seen")
        .interval(0.95)
        .expect("limits");
    assert!(
        none.value == 0.0 && none.high > 0.1 && none.high < 0.25,
        "{none:?}"
    );
    let closed: Vec<Ending> = open
        .iter()
        .map(|case| Ending {
            cause: Some(1),
            ..*case
        })
        .collect();
    let all = cumulative_incidence(&closed, 1, 40.0)
        .expect("seen")
        .interval(0.95)
        .expect("limits");
    assert!(
        all.value == 1.0 && all.low > 0.75 && all.low < 0.9,
        "{all:?}"
    );
}

#[test]
fn with_one_way_to_end_both_curves_are_one() {
    let cases: Vec<Ending> = (1..40)
        .map(|k| Ending {
            time: f64::from(k * 7 % 23),
            cause: (k % 3 > 0).then_some(1),
        })
        .collect();
    let spells: Vec<Spell> = cases
        .iter()
        .map(|case| Spell {
            entry: 0.0,
            time: case.time,
            ended: case.cause.is_some(),
        })
        .collect();
    let curve = kaplan_meier(&spells).expect("a curve");
    for time in [1.0, 5.0, 12.0, 20.0] {
        let one = cumulative_incidence(&cases, 1, time).expect("a share");
        let other = curve.interval(time, 0.95, Band::LogLog).expect("limits");
        let limits = one.interval(0.95).expect("limits");
        assert!((one.share + other.value - 1.0).abs() < 1e-12);
        assert!((limits.low + other.high - 1.0).abs() < 1e-10);
        assert!((limits.high + other.low - 1.0).abs() < 1e-10);
    }
}
