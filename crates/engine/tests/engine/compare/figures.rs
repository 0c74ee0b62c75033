//! Every number of a ledger in a row, by period and over the reported periods.

use std::fmt::Display;

use tierone_engine::sim::{
    AttributeCounts, CheckCounts, Concluded, Estimates, Flagged, Ledger, Passed, Piloted,
    PolicyCounts, Truth, WorkCounts,
};

/// Figures in the order of their names; none where it could not be computed.
pub type Row = Vec<Option<f64>>;

/// Figures of one ledger.
pub fn figures(ledger: &Ledger) -> Row {
    listed(ledger, List::default()).row
}

/// What each of them is.
pub fn names(ledger: &Ledger) -> Vec<String> {
    let list = List {
        names: Some(Vec::new()),
        ..List::default()
    };
    listed(ledger, list).names.expect("they are asked for")
}

fn listed(ledger: &Ledger, mut list: List) -> List {
    let mut activities = vec![Truth::default(); ledger.periods[0].activities.len()];
    let mut attributes = vec![AttributeCounts::default(); ledger.periods[0].attributes.len()];
    let mut checks = vec![CheckCounts::default(); ledger.periods[0].checks.len()];
    let mut policy = PolicyCounts::default();
    for (number, period) in ledger.periods.iter().enumerate() {
        list.period = Some(number);
        list.truths(&period.activities);
        list.work(&period.work);
        list.attributes(&period.attributes);
        list.checks(&period.checks);
        list.concluded(&period.concluded);
        list.policy(&period.policy);
        list.people(&period.people);
        list.estimates(&period.estimates);
        list.pathways(&period.pathways);
        sum(&mut activities, &period.activities);
        sum(&mut attributes, &period.attributes);
        sum(&mut checks, &period.checks);
        policy += period.policy;
    }
    list.period = None;
    list.truths(&activities);
    list.work(&ledger.horizon().work);
    list.attributes(&attributes);
    list.checks(&checks);
    list.concluded(&ledger.horizon().concluded);
    list.policy(&policy);
    list.people(&ledger.horizon().people);
    list.estimates(&ledger.estimates);
    list.pilots(&ledger.pilots);
    list.pathways(&ledger.pathways);
    list
}

fn sum<T: Copy + std::ops::AddAssign>(sums: &mut [T], more: &[T]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += *more;
    }
}

#[derive(Default)]
struct List {
    /// The period that is listed; none for the horizon.
    period: Option<usize>,
    /// Names, where they are asked for: there are many more replications than names.
    names: Option<Vec<String>>,
    row: Row,
}

