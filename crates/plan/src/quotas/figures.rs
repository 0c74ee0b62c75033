//! What is read of a policy in each simulated world: its aims, its objective, and what a reader wants to see beside them.

use super::space::Space;
use tierone_analysis::{Mistakes, money_found};
use tierone_engine::measure::{Scope, View, measure};
use tierone_engine::sim::PeriodLedger;
use tierone_engine::study::SHORT;
use tierone_sampling::design;
use tierone_scenario::{Aim, AimOf, CheckId, KeyValue, Objective, Plan, Policy, PoolId, Scenario};
use tierone_stats::distribution::normal_quantile;

/// The name of [`Quantity::QuotaDone`].
pub(crate) const QUOTA_DONE: &str = "quota_done";

/// A number that is read of a policy over the horizon. Hours, £ and finds are those of an average period, shares are in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// Hours of checking.
    Hours,
    /// What the policy costs.
    Cost,
    /// True accuracy.
    Accuracy,
    /// The true monetary value of error, as it flows.
    Mve,
    /// Half the width of the 95 % interval of a check's accuracy.
    AccuracyHalfWidth(CheckId),
    /// The same of its monetary value of error.
    MveHalfWidth(CheckId),
    /// 100 where a check's figure shows that accuracy is above a level, else 0.
    Shown {
        /// The check.
        check: CheckId,
        /// The level, a share.
        accuracy: f64,
        /// What the check reports of decisions of that accuracy, by what its checker misses and fails wrongly: that is what its bound
        /// has to be above.
        reported: f64,
        /// Confidence of the one-sided bound.
        confidence: f64,
    },
    /// 100 where a check's figure shows that the monetary value of error is below a level, else 0.
    MveShown {
        /// The check.
        check: CheckId,
        /// The level, a share.
        mve: f64,
        /// What of it the checker finds.
        found: f64,
        /// Confidence of the one-sided bound.
        confidence: f64,
    },
    /// Poor performers that are found.
    PoorPerformersFound,
    /// Decisions of which some check finds an error in an accuracy attribute.
    ErrorsFound,
    /// Hours of the checks of a pool.
    HoursOf(PoolId),
    /// Decisions that wait for caseworkers at the end of the horizon.
    HeadOfWork,
    /// By how much a check reports accuracy too high.
    AccuracyBias(CheckId),
    /// Checks of the quota for which the checkers have the hours.
    QuotaDone,
    /// True accuracy of the decisions that a check may draw.
    AccuracyInFrame(CheckId),
    /// The true monetary value of error of those, as decided.
    MveInFrame(CheckId),
}

impl Quantity {
    /// Its name in tables.
    pub fn name(&self, scenario: &Scenario) -> String {
        match self {
            Self::Hours => "hours".into(),
            Self::Cost => "cost".into(),
            Self::Accuracy => "accuracy".into(),
            Self::Mve => "mve".into(),
            Self::AccuracyHalfWidth(_) => "accuracy_half_width".into(),
            Self::MveHalfWidth(_) => "mve_half_width".into(),
            Self::Shown { .. } => "show".into(),
            Self::MveShown { .. } => "show_mve".into(),
            Self::PoorPerformersFound => "poor_performers_found".into(),
            Self::ErrorsFound => "errors_found".into(),
            Self::HeadOfWork => "head_of_work".into(),
            Self::AccuracyBias(_) => "accuracy_bias".into(),
            Self::QuotaDone => QUOTA_DONE.into(),
            Self::AccuracyInFrame(_) => "accuracy_in_frame".into(),
            Self::MveInFrame(_) => "mve_in_frame".into(),
            Self::HoursOf(pool) => format!("hours_by_pool.{}", scenario.pools[*pool].name),
        }
    }

