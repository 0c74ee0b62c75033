//! Which change of accuracy a check's figures can show, from one period to another or from one year to
//! another.

use serde::Serialize;

use super::binomial::Binomial;
use super::design::Design;
use super::unknown::{Fact, Unknown, printed};
use tierone_stats::special::normal_tails;

/// Falls of accuracy whose power is worked out, as shares.
pub const FALLS: [f64; 4] = [0.001, 0.0025, 0.005, 0.01];

/// Where the two-sided test of 5 % rejects.
const CRITICAL: f64 = 1.959_963_984_540_054;

/// The power that is asked of a smallest change.
const POWER: f64 = 0.8;

/// Fails from which a number of them is as good as normal.
const MANY: f64 = 200.0;

/// What change of a check's own figure of accuracy is seen, between two samples of the same design.
///
/// A change is seen when the score test for two shares rejects at 5 %, two-sided; power is the sum over both
/// binomial distributions of the numbers of fails, at the effective size of the design. A checker who misses some
/// errors shows a change of true accuracy smaller than it is, by their sensitivity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// Between two periods like the first reported one.
    pub periods: Change,
    /// Between two horizons like the reported one.
    pub horizons: Change,
}

/// What is seen of a change between two samples.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The simple sample that would be as precise.
    pub effective_size: f64,
    /// The share of fails that it is expected to see before the change.
    pub fail_share: f64,
    /// Chance of seeing each of [`FALLS`], in that order.
    pub power: [f64; 4],
    /// The smallest fall of the figure that is seen with a chance of 80 %, as a share.
    #[serde(serialize_with = "printed")]
    pub smallest_fall: Fact<f64>,
    /// The smallest rise, as a share.
    #[serde(serialize_with = "printed")]
    pub smallest_rise: Fact<f64>,
}

impl Change {
    pub(super) fn of(design: &Design) -> Fact<Self> {
        let (size, rate) = design.effective().ok_or(Unknown::NO_CHECKS)?;
        Ok(Self::between(size, rate))
    }

    /// Chance that two simple samples of that size, of these shares of fails, differ significantly.
    pub fn power(size: f64, one: f64, other: f64) -> f64 {
        power(size.round().max(1.0), one, other)
    }

    /// Between two simple samples of that size, the first with that share of fails.
    pub fn between(size: f64, rate: f64) -> Self {
        let size = size.round().max(1.0);
        let power_at = |other: f64| power(size, rate, other);
        Self {
            effective_size: size,
            fail_share: rate,
            power: FALLS.map(|fall| power_at((rate + fall).min(1.0))),
            smallest_fall: smallest(1.0 - rate, |fall| power_at(rate + fall)),
            smallest_rise: smallest(rate, |rise| power_at(rate - rise)),
        }
    }
}

/// The smallest change, of at most `most`, with the power that is asked for.
fn smallest(most: f64, power: impl Fn(f64) -> f64) -> Fact<f64> {
    Unknown::NEVER_SEEN.when(most <= 0.0 || power(most) < POWER)?;
    // Power may dip a little where a count jumps; the way down from the largest change finds the last dip.
    let (mut low, mut high) = (0.0, most);
    while power(high / 2.0) >= POWER && high > most * 1e-9 {
        high /= 2.0;
    }
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        match power(middle) >= POWER {
            true => high = middle,
            false => low = middle,
        }
    }
    Ok(high)
}

/// Chance that two samples of that size, of these shares of fails, differ significantly.
fn power(size: f64, one: f64, other: f64) -> f64 {
    if size * one.max(other) > MANY {
        let pooled = (one + other) / 2.0;
        let at_null = (2.0 * pooled * (1.0 - pooled) / size).sqrt();
        let spread = ((one * (1.0 - one) + other * (1.0 - other)) / size).sqrt();
        let (change, critical) = ((other - one).abs(), CRITICAL * at_null);
        return normal_tails((critical - change) / spread).upper
            + normal_tails((-critical - change) / spread).lower;
    }
    let (one, other) = (Binomial::new(size, one), Binomial::new(size, other));
    let rejects = |x: u64, y: u64| {
        let (x, y) = (x as f64, y as f64);
        let pooled = (x + y) / (2.0 * size);
        (y - x).abs() > 0.0
            && (y - x).powi(2) >= CRITICAL.powi(2) * (2.0 * size * pooled * (1.0 - pooled))
    };
    // Numbers that are not significantly different from x lie together about it, and both their ends rise with x: so sums
    // up to each number are enough.
    let masses: Vec<(u64, f64)> = other.masses().collect();
    let mut up_to = vec![0.0];
    for (_, mass) in &masses {
        up_to.push(up_to[up_to.len() - 1] + mass);
    }
    let (mut from, mut to) = (0, 0);
    let mut power = 0.0;
    for (x, weight) in one.masses() {
        while from < masses.len() && masses[from].0 < x && rejects(x, masses[from].0) {
            from += 1;
        }
        to = to.max(from);
        while to < masses.len() && !(masses[to].0 > x && rejects(x, masses[to].0)) {
            to += 1;
        }
        power += weight * (up_to[masses.len()] - up_to[to] + up_to[from]);
    }
    power
}
