//! The cases of both groups of every change.

use std::collections::BTreeSet;

use crate::assess::DrawnSample;
use crate::input_error::InputError;
use crate::join::Joined;
use crate::lists::formats::words;
use crate::lists::numbers::same_number;
use crate::request::{Comparison, Request};

/// A change, and what is compared for it.
pub(super) struct Compared<'a> {
    pub change: &'a Comparison,
    /// The cases of both groups.
    pub sides: [Vec<usize>; 2],
    /// Cases left out, where cases were checked more than once and these have a row in one group only.
    pub left_out: usize,
    /// Cases that were checked both times, where cases were checked more than once.
    pub both: usize,
    /// Cases that were drawn.
    drawn: usize,
}

impl Compared<'_> {
    /// Whether it is of some of the cases that were drawn, as in [`super::had_by_some`].
    pub fn is_of_some(&self) -> bool {
        self.both > 0 && (self.left_out > 0 || 10 * (self.drawn - self.both) > self.drawn)
    }
}

/// Finds the cases of both groups of every change.
pub(super) fn compared<'a>(
    request: &'a Request,
    joined: &Joined,
    sample: &DrawnSample,
    all: &[usize],
) -> Result<Vec<Compared<'a>>, InputError> {
    let mut compared = Vec::new();
    for change in &request.changes {
        let groups = joined.groups(&change.column, all);
        let mut sides = change.groups.each_ref().map(|name| -> Vec<usize> {
            let by = |alike: fn(&str, &str) -> bool| -> Vec<usize> {
                let groups = groups.iter().filter(|(label, _)| alike(label, name));
                groups.flat_map(|(_, cases)| cases).copied().collect()
            };
            let words = by(|one, other| words(one) == words(other));
            if words.is_empty() {
                by(same_number)
            } else {
                words
            }
        });
        for (members, name) in sides.iter().zip(&change.groups) {
            if !members.iter().any(|case| sample.cases[*case].checked) {
                let known: Vec<&str> = groups.into_keys().filter(|name| !name.is_empty()).collect();
                // Names of groups may be what is not to be reported.
                let help = if request.suppress_below > 1 || known.is_empty() {
                    format!("--by '{}' tells the groups", change.column)
                } else {
                    format!("there are {}", known[..known.len().min(20)].join(", "))
                };
                let column = &change.column;
                let why = format!("no checked case has `{name}` in `{column}`");
                return Err(InputError::new(why).help(help));
            }
        }
        if sides[0] == sides[1] {
            return Err(InputError::new(format!(
                "`{}` and `{}` are one group of `{}`",
                change.groups[0], change.groups[1], change.column
            ))
            .help("name two groups"));
        }
        let (mut left_out, mut both) = (0, 0);
        if joined.repeated {
            for (members, name) in sides.iter().zip(&change.groups) {
                if sample.is_twice(members) {
                    let why = format!("cases of `{name}` were checked more than once");
                    let help = "--where chooses one check, such as 'check = first'";
                    return Err(InputError::new(why).help(help));
                }
            }
            (left_out, both) = by_case(sample, &mut sides);
        }
        compared.push(Compared {
            change,
            sides,
            left_out,
            both,
            drawn: joined.number_of_cases(all),
        });
    }
    Ok(compared)
}

/// Keeps the cases with a checked row on both sides, if there are any, and counts the others and them.
fn by_case(sample: &DrawnSample, sides: &mut [Vec<usize>; 2]) -> (usize, usize) {
    let case = |row: &usize| {
        sample.cases[*row]
            .cluster
            .filter(|_| sample.cases[*row].checked)
    };
    let [one, other] = sides
        .each_ref()
        .map(|side| side.iter().filter_map(case).collect::<BTreeSet<usize>>());
    let both: BTreeSet<usize> = one.intersection(&other).copied().collect();
    if both.is_empty() {
        return (0, 0);
    }
    for side in sides {
        side.retain(|row| case(row).is_some_and(|case| both.contains(&case)));
    }
    (one.union(&other).count() - both.len(), both.len())
}