    /// Its unit: £ as files write it.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Hours | Self::HoursOf(_) => "h",
            Self::Cost => "GBP",
            Self::ErrorsFound | Self::HeadOfWork => "count",
            Self::AccuracyHalfWidth(_) | Self::MveHalfWidth(_) | Self::AccuracyBias(_) => "pp",
            Self::Accuracy
            | Self::Mve
            | Self::Shown { .. }
            | Self::MveShown { .. }
            | Self::PoorPerformersFound
            | Self::AccuracyInFrame(_)
            | Self::MveInFrame(_)
            | Self::QuotaDone => "%",
        }
    }

    /// Whether it says only if something is so that a check should show.
    pub(crate) fn is_truth(&self) -> bool {
        matches!(self, Self::AccuracyInFrame(_) | Self::MveInFrame(_))
    }

    /// Reads it off the horizon of a world; none where it cannot be computed, or cannot mean what it would be quoted for.
    pub(crate) fn read(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        horizon: &PeriodLedger,
    ) -> Option<f64> {
        let of = |name: &str, scope: Scope| {
            let view = View::new(scenario, policy, horizon, scope);
            (measure(name)?.read)(&view).filter(|value| value.is_finite())
        };
        let periods = scenario.horizon.periods as f64;
        match *self {
            Self::Hours => Some(of("check_hours", Scope::Policy)? / periods),
            Self::Cost => Some(of("cost", Scope::Policy)? / periods),
            Self::Accuracy => of("accuracy", Scope::Policy),
            Self::Mve => of("mve", Scope::Policy),
            Self::AccuracyHalfWidth(check) if is_known(policy, check) => {
                of("accuracy_half_width", Scope::Check(check))
            }
            Self::MveHalfWidth(check) if is_known(policy, check) => {
                of("mve_half_width", Scope::Check(check))
            }
            Self::Shown {
                check,
                reported,
                confidence,
                ..
            } if is_known(policy, check) => {
                let figure = horizon.estimates.get(check)?.accuracy?;
                let (low, _) = figure.interval?;
                let shows = shows(figure.value, low, reported, confidence);
                Some(if shows { 100.0 } else { 0.0 })
            }
            Self::MveShown {
                check,
                mve,
                found,
                confidence,
            } if is_known(policy, check) => {
                let figure = horizon.estimates.get(check)?.mve?;
                let (_, high) = figure.interval?;
                // The distance of a limit goes by its quantile.
                let scale = normal_quantile(confidence) / normal_quantile(0.975);
                let bound = figure.value + scale * (high - figure.value);
                Some(if bound < found * mve { 100.0 } else { 0.0 })
            }
            Self::AccuracyBias(check) if is_known(policy, check) => {
                of("accuracy_bias", Scope::Check(check))
            }
            Self::AccuracyHalfWidth(_)
            | Self::MveHalfWidth(_)
            | Self::AccuracyBias(_)
            | Self::Shown { .. }
            | Self::MveShown { .. } => None,
            Self::QuotaDone => {
                let all = |name| -> Option<f64> {
                    let checks = 0..policy.checks.len();
                    checks.map(|check| of(name, Scope::Check(check))).sum()
                };
                let late = all("checks_short_hours")?;
                let asked = all("checks")? + all("checks_short")?;
                Some(if asked > 0.0 {
                    100.0 * (1.0 - late / asked)
                } else {
                    100.0
                })
            }
            Self::AccuracyInFrame(check) => {
                Some(100.0 * horizon.estimates.get(check)?.accuracy_in_frame?)
            }
            Self::MveInFrame(check) => Some(100.0 * horizon.estimates.get(check)?.mve_in_frame?),
            Self::PoorPerformersFound => of("poor_performers_found", Scope::Policy),
            Self::HeadOfWork => of("head_of_work", Scope::Policy),
            Self::ErrorsFound => Some(of("errors_found", Scope::Policy)? / periods),
            Self::HoursOf(pool) => {
                let checks = policy.checks.iter().enumerate();
                let own = checks.filter(|(_, check)| check.checker.pool == Some(pool));
                let hours: Option<f64> = own
                    .map(|(check, _)| of("check_hours", Scope::Check(check)))
                    .sum();
                Some(hours? / periods)
            }
        }
    }
}

