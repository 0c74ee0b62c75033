//! Scenarios that the tests of this folder share.

use tierone_scenario::workflow::Workflow;
use tierone_scenario::{
    Activity, Attribute, Coaching, CoachingGroup, Complexity, Correction, ErrorMoney, ErrorRate,
    Horizon, NewStarters, Policy, Replications, Scenario, Tolerance, Workforce,
};
use tierone_stats::distribution::{Amount, Distribution};
use tierone_stats::units::{Decimal, PeriodLength, Probability};

/// 2,000 seats, 200 decisions each a month, one attribute at 0.5 %, spread 0.6, no turnover.
pub(super) fn national_year() -> Scenario {
    let attribute = Attribute {
        name: "accuracy".into(),
        label: "Accuracy".into(),
        accuracy: true,
        money: None,
        coaching_group: 0,
        correctable: true,
        grade: 0,
        kind: 0,
    };
    let activity = Activity {
        name: "decision".into(),
        area: None,
        mix: vec![(0, Decimal::ONE)],
        volume: vec![400_000; 12],
        automated: (Decimal::ZERO, Decimal::ZERO),
        value: None,
        in_force: 365.25,
        errors: vec![error(0, 0.005, 0.0)],
    };
    Scenario {
        title: "national year".into(),
        horizon: Horizon {
            start: jiff::civil::date(2021, 4, 1),
            period: PeriodLength::Month,
            periods: 12,
            warm_up: 0,
        },
        activities: vec![activity],
        attributes: vec![attribute],
        grades: Vec::new(),
        kinds: Vec::new(),
        complexities: vec![complexity("all", 1.0)],
        demand: None,
        workforce: Workforce {
            seats: 2_000,
            team_size: 10,
            spread: 0.6,
            team_spread: 0.0,
            new_starters: None,
            attrition: Probability::ZERO,
            vacancy: 0,
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
            uptake: Probability::ONE,
            delay: 0,
            minutes: 0.0,
            hourly_cost: None,
        },
        learning: Vec::new(),
        correction: Correction {
            workflow: Workflow::single(Distribution::Constant(0.0), None, 0.0),
            failed: Probability::ZERO,
            hourly_cost: 0.0,
        },
        pools: Vec::new(),
        pathways: Vec::new(),
        policies: vec![Policy {
            name: "no checks".into(),
            checks: Vec::new(),
            learning: Vec::new(),
            targets: Vec::new(),
            pilots: Vec::new(),
            flag: None,
        }],
        replications: Replications::Fixed(1),
        plan: None,
    }
}

/// A small office with a mix, automation that grows, turnover, two relative monetary attributes,
/// one absolute one outside accuracy and one accuracy attribute without money.
pub(super) fn mixed() -> Scenario {
    let mut scenario = national_year();
    scenario.horizon.periods = 6;
    scenario.horizon.warm_up = 2;
    scenario.complexities = vec![complexity("low", 0.5), complexity("high", 3.0)];
    scenario.attributes = vec![
        attribute("income", true, Some(money(0.2, 1.2, true, 0.4))),
        attribute("dates", true, Some(money(0.1, 0.8, true, 0.7))),
        attribute("validity", true, None),
        attribute("charge", false, Some(money(90.0, 0.5, false, 0.5))),
    ];
    let half = share(0.5);
    scenario.activities = vec![
        Activity {
            name: "change".into(),
            area: None,
            mix: vec![(0, share(0.7)), (1, share(0.3))],
            volume: vec![700, 710, 720, 730, 740, 750],
            automated: (share(0.2), half),
            value: Some(Distribution::log_normal_by_mean(2_000.0, 1_800.0)),
            in_force: 365.25,
            errors: vec![
                error(0, 0.08, 0.02),
                error(1, 0.06, 0.0),
                error(2, 0.03, 0.01),
                error(3, 0.05, 0.0),
            ],
        },
        Activity {
            name: "review".into(),
            area: None,
            mix: vec![(0, Decimal::ONE)],
            volume: vec![300; 6],
            automated: (half, half),
            value: Some(Distribution::log_normal_by_mean(1_500.0, 900.0)),
            in_force: 365.25,
            errors: vec![error(1, 0.04, 0.03), error(0, 0.02, 0.02)],
        },
    ];
    scenario.workforce = Workforce {
        poor: None,
        seats: 30,
        team_size: 10,
        spread: 0.6,
        team_spread: 0.3,
        new_starters: Some(NewStarters {
            odds_ratio: 3.0,
            half_life: 4.0,
        }),
        attrition: Probability::new(0.05).expect("a probability"),
        vacancy: 2,
        recruitment: None,
    };
    scenario
}

fn error(attribute: usize, rate: f64, system_rate: f64) -> ErrorRate {
    ErrorRate {
        attribute,
        rate: Probability::new(rate).expect("a probability"),
        system_rate: Probability::new(system_rate).expect("a probability"),
    }
}

fn complexity(name: &str, odds_ratio: f64) -> Complexity {
    Complexity {
        name: name.into(),
        odds_ratio,
    }
}

fn attribute(name: &str, accuracy: bool, money: Option<ErrorMoney>) -> Attribute {
    Attribute {
        name: name.into(),
        label: name.into(),
        accuracy,
        money,
        coaching_group: 0,
        correctable: true,
        grade: 0,
        kind: 0,
    }
}

fn money(median: f64, sigma: f64, relative: bool, overstated: f64) -> ErrorMoney {
    ErrorMoney {
        amount: Amount {
            distribution: Distribution::LogNormal {
                mu: median.ln(),
                sigma,
            },
            max: 20.0 * median,
            relative,
        },
        overstated: Probability::new(overstated).expect("a probability"),
        lasts: None,
    }
}

fn share(value: f64) -> Decimal {
    Decimal::from_f64(value).expect("a decimal")
}
