//! The decisions of one period that are told apart: those in error, and the right ones that some
//! check has singled out.

use std::collections::HashMap;

use rand::{Rng, RngExt};

use super::coaching::Coached;
use crate::sampling::FrameView;
use crate::scenario::Scenario;
use crate::world::{DecisionId, Period, Population, SYSTEM};

/// One decision that is told apart.
#[derive(Clone, Copy, Debug)]
pub struct Told {
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

/// Memory that one caseload after another uses.
#[derive(Debug, Default)]
pub struct Memory {
    told: Vec<Told>,
    errors: Vec<Happened>,
}

/// The decisions told apart in one period under one policy; those in error come first.
#[derive(Debug)]
pub struct Caseload<'w> {
    /// Which decisions exist.
    pub population: &'w Population,
    /// Decisions told apart.
    pub told: Vec<Told>,
    /// Their errors.
    pub errors: Vec<Happened>,
    /// How many of `told` are in error.
    pub wrong: usize,
    /// Right decisions by their place in `told`.
    right: HashMap<DecisionId, u32>,
}

impl<'w> Caseload<'w> {
    /// The errors that happen under the coaching given so far. Of duplicates of one attribute the
    /// earliest that happens counts.
    pub fn new(memory: Memory, period: &'w Period, coached: &Coached, scenario: &Scenario) -> Self {
        let population = &period.population;
        let Memory {
            mut told,
            mut errors,
        } = memory;
        told.clear();
        errors.clear();
        let untouched = coached.is_untouched();
        for erring in &period.erring {
            let first = errors.len() as u32;
            let seat = match erring.place {
                SYSTEM => None,
                place => Some(population.filled[place as usize]).filter(|_| !untouched),
            };
            let mut decision = Told {
                id: erring.id,
                place: erring.place,
                first,
                end: first,
                inaccurate: false,
                risky: false,
                yearly: 0.0,
            };
            let mut last = None;
            for candidate in &period.candidates[erring.first as usize..erring.end as usize] {
                let happens = seat.is_none_or(|seat| {
                    let attribute = &scenario.attributes[candidate.attribute as usize];
                    candidate
                        .chance
                        .survives(coached.state(seat, attribute.coaching_group))
                });
                if happens && last != Some(candidate.attribute) {
                    last = Some(candidate.attribute);
                    decision.inaccurate |= candidate.inaccurate;
                    decision.risky |= candidate.risky;
                    decision.yearly += candidate.yearly;
                    errors.push(Happened {
                        yearly: candidate.yearly,
                        attribute: candidate.attribute,
                        inaccurate: candidate.inaccurate,
                        found: false,
                        coached: false,
                        to_correct: false,
                    });
                }
            }
            if last.is_some() {
                decision.end = errors.len() as u32;
                told.push(decision);
            }
        }
        let wrong = told.len();
        Self {
            population,
            told,
            errors,
            wrong,
            right: HashMap::new(),
        }
    }

    /// Gives its memory back for the next period.
    pub fn into_memory(self) -> Memory {
        Memory {
            told: self.told,
            errors: self.errors,
        }
    }

    /// The errors of a decision.
    pub fn errors_of(&self, index: usize) -> &[Happened] {
        let told = self.told[index];
        &self.errors[told.first as usize..told.end as usize]
    }

    /// The activity of a decision.
    pub fn activity(&self, index: usize) -> usize {
        self.population.activity(self.told[index].id.part)
    }

    /// The seat of a decision's caseworker; none for the system.
    pub fn seat(&self, index: usize) -> Option<u32> {
        let place = self.told[index].place;
        (place != SYSTEM).then(|| self.population.filled[place as usize])
    }

    /// Adds a right decision that has been singled out.
    pub fn add_right(&mut self, id: DecisionId, place: u32) -> usize {
        let index = self.told.len();
        let end = self.errors.len() as u32;
        self.told.push(Told {
            id,
            place,
            first: end,
            end,
            inaccurate: false,
            risky: false,
            yearly: 0.0,
        });
        self.right.insert(id, index as u32);
        index
    }

    /// A right decision of a stratum that is not told apart yet, every one alike.
    pub fn pick_right<R: Rng>(
        &self,
        view: &FrameView,
        stratum: u32,
        rng: &mut R,
    ) -> (DecisionId, u32) {
        let largest: Vec<(u32, u64)> = view
            .halves_of(stratum)
            .map(|part| {
                let whole = !view.is_of_people();
                let size = if whole {
                    self.population.size(part)
                } else {
                    self.population.largest(part)
                };
                (part, size)
            })
            .collect();
        let total: u64 = largest.iter().map(|(_, size)| size).sum();
        let places = view.places_of(stratum);
        loop {
            let mut at = rng.random_range(0..total);
            let half = largest.iter().find(|(_, size)| {
                let inside = at < *size;
                at -= if inside { 0 } else { *size };
                inside
            });
            let Some((part, _)) = half else {
                unreachable_half()
            };
            let picked = match places {
                // A position beyond the place's own size is picked again.
                Some(places) => {
                    let place = places[rng.random_range(0..places.len())];
                    self.population
                        .decision(*part, place, at)
                        .map(|id| (id, place))
                }
                None => {
                    let id = DecisionId {
                        part: *part,
                        serial: at as u32,
                    };
                    let system = self.population.half(*part).1;
                    Some((
                        id,
                        if system {
                            SYSTEM
                        } else {
                            self.population.place(id)
                        },
                    ))
                }
            };
            if let Some((id, place)) = picked
                && !self.is_told(id, place)
            {
                return (id, place);
            }
        }
    }

    fn is_told(&self, id: DecisionId, place: u32) -> bool {
        let key = |told: &Told| (told.place, told.id);
        self.told[..self.wrong]
            .binary_search_by_key(&(place, id), key)
            .is_ok()
            || self.right.contains_key(&id)
    }
}

/// A number below the sum of the sizes always falls into one of them.
fn unreachable_half() -> ! {
    panic!("a pick below the total lies in one of the halves")
}
