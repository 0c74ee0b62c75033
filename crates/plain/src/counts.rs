//! The ledger of one policy, written period by period.

use std::collections::BTreeSet;
use tierone_engine::sim::{
    AttributeCounts, CheckCounts, Concluded, Estimates, Flagged, Ledger, PeriodLedger,
    PolicyCounts, Truth,
};
use tierone_scenario::{Check, Policy, Scenario};
use tierone_stats::units::{DAYS_A_YEAR, Pence};

use super::audits;
use super::decision::Decision;
use super::demand::Done;
use super::estimates::Tally;
use super::feedback::Correction;
use super::learning::Releases;
use super::memory::Signals;
use super::money::{self, Flow};
use super::stage::Stage;

/// The ledger while it is being written.
pub(crate) struct Book<'s> {
    scenario: &'s Scenario,
    policy: &'s Policy,
    periods: Vec<PeriodLedger>,
    /// £ by reported period and activity, after corrections, without any, and while corrections were
    /// under way.
    flows: Vec<Vec<[Flow; 3]>>,
    /// What each check knows, by reported period.
    tallies: Vec<Vec<Tally>>,
}

impl<'s> Book<'s> {
    /// An empty book.
    pub(crate) fn new(scenario: &'s Scenario, policy: &'s Policy) -> Self {
        let empty = PeriodLedger {
            activities: vec![Truth::default(); scenario.activities.len()],
            attributes: vec![AttributeCounts::default(); scenario.attributes.len()],
            work: Vec::new(),
            checks: vec![CheckCounts::default(); policy.checks.len()],
            concluded: vec![Concluded::default(); policy.checks.len()],
            policy: PolicyCounts::default(),
            people: Flagged::default(),
            estimates: vec![Estimates::default(); policy.checks.len()],
            rolling: vec![None; policy.targets.len()],
            so_far: vec![None; policy.targets.len()],
            targets: Vec::new(),
            levels: Vec::new(),
            pilots: Vec::new(),
            pathways: Vec::new(),
        };
        let n_periods = scenario.horizon.periods;
        Self {
            scenario,
            policy,
            periods: vec![empty; n_periods],
            flows: vec![vec![[Flow::default(); 3]; scenario.activities.len()]; n_periods],
            tallies: vec![Vec::new(); policy.checks.len()],
        }
    }

    /// Writes one simulated period.
    pub(crate) fn write(
        &mut self,
        period: usize,
        decisions: &[Decision],
        stages: &[Stage],
        sessions: &[u32],
        corrections: &[Correction],
    ) {
        self.write_flows(period, decisions, corrections);
        let Some(reported) = period.checked_sub(self.scenario.horizon.warm_up) else {
            return;
        };
        let ledger = &mut self.periods[reported];
        let scenario = self.scenario;
        for decision in decisions {
            let truth = &mut ledger.activities[decision.activity];
            truth.decisions += 1;
            truth.with_accuracy += u64::from(scenario.has_accuracy(decision.activity));
            truth.errors += u32::from(decision.inaccurate);
            truth.errors_no_feedback += u32::from(decision.inaccurate_without_feedback);
            let value = &scenario.activities[decision.activity].value;
            truth.value_decided += value.as_ref().map_or(0.0, |value| value.mean());
            let yearly: f64 = decision.errors.iter().map(|error| error.yearly).sum();
            truth.gross_decided += Pence::from_pounds(yearly.abs()).0;
            for error in &decision.errors {
                ledger.attributes[error.attribute].errors += 1;
            }
        }
        write_corrections(scenario, period, ledger, decisions, corrections);
        write_checks(ledger, decisions, stages, sessions);
        write_exercises(scenario, self.policy, period, ledger);
        for (check, stage) in stages.iter().enumerate() {
            let rules = &self.policy.checks[check];
            ledger.concluded[check] = conclusions(scenario, (rules, period), decisions, stage);
        }
        audits::write(scenario, self.policy, period, ledger, (decisions, stages));
        for (check, stage) in stages.iter().enumerate() {
            let checks = &self.policy.checks;
            let first = checks[check].sample.method.rechecks();
            let frame = &checks[first.unwrap_or(check)].frame;
            let first = first.map(|first| &stages[first]);
            let tally = Tally::of(scenario, decisions, (&checks[check], frame), stage, first);
            ledger.estimates[check] = tally.estimates(&self.policy.checks[check]);
            self.tallies[check].push(tally);
        }
        for (place, target) in self.policy.targets.iter().enumerate() {
            let over_last = |check: usize, periods: usize| {
                let tallies = &self.tallies[check];
                let latest = tallies.len().checked_sub(periods);
                let pooled = latest.map(|from| pooled(&tallies[from..]));
                pooled.map(|tally| tally.estimates(&self.policy.checks[check]))
            };
            if let Some(check) = target.check.filter(|_| target.rolling > 1) {
                ledger.rolling[place] = over_last(check, target.rolling);
            }
            if let (Some(check), Some(looks)) = (target.check, target.looks) {
                ledger.so_far[place] =
                    over_last(check, (self.tallies[check].len() - 1) % looks + 1);
            }
        }
    }

