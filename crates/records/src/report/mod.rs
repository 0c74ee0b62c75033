//! The report of an estimate as rows: the table, the JSON and the CSV files are three renderings of them.
//!
//! | file | what it has |
//! | --- | --- |
//! | `rows` | the report, its groups, changes, counts and what is left out |
//! | `zero_errors` | upper limits where no error was found |

mod rows;
mod zero_errors;

pub use rows::{Change, Chart, Count, Group, LeftOut, Report, Target};
pub use zero_errors::ZeroErrors;
