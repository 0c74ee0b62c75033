//! Pathways: every decision is asked whether it opens a case, and every case is followed to its end.
//!
//! A case is a list of moments; days are counted one by one on a calendar.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rand::RngExt;
use tierone_engine::sim::Passed;
use tierone_scenario::{CaseDays, CountedFrom, Pathway, Scenario};

use super::decision::Decision;
use super::feedback::Correction;
use super::money;
use super::random::Random;

/// The pathways of one policy.
pub(crate) struct Pathways<'s> {
    scenario: &'s Scenario,
    /// Moments at which cases open, in days from the first reported one, by pathway.
    opened: Vec<Vec<f64>>,
}

/// One case, on the clock of its pathway.
#[derive(Clone, Default)]
struct Case {
    opened: f64,
    again: bool,
    /// By stage that it has come to: when it was ready for the stage, and the moments of it.
    stages: Vec<Moments>,
}

#[derive(Clone, Copy, Default)]
struct Moments {
    pause: [f64; 2],
    recorded: f64,
    arrives: f64,
    begins: Option<f64>,
    ends: Option<f64>,
    end_recorded: Option<f64>,
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
        for (opened, pathway) in self.opened.into_iter().zip(&self.scenario.pathways) {
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

    fn clock(&self, moment: f64) -> f64 {
        let day = moment.floor();
        self.days_before(day as i64) as f64 + (moment - day)
    }
}

/// Follows cases until nobody watches: always the one that comes to a stage first.
fn follow(
    pathway: &Pathway,
    calendar: &Calendar,
    opened: Vec<f64>,
    over: i64,
    random: &mut Random,
) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for moment in opened {
        let opened = calendar.clock(moment);
        cases.push(come(
            pathway,
            Case {
                opened,
                ..Case::default()
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
            let again = Case {
                opened: ends,
                again: true,
                stages: Vec::new(),
            };
            cases.push(come(pathway, again, random));
        }
    }
}

/// The case comes to its next stage.
fn come(pathway: &Pathway, mut case: Case, random: &mut Random) -> Case {
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

/// Days that figures are of, and the first that nobody has seen.
struct Window {
    from: i64,
    to: i64,
    over: i64,
}

impl Window {
    fn holds(&self, moment: f64) -> bool {
        moment >= self.from as f64 && moment < self.to as f64
    }

    fn count(&self, pathway: &Pathway, cases: &[Case], stage: Option<usize>) -> Passed {
        let mut passed = Passed::default();
        let (mut took, mut ages, mut queued) = (Vec::new(), Vec::new(), Vec::new());
        let (mut happened, mut recorded) = (Vec::new(), Vec::new());
        let target = stage.and_then(|stage| pathway.stages[stage].target);
        for case in cases {
            let all = pathway.stages.len() - 1;
            let this = case.stages.get(stage.unwrap_or(all));
            let own_clock = stage.is_some() && pathway.counted_from == CountedFrom::Stage;
            let start = match (own_clock, this) {
                (false, _) => case.opened,
                (true, Some(this)) => this.pause[1],
                (true, None) => continue,
            };
            let left_out: Vec<[f64; 2]> = match own_clock {
                true => Vec::new(),
                false => {
                    let up_to = case.stages.iter().take(stage.unwrap_or(all) + 1);
                    up_to.map(|moments| moments.pause).collect()
                }
            };
            let days = |from: f64, to: f64| {
                let days = (from.floor() as i64..to.floor() as i64).filter(|day| {
                    let is_in = |pause: &[f64; 2]| {
                        (pause[0].floor() as i64..pause[1].floor() as i64).contains(day)
                    };
                    !left_out.iter().any(is_in)
                });
                days.count() as f64
            };
            let end = this.and_then(|this| this.ends);
            if self.holds(start) {
                passed.opened += 1;
                passed.reopened += u32::from(case.again);
                happened.extend(target.map(|target| self.watched((start, end), target, &days)));
            }
            let first = match own_clock {
                true => this,
                false => case.stages.first(),
            };
            let known = first
                .map(|first| first.recorded)
                .filter(|_| stage.is_some());
            if let Some(known) = known.filter(|known| self.holds(*known)) {
                let end = this.and_then(|this| this.end_recorded);
                recorded.extend(target.map(|target| self.watched((known, end), target, &days)));
            }
            if let Some(end) = end.filter(|end| self.holds(*end)) {
                passed.ended += 1;
                took.push(days(start, end));
                if let Some(this) = this.filter(|_| stage.is_some()) {
                    queued.push(this.begins.expect("it has ended") - this.arrives);
                }
            }
            if start < self.to as f64 && end.is_none_or(|end| end >= self.to as f64) {
                passed.open += 1;
                ages.push(days(start, (self.to - 1) as f64));
            }
        }
        took.sort_by(f64::total_cmp);
        passed.days = mean(&took);
        passed.median = match took.len() {
            0 => None,
            n if n % 2 == 1 => Some(took[n / 2]),
            n => Some((took[n / 2 - 1] + took[n / 2]) / 2.0),
        };
        passed.open_days = mean(&ages);
        let Some(rules) = stage.map(|stage| &pathway.stages[stage]) else {
            return passed;
        };
        passed.queue_days = rules.capacity.and_then(|_| mean(&queued));
        if let Some(target) = rules.target {
            passed.in_target = in_time(happened);
            passed.in_target_recorded = in_time(recorded);
            let within: Vec<f64> = took
                .iter()
                .map(|days| f64::from(u8::from(*days <= f64::from(target))))
                .collect();
            passed.in_target_ended = mean(&within);
        }
        passed
    }

    /// The day, counted from the start, on which it is known whether a case ends in target, and whether it does; the last day of
    /// the watch and nothing where nobody knows by then.
    fn watched(
        &self,
        (start, end): (f64, Option<f64>),
        target: u32,
        days: &dyn Fn(f64, f64) -> f64,
    ) -> (i64, Option<bool>) {
        let first = start.floor() as i64;
        for day in first..self.over {
            if end.is_some_and(|end| end.floor() as i64 == day) {
                let in_time = days(start, day as f64) <= f64::from(target);
                return (day - first, Some(in_time));
            }
            if days(start, (day + 1) as f64) > f64::from(target) {
                return (day - first, Some(false));
            }
        }
        (self.over - 1 - first, None)
    }
}

/// The share in target where some are not known: each of those gives what it weighs to all that were watched for longer. Nothing where
/// one that nobody knows was watched longest.
fn in_time(mut cases: Vec<(i64, Option<bool>)>) -> Option<f64> {
    cases.sort_by_key(|(day, known)| (*day, known.is_none()));
    let (mut weight, mut share) = (1.0 / cases.len() as f64, 0.0);
    for (place, (_, known)) in cases.iter().enumerate() {
        let after = cases.len() - place - 1;
        match known {
            Some(in_time) => share += f64::from(u8::from(*in_time)) * weight,
            None if after == 0 => return None,
            None => weight += weight / after as f64,
        }
    }
    (!cases.is_empty()).then_some(share)
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}
