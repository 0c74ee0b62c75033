//! tierone

pub mod estimate;
