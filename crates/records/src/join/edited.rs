//! Rows of a list of what was drawn that contradict the others of their stratum: they were changed after the draw.

use std::collections::BTreeMap;

use super::case_list::ListedCase;
use crate::lists::Record;
use tierone_stats::format::plain;

/// Chances that differ by less are one chance, written with few digits.
const ALIKE: f64 = 1e-6;

/// A row, the column, and what the others say.
pub(super) struct Edited {
    pub row: u64,
    pub column: &'static str,
    pub reason: String,
}

/// The rows with another size than most of their stratum, or with another chance where most have that of one simple sample: chances may
/// differ within a stratum, but then they are not all but a few the cases drawn over the cases of the stratum.
pub(super) fn edited(cases: &[ListedCase]) -> Vec<Edited> {
    let mut strata: BTreeMap<&str, Vec<&ListedCase>> = BTreeMap::new();
    let single = |listed: &&ListedCase| listed.record.cluster.is_empty();
    for listed in cases.iter().filter(single) {
        let stratum = strata.entry(&listed.record.stratum);
        stratum.or_default().push(listed);
    }
    let mut edited = Vec::new();
    for listed in strata.values() {
        let sizes = of_counts(listed, "stratum size", |record| record.size);
        let drawn = of_counts(listed, "stratum drawn", |record| record.drawn);
        // Without a right size nothing is known to be wrong with a chance.
        let mut chances = of_chances(listed);
        let counts: Vec<Edited> = sizes.into_iter().chain(drawn).collect();
        chances.retain(|chance| counts.iter().all(|other| other.row != chance.row));
        edited.extend(counts.into_iter().chain(chances));
    }
    edited.sort_by_key(|edited| edited.row);
    edited
}

fn of_counts(
    listed: &[&ListedCase],
    column: &'static str,
    of: impl Fn(&Record) -> Option<u64>,
) -> Vec<Edited> {
    let mut times: BTreeMap<u64, usize> = BTreeMap::new();
    for listed in listed {
        if let Some(count) = of(&listed.record) {
            *times.entry(count).or_default() += 1;
        }
    }
    let usual = times.iter().max_by_key(|(_, times)| **times);
    let is_usual = |times: usize| 2 * times > listed.len() && times < listed.len();
    let Some((usual, _)) = usual.filter(|(_, times)| is_usual(**times)) else {
        return Vec::new();
    };
    let others = listed.iter().filter_map(|listed| {
        let count = of(&listed.record).filter(|count| count != usual)?;
        Some(Edited {
            row: listed.row,
            column,
            reason: format!(
                "{column} {count}, other rows of `{}` say {usual}",
                plain(&listed.record.stratum)
            ),
        })
    });
    others.collect()
}

fn of_chances(listed: &[&ListedCase]) -> Vec<Edited> {
    let simple = |record: &Record| {
        let (size, drawn) = (record.size?, record.drawn.filter(|drawn| *drawn > 0)?);
        Some(size as f64 / drawn as f64)
    };
    let is_simple = |listed: &&&ListedCase| {
        let (weight, simple) = (listed.record.weight, simple(&listed.record));
        let both = weight.zip(simple);
        both.is_some_and(|(weight, simple)| (weight / simple - 1.0).abs() < ALIKE)
    };
    let others: Vec<&&ListedCase> = listed.iter().filter(|one| !is_simple(one)).collect();
    if 10 * others.len() > listed.len() {
        return Vec::new();
    }
    let of = |listed: &&ListedCase| {
        let record = &listed.record;
        let weight = record.weight?;
        Some(Edited {
            row: listed.row,
            column: "inclusion probability",
            reason: format!(
                "a chance of {}, other rows of `{}` have {} of {}",
                1.0 / weight,
                plain(&record.stratum),
                record.drawn?,
                record.size?
            ),
        })
    };
    others.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{cases, request};

    const HEAD: &str = "number,outcome,stratum,stratum_size,stratum_drawn,inclusion_probability\n";

    /// What is said of twenty rows of north of which one is changed.
    fn said(changed: &str) -> Vec<String> {
        let rows: String = (2..21)
            .map(|n| format!("{n},pass,north,200,20,0.1\n"))
            .collect();
        let (_, problems) = cases(&request(), &format!("{HEAD}{changed}\n{rows}")).expect("a list");
        problems.first.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_row_that_contradicts_its_stratum_is_named() {
        assert!(said("1,pass,north,200,20,0.1").is_empty());
        assert_eq!(
            said("1,pass,north,300,20,0.1")[0],
            "row 2, column `stratum_size`: stratum size 300, other rows of `north` say 200"
        );
        assert_eq!(
            said("1,pass,north,200,20,0.5"),
            [
                "row 2, column `inclusion_probability`: a chance of 0.5, other rows of `north` have 20 of 200"
            ]
        );
    }

    #[test]
    fn chances_that_differ_by_design_are_no_fault() {
        // By value, and with a part that is certain to be drawn.
        for chances in [["0.2", "0.3", "0.4"], ["1", "0.25", "0.25"]] {
            let row = |(n, chance)| format!("{n},pass,north,9,3,{chance}\n");
            let rows: String = (1..).zip(chances).map(row).collect();
            let (_, problems) = cases(&request(), &format!("{HEAD}{rows}")).expect("a list");
            assert!(problems.is_empty(), "{:?}", problems.first);
        }
    }
}
