//! Corrections by simulation agree with the closed forms of their workflow, which agree with sums
//! that can be done by hand.

use crate::offices;
use tierone_plain::shipped;

use offices::corrections::{escalating, state};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use tierone_engine::measure::{Scope, View, measure};
use tierone_engine::sim::{Setup, replicate};
use tierone_scenario::workflow::{Due, Expected, Passage, Workflow};
use tierone_scenario::workflows::WORKFLOWS;
use tierone_stats::distribution::Distribution;

/// How far a mean may be from its closed form: α = 0.00006 a comparison, at a fixed seed.
const STANDARD_ERRORS: f64 = 4.0;

const PASSAGES: usize = 200_000;

/// The operation of the simulations through the whole engine: many errors, all checked, and time
/// enough for their corrections.
const OFFICE: &str = r#"
title = "corrections"

[horizon]
start = 2024-01-01
period = "month"
periods = 12

[[activity]]
name = "change"
volume = [400, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
value = { distribution = "constant", value = 1_000 }
errors = { income = "25%" }

[[attribute]]
name = "income"
money = { absolute = { distribution = "constant", value = 365.25 }, overstated = "100%" }

[workforce]
caseworkers = 20

[[policy]]
name = "all"

[[policy.check]]
name = "all"
sample = { method = "census" }
on_fail = ["correct"]

[correction]
failed = "3%"
hourly_cost = 18
"#;

/// The Child Maintenance Service's procedure, as it is shipped.
fn shipped_default() -> Workflow {
    let (workflow, _) = WORKFLOWS[0].states().expect("a sound workflow");
    workflow
}

fn expected(workflow: &Workflow) -> Expected {
    let expected = workflow.expected();
    expected.expect("a workflow that comes to an end")
}

/// `1` as a unit of work in one state only, so that minutes count its visits.
fn counting(workflow: &Workflow, counted: usize) -> Workflow {
    let mut workflow = workflow.clone();
    for (number, state) in workflow.states.iter_mut().enumerate() {
        state.minutes = f64::from(number == counted);
    }
    workflow
}

fn passages(workflow: &Workflow, seed: u64) -> Vec<Passage> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    (0..PASSAGES).map(|_| workflow.pass(&mut random)).collect()
}

/// Holds the mean of `values` to what is known, in standard errors of its own; what never varies
/// must be what is known but for rounding.
fn agree(what: &str, values: &[f64], known: f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let error = (squares / (n - 1.0) / n).sqrt();
    println!("{what}: {mean:.5} ± {error:.5}, known {known:.5}");
    assert!(
        (mean - known).abs() <= STANDARD_ERRORS * error + 1e-9 * known.abs().max(1.0),
        "{what}: {mean} ± {error}, known {known}"
    );
}

fn passages_agree(workflow: &Workflow, seed: u64) {
    let known = expected(workflow);
    let drawn = passages(workflow, seed);
    let of = |value: fn(&Passage) -> f64| drawn.iter().map(value).collect::<Vec<_>>();
    agree(
        "completed",
        &of(|p| f64::from(p.completed)),
        known.completed,
    );
    agree("overdue", &of(|p| f64::from(p.overdue)), known.overdue);
    agree("days", &of(|p| p.days), known.days);
    let spread: Vec<f64> = of(|p| p.days)
        .into_iter()
        .map(|days| (days - known.days).powi(2))
        .collect();
    agree("variance of days", &spread, known.days_variance);
    agree("minutes", &of(|p| p.minutes), known.minutes);
    for (number, state) in workflow.states.iter().enumerate() {
        let counted = passages(&counting(workflow, number), seed + 1);
        let visits: Vec<f64> = counted.iter().map(|passage| passage.minutes).collect();
        let what = format!("visits of {}", state.name);
        agree(&what, &visits, known.visits[number]);
    }
    // Where nothing counts as completion, days run to the end.
    let mut to_the_end = workflow.clone();
    for state in &mut to_the_end.states {
        state.completes = false;
    }
    let days: Vec<f64> = passages(&to_the_end, seed + 2)
        .iter()
        .map(|passage| passage.days)
        .collect();
    agree("days to the end", &days, known.days_to_end);
}

#[test]
fn passages_of_the_shipped_default_agree_with_its_closed_form() {
    passages_agree(&shipped_default(), 11);
}

#[test]
fn passages_of_a_workflow_with_loops_agree_with_its_closed_form() {
    let workflow = escalating();
    let in_loops = workflow.in_a_loop();
    // Every state between the ends but the first can be come to again.
    assert_eq!(in_loops, [false, false, true, true, true, true, false]);
    passages_agree(&workflow, 12);
}

#[test]
fn passages_of_one_duration_of_any_kind_agree_with_its_closed_form() {
    for (number, duration) in [
        Distribution::LogNormal {
            mu: 2.0,
            sigma: 0.9,
        },
        Distribution::Gamma {
            shape: 0.7,
            scale: 14.0,
        },
        Distribution::Uniform {
            low: 3.0,
            high: 21.0,
        },
        Distribution::empirical(vec![(2.0, 1.0), (9.0, 3.0), (30.0, 1.0)]),
        Distribution::Constant(9.0),
    ]
    .into_iter()
    .enumerate()
    {
        for overdue in [None, Some(1), Some(0)] {
            let mut workflow = Workflow::single(duration.clone(), Some(9.0), 30.0);
            workflow.states[0].due = Some(Due { days: 9.0, overdue });
            passages_agree(&workflow, 20 + number as u64);
        }
    }
}

