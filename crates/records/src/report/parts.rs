//! The cases that figures are asked of: all, each group, each period.

use jiff::civil::Date;

use crate::assess::{Period, named};
use crate::input_error::InputError;
use crate::join::Joined;
use crate::lists::columns::same;
use crate::request::Request;
use tierone_stats::format::plain;

/// Cases that figures are asked of.
pub(super) struct Part {
    /// The column that tells them apart; empty for all.
    pub by: String,
    pub name: String,
    pub members: Vec<usize>,
    /// Where it is a period, of what length.
    pub period: Option<Period>,
}

/// All cases that are asked for, then those of each group and of each period.
pub(super) fn of(request: &Request, joined: &Joined) -> Result<Vec<Part>, InputError> {
    if (request.closed || request.period.is_some()) && joined.closed.iter().all(Option::is_none) {
        return Err(InputError::new("no case has a close date").help(
            "tell where it stands with --map 'close date=…', or name the drawn.csv with --sample",
        ));
    }
    let inside = joined.inside.iter().enumerate();
    let all: Vec<usize> = inside
        .filter_map(|(case, inside)| inside.then_some(case))
        .collect();
    if all.is_empty() && !joined.inside.is_empty() {
        return Err(InputError::new(format!(
            "none of {} cases meets the conditions",
            joined.inside.len()
        ))
        .help("loosen --where and --closed"));
    }
    let part = |by: &str, name: &str, members| Part {
        by: by.to_owned(),
        name: if name.is_empty() {
            "(empty)".into()
        } else {
            plain(name)
        },
        members,
        period: None,
    };
    let mut parts = vec![part("", "all", all.clone())];
    // One check at a time.
    let changes = request.changes.iter().filter(|_| joined.repeated);
    let columns = request
        .by
        .iter()
        .chain(changes.map(|change| &change.column));
    let columns: Vec<&String> = columns.collect();
    for (place, column) in columns.iter().enumerate() {
        if columns[..place].iter().any(|before| same(before, column)) {
            continue;
        }
        let groups = joined.groups(column, &all).into_iter();
        parts.extend(groups.map(|(name, members)| part(column, name, members)));
    }
    if let Some(period) = request.period {
        let days: Vec<Option<Date>> = all.iter().map(|case| joined.closed[*case]).collect();
        for (name, places) in named(period, &days) {
            let members: Vec<usize> = places.iter().map(|place| all[*place]).collect();
            parts.push(Part {
                period: Some(period),
                ..part("period", &name, members)
            });
        }
    }
    Ok(parts)
}
