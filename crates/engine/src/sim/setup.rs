//! What every replication shares: the world's plan, and each check with everything worked out that
//! does not depend on a draw.

mod check;
mod tracking;

pub use check::CheckSetup;
pub(super) use check::in_mask;

use tierone_analysis as analysis;
use tierone_sampling::world::{self, Opening, OpeningError};
use tierone_sampling::{Stratify, design};
use tierone_scenario::{Check, OwnFigure, Policy, Scenario, TargetMeasure};
use tierone_stats::rng::Purpose;

/// Everything that replications share.
#[derive(Debug)]
pub struct Setup<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// The world's plan, anchored.
    pub plan: world::SharedWorld<'s>,
    /// Policies in file order.
    pub policies: Vec<PolicySetup<'s>>,
    /// Whether any error is worth money.
    pub monetary: bool,
    /// Expected rate of inaccuracy without feedback, by simulated period and cell.
    pub expected: Vec<Vec<f64>>,
}

/// A policy ready to be simulated.
#[derive(Debug)]
pub struct PolicySetup<'s> {
    /// The policy.
    pub policy: &'s Policy,
    /// Its checks in order.
    pub checks: Vec<CheckSetup<'s>>,
    /// Whether any check of the policy coaches.
    pub coaches: bool,
    /// Whether a decision that several of its checks draw is counted once, for which their samples are told apart.
    pub counts_checks_once: bool,
    /// Whether any check of the policy looks at values.
    pub by_value: bool,
    /// Whether the values of wrong decisions are kept: for such a check, or for an interval of money.
    pub keeps_values: bool,
}

impl<'s> Setup<'s> {
    /// Prepares a scenario whose anchor, if it has one, closed forms know.
    ///
    /// # Errors
    /// The anchor cannot be reached, or is a policy's own figure.
    pub fn new(scenario: &'s Scenario) -> Result<Self, analysis::AnchorError> {
        Ok(Self::shifted(scenario, analysis::anchor_shift(scenario)?))
    }

    /// Prepares a scenario whose accuracy attributes are moved by `shift` log-odds, whatever its
    /// anchor says.
    pub fn shifted(scenario: &'s Scenario, shift: f64) -> Self {
        let policies: Vec<PolicySetup> = scenario
            .policies
            .iter()
            .map(|policy| prepare(scenario, policy))
            .collect();
        let keeps_values = policies.iter().any(|policy| policy.keeps_values);
        let plan = world::SharedWorld::new(scenario, shift).keeping_values(keeps_values);
        let needed = scenario
            .policies
            .iter()
            .flat_map(|policy| &policy.checks)
            .any(|check| {
                let stratify = design(&check.sample.method).stratify();
                !matches!(
                    stratify,
                    Stratify::Whole
                        | Stratify::AlongValue
                        | Stratify::Caseworker
                        | Stratify::Results
                        | Stratify::ValueWeighted(_)
                )
            });
        let expected = (0..scenario.horizon.simulated())
            .map(|period| expected(scenario, &plan, shift, period, needed))
            .collect();
        Self {
            scenario,
            plan,
            policies,
            monetary: scenario
                .attributes
                .iter()
                .any(|attribute| attribute.money.is_some()),
            expected,
        }
    }

    /// The same, with every replication and every policy opening in a state of its own.
    ///
    /// # Errors
    /// The scenario cannot open in this state.
    pub fn opening_in(self, opening: Opening) -> Result<Self, OpeningError> {
        let plan = self.plan.opening_in(opening)?;
        Ok(Self { plan, ..self })
    }

    /// The same for whoever does not ask how many decisions the checks of a policy draw together: samples that share decisions then
    /// need not be told apart, which is quicker, and all other figures follow the same law.
    pub fn without_checks_counted_once(mut self) -> Self {
        for policy in &mut self.policies {
            policy.counts_checks_once = policy.checks.iter().all(|check| !check.shares);
        }
        self
    }

    /// The falls in log-odds, by coaching group and seat, that a given opening state has.
    pub(super) fn opening_coaching(&self) -> Option<&[Vec<f64>]> {
        match self.plan.opening() {
            Opening::Steady => None,
            Opening::Given(state) => Some(&state.coaching),
        }
    }
}

