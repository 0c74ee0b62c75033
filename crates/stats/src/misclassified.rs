//! The share in error behind the fails of checkers who miss errors and who fail right decisions.
//!
//! `sensitivity` is the share of errors that a check finds, `specificity` the share of right decisions that it passes.
//! One check alone identifies neither: they are assumed, or estimated from checks of decisions whose truth is known.

use super::proportion::two_sided_z;
use crate::estimate::{Estimate, is_confidence};
use crate::guard::{none_if, only_if};

/// How often checks are right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checking {
    /// The share of errors that are found.
    pub sensitivity: f64,
    /// The share of right decisions that pass.
    pub specificity: f64,
}

/// How often something was done right in a trial: errors found of those planted, or right decisions passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Times it was done right.
    pub hits: u64,
    /// Times it was tried.
    pub tried: u64,
}

impl Trial {
    fn share(self) -> f64 {
        self.hits as f64 / self.tried as f64
    }

    /// Share and number after one hit and one miss more.
    fn adjusted(self) -> (f64, f64) {
        let tried = self.tried as f64 + 2.0;
        ((self.hits as f64 + 1.0) / tried, tried)
    }
}

/// The share of decisions that fail where `share` of them are wrong: p se + (1 − p)(1 − sp).
///
/// # Units
/// A share of decisions, 0 to 1.
/// # Examples
/// ```
/// use tierone_stats::misclassified::{Checking, apparent};
///
/// // Checkers who find 65 % of errors and fail 1 right decision in 2 000.
/// let checking = Checking { sensitivity: 0.65, specificity: 0.999_5 };
/// assert!((apparent(0.01, checking) - 0.006_995).abs() < 1e-15);
/// ```
pub fn apparent(share: f64, checking: Checking) -> f64 {
    share * checking.sensitivity + (1.0 - share) * (1.0 - checking.specificity)
}

/// The share of fails that are wrong decisions: the positive predictive value of a fail, p se / apparent.
///
/// NaN where nothing fails.
/// # Units
/// A share of fails, 0 to 1.
/// # Examples
/// ```
/// use tierone_stats::misclassified::{Checking, precision_of_fails};
///
/// let checking = Checking { sensitivity: 0.65, specificity: 0.999_5 };
/// assert!((precision_of_fails(0.01, checking) - 0.929_235_167_977_127).abs() < 1e-14);
/// ```
pub fn precision_of_fails(share: f64, checking: Checking) -> f64 {
    share * checking.sensitivity / apparent(share, checking)
}

/// The share in error behind the share `failed`: (failed + sp − 1)/(se + sp − 1), which may lie outside 0 to 1.
///
/// `None` where checks are no better than chance, se + sp ≤ 1.
/// # Units
/// A share of decisions.
/// # Source
/// Rogan & Gladen (1978), American Journal of Epidemiology 107, 71–76, doi:10.1093/oxfordjournals.aje.a112510.
/// # Examples
/// ```
/// use tierone_stats::misclassified::{Checking, rogan_gladen};
///
/// let checking = Checking { sensitivity: 0.75, specificity: 0.99 };
/// assert!((rogan_gladen(0.012, checking).unwrap() - 0.002_702_702_702_703).abs() < 1e-14);
/// let chance = Checking { sensitivity: 0.5, specificity: 0.5 };
/// assert_eq!(rogan_gladen(0.012, chance), None);
/// ```
pub fn rogan_gladen(failed: f64, checking: Checking) -> Option<f64> {
    let reach = reach(checking)?;
    Some((failed + checking.specificity - 1.0) / reach)
}

/// Standard error of [`rogan_gladen`] from `checked` decisions, with error rates that are known: √(a(1 − a)/n)/(se + sp − 1).
///
/// `None` as for [`rogan_gladen`].
/// # Units
/// A share of decisions.
/// # Source
/// As for [`rogan_gladen`].
/// # Examples
/// ```
/// use tierone_stats::misclassified::{Checking, se_known};
///
/// let checking = Checking { sensitivity: 0.75, specificity: 0.99 };
/// assert!((se_known(0.012, 1_000.0, checking).unwrap() - 0.004_653_046_317_115).abs() < 1e-14);
/// ```
pub fn se_known(failed: f64, checked: f64, checking: Checking) -> Option<f64> {
    Some((failed * (1.0 - failed) / checked).sqrt() / reach(checking)?)
}

