//! What a check learns: counts gathered by weight. What its own figures say is made of them in [`figures`].

mod again;
mod by_value;
mod figures;

use again::Again;

use super::agreement::Agreement;
use super::caseload::Caseload;
use super::covered;
use super::draws::{Drawn, frame_stratum};
use super::results::Fail;
use super::weighing::{self, Weighed};
use tierone_sampling::{Select, Taken};
use tierone_scenario::{CheckId, Interval, Scenario};
use tierone_stats::cluster::{Cluster, Clusters};
use tierone_stats::monetary::FoundError;
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
    found: Vec<FoundError>,
    max_weight: f64,
    /// Weights of a sample that was drawn by value.
    weighed: Option<Weighed>,
    /// The frame: decisions, inaccurate ones, £ a year of value and of error.
    frame: u64,
    frame_wrong: u64,
    frame_value: f64,
    frame_error: f64,
    /// Σ of expected squared values, £² a year, where an interval needs it.
    frame_squares: f64,
    /// What a recheck says of its first check, where it is one.
    agreement: Option<Agreement>,
    /// Of a recheck: the first check's passes, and its fails.
    again: [Again; 2],
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
}

/// Strata of one weight.
#[derive(Clone, Copy, Debug)]
struct Class {
    key: Key,
    stratum: Stratum,
    /// Errors found that are worth money.
    monetary: u64,
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
    /// Adds what `check` learnt in one period.
    pub fn gather(
        &mut self,
        scenario: &Scenario,
        checks: &[Drawn],
        check: CheckId,
        caseload: &Caseload,
        all_fails: &[Vec<Fail>],
    ) {
        let this = &checks[check];
        let fails = &all_fails[check];
        self.frame_of(scenario, checks, check, caseload);
        self.checked += this.drawn();
        self.failed += fails.iter().filter(|fail| fail.accuracy).count() as u64;
        self.found_plain += fails.iter().map(|fail| fail.yearly.abs()).sum::<f64>();
        // Decisions that are not told apart are of one expected value, or no estimate wants to know.
        let mean = self.frame_value / self.frame.max(1) as f64;
        let told = this.taken.iter().map(|(index, _)| *index as usize);
        let told = told.map(|index| mean_value(scenario, caseload.activity(index)));
        self.checked_value += told.sum::<f64>() + mean * this.anonymous() as f64;
        if let Some(first) = this.setup.rechecks {
            self.gather_recheck(scenario, checks, check, first, caseload, fails);
            let agreement = self.agreement.get_or_insert_default();
            agreement.gather(checks, (check, first), caseload, all_fails);
        } else if weighing::interval(this, caseload).is_some() {
            self.gather_by_value(scenario, checks, check, caseload, fails);
        } else if this.setup.design.known_inclusion() {
            self.gather_design(scenario, checks, check, caseload, fails);
        }
    }

    fn gather_design(
        &mut self,
        scenario: &Scenario,
        checks: &[Drawn],
        check: CheckId,
        caseload: &Caseload,
        fails: &[Fail],
    ) {
        let this = &checks[check];
        let (frame, drawn) = this.clusters();
        let expansion = this.expansion();
        for (stratum, sampled) in this.designed().iter().enumerate() {
            if this.is_reached(stratum) {
                self.covered += expansion * this.strata.sizes[stratum] as f64;
            }
            if *sampled > 0 {
                let stands_for = expansion * this.stands_for(stratum);
                let weight = this.weight_of(stratum);
                self.max_weight = self.max_weight.max(stands_for / *sampled as f64);
                self.strata += 1;
                let stratum = &mut self
                    .class(weight_key(frame * weight.0, drawn * weight.1))
                    .stratum;
                stratum.population += stands_for;
                stratum.sampled += sampled;
            }
        }
        self.cover(scenario, checks, check, caseload);
        for fail in fails {
            let at_random = this.taken(fail.index) == Some(Taken::AtRandom);
            let Some(stratum) = frame_stratum(checks, check, caseload, fail.index) else {
                continue;
            };
            let (population, sampled) = this.weight_of(stratum as usize);
            if at_random && sampled > 0 {
                let key = weight_key(frame * population, drawn * sampled);
                self.add(fail, this.weight(stratum as usize), key);
            }
        }
        if matches!(this.setup.design.select(), Select::InClusters) {
            self.gather_clusters(checks, check, caseload, fails);
        }
    }

    /// Keeps strata that were drawn themselves apart: how they differ is what is known of the rest.
    fn gather_clusters(
        &mut self,
        checks: &[Drawn],
        check: CheckId,
        caseload: &Caseload,
        fails: &[Fail],
    ) {
        let this = &checks[check];
        let strata = this.strata.sizes.iter().zip(this.designed());
        let mut teams: Vec<Cluster> = strata
            .map(|(population, sampled)| {
                Cluster::from(Stratum {
                    population: *population as f64,
                    sampled: *sampled,
                    found: 0,
                })
            })
            .collect();
        for fail in fails {
            if let Some(stratum) = frame_stratum(checks, check, caseload, fail.index) {
                let team = &mut teams[stratum as usize];
                team.decisions.found += u64::from(fail.accuracy);
                team.amount += fail.yearly.abs();
                team.squares += fail.yearly * fail.yearly;
            }
        }
        teams.retain(|team| team.decisions.sampled > 0);
        if !teams.is_empty() {
            self.clusters.push(Clusters {
                frame: this.clusters().0,
                drawn: teams,
            });
        }
    }

