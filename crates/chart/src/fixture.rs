//! The study that the tests of charts draw: a small office under policies with long names.

use tierone_engine::sim::{Setup, replicate};
use tierone_engine::study::{Record, Summary, record, summarise};
use tierone_scenario::workflow::Workflow;
use tierone_scenario::*;
use tierone_stats::distribution::{Amount, Distribution};
use tierone_stats::units::{Decimal, PeriodLength, Probability};

/// A scenario with its replications and what they add up to.
pub(super) struct Case {
    pub(super) scenario: Scenario,
    pub(super) records: Vec<Record>,
    pub(super) summary: Summary,
}

impl Case {
    /// Simulates a scenario.
    pub(super) fn new(scenario: Scenario, replications: u32) -> Self {
        Self::with_seed(scenario, 7, replications)
    }

    /// The same from another seed.
    pub(super) fn with_seed(scenario: Scenario, seed: u64, replications: u32) -> Self {
        let setup = Setup::new(&scenario).expect("the scenario can be simulated");
        let records: Vec<Record> = (0..replications)
            .map(|r| record(&scenario, replicate(&setup, seed, r)))
            .collect();
        let summary = summarise(&scenario, &records, 0);
        Self {
            scenario,
            records,
            summary,
        }
    }
}

/// An office of 40 with money, and `n` policies of which one has no checks.
pub(super) fn office(n: usize) -> Scenario {
    let attribute = |name: &str, accuracy, money| Attribute {
        name: name.into(),
        label: name.into(),
        accuracy,
        money,
        coaching_group: 0,
        correctable: true,
        grade: 0,
        kind: 0,
    };
    let error = |attribute, rate| ErrorRate {
        attribute,
        rate: probability(rate),
        system_rate: probability(rate / 4.0),
    };
    let names = [
        "two a month, as now",
        "no checks & <nothing> else",
        "four a month for people in their first year",
        "risk-targeted checks of the hardest tenth",
        "census of changes of income, all of them",
        "Donaudampfschifffahrtsgesellschaftskapitän",
    ];
    Scenario {
        title: "An office of forty caseworkers".into(),
        horizon: Horizon {
            start: jiff::civil::date(2025, 4, 1),
            period: PeriodLength::Month,
            periods: 12,
            warm_up: 2,
        },
        activities: vec![Activity {
            name: "change-of-income".into(),
            area: None,
            mix: vec![(0, decimal(0.7)), (1, decimal(0.3))],
            volume: vec![2_000; 12],
            automated: (decimal(0.2), decimal(0.2)),
            value: Some(Distribution::log_normal_by_mean(2_000.0, 1_500.0)),
            in_force: 365.25,
            errors: vec![error(0, 0.015), error(1, 0.008), error(2, 0.03)],
        }],
        attributes: vec![
            attribute("income", true, Some(money(0.2))),
            attribute("effective-dates", true, Some(money(0.05))),
            attribute("notifications", false, None),
        ],
        grades: Vec::new(),
        kinds: Vec::new(),
        complexities: vec![
            Complexity {
                name: "low".into(),
                odds_ratio: 0.7,
            },
            Complexity {
                name: "high".into(),
                odds_ratio: 2.5,
            },
        ],
        demand: None,
        workforce: Workforce {
            seats: 40,
            team_size: 10,
            spread: 0.6,
            team_spread: 0.2,
            new_starters: Some(NewStarters {
                odds_ratio: 2.5,
                half_life: 4.0,
            }),
            attrition: probability(0.02),
            vacancy: 1,
            recruitment: None,
            poor: None,
        },
        accuracy_tolerance: Tolerance::None,
        anchor: None,
        fitted: None,
        coaching: Coaching {
            groups: vec![CoachingGroup {
                name: "all".into(),
                gain: 0.3,
                half_life: 6.0,
                ceiling: None,
            }],
            uptake: probability(0.9),
            delay: 0,
            minutes: 30.0,
            hourly_cost: Some(28.0),
        },
        learning: Vec::new(),
        correction: Correction {
            workflow: Workflow::single(Distribution::Constant(20.0), Some(28.0), 40.0),
            failed: probability(0.03),
            hourly_cost: 25.0,
        },
        pools: Vec::new(),
        pathways: Vec::new(),
        policies: (0..n).map(|index| policy(names[index], index)).collect(),
        replications: Replications::Fixed(100),
        plan: None,
    }
}

fn policy(name: &str, index: usize) -> Policy {
    let operational = "operational coaching";
    let assurance = || {
        check(
            "independent assurance by another directorate",
            "simple-random",
            60,
        )
    };
    let checks = match index {
        0 => vec![check(operational, "per-caseworker", 2), assurance()],
        1 => Vec::new(),
        2 => vec![check(operational, "per-caseworker", 4), assurance()],
        3 => vec![check("hardest tenth", "risk-targeted", 150)],
        4 => vec![check("everything", "census", 0)],
        _ => vec![check("everyone", "simple-random", 100)],
    };
    Policy {
        name: name.into(),
        checks,
        learning: Vec::new(),
        targets: targets(index),
        pilots: Vec::new(),
        flag: None,
    }
}

