//! Which quotas are enough: what `[plan]` of a scenario asks, answered by simulation.
//!
//! Every policy that may be chosen is simulated on the same worlds, so that what differs between two of them is their quotas and
//! hardly chance. Policies that cannot meet an aim for certain are left out without that; among the others a fully sequential
//! procedure finds out who keeps the limits and who is best (`tierone_stats::planning::constrained_selection`, which has its
//! sources).
//!
//! | file | what it does |
//! | --- | --- |
//! | `space` | the grid of policies, and which of them need no simulation |
//! | `figures` | what is read of a world, and aims in those terms |
//! | `worlds`, `candidate` | policies simulated in batches; one that is tried |
//! | `search` | all of a small grid, or a way through a large one; the selection |
//! | `closed_forms`, `walk` | where that way begins; how it goes on |
//! | `cheaper`, `formula` | all policies that would take fewer hours, ruled out; how far closed forms may be off |
//! | `surface` | where among them to look first |
//! | `made` | what was simulated and selected |
//! | `common` | as many simulated years of every policy that is shown |
//! | `ended` | how the search ended for each policy |
//! | `near` | which policies come nearest where not all aims can be met |
//! | `fronts`, `unmet`, `cores` | what more would buy; what is in the way; what a random core costs |
//! | `rows` | what an answer is made of |
//! | `decide` | the answer |
//! | `name` | what the planned policy is called |
//! | `words`, `of_policy`, `sentences`, `unmet_words`, `how_sure`, `text` | what it says |

mod candidate;
mod cheaper;
mod closed_forms;
mod common;
mod cores;
mod decide;
mod ended;
mod figures;
mod formula;
mod fronts;
mod how_sure;
mod made;
mod name;
mod near;
mod of_policy;
mod rows;
mod search;
mod sentences;
mod space;
mod surface;
mod text;
mod unmet;
mod unmet_words;
mod walk;
mod words;
mod worlds;

pub use decide::{Failed, QuotaQuestion, quotas};
pub use figures::Quantity;
pub use rows::{
    Certificate, ChangeRow, CoreRow, Ended, FigureRow, FrontRow, Mean, PolicyRow, PriceRow,
    QuotaAnswer, QuotaRow, WayRow,
};
pub use search::LISTED;
pub use text::{quota_aim, quota_label, quota_notes, quota_text, quota_value};
pub use words::{bare as quota_number, called as quota_called, number as quota_figure, quota_key};
pub use worlds::Watch;
