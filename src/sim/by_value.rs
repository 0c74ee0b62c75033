//! Decisions sorted by their value: each told decision has its classes, and the right ones that are
//! not told apart are counted by class, as a value is only drawn where something needs it.

use rand_distr::{Binomial, Distribution as _};

use super::caseload::Caseload;
use super::draws::Drawn;
use super::setup::Setup;
use crate::distribution::Distribution;
use crate::rng::{Stream, below};
use crate::sampling::{ByValue, Sorted, draw_value, expected_value, probability, spread};
use crate::scenario::Scenario;
use crate::world::{DecisionId, Population};

/// What an activity without values has.
const NO_VALUE: Distribution = Distribution::Constant(0.0);

/// How the checks of a policy that sort by value have sorted a period's decisions.
#[derive(Debug, Default)]
pub struct Urn {
    sorters: Vec<Sorter>,
    /// Right decisions that are not told apart.
    groups: Vec<Group>,
}

/// A check that sorts by value.
#[derive(Debug)]
struct Sorter {
    /// Its place in the policy.
    check: usize,
    by: ByValue,
    /// By how much the joint class grows with the check's own.
    step: u32,
}

/// Decisions of one activity that lie in the frames of the same checks: those of a class are alike.
#[derive(Debug)]
struct Group {
    activity: usize,
    /// In whose frames, a bit for each sorter.
    frames: u64,
    /// How many, by joint class.
    counts: Vec<u64>,
}

impl Urn {
    /// Whether no check of the policy sorts by value.
    pub fn is_empty(&self) -> bool {
        self.sorters.is_empty()
    }

    /// A sorter's own class within a joint one.
    pub fn class(&self, sorter: usize, joint: u32) -> u32 {
        let Sorter { by, step, .. } = &self.sorters[sorter];
        joint / step % by.classes() as u32
    }

    /// The sampling interval of a check that draws by value; none for bands.
    pub fn interval(&self, sorter: usize) -> Option<f64> {
        match self.sorters[sorter].by {
            ByValue::Bands(_) => None,
            ByValue::Entry { interval } => Some(interval),
        }
    }

