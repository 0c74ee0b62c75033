//! Sorting a period's decisions by value, before any check is drawn.

use rand_distr::{Binomial, Distribution as _};

use super::{Bin, Group, Joints, Sorter, Urn};
use crate::sim::caseload::Caseload;
use crate::sim::drawn::Drawn;
use crate::sim::setup::Setup;
use crate::sim::value::{distribution, mean_value};
use tierone_sampling::world::{DecisionId, Population, SYSTEM};
use tierone_sampling::{ByValue, Sorted, probability, spread};
use tierone_scenario::Scenario;
use tierone_stats::rng::Stream;

/// Sorts the decisions of a period for the checks that want it, before any check is drawn, and gives
/// those checks their strata. All decisions that are tracked by now are in error.
pub fn sort(setup: &Setup, checks: &mut [Drawn], caseload: &mut Caseload) {
    let scenario = setup.scenario;
    let population = caseload.population;
    let mut urn = Urn::default();
    for (check, drawn) in checks.iter().enumerate() {
        let frame_value = expected_in_frame(scenario, population, drawn);
        if let Some(by) = ByValue::of(&drawn.setup.stratify, frame_value) {
            urn.sorters.push(Sorter { check, by });
        }
    }
    if urn.is_empty() {
        return;
    }
    urn.lay_out(checks, population);
    for index in 0..caseload.tracked.len() {
        let tracked = caseload.tracked[index];
        let frames = urn.frames(checks, tracked.id, tracked.place);
        let mut joint = 0;
        for (n, Sorter { check, by }) in urn.sorters.iter().enumerate() {
            let class = match frames & 1 << n {
                0 => 0,
                _ => by.sort(caseload.values[index], &mut checks[*check].stream),
            };
            joint = urn.joints.follow(joint, class);
        }
        caseload.classes.push(joint);
        if frames != 0 {
            let group = urn.group(caseload.activity(index), frames);
            urn.groups[group].bins[0].count -= 1;
        }
    }
    for sorter in 0..urn.sorters.len() {
        urn.split(scenario, sorter, checks);
    }
    for sorter in 0..urn.sorters.len() {
        let check = urn.sorters[sorter].check;
        let mut sizes = urn.counted(sorter);
        for (tracked, joint) in caseload.tracked.iter().zip(&caseload.classes) {
            if checks[check]
                .view
                .stratum(tracked.id, tracked.place)
                .is_some()
            {
                sizes[urn.class(sorter, *joint) as usize] += 1;
            }
        }
        let by = &urn.sorters[sorter].by;
        let deviations = match by {
            ByValue::Bands(_) => {
                let expected = &setup.expected[caseload.period];
                deviations(scenario, population, &checks[check], by, expected)
            }
            ByValue::Entry { .. } => Vec::new(),
        };
        checks[check].strata.sizes = sizes;
        checks[check].strata.deviations = deviations;
    }
    caseload.urn = urn;
}

impl Urn {
    /// Counts the decisions of every group.
    fn lay_out(&mut self, checks: &[Drawn], population: &Population) {
        let of_people = |sorter: &Sorter| checks[sorter.check].view.is_of_people();
        let of_people = self.sorters.iter().any(of_people);
        for cell in 0..population.cells() as u32 {
            let activity = population.activity(cell);
            let mut add = |place: u32, size: u64| {
                let id = DecisionId { cell, serial: 0 };
                let frames = self.frames(checks, id, place);
                if frames != 0 && size > 0 {
                    let group = self.group(activity, frames);
                    self.groups[group].bins[0].count += size;
                }
            };
            if of_people && !population.part_of(cell).1 {
                for place in 0..population.filled.len() as u32 {
                    add(place, population.at_place(cell, place));
                }
            } else {
                add(SYSTEM, population.size(cell));
            }
        }
    }

    /// Splits every group by the classes of one more sorter, given those of the sorters before.
    fn split(&mut self, scenario: &Scenario, sorter: usize, checks: &mut [Drawn]) {
        let classes = self.sorters[sorter].by.classes() as u32;
        let stream = &mut checks[self.sorters[sorter].check].stream;
        let before = (1u64 << sorter) - 1;
        for group in 0..self.groups.len() {
            let Group {
                activity, frames, ..
            } = self.groups[group];
            let values = distribution(scenario, activity);
            let mut split = Vec::new();
            for Bin { joint, count } in std::mem::take(&mut self.groups[group].bins) {
                let mut add = |joints: &mut Joints, class: u32, count: u64| {
                    if count > 0 {
                        let joint = joints.follow(joint, class);
                        split.push(Bin { joint, count });
                    }
                };
                if frames & 1 << sorter == 0 {
                    add(&mut self.joints, 0, count);
                    continue;
                }
                let by = &self.sorters[sorter].by;
                let mut known = self.sorted(frames & before, joint);
                let mut chance = probability(values, &known);
                let mut here = vec![0; classes as usize];
                let mut left = count;
                for class in 0..classes {
                    known.push(Sorted { by, class });
                    let own = probability(values, &known);
                    known.pop();
                    here[class as usize] = if class + 1 == classes || own >= chance {
                        left
                    } else {
                        binomial(left, own / chance, stream)
                    };
                    left -= here[class as usize];
                    chance -= own;
                }
                for (class, count) in (0..classes).zip(here) {
                    add(&mut self.joints, class, count);
                }
            }
            self.groups[group].bins = split;
        }
    }
}

fn binomial(n: u64, p: f64, stream: &mut Stream) -> u64 {
    if n == 0 {
        return 0;
    }
    let law = Binomial::new(n, p.clamp(0.0, 1.0));
    law.expect("a probability and a number make a binomial law")
        .sample(stream)
}

/// Expected value of a check's frame, £ a year.
fn expected_in_frame(scenario: &Scenario, population: &Population, check: &Drawn) -> f64 {
    if !check.setup.stratify.is_by_value() {
        return 0.0;
    }
    let value = |cell: u32| {
        let mean = mean_value(scenario, population.activity(cell));
        mean * check.view.size_of_cell(population, cell) as f64
    };
    (0..population.cells() as u32).map(value).sum()
}

/// Standard deviations of being inaccurate by band, as the activities are expected to lie in it.
fn deviations(
    scenario: &Scenario,
    population: &Population,
    check: &Drawn,
    by: &ByValue,
    expected: &[f64],
) -> Vec<f64> {
    let deviation = |class: u32| {
        let (mut wrong, mut all) = (0.0, 0.0);
        for cell in 0..population.cells() as u32 {
            let values = distribution(scenario, population.activity(cell));
            let size = check.view.size_of_cell(population, cell) as f64
                * probability(values, &[Sorted { by, class }]);
            wrong += size * expected[cell as usize];
            all += size;
        }
        if all > 0.0 { spread(wrong / all) } else { 0.0 }
    };
    (0..by.classes() as u32).map(deviation).collect()
}
