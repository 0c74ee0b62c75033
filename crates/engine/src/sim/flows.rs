//! Flows of money from one policy's decisions: what is overstated and understated, with and without its corrections.

use super::caseload::Caseload;
use super::correcting::Corrected;
use super::ledger::Ledger;
use super::money::{self, Flow, Running};
use super::value::mean_value;
use tierone_sampling::world::Period;
use tierone_scenario::Scenario;
use tierone_stats::units::{DAYS_A_YEAR, Pence};

/// Expected value that flows, by activity: the same under every policy.
pub struct Exposure {
    flows: Vec<Flow>,
}

impl Exposure {
    /// Nothing flows yet.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            flows: scenario.activities.iter().map(|_| flow(scenario)).collect(),
        }
    }

    /// Adds the decisions of a period.
    pub fn add(&mut self, scenario: &Scenario, period: &Period) {
        let moment = moment(scenario, period);
        for (activity, decisions) in decisions(scenario, period).into_iter().enumerate() {
            let value = decisions as f64 * mean_value(scenario, activity);
            self.flows[activity].add(value, moment, moment + in_force(scenario, activity));
        }
    }
}

fn flow(scenario: &Scenario) -> Flow {
    Flow::new(
        scenario.horizon.periods,
        scenario.horizon.period.days() / DAYS_A_YEAR,
    )
}

/// Decisions closed by activity.
pub fn decisions(scenario: &Scenario, period: &Period) -> Vec<u64> {
    let mut decisions = vec![0; scenario.activities.len()];
    for part in &period.population.parts {
        decisions[part.activity] += part.manual + part.system;
    }
    decisions
}

/// The middle of a period, in periods from the start of the horizon.
pub fn moment(scenario: &Scenario, period: &Period) -> f64 {
    period.index as f64 - scenario.horizon.warm_up as f64 + 0.5
}

/// For how long decisions of an activity count, in periods.
fn in_force(scenario: &Scenario, activity: usize) -> f64 {
    scenario.activities[activity].in_force / scenario.horizon.period.days()
}

/// From when until when, in periods from the start of the horizon.
type Stretch = (f64, f64);

/// Overstatement and understatement of one activity.
struct OverUnder {
    over: Flow,
    under: Flow,
}

/// Flows by activity under one policy.
pub struct Flows {
    /// Of decisions that nothing corrects, which count with and without corrections alike.
    common: Vec<OverUnder>,
    /// Of corrected decisions as they were, and as they would have been.
    corrected: Vec<OverUnder>,
    uncorrected: Vec<OverUnder>,
    /// Of corrected decisions between the check and the completion of the correction.
    waiting: Vec<OverUnder>,
}

impl Flows {
    /// Nothing flows yet.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            common: flows(scenario),
            corrected: flows(scenario),
            uncorrected: flows(scenario),
            waiting: flows(scenario),
        }
    }

    /// Adds what flows from a period's decisions, with and without corrections.
    pub fn add(
        &mut self,
        scenario: &Scenario,
        period: &Period,
        caseload: &Caseload,
        corrected: &[Corrected],
    ) {
        let moment = moment(scenario, period);
        let days = scenario.horizon.period.days();
        let mut running: Vec<Running> = Vec::new();
        let mut corrected = corrected.iter().peekable();
        for index in 0..caseload.wrong {
            let corrected = corrected.next_if(|corrected| corrected.index == index);
            if caseload
                .errors_of(index)
                .iter()
                .all(|error| error.yearly == 0.0)
            {
                continue;
            }
            let activity = caseload.activity(index);
            let end = moment + in_force(scenario, activity);
            let mut run =
                |flows: &mut OverUnder, corrected: Option<&Corrected>, stretch: Stretch| {
                    running.clear();
                    for error in caseload
                        .errors_of(index)
                        .iter()
                        .filter(|error| error.yearly != 0.0)
                    {
                        let money = scenario.attributes[error.attribute as usize].money.as_ref();
                        let lasts = money.and_then(|money| money.lasts);
                        let mut until = lasts.map_or(end, |lasts| end.min(moment + lasts / days));
                        if let Some(corrected) = corrected.filter(|_| error.to_correct) {
                            until = until.min(corrected.at);
                        }
                        running.push(Running {
                            yearly: error.yearly,
                            until: until.min(stretch.1),
                        });
                    }
                    money::run_on(&mut running, stretch.0, &mut flows.over, &mut flows.under);
                };
            let whole = (moment, f64::INFINITY);
            if let Some(correction) = corrected {
                run(&mut self.corrected[activity], corrected, whole);
                run(&mut self.uncorrected[activity], None, whole);
                let waiting = (moment + 0.5, correction.at);
                run(&mut self.waiting[activity], None, waiting);
            } else {
                run(&mut self.common[activity], None, whole);
            }
        }
    }

    /// Writes the flows down by period, rounded to pence.
    pub fn close(self, exposed: &Exposure, ledger: &mut Ledger) {
        for activity in 0..self.common.len() {
            let [common, corrected, uncorrected, waiting] = [
                &self.common,
                &self.corrected,
                &self.uncorrected,
                &self.waiting,
            ]
            .map(|flows| {
                let flows = &flows[activity];
                let over: Vec<f64> = flows.over.by_period().collect();
                let under: Vec<f64> = flows.under.by_period().collect();
                (over, under)
            });
            let exposed = exposed.flows[activity].by_period();
            for ((period, value), entry) in exposed.enumerate().zip(&mut ledger.periods) {
                let truth = &mut entry.activities[activity];
                let pence = |a: &[f64], b: &[f64]| Pence::from_pounds(a[period] + b[period]).0;
                truth.value_exposed = value;
                truth.over = pence(&common.0, &corrected.0);
                truth.under = pence(&common.1, &corrected.1);
                truth.over_uncorrected = pence(&common.0, &uncorrected.0);
                truth.under_uncorrected = pence(&common.1, &uncorrected.1);
                truth.gross_waiting = pence(&waiting.0, &waiting.1);
            }
        }
    }
}

fn flows(scenario: &Scenario) -> Vec<OverUnder> {
    let activities = scenario.activities.iter();
    activities
        .map(|_| OverUnder {
            over: flow(scenario),
            under: flow(scenario),
        })
        .collect()
}
