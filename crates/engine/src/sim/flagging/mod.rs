//! Finding poor performers: whom a policy's rule flags by the results of one of its checks.
//!
//! A rule that looks after every result ([`fails_in`], [`cusum`]) takes a caseworker's results of a period
//! in an order of its own stream, every order alike, since a check draws them without one. A rule that
//! looks at the end of a period ([`limits`]) only counts. Whoever is flagged stays so until they leave,
//! and whoever comes has nothing held against them.
//!
//! To add a rule: see [`tierone_scenario::FLAG_RULES`]; its file here, and its form of [`Rule`].

mod cusum;
mod fails_in;
mod limits;
mod results;

use rand::seq::index;

use super::caseload::Caseload;
use super::drawn::Drawn;
use super::flagged::Flagged;
use super::results::Fail;
use cusum::Cusum;
use fails_in::FailsIn;
use limits::Limits;
use results::Results;
use tierone_sampling::Stratify;
use tierone_sampling::world::{Period, SYSTEM, SeatId};
use tierone_scenario::{CheckId, FlagRule, Policy, Scenario};
use tierone_stats::rng::{Address, Purpose, Stream};

/// One policy's rule, and what it remembers of everybody.
#[derive(Clone, Debug)]
pub struct Flagging {
    check: CheckId,
    purpose: Purpose,
    /// The odds from which somebody is a poor performer.
    odds: f64,
    rule: Rule,
    /// Whoever sits in each seat.
    people: Vec<Person>,
    /// Those who were there in a reported period and have left.
    left: Flagged,
    /// Results of the period by seat; memory that one period after another uses.
    results: Vec<Results>,
}

/// What a rule remembers, by seat.
#[derive(Clone, Debug)]
enum Rule {
    FailsIn(FailsIn),
    Cusum(Cusum),
    Limits(Limits),
}

/// Whoever sits in a seat.
#[derive(Clone, Copy, Debug, Default)]
struct Person {
    /// Whether they have been there in a reported period.
    reported: bool,
    /// Whether they have been beyond the odds in one.
    poor: bool,
    /// The first simulated period in which they were there and beyond the odds.
    since: Option<usize>,
    flagged: bool,
}

impl Flagging {
    /// Nobody is flagged yet; none where the policy has no rule.
    pub fn new(scenario: &Scenario, policy: &Policy) -> Option<Self> {
        let flag = policy.flag.as_ref()?;
        let seats = scenario.workforce.seats;
        let rule = match flag.rule {
            FlagRule::FailsIn { fails, checks } => {
                Rule::FailsIn(FailsIn::new(seats, fails, checks))
            }
            FlagRule::Cusum {
                expected,
                odds_ratio,
                limit,
            } => Rule::Cusum(Cusum::new(seats, expected, odds_ratio, limit)),
            FlagRule::Funnel { window, .. } | FlagRule::Posterior { window, .. } => {
                Rule::Limits(Limits::new(seats, window, flag.rule.clone()))
            }
        };
        Some(Self {
            check: flag.check,
            purpose: Purpose::order(&policy.checks[flag.check].name),
            odds: scenario.workforce.poor.unwrap_or(f64::INFINITY),
            rule,
            people: vec![Person::default(); seats],
            left: Flagged::default(),
            results: vec![Results::default(); seats],
        })
    }

