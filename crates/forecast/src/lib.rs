//! Forecasts of a figure that is published period by period, for one group or many, and how good they are.
//!
//! [`baselines`] are what anybody would do by hand, [`scores`] say how good a forecast was.

pub mod baselines;
pub mod minimise;
pub mod scores;
