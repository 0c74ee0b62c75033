//! What a check keeps of its own results, and what methods with a memory ask for because of it.
//!
//! Every result is kept, and every rule is worked out anew from the first one.

use rand::seq::SliceRandom;
use rand_distr::{Beta, Distribution as _};
use tierone_sampling::proportional;
use tierone_scenario::{
    Charted, Check, Escalating, EscalatingRule, Learning, Over, SamplingMethod, Scenario,
    TrendTargeted,
};

use super::cut::cut;
use super::decision::Decision;
use super::random::Random;
use super::stage::Stage;

/// All that a check has found, by seat or by activity, period by period.
#[derive(Clone, Default)]
pub(crate) struct Memory {
    units: Vec<Vec<Lot>>,
}

/// What was found of one unit in one period.
#[derive(Clone, Default)]
struct Lot {
    /// Whether each checked decision failed, in the order in which results came in.
    fails: Vec<bool>,
    /// Decisions of the frame, and those with an error that the check looks at.
    decisions: usize,
    wrong: usize,
}

/// What charts signalled in the latest period.
#[derive(Default)]
pub(crate) struct Signals {
    pub(crate) points: u32,
    pub(crate) signals: u32,
    pub(crate) false_signals: u32,
}

impl Memory {
    /// Keeps what `stage` found in a period.
    pub(crate) fn keep(
        &mut self,
        scenario: &Scenario,
        check: &Check,
        decisions: &[Decision],
        stage: &Stage,
        random: &mut Random,
    ) {
        if !matches!(
            check.sample.method,
            SamplingMethod::TrendTargeted(_)
                | SamplingMethod::Escalating(_)
                | SamplingMethod::Learning(_)
        ) {
            return;
        }
        let over_activities = over_activities(check);
        let n = if over_activities {
            scenario.activities.len()
        } else {
            scenario.workforce.seats
        };
        self.units.resize(n, Vec::new());
        let unit = |number: usize| {
            let decision = &decisions[number];
            if over_activities {
                Some(decision.activity)
            } else {
                decision.seat
            }
        };
        let mut lots = vec![Lot::default(); n];
        for &number in &stage.frame {
            if let Some(unit) = unit(number) {
                let mut errors = decisions[number].errors.iter();
                lots[unit].decisions += 1;
                lots[unit].wrong += usize::from(errors.any(|e| check.looks_at[e.attribute]));
            }
        }
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            if let Some(unit) = unit(drawn.decision) {
                lots[unit].fails.push(finding.failed());
            }
        }
        for (unit, mut lot) in self.units.iter_mut().zip(lots) {
            lot.fails.shuffle(random);
            unit.push(lot);
        }
    }

    /// Whoever sits down in a seat that was left is somebody new.
    pub(crate) fn forget(&mut self, check: &Check, leavers: &[usize]) {
        if !over_activities(check) && !self.units.is_empty() {
            for &seat in leavers {
                self.units[seat].clear();
            }
        }
    }

    /// What the charts of the check say of the latest period.
    pub(crate) fn signals(&self, check: &Check) -> Signals {
        let mut signals = Signals::default();
        let SamplingMethod::TrendTargeted(keys) = &check.sample.method else {
            return signals;
        };
        for lots in &self.units {
            let Some(latest) = lots.last().filter(|lot| !lot.fails.is_empty()) else {
                continue;
            };
            let Some(above) = is_above(keys, lots) else {
                continue;
            };
            signals.points += 1;
            if above {
                let (base, _) = phases(keys, lots);
                let wrong: usize = base.iter().map(|lot| lot.wrong).sum();
                let decisions: usize = base.iter().map(|lot| lot.decisions).sum();
                let risen = latest.wrong * decisions > wrong * latest.decisions;
                signals.signals += 1;
                signals.false_signals += u32::from(!risen);
            }
        }
        signals
    }

    fn lots(&self, unit: usize) -> &[Lot] {
        self.units.get(unit).map_or(&[], Vec::as_slice)
    }
}

fn over_activities(check: &Check) -> bool {
    match &check.sample.method {
        SamplingMethod::TrendTargeted(_) => true,
        SamplingMethod::Escalating(keys) => keys.over == Over::Activities,
        SamplingMethod::Learning(keys) => keys.over == Over::Activities,
        _ => false,
    }
}

fn share(lot: &Lot) -> f64 {
    let failed = lot.fails.iter().filter(|failed| **failed).count();
    failed as f64 / lot.fails.len() as f64
}

