//! How often intervals hold the truth, measured over designs with few errors and unequal sampling fractions.
//!
//! `cargo test --release --test coverage -- --ignored --test-threads 1` runs the studies, 5,000 replications of each cell,
//! and writes `docs/coverage.md`. They are in parts of some minutes, each of which runs over all of every table in
//! `designs/`. `REPLICATIONS=500` takes a quick look and writes nothing; `STUDY=runs` runs one table. What runs by
//! default is a few cells of each.

use crate::designs;

use designs::{
    Coverage, Found, Promise, Row, Said, Studied, clusters, page, programs, rechecks, said, strata,
    study, table, values,
};
use std::collections::BTreeSet;
use std::fs;

/// A study: its name, its designs, and what is said of its intervals.
struct Study {
    name: &'static str,
    rows: Vec<Row>,
    studied: Vec<Studied>,
    replicate: fn(&Row, usize) -> Vec<Coverage>,
}

impl Study {
    /// Every so many rows, from one of them on.
    fn every(mut self, step: usize, start: usize) -> Study {
        self.rows = self.rows.into_iter().skip(start).step_by(step).collect();
        self
    }

    /// A few hundred replications: a mistake shows, a point of coverage does not, so that cells outside what is
    /// promised are left out.
    fn in_short(mut self) {
        self.rows.retain(|row| row.text("outside").is_empty());
        let Found { misses, .. } = study(&self.rows, &self.studied, 300, self.replicate);
        assert!(misses.is_empty(), "{}:\n{}", self.name, misses.join("\n"));
    }
}

/// Replicates every cell 5,000 times, onto the page; or as often as the environment says.
fn at_length(part: &str, studies: Vec<Study>) {
    let told = std::env::var("REPLICATIONS").ok();
    let replications = told.as_ref().map_or(5_000, |n| n.parse().expect("a count"));
    let mut all = Vec::new();
    for Study {
        name,
        rows,
        studied,
        replicate,
    } in studies
    {
        let Found { cells, misses } = study(&rows, &studied, replications, replicate);
        all.extend(misses);
        if told.is_none() {
            page::keep(&format!("{name}{part}"), &rows, &studied, &cells);
        }
    }
    assert!(all.is_empty(), "not as promised:\n{}", all.join("\n"));
}

/// A prime, so that no part has always the same number of errors, or the same shape of amounts.
const PARTS: usize = 11;

fn part(number: usize) {
    let studies = [
        within_strata("strata", table("strata.csv")),
        value_weighted(),
        of_clusters(),
        double(),
        of_runs(),
    ];
    let only = std::env::var("STUDY").ok();
    let studies = studies
        .into_iter()
        .filter(|one| only.as_ref().is_none_or(|name| name == one.name))
        .map(|one| one.every(PARTS, number - 1));
    at_length(&format!("-{number:02}"), studies.collect());
}

use Said::{Fails, Keeps, Shown};

fn within_strata(name: &'static str, rows: Vec<Row>) -> Study {
    let said_of = [
        Keeps(Promise::SHARE),
        Keeps(Promise::WIDE),
        Keeps(Promise::MONEY),
        Keeps(Promise::WIDE),
        Fails(Promise::SHARE),
    ];
    Study {
        name,
        rows,
        studied: said(strata::STUDIED, said_of),
        replicate: |row, replications| {
            let naive = row.text("family") == "targeted";
            strata::Design::of(row).replicate(row.seed(), replications, naive)
        },
    }
}

fn at_random() -> Study {
    within_strata("random", strata::random_rows(strata::FRESH, 40))
}

fn value_weighted() -> Study {
    let said_of = [
        Keeps(Promise::WIDE),
        Keeps(Promise::WIDE),
        Keeps(Promise::MONEY),
        Keeps(Promise::WIDE),
        Keeps(Promise::GUARANTEE),
    ];
    Study {
        name: "values",
        rows: table("values.csv"),
        studied: said(values::STUDIED, said_of),
        replicate: values::replicate,
    }
}

