//! Changes from one group to another.

use std::collections::BTreeSet;

use crate::assess::{self, Asked, Sample};
use crate::records::columns::same;

use super::super::exit::Failure;
use super::Changed;
use super::join::Gathered;
use super::options::Options;

/// Each change that is asked for, of every figure that both groups have.
pub(super) fn told(
    options: &Options,
    gathered: &Gathered,
    sample: &Sample,
    asked: &Asked,
    all: &[usize],
) -> Result<Vec<Changed>, Failure> {
    let mut changes = Vec::new();
    for change in &options.change {
        let labels = gathered
            .labels
            .iter()
            .find(|(column, _)| same(column, &change.column));
        let labels = labels.map_or(&[][..], |(_, labels)| labels.as_slice());
        let groups = change.groups.each_ref().map(|name| {
            let of = all
                .iter()
                .copied()
                .filter(|case| labels[*case].eq_ignore_ascii_case(name));
            let members: Vec<usize> = of.collect();
            let checked = members
                .iter()
                .filter(|case| sample.cases[**case].checked)
                .count() as u64;
            (checked, members)
        });
        for ((checked, _), name) in groups.iter().zip(&change.groups) {
            if *checked == 0 {
                let known: BTreeSet<&str> = all.iter().map(|case| labels[*case].as_str()).collect();
                let known: Vec<&str> = known.into_iter().take(20).collect();
                return Err(Failure::input(format!(
                    "no checked case has `{name}` in `{}`",
                    change.column
                ))
                .help(format!("there are {}", known.join(", "))));
            }
        }
        let [(first, earlier), (second, later)] = &groups;
        if (*first).min(*second) < options.suppress_below {
            continue;
        }
        for (figure, moved) in assess::changes(sample, earlier, later, asked) {
            changes.push(Changed {
                column: change.column.clone(),
                groups: change.groups.clone(),
                figure,
                change: moved,
            });
        }
    }
    Ok(changes)
}
