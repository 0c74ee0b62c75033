//! Which attributes fail most.

use super::material::Chart;
use super::pareto::{self, By};

/// See its meaning.
pub(super) const CHART: Chart = Chart {
    name: "fails-by-attribute",
    meaning: "Recorded fails by attribute, the most frequent first, with the share that the first ones have together.",
    draw: |material| pareto::draw(CHART, BY, &material.attributes, material),
};

const BY: By = By {
    one: "Attribute",
    several: "attributes",
};
