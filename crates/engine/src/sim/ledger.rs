//! What one replication of one policy leaves behind: whole numbers, pence, and the policy's own
//! estimates.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};
use tierone_scenario::Scenario;

use super::concluded::Concluded;
use super::flagged::Flagged;
use super::level::{Levels, Verdict};
use super::passed::Passed;
use super::piloted::Piloted;

/// One policy's replication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Reported periods in order.
    pub periods: Vec<PeriodLedger>,
    /// Estimates that pool the reported periods, by check.
    pub estimates: Vec<Estimates>,
    /// How the policy's targets fared over the reported periods together.
    pub targets: Vec<Verdicts>,
    /// How the figures of targets fared over the reported periods, by target, once that is judged.
    pub levels: Vec<Levels>,
    /// Everybody who was there in a reported period, once, as they were by the end of it or by the time
    /// they left.
    pub people: Flagged,
    /// What pilots said, by pilot.
    pub pilots: Vec<Piloted>,
    /// What became of the cases of pathways, by pathway: the whole of it, then its stages.
    pub pathways: Vec<Vec<Passed>>,
}

impl Ledger {
    /// All reported periods together.
    pub fn horizon(&self) -> PeriodLedger {
        let mut sum = together(&self.periods);
        sum.estimates.clone_from(&self.estimates);
        sum.targets.clone_from(&self.targets);
        sum.levels.clone_from(&self.levels);
        sum.pilots.clone_from(&self.pilots);
        sum.pathways.clone_from(&self.pathways);
        sum.people = Flagged {
            found: sum.people.found,
            found_after: sum.people.found_after,
            ..self.people
        };
        sum
    }
}

/// Several periods together, but for estimates, targets and pathways, which cannot be added.
pub fn together(periods: &[PeriodLedger]) -> PeriodLedger {
    let mut sum = PeriodLedger::default();
    for period in periods {
        add_all(&mut sum.activities, &period.activities);
        add_all(&mut sum.attributes, &period.attributes);
        add_all(&mut sum.work, &period.work);
        add_all(&mut sum.checks, &period.checks);
        sum.policy += period.policy;
        sum.people += period.people;
        sum.concluded
            .resize_with(period.concluded.len(), Concluded::default);
        for (sum, more) in sum.concluded.iter_mut().zip(&period.concluded) {
            sum.add(more);
        }
    }
    sum
}

fn add_all<T: Copy + Default + AddAssign>(sums: &mut Vec<T>, more: &[T]) {
    sums.resize(more.len(), T::default());
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += *more;
    }
}

/// One reported period, or all of them together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PeriodLedger {
    /// By activity.
    pub activities: Vec<Truth>,
    /// By attribute.
    pub attributes: Vec<AttributeCounts>,
    /// By activity, where there is a demand.
    pub work: Vec<WorkCounts>,
    /// By check, in the policy's order.
    pub checks: Vec<CheckCounts>,
    /// What each check concluded.
    pub concluded: Vec<Concluded>,
    /// The policy's checks together: a decision counts once however many checks found it.
    pub policy: PolicyCounts,
    /// Whom the policy's rule has flagged, of those who are there; over the horizon everybody counts
    /// once.
    pub people: Flagged,
    /// Estimates from this period alone, or from all of them pooled, by check.
    pub estimates: Vec<Estimates>,
    /// Estimates that pool this period and those before it that a rolling target looks at, by target; none where no
    /// target needs them, or too few periods are there.
    pub rolling: Vec<Option<Estimates>>,
    /// Estimates that pool all periods of a year so far, by target; none where it has no looks at them.
    pub so_far: Vec<Option<Estimates>>,
    /// How the policy's targets fared, once that is judged.
    pub targets: Vec<Verdicts>,
    /// How their figures fared in it.
    pub levels: Vec<Levels>,
    /// What pilots said, by pilot: of the horizon only.
    pub pilots: Vec<Piloted>,
    /// What became of the cases of pathways, by pathway: the whole of it, then its stages.
    pub pathways: Vec<Vec<Passed>>,
}

impl PeriodLedger {
    /// A period of a policy with so many checks, in which nothing has happened.
    pub(super) fn new(scenario: &Scenario, checks: usize) -> Self {
        Self {
            activities: vec![Truth::default(); scenario.activities.len()],
            attributes: vec![AttributeCounts::default(); scenario.attributes.len()],
            checks: vec![CheckCounts::default(); checks],
            concluded: vec![Concluded::new(scenario); checks],
            ..Self::default()
        }
    }
}

