//! Numbers as people and programs write them: signs, groups of three digits, exponents.

/// What stands before the decimals of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalSign {
    /// 1,234.50.
    #[default]
    Point,
    /// 1.234,50.
    Comma,
}

impl DecimalSign {
    /// The names by which it is given.
    pub const NAMES: [(&'static str, Self); 2] = [("point", Self::Point), ("comma", Self::Comma)];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// The sign that groups digits then, beside blanks and apostrophes.
    fn grouping(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// A number in its parts.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i32,
}

/// Signs of currencies, which may stand before or after a number.
const CURRENCIES: [&str; 6] = ["£", "€", "$", "¥", "GBP", "EUR"];

/// Blanks and apostrophes that group digits under either decimal sign.
const GROUPING: [char; 7] = [
    ' ', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}', '\'', '\u{2019}',
];

/// Reads a number: `-1,234.50`, `£1 234.50`, `(12.00)`, `12.00-`, `2e+06`; under a decimal comma `1.234,50`.
pub fn number(text: &str, sign: DecimalSign) -> Option<Number<'_>> {
    let mut number = bare(text)?;
    (number.whole, number.fraction) = divided(number.whole, sign)?;
    Some(number)
}

/// Whether two texts are one number, each as a command line or a file may write it.
pub(crate) fn same_number(one: &str, other: &str) -> bool {
    let key = |text| Some(number(text, DecimalSign::Point)?.key());
    key(one).is_some_and(|one| key(other) == Some(one))
}

impl Number<'_> {
    /// Whether digits stand before the decimal sign.
    pub(crate) fn has_whole(&self) -> bool {
        !self.whole.is_empty()
    }

    /// The number in units of 10^-`places`, and what is left over in millionths of such a unit; nothing where it does not fit.
    pub fn scaled(&self, places: i32) -> Option<(i128, i128)> {
        if let Some(all) = self.short(places) {
            return Some((i128::from(if self.negative { -all } else { all }), 0));
        }
        const FRACTION: usize = 18;
        const MILLION: i128 = 1_000_000;
        let fraction = &self.fraction[..self.fraction.len().min(FRACTION)];
        let digits = self.whole.bytes().chain(fraction.bytes());
        let mut all = digits
            .filter(u8::is_ascii_digit)
            .try_fold(0i128, |all, digit| {
                all.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
            })?;
        let shift = places + self.exponent - fraction.len() as i32;
        let mut left = 0;
        if all != 0 && shift >= 0 {
            all = all.checked_mul(10i128.checked_pow(shift as u32)?)?;
        } else if shift < 0 {
            // What is smaller than any number of so many digits is nothing.
            match 10i128.checked_pow(shift.unsigned_abs()) {
                None => all = 0,
                Some(unit) => {
                    let rest = all % unit;
                    all /= unit;
                    left = match rest.checked_mul(MILLION) {
                        Some(rest) => rest / unit,
                        None => rest / (unit / MILLION),
                    };
                }
            }
        }
        let sign = if self.negative { -1 } else { 1 };
        Some((sign * all, sign * left))
    }

    /// The same of a number as nearly all are: short, without an exponent, and with no more decimals than `places`.
    fn short(&self, places: i32) -> Option<i64> {
        let missing = places - self.fraction.len() as i32;
        let few = self.whole.len() + self.fraction.len() + missing.max(0) as usize <= 18;
        if self.exponent != 0 || missing < 0 || !few {
            return None;
        }
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        let digits = digits.filter(u8::is_ascii_digit);
        let all = digits.fold(0, |all, digit| 10 * all + i64::from(digit - b'0'));
        Some(all * 10i64.pow(missing as u32))
    }

    /// As a float.
    pub fn value(&self) -> f64 {
        let sign = if self.negative { "-" } else { "" };
        let whole: String = self.whole.chars().filter(char::is_ascii_digit).collect();
        let text = format!("{sign}0{whole}.{}0e{}", self.fraction, self.exponent);
        text.parse().unwrap_or(f64::NAN)
    }

    /// One text for all ways to write the number: 7, 007, 7.00 and 0.7e1 are `7`.
    pub fn key(&self) -> String {
        let mut digits: String = self.whole.chars().filter(char::is_ascii_digit).collect();
        let point = digits.len() as i32 + self.exponent;
        digits.push_str(self.fraction);
        // Beyond what any number here has, digits would only be zeros.
        let (before, after) = if point <= 0 {
            let zeros = "0".repeat(point.unsigned_abs() as usize);
            (String::new(), zeros + &digits)
        } else {
            let missing = (point as usize).saturating_sub(digits.len());
            digits.push_str(&"0".repeat(missing));
            let after = digits.split_off(point as usize);
            (digits, after)
        };
        let before = before.trim_start_matches('0');
        let after = after.trim_end_matches('0');
        let is_zero = before.is_empty() && after.is_empty();
        let sign = if self.negative && !is_zero { "-" } else { "" };
        let before = if before.is_empty() { "0" } else { before };
        match after {
            "" => format!("{sign}{before}"),
            after => format!("{sign}{before}.{after}"),
        }
    }
}

