//! How long cases take from stage to stage, with those still open counted as far as they were watched.
//!
//! | file | what it has |
//! | --- | --- |
//! | `request` | what is asked: stages, targets, other ends, recorded dates |
//! | `calendar` | days between two dates, of the calendar or of work |
//! | `stage_case` | a case with its dates |
//! | `read` | cases from the rows of a list |
//! | `span` | from one stage to another, and how a case passes it |
//! | `rows` | the report, as rows |
//! | `build`, `answer` | the report of some cases, and its answer in a few sentences |
//! | `last_day` | a last day that is most likely mistyped |
//! | `notes` | what a reader has to know of them |
//! | `words` | spans and shares in words |
//! | `text`, `files` | the report as text, JSON and CSV |

mod answer;
mod build;
mod calendar;
mod files;
mod last_day;
mod notes;
mod read;
mod request;
mod rows;
mod span;
mod stage_case;
mod text;
mod words;

pub use build::build;
pub use calendar::{Calendar, holidays};
pub use files::csv;
pub use read::{StageColumns, read};
pub use request::{Recorded, Request, Target};
pub use rows::{DurationsReport, Lag, Row};
pub use stage_case::Cases;
pub use text::text;
