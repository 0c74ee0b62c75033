//! Amounts of money as people write them.

use super::numbers::{DecimalSign, number};
use tierone_stats::units::Pence;

/// Reads `2130`, `2,130.50`, `£2,130.5`, `-12.00`, `(12.00)` or `2.13e+03` to the penny.
///
/// # Errors
/// What was expected, where it is no amount, has parts of a penny, or does not fit.
pub fn amount(text: &str) -> Result<Pence, &'static str> {
    amount_with(text, DecimalSign::Point)
}

/// The same under a decimal sign of its own: `2.130,50` under a comma.
///
/// # Errors
/// As those of [`amount`].
pub(crate) fn amount_with(text: &str, sign: DecimalSign) -> Result<Pence, &'static str> {
    let number = number(text, sign).filter(|number| number.has_whole());
    let number = number.ok_or(match sign {
        DecimalSign::Point => "is no amount such as 2130.50",
        DecimalSign::Comma => "is no amount such as 2130,50 (with a decimal comma)",
    })?;
    let too_much = "is more than can be counted in pence";
    let (pence, left) = number.scaled(2).ok_or(too_much)?;
    let pence = match left {
        left if left.abs() <= DUST => pence,
        left if left >= 1_000_000 - DUST => pence + 1,
        left if left <= DUST - 1_000_000 => pence - 1,
        _ => return Err("has parts of a penny"),
    };
    i64::try_from(pence).map(Pence).map_err(|_| too_much)
}

/// What to do about a negative amount in error, in a column of these or of those of one side, which a file may call otherwise.
pub(crate) fn negative(column: &str, name: impl Fn(&str) -> String) -> String {
    let other = match column {
        "overstated" => "understated",
        "understated" => "overstated",
        _ => return "is negative: an amount in error has no sign, whichever way it went".into(),
    };
    format!(
        "is negative: if it went the other way, write it without its sign in `{}`",
        name(other)
    )
}

/// Millionths of a penny that a float leaves over: 3703.6800000000003 is 3703.68.
const DUST: i128 = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_penny() {
        for (text, pence) in [
            ("0", 0),
            ("2130", 213_000),
            ("2,130.50", 213_050),
            (" £1,234,567.8 ", 123_456_780),
            ("-12.00", -1_200),
            ("(12.05)", -1_205),
            ("(£12.05)", -1_205),
            ("12.05-", -1_205),
            ("£ 3.100", 310),
            ("1e5", 10_000_000),
            ("2e+06", 200_000_000),
            ("2.13E+03", 213_000),
            ("1.5e-1", 15),
            ("12 345.5", 1_234_550),
            ("1\u{202f}234", 123_400),
            ("12'345", 1_234_500),
        ] {
            assert_eq!(amount(text), Ok(Pence(pence)), "{text}");
        }
    }

    #[test]
    fn what_a_float_left_over_is_rounded() {
        for (text, pence) in [
            ("3703.6800000000003", 370_368),
            ("1234.5699999999999", 123_457),
            ("-0.30000000000000004", -30),
            ("-59.989999999999995", -5_999),
            ("59.9700012207", 5_997),
            ("1.4210854715202004e-14", 0),
            ("2.1234560000000000001e+06", 212_345_600),
        ] {
            assert_eq!(amount(text), Ok(Pence(pence)), "{text}");
        }
        for text in ["1.005", "33.3333333333", "0.001", "1.0049999999999999"] {
            assert_eq!(amount(text), Err("has parts of a penny"), "{text}");
        }
    }

    #[test]
    fn a_decimal_comma_is_told() {
        let amount = |text| amount_with(text, DecimalSign::Comma);
        assert_eq!(amount("1.200"), Ok(Pence(120_000)));
        assert_eq!(amount("1.200,50"), Ok(Pence(120_050)));
        assert_eq!(amount("99,9"), Ok(Pence(9_990)));
        assert_eq!(amount("-1 200,00 €"), Ok(Pence(-120_000)));
        assert!(amount("1.5").is_err());
    }

    #[test]
    fn what_is_no_amount_is_said_to_be_none() {
        for text in [
            "", "-", "£", "abc", "1,23", "1,2345", "NaN", "1.2.3", ".5", "12 34",
        ] {
            assert!(amount(text).is_err(), "{text}");
        }
        assert!(amount("99999999999999999999").is_err());
        assert!(amount("1e400").is_err());
    }
}
