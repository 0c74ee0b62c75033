//! Figures as people read them: no more digits than the Monte Carlo error supports.

use tierone_engine::measure::Unit;
use tierone_engine::study::Spread;
use tierone_stats::format::{grouped, with_error};
use tierone_stats::monte_carlo::decimals;

/// `99.412 ± 0.003`; without the error where there is none.
pub fn figure(unit: Unit, spread: &Spread) -> String {
    match spread.mcse.and_then(|error| with_error(spread.mean, error)) {
        Some((mean, error)) => format!("{mean} ± {error}"),
        None => grouped(spread.mean, plain_decimals(unit, spread.mean)),
    }
}

/// How large a difference is, whichever way it goes.
pub(crate) fn size(unit: Unit, spread: &Spread) -> String {
    let mean = spread.mean.abs();
    figure(unit, &Spread { mean, ..*spread })
}

/// A value that varies between replications as much as its standard deviation says.
pub(crate) fn value_text(unit: Unit, value: f64, sd: Option<f64>) -> String {
    let places = match sd.filter(|sd| *sd > 0.0) {
        Some(sd) => decimals(sd / 10.0, 9),
        None => plain_decimals(unit, value),
    };
    grouped(value, places)
}

/// Decimals of a column of figures of one unit: those of a figure without an error, none where all are whole.
pub(crate) fn column_decimals(unit: Unit, values: impl Iterator<Item = f64>) -> usize {
    let decimals = values.map(|value| plain_decimals(unit, value));
    decimals.max().unwrap_or(0)
}

/// Decimals of a figure without an error.
fn plain_decimals(unit: Unit, value: f64) -> usize {
    match unit {
        _ if value.fract() == 0.0 => 0,
        Unit::Percent | Unit::Points => 3,
        Unit::Hours | Unit::Days | Unit::Count => 1,
        Unit::Pounds => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(unit: Unit, mean: f64, mcse: Option<f64>) -> String {
        figure(
            unit,
            &Spread {
                mean,
                sd: None,
                mcse,
                percentiles: None,
                replications: 100,
            },
        )
    }

    #[test]
    fn no_more_digits_than_the_error_supports() {
        let cases = [
            (Unit::Percent, 99.412_34, Some(0.003_4), "99.412 ± 0.003"),
            (Unit::Percent, 0.0, Some(0.000_04), "0.00000 ± 0.00004"),
            (
                Unit::Pounds,
                12_345_678.0,
                Some(4_321.0),
                "12,346,000 ± 4,000",
            ),
            (Unit::Pounds, -1_234.5, Some(1.4), "-1,234 ± 1"),
            (Unit::Count, 40_800.0, Some(0.0), "40,800"),
            (Unit::Count, 40_800.0, None, "40,800"),
            (Unit::Points, -0.000_01, Some(0.02), "0.00 ± 0.02"),
            (Unit::Hours, 72.25, None, "72.2"),
            (Unit::Count, 999_999.7, Some(0.4), "999,999.7 ± 0.4"),
        ];
        for (unit, mean, mcse, expected) in cases {
            assert_eq!(shown(unit, mean, mcse), expected);
        }
    }
}
