//! Groups that are left out for being small cannot be worked out from what is told: the decisions alone.

use crate::leaks;

use std::collections::BTreeSet;

use leaks::{few, rank, stream};
use rand::RngExt;
use tierone_records::assess::{Cell, Verdict, suppress};

/// All cases first, then a breakdown a list: by case, the group that it is in.
fn cells(cases: usize, breakdowns: &[Vec<Option<usize>>]) -> Vec<Cell> {
    let mut cells = vec![Cell {
        breakdown: 0,
        rank: 0,
        checks: (0..cases).collect(),
    }];
    for (breakdown, groups) in breakdowns.iter().enumerate() {
        let count = groups.iter().flatten().max().map_or(0, |group| group + 1);
        cells.extend((0..count).map(|group| {
            Cell {
                breakdown: breakdown + 1,
                rank: 0,
                checks: (0..cases)
                    .filter(|case| groups[*case] == Some(group))
                    .collect(),
            }
        }));
    }
    cells
}

/// One breakdown of groups of these sizes, without the total.
fn of_sizes(sizes: &[usize], least: u64) -> Vec<Verdict> {
    let mut from = 0;
    let mut cells: Vec<Cell> = Vec::new();
    for size in sizes {
        cells.push(Cell {
            breakdown: 1,
            rank: 0,
            checks: (from..from + size).collect(),
        });
        from += size;
    }
    cells.push(Cell {
        breakdown: 0,
        rank: 0,
        checks: (0..from).collect(),
    });
    let mut verdicts = suppress(&cells, least, |check| check);
    verdicts.pop();
    verdicts
}

/// Nothing that is left out for having few is a sum of what is told, and no group less its parts leaves few: of checks
/// that are each one of a case, as `case_of` says.
fn check(cells: &[Cell], cases: usize, least: u64, case_of: impl Fn(usize) -> usize) {
    let verdicts = suppress(cells, least, &case_of);
    let size = |checks: &[usize]| {
        let cases: BTreeSet<usize> = checks.iter().map(|check| case_of(*check)).collect();
        cases.len()
    };
    let row = |cell: &Cell| -> Vec<i128> {
        let mut row = vec![0; cases];
        cell.checks.iter().for_each(|case| row[*case] = 1);
        row
    };
    let of = |verdict: Verdict| {
        cells
            .iter()
            .zip(&verdicts)
            .filter(move |(_, v)| **v == verdict)
    };
    let told: Vec<Vec<i128>> = of(Verdict::Reported).map(|(cell, _)| row(cell)).collect();
    let known = rank(told.clone());
    for (cell, verdict) in cells.iter().zip(&verdicts) {
        let small = !cell.checks.is_empty() && (size(&cell.checks) as u64) < least;
        assert_eq!(small, *verdict == Verdict::Primary);
        if small {
            let with = [&told[..], &[row(cell)]].concat();
            assert_eq!(rank(with), known + 1, "{cell:?} of {cells:?}");
        }
    }
    for (whole, _) in of(Verdict::Reported) {
        for breakdown in 0..=cells.iter().map(|cell| cell.breakdown).max().unwrap_or(0) {
            let parts = of(Verdict::Reported).map(|(cell, _)| cell);
            let parts = parts.filter(|cell| {
                cell.breakdown == breakdown
                    && cell.checks.iter().all(|case| whole.checks.contains(case))
            });
            let parts: BTreeSet<usize> = parts.flat_map(|cell| cell.checks.clone()).collect();
            let rest = whole.checks.iter().filter(|check| !parts.contains(check));
            let rest = size(&rest.copied().collect::<Vec<usize>>());
            assert!(rest == 0 || rest as u64 >= least, "{rest} of {whole:?}");
        }
    }
}

#[test]
fn of_one_breakdown_two_groups_at_least_are_left_out_with_enough_cases_together() {
    let mut covered = 0;
    for trial in 0..3_000 {
        let mut stream = stream(trial);
        let least = 2 + few(&mut stream, 20.0);
        let count = 1 + few(&mut stream, 12.0);
        let sizes: Vec<usize> = (0..count)
            .map(|_| few(&mut stream, 3.0 * least as f64))
            .collect();
        let verdicts = of_sizes(&sizes, least as u64);
        let out: Vec<usize> = (0..count)
            .filter(|group| verdicts[*group] != Verdict::Reported)
            .map(|group| sizes[group])
            .collect();
        let total: usize = sizes.iter().sum();
        let message = format!("{sizes:?} below {least}: {verdicts:?}");
        for (size, verdict) in sizes.iter().zip(&verdicts) {
            assert_eq!(
                *size > 0 && *size < least,
                *verdict == Verdict::Primary,
                "{message}"
            );
        }
        if out.is_empty() || total < least {
            continue;
        }
        assert!(out.len() >= 2, "{message}");
        assert!(out.iter().sum::<usize>() >= least, "{message}");
        // Those left out second are the smallest of the others, and no more than it takes.
        let of = |wanted: Verdict| -> Vec<usize> {
            let mut of: Vec<usize> = (0..count)
                .filter(|group| verdicts[*group] == wanted && sizes[*group] > 0)
                .map(|group| sizes[group])
                .collect();
            of.sort_unstable();
            of
        };
        let (covering, told) = (of(Verdict::Secondary), of(Verdict::Reported));
        if let Some(largest) = covering.last() {
            covered += 1;
            assert!(told.first().is_none_or(|smallest| smallest >= largest));
            let left: Vec<usize> = of(Verdict::Primary)
                .into_iter()
                .chain(covering[..covering.len() - 1].iter().copied())
                .collect();
            assert!(is_known(&left, least), "{message}: one too many");
        }
        // With everything left out nothing is left to hide behind.
        assert!(told.is_empty() || !is_known(&out, least), "{message}");
    }
    assert!(covered > 400, "{covered} trials had a group to cover with");
}

