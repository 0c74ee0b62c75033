//! Answers held to simulated samples.

use rand::{RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_plan::{Aim, Assumed, Hours, People, Question, Row, answer, csv, json, text};
use tierone_stats::planning::shows;
use tierone_stats::share;
use tierone_stats::stratified::Stratum;
use tierone_stats::units::{Decimal, Probability, probability_at};

pub fn question(rate: f64) -> Question {
    let rate = Decimal::from_f64(rate).expect("a decimal");
    Question {
        rate,
        limit: Some(rate),
        half_width: Some(0.003),
        cases: Some(48_000),
        confidence: 0.95,
        chance: 0.8,
        sensitivity: 1.0,
        people: None,
        money: None,
        kinds: None,
        hours: None,
    }
}

fn plans(question: &Question, aim: Aim) -> Vec<Row> {
    let rows = answer(question).rows.into_iter();
    rows.filter(|row| row.aim == aim).collect()
}

/// The errors found in a simple sample of a frame in which each case is wrong with probability `rate`.
fn sampled(rng: &mut Xoshiro256PlusPlus, cases: u64, rate: f64, checks: u64) -> u64 {
    let wrong = Binomial::new(cases, rate).expect("a law").sample(rng);
    of_wrong(rng, cases, wrong, checks)
}

/// The errors found in a simple sample of a frame with so many of them.
fn of_wrong(rng: &mut Xoshiro256PlusPlus, cases: u64, wrong: u64, checks: u64) -> u64 {
    let mut left = wrong;
    for drawn in 0..checks {
        left -= u64::from(rng.random_range(0..cases - drawn) < left);
    }
    wrong - left
}

#[test]
fn the_interval_that_estimate_prints_is_as_wide_as_planned() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(11);
    for row in plans(&question(0.01), Aim::Measure) {
        let checks = row.checks.expect("a size");
        let widths: Vec<f64> = (0..1_500)
            .map(|_| {
                let stratum = Stratum {
                    population: 48_000.0,
                    sampled: checks,
                    found: sampled(&mut rng, 48_000, row.error_rate, checks),
                };
                let interval = share::interval(&[stratum], 1, 0.95).expect("an interval");
                interval.half_width()
            })
            .collect();
        let n = widths.len() as f64;
        let mean = widths.iter().sum::<f64>() / n;
        let sd = (widths.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / n).sqrt();
        let promised = row.half_width.expect("a width");
        // α = 6e-5 for each of three.
        assert!(
            (mean - promised).abs() < 4.0 * sd / n.sqrt(),
            "{mean} for {promised}"
        );
        if row.assumed == Assumed::AsThought {
            assert!(promised <= 0.003);
        }
    }
}

#[test]
fn a_limit_is_shown_as_often_as_stated() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(12);
    let question = Question {
        limit: Some(Decimal::from_f64(0.02).expect("a decimal")),
        ..question(0.01)
    };
    let limit = question.limit.expect("a limit");
    let rows = plans(&question, Aim::Show);
    let likely = rows.iter().filter(|row| row.assumed == Assumed::AsThought);
    assert!(likely.clone().any(|row| row.chance >= Some(0.8)));
    for row in rows {
        let (checks, allowed) = (row.checks.expect("a size"), row.errors.expect("a number"));
        let repetitions = 2_000;
        let shown = (0..repetitions)
            .filter(|_| {
                let wrong = (row.error_rate * 48_000.0).round() as u64;
                let errors = of_wrong(&mut rng, 48_000, wrong, checks);
                assert!(errors > allowed || shows(Some(48_000), limit, checks, errors, 0.95));
                errors <= allowed
            })
            .count();
        let (shown, chance) = (
            shown as f64 / f64::from(repetitions),
            row.chance.expect("a chance"),
        );
        // Four standard errors and one repetition: α = 6e-5 for each of a dozen.
        let error = 4.0 * (chance * (1.0 - chance) / f64::from(repetitions)).sqrt() + 1.0 / 2_000.0;
        assert!((shown - chance).abs() <= error, "{row:?}: {shown}");
    }
}

#[test]
fn what_is_at_the_limit_is_shown_below_it_no_more_often_than_confidence_allows() {
    // Of 48,000 the errors at 1 % are whole; of 4,030 they are 41 at least.
    for cases in [48_000, 4_030, 1_000] {
        for sensitivity in [1.0, 0.8] {
            let question = Question {
                cases: Some(cases),
                sensitivity,
                ..question(0.01)
            };
            let at_limit = plans(&question, Aim::Show).into_iter();
            let at_limit: Vec<Row> = at_limit
                .filter(|row| row.assumed == Assumed::AsThought)
                .collect();
            assert!(at_limit.len() >= 3, "{at_limit:?}");
            for row in at_limit {
                // A tie of the law counts as shown, to within rounding.
                assert!(row.chance <= Some(0.05 + 1e-9), "{cases}: {row:?}");
            }
        }
    }
}

