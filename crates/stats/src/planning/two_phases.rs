//! How many cheap checks and how many gold ones, of double sampling.

use crate::double_sampling::reliability;
use crate::guard::{none_if, only_if};
use crate::halving::first_enough;

/// No phase is larger than this.
const MOST: u64 = 1 << 40;

/// A cheap check of many decisions, and a gold one, taken to be right, of some of those.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoPhases {
    /// The share of decisions in error, 0 to 1.
    pub share: f64,
    /// The share of the errors that the cheap check passes.
    pub missed: f64,
    /// The share of the right decisions that the cheap check fails.
    pub false_failed: f64,
    /// Decisions in the frame; without end where it is not given.
    pub population: Option<u64>,
    /// What a cheap check costs, in pence or any other small unit; 0 where it is there anyway.
    pub cheap_cost: u64,
    /// What a gold check costs, in the same unit, above 0.
    pub gold_cost: u64,
}

/// How many decisions are checked each way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phases {
    /// Decisions that have the cheap check; 0 where there is none, and gold checks stand alone.
    pub cheap: u64,
    /// Those of them that have the gold check too.
    pub gold: u64,
}

impl TwoPhases {
    /// The variance of the share in error: pq(1 − K)/n + pqK/N − pq/M, n gold checks of N cheap ones of M decisions, with the
    /// [`reliability`] K of the cheap check; pq/n − pq/M without cheap checks.
    ///
    /// # Source
    /// Tenenbein (1970), Journal of the American Statistical Association 65, 1350–1361, doi:10.1080/01621459.1970.10481170;
    /// Cochran (1977), Sampling Techniques, 3rd ed., 12.2, for the finite frame.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::{Phases, TwoPhases};
    ///
    /// let of = TwoPhases {
    ///     share: 0.1, missed: 0.0, false_failed: 0.0, population: None, cheap_cost: 1, gold_cost: 10,
    /// };
    /// // A cheap check that is always right is worth a gold one.
    /// assert!((of.variance(Phases { cheap: 900, gold: 2 }) - 1e-4).abs() < 1e-15);
    /// ```
    pub fn variance(&self, phases: Phases) -> f64 {
        let spread = self.spread();
        let all = self.population.map_or(0.0, |all| spread / all as f64);
        let variance = if phases.cheap == 0 {
            spread / phases.gold as f64
        } else {
            let (own, shared) = self.parts();
            own / phases.gold as f64 + shared / phases.cheap as f64
        };
        (variance - all).max(0.0)
    }

    /// What so many checks cost, in the unit of both costs.
    pub fn cost(&self, phases: Phases) -> u128 {
        let of = |cost: u64, number: u64| u128::from(cost) * u128::from(number);
        of(self.cheap_cost, phases.cheap) + of(self.gold_cost, phases.gold)
    }

    /// The whole numbers of checks with the least variance that cost `budget` at most; of equal ones the cheapest.
    ///
    /// Every number of gold checks that could be as good is tried: between whole numbers the variance is convex, so those
    /// beyond which it is above the best that was found are no better. `None` where the budget is not enough for two gold checks, or
    /// for shares outside 0 to 1.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::{Phases, TwoPhases};
    ///
    /// let of = TwoPhases {
    ///     share: 0.02, missed: 0.2, false_failed: 0.01, population: Some(48_000), cheap_cost: 200, gold_cost: 4_000,
    /// };
    /// let best = of.for_budget(1_000_000).unwrap();
    /// assert_eq!(best, Phases { cheap: 900, gold: 205 });
    /// ```
    pub fn for_budget(&self, budget: u64) -> Option<Phases> {
        only_if(self.is_sound())?;
        let all = self.population.unwrap_or(MOST);
        let alone = Phases {
            cheap: 0,
            gold: (budget / self.gold_cost).min(all),
        };
        none_if(alone.gold < 2)?;
        let most = (budget / (self.cheap_cost.checked_add(self.gold_cost)?)).min(all);
        let left = |gold: u64| budget - self.gold_cost * gold;
        let whole = |gold: u64| {
            let cheap = left(gold).checked_div(self.cheap_cost);
            Phases {
                cheap: cheap.map_or(all, |cheap| cheap.min(all)),
                gold,
            }
        };
        let (own, shared) = self.parts();
        let relaxed = |gold: u64| {
            let cheap = match self.cheap_cost {
                0 => all as f64,
                cost => (left(gold) as f64 / cost as f64).min(all as f64),
            };
            own / gold as f64 + shared / cheap
        };
        let value = |phases: Phases| {
            let cost = self.cost(phases);
            (self.variance(phases), cost as f64)
        };
        let both = least(2, most, relaxed, |gold| {
            let (variance, _) = value(whole(gold));
            variance
                + self
                    .population
                    .map_or(0.0, |all| self.spread() / all as f64)
        });
        let both = both.map(whole);
        better(both, alone, value)
    }

