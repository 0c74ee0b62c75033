//! Random streams by address: (seed, replication, purpose, period).
//!
//! ChaCha8 turns the address into the seed of a fast generator. No stream depends on which thread
//! opens it, in which order, or what other policies do.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use sha2::{Digest, Sha256};

/// The generator behind every stream.
pub type Stream = Xoshiro256PlusPlus;

/// The name of the generator, for manifests.
pub const GENERATOR: &str = "ChaCha8 keyed by (seed, purpose, replication, period), xoshiro256++";

/// What a stream is drawn for: the world, a pool by its own name, or a check and its intervals by the check's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose([u8; 16]);

impl Purpose {
    /// The decisions, their errors and the people who make them.
    pub fn world() -> Self {
        Self::named("world")
    }

    /// What decisions in error are worth where no money hangs on the error: drawn only where a check
    /// needs it, so it must not move what the world draws.
    pub fn values() -> Self {
        Self::named("values")
    }

    /// What right decisions are worth, in lists that show every decision.
    pub fn list() -> Self {
        Self::named("list")
    }

    /// What checkers find who fill in the outcome sheet of a drawn sample.
    pub fn outcomes() -> Self {
        Self::named("outcomes")
    }

    /// A check, by its own name: a check shared by two policies draws alike.
    pub fn check(name: &str) -> Self {
        Self::named(&format!("check {name}"))
    }

    /// The people of a pool of checkers, by its name: the same under every policy.
    pub fn pool(name: &str) -> Self {
        Self::named(&format!("pool {name}"))
    }

    /// The order of a check's results within a period, by the check's own name.
    pub fn order(check: &str) -> Self {
        Self::named(&format!("order {check}"))
    }

    /// The intervals of a check's figures: apart from its sample, which is the same whether or not they are drawn.
    pub fn interval(name: &str) -> Self {
        Self::named(&format!("interval {name}"))
    }

    fn named(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self(bytes)
    }
}

/// A moment within a replication at which a stream is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the first simulated period.
    Opening,
    /// A simulated period, counted from the first period of the warm-up.
    Period(usize),
}

/// Opens the stream at an address: the same for the same address, whatever was opened before.
///
/// # Source
/// Blackman & Vigna (2021), ACM Transactions on Mathematical Software 47(4), for xoshiro256++, whose seed is the first output
/// of ChaCha8 keyed by the address.
/// # Examples
/// ```
/// use rand::Rng;
/// use tierone_stats::rng::{Moment, Purpose, open};
///
/// let draw = |period| open(1, 0, &Purpose::world(), Moment::Period(period)).next_u64();
/// assert_eq!(draw(3), draw(3));
/// assert_ne!(draw(3), draw(4));
/// ```
pub fn open(seed: u64, replication: u32, purpose: &Purpose, moment: Moment) -> Stream {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..12].copy_from_slice(&replication.to_le_bytes());
    key[16..].copy_from_slice(&purpose.0);
    let mut chacha = ChaCha8Rng::from_seed(key);
    chacha.set_stream(match moment {
        Moment::Opening => 0,
        Moment::Period(period) => period as u64 + 1,
    });
    let mut seed = [0; 32];
    chacha.fill_bytes(&mut seed);
    Stream::from_seed(seed)
}

/// Uniform whole number below `n`, by one multiplication. Numbers differ in probability by less than
/// 2⁻⁶⁴, a thousand times less than the step of a uniform float.
#[inline]
pub fn below<R: Rng>(n: u64, rng: &mut R) -> u64 {
    ((u128::from(rng.next_u64()) * u128::from(n)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_its_address_and_nothing_else() {
        let first = |seed, replication, name: &str, moment| {
            open(seed, replication, &Purpose::check(name), moment).next_u64()
        };
        let here = first(1, 2, "tier one", Moment::Period(3));
        assert_eq!(here, first(1, 2, "tier one", Moment::Period(3)));
        for elsewhere in [
            first(2, 2, "tier one", Moment::Period(3)),
            first(1, 3, "tier one", Moment::Period(3)),
            first(1, 2, "tier two", Moment::Period(3)),
            first(1, 2, "tier one", Moment::Period(4)),
            first(1, 2, "tier one", Moment::Opening),
        ] {
            assert_ne!(here, elsewhere);
        }
    }
}
