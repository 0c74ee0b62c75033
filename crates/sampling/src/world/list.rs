//! A period's decisions one by one, as a list of cases has them: right ones too.

use super::ids::{DecisionId, SeatId};
use super::period::Period;
use super::plan::SharedWorld;
use tierone_stats::rng::Stream;

/// One decision, as it was made where no feedback is given.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which decision.
    pub id: DecisionId,
    /// The part that it belongs to, by place in the period's parts.
    pub part: usize,
    /// The seat of whoever made it; none where the system did.
    pub seat: Option<SeatId>,
    /// What was assessed, £ a year; none where its activity has no value.
    pub value: Option<f64>,
    /// Its errors, in the order of the activity's attributes.
    pub errors: Vec<Wrong>,
}

/// One error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wrong {
    /// Which attribute.
    pub attribute: usize,
    /// £ a year, over positive, under negative.
    pub yearly: f64,
    /// Whether it makes its decision inaccurate.
    pub inaccurate: bool,
}

impl Period {
    /// Calls `each` with every decision, part by part. Values of decisions in error are the world's own, which
    /// the plan must keep; those of the others are drawn from `stream`.
    pub fn list(&self, plan: &SharedWorld, stream: &mut Stream, mut each: impl FnMut(Listed)) {
        let mut wrong: Vec<Listed> = self
            .decisions()
            .map(|errors| {
                let id = errors[0].id;
                let mut listed = self.right(id);
                for error in errors {
                    let attribute = error.attribute as usize;
                    // Of duplicates the first happens.
                    if listed
                        .errors
                        .last()
                        .is_none_or(|last| last.attribute != attribute)
                    {
                        listed.errors.push(Wrong {
                            attribute,
                            yearly: error.yearly,
                            inaccurate: error.inaccurate,
                        });
                    }
                }
                listed
            })
            .collect();
        let law =
            |part: usize| &plan.scenario.activities[self.population.parts[part].activity].value;
        for (listed, value) in wrong.iter_mut().zip(&self.values) {
            listed.value = law(listed.part).as_ref().map(|_| *value);
        }
        wrong.sort_unstable_by_key(|listed| listed.id);
        let mut wrong = wrong.into_iter().peekable();
        for cell in 0..self.population.cells() as u32 {
            for serial in 0..self.population.size(cell) as u32 {
                let id = DecisionId { cell, serial };
                each(match wrong.next_if(|listed| listed.id == id) {
                    Some(listed) => listed,
                    None => {
                        let right = self.right(id);
                        let value = law(right.part).as_ref().map(|law| law.draw(stream));
                        Listed { value, ..right }
                    }
                });
            }
        }
    }

    /// A decision with nothing wrong.
    fn right(&self, id: DecisionId) -> Listed {
        let (part, system) = self.population.part_of(id.cell);
        let seat = (!system).then(|| self.population.filled[self.population.place(id) as usize]);
        Listed {
            id,
            part,
            seat,
            value: None,
            errors: Vec::new(),
        }
    }
}
