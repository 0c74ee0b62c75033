//! What the replications add up to: a row a figure, a row a figure and period, a row a contrast.

use std::borrow::Cow;

use rayon::prelude::*;

use super::claims::{Claim, claims, side};
use super::ranking::{Ranking, rankings};
use super::record::Record;
use super::spread::{Spread, difference, differences, spread};
use crate::measure::{MEASURES, Measure, Scope, View, scopes};
use crate::sim::PeriodLedger;
use tierone_scenario::{CheckId, Scenario};

/// One figure over all replications.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Place of the policy in the scenario.
    pub policy: usize,
    /// What it is read of.
    pub scope: Scope,
    /// What is read.
    pub measure: &'static str,
    /// Reported period from 0; none for the horizon.
    pub period: Option<usize>,
    /// The figure.
    pub spread: Spread,
}

impl Row {
    fn is_of(&self, policy: usize, scope: Scope, measure: &str) -> bool {
        self.policy == policy && self.scope == scope && self.measure == measure
    }
}

/// A paired difference between a policy and the baseline, replication by replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// Place of the baseline policy.
    pub baseline: usize,
    /// The difference: policy less baseline.
    pub row: Row,
    /// On which side of zero it is by more than chance, as one of those of all policies; zero where neither can be told.
    pub side: f64,
}

/// Everything that is reported of a study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Figures of the horizon.
    pub figures: Vec<Row>,
    /// Figures of each period.
    pub periods: Vec<Row>,
    /// Contrasts of the horizon against the baseline.
    pub contrasts: Vec<Contrast>,
    /// Policies by every aim.
    pub rankings: Vec<Ranking>,
    /// How far the figures of every check are off.
    pub claims: Vec<Claim>,
    /// Replications.
    pub replications: usize,
}

impl Summary {
    /// The figure of a policy's scope over the horizon.
    pub fn figure(&self, policy: usize, scope: Scope, measure: &str) -> Option<&Spread> {
        let mut rows = self.figures.iter();
        let row = rows.find(|row| row.is_of(policy, scope, measure))?;
        Some(&row.spread)
    }

    /// The figure of a policy's scope by period; empty where it is not reported.
    pub fn by_period(&self, policy: usize, scope: Scope, measure: &str) -> Vec<(usize, &Spread)> {
        self.periods
            .iter()
            .filter(|row| row.is_of(policy, scope, measure))
            .filter_map(|row| Some((row.period?, &row.spread)))
            .collect()
    }

    /// The contrast of a policy's scope.
    pub fn contrast(&self, policy: usize, scope: Scope, measure: &str) -> Option<&Spread> {
        Some(&self.contrast_of(policy, scope, measure)?.row.spread)
    }

    /// The contrast of a policy as a whole where it is more than chance.
    pub fn clear_contrast(&self, policy: usize, measure: &str) -> Option<&Spread> {
        let contrast = self.contrast_of(policy, Scope::Policy, measure)?;
        (contrast.side != 0.0).then_some(&contrast.row.spread)
    }

    fn contrast_of(&self, policy: usize, scope: Scope, measure: &str) -> Option<&Contrast> {
        let mut contrasts = self.contrasts.iter();
        contrasts.find(|contrast| contrast.row.is_of(policy, scope, measure))
    }

    /// How far the figure of a check is off; none where it gives none. The measure is `accuracy_bias` or `mve_bias`.
    pub fn claim(&self, policy: usize, check: CheckId, measure: &str) -> Option<&Claim> {
        self.claims
            .iter()
            .find(|c| c.policy == policy && c.check == check && c.measure == measure)
    }
}

/// Adds up the records of a study, contrasts against policy `baseline`.
pub fn summarise(scenario: &Scenario, records: &[Record], baseline: usize) -> Summary {
    let periods = (0..scenario.horizon.periods).map(Some);
    Summary {
        figures: rows(scenario, records, None),
        periods: periods
            .flat_map(|period| rows(scenario, records, period))
            .collect(),
        contrasts: contrasts(scenario, records, baseline),
        rankings: rankings(scenario, records),
        claims: claims(scenario, records),
        replications: records.len(),
    }
}

