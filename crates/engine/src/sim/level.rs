//! How the figure of a target fared against its limit, period by period: how often it was red, and what that costs.

use serde::{Deserialize, Serialize};

/// Whether a target was met, by the truth and by the check's own figure; none where that cannot be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// By the truth.
    pub met: Option<bool>,
    /// By the check's own figure.
    pub reported: Option<bool>,
}

/// One target: over single periods, and over its rolling ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Of periods alone.
    pub alone: Level,
    /// Of rolling periods; none where the target looks at single periods only.
    pub rolling: Option<Level>,
    /// Of looks at a year's results so far; none where the target has none.
    pub looks: Option<Level>,
    /// Whether the figures before and after a break in how the check measures differ by more than chance; none without one.
    pub changed: Option<bool>,
}

/// Periods, each held against the limit, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// Periods whose figure could be held against the limit.
    pub judged: u32,
    /// Of those: red, since the figure missed it.
    pub red: u32,
    /// Those in which the truth met the target.
    pub met: Alarms,
    /// Those in which it did not.
    pub missed: Alarms,
    /// What is due for them together, £; none where the target has no credits.
    pub credit: Option<f64>,
}

/// Periods of one kind, and the alarms among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alarms {
    /// Periods.
    pub periods: u32,
    /// Red ones.
    pub red: u32,
    /// Periods up to the first red one, or all of them where none was.
    pub until: u32,
}

impl Level {
    /// Adds a period, and what is due for it.
    pub fn add(&mut self, verdict: Verdict, credit: Option<f64>) {
        if let Some(credit) = credit {
            *self.credit.get_or_insert(0.0) += credit;
        }
        let Some(reported) = verdict.reported else {
            return;
        };
        self.judged += 1;
        self.red += u32::from(!reported);
        let of = match verdict.met {
            None => return,
            Some(true) => &mut self.met,
            Some(false) => &mut self.missed,
        };
        of.until += u32::from(of.red == 0);
        of.periods += 1;
        of.red += u32::from(!reported);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_are_counted_by_what_was_true_and_the_first_of_each_is_waited_for() {
        let mut level = Level::default();
        let periods = [
            (true, true),
            (false, true),
            (true, false),
            (false, false),
            (true, false),
        ];
        for (met, reported) in periods {
            let verdict = Verdict {
                met: Some(met),
                reported: Some(reported),
            };
            level.add(verdict, Some(10.0));
        }
        assert_eq!((level.judged, level.red, level.credit), (5, 3, Some(50.0)));
        assert_eq!(
            (level.met.periods, level.met.red, level.met.until),
            (3, 2, 2)
        );
        assert_eq!(
            (level.missed.periods, level.missed.red, level.missed.until),
            (2, 1, 2)
        );
    }
}
