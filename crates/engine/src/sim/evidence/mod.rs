//! What a check learns: counts gathered by weight ([`gather`], [`recheck`], [`by_value`]). What its own figures say is made of
//! them in [`figures`].

mod agreement;
mod by_value;
mod covered;
mod figures;
mod gather;
mod judged;
mod recheck;
mod rechecked;

use agreement::Agreement;
use judged::Judged;
use rechecked::Rechecked;

use super::caseload::Caseload;
use super::results::Fail;
use super::sampled::Sampled;
use super::weighing::Weighed;
use tierone_stats::cluster::Clusters;
use tierone_stats::moment_bound::WrongDecision;
use tierone_stats::stratified::Stratum;

/// Confidence of every interval.
const CONFIDENCE: f64 = 0.95;

/// What one check knows after one period, or after several.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Strata of equal weight, pooled.
    classes: Vec<Class>,
    /// How many strata of so many periods something was drawn from; one is a simple sample.
    strata: u64,
    /// Σ of weights over decisions that failed an accuracy attribute.
    weighted_fails: f64,
    /// Checked decisions and their accuracy fails, for a check without known probabilities.
    checked: u64,
    failed: u64,
    /// Σ of yearly amounts found, £, for a check without known probabilities; and the expected
    /// value of what was checked.
    found_plain: f64,
    checked_value: f64,
    found: Vec<WrongDecision>,
    /// Weights of a sample that was drawn by value.
    weighed: Option<Weighed>,
    /// The frame: decisions, inaccurate ones, £ a year of value and of error.
    frame: u64,
    frame_wrong: u64,
    frame_value: f64,
    frame_error: f64,
    /// What a recheck says of its first check, where it is one.
    agreement: Option<Agreement>,
    /// Of a recheck: the first check's passes, and its fails.
    rechecked: [Rechecked; 2],
    /// Of a recheck: of which of them each error found was.
    found_among: Vec<usize>,
    /// Where strata were drawn themselves: those of each period.
    clusters: Vec<Clusters>,
    /// Of a recheck: whether its first check drew strata. How far those are apart it cannot tell.
    rechecks_clusters: bool,
    /// Decisions that the strata of which something was drawn stand for, and their expected value,
    /// £ a year.
    covered: f64,
    covered_value: f64,
    /// Where not all of the frame has an accuracy attribute: what is known of the decisions that have one.
    judged: Option<Box<Evidence>>,
    /// Whether this is that.
    in_part: bool,
}

/// Strata of one weight.
#[derive(Clone, Copy, Debug)]
struct Class {
    key: Key,
    stratum: Stratum,
    /// The expected value of what it stands for, £ a year, where an interval needs it.
    value: f64,
}

/// What makes strata alike.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Key {
    /// The weight N/n in lowest terms.
    Weight(u64, u64),
    /// Passes and fails of another check.
    Result(usize),
}

impl Evidence {
    fn add(&mut self, fail: &Fail, caseload: &Caseload, weight: f64, key: Key) {
        if fail.accuracy {
            self.class(key).stratum.found += 1;
        }
        self.weigh(fail, caseload, weight);
    }

    fn weigh(&mut self, fail: &Fail, caseload: &Caseload, weight: f64) {
        if fail.accuracy {
            self.weighted_fails += weight;
        }
        if fail.yearly != 0.0 {
            self.found.push(WrongDecision {
                over: fail.yearly.max(0.0),
                under: (-fail.yearly).max(0.0),
                // Where nothing is estimated of money, nobody knows it.
                value: caseload.values.get(fail.index).copied().unwrap_or(0.0),
                weight,
            });
        }
    }

    fn class(&mut self, key: Key) -> &mut Class {
        let at = self.classes.iter().position(|class| class.key == key);
        let at = at.unwrap_or_else(|| {
            let stratum = Stratum {
                population: 0.0,
                sampled: 0,
                found: 0,
            };
            self.classes.push(Class {
                key,
                stratum,
                value: 0.0,
            });
            self.classes.len() - 1
        });
        &mut self.classes[at]
    }

    /// The sample itself.
    pub fn sampled(&self, known: bool) -> Sampled {
        let by_value = |weighed: &Weighed| {
            (
                weighed.wrong.clone(),
                weighed.sample,
                weighed.checked.clone(),
            )
        };
        Sampled {
            strata: self.classes.iter().map(|class| class.stratum).collect(),
            drawn_from: self.strata,
            values: self.classes.iter().map(|class| class.value).collect(),
            found: self.found.clone(),
            clusters: self.clusters.clone(),
            by_value: self.weighed.as_ref().map(by_value),
            covered: self.covered,
            value: self.covered_value,
            known,
        }
    }

    /// Adds what was learnt in another period.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for class in &other.classes {
            let mine = self.class(class.key);
            mine.stratum.population += class.stratum.population;
            mine.stratum.sampled += class.stratum.sampled;
            mine.stratum.found += class.stratum.found;
            mine.value += class.value;
        }
        self.strata += other.strata;
        self.weighted_fails += other.weighted_fails;
        for (mine, theirs) in self.rechecked.iter_mut().zip(other.rechecked) {
            mine.absorb(theirs);
        }
        self.found_among.extend_from_slice(&other.found_among);
        if let Some(theirs) = other.agreement {
            *self.agreement.get_or_insert_default() += theirs;
        }
        self.checked += other.checked;
        self.failed += other.failed;
        self.found_plain += other.found_plain;
        self.checked_value += other.checked_value;
        self.found.extend_from_slice(&other.found);
        if let Some(weighed) = &other.weighed {
            self.weighed.get_or_insert_default().absorb(weighed);
        }
        self.frame += other.frame;
        self.frame_wrong += other.frame_wrong;
        self.frame_value += other.frame_value;
        self.frame_error += other.frame_error;
        self.clusters.extend_from_slice(&other.clusters);
        self.rechecks_clusters |= other.rechecks_clusters;
        self.covered += other.covered;
        self.covered_value += other.covered_value;
        self.in_part |= other.in_part;
        if let Some(theirs) = &other.judged {
            self.judged.get_or_insert_default().absorb(theirs);
        }
    }
}
