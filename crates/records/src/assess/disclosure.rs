//! Primary and secondary suppression: which groups a report leaves out, so that small ones do not show and cannot be worked
//! out from the others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::span::{Span, is_part};

/// A group of checks that could be reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The breakdown that it is of: groups of one breakdown have no check in common.
    pub breakdown: usize,
    /// What is reported first where not everything can be: 0 before 1.
    pub rank: u8,
    /// Its checks, each by its number.
    pub checks: Vec<usize>,
}

/// What becomes of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is reported.
    Reported,
    /// It has too few cases: left out first.
    Primary,
    /// Others could be worked out from it: left out second.
    Secondary,
}

/// Says of every group whether it is reported, where each check is one of `case_of` it: a case may be checked twice.
///
/// Groups with fewer than `least` cases, and at least one, are left out. The others are taken by rank and, within a rank,
/// from the largest to the smallest. Each is reported unless with those reported before it
///
/// * a group less all of its parts by one breakdown would leave fewer than `least` cases: so two groups at least are left
///   out of it, with `least` cases together, the smallest first;
/// * any adding and subtracting, over all breakdowns, would give a group that is left out for having few.
///
/// How many cases a group has may still follow where it is reported as one with few, but nothing of what was found in it.
///
/// # Source
/// Hundepool et al. (2012), Statistical Disclosure Control, chapters 4 and 5, for the threshold rule, secondary suppression
/// and linked tables; Langsrud (2024), doi:10.1007/978-3-031-69651-0_6, for taking groups one by one as long as elimination
/// gives none of those left out.
pub fn suppress(cells: &[Cell], least: u64, case_of: impl Fn(usize) -> usize) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Reported; cells.len()];
    if least <= 1 {
        return verdicts;
    }
    let least = usize::try_from(least).unwrap_or(usize::MAX);
    let tables = Tables::new(cells, case_of);
    let all = 0..cells.len();
    let (few, mut order): (Vec<usize>, Vec<usize>) = all
        .filter(|cell| tables.sizes[*cell] > 0)
        .partition(|cell| tables.sizes[*cell] < least);
    order.sort_by_key(|cell| (cells[*cell].rank, Reverse(tables.sizes[*cell])));
    let mut span = Span::new(&tables.atoms, &few);
    for cell in few {
        verdicts[cell] = Verdict::Primary;
    }
    // Those reported, each with the atoms that its parts by each breakdown leave of it.
    let mut reported: Vec<(usize, BTreeMap<usize, Vec<usize>>)> = Vec::new();
    for cell in order {
        let (breakdown, own) = (cells[cell].breakdown, &tables.atoms[cell]);
        let mut rests: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (part, _) in reported
            .iter()
            .filter(|(part, _)| tables.holds(cell, *part))
        {
            let rest = rests.entry(cells[*part].breakdown);
            without(rest.or_insert_with(|| own.clone()), &tables.atoms[*part]);
        }
        let wholes =
            |whole: usize| cells[whole].breakdown != breakdown && tables.holds(whole, cell);
        let above = reported.iter().filter(|(whole, _)| wholes(*whole));
        let mut left = above.map(|(whole, rests)| {
            let rest = rests.get(&breakdown).unwrap_or(&tables.atoms[*whole]);
            rest.iter().filter(|atom| own.binary_search(atom).is_err())
        });
        if left.any(|rest| tables.are_few(rest, least))
            || rests.values().any(|rest| tables.are_few(rest, least))
            || !span.take(cell)
        {
            verdicts[cell] = Verdict::Secondary;
            continue;
        }
        for (whole, rests) in reported.iter_mut().filter(|(whole, _)| wholes(*whole)) {
            let rest = rests.entry(breakdown);
            without(rest.or_insert_with(|| tables.atoms[*whole].clone()), own);
        }
        reported.push((cell, rests));
    }
    verdicts
}

/// Takes atoms out of others; both are in order.
fn without(atoms: &mut Vec<usize>, out: &[usize]) {
    atoms.retain(|atom| out.binary_search(atom).is_err());
}

/// Groups by atoms: checks that are in the same groups are one.
struct Tables {
    /// By group, in order.
    atoms: Vec<Vec<usize>>,
    /// By atom, the cases that were checked.
    cases: Vec<BTreeSet<usize>>,
    /// Cases by group.
    sizes: Vec<usize>,
}

impl Tables {
    fn new(cells: &[Cell], case_of: impl Fn(usize) -> usize) -> Self {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, cell) in cells.iter().enumerate() {
            for check in &cell.checks {
                groups.entry(*check).or_default().push(place);
            }
        }
        let mut alike: BTreeMap<Vec<usize>, BTreeSet<usize>> = BTreeMap::new();
        for (check, places) in groups {
            alike.entry(places).or_default().insert(case_of(check));
        }
        let mut tables = Self {
            atoms: vec![Vec::new(); cells.len()],
            cases: Vec::new(),
            sizes: Vec::new(),
        };
        for (atom, (places, cases)) in alike.into_iter().enumerate() {
            for place in places {
                tables.atoms[place].push(atom);
            }
            tables.cases.push(cases);
        }
        tables.sizes = cells
            .iter()
            .map(|cell| {
                let cases: BTreeSet<usize> = cell.checks.iter().map(|c| case_of(*c)).collect();
                cases.len()
            })
            .collect();
        tables
    }

    fn holds(&self, whole: usize, part: usize) -> bool {
        is_part(&self.atoms[part], &self.atoms[whole])
    }

    /// Whether atoms have fewer than `least` cases together, and at least one.
    fn are_few<'a>(&self, atoms: impl IntoIterator<Item = &'a usize>, least: usize) -> bool {
        let mut cases: BTreeSet<usize> = BTreeSet::new();
        for atom in atoms {
            cases.extend(self.cases[*atom].iter().take(least));
            if cases.len() >= least {
                return false;
            }
        }
        !cases.is_empty()
    }
}
