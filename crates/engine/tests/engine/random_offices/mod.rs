//! Facts against simulations of offices drawn at random: every method, feature and cut, and no feedback.
//!
//! Each fact that some measure shows is compared with it, or is unknown with its reason. `drawing` draws an office as
//! the text of a scenario; `comparing` lays its facts beside its measures; `single` has offices made for one thing each.

mod comparing;
mod drawing;
mod single;

use std::collections::BTreeMap;

use comparing::{Compared, Outcome};
use tierone_stats::distribution::normal_quantile;

/// Probability that a sweep over facts that are all right fails: α, shared out over the comparisons.
const ALPHA: f64 = 0.01;

/// Share of the facts that some measure shows which are known.
const KNOWN: f64 = 0.8;

/// Compares some offices, prints what is known and what is not, and returns the comparisons.
fn sweep(seed: u64, offices: impl Iterator<Item = u32>, replications: u32) -> Vec<Compared> {
    let mut all = Vec::new();
    for number in offices {
        let text = drawing::office(seed, number);
        println!("office {number}\n{text}");
        let compared = comparing::compare(&text, number, replications);
        all.extend(compared);
    }
    let mut by_kind: BTreeMap<&str, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    let (mut known, mut unknown) = (0, 0);
    for of in &all {
        let kind = by_kind.entry(of.kind).or_default();
        match of.outcome {
            Outcome::Known { .. } => {
                kind.0 += 1;
                known += 1;
            }
            Outcome::Unknown(reason) => {
                *kind.1.entry(reason).or_default() += 1;
                unknown += 1;
            }
        }
    }
    for (kind, (known, unknown)) in &by_kind {
        println!("{kind}: {known} known; {unknown:?}");
    }
    let share = 100.0 * known as f64 / (known + unknown) as f64;
    println!("{known} facts compared, {share:.1} % of those that a measure shows");
    // No number of replications says a difference that is nought to within a share of itself.
    let unsure = |of: &&Compared| {
        matches!(of.outcome, Outcome::Known { mean, error, .. }
            if 4.0 * error > 1.001 * comparing::PRECISION * mean.abs() && !of.kind.contains("bias"))
    };
    let mut wide: BTreeMap<&str, usize> = BTreeMap::new();
    for of in all.iter().filter(unsure) {
        *wide.entry(of.kind).or_default() += 1;
    }
    println!("four standard errors are above 5 % of the figure: {wide:?}");
    all
}

/// Panics where a fact is farther from its measure than chance allows.
fn hold(all: &[Compared]) {
    let known = all
        .iter()
        .filter(|of| matches!(of.outcome, Outcome::Known { .. }));
    let count = known.clone().count();
    let bound = normal_quantile(1.0 - ALPHA / (2 * count) as f64).max(4.0);
    let apart: Vec<String> = known
        .filter_map(|of| match of.outcome {
            Outcome::Known { mean, error, fact } => {
                let off = (mean - fact).abs();
                // Equal to rounding is equal.
                let apart = off > bound * error && off > 1e-9 * fact.abs().max(1.0);
                let z = (mean - fact) / error;
                (apart || off.is_nan()).then(|| {
                    let (number, kind, what) = (of.office, of.kind, &of.what);
                    format!("office {number}, {kind}, {what}: {mean:.5} ± {error:.5}, fact {fact:.5}, z = {z:.1}")
                })
            }
            Outcome::Unknown(_) => None,
        })
        .collect();
    assert!(
        apart.is_empty(),
        "{} of {count} apart (bound {bound:.2}):\n{}",
        apart.len(),
        apart.join("\n")
    );
}

#[test]
fn facts_of_a_few_random_offices_are_what_simulations_say() {
    hold(&sweep(41, 0..4, 200));
}

/// Sixty offices, or `FROM` and `TO` other ones; `REPLICATIONS` at most, fewer where four standard errors are 5 % of every figure.
#[test]
#[ignore = "many minutes: sixty offices at length"]
fn facts_of_sixty_random_offices_are_what_simulations_say() {
    let number = |name: &str, usual: u32| {
        std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
    };
    let offices = number("FROM", 0)..number("TO", 60);
    let seed = number("SEED", 41).into();
    let all = sweep(seed, offices, number("REPLICATIONS", 20_000));
    hold(&all);
    let known = all
        .iter()
        .filter(|of| matches!(of.outcome, Outcome::Known { .. }));
    let share = known.count() as f64 / all.len() as f64;
    assert!(share >= KNOWN, "only {share:.3} of the facts are known");
}

