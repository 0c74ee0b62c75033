//! The policies that may be chosen: a grid of the values that may vary.

use tierone_scenario::{
    Aim, AimOf, AskedOf, Check, Plan, Policy, Sample, SamplingMethod, Scenario, Size, Varied,
    WHOLE_SAMPLE, parts,
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
            let check = &self.today().checks[varied.check];
            if varied.key == WHOLE_SAMPLE {
                let mut samples = varied.samples.iter();
                let same = samples.position(|listed| listed.sample == check.sample);
                return same.unwrap_or(0);
            }
            let today = value(check, varied).unwrap_or(0.0);
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

    /// The sample of a check where these things of it are at these places.
    fn sample<'v>(
        &self,
        check: &Check,
        of_check: impl Iterator<Item = (&'v Varied, &'v usize)> + Clone,
    ) -> Result<Sample, LeftOut> {
        let (activities, complexities) = (&self.scenario.activities, &self.scenario.complexities);
        let mut whole = of_check.clone().filter(|(v, _)| v.key == WHOLE_SAMPLE);
        let sample = whole.next().map_or(&check.sample, |(varied, place)| {
            &varied.samples[*place].sample
        });
        let mut changes = Vec::new();
        let mut strata = Vec::new();
        let others = || of_check.clone().filter(|(v, _)| v.key != WHOLE_SAMPLE);
        for (varied, place) in others() {
            let value = varied.values[*place];
            let keys = sample.method.keys().keys;
            if let Some(stratum) = &varied.stratum {
                strata.push((stratum.as_str(), value as u64));
            } else if keys.iter().any(|key| key.name == varied.key) {
                changes.push((varied.key, value));
            } else if *place > 0 {
                // A key that the method does not have changes nothing.
                return Err(LeftOut::Copy);
            }
        }
        let mut sample = sample
            .changed(&changes, activities, complexities)
            .map_err(LeftOut::Misfit)?;
        if !strata.is_empty() {
            sample = sample
                .with_strata(&strata, activities, complexities)
                .map_err(LeftOut::Misfit)?;
        }
        let nothing = sample.method.checks() == Some(0);
        let mut other = others().filter(|(varied, _)| varied.key != "checks");
        match nothing && other.any(|(_, place)| *place > 0) {
            true => Err(LeftOut::Copy),
            false => Ok(sample),
        }
    }

    /// The most checks of each caseworker that a policy of the grid may ask for, and the checks that do, by name.
    pub fn most_each(&self) -> (f64, Vec<String>) {
        let checks = self.today().checks.iter().enumerate();
        let each = checks.filter_map(|(id, check)| {
            let of_check = || self.varied().iter().filter(|varied| varied.check == id);
            let quota = of_check().find(|varied| varied.key == "checks");
            let most = quota.and_then(|varied| varied.values.last().copied());
            let of = |sample: &Sample| {
                let own = each_of(sample)? as f64;
                let has = sample.given().get("checks").is_some();
                Some(most.filter(|_| has).unwrap_or(own))
            };
            let listed = of_check().flat_map(|varied| &varied.samples);
            let mut samples: Vec<&Sample> = listed.map(|listed| &listed.sample).collect();
            if samples.is_empty() {
                samples.push(&check.sample);
            }
            let most = samples.into_iter().filter_map(of).reduce(f64::max)?;
            Some((most, check.name.clone()))
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
            if of_check().next().is_some() {
                policy.checks[id].sample = self.sample(&policy.checks[id], of_check())?;
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

/// The number of what varies in a check's sample; none where it has none, or where its whole sample varies.
pub(crate) fn value(check: &Check, varied: &Varied) -> Option<f64> {
    if let Some(stratum) = &varied.stratum {
        return check.sample.of_stratum(stratum).map(|number| number as f64);
    }
    let given = check.sample.given();
    let count = given.count(varied.key).map(|count| count as f64);
    count.or_else(|| given.number(varied.key))
}

/// Checks that are asked of each caseworker.
fn each(policy: &Policy) -> u64 {
    let checks = policy.checks.iter();
    checks.filter_map(|check| each_of(&check.sample)).sum()
}

/// The same of a sample; none where it does not ask for some of each.
fn each_of(sample: &Sample) -> Option<u64> {
    let method = &sample.method;
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
