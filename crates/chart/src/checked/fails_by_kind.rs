//! Which kinds of fail are recorded most.

use super::material::Chart;
use super::pareto::{self, By};

/// See its meaning.
pub(super) const CHART: Chart = Chart {
    name: "fails-by-kind",
    meaning: "Recorded fails by their kind, the most frequent first, with the share that the first ones have together.",
    draw: |material| pareto::draw(CHART, BY, &material.kinds, material),
};

const BY: By = By {
    one: "Kind of fail",
    several: "kinds of fail",
};
