//! What may happen to one decision of a kind: whether it is wrong, and what a check makes of it.

use std::sync::LazyLock;

use super::kinds::{DecisionKind, Office};
use tierone_scenario::{Calibration, Check, Scenario};
use tierone_stats::quadrature::gauss_hermite;
use tierone_stats::units::probability_at;

/// Deviations of a checker over which chances are averaged.
const CHECKERS: usize = 12;

/// Their rule, worked out once.
static NODES: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| gauss_hermite(CHECKERS));

/// A chance together with having no error that a risk score or a judgement could see, and together with
/// having one.
pub(super) type Pair = [f64; 2];

/// How many times as likely as on average a decision is drawn, without and with a risky error, by tenure and state.
pub(super) type Tilts = Vec<Vec<Pair>>;

/// The same of one kind in one of its states.
pub(super) fn tilt_of(tilts: Option<&Tilts>, kind: &DecisionKind, state: usize) -> Pair {
    match tilts {
        Some(tilts) if !kind.system => tilts[kind.class][state],
        _ => [1.0; 2],
    }
}

/// Chances of one decision of a kind, whoever checks it.
#[derive(Clone, Debug, Default)]
pub(super) struct Truth {
    /// Of having no error in an accuracy or monetary attribute, and of having one.
    pub risky: Pair,
    /// Of being inaccurate; only a risky decision is.
    pub inaccurate: f64,
    /// Expected yearly error, over plus under; and its signed sum, overstatements positive; £ a year.
    pub gross: f64,
    pub net: f64,
    /// Of being in error, by error of the activity.
    pub errors: Vec<Pair>,
}

/// Chances of one decision of a kind once a check has drawn it.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Of failing at all.
    pub fails: Pair,
    /// Of failing an accuracy attribute, rightly or not.
    pub accuracy: Pair,
    /// Of a true error being found in an accuracy attribute.
    pub true_accuracy: f64,
    /// Of failing in an attribute that is right.
    pub falsely: Pair,
    /// Of an error being found that is worth money, or several.
    pub monetary: f64,
    /// Of an error being found, by error of the activity.
    pub errors: Vec<Pair>,
}

impl Truth {
    pub(super) fn of(office: &Office, kind: usize) -> Self {
        let counts = &office.counts[office.kinds[kind].activity];
        let worth = &office.worths[office.kinds[kind].activity];
        let risky = risky(office, kind);
        let mut truth = Self {
            errors: vec![[0.0; 2]; risky.len()],
            ..Self::default()
        };
        over(office, kind, |weight, p| {
            let none = none_of(p, &risky);
            truth.risky[0] += weight * none;
            truth.risky[1] += weight * (1.0 - none);
            truth.inaccurate += weight * (1.0 - counts.accurate(p));
            truth.gross += weight * worth.gross(p);
            truth.net += weight * worth.net(p);
            for (j, pair) in truth.errors.iter_mut().enumerate() {
                let clean = if risky[j] { 0.0 } else { none * p[j] };
                pair[0] += weight * clean;
                pair[1] += weight * (p[j] - clean);
            }
        });
        truth
    }
}

impl Found {
    /// By an average checker, or over the checkers of the pool in a simulated period; of decisions drawn with these tilts.
    pub(super) fn of(
        office: &Office,
        kind: usize,
        check: &Check,
        (period, tilts): (usize, Option<&Tilts>),
    ) -> Self {
        let activity = office.kinds[kind].activity;
        let errors = &office.scenario.activities[activity].errors;
        let attributes = &office.scenario.attributes;
        let counts = &office.counts[activity];
        let risky = risky(office, kind);
        let looks: Vec<bool> = errors.iter().map(|e| check.looks_at[e.attribute]).collect();
        let accuracy: Vec<bool> = errors
            .iter()
            .map(|e| attributes[e.attribute].accuracy)
            .collect();
        let monetary: Vec<bool> = errors
            .iter()
            .map(|e| attributes[e.attribute].money.is_some())
            .collect();
        let mut found = Self {
            errors: vec![[0.0; 2]; errors.len()],
            ..Self::default()
        };
        let mut kept = vec![0.0; errors.len()];
        for (deviation, share) in checkers(office.scenario, check, period) {
            let false_fail = moved(check.checker.false_fail.get(), deviation);
            let sensitivity: Vec<f64> = errors
                .iter()
                .map(|e| moved(check.checker.sensitivity[e.attribute].get(), deviation))
                .collect();
            let mut state = 0;
            over(office, kind, |weight, p| {
                let tilt = tilt_of(tilts, &office.kinds[kind], state);
                state += 1;
                let weight = tilt.map(|tilt| weight * share * tilt);
                let none = none_of(p, &risky);
                // Passing everything, and every accuracy attribute; all of it, and without risky errors.
                let (mut passes, mut passes_clean) = (1.0, none);
                let (mut not_falsely, mut not_falsely_clean) = (1.0, none);
                let (mut right, mut right_clean) = (1.0, none);
                let mut no_money = 1.0;
                for j in 0..p.len() {
                    let clean = if risky[j] { 0.0 } else { p[j] };
                    kept[j] = 0.0;
                    if !looks[j] {
                        continue;
                    }
                    let falsely = |p: f64| (1.0 - p) * false_fail;
                    let caught = sensitivity[j] * p[j];
                    passes *= 1.0 - caught - falsely(p[j]);
                    passes_clean *= 1.0 - sensitivity[j] * clean - falsely(clean);
                    not_falsely *= 1.0 - falsely(p[j]);
                    not_falsely_clean *= 1.0 - falsely(clean);
                    if accuracy[j] {
                        // An error that was found was not failed falsely; whether it counts is another
                        // matter, by the scenario's tolerance.
                        right *= 1.0 - falsely(p[j]);
                        right_clean *= 1.0 - falsely(clean);
                        kept[j] = caught / (1.0 - falsely(p[j]));
                    }
                    let both = if risky[j] {
                        0.0
                    } else {
                        none * sensitivity[j] * p[j]
                    };
                    found.errors[j][0] += weight[0] * both;
                    found.errors[j][1] += weight[1] * (caught - both);
                    if monetary[j] {
                        no_money *= 1.0 - caught;
                    }
                }
                found.monetary += weight[1] * (1.0 - no_money);
                let right = right * counts.accurate(&kept);
                for (pair, (all, clean)) in [
                    (&mut found.fails, (passes, passes_clean)),
                    (&mut found.accuracy, (right, right_clean)),
                    (&mut found.falsely, (not_falsely, not_falsely_clean)),
                ] {
                    pair[0] += weight[0] * (none - clean);
                    pair[1] += weight[1] * ((1.0 - all) - (none - clean));
                }
                for j in 0..p.len() {
                    kept[j] = if looks[j] && accuracy[j] {
                        sensitivity[j] * p[j]
                    } else {
                        0.0
                    };
                }
                found.true_accuracy += weight[1] * (1.0 - counts.accurate(&kept));
            });
        }
        found
    }
}

