//! How many checks show that a share in error keeps a limit, by the exact one-sided bound.

use crate::TIE;
use crate::estimate::is_confidence;
use crate::guard::{none_if, only_if};
use crate::special::{binomial_tails, hypergeometric_tails};
use crate::units::Decimal;

use super::search::{first, first_up_to};

/// No sample is larger than this.
const MOST: u64 = 1 << 40;

/// Whether `errors` in `checked` are so few that a share of `limit` or more is refused: P(X ≤ errors) ≤ 1 − `confidence` where
/// exactly that share of the `population` (whole decisions, rounded up), or of one without end, is in error.
///
/// It is the exact one-sided upper bound that is at the limit at most; a tie is enough.
/// # Source
/// Clopper & Pearson (1934), Biometrika 26, 404–413; Wright (1991), Exact Confidence Bounds when Sampling from Small Finite
/// Universes.
/// # Examples
/// ```
/// use tierone_stats::planning::shows;
/// use tierone_stats::units::Decimal;
///
/// let limit = Decimal::from_f64(0.01).unwrap();
/// assert!(!shows(None, limit, 298, 0, 0.95) && shows(None, limit, 299, 0, 0.95));
/// // 1 error in 100 is missed by 90 checks in exactly a tenth of samples.
/// assert!(shows(Some(100), limit, 90, 0, 0.9));
/// ```
pub fn shows(
    population: Option<u64>,
    limit: Decimal,
    checked: u64,
    errors: u64,
    confidence: f64,
) -> bool {
    if checked == 0 || errors > checked || !is_confidence(confidence) {
        return false;
    }
    let allowed = (1.0 - confidence) * (1.0 + TIE);
    match population {
        Some(all) if checked > all => false,
        Some(all) => {
            let wrong = share_of(all, limit);
            // As many as that cannot be refused where so many were found, nor none at all.
            wrong > errors && hypergeometric_tails(errors, all, wrong, checked).lower <= allowed
        }
        None => binomial_tails(errors, checked, limit.to_f64()).lower <= allowed,
    }
}

/// The fewest checks that show a share in error below `limit` if no more than `errors` are found in them, as [`shows`] says.
///
/// `None` for a limit or a confidence outside 0 to 1, and where even a census with so many errors would not.
/// # Units
/// Checks.
/// # Source
/// As in Touw & Hoogduin (2011), Statistiek voor audit en controlling.
/// # Examples
/// ```
/// use tierone_stats::planning::checks_to_show;
/// use tierone_stats::units::Decimal;
///
/// // Touw & Hoogduin (2011), for 1 % at 95 %.
/// let limit = Decimal::from_f64(0.01).unwrap();
/// assert_eq!(checks_to_show(None, limit, 0, 0.95), Some(299));
/// assert_eq!(checks_to_show(None, limit, 1, 0.95), Some(473));
/// // Of 500 decisions fewer do; 5 errors among them are the limit itself.
/// assert_eq!(checks_to_show(Some(500), limit, 0, 0.95), Some(225));
/// assert_eq!(checks_to_show(Some(500), limit, 5, 0.95), None);
/// ```
pub fn checks_to_show(
    population: Option<u64>,
    limit: Decimal,
    errors: u64,
    confidence: f64,
) -> Option<u64> {
    let share = limit.to_f64();
    only_if(is_confidence(confidence) && share > 0.0 && share < 1.0)?;
    let is_enough = |checked| shows(population, limit, checked, errors, confidence);
    match population {
        Some(all) if !is_enough(all) => None,
        Some(all) => first_up_to(errors + 1, all, is_enough),
        None => first(errors + 1, MOST, is_enough),
    }
}

/// The fewest checks that show a share in error below `limit` if a share `expected` of them is found in error, whole errors
/// rounded up, as [`shows`] says.
///
/// Errors are counted in exact decimals: 6 % of 100 is 6. `None` where the share expected is not below the limit, for arguments
/// outside their ranges, and where no sample is enough.
/// # Units
/// Checks.
/// # Source
/// AICPA, Audit Sampling (2017), appendix A.
/// # Examples
/// ```
/// use tierone_stats::planning::checks_to_show_at;
/// use tierone_stats::units::Decimal;
///
/// // AICPA, table A-2: 10 % tolerable, 1 % expected, at 90 %.
/// let of = |share| Decimal::from_f64(share).unwrap();
/// assert_eq!(checks_to_show_at(None, of(0.1), of(0.01), 0.9), Some(38));
/// ```
pub fn checks_to_show_at(
    population: Option<u64>,
    limit: Decimal,
    expected: Decimal,
    confidence: f64,
) -> Option<u64> {
    let (share, thought) = (limit.to_f64(), expected.to_f64());
    only_if(is_confidence(confidence) && share < 1.0 && (0.0..share).contains(&thought))?;
    if thought == 0.0 {
        return checks_to_show(population, limit, 0, confidence);
    }
    let (numerator, denominator) = expected.fraction();
    let most = population.unwrap_or(MOST);
    // So many errors are expected of a run of sizes; the most checks with them are the likeliest to be enough.
    for errors in 1.. {
        let up_to = |k: u64| u64::try_from(i128::from(k) * denominator / numerator).ok();
        let from = up_to(errors - 1)? + 1;
        none_if(from > most || errors > 1_000_000)?;
        let to = up_to(errors)?.min(most);
        let is_enough = |checked| shows(population, limit, checked, errors, confidence);
        if from <= to && is_enough(to) {
            return first_up_to(from, to, is_enough);
        }
    }
    None
}

/// A share of a whole number of decisions, rounded up, in exact decimals.
fn share_of(all: u64, share: Decimal) -> u64 {
    let (numerator, denominator) = share.fraction();
    let exact = i128::from(all) * numerator;
    u64::try_from((exact + denominator - 1) / denominator).unwrap_or(u64::MAX)
}

/// The probability that `errors` at most are found in `checked` checks, where a share `share` of decisions is in error.
///
/// # Examples
/// ```
/// use tierone_stats::planning::chance_of_at_most;
///
/// assert!((chance_of_at_most(0, 299, 0.005) - 0.995f64.powi(299)).abs() < 1e-14);
/// ```
pub fn chance_of_at_most(errors: u64, checked: u64, share: f64) -> f64 {
    if errors >= checked {
        return 1.0;
    }
    binomial_tails(errors, checked, share).lower
}
