//! What holds `tierone-records` to what it promises, from outside.

mod finite;
mod looks;
mod round_trip;
mod sampling_lists;
mod two_samples;
