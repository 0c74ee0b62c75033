//! The interval of a monetary total whose errors keep their weights: a gamma law with the moments of a weighted sum.
//!
//! Where values, weights or amounts differ between strata, an interval that pools the amounts forgets which of them stand
//! for many decisions. Here each error found stands for the decisions that it was drawn for, and what is not known of
//! those is a sum of geometric numbers of errors; a gamma law with the same first three cumulants gives the limits. Closed
//! form: no seed moves a figure.
//!
//! # Source
//! Dworin & Grimlund (1984), The Accounting Review 59(2), 218–241, fit a gamma law by three moments for one simple
//! monetary-unit sample; the weights, the pseudo-error and the prior by stratum are an extension, whose coverage the tests
//! measure.

use crate::estimate::is_confidence;
use crate::special::gamma_quantile;
use crate::stratified::prior_errors;

/// A checked decision found in error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WrongDecision {
    /// Its error, not negative: over, under, or their modulus.
    pub amount: f64,
    /// Its assessed value, in the unit of the amount.
    pub value: f64,
    /// One over its inclusion probability, 1 or more.
    pub weight: f64,
}

/// Checked decisions of one weight, right or wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// How many were checked.
    pub number: f64,
    /// One over their inclusion probability, 1 or more.
    pub weight: f64,
    /// The mean value of the decisions that they stand for, in the unit of the amounts.
    pub mean_value: f64,
}

/// Limits of a total amount of error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The lower limit.
    pub low: f64,
    /// The upper limit; infinite where a taint has no declared maximum and nothing was found.
    pub high: f64,
}

/// What the taint of an error not seen is taken to be, before any is seen: no error is worth more than its decision in
/// most operations, and few are worth all of it.
const PRIOR_TAINT: f64 = 0.75;

/// How many errors seen weigh as much as that.
const PRIOR_ERRORS: f64 = 20.0;

/// Limits of Σ w·amount over a frame, from the errors found and what was checked.
///
/// An error found with weight w leaves unseen a geometric number of errors like it, with mean w − 1 and variance w(w − 1):
/// what the number in the frame may be given one in the sample. The known part of the total is Σ amount, the unknown part
/// the sum of those numbers times their amounts. The upper limit adds one pseudo-error, at b₀ = Σb²/Σb with b = (w − 1)·value
/// over the errors found and of a taint of 0.75 drawn towards those seen, (20·0.75 + Σ taint)/(20 + m); and in every stratum a
/// prior of min(½, 1/H) errors of the mean taint. With no error found the pseudo-error has b over the checked decisions and
/// the largest taint that is declared. Errors come whole, so the lower limit is half of one below its quantile.
///
/// `max_taint` is the declared maximum of amount over value, 1 where an error may be the whole value.
///
/// # Units
/// Amounts and values in one unit; the limits are a total in that unit. Divide by the assessed value for a ratio.
/// # Errors
/// `None` where nothing was checked, a weight is below 1 or not finite, an amount is negative, or the confidence is not
/// between 0 and 1.
/// # Examples
/// ```
/// use tierone_stats::moment_bound::{Checked, WrongDecision, limits};
///
/// // 300 of 12,000 and 300 of 8,000 decisions were checked; one error in each stratum.
/// let found = [
///     WrongDecision { amount: 100.0, value: 2_000.0, weight: 40.0 },
///     WrongDecision { amount: 300.0, value: 4_000.0, weight: 80.0 / 3.0 },
/// ];
/// let checked = [
///     Checked { number: 300.0, weight: 40.0, mean_value: 2_000.0 },
///     Checked { number: 300.0, weight: 80.0 / 3.0, mean_value: 4_000.0 },
/// ];
/// let limits = limits(&found, &checked, 1.0, 0.95).unwrap();
/// assert!(limits.low < 12_000.0 && 12_000.0 < limits.high);
/// ```
pub fn limits(
    found: &[WrongDecision],
    checked: &[Checked],
    max_taint: f64,
    confidence: f64,
) -> Option<Limits> {
    let is_sound = |weight: f64| weight.is_finite() && weight >= 1.0;
    let checked: Vec<&Checked> = checked.iter().filter(|class| class.number > 0.0).collect();
    let sound = is_confidence(confidence)
        && max_taint > 0.0
        && !checked.is_empty()
        && checked.iter().all(|class| is_sound(class.weight))
        && found
            .iter()
            .all(|error| is_sound(error.weight) && error.amount >= 0.0 && error.amount.is_finite());
    if !sound {
        return None;
    }
    let tail = 0.5 * (1.0 - confidence);
    let known: f64 = found.iter().map(|error| error.amount).sum();
    let mut unseen = Cumulants::default();
    for error in found {
        unseen.add(error.amount, error.weight, 1.0);
    }
    let whole = mean_unseen(found);
    let low = known + (unseen.quantile(tail) - 0.5 * whole).max(0.0);
    let pseudo = PseudoError::new(found, &checked, max_taint);
    unseen.add(pseudo.taint * pseudo.value, pseudo.weight, 1.0);
    let mean_taint = pseudo.mean_taint(found);
    let prior = prior_errors(checked.len());
    for class in &checked {
        unseen.add(class.mean_value * mean_taint, class.weight, prior);
    }
    let high = known + unseen.quantile(1.0 - tail);
    Some(Limits { low, high })
}