/// How one target fared in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdicts {
    /// In the period alone.
    pub alone: Verdict,
    /// Over the target's periods up to this one; none where there are too few, or it looks at single periods only.
    pub rolling: Option<Verdict>,
    /// Over the periods of a year so far, its figure held to the bounds of its looks; over the horizon the truth of it, and
    /// whether no look was beyond them.
    pub looks: Option<Verdict>,
}

/// What happened to the decisions of one activity. Counts and decided amounts belong to the period
/// in which a decision was closed; exposure and flows to the period in which they fell, whenever
/// the decision was closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// Decisions closed.
    pub decisions: u64,
    /// Those that have an accuracy attribute.
    pub with_accuracy: u64,
    /// Decisions that are not accurate.
    pub errors: u32,
    /// Decisions that would not be accurate had no feedback ever been given.
    pub errors_no_feedback: u32,
    /// Inaccurate decisions whose accuracy errors were all put right within the horizon.
    pub errors_corrected: u32,
    /// Expected yearly value of the decisions, £.
    pub value_decided: f64,
    /// Yearly error of the decisions as they were decided, pence, gross.
    pub gross_decided: i64,
    /// Expected value that flowed, £.
    pub value_exposed: f64,
    /// Overstatement that flowed, pence.
    pub over: i64,
    /// Understatement that flowed, pence.
    pub under: i64,
    /// Overstatement that would have flowed without any correction, pence.
    pub over_uncorrected: i64,
    /// Understatement that would have flowed without any correction, pence.
    pub under_uncorrected: i64,
    /// What flowed wrongly while its correction was under way, pence, gross: of decisions that were
    /// put right, from the check to completion.
    pub gross_waiting: i64,
}

/// What became of the work of one activity that caseworkers decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WorkCounts {
    /// Decisions that came in.
    pub intakes: u64,
    /// Decisions cleared.
    pub clearances: u64,
    /// Periods from coming in to being cleared, of all of them together.
    pub age: f64,
    /// How many were older than the target.
    pub over_target: u64,
    /// Decisions that wait at the end.
    pub waiting: u64,
}

/// One attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AttributeCounts {
    /// Decisions with an error in it.
    pub errors: u32,
    /// Times a check failed it, rightly or not.
    pub fails: u32,
    /// Decisions whose error in it was found.
    pub errors_found: u32,
    /// Learning products about it that were released at the end of the period.
    pub learning_products: u32,
}

/// One check. All but `attribute_fails`, `coaching_sessions` and what is said of charts count decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CheckCounts {
    /// Decisions checked.
    pub checks: u64,
    /// Checks of the quota that the frame could not fill.
    pub short_of_frame: u64,
    /// Checks that the pool's hours could not fill.
    pub short_of_hours: u64,
    /// Decisions that failed.
    pub fails: u32,
    /// Decisions of which a right attribute was failed.
    pub false_fails: u32,
    /// Decisions of which a true error in an accuracy attribute was found.
    pub errors_found: u32,
    /// Attributes failed.
    pub attribute_fails: u32,
    /// Decisions whose fail was overturned, which are no fails any more.
    pub overturned: u32,
    /// Fails that are left out of credits.
    pub mitigated: u32,
    /// Of a recheck: its decisions that the first check failed.
    pub first_fails: u32,
    /// Of those: that it failed too.
    pub both_fail: u32,
    /// Decisions that fail by the rules of a declared break to come.
    pub fails_again: u32,
    /// Coaching sessions that the check set off.
    pub coaching_sessions: u32,
    /// Points of its control charts that were held against a limit.
    pub points: u32,
    /// Of those, points above it: signals.
    pub signals: u32,
    /// Of those, signals of an activity whose true share of errors was no higher than in the periods
    /// of the centre line.
    pub false_signals: u32,
}

