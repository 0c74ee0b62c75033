//! Amounts of money as people write them.

use tierone_stats::units::Pence;

/// Reads `2130`, `2,130.50`, `£2,130.5`, `-12.00` or `(12.00)` to the penny.
///
/// # Errors
/// What was expected, where it is no amount, has more than two decimals, or does not fit.
pub fn amount(text: &str) -> Result<Pence, &'static str> {
    const EXPECTED: &str = "is no amount such as 2130.50";
    let text = text.trim();
    let (text, negative) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (rest, true),
            None => (text, false),
        },
    };
    let text = text.trim_start();
    let text = text.strip_prefix('£').unwrap_or(text).trim_start();
    let (pounds, pennies) = text.split_once('.').unwrap_or((text, ""));
    if !pounds.bytes().any(|b| b.is_ascii_digit()) || !grouped(pounds) {
        return Err(EXPECTED);
    }
    if !pennies.bytes().all(|b| b.is_ascii_digit()) {
        return Err(EXPECTED);
    }
    if pennies.len() > 2 && pennies[2..].bytes().any(|b| b != b'0') {
        return Err("has parts of a penny");
    }
    let digits = pounds.bytes().filter(|b| *b != b',');
    let hundredths = pennies.bytes().chain([b'0', b'0']).take(2);
    let pence = digits.chain(hundredths).try_fold(0i64, |total, digit| {
        total.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
    });
    let pence = pence.ok_or("is more than can be counted in pence")?;
    Ok(Pence(if negative { -pence } else { pence }))
}

/// Whether digits stand alone or in groups of three.
fn grouped(pounds: &str) -> bool {
    let mut groups = pounds.split(',');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let (mut rest, alone) = (groups.peekable(), digits(first));
    alone && (rest.peek().is_none() || first.len() <= 3) && {
        let mut all = true;
        for group in rest {
            all &= digits(group) && group.len() == 3;
        }
        all
    }
}

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
            ("£ 3.100", 310),
        ] {
            assert_eq!(amount(text), Ok(Pence(pence)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_said_to_be_none() {
        for text in [
            "", "-", "£", "abc", "1,23", "1,2345", "1e5", "NaN", "1.2.3", ".5", "12 34",
        ] {
            assert!(amount(text).is_err(), "{text}");
        }
        assert_eq!(amount("1.005"), Err("has parts of a penny"));
        assert!(amount("99999999999999999999").is_err());
    }
}
