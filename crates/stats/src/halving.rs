//! Looking for a border by halving what lies around it.

/// The first number from `low` to `high` that is enough, where all above one that is enough are too, and `high` is taken to be.
pub(crate) fn first_enough(mut low: u64, mut high: u64, is_enough: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The same above `short`, which is not enough.
pub(crate) fn first_above(mut short: u64, mut enough: u64, is: impl Fn(u64) -> bool) -> u64 {
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        if is(middle) {
            enough = middle;
        } else {
            short = middle;
        }
    }
    enough
}

/// Two points around a border, once the way between them is halved so many times.
pub(crate) fn halved(
    times: usize,
    (mut low, mut high): (f64, f64),
    mut is_below: impl FnMut(f64) -> bool,
) -> (f64, f64) {
    for _ in 0..times {
        let middle = 0.5 * (low + high);
        if is_below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low, high)
}
