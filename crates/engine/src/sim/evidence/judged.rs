//! How many of a sample have an accuracy attribute, where not all of its frame do.

use rand::Rng;

use crate::sim::caseload::Caseload;
use crate::sim::drawn::Drawn;
use crate::sim::source::Source;
use crate::sim::strata::stratum;
use tierone_sampling::Taken;
use tierone_stats::rng::below;

/// Of one sample: the decisions that have an accuracy attribute which is looked at.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Drawn at random with known probability, by stratum.
    pub at_random: Vec<u64>,
    /// Those of them that are not tracked.
    pub untracked_at_random: Vec<u64>,
    /// Drawn in whatever way and not tracked.
    pub untracked: u64,
    /// Drawn in whatever way.
    pub drawn: u64,
}

impl Judged {
    /// Of the sample of a check, by activity. Tracked decisions are known. Of the right ones that are not, those of a stratum are
    /// as likely to be in the sample as one another, so that their number is hypergeometric.
    pub fn of<R: Rng>(source: Source, activities: &[bool], rng: &mut R) -> Self {
        let (this, caseload) = (source.this(), source.caseload);
        let strata = this.strata.sizes.len();
        let mut judged = Self {
            at_random: vec![0; strata],
            untracked_at_random: vec![0; strata],
            untracked: 0,
            drawn: 0,
        };
        for (index, taken) in &this.taken {
            let index = *index as usize;
            if !activities[caseload.activity(index)] {
                continue;
            }
            judged.drawn += 1;
            let stratum = stratum(source.checks, source.check, caseload, index);
            if let (Taken::AtRandom, Some(stratum)) = (taken, stratum) {
                judged.at_random[stratum as usize] += 1;
            }
        }
        let Some(draw) = &this.draw else {
            return judged;
        };
        let left = untracked(this, activities, caseload);
        for (stratum, left) in left.into_iter().enumerate() {
            let (all, at_random) = (draw.left[stratum], draw.at_random[stratum]);
            let by_risk = draw.anonymous_in(stratum) - at_random;
            if at_random + by_risk == 0 {
                continue;
            }
            let random = hypergeometric(at_random, left, all, rng);
            let rest = left - random;
            let risky = hypergeometric(by_risk, rest, all - at_random, rng);
            judged.at_random[stratum] += random;
            judged.untracked_at_random[stratum] += random;
            judged.untracked += random + risky;
            judged.drawn += random + risky;
        }
        judged
    }

    /// How many a recheck of this sample drew: those that are tracked, and of the others as many as chance has it.
    pub(crate) fn drawn_again<R: Rng>(
        &self,
        (first, again): (&Drawn, &Drawn),
        activities: &[bool],
        caseload: &Caseload,
        rng: &mut R,
    ) -> u64 {
        let tracked = again.taken.iter().map(|(index, _)| *index as usize);
        let tracked = tracked.filter(|index| activities[caseload.activity(*index)]);
        let (n, all) = (again.anonymous(), first.anonymous());
        tracked.count() as u64 + hypergeometric(n, self.untracked, all, rng)
    }
}

/// Decisions of these activities that are not tracked, by stratum.
fn untracked(this: &Drawn, activities: &[bool], caseload: &Caseload) -> Vec<u64> {
    let strata = 0..this.strata.sizes.len() as u32;
    if let Some(sorter) = this.setup.by_value {
        let urn = &caseload.urn;
        return strata
            .map(|stratum| urn.counted_of(sorter, stratum, activities))
            .collect();
    }
    let population = caseload.population;
    let of_stratum = |stratum: u32| {
        let cells = this.view.cells_of(stratum);
        let judged = cells.filter(|cell| activities[population.activity(*cell)]);
        let places = this.view.places_of(stratum);
        judged
            .map(|cell| match places {
                Some(places) => places.iter().map(|p| population.at_place(cell, *p)).sum(),
                None => population.size(cell),
            })
            .sum()
    };
    let mut left: Vec<u64> = strata.map(of_stratum).collect();
    for (index, tracked) in caseload.tracked.iter().enumerate() {
        if activities[caseload.activity(index)]
            && let Some(stratum) = this.view.stratum(tracked.id, tracked.place)
        {
            left[stratum as usize] -= 1;
        }
    }
    left
}

/// How many of `n` drawn without replacement from `all` are among the `wanted`.
fn hypergeometric<R: Rng>(n: u64, wanted: u64, all: u64, rng: &mut R) -> u64 {
    if n == 0 || wanted == 0 {
        return 0;
    }
    if wanted == all {
        return n;
    }
    if 2 * n > all {
        return wanted - hypergeometric(all - n, wanted, all, rng);
    }
    (0..n).fold(0, |drawn, before| {
        let hit = below(all - before, rng) < wanted - drawn;
        drawn + u64::from(hit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose};

    #[test]
    fn numbers_drawn_have_the_mean_and_variance_of_their_law() {
        let mut stream = Address::opening(1, 0).open(&Purpose::in_part("a"));
        for (n, wanted, all) in [(5, 30, 100), (80, 30, 100), (50, 1, 100), (3, 99, 100)] {
            let draws: Vec<f64> = (0..20_000)
                .map(|_| hypergeometric(n, wanted, all, &mut stream) as f64)
                .collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
            let (n, p, all) = (n as f64, wanted as f64 / all as f64, all as f64);
            let law = n * p * (1.0 - p) * (all - n) / (all - 1.0);
            // Four standard errors of the mean; of the variance some six.
            assert!(
                (mean - n * p).abs() < 4.0 * (law / 20_000.0).sqrt(),
                "{n} {p}"
            );
            assert!(
                (variance / law - 1.0).abs() < 0.06,
                "{n} {p} {variance} {law}"
            );
        }
        for (n, wanted, all, drawn) in [(0, 5, 9, 0), (4, 9, 9, 4), (9, 5, 9, 5), (4, 0, 9, 0)] {
            assert_eq!(hypergeometric(n, wanted, all, &mut stream), drawn);
        }
    }
}
