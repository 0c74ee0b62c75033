//! Every number of a ledger in a row, by period and over the reported periods.

use tierone_engine::sim::{
    AttributeCounts, CheckCounts, Concluded, Estimates, Flagged, Ledger, PolicyCounts, Truth,
};

/// Figures in the order of their names; none where it could not be computed.
pub type Row = Vec<Option<f64>>;

/// Names and figures of one ledger.
pub fn figures(ledger: &Ledger) -> (Vec<String>, Row) {
    let mut list = List::default();
    let mut activities = vec![Truth::default(); ledger.periods[0].activities.len()];
    let mut attributes = vec![AttributeCounts::default(); ledger.periods[0].attributes.len()];
    let mut checks = vec![CheckCounts::default(); ledger.periods[0].checks.len()];
    let mut policy = PolicyCounts::default();
    for (number, period) in ledger.periods.iter().enumerate() {
        list.at = format!("period {number}");
        list.truths(&period.activities);
        list.attributes(&period.attributes);
        list.checks(&period.checks);
        list.concluded(&period.concluded);
        list.policy(&period.policy);
        list.people(&period.people);
        list.estimates(&period.estimates);
        sum(&mut activities, &period.activities);
        sum(&mut attributes, &period.attributes);
        sum(&mut checks, &period.checks);
        policy += period.policy;
    }
    list.at = "horizon".into();
    list.truths(&activities);
    list.attributes(&attributes);
    list.checks(&checks);
    list.concluded(&ledger.horizon().concluded);
    list.policy(&policy);
    list.people(&ledger.horizon().people);
    list.estimates(&ledger.estimates);
    (list.names, list.row)
}

fn sum<T: Copy + std::ops::AddAssign>(sums: &mut [T], more: &[T]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += *more;
    }
}

#[derive(Default)]
struct List {
    at: String,
    names: Vec<String>,
    row: Row,
}

impl List {
    fn add(&mut self, of: &str, name: &str, figure: Option<f64>) {
        self.names.push(format!("{} {of} {name}", self.at));
        self.row.push(figure);
    }

    fn count(&mut self, of: &str, name: &str, figure: impl Into<u64>) {
        self.add(of, name, Some(figure.into() as f64));
    }

    fn truths(&mut self, truths: &[Truth]) {
        for (number, truth) in truths.iter().enumerate() {
            let of = &format!("activity {number}");
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

    fn attributes(&mut self, attributes: &[AttributeCounts]) {
        for (number, counts) in attributes.iter().enumerate() {
            let of = &format!("attribute {number}");
            self.count(of, "errors", counts.errors);
            self.count(of, "fails", counts.fails);
            self.count(of, "errors_found", counts.errors_found);
            self.count(of, "learning_products", counts.learning_products);
        }
    }

    fn checks(&mut self, checks: &[CheckCounts]) {
        for (number, counts) in checks.iter().enumerate() {
            let of = &format!("check {number}");
            self.count(of, "checks", counts.checks);
            self.count(of, "short_of_frame", counts.short_of_frame);
            self.count(of, "short_of_hours", counts.short_of_hours);
            self.count(of, "fails", counts.fails);
            self.count(of, "false_fails", counts.false_fails);
            self.count(of, "errors_found", counts.errors_found);
            self.count(of, "attribute_fails", counts.attribute_fails);
            self.count(of, "coaching_sessions", counts.coaching_sessions);
            self.count(of, "points", counts.points);
            self.count(of, "signals", counts.signals);
            self.count(of, "false_signals", counts.false_signals);
        }
    }

    fn concluded(&mut self, concluded: &[Concluded]) {
        for (number, concluded) in concluded.iter().enumerate() {
            let of = &format!("check {number}");
            for (grade, decisions) in concluded.grades.iter().enumerate() {
                self.count(of, &format!("grade {grade}"), *decisions);
            }
            for (kind, fails) in concluded.kinds.iter().enumerate() {
                self.count(of, &format!("kind {kind}"), *fails);
            }
        }
    }

    fn policy(&mut self, counts: &PolicyCounts) {
        self.count("policy", "checks", counts.checks);
        self.count("policy", "fails", counts.fails);
        self.count("policy", "false_fails", counts.false_fails);
        self.count("policy", "errors_found", counts.errors_found);
        self.count("policy", "corrections", counts.corrections);
        self.count("policy", "corrections_overdue", counts.corrections_overdue);
        self.add("policy", "correction_days", Some(counts.correction_days));
        let minutes = counts.correction_minutes;
        self.add("policy", "correction_minutes", Some(minutes));
        self.add(
            "policy",
            "calibration_hours",
            Some(counts.calibration_hours),
        );
        self.add("policy", "learning_cost", Some(counts.learning_cost as f64));
    }

    fn people(&mut self, people: &Flagged) {
        self.count("people", "poor", people.poor);
        self.count("people", "poor_flagged", people.poor_flagged);
        self.count("people", "others", people.others);
        self.count("people", "others_flagged", people.others_flagged);
        self.count("people", "found", people.found);
        self.count("people", "found_after", people.found_after);
    }

    fn estimates(&mut self, estimates: &[Estimates]) {
        for (number, estimates) in estimates.iter().enumerate() {
            let of = &format!("check {number}");
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
            let bias = |figure: Option<tierone_engine::sim::Figure>, truth: Option<f64>| {
                Some(figure?.value - truth?)
            };
            let accuracy = bias(estimates.accuracy, estimates.accuracy_in_frame);
            self.add(of, "accuracy_frame_bias", accuracy);
            let mve = bias(estimates.mve, estimates.mve_in_frame);
            self.add(of, "mve_frame_bias", mve);
        }
    }
}
