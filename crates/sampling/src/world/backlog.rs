//! The work that waits under one policy, and what becomes of a period of the world once it is known how much is cleared.

use super::incoming::Incoming;
use super::period::Period;
use super::plan::SharedWorld;
use super::pressure::same_for_all;
use tierone_scenario::{Demand, parts_of};
use tierone_stats::queue::{Cleared, WorkQueue};

/// Work that waits under one policy.
#[derive(Clone, Debug)]
pub struct Backlog<'s> {
    demand: &'s Demand,
    queue: WorkQueue,
}

/// What was done in a period about what waited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worked {
    /// What was cleared, by activity.
    pub cleared: Vec<Cleared>,
    /// What then waits, by activity.
    pub waiting: Vec<u64>,
}

impl<'s> Backlog<'s> {
    /// The backlog of a run that opens.
    pub fn open(demand: &'s Demand) -> Self {
        Self {
            demand,
            queue: demand.kinds(),
        }
    }

    /// Clears what the time of a period is enough for, of which `taken` full-time equivalents go elsewhere. `own` becomes the
    /// period as it is under this policy: the first decisions of each part, as many as are cleared, with the errors that
    /// happen under this pressure.
    pub fn clear(
        &mut self,
        plan: &SharedWorld,
        period: &Period,
        taken: f64,
        own: &mut Period,
    ) -> Worked {
        let scenario = plan.scenario;
        let horizon = &scenario.horizon;
        if let Some(queue) = same_for_all(self.demand, horizon, period.index) {
            self.queue = queue;
        }
        let nothing = Incoming::default();
        let incoming = period.incoming.as_ref().unwrap_or(&nothing);
        let waits = Demand::periods_waiting(&self.queue, incoming.equivalents);
        let pressed = self
            .demand
            .pressure
            .map_or(0.0, |pressure| pressure.at(waits));
        self.queue.add(period.index as i64, &incoming.manual);
        let time = (incoming.equivalents - taken).max(0.0);
        let age = self.demand.target / horizon.period.days();
        let cleared = self.queue.serve(period.index as i64, time, age);
        let closed = cleared.iter().zip(&incoming.system);
        let parts = parts_of(
            scenario,
            closed.map(|(cleared, system)| (cleared.number, *system)),
        );
        period.cut(own, &parts, pressed);
        plan.count_inaccurate(own);
        Worked {
            cleared,
            waiting: self.queue.waiting(),
        }
    }
}
