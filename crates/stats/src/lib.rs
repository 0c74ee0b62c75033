//! Survey estimation, audit sampling and rare-error intervals: what a set of checks says about all decisions.
//!
//! A new estimator is a function in the module of its design that returns an [`Estimate`], with its method in [`METHODS`],
//! its source and an example in its documentation, and rows of reference values in `tests/reference/`.
//!
#![doc = include_str!("../README.md")]

pub mod agreement;
pub mod cells;
pub mod cluster;
pub mod control;
pub mod difference;
pub mod distribution;
pub mod double_sampling;
pub mod duration;
mod estimate;
pub mod finite;
pub mod format;
mod guard;
mod halving;
pub mod intraclass;
pub mod linear;
mod linear_equations;
pub mod matrix;
pub mod maximum;
mod methods;
pub mod misclassified;
pub mod moment_bound;
pub mod monetary;
pub mod monetary_unit;
pub mod monte_carlo;
pub mod performer;
pub mod planning;
mod precision;
pub mod prediction_powered;
pub mod proportion;
pub mod quadrature;
pub mod queue;
pub mod rng;
pub mod run_length;
pub mod sensitivity;
pub mod service_level;
pub mod share;
pub mod shrinkage;
pub mod special;
pub mod stratified;
pub mod trial;
pub mod unequal;
pub mod units;
pub mod weighted;
pub mod written;
pub mod zero;

pub use estimate::{Estimate, PointEstimate, PosteriorMoments};
pub use methods::{METHODS, Method};
pub use precision::{DRAWS, ROUNDING, SPECIAL, TIE};
