//! The cheapest allocation over strata that meets several aims of precision at once, with a certificate.

use super::choices::{Aim, Choice, search};
use super::dual::{AimedStratum, Continuous, Dual, OutOfReach};

/// The cheapest whole allocation that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Checks of each stratum.
    pub checks: Vec<u64>,
    /// What they cost.
    pub cost: f64,
    /// No whole allocation that meets the aims costs less.
    pub bound: f64,
    /// The allocation that was rounded.
    pub continuous: Continuous,
}

/// The cheapest allocation, not rounded, with Σ spread/checks ≤ limit for each aim.
///
/// By the prices of the limits: Newton's method on the dual, which is concave and has no more unknowns than there are aims, with
/// a pass over one price after another where a step does not help.
/// # Errors
/// [`OutOfReach`] where the most checks of every stratum do not meet an aim.
/// # Source
/// Bethel (1989), Survey Methodology 15, 47–57; Chromy (1987), Proceedings of the Survey Research Methods Section, ASA, 194–199.
/// # Examples
/// ```
/// use tierone_stats::planning::{AimedStratum, several_aims};
///
/// let stratum = |spread: f64| AimedStratum { cost: 1.0, least: 1, most: 1_000, spread: vec![spread] };
/// let best = several_aims(&[stratum(1.0), stratum(4.0)], &[0.1]).unwrap();
/// // One aim: checks in proportion to √spread.
/// assert!((best.checks[0] - 30.0).abs() < 1e-9 && (best.checks[1] - 60.0).abs() < 1e-9);
/// assert!(best.kkt_residual < 1e-12);
/// ```
pub fn several_aims(strata: &[AimedStratum], limits: &[f64]) -> Result<Continuous, OutOfReach> {
    let dual = Dual::new(strata, limits);
    dual.reachable()?;
    Ok(dual.solve())
}

/// The cheapest whole allocation, and a bound that says how near it is to the best there can be.
///
/// The prices of [`several_aims`] give a bound on every whole allocation. It is rounded at those prices, completed where most is
/// gained for the cost, trimmed, and then what could still be cheaper is searched. `bound` equals `cost` where that is proven.
/// # Errors
/// As for [`several_aims`].
/// # Source
/// As for [`several_aims`]; Everett (1963), Operations Research 11, 399–417, for the bound.
/// # Examples
/// ```
/// use tierone_stats::planning::{AimedStratum, whole_several_aims};
///
/// let stratum = |spread: f64| AimedStratum { cost: 1.0, least: 1, most: 1_000, spread: vec![spread] };
/// let best = whole_several_aims(&[stratum(1.0), stratum(4.1)], &[0.1]).unwrap();
/// assert_eq!((best.cost, best.bound), (92.0, 92.0));
/// ```
pub fn whole_several_aims(strata: &[AimedStratum], limits: &[f64]) -> Result<Whole, OutOfReach> {
    let dual = Dual::new(strata, limits);
    dual.reachable()?;
    let continuous = dual.solve();
    let scaled: Vec<f64> = continuous
        .prices
        .iter()
        .zip(limits)
        .map(|(p, l)| p * l)
        .collect();
    let mut checks: Vec<u64> = (0..strata.len())
        .map(|h| dual.whole_at(h, &scaled))
        .collect();
    let at_prices: f64 = (0..strata.len())
        .map(|h| dual.priced(h, checks[h], &scaled))
        .sum();
    let bound = at_prices - scaled.iter().sum::<f64>();
    dual.complete(&mut checks, &scaled);
    dual.trim(&mut checks);
    let grain = grain(strata);
    let cost = |checks: &[u64]| -> f64 {
        checks
            .iter()
            .zip(strata)
            .map(|(n, stratum)| *n as f64 * stratum.cost)
            .sum()
    };
    let aim = Aim {
        grain,
        counts: false,
        most: if strata.len() <= FEW {
            1_000_000
        } else {
            5_000
        },
    };
    let bound = aim.lifted(bound).min(cost(&checks));
    let slack = 1e-9 * cost(&checks);
    if cost(&checks) <= bound + slack {
        return Ok(Whole {
            cost: cost(&checks),
            checks,
            bound,
            continuous,
        });
    }
    // What is dearer at the prices than the gap cannot be part of a cheaper allocation. Of many strata only the nearest numbers
    // are looked at, and the bound stays that of the prices.
    let gap = cost(&checks) - bound;
    let window = |h: usize| -> Vec<u64> {
        let best = dual.whole_at(h, &scaled);
        let least = dual.priced(h, best, &scaled);
        let fits = |n: &u64| dual.priced(h, *n, &scaled) - least <= gap + slack;
        let most = if strata.len() <= FEW { usize::MAX } else { 2 };
        let below = (strata[h].least..best).rev().take_while(fits).take(most);
        let above = (best..=strata[h].most).take_while(fits).take(most);
        let mut all: Vec<u64> = below.chain(above).chain([checks[h]]).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let windows: Vec<Vec<u64>> = (0..strata.len()).map(window).collect();
    let places: Vec<Vec<Choice>> = windows
        .iter()
        .enumerate()
        .map(|(h, window)| {
            let choice = |n: &u64| Choice {
                cost: *n as f64 * strata[h].cost,
                uses: dual.spread[h]
                    .iter()
                    .map(|spread| spread / *n as f64)
                    .collect(),
            };
            window.iter().map(choice).collect()
        })
        .collect();
    let known = checks
        .iter()
        .zip(&windows)
        .map(|(n, window)| window.iter().position(|other| other == n).unwrap_or(0))
        .collect();
    let ones = vec![1.0; limits.len()];
    let found = search(&places, &ones, &scaled, Some(known), aim);
    let mut proven = bound;
    if let Ok(best) = found {
        for (n, (window, chosen)) in checks.iter_mut().zip(windows.iter().zip(&best.chosen)) {
            *n = window[*chosen];
        }
        if strata.len() <= FEW {
            proven = best.bound;
        }
    }
    let cost = cost(&checks);
    Ok(Whole {
        checks,
        cost,
        bound: proven.min(cost),
        continuous,
    })
}

/// The largest amount of which all costs are whole multiples, if it is a thousandth or more.
fn grain(strata: &[AimedStratum]) -> f64 {
    let divisor = |a: u64, b: u64| {
        let (mut a, mut b) = (a, b);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let mut thousandths = strata.iter().map(|stratum| {
        let whole = (1_000.0 * stratum.cost).round();
        let is_whole = (1_000.0 * stratum.cost - whole).abs() < 1e-9 * whole && whole < 1e15;
        is_whole.then_some(whole as u64)
    });
    let grain = thousandths.try_fold(0, |all, one| Some(divisor(all, one?)));
    grain.map_or(0.0, |grain| grain as f64 / 1_000.0)
}

/// With so few strata the best allocation is found by looking; with more the bound is nearer than anybody counts.
const FEW: usize = 12;