    /// The cheapest whole numbers of checks with this variance at most.
    ///
    /// As for [`Self::for_budget`], every number of gold checks that could be as cheap is tried. `None` for a variance of 0 or
    /// less without a frame, and for shares outside 0 to 1.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::{Phases, TwoPhases};
    ///
    /// let of = TwoPhases {
    ///     share: 0.02, missed: 0.2, false_failed: 0.01, population: None, cheap_cost: 200, gold_cost: 4_000,
    /// };
    /// let best = of.for_variance(0.005f64.powi(2)).unwrap();
    /// assert!(of.variance(best) <= 0.005f64.powi(2) && of.cost(best) < 4_000 * 784);
    /// ```
    pub fn for_variance(&self, variance: f64) -> Option<Phases> {
        only_if(self.is_sound() && variance >= 0.0)?;
        let all = self.population.unwrap_or(MOST);
        let spread = self.spread();
        let total = variance + self.population.map_or(0.0, |all| spread / all as f64);
        let (own, shared) = self.parts();
        // A little more than is allowed is rounding.
        let allowed = total * (1.0 + 1e-12);
        let alone = (spread / allowed).ceil().max(2.0);
        none_if(alone > all as f64)?;
        let alone = Phases {
            cheap: 0,
            gold: alone as u64,
        };
        // With a cheap check of all decisions it takes the fewest gold ones.
        let left = allowed - shared / all as f64;
        let fewest = if left > 0.0 {
            ((own / left).ceil().max(2.0) as u64).min(all)
        } else {
            alone.gold
        };
        let enough = |gold: u64| {
            let cheap = shared / (allowed - own / gold as f64);
            let cheap = if cheap.is_finite() && cheap > 0.0 {
                cheap
            } else {
                gold as f64
            };
            cheap.clamp(gold as f64, all as f64)
        };
        let whole = |gold: u64| Phases {
            cheap: (enough(gold).ceil() as u64).min(all),
            gold,
        };
        let (cheap_cost, gold_cost) = (self.cheap_cost as f64, self.gold_cost as f64);
        let relaxed = |gold: u64| cheap_cost * enough(gold) + gold_cost * gold as f64;
        let both = least(fewest, alone.gold, relaxed, |gold| {
            self.cost(whole(gold)) as f64
        });
        better(both.map(whole), alone, |phases| {
            (self.cost(phases) as f64, self.variance(phases))
        })
    }

    /// p(1 − p).
    fn spread(&self) -> f64 {
        self.share * (1.0 - self.share)
    }

    /// What only gold checks lessen, and what cheap ones do: pq(1 − K) and pqK.
    fn parts(&self) -> (f64, f64) {
        let told = reliability(self.share, self.missed, self.false_failed);
        // Where everything or nothing fails, a cheap check tells nothing.
        let told = if told.is_finite() { told } else { 0.0 };
        let spread = self.spread();
        (spread * (1.0 - told).max(0.0), spread * told)
    }

    fn is_sound(&self) -> bool {
        let shares = [self.share, self.missed, self.false_failed];
        let is_share = |share: &f64| (0.0..=1.0).contains(share);
        shares.iter().all(is_share) && self.gold_cost > 0 && self.population != Some(0)
    }
}

/// The number from `low` to `high` with the least `value`, where `relaxed` is convex and nowhere above `value`.
fn least(
    low: u64,
    high: u64,
    relaxed: impl Fn(u64) -> f64,
    value: impl Fn(u64) -> f64,
) -> Option<u64> {
    none_if(low > high)?;
    let from = first_enough(low, high, |n| relaxed(n) <= relaxed(n + 1));
    let mut best = (value(from), from);
    let mut look = |number: u64| -> bool {
        if relaxed(number) >= best.0 {
            return false;
        }
        let found = value(number);
        if found < best.0 {
            best = (found, number);
        }
        true
    };
    let mut below = from;
    while below > low && look(below - 1) {
        below -= 1;
    }
    let mut above = from;
    while above < high && look(above + 1) {
        above += 1;
    }
    Some(best.1)
}

/// Both kinds of checks where they are better than gold ones alone.
fn better(
    both: Option<Phases>,
    alone: Phases,
    value: impl Fn(Phases) -> (f64, f64),
) -> Option<Phases> {
    match both {
        Some(both) if value(both) < value(alone) => Some(both),
        _ => Some(alone),
    }
}
