//! How decisions are chosen for checking.
//!
//! A method sees a period's frame as strata with their sizes, and the decisions that matter one by
//! one (those with an error); it says how many it asks of each stratum and which of those decisions
//! are taken. Right decisions of one stratum are exchangeable, so for them a number is enough.
//!
//! What methods there are, and with which keys, is the scenario's business. To add the drawing of one: its
//! [`Design`] in a file in `methods/`, and its arm in [`design`](design()), which the compiler asks for.

mod allocate;
mod along_value;
mod by_class;
mod design;
mod draw;
pub mod history;
mod methods;
mod noncentral;
mod strata;
mod systematic;
mod urn;
mod values;
pub mod world;

pub use allocate::{cut_evenly, neyman, proportional};
pub use along_value::{Alike, SystematicByValue, Valued};
pub use design::{Ask, Asking, Design, Select, Selecting, Take};
pub use draw::{Along, Draw, Member, Taken};
pub use history::History;
pub use methods::design;
pub use strata::{FrameView, Strata, Stratify, areas, spread, stratum_names};
pub use systematic::{CaseworkerOrder, SystematicByCaseworker};
pub use values::{ByValue, Sorted, ValueDraws, expected as expected_value, probability};
