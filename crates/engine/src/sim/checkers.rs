//! The people of a pool who check: how strict each of them is in one replication, and how exercises
//! bring them closer together.

use rand::Rng;
use rand_distr::{Distribution, Normal};

use tierone_scenario::{Calibration, Pool, Scenario};
use tierone_stats::rng::{Address, Purpose, below};

/// Every checker's own deviation by pool, log-odds, before any exercise.
#[derive(Clone, Debug, Default)]
pub struct Checkers {
    pools: Vec<Vec<f64>>,
}

impl Checkers {
    /// The checkers of one replication: the same people under every policy. A pool of checkers who
    /// are all alike holds nobody and draws nothing.
    pub fn open(scenario: &Scenario, address: Address) -> Self {
        let of_pool = |pool: &Pool| {
            let Some(people) = pool.checkers.filter(|people| people.spread > 0.0) else {
                return Vec::new();
            };
            let purpose = Purpose::pool(&pool.name);
            let mut stream = address.open(&purpose);
            let law = Normal::new(0.0, people.spread).expect("a spread is a number above nought");
            (0..people.number)
                .map(|_| law.sample(&mut stream))
                .collect()
        };
        Self {
            pools: scenario.pools.iter().map(of_pool).collect(),
        }
    }

    /// By which factors the odds of a pool's checkers are higher than an average one's in a simulated period; empty where all
    /// are alike.
    pub fn of_pool(&self, scenario: &Scenario, pool: usize, period: usize) -> Vec<f64> {
        let left = scenario.pools[pool]
            .checkers
            .and_then(|people| people.calibration)
            .map_or(1.0, |calibration| left(calibration, period));
        let odds = self.pools[pool].iter().map(|own| (own * left).exp());
        odds.collect()
    }
}

/// What is left of everybody's deviation in a simulated period. An exercise multiplies what there is
/// by its factor; what it took away comes back by halves.
fn left(calibration: Calibration, period: usize) -> f64 {
    let back = (-1.0 / calibration.half_life).exp2();
    (0..=period).fold(1.0, |left, period| {
        let left = 1.0 - (1.0 - left) * back;
        if calibration.is_held(period) {
            left * calibration.factor
        } else {
            left
        }
    })
}

/// A probability whose odds are multiplied; nought and one stay.
pub fn moved(probability: f64, odds: f64) -> f64 {
    // To the last bit, so that an average checker is what the scenario says.
    if odds == 1.0 {
        return probability;
    }
    let (yes, no) = (probability * odds, 1.0 - probability);
    yes / (yes + no)
}

/// A drawn decision, and the checker whom it is dealt to.
#[derive(Clone, Copy, Debug)]
pub struct Dealt {
    /// The decision's place in the caseload.
    pub index: usize,
    /// By which factor the checker's odds are higher than an average one's.
    pub odds: f64,
}

/// Deals a decision to one of a pool's checkers, by their odds; nobody's where all are alike.
pub fn deal<R: Rng>(index: usize, people: &[f64], rng: &mut R) -> Dealt {
    let odds = match people {
        [] => 1.0,
        [only] => *only,
        _ => people[below(people.len() as u64, rng) as usize],
    };
    Dealt { index, odds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exercise_shrinks_deviations_and_they_come_back_by_halves() {
        let calibration = Calibration {
            every: 3,
            factor: 0.2,
            half_life: 1.0,
            hours: 0.0,
        };
        let by_period: Vec<f64> = (0..6).map(|period| left(calibration, period)).collect();
        // At the third period 0.8 of the deviation is taken; half of what is missing comes back in
        // each period; the next exercise finds 1 − 0.8/8 = 0.9.
        let wanted = [1.0, 1.0, 0.2, 0.6, 0.8, 0.18];
        for (left, wanted) in by_period.iter().zip(wanted) {
            assert!((left - wanted).abs() < 1e-15, "{by_period:?}");
        }
        let for_good = Calibration {
            half_life: f64::INFINITY,
            ..calibration
        };
        assert!((left(for_good, 8) - 0.008).abs() < 1e-15);
    }

    #[test]
    fn probabilities_move_by_their_odds() {
        assert_eq!([moved(0.0, 20.0), moved(1.0, 0.05)], [0.0, 1.0]);
        assert!((moved(0.5, 2.0) - 2.0 / 3.0).abs() < 1e-15);
        assert!((moved(0.8, 0.25) - 0.5).abs() < 1e-15);
    }
}
