//! What `tierone estimate` says of strata and clusters, held to what can be worked out by hand.

use crate::by_hand::{estimate, figure, file};
use tierone_records::assess::{Asked, Correction, DrawnCase, DrawnSample, Rate, assess};

/// 10 strata of 100 decisions, `checked` of each, two of them wrong, with sizes `off` times what the chances say.
fn ten_strata(checked: usize, off: f64) -> DrawnSample {
    let cases = (0..10 * checked).map(|case| DrawnCase {
        stratum: case / checked,
        size: Some((100.0 * off) as u64),
        weight: Some(100.0 / checked as f64),
        checked: true,
        wrong: Some(case % checked < 2),
        ..DrawnCase::default()
    });
    DrawnSample::new(cases.collect(), false)
}

#[test]
fn strata_are_never_taken_for_clusters() {
    for off in [0.9, 0.98, 1.0, 1.02, 1.05, 1.1, 5.0] {
        let sample = ten_strata(20, off);
        assert_eq!(
            sample.described(),
            "a stratified random sample of 10 strata",
            "{off}"
        );
        let conflict = sample.size_conflict();
        assert_eq!(conflict.is_some(), off != 1.0, "{off} {conflict:?}");
        if let Some(conflict) = conflict {
            assert_eq!((conflict.strata, conflict.implied), (10, 100.0), "{off}");
        }
        // The chances stand.
        assert_eq!(sample.weight(0), Some(5.0), "{off}");
    }
}

#[test]
fn strata_alike_are_as_precise_as_one_simple_sample() {
    for checked in [5, 20, 50, 90, 100] {
        let strata = ten_strata(checked, 1.0);
        let all: Vec<usize> = (0..10 * checked).collect();
        let figure = &assess(&strata, &all, &Asked::default())[0];
        let size = figure.effective.expect("a size");
        let n = 10.0 * checked as f64;
        assert!((size / n - 1.0).abs() < 1e-9, "{size} {n}");
        let mut simple = strata.cases.clone();
        for case in &mut simple {
            (case.stratum, case.size) = (0, Some(1_000));
        }
        let simple = assess(&DrawnSample::new(simple, false), &all, &Asked::default());
        let checkers = Correction {
            finds: Rate::read("80%").expect("a rate"),
            passes: Rate::read("100%").expect("a rate"),
        };
        let [one, other] = [figure, &simple[0]].map(|accuracy| {
            let corrected = checkers.of(accuracy, 0.95).expect("a figure").figure;
            let (low, high) = corrected.interval.expect("an interval");
            high - low
        });
        // Wilson's interval of strata and the exact one of a finite simple sample are not the same, but near.
        assert!(
            (0.8..1.25).contains(&(one / other)),
            "{checked}: {one} {other}"
        );
    }
}

#[test]
fn sizes_of_strata_without_a_weight_are_a_stratified_sample() {
    // 3 of 200 and 3 of 51 cases, with one wrong of each: (200 × 2/3 + 51 × 2/3)/251, and with two wrong of the small one.
    for (wrong, more, expected) in [
        ([1, 1], ",200", 2.0 / 3.0),
        ([1, 2], ",200", (200.0 * 2.0 / 3.0 + 51.0 / 3.0) / 251.0),
        ([1, 2], ",200,3", (200.0 * 2.0 / 3.0 + 51.0 / 3.0) / 251.0),
    ] {
        let header = if more.ends_with(",3") {
            ",stratum,stratum_size,stratum_drawn"
        } else {
            ",stratum,stratum_size"
        };
        let rows = (0..6).map(|case| {
            let (stratum, place) = (case / 3, case % 3);
            let of = [
                format!(",a{more}"),
                format!(",b{}", more.replace("200", "51")),
            ];
            (
                format!("S{case}"),
                place < wrong[stratum],
                of[stratum].clone(),
            )
        });
        let report = estimate(&file(header, rows), "");
        assert_eq!(report["design"], "a stratified random sample of 2 strata");
        let [accuracy, ..] = figure(&report, "all", "accuracy").expect("a figure");
        assert!((accuracy - expected).abs() < 1e-12, "{accuracy} {expected}");
    }
    // A column of chances that is empty says that they are unknown.
    let rows = (0..4).map(|case| (format!("S{case}"), case == 0, ",a,200,".to_owned()));
    let text = file(",stratum,stratum_size,inclusion_probability", rows);
    assert!(
        estimate(&text, "")["design"]
            .to_string()
            .contains("unknown")
    );
}

#[test]
fn clusters_that_are_not_checked_yet_are_stood_for_by_the_others() {
    let rows: String = (0..40)
        .map(|case| {
            let outcome = if case < 30 { "pass" } else { "" };
            format!("S{case},{outcome},,1000,s,c{},20,50\n", case / 10)
        })
        .collect();
    let header = "number,outcome,error,value,stratum,cluster,clusters,cluster size\n";
    let report = estimate(&format!("{header}{rows}"), "").to_string();
    assert!(
        report.contains("10 of 40 cases are not checked yet"),
        "{report}"
    );
    assert!(!report.contains("no figure is of them"), "{report}");
}
