//! Work that comes in: queues to their closed forms, Little's law, and what checks cost in backlog and backlog in accuracy.

use crate::offices::checks::{But as _, check, simple_random};
use crate::offices::demand::{classes, demand, pressed, recruiting, work};
use crate::offices::{activity, base, policy, trials::pool};
use tierone_engine::sim::{Ledger, Setup, replicate};
use tierone_plain::shipped::{files, scenario};
use tierone_reference::{Folder, Row};
use tierone_scenario::{Demand, Pressure, Scenario, Work};
use tierone_stats::monte_carlo::summarise;
use tierone_stats::queue::Backlog;

/// Ten caseworkers who clear ten decisions each of one activity, of which so many come in.
fn office(periods: usize, intakes: f64) -> Scenario {
    let mut office = base(periods);
    office.workforce.seats = 10;
    office.activities = vec![activity(
        "change",
        periods,
        0,
        &[(0, 0.06, 0.0), (1, 0.1, 0.0)],
    )];
    office.demand = Some(demand(vec![work(periods, intakes, 10.0)]));
    office.policies = vec![policy("nothing", vec![])];
    office.plan_demand();
    office
}

fn ledgers(office: &Scenario, replications: u32) -> Vec<Vec<Ledger>> {
    let setup = Setup::new(office).expect("no anchor");
    (0..replications)
        .map(|replication| replicate(&setup, 11, replication))
        .collect()
}

/// Mean and standard error.
fn mean(figures: &[f64]) -> (f64, f64) {
    let figures: Vec<Option<f64>> = figures.iter().copied().map(Some).collect();
    let summary = summarise(&figures).expect("runs");
    (summary.mean, summary.mcse.expect("more than one run"))
}

fn assert_close(figures: &[f64], expected: f64, what: &str) {
    let (mean, error) = mean(figures);
    assert!(
        (mean - expected).abs() < 4.0 * error,
        "{what}: {mean} ± {error}, expected {expected}"
    );
}

#[test]
fn a_backlog_has_the_law_of_a_queue_that_is_cleared_in_periods() {
    // From nothing, with a hundred cleared a period at most, so many periods on.
    let queue = Backlog {
        arrivals: 97.0,
        capacity: 100,
    };
    let all = ledgers(&office(12, 97.0), 2_000);
    for period in [0, 3, 11] {
        let exact = queue.after(period as u64 + 1, 0).expect("a small queue");
        let waiting: Vec<f64> = all
            .iter()
            .map(|ledgers| ledgers[0].periods[period].work[0].waiting as f64)
            .collect();
        assert_close(&waiting, exact.mean(), "mean waiting");
        let none: Vec<f64> = waiting.iter().map(|n| f64::from(*n == 0.0)).collect();
        assert_close(&none, exact.p(0), "nothing waits");
    }
}

/// What waits at the ends of periods, and the periods that what was cleared had waited: each piece of work is counted at the
/// end of each period in which it waits. The rest is what still waits, and what had waited before the horizon.
fn littles_law_holds(office: &Scenario, replications: u32) {
    for ledger in ledgers(office, replications).iter().flatten() {
        for (activity, work) in office.demand.as_ref().expect("one").work.iter().enumerate() {
            let of = || ledger.periods.iter().map(|period| period.work[activity]);
            let periods = office.horizon.periods as f64;
            let waited: f64 = of().map(|work| work.waiting as f64).sum();
            let age: f64 = of().map(|work| work.age).sum();
            let last = of().next_back().expect("periods").waiting as f64;
            let came: u64 = of().map(|work| work.intakes).sum();
            let cleared: u64 = of().map(|work| work.clearances).sum();
            let backlog: u64 = work.backlog.iter().sum();
            assert_eq!(backlog + came - cleared, last as u64, "nothing is lost");
            // What was there at the start had ages that count before the horizon.
            let before: f64 = (work.backlog.iter().enumerate())
                .map(|(age, n)| (age as f64 + 1.0) * *n as f64)
                .sum();
            // What still waits has waited for no more than the horizon and the oldest age, and its periods are counted.
            let oldest = periods + work.backlog.len() as f64;
            let difference = waited + before - age;
            // Ages are added up in floats.
            let rounding = 1e-9 * age.max(1.0);
            assert!(
                (-rounding..=last * (oldest + 1.0) + rounding).contains(&difference),
                "{}: {waited} + {before} against {age}: {last} wait",
                office.title
            );
        }
    }
}

#[test]
fn littles_law_holds_in_every_run() {
    for office in [
        office(40, 97.0),
        office(40, 130.0),
        pressed(),
        classes(),
        recruiting(),
    ] {
        littles_law_holds(&office, 20);
    }
    let mut shipped = 0;
    for (path, text) in files() {
        // A file of its own folder is read from there.
        let folder = path.parent().and_then(|folder| folder.file_name());
        if !text.contains("[demand]") || folder.is_none_or(|name| name != "scenarios") {
            continue;
        }
        let name = path.file_name().expect("a file").to_string_lossy();
        littles_law_holds(&scenario(&format!("extends = \"{name}\"")), 2);
        shipped += 1;
    }
    assert!(shipped >= 2, "those with a demand are found");
}

