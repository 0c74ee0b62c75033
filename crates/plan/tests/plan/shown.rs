//! What is shown of planned quotas: figures of one policy are the same wherever they stand, and those beside each other are of as
//! many simulated years.

use std::collections::BTreeMap;

use crate::quotas::{ask, office, scenario};
use tierone_plan::{Ended, PolicyRow, QuotaAnswer, quota_text};

const VARY: &str = "
[[plan.vary]]
check = \"each\"
checks = [0, 1, 2, 3]

[[plan.vary]]
check = \"measured\"
checks = { from = 10, to = 100, step = 10 }
";

fn answer(aims: &str, worlds: u32) -> QuotaAnswer {
    let text = format!("{}[plan]\n{aims}\n{VARY}", office());
    ask(&scenario(&text), worlds, 7).expect("an answer")
}

#[test]
fn a_policy_has_one_figure_in_all_tables_from_as_many_years_as_the_others() {
    for (aims, worlds) in [
        ("accuracy_half_width = \"3.08%\"\nmve = \"1.01%\"", 2_000),
        ("accuracy_half_width = \"2.4%\"\nhours = 60", 400),
        ("objective = \"mve\"\nhours = 80", 400),
        ("accuracy_half_width = \"3.2%\"", 80),
    ] {
        let answer = answer(aims, worlds);
        let rows: BTreeMap<usize, &PolicyRow> = answer
            .policies
            .iter()
            .map(|row| (row.policy, row))
            .collect();
        let years = answer.shown_worlds;
        assert!(
            (400.min(worlds as usize)..=worlds as usize).contains(&years),
            "{years}"
        );
        for row in &answer.policies {
            if matches!(row.ended, Ended::Chosen | Ended::Today | Ended::AsGood) {
                assert_eq!(row.worlds, years, "{aims}: {row:?}");
            }
            assert!(row.worlds <= years);
        }
        for front in &answer.fronts {
            let row = rows[&front.policy];
            assert_eq!(row.worlds, years, "{aims}: {front:?}");
            let value = match front.figure.as_str() {
                "mve" => (row.mve, row.mve_mcse),
                "accuracy_half_width" => (row.accuracy_half_width, row.accuracy_half_width_mcse),
                other => panic!("{other}"),
            };
            assert_eq!(
                (Some(front.value), front.mcse, Some(front.paid)),
                (value.0, value.1, row.hours)
            );
        }
        for price in &answer.prices {
            let row = rows[&price.policy];
            let own = match price.aim.as_str() {
                "mve" => (row.mve, row.mve_mcse),
                "hours" => (row.hours, row.hours_mcse),
                _ => (row.accuracy_half_width, row.accuracy_half_width_mcse),
            };
            assert_eq!(
                (row.worlds, Some(price.value), price.mcse),
                (years, own.0, own.1)
            );
        }
        for way in &answer.in_the_way {
            let row = rows[&way.policy];
            let own = if way.aim == "hours" {
                row.hours
            } else {
                row.accuracy_half_width
            };
            assert_eq!((row.worlds, Some(way.nearest)), (years, own));
        }
    }
}

