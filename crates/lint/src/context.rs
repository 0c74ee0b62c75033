//! What a rule looks at: the scenario, where it says what, and what is known of it in closed form.

use std::cell::OnceCell;

use super::known::Known;
use super::names::LintName;
use super::numbers;
use tierone_analysis::{CheckFacts, Facts, LearningFacts, PolicyFacts, Quoted, Seen, TargetFacts};
use tierone_scenario::{
    Activity, ActivityId, Check, CheckId, LearningProduct, Policy, PolicyId, ProductId, Reading,
    Scenario, Step,
};
use tierone_stats::units::DAYS_A_YEAR;

/// A scenario with all that is known of it without simulating it.
#[derive(Debug)]
pub(crate) struct RuleContext<'a> {
    /// The scenario.
    pub(crate) scenario: &'a Scenario,
    /// How it was read: what is written where, and every number with a source or a range.
    pub(crate) reading: &'a Reading,
    /// What lints are called.
    pub(crate) lints: &'a [LintName],
    /// Closed forms, once a rule asks for them.
    known: OnceCell<Known>,
}

/// A check with the policy it is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckPlace<'a> {
    /// Which policy.
    pub(crate) policy_id: PolicyId,
    /// Which check of it.
    pub(crate) check_id: CheckId,
    /// The policy.
    pub(crate) policy: &'a Policy,
    /// The check.
    pub(crate) check: &'a Check,
}

/// What is known of a target, with where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TargetPlace<'a> {
    /// Which policy.
    pub(crate) policy_id: PolicyId,
    /// Which target of it.
    pub(crate) target_id: usize,
    /// What is known of it.
    pub(crate) target: &'a TargetFacts,
}

/// What a policy finds of what a learning product watches, in the attribute in which it finds most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Release<'a> {
    /// Which product.
    pub(crate) product_id: ProductId,
    /// The product.
    pub(crate) product: &'a LearningProduct,
    /// The policy.
    pub(crate) policy: &'a Policy,
    /// Errors found in a window.
    pub(crate) expected: f64,
    /// Chance that a window reaches the threshold.
    pub(crate) reached: f64,
    /// Releases in the reported periods, whatever the attribute; none where that has no closed form.
    pub(crate) releases: Option<f64>,
}

/// Hours of one pool in an average reported period.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PoolHours {
    /// That the checks of a policy ask for.
    pub(crate) asked: f64,
    /// That are staffed, less those of exercises.
    pub(crate) staffed: f64,
}

/// A rate of error as it is written.
pub(crate) struct WrittenRate<'a> {
    /// Of which activity.
    pub(crate) activity: &'a str,
    /// `errors`, or `system_errors`.
    pub(crate) key: &'static str,
    /// The attribute.
    pub(crate) name: &'a str,
    /// Where it is.
    pub(crate) steps: [Step<'a>; 4],
}

impl<'a> RuleContext<'a> {
    pub(crate) fn new(scenario: &'a Scenario, reading: &'a Reading, lints: &'a [LintName]) -> Self {
        Self {
            scenario,
            reading,
            lints,
            known: OnceCell::new(),
        }
    }

    /// Closed forms, worked out at the first call.
    pub(crate) fn known(&self) -> &Known {
        self.known.get_or_init(|| Known::of(self.scenario))
    }

