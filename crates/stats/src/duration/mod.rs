//! How long things take, with those that are not finished yet counted as far as they were watched.
//!
//! | file | what it has |
//! | --- | --- |
//! | `survival` | Kaplan and Meier's curve: the share still open, its intervals, the median, the restricted mean |
//! | `competing` | the share that has ended in one of several ways by a time (Aalen and Johansen) |
//! | `log_rank` | whether two groups take equally long |
//! | `open_cases` | what cases found open say of how long cases take: length bias, and its removal |
//! | `law` | durations as a law with few values, their sums, and sums of exponential stages |

mod competing;
mod law;
mod log_rank;
mod open_cases;
mod survival;

pub use competing::{Ending, Incidence, IncidenceCurve, cumulative_incidence};
pub use law::{DurationLaw, exponential_stages_within};
pub use log_rank::{LogRank, log_rank};
pub use open_cases::{corrected_mean, corrected_share_within};
pub use survival::{Band, Spell, Step, Survival, kaplan_meier};
