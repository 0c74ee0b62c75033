//! Forecasts of a figure that is published period by period, for one group or many, and how good they are.
//!
//! [`baselines`] are what anybody would do by hand, [`model`] is a state-space model of all groups together, [`track`] what it
//! would have said in the past and so how wide its bands should be, [`backtest`] and [`summary`] mark both, by [`scores`];
//! [`report`] says it.

pub mod backtest;
pub mod baselines;
pub mod changes;
mod matrix;
pub mod methods;
pub mod minimise;
pub mod model;
pub mod predictive;
pub mod report;
pub mod scale;
pub mod scores;
pub mod series;
pub mod summary;
pub mod track;
