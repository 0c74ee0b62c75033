//! Seats, the people in them, and every decision of a period with every error in it.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_distr::{Distribution as _, StandardNormal};
use std::cell::Cell;
use tierone_scenario::{
    AttributeId, ComplexityId, ErrorRate, GroupId, Part, Scenario, Tolerance, parts, parts_of,
};

use super::decision::{Decision, Error};
use super::demand::Done;
use super::learning::Releases;
use super::piloting::Trials;
use super::random::Random;

/// Who sits in a seat.
struct Caseworker {
    /// Nobody else has it.
    number: u64,
    skill: f64,
    tenure: f64,
    /// Coaching states by group.
    states: Vec<f64>,
    lessons: Vec<Lesson>,
}

/// A taken-up fail on its way.
struct Lesson {
    /// The period at whose end it is added.
    due: usize,
    group: GroupId,
}

enum Seat {
    Filled(Caseworker),
    /// Periods for which it stays empty, the present one included.
    Empty(usize),
}

/// All the seats.
pub(crate) struct Office<'s> {
    scenario: &'s Scenario,
    shift: f64,
    team_skills: Vec<f64>,
    seats: Vec<Seat>,
    /// How many people have ever come.
    came: Cell<u64>,
}

impl<'s> Office<'s> {
    /// The office in the steady state.
    pub(crate) fn open(scenario: &'s Scenario, shift: f64, random: &mut Random) -> Self {
        let workforce = &scenario.workforce;
        let n_teams = workforce.seats.div_ceil(workforce.team_size.max(1));
        let mut office = Self {
            scenario,
            shift,
            team_skills: (0..n_teams)
                .map(|_| workforce.team_spread * normal(random))
                .collect(),
            seats: Vec::new(),
            came: Cell::new(0),
        };
        let leaving = workforce.attrition.get();
        let mut seats: Vec<usize> = (0..workforce.seats).collect();
        let planned = workforce.recruitment.as_ref().map(|plan| {
            seats.shuffle(random);
            &seats[..plan.in_post]
        });
        for seat in 0..workforce.seats {
            let filled = 1.0 / (1.0 + leaving * workforce.vacancy as f64);
            let sits = match planned {
                Some(planned) => planned.contains(&seat),
                None => random.random_bool(filled),
            };
            let opened = if sits {
                let mut tenure = f64::INFINITY;
                if leaving > 0.0 {
                    tenure = 0.0;
                    while !random.random_bool(leaving) {
                        tenure += 1.0;
                    }
                }
                Seat::Filled(office.caseworker(seat, tenure, random))
            } else {
                Seat::Empty(match planned {
                    Some(_) => usize::MAX,
                    None => random.random_range(1..=workforce.vacancy),
                })
            };
            office.seats.push(opened);
        }
        office
    }

    fn caseworker(&self, seat: usize, tenure: f64, random: &mut Random) -> Caseworker {
        let workforce = &self.scenario.workforce;
        self.came.set(self.came.get() + 1);
        Caseworker {
            number: self.came.get(),
            skill: self.team_skills[seat / workforce.team_size] + workforce.spread * normal(random),
            tenure,
            states: vec![0.0; self.scenario.coaching.groups.len()],
            lessons: Vec::new(),
        }
    }

    /// The tenure of everybody who is there, in periods.
    pub(crate) fn tenures(&self) -> Vec<f64> {
        let tenure = |seat: &Seat| match seat {
            Seat::Filled(caseworker) => Some(caseworker.tenure),
            Seat::Empty(_) => None,
        };
        self.seats.iter().filter_map(tenure).collect()
    }

    /// The number of whoever sits in a seat, and their log-odds of error by skill and newness.
    pub(crate) fn sits(&self, seat: usize) -> Option<(u64, f64)> {
        let Seat::Filled(caseworker) = &self.seats[seat] else {
            return None;
        };
        Some((
            caseworker.number,
            caseworker.skill + self.newness(caseworker),
        ))
    }

    fn newness(&self, caseworker: &Caseworker) -> f64 {
        self.scenario
            .workforce
            .new_starters
            .map_or(0.0, |starters| {
                let faded = (-caseworker.tenure / starters.half_life).exp2();
                starters.odds_ratio.ln() * faded
            })
    }