    /// All that a joint class says of a value in those frames.
    fn sorted(&self, frames: u64, joint: u32) -> Vec<Sorted<'_>> {
        (0..self.sorters.len())
            .filter(|sorter| frames & 1 << sorter != 0)
            .map(|sorter| Sorted {
                by: &self.sorters[sorter].by,
                class: self.class(sorter, joint),
            })
            .collect()
    }

    /// In which of the sorters' frames a decision lies, excluded or not.
    fn frames(&self, checks: &[Drawn], id: DecisionId, place: u32) -> u64 {
        let inside = |sorter: &Sorter| checks[sorter.check].view.stratum(id, place).is_some();
        let sorters = self.sorters.iter().enumerate();
        sorters.fold(0, |frames, (n, sorter)| {
            frames | u64::from(inside(sorter)) << n
        })
    }

    fn group(&mut self, activity: usize, frames: u64) -> usize {
        let same = |group: &Group| group.activity == activity && group.frames == frames;
        self.groups.iter().position(same).unwrap_or_else(|| {
            self.groups.push(Group {
                activity,
                frames,
                counts: vec![0],
            });
            self.groups.len() - 1
        })
    }

    /// Takes a right decision that is singled out whatever its value; returns its joint class.
    pub fn take(
        &mut self,
        checks: &[Drawn],
        activity: usize,
        (id, place): (DecisionId, u32),
        stream: &mut Stream,
    ) -> u32 {
        let frames = self.frames(checks, id, place);
        if frames == 0 {
            return 0;
        }
        let group = self.group(activity, frames);
        let counts = &mut self.groups[group].counts;
        let mut at = below(counts.iter().sum(), stream);
        let joint = counts.iter().position(|count| {
            let here = at < *count;
            at = at.saturating_sub(*count);
            here
        });
        let joint = joint.expect("a decision that is not told apart is counted");
        counts[joint] -= 1;
        joint as u32
    }

    /// Takes a right decision of a sorter's class; returns its group and joint class.
    fn take_of_class(&mut self, sorter: usize, class: u32, stream: &mut Stream) -> (usize, u32) {
        let of_class: Vec<(usize, usize)> = self.cells(sorter, |own| own == class).collect();
        let count = |cell: &(usize, usize)| self.groups[cell.0].counts[cell.1];
        let mut at = below(of_class.iter().map(count).sum(), stream);
        let cell = of_class.iter().find(|cell| {
            let here = at < count(cell);
            at = at.saturating_sub(count(cell));
            here
        });
        let (group, joint) = *cell.expect("a sampled decision that is not told apart is counted");
        self.groups[group].counts[joint] -= 1;
        (group, joint as u32)
    }

    /// Groups and joint classes in a sorter's frame whose own class is wanted.
    fn cells<'a>(
        &'a self,
        sorter: usize,
        wanted: impl Fn(u32) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        let groups = self.groups.iter().enumerate();
        groups
            .filter(move |(_, group)| group.frames & 1 << sorter != 0)
            .flat_map(move |(number, group)| {
                let joints = 0..group.counts.len();
                joints
                    .filter(move |joint| wanted(self.class(sorter, *joint as u32)))
                    .map(move |joint| (number, joint))
            })
    }

    /// Right decisions that are not told apart, by a sorter's class.
    fn untold(&self, sorter: usize) -> Vec<u64> {
        let mut sizes = vec![0; self.sorters[sorter].by.classes()];
        for (group, joint) in self.cells(sorter, |_| true) {
            let class = self.class(sorter, joint as u32) as usize;
            sizes[class] += self.groups[group].counts[joint];
        }
        sizes
    }

    /// Expected value of the untold decisions of a sorter's frame whose class is wanted, £ a year, by
    /// that sorter's classes alone.
    pub fn expected_untold(
        &self,
        scenario: &Scenario,
        sorter: usize,
        wanted: impl Fn(u32) -> bool + Copy,
    ) -> f64 {
        let value = |(group, joint): (usize, usize)| {
            let Group {
                activity, counts, ..
            } = &self.groups[group];
            let class = self.class(sorter, joint as u32);
            counts[joint] as f64 * self.expected(scenario, *activity, sorter, class)
        };
        self.cells(sorter, wanted).map(value).sum()
    }

    /// Expected value of a decision in a sorter's class, £ a year.
    pub fn expected(&self, scenario: &Scenario, activity: usize, sorter: usize, class: u32) -> f64 {
        let by = &self.sorters[sorter].by;
        expected_value(values(scenario, activity), &[Sorted { by, class }])
    }

    /// Draws the value of a decision of these classes.
    pub fn draw_value(
        &self,
        scenario: &Scenario,
        activity: usize,
        (frames, joint): (u64, u32),
        stream: &mut Stream,
    ) -> f64 {
        let sorted = self.sorted(frames, joint);
        draw_value(values(scenario, activity), &sorted, stream)
    }

    /// Draws values of `count` of a sorter's untold decisions of a class, without replacement.
    pub fn draw_values(
        &self,
        scenario: &Scenario,
        sorter: usize,
        class: u32,
        count: u64,
        stream: &mut Stream,
        mut with: impl FnMut(f64),
    ) {
        let mut cells: Vec<(usize, usize, u64)> = self
            .cells(sorter, |own| own == class)
            .map(|(group, joint)| (group, joint, self.groups[group].counts[joint]))
            .collect();
        let mut left: u64 = cells.iter().map(|cell| cell.2).sum();
        for _ in 0..count {
            let mut at = below(left, stream);
            left -= 1;
            let mut number = 0;
            while at >= cells[number].2 {
                at -= cells[number].2;
                number += 1;
            }
            cells[number].2 -= 1;
            let Group {
                activity, frames, ..
            } = self.groups[cells[number].0];
            let known = (frames, cells[number].1 as u32);
            with(self.draw_value(scenario, activity, known, stream));
        }
    }
}

/// The law of an activity's values.
fn values(scenario: &Scenario, activity: usize) -> &Distribution {
    scenario.activities[activity]
        .value
        .as_ref()
        .unwrap_or(&NO_VALUE)
}

