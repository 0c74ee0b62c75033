//! A lab in which a quality assurance policy is tried before it is tried on people.

pub mod analysis;
pub mod archive;
pub mod assess;
pub mod chart;
pub mod cli;
pub mod diagnostic;
pub mod distribution;
pub mod estimate;
pub mod lint;
pub mod measure;
pub mod records;
pub mod rng;
pub mod sample;
pub mod sampling;
pub mod scenario;
pub mod sim;
pub mod study;
pub mod units;
pub mod workflow;
pub mod world;
