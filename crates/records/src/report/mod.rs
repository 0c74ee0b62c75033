//! The report of an estimate: rows of figures, changes, signals and counts; the text, the JSON and the CSV files are
//! renderings of them.
//!
//! | file | what it has |
//! | --- | --- |
//! | `rows` | the report, its groups, changes, counts and what is left out |
//! | `answer` | the sentences that an analyst would publish |
//! | `cautions` | what would make the figures wrong, said beside them |
//! | `of_decisions` | how many decisions a headline is of |
//! | `restricted` | what they are restricted to, and which errors count as right |
//! | `lacking` | rows that do not say how their cases were drawn |
//! | `large_errors` | errors so large that an amount may be mistyped |
//! | `zero_errors`, `zero_sentences` | upper limits where no error was found, as a row and in words |
//! | `build`, `group` | the report of a sample, and the figures of one group |
//! | `by_period` | accuracy by period alone |
//! | `parts` | the cases that figures are asked of |
//! | `compared`, `changes` | the cases of both groups of a change, and how far figures change |
//! | `signals` | periods and people that stand out |
//! | `notes` | what a reader has to know of the cases |
//! | `of_accuracy` | which attributes count towards accuracy |
//! | `suppression`, `sums` | what is left out so that small groups do not show, and the sums that could give them away |
//! | `table`, `markdown` | the report as text, and for a document |
//! | `explain`, `files` | what a figure means, the report as files |
//! | `words` | values in words |

mod answer;
mod build;
mod by_period;
mod cautions;
mod changes;
mod compared;
mod document;
mod explain;
mod files;
mod group;
mod had_by_some;
mod lacking;
mod large_errors;
mod markdown;
mod notes;
mod of_accuracy;
mod of_decisions;
mod parts;
mod restricted;
mod rows;
mod signals;
mod sums;
mod suppression;
mod table;
mod words;
mod zero_errors;
mod zero_sentences;

pub use build::build;
pub use by_period::accuracy_by;
pub use document::json;
pub use explain::explain;
pub(crate) use files::csv;
pub use files::{figures_csv, files};
pub use markdown::markdown;
pub use restricted::sentence as restricted;
pub use rows::{Change, Chart, Count, EstimateReport, Group, LeftOut, Target};
pub use table::text;
pub(crate) use table::{aligned, noted, words};
pub(crate) use words::when;
pub use words::{amount, chance, level, points, standard_error};
pub use zero_errors::ZeroErrors;
