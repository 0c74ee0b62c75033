//! What every replication of the world shares.

use super::opening::{Opening, OpeningError};
use super::period::Period;
use super::walk::ErrorStream;
use tierone_scenario::{Demand, Part, Scenario, parts};
use tierone_stats::rng::Purpose;

/// What every replication of a scenario shares.
#[derive(Debug)]
pub struct SharedWorld<'s> {
    pub(super) scenario: &'s Scenario,
    /// What comes in, where volumes follow from it.
    pub(super) demand: Option<&'s Demand>,
    /// Parts by simulated period.
    pub(super) parts: Vec<Vec<Part>>,
    pub(super) manual: Vec<ErrorStream>,
    pub(super) system: Vec<ErrorStream>,
    /// Whether any error is worth money.
    pub(super) monetary: bool,
    /// Whether every decision with a candidate has its value drawn and kept.
    pub(super) keeps_values: bool,
    pub(super) opening: Opening,
    pub(super) purpose: Purpose,
    pub(super) values: Purpose,
    pub(super) incoming: Purpose,
}

impl<'s> SharedWorld<'s> {
    /// Lays out a scenario whose accuracy attributes are moved by `shift` log-odds (its anchor).
    pub fn new(scenario: &'s Scenario, shift: f64) -> Self {
        Self::with_demand(scenario, shift, scenario.demand.as_ref())
    }

    /// The same with the volumes that are planned, whatever comes in.
    pub fn as_planned(scenario: &'s Scenario, shift: f64) -> Self {
        Self::with_demand(scenario, shift, None)
    }

    fn with_demand(scenario: &'s Scenario, shift: f64, demand: Option<&'s Demand>) -> Self {
        let periods: Vec<Vec<Part>> = (0..scenario.horizon.simulated())
            .map(|period| parts(scenario, period))
            .collect();
        let (manual, system) = error_streams(scenario, &periods[0], shift);
        Self {
            scenario,
            demand,
            parts: periods,
            monetary: manual.iter().chain(&system).any(|s| s.monetary),
            manual,
            system,
            keeps_values: false,
            opening: Opening::Steady,
            purpose: Purpose::world(),
            values: Purpose::values(),
            incoming: Purpose::demand(),
        }
    }

    /// The same world, with the values of decisions kept.
    pub fn keeping_values(mut self, keeps_values: bool) -> Self {
        self.keeps_values = keeps_values;
        self
    }

    /// The same world, opening in a state of its own.
    ///
    /// # Errors
    /// The scenario cannot open in this state.
    pub fn opening_in(mut self, opening: Opening) -> Result<Self, OpeningError> {
        if let Opening::Given(state) = &opening {
            state.validate(self.scenario)?;
        }
        self.opening = opening;
        Ok(self)
    }

    /// The state in which replications open.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The scenario.
    pub fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// Counts decisions that are inaccurate where no feedback is given: of duplicates the earliest
    /// counts.
    pub(super) fn count_inaccurate(&self, period: &mut Period) {
        let inaccurate = &mut period.inaccurate;
        inaccurate.clear();
        inaccurate.resize(self.scenario.activities.len(), 0);
        // The decision and attribute before, and whether the decision has been counted; no branches, as
        // nobody can guess what comes next.
        let mut before = (u64::MAX, 0);
        let mut counted = false;
        for candidate in &period.candidates {
            let this = (candidate.id.key(), candidate.attribute);
            counted &= this.0 == before.0;
            let wrong = candidate.inaccurate & (this != before) & !counted;
            inaccurate[period.population.activity(candidate.id.cell)] += u32::from(wrong);
            counted |= wrong;
            before = this;
        }
    }

    /// Parts of a simulated period, as if somebody is always there.
    pub fn parts(&self, period: usize) -> &[Part] {
        &self.parts[period]
    }
}

/// Manual and system error streams with a positive rate, in the order of parts and of their attributes.
fn error_streams(
    scenario: &Scenario,
    parts: &[Part],
    shift: f64,
) -> (Vec<ErrorStream>, Vec<ErrorStream>) {
    let (mut manual, mut system) = (Vec::new(), Vec::new());
    for (part, kind) in parts.iter().enumerate() {
        let ratio = scenario.complexities[kind.complexity].odds_ratio;
        for rate in &scenario.activities[kind.activity].errors {
            let accuracy = scenario.attributes[rate.attribute].accuracy;
            let factor = ratio * if accuracy { shift.exp() } else { 1.0 };
            let add = |error_streams: &mut Vec<ErrorStream>, cell: usize, odds: f64| {
                if odds > 0.0 {
                    error_streams.push(ErrorStream {
                        cell: cell as u32,
                        attribute: rate.attribute as u32,
                        activity: kind.activity as u32,
                        odds,
                        accuracy,
                        monetary: scenario.attributes[rate.attribute].money.is_some(),
                    });
                }
            };
            add(&mut manual, part, rate.rate.odds() * factor);
            add(
                &mut system,
                parts.len() + part,
                rate.system_rate.odds() * factor,
            );
        }
    }
    (manual, system)
}
