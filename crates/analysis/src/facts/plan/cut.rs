//! What is left of asks where a pool's hours are short.

use super::super::ask::{Asked, Varies};
use super::super::binomial::Binomial;
use super::super::kinds::stratify;
use super::super::lattice::Lattice;
use super::super::period::ReportedPeriod;
use super::super::unknown::{Fact, Unknown};
use tierone_sampling::Stratify;
use tierone_scenario::{Check, CheckId, Policy, SamplingMethod};
use tierone_stats::distribution::normal_quantile;

/// Points over which asks that vary are gone through.
const POINTS: usize = 509;

/// Checks below which it counts that what is left of an ask is rounded down.
const FEW: f64 = 5.0;

/// So many people are no longer counted one by one.
const MANY: f64 = 200.0;

impl ReportedPeriod<'_> {
    /// The share of what each check asks that its pool's hours serve.
    pub(super) fn kept(&self, policy: &Policy, asked: &[Fact<&Asked>]) -> Vec<Fact<f64>> {
        let scenario = self.office.scenario;
        let mut kept = vec![Ok(1.0); policy.checks.len()];
        for (pool, staffed) in scenario.pools.iter().enumerate() {
            let of_pool = |id: &CheckId| {
                let check = &policy.checks[*id];
                check.checker.pool == Some(pool)
                    && check.checker.minutes > 0.0
                    && check.sample.method.rechecks().is_none()
            };
            let mut rest: Vec<CheckId> = (0..policy.checks.len()).filter(of_pool).collect();
            // Who is served first, one after the other; the others together.
            let mut groups: Vec<Vec<CheckId>> = Vec::new();
            for name in &staffed.precedence {
                if let Some(at) = rest.iter().position(|id| policy.checks[*id].name == *name) {
                    groups.push(vec![rest.remove(at)]);
                }
            }
            groups.push(rest);
            let simulated = scenario.horizon.warm_up + self.period;
            let minutes = staffed.hours_for_checks(simulated) * 60.0;
            self.cut(policy, asked, &groups, minutes, &mut kept);
        }
        kept
    }

    /// Serves groups of checks from so many minutes, at every number that they may ask for.
    fn cut(
        &self,
        policy: &Policy,
        asked: &[Fact<&Asked>],
        groups: &[Vec<CheckId>],
        minutes: f64,
        kept: &mut [Fact<f64>],
    ) {
        let all: Vec<CheckId> = groups.iter().flatten().copied().collect();
        let most: f64 = all
            .iter()
            .map(|id| {
                self.most(&policy.checks[*id], &asked[*id]) * policy.checks[*id].checker.minutes
            })
            .sum();
        if most <= minutes {
            return;
        }
        if let Some(unknown) = all.iter().find_map(|id| asked[*id].as_ref().err()) {
            all.iter().for_each(|id| kept[*id] = Err(*unknown));
            return;
        }
        let asks: Vec<&Asked> = all.iter().filter_map(|id| asked[*id].ok()).collect();
        // Asks that depend on the dealing alone are gone through dealing by dealing.
        let dealt = |asked: &&&Asked| asked.is_whole() || matches!(asked.varies, Varies::ByDeal(_));
        let points: Vec<(f64, Option<usize>, Vec<f64>)> =
            match asks.iter().all(|asked| dealt(&asked)) {
                true if self.deals.is_empty() => vec![(1.0, None, vec![0.5; 1 + all.len()])],
                true => {
                    let deals = self.deals.iter().enumerate();
                    deals
                        .map(|(at, deal)| (deal.chance, Some(at), vec![0.5; 1 + all.len()]))
                        .collect()
                }
                false => Lattice::new(1 + all.len(), POINTS)
                    .map(|point| (1.0, None, point))
                    .collect(),
            };
        let mut sums = vec![(0.0, 0.0); all.len()];
        let weights: f64 = points.iter().map(|(weight, ..)| weight).sum();
        for (weight, deal, point) in points {
            let deal = deal.unwrap_or_else(|| self.deal_at(point[0]));
            let asks: Vec<f64> = asks
                .iter()
                .zip(&point[1..])
                .map(|(asked, u)| self.ask_at(asked, deal, *u))
                .collect();
            let mut left = minutes;
            let mut at = 0;
            for group in groups {
                let of_group = at..at + group.len();
                let each = |i: usize| policy.checks[all[i]].checker.minutes;
                let needed: f64 = of_group.clone().map(|i| asks[i] * each(i)).sum();
                for i in of_group {
                    let done = match needed > left {
                        // The whole number at or below, which rounding may have left a hair too low.
                        true => (asks[i] * left / needed * (1.0 + 1e-12)).floor(),
                        false => asks[i],
                    };
                    sums[i].0 += weight * asks[i];
                    sums[i].1 += weight * done;
                }
                let used: f64 = (at..at + group.len())
                    .map(|i| match needed > left {
                        true => (asks[i] * left / needed * (1.0 + 1e-12)).floor() * each(i),
                        false => asks[i] * each(i),
                    })
                    .sum();
                left = (left - used).max(0.0);
                at += group.len();
            }
        }
        // Whether one is left at all hangs on which of a few people hold a decision more.
        let of_some = |id: &CheckId| {
            let check = &policy.checks[*id];
            check.frame.tenure.is_some() || matches!(stratify(&check.sample), Stratify::Tenure(_))
        };
        let of_some = all.iter().any(of_some);
        for (id, (asked, done)) in all.into_iter().zip(sums) {
            kept[id] = match asked > 0.0 {
                true if of_some && done < FEW * weights && done < asked => Err(Unknown::FEW),
                true => Ok(done / asked),
                false => Ok(1.0),
            };
        }
    }

    /// The most that a check can ask for: of one that follows its results too.
    fn most(&self, check: &Check, asked: &Fact<&Asked>) -> f64 {
        let all: f64 = self.numbers.iter().sum();
        match asked {
            Ok(asked) => match &asked.varies {
                Varies::Not => asked.total().ceil(),
                Varies::ByDeal(each) => each.iter().copied().fold(0.0, f64::max),
                Varies::OfSome(_, each) => {
                    let people = self.deals.iter().map(|deal| deal.people());
                    people
                        .zip(each)
                        .map(|(people, each)| people * each)
                        .fold(0.0, f64::max)
                }
                Varies::Among(each) => each
                    .iter()
                    .map(|(number, _)| number.ceil())
                    .fold(0.0, f64::max),
                Varies::By(spread) => (asked.total() + 5.0 * spread).min(all),
            },
            Err(_) => match &check.sample.method {
                SamplingMethod::TrendTargeted(_) | SamplingMethod::Learning(_) => check
                    .sample
                    .method
                    .checks()
                    .map_or(all, |checks| all.min(checks as f64)),
                _ => all,
            },
        }
    }

    /// The place of the dealing at a point between 0 and 1.
    pub(super) fn deal_at(&self, u: f64) -> usize {
        let mut left = u;
        let at = self.deals.iter().position(|deal| {
            left -= deal.chance;
            left < 0.0
        });
        at.unwrap_or(self.deals.len().saturating_sub(1))
    }

    /// A number that is asked for at a dealing, and at a point between 0 and 1.
    fn ask_at(&self, asked: &Asked, deal: usize, u: f64) -> f64 {
        match &asked.varies {
            Varies::Not if asked.is_whole() => asked.total(),
            Varies::Not => (asked.total() + u).floor(),
            Varies::ByDeal(each) => each.get(deal).copied().unwrap_or(0.0),
            Varies::OfSome(share, each) => match self.deals.get(deal) {
                Some(of) => {
                    let people = of.people().round();
                    let number = match people < MANY {
                        true => Binomial::new(people, *share).quantile(u) as f64,
                        // Of many people a normal number does.
                        false => {
                            let spread = (people * share * (1.0 - share)).sqrt();
                            (people * share + spread * normal_quantile(u))
                                .round()
                                .max(0.0)
                        }
                    };
                    (number * each[deal]).round()
                }
                None => 0.0,
            },
            Varies::Among(each) => {
                let mut left = u;
                let found = each.iter().find(|(_, chance)| {
                    left -= chance;
                    left < 0.0
                });
                found
                    .or(each.last())
                    .map_or(0.0, |(number, _)| number.round())
            }
            Varies::By(spread) => (asked.total() + spread * normal_quantile(u))
                .round()
                .max(0.0),
        }
    }
}

impl Asked {
    /// All that is asked for, in expectation.
    pub(super) fn total(&self) -> f64 {
        self.groups.iter().sum()
    }

    /// Whether the same whole number is asked for each time.
    fn is_whole(&self) -> bool {
        let total = self.total();
        matches!(self.varies, Varies::Not) && (total - total.round()).abs() < 1e-9 * total.max(1.0)
    }
}
