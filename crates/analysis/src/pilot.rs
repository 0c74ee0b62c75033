//! What a pilot is expected to show, before it is held.

use crate::facts::Seen;
use tierone_sampling::design;
use tierone_scenario::{Check, Pilot, Scenario, parts};
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::trial::{
    Cluster, Counts, Deals, SteppedWedge, clusters_to_find, power_of_t, smallest_effect_t, stepped,
};

/// The significance level, and the power that a pilot should have.
const ALPHA: f64 = 0.05;
const POWER: f64 = 0.8;

/// What is expected of a pilot.
///
/// Effects are differences of shares in error as its check reports them. A first-order approximation: shares of teams and of
/// caseworkers vary by the variance of their odds, and new starters are as good as others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PilotFacts {
    /// Checks of a team before the first start, and after.
    pub checks: [f64; 2],
    /// The effect that it reports, on average; below 0 where errors fall.
    pub effect: f64,
    /// The standard error of that.
    pub se: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// The probability that it claims an effect; none where an arm is a single team.
    pub power: Option<f64>,
    /// The smallest effect that it finds with a probability of 80 %.
    pub smallest: Option<f64>,
    /// Teams of each arm with which it would find its own with that probability; none where a million are too few.
    pub teams_needed: Option<u64>,
}

/// What is expected of a pilot that is judged by a check which sees so much; `None` where the check draws
/// decisions of the system too, or sees nothing, and where teams start in steps of which no closed form is known: some never start,
/// steps are unlike in teams or in length, or what they have wears off or reaches others; and where teams drop out.
pub fn pilot_facts(
    scenario: &Scenario,
    pilot: &Pilot,
    check: &Check,
    seen: &Seen,
) -> Option<PilotFacts> {
    let horizon = &scenario.horizon;
    if draws_of_the_system(scenario, check) || seen.checks <= 0.0 || pilot.dropouts.is_some() {
        return None;
    }
    if !pilot.is_parallel() {
        return in_steps(scenario, pilot, check, seen);
    }
    let before = pilot.starts[0] - horizon.warm_up;
    let periods = [0..before, before..horizon.periods];
    let of_team = seen.checks / scenario.workforce.teams() as f64;
    let checks = [before, horizon.periods - before].map(|n| of_team * n as f64);
    let (wrong, found) = (
        seen.accuracy_fails / seen.checks,
        seen.errors_found / seen.checks,
    );
    let after = horizon.warm_up + before..horizon.warm_up + horizon.periods;
    let mean_fall = |step| {
        let falls = after.clone().map(|period| pilot.fall(step, period));
        falls.sum::<f64>() / after.len().max(1) as f64
    };
    let acts = reached(scenario, pilot, check);
    let left = |fall: f64| found * (-fall).exp() / (1.0 - found + found * (-fall).exp());
    let effect = acts * (left(mean_fall(Some(0))) - left(mean_fall(None)));
    let workforce = &scenario.workforce;
    let together = |one: usize, other: usize| stays(scenario, &periods[one], &periods[other]);
    let (of_team, of_caseworker) = match before {
        0 => (1.0, together(1, 1)),
        _ => (0.0, together(0, 0) + together(1, 1) - 2.0 * together(0, 1)),
    };
    let between = |share: f64| {
        let people = differ(share, workforce.spread) / workforce.team_size as f64;
        of_team * differ(share, workforce.team_spread) + of_caseworker * people
    };
    let drawn = |share: f64, after: bool| match checks[usize::from(after)] {
        n if n > 0.0 => share * (1.0 - share) / n,
        _ => 0.0,
    };
    // Of teams whose share moves by so much.
    let variance = |moved: f64| {
        let share = |from: f64| (from + moved).clamp(0.0, 1.0);
        between(share(found)) + drawn(wrong, false) + drawn(share(wrong), true)
    };
    let arms = [pilot.teams as f64, pilot.comparison as f64];
    let se = (variance(effect) / arms[0] + variance(0.0) / arms[1]).sqrt();
    let df = arms[0] + arms[1] - 2.0;
    let apart = arms.iter().all(|teams| *teams > 1.0);
    Some(PilotFacts {
        checks,
        effect,
        se,
        df,
        power: power_of_t(effect, se, df, ALPHA).filter(|_| apart),
        smallest: smallest_effect_t(se, df, ALPHA, POWER).filter(|_| apart),
        teams_needed: clusters_to_find(
            effect,
            se,
            [pilot.teams as u64, pilot.comparison as u64],
            ALPHA,
            POWER,
        ),
    })
}

/// How much teams or caseworkers whose log-odds have this spread differ about a share of decisions: less where the share is lower.
fn differ(share: f64, sd: f64) -> f64 {
    (share * (1.0 - share)).powi(2) * (sd * sd).exp_m1()
}

