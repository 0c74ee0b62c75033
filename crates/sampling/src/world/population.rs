//! The decisions of one period as whole numbers: which exist, and who made each.

use super::ids::{DecisionId, SYSTEM, SeatId};
use tierone_scenario::Part;

/// The decisions of one period and the seats that made them.
///
/// Every manual part is dealt round-robin over the filled seats, each starting where the one before
/// stopped, the first at `period mod filled`. So serial `d` of a part that starts at `o` belongs to
/// the filled seat `(o + d) mod filled`, as its decision number `d div filled`.
#[derive(Clone, Debug, Default)]
pub struct Population {
    /// Parts in file order (activity, then complexity).
    pub parts: Vec<Part>,
    /// Filled seats, rising; a "place" is an index into this list.
    pub filled: Vec<SeatId>,
    /// Whole periods of tenure by place; `u32::MAX` for the experienced.
    pub tenure: Vec<u32>,
    /// Place at which each manual part starts.
    starts: Vec<u64>,
    /// Activity of each cell.
    activities: Vec<u32>,
}

impl Population {
    /// Lays out the decisions of simulated period `period`.
    pub fn deal(&mut self, period: usize, parts: &[Part]) {
        self.parts.clear();
        self.parts.extend_from_slice(parts);
        self.activities.clear();
        let activities = parts.iter().chain(parts).map(|part| part.activity as u32);
        self.activities.extend(activities);
        let places = self.filled.len() as u64;
        if places == 0 {
            // Nobody is there: the manual volume is not closed.
            self.parts.iter_mut().for_each(|part| part.manual = 0);
        }
        self.starts.clear();
        let around = |at: u64| at.checked_rem(places).unwrap_or(0);
        let mut start = around(period as u64);
        for part in &self.parts {
            self.starts.push(start);
            start = around(start + part.manual);
        }
    }

    /// The same where policies close different numbers, which must not move who is dealt what: parts start evenly apart, part `i`
    /// of `n` at `period + i·filled div n`.
    pub(super) fn deal_apart(&mut self, period: usize, parts: &[Part]) {
        self.deal(period, parts);
        let (places, n) = (self.filled.len() as u64, parts.len().max(1) as u64);
        for (part, start) in self.starts.iter_mut().enumerate() {
            let apart = period as u64 + part as u64 * places / n;
            *start = apart.checked_rem(places).unwrap_or(0);
        }
    }

    /// The same people with fewer decisions: of each part dealt the first ones.
    pub(super) fn cut(&mut self, dealt: &Self, parts: &[Part]) {
        self.clone_from(dealt);
        for (own, part) in self.parts.iter_mut().zip(parts) {
            assert!(
                part.manual <= own.manual && part.system == own.system,
                "no policy clears more than there is room for"
            );
            own.manual = part.manual;
        }
    }

    /// Number of cells: a manual and a system one for each part.
    pub fn cells(&self) -> usize {
        2 * self.parts.len()
    }

    /// Index into [`Self::parts`], and whether the cell is the system's.
    pub fn part_of(&self, cell: u32) -> (usize, bool) {
        let n = self.parts.len();
        if (cell as usize) < n {
            (cell as usize, false)
        } else {
            (cell as usize - n, true)
        }
    }

    /// Decisions of a cell.
    pub fn size(&self, cell: u32) -> u64 {
        match self.part_of(cell) {
            (p, false) => self.parts[p].manual,
            (p, true) => self.parts[p].system,
        }
    }

    /// Activity of a cell.
    pub fn activity(&self, cell: u32) -> usize {
        self.activities[cell as usize] as usize
    }

    /// The largest number of decisions of a cell that any one place has; the system has all of its
    /// own.
    pub fn largest(&self, cell: u32) -> u64 {
        match self.part_of(cell) {
            (p, false) => {
                let places = self.filled.len().max(1) as u64;
                self.parts[p].manual.div_ceil(places)
            }
            (p, true) => self.parts[p].system,
        }
    }

    /// How a cell is dealt; a system cell is, to one place alone.
    pub(super) fn dealt(&self, cell: u32) -> Dealt {
        match self.part_of(cell) {
            (p, false) => Dealt {
                places: self.filled.len() as u32,
                start: self.starts[p] as u32,
                decisions: self.parts[p].manual,
            },
            (p, true) => Dealt {
                places: 1,
                start: SYSTEM,
                decisions: self.parts[p].system,
            },
        }
    }

