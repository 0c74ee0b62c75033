//! What a check remembers of its own results in a replication, unit by unit: activity by activity,
//! or seat by seat.
//!
//! A method with memory says in [`crate::Design::history`] which of these it keeps, and reads it
//! when it says how many it asks for. Results come in at the end of every period, so what is asked
//! in a period is settled by the results of earlier ones: given the history, every decision of a
//! unit has the same known chance.
//!
//! To add a kind of memory: a file here with its state and how a period's results move it, and a
//! variant of [`History`].

mod chart;
mod inspection;
mod results;
mod run;
mod tally;

pub use chart::{Chart, ChartKind, ChartRule, Point};
pub use inspection::{Inspection, Severity};
pub use results::Results;
pub use run::{Run, RunRule};
pub use tally::Tally;

use tierone_stats::rng::Stream;

/// A check's memory; every kind holds one state a unit.
#[derive(Clone, Debug, Default)]
pub enum History {
    /// Nothing is remembered.
    #[default]
    Nothing,
    /// Control charts of the fail share.
    Charts(ChartRule, Vec<Chart>),
    /// Passes in a row, and fails among the last results.
    Runs(RunRule, Vec<Run>),
    /// Severity of inspection, and the lots that it hangs on; a lot is accepted with so many fails.
    Inspections(u64, Vec<Inspection>),
    /// Fails and passes; so much of the earlier ones is kept from period to period.
    Tallies(f64, Vec<Tally>),
}

impl History {
    /// Ends a period with the results of every unit. Within a period they come in random order.
    pub fn note(&mut self, results: &[Results], rng: &mut Stream) {
        match self {
            Self::Nothing => {}
            Self::Charts(rule, charts) => {
                each(charts, results, |chart, results| chart.note(rule, results));
            }
            Self::Runs(rule, runs) => {
                each(runs, results, |run, results| run.note(rule, results, rng));
            }
            Self::Inspections(accept, inspections) => {
                each(inspections, results, |one, results| {
                    one.note(*accept, results)
                });
            }
            Self::Tallies(kept, tallies) => {
                each(tallies, results, |tally, results| {
                    tally.note(*kept, results)
                });
            }
        }
    }

    /// Forgets a unit: somebody new will sit in the seat.
    pub fn forget(&mut self, unit: usize) {
        match self {
            Self::Nothing => {}
            Self::Charts(_, charts) => charts[unit] = Chart::default(),
            Self::Runs(_, runs) => runs[unit] = Run::default(),
            Self::Inspections(_, inspections) => inspections[unit] = Inspection::default(),
            Self::Tallies(_, tallies) => tallies[unit] = Tally::default(),
        }
    }
}

fn each<T>(units: &mut [T], results: &[Results], mut note: impl FnMut(&mut T, Results)) {
    for (unit, results) in units.iter_mut().zip(results) {
        note(unit, *results);
    }
}
