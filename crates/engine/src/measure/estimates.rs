//! What a check's own figures say, and how far they are from the truth of all decisions.

use super::definition::{Aggregate, Measure};
use super::scope::Of;
use super::unit::Unit;
use super::view::View;
use super::{money, truth};
use crate::sim::Figure;

const CHECK: &[Of] = &[Of::Check];

/// An estimate in percent.
fn accuracy(view: &View) -> Option<Figure> {
    view.estimates()?.accuracy.map(in_percent)
}

fn mve(view: &View) -> Option<Figure> {
    view.estimates()?.mve.map(in_percent)
}

fn in_percent(figure: Figure) -> Figure {
    Figure {
        value: 100.0 * figure.value,
        interval: figure
            .interval
            .map(|(low, high)| (100.0 * low, 100.0 * high)),
    }
}

/// Truth of the check's own frame, in percent.
fn accuracy_frame(view: &View) -> Option<f64> {
    Some(100.0 * view.estimates()?.accuracy_in_frame?)
}

fn mve_frame(view: &View) -> Option<f64> {
    Some(100.0 * view.estimates()?.mve_in_frame?)
}

fn bias(figure: Option<Figure>, truth: Option<f64>) -> Option<f64> {
    Some(figure?.value - truth?)
}

fn half_width(figure: Option<Figure>) -> Option<f64> {
    let (low, high) = figure?.interval?;
    Some((high - low) / 2.0)
}

fn squared(bias: Option<f64>) -> Option<f64> {
    bias.map(|bias| bias * bias)
}

/// Two sums of the same terms, in percent, differ by less than this: floats are exact to sixteen digits.
const SUMMING: f64 = 1e-9;

/// 100 where the interval holds the truth, which is known to within a rounding.
fn covers(figure: Option<Figure>, truth: Option<f64>, rounding: f64) -> Option<f64> {
    let ((low, high), truth) = (figure?.interval?, truth?);
    Some(if low - rounding <= truth && truth <= high + rounding {
        100.0
    } else {
        0.0
    })
}

/// See its meaning.
pub(super) const ACCURACY_ESTIMATE: Measure = Measure {
    name: "accuracy_estimate",
    unit: Unit::Percent,
    meaning: "Accuracy as the check's own figures give it; without known probabilities, of checked \
              decisions only.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| accuracy(view).map(|figure| figure.value),
};

/// See its meaning.
pub(super) const ACCURACY_BIAS: Measure = Measure {
    name: "accuracy_bias",
    unit: Unit::Points,
    meaning: "Estimated less true accuracy of all decisions.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| bias(accuracy(view), truth::accuracy(view)),
};

/// See its meaning.
pub(super) const ACCURACY_HALF_WIDTH: Measure = Measure {
    name: "accuracy_half_width",
    unit: Unit::Points,
    meaning: "Half the width of the estimate's 95 % interval.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| half_width(accuracy(view)),
};

/// See its meaning.
pub(super) const ACCURACY_RMSE: Measure = Measure {
    name: "accuracy_rmse",
    unit: Unit::Points,
    meaning: "Root mean squared error of the estimate against the accuracy of all decisions.",
    aggregate: Aggregate::RootMean,
    of: CHECK,
    read: |view| squared((ACCURACY_BIAS.read)(view)),
};

/// See its meaning.
pub(super) const ACCURACY_COVERAGE: Measure = Measure {
    name: "accuracy_coverage",
    unit: Unit::Percent,
    meaning: "How often the 95 % interval holds the accuracy of all decisions.",
    aggregate: Aggregate::Share,
    of: CHECK,
    read: |view| covers(accuracy(view), truth::accuracy(view), SUMMING),
};

/// See its meaning.
pub(super) const ACCURACY_FRAME_BIAS: Measure = Measure {
    name: "accuracy_frame_bias",
    unit: Unit::Points,
    meaning: "Estimated less true accuracy of the check's own frame: what checker and design alone \
              do.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| bias(accuracy(view), accuracy_frame(view)),
};