/// Which errors of a kind's activity are in an accuracy or a monetary attribute.
pub(super) fn risky(office: &Office, kind: usize) -> Vec<bool> {
    let errors = &office.scenario.activities[office.kinds[kind].activity].errors;
    let risky = |attribute: usize| {
        let attribute = &office.scenario.attributes[attribute];
        attribute.accuracy || attribute.money.is_some()
    };
    errors.iter().map(|error| risky(error.attribute)).collect()
}

/// Calls `f` with the weight of every state of a kind, and the error probabilities in it.
pub(super) fn over(office: &Office, kind: usize, mut f: impl FnMut(f64, &[f64])) {
    let odds = office.odds(kind);
    let mut p = vec![0.0; odds.len()];
    for state in office.states(kind) {
        for (p, odds) in p.iter_mut().zip(odds) {
            *p = probability_at(odds * state.odds);
        }
        f(state.weight, &p);
    }
}

/// Chance that a checked decision of a kind fails in any attribute, decided by somebody at these odds of
/// error; and that anything in it is taken up where each fail is with probability `uptake`.
pub(super) fn fails_at(
    office: &Office,
    kind: usize,
    check: &Check,
    odds: f64,
    (uptake, period): (f64, usize),
) -> f64 {
    let errors = &office.scenario.activities[office.kinds[kind].activity].errors;
    let mut fails = 0.0;
    for (deviation, share) in checkers(office.scenario, check, period) {
        let false_fail = moved(check.checker.false_fail.get(), deviation);
        let mut passes = 1.0;
        for (error, each) in errors.iter().zip(office.odds(kind)) {
            if check.looks_at[error.attribute] {
                let p = probability_at(each * odds);
                let sensitivity = check.checker.sensitivity[error.attribute].get();
                let caught = p * moved(sensitivity, deviation) + (1.0 - p) * false_fail;
                passes *= 1.0 - uptake * caught;
            }
        }
        fails += share * (1.0 - passes);
    }
    fails
}

/// Probability that a check finds an error that is there, over the checkers of its pool.
pub(super) fn sensitivity(office: &Office, check: &Check, attribute: usize, period: usize) -> f64 {
    let stated = check.checker.sensitivity[attribute].get();
    let looks = f64::from(check.looks_at[attribute]);
    let each = checkers(office.scenario, check, period);
    let mean: f64 = each
        .iter()
        .map(|(deviation, share)| share * moved(stated, *deviation))
        .sum();
    looks * mean
}

/// Chance of no error in any of those that are asked for.
fn none_of(p: &[f64], asked: &[bool]) -> f64 {
    let of_them = p.iter().zip(asked).filter(|(_, asked)| **asked);
    of_them.map(|(p, _)| 1.0 - p).product()
}

/// Deviations of those who check, log-odds, with their weights.
pub(super) fn checkers(scenario: &Scenario, check: &Check, period: usize) -> Vec<(f64, f64)> {
    let people = check
        .checker
        .pool
        .and_then(|pool| scenario.pools[pool].checkers);
    match people.filter(|people| people.spread > 0.0) {
        None => vec![(0.0, 1.0)],
        Some(people) => {
            let left = people
                .calibration
                .map_or(1.0, |calibration| left(calibration, period));
            NODES
                .iter()
                .map(|(z, w)| (z * people.spread * left, *w))
                .collect()
        }
    }
}

/// What is left of everybody's deviation in a simulated period: an exercise multiplies it by its factor,
/// and what it took away comes back by halves.
pub(super) fn left(calibration: Calibration, period: usize) -> f64 {
    let back = (-1.0 / calibration.half_life).exp2();
    (0..=period).fold(1.0, |left, period| {
        let left = 1.0 - (1.0 - left) * back;
        match calibration.is_held(period) {
            true => left * calibration.factor,
            false => left,
        }
    })
}

/// A probability whose log-odds are moved; nought and one stay.
pub(super) fn moved(probability: f64, deviation: f64) -> f64 {
    let (yes, no) = (probability * deviation.exp(), 1.0 - probability);
    yes / (yes + no)
}