    /// Every decision that closes in `period`.
    pub(crate) fn decide(
        &self,
        period: usize,
        done: Option<&Done>,
        (releases, trials): (&Releases, &Trials),
        random: &mut Random,
    ) -> Vec<Decision> {
        let learnt = |attribute, by_system| releases.fall(period, attribute, by_system);
        let given = |seat: Option<usize>, attribute| {
            seat.map_or(0.0, |seat| trials.fall(seat, attribute, period))
        };
        let taught = (&learnt, &given);
        let filled: Vec<usize> = (0..self.seats.len())
            .filter(|&seat| matches!(self.seats[seat], Seat::Filled(_)))
            .collect();
        let mut turn = if filled.is_empty() {
            0
        } else {
            period % filled.len()
        };
        let pressure = done.map_or(0.0, |done| done.pressure);
        let parts = match done {
            Some(done) => parts_of(self.scenario, done.numbers.iter().copied()),
            None => parts(self.scenario, period),
        };
        let mut decisions = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            for _ in 0..part.system {
                decisions.push(self.decision(part, None, taught, 0.0, random));
            }
            if filled.is_empty() {
                continue;
            }
            if done.is_some() {
                // Nobody's turn depends on how much is cleared.
                turn = (period + number * filled.len() / parts.len()) % filled.len();
            }
            for _ in 0..part.manual {
                decisions.push(self.decision(part, Some(filled[turn]), taught, pressure, random));
                turn = (turn + 1) % filled.len();
            }
        }
        decisions
    }

    fn decision(
        &self,
        part: &Part,
        seat: Option<usize>,
        (learnt, given): (
            &impl Fn(AttributeId, bool) -> f64,
            &impl Fn(Option<usize>, AttributeId) -> f64,
        ),
        pressure: f64,
        random: &mut Random,
    ) -> Decision {
        let activity = &self.scenario.activities[part.activity];
        let caseworker = seat.map(|seat| match &self.seats[seat] {
            Seat::Filled(caseworker) => caseworker,
            Seat::Empty(_) => unreachable!("nobody decides from an empty seat"),
        });
        let value = activity
            .value
            .as_ref()
            .map_or(0.0, |value| value.draw(random));
        let mut decision = Decision {
            activity: part.activity,
            complexity: part.complexity,
            seat,
            tenure: caseworker.map_or(f64::NAN, |caseworker| caseworker.tenure),
            value,
            errors: Vec::new(),
            inaccurate: false,
            inaccurate_without_feedback: false,
            inaccurate_without_pilots: false,
        };
        for rate in &activity.errors {
            let u: f64 = random.random();
            let learnt = learnt(rate.attribute, caseworker.is_none());
            let given = given(seat, rate.attribute);
            let at = (part.complexity, pressure);
            let (now, untaught) = self.probabilities(rate, at, caseworker, learnt + given);
            let (without, _) = self.probabilities(rate, at, caseworker, learnt);
            if u >= now.max(untaught) {
                continue;
            }
            let error = self.error(rate.attribute, value, random);
            decision.inaccurate_without_feedback |= u < untaught && error.counts;
            decision.inaccurate_without_pilots |= u < without && error.counts;
            if u < now {
                decision.inaccurate |= error.counts;
                decision.errors.push(error);
            }
        }
        decision
    }

    /// Probability of error with the feedback given so far, and had none been given.
    fn probabilities(
        &self,
        rate: &ErrorRate,
        (complexity, pressure): (ComplexityId, f64),
        caseworker: Option<&Caseworker>,
        learnt: f64,
    ) -> (f64, f64) {
        let attribute = &self.scenario.attributes[rate.attribute];
        let base = if caseworker.is_some() {
            rate.rate
        } else {
            rate.system_rate
        };
        if base.get() == 0.0 {
            return (0.0, 0.0);
        }
        let mut log_odds =
            base.odds().ln() + self.scenario.complexities[complexity].odds_ratio.ln() + pressure;
        if attribute.accuracy {
            log_odds += self.shift;
        }
        let mut taught = learnt;
        if let Some(caseworker) = caseworker {
            log_odds += caseworker.skill + self.newness(caseworker);
            taught += caseworker.states[attribute.coaching_group];
        }
        (logistic(log_odds - taught), logistic(log_odds))
    }

    fn error(&self, attribute: AttributeId, value: f64, random: &mut Random) -> Error {
        let described = &self.scenario.attributes[attribute];
        let Some(money) = &described.money else {
            return Error {
                attribute,
                yearly: 0.0,
                counts: described.accuracy,
            };
        };
        let drawn = money.amount.draw(random);
        let amount = if money.amount.relative {
            drawn * value
        } else {
            drawn
        };
        let beyond = match self.scenario.accuracy_tolerance {
            Tolerance::None => true,
            Tolerance::Amount(most) => amount > most,
            Tolerance::ShareOfValue(share) => amount > share * value,
        };
        let over = random.random_bool(money.overstated.get());
        Error {
            attribute,
            yearly: if over { amount } else { -amount },
            counts: described.accuracy && beyond,
        }
    }

    /// Sends the caseworker of `seat` a lesson that is due at the end of period `due`.
    pub(crate) fn teach(&mut self, seat: usize, attribute: AttributeId, due: usize) {
        let group = self.scenario.attributes[attribute].coaching_group;
        match &mut self.seats[seat] {
            Seat::Filled(caseworker) => caseworker.lessons.push(Lesson { due, group }),
            Seat::Empty(_) => unreachable!("nobody is coached in an empty seat"),
        }
    }

    /// Periods that a lesson is on its way.
    pub(crate) fn delay(&self) -> usize {
        self.scenario.coaching.delay
    }

    /// Probability that a failed attribute is taken up.
    pub(crate) fn uptake(&self) -> f64 {
        self.scenario.coaching.uptake.get()
    }

    /// Leavers leave; who stays forgets a little, learns what is due and is a period older. Returns
    /// the seats that were left.
    pub(crate) fn end_period(&mut self, period: usize, random: &mut Random) -> Vec<usize> {
        let workforce = &self.scenario.workforce;
        let (mut starts, mut leavers) = (Vec::new(), Vec::new());
        let warm_up = self.scenario.horizon.warm_up;
        let empty_for = match &workforce.recruitment {
            None => workforce.vacancy,
            // Replaced at once, or when somebody comes.
            Some(_) if period < warm_up => 0,
            Some(_) => usize::MAX,
        };
        for (number, seat) in self.seats.iter_mut().enumerate() {
            match seat {
                Seat::Filled(_) if random.random_bool(workforce.attrition.get()) => {
                    *seat = Seat::Empty(empty_for);
                    leavers.push(number);
                }
                Seat::Filled(caseworker) => {
                    caseworker.learn(&self.scenario.coaching.groups, period);
                    caseworker.tenure += 1.0;
                }
                Seat::Empty(usize::MAX) => {}
                Seat::Empty(left) => *left -= 1,
            }
            if matches!(seat, Seat::Empty(0)) {
                starts.push(number);
            }
        }
        if let Some(plan) = workforce.recruitment.as_ref().filter(|_| period >= warm_up) {
            let next = period + 1 - warm_up;
            let offers = plan.offers[next.saturating_sub(plan.lead_time)];
            let come = (0..offers).filter(|_| random.random_bool(plan.show_rate.get()));
            let come = come.count();
            let empty = |seat: &usize| matches!(self.seats[*seat], Seat::Empty(_));
            let mut empty: Vec<usize> = (0..self.seats.len()).filter(empty).collect();
            empty.shuffle(random);
            starts.extend(empty.into_iter().take(come));
        }
        for number in starts {
            self.seats[number] = Seat::Filled(self.caseworker(number, 0.0, random));
        }
        leavers
    }
}

impl Caseworker {
    fn learn(&mut self, groups: &[tierone_scenario::CoachingGroup], period: usize) {
        for (state, group) in self.states.iter_mut().zip(groups) {
            *state *= (-1.0 / group.half_life).exp2();
        }
        for lesson in self.lessons.iter().filter(|lesson| lesson.due == period) {
            let group = &groups[lesson.group];
            let state = &mut self.states[lesson.group];
            let room = group
                .ceiling
                .map_or(1.0, |ceiling| (1.0 - *state / ceiling).max(0.0));
            *state += group.gain * room;
        }
        self.lessons.retain(|lesson| lesson.due > period);
    }
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

fn normal(random: &mut Random) -> f64 {
    StandardNormal.sample(random)
}
