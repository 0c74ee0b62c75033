//! The threads that a command computes on.

use super::exit::Failure;

/// So many, or one for each core.
pub(super) fn pool(number: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(number.map_or(0, usize::from))
        .build()
        .map_err(|error| Failure::threads(&error))
}
