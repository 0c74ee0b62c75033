//! The columns of each kind of file: their names, the other names they go by, and what stands in them.

use super::columns::{Cells, Column};
use super::synonyms::{CLOSED, NUMBER, OUTCOME, OVER, OWNER, PROCESS, UNDER, VALUE};

/// The columns of a list of cases, as a service request has them.
pub const CASES: &[Column] = &[
    Cells::Identifier
        .column(
            "number",
            NUMBER,
            "The number of the service request: one row each, never twice.",
        )
        .required(),
    Cells::Words.column(
        "process",
        PROCESS,
        "The kind of decision, such as application or parentage: an activity of a scenario.",
    ),
    Cells::Words.column("area", &["work area", "business area"], "The area of work."),
    Cells::Words.column("sub-area", &["work sub-area"], "The part of the area."),
    Cells::Words.column(
        "case owner",
        OWNER,
        "Who decided; empty where the system did.",
    ),
    Cells::Words.column(
        "team",
        &["team name", "case owner team", "owner team", "unit"],
        "The owner's team.",
    ),
    Cells::Date.column(
        "close date",
        CLOSED,
        "The day on which it was closed; empty while it is open.",
    ),
    Cells::Words.column(
        "resolution code",
        &["resolution", "outcome code"],
        "How it was closed.",
    ),
    Cells::Amount.column("value", VALUE, "What was assessed, £ a year."),
    Cells::Words.column(
        "complexity",
        &[],
        "How hard it was, in the words of a scenario.",
    ),
    Cells::YesOrNo.column(
        "national sensitivity",
        &["nationally sensitive", "sensitive", "sensitivity"],
        "Whether it is nationally sensitive.",
    ),
    Cells::YesOrNo.column(
        "special record",
        &["special customer record", "SCR"],
        "Whether only the special customer records team may look at it.",
    ),
];

/// The columns of a list of checked cases, and of the `drawn.csv` that a draw leaves.
pub const CHECKED: &[Column] = &[
    Cells::Identifier.column("number", NUMBER, "The number of the case: one row each, never twice."),
    Cells::Words.column("outcome", OUTCOME, "What the check found; empty while it is not checked. Other words than those of `tierone list outcomes` are told by \
         --pass and --fail."),
    Cells::Amount.column("error", &["error amount", "amount in error"], "The amount in error, £ a year, where over and under are not told apart."),
    OVERSTATED,
    UNDERSTATED,
    Cells::Amount.column("audited value", &[
            "audit value",
            "audited amount",
            "audit amount",
            "audited",
            "correct value",
            "correct amount",
            "true value",
        ], "What should have been assessed, £ a year: the value less this is too much, and what is missing too little."),
    Cells::Amount.column("value", VALUE, "What was assessed, £ a year."),
    Cells::Number.column("weight", &["sampling weight", "sample weight", "design weight"], "How many cases of the frame this one stands for: one over its inclusion probability."),
    Cells::Number.column("inclusion probability", &[
            "probability",
            "selection probability",
            "probability of selection",
        ], "The chance that it had of being drawn."),
    Cells::Words.column("stratum", &["strata", "stratum name"], "The stratum that it was drawn from."),
    Cells::Number.column("stratum size", &[
            "strata size",
            "stratum population",
            "stratum total",
            "population of stratum",
        ], "The cases of the frame in its stratum."),
    Cells::Number.column("stratum drawn", &[
            "strata drawn",
            "stratum sample",
            "stratum sample size",
            "drawn in stratum",
        ], "The cases drawn of its stratum; for samples by value, those expected."),
    Cells::Number.column("frame size", &["population size"], "The cases of all strata together, also of those that nothing was drawn of."),
    Cells::Words.column("cluster", &["psu"], "What was drawn first and holds it, such as its caseworker or team."),
    Cells::Number.column("clusters", &["frame clusters", "psus"], "The clusters of the frame in its stratum, each as likely to be drawn as the others."),
    Cells::Number.column("cluster size", &["psu size"], "The cases of the frame in its cluster."),
    Cells::Words.column("process", PROCESS, "The kind of decision."),
    Cells::Date.column("close date", CLOSED, "The day on which it was closed."),
];

/// The columns of an outcome sheet.
pub const SHEET: &[Column] = &[
    Cells::Identifier.column("number", NUMBER, "The number of the case that was checked.").required(),
    Cells::Words.column("attribute", &["assessment category"], "What was looked at, by its name or its label in `tierone list attributes`.").required(),
    Cells::Words.column("outcome", OUTCOME, "What was found, as in `tierone list outcomes` or stated by --pass and --fail; empty while it is not checked.").required(),
    Cells::Words.column("comment", &["comments"], "What is wrong: needed where it fails."),
    OVERSTATED,
    UNDERSTATED,
    Cells::YesOrNo.column("corrections required", &["correction required"], "Whether it has to be put right: yes or no."),
    Cells::Date.column("decision date", &["date of decision"], "The day on which the check was concluded."),
    Cells::YesOrNo.column("feedback required", &[], "Whether the caseworker has to be told: yes or no."),
    Cells::Words.column("feedback provided to", &["feedback to"], "Who was told."),
];

/// Each kind of file with its columns.
pub const TABLES: [(&str, &[Column]); 3] = [
    ("a list of cases", CASES),
    ("results with a row a case, and drawn.csv", CHECKED),
    ("results with a row an attribute", SHEET),
];

/// What a check found too much; of results and of check sheets alike.
const OVERSTATED: Column = Cells::Amount.column(
    "overstated",
    OVER,
    "By how much too much was assessed, £ a year.",
);

/// What a check found missing, likewise.
const UNDERSTATED: Column = Cells::Amount.column(
    "understated",
    UNDER,
    "By how much too little was assessed, £ a year.",
);

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
