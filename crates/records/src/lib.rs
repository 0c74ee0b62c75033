//! Real case lists and check results: reading them, drawing samples from them, and what checks say of all cases.

pub mod assess;
pub mod drawing;
pub mod lists;
pub mod report;
