//! Targets that are looked at every period, at all of a year's checks so far: a look is an alarm only where the figure is beyond the
//! limit by more than the chance that the looks of a year may take together.

use super::target_figures::{Figures, figures};
use crate::sim::{Ledger, Verdict, together};
use tierone_scenario::{Limit, Policy, Scenario, Target};
use tierone_stats::planning::CountBounds;
use tierone_stats::special::normal_quantile;

/// How often a year of looks may raise an alarm by chance where the truth is just at the limit.
const FALSE_ALARM: f64 = 0.05;

/// What each look at a target says, in order; none where the target has no looks.
pub(super) fn verdicts(
    scenario: &Scenario,
    policy: &Policy,
    (place, target): (usize, &Target),
    ledger: &Ledger,
) -> Option<Vec<Verdict>> {
    let looks = target.looks?;
    let mut bounds = CountBounds::new(share_in_error(target, target.limit.value()))?;
    let fresh = bounds.clone();
    let mut verdicts = Vec::new();
    for (period, entry) in ledger.periods.iter().enumerate() {
        let look = period % looks;
        if look == 0 {
            bounds = fresh.clone();
        }
        let all = together(&ledger.periods[period - look..=period]);
        let estimates = entry.so_far.get(place).and_then(Option::as_ref);
        let figures = figures(scenario, policy, target, &all, estimates, look + 1);
        let spend = FALSE_ALARM * (look + 1) as f64 / looks as f64;
        let is_met = |(errors, checks): (f64, f64)| {
            // Of a weighted sample errors are no whole number.
            errors < bounds.least_alarm(checks.round() as u64, spend) as f64 - 0.5
        };
        verdicts.push(Verdict {
            met: figures.truth.map(|truth| target.limit.is_met_by(truth)),
            reported: sample(target, &figures).map(is_met),
        });
    }
    Some(verdicts)
}

/// Of looks together: whether none was beyond its bounds, beside what was true of all.
pub(super) fn of_all(met: Option<bool>, looks: &[Verdict]) -> Verdict {
    let mut reported = looks.iter().filter_map(|look| look.reported).peekable();
    let any = reported.peek().is_some();
    Verdict {
        met,
        reported: any.then(|| reported.all(|met| met)),
    }
}

/// A share on the side of a target's limit that is not wanted.
fn share_in_error(target: &Target, share: f64) -> f64 {
    match target.limit {
        Limit::AtLeast(_) => 1.0 - share,
        Limit::AtMost(_) => share,
    }
}

/// The errors, and the checks, of a simple sample that knows as much as the figure.
fn sample(target: &Target, figures: &Figures) -> Option<(f64, f64)> {
    let share = share_in_error(target, figures.reported?);
    let checks = match figures.interval {
        Some((low, high)) => size(share, 0.5 * (high - low)),
        None => figures.checks? as f64,
    };
    (checks > 0.0).then_some((share * checks, checks))
}

/// The checks of which Wilson's 95 % interval of this share has that half-width.
fn size(share: f64, half_width: f64) -> f64 {
    let z2 = normal_quantile(0.975).powi(2);
    let (pq, h2) = (share * (1.0 - share), half_width * half_width);
    // h² m² − z² pq m − z⁴ (1/4 − pq) = 0 at m = n + z².
    let root = (pq * pq + 4.0 * h2 * (0.25 - pq)).sqrt();
    (z2 * (pq + root) / (2.0 * h2) - z2).clamp(0.0, MOST)
}

/// A census knows the share for certain.
const MOST: f64 = 1e12;

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::proportion::wilson;

    #[test]
    fn the_sample_of_an_interval_is_the_one_it_was_made_of() {
        for (found, checks) in [(0, 40), (3, 100), (24, 1_200), (50, 100), (90, 100)] {
            let interval = wilson(found, checks, 0.95).expect("an interval");
            let share = found as f64 / checks as f64;
            let own = size(share, 0.5 * (interval.high - interval.low));
            assert!(
                (own - checks as f64).abs() < 1e-6,
                "{found} {checks}: {own}"
            );
        }
        assert_eq!(size(0.02, 0.0), MOST);
    }
}
