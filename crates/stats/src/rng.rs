//! Random streams by address: seed, replication and period, and by purpose.
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

    /// What comes in to be decided.
    pub fn demand() -> Self {
        Self::named("demand")
    }

    /// Which failed decisions come back to be done again.
    pub fn returned() -> Self {
        Self::named("returned")
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

    /// How many of a check's sample have an accuracy attribute, by the check's own name.
    pub fn in_part(check: &str) -> Self {
        Self::named(&format!("in part {check}"))
    }

    /// Which teams are dealt to a pilot, by its name: the same under every policy.
    pub fn pilot(name: &str) -> Self {
        Self::named(&format!("pilot {name}"))
    }

    /// Which decisions open a case of a pathway, by its name: the same under every policy.
    pub fn pathway(name: &str) -> Self {
        Self::named(&format!("pathway {name}"))
    }

    /// A number of a scenario that is drawn from its range, by its key.
    pub fn parameter(key: &str) -> Self {
        Self::named(&format!("parameter {key}"))
    }

    fn named(name: &str) -> Self {
        let digest = sha256(name);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self(bytes)
    }
}

/// Where a random stream is opened: with a purpose, all that decides what comes out of it.
///
/// Streams are opened by address so that a replication is the same whichever thread makes it, alone or after others, and
/// so that what is drawn for one purpose moves nothing that is drawn for another: policies are compared on the same world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The seed of the study, or of the draw from a list.
    pub seed: u64,
    /// The replication, counted from 0; 0 where nothing is simulated.
    pub replication: u32,
    /// The simulated period, counted from the first of the warm-up; none before the first, and where nothing is simulated.
    pub period: Option<usize>,
}

impl Address {
    /// A replication before its first simulated period.
    pub fn opening(seed: u64, replication: u32) -> Self {
        Self {
            seed,
            replication,
            period: None,
        }
    }

    /// A simulated period of the same replication.
    pub fn at(self, period: usize) -> Self {
        Self {
            period: Some(period),
            ..self
        }
    }

    /// Opens the stream of a purpose: the same for the same address, whatever was opened before.
    ///
    /// # Source
    /// Blackman & Vigna (2021), ACM Transactions on Mathematical Software 47(4), for xoshiro256++, whose seed is the first
    /// output of ChaCha8 keyed by the address.
    /// # Examples
    /// ```
    /// use rand::Rng;
    /// use tierone_stats::rng::{Address, Purpose};
    ///
    /// let draw = |period| Address::opening(1, 0).at(period).open(&Purpose::world()).next_u64();
    /// assert_eq!(draw(3), draw(3));
    /// assert_ne!(draw(3), draw(4));
    /// ```
    pub fn open(self, purpose: &Purpose) -> Stream {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..12].copy_from_slice(&self.replication.to_le_bytes());
        key[16..].copy_from_slice(&purpose.0);
        let mut chacha = ChaCha8Rng::from_seed(key);
        chacha.set_stream(self.period.map_or(0, |period| period as u64 + 1));
        let mut seed = [0; 32];
        chacha.fill_bytes(&mut seed);
        Stream::from_seed(seed)
    }
}

/// The stream of one entity, such as a decision, among those of one address: `base` was drawn from that address's stream. It is the same
/// whichever entities are asked for, and in which order.
///
/// # Source
/// The finaliser of SplitMix64: Steele, Lea & Flood (2014), OOPSLA, doi:10.1145/2660193.2660195.
pub fn of_entity(base: u64, entity: u64) -> Stream {
    let mut mixed = entity.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Stream::seed_from_u64(base.wrapping_add(mixed ^ (mixed >> 31)))
}

/// Uniform whole number below `n`, by one multiplication. Numbers differ in probability by less than
/// 2⁻⁶⁴, a thousand times less than the step of a uniform float.
#[inline]
pub fn below<R: Rng>(n: u64, rng: &mut R) -> u64 {
    ((u128::from(rng.next_u64()) * u128::from(n)) >> 64) as u64
}

/// SHA-256 of a text. It is compiled here, where hashing is optimised in every profile, and not once more where it is called.
///
/// # Source
/// FIPS 180-4.
/// # Examples
/// ```
/// use tierone_stats::rng::sha256;
///
/// // The standard's own example.
/// assert_eq!(sha256("abc")[..4], [0xba, 0x78, 0x16, 0xbf]);
/// ```
pub fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_its_address_and_nothing_else() {
        let first = |address: Address, name: &str| address.open(&Purpose::check(name)).next_u64();
        let address = Address::opening(1, 2).at(3);
        let here = first(address, "tier one");
        assert_eq!(here, first(address, "tier one"));
        for elsewhere in [
            first(Address { seed: 2, ..address }, "tier one"),
            first(Address::opening(1, 3).at(3), "tier one"),
            first(address, "tier two"),
            first(address.at(4), "tier one"),
            first(Address::opening(1, 2), "tier one"),
        ] {
            assert_ne!(here, elsewhere);
        }
    }
}
