//! What the width of a forecast is made of adds up, and is what it should be where that is known.

use crate::office::{OFFICE, forecast, without_ranges};
use tierone_outlook::{Ahead, Outlook, WidthRow, outlook};

fn whole<'o>(outlook: &'o Outlook, measure: &str) -> &'o WidthRow {
    let mut widths = outlook.widths.iter();
    let row = widths.find(|row| row.period.is_none() && row.measure == measure);
    row.expect("over all periods")
}

/// The variance of all replications of all draws.
fn variance(ahead: &Ahead, measure: &str) -> f64 {
    let figures = ahead.figures(0);
    let place = figures.iter().position(|figure| figure.measure == measure);
    let all = ahead.values(0, place.expect("a figure"), 0).concat();
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (all.len() - 1) as f64
}

#[test]
fn the_parts_of_a_variance_add_up_to_it() {
    let made = forecast(OFFICE, (40, 10), 1);
    let rows = outlook(&made);
    for row in &rows.widths {
        let sum = row.numbers + row.chance + row.sampling.unwrap_or(0.0);
        assert!((sum - 1.0).abs() < 1e-12, "{row:?}");
    }
    for measure in ["accuracy", "accuracy_estimate", "mve_decided"] {
        let row = whole(&rows, measure);
        // Parts are without bias; the plain variance has one draw in forty too many in it.
        let plain = variance(&made, measure);
        assert!(
            (row.sd * row.sd / plain - 1.0).abs() < 0.05,
            "{measure}: {} {plain}",
            row.sd * row.sd
        );
    }
    // Rates from 2.5 to 6 % move accuracy much more than chance moves 1,800 decisions; 240 checks see little of it.
    assert!(whole(&rows, "accuracy").numbers > 0.6);
    let reported = whole(&rows, "accuracy_estimate");
    assert!(reported.sampling.expect("a sample") > 0.2, "{reported:?}");
    // The rate is what it hangs on.
    assert_eq!(rows.numbers[0].key, "activity.change.errors.income");
}

#[test]
fn without_ranges_the_width_is_chance_and_sampling() {
    let rows = outlook(&forecast(&without_ranges(), (20, 20), 2));
    assert!(rows.widths.iter().all(|row| row.numbers == 0.0));
    assert!(rows.numbers.is_empty());
    let reported = whole(&rows, "accuracy_estimate");
    // 1,800 decisions and 240 checks of them: most of what varies is which are drawn.
    assert!(reported.sampling.expect("a sample") > 0.7, "{reported:?}");
}

#[test]
fn a_check_of_everything_that_never_errs_adds_nothing() {
    let all = OFFICE
        .replace(
            r#"{ method = "simple-random", checks = 40 }"#,
            r#"{ method = "census" }"#,
        )
        .replace("\"90%\"", "\"100%\"");
    let rows = outlook(&forecast(&all, (10, 5), 3));
    let [truth, reported] = ["accuracy", "accuracy_estimate"].map(|measure| whole(&rows, measure));
    assert!((truth.sd - reported.sd).abs() < 1e-9);
    assert!(reported.sampling.is_some_and(|share| share < 1e-9));
    let target = rows
        .targets
        .iter()
        .find(|row| row.period.is_none())
        .expect("a target");
    assert_eq!(target.met, target.reported);
    assert!(
        target.met.is_some_and(|met| met > 0.0 && met < 1.0),
        "{target:?}"
    );
}

#[test]
fn threads_change_nothing() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads")
            .install(|| outlook(&forecast(OFFICE, (9, 3), 4)))
    };
    assert_eq!(on(1), on(3));
}
