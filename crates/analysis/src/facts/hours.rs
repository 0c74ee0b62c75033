//! Hours that checks ask of their pools, and hours that are there.

use serde::Serialize;

use super::chances::{Pair, checkers, moved};
use super::deals::mean_filled;
use super::drawing::{Drawing, PartChances};
use super::kinds::{Office, order};
use super::left_out::leaves_out_teams;
use super::period::ReportedPeriod;
use super::plan::{drawn_sets, excluded, on_their_own, prefers_teams};
use super::sample::ExpectedSample;
use super::staff_effect::StaffEffect;
use super::unknown::{Fact, Unknown, printed};
use tierone_sampling::{Select, Stratify, design};
use tierone_scenario::{CheckId, Order, Policy, SamplingMethod};
use tierone_stats::units::probability_at;

/// One pool under one policy, in an average period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PoolFacts {
    /// Its name.
    pub name: String,
    /// Hours that it has.
    pub staffed: f64,
    /// Of those, for exercises.
    pub exercises: f64,
    /// Hours that its checks ask for, before any is cut.
    #[serde(serialize_with = "printed")]
    pub checks: Fact<f64>,
    /// Hours of coaching that their fails set off. The simulator pays for them and does not take them from
    /// the pool.
    #[serde(serialize_with = "printed")]
    pub coaching: Fact<f64>,
    /// Hours of work on corrections in states that the pool owns, by name; likewise.
    #[serde(serialize_with = "printed")]
    pub corrections: Fact<f64>,
}

/// How much the number of people may vary, as a share of it, before an expected one does not stand for it.
const VARIES: f64 = 0.1;

/// The same of the office's rate of error, as the square of a share of it, where the highest scores are checked.
const VARIES_SCORED: f64 = 0.02;

/// Steps that the coaching sessions of all policies may take together: a few seconds.
const MOST_STEPS: f64 = 4e8;

/// Whether coaching sessions of every check of every policy can be worked out in a few seconds, over so many periods: each
/// goes through everybody's decisions of each part, in each state that they may be in.
pub(super) fn few_enough_steps(office: &Office, period: &ReportedPeriod, periods: usize) -> bool {
    let policies = office.scenario.policies.iter();
    let coaching = policies.flat_map(|policy| &policy.checks);
    let coaching = coaching.filter(|check| check.on_fail.coach).count();
    let groups: usize = period.deals.iter().map(|deal| deal.seats.len()).sum();
    let parts = office.parts[period.period].len();
    let states: usize = office
        .tenures
        .iter()
        .map(|tenure| tenure.states.len())
        .sum();
    let steps = [coaching, periods, groups, parts, states];
    steps.iter().map(|n| *n as f64).product::<f64>() <= MOST_STEPS
}

