//! Numbers of cases that a spreadsheet has changed, and those that differ in capital letters only.

use std::collections::BTreeMap;

use tierone_stats::format::plain;

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

/// So many cases are compared: a list of millions is not kept in memory for a note.
const COMPARED: usize = 100_000;

/// Numbers that differ from one another in capital letters only.
#[derive(Debug, Default)]
pub struct Alike {
    seen: BTreeMap<String, String>,
    pairs: u64,
    first: Option<[String; 2]>,
}

impl Alike {
    /// One more number.
    pub fn add(&mut self, number: &str) {
        if self.seen.len() >= COMPARED {
            return;
        }
        let small = number.to_lowercase();
        match self.seen.get(&small) {
            Some(known) if known != number => {
                self.pairs += 1;
                let pair = || [known.clone(), number.to_owned()];
                self.first.get_or_insert_with(pair);
            }
            Some(_) => {}
            None => {
                self.seen.insert(small, number.to_owned());
            }
        }
    }

    /// What is said of them.
    pub fn note(&self) -> Option<String> {
        let [one, other] = self.first.as_ref()?;
        let more = match self.pairs {
            1 => String::new(),
            pairs => format!(", and {} more such pairs", pairs - 1),
        };
        Some(format!(
            "`{}` and `{}` are two cases, and their numbers differ in capital letters only{more}: see whether they are one",
            plain(one),
            plain(other)
        ))
    }
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
