//! Dodge and Romig's plans: the fewest decisions checked on average, with a limit on the errors left.

use crate::guard::none_if;
use crate::halving::halved;
use crate::special::gamma_tails;

use super::acceptance::{Errors, SinglePlan};

/// Where x P(X ≤ `allowed`) is largest for a Poisson mean x, and how large: Dodge and Romig's x and y.
///
/// # Source
/// Dodge & Romig (1959), Sampling Inspection Tables, 2nd ed.
/// # Examples
/// ```
/// use tierone_stats::planning::dodge_romig_factors;
///
/// let (x, y) = dodge_romig_factors(0);
/// assert!((x - 1.0).abs() < 1e-7 && (y - (-1f64).exp()).abs() < 1e-12);
/// ```
pub fn dodge_romig_factors(allowed: u64) -> (f64, f64) {
    let shape = allowed as f64 + 1.0;
    let passes = |x: f64| gamma_tails(shape, x).upper;
    // The slope is P − x f(x), with f the gamma density of this shape.
    let ln_factorial: f64 = (2..=allowed).map(|k| (k as f64).ln()).sum();
    let slope = |x: f64| passes(x) - (shape * x.ln() - x - ln_factorial).exp();
    let (low, _) = halved(200, (1e-9, 2.0 * shape + 20.0), |x| slope(x) > 0.0);
    (low, low * passes(low))
}

/// The plan with the fewest decisions checked on average that leaves `most_outgoing` in error at most, whatever the share was,
/// where all are checked if it fails; and that average at the share `average`, Poisson.
///
/// `None` for shares outside 0 to 1 or no decisions.
/// # Source
/// As for [`dodge_romig_factors`]: n = yN/(pN + y), rounded up.
/// # Examples
/// ```
/// use tierone_stats::planning::{SinglePlan, dodge_romig_plan};
///
/// let (plan, inspected) = dodge_romig_plan(500, 0.001, 0.01).unwrap();
/// assert_eq!(plan, SinglePlan { checked: 35, allowed: 0 });
/// assert!((inspected - 50.993_481_4).abs() < 1e-6);
/// ```
pub fn dodge_romig_plan(
    population: u64,
    average: f64,
    most_outgoing: f64,
) -> Option<(SinglePlan, f64)> {
    let inside = |share: f64| share > 0.0 && share < 1.0;
    none_if(population == 0 || !inside(average) || !inside(most_outgoing))?;
    let all = population as f64;
    let mut best: Option<(SinglePlan, f64)> = None;
    // Each further error allowed needs more checks; from where those alone are more than the best plan's average, none is better.
    for allowed in 0..100_000 {
        let (_, y) = dodge_romig_factors(allowed);
        let checked = (y * all / (most_outgoing * all + y)).ceil() as u64;
        let plan = SinglePlan { checked, allowed };
        let left = population.saturating_sub(checked) as f64;
        let inspected = all - left * plan.passes(Errors::Poisson, average);
        if best.is_none_or(|(_, least)| inspected < least) {
            best = Some((plan, inspected));
        }
        if best.is_some_and(|(_, least)| checked as f64 >= least) || checked >= population {
            break;
        }
    }
    best
}