/// A policy's checks together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PolicyCounts {
    /// Decisions checked by any check.
    pub checks: u64,
    /// Whether nobody asked how many those are: `checks` then counts a decision once for each check that drew it.
    pub checks_not_counted_once: bool,
    /// Decisions failed by any check.
    pub fails: u32,
    /// Decisions of which any check failed a right attribute.
    pub false_fails: u32,
    /// Decisions of which any check found a true error in an accuracy attribute.
    pub errors_found: u32,
    /// Corrections started.
    pub corrections: u32,
    /// Corrections of which a due date passed before they were completed.
    pub corrections_overdue: u32,
    /// Days that those corrections took until they were completed, or closed without, together.
    pub correction_days: f64,
    /// Minutes of work on those corrections.
    pub correction_minutes: f64,
    /// Hours of exercises in the pools that the policy uses, and their cost, £.
    pub calibration_hours: f64,
    /// See `calibration_hours`.
    pub calibration_cost: f64,
    /// What the learning products that were released cost, pence.
    pub learning_cost: i64,
    /// Hours that checks, coaching, exercises, corrections and decisions that came back have taken from clearing.
    pub hours_lost: f64,
    /// Caseworkers in post, where there is a demand; of several periods in the last.
    pub in_post: u64,
    /// Full-time equivalents who were there, by what they clear, where there is a demand; of several periods in the last.
    pub equivalents: f64,
}

/// What one check's own figures say, beside the truth of its frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimates {
    /// Estimated accuracy, a share.
    pub accuracy: Option<QuotedFigure>,
    /// True accuracy of the check's frame, a share.
    pub accuracy_in_frame: Option<f64>,
    /// Estimated monetary value of error, a share.
    pub mve: Option<QuotedFigure>,
    /// True monetary value of error, as decided, of the check's frame, a share.
    pub mve_in_frame: Option<f64>,
    /// Of a recheck that estimates accuracy: the share of the decisions that are wrong by it of which
    /// its first check failed an accuracy attribute.
    pub sensitivity: Option<f64>,
    /// The same of the decisions that are right by it.
    pub false_fail: Option<f64>,
}

/// A figure with its interval; without one where it is of checked decisions only.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuotedFigure {
    /// The estimate.
    pub value: f64,
    /// 95 % interval.
    pub interval: Option<(f64, f64)>,
}

impl AddAssign for Truth {
    fn add_assign(&mut self, other: Self) {
        self.decisions += other.decisions;
        self.with_accuracy += other.with_accuracy;
        self.errors += other.errors;
        self.errors_no_feedback += other.errors_no_feedback;
        self.errors_corrected += other.errors_corrected;
        self.value_decided += other.value_decided;
        self.gross_decided += other.gross_decided;
        self.value_exposed += other.value_exposed;
        self.over += other.over;
        self.under += other.under;
        self.over_uncorrected += other.over_uncorrected;
        self.under_uncorrected += other.under_uncorrected;
        self.gross_waiting += other.gross_waiting;
    }
}

impl AddAssign for WorkCounts {
    /// Adds a later period.
    fn add_assign(&mut self, later: Self) {
        self.intakes += later.intakes;
        self.clearances += later.clearances;
        self.age += later.age;
        self.over_target += later.over_target;
        self.waiting = later.waiting;
    }
}

impl AddAssign for AttributeCounts {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.fails += other.fails;
        self.errors_found += other.errors_found;
        self.learning_products += other.learning_products;
    }
}

impl AddAssign for CheckCounts {
    fn add_assign(&mut self, other: Self) {
        self.checks += other.checks;
        self.short_of_frame += other.short_of_frame;
        self.short_of_hours += other.short_of_hours;
        self.fails += other.fails;
        self.false_fails += other.false_fails;
        self.errors_found += other.errors_found;
        self.attribute_fails += other.attribute_fails;
        self.overturned += other.overturned;
        self.mitigated += other.mitigated;
        self.first_fails += other.first_fails;
        self.both_fail += other.both_fail;
        self.fails_again += other.fails_again;
        self.coaching_sessions += other.coaching_sessions;
        self.points += other.points;
        self.signals += other.signals;
        self.false_signals += other.false_signals;
    }
}

impl AddAssign for PolicyCounts {
    /// Adds a later period.
    fn add_assign(&mut self, other: Self) {
        self.checks += other.checks;
        self.checks_not_counted_once |= other.checks_not_counted_once;
        self.fails += other.fails;
        self.false_fails += other.false_fails;
        self.errors_found += other.errors_found;
        self.corrections += other.corrections;
        self.corrections_overdue += other.corrections_overdue;
        self.correction_days += other.correction_days;
        self.correction_minutes += other.correction_minutes;
        self.calibration_hours += other.calibration_hours;
        self.calibration_cost += other.calibration_cost;
        self.learning_cost += other.learning_cost;
        self.hours_lost += other.hours_lost;
        self.in_post = other.in_post;
        self.equivalents = other.equivalents;
    }
}
