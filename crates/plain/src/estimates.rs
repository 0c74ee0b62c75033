//! What a policy says of itself, and the truth of the frames that it speaks of.

use std::ops::AddAssign;
use tierone_engine::sim::{Estimates, QuotedFigure};
use tierone_scenario::{Check, Frame, Scenario};

use super::decision::Decision;
use super::stage::{Drawn, Finding, Stage};

/// Sums from which an estimate is made; those of several periods add up.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Decisions for which the sample speaks, and their expected yearly value.
    covered: f64,
    covered_value: f64,
    /// Weighted accuracy fails, and weighted yearly amounts found.
    wrong: f64,
    found: f64,
    /// The frame: decisions, inaccurate ones, yearly amounts in error, expected yearly value.
    frame: f64,
    inaccurate: f64,
    gross: f64,
    value: f64,
    /// Weighted accuracy fails of the check that is rechecked, among those that this one calls wrong
    /// and those that it calls right; none unless this check rechecks another.
    first: Option<(f64, f64)>,
    /// Where this check rechecks another: that one's passes, and its fails.
    rechecked: [Rechecked; 2],
    /// The same of those with a say in accuracy.
    judged: [Rechecked; 2],
}

/// One result of a check that is rechecked: decisions it stands for where some of it was rechecked, and
/// where none was; what was found among the former.
#[derive(Clone, Copy, Default)]
struct Rechecked {
    covered: f64,
    uncovered: f64,
    wrong: f64,
    found: f64,
}

impl Tally {
    /// The sums of one check in one period.
    pub(crate) fn of(
        scenario: &Scenario,
        decisions: &[Decision],
        (check, frame): (&Check, &Frame),
        stage: &Stage,
        first: Option<&Stage>,
    ) -> Self {
        // Of accuracy only decisions have a say that have an attribute of it which is looked at.
        let in_part = scenario.is_in_part(check, frame);
        let judged = |decision: usize| scenario.judges(check, decisions[decision].activity);
        let counts = |decision: usize| !in_part || judged(decision);
        let value = |&decision: &usize| {
            let activity = &scenario.activities[decisions[decision].activity];
            activity.value.as_ref().map_or(0.0, |value| value.mean())
        };
        let mut tally = Self {
            covered: match in_part {
                false => stage.expansion * stage.covered.len() as f64,
                true => {
                    let drawn = first.unwrap_or(stage).drawn.iter();
                    let drawn = drawn.filter(|drawn| judged(drawn.decision));
                    drawn.map(|drawn| drawn.weight.unwrap_or(0.0)).sum()
                }
            },
            covered_value: stage.expansion
                * stage
                    .covered_value
                    .unwrap_or_else(|| stage.covered.iter().map(value).sum()),
            frame: {
                let of_truth =
                    |number: usize| !in_part || scenario.has_accuracy(decisions[number].activity);
                stage
                    .frame
                    .iter()
                    .filter(|number| of_truth(**number))
                    .count() as f64
            },
            value: stage.frame.iter().map(value).sum(),
            first: first.map(|_| (0.0, 0.0)),
            ..Self::default()
        };
        if let Some(first) = first {
            let of_all = stage.expansion * stage.covered.len() as f64;
            tally.rechecked = results(stage, first, of_all, |_| true);
            tally.judged = results(stage, first, tally.covered, counts);
        }
        for &number in &stage.frame {
            let decision = &decisions[number];
            tally.inaccurate += f64::from(decision.inaccurate);
            let yearly: f64 = decision.errors.iter().map(|error| error.yearly).sum();
            tally.gross += yearly.abs();
        }
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            let decision = &decisions[drawn.decision];
            let weight = drawn.weight.unwrap_or(0.0);
            let wrong = failed_accuracy(scenario, decision, finding);
            if wrong {
                tally.wrong += weight;
            }
            if let (Some(first), Some(sums)) = (first, &mut tally.first) {
                let mut results = first.drawn.iter().zip(&first.findings);
                let (_, before) = results
                    .find(|(other, _)| other.decision == drawn.decision)
                    .expect("only what was checked is checked again");
                if failed_accuracy(scenario, decision, before) {
                    *if wrong { &mut sums.0 } else { &mut sums.1 } += weight;
                }
            }
            let yearly = |&place: &usize| decision.errors[place].yearly;
            let found = match finding.failed() {
                true => weight * finding.found.iter().map(yearly).sum::<f64>().abs(),
                false => 0.0,
            };
            tally.found += found;
            if let Some(first) = first {
                let result = result_of(first, drawn.decision);
                tally.judged[result].wrong += if wrong { weight } else { 0.0 };
                tally.rechecked[result].found += found;
            }
        }
        tally
    }

    /// The estimates that `check` is asked for.
    pub(crate) fn estimates(&self, check: &Check) -> Estimates {
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        let figure = |value: f64| QuotedFigure {
            value,
            interval: None,
        };
        let mut estimates = Estimates::default();
        // Passes and fails of which none was rechecked are as those of other periods.
        let more = |results: [Rechecked; 2]| {
            let more = results.map(|result| match result.uncovered > 0.0 {
                true => share(result.uncovered, result.covered),
                false => Some(0.0),
            });
            let known = more.iter().all(Option::is_some);
            (known, more.map(|more| more.unwrap_or(0.0)))
        };
        if check.estimate.accuracy {
            let (known, [of_passes, of_fails]) = more(self.judged);
            let wrong =
                self.wrong + of_passes * self.judged[0].wrong + of_fails * self.judged[1].wrong;
            if known {
                let accuracy = share(wrong, self.covered).map(|wrong| 1.0 - wrong);
                estimates.accuracy = accuracy.map(figure);
                if let Some((of_wrong, of_right)) = self.first {
                    estimates.sensitivity = share((1.0 + of_fails) * of_wrong, wrong);
                    estimates.false_fail = share((1.0 + of_fails) * of_right, self.covered - wrong);
                }
            }
            estimates.accuracy_in_frame =
                share(self.inaccurate, self.frame).map(|inaccurate| 1.0 - inaccurate);
        }
        if check.estimate.mve {
            let (known, [of_passes, of_fails]) = more(self.rechecked);
            let results = &self.rechecked;
            let found = self.found + of_passes * results[0].found + of_fails * results[1].found;
            estimates.mve = share(found, self.covered_value)
                .filter(|_| known)
                .map(figure);
            estimates.mve_in_frame = share(self.gross, self.value);
        }
        estimates
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.covered += other.covered;
        self.covered_value += other.covered_value;
        self.wrong += other.wrong;
        self.found += other.found;
        self.frame += other.frame;
        self.inaccurate += other.inaccurate;
        self.gross += other.gross;
        self.value += other.value;
        let mine = self.rechecked.iter_mut().chain(&mut self.judged);
        let theirs = other.rechecked.into_iter().chain(other.judged);
        for (mine, theirs) in mine.zip(theirs) {
            mine.covered += theirs.covered;
            mine.uncovered += theirs.uncovered;
            mine.wrong += theirs.wrong;
            mine.found += theirs.found;
        }
        if let Some((wrong, right)) = other.first {
            let sums = self.first.get_or_insert_default();
            *sums = (sums.0 + wrong, sums.1 + right);
        }
    }
}

