//! What holds `tierone-stats` to what it promises, from outside.

mod constrained_selection;
mod count_bounds;
mod described;
mod double_sampling;
mod duration_studies;
mod estimate;
mod estimate_coverage;
mod estimate_designs;
mod moment_bound;
mod pilot_studies;
mod planning;
mod prediction_powered;
mod queue_studies;
mod reference;
mod reference_checks;
mod reference_choices;
mod reference_designs;
mod reference_durations;
mod reference_pilots;
mod reference_planning;
mod reference_queues;
mod reference_sensitivity;
mod summaries;
mod tables;
mod two_phases;