/// Every measure of every scope of a policy, in that order.
fn keys(scenario: &Scenario, policy: usize) -> Vec<(Scope, &'static Measure)> {
    scopes(scenario, &scenario.policies[policy])
        .into_iter()
        .flat_map(|scope| {
            let of = move |measure: &&Measure| measure.of.contains(&scope.kind());
            let measures = MEASURES.iter().filter(of);
            measures.map(move |measure| (scope, measure))
        })
        .collect()
}

/// One policy's entries of one period or of the horizon, replication by replication.
struct Column<'a> {
    scenario: &'a Scenario,
    policy: usize,
    entries: Vec<Cow<'a, PeriodLedger>>,
}

impl<'a> Column<'a> {
    fn new(
        scenario: &'a Scenario,
        records: &'a [Record],
        policy: usize,
        period: Option<usize>,
    ) -> Self {
        let entry = |record: &'a Record| record[policy].entry(period);
        Self {
            scenario,
            policy,
            entries: records.par_iter().map(entry).collect(),
        }
    }

    fn values(&self, scope: Scope, measure: &Measure) -> Vec<Option<f64>> {
        let rules = &self.scenario.policies[self.policy];
        self.entries
            .iter()
            .map(|entry| {
                let view = View::new(self.scenario, rules, entry, scope);
                (measure.read)(&view).filter(|value| value.is_finite())
            })
            .collect()
    }
}

/// In parallel, but each figure is summed in replication order.
fn rows(scenario: &Scenario, records: &[Record], period: Option<usize>) -> Vec<Row> {
    let of_policy = |policy: usize| -> Vec<Row> {
        let column = Column::new(scenario, records, policy, period);
        keys(scenario, policy)
            .into_par_iter()
            .filter_map(|(scope, measure)| {
                let spread = spread(measure.aggregate, &column.values(scope, measure))?;
                Some(Row {
                    policy,
                    scope,
                    measure: measure.name,
                    period,
                    spread,
                })
            })
            .collect()
    };
    (0..scenario.policies.len()).flat_map(of_policy).collect()
}

/// Paired differences of every policy from the baseline; checks are paired by name.
fn contrasts(scenario: &Scenario, records: &[Record], baseline: usize) -> Vec<Contrast> {
    let theirs = Column::new(scenario, records, baseline, None);
    let compared = scenario.policies.len() - 1;
    let of_policy = |policy: usize| -> Vec<Contrast> {
        let ours = Column::new(scenario, records, policy, None);
        keys(scenario, policy)
            .into_par_iter()
            .filter_map(|(scope, measure)| {
                let paired = paired_scope(scenario, policy, baseline, scope)?;
                let values = (ours.values(scope, measure), theirs.values(paired, measure));
                let spread = difference(measure.aggregate, &values.0, &values.1)?;
                let paired = differences(measure.aggregate, &values.0, &values.1)?;
                let row = Row {
                    policy,
                    scope,
                    measure: measure.name,
                    period: None,
                    spread,
                };
                Some(Contrast {
                    baseline,
                    row,
                    side: side(&paired, compared),
                })
            })
            .collect()
    };
    let others = (0..scenario.policies.len()).filter(|policy| *policy != baseline);
    others.flat_map(of_policy).collect()
}

/// The baseline's scope that a policy's is paired with.
fn paired_scope(
    scenario: &Scenario,
    policy: usize,
    baseline: usize,
    scope: Scope,
) -> Option<Scope> {
    let (ours, theirs) = (&scenario.policies[policy], &scenario.policies[baseline]);
    let check = |check: CheckId| {
        let name = &ours.checks[check].name;
        theirs.checks.iter().position(|check| check.name == *name)
    };
    Some(match scope {
        Scope::Target(target, window) => {
            let name = &ours.targets[target].name;
            let mut targets = theirs.targets.iter();
            Scope::Target(targets.position(|target| target.name == *name)?, window)
        }
        Scope::Pilot(pilot) => {
            let name = &ours.pilots[pilot].name;
            let mut pilots = theirs.pilots.iter();
            Scope::Pilot(pilots.position(|pilot| pilot.name == *name)?)
        }
        Scope::Check(own) => Scope::Check(check(own)?),
        Scope::Grade(own, grade) => Scope::Grade(check(own)?, grade),
        Scope::Kind(own, kind) => Scope::Kind(check(own)?, kind),
        other => other,
    })
}
