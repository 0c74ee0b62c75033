//! What one check knows after one period or after several of a draw, and what its figures are then.

use super::super::estimate::{CONFIDENCE, ErrorCount};
use super::super::mve::Unseen;
use crate::money::most_of_an_error;
use tierone_scenario::{Check, Scenario};
use tierone_stats::cluster::{self, Clusters};
use tierone_stats::moment_bound::{Checked, MonetarySample, Side, WrongDecision};
use tierone_stats::stratified::Stratum;
use tierone_stats::unequal::Weights;
use tierone_stats::{Estimate, share, unequal};

/// Half width of an interval, and the chances that it holds the truth of all decisions and of the frame.
pub(super) type IntervalChances = [f64; 3];

/// What a check knows, and what there is to know.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub accuracy: Accuracy,
    pub money: Money,
    /// Decisions that the strata stand for of which something was drawn.
    pub covered: f64,
}

/// What is known of accuracy.
#[derive(Clone, Debug, Default)]
pub(super) struct Accuracy {
    classes: Vec<(f64, Stratum)>,
    /// Strata that something was drawn from, each period's on its own.
    drawn_from: u64,
    pub clusters: Vec<Clusters>,
    pub weighted_fails: f64,
    /// Of a draw by value: all weights, and those of fails.
    pub weights: Weights,
    pub wrong: Vec<f64>,
    /// Inaccurate decisions, given what was seen.
    pub in_frame: ErrorCount,
    pub outside: ErrorCount,
}

/// What is known of money.
#[derive(Clone, Debug, Default)]
pub(super) struct Money {
    pub found: Vec<WrongDecision>,
    pub checked: Vec<(Checked, f64)>,
    /// Expected value of what the strata stand for, of the frame, and of all decisions, £ a year.
    pub covered: f64,
    pub frame: f64,
    pub all: f64,
    pub unseen_in_frame: Unseen,
    pub unseen_outside: Unseen,
    /// Where errors are few: amounts that the same may come to, of the frame and outside of it.
    pub amounts: Option<[[f64; AMOUNTS]; 2]>,
}

/// How many times it is drawn what may be found, with the same people: spread evenly, so that they make up for each other.
pub(super) const TIMES: usize = 4;

/// Amounts that are drawn for what is not seen.
pub(super) const AMOUNTS: usize = 4;

impl Tally {
    /// Adds the checks of one stratum, and what they stand for: decisions, and £ a year.
    pub(super) fn class(&mut self, weight: f64, stratum: Stratum, value: f64) {
        self.accuracy.drawn_from += 1;
        let same = |known: f64| (known / weight - 1.0).abs() < 1e-9;
        let classes = &mut self.accuracy.classes;
        match classes.iter_mut().find(|(known, _)| same(*known)) {
            Some((_, class)) => {
                class.population += stratum.population;
                class.sampled += stratum.sampled;
                class.found += stratum.found;
            }
            None => classes.push((weight, stratum)),
        }
        let checked = &mut self.money.checked;
        let number = stratum.sampled as f64;
        match checked.iter_mut().find(|(class, _)| same(class.weight)) {
            Some((class, all)) => {
                class.number += number;
                *all += value;
            }
            None => checked.push((
                Checked {
                    number,
                    weight,
                    mean_value: 0.0,
                },
                value,
            )),
        }
    }

    /// Of the share that is inaccurate; none where there is no interval.
    pub(super) fn accuracy(&self) -> Option<IntervalChances> {
        if self.covered <= 0.0 {
            return None;
        }
        let known = &self.accuracy;
        let value = (known.weighted_fails / self.covered).clamp(0.0, 1.0);
        let wrong = if !known.clusters.is_empty() {
            cluster::wilson(&known.clusters, CONFIDENCE)?
        } else if known.weights.count > 0.0 {
            let all = Some(self.covered);
            unequal::wilson_kish(&known.wrong, known.weights, all, CONFIDENCE)?
        } else {
            let strata: Vec<Stratum> = known.classes.iter().map(|(_, class)| *class).collect();
            share::interval(&strata, known.drawn_from, CONFIDENCE)?
        };
        let wrong = Estimate {
            low: wrong.low.min(value),
            high: wrong.high.max(value),
            ..wrong
        };
        let all = known.in_frame.with(&known.outside);
        Some([
            wrong.half_width(),
            all.within(&wrong),
            known.in_frame.within(&wrong),
        ])
    }

    /// Of the monetary value of error; none where there is no interval.
    pub(super) fn money(&self, scenario: &Scenario, check: &Check) -> Option<IntervalChances> {
        let known = &self.money;
        if self.covered <= 0.0 || known.covered <= 0.0 || known.frame <= 0.0 {
            return None;
        }
        let clusters = &self.accuracy.clusters;
        let effect = match clusters.is_empty() {
            true => 1.0,
            false => cluster::design_effect(clusters, CONFIDENCE)?,
        };
        let each = known.checked.iter();
        let checked: Vec<Checked> = each
            .map(|(class, value)| Checked {
                weight: class.weight.max(1.0),
                mean_value: value / (class.number * class.weight),
                ..*class
            })
            .collect();
        let sample = MonetarySample {
            found: &known.found,
            checked: &checked,
            most: most_of_an_error(scenario, check, known.covered / self.covered),
            effect,
            value: known.covered,
        };
        let interval = sample.estimate(Side::Gross, CONFIDENCE)?;
        let seen: f64 = known.found.iter().map(|e| e.over + e.under).sum();
        let slack = 1e-9 * interval.high + 1e-12;
        let limits = [interval.low - slack, interval.high + slack];
        let within = |value: f64, unseen: &Unseen| {
            let [low, high] = limits.map(|limit| unseen.at_most(limit * value - seen));
            (high - low).max(0.0)
        };
        let drawn = |value: f64, unseen: [f64; AMOUNTS]| {
            let [low, high] = limits.map(|limit| limit * value - seen);
            let inside = unseen
                .iter()
                .filter(|amount| (low..=high).contains(*amount));
            inside.count() as f64 / AMOUNTS as f64
        };
        let [all, frame] = match known.amounts {
            Some([frame, outside]) => {
                let both = std::array::from_fn(|i| frame[i] + outside[i]);
                [drawn(known.all, both), drawn(known.frame, frame)]
            }
            None => {
                let all = known.unseen_in_frame.with(&known.unseen_outside);
                let frame = &known.unseen_in_frame;
                [within(known.all, &all), within(known.frame, frame)]
            }
        };
        Some([interval.half_width(), all, frame])
    }
}
