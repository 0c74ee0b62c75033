//! What holds `tierone-stats` to what it promises, from outside.

mod estimate;
mod estimate_designs;
mod moment_bound;
mod reference;
mod reference_checks;
mod reference_designs;
mod reference_sensitivity;
mod tables;
