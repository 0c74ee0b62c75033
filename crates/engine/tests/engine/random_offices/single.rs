//! Offices made so that one thing at a time decides a fact: each was found among offices drawn at random.

use super::comparing::{self, Compared, Outcome};
use super::hold;
use tierone_analysis::facts;
use tierone_plain::shipped::scenario;

/// An office with decisions of one activity, and one policy.
fn office(activity: &str, workforce: &str, checks: &str) -> String {
    format!(
        r#"
title = "An office for one thing"
[horizon]
start = 2025-04-01
period = "month"
periods = 2
warm_up = 1
[[activity]]
name = "change"
value = {{ distribution = "gamma", mean = 1_200, sd = 700 }}
{activity}
[[attribute]]
name = "income"
accuracy = true
money = {{ relative = {{ distribution = "log-normal", mean = 0.3, sd = 0.3 }}, max_relative = 3.0, overstated = "60%" }}
[[attribute]]
name = "effective-dates"
accuracy = true
money = {{ absolute = {{ distribution = "gamma", mean = 90, sd = 60 }}, max_absolute = 500, overstated = "30%" }}
[complexity]
odds_ratio = {{ low = 0.6, high = 2.5 }}
[coaching]
gain = 0.0
half_life = "6 months"
uptake = 1.0
minutes = 30
[workforce]
{workforce}
[[policy]]
name = "one"
{checks}"#
    )
}

/// Holds the facts of an office to its simulation, and that those of one kind are known.
fn hold_known(text: &str, replications: u32, known: &str) {
    let all = comparing::compare(text, 0, replications);
    let of_kind = |of: &&Compared| of.kind == known;
    let is_known = |of: &Compared| matches!(of.outcome, Outcome::Known { .. });
    assert!(all.iter().any(|of| of_kind(&of)), "no {known}");
    assert!(all.iter().filter(of_kind).all(is_known), "{known} unknown");
    hold(&all);
}

#[test]
fn of_two_people_a_stratum_of_tenure_holds_all_or_nothing() {
    let text = office(
        "volume = 12\nautomated = \"25%\"\ncomplexity = { low = \"60%\", high = \"40%\" }\nsystem_errors = { income = 0.02 }\n\
         errors = { income = 0.035, effective-dates = 0.01, notifications = 0.22 }",
        "caseworkers = 2\nteam_size = 2\nspread = 0.3\nattrition = 0.02\nvacancy = \"1 month\"\n\
         new_starters = { odds_ratio = 2.5, half_life = \"3 months\" }",
        "[[policy.check]]\nname = \"by tenure\"\non_fail = [\"coach\"]\n\
         sample = { method = \"stratified\", by = \"tenure\", bands = [\"6 months\"], checks = 2, allocation = \"equal\" }",
    );
    hold_known(&text, 4_000, "sessions");
}

#[test]
fn fails_of_one_persons_decisions_vary_less_than_as_many_with_their_mean_chance() {
    let text = office(
        "volume = 216\ncomplexity = { low = \"60%\", high = \"40%\" }\nerrors = { income = 0.3, effective-dates = 0.2 }",
        "caseworkers = 40\nteam_size = 1",
        "[[policy.check]]\nname = \"teams of one\"\nestimate = [\"accuracy\"]\nsample = { method = \"cluster\", clusters = 20 }",
    );
    hold_known(&text, 1_000, "accuracy_half_width");
}

#[test]
fn the_highest_scores_are_more_often_of_hard_decisions() {
    let text = office(
        "volume = 816\ncomplexity = { low = \"70%\", high = \"30%\" }\nerrors = { income = 0.08, effective-dates = 0.06 }",
        "caseworkers = 48\nteam_size = 1\nspread = 0.8",
        "[[policy.check]]\nname = \"scores\"\non_fail = [\"coach\"]\nsample = { method = \"risk-targeted\", checks = 117, auc = 0.95 }",
    );
    hold_known(&text, 1_000, "sessions");
}