    /// All rates of error that are written, people's and the system's.
    pub(crate) fn written_rates(&self) -> Vec<WrittenRate<'a>> {
        let mut rates = Vec::new();
        for activity in &self.scenario.activities {
            for key in ["errors", "system_errors"] {
                let errors = [
                    Step::Key("activity"),
                    Step::Named(&activity.name),
                    Step::Key(key),
                ];
                for name in self.reading.places.keys(&errors) {
                    rates.push(WrittenRate {
                        activity: &activity.name,
                        key,
                        name,
                        steps: [errors[0], errors[1], errors[2], Step::Key(name)],
                    });
                }
            }
        }
        rates
    }

    /// Whether something is written in the scenario.
    pub(crate) fn is_written(&self, steps: &[Step<'_>]) -> bool {
        self.reading.places.has(steps)
    }

    /// Whether something is written in a check.
    pub(crate) fn is_written_in_check(&self, place: CheckPlace<'_>, keys: &[&str]) -> bool {
        self.is_written(&Self::steps(place, keys))
    }

    /// The way down to keys of a check.
    pub(crate) fn steps<'k>(place: CheckPlace<'_>, keys: &[&'k str]) -> Vec<Step<'k>> {
        let mut steps = vec![
            Step::Key("policy"),
            Step::Item(place.policy_id),
            Step::Key("check"),
            Step::Item(place.check_id),
        ];
        steps.extend(keys.iter().map(|key| Step::Key(key)));
        steps
    }

    /// Every check of every policy.
    pub(crate) fn checks(&self) -> impl Iterator<Item = CheckPlace<'a>> + use<'a> {
        let policies = self.scenario.policies.iter().enumerate();
        policies.flat_map(|(policy_id, policy)| {
            let checks = policy.checks.iter().enumerate();
            checks.map(move |(check_id, check)| CheckPlace {
                policy_id,
                check_id,
                policy,
                check,
            })
        })
    }

    /// Every check of a policy.
    pub(crate) fn checks_of(
        &self,
        policy: PolicyId,
    ) -> impl Iterator<Item = CheckPlace<'a>> + use<'a> {
        self.checks().filter(move |place| place.policy_id == policy)
    }

    /// Those of them that coach.
    pub(crate) fn coaching_checks_of(
        &self,
        policy: PolicyId,
    ) -> impl Iterator<Item = CheckPlace<'a>> + use<'a> {
        let checks = self.checks_of(policy);
        checks.filter(|place| place.check.on_fail.coach)
    }

    /// The facts; none where the anchor is out of reach.
    pub(crate) fn facts(&self) -> Option<&Facts> {
        self.known().facts.as_ref().ok()
    }

    /// What is known of every policy; nothing where the anchor is out of reach.
    pub(crate) fn policy_facts(&self) -> &[PolicyFacts] {
        self.facts().map_or(&[], |facts| &facts.policies)
    }

    /// What is known of every target of every policy.
    pub(crate) fn targets(&self) -> impl Iterator<Item = TargetPlace<'_>> {
        let policies = self.policy_facts().iter().enumerate();
        policies.flat_map(|(policy_id, policy)| {
            let targets = policy.targets.iter().enumerate();
            targets.map(move |(target_id, target)| TargetPlace {
                policy_id,
                target_id,
                target,
            })
        })
    }

    /// All that is known of a check.
    pub(crate) fn check_facts(&self, place: CheckPlace<'_>) -> Option<&CheckFacts> {
        Some(&self.facts()?.policies[place.policy_id].checks[place.check_id])
    }

    /// What a check sees in an average period, where that has a closed form.
    pub(crate) fn seen(&self, place: CheckPlace<'_>) -> Option<&Seen> {
        let seen = self.check_facts(place)?.seen.as_ref().ok()?;
        // Nothing is said of a number that is none.
        let numbers = [seen.frame, seen.asked, seen.checks, seen.fails];
        numbers.iter().all(|n| n.is_finite()).then_some(seen)
    }

    /// What its figures report, where that has a closed form.
    pub(crate) fn quoted(&self, place: CheckPlace<'_>) -> Option<&Quoted> {
        self.check_facts(place)?.quoted.as_ref().ok()
    }

    /// Share of all decisions that are not accurate; none where nothing is decided.
    pub(crate) fn error_share(&self) -> Option<f64> {
        let accuracy = self.facts()?.all.accuracy.as_ref().ok()?;
        Some(1.0 - accuracy)
    }

    /// Reported periods, as a number to multiply by.
    pub(crate) fn periods(&self) -> f64 {
        self.scenario.horizon.periods as f64
    }

    /// The reported periods in words: `12 months`.
    pub(crate) fn span(&self) -> String {
        numbers::periods(self.periods(), self.scenario.horizon.period)
    }

    /// Reported years.
    pub(crate) fn years(&self) -> f64 {
        self.periods() * self.scenario.horizon.period.days() / DAYS_A_YEAR
    }

    /// Seats that are filled on average.
    pub(crate) fn filled_seats(&self) -> f64 {
        self.scenario.workforce.filled()
    }

    /// Teams, filled or not.
    pub(crate) fn teams(&self) -> f64 {
        let workforce = &self.scenario.workforce;
        workforce.seats.div_ceil(workforce.team_size.max(1)) as f64
    }

    /// Caseworkers of the tenures of a check's frame, on average.
    pub(crate) fn people_of(&self, check: &Check) -> f64 {
        let tenure = check.frame.tenure.unwrap_or((0.0, f64::INFINITY));
        self.filled_seats() * self.tenure_share(tenure)
    }

    /// Share of all decisions that have an error in an attribute.
    pub(crate) fn attribute_share(&self, attribute: usize) -> f64 {
        let decisions: f64 = self.known().parts.iter().map(|part| part.decisions).sum();
        let errors = self.known().attribute_errors(self.scenario);
        match errors.get(attribute) {
            Some(errors) if decisions > 0.0 => errors / decisions,
            _ => 0.0,
        }
    }

    /// An activity.
    pub(crate) fn activity(&self, id: ActivityId) -> &'a Activity {
        &self.scenario.activities[id]
    }

    /// Share of caseworkers with a tenure in `[from, under)` periods, in the steady state: it is geometric.
    pub(crate) fn tenure_share(&self, (from, under): (f64, f64)) -> f64 {
        let attrition = self.scenario.workforce.attrition.get();
        let stays = |tenure: f64| match tenure.is_finite() {
            true if attrition > 0.0 => (1.0 - attrition).powf(tenure.ceil()),
            // Without attrition everyone is experienced.
            true => 1.0,
            false => 0.0,
        };
        stays(from) - stays(under)
    }

    /// Hours that a policy asks of a pool; none where an ask has no closed form, or where it asks for
    /// nothing.
    pub(crate) fn pool_hours(&self, policy: PolicyId, pool: usize) -> Option<PoolHours> {
        let horizon = &self.scenario.horizon;
        let checks = self.checks_of(policy);
        let minutes: Option<f64> = checks
            .filter(|place| place.check.checker.pool == Some(pool))
            .map(|place| Some(self.seen(place)?.asked * place.check.checker.minutes))
            .sum();
        let reported = horizon.warm_up..horizon.simulated();
        let staffed: f64 = reported
            .map(|period| self.scenario.pools[pool].hours_for_checks(period))
            .sum();
        let asked = minutes? / 60.0;
        (asked > 0.0).then_some(PoolHours {
            asked,
            staffed: staffed / horizon.periods as f64,
        })
    }

    /// What each policy finds of what each learning product watches, where that has a closed form.
    pub(crate) fn releases(&self) -> impl Iterator<Item = Release<'_>> {
        let products = self.scenario.learning.iter().enumerate();
        let each = products.flat_map(|product| {
            std::iter::repeat(product).zip(self.policy_facts().iter().enumerate())
        });
        each.filter_map(|((product_id, product), (policy_id, policy))| {
            let facts = policy.learning.iter();
            let mut facts: Vec<&LearningFacts> =
                facts.filter(|fact| fact.product == product.name).collect();
            let expected = |fact: &LearningFacts| fact.expected.unwrap_or(f64::INFINITY);
            facts.sort_by(|a, b| expected(b).total_cmp(&expected(a)));
            let most = facts.first()?;
            Some(Release {
                product_id,
                product,
                policy: &self.scenario.policies[policy_id],
                expected: most.expected.ok()?,
                reached: most.reached.ok()?,
                releases: facts.iter().map(|fact| fact.releases.ok()).sum(),
            })
        })
    }
}
