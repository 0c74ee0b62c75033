//! The first sheet of the workbook that checkers fill in: what is to be done with it.

use super::sheet::{Cell, Column, Sheet};
use tierone_records::lists::wide::{NOT_ASKED, TO_FILL_IN};
use tierone_scenario::catalogue::{CatalogueAttribute, Outcome};
use tierone_stats::cells::Cells;

/// The sheet for so many cases, in which these attributes are looked at; `next` is the command that reads what was filled in.
pub(super) fn read_me(
    cases: usize,
    attributes: &[CatalogueAttribute],
    outcomes: &[Outcome],
    next: &str,
    cells: Cells,
) -> Sheet {
    let mut rows = Rows(Vec::new());
    let cases = match cases {
        1 => "1 case".into(),
        cases => format!("{cases} cases"),
    };
    rows.heading("What this is");
    rows.line(
        "",
        &format!(
            "A sheet for what you find when you check {cases} that were drawn. The sheet “{TO_FILL_IN}” has a row for each."
        ),
    );
    rows.heading("What to do");
    for (step, text) in [
        (
            "1",
            "Go to the white cells of a case. Grey cells are locked: nothing is to be entered there.",
        ),
        (
            "2",
            "In each column that begins with “outcome:”, choose what you found from the list that the arrow at the cell opens.",
        ),
        (
            "3",
            "Where something failed, say in the comment what is wrong, and enter by how much too much or too little was assessed.",
        ),
        (
            "4",
            "Save the workbook, and send it back. Or estimate from it with the command below, also while it is half done: what \
             is empty counts as not yet checked, never as a pass.",
        ),
    ] {
        rows.line(step, text);
    }
    rows.line("", next);
    rows.heading("The columns to fill in");
    for (name, meaning) in [
        (
            "overstated",
            "Pounds a year assessed too much, all errors of the case together. 0 if an error has no effect; empty if you do not \
             know.",
        ),
        (
            "understated",
            "Pounds a year assessed too little, in the same way.",
        ),
        (
            "comment",
            "What is wrong. It is needed where something failed.",
        ),
        (
            "corrections required",
            "Whether the case has to be put right: yes or no.",
        ),
        (
            "decision date",
            "The day on which you concluded the check, such as 31/12/2026.",
        ),
        ("feedback provided to", "Whom you told."),
    ] {
        rows.line(name, meaning);
    }
    rows.heading("The outcomes");
    for outcome in outcomes {
        let mut asked = attributes.iter();
        if outcome.name == "fail" || asked.any(|known| known.outcomes.contains(&outcome.name)) {
            rows.line(&outcome.name, &outcome.explanation);
        }
    }
    rows.line(
        NOT_ASKED,
        "This is not looked at in this kind of case: the cell is locked.",
    );
    rows.heading("What is looked at");
    for attribute in attributes {
        let accuracy = if attribute.accuracy {
            " A fail makes the decision inaccurate."
        } else {
            ""
        };
        let text = format!("{}{accuracy}", attribute.explanation);
        rows.line(&cells.text(&attribute.label), text.trim());
    }
    rows.heading("If something is in the way");
    rows.line(
        "",
        "The sheet is locked against slips only; there is no password. Review > Unprotect Sheet opens it, for instance to fold \
         the groups of columns by the signs above them. Leave the names in the first row and the numbers of the cases as they \
         are: your results are found by them.",
    );
    Sheet {
        name: "Read me".into(),
        columns: vec![Column::new("", 36.0), Column::new("", 100.0)],
        rows: rows.0,
    }
}

/// Rows of two cells.
struct Rows(Vec<Vec<Cell>>);

impl Rows {
    fn heading(&mut self, text: &str) {
        if !self.0.is_empty() {
            self.0.push(Vec::new());
        }
        self.0.push(vec![Cell::Heading(text.into())]);
    }

    fn line(&mut self, name: &str, text: &str) {
        let cell = |text: &str| match text {
            "" => Cell::Empty,
            text => Cell::Text(text.into()),
        };
        self.0.push(vec![cell(name), cell(text)]);
    }
}