/// A number without currency, sign and exponent; all its digits are in `whole`, still undivided.
fn bare(text: &str) -> Option<Number<'_>> {
    let mut text = text.trim();
    // Most cells that are no numbers are known by their first character.
    if text.starts_with(|c: char| c.is_ascii_alphabetic() && c != 'G' && c != 'E') {
        return None;
    }
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        (text, negative) = (inner.trim(), true);
    }
    let mut signed = negative;
    // A sign may stand before or after the currency, or behind the number.
    let ends_in_digits = |text: &str| {
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        is_digit(text.as_bytes().first()) && is_digit(text.as_bytes().last())
    };
    for _ in 0..2 {
        if ends_in_digits(text) {
            break;
        }
        for currency in CURRENCIES {
            let less = text.strip_prefix(currency);
            text = less.or_else(|| text.strip_suffix(currency)).unwrap_or(text);
        }
        text = text.trim();
        if signed {
            continue;
        }
        let minus = ['-', '\u{2212}'];
        if let Some(rest) = text
            .strip_prefix(minus)
            .or_else(|| text.strip_suffix(minus))
        {
            (text, negative, signed) = (rest.trim(), true, true);
        } else if let Some(rest) = text.strip_prefix('+') {
            (text, signed) = (rest.trim(), true);
        }
    }
    let (whole, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((whole, exponent)) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            let fits = (1..=3).contains(&digits.len()) && all_digits(digits);
            (whole, exponent.parse().ok().filter(|_| fits)?)
        }
    };
    if !whole.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(Number {
        negative,
        whole,
        fraction: "",
        exponent,
    })
}

/// The digits of a number with all signs between them, if it may be one.
pub(super) fn undivided(text: &str) -> Option<&str> {
    Some(bare(text)?.whole)
}

/// What stands before and after the decimal sign, where digits are right around it.
pub(super) fn divided(digits: &str, sign: DecimalSign) -> Option<(&str, &str)> {
    let (whole, fraction) = match digits.split_once(sign.sign()) {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (digits, ""),
    };
    (all_digits(fraction) && (whole.is_empty() || grouped(whole, sign.grouping())))
        .then_some((whole, fraction))
}

/// Whether digits stand alone, or in groups of three with one sign between them.
fn grouped(whole: &str, grouping: char) -> bool {
    let between = whole.chars().find(|c| !c.is_ascii_digit());
    let Some(between) = between else {
        return true;
    };
    if between != grouping && !GROUPING.contains(&between) {
        return false;
    }
    let mut groups = whole.split(between);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len())
        && first != "0"
        && all_digits(first)
        && groups.all(|group| group.len() == 3 && all_digits(group))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_key_however_it_is_written() {
        use DecimalSign::{Comma, Point};
        for (text, sign, key) in [
            ("7", Point, "7"),
            ("007", Point, "7"),
            ("7.00", Point, "7"),
            ("0.7e1", Point, "7"),
            ("-0.0", Point, "0"),
            ("1,234.50", Point, "1234.5"),
            ("1.234,50", Comma, "1234.5"),
            ("1\u{a0}234", Point, "1234"),
            ("1'234.5", Point, "1234.5"),
            ("12-", Point, "-12"),
            ("-£12", Point, "-12"),
            ("12,00 €", Comma, "12"),
            ("1e3", Point, "1000"),
            ("1.5E-3", Point, "0.0015"),
            ("12345678901234567890123", Point, "12345678901234567890123"),
        ] {
            let read = number(text, sign).unwrap_or_else(|| panic!("{text} is a number"));
            assert_eq!(read.key(), key, "{text}");
            assert_eq!(read.value(), key.parse::<f64>().expect("a float"), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            "£",
            "abc",
            "1,23",
            "1,2345",
            "NaN",
            "1.2.3",
            "12 34",
            "e5",
            "1e",
            "1e9999",
            "0,500",
            "(1",
            "12 345 67",
            "1 234,567",
            "Eve",
            "GBP",
            "--1",
        ] {
            assert!(number(text, DecimalSign::Point).is_none(), "{text}");
        }
        assert!(number("1.5", DecimalSign::Comma).is_none());
    }
}