    /// The place that made a manual decision.
    pub fn place(&self, decision: DecisionId) -> u32 {
        let places = self.filled.len() as u64;
        ((self.starts[decision.cell as usize] + u64::from(decision.serial)) % places) as u32
    }

    /// Decision number `position` of a manual cell at a place, if the place has so many.
    pub fn decision(&self, cell: u32, place: u32, position: u64) -> Option<DecisionId> {
        let dealt = self.dealt(cell);
        let serial = dealt.serial(place, position);
        (serial < dealt.decisions).then_some(DecisionId {
            cell,
            serial: serial as u32,
        })
    }

    /// Decisions of a manual cell at a place.
    pub fn at_place(&self, cell: u32, place: u32) -> u64 {
        let places = self.filled.len() as u64;
        let manual = self.parts[cell as usize].manual;
        manual / places + u64::from(self.dealt(cell).serial(place, 0) < manual % places)
    }

    /// Adds the size of a manual cell at every place to `sizes`.
    pub(crate) fn add_sizes(&self, cell: u32, sizes: &mut [u64]) {
        let places = sizes.len() as u64;
        if places == 0 {
            return;
        }
        let manual = self.parts[cell as usize].manual;
        let (each, over) = (manual / places, manual % places);
        sizes.iter_mut().for_each(|size| *size += each);
        // One more each for the `over` places from the start, around the end.
        let start = self.starts[cell as usize] as usize;
        let stop = start + over as usize;
        let wrapped = stop.saturating_sub(sizes.len());
        let last = stop.min(sizes.len());
        sizes[start..last].iter_mut().for_each(|size| *size += 1);
        sizes[..wrapped].iter_mut().for_each(|size| *size += 1);
    }
}

/// How one cell is dealt round-robin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dealt {
    places: u32,
    /// The place that gets the first decision.
    start: u32,
    /// How many there are.
    pub decisions: u64,
}

impl Dealt {
    /// The serial of a place's decision number `position`; no decision where it is `decisions` or
    /// more.
    #[inline]
    pub fn serial(self, place: u32, position: u64) -> u64 {
        let turn = if place >= self.start {
            place - self.start
        } else {
            place + self.places - self.start
        };
        position * u64::from(self.places) + u64::from(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn population(period: usize, filled: u32, manual: &[u64]) -> Population {
        let parts: Vec<Part> = manual
            .iter()
            .enumerate()
            .map(|(activity, &manual)| Part {
                activity,
                complexity: 0,
                manual,
                system: 0,
            })
            .collect();
        let mut population = Population {
            filled: (0..filled as usize).map(SeatId::new).collect(),
            ..Population::default()
        };
        population.deal(period, &parts);
        population
    }

    #[test]
    fn each_part_starts_where_the_one_before_stopped() {
        // Period 4 over 3 places starts at place 1: 4 decisions go to 1 2 0 1, so the next
        // part's 2 go to 2 and 0.
        let population = population(4, 3, &[4, 2]);
        let dealt = |cell, n: u32| -> Vec<u32> {
            (0..n)
                .map(|serial| population.place(DecisionId { cell, serial }))
                .collect()
        };
        assert_eq!(dealt(0, 4), [1, 2, 0, 1]);
        assert_eq!(dealt(1, 2), [2, 0]);
    }

    #[test]
    fn places_serials_and_sizes_agree() {
        for (period, filled, manual) in [(0, 5, [13, 4]), (7, 4, [8, 3]), (3, 7, [2, 29])] {
            let population = population(period, filled, &manual);
            for cell in 0..2 {
                let mut sizes = vec![0; filled as usize];
                population.add_sizes(cell, &mut sizes);
                for place in 0..filled {
                    let own: Vec<DecisionId> = (0..)
                        .map_while(|q| population.decision(cell, place, q))
                        .collect();
                    assert_eq!(own.len() as u64, population.at_place(cell, place));
                    assert_eq!(own.len() as u64, sizes[place as usize]);
                    assert!(own.iter().all(|d| population.place(*d) == place));
                }
                assert_eq!(sizes.iter().sum::<u64>(), manual[cell as usize]);
            }
        }
    }

    #[test]
    fn with_nobody_there_nothing_manual_is_closed() {
        let population = population(2, 0, &[10]);
        assert_eq!(population.size(0), 0);
    }
}
