//! Checks that remember: their weighted figures to the truth, and what they ask to laws in closed
//! form.

use crate::offices;

use offices::checks::{But, check, escalating, inspection, learning, trend_targeted};
use offices::trials::pool;
use offices::{activity, base, policy, probability};
use tierone_engine::sim::{Ledger, Setup, Workspace};
use tierone_sampling::history::Results;
use tierone_sampling::world::SeatId;
use tierone_sampling::{Ask, Asking, History, Strata, Stratify, design};
use tierone_scenario::{Given, KeyValue, METHODS, Sample, SamplingMethod, Scenario};
use tierone_stats::rng::{Address, Purpose};

/// How far a mean may be from what is known. α = 0.00006 a comparison, at a fixed seed.
const STANDARD_ERRORS: f64 = 4.0;

/// Every method with a memory, over seats and over activities.
fn samples() -> Vec<Sample> {
    let top = [("top", KeyValue::Share(0.25))];
    let accept = [("accept", 2)];
    vec![
        trend_targeted(60, None, 1.0, 2, 0.6),
        trend_targeted(60, Some(0.3), 1.0, 2, 1.0),
        escalating("caseworkers", 3, [8, 2, 6]),
        escalating("activities", 10, [20, 2, 20]),
        inspection("caseworkers", 4, &[]),
        inspection("activities", 10, &accept),
        learning("caseworkers", 60, &top),
        learning("activities", 60, &[]),
    ]
}

#[test]
fn samples_here_are_of_every_method_with_a_memory() {
    for row in METHODS {
        let name = row.keys.name;
        let any = Sample::new(row, Given::default());
        assert_eq!(
            samples().iter().any(|sample| sample.method.name() == name),
            design(&any.method).history(1).is_some(),
            "{name}"
        );
    }
}

/// People and activities that differ much, checked without fault in one attribute.
fn office(sample: &Sample, coached: bool, hours: Option<f64>) -> Scenario {
    let mut office = base(8);
    let large = activity("large", 8, 200, &[(0, 0.04, 0.0)]);
    let small = activity("small", 8, 40, &[(0, 0.2, 0.0)]);
    office.activities = vec![large, small];
    office.workforce.spread = 1.0;
    office.workforce.attrition = probability(0.05);
    let mut check = check(&office, "check", sample.clone()).estimating();
    check.on_fail.coach = coached;
    if let Some(hours) = hours {
        office.pools = vec![pool("checkers", hours)];
        check = check.in_pool(0, 60.0);
    }
    office.policies = vec![policy("policy", vec![check])];
    office
}

#[test]
fn weighted_figures_are_right_where_plain_ones_are_not() {
    for sample in samples() {
        // Twelve hours leave many a caseworker, and small quotas, without a check in a month.
        for (coached, hours) in [(false, None), (true, None), (false, Some(12.0))] {
            let [plain, weighted] = biases(&office(&sample, coached, hours));
            let name = format!("{sample:?}, coached {coached}, hours {hours:?}");
            println!("{name}: plain {plain:.1}, weighted {weighted:.1}");
            assert!(weighted.abs() < STANDARD_ERRORS, "{name}: {weighted}");
            // Where people are coached, checks may move towards times when errors are rarer, and
            // the two slants of the plain figure may cancel out.
            let few = hours.is_some();
            assert!(
                coached || few || plain < -STANDARD_ERRORS,
                "{name}: {plain}"
            );
        }
    }
}

/// How far plain and weighted accuracy lie above the truth, in standard errors.
fn biases(office: &Scenario) -> [f64; 2] {
    let setup = Setup::new(office).expect("there is no anchor to miss");
    let mut workspace = Workspace::new(&setup);
    let (mut plain, mut weighted) = (Vec::new(), Vec::new());
    for replication in 0..1_500 {
        let ledger = workspace.replicate(7, replication).remove(0);
        let truth = truth(&ledger);
        let estimate = ledger.estimates[0].accuracy;
        let counts = ledger.horizon().checks[0];
        let passed = 1.0 - f64::from(counts.fails) / counts.checks as f64;
        weighted.push(estimate.expect("something is checked").value - truth);
        plain.push(passed - truth);
    }
    [plain, weighted].map(|errors| in_standard_errors(&errors))
}

/// Accuracy of all decisions, all of which the frame holds.
fn truth(ledger: &Ledger) -> f64 {
    let horizon = ledger.horizon();
    let errors: u32 = horizon.activities.iter().map(|truth| truth.errors).sum();
    let decisions: u64 = horizon.activities.iter().map(|truth| truth.decisions).sum();
    1.0 - f64::from(errors) / decisions as f64
}

/// The mean of independent numbers in its own standard errors.
fn in_standard_errors(numbers: &[f64]) -> f64 {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
    mean / (squares / (n - 1.0) / n).sqrt()
}

/// What a sample asks of strata of these sizes after these results, period by period.
fn ask(sample: &Sample, sizes: &[u64], periods: &[&[(u64, u64)]], seed: u64) -> Ask {
    let design = design(&sample.method);
    let mut stream = Address::opening(seed, 0)
        .at(3)
        .open(&Purpose::check("asked"));
    let of_people = design.stratify() == Stratify::Caseworker;
    let seats: Vec<SeatId> = (0..sizes.len()).map(SeatId::new).collect();
    let fresh: Option<History> = design.history(sizes.len());
    let mut history = fresh.expect("a method with a memory");
    for period in periods {
        let results: Vec<Results> = period
            .iter()
            .map(|&(checked, failed)| Results { checked, failed })
            .collect();
        history.note(&results, &mut stream);
    }
    let strata = Strata {
        sizes: sizes.to_vec(),
        ..Strata::default()
    };
    let asking = Asking {
        strata: &strata,
        history: &history,
        seats: if of_people { &seats } else { &[] },
    };
    design.ask(&asking, &mut stream)
}

