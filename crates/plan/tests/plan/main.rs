//! What holds `tierone-plan` to what it promises, from outside.

mod large_grids;
mod money_and_kinds;
mod nearest;
mod odd_questions;
mod promises;
mod quotas;
mod shown;
mod strata;
