//! Cuts numbers asked for down to a total.

use rand::RngExt;

use super::random::Random;

/// Scales `asks` down to `total`, each to floor or ceiling with its expectation kept: a systematic
/// sample of one random start along the fractions.
pub(crate) fn cut(asks: &[u64], total: u64, random: &mut Random) -> Vec<u64> {
    let sum: u64 = asks.iter().sum();
    if total >= sum {
        return asks.to_vec();
    }
    let start: f64 = random.random();
    let selected = |along: u64| {
        let scaled = u128::from(along) * u128::from(total);
        let (whole, rest) = (scaled / u128::from(sum), scaled % u128::from(sum));
        whole as u64 + u64::from(start < rest as f64 / sum as f64)
    };
    let mut along = 0;
    let mut before = selected(0);
    asks.iter()
        .map(|ask| {
            along += ask;
            let after = selected(along);
            let kept = after - before;
            before = after;
            kept
        })
        .collect()
}