#[test]
fn no_more_is_asked_than_there_is_whatever_was_found() {
    const MIXED: &[(u64, u64)] = &[(5, 0), (5, 5), (0, 0), (9, 1)];
    let histories: [&[&[(u64, u64)]]; 4] = [
        &[],
        &[&[(0, 0), (0, 0), (0, 0), (0, 0)]],
        &[MIXED; 7],
        &[
            &[(30, 0), (20, 0), (9, 0), (40, 0)],
            &[(3, 3), (30, 9), (1, 0), (1, 1)],
        ],
    ];
    for sample in samples() {
        for sizes in [[0, 0, 0, 0], [0, 1, 2, 0], [0, 500, 0, 0], [90, 1, 40, 200]] {
            for periods in histories {
                let ask = ask(&sample, &sizes, periods, 5);
                let case = format!("{sample:?} of {sizes:?} after {periods:?}: {ask:?}");
                assert_eq!(ask.sizes.len(), sizes.len(), "{case}");
                let within = ask
                    .sizes
                    .iter()
                    .zip(&sizes)
                    .all(|(asked, held)| asked <= held);
                assert!(within && ask.total() <= ask.quota, "{case}");
                let held: u64 = sizes.iter().sum();
                if !matches!(sample.method, SamplingMethod::Escalating(_)) {
                    assert_eq!(ask.total(), ask.quota.min(held), "{case}");
                }
                // Whatever is known, everybody is looked at a little, so that weights exist.
                let seen = ask
                    .sizes
                    .iter()
                    .zip(&sizes)
                    .all(|(n, held)| *n > 0 || *held == 0);
                assert!(seen, "{case}");
            }
        }
    }
}

#[test]
fn a_signal_moves_its_share_and_no_more() {
    let sample = trend_targeted(100, None, 3.0, 1, 0.5);
    let calm: &[(u64, u64)] = &[(100, 10), (100, 10), (100, 10)];
    let sizes = [600, 300, 100];
    let asked = |last| ask(&sample, &sizes, &[calm, last], 1).sizes;
    assert_eq!(asked(calm), [60, 30, 10]);
    assert_eq!(asked(&[(100, 10), (100, 10), (100, 30)]), [30, 15, 55]);
    assert_eq!(asked(&[(100, 30), (100, 10), (100, 30)]), [73, 15, 12]);
    assert_eq!(asked(&[(100, 30), (100, 30), (100, 30)]), [60, 30, 10]);
}

#[test]
fn a_unit_wins_as_often_as_its_draw_is_the_highest() {
    // After one fail and nothing else a rate is Beta(2, 1), against Beta(1, 1): it is the higher one
    // with probability E[Beta(2, 1)] = 2/3. Each of ten rounds has one of ten checks.
    let others = [
        ("floor", KeyValue::Count(0)),
        ("rounds", KeyValue::Count(10)),
    ];
    let sample = learning("activities", 10, &others);
    let n = 4_000;
    let won: u64 = (0..n)
        .map(|seed| ask(&sample, &[1_000, 1_000], &[&[(1, 1), (0, 0)]], seed).sizes[0])
        .sum();
    let draws = 10.0 * n as f64;
    let error = (2.0 / 9.0 / draws).sqrt();
    let share = won as f64 / draws;
    assert!(
        (share - 2.0 / 3.0).abs() < STANDARD_ERRORS * error,
        "{share}"
    );
}

#[test]
fn what_is_forgotten_counts_for_less() {
    // Half is forgotten each period: two fails of two periods ago are worth half a fail, and
    // E[Beta(1.5, 1)] = 0.6.
    let others = [
        ("floor", KeyValue::Count(0)),
        ("rounds", KeyValue::Count(1)),
        ("forget", KeyValue::Share(0.5)),
    ];
    let sample = learning("activities", 1, &others);
    let periods: [&[(u64, u64)]; 3] = [&[(2, 2), (0, 0)], &[(0, 0), (0, 0)], &[(0, 0), (0, 0)]];
    let n = 20_000;
    let won: u64 = (0..n)
        .map(|seed| ask(&sample, &[9, 9], &periods, seed).sizes[0])
        .sum();
    let share = won as f64 / n as f64;
    let error = (0.24 / n as f64).sqrt();
    assert!((share - 0.6).abs() < STANDARD_ERRORS * error, "{share}");
}

#[test]
fn a_check_that_may_leave_units_out_claims_no_known_chances() {
    let none = [("floor", KeyValue::Count(0))];
    let unreduced = [("reduced", 0)];
    for (sample, known) in [
        (learning("activities", 60, &none), false),
        (escalating("caseworkers", 0, [8, 2, 6]), false),
        (inspection("caseworkers", 4, &unreduced), false),
    ]
    .into_iter()
    .chain(samples().into_iter().map(|sample| (sample, true)))
    {
        assert_eq!(
            design(&sample.method).known_inclusion(),
            known,
            "{sample:?}"
        );
    }
}
