//! The columns of a series.

use crate::lists::columns::{Cells, Column, Columns};
use crate::lists::problems::quoted;

/// What files call the column that says whose figure it is.
pub(super) const NAMES_OF_GROUPS: &[&str] = &[
    "state",
    "region",
    "team",
    "site",
    "office",
    "area",
    "provider",
    "jurisdiction",
];

/// The columns of a file with a figure by period and group, a row each.
pub const SERIES: &[Column] = &[
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
            "period start",
            "reporting period",
        ],
        required: false,
        cells: Cells::Words,
        meaning: "The year, financial year, quarter (2024 Q1, Jan-Mar 2024), month, week or day that the figure is of; all of one kind.",
    },
    Column {
        name: "group",
        also: NAMES_OF_GROUPS,
        required: false,
        cells: Cells::Words,
        meaning: "Whose figure it is, such as a region; none where there is one series only.",
    },
    Column {
        name: "value",
        also: &[
            "figure",
            "rate",
            "share",
            "accuracy",
            "net accuracy",
            "net accuracy pct",
            "error rate",
            "percent",
            "pct",
        ],
        required: false,
        cells: Cells::Number,
        meaning: "The figure; empty where none was published.",
    },
    Column {
        name: "count",
        also: &[
            "n correct",
            "correct",
            "right",
            "passes",
            "n errors",
            "errors",
            "x",
        ],
        required: false,
        cells: Cells::Number,
        meaning: "How many of the checks the figure counts: the figure is this over the checks.",
    },
    Column {
        name: "checks",
        also: &[
            "n",
            "sample size",
            "n checked",
            "checked",
            "n cases",
            "reviews",
        ],
        required: false,
        cells: Cells::Number,
        meaning: "The checks that the figure rests on.",
    },
    Column {
        name: "standard error",
        also: &[
            "se",
            "std error",
            "sampling sd",
            "sampling sd pp",
            "sampling error",
        ],
        required: false,
        cells: Cells::Number,
        meaning: "Its standard error, in the unit of the figure; percentage points of a percentage.",
    },
    Column {
        name: "half width",
        also: &[
            "margin of error",
            "sampling variability",
            "sampling variability pct",
            "half width 95",
        ],
        required: false,
        cells: Cells::Number,
        meaning: "Half the width of its 95 % interval, in the unit of the figure.",
    },
];

/// What to say where no column of a series tells how sure its figures are, and one that was not read may, by its name.
pub fn lacks_checks(columns: &Columns, not_read: &[String]) -> Option<String> {
    const COUNTED: [&str; 5] = ["check", "case", "sampl", "review", "audit"];
    let tell = ["checks", "standard error", "half width"];
    let is_told = tell.iter().any(|name| columns.place(name).is_some());
    let may = |name: &&String| {
        let name = name.to_lowercase();
        !is_told && COUNTED.iter().any(|part| name.contains(part))
    };
    let name = not_read.iter().find(may)?;
    Some(format!(
        "no column tells how sure each figure is; if {} is the number of checks, say so with --map 'checks={name}'",
        quoted(name)
    ))
}
