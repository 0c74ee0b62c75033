//! What became of cases in some days: every case is looked at for every figure, and its days are counted one by one.

use tierone_engine::sim::Passed;
use tierone_scenario::{CountedFrom, Pathway};

use super::case::PathwayCase;

/// Days that figures are of, and the first that nobody has seen.
pub(crate) struct Window {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) over: i64,
}

impl Window {
    fn holds(&self, moment: f64) -> bool {
        moment >= self.from as f64 && moment < self.to as f64
    }

    pub(crate) fn count(
        &self,
        pathway: &Pathway,
        cases: &[PathwayCase],
        stage: Option<usize>,
    ) -> Passed {
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
                passed.follow += u32::from(case.follows);
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
