//! Gathering: what one check learnt in one period, by how it drew its sample.

use super::covered;
use super::{Evidence, Judged, Key};
use crate::sim::caseload::Tracked;
use crate::sim::results::Fail;
use crate::sim::source::Source;
use crate::sim::value::mean_values;
use crate::sim::weighing;
use tierone_sampling::{Select, Taken};
use tierone_stats::cluster::{Cluster, Clusters};
use tierone_stats::rng::Stream;
use tierone_stats::stratified::Stratum;

impl Evidence {
    /// Adds what `check` learnt in one period; `open` gives the stream of how many of its sample have an accuracy attribute.
    pub fn gather(
        &mut self,
        source: Source,
        all_fails: &[Vec<Fail>],
        open: impl FnOnce() -> Stream,
    ) {
        self.gather_of(source, all_fails, None);
        let setup = source.this().setup;
        if setup.in_part {
            let mut stream = open();
            let first = source.of_frame();
            let mut judged = Judged::of(first, &setup.judges, &mut stream);
            if setup.rechecks.is_some() {
                let both = (first.this(), source.this());
                let (activities, caseload) = (&setup.judges, source.caseload);
                judged.drawn = judged.drawn_again(both, activities, caseload, &mut stream);
            }
            let mut part = Evidence {
                in_part: true,
                ..Evidence::default()
            };
            part.gather_of(source, all_fails, Some(&judged));
            self.judged = Some(Box::new(part));
        }
    }

    /// Of all that was drawn, or of the part that has an accuracy attribute.
    fn gather_of(&mut self, source: Source, all_fails: &[Vec<Fail>], judged: Option<&Judged>) {
        let (this, caseload) = (source.this(), source.caseload);
        let fails = &all_fails[source.check];
        let means = mean_values(source.scenario);
        self.frame_of(source, &means);
        self.checked += judged.map_or(this.drawn(), |judged| judged.drawn);
        self.failed += fails.iter().filter(|fail| fail.accuracy).count() as u64;
        self.found_plain += fails.iter().map(|fail| fail.yearly.abs()).sum::<f64>();
        // Decisions that are not tracked are of one expected value, or no estimate wants to know.
        let mean = self.frame_value / self.frame.max(1) as f64;
        let tracked = this.taken.iter().map(|(index, _)| *index as usize);
        let tracked = tracked.map(|index| means[caseload.activity(index)]);
        self.checked_value += tracked.sum::<f64>() + mean * this.anonymous() as f64;
        if let Some(first) = this.setup.rechecks {
            self.gather_recheck(source, first, fails, judged);
            let agreement = self.agreement.get_or_insert_default();
            agreement.gather(source, first, all_fails);
        } else if weighing::interval(this, caseload).is_some() {
            self.gather_by_value(source, fails);
        } else if this.setup.design.known_inclusion() {
            self.gather_design(source, fails, judged);
        }
    }

    fn gather_design(&mut self, source: Source, fails: &[Fail], judged: Option<&Judged>) {
        let this = source.this();
        let (frame, drawn) = this.clusters();
        let expansion = this.expansion();
        let values = match this.setup.check.estimate.mve && judged.is_none() {
            true => covered::values(source),
            false => Vec::new(),
        };
        for (stratum, sampled) in this.designed().iter().enumerate() {
            // How many of a stratum are judged the sample says.
            let share = judged.map_or(1.0, |judged| {
                judged.at_random[stratum] as f64 / (*sampled).max(1) as f64
            });
            let stands_for = share * expansion * this.stands_for(stratum);
            if judged.is_some() {
                self.covered += stands_for;
            } else if this.is_reached(stratum) {
                self.covered += expansion * this.strata.sizes[stratum] as f64;
            }
            let sampled = judged.map_or(*sampled, |judged| judged.at_random[stratum]);
            if sampled > 0 {
                let weight = this.weight_of(stratum);
                self.strata += 1;
                let class = self.class(weight_key(frame * weight.0, drawn * weight.1));
                class.stratum.population += stands_for;
                class.stratum.sampled += sampled;
                let value = values.get(stratum).copied().unwrap_or(0.0);
                class.value += value * stands_for / this.strata.sizes[stratum] as f64;
            }
        }
        self.cover(source);
        for fail in fails {
            let at_random = this.taken(fail.index) == Some(Taken::AtRandom);
            let Some(stratum) = source.stratum(fail.index) else {
                continue;
            };
            let (population, sampled) = this.weight_of(stratum as usize);
            if at_random && sampled > 0 {
                let key = weight_key(frame * population, drawn * sampled);
                self.add(fail, source.caseload, this.weight(stratum as usize), key);
            }
        }
        if matches!(this.setup.design.select(), Select::InClusters) {
            self.gather_clusters(source, fails, judged);
        }
    }

