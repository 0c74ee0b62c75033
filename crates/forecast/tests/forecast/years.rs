//! Whole years of months: the variance of a sum to that of its parts, and bands to years that came.

use crate::synthetic::{Service, published};
use tierone_forecast::model::fit;
use tierone_forecast::report::{Asked, ForecastUnit, Named, outlook};

/// Months of a service whose level wanders.
const MONTHS: Service = Service {
    groups: 5,
    periods: 36,
    checks: 400,
    level: 3.4,
    shock: 0.08,
    deviation: 0.15,
    kept: 0.7,
    between: 0.15,
};

#[test]
fn a_sum_of_one_state_has_its_variance() {
    let fit = fit(&published(MONTHS, 1), None).expect("a fit");
    let ahead = fit.ahead(4).expect("forecasts");
    for group in 0..MONTHS.groups {
        for (step, ahead) in ahead.iter().enumerate() {
            let mut weights = vec![vec![0.0; 4]; MONTHS.groups];
            weights[group][step] = 2.0;
            let variance = fit.variance_of(&weights).expect("a number");
            let expected = 4.0 * ahead.groups[group].state.powi(2);
            assert!(
                (variance / expected - 1.0).abs() < 1e-9,
                "{variance} {expected}"
            );
        }
    }
}

/// Of 60 years, 80 % are 48 give or take 3.1: within 3.5 standard errors, and with months taken for independent far fewer.
#[test]
fn bands_hold_years_that_came() {
    let (mut held, mut as_independent) = (0, 0);
    for seed in 0..60 {
        let all = published(MONTHS, seed);
        let named = Named {
            series: all.until(24),
            groups: (0..MONTHS.groups).map(|group| group.to_string()).collect(),
            periods: (0..MONTHS.periods).map(|month| month.to_string()).collect(),
            word: "month",
            unit: ForecastUnit {
                name: "%",
                is_share: true,
            },
        };
        let asked = Asked {
            periods: 12,
            limits: Vec::new(),
            changes: Vec::new(),
        };
        let outlook = outlook(&named, &asked);
        let year = &outlook.years[0];
        assert!(year.group.is_empty() && outlook.years.len() == 1 + MONTHS.groups);
        let came = all.figures.iter().flat_map(|group| &group[24..]);
        let came: f64 = came.flatten().map(|figure| figure.value).sum();
        let came = 100.0 * came / (12 * MONTHS.groups) as f64;
        let (low, high) = (
            year.low_80.expect("a limit"),
            year.high_80.expect("a limit"),
        );
        held += usize::from((low..=high).contains(&came));
        let months = outlook.forecasts.iter();
        let half: f64 = months
            .filter(|row| row.method == year.method && row.group.is_empty())
            .filter_map(|row| Some((row.high_80? - row.low_80?) / 2.0))
            .map(|half| half.powi(2))
            .sum::<f64>()
            .sqrt()
            / 12.0;
        as_independent += usize::from((came - year.figure).abs() <= half);
    }
    assert!((37..=59).contains(&held), "{held} of 60");
    assert!(
        as_independent < held - 10,
        "{as_independent} and {held} of 60"
    );
}
