//! Accuracy of every group, with its interval.

use super::group_row::Aim;
use super::groups;
use super::material::Chart;
use crate::scale::Limits;
use tierone_records::assess::FigureName;

/// See its meaning.
pub(super) const CHART: Chart = Chart {
    name: "accuracy-by-group",
    meaning: "Accuracy of every group that figures are reported for, with its interval, beside that of all.",
    draw: |material| groups::draw(CHART, AIM, material),
};

const AIM: Aim = Aim {
    figure: FigureName::Accuracy,
    words: "Accuracy",
    axis: "Accuracy (% of decisions)",
    target: "at least",
    range: Limits::Percent,
};
