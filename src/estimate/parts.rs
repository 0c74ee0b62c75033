//! The cases that figures are asked of: all, each group, each period.

use std::collections::BTreeMap;

use jiff::civil::Date;

use tierone_records::assess::{Period, named};
use tierone_records::lists::columns::same;

use super::super::exit::Failure;
use super::super::terminal;
use super::join::Gathered;
use super::options::Options;

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
pub(super) fn of(options: &Options, gathered: &Gathered) -> Result<Vec<Part>, Failure> {
    if (options.closed.is_some() || options.period.is_some())
        && gathered.closed.iter().all(Option::is_none)
    {
        return Err(Failure::input("no case has a close date").help(
            "tell where it stands with --map 'close date=…', or name the drawn.csv with --sample",
        ));
    }
    let inside = gathered.inside.iter().enumerate();
    let all: Vec<usize> = inside
        .filter_map(|(case, inside)| inside.then_some(case))
        .collect();
    if all.is_empty() && !gathered.inside.is_empty() {
        return Err(Failure::input(format!(
            "none of {} cases meets the conditions",
            gathered.inside.len()
        ))
        .help("loosen --where and --closed"));
    }
    let part = |by: &str, name: &str, members| Part {
        by: by.to_owned(),
        name: if name.is_empty() {
            "(empty)".into()
        } else {
            terminal::plain(name)
        },
        members,
        period: None,
    };
    let mut parts = vec![part("", "all", all.clone())];
    // One check at a time.
    let changes = options.change.iter().filter(|_| gathered.repeated);
    let columns = options
        .by
        .iter()
        .chain(changes.map(|change| &change.column));
    let columns: Vec<&String> = columns.collect();
    for (place, column) in columns.iter().enumerate() {
        if columns[..place].iter().any(|before| same(before, column)) {
            continue;
        }
        let groups = groups(gathered, column, &all).into_iter();
        parts.extend(groups.map(|(name, members)| part(column, name, members)));
    }
    if let Some(period) = options.period {
        let days: Vec<Option<Date>> = all.iter().map(|case| gathered.closed[*case]).collect();
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

/// Cases by what stands in a column.
pub(super) fn groups<'g>(
    gathered: &'g Gathered,
    column: &str,
    all: &[usize],
) -> BTreeMap<&'g str, Vec<usize>> {
    let labels = gathered
        .labels
        .iter()
        .find(|(known, _)| same(known, column));
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for case in all {
        let label = labels.map_or("", |(_, labels)| labels[*case].as_str());
        groups.entry(label).or_default().push(*case);
    }
    groups
}
