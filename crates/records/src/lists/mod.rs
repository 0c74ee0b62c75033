//! Real files: lists of cases as a service exports them, and what checks of them found.
//!
//! [`rows`] turns a text or the [`grid`] of a sheet into rows and never holds more than a few of them: [`header`] finds the row
//! that names the columns of a `table`, and `totals`, `footers` and `swallowed` what is no case, or several; [`columns`] finds the columns
//! of [`tables`] under whatever names a file gives them, and [`survey`] what their cells are, before any row is used;
//! `row_cells` reads the cells of a row under the columns that are known: [`cases`] makes a case of them, [`checked`] a checked case
//! with its chance of being drawn, and [`results`] a finding of a check sheet, whose [`wide`] form has a row a case. What is wrong with
//! a row is a [`Problem`] that names row and column; [`file_read`] keeps what was read of a file. Nothing here opens a file.
//!
//! To add a column of case lists: its row in [`tables::CASES`], and its field in [`cases::ListedCase`].

pub mod amounts;
pub mod cases;
pub mod checked;
pub mod columns;
pub mod criteria;
mod date_parts;
pub mod dates;
mod example;
pub mod far_days;
mod fields;
pub mod file_read;
mod finding;
mod footers;
pub mod formats;
pub mod grid;
pub mod header;
pub mod identifiers;
pub mod namesakes;
pub mod needs;
pub mod numbers;
pub mod outcomes;
pub mod problems;
pub mod pseudonyms;
pub mod results;
pub(crate) mod row_cells;
pub mod rows;
mod seen;
pub mod signs;
pub mod survey;
mod swallowed;
mod synonyms;
mod table;
pub mod tables;
mod text;
pub mod totals;
pub mod wide;

pub use cases::{CaseReader, ListedCase};
pub use checked::{Record, RecordReader};
pub use columns::{Column, Columns};
pub use file_read::{ColumnRead, FileRead, NoCases};
pub use finding::{Finding, SheetRow};
pub use formats::Formats;
pub use grid::Grid;
pub use header::Opening;
pub use problems::{Problem, Problems};
pub use results::SheetReader;
pub use rows::{Row, Rows};
pub use tables::{CASES, CHECKED, SHEET};
pub use totals::LastIsSum;
