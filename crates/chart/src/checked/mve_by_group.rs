//! Monetary value of error of every group, over and under together, with its interval.

use super::group_row::Aim;
use super::groups;
use super::material::Chart;
use crate::scale::Limits;
use tierone_records::assess::FigureName;

/// See its meaning.
pub(super) const CHART: Chart = Chart {
    name: "mve-by-group",
    meaning: "Monetary value of error, over and under together, of every group that figures are reported for, with its \
              interval, beside that of all.",
    draw: |material| groups::draw(CHART, AIM, material),
};

const AIM: Aim = Aim {
    figure: FigureName::MveGross,
    words: "Monetary value of error",
    axis: "Monetary value of error, over and under (% of assessed value)",
    target: "at most",
    range: Limits::FromZero,
};
