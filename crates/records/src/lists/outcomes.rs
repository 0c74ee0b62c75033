//! The words by which results say what was found.

use super::columns::{nearest, same};
use super::formats::{Format, is_nothing};
use super::problems::{counted, quoted};
use tierone_scenario::catalogue::Outcome;

/// Words that stand for a pass or a fail, beside the names of outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeWords {
    pass: Vec<String>,
    fail: Vec<String>,
}

/// A word of a column, and in how many cells it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is first written.
    pub text: String,
    /// What all ways to write it have in common.
    pub key: String,
    /// Cells with it.
    pub cells: u64,
}

impl OutcomeWords {
    /// Words that are told, in a column of this format.
    pub fn told(pass: &[String], fail: &[String], format: Format) -> Self {
        let keys = |words: &[String]| {
            let keys = words.iter().map(|word| format.key(word).into_owned());
            keys.collect()
        };
        Self {
            pass: keys(pass),
            fail: keys(fail),
        }
    }

    /// The same where one side is told and one other word stands in the column, which is then the other side. Returns what is
    /// to be said of that.
    pub fn completed(mut self, outcomes: &[Outcome], words: &[Word]) -> (Self, Option<String>) {
        let is_told = |word: &&Word| self.pass.contains(&word.key) || self.fail.contains(&word.key);
        let is_known = |word: &&Word| {
            is_nothing(&word.text) || outcomes.iter().any(|known| same(&known.name, &word.text))
        };
        let others: Vec<&Word> = words
            .iter()
            .filter(|word| !is_told(word) && !is_known(word))
            .collect();
        let ([other], true) = (&others[..], self.pass.is_empty() != self.fail.is_empty()) else {
            return (self, None);
        };
        let (side, words) = match self.pass.is_empty() {
            true => ("pass", &mut self.pass),
            false => ("fail", &mut self.fail),
        };
        let note = format!(
            "{} in {} is the only other word, and is a {side}",
            quoted(&other.text),
            counted(other.cells, "cell", "cells")
        );
        words.push(other.key.clone());
        (self, Some(note))
    }

    /// The outcome that a cell names, by its place.
    ///
    /// # Errors
    /// It names none.
    pub fn read(&self, text: &str, format: Format, outcomes: &[Outcome]) -> Result<usize, String> {
        let key = format.key(text);
        let is = |words: &[String]| words.iter().any(|word| *word == key);
        let name = if is(&self.pass) {
            "pass"
        } else if is(&self.fail) {
            "fail"
        } else {
            text
        };
        let found = outcomes.iter().position(|known| same(&known.name, name));
        found.ok_or_else(|| {
            let near = nearest(text, outcomes.iter().map(|known| known.name.as_str()));
            let near = near.map_or("; `tierone list outcomes` shows them.".into(), |near| {
                format!("; did you mean `{near}`?")
            });
            format!(
                "{} is no outcome{near} State a word of your own with --pass or --fail",
                quoted(text)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::formats::ColumnType;
    use super::*;
    use tierone_scenario::catalogue;

    fn words(texts: &[&str]) -> Vec<Word> {
        let word = |text: &&str| Word {
            text: (*text).into(),
            key: text.to_lowercase(),
            cells: 3,
        };
        texts.iter().map(word).collect()
    }

    fn told(pass: &[&str], fail: &[&str], format: Format) -> OutcomeWords {
        let own = |words: &[&str]| -> Vec<String> { words.iter().map(|w| (*w).into()).collect() };
        OutcomeWords::told(&own(pass), &own(fail), format)
    }

    #[test]
    fn words_of_ones_own_are_a_pass_or_a_fail() {
        let outcomes = catalogue::outcomes();
        let name = |told: &OutcomeWords, text, format| {
            let found = told.read(text, format, &outcomes);
            found.map(|outcome| outcomes[outcome].name.as_str())
        };
        let text = Format::default();
        let yes = told(&["yes"], &["no"], text);
        assert_eq!(name(&yes, "Yes", text), Ok("pass"));
        assert_eq!(name(&yes, "NO", text), Ok("fail"));
        assert_eq!(name(&yes, "n/a", text), Ok("n/a"));
        assert_eq!(name(&yes, "Fail", text), Ok("fail"));
        assert!(name(&yes, "perhaps", text).is_err_and(|why| why.contains("--pass or --fail")));
        let numbers = Format {
            column_type: ColumnType::Number,
            ..text
        };
        let ones = told(&["0"], &["1"], numbers);
        assert_eq!(name(&ones, "1.0", numbers), Ok("fail"));
    }

    #[test]
    fn the_only_other_word_is_the_other_side() {
        let outcomes = catalogue::outcomes();
        let wrong = || told(&[], &["wrong"], Format::default());
        let (both, note) = wrong().completed(&outcomes, &words(&["Wrong", "fine", "-", "n/a"]));
        assert_eq!(both.pass, ["fine"]);
        assert!(note.is_some_and(|note| note.contains("`fine` in 3 cells")));
        let (same, note) = wrong().completed(&outcomes, &words(&["wrong", "fine", "pending"]));
        assert!(same.pass.is_empty() && note.is_none());
    }
}
