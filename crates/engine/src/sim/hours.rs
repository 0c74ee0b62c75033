//! Hours of a pool that its checks share: who is served first, and how asks are cut.

use super::drawn::{Cut, Drawn};
use super::setup::Setup;
use tierone_sampling::cut_evenly;
use tierone_scenario::CheckId;

/// Serves the asks of each pool from its hours: first the checks that have precedence, one after the
/// other, then the others together. Rechecks are served afterwards from what is left.
pub(crate) fn cut_to_hours(setup: &Setup, checks: &mut [Drawn]) {
    for (pool, staffed) in setup.scenario.pools.iter().enumerate() {
        let mut rest: Vec<&mut Drawn> = checks
            .iter_mut()
            .filter(|check| {
                let checker = &check.setup.check.checker;
                checker.pool == Some(pool) && checker.minutes > 0.0
            })
            .collect();
        let Some(mut minutes) = rest.first().map(|check| check.pool_minutes) else {
            continue;
        };
        for name in &staffed.precedence {
            if let Some(at) = rest
                .iter()
                .position(|check| check.setup.check.name == *name)
            {
                minutes = serve(&mut [rest.remove(at)], minutes);
            }
        }
        serve(&mut rest, minutes);
    }
}

/// Where asks exceed the minutes there are, every ask is multiplied by one factor. Returns the minutes
/// that are left.
fn serve(checks: &mut [&mut Drawn], minutes: f64) -> f64 {
    let needed = |checks: &[&mut Drawn]| -> f64 {
        let of_check =
            |check: &&mut Drawn| check.drawn() as f64 * check.setup.check.checker.minutes;
        checks.iter().map(of_check).sum()
    };
    let asked = needed(checks);
    if asked > minutes {
        for check in checks.iter_mut() {
            let drawn = check.drawn();
            let total = whole(drawn as f64 * minutes / asked);
            let left = cut_evenly(&check.sizes, total, &mut check.stream);
            check.cut = Some(Cut {
                asked: std::mem::replace(&mut check.sizes, left),
                all: drawn,
                kept: total,
            });
            check.short_of_hours = drawn - total;
        }
    }
    (minutes - needed(checks)).max(0.0)
}

/// The whole number at or below a quotient that rounding may have left a hair too low.
pub fn whole(quotient: f64) -> u64 {
    (quotient * (1.0 + 1e-12)).floor() as u64
}

/// Minutes of a check's pool that no other check has used; infinite without a pool.
pub(crate) fn minutes_left(checks: &[Drawn], check: CheckId) -> f64 {
    let Some(pool) = checks[check].setup.check.checker.pool else {
        return f64::INFINITY;
    };
    let used: f64 = checks
        .iter()
        .filter(|other| other.draw.is_some() && other.setup.check.checker.pool == Some(pool))
        .map(|other| other.drawn() as f64 * other.setup.check.checker.minutes)
        .sum();
    checks[check].pool_minutes - used
}