/// Expected coaching sessions of a check in a period: caseworkers of whose checked decisions anything is taken
/// up.
pub(super) fn sessions(
    office: &Office,
    policy: &Policy,
    id: CheckId,
    period: &ReportedPeriod,
    samples: &[Fact<ExpectedSample>],
) -> Fact<f64> {
    let check = &policy.checks[id];
    if !check.on_fail.coach {
        return Ok(0.0);
    }
    let sample = samples[id].as_ref().map_err(|unknown| *unknown)?;
    if policy.checks[..id]
        .iter()
        .any(|earlier| earlier.on_fail.coach)
    {
        on_their_own(policy)?;
    }
    let stratify = design(&check.sample.method).stratify();
    let scored = matches!(check.sample.method, SamplingMethod::RiskTargeted(_));
    // Whose team is drawn, and how far down the scores of few people go, hangs on who is there.
    let vary = period.deals.len() > 1;
    let people = mean_filled(office);
    let empty = 1.0 - people / office.scenario.workforce.seats as f64;
    Unknown::TEAMS.when(
        stratify == Stratify::Team && (vary || check.frame.tenure.is_some())
            || scored && vary && (empty / people).sqrt() > VARIES,
    )?;
    // Highest scores are shared out among all people: whoever errs much takes from the others.
    Unknown::AIMED
        .when(scored && StaffEffect::of(office, &period.numbers).variance() > VARIES_SCORED)?;
    // Picks look for errors, which are more often in some kinds of decision than in others.
    let kinds_differ = office.parts[period.period].len() > 1;
    Unknown::PICKS.when(
        matches!(&check.sample.method, SamplingMethod::Judgement(keys) if keys.odds_ratio != 1.0)
            && kinds_differ,
    )?;
    Unknown::WHOLE_TEAMS.when(leaves_out_teams(policy, id))?;
    let of_each = stratify == Stratify::Caseworker;
    let by_caseworker = order(&check.sample) == Some(Order::Caseworker);
    let cut = sample.checks < 0.999 * sample.asked;
    Unknown::LEFT.when(!check.excludes.is_empty() && (of_each && cut || by_caseworker))?;
    // An error is coached once: by the first check in the list that finds it.
    let earlier = earlier(policy, id, samples, office.kinds.len())?;
    let uptake = office.scenario.coaching.uptake.get();
    let simulated = office.scenario.horizon.warm_up + period.period;
    // Those who check: how many there are of each, how often they fail what is right, and what they find.
    let people: Vec<(f64, f64, Vec<f64>)> = checkers(office.scenario, check, simulated)
        .into_iter()
        .map(|(deviation, share)| {
            let by_attribute = check.checker.sensitivity.iter();
            let found = by_attribute.map(|of| moved(of.get(), deviation));
            let false_fail = moved(check.checker.false_fail.get(), deviation);
            (share, false_fail, found.collect())
        })
        .collect();
    // Chance that nothing of a checked decision is taken up: without and with a risky error.
    let quiet = |kind: usize, odds: f64| -> [f64; 2] {
        let errors = &office.scenario.activities[office.kinds[kind].activity].errors;
        let mut chances = [0.0; 2];
        for (set, [clean_set, risky_set]) in &earlier[kind] {
            let drew = |other: &CheckId| set >> other & 1 == 1;
            for (share, false_fail, sensitivity) in &people {
                let (mut none, mut all, mut clean) = (1.0, 1.0, 1.0);
                for (error, each) in errors.iter().zip(office.odds(kind)) {
                    let p = probability_at(each * odds);
                    let mut found = sensitivity[error.attribute];
                    for earlier in (0..id).filter(drew).map(|other| &policy.checks[other]) {
                        let looks = f64::from(earlier.looks_at[error.attribute]);
                        found *= 1.0 - looks * earlier.checker.sensitivity[error.attribute].get();
                    }
                    let taken = |p: f64| match check.looks_at[error.attribute] {
                        true => uptake * (p * found + (1.0 - p) * false_fail),
                        false => 0.0,
                    };
                    let attribute = &office.scenario.attributes[error.attribute];
                    all *= 1.0 - taken(p);
                    if attribute.accuracy || attribute.money.is_some() {
                        none *= 1.0 - p;
                        clean *= 1.0 - taken(0.0);
                    } else {
                        clean *= 1.0 - taken(p);
                    }
                }
                chances[0] += clean_set * share * none * clean;
                chances[1] += risky_set * share * (all - none * clean);
            }
        }
        chances
    };
    let drawing = Drawing::of(check, sample);
    let mut sessions = 0.0;
    for (class, tenure) in office.tenures.iter().enumerate() {
        for state in &tenure.states {
            let parts = office.parts[period.period].len();
            let mut can = vec![0.0; parts];
            let (mut chances, mut kinds) = (vec![PartChances::default(); parts], vec![None; parts]);
            for (kind, of) in office.kinds.iter().enumerate() {
                if of.system || of.class != class || sample.eligible[kind] == [0.0; 2] {
                    continue;
                }
                let eligible = sample.eligible[kind];
                let risky = risky_at(office, kind, state.odds);
                let quiet = quiet(kind, state.odds);
                let chance = |i: usize| eligible[i] * sample.drawn[kind][i];
                let inside = eligible[0] * (1.0 - risky) + eligible[1] * risky;
                let drawn = chance(0) * (1.0 - risky) + chance(1) * risky;
                let up = drawn - chance(0) * quiet[0] - chance(1) * quiet[1];
                can[of.part] = inside;
                kinds[of.part] = Some(kind);
                chances[of.part] = PartChances {
                    drawn: drawn / inside,
                    up: if drawn > 0.0 {
                        (up / drawn).clamp(0.0, 1.0)
                    } else {
                        0.0
                    },
                    risky: eligible[1] * risky / inside,
                    quiet: [
                        quiet[0] / (1.0 - risky),
                        quiet[1] / risky.max(f64::MIN_POSITIVE),
                    ],
                };
            }
            let share = tenure.share * state.weight;
            for deal in &period.deals {
                let held = deal.held_by_part(&can);
                for (seats, held) in deal.seats.iter().zip(held) {
                    let quiet = drawing.quiet(&held, &chances, &kinds);
                    sessions += seats * share * (1.0 - quiet);
                }
            }
        }
    }
    Ok(sessions)
}