/// Standard error of [`rogan_gladen`], with error rates estimated in trials, by the delta method.
///
/// `finds` counts errors found of those planted, `passes` right decisions passed. `None` as for [`rogan_gladen`].
/// # Units
/// A share of decisions.
/// # Source
/// As for [`rogan_gladen`].
/// # Examples
/// ```
/// use tierone_stats::misclassified::{Trial, se_estimated};
///
/// let finds = Trial { hits: 45, tried: 60 };
/// let passes = Trial { hits: 198, tried: 200 };
/// let se = se_estimated(0.012, 1_000.0, finds, passes).unwrap();
/// assert!((se - 0.010_564_043_520_648).abs() < 1e-14);
/// ```
pub fn se_estimated(failed: f64, checked: f64, finds: Trial, passes: Trial) -> Option<f64> {
    let checking = Checking {
        sensitivity: finds.share(),
        specificity: passes.share(),
    };
    let share = rogan_gladen(failed, checking)?;
    let variance = failed * (1.0 - failed) / checked
        + share * share * finds.share() * (1.0 - finds.share()) / finds.tried as f64
        + (1.0 - share).powi(2) * passes.share() * (1.0 - passes.share()) / passes.tried as f64;
    Some(variance.sqrt() / reach(checking)?)
}

/// The interval with error rates taken as known: the limits of the fails, moved by [`rogan_gladen`] and kept inside 0 to 1.
///
/// What is not known of the rates is not in its width. `None` as for [`rogan_gladen`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Examples
/// ```
/// use tierone_stats::misclassified::{Checking, known};
/// use tierone_stats::proportion::wilson;
///
/// // R's epiR: 0 to 0.0146719844.
/// let checking = Checking { sensitivity: 0.75, specificity: 0.99 };
/// let interval = known(wilson(12, 1_000, 0.95).unwrap(), checking).unwrap();
/// assert_eq!(interval.low, 0.0);
/// assert!((interval.high - 0.014_671_984_426_349).abs() < 1e-12);
/// ```
pub fn known(failed: Estimate, checking: Checking) -> Option<Estimate> {
    let inside = |share: f64| rogan_gladen(share, checking).map(|share| share.clamp(0.0, 1.0));
    Some(Estimate::containing(
        inside(failed.value)?,
        inside(failed.low)?,
        inside(failed.high)?,
        "assumed-error-rates",
    ))
}

/// Lang and Reiczigel's interval: the share in error, with what is not known of the error rates in its width.
///
/// `failed` is the share that failed of `checked`, which may be an effective size. `None` where the rates are no better than
/// chance, a trial is empty or has more hits than tries, or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Lang & Reiczigel (2014), Preventive Veterinary Medicine 113, 13–22, doi:10.1016/j.prevetmed.2013.09.015, with the
/// adjustments of their section 2.
/// # Examples
/// ```
/// use tierone_stats::misclassified::{Trial, lang_reiczigel};
///
/// // R's asht: 0 to 0.0230927287.
/// let finds = Trial { hits: 45, tried: 60 };
/// let passes = Trial { hits: 198, tried: 200 };
/// let interval = lang_reiczigel(0.012, 1_000.0, finds, passes, 0.95).unwrap();
/// assert_eq!(interval.low, 0.0);
/// assert!((interval.high - 0.023_092_728_702_8).abs() < 1e-9);
/// ```
pub fn lang_reiczigel(
    failed: f64,
    checked: f64,
    finds: Trial,
    passes: Trial,
    confidence: f64,
) -> Option<Estimate> {
    let possible = |trial: Trial| trial.tried > 0 && trial.hits <= trial.tried;
    only_if(
        is_confidence(confidence)
            && (0.0..=1.0).contains(&failed)
            && checked > 0.0
            && possible(finds)
            && possible(passes),
    )?;
    let value = rogan_gladen(
        failed,
        Checking {
            sensitivity: finds.share(),
            specificity: passes.share(),
        },
    )?;
    let z = two_sided_z(confidence);
    let ((se, n_se), (sp, n_sp)) = (finds.adjusted(), passes.adjusted());
    let size = checked + z * z;
    let fails = (failed * checked + 0.5 * z * z) / size;
    let reach = se + sp - 1.0;
    none_if(reach <= 0.0)?;
    let share = (fails + sp - 1.0) / reach;
    let (of_se, of_sp) = (se * (1.0 - se) / n_se, sp * (1.0 - sp) / n_sp);
    let centre = share + 2.0 * z * z * (share * of_se - (1.0 - share) * of_sp);
    let variance =
        fails * (1.0 - fails) / size + share * share * of_se + (1.0 - share).powi(2) * of_sp;
    let half = z * variance.sqrt() / reach;
    Some(Estimate::containing(
        value.clamp(0.0, 1.0),
        (centre - half).clamp(0.0, 1.0),
        (centre + half).clamp(0.0, 1.0),
        "lang-reiczigel",
    ))
}

fn reach(checking: Checking) -> Option<f64> {
    let reach = checking.sensitivity + checking.specificity - 1.0;
    (reach > 0.0).then_some(reach)
}
