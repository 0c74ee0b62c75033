//! Whether two groups take equally long: the log-rank test.

use super::survival::Spell;
use crate::guard::none_if;
use crate::special::gamma_tails;

/// What the test says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRank {
    /// χ² with one degree of freedom.
    pub chi_squared: f64,
    /// The probability of one as large or larger where the groups are alike.
    pub p_value: f64,
}

/// The log-rank test of two groups, watched from their start.
///
/// `None` where no case ended while both groups were watched, or a time is not a number.
/// # Units
/// Those of the times.
/// # Source
/// Mantel (1966), Cancer Chemotherapy Reports 50, 163–170; Peto & Peto (1972), Journal of the Royal Statistical Society A 135,
/// 185–207, doi:10.2307/2344317.
/// # Examples
/// ```
/// use tierone_stats::duration::{Spell, log_rank};
///
/// let group = |times: &[f64]| times.iter().map(|time| Spell { entry: 0.0, time: *time, ended: true }).collect::<Vec<_>>();
/// let test = log_rank(&group(&[1.0, 2.0, 3.0, 4.0]), &group(&[5.0, 6.0, 7.0, 8.0])).unwrap();
/// assert!(test.p_value < 0.01);
/// ```
pub fn log_rank(one: &[Spell], other: &[Spell]) -> Option<LogRank> {
    let mut cases: Vec<(f64, bool, bool)> = one
        .iter()
        .map(|case| (case.time, case.ended, true))
        .chain(other.iter().map(|case| (case.time, case.ended, false)))
        .collect();
    none_if(cases.iter().any(|(time, ..)| !time.is_finite()))?;
    cases.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut both, mut first) = (cases.len() as f64, one.len() as f64);
    let (mut excess, mut variance) = (0.0, 0.0);
    let mut left = cases.as_slice();
    while let Some((time, ..)) = left.first() {
        let here = left.iter().take_while(|case| case.0 == *time).count();
        let (now, rest) = left.split_at(here);
        let count = |of: &dyn Fn(&(f64, bool, bool)) -> bool| {
            now.iter().filter(|case| of(case)).count() as f64
        };
        let ended = count(&|case| case.1);
        excess += count(&|case| case.1 && case.2) - ended * first / both;
        if both > 1.0 {
            let share = first / both;
            variance += ended * share * (1.0 - share) * (both - ended) / (both - 1.0);
        }
        both -= here as f64;
        first -= count(&|case| case.2);
        left = rest;
    }
    let chi_squared = excess * excess / variance;
    (variance > 0.0).then(|| LogRank {
        chi_squared,
        p_value: gamma_tails(0.5, 0.5 * chi_squared).upper,
    })
}
