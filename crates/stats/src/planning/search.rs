//! The first whole number that is enough.

use crate::guard::none_if;
use crate::halving::first_enough;

/// The first number from `low` that is enough, where all above one that is enough are too; `None` if none up to `most` is.
pub(super) fn first(low: u64, most: u64, is_enough: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut short, mut high) = (low, low);
    while !is_enough(high) {
        none_if(high >= most)?;
        (short, high) = (high + 1, high.saturating_mul(2).max(high + 1).min(most));
    }
    first_up_to(short, high, is_enough)
}

/// The first number from `low` to `high` that is enough, where `high` is, and all above one that is enough are too; `None` for
/// an empty range.
pub(super) fn first_up_to(low: u64, high: u64, is_enough: impl Fn(u64) -> bool) -> Option<u64> {
    none_if(low > high)?;
    Some(first_enough(low, high, is_enough))
}