    /// Keeps strata that were drawn themselves apart: how they differ is what is known of the rest.
    fn gather_clusters(&mut self, source: Source, fails: &[Fail], judged: Option<&Judged>) {
        let this = source.this();
        let strata = this.strata.sizes.iter().zip(this.designed()).enumerate();
        let mut teams: Vec<Cluster> = strata
            .map(|(stratum, (population, checked))| {
                let sampled = judged.map_or(*checked, |judged| judged.at_random[stratum]);
                let share = sampled as f64 / (*checked).max(1) as f64;
                Cluster::from(Stratum {
                    population: match judged {
                        Some(_) => share * *population as f64,
                        None => *population as f64,
                    },
                    sampled,
                    found: 0,
                })
            })
            .collect();
        for fail in fails {
            if let Some(stratum) = source.stratum(fail.index) {
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

    /// The truth of the check's frame, where decisions are expected to be worth these means by activity.
    fn frame_of(&mut self, source: Source, means: &[f64]) {
        let (scenario, caseload) = (source.scenario, source.caseload);
        let of = source.of_frame().this();
        let population = caseload.population;
        if !self.in_part {
            self.frame += of.strata.sizes.iter().sum::<u64>();
        }
        for cell in 0..population.cells() as u32 {
            let activity = population.activity(cell);
            if self.in_part && scenario.has_accuracy(activity) {
                self.frame += of.view.size_of_cell(population, cell);
            }
            let mean = means[activity];
            if mean > 0.0 {
                let size = of.view.size_of_cell(population, cell) as f64;
                self.frame_value += mean * size;
            }
        }
        let in_view = |tracked: &Tracked| of.view.has(tracked.id, tracked.place);
        if of.setup.check.excludes.is_empty() {
            let wrong = &caseload.tracked[..caseload.wrong];
            for tracked in wrong.iter().filter(|tracked| in_view(tracked)) {
                self.add_wrong(tracked);
            }
            return;
        }
        // Right decisions matter too: some are left out.
        for (index, tracked) in caseload.tracked.iter().enumerate() {
            if source.stratum(index).is_some() {
                if index < caseload.wrong {
                    self.add_wrong(tracked);
                }
            } else if in_view(tracked) {
                self.frame_value -= means[caseload.activity(index)];
                if self.in_part && scenario.has_accuracy(caseload.activity(index)) {
                    self.frame -= 1;
                }
            }
        }
    }

    /// Adds a decision of the frame that is wrong.
    fn add_wrong(&mut self, tracked: &Tracked) {
        self.frame_wrong += u64::from(tracked.inaccurate);
        self.frame_error += tracked.yearly.abs();
    }

    /// Adds the value of what a sample covers, in the one period gathered here.
    pub(super) fn cover(&mut self, of: Source) {
        let expansion = of.this().expansion();
        let by_value = weighing::interval(of.this(), of.caseload).is_some();
        let all = expansion == 1.0 && self.covered == self.frame as f64;
        self.covered_value += if all || by_value {
            self.frame_value
        } else {
            expansion * covered::value(of)
        };
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
