//! The columns of a forecast that is marked once its figures have come: as `tierone forecast --out` leaves it, or anybody's own.

use super::cells::read;
use super::columns::NAMES_OF_GROUPS;
use crate::lists::columns::{Cells, Column};
use crate::lists::numbers::DecimalSign;

/// The columns of a file with a forecast of a figure, a row for each period, group and method.
pub const FORECASTS: &[Column] = &[
    Cells::Words
        .column(
            "period",
            &[
                "year",
                "fiscal year",
                "financial year",
                "month",
                "quarter",
                "week",
                "date",
            ],
            "The period that is forecast, as the figures that came call it or in another form.",
        )
        .required(),
    Cells::Number
        .column(
            "figure",
            &["forecast", "median", "point", "value", "p50", "q50", "mean"],
            "The forecast: the median or the mean.",
        )
        .required(),
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
    Cells::Words.column(
        "group",
        NAMES_OF_GROUPS,
        "Whose figure it is, where there are several.",
    ),
    Cells::Words.column(
        "method",
        &["model", "forecaster"],
        "How it was made, by any name, where there are several.",
    ),
    Cells::Number.column(
        "ahead",
        &["horizon", "steps"],
        "How many periods ahead it was made; without it the first period of the file is one ahead.",
    ),
    Cells::Words.column(
        "unit",
        &[],
        "The unit of the forecast; without it, that of the figures that came.",
    ),
    // The distribution, in place of bands.
    Cells::Words.column(
        "scale",
        &[],
        "The scale on which it is a normal distribution: logit, log or identity.",
    ),
    Cells::Number.column(
        "mean",
        &[],
        "Its mean there, shares being taken from 0 to 1.",
    ),
    Cells::Number.column("sd", &[], "Its standard deviation there."),
    Cells::Number.column(
        "checks",
        &[],
        "The checks that the published share will rest on.",
    ),
];

/// A limit of a band. One band is enough.
const fn band(name: &'static str, also: &'static [&'static str]) -> Column {
    Cells::Number.column(
        name,
        also,
        "A limit of the band that is said to hold so many of 100 figures; one band at least.",
    )
}

/// A number of a forecast, perhaps with a percent sign; `None` where the cell says nothing.
///
/// # Errors
/// What it is not.
pub fn number_in(text: &str, sign: DecimalSign) -> Result<Option<f64>, &'static str> {
    read(text, sign).map_err(|()| "is no number")
}
