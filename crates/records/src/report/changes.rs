//! How far figures change from one group to another.

use super::compared::Compared;
use super::rows::Change;
use super::suppression::Suppression;
use super::words::count;
use crate::assess::{self, Asked, DrawnSample, FigureUnit};
use crate::request::Request;

/// Those that are reported.
fn reported<'c>(
    compared: &'c [Compared<'c>],
    suppression: &'c Suppression,
) -> impl Iterator<Item = &'c Compared<'c>> {
    let compared = compared.iter().zip(&suppression.changes);
    compared.filter_map(|(of, reported)| reported.then_some(of))
}

/// The changes that are reported, of every figure that both groups have.
pub(super) fn rows(
    compared: &[Compared],
    sample: &DrawnSample,
    asked: &Asked,
    suppression: &Suppression,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for of in reported(compared, suppression) {
        for (figure, moved) in assess::changes(sample, &of.sides[0], &of.sides[1], asked) {
            // Amounts of some cases are no amounts of all.
            if of.is_of_some() && figure.unit() == FigureUnit::Pounds {
                continue;
            }
            let change = of.change;
            changes.push(Change {
                of_both: of.is_of_some().then_some(of.both),
                ..Change::new(&change.column, &change.groups, figure, moved)
            });
        }
    }
    changes
}

/// What has to be said of the changes that are reported.
pub(super) fn notes(
    request: &Request,
    compared: &[Compared],
    changes: &[Change],
    suppression: &Suppression,
) -> Vec<String> {
    let mut notes = Vec::new();
    for of in reported(compared, suppression) {
        let change = of.change;
        let [from, to] = &change.groups;
        let name = format!("the change of {} from {from} to {to}", change.column);
        let is_of =
            |row: &Change| row.column == change.column && [&row.from, &row.to] == [from, to];
        if !changes.iter().any(is_of) {
            notes.push(format!(
                "{name} has no figure: one of the two has no interval"
            ));
        } else if of.is_of_some() {
            let left_out = match of.left_out {
                0 => String::new(),
                cases => format!(", and leaves out {}", count(cases, request)),
            };
            notes.push(format!(
                "{name} is of the cases checked both times{left_out}: it speaks for others only if it was left to chance which \
                 were checked twice"
            ));
        }
    }
    notes
}
