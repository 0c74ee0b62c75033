//! How often intervals hold the truth, measured over designs with few errors and unequal sampling fractions.
//!
//! Run with `cargo test --release --test coverage -- --ignored --nocapture`; it prints a row a cell. The designs are the
//! tables in `tests/designs/`. `REPLICATIONS=500` makes a quick look of it.

mod designs;

use designs::{Promise, Studied, clusters, rechecks, strata, study, table, values};

fn promised<const N: usize>(
    names: [&'static str; N],
    promises: [Option<Promise>; N],
) -> Vec<Studied> {
    let pairs = names.into_iter().zip(promises);
    pairs
        .map(|(name, promise)| Studied { name, promise })
        .collect()
}

#[test]
#[ignore = "a study of some minutes"]
fn samples_within_strata() {
    let promises = [
        Some(Promise::SHARE),
        Some(Promise::CLOSED),
        Some(Promise::MONEY),
        Some(Promise::CLOSED),
        None,
    ];
    let studied = promised(strata::STUDIED, promises);
    study(&table("strata.csv"), &studied, |row, replications| {
        let design = strata::Design::of(row);
        design.replicate(row.seed(), replications, row.text("family") == "targeted")
    });
}

#[test]
#[ignore = "a study of some minutes"]
fn value_weighted_samples() {
    let promises = [
        Some(Promise::CLOSED),
        Some(Promise::CLOSED),
        Some(Promise::MONEY_ELSEWHERE),
        Some(Promise::CLOSED),
        Some(Promise::GUARANTEE),
    ];
    let studied = promised(values::STUDIED, promises);
    study(&table("values.csv"), &studied, values::replicate);
}

#[test]
#[ignore = "a study of some minutes"]
fn samples_of_clusters() {
    let promises = [
        Some(Promise::CLOSED),
        Some(Promise::MONEY_ELSEWHERE),
        Some(Promise::CLOSED),
        None,
    ];
    let studied = promised(clusters::STUDIED, promises);
    study(&table("clusters.csv"), &studied, clusters::replicate);
}

#[test]
#[ignore = "a study of some minutes"]
fn double_samples() {
    let promises = [
        None,
        Some(Promise::CLOSED),
        Some(Promise::CLOSED),
        Some(Promise::MONEY_ELSEWHERE),
        Some(Promise::CLOSED),
        None,
    ];
    let studied = promised(rechecks::STUDIED, promises);
    study(&table("rechecks.csv"), &studied, rechecks::replicate);
}

#[test]
#[ignore = "a study of some minutes"]
fn samples_within_strata_drawn_at_random() {
    let promises = [
        Some(Promise::SHARE),
        Some(Promise::CLOSED),
        Some(Promise::MONEY),
        Some(Promise::CLOSED),
        None,
    ];
    let studied = promised(strata::STUDIED, promises);
    // A seed first used after the last change of method, so nothing was fitted to these designs.
    study(
        &strata::random_rows(98, 40),
        &studied,
        |row, replications| strata::Design::of(row).replicate(row.seed(), replications, false),
    );
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
