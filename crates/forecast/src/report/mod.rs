//! What is said of forecasts and of how good they were: rows for tables, and the answer in sentences.
//!
//! | file | what it has |
//! | --- | --- |
//! | `named` | a series with the names of its groups and periods, and its unit |
//! | `rows` | rows of tables, as they are written to files |
//! | `outlook` | forecasts, and what they come to in a sentence |
//! | `review` | marks of the past, or of a kept forecast, and what they come to |
//! | `table` | rows as a table to read |

mod named;
mod outlook;
mod review;
mod rows;
mod table;

pub use named::{Named, Unit};
pub use outlook::{Asked, Outlook, outlook};
pub use review::{Kept, Review, kept, review};
pub use rows::{ForecastRow, LimitRow, ScoreRow};
pub use table::table;
