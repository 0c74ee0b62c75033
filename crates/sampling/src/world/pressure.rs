//! What pressure adds where every policy has the same backlog, and at most where they differ.

use tierone_scenario::{Demand, Horizon, Scenario};
use tierone_stats::queue::WorkQueue;

/// What waits when a period of the warm-up or the first reported one begins, whatever the policy; none of later ones.
///
/// The warm-up is the service as it is when the horizon starts, again and again.
pub(super) fn same_for_all(demand: &Demand, horizon: &Horizon, period: usize) -> Option<WorkQueue> {
    (period <= horizon.warm_up).then(|| demand.queue(period))
}

/// What pressure adds to caseworkers' log-odds in a period, for those who are there: as it is where that is the same for every
/// policy, else the most that it can be.
pub(super) fn pressed(
    scenario: &Scenario,
    demand: &Demand,
    period: usize,
    equivalents: f64,
) -> f64 {
    let Some(pressure) = demand.pressure else {
        return 0.0;
    };
    let known = same_for_all(demand, &scenario.horizon, period);
    known.map_or(pressure.max, |queue| {
        pressure.at(Demand::periods_waiting(&queue, equivalents))
    })
}
