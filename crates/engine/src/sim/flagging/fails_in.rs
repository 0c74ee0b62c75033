//! So many fails among so many results in a row, looked at after every result.

use std::collections::VecDeque;

use tierone_sampling::world::SeatId;

/// Everybody's latest fails.
#[derive(Clone, Debug)]
pub(super) struct FailsIn {
    fails: usize,
    checks: u64,
    people: Vec<Latest>,
}

#[derive(Clone, Debug, Default)]
struct Latest {
    /// Results so far.
    results: u64,
    /// Numbers of the latest fails among them, one fewer than flag at most.
    fails: VecDeque<u64>,
}

impl FailsIn {
    /// Nobody has a result yet.
    pub fn new(seats: usize, fails: u32, checks: u32) -> Self {
        Self {
            fails: fails as usize,
            checks: checks.into(),
            people: vec![Latest::default(); seats],
        }
    }

    /// Whether results flag: `gaps` are the passes before each fail, and those after the last.
    pub fn look(&mut self, seat: SeatId, gaps: &[u32]) -> bool {
        let latest = &mut self.people[seat.index()];
        let mut flags = false;
        for (number, gap) in gaps.iter().enumerate() {
            latest.results += u64::from(*gap);
            if number + 1 == gaps.len() {
                break;
            }
            latest.results += 1;
            latest.fails.push_back(latest.results);
            // So many fails lie among so many in a row only if the first and the last of them do.
            if latest.fails.len() == self.fails {
                let first = latest.fails.pop_front().unwrap_or(0);
                flags |= latest.results - first < self.checks;
            }
        }
        flags
    }

    pub fn forget(&mut self, seat: SeatId) {
        self.people[seat.index()] = Latest::default();
    }
}