/// The lots of the centre line, and those held against it; lots without a check are in neither.
fn phases<'l>(keys: &TrendTargeted, lots: &'l [Lot]) -> (Vec<&'l Lot>, Vec<&'l Lot>) {
    let base = keys.base as usize;
    let checked: Vec<&Lot> = lots.iter().filter(|lot| !lot.fails.is_empty()).collect();
    let (base, later) = checked.split_at(base.min(checked.len()));
    (base.to_vec(), later.to_vec())
}

/// Whether the latest point of a chart is above its limit; none before the first point.
fn is_above(keys: &TrendTargeted, lots: &[Lot]) -> Option<bool> {
    let (base, later) = phases(keys, lots);
    let newest = later.len().checked_sub(1)?;
    let checked: usize = base.iter().map(|lot| lot.fails.len()).sum();
    let failed = base.iter().flat_map(|lot| &lot.fails).filter(|f| **f);
    let centre = failed.count() as f64 / checked as f64;
    // The weight of every later share in the newest point; what is left belongs to the centre line.
    let lambda = match keys.chart {
        Charted::Average(weight) => weight,
        Charted::Share => 1.0,
    };
    let weight = |place: usize| lambda * (1.0 - lambda).powi((newest - place) as i32);
    let mut point = centre * (1.0 - lambda).powi(later.len() as i32);
    let mut variance = 0.0;
    for (place, lot) in later.iter().enumerate() {
        point += weight(place) * share(lot);
        variance += weight(place).powi(2) * centre * (1.0 - centre) / lot.fails.len() as f64;
    }
    let limit = centre + keys.limit * variance.sqrt();
    Some(point > limit + 1e-12)
}

/// A part of the total for all by size, and a part for the signalled by size.
pub(crate) fn trend(keys: &TrendTargeted, memory: &Memory, sizes: &[u64]) -> Vec<u64> {
    let (total, moved) = (keys.checks, keys.share);
    let signalled: Vec<bool> = (0..sizes.len())
        .map(|unit| is_above(keys, memory.lots(unit)) == Some(true))
        .collect();
    let of_all: u64 = sizes.iter().sum();
    let of_signalled: u64 = sizes
        .iter()
        .zip(&signalled)
        .filter(|(_, signalled)| **signalled)
        .map(|(size, _)| size)
        .sum();
    let weight = |(size, signalled): (&u64, &bool)| {
        let size = *size as f64;
        let alike = size / of_all as f64;
        let more = if *signalled {
            size / of_signalled as f64
        } else {
            0.0
        };
        let weight = if of_signalled == 0 {
            alike
        } else {
            (1.0 - moved) * alike + moved * more
        };
        (weight * 1e15).round() as i128
    };
    let weights: Vec<i128> = sizes.iter().zip(&signalled).map(weight).collect();
    proportional(total, sizes, &weights)
}

/// The quota and the asks.
pub(crate) fn escalating(keys: &Escalating, memory: &Memory, sizes: &[u64]) -> (u64, Vec<u64>) {
    let asked = |unit: usize| {
        let lots = memory.lots(unit);
        match keys.rule {
            EscalatingRule::Passes {
                passes,
                fails,
                window,
            } => by_results([passes, fails, window], keys.checks, lots),
            EscalatingRule::Lots {
                accept,
                tightened,
                reduced,
                discontinued,
            } => match severity(accept as usize, lots) {
                "normal" => Some(keys.checks),
                "tightened" => Some(tightened),
                "reduced" => Some(reduced),
                _ => discontinued,
            },
        }
    };
    let mut quota = 0;
    let mut asks = Vec::new();
    for (unit, &size) in sizes.iter().enumerate() {
        let asked = asked(unit).unwrap_or(size);
        if size > 0 {
            quota += asked;
        }
        asks.push(asked.min(size));
    }
    (quota, asks)
}

/// The quota of who was let go; none, which is all, of the others.
fn by_results(rule: [u64; 3], checks: u64, lots: &[Lot]) -> Option<u64> {
    let [passes, fails, window] = rule.map(|count| count as usize);
    let all: Vec<bool> = lots.iter().flat_map(|lot| lot.fails.clone()).collect();
    // Results since the last move, in full checks or out of them.
    let (mut full, mut since) = (true, 0);
    for end in 1..=all.len() {
        let stretch = &all[since..end];
        let moves = if full {
            stretch.len() >= passes && stretch[stretch.len() - passes..].iter().all(|f| !f)
        } else {
            let last = &stretch[stretch.len().saturating_sub(window)..];
            last.iter().filter(|failed| **failed).count() >= fails
        };
        if moves {
            (full, since) = (!full, end);
        }
    }
    if full { None } else { Some(checks) }
}

