//! The decisions of one period that are tracked: those in error, and the right ones that some
//! check has singled out.

use rand::Rng;

use super::by_value::Urn;
use super::coaching::Coached;
use super::counts::Counts;
use super::given::Given;
use super::learning::Learnt;
use super::marks::Marks;
use tierone_sampling::FrameView;
use tierone_sampling::world::{Candidate, DecisionId, Period, Population, SYSTEM, SeatId};
use tierone_scenario::{CheckId, Scenario};
use tierone_stats::rng::below;

/// One decision that is tracked.
#[derive(Clone, Copy, Debug)]
pub struct Tracked {
    /// Which decision.
    pub id: DecisionId,
    /// The place of its caseworker, or [`SYSTEM`].
    pub place: u32,
    /// The first of its errors; none for a right decision.
    pub first: u32,
    /// One past the last of its errors.
    pub end: u32,
    /// Whether it is not accurate.
    pub inaccurate: bool,
    /// Whether a risk score sees an error: in an accuracy or a monetary attribute.
    pub risky: bool,
    /// Signed yearly error, £.
    pub yearly: f64,
    /// The checks that drew it, a bit each.
    pub drawn: u64,
}

/// An error as it happened under a policy.
#[derive(Clone, Copy, Debug)]
pub struct Happened {
    /// Which attribute.
    pub attribute: u32,
    /// £ a year, over positive, under negative.
    pub yearly: f64,
    /// Whether it makes its decision inaccurate.
    pub inaccurate: bool,
    /// Whether any check found it.
    pub found: bool,
    /// Whether a check that coaches found it.
    pub coached: bool,
    /// Whether it goes into a correction.
    pub to_correct: bool,
}

impl Tracked {
    /// A decision whose only error is number `error`.
    fn of(candidate: &Candidate, error: usize) -> Self {
        Self {
            id: candidate.id,
            place: candidate.place,
            first: error as u32,
            end: error as u32 + 1,
            inaccurate: candidate.inaccurate,
            risky: candidate.risky,
            yearly: candidate.yearly,
            drawn: 0,
        }
    }
}

impl Happened {
    fn of(candidate: &Candidate) -> Self {
        Self {
            attribute: candidate.attribute,
            yearly: candidate.yearly,
            inaccurate: candidate.inaccurate,
            found: false,
            coached: false,
            to_correct: false,
        }
    }
}

/// Memory that one caseload after another uses.
#[derive(Debug, Default)]
pub struct Memory {
    tracked: Vec<Tracked>,
    errors: Vec<Happened>,
    values: Vec<f64>,
    classes: Vec<u32>,
    counts: Counts,
    marks: Marks,
    cells: Vec<(u32, u64)>,
}

impl Memory {
    /// Writes down the candidates that happen, decision by decision, and what those decisions are
    /// worth where the values of all decisions are given.
    #[inline(never)]
    fn fill(
        &mut self,
        period: &Period,
        kept: Option<&[f64]>,
        happens: impl Fn(&Candidate) -> bool,
    ) {
        let Self {
            tracked,
            errors,
            values,
            counts,
            ..
        } = self;
        for (number, decision) in period.decisions().enumerate() {
            if let Some(kept) = kept {
                // One value for each decision tracked so far, and for this one if it will be.
                values.truncate(tracked.len());
                values.push(kept[number]);
            }
            // Most decisions have one candidate.
            if let [only] = decision {
                if happens(only) {
                    tracked.push(Tracked::of(only, errors.len()));
                    errors.push(Happened::of(only));
                    counts.inaccurate[only.id.cell as usize] += u32::from(only.inaccurate);
                    counts.errors[only.attribute as usize] += 1;
                }
                continue;
            }
            let first = errors.len();
            let mut wrong = Tracked::of(&decision[0], first);
            (wrong.inaccurate, wrong.risky, wrong.yearly) = (false, false, 0.0);
            for candidate in decision {
                let last = errors[first..].last().map(|error| error.attribute);
                if last != Some(candidate.attribute) && happens(candidate) {
                    wrong.inaccurate |= candidate.inaccurate;
                    wrong.risky |= candidate.risky;
                    wrong.yearly += candidate.yearly;
                    errors.push(Happened::of(candidate));
                    counts.errors[candidate.attribute as usize] += 1;
                }
            }
            wrong.end = errors.len() as u32;
            if wrong.end > wrong.first {
                tracked.push(wrong);
                counts.inaccurate[wrong.id.cell as usize] += u32::from(wrong.inaccurate);
            }
        }
        values.truncate(tracked.len());
    }
}

