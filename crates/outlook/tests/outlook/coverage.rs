//! Services whose numbers are drawn from the ranges of a scenario: how many of them turn out within its bands.

use crate::office::{OFFICE, forecast};

/// The share of services within the 80 % band of a figure over all periods, by figure; and how their places in the forecast
/// differ from evenly spread ones, as the largest distance times the root of their number.
fn covered(
    (draws, replications): (u32, u32),
    services: u32,
    seed: u64,
) -> Vec<(&'static str, f64, f64)> {
    let made = forecast(OFFICE, (draws, replications), seed);
    let actual = forecast(OFFICE, (services, 2), seed + 1_000_003);
    let mut all = Vec::new();
    for (place, figure) in made.figures(0).iter().enumerate() {
        let mut forecast = made.values(0, place, 0).concat();
        forecast.sort_by(f64::total_cmp);
        // Each service has one year.
        let years: Vec<f64> = actual
            .values(0, place, 0)
            .iter()
            .filter_map(|values| values.first().copied())
            .collect();
        // Figures of few checks are few: what ties with a year is shared out evenly, part by part.
        let mut part = 0.0_f64;
        let mut places: Vec<f64> = years
            .iter()
            .map(|x| {
                part = (part + 0.618_033_988_75).fract();
                let below = forecast.partition_point(|y| y < x) as f64;
                let up_to = forecast.partition_point(|y| y <= x) as f64;
                (below + part * (up_to - below)) / forecast.len() as f64
            })
            .collect();
        let inside = places
            .iter()
            .filter(|place| (0.1..=0.9).contains(*place))
            .count();
        places.sort_by(f64::total_cmp);
        let n = places.len() as f64;
        let distance = places
            .iter()
            .enumerate()
            .map(|(rank, place)| (place - (rank as f64 + 0.5) / n).abs());
        let distance = distance.fold(0.0, f64::max);
        all.push((figure.measure, inside as f64 / n, distance * n.sqrt()));
    }
    all
}

#[test]
fn bands_hold_services_that_are_drawn_alike() {
    for (measure, share, _) in covered((60, 20), 120, 5) {
        // 80 % of 120 services, give or take four standard errors, and what 60 draws know of a band.
        assert!((0.62..0.96).contains(&share), "{measure}: {share}");
    }
}

#[test]
#[ignore = "takes a minute: 1,600 services, and so many draws that their own error is small beside that of the services"]
fn four_in_five_of_1600_services_are_in_their_bands() {
    for (measure, share, distance) in covered((20_000, 4), 1_600, 11) {
        println!(
            "{measure}: {:.1} % within 80 % bands; Kolmogorov distance {distance:.2}",
            100.0 * share
        );
        assert!((0.77..=0.83).contains(&share), "{measure}: {share}");
        // Passed by one in five hundred: of the five figures together, by one in a hundred.
        assert!(distance < 1.86, "{measure}: {distance}");
    }
}
