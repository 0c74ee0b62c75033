//! What coaching gains and how long: errors of caseworkers given the fails that they had been told of before.

use std::collections::BTreeMap;

use super::checkers::CheckingOf;
use super::estimated::{Estimated, What};
use super::looks::{Look, Looks};
use super::rows::{EstimateRow, Found, NotIdentified, OfficeFit, ProfileRow};
use crate::coaching::{Coached, Coaching, Dated, HalfLife};
use crate::data::Row;
use crate::interval::Interval;
use tierone_scenario::Scenario;

/// What rates are lowered by, as log-odds, in the periods after each coaching.
#[derive(Clone)]
pub(super) struct Worn {
    /// By caseworker and coaching group, when they were coached.
    coachings: BTreeMap<(usize, usize), Vec<i32>>,
    /// By group: the gain of a fail, which not everybody takes up, and the half-life.
    laws: Vec<(f64, f64)>,
    /// The share of fails that is taken up.
    uptake: f64,
}

impl Worn {
    /// The same with another gain or half-life in every group.
    pub(super) fn with(&self, what: What, value: f64) -> Self {
        let mut changed = self.clone();
        for (gain, half_life) in &mut changed.laws {
            match what {
                What::Gain => *gain = value * self.uptake,
                What::HalfLife => *half_life = value,
                What::Finds(_) | What::FalseFails(_) => {}
            }
        }
        changed
    }

    /// By coaching group, by how much a caseworker's log-odds are lower in a period.
    pub(super) fn left(&self, person: usize, period: i32) -> Vec<f64> {
        let groups = 0..self.laws.len();
        groups
            .map(|group| self.lowered(person, group, period))
            .collect()
    }

    /// By how much the log-odds of a look are lower.
    pub(super) fn at(&self, scenario: &Scenario, look: &Look) -> f64 {
        let group = scenario.attributes[look.attribute].coaching_group;
        self.lowered(look.person, group, look.period)
    }

    fn lowered(&self, person: usize, group: usize, period: i32) -> f64 {
        let Some(coachings) = self.coachings.get(&(person, group)) else {
            return 0.0;
        };
        let (gain, half_life) = self.laws[group];
        let lags = coachings
            .iter()
            .map(|at| period - at)
            .filter(|lag| *lag > 0);
        // In the period after coaching nothing has worn off yet.
        lags.map(|lag| gain * (-f64::from(lag - 1) / half_life).exp2())
            .sum()
    }
}

/// Fits coaching where some was given, and says what it lowers; the base's values where the data do not tell it.
pub(super) fn coaching(
    scenario: &Scenario,
    found: &[Found],
    looks: &Looks,
    checking: &CheckingOf,
    fit: &mut OfficeFit,
) -> (Worn, Vec<Estimated>) {
    let mut coachings: BTreeMap<(usize, usize), Vec<i32>> = BTreeMap::new();
    for look in looks.looks.iter().filter(|look| look.failed) {
        if found[look.check].check.on_fail.coach {
            let group = scenario.attributes[look.attribute].coaching_group;
            let at = look.period + scenario.coaching.delay as i32;
            coachings.entry((look.person, group)).or_default().push(at);
        }
    }
    let groups = &scenario.coaching.groups;
    let uptake = scenario.coaching.uptake.get();
    let mut worn = Worn {
        laws: groups
            .iter()
            .map(|group| (group.gain * uptake, group.half_life))
            .collect(),
        uptake,
        coachings,
    };
    let name = "what coaching gains, and its half-life";
    let given = worn.coachings.values().map(Vec::len).sum::<usize>();
    let told_apart = looks
        .looks
        .iter()
        .any(|look| look.period != looks.looks[0].period);
    if given == 0 || !told_apart || uptake == 0.0 {
        fit.untold.push(NotIdentified {
            name: name.into(),
            why: "no check of these results coaches, or all are of one period".into(),
            remedy: "results of a year or more of a check with on_fail = [\"coach\"]".into(),
        });
        return (worn, Vec::new());
    }
    let (people, rows, start) = people(scenario, looks, checking, &worn);
    let coefficients = start.len();
    let likelihood = Coaching::new(&people, &rows, coefficients, None);
    let fitted = likelihood.fit(&start);
    fit.profiles = fitted
        .profile
        .iter()
        .map(|(half_life, drop)| ProfileRow {
            name: "half-life of coaching".into(),
            unit: "periods",
            at: match half_life {
                HalfLife::Zero => Some(0.0),
                HalfLife::Of(periods) => Some(*periods),
                HalfLife::Infinite => None,
            },
            drop: *drop,
        })
        .collect();
    if !fitted.identified {
        let allowed = groups.first().map(|group| {
            let known = match group.half_life {
                half_life if half_life.is_finite() => HalfLife::Of(half_life),
                _ => HalfLife::Infinite,
            };
            as_gain(likelihood.effect_at(&start, known), group.half_life, uptake)
        });
        let base = groups.first().map_or(0.0, |group| group.gain);
        let said = allowed.map_or(String::new(), |gain| allows(gain, base));
        if allowed.is_some_and(|gain| is_outside(gain, base)) {
            fit.notes.push(format!(
                "what coaching gains in the base contradicts these results, and rates and spreads hang on it{said}: change it in the base"
            ));
        }
        fit.untold.push(NotIdentified {
            name: name.into(),
            why: format!(
                "after {given} coachings the profile likelihood of the half-life does not close{}: the base's values are kept, and rates and spreads take them as right{said}",
                side(fitted.half_life)
            ),
            remedy: "some 10 checks a caseworker and month where 3 % fail, or 4 times as many where 1 % do, over two years; or \
                     coaching that begins at different times in different teams"
                .into(),
        });
        return (worn, Vec::new());
    }
    let half_life = fitted.half_life.value;
    let gain = as_gain(fitted.effect, half_life, uptake);
    if gain.value <= 0.0 || gain.low.is_none_or(|low| low < 0.0) {
        fit.untold.push(NotIdentified {
            name: name.into(),
            why: "caseworkers who had been coached did not err less beyond chance: the base's values are kept, and rates and spreads take them as right"
                .into(),
            remedy: "more checks, or coaching that begins at different times in different teams"
                .into(),
        });
        return (worn, Vec::new());
    }
    let source = format!("fitted: {given} coachings, {} outcomes", looks.looks.len());
    let base = groups.first().map(|group| (group.gain, group.half_life));
    let (base_gain, base_half_life) = base.unzip();
    let mut add = |key, name: &str, unit, base, interval| {
        let (name, source) = (name.to_owned(), source.clone());
        let row = EstimateRow::of(&["coaching", key], name, unit, base, interval, source);
        fit.estimates.push(row);
    };
    let (gains, lasts) = ("gain of one coaching", "half-life of coaching");
    add("gain", gains, "log-odds", base_gain, gain);
    let half_lives = fitted.half_life;
    add("half_life", lasts, "periods", base_half_life, half_lives);
    worn.laws
        .iter_mut()
        .for_each(|law| *law = (gain.value * uptake, half_life));
    let estimated = |what, key: &str, interval| Estimated {
        what,
        key: format!("coaching.{key}"),
        interval,
    };
    let estimated = vec![
        estimated(What::Gain, "gain", gain),
        estimated(What::HalfLife, "half_life", fitted.half_life),
    ];
    (worn, estimated)
}

