//! What may happen to one decision of somebody whose odds of error are known, and what certain checkers make of it.

use rand::{Rng, RngExt};

use super::super::chances::moved;
use super::super::kinds::Office;
use tierone_scenario::Check;
use tierone_stats::units::probability_at;

/// Chances of one decision, and expected amounts of its error.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chances {
    /// Of failing an accuracy attribute once checked, of being inaccurate, and of both.
    pub fails: f64,
    pub wrong: f64,
    pub both: f64,
    /// Of an error that is worth money, of one that is found once checked, and of one that is not, beside another or alone.
    pub monetary: f64,
    pub found: f64,
    pub missed: f64,
    /// Expected error, of it what is found once checked, and the expected square; £ a year.
    pub gross: f64,
    pub found_gross: f64,
    pub square: f64,
}

impl Chances {
    /// Adds so many times what another says.
    pub(super) fn add(&mut self, number: f64, other: &Self) {
        let pairs = [
            (&mut self.fails, other.fails),
            (&mut self.wrong, other.wrong),
            (&mut self.both, other.both),
            (&mut self.monetary, other.monetary),
            (&mut self.found, other.found),
            (&mut self.missed, other.missed),
            (&mut self.gross, other.gross),
            (&mut self.found_gross, other.found_gross),
            (&mut self.square, other.square),
        ];
        for (mine, theirs) in pairs {
            *mine += number * theirs;
        }
    }
}

/// Errors of a decision: all, those that a check finds, or those that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    All,
    Found,
    Missed,
}

/// One check with those who do it: their deviations, log-odds; each does as much as the others.
pub(super) struct Eyes<'a, 'o> {
    pub office: &'a Office<'o>,
    pub check: &'a Check,
    pub people: &'a [f64],
    /// The same by kind, worked out before; none where who checks is drawn.
    pub curves: Option<&'a [Curve]>,
}

/// Chances of a decision along the log-odds of whoever decided it: they are smooth.
pub(super) struct Curve(Vec<Chances>);

/// The lowest log-odds of a curve, how far its points are apart, and how many there are.
const LOWEST: f64 = -6.0;
const STEP: f64 = 0.25;
const POINTS: usize = 49;

impl Curve {
    /// By a cubic through the four points around; none beyond the ends.
    fn at(&self, odds: f64) -> Option<Chances> {
        let x = (odds.ln() - LOWEST) / STEP;
        let inside = x >= 1.0 && x < (POINTS - 2) as f64;
        let first = if inside { x as usize - 1 } else { return None };
        let t = x - x.floor();
        let weights = [
            -t * (t - 1.0) * (t - 2.0) / 6.0,
            (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0,
            -(t + 1.0) * t * (t - 2.0) / 2.0,
            (t + 1.0) * t * (t - 1.0) / 6.0,
        ];
        let mut chances = Chances::default();
        for (weight, point) in weights.into_iter().zip(&self.0[first..]) {
            chances.add(weight, point);
        }
        Some(chances)
    }
}

impl Eyes<'_, '_> {
    /// Chances of every kind along the log-odds.
    pub(super) fn curves(&self) -> Vec<Curve> {
        let odds = |point: usize| (LOWEST + STEP * point as f64).exp();
        let of = |kind| {
            let points = 0..POINTS;
            Curve(
                points
                    .map(|point| self.worked_out(kind, odds(point)))
                    .collect(),
            )
        };
        (0..self.office.kinds.len()).map(of).collect()
    }

    /// Of a decision of a kind, decided at these odds of error relative to an average experienced caseworker.
    pub(super) fn at(&self, kind: usize, odds: f64) -> Chances {
        let known = self.curves.and_then(|curves| curves[kind].at(odds));
        known.unwrap_or_else(|| self.worked_out(kind, odds))
    }

