//! Draws of a scenario whose anchor is what a check reported.

use crate::office::{OFFICE, forecast};

/// What the check reported, %.
const PUBLISHED: f64 = 96.0;

/// With false fails of 0 to 8 % many draws would report less than was published, were nothing wrong at all.
#[test]
fn no_draw_reports_another_figure_than_was_published() {
    let anchored = OFFICE
        .replace("volume = 300", "volume = 3_000")
        .replace("checks = 40", "checks = 1_000")
        .replace(
            "sensitivity = \"90%\"",
            "sensitivity = \"90%\", \
             false_fail = { assumed = \"1%\", low = \"0%\", high = \"8%\", source = \"none published\" }",
        )
        + "\n[anchor]\nunder = \"sampled\"\ncheck = \"assurance\"\naccuracy = { value = \"96%\", source = \"published\" }\n";
    let made = forecast(&anchored, (40, 20), 3);
    assert_eq!(made.draws(), 40);
    assert!(made.left_out >= 5, "{}", made.left_out);
    let error = made.shifted.error.expect("several were simulated");
    let figures = made.figures(0);
    let mut places = figures.iter();
    let place = places.position(|figure| figure.measure == "accuracy_estimate");
    for of in made.values(0, place.expect("a figure"), 0) {
        let n = of.len() as f64;
        let mean = of.iter().sum::<f64>() / n;
        let variance = of.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
        // An error of the shift, log-odds, moves a share p by p(1 − p) as much.
        let of_shift = error * PUBLISHED * (1.0 - PUBLISHED / 100.0);
        let standard = (variance / n + of_shift.powi(2)).sqrt();
        // Of forty draws, one in 400 runs has one beyond.
        assert!(
            (mean - PUBLISHED).abs() < 4.0 * standard,
            "{mean} ± {standard}"
        );
    }
}
