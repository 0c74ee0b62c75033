//! What is known of a scenario without a draw, in the form that rules ask for.

use std::cell::OnceCell;

use tierone_analysis::{
    self as analysis, AnchorError, CheckFacts, Facts, Kind, LearningFacts, Quoted, Seen,
};
use tierone_sampling::{Stratify, design};
use tierone_scenario::{
    Activity, ActivityId, Check, Complexity, ComplexityId, Policy, Scenario, parts,
};
use tierone_stats::units::DAYS_A_YEAR;

use super::case::{Case, Place};

/// Closed forms of a scenario, worked out once for all rules.
#[derive(Debug)]
pub struct Known {
    /// The facts, or why the anchor is out of reach.
    pub facts: Result<Facts, AnchorError>,
    /// Decisions and errors of the reported periods, by activity, complexity and decider.
    pub parts: Vec<PartTotal>,
    /// Kinds of decision that are made at all.
    pub kinds: Vec<Kind>,
    /// Decisions with an error in each attribute over the reported periods, by attribute; worked out
    /// when a rule asks.
    attribute_errors: OnceCell<Vec<f64>>,
}

/// Decisions of one activity at one complexity, by caseworkers or by the system, over the reported
/// periods, in expectation.
#[derive(Clone, Copy, Debug)]
pub struct PartTotal {
    /// The activity.
    pub activity: ActivityId,
    /// The complexity.
    pub complexity: ComplexityId,
    /// Whether the system decides.
    pub system: bool,
    /// Decisions.
    pub decisions: f64,
    /// Decisions that are not accurate.
    pub errors: f64,
}

impl Known {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let facts = analysis::facts(scenario);
        let shift = facts.as_ref().map_or(0.0, |facts| facts.shift);
        let rates = analysis::expected_rates_soon(scenario, shift, 0);
        let mut totals: Vec<PartTotal> = Vec::new();
        for period in 0..scenario.horizon.periods {
            let numbers = parts(scenario, scenario.horizon.warm_up + period);
            let both = numbers.iter().zip(&rates).flat_map(|(part, rate)| {
                [
                    (part, false, part.manual as f64, rate.manual),
                    (part, true, part.system as f64, rate.system),
                ]
            });
            for (i, (part, system, decisions, rate)) in both.enumerate() {
                if totals.len() <= i {
                    totals.push(PartTotal {
                        activity: part.activity,
                        complexity: part.complexity,
                        system,
                        decisions: 0.0,
                        errors: 0.0,
                    });
                }
                totals[i].decisions += decisions;
                totals[i].errors += decisions * rate;
            }
        }
        let made = |kind: &&Kind| {
            totals.iter().any(|part| {
                part.decisions > 0.0
                    && (part.activity, part.complexity, part.system)
                        == (kind.activity, kind.complexity, kind.system)
            })
        };
        let kinds = facts.iter().flat_map(|facts| &facts.kinds);
        Self {
            kinds: kinds.filter(made).copied().collect(),
            facts,
            parts: totals,
            attribute_errors: OnceCell::new(),
        }
    }
}

/// What some decisions are of all.
#[derive(Clone, Copy, Debug)]
pub struct Shares {
    /// Of all decisions.
    pub decisions: f64,
    /// Of all decisions that are not accurate; zero where there are none.
    pub errors: f64,
}

impl<'a> Case<'a> {
    /// The facts; none where the anchor is out of reach.
    pub fn facts(&self) -> Option<&Facts> {
        self.known.facts.as_ref().ok()
    }

    /// All that is known of a check.
    pub fn check_facts(&self, place: Place<'_>) -> Option<&CheckFacts> {
        Some(&self.facts()?.policies[place.policy_id].checks[place.check_id])
    }

    /// What a check sees in an average period, where that has a closed form.
    pub fn seen(&self, place: Place<'_>) -> Option<&Seen> {
        self.check_facts(place)?.seen.as_ref().ok()
    }

    /// What its figures say, where that has a closed form.
    pub fn quoted(&self, place: Place<'_>) -> Option<&Quoted> {
        self.check_facts(place)?.quoted.as_ref().ok()
    }

    /// Share of all decisions that are not accurate; none where nothing is decided.
    pub fn error_share(&self) -> Option<f64> {
        let accuracy = self.facts()?.all.accuracy.as_ref().ok()?;
        Some(1.0 - accuracy)
    }

    /// Reported periods, as a number to multiply by.
    pub fn periods(&self) -> f64 {
        self.scenario.horizon.periods as f64
    }

    /// The reported periods in words: `12 months`.
    pub fn span(&self) -> String {
        super::numbers::periods(self.periods(), self.scenario.horizon.period)
    }

    /// Reported years.
    pub fn years(&self) -> f64 {
        self.periods() * self.scenario.horizon.period.days() / DAYS_A_YEAR
    }

    /// Seats that are filled on average.
    pub fn filled_seats(&self) -> f64 {
        let workforce = &self.scenario.workforce;
        workforce.seats as f64 / (1.0 + workforce.attrition.get() * workforce.vacancy as f64)
    }

    /// What the parts that pass a filter are of all parts.
    pub fn shares(&self, among: impl Fn(&PartTotal) -> bool) -> Shares {
        let sum = |of: fn(&PartTotal) -> f64| -> (f64, f64) {
            let some = self.known.parts.iter().filter(|part| among(part)).map(of);
            (some.sum(), self.known.parts.iter().map(of).sum())
        };
        let share = |(some, all): (f64, f64)| if all > 0.0 { some / all } else { 0.0 };
        Shares {
            decisions: share(sum(|part| part.decisions)),
            errors: share(sum(|part| part.errors)),
        }
    }

