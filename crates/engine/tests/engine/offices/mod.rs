//! Small offices in code: a base that does nothing special, and words to change it with.

pub mod audits;
pub mod checked;
pub mod checks;
pub mod corrections;
pub mod demand;
pub mod excluding;
pub mod feedback;
pub mod ordered;
pub mod pathways;
pub mod pilots;
pub mod remembering;
pub mod trials;
pub mod values;

use tierone_scenario::workflow::Workflow;
use tierone_scenario::{
    Activity, Anchor, Attribute, Coaching, CoachingGroup, Complexity, Correction, ErrorMoney,
    ErrorRate, Horizon, LearningProduct, Policy, Replications, Scenario, Tolerance, Workforce,
};
use tierone_stats::distribution::{Amount, Distribution};
use tierone_stats::units::{Decimal, PeriodLength, Probability};

/// An office whose last activity has no accuracy attribute, only one of another kind.
pub fn in_part(mut office: Scenario) -> Scenario {
    let other = office.attributes.iter().position(|one| !one.accuracy);
    let other = other.expect("an attribute outside accuracy");
    let last = office.activities.last_mut().expect("an activity");
    last.errors
        .retain(|error| !office.attributes[error.attribute].accuracy);
    if last.errors.is_empty() {
        last.errors.push(ErrorRate {
            attribute: other,
            rate: probability(0.1),
            system_rate: probability(0.05),
        });
    }
    office
}

/// Twelve experienced seats, one activity of 240 decisions a month, two attributes: an accuracy one
/// at 6 % and one outside accuracy at 10 %.
pub fn base(periods: usize) -> Scenario {
    Scenario {
        title: "a small office".into(),
        horizon: Horizon {
            start: jiff::civil::date(2024, 4, 1),
            period: PeriodLength::Month,
            periods,
            warm_up: 0,
        },
        activities: vec![activity(
            "change",
            periods,
            240,
            &[(0, 0.06, 0.02), (1, 0.1, 0.05)],
        )],
        attributes: vec![attribute("income", true, 0), attribute("letter", false, 0)],
        grades: Vec::new(),
        kinds: Vec::new(),
        complexities: vec![complexity("all", 1.0)],
        demand: None,
        workforce: Workforce {
            seats: 12,
            team_size: 5,
            spread: 0.5,
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
            groups: vec![group("all", 0.4, 6.0, None)],
            uptake: Probability::ONE,
            delay: 0,
            minutes: 30.0,
            hourly_cost: None,
        },
        learning: Vec::new(),
        correction: Correction {
            workflow: Workflow::single(Distribution::Constant(20.0), None, 60.0),
            failed: Probability::ZERO,
            hourly_cost: 20.0,
        },
        pools: Vec::new(),
        pathways: Vec::new(),
        policies: Vec::new(),
        replications: Replications::Fixed(1),
        plan: None,
    }
}

/// An activity of one complexity, all by caseworkers, with rates as (attribute, rate, system rate).
pub fn activity(name: &str, periods: usize, volume: u64, errors: &[(usize, f64, f64)]) -> Activity {
    let error = |&(attribute, rate, system_rate): &(usize, f64, f64)| ErrorRate {
        attribute,
        rate: probability(rate),
        system_rate: probability(system_rate),
    };
    Activity {
        name: name.into(),
        area: None,
        mix: vec![(0, Decimal::ONE)],
        volume: vec![volume; periods],
        automated: (Decimal::ZERO, Decimal::ZERO),
        value: None,
        in_force: 365.25,
        errors: errors.iter().map(error).collect(),
    }
}

/// A correctable attribute without money.
pub fn attribute(name: &str, accuracy: bool, coaching_group: usize) -> Attribute {
    Attribute {
        name: name.into(),
        label: name.into(),
        accuracy,
        money: None,
        coaching_group,
        correctable: true,
        grade: 0,
        kind: 0,
    }
}

/// Money that an error is worth.
pub fn money(
    distribution: Distribution,
    max: f64,
    relative: bool,
    overstated: f64,
    lasts: Option<f64>,
) -> Option<ErrorMoney> {
    Some(ErrorMoney {
        amount: Amount {
            distribution,
            max,
            relative,
        },
        overstated: probability(overstated),
        lasts,
    })
}

/// A complexity.
pub fn complexity(name: &str, odds_ratio: f64) -> Complexity {
    Complexity {
        name: name.into(),
        odds_ratio,
    }
}

/// A coaching group.
pub fn group(name: &str, gain: f64, half_life: f64, ceiling: Option<f64>) -> CoachingGroup {
    CoachingGroup {
        name: name.into(),
        gain,
        half_life,
        ceiling,
    }
}

/// An accuracy that closed forms anchor.
pub fn anchored(accuracy: f64) -> Option<Anchor> {
    Some(Anchor {
        accuracy: probability(accuracy),
        under: None,
    })
}

/// A learning product about these attributes: so many found errors in a period release it at once, and
/// it never wears off.
pub fn product(attributes: &[usize], threshold: u32, gain: f64) -> LearningProduct {
    LearningProduct {
        name: "a change of instruction".into(),
        attributes: attributes.to_vec(),
        threshold,
        window: 1,
        lead_time: 0,
        gain,
        half_life: f64::INFINITY,
        cooldown: 0,
        system: false,
        cost: 0.0,
    }
}

/// A policy.
pub fn policy(name: &str, checks: Vec<tierone_scenario::Check>) -> Policy {
    Policy {
        name: name.into(),
        checks,
        learning: Vec::new(),
        targets: Vec::new(),
        pilots: Vec::new(),
        flag: None,
    }
}

/// A probability.
pub fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

/// A share, exactly as it is written.
pub fn share(value: f64) -> Decimal {
    Decimal::from_f64(value).expect("a decimal")
}
