//! Decisions, errors and money of the reported periods, whatever the policy.

use serde::Serialize;

use super::chances::Truth;
use super::kinds::Office;
use super::unknown::{Fact, Unknown, printed};

/// What is decided over the reported periods, in expectation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decided {
    /// The activity; `all` for all of them.
    pub name: String,
    /// Decisions.
    pub decisions: f64,
    /// Decisions that are not accurate.
    pub errors: f64,
    /// Decisions that have an accuracy attribute.
    #[serde(skip)]
    with_accuracy: f64,
    /// Share of those that are accurate.
    #[serde(serialize_with = "printed")]
    pub accuracy: Fact<f64>,
    /// Yearly assessed value, £ a year.
    pub value: f64,
    /// Yearly error, over plus under, as decided, £ a year.
    pub gross: f64,
    /// Of that, overstated.
    pub over: f64,
    /// Of that, understated.
    pub under: f64,
    /// Monetary value of error as decided: gross error as a share of value.
    #[serde(serialize_with = "printed")]
    pub mve: Fact<f64>,
}

impl Decided {
    fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            decisions: 0.0,
            errors: 0.0,
            with_accuracy: 0.0,
            accuracy: Err(Unknown::NO_DECISIONS),
            value: 0.0,
            gross: 0.0,
            over: 0.0,
            under: 0.0,
            mve: Err(Unknown::NO_VALUE),
        }
    }

    fn add(&mut self, other: &Self) {
        self.decisions += other.decisions;
        self.errors += other.errors;
        self.with_accuracy += other.with_accuracy;
        self.value += other.value;
        self.gross += other.gross;
        self.over += other.over;
        self.under += other.under;
        self.conclude();
    }

    fn conclude(&mut self) {
        if self.decisions > 0.0 {
            self.accuracy = match self.with_accuracy > 0.0 {
                true => Ok(1.0 - self.errors / self.with_accuracy),
                false => Err(Unknown::NO_ACCURACY),
            };
        }
        if self.value > 0.0 {
            self.mve = Ok(self.gross / self.value);
        }
    }
}

/// All decisions, and those of each activity.
pub(super) fn decided(office: &Office, truths: &[Truth]) -> (Decided, Vec<Decided>) {
    let scenario = office.scenario;
    let periods = 0..scenario.horizon.periods;
    let mut numbers = vec![0.0; office.kinds.len()];
    for period in periods {
        for (sum, number) in numbers.iter_mut().zip(office.numbers(period)) {
            *sum += number;
        }
    }
    let activities = scenario.activities.iter();
    let mut by_activity: Vec<Decided> = activities.map(|a| Decided::named(&a.name)).collect();
    for (kind, number) in numbers.into_iter().enumerate() {
        let activity = office.kinds[kind].activity;
        let Truth { gross, net, .. } = truths[kind];
        let sum = &mut by_activity[activity];
        sum.decisions += number;
        if scenario.has_accuracy(activity) {
            sum.with_accuracy += number;
        }
        sum.errors += number * truths[kind].inaccurate;
        sum.value += number * office.worths[activity].value;
        sum.gross += number * gross;
        // The modulus is what is over plus what is under, the sum what is over less what is under.
        sum.over += number * (gross + net) / 2.0;
        sum.under += number * (gross - net) / 2.0;
    }
    let mut all = Decided::named("all");
    for decided in &mut by_activity {
        decided.conclude();
        all.add(decided);
    }
    (all, by_activity)
}
