//! How often intervals hold the truth, measured over designs with few errors and unequal sampling fractions.
//!
//! `cargo test --release --test coverage -- --ignored --test-threads 1` runs the studies, 5,000 replications of each cell,
//! and writes `docs/coverage.md`. `REPLICATIONS=500` takes a quick look and writes nothing; a name runs one of them. The
//! designs are the tables in `tests/designs/`. What runs by default is a few cells of each.

mod designs;

use designs::{
    Coverage, Promise, Row, Said, Studied, clusters, page, programs, rechecks, said, strata, study,
    table, values,
};
use std::fs;

/// A study: the name of its table of cells, its designs, and what is said of its intervals.
struct Study {
    name: &'static str,
    rows: Vec<Row>,
    studied: Vec<Studied>,
    replicate: fn(&Row, usize) -> Vec<Coverage>,
}

impl Study {
    /// All cells, 5,000 times each, on the page; or as often as the environment says.
    fn at_length(self) {
        let told = std::env::var("REPLICATIONS").ok();
        let replications = told.as_ref().map_or(5_000, |n| n.parse().expect("a count"));
        let cells = study(&self.rows, &self.studied, replications, self.replicate);
        if told.is_none() {
            page::keep(self.name, &self.rows, &self.studied, &cells);
        }
    }

    /// Every so many cells, a few hundred times: a mistake shows, a point of coverage does not.
    fn in_short(mut self, every: usize) {
        let mut place = 0;
        self.rows.retain(|_| {
            place += 1;
            place % every == 1
        });
        study(&self.rows, &self.studied, 300, self.replicate);
    }
}

use Said::{Fails, Keeps};

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

/// Every fourth row of the grid from a start, so that each part runs over all of it.
fn part_of_strata(name: &'static str, start: usize) -> Study {
    let rows = table("strata.csv").into_iter();
    within_strata(name, rows.skip(start).step_by(5).collect())
}

/// A seed first used after the last change of method, so nothing was fitted to these designs.
const FRESH: u64 = 98;

fn at_random() -> Study {
    within_strata("random", strata::random_rows(FRESH, 40))
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
        Fails(Promise::SHARE),
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
        Keeps(Promise::SHARE),
        Keeps(Promise::WIDE),
        Keeps(Promise::WIDE),
        Keeps(Promise::MONEY),
        Keeps(Promise::WIDE),
        Fails(Promise::SHARE),
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

macro_rules! at_length {
    ($($name:ident: $study:expr;)*) => {
        $(
            #[test]
            #[ignore = "a study of some minutes"]
            fn $name() {
                $study.at_length();
            }
        )*
    };
}

at_length! {
    samples_within_strata_1: part_of_strata("strata-1", 0);
    samples_within_strata_2: part_of_strata("strata-2", 1);
    samples_within_strata_3: part_of_strata("strata-3", 2);
    samples_within_strata_4: part_of_strata("strata-4", 3);
    samples_within_strata_5: part_of_strata("strata-5", 4);
    samples_within_strata_drawn_at_random: at_random();
    value_weighted_samples: value_weighted();
    samples_of_clusters: of_clusters();
    double_samples: double();
    runs_of_every_method: of_runs();
}

#[test]
fn a_few_cells_of_every_study_hold_the_truth_as_often_as_promised() {
    within_strata("strata", table("strata.csv")).in_short(41);
    at_random().in_short(20);
    value_weighted().in_short(18);
    of_clusters().in_short(16);
    double().in_short(18);
    of_runs().in_short(9);
}

#[test]
fn the_page_is_made_of_its_tables() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/coverage.md");
    let kept = fs::read_to_string(path).expect("the page is there");
    assert_eq!(kept, page::page(), "run the studies again");
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
