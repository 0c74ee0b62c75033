//! Workbooks to publish, by the rules of the Government Analysis Function for accessible spreadsheets: a cover, contents and
//! notes, then one marked-up table a sheet, with a title, units in the headings, no merged, blank or hidden cells, and a word
//! for what is missing.
//!
//! | file | what it has |
//! | --- | --- |
//! | `book` | what is published: tables with their titles, columns and values |
//! | `run`, `of_unit`, `concluded`, `estimate`, `checked` | what is published of a run, and of an estimate |
//! | `pages` | how that is laid out in sheets |
//! | `xlsx`, `ods` | the sheets as bytes, the same for the same workbook |

mod book;
mod checked;
mod concluded;
mod estimate;
mod ods;
mod of_unit;
mod pages;
mod run;
mod xlsx;

pub use book::{Column, Published, Table, Value};
pub use estimate::estimate_workbook;
pub use run::run_workbook;

use crate::result_file::ResultFile;

/// The kinds of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookKind {
    /// Of Excel.
    Xlsx,
    /// OpenDocument.
    Ods,
}

impl WorkbookKind {
    /// What a results folder calls it.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Xlsx => "tables.xlsx",
            Self::Ods => "tables.ods",
        }
    }

    /// The workbook as a file of a results folder.
    ///
    /// # Errors
    /// What it has that a spreadsheet cannot hold, such as a cell with more than 32,767 characters.
    pub fn file(self, published: &Published) -> Result<ResultFile, String> {
        let pages = pages::pages(published)?;
        let bytes = match self {
            Self::Xlsx => xlsx::bytes(&published.title, &pages).map_err(|why| why.to_string())?,
            Self::Ods => ods::bytes(&published.title, &pages).map_err(|why| why.to_string())?,
        };
        Ok(ResultFile {
            name: self.file_name().into(),
            bytes,
        })
    }
}

#[cfg(test)]
mod tests;
