//! What a pilot shows: the errors of teams or sites that had something new, beside those of others, before and after.
//!
//! Decisions of one team are alike, so that a team is what was tried. Intervals know that, and so does the permutation test;
//! the comparison that does not is shown beside them.
//!
//! | file | what it has |
//! | --- | --- |
//! | `request` | what is asked |
//! | `trial` | who was in which arm and when, from joined cases, or why that cannot be told |
//! | `analysis` | the difference and the difference in differences, by every method |
//! | `needed` | clusters that would be needed |
//! | `rows` | the report, as rows |
//! | `build` | the report of a pilot |
//! | `notes` | what a reader has to know |
//! | `text`, `files` | the report as text, JSON and CSV |

mod analysis;
mod build;
mod files;
mod needed;
mod notes;
mod request;
mod rows;
mod text;
mod trial;

pub use build::build;
pub use files::csv;
pub use request::{Pilot, Start};
pub use rows::{Arm, Effect, PilotReport};
pub use text::{points, text};