/// The same of a pilot in equal steps that every team takes, by the closed form of Hussey and Hughes: what teams differ by for good is
/// taken out, and of caseworkers counts how far those of one phase are others than those of the next.
fn in_steps(scenario: &Scenario, pilot: &Pilot, check: &Check, seen: &Seen) -> Option<PilotFacts> {
    let (steps, horizon) = (pilot.starts.len(), &scenario.horizon);
    let reported = pilot.starts.iter().map(|start| start - horizon.warm_up);
    let ends: Vec<usize> = [0]
        .into_iter()
        .chain(reported)
        .chain([horizon.periods])
        .collect();
    let phases: Vec<_> = ends.windows(2).map(|ends| ends[0]..ends[1]).collect();
    let known = pilot.comparison == 0
        && pilot.teams.is_multiple_of(steps)
        && phases.iter().all(|phase| phase.len() == phases[0].len())
        && pilot.half_life.is_infinite()
        && pilot.contamination == 0.0;
    if !known {
        return None;
    }
    let workforce = &scenario.workforce;
    let size = seen.checks / workforce.teams() as f64 * phases[0].len() as f64;
    let found = seen.errors_found / seen.checks;
    let wrong = seen.accuracy_fails / seen.checks;
    let kept = found * (-pilot.gain).exp();
    let effect = reached(scenario, pilot, check) * (kept / (1.0 - found + kept) - found);
    // A share half-way, since every team is seen with it and without.
    let share = |of: f64| (of + 0.5 * effect).clamp(0.0, 1.0);
    let together = |one: usize, other: usize| stays(scenario, &phases[one], &phases[other]);
    let pairs = || (0..=steps).flat_map(|one| (0..one).map(move |other| (one, other)));
    let apart = pairs()
        .map(|(one, other)| together(one, other))
        .sum::<f64>();
    let moves = together(0, 0) - apart / pairs().count() as f64;
    let people = differ(share(found), workforce.spread) / workforce.team_size as f64;
    let drawn = share(wrong) * (1.0 - share(wrong)) / size;
    let wedge = SteppedWedge {
        clusters: pilot.teams as u64,
        periods: steps as u64 + 1,
        size: 1.0,
        correlation: 0.0,
        autocorrelation: 1.0,
        sd: (drawn + people * moves).sqrt(),
    };
    let se = wedge.variance_within()?.sqrt();
    let df = degrees_of_freedom(pilot, size)?;
    let apart = pilot.teams > 1;
    let after = horizon.periods - phases[0].len();
    Some(PilotFacts {
        checks: [size, size * (after / phases[0].len()) as f64],
        effect,
        se,
        df,
        power: power_of_t(effect, se, df, ALPHA).filter(|_| apart),
        smallest: smallest_effect_t(se, df, ALPHA, POWER).filter(|_| apart),
        teams_needed: None,
    })
}

/// Degrees of freedom of the analysis in steps: they follow from who starts when and from how much is checked, whatever is found.
fn degrees_of_freedom(pilot: &Pilot, size: f64) -> Option<f64> {
    let cases = (size.round() as u64).max(1);
    let phases = pilot.starts.len() + 1;
    let cluster = |team: usize| Cluster {
        step: Some(pilot.step(team)),
        // Anything that is not all alike.
        phases: (0..phases)
            .map(|phase| Counts {
                cases,
                wrong: ((team * 7 + phase * 3) % 5 % 2) as u64,
            })
            .collect(),
    };
    let clusters: Vec<Cluster> = (0..pilot.teams).map(cluster).collect();
    let deals = Deals {
        counted: 0,
        drawn: 0,
    };
    let mut stream = Address::default().open(&Purpose::interval("pilot"));
    let said = stepped(
        &clusters,
        pilot.starts.len(),
        1.0 - ALPHA,
        (deals, &mut stream),
    )?;
    Some(said.clusters?.df)
}

/// Whether a check may draw decisions of the system.
fn draws_of_the_system(scenario: &Scenario, check: &Check) -> bool {
    let in_frame = |activity: usize, complexity: usize| {
        check.frame.activities[activity] && check.frame.complexities[complexity]
    };
    let automated = (0..scenario.horizon.simulated()).any(|period| {
        let parts = parts(scenario, period);
        let mut parts = parts.iter();
        parts.any(|part| part.system > 0 && in_frame(part.activity, part.complexity))
    });
    let people_only = check.frame.automated == Some(false)
        || check.frame.tenure.is_some()
        || design(&check.sample.method).stratify().is_of_people();
    automated && !people_only
}

/// The share of the accuracy errors that the check finds that the pilot acts on.
fn reached(scenario: &Scenario, pilot: &Pilot, check: &Check) -> f64 {
    let (mut all, mut some) = (0.0, 0.0);
    for (activity, framed) in scenario.activities.iter().zip(&check.frame.activities) {
        let decisions: u64 = activity.volume.iter().sum();
        for error in activity.errors.iter().filter(|_| *framed) {
            let attribute = error.attribute;
            if scenario.attributes[attribute].accuracy && check.looks_at[attribute] {
                let rate = error.rate.get() * check.checker.sensitivity[attribute].get();
                all += decisions as f64 * rate;
                some += decisions as f64
                    * if pilot.attributes[attribute] {
                        rate
                    } else {
                        0.0
                    };
            }
        }
    }
    if all > 0.0 { some / all } else { 0.0 }
}

/// The probability, on average over two periods of these, that whoever sits in a seat is still the same.
fn stays(scenario: &Scenario, one: &std::ops::Range<usize>, other: &std::ops::Range<usize>) -> f64 {
    let stays = 1.0 - scenario.workforce.attrition.get();
    let pairs = one
        .clone()
        .flat_map(|s| other.clone().map(move |t| s.abs_diff(t)));
    let sum: f64 = pairs.map(|apart| stays.powi(apart as i32)).sum();
    sum / (one.len() * other.len()).max(1) as f64
}