/// Whether every decision's probability of being drawn is known, and that of no stratum nothing: without that a figure is of the
/// checked decisions, or of some strata, alone.
pub(crate) fn is_known(policy: &Policy, check: CheckId) -> bool {
    let sample = &policy.checks[check].sample;
    let method = &sample.method;
    let is_nothing = |(_, value): &(&str, KeyValue)| match value {
        KeyValue::Counts(counts) => counts.iter().any(|(_, count)| *count == 0),
        _ => false,
    };
    design(method).known_inclusion()
        && !sample.given().iter().any(is_nothing)
        && method.rechecks().is_none_or(|of| is_known(policy, of))
}

/// Whether a figure with a 95 % interval from `low` on shows that the truth is above `level`, by its one-sided bound.
///
/// Wilson's limit L of a share p from n checks solves (p − L)² = z²L(1 − L)/n, which gives n from the interval that there is; at
/// another z the bound is at or above the level where (p − level)/√(level(1 − level)) ≥ z/√n. At a confidence of 97.5 % it is the
/// interval's own end.
fn shows(value: f64, low: f64, level: f64, confidence: f64) -> bool {
    let spread = low * (1.0 - low);
    if value < level || spread <= 0.0 {
        return value >= level && low >= level;
    }
    let own = (value - low) / spread.sqrt();
    let scale = normal_quantile(confidence) / normal_quantile(0.975);
    (value - level) / (level * (1.0 - level)).sqrt() >= scale * own
}

/// An aim as it is simulated: a figure, its limit and how near to it is near enough, in the figure's unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Aimed {
    pub key: String,
    pub figure: Quantity,
    pub limit: f64,
    pub at_least: bool,
    pub tolerance: f64,
}

impl Aimed {
    /// The aim, unless it holds by the quotas alone.
    pub fn of(space: &Space, aim: &Aim, tolerance: f64) -> Option<Self> {
        let (scenario, checks) = (space.scenario, &space.today().checks);
        let limit = aim.limit;
        let percent = 100.0 * limit;
        let (figure, at_least, limit, near) = match aim.of {
            AimOf::AccuracyHalfWidth(check) => {
                (Quantity::AccuracyHalfWidth(check), false, percent, percent)
            }
            AimOf::MveHalfWidth(check) => (Quantity::MveHalfWidth(check), false, percent, percent),
            AimOf::Show {
                check,
                accuracy,
                confidence,
            } => {
                let mistakes = Mistakes::stated(scenario, &checks[check]);
                let figure = Quantity::Shown {
                    check,
                    accuracy,
                    reported: mistakes.map_or(accuracy, |of| of.reported(accuracy)),
                    confidence,
                };
                (figure, true, percent, 200.0)
            }
            AimOf::ShowMve {
                check,
                mve,
                confidence,
            } => {
                let figure = Quantity::MveShown {
                    check,
                    mve,
                    found: money_found(scenario, &checks[check]).unwrap_or(1.0),
                    confidence,
                };
                (figure, true, percent, 200.0)
            }
            AimOf::Accuracy => (Quantity::Accuracy, true, percent, 100.0 * (1.0 - limit)),
            AimOf::Mve => (Quantity::Mve, false, percent, percent),
            AimOf::PoorPerformersFound => (Quantity::PoorPerformersFound, true, percent, 200.0),
            AimOf::Hours => (Quantity::Hours, false, limit, limit.max(1.0)),
            AimOf::HoursOf(pool) => (Quantity::HoursOf(pool), false, limit, limit.max(1.0)),
            AimOf::Cost => (Quantity::Cost, false, limit, limit.max(1.0)),
            AimOf::HeadOfWork => (Quantity::HeadOfWork, false, limit, limit.max(1.0)),
            AimOf::PerCaseworker => return None,
        };
        Some(Self {
            key: aim.key.clone(),
            figure,
            limit,
            at_least,
            tolerance: tolerance * near,
        })
    }

