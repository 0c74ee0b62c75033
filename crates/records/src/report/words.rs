//! Values and numbers of cases in words.

use crate::assess::FigureUnit;
use crate::lists::problems::counted;
use crate::request::Request;
use tierone_stats::format::{percent, whole_pounds};

/// A chance in percent. Only what is certain is 0 or 100.
pub fn chance(probability: f64) -> String {
    match 100.0 * probability {
        0.0 => "0 %".into(),
        100.0 => "100 %".into(),
        percent if percent < 0.1 => "less than 0.1 %".into(),
        percent if percent > 99.9 => "more than 99.9 %".into(),
        percent => format!("{percent:.1} %"),
    }
}

/// A value with the digits that its uncertainty leaves: `half` of its interval.
pub fn amount(value: f64, unit: FigureUnit, half: f64) -> String {
    match unit {
        FigureUnit::Share => {
            let digits = (1.0 - (100.0 * half).log10()).ceil().clamp(1.0, 5.0) as usize;
            percent(value, digits)
        }
        FigureUnit::Pounds => whole_pounds(value),
    }
}

/// A limit as it was asked for, without digits that say nothing.
pub fn level(value: f64, unit: FigureUnit) -> String {
    let text = amount(value, unit, 0.0005);
    match text.split_once(" %") {
        Some((number, "")) if number.contains('.') => {
            format!("{} %", number.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => text,
    }
}

/// A difference of shares in percentage points, without a unit, with the digits that its uncertainty leaves.
pub fn points(difference: f64, half: f64) -> String {
    let text = amount(difference, FigureUnit::Share, half);
    text.trim_end_matches(" %").to_owned()
}

/// A standard error, of shares in percentage points, with a digit more than the figure has.
pub fn standard_error(se: f64, unit: FigureUnit, half: f64) -> String {
    match unit {
        FigureUnit::Share => format!("{} points", points(se, 0.1 * half)),
        FigureUnit::Pounds => amount(se, unit, half),
    }
}

/// A note, where there is reason for it.
pub(crate) fn when(there_is: bool, note: &str) -> Option<String> {
    there_is.then(|| note.to_owned())
}

/// A number of cases, unless it is too small to be reported.
pub(super) fn count(cases: usize, request: &Request) -> String {
    if (cases as u64) < request.suppress_below {
        format!("fewer than {} cases", request.suppress_below)
    } else {
        counted(cases as u64, "case", "cases")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_the_digits_that_its_uncertainty_leaves() {
        for (half, text) in [(0.05, "12.3 %"), (0.004, "12.35 %"), (0.000_4, "12.346 %")] {
            assert_eq!(amount(0.123_456, FigureUnit::Share, half), text);
        }
        assert_eq!(amount(1234.5, FigureUnit::Pounds, 0.0), "£1,234");
    }

    #[test]
    fn a_standard_error_of_a_share_is_in_points() {
        assert_eq!(
            standard_error(0.0074, FigureUnit::Share, 0.015),
            "0.74 points"
        );
        assert_eq!(
            standard_error(11_218.0, FigureUnit::Pounds, 26_000.0),
            "£11,218"
        );
    }

    #[test]
    fn a_limit_has_the_digits_that_it_was_asked_with() {
        for (value, text) in [
            (0.994, "99.4 %"),
            (0.9, "90 %"),
            (0.005, "0.5 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(level(value, FigureUnit::Share), text);
        }
        assert_eq!(level(1_000.0, FigureUnit::Pounds), "£1,000");
    }

    #[test]
    fn a_small_number_of_cases_is_not_reported() {
        let request = Request {
            suppress_below: 5,
            ..crate::testing::request()
        };
        assert_eq!(count(4, &request), "fewer than 5 cases");
        assert_eq!(count(5, &request), "5 cases");
        assert_eq!(count(1, &crate::testing::request()), "1 case");
    }
}
