//! The generator of the plain engine.

use rand_xoshiro::Xoshiro256PlusPlus;

/// The generator of the plain engine.
pub(crate) type Random = Xoshiro256PlusPlus;
