//! Decisions sorted by their value: each tracked decision has its classes, and the right ones that are
//! not tracked are counted by class, as a value is only drawn where something needs it.

pub mod sort;

use super::drawn::Drawn;
use super::value::distribution;
use tierone_sampling::world::DecisionId;
use tierone_sampling::{ByValue, Sorted, ValueDraws, expected_value};
use tierone_scenario::Scenario;
use tierone_stats::rng::{Stream, below};

/// How the checks of a policy that sort by value have sorted a period's decisions.
#[derive(Debug, Default)]
pub struct Urn {
    sorters: Vec<Sorter>,
    joints: Joints,
    /// Right decisions that are not tracked.
    groups: Vec<Group>,
}

/// A check that sorts by value.
#[derive(Debug)]
struct Sorter {
    /// Its place in the policy.
    check: usize,
    by: ByValue,
}

/// Joint classes, one sorter's after another: a tree that holds those that occur, for all that could
/// are too many where many checks sort.
#[derive(Debug)]
struct Joints {
    /// The classes that lead to each.
    paths: Vec<Vec<u32>>,
    /// Those that follow on each, by the next sorter's class; none where it has not occurred.
    next: Vec<Vec<Option<u32>>>,
}

impl Default for Joints {
    fn default() -> Self {
        Self {
            paths: vec![Vec::new()],
            next: vec![Vec::new()],
        }
    }
}

impl Joints {
    /// The joint class that follows by the next sorter's class; the first, of no sorter, is 0.
    fn follow(&mut self, joint: u32, class: u32) -> u32 {
        let (joint, place) = (joint as usize, class as usize);
        if let Some(Some(known)) = self.next[joint].get(place) {
            return *known;
        }
        let new = self.paths.len() as u32;
        let mut path = self.paths[joint].clone();
        path.push(class);
        self.paths.push(path);
        self.next.push(Vec::new());
        if self.next[joint].len() <= place {
            self.next[joint].resize(place + 1, None);
        }
        self.next[joint][place] = Some(new);
        new
    }
}

/// Decisions of one activity that lie in the frames of the same checks: those of a class are alike.
#[derive(Debug)]
struct Group {
    activity: usize,
    /// In whose frames, a bit for each sorter.
    frames: u64,
    /// How many, by joint class.
    bins: Vec<Bin>,
}

/// Alike decisions of a group.
#[derive(Clone, Copy, Debug)]
struct Bin {
    joint: u32,
    count: u64,
}

/// What a decision that is taken by its class of value must be.
#[derive(Clone, Copy, Debug)]
pub struct Sought {
    /// Its activity.
    pub activity: usize,
    /// In whose frames it lies, a bit for each sorter.
    pub frames: u64,
    /// Its joint class.
    pub joint: u32,
}

impl Urn {
    /// Whether no check of the policy sorts by value.
    pub fn is_empty(&self) -> bool {
        self.sorters.is_empty()
    }

    /// A sorter's own class within a joint one.
    pub fn class(&self, sorter: usize, joint: u32) -> u32 {
        self.joints.paths[joint as usize]
            .get(sorter)
            .copied()
            .unwrap_or(0)
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
    pub fn frames(&self, checks: &[Drawn], id: DecisionId, place: u32) -> u64 {
        let inside = |sorter: &Sorter| checks[sorter.check].view.has(id, place);
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
                bins: vec![Bin { joint: 0, count: 0 }],
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
        let bins = &mut self.groups[group].bins;
        let mut at = below(bins.iter().map(|bin| bin.count).sum(), stream);
        let bin = bins.iter_mut().find(|bin| {
            let here = at < bin.count;
            at = at.saturating_sub(bin.count);
            here
        });
        let bin = bin.expect("a decision that is not tracked is counted");
        bin.count -= 1;
        bin.joint
    }

    /// Takes a right decision of a sorter's class.
    pub(crate) fn take_of_class(
        &mut self,
        sorter: usize,
        class: u32,
        stream: &mut Stream,
    ) -> Sought {
        let of_class: Vec<(usize, usize)> = self.bins(sorter, |own| own == class).collect();
        let count = |bin: &(usize, usize)| self.groups[bin.0].bins[bin.1].count;
        let mut at = below(of_class.iter().map(count).sum(), stream);
        let bin = of_class.iter().find(|bin| {
            let here = at < count(bin);
            at = at.saturating_sub(count(bin));
            here
        });
        let (group, bin) = *bin.expect("a sampled decision that is not tracked is counted");
        let group = &mut self.groups[group];
        let bin = &mut group.bins[bin];
        bin.count -= 1;
        Sought {
            activity: group.activity,
            frames: group.frames,
            joint: bin.joint,
        }
    }

    /// Groups and their bins in a sorter's frame whose own class is wanted.
    fn bins<'a>(
        &'a self,
        sorter: usize,
        wanted: impl Fn(u32) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        let groups = self.groups.iter().enumerate();
        groups
            .filter(move |(_, group)| group.frames & 1 << sorter != 0)
            .flat_map(move |(number, group)| {
                let bins = group.bins.iter().enumerate();
                bins.filter(move |(_, bin)| wanted(self.class(sorter, bin.joint)))
                    .map(move |(bin, _)| (number, bin))
            })
    }

