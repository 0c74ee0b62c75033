//! How a check draws of one caseworker's decisions, and how likely it is that nothing is taken up of them.

use super::deals::NEGLIGIBLE;
use super::kinds::order;
use super::picked::picked;
use super::quiet::{Alike, of_group, of_quota, of_steps};
use super::sample::{ExpectedSample, Stratum};
use tierone_sampling::{Stratify, design};
use tierone_scenario::{Check, Order, SamplingMethod};
use tierone_stats::special::binomial_mass;

/// What may happen to one decision of a part that a check can draw, in one state of its caseworker.
#[derive(Clone, Copy, Default)]
pub(super) struct PartChances {
    /// That it is drawn.
    pub drawn: f64,
    /// That something is taken up of it once it is.
    pub up: f64,
    /// That it has a risky error.
    pub risky: f64,
    /// That nothing is taken up of it once it is drawn, without and with such an error.
    pub quiet: [f64; 2],
}

/// How a check draws of one caseworker's decisions.
pub(super) enum Drawing {
    /// The same as a quota, tilted to error by an odds ratio.
    Judged(f64, f64, f64),
    /// The highest scores of so many, each kind with a chance of its own.
    Scores(f64),
    /// So many exactly of what there is, up to a number, as far as hours serve it.
    Quota(f64, f64),
    /// The same share of everybody's decisions, as even as it can be: one of these, by what share of what they are expected
    /// to be, with its probability.
    Evenly(Vec<(f64, f64)>),
    /// From groups without replacement, with how many are drawn of how many in each of the ways that there are, and the group of
    /// each kind.
    Groups(Vec<Vec<(f64, f64, f64)>>, Vec<Option<usize>>),
    /// From the team alone: shares of the caseworkers by team, chances that it is drawn at all, and how many of how many are
    /// drawn then.
    Teams(Vec<(f64, f64, f64, f64)>),
}

impl Drawing {
    pub(super) fn of(check: &Check, sample: &ExpectedSample) -> Self {
        let design = design(&check.sample.method);
        let strata = &sample.strata;
        // Decisions of caseworkers: strata of teams hold no others.
        let all = sample.frame;
        match (design.stratify(), &check.sample.method) {
            (Stratify::Caseworker, _) => {
                let served = if sample.asked > 0.0 {
                    (sample.checks / sample.asked).min(1.0)
                } else {
                    0.0
                };
                let quota = check.sample.method.checks().unwrap_or(0) as f64;
                match &check.sample.method {
                    SamplingMethod::Judgement(keys) => Self::Judged(quota, served, keys.odds_ratio),
                    _ => Self::Quota(quota, served),
                }
            }
            (Stratify::Team, method) => {
                let open = match method {
                    SamplingMethod::Cluster(keys) => {
                        (keys.clusters as f64 / strata.len().max(1) as f64).min(1.0)
                    }
                    _ => 1.0,
                };
                let mut teams: Vec<(f64, f64, f64, f64)> = Vec::new();
                for stratum in strata {
                    let (share, drawn) = (stratum.population / all, stratum.sampled / open);
                    let alike = |team: &&mut (f64, f64, f64, f64)| {
                        (team.2 - drawn).abs() < 1e-9 && (team.3 - stratum.population).abs() < 1e-9
                    };
                    match teams.iter_mut().find(alike) {
                        Some(team) => team.0 += share,
                        None => teams.push((share, open, drawn, stratum.population)),
                    }
                }
                // Whoever is in no team of which anything is drawn.
                let rest = 1.0 - teams.iter().map(|team| team.0).sum::<f64>();
                teams.push((rest, 1.0, 0.0, 1.0));
                Self::Teams(teams)
            }
            (_, SamplingMethod::RiskTargeted(_)) => Self::Scores(sample.frame),
            _ if order(&check.sample) == Some(Order::Caseworker) => {
                // Another stratum is there only where nobody decides anything.
                let ways = |stratum: &Stratum| -> Vec<(f64, f64)> {
                    let share = stratum.sampled / stratum.population;
                    let ways = stratum.ways().into_iter();
                    ways.map(|(sampled, population, chance)| (sampled / population / share, chance))
                        .collect()
                };
                Self::Evenly(strata.first().map_or(vec![(1.0, 1.0)], ways))
            }
            _ => {
                let by_value = design.stratify().is_by_value();
                let group = |kind: usize| {
                    let has = |stratum: &Stratum| stratum.members.iter().any(|(of, _)| *of == kind);
                    let mut with = (0..strata.len()).filter(|at| has(&strata[*at]));
                    let first = with.next();
                    let alike = sample.drawn[kind][0] == sample.drawn[kind][1];
                    first.filter(|_| alike && !by_value && with.next().is_none())
                };
                Self::Groups(
                    strata.iter().map(Stratum::ways).collect(),
                    (0..sample.drawn.len()).map(group).collect(),
                )
            }
        }
    }

