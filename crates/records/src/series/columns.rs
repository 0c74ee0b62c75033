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
    Cells::Words.column("period", &[
            "year",
            "fiscal year",
            "financial year",
            "month",
            "quarter",
            "week",
            "date",
            "period start",
            "reporting period",
        ], "The year, financial year, quarter (2024 Q1, Jan-Mar 2024), month, week or day that the figure is of; all of one kind."),
    Cells::Words.column("group", NAMES_OF_GROUPS, "Whose figure it is, such as a region; none where there is one series only."),
    Cells::Number.column("value", &[
            "figure",
            "rate",
            "share",
            "accuracy",
            "net accuracy",
            "net accuracy pct",
            "error rate",
            "percent",
            "pct",
        ], "The figure; empty where none was published."),
    Cells::Number.column("count", &[
            "n correct",
            "correct",
            "right",
            "passes",
            "n errors",
            "errors",
            "x",
        ], "How many of the checks the figure counts: the figure is this over the checks."),
    Cells::Number.column("checks", &[
            "n",
            "sample size",
            "n checked",
            "checked",
            "n cases",
            "reviews",
        ], "The checks that the figure rests on."),
    Cells::Number.column("standard error", &[
            "se",
            "std error",
            "sampling sd",
            "sampling sd pp",
            "sampling error",
        ], "Its standard error, in the unit of the figure; percentage points of a percentage."),
    Cells::Number.column("half width", &[
            "margin of error",
            "sampling variability",
            "sampling variability pct",
            "half width 95",
        ], "Half the width of its 95 % interval, in the unit of the figure."),
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
