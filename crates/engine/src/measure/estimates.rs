//! What a check's own figures say, and how far they are from the truth of all decisions.

use super::definition::{CHECK, Measure};
use super::unit::share;
use super::view::View;
use super::{money, truth};
use crate::sim::{Estimates, QuotedFigure};

/// A quantity that a check estimates, and its truths, in percent.
trait Estimated {
    fn estimate(estimates: &Estimates) -> Option<QuotedFigure>;

    /// Of all decisions.
    fn truth(view: &View) -> Option<f64>;

    /// How far rounding may have moved that truth.
    fn truth_rounding(_: &View) -> f64 {
        0.0
    }

    /// Of the check's own frame, as a share.
    fn in_frame(estimates: &Estimates) -> Option<f64>;
}

struct Accuracy;

impl Estimated for Accuracy {
    fn estimate(estimates: &Estimates) -> Option<QuotedFigure> {
        estimates.accuracy
    }

    fn truth(view: &View) -> Option<f64> {
        truth::accuracy(view)
    }

    fn in_frame(estimates: &Estimates) -> Option<f64> {
        estimates.accuracy_in_frame
    }
}

/// The monetary value of error, as decided.
struct Mve;

impl Estimated for Mve {
    fn estimate(estimates: &Estimates) -> Option<QuotedFigure> {
        estimates.mve
    }

    fn truth(view: &View) -> Option<f64> {
        money::mve_decided(view)
    }

    fn truth_rounding(view: &View) -> f64 {
        money::rounding_decided(view)
    }

    fn in_frame(estimates: &Estimates) -> Option<f64> {
        estimates.mve_in_frame
    }
}

/// The estimate in percent.
fn figure<E: Estimated>(view: &View) -> Option<QuotedFigure> {
    let figure = E::estimate(view.estimates()?)?;
    Some(QuotedFigure {
        value: 100.0 * figure.value,
        interval: figure
            .interval
            .map(|(low, high)| (100.0 * low, 100.0 * high)),
    })
}

fn value<E: Estimated>(view: &View) -> Option<f64> {
    figure::<E>(view).map(|figure| figure.value)
}

fn half_width<E: Estimated>(view: &View) -> Option<f64> {
    let (low, high) = figure::<E>(view)?.interval?;
    Some((high - low) / 2.0)
}

fn bias<E: Estimated>(view: &View) -> Option<f64> {
    Some(value::<E>(view)? - E::truth(view)?)
}

fn squared_error<E: Estimated>(view: &View) -> Option<f64> {
    bias::<E>(view).map(|bias| bias * bias)
}

fn coverage<E: Estimated>(view: &View) -> Option<f64> {
    let rounding = SUMMING + E::truth_rounding(view);
    covers(figure::<E>(view)?, E::truth(view)?, rounding)
}

fn in_frame<E: Estimated>(view: &View) -> Option<f64> {
    Some(100.0 * E::in_frame(view.estimates()?)?)
}

fn frame_bias<E: Estimated>(view: &View) -> Option<f64> {
    Some(value::<E>(view)? - in_frame::<E>(view)?)
}

fn frame_coverage<E: Estimated>(view: &View) -> Option<f64> {
    covers(figure::<E>(view)?, in_frame::<E>(view)?, SUMMING)
}

/// Two sums of the same terms, in percent, differ by less than this: floats are exact to sixteen digits.
const SUMMING: f64 = 1e-9;

/// 100 where the interval holds the truth, which is known to within a rounding; else 0.
fn covers(figure: QuotedFigure, truth: f64, rounding: f64) -> Option<f64> {
    let (low, high) = figure.interval?;
    share(low - rounding <= truth && truth <= high + rounding)
}

/// See its meaning.
pub(super) const ACCURACY_ESTIMATE: Measure = CHECK.percent(
    "accuracy_estimate",
    "Accuracy as the check's own figures give it; without known probabilities, of checked \
              decisions only.",
    value::<Accuracy>,
);