    /// Chance that nothing is taken up of somebody who holds so many decisions of each part that can be drawn.
    pub(super) fn quiet(
        &self,
        held: &[f64],
        chances: &[PartChances],
        kinds: &[Option<usize>],
    ) -> f64 {
        let some = |of: &dyn Fn(usize) -> bool| -> Vec<Alike> {
            let parts = (0..held.len()).filter(|part| held[*part] > NEGLIGIBLE && of(*part));
            parts.map(|part| (held[part], chances[part].up)).collect()
        };
        let everything = |_: usize| true;
        let all: f64 = held.iter().sum();
        let mean = |of: fn(&PartChances) -> f64| -> f64 {
            let each = held.iter().zip(chances);
            each.map(|(held, chances)| held * of(chances)).sum::<f64>() / all
        };
        match self {
            _ if all <= NEGLIGIBLE => 1.0,
            Self::Quota(quota, served) => of_quota(&some(&everything), all.min(*quota) * served),
            Self::Judged(quota, served, odds_ratio) => {
                let picks = all.min(*quota) * served;
                let risky = mean(|of| of.risky);
                let clean = mean(|of| (1.0 - of.risky) * of.quiet[0]) / (1.0 - risky);
                let wrong = mean(|of| of.risky * of.quiet[1]) / risky.max(f64::MIN_POSITIVE);
                of_picks(all, picks, (risky, *odds_ratio), [clean, wrong])
            }
            Self::Scores(frame) => {
                // Kinds with more errors are drawn more often: as if all were as often as those, and less came of the others.
                let parts = || (0..held.len()).filter(|part| held[*part] > NEGLIGIBLE);
                let most = parts().map(|part| chances[part].drawn).fold(0.0, f64::max);
                let each = |part: usize| {
                    let of = &chances[part];
                    (held[part], of.drawn * of.up / most.max(f64::MIN_POSITIVE))
                };
                let alike: Vec<Alike> = parts().map(each).collect();
                of_group(&alike, most * frame, *frame)
            }
            Self::Evenly(ways) => {
                let drawn = all * mean(|of| of.drawn);
                let held = some(&everything);
                let each = ways.iter();
                each.map(|(times, chance)| chance * of_steps(&held, all / (drawn * times)))
                    .sum()
            }
            Self::Teams(teams) => {
                let held = some(&everything);
                let each = teams.iter().map(|(share, open, sampled, population)| {
                    share * (1.0 - open + open * of_group(&held, *sampled, *population))
                });
                each.sum()
            }
            Self::Groups(groups, group) => {
                let at = |part: usize| kinds[part].and_then(|kind| group[kind]);
                let mut quiet = 1.0;
                for (id, ways) in groups.iter().enumerate() {
                    let held = some(&|part| at(part) == Some(id));
                    if !held.is_empty() {
                        let each = ways.iter();
                        let each = each.map(|(sampled, population, chance)| {
                            chance * of_group(&held, *sampled, *population)
                        });
                        quiet *= each.sum::<f64>();
                    }
                }
                // Others are drawn each on its own.
                let alone =
                    (0..held.len()).filter(|part| held[*part] > NEGLIGIBLE && at(*part).is_none());
                let none = alone.map(|part| {
                    let chance = chances[part].drawn * chances[part].up;
                    held[part] * (-chance.min(1.0)).ln_1p()
                });
                quiet * none.sum::<f64>().min(0.0).exp()
            }
        }
    }
}

/// The same where picks are tilted to error: those without and with a risky error leave nothing with the chances of
/// `quiet`.
fn of_picks(held: f64, picks: f64, (risky, odds_ratio): (f64, f64), quiet: [f64; 2]) -> f64 {
    let held = held.round() as u64;
    let at = |picks: u64| -> f64 {
        let of = |errors: u64| {
            let chance = binomial_mass(errors as f64, held as f64, risky, 1.0 - risky);
            let law = picked(errors, held - errors, picks.min(held), odds_ratio);
            let each = law.into_iter();
            chance
                * each
                    .map(|(wrong, p)| {
                        p * quiet[1].powf(wrong as f64)
                            * quiet[0].powf((picks.min(held) - wrong) as f64)
                    })
                    .sum::<f64>()
        };
        (0..=held).map(of).sum()
    };
    let (whole, rest) = (picks.floor(), picks.fract());
    let below = at(whole as u64);
    if rest < 1e-9 {
        below
    } else {
        below + rest * (at(whole as u64 + 1) - below)
    }
}