    /// Adds the value of what the sample of `of` speaks for, in the one period gathered here.
    fn cover(&mut self, scenario: &Scenario, checks: &[Drawn], of: CheckId, caseload: &Caseload) {
        let by_value = weighing::interval(&checks[of], caseload).is_some();
        let all = checks[of].expansion() == 1.0 && self.covered == self.frame as f64;
        self.covered_value += if all || by_value {
            self.frame_value
        } else {
            checks[of].expansion() * covered::value(scenario, checks, of, caseload)
        };
    }

    fn add(&mut self, fail: &Fail, weight: f64, key: Key) {
        if fail.accuracy {
            self.class(key).stratum.found += 1;
        }
        if fail.yearly != 0.0 {
            self.class(key).monetary += 1;
        }
        self.weigh(fail, weight);
    }

    fn weigh(&mut self, fail: &Fail, weight: f64) {
        if fail.accuracy {
            self.weighted_fails += weight;
        }
        if fail.yearly != 0.0 {
            self.found.push(FoundError {
                amount: fail.yearly.abs(),
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
                monetary: 0,
            });
            self.classes.len() - 1
        });
        &mut self.classes[at]
    }

    /// The truth of the check's frame.
    fn frame_of(
        &mut self,
        scenario: &Scenario,
        checks: &[Drawn],
        check: CheckId,
        caseload: &Caseload,
    ) {
        let of = checks[check].setup.rechecks.unwrap_or(check);
        let population = caseload.population;
        let of_check = checks[check].setup.check;
        let squares = of_check.estimate.mve && of_check.interval == Interval::Posterior;
        self.frame += checks[of].strata.sizes.iter().sum::<u64>();
        for half in 0..population.halves() as u32 {
            let activity = population.activity(half);
            let mean = mean_value(scenario, activity);
            if mean > 0.0 {
                let size = checks[of].view.size_of_half(population, half) as f64;
                self.frame_value += mean * size;
                if squares {
                    self.frame_squares += mean_square(scenario, activity) * size;
                }
            }
        }
        let excludes = !checks[of].setup.check.excludes.is_empty();
        for index in 0..caseload.told.len() {
            if frame_stratum(checks, check, caseload, index).is_some() {
                if index < caseload.wrong {
                    self.frame_wrong += u64::from(caseload.told[index].inaccurate);
                    self.frame_error += caseload.told[index].yearly.abs();
                }
            } else if excludes {
                let told = caseload.told[index];
                if checks[of].view.stratum(told.id, told.place).is_some() {
                    self.frame_value -= mean_value(scenario, caseload.activity(index));
                    if squares {
                        self.frame_squares -= mean_square(scenario, caseload.activity(index));
                    }
                }
            }
        }
    }

    /// Adds what was learnt in another period.
    pub fn absorb(&mut self, other: &Self) {
        for class in &other.classes {
            let mine = self.class(class.key);
            mine.stratum.population += class.stratum.population;
            mine.stratum.sampled += class.stratum.sampled;
            mine.stratum.found += class.stratum.found;
            mine.monetary += class.monetary;
        }
        self.strata += other.strata;
        self.weighted_fails += other.weighted_fails;
        for (mine, theirs) in self.again.iter_mut().zip(other.again) {
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
        self.max_weight = self.max_weight.max(other.max_weight);
        if let Some(weighed) = &other.weighed {
            self.weighed.get_or_insert_default().absorb(weighed);
        }
        self.frame += other.frame;
        self.frame_wrong += other.frame_wrong;
        self.frame_value += other.frame_value;
        self.frame_error += other.frame_error;
        self.frame_squares += other.frame_squares;
        self.clusters.extend_from_slice(&other.clusters);
        self.rechecks_clusters |= other.rechecks_clusters;
        self.covered += other.covered;
        self.covered_value += other.covered_value;
    }
}

/// The weight N/n in lowest terms.
fn weight_key(population: u64, sampled: u64) -> Key {
    let (mut a, mut b) = (population, sampled);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    Key::Weight(population / a, sampled / a)
}

/// Expected yearly value of a decision, £; zero where the activity has none.
pub fn mean_value(scenario: &Scenario, activity: usize) -> f64 {
    scenario.activities[activity]
        .value
        .as_ref()
        .map_or(0.0, |value| value.mean())
}

/// Expected square of it, £².
fn mean_square(scenario: &Scenario, activity: usize) -> f64 {
    scenario.activities[activity]
        .value
        .as_ref()
        .map_or(0.0, |value| value.moment_below(2, f64::INFINITY))
}
