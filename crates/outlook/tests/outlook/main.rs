//! Forecasts of a small office: what they hold to, whatever its numbers are.

mod anchored;
mod coverage;
mod going_on;
mod office;
mod widths;
