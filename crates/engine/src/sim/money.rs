//! Money that flows wrongly: signed yearly amounts, running over stretches of time.

/// Flows by reported period, built from stretches in O(1) each.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Length of a period in years.
    length: f64,
    /// Changes of the level that holds over whole periods.
    steps: Vec<f64>,
    /// What partly covered periods hold.
    partial: Vec<f64>,
}

impl Flow {
    /// Nothing flows yet in any of `periods` periods of `length` years.
    pub fn new(periods: usize, length: f64) -> Self {
        Self {
            length,
            steps: vec![0.0; periods + 1],
            partial: vec![0.0; periods],
        }
    }

    /// Adds `rate` a year between two times, in periods from the start of the horizon.
    pub fn add(&mut self, rate: f64, from: f64, to: f64) {
        let periods = self.partial.len();
        let (from, to) = (from.max(0.0), to.min(periods as f64));
        if from >= to {
            return;
        }
        let amount = rate * self.length;
        let (first, last) = (from as usize, to as usize);
        if first == last {
            self.partial[first] += amount * (to - from);
            return;
        }
        self.partial[first] += amount * ((first + 1) as f64 - from);
        self.steps[first + 1] += amount;
        self.steps[last] -= amount;
        if last < periods {
            self.partial[last] += amount * (to - last as f64);
        }
    }

    /// What flowed in each period.
    pub fn by_period(&self) -> impl Iterator<Item = f64> + '_ {
        let mut level = 0.0;
        self.partial
            .iter()
            .zip(&self.steps)
            .map(move |(partial, step)| {
                level += step;
                partial + level
            })
    }
}

/// An error that runs: its signed yearly amount, and when it ends.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    /// £ a year; over positive, under negative.
    pub yearly: f64,
    /// In periods from the start of the horizon.
    pub until: f64,
}

/// Adds one decision's error from its moment on: at each instant the signed sum of its running
/// errors, split into its positive part (`over`) and its negative part (`under`).
pub(crate) fn run_on(errors: &mut [Running], moment: f64, over: &mut Flow, under: &mut Flow) {
    errors.sort_by(|a, b| a.until.total_cmp(&b.until));
    let mut from = moment;
    for index in 0..errors.len() {
        let until = errors[index].until;
        if until > from {
            let sum: f64 = errors[index..].iter().map(|error| error.yearly).sum();
            if sum > 0.0 {
                over.add(sum, from, until);
            } else {
                under.add(-sum, from, until);
            }
            from = until;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flows(flow: &Flow) -> Vec<f64> {
        flow.by_period().collect()
    }

    #[test]
    fn a_stretch_is_shared_out_over_the_periods_it_covers() {
        let mut flow = Flow::new(4, 0.5);
        flow.add(10.0, 0.5, 3.25);
        assert_eq!(flows(&flow), [2.5, 5.0, 5.0, 1.25]);
        let mut flow = Flow::new(4, 1.0);
        flow.add(8.0, 1.25, 1.5);
        assert_eq!(flows(&flow), [0.0, 2.0, 0.0, 0.0]);
    }

    #[test]
    fn what_lies_outside_the_horizon_is_clipped() {
        let mut flow = Flow::new(3, 1.0);
        flow.add(2.0, -5.0, 99.0);
        flow.add(2.0, -5.0, -1.0);
        flow.add(2.0, 3.0, 4.0);
        assert_eq!(flows(&flow), [2.0, 2.0, 2.0]);
    }

    #[test]
    fn over_and_under_in_one_decision_cancel_while_both_run() {
        let (mut over, mut under) = (Flow::new(4, 1.0), Flow::new(4, 1.0));
        let mut errors = [
            Running {
                yearly: 100.0,
                until: 3.0,
            },
            Running {
                yearly: -160.0,
                until: 1.0,
            },
        ];
        run_on(&mut errors, 0.0, &mut over, &mut under);
        // Net −60 until 1, then +100 until 3.
        assert_eq!(flows(&under), [60.0, 0.0, 0.0, 0.0]);
        assert_eq!(flows(&over), [0.0, 100.0, 100.0, 0.0]);
    }
}