#[test]
fn no_error_is_shown_as_nothing_and_units_say_of_which_time() {
    let answer = answer(
        "accuracy_half_width = \"3.2%\"\nshow = { accuracy = \"80%\" }",
        400,
    );
    let text = quota_text(&answer, 100);
    for nothing in ["± 0.0 ", "± 0.00 ", "± 0.000", "± £0"] {
        assert!(!text.contains(nothing), "{nothing}: {text}");
    }
    for said in [
        "time for checking, h a month",
        "half width of accuracy, pp",
        "chance to show the accuracy, %",
        "errors found a month",
        "cost, £ a month",
        "  in 3 months, as in `run`",
        "averages of 400 simulated years each",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let hours = answer.figures[0].planned.expect("hours").mean;
    let first = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let in_all = format!("({:.1} hours in 3 months)", 3.0 * hours);
    assert!(first.contains(&in_all), "{in_all}: {first}");
}

/// Some 1.1 % of the money is wrong: checks show that it is below a level the more often the further the level is above that.
#[test]
fn that_wrong_money_is_below_a_level_may_be_what_checks_should_show() {
    let text = office().replace(
        "estimate = [\"accuracy\"]",
        "estimate = [\"accuracy\", \"mve\"]",
    );
    let checks = |mve: &str| {
        let plan = format!(
            "{text}[plan]\nshow_mve = {{ mve = \"{mve}\" }}\n[[plan.vary]]\ncheck = \"measured\"\nchecks = [20, 60, 120, 240]\n"
        );
        let answer = ask(&scenario(&plan), 400, 1).expect("an answer");
        (
            answer.met,
            answer.changes[0].planned,
            quota_text(&answer, 200),
        )
    };
    let (easy, hard, never) = (checks("8%"), checks("2%"), checks("0.5%"));
    assert!(easy.0 && hard.0 && !never.0);
    assert!(easy.1 < hard.1, "{} {}", easy.1, hard.1);
    let said = "the chance to show a monetary value of error below 2";
    assert!(hard.2.contains(said), "{}", hard.2);
}

/// A checker who misses errors reports fewer of them; nobody shows by that that there are fewer.
#[test]
fn a_worse_checker_needs_more_checks_to_show_the_same() {
    let text = office().replace(
        "estimate = [\"accuracy\"]",
        "estimate = [\"accuracy\", \"mve\"]",
    );
    let checks = |aim: &str, sensitivity: &str| {
        let text = text.replace(
            "checker = { minutes = 60 }",
            &format!("checker = {{ minutes = 60, sensitivity = \"{sensitivity}\" }}"),
        );
        let plan = format!(
            "{text}[plan]\n{aim}\n[[plan.vary]]\ncheck = \"measured\"\nchecks = {{ from = 20, to = 280, step = 20 }}\n"
        );
        let answer = ask(&scenario(&plan), 400, 1).expect("an answer");
        assert!(answer.met, "{aim} {sensitivity}");
        answer.changes[0].planned
    };
    for aim in [
        "show = { accuracy = \"93%\" }",
        "show_mve = { mve = \"2.5%\" }",
    ] {
        let (all, half) = (checks(aim, "100%"), checks(aim, "50%"));
        assert!(half > all, "{aim}: {half} checks, {all} of all errors");
    }
}

#[test]
fn a_plan_is_called_by_what_it_is_for() {
    let name = |aims: &str| answer(aims, 80).name;
    assert_eq!(
        name("accuracy_half_width = \"3.2%\"\nhours_by_pool = { leaders = 60 }"),
        "fewest hours for accuracy ± 3.2 points, 60 hours of leaders"
    );
    assert_eq!(
        name("objective = \"cost\"\naccuracy = \"90%\"\nper_caseworker = 1"),
        "lowest cost for accuracy 90 %, 1 each"
    );
    assert_eq!(
        name("accuracy_half_width = \"1%\"\nhours = 20\nmve = \"99%\"\ncost = 1_000_000"),
        "fewest hours for MVE 99 %, 20 hours, £1,000,000, missing accuracy ± 1 points"
    );
}

#[test]
fn work_that_waits_may_be_an_aim() {
    let demand = "[demand]\nintakes = { award = { plan = 640 } }\nproductivity = { award = 36 }\nbacklog = { award = 60 }\nhours = 140\n";
    let text = office()
        .replace("volume = 300\n", "")
        .replace("hours = 60\n", "hours = 400\ncaseworkers = true\n")
        .replace("[coaching]", &format!("{demand}\n[coaching]"));
    let ask_of = |aims: &str| {
        let vary = "[[plan.vary]]\ncheck = \"each\"\nchecks = [0, 4, 12]\n";
        ask(&scenario(&format!("{text}[plan]\n{aims}\n{vary}")), 200, 3).expect("an answer")
    };
    let all = ask_of("objective = \"mve\"\nhead_of_work = 100_000");
    let waits = |answer: &QuotaAnswer, quotas: &str| {
        let row = answer.policies.iter().find(|row| row.quotas == quotas);
        row.and_then(|row| row.head_of_work).expect("work waits")
    };
    let (none, many) = (
        waits(&all, "each: checks 0"),
        waits(&all, "each: checks 12"),
    );
    assert!(many > none + 5.0, "{none}, {many}");
    assert_eq!(all.changes[0].planned, 12.0);
    assert!(quota_text(&all, 100).contains("decisions waiting at the end"));
    // Where less may wait, fewer checks are chosen.
    let limit = (none + waits(&all, "each: checks 4")) / 2.0;
    let less = ask_of(&format!(
        "objective = \"mve\"\ntolerance = \"1%\"\nhead_of_work = {limit}"
    ));
    assert_eq!((less.met, less.changes[0].planned), (true, 0.0));
}

#[test]
fn a_method_is_chosen_among_a_list_and_a_quota_by_stratum() {
    let text = office().replace("\nvolume = 300\n", "\nvolume = 600\n");
    let vary = r#"
[[plan.vary]]
check = "measured"
sample = [
    { method = "simple-random", checks = 30 },
    { method = "stratified", by = "activity", checks = 30 },
    { method = "risk-targeted", checks = 30, auc = 0.9, random_share = "20%" },
]
checks = [30, 60]
random_share = ["20%", "40%"]
"#;
    let plan = format!("{text}[plan]\nobjective = \"mve\"\nhours = 90\n{vary}");
    let answer = ask(
        &scenario(&plan.replace(
            "estimate = [\"accuracy\"]",
            "on_fail = [\"correct\"]\nestimate = [\"accuracy\"]",
        )),
        400,
        1,
    );
    let answer = answer.expect("an answer");
    // A random share of what is not targeted changes nothing.
    assert_eq!((answer.selected_from, answer.left_out[0].1), (8, 4));
    let [sample, checks, share] = answer.changes.as_slice() else {
        panic!("{:?}", answer.changes);
    };
    assert_eq!(
        (sample.key, checks.key, share.key),
        ("sample", "checks", "random_share")
    );
    let samples = sample.samples.as_ref().expect("in words");
    assert_eq!(samples[0], "simple-random, checks 30");
    // What is drawn where errors are finds the most money.
    assert!(
        samples[1].starts_with("risk-targeted, checks 30, auc 0.9"),
        "{samples:?}"
    );
    assert_eq!(checks.planned, 60.0);
    let said = quota_text(&answer, 100)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        said.starts_with("Choose measured: drawn by risk-targeted"),
        "{said}"
    );
}

