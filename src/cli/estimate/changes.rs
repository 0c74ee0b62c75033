//! How far figures change from one group to another.

use crate::assess::{self, Asked, Sample};

use super::super::exit::Failure;
use super::join::Gathered;
use super::options::Options;
use super::telling::Telling;
use super::{Changed, signals};

/// The cases of both groups of every change.
pub(super) fn sides(
    options: &Options,
    gathered: &Gathered,
    sample: &Sample,
    all: &[usize],
) -> Result<Vec<[Vec<usize>; 2]>, Failure> {
    let mut sides = Vec::new();
    for change in &options.change {
        let groups = signals::groups(gathered, &change.column, all);
        let members = change.groups.each_ref().map(|name| -> Vec<usize> {
            let alike = groups
                .iter()
                .filter(|(label, _)| label.eq_ignore_ascii_case(name));
            alike.flat_map(|(_, cases)| cases).copied().collect()
        });
        for (members, name) in members.iter().zip(&change.groups) {
            if !members.iter().any(|case| sample.cases[*case].checked) {
                let known: Vec<&str> = groups.into_keys().filter(|name| !name.is_empty()).collect();
                // Names of groups may be what is not to be told.
                let help = if options.suppress_below > 1 || known.is_empty() {
                    format!("--by '{}' tells the groups", change.column)
                } else {
                    format!("there are {}", known[..known.len().min(20)].join(", "))
                };
                let column = &change.column;
                let why = format!("no checked case has `{name}` in `{column}`");
                return Err(Failure::input(why).help(help));
            }
        }
        if members[0] == members[1] {
            return Err(Failure::input(format!(
                "`{}` and `{}` are one group of `{}`",
                change.groups[0], change.groups[1], change.column
            ))
            .help("name two groups"));
        }
        sides.push(members);
    }
    Ok(sides)
}

/// The changes that may be told, of every figure that both groups have.
pub(super) fn told(
    options: &Options,
    sample: &Sample,
    asked: &Asked,
    sides: &[[Vec<usize>; 2]],
    telling: &Telling,
) -> Vec<Changed> {
    let mut changes = Vec::new();
    let asked_for = options.change.iter().zip(sides).zip(&telling.changes);
    for ((change, sides), _) in asked_for.filter(|(_, told)| **told) {
        for (figure, moved) in assess::changes(sample, &sides[0], &sides[1], asked) {
            changes.push(Changed {
                column: change.column.clone(),
                groups: change.groups.clone(),
                figure,
                change: moved,
            });
        }
    }
    changes
}