/// Head of work = intakes a period × mean time in the system, once the queue has settled. Of 3,000 periods that start and end with
/// little work the edges are below 1 %; intakes, waiting and ages are of the same run, so nothing else is random in it.
#[test]
fn a_settled_head_of_work_is_intakes_times_the_time_in_the_system() {
    let steady = office(3_000, 97.0);
    let mut uneven = office(3_000, 93.0);
    uneven.demand.as_mut().expect("one").work[0].dispersion = 0.01;
    let mut slow = office(3_000, 9.5);
    slow.demand.as_mut().expect("one").work[0].productivity = 1.0;
    for office in [steady, uneven, slow] {
        for ledger in ledgers(&office, 2).iter().flatten() {
            let work = || ledger.periods.iter().map(|period| period.work[0]);
            let n = work().count() as f64;
            let waiting = work().map(|work| work.waiting as f64).sum::<f64>() / n;
            let intakes = work().map(|work| work.intakes as f64).sum::<f64>() / n;
            let (age, cleared) = work().fold((0.0, 0), |(age, cleared), work| {
                (age + work.age, cleared + work.clearances)
            });
            let expected = intakes * age / cleared as f64;
            assert!(
                (waiting / expected - 1.0).abs() < 0.01,
                "{waiting} wait, {expected} by Little's law"
            );
        }
    }
}

/// Every backlog of the reference table that is cleared in periods. Settled ones as a run of 400 periods that starts from nothing: the
/// mean of those after the first 200, over 100 replications; the longest memory there, (1 − load)⁻², is 400 arrivals and a few periods.
/// Others at the period of their row, over 1,000.
#[test]
fn backlogs_are_those_of_the_reference() {
    let table = Folder {
        root: concat!(env!("CARGO_MANIFEST_DIR"), "/../stats"),
    };
    let (mut compared, mut last) = (0, None);
    for row in table.rows("29_queues.csv") {
        let quantity = row.text("quantity");
        if !quantity.starts_with("batch_") {
            continue;
        }
        let settled = !quantity.starts_with("batch_transient");
        let queue = Backlog {
            arrivals: row.number("lam"),
            capacity: row.count("capacity"),
        };
        let given = (
            queue,
            row.text("start").to_owned(),
            row.text("periods").to_owned(),
        );
        // Rows of one queue stand together.
        let runs = match last.take() {
            Some((key, runs)) if key == given => runs,
            _ => waits(&row, settled),
        };
        let law = match settled {
            true => queue.settled(),
            false => queue.after(row.count("periods"), row.count("start") as usize),
        }
        .expect("a law");
        let of = |figure: &dyn Fn(f64) -> f64| -> Vec<f64> {
            let run = runs.iter().map(|run| &run.0);
            run.map(|run| run.iter().map(|n| figure(*n)).sum::<f64>() / run.len() as f64)
                .collect()
        };
        let expected = row.number("expected");
        let (figures, expected) = match quantity.trim_start_matches("batch_transient_") {
            "batch_backlog_mean" | "mean" => (of(&|n| n), expected),
            "batch_backlog_p_empty" | "p_empty" => (of(&|n| f64::from(n == 0.0)), expected),
            "batch_backlog_sd" | "sd" => {
                let mean = law.mean();
                (of(&|n| (n - mean).powi(2)), expected * expected)
            }
            "batch_backlog_quantile" => {
                let up_to = |most: f64| (0..=most as usize).map(|n| law.p(n)).sum::<f64>();
                let prob = row.number("prob");
                assert!(up_to(expected) >= prob);
                assert!(expected == 0.0 || up_to(expected - 1.0) < prob);
                (of(&|n| f64::from(n <= expected)), up_to(expected))
            }
            "batch_mean_wait_periods" => (runs.iter().map(|run| run.1).collect(), expected),
            other => panic!("no quantity {other}"),
        };
        assert_close(&figures, expected, row.text("case_id"));
        compared += 1;
        last = Some((given, runs));
    }
    assert_eq!(compared, 47, "rows of the table");
}