/// See its meaning.
pub(super) const ACCURACY_BIAS: Measure = CHECK.points(
    "accuracy_bias",
    "Estimated less true accuracy of all decisions.",
    bias::<Accuracy>,
);

/// See its meaning.
pub(super) const ACCURACY_HALF_WIDTH: Measure = CHECK.points(
    "accuracy_half_width",
    "Half the width of the estimate's 95 % interval.",
    half_width::<Accuracy>,
);

/// See its meaning.
pub(super) const ACCURACY_RMSE: Measure = CHECK.root_mean(
    "accuracy_rmse",
    "Root mean squared error of the estimate against the accuracy of all decisions.",
    squared_error::<Accuracy>,
);

/// See its meaning.
pub(super) const ACCURACY_COVERAGE: Measure = CHECK.share(
    "accuracy_coverage",
    "How often the 95 % interval holds the accuracy of all decisions.",
    coverage::<Accuracy>,
);

/// See its meaning.
pub(super) const ACCURACY_FRAME_BIAS: Measure = CHECK.points(
    "accuracy_frame_bias",
    "Estimated less true accuracy of the check's own frame: what checker and design alone \
              do.",
    frame_bias::<Accuracy>,
);

/// See its meaning.
pub(super) const ACCURACY_FRAME_COVERAGE: Measure = CHECK.share(
    "accuracy_frame_coverage",
    "How often the 95 % interval holds the accuracy of the check's own frame.",
    frame_coverage::<Accuracy>,
);

/// See its meaning.
pub(super) const SENSITIVITY_ESTIMATE: Measure = CHECK.percent(
    "sensitivity_estimate",
    "Of a recheck: how many of the wrong decisions its first check failed for accuracy, by \
              the recheck's own figures, taking the recheck as the truth. A ratio: too high as long as few errors \
              are found among the passes done again, and 100 % where none is.",
    |view| Some(100.0 * view.estimates()?.sensitivity?),
);

/// See its meaning.
pub(super) const FALSE_FAIL_ESTIMATE: Measure = CHECK.percent(
    "false_fail_estimate",
    "Of a recheck: how many of the right decisions its first check failed for accuracy, by \
              the recheck's own figures, taking the recheck as the truth.",
    |view| Some(100.0 * view.estimates()?.false_fail?),
);

/// See its meaning.
pub(super) const MVE_ESTIMATE: Measure = CHECK.percent(
    "mve_estimate",
    "Monetary value of error as the check's own figures give it.",
    value::<Mve>,
);

/// See its meaning.
pub(super) const MVE_BIAS: Measure = CHECK.points(
    "mve_bias",
    "Estimated monetary value of error less the true one of all decisions, as decided.",
    bias::<Mve>,
);

/// See its meaning.
pub(super) const MVE_HALF_WIDTH: Measure = CHECK.points(
    "mve_half_width",
    "Half the width of that estimate's 95 % interval. The closed interval needs the most that an error can \
              be worth (`max_relative` or `max_absolute` of its `money`); the posterior does without.",
    half_width::<Mve>,
);

/// See its meaning.
pub(super) const MVE_RMSE: Measure = CHECK.root_mean(
    "mve_rmse",
    "Root mean squared error of that estimate against all decisions, as decided.",
    squared_error::<Mve>,
);

/// See its meaning.
pub(super) const MVE_COVERAGE: Measure = CHECK.share(
    "mve_coverage",
    "How often that 95 % interval holds the monetary value of error of all decisions.",
    coverage::<Mve>,
);

/// See its meaning.
pub(super) const MVE_FRAME_BIAS: Measure = CHECK.points(
    "mve_frame_bias",
    "Estimated monetary value of error less the true one of the check's own frame.",
    frame_bias::<Mve>,
);

/// See its meaning.
pub(super) const MVE_FRAME_COVERAGE: Measure = CHECK.share(
    "mve_frame_coverage",
    "How often that 95 % interval holds the monetary value of error of the check's own \
              frame.",
    frame_coverage::<Mve>,
);
