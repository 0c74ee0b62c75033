//! One of several looks at figures of the same year. A figure that is looked at each month, over all results so far, leaves its plain
//! interval by chance far more often than one that is looked at once.

use serde::Serialize;
use tierone_stats::planning::{Spending, crossing, spending_bounds};
use tierone_stats::special::{normal_quantile, normal_tails};

/// The most looks that a year may have: one a week.
const MOST: u32 = 53;

/// Confidence is stated to this share, rounded up.
const STEP: f64 = 1e-4;

/// A look at the results of a year so far, when `look` of `of` equal parts are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Looks {
    look: u32,
    of: u32,
}

impl Looks {
    /// Reads `3/12`: the third look of twelve.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<Self, String> {
        let say = || {
            format!(
                "write which look it is, and how many there are in all, from 1 to {MOST}: 3/12 for the third of twelve months"
            )
        };
        let (look, of) = text.split_once('/').ok_or_else(say)?;
        let whole = |part: &str| part.trim().parse::<u32>().map_err(|_| say());
        let (look, of) = (whole(look)?, whole(of)?);
        let is_one = (1..=of).contains(&look) && of <= MOST;
        is_one.then_some(Self { look, of }).ok_or_else(say)
    }

    /// Which look it is.
    pub fn look(self) -> u32 {
        self.look
    }

    /// How many looks there are in all.
    pub fn of(self) -> u32 {
        self.of
    }

    /// The confidence of this look's interval, so that all looks together hold the truth with confidence `all`: the chance of a
    /// miss is spent evenly over the looks. Rounded up to a hundredth of a percent; the plain one if there is but one look.
    ///
    /// # Source
    /// Lan & DeMets (1983), Biometrika 70, 659–663, doi:10.1093/biomet/70.3.659; as an interval, Jennison & Turnbull (1989), Journal
    /// of the Royal Statistical Society B 51, 305–361.
    pub fn confidence(self, all: f64) -> f64 {
        if self.of == 1 {
            return all;
        }
        let bounds = spending_bounds(Spending::Linear, &self.information(), 1.0 - all);
        let bound = bounds.expect("looks rise to 1, and the confidence is between 0 and 1")
            [self.look as usize - 1];
        let plain = 1.0 - 2.0 * normal_tails(bound).upper;
        ((plain / STEP).ceil() * STEP).min(1.0 - STEP)
    }

    /// The standard deviations that limits of single periods are from their centre, so that chance alone puts some period of
    /// all looks outside with probability 1 − `all`. Periods do not share cases, so each may by itself.
    pub fn reach(self, all: f64) -> f64 {
        let each = -(all.ln() / f64::from(self.of)).exp_m1();
        -normal_quantile(0.5 * each)
    }

    /// How many of 1 years have a look at which the plain interval of confidence `all` does not hold the truth.
    ///
    /// # Source
    /// Armitage, McPherson & Rowe (1969), Journal of the Royal Statistical Society A 132, 235–244.
    pub fn missed_by_plain(self, all: f64) -> f64 {
        let bound = -normal_quantile(0.5 * (1.0 - all));
        crossing(&vec![bound; self.of as usize], &self.information(), 0.0).total()
    }

    /// The share of the year's results that is in at each look.
    fn information(self) -> Vec<f64> {
        let all = f64::from(self.of);
        (1..=self.of).map(|look| f64::from(look) / all).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_one_of_so_many() {
        let third = Looks::read("3/12").expect("a look");
        assert_eq!((third.look(), third.of()), (3, 12));
        for wrong in [
            "", "3", "0/12", "13/12", "3/0", "1/54", "-1/12", "3/12/2", "a/b",
        ] {
            let told = Looks::read(wrong).expect_err(wrong);
            assert!(told.contains("3/12"), "{wrong}: {told}");
        }
    }

    /// Twelve points inside limits with 1 − r each: all of them with 95 %.
    #[test]
    fn limits_of_single_periods_are_left_by_some_as_often_as_is_stated() {
        for of in [2, 4, 12, 53] {
            let reach = Looks { look: 1, of }.reach(0.95);
            let inside = 1.0 - 2.0 * normal_tails(reach).upper;
            assert!(
                (inside.powi(of as i32) - 0.95).abs() < 1e-9,
                "{of}: {reach}"
            );
        }
        let twelve = Looks { look: 3, of: 12 }.reach(0.95);
        assert!((twelve - 2.858).abs() < 1e-3, "{twelve}");
    }

    /// The first look may miss in a twelfth of 5 % of years; two looks of a bound each miss together as often as is stated.
    #[test]
    fn looks_share_the_chance_of_a_miss() {
        let look = |look| Looks { look, of: 12 }.confidence(0.95);
        assert!((look(1) - (1.0 - 0.05 / 12.0)).abs() < STEP, "{}", look(1));
        assert!((1..12).all(|k| look(k + 1) <= look(k)));
        assert!(look(12) > 0.95);
        assert_eq!(Looks { look: 1, of: 1 }.confidence(0.9), 0.9);
        // Armitage and others, table 2: two looks 0.083, five 0.142, ten 0.193.
        for (of, published) in [(2, 0.083), (5, 0.142), (10, 0.193)] {
            let missed = Looks { look: 1, of }.missed_by_plain(0.95);
            assert!((missed - published).abs() < 5e-4, "{of}: {missed}");
        }
    }
}
