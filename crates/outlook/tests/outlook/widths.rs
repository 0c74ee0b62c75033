//! What the width of a forecast is made of adds up, and is what it should be where that is known.

use crate::office::{OFFICE, forecast, forecast_of_fit, reading, without_ranges};
use tierone_analysis::without_feedback;
use tierone_outlook::{Ahead, Joint, Outlook, Scale, WidthRow, answer, outlook};

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
    // A rate of 2.5 to 6 % has a standard deviation of 0.9 points; twelve caseworkers of spread 0.5 vary by 0.6, and 1,800
    // decisions by 0.5: numbers make 0.57 of the variance, which forty draws show to a fifth.
    let numbers = whole(&rows, "accuracy").numbers;
    assert!(numbers > 0.3 && numbers < 0.8, "{numbers}");
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

#[test]
fn the_horizon_is_the_same_in_every_draw() {
    let ranged = OFFICE.replace(
        "periods = 6",
        "periods = { value = 6, low = 3, high = 9, source = \"a guess\" }",
    );
    let made = forecast(&ranged, (12, 2), 5);
    assert_eq!(made.scenario.horizon.periods, 6);
    assert!(
        made.ranges
            .iter()
            .all(|range| !range.key.starts_with("horizon"))
    );
    assert_eq!(
        outlook(&made)
            .fans
            .iter()
            .filter_map(|row| row.period)
            .max(),
        Some(6)
    );
}

/// Draws of a rate and of spreads with wide ranges would make a third more errors on average than were fitted.
#[test]
fn draws_of_a_fit_have_the_errors_that_were_fitted_on_average() {
    let wide = OFFICE
        .replace(
            r#"low = "2.5%", high = "6%""#,
            r#"low = "0.8%", high = "15%""#,
        )
        .replace("low = 0.2, high = 0.8", "low = 0, high = 1.6");
    let joint = Joint {
        names: vec![
            "activity.change.errors.income".into(),
            "workforce.spread".into(),
        ],
        scales: vec![Scale::LogOdds, Scale::Itself],
        values: vec![vec![0.5, -0.06], vec![-0.06, 0.2]],
    };
    let fitted = reading(&wide).scenario.expect("a scenario");
    let accuracy = without_feedback(&fitted, 0.0)
        .total
        .accuracy()
        .expect("decisions")
        * 100.0;
    let of = |ahead: &Ahead| -> (f64, f64) {
        let place = ahead
            .figures(0)
            .iter()
            .position(|figure| figure.measure == "accuracy");
        let draws = ahead.values(0, place.expect("a figure"), 0);
        let means: Vec<f64> = draws
            .iter()
            .map(|of| of.iter().sum::<f64>() / of.len() as f64)
            .collect();
        let n = means.len() as f64;
        let mean = means.iter().sum::<f64>() / n;
        let variance = means.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, (variance / n).sqrt())
    };
    let made = forecast_of_fit(&wide, &joint, (600, 2), 5);
    assert!(
        made.shifted.to_fit.is_some_and(|shift| shift < -0.1),
        "{:?}",
        made.shifted
    );
    let (mean, error) = of(&made);
    // Draws are random, and so is what happens in them.
    assert!(
        (mean - accuracy).abs() < 4.0 * error,
        "{mean} ± {error}, and {accuracy}"
    );
    // What nobody fitted stays as it was assumed.
    let assumed = forecast(&wide, (600, 2), 5);
    let (mean, error) = of(&assumed);
    assert!(
        assumed.shifted.to_fit.is_none() && mean < accuracy - 4.0 * error,
        "{mean} {accuracy}"
    );
}

/// Seven numbers that only money and hours hang on. Each goes with accuracy by luck; of 60 draws, a share of 4/60 is nothing much.
#[test]
fn a_number_that_cannot_change_accuracy_is_not_named() {
    let ranged = OFFICE
        .replace(
            "mean = 2_000, sd = 1_500",
            "mean = { value = 2_000, low = 1_000, high = 4_000, source = \"fitted\" }, \
             sd = { value = 1_500, low = 800, high = 2_500, source = \"fitted\" }",
        )
        .replace(
            "median = 0.1, sigma = 0.8",
            "median = { value = 0.1, low = 0.05, high = 0.2, source = \"fitted\" }, \
             sigma = { value = 0.8, low = 0.4, high = 1.2, source = \"fitted\" }",
        )
        .replace(
            "overstated = \"45%\"",
            "overstated = { value = \"45%\", low = \"30%\", high = \"60%\", source = \"fitted\" }",
        )
        .replace(
            "minutes = 60",
            "minutes = { value = 60, low = 30, high = 90, source = \"fitted\" }",
        );
    let mut by_luck = 0;
    for seed in 1..=16 {
        let made = forecast(&ranged, (60, 4), seed);
        let mut rows = outlook(&made);
        rows.answer = answer(&made, &rows);
        let can = |key: &str| key.contains("errors") || key.contains("spread");
        let of_accuracy: Vec<_> = rows
            .numbers
            .iter()
            .filter(|row| row.measure == "accuracy")
            .collect();
        assert_eq!(of_accuracy.len(), 8, "{of_accuracy:?}");
        for row in of_accuracy {
            assert!(can(&row.key) || !row.beyond_chance, "{row:?}");
            by_luck += usize::from(!can(&row.key) && row.share > 4.0 / 60.0);
        }
        let named = |key: &str| rows.answer.contains(&format!("`{key}` ("));
        assert!(named("activity.change.errors.income"), "{}", rows.answer);
        let all = rows.numbers.iter().map(|row| row.key.as_str());
        let wrong: Vec<&str> = all.filter(|key| !can(key) && named(key)).collect();
        assert!(wrong.is_empty(), "{wrong:?}: {}", rows.answer);
    }
    assert!(by_luck > 0, "luck of none of them is tried");
}