/// By replication, what waits at the ends of the periods that count, and how long what they cleared had waited.
fn waits(row: &Row, settled: bool) -> Vec<(Vec<f64>, f64)> {
    let (periods, from, replications) = match settled {
        true => (400, 200, 100),
        false => {
            let periods = row.count("periods") as usize;
            (periods, periods - 1, 1_000)
        }
    };
    let mut office = office(periods, row.number("lam"));
    office.workforce.seats = row.count("capacity") as usize;
    let work = &mut office.demand.as_mut().expect("one").work[0];
    work.productivity = 1.0;
    if !settled {
        work.backlog = vec![row.count("start")];
    }
    let of = |ledgers: &Vec<Ledger>| {
        let counted = &ledgers[0].periods[from..];
        let work = || counted.iter().map(|period| period.work[0]);
        let cleared: u64 = work().map(|work| work.clearances).sum();
        let age: f64 = work().map(|work| work.age).sum();
        let waiting: Vec<f64> = work().map(|work| work.waiting as f64).collect();
        (waiting, age / cleared as f64)
    };
    ledgers(&office, replications).iter().map(of).collect()
}

#[test]
fn checks_by_caseworkers_cost_clearances_and_pressure_costs_accuracy() {
    let mut office = office(24, 99.0);
    let taken = check(&office, "by colleagues", simple_random(40)).in_pool(0, 60.0);
    let apart = check(&office, "by others", simple_random(40)).in_pool(1, 60.0);
    office.pools = vec![pool("colleagues", 100.0), pool("others", 100.0)];
    office.policies = vec![
        policy("nothing", vec![]),
        policy("by others", vec![apart]),
        policy("by colleagues", vec![taken]),
    ];
    let given = office.demand.take().expect("one");
    office.demand = Some(Demand {
        hours: Some(100.0),
        pools: vec![true, false],
        pressure: Some(Pressure {
            gain: 0.5,
            above: 0.0,
            max: 0.8,
        }),
        ..given
    });
    let all = ledgers(&office, 300);
    let of = |policy: usize, read: fn(&Ledger) -> f64| -> Vec<f64> {
        all.iter().map(|ledgers| read(&ledgers[policy])).collect()
    };
    let lost = |ledger: &Ledger| ledger.horizon().policy.hours_lost;
    let waiting = |ledger: &Ledger| ledger.horizon().work[0].waiting as f64;
    let errors = |ledger: &Ledger| {
        let truth = ledger.horizon().activities[0];
        f64::from(truth.errors) / truth.decisions as f64
    };
    // Checks that others do change nothing, down to the last error.
    assert_eq!(of(0, waiting), of(1, waiting));
    assert_eq!(of(0, errors), of(1, errors));
    // Forty hours a period from the second on: four decisions a period.
    assert!(
        of(2, lost)
            .iter()
            .all(|lost| (lost - 23.0 * 40.0).abs() < 1e-9)
    );
    assert!(of(0, lost).iter().all(|lost| *lost == 0.0));
    // Both by the law of a queue: a hundred are cleared in the first period, and four fewer in each after it.
    let queue = |capacity| Backlog {
        arrivals: 99.0,
        capacity,
    };
    let undisturbed = queue(100).after(24, 0).expect("a small queue").mean();
    assert_close(&of(0, waiting), undisturbed, "no time is taken");
    let first = queue(100).after(1, 0).expect("a small queue");
    let from = |start| queue(96).after(23, start).expect("a small queue").mean();
    let taken: f64 = (0..60).map(|start| first.p(start) * from(start)).sum();
    assert_close(&of(2, waiting), taken, "time is taken");
    let worse: Vec<f64> = std::iter::zip(of(2, errors), of(0, errors))
        .map(|(a, b)| a - b)
        .collect();
    let (worse, error) = mean(&worse);
    assert!(worse > 4.0 * error, "{worse} ± {error}");
}

#[test]
fn pressure_is_what_it_says() {
    // Nobody keeps up, and the head of work at the start of each period is known but for chance: accuracy of the last period
    // is that of the greatest pressure.
    let mut office = office(6, 400.0);
    let waits = Work {
        backlog: vec![5_000],
        ..work(6, 400.0, 10.0)
    };
    office.demand = Some(Demand {
        pressure: Some(Pressure {
            gain: 0.1,
            above: 0.0,
            max: 0.7,
        }),
        ..demand(vec![waits])
    });
    office.workforce.spread = 0.0;
    office.plan_demand();
    let rates: Vec<f64> = ledgers(&office, 2_000)
        .iter()
        .map(|ledgers| f64::from(ledgers[0].horizon().activities[0].errors) / 600.0)
        .collect();
    let odds = 0.06 / 0.94 * 0.7f64.exp();
    assert_close(
        &rates,
        odds / (1.0 + odds),
        "errors at the greatest pressure",
    );
}

#[test]
fn no_policy_moves_the_numbers_of_another() {
    let office = pressed();
    let all = ledgers(&office, 3);
    for (number, policy) in office.policies.iter().enumerate() {
        let mut alone = office.clone();
        alone.policies = vec![policy.clone()];
        for (together, alone) in all.iter().zip(ledgers(&alone, 3)) {
            assert_eq!(together[number], alone[0], "{}", policy.name);
        }
    }
}
