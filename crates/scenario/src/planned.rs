//! What a demand comes to if all goes as planned: the volumes that closed forms and lints are about.

use crate::demand::Demand;
use crate::parts::system_share;
use crate::scenario::Scenario;

impl Scenario {
    /// Writes down what is closed in each reported period if all goes as planned: intakes as expected, seats filled as in the long
    /// run or as recruitment is planned, and no time taken from clearing.
    pub fn plan_demand(&mut self) {
        let Some(demand) = &self.demand else {
            return;
        };
        let equivalents = demand.planned_equivalents(&self.workforce, &self.horizon);
        let mut queue = demand.queue(0);
        let mut planned: Vec<Vec<(u64, u64)>> = vec![Vec::new(); demand.work.len()];
        for (period, equivalents) in equivalents.into_iter().enumerate() {
            let (manual, system) = self.planned_intakes(demand, period);
            queue.add(period as i64, &manual);
            let cleared = queue.serve(period as i64, equivalents, f64::INFINITY);
            let each = planned.iter_mut().zip(cleared.iter().zip(system));
            each.for_each(|(planned, (cleared, system))| planned.push((cleared.number, system)));
        }
        let Some(demand) = &mut self.demand else {
            return;
        };
        for (work, planned) in demand.work.iter_mut().zip(planned) {
            work.planned = planned;
        }
        for (activity, work) in self.activities.iter_mut().zip(&demand.work) {
            activity.volume = work.planned.iter().map(|(a, b)| a + b).collect();
        }
    }

    /// Expected intakes of a reported period for caseworkers and for the system, by activity.
    fn planned_intakes(&self, demand: &Demand, period: usize) -> (Vec<u64>, Vec<u64>) {
        let each = demand.work.iter().enumerate();
        each.map(|(activity, work)| {
            let intakes = work.intakes[period].round() as u64;
            let system = system_share(self, activity, period, intakes);
            (intakes - system, system)
        })
        .unzip()
    }
}
