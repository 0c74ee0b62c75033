//! How far figures change from one group to another.

use tierone_records::assess::{self, Asked, Sample, Unit};
use tierone_records::report::Change as Row;

use super::compared::Compared;
use super::notes::count;
use super::options::{Change, Options};
use super::telling::Telling;

/// Those that may be told.
fn tellable<'c>(
    compared: &'c [Compared<'c>],
    telling: &'c Telling,
) -> impl Iterator<Item = &'c Compared<'c>> {
    let compared = compared.iter().zip(&telling.changes);
    compared.filter_map(|(of, told)| told.then_some(of))
}

/// The changes that may be told, of every figure that both groups have.
pub(super) fn told(
    compared: &[Compared],
    sample: &Sample,
    asked: &Asked,
    telling: &Telling,
) -> Vec<Row> {
    let mut changes = Vec::new();
    for of in tellable(compared, telling) {
        for (figure, moved) in assess::changes(sample, &of.sides[0], &of.sides[1], asked) {
            // Amounts of some cases are no amounts of all.
            if of.left_out > 0 && figure.unit() == Unit::Pounds {
                continue;
            }
            let Change { column, groups } = of.change;
            changes.push(Row::new(column, groups, figure, moved));
        }
    }
    changes
}

/// What has to be said of the changes that may be told.
pub(super) fn notes(
    options: &Options,
    compared: &[Compared],
    changes: &[Row],
    telling: &Telling,
) -> Vec<String> {
    let mut notes = Vec::new();
    for of in tellable(compared, telling) {
        let change = of.change;
        let [from, to] = &change.groups;
        let name = format!("the change of {} from {from} to {to}", change.column);
        let is_told = |row: &Row| row.column == change.column && [&row.from, &row.to] == [from, to];
        if !changes.iter().any(is_told) {
            notes.push(format!(
                "{name} has no figure: one of the two has no interval"
            ));
        } else if of.left_out > 0 {
            notes.push(format!(
                "{name} is of the cases checked both times, and leaves out {}: it speaks for others only if it was left \
                 to chance which were checked twice",
                count(of.left_out, options)
            ));
        }
    }
    notes
}
