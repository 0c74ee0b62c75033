//! Workbooks: the one that checkers fill in, and those that figures are published in.
//!
//! | file | what it has |
//! | --- | --- |
//! | `sheet` | what a workbook is: sheets, columns, cells, and what may be entered where |
//! | `write` | its bytes, the same for the same workbook |
//! | `check_sheet` | the workbook that checkers fill in, a row a case |
//! | `read_me` | its first sheet, which explains it |
//! | `published` | workbooks of results, as Excel and LibreOffice have them |

mod check_sheet;
pub mod published;
mod read_me;
mod sheet;
mod write;

pub use check_sheet::{CheckCase, CheckSheet};
pub use sheet::{Cell, Column, Entry, Sheet, Workbook};
pub use write::xlsx;