/// The severity of inspection that earlier lots lead to.
fn severity(accept: usize, lots: &[Lot]) -> &'static str {
    // For an acceptance number of two or more, one step better means the number before it.
    let steps = [0, 1, 2, 3, 5, 7, 10, 14, 21];
    let better = match accept {
        0 | 1 => accept,
        _ => *steps.iter().filter(|step| **step < accept).max().unwrap(),
    };
    let points = if accept < 2 { 2 } else { 3 };
    let mut severity = "normal";
    // Fails of the lots judged at the present severity.
    let mut judged: Vec<usize> = Vec::new();
    for lot in lots {
        if severity == "discontinued" {
            severity = "tightened";
            continue;
        }
        if lot.fails.is_empty() {
            continue;
        }
        judged.push(lot.fails.iter().filter(|failed| **failed).count());
        let rejected = |last: usize| {
            let from = judged.len().saturating_sub(last);
            judged[from..].iter().filter(|f| **f > accept).count()
        };
        let in_a_row = |most: usize| judged.iter().rev().take_while(|f| **f <= most).count();
        let next = match severity {
            "normal" if rejected(5) >= 2 => "tightened",
            "normal" if points * in_a_row(better) >= 30 => "reduced",
            "tightened" if in_a_row(accept) >= 5 => "normal",
            "tightened" if rejected(usize::MAX) >= 5 => "discontinued",
            "reduced" if rejected(1) == 1 => "normal",
            _ => severity,
        };
        if next != severity {
            severity = next;
            judged.clear();
        }
    }
    severity
}

/// Floors first, then rounds of draws from what is known.
pub(crate) fn learning(
    keys: &Learning,
    memory: &Memory,
    sizes: &[u64],
    random: &mut Random,
) -> Vec<u64> {
    let total = keys.checks.min(sizes.iter().sum());
    let floor = keys.floor;
    let floors: Vec<u64> = sizes.iter().map(|size| floor.min(*size)).collect();
    let mut asks = cut(&floors, total, random);
    let mut rounds = keys.rounds;
    let units = sizes.iter().filter(|size| **size > 0).count() as f64;
    let top = (keys.top * units + 0.5).floor() as u64;
    loop {
        let left = total - asks.iter().sum::<u64>();
        if left == 0 {
            return asks;
        }
        let part = left.div_ceil(rounds);
        round(keys, memory, sizes, part, top.max(1), &mut asks, random);
        rounds = (rounds - 1).max(1);
    }
}

/// One round: the highest draws share `part`, and what they cannot hold goes to the next highest.
fn round(
    keys: &Learning,
    memory: &Memory,
    sizes: &[u64],
    mut part: u64,
    winners: u64,
    asks: &mut [u64],
    random: &mut Random,
) {
    let mut drawn: Vec<(f64, usize)> = Vec::new();
    for unit in 0..sizes.len() {
        if asks[unit] < sizes[unit] {
            let (fails, passes) = known(keys, memory.lots(unit));
            let rate = Beta::new(fails, passes).expect("both are above zero");
            drawn.push((rate.sample(random), unit));
        }
    }
    drawn.sort_by(|a, b| b.0.total_cmp(&a.0));
    for batch in drawn.chunks(winners as usize) {
        let n = batch.len() as u64;
        let shared = part;
        for (place, (_, unit)) in batch.iter().enumerate() {
            let share = shared / n + u64::from((place as u64) < shared % n);
            let given = share.min(sizes[*unit] - asks[*unit]);
            asks[*unit] += given;
            part -= given;
        }
    }
}

/// Fails and passes that are known of a unit, with the credit given at first.
fn known(keys: &Learning, lots: &[Lot]) -> (f64, f64) {
    let (mut fails, mut passes) = (keys.prior_fails, keys.prior_passes);
    for (ago, lot) in lots.iter().rev().enumerate() {
        let weight = (1.0 - keys.forget).powi(ago as i32);
        let failed = lot.fails.iter().filter(|failed| **failed).count();
        fails += weight * failed as f64;
        passes += weight * (lot.fails.len() - failed) as f64;
    }
    (fails, passes)
}
