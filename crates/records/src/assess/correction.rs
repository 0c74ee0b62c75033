//! Accuracy behind the fails of checkers who miss errors or fail right decisions.

use serde::Serialize;

use super::figure::Figure;
use super::figure_name::FigureName;
use tierone_stats::Estimate;
use tierone_stats::misclassified::{self, Checking, Trial};
use tierone_stats::proportion::{clopper_pearson_lower, clopper_pearson_upper};

/// How often checkers do one thing right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "String")]
pub enum Rate {
    /// Nobody measured it.
    Assumed(f64),
    /// Measured.
    Measured(Trial),
}

/// As it is read.
impl From<Rate> for String {
    fn from(rate: Rate) -> Self {
        match rate {
            Rate::Assumed(share) => share.to_string(),
            Rate::Measured(trial) => format!("{}/{}", trial.hits, trial.tried),
        }
    }
}

impl Rate {
    /// Reads `45/60` as measured, `80%` or `0.8` as assumed.
    ///
    /// # Errors
    /// What was expected.
    pub fn read(text: &str) -> Result<Self, String> {
        let expected = || "write what was measured as 45/60, or what is assumed as 80%".to_owned();
        if let Some((hits, tried)) = text.split_once('/') {
            let whole = |text: &str| text.trim().parse::<u64>().map_err(|_| expected());
            let trial = Trial {
                hits: whole(hits)?,
                tried: whole(tried)?,
            };
            let is_trial = trial.tried > 0 && trial.hits <= trial.tried;
            return is_trial
                .then_some(Self::Measured(trial))
                .ok_or_else(expected);
        }
        let (number, per) = match text.strip_suffix('%') {
            Some(percent) => (percent, 100.0),
            None => (text, 1.0),
        };
        let rate = number.trim().parse::<f64>().map_err(|_| expected())? / per;
        let is_share = (0.0..=1.0).contains(&rate);
        is_share.then_some(Self::Assumed(rate)).ok_or_else(expected)
    }

    /// `75 %`, or `45 in 60` where it was measured.
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Assumed(rate) => {
                let text = percent(rate);
                let number = text.trim_end_matches(" %").trim_end_matches('0');
                format!("{} %", number.trim_end_matches('.'))
            }
            Self::Measured(trial) => format!("{} in {}", trial.hits, trial.tried),
        }
    }

    /// How often the opposite is done.
    pub(crate) fn complement(self) -> Self {
        match self {
            Self::Assumed(rate) => Self::Assumed(1.0 - rate),
            Self::Measured(trial) => Self::Measured(Trial {
                hits: trial.tried - trial.hits,
                ..trial
            }),
        }
    }

    fn value(self) -> f64 {
        match self {
            Self::Assumed(rate) => rate,
            Self::Measured(trial) => trial.hits as f64 / trial.tried as f64,
        }
    }

    /// As assumed, or the one-sided 95 % lower limit of what was measured.
    fn at_least(self) -> f64 {
        match self {
            Self::Assumed(rate) => rate,
            Self::Measured(trial) => {
                clopper_pearson_lower(trial.hits, trial.tried, 0.95).unwrap_or(0.0)
            }
        }
    }

    /// As assumed, or the one-sided 95 % upper limit of what was measured.
    fn at_most(self) -> f64 {
        match self {
            Self::Assumed(rate) => rate,
            Self::Measured(trial) => {
                clopper_pearson_upper(trial.hits, trial.tried, 0.95).unwrap_or(1.0)
            }
        }
    }

    /// As a trial; what is assumed counts as measured so often that nothing is left to know.
    fn trial(self) -> Trial {
        const OFTEN: u64 = 1_000_000_000;
        match self {
            Self::Assumed(rate) => Trial {
                hits: (rate * OFTEN as f64).round() as u64,
                tried: OFTEN,
            },
            Self::Measured(trial) => trial,
        }
    }
}

/// What is known of the checkers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correction {
    /// How often an error is found.
    pub finds: Rate,
    /// How often a right decision passes.
    pub passes: Rate,
}

impl Correction {
    /// The share of errors that checkers find at least: as assumed, or the one-sided 95 % limit of what was measured.
    pub(crate) fn least_found(self) -> f64 {
        self.finds.at_least()
    }

