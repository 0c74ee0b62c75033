//! Service levels: how often a provider turns red by chance, in a month or over months pooled, and what that costs.
//!
//! A month is red where the share of bad ones among so many audited is strictly above a limit. Months are independent, and
//! each has a binomial number of bad ones.
//!
//! | file | what it has |
//! | --- | --- |
//! | `month` | one month: the count that turns it red, its probability, runs of red months |
//! | `rolling` | months pooled in overlapping windows |
//! | `credit` | credits that are due by steps of the share |

mod credit;
mod month;
mod rolling;

pub use credit::Credits;
pub use month::Level;
pub use rolling::{Rolling, WINDOW};
