//! A rate from counts of errors, older ones counting less: the power discount model.

use tierone_stats::proportion::Beta;

use crate::minimise::on_interval;
use crate::scores::Count;

/// Errors found and checks made, from the oldest period to the newest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts<'a> {
    /// Errors.
    pub errors: &'a [u64],
    /// Checks.
    pub checks: &'a [u64],
}

/// What the counts say of the rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discounted {
    /// The rate after the last period.
    pub rate: Beta,
    /// The log-likelihood of each count given those before.
    pub log_likelihood: f64,
    /// The discount.
    pub discount: f64,
}

/// The rate when what was known is discounted before each period after the first.
///
/// # Source
/// Harvey & Fernandes (1989), Journal of Business & Economic Statistics 7, 407–417; West & Harrison (1997), section 14.
pub fn discounted(counts: Counts<'_>, prior: Beta, discount: f64) -> Discounted {
    let mut rate = prior;
    let mut log_likelihood = 0.0;
    for (period, (errors, checks)) in counts.errors.iter().zip(counts.checks).enumerate() {
        if period > 0 {
            rate = faded(rate, discount);
        }
        let count = Count::BetaBinomial {
            size: *checks,
            rate,
        };
        log_likelihood -= count.log_score(*errors);
        rate = rate.after(*errors, *checks);
    }
    Discounted {
        rate,
        log_likelihood,
        discount,
    }
}

/// The discount in 0.001 to 1 with the greatest likelihood.
pub fn best_discount(counts: Counts<'_>, prior: Beta) -> Discounted {
    let best = on_interval(1e-3, 1.0, 100, |discount| {
        -discounted(counts, prior, discount).log_likelihood
    });
    discounted(counts, prior, best)
}

impl Discounted {
    /// The forecast of the errors in the next period's checks.
    pub fn next(&self, checks: u64) -> Count {
        Count::BetaBinomial {
            size: checks,
            rate: faded(self.rate, self.discount),
        }
    }
}

fn faded(rate: Beta, discount: f64) -> Beta {
    Beta {
        errors: discount * rate.errors,
        right: discount * rate.right,
    }
}