    /// Accuracy, corrected, and what has to be said of it.
    ///
    /// Which errors checkers find is up to chance, also where every decision was checked: rates that are assumed have the
    /// wider of the interval of the draw, moved, and of that for fails as they come.
    /// # Errors
    /// Why it cannot be, and what would have to be so.
    pub fn of(self, accuracy: &Figure, confidence: f64) -> Result<Corrected, String> {
        let checking = Checking {
            sensitivity: self.finds.value(),
            specificity: self.passes.value(),
        };
        if checking.sensitivity + checking.specificity <= 1.0 {
            return Err(format!(
                "checkers who find {} of errors and pass {} of right decisions are no better than chance",
                percent(checking.sensitivity),
                percent(checking.specificity)
            ));
        }
        let estimate = accuracy.estimate().filter(|_| accuracy.scope.is_of_frame());
        let Some(estimate) = estimate else {
            return Err("there is no accuracy of the frame to correct".into());
        };
        let mut failed = estimate;
        failed.value = 1.0 - estimate.value;
        (failed.low, failed.high) = (1.0 - estimate.high, 1.0 - estimate.low);
        self.contradicted(failed)?;
        let size = accuracy.effective.unwrap_or(accuracy.n as f64);
        let size = size.min(accuracy.n as f64);
        let (finds, passes) = (self.finds.trial(), self.passes.trial());
        let wrong = misclassified::lang_reiczigel(failed.value, size, finds, passes, confidence);
        let mut wrong = wrong.ok_or("the rates leave no share of errors between 0 and 1")?;
        if let (Rate::Assumed(_), Rate::Assumed(_)) = (self.finds, self.passes)
            && let Some(drawn) = misclassified::known(failed, checking)
        {
            wrong.low = wrong.low.min(drawn.low);
            wrong.high = wrong.high.max(drawn.high);
            wrong.method = drawn.method;
        }
        let figure = Figure {
            name: FigureName::AccuracyCorrected,
            value: Some(1.0 - wrong.value),
            interval: Some((1.0 - wrong.high, 1.0 - wrong.low)),
            method: wrong.method,
            formula: FigureName::AccuracyCorrected.formula(),
            se: None,
            ..accuracy.clone()
        };
        let raw = misclassified::rogan_gladen(failed.value, checking);
        let at_limit = match raw {
            // Half a digit of rounding is nothing to be told.
            Some(raw) if raw < -1e-12 => Some(format!(
                "fewer failed ({}) than checkers who pass {} of right decisions would fail by themselves: by chance, or \
                 they are better than that. Corrected accuracy is at its limit of 100 %",
                percent(failed.value),
                percent(checking.specificity)
            )),
            Some(raw) if raw > 1.0 + 1e-12 => Some(format!(
                "more failed ({}) than checkers who find {} of errors would if all were wrong: by chance, or they are \
                 better than that. Corrected accuracy is at its limit of 0 %",
                percent(failed.value),
                percent(checking.sensitivity)
            )),
            _ => None,
        };
        Ok(Corrected { figure, at_limit })
    }

    /// Rates that chance alone cannot bring together with what failed.
    fn contradicted(self, failed: Estimate) -> Result<(), String> {
        let (passes, finds) = (self.passes.at_most(), self.finds.at_most());
        if failed.high < 1.0 - passes - 1e-12 {
            return Err(format!(
                "{} failed, and checkers who pass {} of right decisions would fail more than that if none was wrong, \
                 beyond what chance explains: they must pass {} at least",
                percent(failed.value),
                percent(self.passes.value()),
                percent(1.0 - failed.high)
            ));
        }
        if failed.low > finds + 1e-12 {
            return Err(format!(
                "{} failed, and checkers who find {} of errors would fail fewer if all were wrong, beyond what chance \
                 explains: they must find {} at least",
                percent(failed.value),
                percent(self.finds.value()),
                percent(failed.low)
            ));
        }
        Ok(())
    }
}

/// A corrected accuracy.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// The figure.
    pub figure: Figure,
    /// Where the rates would put it beyond what can be: why.
    pub at_limit: Option<String>,
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}