fn of_clusters() -> Study {
    let said_of = [
        Keeps(Promise::SHARE),
        Keeps(Promise::MONEY),
        Keeps(Promise::WIDE),
        Shown,
    ];
    Study {
        name: "clusters",
        rows: table("clusters.csv"),
        studied: said(clusters::STUDIED, said_of),
        replicate: clusters::replicate,
    }
}

fn double() -> Study {
    let said_of = [
        Shown,
        Keeps(Promise::WIDE),
        Keeps(Promise::WIDE),
        Keeps(Promise::MONEY),
        Keeps(Promise::WIDE),
        Shown,
    ];
    Study {
        name: "rechecks",
        rows: table("rechecks.csv"),
        studied: said(rechecks::STUDIED, said_of),
        replicate: rechecks::replicate,
    }
}

fn of_runs() -> Study {
    let said_of = [
        Keeps(Promise::SHARE),
        Keeps(Promise::WIDE),
        Keeps(Promise::MONEY),
        Keeps(Promise::WIDE),
    ];
    Study {
        name: "runs",
        rows: table("programs.csv"),
        studied: said(programs::STUDIED, said_of),
        replicate: programs::replicate,
    }
}

macro_rules! parts {
    ($($name:ident: $number:expr;)*) => {
        $(
            #[test]
            #[ignore = "a study of some minutes"]
            fn $name() {
                part($number);
            }
        )*
    };
}

parts! {
    part_01: 1;
    part_02: 2;
    part_03: 3;
    part_04: 4;
    part_05: 5;
    part_06: 6;
    part_07: 7;
    part_08: 8;
    part_09: 9;
    part_10: 10;
    part_11: 11;
}

#[test]
#[ignore = "a study of some minutes"]
fn designs_drawn_at_random() {
    at_length("", vec![at_random()]);
}

#[test]
#[ignore = "writes"]
fn the_page_again() {
    page::write();
}

#[test]
fn a_few_cells_of_every_study_hold_the_truth_as_often_as_promised() {
    within_strata("strata", table("strata.csv"))
        .every(41, 0)
        .in_short();
    at_random().every(20, 0).in_short();
    value_weighted().every(18, 0).in_short();
    of_clusters().every(16, 1).in_short();
    double().every(18, 1).in_short();
    of_runs().every(9, 2).in_short();
}

#[test]
fn the_page_is_made_of_its_tables_and_means_are_as_promised() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/coverage.md");
    let kept = fs::read_to_string(path).expect("the page is there");
    assert_eq!(kept, page::page(), "run the studies again");
    // Of the tables that make up the grid; designs drawn at random are forty and no grid.
    for study in [
        within_strata("strata", table("strata.csv")),
        value_weighted(),
        of_clusters(),
        double(),
    ] {
        for one in &study.studied {
            let Keeps(promise) = one.said else { continue };
            let inside = |row: &&Row| !row.text("outside").split('|').any(|name| name == one.name);
            let cells: BTreeSet<&str> = study
                .rows
                .iter()
                .filter(inside)
                .map(|row| row.text("cell"))
                .collect();
            // A mean over a handful of cells is theirs, not the grid's.
            let mean = page::mean(&cells, one.name).filter(|(_, cells)| *cells >= 18);
            let (least, most) = promise.mean;
            assert!(
                mean.is_some_and(|(mean, _)| (100.0 * least..=100.0 * most).contains(&mean)),
                "{}, {}: {mean:?}",
                study.name,
                one.name
            );
        }
    }
}

#[test]
fn a_targeted_check_is_unbiased_by_its_weights_and_far_off_without() {
    // α = 0.003 for each of the two designs at fixed seeds.
    for row in table("strata.csv")
        .iter()
        .filter(|row| row.text("family") == "targeted")
    {
        let [weighted, naive] = strata::Design::of(row).biases(row.seed(), 5_000);
        assert!(
            weighted.abs() <= 3.0,
            "{}: {weighted} standard errors",
            row.text("cell")
        );
        assert!(naive > 3.0, "{}: {naive} standard errors", row.text("cell"));
    }
}
