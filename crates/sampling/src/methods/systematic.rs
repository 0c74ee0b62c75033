//! Every k-th decision from a random start, along a stated order.

use rand::RngExt;

use crate::along_value::{Alike, SystematicByValue, Valued};
use crate::design::{Ask, Asking, Design, Select, Selecting, Take};
use crate::draw::{Along, Draw};
use crate::strata::Stratify;
use crate::systematic::{CaseworkerOrder, SystematicByCaseworker};
use tierone_scenario::{Order, Size, Systematic};
use tierone_stats::distribution::Distribution;
use tierone_stats::rng::Stream;

/// What a decision of an activity without values is worth.
const NOTHING: Distribution = Distribution::Constant(0.0);

impl Design for Systematic {
    fn stratify(&self) -> Stratify {
        match self.order {
            Order::Value => Stratify::AlongValue,
            Order::ClosingDate | Order::Caseworker => Stratify::Whole,
        }
    }

    fn ask(&self, asking: &Asking, rng: &mut Stream) -> Ask {
        let every = match self.size {
            Size::Checks(checks) => return Ask::of_each(checks, asking.strata),
            Size::Every(every) => every,
        };
        let size = asking.strata.sizes[0];
        // The chance of one more is the part of an interval that is left over.
        let more = rng.random_range(0..every) < size % every;
        let sizes = vec![size / every + u64::from(more)];
        Ask {
            quota: sizes[0],
            sizes,
        }
    }

    fn select(&self) -> Select<'_> {
        Select::By(self)
    }
}

impl Take for Systematic {
    fn take(&self, selecting: &Selecting, rng: &mut Stream) -> Draw {
        let Selecting {
            strata,
            sizes,
            population,
            ..
        } = *selecting;
        let mut draw = Draw::of(strata, sizes);
        let mut met = None;
        if sizes[0] > 0 {
            match self.order {
                Order::Caseworker => {
                    let left_out = selecting.left_out.iter().copied();
                    let order = CaseworkerOrder::new(population, selecting.view, left_out);
                    draw.along = Some(Along::Caseworkers(SystematicByCaseworker::draw(
                        order, sizes[0], rng,
                    )));
                }
                Order::Value => {
                    let (systematic, taken) = along_values(selecting, rng);
                    draw.along = Some(Along::Values(systematic));
                    met = Some(taken);
                }
                Order::ClosingDate => {}
            }
        }
        for member in selecting.members {
            let taken = match &met {
                Some(met) if value(selecting, member.index).is_some() => {
                    draw.settle(0, met.binary_search(&member.index).is_ok())
                }
                _ => draw.ask_of(population, (member.id, member.place), 0, rng),
            };
            draw.taken.extend(taken.map(|taken| (member.index, taken)));
        }
        draw
    }
}

/// Lays the sample along values; returns also which members it takes of those whose value is known.
fn along_values(selecting: &Selecting, rng: &mut Stream) -> (SystematicByValue, Vec<u32>) {
    let Selecting {
        population, view, ..
    } = *selecting;
    let laws = selecting.activities.iter();
    let mut alike: Vec<Alike> = laws
        .map(|activity| Alike {
            values: activity.value.as_ref().unwrap_or(&NOTHING),
            count: 0,
        })
        .collect();
    for cell in view.cells_of(0) {
        alike[population.activity(cell)].count += view.size_of_cell(population, cell);
    }
    for (id, _) in selecting.left_out {
        alike[population.activity(id.cell)].count -= 1;
    }
    let mut told = Vec::with_capacity(selecting.members.len());
    for member in selecting.members {
        if let Some(value) = value(selecting, member.index) {
            alike[population.activity(member.id.cell)].count -= 1;
            let index = member.index;
            told.push(Valued { value, index });
        }
    }
    SystematicByValue::draw(&told, &alike, selecting.sizes[0], rng)
}

/// The value of a member, where it is known: a right decision's is not.
fn value(selecting: &Selecting, index: u32) -> Option<f64> {
    let value = selecting.values.get(index as usize).copied();
    value.filter(|value| !value.is_nan())
}
