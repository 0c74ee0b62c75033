//! Numbers in sentences: as many digits as a reader can use, thousands in groups; and numbers as they are written.

use tierone_stats::format::{in_pounds, thousands};
use tierone_stats::units::PeriodLength;

/// A share as a percentage.
pub(crate) fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "an unknown share".into();
    }
    format!("{}%", figures(100.0 * share))
}

/// A difference of shares in percentage points.
pub(crate) fn points(share: f64) -> String {
    let number = figures(100.0 * share.abs());
    let unit = if number == "1" { "point" } else { "points" };
    format!("{number} percentage {unit}")
}

/// Periods in words: `12 months`.
pub(crate) fn periods(number: f64, period: PeriodLength) -> String {
    let (one, many) = match period {
        PeriodLength::Week => ("week", "weeks"),
        PeriodLength::Month => ("month", "months"),
    };
    count(number, one, many)
}

/// A count with the right word.
pub(crate) fn count(number: f64, one: &str, many: &str) -> String {
    let number = figures(number);
    let word = if number == "1" { one } else { many };
    format!("{number} {word}")
}

/// An amount of money.
pub(crate) fn pounds(amount: f64) -> String {
    in_pounds(&figures(amount))
}

/// Three figures from one on, two below, and whole numbers from a hundred on.
pub(crate) fn figures(number: f64) -> String {
    if number.is_nan() {
        return "an unknown number of".into();
    }
    if number.is_infinite() {
        return "infinitely many".into();
    }
    let size = number.abs();
    let decimals = match size {
        s if s >= 99.95 || s == 0.0 => 0,
        s if s >= 9.995 => 1,
        s if s >= 0.9995 => 2,
        s => (1 - s.log10().floor() as i32).clamp(1, 6),
    };
    let text = format!("{number:.*}", decimals as usize);
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) => (whole, rest.trim_end_matches('0')),
        None => (text.as_str(), ""),
    };
    let grouped = thousands(whole.trim_start_matches('-'));
    let sign = if whole.starts_with('-') { "-" } else { "" };
    match rest {
        "" => format!("{sign}{grouped}"),
        rest => format!("{sign}{grouped}.{rest}"),
    }
}

/// The number in a value as written: a percentage as a share.
pub(crate) fn bare_number(text: &str) -> Option<f64> {
    let (digits, percent) = match text.trim().strip_suffix('%') {
        Some(digits) => (digits, 0.01),
        None => (text, 1.0),
    };
    let number: f64 = digits.trim().replace('_', "").parse().ok()?;
    number.is_finite().then_some(percent * number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_a_reader_can_use() {
        let text = |number| figures(number);
        assert_eq!(text(0.0), "0");
        assert_eq!(text(1_234_567.8), "1,234,568");
        assert_eq!(text(123.4), "123");
        assert_eq!(text(12.34), "12.3");
        assert_eq!(text(1.0), "1");
        assert_eq!(text(1.264), "1.26");
        assert_eq!(text(0.99), "0.99");
        assert_eq!(text(0.0123), "0.012");
        assert_eq!(text(-0.5), "-0.5");
        assert_eq!(text(f64::INFINITY), "infinitely many");
        assert_eq!(text(f64::NAN), "an unknown number of");
        assert_eq!(percent(0.9943), "99.4%");
        assert_eq!(percent(f64::INFINITY), "an unknown share");
        assert_eq!(points(-0.010_48), "1.05 percentage points");
        assert_eq!(points(-0.0021), "0.21 percentage points");
        assert_eq!(count(1.0, "check", "checks"), "1 check");
        assert_eq!(pounds(9_999.6), "£10,000");
    }
}
