//! What every replication of the world shares.

use super::opening::{Opening, OpeningError};
use super::walk::Strand;
use tierone_scenario::{Part, Scenario, parts};
use tierone_stats::rng::Purpose;

/// What every replication of a scenario shares.
#[derive(Debug)]
pub struct Plan<'s> {
    pub(super) scenario: &'s Scenario,
    /// Parts by simulated period.
    pub(super) parts: Vec<Vec<Part>>,
    pub(super) manual: Vec<Strand>,
    pub(super) system: Vec<Strand>,
    /// Whether any error is worth money.
    pub(super) monetary: bool,
    /// Whether every decision with a candidate has its value drawn and kept.
    pub(super) keeps_values: bool,
    pub(super) opening: Opening,
    pub(super) purpose: Purpose,
    pub(super) values: Purpose,
}

impl<'s> Plan<'s> {
    /// Lays out a scenario whose accuracy attributes are moved by `shift` log-odds (its anchor).
    pub fn new(scenario: &'s Scenario, shift: f64) -> Self {
        let periods: Vec<Vec<Part>> = (0..scenario.horizon.simulated())
            .map(|period| parts(scenario, period))
            .collect();
        let (manual, system) = strands(scenario, &periods[0], shift);
        Self {
            scenario,
            parts: periods,
            monetary: manual.iter().chain(&system).any(|s| s.monetary),
            manual,
            system,
            keeps_values: false,
            opening: Opening::Steady,
            purpose: Purpose::world(),
            values: Purpose::values(),
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

    /// Parts of a simulated period, as if somebody is always there.
    pub fn parts(&self, period: usize) -> &[Part] {
        &self.parts[period]
    }
}

/// Manual and system strands with a positive rate, in the order of parts and of their attributes.
fn strands(scenario: &Scenario, parts: &[Part], shift: f64) -> (Vec<Strand>, Vec<Strand>) {
    let (mut manual, mut system) = (Vec::new(), Vec::new());
    for (part, kind) in parts.iter().enumerate() {
        let ratio = scenario.complexities[kind.complexity].odds_ratio;
        for rate in &scenario.activities[kind.activity].errors {
            let accuracy = scenario.attributes[rate.attribute].accuracy;
            let factor = ratio * if accuracy { shift.exp() } else { 1.0 };
            let add = |strands: &mut Vec<Strand>, part: usize, odds: f64| {
                if odds > 0.0 {
                    strands.push(Strand {
                        part: part as u32,
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