    /// Share of all decisions that have an error in an attribute.
    pub fn attribute_share(&self, attribute: usize) -> f64 {
        let decisions: f64 = self.known.parts.iter().map(|part| part.decisions).sum();
        let errors = self.known.attribute_errors.get_or_init(|| {
            let shift = self.facts().map_or(0.0, |facts| facts.shift);
            let total = analysis::without_feedback(self.scenario, shift).total;
            total.attribute_errors
        });
        match errors.get(attribute) {
            Some(errors) if decisions > 0.0 => errors / decisions,
            _ => 0.0,
        }
    }

    /// An activity.
    pub fn activity(&self, id: ActivityId) -> &'a Activity {
        &self.scenario.activities[id]
    }

    /// A complexity.
    pub fn complexity(&self, id: ComplexityId) -> &'a Complexity {
        &self.scenario.complexities[id]
    }

    /// Share of caseworkers with a tenure in `[from, under)` periods, in the steady state: it is geometric.
    pub fn tenure_share(&self, (from, under): (f64, f64)) -> f64 {
        let attrition = self.scenario.workforce.attrition.get();
        let stays = |tenure: f64| match tenure.is_finite() {
            true if attrition > 0.0 => (1.0 - attrition).powf(tenure.ceil()),
            // Without attrition everyone is experienced.
            true => 1.0,
            false => 0.0,
        };
        stays(from) - stays(under)
    }
}

/// How far the accuracy that a check estimates is from that of all decisions because of what it draws
/// from: its frame, or its aim where chances are not known.
pub fn targeting(quoted: &Quoted) -> f64 {
    match (&quoted.weighted_bias, &quoted.weighted_frame_bias) {
        (Ok(bias), Ok(own)) => bias - own,
        _ => quoted.by_targeting,
    }
}

/// Whether strata are of people, so that the system's decisions are left out.
pub fn is_of_people(check: &Check) -> bool {
    let strata = design(&check.sample.method).stratify();
    matches!(
        strata,
        Stratify::Caseworker | Stratify::Team | Stratify::Tenure(_)
    )
}

/// Whether a check draws so many of each caseworker's decisions.
pub fn is_of_each(check: &Check) -> bool {
    design(&check.sample.method).stratify() == Stratify::Caseworker
}

/// Whether a check draws from another check's results.
pub fn is_recheck(check: &Check) -> bool {
    design(&check.sample.method).stratify() == Stratify::Results
}

/// Whether a check's own figures speak of a kind of decision: a recheck's are of the frame of the check that it
/// does again.
pub fn speaks_of(policy: &Policy, check: &Check, kind: &Kind) -> bool {
    match check.sample.method.rechecks() {
        Some(first) => speaks_of(policy, &policy.checks[first], kind),
        None => reaches(check, kind),
    }
}

/// Whether a check can draw decisions of a kind: a recheck draws nothing that is not drawn already.
pub fn reaches(check: &Check, kind: &Kind) -> bool {
    let frame = &check.frame;
    let tenure = frame
        .tenure
        .is_none_or(|(from, under)| !kind.system && kind.tenure.0 < under && kind.tenure.1 > from);
    !is_recheck(check)
        && check.sample.method.checks() != Some(0)
        && frame.activities[kind.activity]
        && frame.complexities[kind.complexity]
        && frame.automated.is_none_or(|only| only == kind.system)
        && tenure
        && !(kind.system && is_of_people(check))
}

/// Hours of one pool in an average reported period.
#[derive(Clone, Copy, Debug)]
pub struct PoolHours {
    /// That the checks of a policy ask for.
    pub asked: f64,
    /// That are staffed, less those of exercises.
    pub staffed: f64,
}

/// Hours that a policy asks of a pool; none where an ask has no closed form, or where it asks for
/// nothing.
pub fn pool_hours(case: &Case<'_>, policy: usize, pool: usize) -> Option<PoolHours> {
    let horizon = &case.scenario.horizon;
    let of_pool =
        |place: &Place<'_>| place.policy_id == policy && place.check.checker.pool == Some(pool);
    let minutes: Option<f64> = case
        .checks()
        .filter(of_pool)
        .map(|place| Some(case.seen(place)?.asked * place.check.checker.minutes))
        .sum();
    let reported = horizon.warm_up..horizon.simulated();
    let staffed: f64 = reported
        .map(|period| case.scenario.pools[pool].hours_for_checks(period))
        .sum();
    let asked = minutes? / 60.0;
    (asked > 0.0).then_some(PoolHours {
        asked,
        staffed: staffed / horizon.periods as f64,
    })
}

/// What is known of a learning product, policy by policy: of each attribute that it watches, the one
/// of which most is found first.
pub fn of_product<'c>(case: &'c Case<'_>, product: usize) -> Vec<(usize, Vec<&'c LearningFacts>)> {
    let name = &case.scenario.learning[product].name;
    let policies = case.facts().into_iter().flat_map(|facts| &facts.policies);
    policies
        .enumerate()
        .map(|(id, policy)| {
            let mut facts: Vec<&LearningFacts> = policy
                .learning
                .iter()
                .filter(|fact| fact.product == *name)
                .collect();
            let expected = |fact: &LearningFacts| fact.expected.unwrap_or(f64::INFINITY);
            facts.sort_by(|a, b| expected(b).total_cmp(&expected(a)));
            (id, facts)
        })
        .collect()
}

/// The number in a value as written: a percentage as a share.
pub fn bare_number(text: &str) -> Option<f64> {
    let (digits, percent) = match text.trim().strip_suffix('%') {
        Some(digits) => (digits, 0.01),
        None => (text, 1.0),
    };
    let number: f64 = digits.trim().replace('_', "").parse().ok()?;
    number.is_finite().then_some(percent * number)
}
