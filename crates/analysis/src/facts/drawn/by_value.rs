//! What a check learns that draws each decision on its own, by value.

use rand::RngExt;

use super::asks::Asks;
use super::gather::Gathering;
use super::tally::{TIMES, Tally};
use tierone_sampling::{ByValue, Sorted, ValueDraws, cut_evenly};
use tierone_stats::rng::Stream;

impl Gathering<'_, '_> {
    /// Decisions drawn each on its own, by value; of accuracy alone.
    pub(super) fn by_value(
        &self,
        asks: &Asks,
        by: &ByValue,
        tallies: &mut [Tally; TIMES],
        rng: &mut Stream,
    ) {
        let ByValue::Entry { interval } = by else {
            return;
        };
        let entered = &asks.strata[0];
        let thinned = entered.size as f64 / entered.sampled as f64;
        if entered.sampled == 0 {
            let all = asks.strata.iter();
            for stratum in all {
                let (mean, number) = self.mean(&stratum.members);
                for tally in tallies.iter_mut() {
                    self.unseen(tally, &mean, (number, 0.0, 0.0));
                }
            }
            return;
        }
        let sizes: Vec<u64> = entered.members.iter().map(|m| m.number as u64).collect();
        let taken = cut_evenly(&sizes, entered.sampled, rng);
        let by_class = Sorted { by, class: 0 };
        for (member, taken) in entered.members.iter().zip(taken) {
            let chances = self.chances(member.cell, member.place);
            let activity = self.period.population.activity(member.cell);
            let law = &self.office.scenario.activities[activity].value;
            let Some(law) = law else { continue };
            let draws = ValueDraws::new(law, &[by_class]);
            for tally in tallies.iter_mut() {
                let mut fails = 0.0;
                for _ in 0..taken {
                    let weight = thinned * (interval / draws.draw(rng)).max(1.0);
                    tally.accuracy.weights.add(weight);
                    if rng.random::<f64>() < chances.fails {
                        tally.accuracy.wrong.push(weight);
                        tally.accuracy.weighted_fails += weight;
                        fails += 1.0;
                    }
                }
                self.unseen(tally, chances, (member.number, taken as f64, fails));
            }
        }
        for stratum in &asks.strata[1..] {
            for member in &stratum.members {
                let chances = self.chances(member.cell, member.place);
                for tally in tallies.iter_mut() {
                    self.unseen(tally, chances, (member.number, 0.0, 0.0));
                }
            }
        }
        let valued = asks.strata.iter().flat_map(|stratum| &stratum.members);
        let valued = valued.filter(|member| self.value(member.cell) > 0.0);
        let covered = valued.map(|member| member.number).sum::<f64>();
        tallies
            .iter_mut()
            .for_each(|tally| tally.covered += covered);
    }
}