    /// Writes what came of the work.
    pub(crate) fn write_work(&mut self, period: usize, done: Done) {
        if let Some(reported) = period.checked_sub(self.scenario.horizon.warm_up) {
            self.periods[reported].work = done.counts;
            let policy = &mut self.periods[reported].policy;
            policy.hours_lost = done.hours_lost;
            policy.in_post = done.in_post;
            policy.equivalents = done.equivalents;
        }
    }

    /// Writes what was released at the end of a period.
    pub(crate) fn write_learning(&mut self, period: usize, releases: &Releases) {
        let Some(reported) = period.checked_sub(self.scenario.horizon.warm_up) else {
            return;
        };
        let ledger = &mut self.periods[reported];
        let (released, cost) = releases.at(period);
        for (counts, released) in ledger.attributes.iter_mut().zip(released) {
            counts.learning_products = released;
        }
        ledger.policy.learning_cost = Pence::from_pounds(cost).0;
    }

    /// Writes what the charts of a check signalled in one simulated period.
    pub(crate) fn write_signals(&mut self, period: usize, check: usize, signals: Signals) {
        if let Some(reported) = period.checked_sub(self.scenario.horizon.warm_up) {
            let counts = &mut self.periods[reported].checks[check];
            counts.points = signals.points;
            counts.signals = signals.signals;
            counts.false_signals = signals.false_signals;
        }
    }

    /// Writes who was flagged at the end of a period.
    pub(crate) fn write_people(&mut self, period: usize, people: Flagged) {
        if let Some(reported) = period.checked_sub(self.scenario.horizon.warm_up) {
            self.periods[reported].people = people;
        }
    }

    fn write_flows(&mut self, period: usize, decisions: &[Decision], corrections: &[Correction]) {
        let mut corrected: Vec<Option<&Correction>> = vec![None; decisions.len()];
        for correction in corrections {
            corrected[correction.decision] = Some(correction);
        }
        for (decision, correction) in decisions.iter().zip(corrected) {
            let (scenario, activity) = (self.scenario, decision.activity);
            let value = scenario.activities[activity].value.as_ref();
            let yearly = value.map_or(0.0, |value| value.mean());
            let stretch = money::counts(scenario, activity, period);
            let days = money::days_by_period(scenario, stretch);
            for (reported, days) in days.iter().enumerate() {
                let truth = &mut self.periods[reported].activities[activity];
                truth.value_exposed += yearly * days / DAYS_A_YEAR;
            }
            if decision.errors.is_empty() {
                continue;
            }
            let waiting = correction.map_or((0.0, 0.0), |correction| {
                money::waiting(scenario, period, correction)
            });
            let ever = (0.0, f64::INFINITY);
            for (kind, flows) in [
                money::flows(scenario, decision, period, correction, ever),
                money::flows(scenario, decision, period, None, ever),
                money::flows(scenario, decision, period, correction, waiting),
            ]
            .into_iter()
            .enumerate()
            {
                for (reported, flow) in flows.into_iter().enumerate() {
                    let sum = &mut self.flows[reported][activity][kind];
                    sum.over += flow.over;
                    sum.under += flow.under;
                }
            }
        }
    }

    /// The finished ledger.
    pub(crate) fn close(mut self, people: Flagged) -> Ledger {
        for (ledger, flows) in self.periods.iter_mut().zip(&self.flows) {
            for (truth, [flowed, uncorrected, waiting]) in ledger.activities.iter_mut().zip(flows) {
                truth.over = Pence::from_pounds(flowed.over).0;
                truth.under = Pence::from_pounds(flowed.under).0;
                truth.over_uncorrected = Pence::from_pounds(uncorrected.over).0;
                truth.under_uncorrected = Pence::from_pounds(uncorrected.under).0;
                truth.gross_waiting = Pence::from_pounds(waiting.over + waiting.under).0;
            }
        }
        let checks = self.policy.checks.iter();
        Ledger {
            people,
            periods: self.periods,
            estimates: checks
                .zip(&self.tallies)
                .map(|(check, tallies)| pooled(tallies).estimates(check))
                .collect(),
            targets: Vec::new(),
            levels: Vec::new(),
            pilots: Vec::new(),
            pathways: Vec::new(),
        }
    }
}