#[test]
fn what_was_not_compared_in_the_end_is_not_called_worse_and_long_fronts_say_so() {
    let vary = "
[[plan.vary]]
check = \"each\"
checks = [0, 1, 2]

[[plan.vary]]
check = \"measured\"
checks = { from = 30, to = 129 }
";
    let aims = "accuracy_half_width = \"9%\"\nindifference_zone = 10_000";
    let text = format!("{}[plan]\n{aims}\n{vary}", office());
    let answer = ask(&scenario(&text), 80, 7).expect("an answer");
    let count = |ended: Ended| {
        answer
            .policies
            .iter()
            .filter(|row| row.ended == ended)
            .count()
    };
    // All are as good where nothing matters, and a hundred of them were compared, beside those on fronts.
    assert_eq!(count(Ended::Worse), 0);
    let (good, not_compared) = (count(Ended::AsGood), count(Ended::NotCompared));
    assert!(good >= 100 && not_compared > 20, "{good}, {not_compared}");
    let printed = quota_text(&answer, 80);
    let width = answer.fronts.iter();
    let width = width
        .filter(|row| row.figure == "accuracy_half_width")
        .count();
    assert!(width > 8, "{width}");
    assert!(
        printed.contains("more of these are in fronts.csv"),
        "{printed}"
    );
}
