//! What it says that no error was found: a bound, never a proof of zero.
//!
//! One-sided upper bounds on the share in error after `checked` right decisions, unless the name says otherwise.

use super::is_confidence;
use super::proportion::{clopper_pearson_upper, two_sided_z};
use super::special::beta_quantile;

/// 1 − (1 − confidence)^(1/n): the exact bound. `checked` may be an effective size.
pub fn exact(checked: f64, confidence: f64) -> Option<f64> {
    (is_confidence(confidence) && checked > 0.0)
        .then(|| -((-confidence).ln_1p() / checked).exp_m1())
}

/// −ln(1 − confidence)/n.
pub fn poisson(checked: f64, confidence: f64) -> Option<f64> {
    (is_confidence(confidence) && checked > 0.0).then(|| -(-confidence).ln_1p() / checked)
}

/// 3/n, the rule of thumb for 95 %.
pub fn rule_of_three(checked: f64) -> Option<f64> {
    (checked > 0.0).then(|| 3.0 / checked)
}

/// The quantile of the posterior under a Beta(`prior`, `prior`) distribution: 1 is uniform, ½ is Jeffreys'.
pub fn posterior(checked: f64, prior: f64, confidence: f64) -> Option<f64> {
    (is_confidence(confidence) && checked >= 0.0 && prior > 0.0)
        .then(|| beta_quantile(prior, checked + prior, confidence))
}

/// The mean of that posterior.
pub fn posterior_mean(checked: f64, prior: f64) -> Option<f64> {
    (checked >= 0.0 && prior > 0.0).then(|| prior / (checked + 2.0 * prior))
}

/// The upper limit of Wilson's two-sided interval, z²/(n + z²).
pub fn wilson_two_sided(checked: f64, confidence: f64) -> Option<f64> {
    let square = is_confidence(confidence).then(|| two_sided_z(confidence).powi(2))?;
    (checked > 0.0).then(|| square / (checked + square))
}

/// The checks that show a share in error below `limit` while `errors` are found: the smallest number with an exact upper
/// bound below it.
///
/// # Source
/// As in Touw & Hoogduin (2011), Statistiek voor audit en controlling: 299 with none and 473 with one, for 1 % at 95 %.
pub fn checks_to_show(limit: f64, errors: u64, confidence: f64) -> Option<u64> {
    if !(is_confidence(confidence) && limit > 0.0 && limit < 1.0) {
        return None;
    }
    let enough = |checked: u64| {
        clopper_pearson_upper(errors, checked, confidence).is_some_and(|upper| upper < limit)
    };
    let mut yes = errors + 1;
    while !enough(yes) {
        yes = yes.checked_mul(2).filter(|checked| *checked < 1 << 40)?;
    }
    let mut no = errors;
    while yes - no > 1 {
        let middle = no + (yes - no) / 2;
        if enough(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    Some(yes)
}
