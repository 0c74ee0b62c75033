//! How often a target on a share of checked decisions is missed by noise alone.

use serde::Serialize;

use super::check::CheckFacts;
use super::seen::Seen;
use super::unknown::{Fact, Unknown, printed, printed_if_any};
use tierone_scenario::{Limit, Policy, Target, TargetMeasure};
use tierone_stats::special::binomial_tails;

/// What is known of one target. Only shares of checked decisions have closed forms: the binomial law.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetFacts {
    /// Its name.
    pub name: String,
    /// The check whose results it looks at, if one has a figure of it.
    pub check: Option<String>,
    /// The share of fails, of any attribute or of accuracy, that is not red.
    #[serde(serialize_with = "printed")]
    pub limit: Fact<f64>,
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
    /// Periods until the first red one, on average.
    #[serde(serialize_with = "printed")]
    pub run_length: Fact<f64>,
    /// What is due for a period, on average, £, after mitigation; none where the target has no credits.
    #[serde(serialize_with = "printed_if_any")]
    pub credit: Option<Fact<f64>>,
    /// Chances of red of one who fails at the very limit: in a period, and over so many together.
    #[serde(serialize_with = "printed")]
    pub red_at_limit: Fact<(f64, f64)>,
}

/// Every target of a policy, given the facts of its checks.
pub(super) fn facts(policy: &Policy, checks: &[CheckFacts]) -> Vec<TargetFacts> {
    let targets = policy.targets.iter();
    targets
        .map(|target| {
            let check = target.check.map(|check| &checks[check]);
            let rules = target.check.map(|check| &policy.checks[check]);
            of(
                target,
                check,
                rules.map_or(0.0, |rules| rules.mitigated.get()),
            )
        })
        .collect()
}

/// Which fails of what a check sees count.
type Fails = fn(&Seen) -> f64;

fn of(target: &Target, check: Option<&CheckFacts>, mitigated: f64) -> TargetFacts {
    // The limit of fails, and which fails count.
    let judged: Fact<(f64, Fails)> = match (target.measure, target.limit) {
        (TargetMeasure::FailShare, Limit::AtMost(limit)) => Ok((limit, |seen| seen.fails)),
        (TargetMeasure::Accuracy, Limit::AtLeast(limit)) => {
            Ok((1.0 - limit, |seen| seen.accuracy_fails))
        }
        _ => Err(Unknown::NO_SHARE_OF_FAILS),
    };
    let seen = check.map_or(Err(Unknown::NO_CHECKS), |check| check.seen);
    let seen = judged
        .and(seen)
        .and_then(|seen| match seen.checks.round() > 0.0 {
            true => Ok(seen),
            false => Err(Unknown::NO_CHECKS),
        });
    let limit = judged.map(|(limit, _)| limit);
    let audits = seen.map(|seen| seen.checks.round());
    let fail_share = seen.and_then(|seen| Ok(judged?.1(&seen) / seen.checks));
    let over = |periods: usize, share: f64| -> Fact<f64> {
        Ok(red(audits? as u64 * periods as u64, share, limit?))
    };
    let rolling = target.rolling;
    let first_red = fail_share.and_then(|share| over(1, share));
    let first_red = first_red.and_then(|red| match red > 0.0 {
        true => Ok(1.0 / red),
        false => Err(Unknown::NEVER_RED),
    });
    let due = || -> Fact<f64> {
        let (audits, share) = (audits? as u64, fail_share? * (1.0 - mitigated));
        let mut due = 0.0;
        let mut before = 0.0;
        for (limit, amount) in &target.credits {
            // Of a limit on accuracy: one on fails.
            let fails = match limit {
                Limit::AtMost(limit) => *limit,
                Limit::AtLeast(limit) => 1.0 - limit,
            };
            due += (amount - before) * red(audits, share, fails);
            before = *amount;
        }
        Ok(due)
    };
    let credit = match (target.credits.is_empty(), target.measure) {
        (true, _) => None,
        // Mitigation is of fails, and an estimate of accuracy has none.
        (false, TargetMeasure::FailShare) => Some(due()),
        (false, _) => Some(Err(Unknown::NO_SHARE_OF_FAILS)),
    };
    TargetFacts {
        name: target.name.clone(),
        check: check.map(|check| check.name.clone()),
        limit,
        audits,
        fail_share,
        rolling,
        red: fail_share.and_then(|share| over(1, share)),
        red_rolling: fail_share.and_then(|share| over(rolling, share)),
        run_length: first_red,
        credit,
        red_at_limit: limit.and_then(|limit| Ok((over(1, limit)?, over(rolling, limit)?))),
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