/// The mean amount of an unseen error, by how many each found one leaves unseen; 0 where nothing is unseen.
fn mean_unseen(found: &[WrongDecision]) -> f64 {
    let unseen = |error: &WrongDecision| (error.weight - 1.0) * error.amount;
    let all: f64 = found.iter().map(unseen).sum();
    let squares: f64 = found.iter().map(|error| unseen(error) * error.amount).sum();
    if all > 0.0 { squares / all } else { 0.0 }
}

/// One more error that could have been found.
struct PseudoError {
    value: f64,
    weight: f64,
    /// Its amount over its value.
    taint: f64,
}

impl PseudoError {
    fn new(found: &[WrongDecision], checked: &[&Checked], max_taint: f64) -> Self {
        let of_found = found.iter().map(|error| (1.0, error.weight, error.value));
        if let Some((weight, value)) = typical(of_found) {
            let taints: f64 = found
                .iter()
                .filter(|error| error.value > 0.0)
                .map(|error| error.amount / error.value)
                .sum();
            let prior = PRIOR_ERRORS * PRIOR_TAINT.min(max_taint);
            return Self {
                value,
                weight,
                taint: (prior + taints) / (PRIOR_ERRORS + found.len() as f64),
            };
        }
        let of_checked = checked
            .iter()
            .map(|class| (class.number, class.weight, class.mean_value));
        let (weight, value) = typical(of_checked).unwrap_or((1.0, 0.0));
        Self {
            value,
            weight,
            taint: max_taint,
        }
    }

    /// The mean taint by (w − 1)·value of the errors found and this one.
    fn mean_taint(&self, found: &[WrongDecision]) -> f64 {
        let own = (self.weight - 1.0) * self.value;
        let (mut amounts, mut values) = (self.taint * own, own);
        for error in found {
            amounts += (error.weight - 1.0) * error.amount;
            values += (error.weight - 1.0) * error.value;
        }
        if values > 0.0 { amounts / values } else { 0.0 }
    }
}

/// The weight and value of a typical decision out of (number, weight, value), by the value that each leaves unseen: b₀ = Σb²/Σb
/// is the value that it leaves unseen itself. None where nothing is unseen.
fn typical(decisions: impl Iterator<Item = (f64, f64, f64)>) -> Option<(f64, f64)> {
    let (mut sum, mut squares, mut weights) = (0.0, 0.0, 0.0);
    for (number, weight, value) in decisions {
        let unseen = (weight - 1.0) * value;
        sum += number * unseen;
        squares += number * unseen * unseen;
        weights += number * unseen * weight;
    }
    let weight = weights / sum;
    (sum > 0.0).then(|| (weight, squares / sum / (weight - 1.0)))
}

/// The first three cumulants of a sum of unseen amounts.
#[derive(Clone, Copy, Debug, Default)]
struct Cumulants {
    mean: f64,
    variance: f64,
    third: f64,
}

impl Cumulants {
    /// Adds what so many errors found of one amount and weight w leave unseen: a negative binomial number with mean
    /// (w − 1), variance w(w − 1) and third cumulant w(w − 1)(2w − 1) an error.
    fn add(&mut self, amount: f64, weight: f64, errors: f64) {
        let mean = errors * (weight - 1.0);
        self.mean += mean * amount;
        self.variance += mean * weight * amount.powi(2);
        self.third += mean * weight * (2.0 * weight - 1.0) * amount.powi(3);
    }

