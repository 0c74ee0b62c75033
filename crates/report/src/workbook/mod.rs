//! Workbooks (.xlsx): sheets that people read, and sheets that they fill in.
//!
//! | file | what it has |
//! | --- | --- |
//! | `sheet` | what a workbook is: sheets, columns, cells, and what may be entered where |
//! | `write` | its bytes, the same for the same workbook |
//! | `check_sheet` | the workbook that checkers fill in, a row a case |
//! | `read_me` | its first sheet, which explains it |

mod check_sheet;
mod read_me;
mod sheet;
mod write;

pub use check_sheet::{CheckCase, CheckSheet};
pub use sheet::{Cell, Column, Entry, Sheet, Workbook};
pub use write::xlsx;