/// Sorts the decisions of a period for the checks that want it, before any check is drawn, and gives
/// those checks their strata. All decisions that are told apart by now are in error.
pub fn sort(setup: &Setup, checks: &mut [Drawn], caseload: &mut Caseload, period: usize) {
    let scenario = setup.scenario;
    let population = caseload.population;
    let mut urn = Urn::default();
    let mut step = 1;
    for (check, drawn) in checks.iter().enumerate() {
        let frame_value = expected_in_frame(scenario, population, drawn);
        if let Some(by) = ByValue::of(&drawn.setup.stratify, frame_value) {
            let classes = by.classes() as u32;
            urn.sorters.push(Sorter { check, by, step });
            step *= classes;
        }
    }
    urn.lay_out(checks, population);
    for index in 0..caseload.told.len() {
        let told = caseload.told[index];
        let frames = urn.frames(checks, told.id, told.place);
        let mut joint = 0;
        for (n, Sorter { check, by, step }) in urn.sorters.iter().enumerate() {
            if frames & 1 << n != 0 {
                joint += step * by.sort(caseload.values[index], &mut checks[*check].stream);
            }
        }
        caseload.classes.push(joint);
        if frames != 0 {
            let group = urn.group(caseload.activity(index), frames);
            urn.groups[group].counts[0] -= 1;
        }
    }
    for sorter in 0..urn.sorters.len() {
        urn.split(scenario, sorter, checks);
    }
    for sorter in 0..urn.sorters.len() {
        let check = urn.sorters[sorter].check;
        let mut sizes = urn.untold(sorter);
        for (told, joint) in caseload.told.iter().zip(&caseload.classes) {
            if checks[check].view.stratum(told.id, told.place).is_some() {
                sizes[urn.class(sorter, *joint) as usize] += 1;
            }
        }
        let by = &urn.sorters[sorter].by;
        let deviations = match by {
            ByValue::Bands(_) => {
                let expected = &setup.expected[period];
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
        for half in 0..population.halves() as u32 {
            let activity = population.activity(half);
            let mut add = |place: u32, size: u64| {
                let id = DecisionId {
                    part: half,
                    serial: 0,
                };
                let frames = self.frames(checks, id, place);
                if frames != 0 && size > 0 {
                    let group = self.group(activity, frames);
                    self.groups[group].counts[0] += size;
                }
            };
            if of_people && !population.half(half).1 {
                for place in 0..population.filled.len() as u32 {
                    add(place, population.at_place(half, place));
                }
            } else {
                add(crate::world::SYSTEM, population.size(half));
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
                activity,
                frames,
                counts,
            } = &self.groups[group];
            let (frames, step) = (*frames, counts.len() as u32);
            let values = values(scenario, *activity);
            let mut split = vec![0; counts.len() * classes as usize];
            for (joint, count) in (0..step).zip(counts) {
                if frames & 1 << sorter == 0 {
                    split[joint as usize] = *count;
                    continue;
                }
                let mut known = self.sorted(frames & before, joint);
                let mut left = *count;
                let mut chance = probability(values, &known);
                for class in 0..classes {
                    known.push(Sorted {
                        by: &self.sorters[sorter].by,
                        class,
                    });
                    let own = probability(values, &known);
                    known.pop();
                    let here = if class + 1 == classes || own >= chance {
                        left
                    } else {
                        binomial(left, own / chance, stream)
                    };
                    split[(class * step + joint) as usize] = here;
                    left -= here;
                    chance -= own;
                }
            }
            self.groups[group].counts = split;
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
    let value = |half: u32| {
        let mean = super::estimating::mean_value(scenario, population.activity(half));
        mean * check.view.size_of_half(population, half) as f64
    };
    (0..population.halves() as u32).map(value).sum()
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
        for half in 0..population.halves() as u32 {
            let values = values(scenario, population.activity(half));
            let size = check.view.size_of_half(population, half) as f64
                * probability(values, &[Sorted { by, class }]);
            wrong += size * expected[half as usize];
            all += size;
        }
        if all > 0.0 { spread(wrong / all) } else { 0.0 }
    };
    (0..by.classes() as u32).map(deviation).collect()
}

/// Picks a right decision of a check's stratum that is not told apart, every one alike, and settles
/// into which classes of value it falls.
pub fn pick(
    checks: &[Drawn],
    check: usize,
    stratum: u32,
    caseload: &mut Caseload,
    stream: &mut Stream,
) -> (DecisionId, u32, u32) {
    let this = &checks[check];
    if caseload.urn.is_empty() {
        let (id, place) = caseload.pick_right((check, &this.view), stratum, stream);
        return (id, place, 0);
    }
    let Some(sorter) = this.setup.by_value else {
        let (id, place) = caseload.pick_right((check, &this.view), stratum, stream);
        let activity = caseload.population.activity(id.part);
        let joint = caseload.urn.take(checks, activity, (id, place), stream);
        return (id, place, joint);
    };
    let (group, joint) = caseload.urn.take_of_class(sorter, stratum, stream);
    let Group {
        activity, frames, ..
    } = caseload.urn.groups[group];
    loop {
        // The view of such a check divides its frame by activity.
        let (id, place) = caseload.pick_right((check, &this.view), activity as u32, stream);
        if caseload.urn.frames(checks, id, place) == frames {
            return (id, place, joint);
        }
    }
}

/// In whose frames a told decision lies, and its joint class: what its value must agree with.
pub fn known(checks: &[Drawn], caseload: &Caseload, index: usize) -> (u64, u32) {
    let told = &caseload.told[index];
    let frames = caseload.urn.frames(checks, told.id, told.place);
    (frames, caseload.classes[index])
}
