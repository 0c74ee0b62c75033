//! What comes in to be decided in a period, and the time that there is for it: the same under every policy.

use rand_distr::{Distribution, Gamma, Poisson};

use tierone_scenario::{Demand, Part, Scenario, parts_for_up_to, system_share};
use tierone_stats::queue::WorkQueue;
use tierone_stats::rng::Stream;

/// Decisions of a period are numbered by 32 bits.
const MOST: f64 = u32::MAX as f64;

/// What comes in during a period, and the time that there is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    /// What comes in for caseworkers, by activity.
    pub manual: Vec<u64>,
    /// What comes in for the system, by activity; it is decided at once.
    pub system: Vec<u64>,
    /// Full-time equivalents who are there, by what they clear, before anything is taken from their time.
    pub equivalents: f64,
}

/// How many of each activity can be cleared at most, whatever the policy.
#[derive(Clone, Debug, Default)]
pub(super) struct Most {
    /// What has come in since the run opened, and the backlog that it opened with.
    came: Vec<u64>,
    /// The most that a unit of time clears of any cohort so far.
    in_a_unit_of_time: Vec<f64>,
    /// Kinds of work; nothing waits in it.
    kinds: WorkQueue,
}

impl Most {
    /// Of a run that opens.
    pub(super) fn open(demand: &Demand) -> Self {
        let activities = demand.work.len();
        let mut most = Self {
            came: vec![0; activities],
            in_a_unit_of_time: vec![0.0; activities],
            kinds: demand.kinds(),
        };
        let oldest = demand.work.iter().map(|work| work.backlog.len()).max();
        for age in 0..oldest.unwrap_or(0) {
            most.add(&demand.waited(age));
        }
        most
    }

    fn add(&mut self, numbers: &[u64]) {
        let dense = self.kinds.in_a_unit_of_time(numbers);
        let each = self.came.iter_mut().zip(&mut self.in_a_unit_of_time);
        for ((came, most), (number, dense)) in each.zip(numbers.iter().zip(dense)) {
            *came += number;
            *most = most.max(dense);
        }
    }

    /// Room for what any policy may clear of a period: the parts, caseworkers' rounded up.
    pub(super) fn parts(&mut self, scenario: &Scenario, incoming: &Incoming) -> Vec<Part> {
        self.add(&incoming.manual);
        let dense = self.came.iter().zip(&self.in_a_unit_of_time);
        let manual = dense.map(|(came, dense)| {
            // One more for a piece that was begun before, and one for rounding.
            let cleared = (incoming.equivalents * dense).ceil() as u64 + 2;
            if incoming.equivalents > 0.0 {
                cleared.min(*came)
            } else {
                0
            }
        });
        let numbers: Vec<(u64, u64)> = manual.zip(incoming.system.iter().copied()).collect();
        parts_for_up_to(scenario, &numbers)
    }
}

impl Incoming {
    /// Draws what comes in during a simulated period, for those who are there.
    pub(super) fn draw(
        scenario: &Scenario,
        demand: &Demand,
        period: usize,
        tenures: &[u32],
        rng: &mut Stream,
    ) -> Self {
        let reported = scenario.horizon.reported(period);
        let mut incoming = Self::default();
        for (activity, work) in demand.work.iter().enumerate() {
            let intakes = draw(work.intakes[reported], work.dispersion, rng);
            let system = system_share(scenario, activity, reported, intakes);
            incoming.manual.push(intakes - system);
            incoming.system.push(system);
        }
        let each = tenures.iter();
        incoming.equivalents = each
            .map(|tenure| demand.equivalents(*tenure as usize))
            .sum();
        incoming
    }
}

/// A number by Poisson's law, or by the negative binomial one: Poisson's with a mean that varies by a gamma law.
fn draw(mean: f64, dispersion: f64, rng: &mut Stream) -> u64 {
    let mean = match Gamma::new(1.0 / dispersion, mean * dispersion) {
        Ok(gamma) if dispersion > 0.0 => gamma.sample(rng),
        _ => mean,
    };
    match Poisson::new(mean) {
        Ok(poisson) => poisson.sample(rng).min(MOST) as u64,
        // Nothing is expected.
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose};

    #[test]
    fn intakes_have_the_mean_and_the_variance_that_are_stated() {
        let mut rng = Address::opening(5, 0).open(&Purpose::demand());
        for (mean, dispersion) in [(40.0, 0.0), (40.0, 0.05), (0.7, 0.0), (900.0, 0.01)] {
            let n = 20_000;
            let drawn: Vec<f64> = (0..n)
                .map(|_| draw(mean, dispersion, &mut rng) as f64)
                .collect();
            let average = drawn.iter().sum::<f64>() / f64::from(n);
            let squares = drawn.iter().map(|x| (x - average).powi(2)).sum::<f64>();
            let variance = squares / f64::from(n - 1);
            let expected = mean + dispersion * mean * mean;
            // Five standard errors; the fourth moment is at most some five times the squared variance.
            assert!((average - mean).abs() < 5.0 * (expected / f64::from(n)).sqrt());
            assert!((variance / expected - 1.0).abs() < 5.0 * (5.0 / f64::from(n)).sqrt());
        }
        assert_eq!(draw(0.0, 0.0, &mut rng), 0);
        assert_eq!(draw(0.0, 0.3, &mut rng), 0);
    }
}
