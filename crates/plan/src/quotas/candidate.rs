//! A policy that is tried, and in how many worlds at first.

use super::space::Point;

/// Worlds whose mean is one value for the selection: means are nearer to normal than single worlds. Larger blocks leave fewer
/// first values to judge the variance by, and the procedure then asks for more worlds.
pub(crate) const BLOCK: usize = 2;

/// Such values of each policy before any is out.
pub(crate) const FIRST: usize = 40;

/// A policy that was simulated.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub point: Point,
    /// Its number among the policies of the worlds.
    pub number: usize,
}