    fn worked_out(&self, kind: usize, odds: f64) -> Chances {
        let office = self.office;
        let activity = office.kinds[kind].activity;
        let errors = &office.scenario.activities[activity].errors;
        let attributes = &office.scenario.attributes;
        let (counts, worth) = (&office.counts[activity], &office.worths[activity]);
        let p = self.errors(kind, odds);
        let mut chances = Chances {
            wrong: 1.0 - counts.accurate(&p),
            ..Chances::default()
        };
        let mut none = 1.0;
        let amounts = self.check.estimate.mve.then(|| office.amounts());
        for (error, p) in errors.iter().zip(&p) {
            let Some(money) = &attributes[error.attribute].money else {
                continue;
            };
            none *= 1.0 - p;
            if let Some(amounts) = amounts {
                let unit = match money.amount.relative {
                    true => amounts.values[activity].square,
                    false => 1.0,
                };
                chances.square += p * unit * amounts.amounts[error.attribute].square;
            }
        }
        chances.monetary = 1.0 - none;
        chances.gross = worth.gross(&p);
        let share = 1.0 / self.people.len() as f64;
        let (mut kept, mut caught) = (p.clone(), p.clone());
        for deviation in self.people {
            let false_fail = moved(self.check.checker.false_fail.get(), *deviation);
            let (mut right, mut never, mut none, mut all) = (1.0, 1.0, 1.0, 1.0);
            for (j, error) in errors.iter().enumerate() {
                let attribute = &attributes[error.attribute];
                let looks = self.check.looks_at[error.attribute];
                kept[j] = 0.0;
                caught[j] = match looks {
                    true => self.sees(error.attribute, *deviation) * p[j],
                    false => 0.0,
                };
                if attribute.money.is_some() {
                    none *= 1.0 - caught[j];
                    all *= 1.0 - (p[j] - caught[j]);
                }
                if looks && attribute.accuracy {
                    let falsely = (1.0 - p[j]) * false_fail;
                    right *= 1.0 - falsely;
                    never *= 1.0 - false_fail;
                    kept[j] = caught[j] / (1.0 - falsely);
                }
            }
            let fails = 1.0 - right * counts.accurate(&kept);
            chances.fails += share * fails;
            // A right decision fails only falsely.
            let both = fails - (1.0 - chances.wrong) * (1.0 - never);
            chances.both += share * both.clamp(0.0, chances.wrong.min(fails));
            chances.found += share * (1.0 - none);
            chances.missed += share * (1.0 - all);
            chances.found_gross += share * worth.gross(&caught);
        }
        chances
    }

    /// What is wrong with a decision that holds some of what is meant, at the odds of whoever decided: a yearly amount,
    /// overstatements positive, and the value of the decision, £ a year.
    pub(super) fn amount<R: Rng>(
        &self,
        (kind, odds): (usize, f64),
        of: Which,
        rng: &mut R,
    ) -> (f64, f64) {
        let scenario = self.office.scenario;
        let activity = &scenario.activities[self.office.kinds[kind].activity];
        let deviation = self.people[rng.random_range(0..self.people.len())];
        let mut chances = self.errors(kind, odds);
        // Of those that are not missed, how often each is found.
        let mut caught = vec![0.0; chances.len()];
        for ((chance, caught), error) in chances.iter_mut().zip(&mut caught).zip(&activity.errors) {
            let attribute = error.attribute;
            let looks = f64::from(self.check.looks_at[attribute]);
            let found = *chance * looks * self.sees(attribute, deviation);
            *chance = match (&scenario.attributes[attribute].money, of) {
                (None, _) => 0.0,
                (_, Which::All) => *chance,
                (_, Which::Found) => found,
                (_, Which::Missed) => {
                    let missed = *chance - found;
                    *caught = found / (1.0 - missed);
                    missed
                }
            };
        }
        let value = activity.value.as_ref().map_or(0.0, |law| law.draw(rng));
        let none: f64 = chances.iter().map(|chance| 1.0 - chance).product();
        // The first error, given that there is some; those after it are there or not.
        let mut left = rng.random::<f64>() * (1.0 - none);
        let (mut none_yet, mut some, mut yearly, mut known) = (1.0, false, 0.0, 0.0);
        for ((chance, caught), error) in chances.iter().zip(caught).zip(&activity.errors) {
            let here = match some {
                true => rng.random::<f64>() < *chance,
                false => {
                    left -= none_yet * chance;
                    none_yet *= 1.0 - chance;
                    some = left < 0.0;
                    some
                }
            };
            let beside = !here && caught > 0.0 && rng.random::<f64>() < caught;
            let Some(money) = &scenario.attributes[error.attribute].money else {
                continue;
            };
            if here || beside {
                let unit = if money.amount.relative { value } else { 1.0 };
                let amount = unit * money.amount.draw(rng);
                let over = rng.random::<f64>() < money.overstated.get();
                *if here { &mut yearly } else { &mut known } += if over { amount } else { -amount };
            }
        }
        match of {
            // By how much the decision is farther off than was found.
            Which::Missed => ((yearly + known).abs() - known.abs(), value),
            _ => (yearly, value),
        }
    }

    /// Chance of each error of a kind's activity at these odds.
    fn errors(&self, kind: usize, odds: f64) -> Vec<f64> {
        let each = self.office.odds(kind).iter();
        each.map(|own| probability_at(own * odds)).collect()
    }

    /// Chance that a checker finds an error that is there.
    fn sees(&self, attribute: usize, deviation: f64) -> f64 {
        moved(self.check.checker.sensitivity[attribute].get(), deviation)
    }
}
