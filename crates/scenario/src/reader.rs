//! The reader: collects every problem, and words the ones that many keys share.

use std::fmt;

use super::codes;
use super::document::{Node, Place, quoted};
use super::what_if::WhatIf;
use crate::assumption::Assumption;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::key::Section;

/// More problems than anyone reads; the rest are counted.
const MOST_PROBLEMS: usize = 1_000;

/// Collects what is found while a scenario is read.
#[derive(Default)]
pub(super) struct Reader {
    pub problems: Vec<Diagnostic>,
    pub assumptions: Vec<Assumption>,
    /// Problems beyond the most that are kept.
    pub uncounted: usize,
    /// An assumption that is read at one end of its range instead.
    pub what_if: Option<WhatIf>,
}

/// A place and the few words that stand beside it.
pub(super) type Mark<'a> = (&'a Place, &'a str);

impl Reader {
    /// Whether further problems are only counted, so that wording them is wasted.
    fn full(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    /// How many problems have been found so far.
    pub fn found(&self) -> usize {
        self.problems.len() + self.uncounted
    }

    /// Notes an error at one place.
    pub fn error(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        at: Mark<'_>,
        help: impl Into<String>,
    ) {
        self.errors_at(code, message, &[at], help);
    }

    /// Notes words that cannot hold beside others: both where both are written.
    pub(crate) fn contradiction(
        &mut self,
        message: impl Into<String>,
        marks: &[Mark<'_>],
        help: impl Into<String>,
    ) {
        self.errors_at(codes::CONTRADICTION, message, marks, help);
    }

    /// Notes an error that shows the wrong words and the words they are measured against.
    pub(crate) fn errors_at(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        marks: &[Mark<'_>],
        help: impl Into<String>,
    ) {
        if self.full() {
            self.uncounted += 1;
            return;
        }
        let label = |(place, text): &Mark<'_>| Label::new(place.file, place.span.clone(), *text);
        let labels = marks.iter().map(label).collect();
        self.problems.push(Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels,
            help: Some(help.into()),
        });
    }

    /// Notes a value of the wrong kind.
    pub(crate) fn wrong_kind(
        &mut self,
        node: &Node,
        what: impl fmt::Display,
        expected: &str,
        help: String,
    ) {
        self.error(
            codes::WRONG_KIND,
            format!("{what} takes {expected}, not {}", node.describe()),
            (&node.place, &format!("{expected} is expected here")),
            help,
        );
    }

    /// The place of a name among those that are known; where it is none of them, the error is noted.
    pub(crate) fn find<'n>(
        &mut self,
        kind: &str,
        name: &str,
        place: &Place,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        let at = known.clone().position(|known| known == name);
        if at.is_none() {
            self.unknown_name(kind, name, place, known);
        }
        at
    }

    /// Notes a name that nothing has, with the nearest that something has.
    pub(crate) fn unknown_name<'n>(
        &mut self,
        kind: &str,
        name: &str,
        place: &Place,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        if self.full() {
            self.uncounted += 1;
            return;
        }
        let known: Vec<&str> = known.into_iter().collect();
        let help = match known.is_empty() {
            true => format!("define this {kind}, or remove the name"),
            false => meant(name, &known),
        };
        self.error(
            codes::UNKNOWN_NAME,
            format!("there is no {kind} {}", quoted(name)),
            (place, &format!("no such {kind}")),
            help,
        );
    }

    /// Notes a key that a section does not have, and returns the one that was likely meant.
    pub(crate) fn unknown_key<'n>(
        &mut self,
        section: &str,
        key: &str,
        place: &Place,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.full() {
            self.uncounted += 1;
            return None;
        }
        let known: Vec<&'n str> = known.into_iter().collect();
        let meant = nearest(key, known.iter().copied());
        let help = match meant {
            Some(right) => format!("did you mean {}? Else remove the key", quoted(right)),
            None => format!("remove it, or use one of: {}", listed(&known)),
        };
        self.error(
            codes::UNKNOWN_KEY,
            format!("{section} has no key {}", quoted(key)),
            (place, "unknown key"),
            help,
        );
        meant
    }

    /// Notes a key that is missing from a section.
    pub fn missing(&mut self, section: &str, key: &str, place: &Place, meaning: &str) {
        // Sections are named with their brackets.
        let written = if key.starts_with('[') {
            quoted(key)
        } else {
            format!("`{key} = …`")
        };
        self.error(
            codes::MISSING_KEY,
            format!("{section} needs {}", quoted(key)),
            (place, &format!("{} is missing here", quoted(key))),
            format!("add {written}: {}", decapitalised(meaning)),
        );
    }
}

/// The nearest of the known names, if one is near enough to be meant.
pub(super) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Nobody misspells a name at such length, and distances cost their product.
    if name.len() > 80 {
        return None;
    }
    let wanted = name.to_lowercase().replace('_', "-");
    let known: Vec<&str> = known.into_iter().collect();
    let alike = known
        .iter()
        .map(|right| {
            let other = right.to_lowercase().replace('_', "-");
            (strsim::damerau_levenshtein(&wanted, &other), *right)
        })
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, right)| *distance <= 1 + right.len().min(name.len()) / 4)
        .map(|(_, right)| right);
    alike.or_else(|| with_word(&wanted, &known))
}

/// What to write in place of a name that is none of those that are known.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(right) => format!("did you mean {}?", quoted(right)),
        None => format!("use one of: {}", listed(known)),
    }
}

/// The only known name that has this one as one of its words: `simple-random` of `random`.
fn with_word<'n>(wanted: &str, known: &[&'n str]) -> Option<&'n str> {
    let parts = |name: &str| -> Vec<String> {
        let split = name.split(|c: char| !c.is_alphanumeric());
        split.map(str::to_lowercase).collect()
    };
    let mut with = known
        .iter()
        .filter(|known| parts(known).iter().any(|part| part == wanted));
    let only = with.next()?;
    with.next().is_none().then_some(*only)
}

/// The first names of a list, for a help line.
pub(super) fn listed(names: &[&str]) -> String {
    let mut shown: Vec<String> = names.iter().take(12).map(|name| quoted(name)).collect();
    if names.len() > shown.len() {
        shown.push(format!("… ({} in all)", names.len()));
    }
    shown.join(", ")
}

fn decapitalised(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// All of what was read, or nothing where some of it could not be; all of it has been read then.
pub(super) fn every<T>(read: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = read.collect();
    read.into_iter().collect()
}

/// A path with one more step.
pub(super) fn joined(path: &str, step: &str) -> String {
    if path.is_empty() {
        step.to_owned()
    } else {
        format!("{path}.{step}")
    }
}

pub(super) fn key_names(section: &Section) -> Vec<&'static str> {
    section.keys.iter().map(|key| key.name).collect()
}
