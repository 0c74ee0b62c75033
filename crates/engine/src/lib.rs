//! The simulation: one replication of every policy, the measures read off it, and studies of many replications.

pub mod measure;
pub mod sim;
pub mod study;
