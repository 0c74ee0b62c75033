//! How often a service level goes red by noise alone.

use serde::Serialize;

use super::check::CheckFacts;
use super::unknown::{Fact, Unknown, printed};
use tierone_scenario::{Policy, Target, TargetMeasure};
use tierone_stats::special::binomial_tails;

/// What is known of one service level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetFacts {
    /// Its name.
    pub name: String,
    /// The check whose results it looks at.
    pub check: String,
    /// The share of fails, of any attribute or of accuracy, that is not red.
    pub limit: f64,
    /// Checks in a period, to the nearest whole number.
    #[serde(serialize_with = "printed")]
    pub audits: Fact<f64>,
    /// Expected share of them that fail.
    #[serde(serialize_with = "printed")]
    pub fail_share: Fact<f64>,
    /// Periods that are looked at together as well.
    pub rolling: usize,
    /// Chance of red in a period.
    #[serde(serialize_with = "printed")]
    pub red: Fact<f64>,
    /// Chance of red over so many periods together.
    #[serde(serialize_with = "printed")]
    pub red_rolling: Fact<f64>,
    /// Chances of red of one who fails at the very limit: in a period, and over so many together.
    #[serde(serialize_with = "printed")]
    pub red_at_limit: Fact<(f64, f64)>,
}

/// Every service level of a policy, given the facts of its checks.
pub(super) fn facts(policy: &Policy, checks: &[CheckFacts]) -> Vec<TargetFacts> {
    policy
        .targets
        .iter()
        .map(|target| of(target, &checks[target.check]))
        .collect()
}

fn of(target: &Target, check: &CheckFacts) -> TargetFacts {
    let seen = check.seen.and_then(|seen| match seen.checks.round() > 0.0 {
        true => Ok(seen),
        false => Err(Unknown::NO_CHECKS),
    });
    let (limit, fails): (f64, fn(&crate::facts::check::Seen) -> f64) = match target.measure {
        TargetMeasure::FailShare => (target.limit, |seen| seen.fails),
        TargetMeasure::Accuracy => (1.0 - target.limit, |seen| seen.accuracy_fails),
    };
    let audits = seen.map(|seen| seen.checks.round());
    let fail_share = seen.map(|seen| fails(&seen) / seen.checks);
    let over = |periods: usize, share: f64| -> Fact<f64> {
        Ok(red(audits? as u64 * periods as u64, share, limit))
    };
    TargetFacts {
        name: target.name.clone(),
        check: check.name.clone(),
        limit,
        audits,
        fail_share,
        rolling: target.rolling,
        red: fail_share.and_then(|share| over(1, share)),
        red_rolling: fail_share.and_then(|share| over(target.rolling, share)),
        red_at_limit: over(1, limit).and_then(|one| Ok((one, over(target.rolling, limit)?))),
    }
}

/// Chance that the share of fails among so many audits is above a limit, where each fails with probability
/// `share` on its own: a binomial tail.
pub fn red(audits: u64, share: f64, limit: f64) -> f64 {
    // A share of fails just at the limit is not red, whatever rounding makes of it.
    let most = (audits as f64 * limit * (1.0 + 1e-12) + 1e-12).floor();
    if most >= audits as f64 {
        return 0.0;
    }
    binomial_tails(most as u64, audits, share).upper
}