/// An effect as a scenario's gain: what the next period has, before anything has worn off, where the fail was taken up.
fn as_gain(effect: Interval, half_life: f64, uptake: f64) -> Interval {
    let first = (-1.0 / half_life).exp2() / uptake;
    effect.turned(|effect| -effect * first)
}

fn is_outside(gain: Interval, base: f64) -> bool {
    gain.low.is_some_and(|low| base < low) || gain.high.is_some_and(|high| base > high)
}

/// What the results allow the gain to be.
fn allows(gain: Interval, base: f64) -> String {
    let limit =
        |limit: Option<f64>, none: &str| limit.map_or(none.to_owned(), |x| format!("{x:.2}"));
    format!(
        " (at the base's half-life they allow a gain from {} to {} log-odds, and the base has {base:.2})",
        limit(gain.low, "anything"),
        limit(gain.high, "anything")
    )
}

fn side(half_life: Interval) -> String {
    match (half_life.low, half_life.high) {
        (Some(low), None) => format!(" above (it is {low:.1} periods or more)"),
        (None, Some(high)) => format!(" below (it is {high:.1} periods or less)"),
        _ => String::new(),
    }
}

/// Fails and all that was looked at, by row and period.
type Counts = BTreeMap<(usize, i32), (f64, f64)>;

/// Caseworkers by coaching group, with rates by activity and attribute that are theirs.
fn people(
    scenario: &Scenario,
    looks: &Looks,
    checking: &CheckingOf,
    worn: &Worn,
) -> (Vec<Coached>, Vec<Row>, Vec<f64>) {
    let mut coefficients: BTreeMap<(usize, usize), (usize, f64, f64)> = BTreeMap::new();
    for look in looks.looks.iter().filter(|look| !look.again) {
        let next = coefficients.len();
        let key = (look.activity, look.attribute);
        let (_, fails, all) = coefficients.entry(key).or_insert((next, 0.0, 0.0));
        *fails += f64::from(u8::from(look.failed));
        *all += 1.0;
    }
    coefficients.retain(|_, (_, fails, all)| *fails > 0.0 && *fails < *all);
    let mut start = Vec::new();
    for (place, fails, all) in coefficients.values_mut() {
        *place = start.len();
        start.push((*fails / (*all - *fails)).ln());
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut places: BTreeMap<(usize, usize, usize, Option<usize>), usize> = BTreeMap::new();
    let mut cells: BTreeMap<(usize, usize), Counts> = BTreeMap::new();
    for look in looks.looks.iter().filter(|look| !look.again) {
        let Some((coefficient, ..)) = coefficients.get(&(look.activity, look.attribute)) else {
            continue;
        };
        let key = (look.check, look.activity, look.attribute, look.complexity);
        let row = *places.entry(key).or_insert_with(|| {
            let odds_ratio = look
                .complexity
                .map_or(1.0, |c| scenario.complexities[c].odds_ratio);
            rows.push(Row {
                terms: vec![(*coefficient, 1.0)],
                offset: odds_ratio.ln(),
                checking: checking[look.check][look.attribute],
                checker: None,
            });
            rows.len() - 1
        });
        let group = scenario.attributes[look.attribute].coaching_group;
        let sums = cells.entry((look.person, group)).or_default();
        let (fails, all) = sums.entry((row, look.period)).or_default();
        *fails += f64::from(u8::from(look.failed));
        *all += 1.0;
    }
    let people = cells.into_iter().map(|(key, cells)| {
        let checks = cells
            .into_iter()
            .map(|((row, period), (errors, checks))| Dated {
                row,
                period,
                errors,
                checks,
            });
        Coached {
            checks: checks.collect(),
            coachings: worn.coachings.get(&key).cloned().unwrap_or_default(),
        }
    });
    (people.collect(), rows, start)
}