#[test]
fn how_many_of_four_decisions_enter_by_value_is_counted_and_not_about_normal() {
    let pool = "[[pool]]\nname = \"pool\"\nhours = 0.5\n[[policy]]\nname = \"two\"\n";
    let check = |name: &str, method: &str| {
        format!(
            "[[policy.check]]\nname = \"{name}\"\nsample = {{ {method} }}\nchecker = {{ pool = \"pool\", minutes = 30 }}\n"
        )
    };
    let checks = [
        check("by value", "method = \"value-weighted\", checks = 1"),
        check("each", "method = \"per-caseworker\", checks = 1"),
    ];
    let text = office(
        "volume = 4\nautomated = \"25%\"\ncomplexity = { low = \"100%\" }\nerrors = { income = 0.19 }",
        "caseworkers = 2\nteam_size = 2",
        &format!(
            "{}{pool}{}",
            check("alone", "method = \"census\"").replace("pool = \"pool\", ", ""),
            checks.concat()
        ),
    );
    hold_known(&text, 4_000, "checks");
}

#[test]
fn whoever_errs_much_has_less_of_it_picked() {
    let text = office(
        "volume = 800\ncomplexity = { low = \"100%\" }\nerrors = { income = 0.07, effective-dates = 0.06, notifications = 0.25 }",
        "caseworkers = 52\nteam_size = 15\nspread = 1.0",
        "[[policy.check]]\nname = \"judged\"\non_fail = [\"coach\", \"correct\"]\nchecker = { sensitivity = 0.8, minutes = 30 }\n\
         sample = { method = \"judgement\", checks = 2, odds_ratio = 5.0 }",
    );
    hold_known(&text, 2_000, "fails");
}

#[test]
fn where_now_and_then_nobody_is_there_sessions_are_those_of_who_is() {
    let text = office(
        "volume = 27\nautomated = \"25%\"\ncomplexity = { low = \"100%\" }\nsystem_errors = { income = 0.02 }\n\
         errors = { income = 0.13, notifications = 0.19 }",
        "caseworkers = 2\nteam_size = 1\nattrition = 0.08\nvacancy = \"2 months\"",
        "[[policy.check]]\nname = \"every fourth\"\non_fail = [\"coach\"]\n\
         sample = { method = \"systematic\", order = \"caseworker\", every = 4 }",
    );
    hold_known(&text, 2_000, "sessions");
}

#[test]
fn teams_that_are_there_are_drawn_the_more_often_where_others_are_not() {
    let text = office(
        "volume = 180\ncomplexity = { low = \"100%\" }\nerrors = { income = 0.1 }",
        "caseworkers = 42\nteam_size = 1\nattrition = 0.02\nvacancy = \"1 month\"",
        "[[policy.check]]\nname = \"teams\"\nframe = { tenure_from = \"6 months\" }\n\
         sample = { method = \"cluster\", clusters = 21, checks = 4 }",
    );
    hold_known(&text, 400, "checks");
}

#[test]
fn the_share_found_of_errors_hangs_on_who_is_there_where_only_some_kinds_are_checked() {
    let share = |spread: &str, frame: &str| {
        let text = office(
            "volume = 60\nautomated = \"50%\"\ncomplexity = { low = \"100%\" }\nsystem_errors = { income = 0.1 }\n\
             errors = { income = 0.1 }",
            &format!("caseworkers = 1\nteam_size = 1\nspread = {spread}"),
            &format!(
                "[[policy.check]]\nname = \"some\"\nsample = {{ method = \"census\" }}\n{frame}"
            ),
        );
        facts(&scenario(&text)).expect("nothing to anchor").policies[0].found_share
    };
    let by_people = "frame = { automated = false }";
    let unknown =
        share("1.2", by_people).expect_err("errors of people vary, those of the system do not");
    assert!(unknown.unknown.contains("a few people who differ"));
    assert!(share("0.0", by_people).is_ok_and(|share| (0.4..0.6).contains(&share)));
    assert!(share("1.2", "").is_ok_and(|share| (share - 1.0).abs() < 1e-9));
}

/// Why the interval of the second check's accuracy is not known.
fn unknown(text: &str) -> &'static str {
    let facts = facts(&scenario(text)).expect("nothing to anchor");
    let accuracy = facts.policies[0].checks[1].accuracy;
    accuracy
        .expect_err("its expected numbers do not stand for it")
        .unknown
}

