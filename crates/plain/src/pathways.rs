//! Pathways: every decision is asked whether it opens a case, and every case is followed to its end.
//!
//! A case is a list of moments; days are counted one by one on a calendar.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rand::RngExt;
use tierone_engine::sim::Passed;
use tierone_scenario::{CaseDays, CountedFrom, Pathway, Scenario};

use super::case::{Moments, PathwayCase};
use super::decision::Decision;
use super::feedback::Correction;
use super::money;
use super::passed::Window;
use super::random::Random;

/// The pathways of one policy.
pub(crate) struct Pathways<'s> {
    scenario: &'s Scenario,
    /// Moments at which cases open, in days from the first reported one, by pathway.
    opened: Vec<Vec<f64>>,
}

impl<'s> Pathways<'s> {
    pub(crate) fn open(scenario: &'s Scenario) -> Self {
        Self {
            scenario,
            opened: vec![Vec::new(); scenario.pathways.len()],
        }
    }

    /// Asks every decision of a period.
    pub(crate) fn ask(
        &mut self,
        period: usize,
        decisions: &[Decision],
        corrections: &[Correction],
        random: &mut Random,
    ) {
        let scenario = self.scenario;
        let length = scenario.horizon.period.days();
        let warm_up = length * scenario.horizon.warm_up as f64;
        for (opened, pathway) in self.opened.iter_mut().zip(&scenario.pathways) {
            for (number, decision) in decisions.iter().enumerate() {
                if !pathway.activities[decision.activity] {
                    continue;
                }
                let mut moment = || {
                    let decided = (period as f64 + random.random::<f64>()) * length;
                    decided + pathway.after.draw(random)
                };
                let (of_error, of_any) = (moment(), moment());
                let right = corrections.iter().find(|one| one.decision == number);
                let mut counting =
                    (0..decision.errors.len()).filter(|&place| decision.errors[place].counts);
                let put_right = right.is_some_and(|one| {
                    !one.failed
                        && counting.all(|place| one.covers.contains(&place))
                        && money::completed(scenario, period, one) <= of_error
                });
                let complains = random.random_bool(pathway.per_error.get());
                if decision.inaccurate && complains && !put_right {
                    opened.push(of_error - warm_up);
                }
                if random.random_bool(pathway.per_decision.get()) {
                    opened.push(of_any - warm_up);
                }
            }
        }
    }

    /// What became of them: over the reported periods, and by period.
    pub(crate) fn close(self, random: &mut Random) -> (Vec<Vec<Passed>>, Vec<Vec<Vec<Passed>>>) {
        let horizon = &self.scenario.horizon;
        let (mut of_all, mut by_period) = (Vec::new(), vec![Vec::new(); horizon.periods]);
        let mut all: Vec<Vec<PathwayCase>> = Vec::new();
        for (opened, pathway) in self.opened.into_iter().zip(&self.scenario.pathways) {
            let mut opened: Vec<(f64, bool)> =
                opened.into_iter().map(|moment| (moment, false)).collect();
            if let Some(follows) = pathway.follows {
                let first = &self.scenario.pathways[follows.pathway];
                let calendar = Calendar::new(self.scenario, first);
                for case in &all[follows.pathway] {
                    let last = case.stages.get(first.stages.len() - 1);
                    let Some(end) = last.and_then(|last| last.ends) else {
                        continue;
                    };
                    if random.random_bool(follows.share.get()) {
                        let moment = calendar.moment(end) + pathway.after.draw(random);
                        opened.push((moment, true));
                    }
                }
            }
            let calendar = Calendar::new(self.scenario, pathway);
            let first_day = |period: usize| {
                let days = period as f64 * horizon.period.days();
                calendar.days_before((days + 1e-6).floor() as i64)
            };
            let over = first_day(horizon.periods);
            let cases = follow(pathway, &calendar, opened, over, random);
            let figures = |from: usize, to: usize| {
                let window = Window {
                    from: first_day(from),
                    to: first_day(to),
                    over,
                };
                let stages = (0..pathway.stages.len()).map(Some);
                let all = std::iter::once(None).chain(stages);
                all.map(|stage| window.count(pathway, &cases, stage))
                    .collect::<Vec<Passed>>()
            };
            of_all.push(figures(0, horizon.periods));
            for (period, list) in by_period.iter_mut().enumerate() {
                list.push(figures(period, period + 1));
            }
            all.push(cases);
        }
        (of_all, by_period)
    }
}

/// Days that count, one by one.
struct Calendar {
    start: Date,
    /// Days off beside weekends; none where every day counts.
    off: Option<Vec<i64>>,
}