/// What several periods tell together.
fn pooled(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::default(), |mut sum, tally| {
        sum += *tally;
        sum
    })
}

fn write_corrections(
    scenario: &Scenario,
    period: usize,
    ledger: &mut PeriodLedger,
    decisions: &[Decision],
    corrections: &[Correction],
) {
    let closes = scenario.horizon.simulated() as f64 * scenario.horizon.period.days();
    for correction in corrections {
        let decision = &decisions[correction.decision];
        ledger.policy.corrections += 1;
        ledger.policy.correction_days += correction.days;
        ledger.policy.corrections_overdue += u32::from(correction.overdue);
        ledger.policy.correction_minutes += correction.minutes;
        let mut counting =
            (0..decision.errors.len()).filter(|&place| decision.errors[place].counts);
        if decision.inaccurate
            && !correction.failed
            && money::completed(scenario, period, correction) <= closes
            && counting.all(|place| correction.covers.contains(&place))
        {
            ledger.activities[decision.activity].errors_corrected += 1;
        }
    }
}

fn write_exercises(scenario: &Scenario, policy: &Policy, period: usize, ledger: &mut PeriodLedger) {
    let uses = |number| move |check: &Check| check.checker.pool == Some(number);
    for (number, pool) in scenario.pools.iter().enumerate() {
        let exercise = pool.checkers.and_then(|people| people.calibration);
        if let (Some(people), Some(exercise)) = (pool.checkers, exercise)
            && policy.checks.iter().any(uses(number))
            && (period + 1).is_multiple_of(exercise.every)
        {
            let hours = exercise.hours * f64::from(people.number);
            ledger.policy.calibration_hours += hours;
            ledger.policy.calibration_cost += hours * pool.hourly_cost;
        }
    }
}

/// The grade of every checked decision, and every failed attribute by its kind of fail.
fn conclusions(
    scenario: &Scenario,
    (check, period): (&Check, usize),
    decisions: &[Decision],
    stage: &Stage,
) -> Concluded {
    let mut concluded = Concluded {
        grades: vec![0; scenario.grades.len()],
        kinds: vec![0; scenario.kinds.len()],
        ..Concluded::default()
    };
    for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
        let errors = &decisions[drawn.decision].errors;
        let rightly = finding.found.iter().map(|&place| errors[place].attribute);
        let failed: Vec<usize> = rightly.chain(finding.false_fails.iter().copied()).collect();
        if !scenario.grades.is_empty() {
            let grades = failed
                .iter()
                .map(|&failed| audits::grade(scenario, check, period, failed))
                .filter(|_| finding.failed());
            concluded.grades[grades.max().unwrap_or(0)] += 1;
        }
        if !scenario.kinds.is_empty() {
            for failed in failed {
                concluded.kinds[scenario.attributes[failed].kind] += 1;
            }
        }
    }
    concluded
}

fn write_checks(
    ledger: &mut PeriodLedger,
    decisions: &[Decision],
    stages: &[Stage],
    sessions: &[u32],
) {
    let (mut checked, mut failed) = (BTreeSet::new(), BTreeSet::new());
    let (mut falsely, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut errors_found: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (check, stage) in stages.iter().enumerate() {
        let counts = &mut ledger.checks[check];
        counts.checks = stage.drawn.len() as u64;
        counts.short_of_frame = stage.short_of_frame;
        counts.short_of_hours = stage.short_of_hours;
        counts.coaching_sessions = sessions[check];
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            let decision = &decisions[drawn.decision];
            checked.insert(drawn.decision);
            if finding.failed() {
                counts.attribute_fails += (finding.found.len() + finding.false_fails.len()) as u32;
            }
            for &place in &finding.found {
                ledger.attributes[decision.errors[place].attribute].fails += 1;
                errors_found.insert((drawn.decision, place));
            }
            for &attribute in &finding.false_fails {
                ledger.attributes[attribute].fails += 1;
            }
            if finding.failed() {
                counts.fails += 1;
                failed.insert(drawn.decision);
            }
            if finding.failed() && !finding.false_fails.is_empty() {
                counts.false_fails += 1;
                falsely.insert(drawn.decision);
            }
            if finding.found_inaccurate(decision) {
                counts.errors_found += 1;
                found.insert(drawn.decision);
            }
        }
    }
    for (decision, place) in errors_found {
        ledger.attributes[decisions[decision].errors[place].attribute].errors_found += 1;
    }
    ledger.policy.checks = checked.len() as u64;
    ledger.policy.fails = failed.len() as u32;
    ledger.policy.false_fails = falsely.len() as u32;
    ledger.policy.errors_found = found.len() as u32;
}
