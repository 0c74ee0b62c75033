//! True monetary value of error beside what each check's own figures give.

use super::estimates::MVE;
use super::truth_against_estimate::draw;
use crate::chart::Chart;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "mve-truth-against-estimate",
    meaning: "True monetary value of error of all decisions, as decided, under each policy, beside \
              the average of what each estimating check's own figures give.",
    draw: |material| draw(material, &MVE, "mve-truth-against-estimate"),
};