#[test]
fn a_caseworker_of_twice_the_odds_is_flagged_as_often_as_stated() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(13);
    let question = Question {
        people: Some(People {
            number: Some(40),
            found: 0.9,
            false_flag: 0.05,
        }),
        sensitivity: 0.8,
        ..question(0.02)
    };
    for row in plans(&question, Aim::TellApart) {
        let (checks, limit) = (row.checks.expect("a size"), row.errors.expect("a limit"));
        let worse = probability_at(2.0 * Probability::new(row.error_rate).expect("one").odds());
        let flagged = |rng: &mut Xoshiro256PlusPlus, rate: f64| {
            let law = Binomial::new(checks, 0.8 * rate).expect("a law");
            (0..4_000).filter(|_| law.sample(rng) >= limit).count() as f64 / 4_000.0
        };
        let (like, found) = (flagged(&mut rng, row.error_rate), flagged(&mut rng, worse));
        let chance = row.chance.expect("a chance");
        // Four standard errors.
        assert!(
            like <= 0.05 + 4.0 * (0.05f64 * 0.95 / 4_000.0).sqrt(),
            "{row:?}: {like}"
        );
        let error = 4.0 * (chance * (1.0 - chance) / 4_000.0).sqrt() + 1e-3;
        assert!((found - chance).abs() <= error, "{row:?}: {found}");
        assert!(row.assumed != Assumed::AsThought || chance >= 0.9);
    }
}

#[test]
fn checks_that_miss_errors_need_a_larger_sample() {
    let size = |sensitivity: f64| {
        let rows = plans(
            &Question {
                sensitivity,
                ..question(0.01)
            },
            Aim::Measure,
        );
        rows[1].checks.expect("a size")
    };
    assert!(size(0.5) > size(0.8) && size(0.8) > size(1.0));
}

#[test]
fn text_json_and_csv_hold_the_same_rows() {
    let question = question(0.01);
    let answer = answer(&question);
    let written = csv(&answer);
    assert_eq!(written.lines().count(), answer.rows.len() + 1);
    assert_eq!(
        written.lines().next(),
        Some(
            "aim,errors,checks,assumed,error_rate,checks_if,half_width,chance,cheap_checks,cost,mve"
        )
    );
    let json: serde_json::Value = serde_json::from_str(&json(&answer)).expect("JSON");
    assert_eq!(
        json["rows"].as_array().map(Vec::len),
        Some(answer.rows.len())
    );
    let text = text(&question, &answer, 100);
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn hours_are_as_many_checks_with_the_width_that_those_are_planned_for() {
    let people = People {
        number: Some(40),
        found: 0.8,
        false_flag: 0.05,
    };
    let planned = plans(&question(0.02), Aim::Measure);
    let checks = planned[0].checks.expect("a size");
    let asked = Question {
        people: Some(people),
        hours: Some(Hours {
            a_month: checks as f64 / 3.0,
            minutes: 20.0,
        }),
        ..question(0.02)
    };
    let month = plans(&asked, Aim::HoursOfAMonth);
    let of = |rows: &[Row]| -> Vec<_> {
        rows.iter()
            .map(|row| (row.checks, row.half_width))
            .collect()
    };
    assert_eq!(of(&month), of(&planned));
    let year = plans(&asked, Aim::HoursOfAYear);
    // No more than there are cases, of which a census has no width.
    assert_eq!(
        (year[0].checks, year[0].half_width),
        (Some(48_000), Some(0.0))
    );
    let said = answer(&asked).sentences.join(" ");
    for words in [
        " of 20 minutes each",
        "of each of 40 caseworkers",
        " to measure accuracy: a month or less; ",
        " to tell caseworkers apart: ",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // A year of a tenth of these hours is too little for one of the two.
    let too_long = "A year of these hours is too little to tell caseworkers apart.";
    let fewer = Question {
        hours: Some(Hours {
            a_month: checks as f64 / 30.0,
            minutes: 20.0,
        }),
        ..asked
    };
    assert!(!said.contains(too_long), "{said}");
    let said = answer(&fewer).sentences.join(" ");
    assert!(said.contains(too_long), "{said}");
    let none = Question {
        hours: Some(Hours {
            a_month: 0.1,
            minutes: 20.0,
        }),
        ..question(0.02)
    };
    let said = answer(&none).sentences.join(" ");
    assert!(said.contains("no time for a single one"), "{said}");
}