/// A kind of thing, and the number of one of them.
type Of = (&'static str, usize);

const POLICY: Of = ("policy", 0);
const PEOPLE: Of = ("people", 0);

impl List {
    fn add(&mut self, (kind, number): Of, name: impl Display, figure: Option<f64>) {
        if let Some(names) = &mut self.names {
            let at = self
                .period
                .map_or("horizon".into(), |period| format!("period {period}"));
            names.push(format!("{at} {kind} {number} {name}"));
        }
        self.row.push(figure);
    }

    fn count(&mut self, of: Of, name: impl Display, figure: impl Into<u64>) {
        self.add(of, name, Some(figure.into() as f64));
    }

    fn truths(&mut self, truths: &[Truth]) {
        for (number, truth) in truths.iter().enumerate() {
            let of = ("activity", number);
            self.count(of, "decisions", truth.decisions);
            self.count(of, "errors", truth.errors);
            self.count(of, "errors_no_feedback", truth.errors_no_feedback);
            // Feedback saves few errors: the difference is far less noisy than either count.
            let saved = f64::from(truth.errors_no_feedback) - f64::from(truth.errors);
            self.add(of, "errors_saved", Some(saved));
            self.count(of, "errors_corrected", truth.errors_corrected);
            self.add(of, "value_decided", Some(truth.value_decided));
            self.add(of, "gross_decided", Some(truth.gross_decided as f64));
            self.add(of, "value_exposed", Some(truth.value_exposed));
            self.add(of, "over", Some(truth.over as f64));
            self.add(of, "under", Some(truth.under as f64));
            self.add(of, "flowed", Some((truth.over + truth.under) as f64));
            self.add(of, "gross_waiting", Some(truth.gross_waiting as f64));
            self.add(of, "over_uncorrected", Some(truth.over_uncorrected as f64));
            self.add(
                of,
                "under_uncorrected",
                Some(truth.under_uncorrected as f64),
            );
        }
    }

    fn work(&mut self, work: &[WorkCounts]) {
        for (number, counts) in work.iter().enumerate() {
            let of = ("work", number);
            self.count(of, "intakes", counts.intakes);
            self.count(of, "clearances", counts.clearances);
            self.add(of, "age", Some(counts.age));
            self.count(of, "over_target", counts.over_target);
            self.count(of, "waiting", counts.waiting);
        }
    }

    fn attributes(&mut self, attributes: &[AttributeCounts]) {
        for (number, counts) in attributes.iter().enumerate() {
            let of = ("attribute", number);
            self.count(of, "errors", counts.errors);
            self.count(of, "fails", counts.fails);
            self.count(of, "errors_found", counts.errors_found);
            self.count(of, "learning_products", counts.learning_products);
        }
    }

    fn checks(&mut self, checks: &[CheckCounts]) {
        for (number, counts) in checks.iter().enumerate() {
            let of = ("check", number);
            self.count(of, "checks", counts.checks);
            self.count(of, "short_of_frame", counts.short_of_frame);
            self.count(of, "short_of_hours", counts.short_of_hours);
            self.count(of, "fails", counts.fails);
            self.count(of, "false_fails", counts.false_fails);
            self.count(of, "errors_found", counts.errors_found);
            self.count(of, "attribute_fails", counts.attribute_fails);
            self.count(of, "overturned", counts.overturned);
            self.count(of, "mitigated", counts.mitigated);
            self.count(of, "first_fails", counts.first_fails);
            self.count(of, "both_fail", counts.both_fail);
            self.count(of, "fails_again", counts.fails_again);
            self.count(of, "coaching_sessions", counts.coaching_sessions);
            self.count(of, "points", counts.points);
            self.count(of, "signals", counts.signals);
            self.count(of, "false_signals", counts.false_signals);
        }
    }

    fn concluded(&mut self, concluded: &[Concluded]) {
        for (number, concluded) in concluded.iter().enumerate() {
            let of = ("check", number);
            for (grade, decisions) in concluded.grades.iter().enumerate() {
                self.count(of, format_args!("grade {grade}"), *decisions);
                for (what, counts) in [
                    ("mitigated", &concluded.mitigated),
                    ("again", &concluded.again),
                    ("truly", &concluded.truly),
                ] {
                    let count = counts.get(grade).copied().unwrap_or(0);
                    self.count(of, format_args!("{what} {grade}"), count);
                }
            }
            for (kind, fails) in concluded.kinds.iter().enumerate() {
                self.count(of, format_args!("kind {kind}"), *fails);
            }
        }
    }

    fn policy(&mut self, counts: &PolicyCounts) {
        self.count(POLICY, "checks", counts.checks);
        self.count(POLICY, "fails", counts.fails);
        self.count(POLICY, "false_fails", counts.false_fails);
        self.count(POLICY, "errors_found", counts.errors_found);
        self.count(POLICY, "corrections", counts.corrections);
        self.count(POLICY, "corrections_overdue", counts.corrections_overdue);
        self.add(POLICY, "correction_days", Some(counts.correction_days));
        let minutes = counts.correction_minutes;
        self.add(POLICY, "correction_minutes", Some(minutes));
        self.add(POLICY, "calibration_hours", Some(counts.calibration_hours));
        self.add(POLICY, "learning_cost", Some(counts.learning_cost as f64));
        self.add(POLICY, "hours_lost", Some(counts.hours_lost));
        self.count(POLICY, "in_post", counts.in_post);
        self.add(POLICY, "equivalents", Some(counts.equivalents));
    }

    fn people(&mut self, people: &Flagged) {
        self.count(PEOPLE, "poor", people.poor);
        self.count(PEOPLE, "poor_flagged", people.poor_flagged);
        self.count(PEOPLE, "others", people.others);
        self.count(PEOPLE, "others_flagged", people.others_flagged);
        self.count(PEOPLE, "found", people.found);
        self.count(PEOPLE, "found_after", people.found_after);
    }

    fn pilots(&mut self, pilots: &[Piloted]) {
        for (number, pilot) in pilots.iter().enumerate() {
            let of = ("pilot", number);
            self.count(of, "checks", pilot.checks);
            self.add(of, "truth", pilot.truth);
            self.add(of, "before", pilot.before);
            self.add(of, "difference", pilot.difference);
            let claim = pilot.claim;
            self.add(of, "effect", claim.map(|claim| claim.effect));
            let width = |limits: Option<(f64, f64)>| limits.map(|(low, high)| high - low);
            self.add(of, "width", claim.and_then(|claim| width(claim.interval)));
            self.add(
                of,
                "naive width",
                claim.and_then(|claim| width(claim.naive)),
            );
            self.add(of, "by chance", claim.and_then(|claim| claim.by_chance));
            self.add(of, "smallest", claim.and_then(|claim| claim.smallest));
        }
    }

    fn pathways(&mut self, pathways: &[Vec<Passed>]) {
        let all = pathways.iter().flatten();
        for (number, passed) in all.enumerate() {
            let of = ("pathway or stage", number);
            self.count(of, "opened", passed.opened);
            self.count(of, "reopened", passed.reopened);
            self.count(of, "follow", passed.follow);
            self.count(of, "ended", passed.ended);
            self.count(of, "open", passed.open);
            self.add(of, "days", passed.days);
            self.add(of, "median", passed.median);
            self.add(of, "open_days", passed.open_days);
            self.add(of, "queue_days", passed.queue_days);
            self.add(of, "in_target", passed.in_target);
            self.add(of, "in_target_recorded", passed.in_target_recorded);
            self.add(of, "in_target_ended", passed.in_target_ended);
            let bias = passed
                .in_target_recorded
                .zip(passed.in_target)
                .map(|(recorded, happened)| recorded - happened);
            self.add(of, "in_target_bias", bias);
        }
    }

    fn estimates(&mut self, estimates: &[Estimates]) {
        for (number, estimates) in estimates.iter().enumerate() {
            let of = ("check", number);
            self.add(
                of,
                "accuracy",
                estimates.accuracy.map(|figure| figure.value),
            );
            self.add(of, "accuracy_in_frame", estimates.accuracy_in_frame);
            self.add(of, "mve", estimates.mve.map(|figure| figure.value));
            self.add(of, "mve_in_frame", estimates.mve_in_frame);
            self.add(of, "sensitivity", estimates.sensitivity);
            self.add(of, "false_fail", estimates.false_fail);
            // What a figure has to be compared with moves with it.
            let bias = |figure: Option<tierone_engine::sim::QuotedFigure>, truth: Option<f64>| {
                Some(figure?.value - truth?)
            };
            let accuracy = bias(estimates.accuracy, estimates.accuracy_in_frame);
            self.add(of, "accuracy_frame_bias", accuracy);
            let mve = bias(estimates.mve, estimates.mve_in_frame);
            self.add(of, "mve_frame_bias", mve);
        }
    }
}
