//! The policies that may be chosen: a grid of the values that may vary.

use tierone_scenario::{
    Aim, AimOf, AskedOf, Check, Plan, Policy, SamplingMethod, Scenario, Size, Varied, parts,
};

/// A point of the grid: of each thing that varies, the place of its value.
pub(crate) type Point = Vec<usize>;

/// The grid.
pub(crate) struct Space<'s> {
    pub scenario: &'s Scenario,
    pub plan: &'s Plan,
}

/// Why a policy needs no simulation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LeftOut {
    /// Its keys do not fit together.
    Misfit(String),
    /// A check that draws nothing draws nothing whatever its other keys say.
    Copy,
    /// Its quotas of caseworkers are below the number that each should have.
    PerCaseworker,
    /// Checks that can neither fall short of cases nor of hours take more hours than there may be.
    Hours,
}

impl<'s> Space<'s> {
    pub fn varied(&self) -> &'s [Varied] {
        &self.plan.varied
    }

    /// The policy that is there today.
    pub fn today(&self) -> &'s Policy {
        &self.scenario.policies[self.plan.policy]
    }

    /// How many points there are; none where they are too many to count.
    pub fn points(&self) -> Option<u64> {
        let mut all: u64 = 1;
        for varied in self.varied() {
            all = all.checked_mul(varied.values.len() as u64)?;
        }
        Some(all)
    }

    /// A point by its number: the last thing that varies runs fastest.
    pub fn point(&self, mut number: u64) -> Point {
        let mut point = vec![0; self.varied().len()];
        for (at, varied) in self.varied().iter().enumerate().rev() {
            let size = varied.values.len() as u64;
            point[at] = (number % size) as usize;
            number /= size;
        }
        point
    }

    /// The point nearest to today's policy.
    pub fn nearest(&self) -> Point {
        let of = |varied: &Varied| {
            let today = value(&self.today().checks[varied.check], varied.key).unwrap_or(0.0);
            let apart = |place: &usize| (varied.values[*place] - today).abs();
            let places = 0..varied.values.len();
            places
                .min_by(|a, b| apart(a).total_cmp(&apart(b)))
                .unwrap_or(0)
        };
        self.varied().iter().map(of).collect()
    }

    /// The policy at a point, or why it is left out without being simulated: each of these reasons is certain.
    pub fn policy(&self, point: &[usize]) -> Result<Policy, LeftOut> {
        let policy = self.at(point)?;
        let too_long = |aim: &Aim| {
            aim.of == AimOf::Hours && certain_hours(self.scenario, &policy) > aim.limit + 1e-9
        };
        match self.plan.aims.iter().any(too_long) {
            true => Err(LeftOut::Hours),
            false => Ok(policy),
        }
    }

    /// The most checks of each caseworker that a policy of the grid may ask for, and the checks that do, by name.
    pub fn most_each(&self) -> (f64, Vec<String>) {
        let checks = self.today().checks.iter().enumerate();
        let each = checks.filter_map(|(id, check)| {
            let varied = self.varied().iter();
            let mut varied = varied.filter(|varied| (varied.check, varied.key) == (id, "checks"));
            let own = each_of(check)? as f64;
            let most = varied
                .next()
                .and_then(|varied| varied.values.last().copied());
            Some((most.unwrap_or(own), check.name.clone()))
        });
        let (most, names): (Vec<f64>, Vec<String>) = each.unzip();
        (most.iter().sum(), names)
    }

    /// The same, whatever hours it takes.
    pub fn at(&self, point: &[usize]) -> Result<Policy, LeftOut> {
        let mut policy = self.today().clone();
        for id in 0..policy.checks.len() {
            let of_check = || {
                let varied = self.varied().iter().zip(point);
                varied.filter(|(varied, _)| varied.check == id)
            };
            let changes: Vec<(&'static str, f64)> = of_check()
                .map(|(varied, place)| (varied.key, varied.values[*place]))
                .collect();
            if changes.is_empty() {
                continue;
            }
            let (activities, complexities) =
                (&self.scenario.activities, &self.scenario.complexities);
            let sample = policy.checks[id]
                .sample
                .changed(&changes, activities, complexities)
                .map_err(LeftOut::Misfit)?;
            let nothing = sample.method.checks() == Some(0);
            policy.checks[id].sample = sample;
            let mut other = of_check().filter(|(varied, _)| varied.key != "checks");
            if nothing && other.any(|(_, place)| *place > 0) {
                return Err(LeftOut::Copy);
            }
        }
        let too_few =
            |aim: &Aim| aim.of == AimOf::PerCaseworker && (each(&policy) as f64) < aim.limit;
        if self.plan.aims.iter().any(too_few) {
            return Err(LeftOut::PerCaseworker);
        }
        Ok(policy)
    }
}

/// The number at a key of a check's sample.
pub(crate) fn value(check: &Check, key: &str) -> Option<f64> {
    let given = check.sample.given();
    let count = given.count(key).map(|count| count as f64);
    count.or_else(|| given.number(key))
}

/// Checks that are asked of each caseworker.
fn each(policy: &Policy) -> u64 {
    policy.checks.iter().filter_map(each_of).sum()
}

/// The same of a check; none where it does not ask for some of each.
fn each_of(check: &Check) -> Option<u64> {
    let method = &check.sample.method;
    let each = method.asked_of() == Some(AskedOf::Caseworker)
        && !matches!(method, SamplingMethod::Escalating(_));
    method.checks().filter(|_| each)
}

/// Hours that an average period takes at least: of checks that draw a fixed number from a frame whose system decisions alone are
/// enough of them, by checkers whose hours are never short.
fn certain_hours(scenario: &Scenario, policy: &Policy) -> f64 {
    let horizon = &scenario.horizon;
    let hours = |check: &Check| {
        let asked = match &check.sample.method {
            SamplingMethod::SimpleRandom(keys) => keys.checks,
            SamplingMethod::RiskTargeted(keys) => keys.checks,
            SamplingMethod::Systematic(keys) => match keys.size {
                Size::Checks(checks) => checks,
                Size::Every(_) => return 0.0,
            },
            _ => return 0.0,
        };
        let frame = &check.frame;
        let people = frame.automated == Some(false) || frame.tenure.is_some();
        if people || check.checker.pool.is_some() || !check.excludes.is_empty() {
            return 0.0;
        }
        let reported = horizon.warm_up..horizon.warm_up + horizon.periods;
        let drawn: u64 = reported
            .map(|period| {
                let in_frame = parts(scenario, period).into_iter().filter(|part| {
                    frame.activities[part.activity] && frame.complexities[part.complexity]
                });
                asked.min(in_frame.map(|part| part.system).sum())
            })
            .sum();
        drawn as f64 * check.checker.minutes / 60.0 / horizon.periods as f64
    };
    policy.checks.iter().map(hours).sum()
}