/// By kind: sets of earlier checks that coach, a bit each, with the chances that just they have drawn a decision that a check
/// may draw, without and with a risky error.
fn earlier(
    policy: &Policy,
    id: CheckId,
    samples: &[Fact<ExpectedSample>],
    kinds: usize,
) -> Fact<Vec<Vec<(u64, Pair)>>> {
    let coaching = |other: &CheckId| policy.checks[*other].on_fail.coach;
    let coaches = (0..id)
        .filter(coaching)
        .fold(0, |all, other| all | 1 << other);
    if coaches == 0 {
        return Ok(vec![vec![(0, [1.0; 2])]; kinds]);
    }
    let again = |other: CheckId| policy.checks[other].sample.method.rechecks().is_some();
    Unknown::RECHECK.when((0..id).filter(coaching).any(again))?;
    let by_team = |other: CheckId| {
        let method = &policy.checks[other].sample.method;
        matches!(design(method).select(), Select::InClusters)
    };
    Unknown::WHOLE_TEAMS.when((0..id).filter(coaching).any(by_team))?;
    let prefers = |other: CheckId| prefers_teams(&policy.checks[other], &samples[other]);
    Unknown::SHARES_OF_TEAMS.when((0..id).filter(coaching).any(prefers))?;
    let excluded = excluded(&policy.checks[id]);
    let (mut all, mut sets) = (Vec::new(), Vec::new());
    for kind in 0..kinds {
        let mut of_kind: Vec<(u64, Pair)> = Vec::new();
        for risky in 0..2 {
            drawn_sets(policy, &samples[..id], kind, risky, &mut sets)?;
            let left = || sets.iter().filter(|(set, _)| set & excluded == 0);
            let chance: f64 = left().map(|(_, chance)| chance).sum();
            for (set, of_set) in left().filter(|_| chance > 0.0) {
                let set = set & coaches;
                let at = of_kind.iter().position(|(known, _)| *known == set);
                let at = at.unwrap_or_else(|| {
                    of_kind.push((set, [0.0; 2]));
                    of_kind.len() - 1
                });
                of_kind[at].1[risky] += of_set / chance;
            }
        }
        all.push(of_kind);
    }
    Ok(all)
}

/// Chance of an error in an accuracy or monetary attribute at these odds.
fn risky_at(office: &Office, kind: usize, odds: f64) -> f64 {
    let errors = &office.scenario.activities[office.kinds[kind].activity].errors;
    let none = errors.iter().zip(office.odds(kind)).map(|(error, each)| {
        let attribute = &office.scenario.attributes[error.attribute];
        match attribute.accuracy || attribute.money.is_some() {
            true => 1.0 - probability_at(each * odds),
            false => 1.0,
        }
    });
    1.0 - none.product::<f64>()
}

/// Every pool that the policy's checks use.
pub(super) fn pools(
    office: &Office,
    policy: &Policy,
    (asked, coached): (&[Fact<f64>], &[Fact<f64>]),
    corrections: Fact<f64>,
) -> Vec<PoolFacts> {
    let scenario = office.scenario;
    let (warm_up, periods) = (scenario.horizon.warm_up, scenario.horizon.periods);
    let mut pools = Vec::new();
    for (id, pool) in scenario.pools.iter().enumerate() {
        let of_pool = |check: &CheckId| policy.checks[*check].checker.pool == Some(id);
        let checks: Vec<CheckId> = (0..policy.checks.len()).filter(of_pool).collect();
        if checks.is_empty() {
            continue;
        }
        let minutes = |check: CheckId| policy.checks[check].checker.minutes;
        let exercises = (0..periods)
            .map(|t| pool.hours_of_exercises(warm_up + t))
            .sum::<f64>();
        let sum = |of: &dyn Fn(CheckId) -> Fact<f64>| -> Fact<f64> {
            checks.iter().map(|check| of(*check)).sum()
        };
        pools.push(PoolFacts {
            name: pool.name.clone(),
            staffed: pool.hours,
            exercises: exercises / periods as f64,
            checks: sum(&|check| Ok(asked[check]? * minutes(check) / 60.0)),
            coaching: sum(&|check| Ok(coached[check]? * scenario.coaching.minutes / 60.0)),
            corrections: corrections
                .and_then(|n| Ok(n * owned_minutes(office, &pool.name)? / 60.0)),
        });
    }
    pools
}

/// Minutes of one correction in states of this owner.
fn owned_minutes(office: &Office, owner: &str) -> Fact<f64> {
    let workflow = &office.scenario.correction.workflow;
    let visits = workflow.visits().ok_or(Unknown::NEVER_ENDS)?;
    let states = workflow.states.iter().zip(visits);
    let owned = states.filter(|(state, _)| state.owner.as_deref() == Some(owner));
    // From nought, since a sum of nothing is less than nothing to whoever prints it.
    Ok(owned.fold(0.0, |sum, (state, visits)| sum + state.minutes * visits))
}