    /// That checkers whose hours are limited do what is asked of them: without it a quota that nobody has the hours for would be
    /// chosen, and would seem to take no more of them than there are.
    pub fn quota_done(policy: &Policy) -> Option<Self> {
        let mut checks = policy.checks.iter();
        // Half of what a run says that a quota is not done by, and as much for chance.
        let half = 50.0 * SHORT;
        checks
            .any(|check| check.checker.pool.is_some())
            .then(|| Self {
                key: QUOTA_DONE.into(),
                figure: Quantity::QuotaDone,
                limit: 100.0 - half,
                at_least: true,
                tolerance: half,
            })
    }

    /// The figure whose truth is to be shown.
    pub fn shown_truth(&self) -> Option<Quantity> {
        match self.figure {
            Quantity::Shown { check, .. } => Some(Quantity::AccuracyInFrame(check)),
            Quantity::MveShown { check, .. } => Some(Quantity::MveInFrame(check)),
            _ => None,
        }
    }

    /// By how much a value is on the wrong side of the limit; below 0 on the right side.
    pub fn beyond(&self, value: f64) -> f64 {
        match self.at_least {
            true => self.limit - value,
            false => value - self.limit,
        }
    }
}

/// The figure of an objective.
pub(crate) fn objective(plan: &Plan) -> Quantity {
    match plan.objective {
        Objective::Hours => Quantity::Hours,
        Objective::Cost => Quantity::Cost,
        Objective::Mve => Quantity::Mve,
    }
}

/// Everything that is read: the objective first, then the figures of the aims, then what else there is to see.
pub(crate) fn figures(scenario: &Scenario, plan: &Plan, aims: &[Aimed]) -> Vec<Quantity> {
    let mut figures = vec![objective(plan)];
    figures.extend(aims.iter().map(|aim| aim.figure));
    figures.extend(aims.iter().filter_map(Aimed::shown_truth));
    figures.extend([Quantity::Hours, Quantity::Cost, Quantity::Accuracy]);
    if scenario.attributes.iter().any(|attr| attr.money.is_some()) {
        figures.push(Quantity::Mve);
    }
    let policy = &scenario.policies[plan.policy];
    let mut checks = policy.checks.iter();
    let estimating = checks.position(|check| check.estimate.accuracy);
    figures.extend(estimating.map(Quantity::AccuracyHalfWidth));
    figures.extend(estimating.map(Quantity::AccuracyBias));
    if policy.flag.is_some() {
        figures.push(Quantity::PoorPerformersFound);
    }
    figures.push(Quantity::ErrorsFound);
    figures.extend(scenario.demand.as_ref().map(|_| Quantity::HeadOfWork));
    let mut once: Vec<Quantity> = Vec::new();
    for figure in figures {
        let named = |other: &Quantity| other.name(scenario) == figure.name(scenario);
        if !once.iter().any(named) {
            once.push(figure);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::shows;
    use tierone_stats::proportion::wilson;

    #[test]
    fn a_bound_of_another_confidence_is_wilsons_own() {
        for (right, checked) in [(98_u64, 100_u64), (200, 200), (591, 600), (45, 60)] {
            let interval = |confidence| wilson(right, checked, confidence).expect("an interval");
            let value = right as f64 / checked as f64;
            let low = interval(0.95).low;
            for confidence in [0.8, 0.9, 0.95, 0.975, 0.99] {
                // One-sided at c is two-sided at 2c − 1.
                let bound = interval(2.0 * confidence - 1.0).low;
                for level in [bound - 1e-9, bound + 1e-9] {
                    assert_eq!(shows(value, low, level, confidence), level < bound);
                }
            }
        }
    }
}