/// What passes and fails of a first check stand for, of the decisions that count.
fn results(
    stage: &Stage,
    first: &Stage,
    covered: f64,
    counts: impl Fn(usize) -> bool,
) -> [Rechecked; 2] {
    let mut all = [0.0; 2];
    let mut any = [false; 2];
    let both = first.drawn.iter().zip(&first.findings);
    for (drawn, finding) in both.filter(|(drawn, _)| counts(drawn.decision)) {
        let result = usize::from(finding.failed());
        all[result] += drawn.weight.unwrap_or(0.0);
        any[result] |= drawn.weight.is_some();
    }
    // Passes stand for what fails do not stand for.
    all[0] = (covered - all[1]).max(0.0);
    let mut results = [Rechecked::default(); 2];
    for result in 0..2 {
        let again = |drawn: &&Drawn| result_of(first, drawn.decision) == result;
        if stage.drawn.iter().any(|drawn| again(&drawn)) {
            results[result].covered = all[result];
        } else if any[result] {
            results[result].uncovered = all[result];
        }
    }
    results
}

/// Whether a check passed or failed a decision: 0 or 1.
fn result_of(check: &Stage, decision: usize) -> usize {
    let mut results = check.drawn.iter().zip(&check.findings);
    let (_, finding) = results
        .find(|(drawn, _)| drawn.decision == decision)
        .expect("only what was checked is checked again");
    usize::from(finding.failed())
}

/// Whether a check failed an accuracy attribute, rightly or not; an error within the tolerance is
/// no accuracy fail.
fn failed_accuracy(scenario: &Scenario, decision: &Decision, finding: &Finding) -> bool {
    let mut falsely = finding.false_fails.iter();
    finding.found_inaccurate(decision)
        || finding.failed() && falsely.any(|&attribute| scenario.attributes[attribute].accuracy)
}
