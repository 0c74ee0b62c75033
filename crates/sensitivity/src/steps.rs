//! What a number does to a figure on the paths: its elementary effects, and roughly what share of the variance it has a part in.

use crate::evaluate::{At, Twice};
use crate::moves::Path;
use tierone_outlook::Range;
use tierone_stats::sensitivity::{Elementary, elementary};

/// The steps of one number, at most one a path.
pub(crate) struct Steps {
    of_paths: Vec<Step>,
    /// The variance of the number over its law.
    variance: f64,
}

/// A step of half of the number's law.
struct Step {
    /// By how much the figure is more after it, in both simulations.
    change: Twice,
    /// By how much the number is more.
    by: f64,
}

/// What each number does to each of so many figures on all paths, by figure and number.
pub(crate) fn steps(
    paths: &[Path],
    simulated: &[At],
    figures: usize,
    ranges: &[Range],
) -> Vec<Vec<Steps>> {
    let variances: Vec<f64> = ranges.iter().map(Range::variance).collect();
    let of = |figure| of_figure(paths, simulated, figure, ranges, &variances);
    (0..figures).map(of).collect()
}

fn of_figure(
    paths: &[Path],
    simulated: &[At],
    figure: usize,
    ranges: &[Range],
    variances: &[f64],
) -> Vec<Steps> {
    let none = |variance: &f64| Steps {
        of_paths: Vec::new(),
        variance: *variance,
    };
    let mut steps: Vec<Steps> = variances.iter().map(none).collect();
    let mut start = 0;
    for path in paths {
        let at = |point: usize| simulated[start + point].as_ref()?[figure];
        for (step, number) in path.moved.iter().enumerate() {
            if let (Some(before), Some(after)) = (at(step), at(step + 1)) {
                let value = |point: usize| ranges[*number].at(path.points[point][*number]);
                steps[*number].of_paths.push(Step {
                    change: [after[0] - before[0], after[1] - before[1]],
                    by: value(step + 1) - value(step),
                });
            }
        }
        start += path.points.len();
    }
    steps
}

impl Steps {
    /// The effects of a rise through half of the number's law, each the mean of both simulations; none without a step.
    pub(crate) fn effects(&self) -> Option<Elementary> {
        let effect = |step: &Step| {
            let change = (step.change[0] + step.change[1]) / 2.0;
            if step.by < 0.0 { -change } else { change }
        };
        let effects: Vec<f64> = self.of_paths.iter().map(effect).collect();
        elementary(&effects)
    }

    /// The share of the variance of the figure that the number has a part in, as if the figure were a straight line in it whose
    /// slope differs from path to path; and the same without each path. Noise has no part, since it is not the same in both
    /// simulations. None without a step.
    ///
    /// For a figure a + b·x the total effect is b²·Var(x), and a step that moves x by d changes the figure by b·d.
    pub(crate) fn total(&self, variance_of_figure: f64) -> Option<(f64, Vec<f64>)> {
        let of = |without: Option<usize>| {
            let steps = self.of_paths.iter().enumerate();
            let steps = steps.filter(|(path, _)| Some(*path) != without);
            let (mut changes, mut moves) = (0.0, 0.0);
            for (_, step) in steps {
                changes += step.change[0] * step.change[1];
                moves += step.by * step.by;
            }
            (moves > 0.0).then(|| changes / moves * self.variance / variance_of_figure)
        };
        let without = (0..self.of_paths.len()).filter_map(|path| of(Some(path)));
        Some((of(None)?, without.collect()))
    }
}
