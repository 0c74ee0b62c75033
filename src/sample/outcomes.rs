//! What is to be filled in for the cases of a draw: a table with a row an attribute, or a workbook with a row a case.

use std::fs::File;
use std::io::BufWriter;

use tierone_report::workbook::{CheckCase, CheckSheet, xlsx};
use tierone_scenario::catalogue;
use tierone_stats::cells::Cells;

use super::super::destination::Staging;
use super::super::exit::Failure;
use super::options::Form;
use super::source::Source;

/// Cells that a workbook may have: nobody fills in more by hand.
const MOST_CELLS: u64 = 1_000_000;

/// Columns of the table.
const COLUMNS: [&str; 9] = [
    "number",
    "process",
    "attribute",
    "outcome",
    "comment",
    "overstated",
    "understated",
    "corrections_required",
    "decision_date",
];

/// Whether so many cases can be filled in.
///
/// # Errors
/// They are too many for a workbook.
pub(super) fn check(form: Form, cases: u64, source: &Source) -> Result<(), Failure> {
    let cells = CheckSheet::cells(cases, source.catalogue.len());
    if form == Form::Csv || cells <= MOST_CELLS {
        return Ok(());
    }
    let fitting = MOST_CELLS / CheckSheet::cells(1, source.catalogue.len());
    Err(Failure::input(format!(
        "{cases} cases are too many for a workbook to fill in, which holds {fitting}"
    ))
    .help(
        "draw fewer cases, choose what is looked at with --attributes, or write the outcomes as CSV",
    ))
}

/// What is written so far.
pub(super) enum Outcomes {
    Table(Box<csv::Writer<BufWriter<File>>>, Cells),
    Workbook(CheckSheet),
}

impl Outcomes {
    /// Begins; `next` is the command that reads what was filled in.
    pub fn begin(
        staging: &Staging,
        form: Form,
        source: &Source,
        cells: Cells,
        next: &str,
    ) -> Result<Self, Failure> {
        match form {
            Form::Csv => {
                let file = staging.create(form.file())?;
                let mut table = csv::Writer::from_writer(BufWriter::new(file));
                table.write_record(COLUMNS).map_err(failed)?;
                Ok(Self::Table(Box::new(table), cells))
            }
            Form::Xlsx => Ok(Self::Workbook(CheckSheet {
                attributes: source.catalogue.clone(),
                outcomes: catalogue::outcomes(),
                cases: Vec::new(),
                cells,
                next: next.to_owned(),
            })),
        }
    }

    /// A case, with the attributes that are looked at.
    pub fn add(&mut self, case: CheckCase) -> Result<(), Failure> {
        match self {
            Self::Table(table, cells) => {
                for attribute in &case.attributes {
                    let fields = [&case.number, &case.activity, attribute];
                    let fields = fields.map(|field| cells.text(field));
                    let fields = fields.iter().map(AsRef::as_ref);
                    let empty = std::iter::repeat_n("", COLUMNS.len() - 3);
                    table.write_record(fields.chain(empty)).map_err(failed)?;
                }
            }
            Self::Workbook(sheet) => sheet.cases.push(case),
        }
        Ok(())
    }

    /// Ends the file.
    pub fn end(self, staging: &Staging) -> Result<(), Failure> {
        match self {
            Self::Table(mut table, _) => table.flush().map_err(failed),
            Self::Workbook(sheet) => {
                let bytes = xlsx(&sheet.workbook()).map_err(|why| {
                    Failure::input(format!("the workbook cannot be written: {why}"))
                        .help("write the outcomes as CSV")
                })?;
                staging.write(Form::Xlsx.file(), &bytes)
            }
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::machine("write", Form::Csv.file().as_ref(), error)
}
