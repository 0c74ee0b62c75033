//! Plans for money, and of cheap checks beside gold ones: what they say, and what they say at the edge.

use tierone_plan::{
    Aim, Answer, Assumed, Hours, MoneyInError, Question, TwoKinds, answer, csv, text,
};
use tierone_stats::units::Decimal;

use crate::promises::question;

const MONEY: MoneyInError = MoneyInError {
    mve: 0.005,
    spread: 1.0,
    half_width: Some(0.002),
    limit: Some(0.01),
};

const KINDS: TwoKinds = TwoKinds {
    sensitivity: 0.8,
    false_fail: 0.01,
    cheap_cost: 200,
    gold_cost: 4_000,
    budget: Some(800_000),
};

fn said(question: &Question) -> (Answer, String) {
    let answer = answer(question);
    let shown = text(question, &answer, 100);
    let written = csv(&answer);
    for word in ["NaN", "inf", "18446744", "£-"] {
        assert!(
            !shown.contains(word) && !written.contains(word),
            "{question:?}\n{shown}"
        );
    }
    (answer, shown)
}

#[test]
fn money_has_a_plan_for_each_aim_with_what_it_takes_amounts_to_be() {
    let asked = Question {
        money: Some(MONEY),
        ..question(0.02)
    };
    let (answer, shown) = said(&asked);
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "To measure a monetary value of error of about 0.5 % to within 0.20 percentage points",
        "To show that less than 1 % of the money is wrong (95 % confidence), check",
        "wrong by 25 % of its value, and values to vary by 100 % of their mean",
        "check 389 of the 48,000 cases and find at most one error; to succeed",
        "show under 1 % of money wrong, 1 error at most 389",
    ] {
        assert!(flat.contains(words), "{words}: {shown}");
    }
    let checks = |aim: Aim, assumed: Assumed| {
        let row = answer
            .rows
            .iter()
            .find(|row| row.aim == aim && row.assumed == assumed);
        row.and_then(|row| row.checks_if).expect("a size")
    };
    let measure = [Assumed::Half, Assumed::AsThought, Assumed::Double]
        .map(|assumed| checks(Aim::MeasureMoney, assumed));
    assert!(
        measure[0] < measure[1] && measure[1] < measure[2],
        "{measure:?}"
    );
    let row = answer
        .rows
        .iter()
        .find(|row| row.aim == Aim::MeasureMoney && row.assumed == Assumed::Double);
    assert_eq!(row.and_then(|row| row.mve), Some(0.01));
}

#[test]
fn a_budget_is_kept_and_both_kinds_are_better_than_gold_checks_alone() {
    let asked = Question {
        half_width: None,
        kinds: Some(KINDS),
        ..question(0.02)
    };
    let (answer, shown) = said(&asked);
    let row = answer
        .rows
        .iter()
        .find(|row| row.aim == Aim::CheapAndGold)
        .expect("a plan");
    assert!(
        row.cost
            .is_some_and(|cost| cost <= 8_000.0 && cost > 7_900.0),
        "{row:?}"
    );
    let gold = TwoKinds {
        sensitivity: 0.0,
        false_fail: 0.0,
        ..KINDS
    };
    let (alone, words) = said(&Question {
        kinds: Some(gold),
        ..asked
    });
    let alone = alone
        .rows
        .iter()
        .find(|row| row.assumed == Assumed::AsThought && row.aim == Aim::CheapAndGold);
    let alone = alone.expect("a plan");
    assert_eq!((alone.cheap_checks, alone.checks), (Some(0), Some(200)));
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("no cheap ones"), "{words}");
    let thought = answer
        .rows
        .iter()
        .find(|row| row.aim == Aim::CheapAndGold && row.assumed == Assumed::AsThought);
    assert!(
        thought.expect("a plan").half_width < alone.half_width,
        "{shown}"
    );
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("The 200 gold checks that it would buy alone give"),
        "{shown}"
    );
}

#[test]
fn a_width_is_reached_at_the_least_cost() {
    let asked = Question {
        half_width: Some(0.005),
        kinds: Some(TwoKinds {
            budget: None,
            ..KINDS
        }),
        ..question(0.02)
    };
    let (answer, shown) = said(&asked);
    let row = answer
        .rows
        .iter()
        .find(|row| row.aim == Aim::CheapAndGold && row.assumed == Assumed::AsThought);
    let row = row.expect("a plan");
    assert!(
        row.half_width
            .is_some_and(|width| width <= 0.005 + 1e-9 && width > 0.0049),
        "{row:?}"
    );
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Gold checks alone take"), "{shown}");
}

#[test]
fn questions_of_money_and_of_both_kinds_at_the_edge_have_answers() {
    for rate in [1e-6, 0.01, 0.5, 1.0] {
        for cases in [Some(1), Some(40), Some(48_000), None] {
            for share in [1.0, 0.01] {
                let money = MoneyInError {
                    mve: rate * share,
                    spread: if share == 1.0 { 0.0 } else { 3.0 },
                    half_width: Some(0.05),
                    limit: Some(0.02),
                };
                for (sensitivity, false_fail, cheap_cost) in
                    [(1.0, 0.0, 1), (0.5, 0.02, 300), (0.0, 1.0, 5_000)]
                {
                    let kinds = TwoKinds {
                        sensitivity,
                        false_fail,
                        cheap_cost,
                        gold_cost: 4_000,
                        budget: (cheap_cost == 1).then_some(20_000),
                    };
                    said(&Question {
                        cases,
                        half_width: Some(0.05),
                        money: (cheap_cost == 1).then_some(money),
                        kinds: Some(kinds),
                        ..question(rate)
                    });
                }
            }
        }
    }
}

/// Of a small frame, and of money, one error more may take no more checks.
#[test]
fn of_plans_of_as_many_checks_only_the_one_that_allows_most_is_given() {
    let mut alike = 0;
    for cases in [Some(19), Some(60), Some(48_000), None] {
        for limit in [0.02, 0.05] {
            let asked = Question {
                cases,
                limit: Decimal::from_f64(limit),
                money: Some(MoneyInError {
                    limit: Some(limit / 2.0),
                    ..MONEY
                }),
                ..question(0.01)
            };
            let (answer, shown) = said(&asked);
            for aim in [Aim::Show, Aim::ShowMoney] {
                let rows = answer.rows.iter().filter(|row| row.aim == aim);
                let mut plans: Vec<_> = rows.map(|row| (row.checks, row.errors)).collect();
                plans.dedup();
                assert!(plans.windows(2).all(|two| two[0].0 < two[1].0), "{shown}");
                if let Some((checks, errors)) =
                    plans.first().filter(|(_, errors)| *errors > Some(0))
                {
                    alike += 1;
                    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(
                        flat.contains(" find at most "),
                        "{checks:?} {errors:?}: {shown}"
                    );
                }
            }
        }
    }
    assert!(alike > 0);
}

#[test]
fn a_limit_that_nobody_asks_to_be_shown_is_not_spoken_of() {
    let asked = Question {
        limit: None,
        money: Some(MONEY),
        hours: Some(Hours {
            a_month: 200.0,
            minutes: 30.0,
        }),
        ..question(0.02)
    };
    let (answer, shown) = said(&asked);
    assert!(answer.rows.iter().all(|row| row.aim != Aim::Show));
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!flat.contains("of cases are wrong"), "{shown}");
    assert!(
        flat.contains(" to show that less than 1 % of the money is wrong: "),
        "{shown}"
    );
}