/// The decisions tracked in one period under one policy; those in error come first.
#[derive(Debug)]
pub struct Caseload<'w> {
    /// The simulated period, counted from the first of the warm-up.
    pub period: usize,
    /// Which decisions exist.
    pub population: &'w Population,
    /// Decisions tracked.
    pub tracked: Vec<Tracked>,
    /// Their errors.
    pub errors: Vec<Happened>,
    /// How many of `tracked` are in error in any attribute, within the tolerance or not.
    pub wrong: usize,
    /// What happened, counted.
    pub counts: Counts,
    /// Yearly values of `tracked`, £, NaN where none is drawn yet; of no more than those in error where no check sorts by
    /// value, and empty where nobody needs them.
    pub values: Vec<f64>,
    /// Joint classes of value of `tracked`, likewise.
    pub classes: Vec<u32>,
    /// How checks have sorted the decisions by value.
    pub urn: Urn,
    marks: Marks,
    cells: Vec<(u32, u64)>,
    /// The check and the class of strata that `cells` are of, and how many decisions those hold.
    cells_of: Option<(CheckId, u32)>,
    in_cells: u64,
}

impl<'w> Caseload<'w> {
    /// The errors that happen under the feedback given so far. Of duplicates of one attribute the
    /// earliest that happens counts.
    ///
    /// Values are kept where a check of the policy sorts by them or estimates money, and the world has them.
    pub fn new(
        memory: Memory,
        period: &'w Period,
        (coached, learnt, given): (&Coached, &Learnt, Option<&Given>),
        scenario: &Scenario,
        keeps_values: bool,
    ) -> Self {
        let population = &period.population;
        let mut memory = memory;
        memory.tracked.clear();
        memory.errors.clear();
        memory.values.clear();
        memory.classes.clear();
        let attributes = &scenario.attributes;
        memory.counts.clear(population.cells(), attributes.len());
        // A loop of its own for each case, so that nobody pays for feedback that nobody had.
        let states = attributes.iter().map(|a| coached.states(a.coaching_group));
        let states: Vec<&[f64]> = states.collect();
        let coaching = |candidate: &Candidate| {
            let seat = population.filled.get(candidate.place as usize);
            // The system has no seat.
            seat.map_or(0.0, |seat| {
                states[candidate.attribute as usize][seat.index()]
            })
        };
        let kept = keeps_values.then_some(&period.values[..]);
        let piloted = |candidate: &Candidate| {
            let seat = population.filled.get(candidate.place as usize);
            seat.zip(given).map_or(0.0, |(seat, given)| {
                given.fall(candidate.attribute as usize, seat.index())
            })
        };
        match (coached.is_untouched(), learnt.falls()) {
            (_, None) if given.is_some() => memory.fill(period, kept, |candidate| {
                candidate
                    .chance
                    .survives(coaching(candidate) + piloted(candidate))
            }),
            (true, None) => memory.fill(period, kept, |_| true),
            (false, None) => memory.fill(period, kept, |candidate| {
                candidate.chance.survives(coaching(candidate))
            }),
            (_, Some(falls)) => memory.fill(period, kept, |candidate| {
                let system = candidate.place == SYSTEM;
                let learnt = if system { &falls.system } else { &falls.people };
                let learnt = learnt[candidate.attribute as usize];
                let fall = coaching(candidate) + learnt + piloted(candidate);
                candidate.chance.survives(fall)
            }),
        }
        let Memory {
            tracked,
            errors,
            values,
            classes,
            counts,
            marks,
            cells,
        } = memory;
        let wrong = tracked.len();
        Self {
            period: period.index,
            population,
            tracked,
            errors,
            wrong,
            counts,
            values,
            classes,
            urn: Urn::default(),
            marks,
            cells,
            cells_of: None,
            in_cells: 0,
        }
    }

