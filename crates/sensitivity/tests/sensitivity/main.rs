//! What is said of an office whose answers are known.

mod office;
mod together;