    /// Looks at a period's results, flags, and lets those go who leave. Returns who was flagged of those
    /// who were there.
    pub fn look(
        &mut self,
        period: &Period,
        (checks, fails): (&[Drawn], &[Vec<Fail>]),
        caseload: &Caseload,
        address: Address,
        reported: bool,
    ) -> Flagged {
        let index = period.index;
        for (place, seat) in period.population.filled.iter().enumerate() {
            let person = &mut self.people[seat.index()];
            let poor = period.odds(place as u32) >= self.odds;
            if poor {
                person.since.get_or_insert(index);
            }
            person.reported |= reported;
            person.poor |= reported && poor;
        }
        self.count(&checks[self.check], &fails[self.check], caseload);
        let mut stream = address.open(&self.purpose);
        let mut found = Flagged::default();
        let Self {
            rule,
            people,
            results,
            ..
        } = self;
        rule.look(results, &mut stream, |seat| {
            let person = &mut people[seat.index()];
            if !person.flagged
                && let Some(since) = person.since
            {
                found.found += 1;
                found.found_after += (index - since + 1) as u32;
            }
            person.flagged = true;
        });
        for (place, seat) in period.population.filled.iter().enumerate() {
            let poor = period.odds(place as u32) >= self.odds;
            found.add(poor, self.people[seat.index()].flagged);
        }
        for &seat in &period.leavers {
            self.leave(seat);
        }
        found
    }

    /// Everybody who was there in a reported period; ready for another replication.
    pub fn close(&mut self) -> Flagged {
        (0..self.people.len()).for_each(|seat| self.leave(SeatId::new(seat)));
        std::mem::take(&mut self.left)
    }

    fn leave(&mut self, seat: SeatId) {
        let person = std::mem::take(&mut self.people[seat.index()]);
        if person.reported {
            self.left.add(person.poor, person.flagged);
        }
        self.rule.forget(seat);
    }

    /// Counts everybody's checks and fails.
    fn count(&mut self, check: &Drawn, fails: &[Fail], caseload: &Caseload) {
        self.results.fill(Results::default());
        let filled = &caseload.population.filled;
        if check.setup.stratify == Stratify::Caseworker {
            for (seat, checks) in filled.iter().zip(&check.sizes) {
                self.results[seat.index()].checks = *checks as u32;
            }
        } else {
            for (index, _) in &check.taken {
                let place = caseload.tracked[*index as usize].place;
                if place != SYSTEM {
                    self.results[filled[place as usize].index()].checks += 1;
                }
            }
        }
        for seat in fails.iter().filter_map(|fail| caseload.seat(fail.index)) {
            self.results[seat.index()].fails += 1;
        }
    }
}

impl Rule {
    /// Looks at everybody's results, seat by seat, and names whom it flags.
    fn look(&mut self, results: &[Results], stream: &mut Stream, mut flag: impl FnMut(SeatId)) {
        match self {
            Self::FailsIn(rule) => in_order(results, stream, |seat, gaps| {
                if rule.look(seat, gaps) {
                    flag(seat);
                }
            }),
            Self::Cusum(rule) => in_order(results, stream, |seat, gaps| {
                if rule.look(seat, gaps) {
                    flag(seat);
                }
            }),
            Self::Limits(rule) => rule.look(results, flag),
        }
    }

    /// Forgets whoever sat in a seat.
    fn forget(&mut self, seat: SeatId) {
        match self {
            Self::FailsIn(rule) => rule.forget(seat),
            Self::Cusum(rule) => rule.forget(seat),
            Self::Limits(rule) => rule.forget(seat),
        }
    }
}

/// Puts everybody's results in order: `look` gets the passes before each fail, and those after the last.
fn in_order(results: &[Results], stream: &mut Stream, mut look: impl FnMut(SeatId, &[u32])) {
    let (mut fails, mut gaps) = (Vec::new(), Vec::new());
    for (seat, results) in results.iter().enumerate() {
        if results.checks == 0 {
            continue;
        }
        fails.clear();
        if results.fails > 0 {
            let (of, n) = (results.checks as usize, results.fails as usize);
            fails.extend(index::sample(stream, of, n).iter().map(|at| at as u32));
            fails.sort_unstable();
        }
        gaps.clear();
        let mut next = 0;
        for &fail in fails.iter() {
            gaps.push(fail - next);
            next = fail + 1;
        }
        gaps.push(results.checks - next);
        look(SeatId::new(seat), &gaps);
    }
}
