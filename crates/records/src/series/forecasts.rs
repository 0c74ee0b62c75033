//! The columns of a forecast that is marked once its figures have come: as `tierone forecast --out` leaves it, or anybody's own.

use super::cells::read;
use super::columns::NAMES_OF_GROUPS;
use crate::lists::columns::{Cells, Column};
use crate::lists::numbers::DecimalSign;

/// The columns of a file with a forecast of a figure, a row for each period, group and method.
pub const FORECASTS: &[Column] = &[
    Column {
        name: "period",
        also: &[
            "year",
            "fiscal year",
            "financial year",
            "month",
            "quarter",
            "week",
            "date",
        ],
        required: true,
        cells: Cells::Words,
        meaning: "The period that is forecast, as the figures that came call it or in another form.",
    },
    Column {
        name: "figure",
        also: &["forecast", "median", "point", "value", "p50", "q50", "mean"],
        required: true,
        cells: Cells::Number,
        meaning: "The forecast: the median or the mean.",
    },
    band(
        "low 80",
        &["lower 80", "lo 80", "p10", "q10", "10%", "q0.1"],
    ),
    band(
        "high 80",
        &["upper 80", "hi 80", "p90", "q90", "90%", "q0.9"],
    ),
    band(
        "low 95",
        &["lower 95", "lo 95", "p2.5", "q2.5", "2.5%", "q0.025"],
    ),
    band(
        "high 95",
        &["upper 95", "hi 95", "p97.5", "q97.5", "97.5%", "q0.975"],
    ),
    band(
        "low 50",
        &["lower 50", "lo 50", "p25", "q25", "25%", "q0.25"],
    ),
    band(
        "high 50",
        &["upper 50", "hi 50", "p75", "q75", "75%", "q0.75"],
    ),
    Column {
        name: "group",
        also: NAMES_OF_GROUPS,
        required: false,
        cells: Cells::Words,
        meaning: "Whose figure it is, where there are several.",
    },
    Column {
        name: "method",
        also: &["model", "forecaster"],
        required: false,
        cells: Cells::Words,
        meaning: "How it was made, by any name, where there are several.",
    },
    Column {
        name: "ahead",
        also: &["horizon", "steps"],
        required: false,
        cells: Cells::Number,
        meaning: "How many periods ahead it was made; without it the first period of the file is one ahead.",
    },
    Column {
        name: "unit",
        also: &[],
        required: false,
        cells: Cells::Words,
        meaning: "The unit of the forecast; without it, that of the figures that came.",
    },
    law(
        "scale",
        Cells::Words,
        "The scale on which it is a normal distribution: logit, log or identity.",
    ),
    law(
        "mean",
        Cells::Number,
        "Its mean there, shares being taken from 0 to 1.",
    ),
    law("sd", Cells::Number, "Its standard deviation there."),
    law(
        "checks",
        Cells::Number,
        "The checks that the published share will rest on.",
    ),
];

/// A limit of a band. One band is enough.
const fn band(name: &'static str, also: &'static [&'static str]) -> Column {
    Column {
        name,
        also,
        required: false,
        cells: Cells::Number,
        meaning: "A limit of the band that is said to hold so many of 100 figures; one band at least.",
    }
}

/// A part of the distribution, in place of bands.
const fn law(name: &'static str, cells: Cells, meaning: &'static str) -> Column {
    Column {
        name,
        also: &[],
        required: false,
        cells,
        meaning,
    }
}

/// A number of a forecast, perhaps with a percent sign; `None` where the cell says nothing.
///
/// # Errors
/// What it is not.
pub fn number_in(text: &str, sign: DecimalSign) -> Result<Option<f64>, &'static str> {
    read(text, sign).map_err(|()| "is no number")
}
