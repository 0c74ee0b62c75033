//! Numbers of cases that a spreadsheet has changed.

/// Whether a number is a long one as a spreadsheet shows it, such as 1.23E+15: its last digits are lost.
pub fn is_shortened(number: &str) -> bool {
    if !number.as_bytes().contains(&b'+') {
        return false;
    }
    let Some((digits, exponent)) = number.split_once("E+").or_else(|| number.split_once("e+"))
    else {
        return false;
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    first.len() == 1 && all_digits(first) && all_digits(rest) && all_digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortened_numbers_are_known() {
        for number in ["1.23E+15", "1E+12", "4,5E+11", "9.8e+10"] {
            assert!(is_shortened(number), "{number}");
        }
        for number in ["12E5", "1E5", "SR-E+1", "1.23", "E+15", "12.3E+15"] {
            assert!(!is_shortened(number), "{number}");
        }
    }
}