/// Whether the results of one group of those left out, or of few cases, follow from those of all.
fn is_known(sizes: &[usize], least: usize) -> bool {
    sizes.len() < 2 || sizes.iter().sum::<usize>() < least
}

#[test]
fn the_next_smallest_covers() {
    use Verdict::{Primary, Reported, Secondary};
    assert_eq!(of_sizes(&[40, 10, 3], 5), [Reported, Secondary, Primary]);
    assert_eq!(
        of_sizes(&[40, 10, 3, 4], 5),
        [Reported, Reported, Primary, Primary]
    );
    assert_eq!(
        of_sizes(&[40, 10, 1, 2], 5),
        [Reported, Secondary, Primary, Primary]
    );
    // Nobody is behind a group in which nothing is checked.
    assert_eq!(of_sizes(&[40, 0, 3], 5), [Secondary, Reported, Primary]);
    assert_eq!(of_sizes(&[40, 10, 3], 1), [Reported; 3]);
    assert_eq!(of_sizes(&[], 5), []);
}

#[test]
fn nothing_left_out_is_a_sum_of_what_several_breakdowns_tell() {
    for trial in 0..400 {
        let mut stream = stream(trial);
        let cases = 10 + few(&mut stream, 50.0);
        let least = 2 + few(&mut stream, 8.0) as u64;
        let mut breakdowns: Vec<Vec<Option<usize>>> = Vec::new();
        for breakdown in 0..3 {
            let count = 2.0 + few(&mut stream, 7.0) as f64;
            let mut groups: Vec<Option<usize>> =
                (0..cases).map(|_| Some(few(&mut stream, count))).collect();
            match (breakdown, stream.random_range(0..4)) {
                // Some have no name in a column, groups of one lie in one of another, or are the same but for a few.
                (_, 0) => groups[0] = None,
                (1.., 1) => {
                    let inner: Vec<Option<usize>> = breakdowns[0].clone();
                    groups = inner.iter().map(|group| group.map(|g| g / 2)).collect();
                }
                (1.., 2) => {
                    groups = breakdowns[breakdown - 1].clone();
                    groups[cases / 2] = Some(0);
                }
                _ => {}
            }
            breakdowns.push(groups);
        }
        check(&cells(cases, &breakdowns), cases, least, |check| check);
        // Some cases are checked twice or more.
        let of: Vec<usize> = (0..cases).map(|_| few(&mut stream, cases as f64)).collect();
        check(&cells(cases, &breakdowns), cases, least, |check| of[check]);
    }
}

#[test]
fn nothing_left_out_is_a_difference_of_periods_that_overlap() {
    for trial in 0..200 {
        let mut stream = stream(trial);
        let months: Vec<usize> = (0..15).map(|_| few(&mut stream, 9.0)).collect();
        let of: Vec<usize> = months
            .iter()
            .enumerate()
            .flat_map(|(month, size)| vec![month; *size])
            .collect();
        let by_month: Vec<Option<usize>> = of.iter().copied().map(Some).collect();
        let mut all = cells(of.len(), &[by_month]);
        for first in 0..4 {
            let window = |month: usize| (first..first + 12).contains(&month);
            all.push(Cell {
                breakdown: 2 + first,
                rank: 0,
                checks: (0..of.len()).filter(|case| window(of[*case])).collect(),
            });
        }
        let least = 2 + few(&mut stream, 5.0) as u64;
        check(&all, of.len(), least, |check| check);
    }
}

#[test]
fn two_thousand_people_are_decided_on_at_once() {
    let mut stream = stream(0);
    let cases = 24_000;
    let mut groups = |count: f64| -> Vec<Option<usize>> {
        (0..cases).map(|_| Some(few(&mut stream, count))).collect()
    };
    let breakdowns = [groups(2_000.0), groups(12.0), groups(40.0)];
    let cells = cells(cases, &breakdowns);
    let verdicts = suppress(&cells, 5, |check| check);
    assert!(verdicts.contains(&Verdict::Primary) && verdicts[0] == Verdict::Reported);
}