/// A loop that is left with probability 1/4 after each stay of 3 days, or of 2 or 4 evenly: visits
/// are geometric with mean 4 and variance 12.
#[test]
fn a_loop_is_passed_as_often_as_its_geometric_law_says() {
    let loops = |duration| Workflow {
        states: vec![state("again", duration, &[(0, 0.75), (1, 0.25)]), done()],
        start: 0,
    };
    let even = Distribution::empirical(vec![(2.0, 1.0), (4.0, 1.0)]);
    // Var = E[n]·var(stay) + var(n)·E[stay]².
    for (duration, variance) in [(Distribution::Constant(3.0), 108.0), (even, 112.0)] {
        let known = expected(&loops(duration));
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.max(1.0);
        assert!(close(known.visits[0], 4.0) && close(known.visits[1], 1.0));
        assert!(close(known.days, 12.0) && close(known.days_to_end, 12.0));
        assert!(close(known.days_variance, variance), "{known:?}");
        assert_eq!((known.completed, known.overdue), (1.0, 0.0));
    }
}

fn done() -> tierone_scenario::workflow::State {
    let mut end = state("done", Distribution::Constant(0.0), &[]);
    end.completes = true;
    end
}

/// Done within a due date of 10 days with probability 0.8, else escalated, anew for 10 days each
/// time: escalations are geometric.
#[test]
fn each_escalation_sets_a_new_due_date() {
    let duration = Distribution::Uniform {
        low: 0.0,
        high: 12.5,
    };
    let mut workflow = Workflow::single(duration, None, 6.0);
    workflow.states[0].due = Some(Due {
        days: 10.0,
        overdue: Some(0),
    });
    let known = expected(&workflow);
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.max(1.0);
    // A stay of 5 days on average ends it, after 0.25 stays of 10 days on average.
    assert!(close(known.overdue, 0.2), "{known:?}");
    assert!(close(known.visits[0], 1.25) && close(known.minutes, 7.5));
    assert!(close(known.days, 5.0 + 0.25 * 10.0));
    // var = 100/12 of the last stay + 10²·(0.2/0.8²) of the others.
    assert!(close(known.days_variance, 100.0 / 12.0 + 31.25));
}

#[test]
fn the_workflow_of_the_page_on_scenarios_reads_and_ends() {
    let readme = include_str!("../../../../docs/scenarios.md");
    let blocks = readme.split("```toml\n").skip(1);
    let states: Vec<&str> = blocks
        .filter_map(|block| block.split("```").next())
        .filter(|block| block.contains("[[correction.state]]"))
        .collect();
    let scenario = shipped::scenario(&format!("{OFFICE}{}", states.concat()));
    let workflow = scenario.correction.workflow;
    assert_eq!(workflow.states.len(), 4);
    passages_agree(&workflow, 14);
}

#[test]
fn a_workflow_that_cannot_end_has_no_closed_form() {
    let mut workflow = Workflow::single(Distribution::Constant(5.0), None, 0.0);
    workflow.states[0].due = Some(Due {
        days: 4.0,
        overdue: Some(0),
    });
    assert_eq!(workflow.can_end(), [false, true]);
    assert_eq!(workflow.reachable(), [true, false]);
    assert_eq!(workflow.expected(), None);
    assert_eq!(workflow.visits(), None);
}

#[test]
fn measures_of_a_run_agree_with_the_closed_form() {
    let own = format!("{OFFICE}{OWN}");
    let named = OFFICE.replace("[correction]", "[correction]\nworkflow = \"cms-2012\"");
    for text in [named, own] {
        let scenario = shipped::scenario(&text);
        let known = expected(&scenario.correction.workflow);
        let setup = Setup::new(&scenario).expect("nothing is anchored");
        let mut excess = [const { Vec::new() }; 4];
        for replication in 0..200 {
            let horizon = replicate(&setup, 5, replication)[0].horizon();
            let policy = &scenario.policies[0];
            let view = View::new(&scenario, policy, &horizon, Scope::Policy);
            let read = |name: &str| {
                let measure = measure(name).expect("a measure of that name");
                (measure.read)(&view).expect("something is corrected")
            };
            // A sum less what is expected of so many corrections has mean zero; a ratio need not.
            let started = read("corrections");
            let overdue = read("corrections_overdue");
            excess[0].push((read("correction_days") - known.days) * started);
            excess[1].push(overdue - known.overdue * started);
            excess[2].push(read("correction_hours") - known.minutes / 60.0 * started);
            // Each error moves £1 a day; 97 in 100 are put right.
            excess[3].push(read("error_gross_waiting") - 0.97 * known.days * started);
            let share = read("corrections_overdue_share") * started;
            assert!((share - 100.0 * overdue).abs() < 1e-6);
            let cost = read("cost");
            assert!((cost - 18.0 * read("correction_hours")).abs() < 1e-6);
        }
        agree("days beyond the expected", &excess[0], 0.0);
        agree("overdue beyond the expected", &excess[1], 0.0);
        agree("hours beyond the expected", &excess[2], 0.0);
        // A workflow that some corrections leave without completion puts fewer right.
        if known.completed > 1.0 - 1e-12 {
            agree("£ beyond the expected", &excess[3], 0.0);
        }
    }
}

/// A workflow of one's own, with a loop and a way to close without success.
const OWN: &str = r#"
[[correction.state]]
name = "assigned"
owner = "case owner"
start = true
duration = { distribution = "uniform", low = 0, high = 5 }
minutes = 3
next = "in progress"

[[correction.state]]
name = "in progress"
duration = { distribution = "gamma", mean = 9, sd = 6 }
due = "14 days"
overdue = "escalated"
minutes = 30
next = { completed = "85%", assigned = "10%", dropped = "5%" }

[[correction.state]]
name = "escalated"
duration = { assumed = "7 days", low = "3 days", high = "14 days" }
minutes = 5
next = "in progress"

[[correction.state]]
name = "completed"
completes = true

[[correction.state]]
name = "dropped"
"#;