    /// The quantile of a shifted gamma law (Pearson III) with these cumulants, zero at least.
    fn quantile(&self, p: f64) -> f64 {
        if self.mean == 0.0 {
            return 0.0;
        }
        let scale = self.third / (2.0 * self.variance);
        let shape = self.variance / scale.powi(2);
        (self.mean - shape * scale + scale * gamma_quantile(shape, p)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::{binomial_mass, hypergeometric_tails};

    /// A stratum of (N, n, mean value) with its errors (amount, value).
    type Stratum<'a> = (f64, f64, f64, &'a [(f64, f64)]);

    fn of(strata: &[Stratum]) -> Limits {
        let (mut found, mut checked) = (Vec::new(), Vec::new());
        for (population, number, mean_value, errors) in strata {
            let weight = population / number;
            checked.push(Checked {
                number: *number,
                weight,
                mean_value: *mean_value,
            });
            found.extend(errors.iter().map(|(amount, value)| WrongDecision {
                amount: *amount,
                value: *value,
                weight,
            }));
        }
        limits(&found, &checked, 1.0, 0.95).expect("a sample")
    }

    #[test]
    fn limits_are_those_of_other_code() {
        // Worked out in Python with scipy 1.17's gamma law, without this code.
        let cases: [(&[Stratum], f64, f64); 4] = [
            (
                &[
                    (
                        12_000.0,
                        300.0,
                        2_000.0,
                        &[(100.0, 2_000.0), (40.0, 1_500.0)],
                    ),
                    (8_000.0, 300.0, 4_000.0, &[(300.0, 4_000.0)]),
                ],
                2_966.633_882_231_019,
                244_756.853_347_907_3,
            ),
            (
                &[
                    (
                        15_000.0,
                        300.0,
                        500.0,
                        &[(5.0, 400.0), (100.0, 500.0), (240.0, 480.0)],
                    ),
                    (4_000.0, 300.0, 3_000.0, &[(1_200.0, 2_900.0)]),
                    (
                        1_000.0,
                        300.0,
                        20_000.0,
                        &[(10_000.0, 20_000.0), (30.0, 15_000.0)],
                    ),
                ],
                20_663.346_426_016_687,
                204_477.113_842_886_93,
            ),
            (
                &[(5_000.0, 100.0, 2_000.0, &[])],
                0.0,
                461_232.860_522_082_4,
            ),
            (
                &[(3_000.0, 60.0, 900.0, &[]), (3_000.0, 600.0, 5_000.0, &[])],
                0.0,
                168_698.961_598_329_7,
            ),
        ];
        for (strata, low, high) in cases {
            let limits = of(strata);
            for (limit, expected) in [(limits.low, low), (limits.high, high)] {
                assert!(
                    (limit - expected).abs() <= 1e-9 * expected,
                    "{limit} {expected}"
                );
            }
        }
    }

    #[test]
    fn a_census_leaves_nothing_unknown() {
        let limits = of(&[(100.0, 100.0, 50.0, &[(5.0, 60.0), (2.5, 40.0)])]);
        assert_eq!((limits.low, limits.high), (7.5, 7.5));
    }

    #[test]
    fn what_is_no_sample_has_no_limits() {
        let checked = Checked {
            number: 10.0,
            weight: 5.0,
            mean_value: 100.0,
        };
        let none = Checked {
            number: 0.0,
            ..checked
        };
        let light = Checked {
            weight: 0.5,
            ..checked
        };
        let endless = Checked {
            weight: f64::INFINITY,
            ..checked
        };
        for checked in [&[][..], &[none], &[light], &[endless]] {
            assert_eq!(limits(&[], checked, 1.0, 0.95), None);
        }
        assert_eq!(limits(&[], &[checked], 1.0, 1.0), None);
        assert_eq!(limits(&[], &[checked], f64::NAN, 0.95), None);
    }

    /// Every error is the whole of its decision, all decisions are worth the same: coverage by enumeration.
    #[test]
    fn whole_values_in_error_are_held_at_least_as_often_as_promised() {
        let (mut least, mut place) = (1.0f64, (0.0, 0.0, 0.0));
        for n in [20.0, 60.0, 100.0, 300.0, 1_000.0] {
            for population in [2_000.0, 20_000.0, 1e9] {
                let errors: Vec<(f64, f64)> = vec![(1.0, 1.0); n as usize];
                let held: Vec<Limits> = (0..=(n as usize).min(80))
                    .map(|found| of(&[(population, n, 1.0, &errors[..found])]))
                    .collect();
                for step in 0..60 {
                    let share: f64 = 0.0005 * 100f64.powf(f64::from(step) / 59.0);
                    let wrong = (share * population).round();
                    if n * share > 30.0 {
                        continue;
                    }
                    let mass = |found: usize| match population < 1e8 {
                        true => {
                            let (x, all, k, n) =
                                (found as u64, population as u64, wrong as u64, n as u64);
                            let upto = |x: u64| hypergeometric_tails(x, all, k, n).lower;
                            upto(x) - if x > 0 { upto(x - 1) } else { 0.0 }
                        }
                        false => binomial_mass(found as f64, n, share, 1.0 - share),
                    };
                    let coverage: f64 = (0..held.len())
                        .filter(|found| held[*found].low <= wrong && wrong <= held[*found].high)
                        .map(mass)
                        .sum();
                    if coverage < least {
                        (least, place) = (coverage, (n, population, share));
                    }
                }
            }
        }
        assert!(least >= 0.93, "{least} at {place:?}");
    }
}
