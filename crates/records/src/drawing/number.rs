//! The permanent random number of a case.

use tierone_stats::rng::sha256;

/// A whole number below 2⁶⁴, as good as uniform.
pub type Number = u64;

/// The first eight bytes of SHA-256 of the seed, a slash and the text, as a big-endian number.
///
/// A number that belongs to the case and not to its place in a list leaves earlier draws as they are when
/// the list grows or more are asked for.
/// # Source
/// Ohlsson (1995), Coordination of samples using permanent random numbers, in Business Survey Methods, 153–169.
pub fn number(seed: u64, text: &str) -> Number {
    let digest = sha256(&format!("{seed}/{text}"));
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest[..8]);
    Number::from_be_bytes(bytes)
}

/// The same as a fraction, 0 to below 1.
pub fn fraction(number: Number) -> f64 {
    (number >> 11) as f64 * 2f64.powi(-53)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_can_be_made_again_with_other_tools() {
        // printf '1/SR-1' | sha256sum | cut -c1-16
        assert_eq!(number(1, "SR-1"), 0x53640c38607f8062);
        assert_ne!(number(1, "SR-1"), number(2, "SR-1"));
        assert_eq!(fraction(u64::MAX), 1.0 - 2f64.powi(-53));
    }
}
