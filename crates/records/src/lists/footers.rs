//! What a report ends with, such as “Generated on 12/03/2026 by J Smith”, which is no case.

use super::fields::{Fields, bare};
use super::totals::is_amount;

/// Cells that such a row has at most.
const MOST_CELLS: usize = 2;

/// What the cases of a file have in common so far, by which a row after the last of them is known to be none.
#[derive(Clone, Debug, Default)]
pub(super) struct Cases {
    /// Filled cells of the case that has fewest.
    fewest: Option<usize>,
    /// Words of the number that has most.
    words: usize,
    /// A number had no digit.
    without_digit: bool,
}

impl Cases {
    /// Takes a case with its number.
    pub fn add(&mut self, number: &str, fields: &Fields) {
        let filled = fields.count_filled();
        self.fewest = Some(self.fewest.map_or(filled, |fewest| fewest.min(filled)));
        self.words = self.words.max(number.split_whitespace().count());
        self.without_digit |= !has_digit(number);
    }

    /// Whether a row is unlike all of them: it has fewer cells, one or two, and these are words that are no number of a case.
    pub(crate) fn is_footer(&self, number: &str, fields: &Fields) -> bool {
        let filled = fields.count_filled();
        if filled > MOST_CELLS || self.fewest.is_none_or(|fewest| filled >= fewest) {
            return false;
        }
        let first = fields.filled().next().unwrap_or("");
        let is_in_place = number.is_empty() || bare(number) == first;
        let words = first.split_whitespace();
        let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let of_words = words.clone().any(is_word) && words.count() > self.words;
        let of_letters = !(number.is_empty() || self.without_digit || has_digit(first));
        is_in_place && !fields.filled().any(is_amount) && (of_words || of_letters)
    }
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str) -> Fields {
        let mut fields = Fields::default();
        fields.split(line, b';');
        fields
    }

    /// Whether the second is a footer after a list of the first.
    fn is_footer(cases: &[&str], line: &str) -> bool {
        let mut all = Cases::default();
        for case in cases {
            let case = fields(case);
            all.add(case.get(0).unwrap_or(""), &case);
        }
        let fields = fields(line);
        all.is_footer(bare(fields.get(0).unwrap_or("")), &fields)
    }

    #[test]
    fn few_cells_with_words_are_a_footer_and_a_case_is_none() {
        let cases = ["A1;north;100", "A 2;south;200"];
        for line in [
            "Generated on 12/03/2026 by J Smith;;",
            "End of report;;",
            "Page 1 of 3;;",
            "Source: the case system, July 2026",
            ";Generated on 12/03/2026;",
            "Report run by:;J Smith;",
            "*** END ***",
            "Confidential",
        ] {
            assert!(is_footer(&cases, line), "{line}");
        }
        for line in [
            "A3;;",
            "A 3;;",
            "A3;north;",
            ";north;300",
            "New case 3;north;300",
            ";;300",
            "12 345.00;;",
        ] {
            assert!(!is_footer(&cases, line), "{line}");
        }
        // Lists whose cases look like that.
        assert!(!is_footer(&["A1", "A2"], "End of report"));
        assert!(!is_footer(&["Ann Smith;1", "Bo;2"], "Cy;"));
        assert!(!is_footer(&["end;1;1", "start;1;1"], "middle;;"));
        assert!(!is_footer(&["A1;;", "A2;n;1"], "End of report;;"));
        assert!(!is_footer(&[], "End of report;;"));
    }
}
