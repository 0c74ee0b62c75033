//! Passes in a row, and fails among the last results: who is checked in full, and who is let go.

use rand::Rng;

use super::results::Results;
use tierone_stats::rng::below;

/// When a unit is let go from full checks, and when it comes back; all above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunRule {
    /// Passes in a row that let it go.
    pub passes: u64,
    /// Fails that bring it back,
    pub fails: u64,
    /// among so many of the last results since it was let go.
    pub window: u64,
}

/// Where a unit stands; at first it is checked in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    let_go: bool,
    /// Passes in a row while checked in full.
    passes: u64,
    /// How many results ago each fail since it was let go was, the oldest first; within the window.
    fails: Vec<u64>,
}

impl Run {
    /// Whether it has been let go from full checks.
    pub(crate) fn is_let_go(&self) -> bool {
        self.let_go
    }

    /// Takes a period's results one by one, in random order.
    pub(super) fn note<R: Rng>(&mut self, rule: &RunRule, results: Results, rng: &mut R) {
        let mut at = 0;
        for place in places(results.failed, results.checked, rng) {
            self.pass(rule, place - at);
            self.fail(rule);
            at = place + 1;
        }
        self.pass(rule, results.checked - at);
    }

    fn pass(&mut self, rule: &RunRule, times: u64) {
        let mut since = times;
        if !self.let_go {
            self.passes += times;
            if self.passes < rule.passes {
                return;
            }
            since = self.passes - rule.passes;
            *self = Self {
                let_go: true,
                ..Self::default()
            };
        }
        self.age(rule, since);
    }

    fn fail(&mut self, rule: &RunRule) {
        if !self.let_go {
            self.passes = 0;
            return;
        }
        self.age(rule, 1);
        self.fails.push(0);
        if self.fails.len() as u64 >= rule.fails {
            *self = Self::default();
        }
    }

    fn age(&mut self, rule: &RunRule, results: u64) {
        self.fails.iter_mut().for_each(|ago| *ago += results);
        self.fails.retain(|ago| *ago < rule.window);
    }
}

/// `n` different whole numbers below `of`, rising, every choice alike.
///
/// # Source
/// Floyd's algorithm: Bentley & Floyd (1987), Communications of the ACM 30(9), 754–757.
fn places<R: Rng>(n: u64, of: u64, rng: &mut R) -> Vec<u64> {
    let mut places = Vec::new();
    for last in of - n..of {
        let place = below(last + 1, rng);
        match places.binary_search(&place) {
            Ok(_) => places.push(last),
            Err(at) => places.insert(at, place),
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose};

    const RULE: RunRule = RunRule {
        passes: 3,
        fails: 2,
        window: 5,
    };

    /// `P` passes, `F` fails, one at a time.
    fn after(results: &str) -> bool {
        let mut rng = Address::opening(1, 0).open(&Purpose::check("run"));
        let mut run = Run::default();
        for result in results.chars() {
            let failed = u64::from(result == 'F');
            run.note(&RULE, Results { checked: 1, failed }, &mut rng);
        }
        run.is_let_go()
    }

    #[test]
    fn passes_in_a_row_let_go_and_fails_within_the_window_bring_back() {
        for (results, let_go) in [
            ("", false),
            ("PP", false),
            ("PPP", true),
            ("PPFPP", false),
            ("PPFPPP", true),
            ("PPPF", true),
            ("PPPFF", false),
            ("PPPFPPPF", false),
            ("PPPFPPPPF", true),
            ("FFPPPF", true),
            ("PPPFFPPP", true),
            ("PPPFFPPPF", true),
        ] {
            assert_eq!(after(results), let_go, "{results}");
        }
    }

    #[test]
    fn results_of_one_period_come_in_every_order_alike() {
        let mut rng = Address::opening(2, 0).open(&Purpose::check("run"));
        let results = Results {
            checked: 5,
            failed: 1,
        };
        let rounds = 20_000;
        let let_go = (0..rounds)
            .filter(|_| {
                let mut run = Run::default();
                run.note(&RULE, results, &mut rng);
                run.is_let_go()
            })
            .count();
        // Of the five places of the fail only the middle one leaves no three passes in a row.
        let share = let_go as f64 / f64::from(rounds);
        let error = (0.8 * 0.2 / f64::from(rounds)).sqrt();
        assert!((share - 0.8).abs() < 4.0 * error, "{share}");
    }

    #[test]
    fn places_are_different_rising_and_alike() {
        let mut rng = Address::opening(3, 0).open(&Purpose::check("run"));
        let mut seen = std::collections::BTreeMap::new();
        let rounds = 20_000;
        for _ in 0..rounds {
            let places = places(2, 4, &mut rng);
            assert!(places.is_sorted() && places[0] != places[1]);
            *seen.entry(places).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 6);
        for n in seen.into_values() {
            let error = (1.0 / 6.0 * 5.0 / 6.0 / f64::from(rounds)).sqrt();
            // Four standard errors.
            assert!((f64::from(n) / f64::from(rounds) - 1.0 / 6.0).abs() < 4.0 * error);
        }
        assert!(places(0, 0, &mut rng).is_empty());
        assert_eq!(places(3, 3, &mut rng), [0, 1, 2]);
    }
}
