//! Real case lists and check results: reading them, drawing samples from them, joining results with samples, and what checks
//! say of all cases.

pub mod assess;
pub mod drawing;
pub mod durations;
pub mod input_error;
pub mod join;
pub mod lists;
pub mod looks;
pub mod pilot;
pub mod report;
pub mod request;
pub mod series;
#[cfg(test)]
mod testing;
mod tolerance;
