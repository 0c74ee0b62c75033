//! What holds `tierone-stats` to what it promises, from outside.

mod duration_studies;
mod estimate;
mod estimate_designs;
mod moment_bound;
mod pilot_studies;
mod reference;
mod reference_checks;
mod reference_designs;
mod reference_sensitivity;
mod reference_durations;
mod reference_pilots;
mod reference_queues;
mod tables;