    /// Gives its memory back for the next period.
    pub(crate) fn into_memory(mut self) -> Memory {
        if self.marks.is_laid_out() {
            for tracked in &self.tracked {
                self.marks.clear(tracked.id);
            }
            self.marks.close();
        }
        Memory {
            tracked: self.tracked,
            errors: self.errors,
            values: self.values,
            classes: self.classes,
            counts: self.counts,
            marks: self.marks,
            cells: self.cells,
        }
    }

    /// The errors of a decision.
    pub fn errors_of(&self, index: usize) -> &[Happened] {
        let tracked = self.tracked[index];
        &self.errors[tracked.first as usize..tracked.end as usize]
    }

    /// The activity of a decision.
    pub fn activity(&self, index: usize) -> usize {
        self.population.activity(self.tracked[index].id.cell)
    }

    /// The seat of a decision's caseworker; none for the system.
    pub fn seat(&self, index: usize) -> Option<SeatId> {
        let place = self.tracked[index].place;
        (place != SYSTEM).then(|| self.population.filled[place as usize])
    }

    /// Adds a right decision that has been singled out, with its joint class of value.
    pub(crate) fn add_right(&mut self, id: DecisionId, place: u32, class: u32) -> usize {
        let index = self.tracked.len();
        let end = self.errors.len() as u32;
        self.tracked.push(Tracked {
            id,
            place,
            first: end,
            end,
            inaccurate: false,
            risky: false,
            yearly: 0.0,
            drawn: 0,
        });
        self.marks.set(id);
        if !self.urn.is_empty() {
            self.values.push(f64::NAN);
            self.classes.push(class);
        }
        index
    }

    /// A right decision of a stratum of a check that is not tracked yet, every one alike.
    pub(crate) fn pick_right<R: Rng>(
        &mut self,
        (check, view): (CheckId, &FrameView),
        stratum: u32,
        rng: &mut R,
    ) -> (DecisionId, u32) {
        let population = self.population;
        let wanted = Some((check, view.class(stratum)));
        if self.cells_of != wanted {
            self.cells_of = wanted;
            let of_people = view.is_of_people();
            let size = |cell: u32| match of_people {
                true => population.largest(cell),
                false => population.size(cell),
            };
            let cells = view.cells_of(stratum).map(|cell| (cell, size(cell)));
            self.cells.clear();
            self.cells.extend(cells.filter(|(_, size)| *size > 0));
            self.in_cells = self.cells.iter().map(|(_, size)| size).sum();
        }
        let total = self.in_cells;
        let places = view.places_of(stratum);
        let cells = std::mem::take(&mut self.cells);
        let picked = self.pick_counted(|| {
            let (cell, at) = nth(&cells, below(total, rng));
            match places {
                // A position beyond the place's own size is picked again.
                Some(places) => {
                    let place = places[below(places.len() as u64, rng) as usize];
                    let id = population.decision(cell, place, at);
                    id.map(|id| (id, place))
                }
                None => {
                    let id = DecisionId {
                        cell,
                        serial: at as u32,
                    };
                    let system = population.part_of(cell).1;
                    let place = if system { SYSTEM } else { population.place(id) };
                    Some((id, place))
                }
            }
        });
        self.cells = cells;
        picked
    }

    /// Picks until a decision comes that is not tracked; a pick may also come to nothing.
    pub(crate) fn pick_counted(
        &mut self,
        mut pick: impl FnMut() -> Option<(DecisionId, u32)>,
    ) -> (DecisionId, u32) {
        if !self.marks.is_laid_out() {
            self.marks.lay_out(self.population);
            for tracked in &self.tracked {
                self.marks.set(tracked.id);
            }
        }
        loop {
            if let Some((id, place)) = pick()
                && !self.marks.has(id)
            {
                return (id, place);
            }
        }
    }
}

/// Which of the cells holds decision number `at` of all of them, and its number there.
fn nth(cells: &[(u32, u64)], mut at: u64) -> (u32, u64) {
    for (cell, size) in cells {
        if at < *size {
            return (*cell, at);
        }
        at -= size;
    }
    panic!("a number below the total lies in one of the cells")
}
