//! Every k-th decision along the order of caseworkers.

use rand::Rng;

use crate::strata::FrameView;
use crate::world::{DecisionId, Population, SYSTEM};
use tierone_stats::rng::below;

/// Ranks at equal distances along an order, the first at random.
///
/// Of N decisions n are taken at the interval N/n, which need not be whole. In steps of 1/n of a decision the start is a
/// whole number below N and the interval is N, so that every decision's chance is exactly n/N.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., 8.1; Madow (1949), Ann. Math. Stat. 20(3), 333–354, for intervals that
/// are not whole.
#[derive(Clone, Copy, Debug)]
pub struct SystematicRanks {
    count: u64,
    decisions: u64,
    start: u64,
}

impl SystematicRanks {
    /// Samples `count` of so many decisions, which must not be fewer.
    pub fn at_random<R: Rng>(count: u64, decisions: u64, rng: &mut R) -> Self {
        assert!(
            count <= decisions,
            "no more is taken than the order holds: {count} of {decisions}"
        );
        Self {
            count,
            decisions,
            start: below(decisions, rng),
        }
    }

    /// Ranks among the first so many decisions.
    pub fn before(&self, decisions: u64) -> u64 {
        if self.count == 0 {
            return 0;
        }
        let along = u128::from(decisions) * u128::from(self.count);
        let interval = u128::from(self.decisions);
        ((along + interval - 1 - u128::from(self.start)) / interval) as u64
    }

    /// Whether the decision before which so many others come is sampled.
    pub fn takes(&self, rank: u64) -> bool {
        self.before(rank + 1) > self.before(rank)
    }

    /// The rank of a sampled decision, by its number in the sample.
    pub fn rank(&self, number: u64) -> u64 {
        let along = u128::from(self.start) + u128::from(number) * u128::from(self.decisions);
        (along / u128::from(self.count)) as u64
    }
}

/// A systematic sample along caseworkers.
#[derive(Clone, Debug)]
pub struct SystematicByCaseworker {
    order: CaseworkerOrder,
    ranks: SystematicRanks,
}

impl SystematicByCaseworker {
    /// Samples so many along the order, no more than it holds decisions.
    pub fn draw<R: Rng>(order: CaseworkerOrder, n_sampled: u64, rng: &mut R) -> Self {
        let ranks = SystematicRanks::at_random(n_sampled, order.decisions(), rng);
        Self { order, ranks }
    }

    /// Whether a decision of the frame is taken.
    pub fn takes(&self, population: &Population, id: DecisionId, place: u32) -> bool {
        self.ranks.takes(self.order.rank(population, id, place))
    }

    /// One of the decisions taken, each as likely as the others, and the place of its caseworker.
    pub fn any<R: Rng>(&self, population: &Population, rng: &mut R) -> (DecisionId, u32) {
        let number = below(self.ranks.count, rng);
        self.order.at(population, self.ranks.rank(number))
    }
}

/// The decisions of a frame by the place of their caseworker, then cell, then number; the system's come last.
#[derive(Clone, Debug)]
pub struct CaseworkerOrder {
    /// Decisions before each place, and before the system's.
    before: Vec<u64>,
    /// The manual cells that are in the frame.
    manual: Vec<u32>,
    /// The system's cells, and the decisions before each.
    system: Vec<(u32, u64)>,
    /// All decisions, those left out too.
    all: u64,
    /// Where decisions that are left out would stand, rising.
    left_out: Vec<u64>,
}

impl CaseworkerOrder {
    /// Orders a frame that is not divided, without the decisions `left_out`.
    pub fn new(
        population: &Population,
        view: &FrameView,
        left_out: impl IntoIterator<Item = (DecisionId, u32)>,
    ) -> Self {
        let places = population.filled.len();
        let mut sizes = vec![0; places];
        let (mut manual, mut system) = (Vec::new(), Vec::new());
        for cell in view.cells_of(0) {
            match population.part_of(cell) {
                (_, false) => {
                    manual.push(cell);
                    population.add_sizes(cell, &mut sizes);
                }
                _ => system.push((cell, 0)),
            }
        }
        let mut before = Vec::with_capacity(places + 1);
        let mut all = 0;
        for (place, size) in sizes.into_iter().enumerate() {
            before.push(all);
            if view.has_place(place as u32) {
                all += size;
            }
        }
        before.push(all);
        for (cell, at) in &mut system {
            *at = all;
            all += population.size(*cell);
        }
        let mut order = Self {
            before,
            manual,
            system,
            all,
            left_out: Vec::new(),
        };
        let left_out = left_out.into_iter();
        let left_out = left_out.map(|(id, place)| order.position(population, id, place));
        order.left_out = left_out.collect();
        order.left_out.sort_unstable();
        order
    }

    /// Decisions in the order.
    pub fn decisions(&self) -> u64 {
        self.all - self.left_out.len() as u64
    }

    /// How many decisions come before a decision of the frame.
    fn rank(&self, population: &Population, id: DecisionId, place: u32) -> u64 {
        let position = self.position(population, id, place);
        position - self.left_out.partition_point(|out| *out < position) as u64
    }

    /// The same, those left out counted.
    fn position(&self, population: &Population, id: DecisionId, place: u32) -> u64 {
        if place == SYSTEM {
            let at = self.system.iter().find(|(cell, _)| *cell == id.cell);
            let (_, before) = at.expect("a decision of the frame is of a cell in the frame");
            return before + u64::from(id.serial);
        }
        let cells = self.manual.iter().take_while(|cell| **cell < id.cell);
        let cells: u64 = cells.map(|cell| population.at_place(*cell, place)).sum();
        let own = u64::from(id.serial) / population.filled.len() as u64;
        self.before[place as usize] + cells + own
    }

    /// The decision that so many come before, and its place.
    fn at(&self, population: &Population, rank: u64) -> (DecisionId, u32) {
        // One that is left out stands before this decision if no more than `rank` of the others do.
        let mut out = 0;
        let mut end = self.left_out.len();
        while out < end {
            let middle = out.midpoint(end);
            if self.left_out[middle] - middle as u64 <= rank {
                out = middle + 1;
            } else {
                end = middle;
            }
        }
        let position = rank + out as u64;
        let system = self.before[population.filled.len()];
        if position >= system {
            let last = self.system.partition_point(|(_, at)| *at <= position) - 1;
            let (cell, at) = self.system[last];
            let serial = (position - at) as u32;
            return (DecisionId { cell, serial }, SYSTEM);
        }
        let place = self.before.partition_point(|before| *before <= position) - 1;
        let mut own = position - self.before[place];
        for cell in &self.manual {
            if let Some(id) = population.decision(*cell, place as u32, own) {
                return (id, place as u32);
            }
            own -= population.at_place(*cell, place as u32);
        }
        panic!("a place holds as many decisions as were counted")
    }
}
