//! The columns of each kind of file: their names, the other names they go by, and what stands in them.

use super::columns::{Cells, Column};
use super::synonyms::{CLOSED, NUMBER, OUTCOME, OVER, OWNER, PROCESS, UNDER, VALUE};

/// The columns of a list of cases, as a service request has them.
pub const CASES: &[Column] = &[
    required(
        "number",
        NUMBER,
        Cells::Identifier,
        "The number of the service request: one row each, never twice.",
    ),
    column(
        "process",
        PROCESS,
        Cells::Words,
        "The kind of decision, such as application or parentage: an activity of a scenario.",
    ),
    column(
        "area",
        &["work area", "business area"],
        Cells::Words,
        "The area of work.",
    ),
    column(
        "sub-area",
        &["work sub-area"],
        Cells::Words,
        "The part of the area.",
    ),
    column(
        "case owner",
        OWNER,
        Cells::Words,
        "Who decided; empty where the system did.",
    ),
    column(
        "team",
        &["team name", "case owner team", "owner team", "unit"],
        Cells::Words,
        "The owner's team.",
    ),
    column(
        "close date",
        CLOSED,
        Cells::Date,
        "The day on which it was closed; empty while it is open.",
    ),
    column(
        "resolution code",
        &["resolution", "outcome code"],
        Cells::Words,
        "How it was closed.",
    ),
    column(
        "value",
        VALUE,
        Cells::Amount,
        "What was assessed, £ a year.",
    ),
    column(
        "complexity",
        &[],
        Cells::Words,
        "How hard it was, in the words of a scenario.",
    ),
    column(
        "national sensitivity",
        &["nationally sensitive", "sensitive", "sensitivity"],
        Cells::YesOrNo,
        "Whether it is nationally sensitive.",
    ),
    column(
        "special record",
        &["special customer record", "SCR"],
        Cells::YesOrNo,
        "Whether only the special customer records team may look at it.",
    ),
];

/// The columns of a list of checked cases, and of the `drawn.csv` that a draw leaves.
pub const CHECKED: &[Column] = &[
    column(
        "number",
        NUMBER,
        Cells::Identifier,
        "The number of the case: one row each, never twice.",
    ),
    column(
        "outcome",
        OUTCOME,
        Cells::Words,
        "What the check found; empty while it is not checked. Other words than those of `tierone list outcomes` are told by \
         --pass and --fail.",
    ),
    column(
        "error",
        &["error amount", "amount in error"],
        Cells::Amount,
        "The amount in error, £ a year, where over and under are not told apart.",
    ),
    OVERSTATED,
    UNDERSTATED,
    column(
        "audited value",
        &[
            "audit value",
            "audited amount",
            "audit amount",
            "audited",
            "correct value",
            "correct amount",
            "true value",
        ],
        Cells::Amount,
        "What should have been assessed, £ a year: the value less this is too much, and what is missing too little.",
    ),
    column(
        "value",
        VALUE,
        Cells::Amount,
        "What was assessed, £ a year.",
    ),
    column(
        "weight",
        &["sampling weight", "sample weight", "design weight"],
        Cells::Number,
        "How many cases of the frame this one stands for: one over its inclusion probability.",
    ),
    column(
        "inclusion probability",
        &[
            "probability",
            "selection probability",
            "probability of selection",
        ],
        Cells::Number,
        "The chance that it had of being drawn.",
    ),
    column(
        "stratum",
        &["strata", "stratum name"],
        Cells::Words,
        "The stratum that it was drawn from.",
    ),
    column(
        "stratum size",
        &[
            "strata size",
            "stratum population",
            "stratum total",
            "population of stratum",
        ],
        Cells::Number,
        "The cases of the frame in its stratum.",
    ),
    column(
        "stratum drawn",
        &[
            "strata drawn",
            "stratum sample",
            "stratum sample size",
            "drawn in stratum",
        ],
        Cells::Number,
        "The cases drawn of its stratum; for samples by value, those expected.",
    ),
    column(
        "frame size",
        &["population size"],
        Cells::Number,
        "The cases of all strata together, also of those that nothing was drawn of.",
    ),
    column(
        "cluster",
        &["psu"],
        Cells::Words,
        "What was drawn first and holds it, such as its caseworker or team.",
    ),
    column(
        "clusters",
        &["frame clusters", "psus"],
        Cells::Number,
        "The clusters of the frame in its stratum, each as likely to be drawn as the others.",
    ),
    column(
        "cluster size",
        &["psu size"],
        Cells::Number,
        "The cases of the frame in its cluster.",
    ),
    column("process", PROCESS, Cells::Words, "The kind of decision."),
    column(
        "close date",
        CLOSED,
        Cells::Date,
        "The day on which it was closed.",
    ),
];

/// The columns of an outcome sheet.
pub const SHEET: &[Column] = &[
    required(
        "number",
        NUMBER,
        Cells::Identifier,
        "The number of the case that was checked.",
    ),
    required(
        "attribute",
        &["assessment category"],
        Cells::Words,
        "What was looked at, by its name or its label in `tierone list attributes`.",
    ),
    required(
        "outcome",
        OUTCOME,
        Cells::Words,
        "What was found, as in `tierone list outcomes` or stated by --pass and --fail; empty while it is not checked.",
    ),
    column(
        "comment",
        &["comments"],
        Cells::Words,
        "What is wrong: needed where it fails.",
    ),
    OVERSTATED,
    UNDERSTATED,
    column(
        "corrections required",
        &["correction required"],
        Cells::YesOrNo,
        "Whether it has to be put right: yes or no.",
    ),
    column(
        "decision date",
        &["date of decision"],
        Cells::Date,
        "The day on which the check was concluded.",
    ),
    column(
        "feedback required",
        &[],
        Cells::YesOrNo,
        "Whether the caseworker has to be told: yes or no.",
    ),
    column(
        "feedback provided to",
        &["feedback to"],
        Cells::Words,
        "Who was told.",
    ),
];

/// Each kind of file with its columns.
pub const TABLES: [(&str, &[Column]); 3] = [
    ("a list of cases", CASES),
    ("results with a row a case, and drawn.csv", CHECKED),
    ("results with a row an attribute", SHEET),
];

/// What a check found too much; of results and of check sheets alike.
const OVERSTATED: Column = column(
    "overstated",
    OVER,
    Cells::Amount,
    "By how much too much was assessed, £ a year.",
);

/// What a check found missing, likewise.
const UNDERSTATED: Column = column(
    "understated",
    UNDER,
    Cells::Amount,
    "By how much too little was assessed, £ a year.",
);

const fn column(
    name: &'static str,
    also: &'static [&'static str],
    cells: Cells,
    meaning: &'static str,
) -> Column {
    Column {
        name,
        also,
        required: false,
        cells,
        meaning,
    }
}

const fn required(
    name: &'static str,
    also: &'static [&'static str],
    cells: Cells,
    meaning: &'static str,
) -> Column {
    Column {
        required: true,
        ..column(name, also, cells, meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::same;
    use super::*;

    #[test]
    fn no_name_means_two_columns() {
        for (file, table) in TABLES {
            let names: Vec<&str> = table
                .iter()
                .flat_map(|column| std::iter::once(column.name).chain(column.also.iter().copied()))
                .collect();
            for (index, name) in names.iter().enumerate() {
                assert!(
                    !names[..index].iter().any(|other| same(other, name)),
                    "{name} in {file}"
                );
            }
        }
    }
}
