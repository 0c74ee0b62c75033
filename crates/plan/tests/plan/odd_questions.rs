//! Questions at the edge of what can be asked: each gets rows that are numbers, and a sentence that says what to do.

use tierone_plan::{Aim, Ended, People, Question, answer, csv, text};
use tierone_stats::units::Decimal;

use crate::promises::question;
use crate::quotas::{ask, office, scenario};

fn decimal(value: f64) -> Decimal {
    Decimal::from_f64(value).expect("a decimal")
}

#[test]
fn odd_questions_get_plain_answers() {
    // Widths and people do not touch one another.
    let widths_and_people = [
        (None, None),
        (Some(1e-6), Some(1)),
        (Some(0.05), Some(1_000)),
        (Some(0.8), None),
    ];
    for rate in [0.0, 1e-6, 0.01, 0.7, 1.0] {
        for limit in [0.0, 0.01, 0.5, 1.0] {
            for cases in [Some(1), Some(19), Some(200), None] {
                for (half_width, number) in widths_and_people {
                    check(Question {
                        limit: Some(decimal(limit)),
                        cases,
                        half_width,
                        sensitivity: if limit == 0.5 { 0.6 } else { 1.0 },
                        people: Some(People {
                            number,
                            found: 0.9,
                            false_flag: 0.05,
                        }),
                        ..question(rate)
                    });
                }
            }
        }
    }
}

fn check(asked: Question) {
    let answer = answer(&asked);
    let text = text(&asked, &answer, 80);
    let written = csv(&answer);
    for word in ["NaN", "inf", "18446744"] {
        assert!(
            !text.contains(word) && !written.contains(word),
            "{asked:?}\n{text}"
        );
    }
    for row in &answer.rows {
        let within = row.aim == Aim::TellApart || asked.cases.is_none();
        assert!(within || row.checks <= asked.cases, "{asked:?}: {row:?}");
        let is_share = |value: &f64| (0.0..=1.0).contains(value);
        assert!(
            row.chance.iter().chain(&row.half_width).all(is_share),
            "{row:?}"
        );
    }
}

#[test]
fn a_census_is_said_to_be_one() {
    let asked = Question {
        cases: Some(200),
        half_width: Some(1e-5),
        ..question(0.01)
    };
    let answer = answer(&asked);
    assert!(
        answer.sentences[0].contains("check all 200 cases"),
        "{:?}",
        answer.sentences
    );
    let one = Question {
        cases: Some(1),
        ..asked
    };
    let answer = tierone_plan::answer(&one);
    assert!(
        answer.sentences[0].contains("the one case there is"),
        "{:?}",
        answer.sentences
    );
}

#[test]
fn what_no_sample_can_show_is_said() {
    let none = Question {
        limit: Some(Decimal::ZERO),
        ..question(0.01)
    };
    let said = |question: &Question| answer(question).sentences[1].clone();
    assert!(
        said(&none).contains("only by checking every case"),
        "{}",
        said(&none)
    );
    let stricter = Question {
        limit: Some(decimal(0.005)),
        ..none
    };
    assert!(
        said(&stricter).contains("the limit is not kept"),
        "{}",
        said(&stricter)
    );
}

#[test]
fn quotas_that_the_checkers_have_no_hours_for_are_not_chosen() {
    // Half an hour a check: ten hours are two checks of each of ten caseworkers.
    let office = office().replace("hours = 60", "hours = 10");
    let each = "[[plan.vary]]\ncheck = \"each\"\nchecks = [1, 2, 3, 4]\n";
    let text = format!("{office}[plan]\nobjective = \"mve\"\nhours = \"40\"\n{each}")
        .replace("\"40\"", "40");
    let answer = ask(&scenario(&text), 400, 1).expect("an answer");
    let chosen = answer
        .policies
        .iter()
        .find(|row| row.ended == Ended::Chosen)
        .expect("a choice");
    assert!(answer.met && ["each: checks 1", "each: checks 2"].contains(&chosen.quotas.as_str()));
    let beyond = answer
        .policies
        .iter()
        .filter(|row| row.quotas.ends_with('3') || row.quotas.ends_with('4'));
    let misses: Vec<_> = beyond.map(|row| row.misses.as_deref()).collect();
    assert_eq!(misses, [Some("quota_done"); 2]);
}

#[test]
fn a_choice_says_how_often_a_year_keeps_an_average_and_how_far_its_figure_is_off() {
    // A limit that the average only just keeps, and a checker who misses a fifth of the errors.
    let office = office().replace("minutes = 60", "minutes = 60, sensitivity = \"80%\"");
    let each = "[[plan.vary]]\ncheck = \"measured\"\nchecks = [30, 60]\n";
    let asked = |limit: &str| {
        let text = format!("{office}[plan]\naccuracy = \"{limit}\"\n{each}");
        ask(&scenario(&text), 400, 1).expect("an answer")
    };
    let answer = asked("90%");
    let mean = answer.policies[0].accuracy.expect("a figure");
    let near = asked(&format!("{:.1}%", mean - 0.05));
    let said = near.answer.join("\n");
    let often: f64 = said
        .split_once(" of 100")
        .and_then(|(before, _)| before.rsplit_once(' '))
        .and_then(|(_, often)| often.parse().ok())
        .unwrap_or_else(|| panic!("{said}"));
    assert!((20.0..80.0).contains(&often), "{said}");
    assert!(
        said.contains("\"measured\" will report accuracy too high, by "),
        "{said}"
    );
}