/// An office of a few seats with some checks of one policy.
fn small(workforce: &str, checks: &str) -> String {
    format!(
        "{}\n[workforce]\n{workforce}\n[[pool]]\nname = \"pool\"\nhours = 30\n[[policy]]\nname = \"one\"\n{checks}",
        crate::factual::OPERATION
    )
}

#[test]
fn teams_of_three_and_of_one_are_drawn_and_coached_as_the_facts_say() {
    let text = small(
        "caseworkers = 4\nteam_size = 3\nspread = 0.4",
        "[[policy.check]]\nname = \"teams\"\nsample = { method = \"cluster\", clusters = 1, checks = 300 }\non_fail = [\"coach\"]\n",
    );
    let all = comparing::compare(&text, 0, 4_000);
    assert!(
        all.iter()
            .any(|of| of.kind == "sessions" && matches!(of.outcome, Outcome::Known { .. }))
    );
    hold(&all);
}

#[test]
fn hours_cut_asks_that_vary_to_just_what_they_are_enough_for() {
    // Thirty hours are sixty checks of half an hour, however many caseworkers are there to be asked for ten each.
    let text = small(
        "caseworkers = 12\nteam_size = 4\nspread = 0.4\nattrition = 0.05\nvacancy = \"2 months\"",
        "[[policy.check]]\nname = \"ten each\"\nsample = { method = \"per-caseworker\", checks = 10 }\n\
         checker = { pool = \"pool\", minutes = 30 }\non_fail = [\"coach\"]\n",
    );
    let all = comparing::compare(&text, 0, 1_000);
    let checks = all.iter().find(|of| of.kind == "checks").expect("a check");
    let Outcome::Known { fact, .. } = checks.outcome else {
        panic!("the number of checks is known");
    };
    // Fewer than six caseworkers, who could be asked for less, are there once in some ten thousand months.
    assert!((fact - 6.0 * 60.0).abs() < 0.05, "{fact}");
    hold(&all);
}

/// Holds the facts of a small office to its simulation, and that those of one kind are known.
fn hold_small(workforce: &str, checks: &str, known: &str) {
    let all = comparing::compare(&small(workforce, checks), 0, 4_000);
    let of_kind = |of: &&Compared| of.kind == known;
    assert!(all.iter().any(|of| of_kind(&of)), "no {known}");
    let is_known = |of: &Compared| matches!(of.outcome, Outcome::Known { .. });
    assert!(all.iter().filter(of_kind).all(is_known), "{known} unknown");
    hold(&all);
}

#[test]
fn a_team_where_nobody_is_there_is_asked_for_nothing() {
    hold_small(
        "caseworkers = 4\nteam_size = 3\nspread = 0.4\nattrition = 0.1\nvacancy = \"2 months\"",
        "[[policy.check]]\nname = \"teams\"\nsample = { method = \"per-team\", checks = 40 }\nestimate = [\"accuracy\", \"mve\"]\n",
        "accuracy_half_width",
    );
}

#[test]
fn a_cap_that_is_full_at_times_widens_intervals_as_the_facts_say() {
    hold_small(
        "caseworkers = 6\nteam_size = 3\nspread = 0.6",
        "[[policy.check]]\nname = \"capped\"\nsample = { method = \"capped-share\", share = 0.1, cap = 40 }\nestimate = [\"accuracy\", \"mve\"]\n",
        "mve_half_width",
    );
}

#[test]
fn strata_of_tenure_are_asked_for_what_those_hold_who_are_there() {
    hold_small(
        "caseworkers = 6\nteam_size = 3\nspread = 0.4\nattrition = 0.08\nvacancy = \"1 month\"\n\
         new_starters = { odds_ratio = 2.5, half_life = \"3 months\" }",
        "[[policy.check]]\nname = \"by tenure\"\nsample = { method = \"stratified\", by = \"tenure\", bands = [\"6 months\"], \
         checks = 60, allocation = \"equal\" }\nestimate = [\"accuracy\"]\n",
        "accuracy_coverage",
    );
}

