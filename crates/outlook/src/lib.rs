//! What a scenario will give: its uncertain numbers are drawn from their ranges, and each draw is simulated many times.
//!
//! | file | what it does |
//! | --- | --- |
//! | `ranges` | numbers that have a range, and the scale on which each is drawn |
//! | `draws` | draws of all of them, those that were fitted together together |
//! | `shifts` | the shift of each draw's rates to the scenario's anchor |
//! | `ending` | how a forecast ends |
//! | `present` | the caseworkers whom a fit knows, in their seats |
//! | `figures` | what is read of each replication |
//! | `ahead` | all draws, each simulated many times |
//! | `rows` | what comes out: rows of fans, targets and widths |
//! | `fans` | quantiles by period, probabilities of targets, and what the width is made of |
//! | `answer` | the sentences |

mod ahead;
mod answer;
mod draws;
mod ending;
mod fans;
mod figures;
mod present;
mod ranges;
mod rows;
mod shifts;

pub use ahead::{Ahead, Asked, Finished, Watch, ahead, with_policies};
pub use answer::{answer, chance};
pub use draws::{Draws, Joint};
pub use ending::{Failed, Shifted};
pub use fans::outlook;
pub use figures::{PolicyFigure, Side, bytes_of_replication};
pub use present::{Present, PresentPerson};
pub use ranges::{Range, Scale, WithEnds, ranges, with_ends};
pub use rows::{FanRow, NumberRow, Outlook, TargetRow, WidthRow};
pub use shifts::{Shifts, is_in_reach};
