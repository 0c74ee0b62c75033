//! The cases that figures are asked of: all, each group, each period.

use jiff::civil::Date;

use crate::assess::{PeriodLength, named};
use crate::input_error::InputError;
use crate::join::Joined;
use crate::lists::columns::same;
use crate::request::{Cross, Request};
use tierone_stats::format::plain;

/// Cases that figures are asked of.
pub(super) struct Part {
    /// The column that tells them apart; empty for all.
    pub by: String,
    pub name: String,
    pub members: Vec<usize>,
    /// Where it is a period, of what length.
    pub period: Option<PeriodLength>,
}

/// What to do where no case is asked for: which options ask, and how to see what a column has.
fn loosen(request: &Request) -> String {
    let first = request.conditions.first().map(|condition| {
        let column = condition.split(['=', '<', '>', '!']).next();
        column.unwrap_or_default().trim().to_owned()
    });
    let Some(column) = first else {
        return "ask for other days with --closed".into();
    };
    let and = if request.closed.is_some() {
        " and --closed"
    } else {
        ""
    };
    format!(
        "loosen --where{and}; --by '{}' in place of --where shows what the column has",
        plain(&column)
    )
}

/// All cases that are asked for, then those of each group and of each period.
pub(super) fn of(request: &Request, joined: &Joined) -> Result<Vec<Part>, InputError> {
    let crossed = request.crosses.iter().any(|cross| cross.period.is_some());
    // A column of this name would have labels, whatever the days.
    let by_period = request.by.iter().any(|by| {
        let labels = joined.labels(by).unwrap_or_default();
        PeriodLength::named(&by.to_lowercase()).is_some() && labels.iter().all(String::is_empty)
    });
    if (request.closed.is_some() || request.period.is_some() || crossed || by_period)
        && joined.closed.iter().all(Option::is_none)
    {
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
        .help(loosen(request)));
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
    for (place, cross) in request.crosses.iter().enumerate() {
        if !request.crosses[..place].contains(cross) {
            let groups = crossed_groups(cross, joined, &all).into_iter();
            parts.extend(groups.map(|(name, members)| part(&cross.name(), &name, members)));
        }
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

/// The cases of every combination that there is, by a name such as `team 1, 2026-04`.
pub(super) fn crossed_groups(
    cross: &Cross,
    joined: &Joined,
    all: &[usize],
) -> Vec<(String, Vec<usize>)> {
    let mut groups = vec![(Vec::new(), all.to_vec())];
    for column in &cross.columns {
        let split = |(names, members): (Vec<String>, Vec<usize>)| {
            let within = joined.groups(column, &members).into_iter();
            let named = within.map(|(name, members)| {
                let name = if name.is_empty() { "(empty)" } else { name };
                ([&names[..], &[name.to_owned()]].concat(), members)
            });
            named.collect::<Vec<_>>()
        };
        groups = groups.into_iter().flat_map(split).collect();
    }
    if let Some(period) = cross.period {
        let split = |(names, members): (Vec<String>, Vec<usize>)| {
            let days: Vec<Option<Date>> = members.iter().map(|case| joined.closed[*case]).collect();
            let within = named(period, &days).into_iter();
            let named = within.map(|(name, places)| {
                let members = places.iter().map(|place| members[*place]).collect();
                ([&names[..], &[name]].concat(), members)
            });
            named.collect::<Vec<_>>()
        };
        groups = groups.into_iter().flat_map(split).collect();
    }
    let named = groups.into_iter();
    named
        .map(|(names, members)| (names.join(", "), members))
        .collect()
}
