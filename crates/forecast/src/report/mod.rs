//! What is said of forecasts and of how good they were: rows for tables, and the answer in sentences.
//!
//! | file | what it has |
//! | --- | --- |
//! | `named` | a series with the names of its groups and periods, and its unit |
//! | `rows` | rows of tables, as they are written to files |
//! | `lines` | a forecast as a row |
//! | `outlook` | forecasts, and what they come to in a sentence |
//! | `years` | whole years of months or quarters |
//! | `review` | marks of the past, and what they come to |
//! | `kept` | marks of a kept forecast |
//! | `table` | rows as a table to read |

mod kept;
mod lines;
mod named;
mod outlook;
mod review;
mod rows;
mod table;
mod years;

pub use kept::{Kept, KeptForecast, kept};
pub use named::{ForecastUnit, Named};
pub use outlook::{Asked, Outlook, outlook};
pub use review::{Review, review};
pub use rows::{ForecastRow, LimitRow, ScoreRow};
pub use table::table;
