//! Where a command writes: a folder, or a file, that is whole or absent. It is written in a working folder beside
//! its place, under a lock, and exchanged with what is there.
//!
//! | file | what it does |
//! | --- | --- |
//! | `place` | what stands at a place, and whether it may be replaced |
//! | `record` | `.tierone`, by which it is known whether anybody has changed a folder since it was written |
//! | `working` | the working folder: its lock, what a killed command left in it, putting things in place |
//! | `staging` | a folder that is being filled |
//! | `system` | what takes more than the standard library: exchanging two paths, opening without following links |

mod place;
mod record;
mod staging;
mod system;
mod working;

pub(super) use place::Destination;
pub(super) use record::RECORD;
pub(super) use staging::Staging;
pub(super) use working::Working;
