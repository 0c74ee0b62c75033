//! Rules that look at the end of a period: everybody's fails against a limit for their number of results.

use std::collections::{BTreeMap, VecDeque};

use super::results::Results;
use tierone_sampling::world::SeatId;
use tierone_scenario::FlagRule;
use tierone_stats::performer::{funnel_limit, level_of_each, posterior_limit};
use tierone_stats::proportion::Beta;

/// Everybody's results within the window.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    rule: FlagRule,
    window: Option<usize>,
    people: Vec<Kept>,
    /// Limits of the posterior rule by number of results, which never change.
    limits: BTreeMap<u64, u64>,
}

#[derive(Clone, Debug, Default)]
struct Kept {
    /// By period, the latest last; empty where everything counts.
    periods: VecDeque<Results>,
    checks: u64,
    fails: u64,
}

impl Limits {
    /// Nobody has a result yet.
    pub fn new(seats: usize, window: Option<usize>, rule: FlagRule) -> Self {
        Self {
            rule,
            window,
            people: vec![Kept::default(); seats],
            limits: BTreeMap::new(),
        }
    }

    /// Names whom a period's results flag.
    pub fn look(&mut self, results: &[Results], mut flag: impl FnMut(SeatId)) {
        for (kept, results) in self.people.iter_mut().zip(results) {
            kept.add(*results, self.window);
        }
        let looked_at = || self.people.iter().filter(|kept| kept.checks > 0);
        let people = looked_at().count() as u64;
        let limit: Box<dyn Fn(u64) -> u64> = match self.rule {
            FlagRule::Funnel {
                expected,
                false_alarm,
                ..
            } => {
                let checks: u64 = looked_at().map(|kept| kept.checks).sum();
                let fails: u64 = looked_at().map(|kept| kept.fails).sum();
                let expected = expected.unwrap_or(fails as f64 / checks.max(1) as f64);
                let level = level_of_each(false_alarm, people);
                self.limits.clear();
                Box::new(move |checks| funnel_limit(checks, expected, level))
            }
            FlagRule::Posterior {
                expected,
                worth,
                above,
                probability,
                ..
            } => Box::new(move |checks| {
                posterior_limit(checks, Beta::with_mean(expected, worth), above, probability)
            }),
            _ => unreachable!("other rules look after every result"),
        };
        for (seat, kept) in self.people.iter().enumerate() {
            if kept.checks == 0 {
                continue;
            }
            let limits = &mut self.limits;
            let limit = *limits
                .entry(kept.checks)
                .or_insert_with(|| limit(kept.checks));
            if kept.fails >= limit {
                flag(SeatId::new(seat));
            }
        }
    }

    pub fn forget(&mut self, seat: SeatId) {
        self.people[seat.index()] = Kept::default();
    }
}

impl Kept {
    fn add(&mut self, results: Results, window: Option<usize>) {
        if let Some(window) = window {
            if self.periods.len() == window
                && let Some(oldest) = self.periods.pop_front()
            {
                self.checks -= u64::from(oldest.checks);
                self.fails -= u64::from(oldest.fails);
            }
            self.periods.push_back(results);
        }
        self.checks += u64::from(results.checks);
        self.fails += u64::from(results.fails);
    }
}
