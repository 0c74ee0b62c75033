//! Queues: how long work waits where so much arrives and so much can be done.
//!
//! | file | what it has |
//! | --- | --- |
//! | `servers` | several alike who each do one thing at a time: Erlang's B and C |
//! | `single` | one who does things of any length, first come first served or by priority |
//! | `transient` | one server from a given start, before it settles |
//! | `batch` | a backlog that is cleared in periods: settled, or from a given start |
//! | `work` | what a simulation keeps: work of several kinds in the order in which it came |

mod batch;
mod servers;
mod single;
mod transient;
mod work;

pub use batch::{Backlog, Counts};
pub use servers::{Servers, erlang_b};
pub use single::{PriorityClass, Single, number_in_system, priority_waits};
pub use transient::single_from;
pub use work::{Cleared, WorkKind, WorkQueue};