#[test]
fn few_checkers_who_differ_and_samples_of_no_fixed_size_say_so() {
    let of = |second: &str, pool: &str| {
        let checks = format!(
            "[[policy.check]]\nname = \"each\"\nsample = {{ method = \"per-team\", checks = 10 }}\n\
             [[policy.check]]\nname = \"others\"\nexcludes = [\"each\"]\nestimate = [\"accuracy\"]\n{second}\n{pool}"
        );
        office(
            "volume = 176\ncomplexity = { low = \"100%\" }\nerrors = { income = 0.1, effective-dates = 0.08 }",
            "caseworkers = 25\nteam_size = 5",
            &checks,
        )
    };
    let capped = of(
        "sample = { method = \"capped-share\", share = 0.07, cap = 15 }",
        "",
    );
    assert!(unknown(&capped).contains("how much it checks"));
    let differ = |number: u32| {
        of(
            "sample = { method = \"simple-random\", checks = 60 }\nchecker = { pool = \"pool\", sensitivity = 0.6, minutes = 30 }",
            &format!(
                "[[pool]]\nname = \"pool\"\nhours = 100\ncheckers = {{ number = {number}, spread = 0.5 }}\n"
            ),
        )
    };
    assert!(unknown(&differ(2)).contains("a few checkers who differ"));
    // Of many it does not matter who checks.
    let many = facts(&scenario(&differ(200))).expect("nothing to anchor");
    assert!(many.policies[0].checks[1].accuracy.is_ok());
}

#[test]
fn where_few_errors_are_left_by_another_sample_single_amounts_decide_what_an_interval_of_money_holds()
 {
    let money = |volume: u32| {
        let text = office(
            &format!(
                "volume = {volume}\ncomplexity = {{ low = \"100%\" }}\nerrors = {{ income = 0.02, effective-dates = 0.05 }}"
            ),
            "caseworkers = 12\nteam_size = 6",
            "[[policy.check]]\nname = \"some\"\nsample = { method = \"simple-random\", checks = 9 }\n\
             [[policy.check]]\nname = \"others\"\nexcludes = [\"some\"]\nestimate = [\"mve\"]\n\
             sample = { method = \"simple-random\", checks = 34 }",
        );
        facts(&scenario(&text)).expect("nothing to anchor").policies[0].checks[1].mve
    };
    assert!(
        money(71)
            .expect_err("few")
            .unknown
            .contains("single decisions")
    );
    assert!(money(900).is_ok());
}

#[test]
fn every_sixth_of_the_twelve_of_each_caseworker_are_the_same_kinds_each_time() {
    // From half of the starts nothing complex is met, so that the intervals of a simple sample hold the truth too seldom.
    let text = office(
        "volume = 360\ncomplexity = { low = \"66.7%\", high = \"33.3%\" }\nerrors = { income = 0.2 }",
        "caseworkers = 30\nteam_size = 1",
        "[[policy.check]]\nname = \"sixth\"\nestimate = [\"accuracy\", \"mve\"]\n\
         sample = { method = \"systematic\", order = \"caseworker\", every = 6 }",
    );
    hold_known(&text, 2_000, "accuracy_coverage");
    hold_known(&text, 2_000, "mve_coverage");
}

#[test]
fn a_census_that_finds_one_error_of_two_has_missed_the_other() {
    let text = office(
        "volume = 12\ncomplexity = { low = \"100%\" }\nerrors = { income = 0.3, effective-dates = 0.35 }",
        "caseworkers = 4\nteam_size = 2\nspread = 0.5",
        "[[policy.check]]\nname = \"all\"\nsample = { method = \"census\" }\nestimate = [\"mve\"]\n\
         checker = { sensitivity = 0.8, minutes = 30 }",
    );
    hold_known(&text, 4_000, "mve_coverage");
}

#[test]
fn errors_of_one_decision_make_up_for_each_other_in_what_is_found_as_in_the_truth() {
    // Among many decisions with two errors the second check claims less than the truth, for the first one takes hard ones away.
    let text = office(
        "volume = 1_200\ncomplexity = { low = \"50%\", high = \"50%\" }\nerrors = { income = 0.25, effective-dates = 0.3 }",
        "caseworkers = 60\nteam_size = 6\nspread = 0.6",
        "[[policy.check]]\nname = \"hard\"\nframe = { complexity = [\"high\"] }\n\
         sample = { method = \"simple-random\", checks = 250 }\n\
         [[policy.check]]\nname = \"others\"\nexcludes = [\"hard\"]\nestimate = [\"mve\"]\n\
         sample = { method = \"simple-random\", checks = 500 }",
    );
    hold_known(&text, 2_000, "mve_coverage");
}