/// The first policy has the target of all, and the third has targets of its own.
fn targets(index: usize) -> Vec<Target> {
    let target = |name: &str, measure, limit| Target {
        name: name.into(),
        measure,
        check: None,
        limit,
        rolling: 1,
        looks: None,
        credits: Vec::new(),
    };
    match index {
        0 => vec![target(
            "audit",
            TargetMeasure::Accuracy,
            Limit::AtLeast(0.974),
        )],
        2 => vec![
            target("audit", TargetMeasure::Accuracy, Limit::AtLeast(0.974)),
            target("stretch", TargetMeasure::Accuracy, Limit::AtLeast(0.985)),
            target("money", TargetMeasure::Mve, Limit::AtMost(0.012)),
        ],
        _ => Vec::new(),
    }
}

fn check(name: &str, method: &str, checks: u64) -> Check {
    let mut values = vec![("checks", KeyValue::Count(checks))];
    if method == "risk-targeted" {
        values.push(("auc", KeyValue::Number(0.75)));
        values.push(("random_share", KeyValue::Share(0.0)));
    }
    Check {
        name: name.into(),
        tier: None,
        frame: Frame {
            activities: vec![true],
            complexities: vec![true; 2],
            automated: None,
            tenure: None,
        },
        sample: Sample::new(method_named(method).expect("a method"), values),
        checker: Checker {
            pool: None,
            sensitivity: vec![probability(0.8); 3],
            false_fail: probability(0.001),
            minutes: 45.0,
            hourly_cost: 28.0,
        },
        looks_at: vec![true, name != "everyone", true],
        on_fail: OnFail {
            coach: true,
            correct: true,
        },
        estimate: EstimateWhat {
            accuracy: true,
            mve: true,
        },
        interval: Interval::Closed,
        excludes: Vec::new(),
        challenges: None,
        mitigated: Probability::ZERO,
        changed: None,
    }
}

fn money(median: f64) -> ErrorMoney {
    ErrorMoney {
        amount: Amount {
            distribution: Distribution::LogNormal {
                mu: f64::ln(median),
                sigma: 0.9,
            },
            max: 20.0 * median,
            relative: true,
        },
        overstated: probability(0.4),
        lasts: None,
    }
}

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

fn decimal(value: f64) -> Decimal {
    Decimal::from_f64(value).expect("a decimal")
}

/// The same office with work that comes in: what it closed before, and a tenth more.
pub(super) fn with_demand(mut scenario: Scenario) -> Scenario {
    let seats = scenario.workforce.seats as f64;
    let activities = scenario.activities.iter();
    let work = activities.map(|activity| {
        let each: Vec<f64> = activity.volume.iter().map(|n| 1.1 * *n as f64).collect();
        Work {
            productivity: scenario.activities.len() as f64 * each[0] / seats,
            intakes: each,
            dispersion: 0.0,
            priority: 1,
            backlog: vec![20],
            planned: Vec::new(),
        }
    });
    scenario.demand = Some(Demand {
        work: work.collect(),
        absence: Probability::ZERO,
        full_time: Probability::ONE,
        training: None,
        hours: Some(140.0),
        returned: Probability::ZERO,
        target: f64::INFINITY,
        pressure: None,
        pools: vec![true; scenario.pools.len()],
        corrections: false,
    });
    scenario.plan_demand();
    scenario
}

/// The same office in ten teams, half of which have something new from the second reported period on, under every policy after the
/// first that checks anything.
pub(super) fn with_pilots(mut scenario: Scenario, gain: f64) -> Scenario {
    scenario.workforce.team_size = scenario.workforce.seats.div_ceil(10);
    let start = scenario.horizon.warm_up + 1;
    let attributes = scenario.attributes.len();
    for policy in scenario.policies.iter_mut().skip(1) {
        let draws = |check: &tierone_scenario::Check| check.sample.method.rechecks().is_none();
        if let Some(check) = policy.checks.iter().position(draws) {
            policy.pilots = vec![Pilot {
                name: "a new guide".into(),
                check,
                teams: 5,
                comparison: 5,
                starts: vec![start],
                gain,
                attributes: vec![true; attributes],
                half_life: f64::INFINITY,
                contamination: 0.0,
                dropouts: None,
            }];
        }
    }
    scenario
}

/// The same office with complaints whose start and end are recorded equally late, so that recorded dates show what happened.
pub(super) fn with_complaints(mut scenario: Scenario) -> Scenario {
    let late = Distribution::empirical(vec![(0.0, 0.5), (2.0, 0.5)]);
    scenario.pathways = vec![Pathway {
        name: "complaints".into(),
        activities: vec![true; scenario.activities.len()],
        per_error: probability(0.2),
        per_decision: probability(0.05),
        follows: None,
        after: Distribution::Constant(0.0),
        days: CaseDays::Calendar,
        counted_from: CountedFrom::Opening,
        lag: late.clone(),
        reopened: Probability::ZERO,
        stages: vec![Stage {
            name: "reply to <the> complaint".into(),
            owner: None,
            pause: Distribution::Constant(0.0),
            duration: Distribution::log_normal_by_mean(10.0, 5.0),
            capacity: None,
            lag: late,
            target: Some(12),
        }],
    }];
    scenario
}