#[test]
fn what_an_excluded_sample_leaves_out_itself_is_more_often_drawn_by_a_third() {
    // Whatever the second check draws the first has not, so what it leaves to the third was found before more often.
    let check = |name: &str, sample: &str, excludes: &str| {
        format!(
            "[[policy.check]]\nname = \"{name}\"\nsample = {{ {sample} }}\n{excludes}on_fail = [\"coach\"]\n"
        )
    };
    let checks = [
        check("one", "method = \"simple-random\", checks = 120", ""),
        check(
            "two",
            "method = \"simple-random\", checks = 100",
            "excludes = [\"one\"]\n",
        ),
        check("three", "method = \"census\"", "excludes = [\"two\"]\n"),
    ];
    hold_small(
        "caseworkers = 12\nteam_size = 3\nspread = 0.6",
        &checks.concat(),
        "sessions",
    );
}

#[test]
fn hours_cut_what_arrives_by_chance_only_where_it_is_too_much() {
    hold_small(
        "caseworkers = 4\nteam_size = 2\nspread = 0.4",
        "[[policy.check]]\nname = \"capped\"\nsample = { method = \"capped-share\", share = 0.06, cap = 200 }\n\
         checker = { pool = \"pool\", minutes = 30 }\n",
        "checks",
    );
}

#[test]
fn a_drawn_team_is_left_out_as_a_whole_and_asks_less_where_some_of_it_is_left_out() {
    // Of two teams of three, one is drawn, without the fifth of it that the first check has drawn.
    let workforce = "caseworkers = 6\nteam_size = 3\nspread = 0.4";
    let before = "[[policy.check]]\nname = \"before\"\nsample = { method = \"simple-random\", checks = 60 }\n";
    let team =
        "[[policy.check]]\nname = \"team\"\nsample = { method = \"cluster\", clusters = 1 }\n";
    let without = format!("{before}{team}excludes = [\"before\"]\n");
    hold_small(workforce, &without, "checks");
    // Who is in the drawn team has nothing left to be checked, and the others all.
    let each = "[[policy.check]]\nname = \"each\"\nsample = { method = \"per-caseworker\", checks = 4 }\nexcludes = [\"team\"]\n";
    let all = comparing::compare(&small(workforce, &format!("{team}{each}")), 0, 400);
    let is_unknown = |of: &&Compared| matches!(of.outcome, Outcome::Unknown(why) if why.contains("all or nothing"));
    assert!(all.iter().any(|of| of.kind == "checks" && is_unknown(&of)));
    hold(&all);
}

#[test]
fn what_enters_by_value_hangs_on_how_many_of_the_frame_are_there() {
    hold_small(
        "caseworkers = 5\nteam_size = 5\nspread = 0.4\nattrition = 0.05",
        "[[policy.check]]\nname = \"by value\"\nsample = { method = \"value-weighted\", checks = 70 }\n\
         frame = { tenure_under = \"12 months\" }\nchecker = { pool = \"pool\", minutes = 30 }\n",
        "checks",
    );
}

#[test]
fn all_periods_are_the_same_with_the_first_and_without_it() {
    let text = small(
        "caseworkers = 6\nteam_size = 3\nspread = 0.4",
        "[[policy.check]]\nname = \"some\"\nsample = { method = \"simple-random\", checks = 40 }\nestimate = [\"accuracy\", \"mve\"]\n",
    );
    let scenario = tierone_plain::shipped::scenario(&text);
    let of = |facts: tierone_analysis::Facts| {
        let check = &facts.policies[0].checks[0];
        [check.accuracy, check.mve].map(|of| of.expect("known"))
    };
    let all = of(tierone_analysis::facts(&scenario).expect("facts"));
    let without = of(tierone_analysis::facts_of_all_periods(&scenario).expect("facts"));
    for (one, other) in all.iter().zip(without) {
        assert_eq!(one.horizon, other.horizon);
        assert!(one.first_period.is_ok() && other.first_period.is_err());
    }
}

#[test]
fn decisions_without_an_accuracy_attribute_say_nothing_of_accuracy() {
    let letters = "[[activity]]\nname = \"letters\"\nvolume = 300\ncomplexity = { low = \"100%\" }\nerrors = { notifications = \"5%\" }\n";
    let check = "[[policy.check]]\nname = \"some\"\nsample = { method = \"simple-random\", checks = 120 }\nestimate = [\"accuracy\"]\n";
    let text = small("caseworkers = 12\nteam_size = 3\nspread = 0.4", check);
    let text = text.replacen("[[attribute]]", &format!("{letters}\n[[attribute]]"), 1);
    let all = comparing::compare(&text, 0, 1_000);
    let estimate = all.iter().find(|of| of.kind == "estimate");
    assert!(estimate.is_some_and(|of| matches!(of.outcome, Outcome::Known { .. })));
    hold(&all);
}
