//! Fisher's non-central hypergeometric law: picks that are tilted to one kind of decision.

use rand::{Rng, RngExt};

/// How many decisions with an error are among those picked.
///
/// The chance of x is in proportion to C(errors, x)·C(others, picks − x)·odds_ratio^x: that of independent picks, each
/// at odds that differ by the ratio, given how many there are in all.
/// # Source
/// Fisher (1935), J. R. Stat. Soc. 98(1), 39–82; McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., 7.3.2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noncentral {
    /// Decisions with an error.
    pub errors: u64,
    /// Decisions without.
    pub others: u64,
    /// Decisions picked, no more than there are.
    pub picks: u64,
    /// Odds of a decision with an error to those of one without; positive.
    pub odds_ratio: f64,
}

/// The law with what every draw from it needs.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    /// What it is the law of.
    pub of: Noncentral,
    /// The most likely number.
    mode: u64,
    /// All weights together, where the mode's is 1.
    total: f64,
}

impl Law {
    /// Works out the law.
    pub fn new(of: Noncentral) -> Self {
        let mode = of.mode();
        Self {
            of,
            mode,
            total: 1.0 + of.above(mode).sum::<f64>() + of.below(mode).sum::<f64>(),
        }
    }

    /// Draws from it, by inversion from the mode outwards: weights fall on both sides of it, so none
    /// overflows, and those too small to matter are never reached.
    pub fn draw<R: Rng>(&self, rng: &mut R) -> u64 {
        let Self { of, mode, total } = *self;
        let (low, high) = of.support();
        if low == high {
            return low;
        }
        let mut left = rng.random::<f64>() * total - 1.0;
        if left < 0.0 {
            return mode;
        }
        for (step, weight) in of.above(mode).enumerate() {
            left -= weight;
            if left < 0.0 {
                return mode + 1 + step as u64;
            }
        }
        for (step, weight) in of.below(mode).enumerate() {
            left -= weight;
            if left < 0.0 {
                return mode - 1 - step as u64;
            }
        }
        // Rounding may leave a hair: to the most likely.
        mode
    }
}

impl Noncentral {
    /// The least and the most there can be.
    fn support(self) -> (u64, u64) {
        (
            self.picks.saturating_sub(self.others),
            self.picks.min(self.errors),
        )
    }

    /// The most likely number: ratios of neighbours fall, and it is the first that the next does not
    /// exceed.
    fn mode(self) -> u64 {
        let (mut low, mut high) = self.support();
        while low < high {
            let middle = low.midpoint(high);
            if self.ratio(middle) > 1.0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The weight of x + 1 over that of x, where both are possible.
    fn ratio(self, x: u64) -> f64 {
        let up = (self.errors - x) as f64 * (self.picks - x) as f64 * self.odds_ratio;
        let down = (x + 1) as f64 * (self.others + x + 1 - self.picks) as f64;
        up / down
    }

    /// Weights above the mode, the nearest first, until they vanish beside the mode's, which is 1.
    fn above(self, mode: u64) -> impl Iterator<Item = f64> {
        let (_, high) = self.support();
        let mut weight = 1.0;
        (mode..high)
            .map(move |x| {
                weight *= self.ratio(x);
                weight
            })
            .take_while(|weight| *weight > NOTHING)
    }

    /// The same below the mode.
    fn below(self, mode: u64) -> impl Iterator<Item = f64> {
        let (low, _) = self.support();
        let mut weight = 1.0;
        (low..mode)
            .rev()
            .map(move |x| {
                weight /= self.ratio(x);
                weight
            })
            .take_while(|weight| *weight > NOTHING)
    }
}

/// Beside a weight of 1, all that follow one so small together are lost in the last bit of a float.
const NOTHING: f64 = 1e-30;

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose};

    /// The law by enumeration: numbers and their chances, from binomial coefficients.
    fn law(picks: Noncentral) -> Vec<(u64, f64)> {
        let choose = |n: u64, k: u64| (0..k).map(|i| ((n - i) as f64 / (i + 1) as f64).ln()).sum();
        let weight = |x: u64| {
            let errors: f64 = choose(picks.errors, x);
            let others: f64 = choose(picks.others, picks.picks - x);
            errors + others + x as f64 * picks.odds_ratio.ln()
        };
        let (low, high) = picks.support();
        let logs: Vec<f64> = (low..=high).map(weight).collect();
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|log| (log - largest).exp()).sum();
        (low..=high)
            .zip(logs)
            .map(|(x, log)| (x, (log - largest).exp() / total))
            .collect()
    }

    fn mean(law: &[(u64, f64)]) -> f64 {
        law.iter().map(|(x, p)| *x as f64 * p).sum()
    }

    const fn of(errors: u64, others: u64, picks: u64, odds_ratio: f64) -> Noncentral {
        Noncentral {
            errors,
            others,
            picks,
            odds_ratio,
        }
    }

    #[test]
    fn the_mean_is_fishers_at_the_odds_that_he_estimates() {
        // At the conditional maximum likelihood estimate of the odds ratio the mean is the number
        // observed: a root of a polynomial with whole coefficients. Fisher's convicted twins (2 of 12
        // among 17) and his tea tasting (3 of 4 among 4, where x⁴ − 36 x² − 32 x − 3 = 0), solved in
        // 40 digits. R's fisher.test prints 0.04693661 and 6.408309, as its search stops at 1.2e-4.
        for (picks, observed) in [
            (of(12, 18, 17, 0.046_936_639_049_679_96), 2.0),
            (of(4, 4, 4, 6.408_319_658_199_674), 3.0),
        ] {
            // A weight is the exponential of some 30 logarithms, each below 4 and rounded at 2e-16: it
            // is good to 3e-14, and a mean of at most 12 of them to 12 × 2 × 3e-14.
            assert!((mean(&law(picks)) - observed).abs() < 1e-12);
        }
    }

    #[test]
    fn draws_follow_the_enumerated_law() {
        let mut rng = Address::opening(5, 0).open(&Purpose::check("noncentral"));
        let n = 40_000;
        for picks in [
            of(12, 18, 17, 0.046_936_61),
            of(4, 4, 4, 6.408_309),
            of(1, 199, 5, 4.0),
            of(3, 2, 4, 0.2),
            of(90, 60, 80, 1.0),
            of(400, 5_000, 300, 1e4),
            of(400, 5_000, 300, 1e-4),
            of(0, 10, 3, 2.0),
            of(10, 0, 3, 2.0),
            of(5, 5, 10, 2.0),
            of(5, 5, 0, 2.0),
        ] {
            let law = law(picks);
            let mut seen = vec![0u32; law.len()];
            let drawn = Law::new(picks);
            for _ in 0..n {
                seen[(drawn.draw(&mut rng) - law[0].0) as usize] += 1;
            }
            let n = f64::from(n);
            for ((x, p), seen) in law.iter().zip(&seen) {
                // 4 standard errors, and one draw for numbers too rare to be normal: α below 0.05
                // over the hundreds of numbers, at a fixed seed.
                let error = 4.0 * (p * (1.0 - p) / n).sqrt() + 1.0 / n;
                let share = f64::from(*seen) / n;
                assert!((share - p).abs() <= error, "{picks:?}: {x} {share} {p}");
            }
        }
    }
}
