//! Real files: lists of cases as a service exports them, and what checks of them found.
//!
//! [`rows`] turns text into rows and never holds more than one of them; [`columns`] finds the columns
//! under whatever names a file gives them; [`cases`] makes a case of a row, [`checked`] a checked case with its chance of
//! being drawn, and [`results`] a finding of a check sheet. What is wrong with a row is
//! a [`Problem`] that names row and column; [`file_read`] keeps what was read of a file. Nothing here opens a file.
//!
//! To add a column of case lists: its row in [`columns::CASES`], and its field in [`cases::Case`].

pub mod amounts;
pub mod cases;
pub mod checked;
pub mod columns;
pub mod criteria;
pub mod dates;
pub mod file_read;
pub mod problems;
pub mod pseudonyms;
pub mod results;
pub mod rows;

pub use cases::{Case, CaseReader};
pub use checked::{CHECKED, Record, RecordReader};
pub use columns::{CASES, Column, Columns};
pub use file_read::{FileRead, NoCases};
pub use problems::{Problem, Problems};
pub use results::{Finding, SHEET, SheetReader};
pub use rows::{Row, Rows};