/// See its meaning.
pub(super) const ACCURACY_FRAME_COVERAGE: Measure = Measure {
    name: "accuracy_frame_coverage",
    unit: Unit::Percent,
    meaning: "How often the 95 % interval holds the accuracy of the check's own frame.",
    aggregate: Aggregate::Share,
    of: CHECK,
    read: |view| covers(accuracy(view), accuracy_frame(view), SUMMING),
};

/// See its meaning.
pub(super) const SENSITIVITY_ESTIMATE: Measure = Measure {
    name: "sensitivity_estimate",
    unit: Unit::Percent,
    meaning: "Of a recheck: how many of the wrong decisions its first check failed for accuracy, by \
              the recheck's own figures, taking the recheck as the truth. A ratio: too high as long as few errors \
              are found among the passes done again, and 100 % where none is.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| Some(100.0 * view.estimates()?.sensitivity?),
};

/// See its meaning.
pub(super) const FALSE_FAIL_ESTIMATE: Measure = Measure {
    name: "false_fail_estimate",
    unit: Unit::Percent,
    meaning: "Of a recheck: how many of the right decisions its first check failed for accuracy, by \
              the recheck's own figures, taking the recheck as the truth.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| Some(100.0 * view.estimates()?.false_fail?),
};

/// See its meaning.
pub(super) const MVE_ESTIMATE: Measure = Measure {
    name: "mve_estimate",
    unit: Unit::Percent,
    meaning: "Monetary value of error as the check's own figures give it.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| mve(view).map(|figure| figure.value),
};

/// See its meaning.
pub(super) const MVE_BIAS: Measure = Measure {
    name: "mve_bias",
    unit: Unit::Points,
    meaning: "Estimated monetary value of error less the true one of all decisions, as decided.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| bias(mve(view), money::mve_decided(view)),
};

/// See its meaning.
pub(super) const MVE_HALF_WIDTH: Measure = Measure {
    name: "mve_half_width",
    unit: Unit::Points,
    meaning: "Half the width of that estimate's 95 % interval. The closed interval needs the most that an error can \
              be worth (`max_relative` or `max_absolute` of its `money`); the posterior does without.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| half_width(mve(view)),
};

/// See its meaning.
pub(super) const MVE_RMSE: Measure = Measure {
    name: "mve_rmse",
    unit: Unit::Points,
    meaning: "Root mean squared error of that estimate against all decisions, as decided.",
    aggregate: Aggregate::RootMean,
    of: CHECK,
    read: |view| squared((MVE_BIAS.read)(view)),
};

/// See its meaning.
pub(super) const MVE_COVERAGE: Measure = Measure {
    name: "mve_coverage",
    unit: Unit::Percent,
    meaning: "How often that 95 % interval holds the monetary value of error of all decisions.",
    aggregate: Aggregate::Share,
    of: CHECK,
    read: |view| {
        let rounding = SUMMING + money::rounding_decided(view);
        covers(mve(view), money::mve_decided(view), rounding)
    },
};

/// See its meaning.
pub(super) const MVE_FRAME_BIAS: Measure = Measure {
    name: "mve_frame_bias",
    unit: Unit::Points,
    meaning: "Estimated monetary value of error less the true one of the check's own frame.",
    aggregate: Aggregate::Mean,
    of: CHECK,
    read: |view| bias(mve(view), mve_frame(view)),
};

/// See its meaning.
pub(super) const MVE_FRAME_COVERAGE: Measure = Measure {
    name: "mve_frame_coverage",
    unit: Unit::Percent,
    meaning: "How often that 95 % interval holds the monetary value of error of the check's own \
              frame.",
    aggregate: Aggregate::Share,
    of: CHECK,
    read: |view| covers(mve(view), mve_frame(view), SUMMING),
};
