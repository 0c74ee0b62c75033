//! Coaching: what found errors have taught each caseworker, and how it wears off.

use std::collections::VecDeque;

use tierone_sampling::world::SeatId;
use tierone_scenario::Coaching;

/// The coaching states of a policy's caseworkers.
#[derive(Clone, Debug)]
pub struct Coached {
    delay: usize,
    groups: Vec<Group>,
    /// Lessons by the number of period ends until they are due, the next first.
    pending: VecDeque<Vec<Lesson>>,
}

/// The states of one coaching group.
#[derive(Clone, Debug)]
struct Group {
    /// Log-odds by seat.
    states: Vec<f64>,
    /// Factor of one period.
    decay: f64,
    /// Whether anybody has been coached: an untouched group needs no decay.
    touched: bool,
}

/// One taken-up fail.
#[derive(Clone, Copy, Debug)]
struct Lesson {
    seat: SeatId,
    group: u32,
}

impl Coached {
    /// Nobody has been coached yet.
    pub fn new(coaching: &Coaching, seats: usize) -> Self {
        let group = |half_life: f64| Group {
            states: vec![0.0; seats],
            decay: (-1.0 / half_life).exp2(),
            touched: false,
        };
        Self {
            delay: coaching.delay,
            groups: coaching.groups.iter().map(|g| group(g.half_life)).collect(),
            pending: vec![Vec::new(); coaching.delay + 1].into(),
        }
    }

    /// Forgets everything: a new replication opens with these falls in log-odds, by group and seat, or with nobody coached.
    pub fn open(&mut self, opening: Option<&[Vec<f64>]>) {
        for (number, group) in self.groups.iter_mut().enumerate() {
            match opening {
                Some(states) => group.states.copy_from_slice(&states[number]),
                None => group.states.fill(0.0),
            }
            group.touched = group.states.iter().any(|state| *state > 0.0);
        }
        self.pending.iter_mut().for_each(Vec::clear);
    }

    /// The falls in log-odds that coaching gives in a group, by seat.
    pub fn states(&self, group: usize) -> &[f64] {
        &self.groups[group].states
    }

    /// Whether nobody's log-odds have fallen.
    pub(crate) fn is_untouched(&self) -> bool {
        !self.groups.iter().any(|group| group.touched)
    }

    /// Notes a taken-up fail of this period, in decision and attribute order.
    pub fn note(&mut self, seat: SeatId, group: usize) {
        self.pending[self.delay].push(Lesson {
            seat,
            group: group as u32,
        });
    }

    /// Ends a period: those who leave take what they learnt with them, states decay, and then the
    /// fails that are due are added one by one, each on the state that the last one left.
    pub fn end_period(&mut self, coaching: &Coaching, leavers: &[SeatId]) {
        if !leavers.is_empty() {
            for group in &mut self.groups {
                leavers
                    .iter()
                    .for_each(|seat| group.states[seat.index()] = 0.0);
            }
            for lessons in &mut self.pending {
                lessons.retain(|lesson| leavers.binary_search(&lesson.seat).is_err());
            }
        }
        for group in self.groups.iter_mut().filter(|group| group.touched) {
            let decay = group.decay;
            group.states.iter_mut().for_each(|state| *state *= decay);
        }
        let mut due = self.pending.pop_front().unwrap_or_default();
        for lesson in due.drain(..) {
            let taught = &coaching.groups[lesson.group as usize];
            let group = &mut self.groups[lesson.group as usize];
            let state = &mut group.states[lesson.seat.index()];
            // Beyond the ceiling nothing is gained, and nothing is lost either.
            let room = taught
                .ceiling
                .map_or(1.0, |ceiling| (1.0 - *state / ceiling).max(0.0));
            *state += taught.gain * room;
            group.touched = true;
        }
        self.pending.push_back(due);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_scenario::CoachingGroup;
    use tierone_stats::units::Probability;

    fn coaching(gain: f64, half_life: f64, ceiling: Option<f64>, delay: usize) -> Coaching {
        Coaching {
            groups: vec![CoachingGroup {
                name: "g".into(),
                gain,
                half_life,
                ceiling,
            }],
            uptake: Probability::ONE,
            delay,
            minutes: 0.0,
            hourly_cost: None,
        }
    }

    #[test]
    fn a_fail_acts_in_full_first_in_the_period_after_its_delay() {
        let coaching = coaching(0.3, 2.0, None, 1);
        let mut coached = Coached::new(&coaching, 3);
        coached.note(SeatId::new(2), 0);
        let mut states = Vec::new();
        for _ in 0..4 {
            states.push(coached.states(0)[2]);
            coached.end_period(&coaching, &[]);
        }
        // Found in t = 0 with a delay of 1: nothing in 0 and 1, in full in 2, then decay.
        assert_eq!(states[..3], [0.0, 0.0, 0.3]);
        assert!((states[3] - 0.3 * 0.5f64.sqrt()).abs() < 1e-15);
        assert_eq!(coached.states(0)[1], 0.0);
    }

    #[test]
    fn states_decay_before_the_fails_that_are_due_are_added() {
        let coaching = coaching(0.4, 1.0, None, 0);
        let mut coached = Coached::new(&coaching, 1);
        coached.note(SeatId::new(0), 0);
        coached.end_period(&coaching, &[]);
        coached.note(SeatId::new(0), 0);
        coached.end_period(&coaching, &[]);
        assert!(
            (coached.states(0)[0] - 0.6).abs() < 1e-15,
            "0.4/2 + 0.4, not (0.4 + 0.4)/2"
        );
    }

    #[test]
    fn coaching_given_at_the_opening_decays_by_its_half_life() {
        let coaching = coaching(0.3, 2.0, None, 0);
        let mut coached = Coached::new(&coaching, 2);
        coached.open(Some(&[vec![0.0, 0.8]]));
        assert!(!coached.is_untouched());
        for period in 0..5 {
            let left = 0.8 * (-f64::from(period) / 2.0).exp2();
            assert_eq!(coached.states(0)[0], 0.0);
            assert!((coached.states(0)[1] - left).abs() < 1e-15);
            coached.end_period(&coaching, &[]);
        }
        coached.open(None);
        assert!(coached.is_untouched() && coached.states(0) == [0.0, 0.0]);
    }

    #[test]
    fn fails_are_added_one_by_one_on_the_state_that_the_last_one_left() {
        let coaching = coaching(0.5, f64::INFINITY, Some(1.0), 0);
        let mut coached = Coached::new(&coaching, 1);
        coached.note(SeatId::new(0), 0);
        coached.note(SeatId::new(0), 0);
        coached.end_period(&coaching, &[]);
        assert_eq!(
            coached.states(0)[0],
            0.75,
            "0.5 and then half of the room that is left"
        );
    }

    #[test]
    fn whoever_leaves_takes_the_state_and_what_was_pending_with_them() {
        let coaching = coaching(0.5, f64::INFINITY, None, 1);
        let mut coached = Coached::new(&coaching, 2);
        coached.note(SeatId::new(0), 0);
        coached.note(SeatId::new(1), 0);
        coached.end_period(&coaching, &[SeatId::new(0)]);
        coached.end_period(&coaching, &[]);
        assert_eq!(coached.states(0), [0.0, 0.5]);
    }
}