/// Expected inaccuracy of each cell; zeros where no check wants to know.
fn expected(
    scenario: &Scenario,
    plan: &world::SharedWorld,
    shift: f64,
    period: usize,
    needed: bool,
) -> Vec<f64> {
    let parts = plan.parts(period);
    let mut rates = vec![0.0; 2 * parts.len()];
    if needed {
        for (index, rate) in analysis::expected_rates(scenario, shift, period)
            .iter()
            .enumerate()
        {
            rates[index] = rate.manual;
            rates[parts.len() + index] = rate.system;
        }
    }
    rates
}

fn prepare<'s>(scenario: &'s Scenario, policy: &'s Policy) -> PolicySetup<'s> {
    let mut checks: Vec<CheckSetup> = policy
        .checks
        .iter()
        .map(|check| prepare_check(scenario, check))
        .collect();
    for index in 0..checks.len() {
        let frame = &checks[checks[index].rechecks.unwrap_or(index)].check.frame;
        checks[index].in_part = scenario.is_in_part(checks[index].check, frame);
    }
    for index in 0..checks.len() {
        let by_size = tracking::excluded_by_size(&checks, index);
        let earlier = in_mask(by_size).map(|other| checks[other].asked_first);
        checks[index].asked_first = earlier.fold(by_size, |all, other| all | other);
        checks[index].excluded_by_size = by_size;
    }
    let excluded = tracking::excluded_one_by_one(&checks);
    for (index, shares) in tracking::sharing(scenario, &checks).into_iter().enumerate() {
        // Whose results they are must be known, and strata of caseworkers say it by their sizes.
        let flags = policy.flag.as_ref().is_some_and(|flag| flag.check == index)
            && checks[index].stratify != Stratify::Caseworker;
        checks[index].pilots = policy.pilots.iter().any(|pilot| pilot.check == index);
        let pilots = checks[index].pilots && !checks[index].counts_by_place();
        checks[index].shares = shares;
        checks[index].tracked = excluded & 1 << index != 0
            || flags
            || pilots
            || tracking::values_are_asked(scenario, &checks, index)
            || tracking::activities_are_asked(&checks, index);
    }
    let sorters = checks
        .iter_mut()
        .filter(|check| check.stratify.is_by_value());
    for (number, check) in sorters.enumerate() {
        check.by_value = Some(number);
    }
    for target in &policy.targets {
        if let (Some(check), TargetMeasure::GradeShare(_)) = (target.check, target.measure) {
            checks[check].graded = true;
        }
        if let Some(check) = target.check
            && target.measure.is_figure_of(policy.checks[check].estimate)
            && target.measure.own_figure() != Some(OwnFigure::Results)
        {
            let longest = target.rolling.max(target.looks.unwrap_or(1));
            checks[check].rolling = checks[check].rolling.max(longest);
        }
    }
    let by_value = checks.iter().any(|check| check.stratify.needs_values());
    let coaches = policy.checks.iter().any(|check| check.on_fail.coach);
    PolicySetup {
        policy,
        checks,
        coaches,
        counts_checks_once: true,
        by_value,
        keeps_values: by_value || policy.checks.iter().any(|check| check.estimate.mve),
    }
}

fn prepare_check<'s>(scenario: &Scenario, check: &'s Check) -> CheckSetup<'s> {
    let design = design(&check.sample.method);
    let looks_at = scenario
        .activities
        .iter()
        .map(|a| {
            a.errors
                .iter()
                .filter(|e| check.looks_at[e.attribute])
                .count() as u32
        })
        .collect();
    CheckSetup {
        check,
        design,
        stratify: design.stratify(),
        by_value: None,
        purpose: Purpose::check(&check.name),
        interval: Purpose::interval(&check.name),
        rechecks: check.sample.method.rechecks(),
        excluded: check
            .excludes
            .iter()
            .fold(0, |mask, other| mask | 1 << other),
        excluded_by_size: 0,
        asked_first: 0,
        tracked: false,
        shares: false,
        pilots: false,
        rolling: 1,
        looks_at,
        judges: (0..scenario.activities.len())
            .map(|activity| scenario.judges(check, activity))
            .collect(),
        in_part: false,
        judged: Purpose::in_part(&check.name),
        graded: false,
        false_rate: -(-check.checker.false_fail.get()).ln_1p(),
    }
}
