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
        self.figures
            .iter()
            .find(|row| row.policy == policy && row.scope == scope && row.measure == measure)
            .map(|row| &row.spread)
    }

    /// The figure of a policy's scope by period; empty where it is not reported.
    pub fn by_period(&self, policy: usize, scope: Scope, measure: &str) -> Vec<(usize, &Spread)> {
        self.periods
            .iter()
            .filter(|row| row.policy == policy && row.scope == scope && row.measure == measure)
            .filter_map(|row| Some((row.period?, &row.spread)))
            .collect()
    }

    /// The contrast of a policy's scope.
    pub fn contrast(&self, policy: usize, scope: Scope, measure: &str) -> Option<&Spread> {
        self.contrasts
            .iter()
            .map(|contrast| &contrast.row)
            .find(|row| row.policy == policy && row.scope == scope && row.measure == measure)
            .map(|row| &row.spread)
    }

    /// The contrast of a policy as a whole where it is more than chance.
    pub fn clear_contrast(&self, policy: usize, measure: &str) -> Option<&Spread> {
        let is_it = |contrast: &&Contrast| {
            let row = &contrast.row;
            row.policy == policy && row.scope == Scope::Policy && row.measure == measure
        };
        let contrast = self.contrasts.iter().find(is_it)?;
        (contrast.side != 0.0).then_some(&contrast.row.spread)
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
    if let Scope::Target(target, window) = scope {
        let of = |policy: usize| &scenario.policies[policy].targets;
        let name = &of(policy)[target].name;
        let theirs = of(baseline).iter().position(|target| target.name == *name);
        return theirs.map(|theirs| Scope::Target(theirs, window));
    }
    if let Scope::Pilot(pilot) = scope {
        let of = |policy: usize| &scenario.policies[policy].pilots;
        let name = &of(policy)[pilot].name;
        let theirs = of(baseline).iter().position(|pilot| pilot.name == *name);
        return theirs.map(Scope::Pilot);
    }
    let check = match scope {
        Scope::Check(check) | Scope::Grade(check, _) | Scope::Kind(check, _) => check,
        _ => return Some(scope),
    };
    let name = &scenario.policies[policy].checks[check].name;
    let theirs = &scenario.policies[baseline].checks;
    theirs
        .iter()
        .position(|check| check.name == *name)
        .map(|theirs| match scope {
            Scope::Grade(_, grade) => Scope::Grade(theirs, grade),
            Scope::Kind(_, kind) => Scope::Kind(theirs, kind),
            _ => Scope::Check(theirs),
        })
}