    /// Right decisions that are not tracked, by a sorter's class.
    fn counted(&self, sorter: usize) -> Vec<u64> {
        let mut sizes = vec![0; self.sorters[sorter].by.classes()];
        for (group, bin) in self.bins(sorter, |_| true) {
            let Bin { joint, count } = self.groups[group].bins[bin];
            sizes[self.class(sorter, joint) as usize] += count;
        }
        sizes
    }

    /// The same of one class, of the activities that are wanted.
    pub(crate) fn counted_of(&self, sorter: usize, class: u32, activities: &[bool]) -> u64 {
        let bins = self.bins(sorter, |other| other == class);
        let of_activity = bins.filter(|(group, _)| activities[self.groups[*group].activity]);
        of_activity
            .map(|(group, bin)| self.groups[group].bins[bin].count)
            .sum()
    }

    /// Expected value of the counted decisions of a sorter's frame whose class is wanted, £ a year, by
    /// that sorter's classes alone.
    pub(crate) fn expected_counted(
        &self,
        scenario: &Scenario,
        sorter: usize,
        wanted: impl Fn(u32) -> bool + Copy,
    ) -> f64 {
        let value = |(group, bin): (usize, usize)| {
            let Group { activity, bins, .. } = &self.groups[group];
            let class = self.class(sorter, bins[bin].joint);
            bins[bin].count as f64 * self.expected(scenario, *activity, sorter, class)
        };
        self.bins(sorter, wanted).map(value).sum()
    }

    /// Expected value of a decision in a sorter's class, £ a year.
    pub fn expected(&self, scenario: &Scenario, activity: usize, sorter: usize, class: u32) -> f64 {
        let by = &self.sorters[sorter].by;
        expected_value(distribution(scenario, activity), &[Sorted { by, class }])
    }

    /// Values of decisions of these classes.
    pub(crate) fn value_draws<'a>(
        &self,
        scenario: &'a Scenario,
        activity: usize,
        (frames, joint): (u64, u32),
    ) -> ValueDraws<'a> {
        let sorted = self.sorted(frames, joint);
        ValueDraws::new(distribution(scenario, activity), &sorted)
    }

    /// Draws values of `count` of a sorter's counted decisions of a class, without replacement.
    pub(crate) fn draw_values(
        &self,
        scenario: &Scenario,
        sorter: usize,
        class: u32,
        count: u64,
        stream: &mut Stream,
        mut with: impl FnMut(f64),
    ) {
        let mut bins: Vec<(u64, ValueDraws)> = self
            .bins(sorter, |own| own == class)
            .map(|(group, bin)| {
                let group = &self.groups[group];
                let Bin { joint, count } = group.bins[bin];
                let draws = self.value_draws(scenario, group.activity, (group.frames, joint));
                (count, draws)
            })
            .collect();
        let mut left: u64 = bins.iter().map(|(count, _)| count).sum();
        for _ in 0..count {
            let mut at = below(left, stream);
            left -= 1;
            let mut number = 0;
            while at >= bins[number].0 {
                at -= bins[number].0;
                number += 1;
            }
            let (count, draws) = &mut bins[number];
            *count -= 1;
            with(draws.draw(stream));
        }
    }
}