impl Calendar {
    fn new(scenario: &Scenario, pathway: &Pathway) -> Self {
        let off = match &pathway.days {
            CaseDays::Calendar => None,
            CaseDays::Working { holidays, .. } => Some(holidays.clone()),
        };
        Self {
            start: scenario.horizon.start,
            off,
        }
    }

    fn counts(&self, day: i64) -> bool {
        let Some(off) = &self.off else { return true };
        let weekday = (self.start + day.days()).weekday();
        !matches!(weekday, Weekday::Saturday | Weekday::Sunday) && !off.contains(&day)
    }

    /// Days that count from the first reported one to the day before `day`; negative where that comes before.
    fn days_before(&self, day: i64) -> i64 {
        let between = |from: i64, to: i64| (from..to).filter(|day| self.counts(*day)).count();
        between(0, day) as i64 - between(day, 0) as i64
    }

    /// The moment on a day that counts at which this clock shows a time.
    fn moment(&self, time: f64) -> f64 {
        let (mut day, mut left) = (0, time.floor() as i64);
        while left < 0 {
            day -= 1;
            left += i64::from(self.counts(day));
        }
        while left > 0 || !self.counts(day) {
            left -= i64::from(self.counts(day));
            day += 1;
        }
        day as f64 + (time - time.floor())
    }

    fn clock(&self, moment: f64) -> f64 {
        let day = moment.floor();
        self.days_before(day as i64) as f64 + (moment - day)
    }
}

/// Follows cases until nobody watches: always the one that comes to a stage first.
fn follow(
    pathway: &Pathway,
    calendar: &Calendar,
    opened: Vec<(f64, bool)>,
    over: i64,
    random: &mut Random,
) -> Vec<PathwayCase> {
    let mut cases: Vec<PathwayCase> = Vec::new();
    for (moment, follows) in opened {
        let opened = calendar.clock(moment);
        cases.push(come(
            pathway,
            PathwayCase {
                opened,
                follows,
                ..PathwayCase::default()
            },
            random,
        ));
    }
    // Who works on a stage is free from these moments on.
    let mut free: Vec<Vec<f64>> = pathway
        .stages
        .iter()
        .map(|stage| vec![f64::NEG_INFINITY; stage.capacity.unwrap_or(0)])
        .collect();
    loop {
        let waiting = cases.iter().enumerate().filter_map(|(number, case)| {
            let last = case.stages.last()?;
            last.begins.is_none().then_some((last.arrives, number))
        });
        let next = waiting.min_by(|one, other| one.0.total_cmp(&other.0));
        let Some((arrives, number)) = next.filter(|(at, _)| *at < over as f64) else {
            return cases;
        };
        let place = cases[number].stages.len() - 1;
        let stage = &pathway.stages[place];
        let people = &mut free[place];
        let first = (0..people.len()).min_by(|a, b| people[*a].total_cmp(&people[*b]));
        let begins = first.map_or(arrives, |first| arrives.max(people[first]));
        let ends = begins + stage.duration.draw(random);
        if let Some(first) = first {
            people[first] = ends;
        }
        let moments = &mut cases[number].stages[place];
        moments.begins = Some(begins);
        moments.ends = Some(ends);
        let lag = stage.lag.draw(random);
        moments.end_recorded = Some(moments.recorded.max(ends + lag));
        if place + 1 < pathway.stages.len() {
            cases[number] = come(pathway, cases[number].clone(), random);
        } else if random.random_bool(pathway.reopened.get()) {
            let again = PathwayCase {
                opened: ends,
                again: true,
                ..PathwayCase::default()
            };
            cases.push(come(pathway, again, random));
        }
    }
}

/// The case comes to its next stage.
fn come(pathway: &Pathway, mut case: PathwayCase, random: &mut Random) -> PathwayCase {
    let stage = &pathway.stages[case.stages.len()];
    let ready = case
        .stages
        .last()
        .map_or(case.opened, |last| last.ends.expect("it has ended"));
    let pause = stage.pause.draw(random);
    let moments = match (pathway.counted_from, case.stages.first()) {
        (CountedFrom::Opening, Some(first)) => Moments {
            pause: [ready, ready + pause],
            recorded: first.recorded,
            arrives: ready + pause,
            ..Moments::default()
        },
        (CountedFrom::Opening, None) => {
            let recorded = ready + pathway.lag.draw(random);
            Moments {
                pause: [recorded, recorded + pause],
                recorded,
                arrives: recorded + pause,
                ..Moments::default()
            }
        }
        (CountedFrom::Stage, _) => {
            let recorded = ready + pause + pathway.lag.draw(random);
            Moments {
                pause: [ready, ready + pause],
                recorded,
                arrives: recorded,
                ..Moments::default()
            }
        }
    };
    case.stages.push(moments);
    case
}
