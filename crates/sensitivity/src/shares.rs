//! What share of the variance of a figure is each number's: in order, with the error that groups of rows tell.

use serde::Serialize;

use crate::evaluate::{At, Twice};
use crate::figure::Figure;
use crate::moves::GROUPS;
use tierone_outlook::Range;
use tierone_scenario::Scenario;
use tierone_stats::sensitivity::{Elementary, Swapped, without_noise};
use tierone_stats::written::known_percent;

/// How many standard errors an interval of 95 % goes to either side: the law of Student with a degree of freedom less than there
/// are groups.
const STUDENT: f64 = 2.364_624;

/// An interval of a share that is wider than this to one side has not settled.
const SETTLED: f64 = 0.1;

/// What one number does to one figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The policy.
    pub policy: String,
    /// The policy that it is compared with; none where the figure is its own.
    pub against: Option<String>,
    /// The measure.
    pub measure: &'static str,
    /// The measure's unit, as files have it; of differences of percentages, percentage points.
    pub unit: &'static str,
    /// Its place, from 1.
    pub rank: usize,
    /// Whether chance may have put it behind the one before it.
    pub tied: bool,
    /// The number's key.
    pub key: String,
    /// Mean size of the change in the figure when the number moves by half of its law (μ*).
    pub moves: f64,
    /// The same with its sign: which way the figure goes as the number rises (μ).
    pub direction: f64,
    /// Standard deviation of these changes (σ): large where the effect hangs on other numbers, or is no straight line.
    pub varies: Option<f64>,
    /// The share of the variance that goes if the number is known, no more than `total`; none where it was left out after the paths.
    /// This and the others are cut at nothing and at all, where noise takes an estimate beyond.
    #[serde(serialize_with = "known_percent")]
    pub first: Option<f64>,
    /// 95 % interval of it, from how much groups of rows differ.
    #[serde(serialize_with = "known_percent")]
    pub first_low: Option<f64>,
    /// See `first_low`.
    #[serde(serialize_with = "known_percent")]
    pub first_high: Option<f64>,
    /// The share of the variance that it has a part in.
    #[serde(serialize_with = "known_percent")]
    pub total: Option<f64>,
    /// 95 % interval of it.
    #[serde(serialize_with = "known_percent")]
    pub total_low: Option<f64>,
    /// See `total_low`.
    #[serde(serialize_with = "known_percent")]
    pub total_high: Option<f64>,
    /// By what share the band of a forecast narrows if the number is known.
    #[serde(serialize_with = "known_percent")]
    pub narrows: Option<f64>,
    /// Whether both intervals are narrow enough to rely on.
    pub settled: Option<bool>,
    /// `total` and its interval before they are cut, by which it is told from chance.
    #[serde(skip)]
    pub uncut: Option<[f64; 3]>,
}

/// A figure at the points of a row, in two simulations: at both points, and at the first with each number swapped.
pub(crate) struct Row {
    ends: [Twice; 2],
    swapped: Vec<Twice>,
}

/// The rows of a figure that are there whole.
pub(crate) fn rows(simulated: &[At], kept: usize, figure: usize) -> Vec<Row> {
    let row = |points: &[At]| {
        let at = |point: usize| points[point].as_ref()?[figure];
        Some(Row {
            ends: [at(0)?, at(1)?],
            swapped: (0..kept)
                .map(|place| at(place + 2))
                .collect::<Option<_>>()?,
        })
    };
    simulated.chunks(kept + 2).filter_map(row).collect()
}

/// First-order and total share of the variance of one of the kept numbers, over these rows.
fn indices(rows: &[&Row], place: usize) -> Option<(f64, f64)> {
    let of = |copy: usize| {
        let at = |of: &dyn Fn(&Row) -> Twice| -> Vec<f64> {
            rows.iter().map(|row| of(row)[copy]).collect()
        };
        [
            at(&|row| row.ends[0]),
            at(&|row| row.ends[1]),
            at(&|row| row.swapped[place]),
        ]
    };
    let (one, other) = (of(0), of(1));
    without_noise(as_swapped(&one), as_swapped(&other))
}

fn as_swapped([first, second, swapped]: &[Vec<f64>; 3]) -> Swapped<'_> {
    Swapped {
        first,
        second,
        swapped,
    }
}

/// What the paths say of every number, with no share yet.
pub(crate) fn of_figure(
    figure: &Figure,
    scenario: &Scenario,
    ranges: &[Range],
    effects: &[Option<Elementary>],
) -> Vec<Share> {
    let (policy, against) = figure.names(scenario);
    let pairs = ranges.iter().zip(effects);
    pairs
        .map(|(range, effect)| Share {
            policy: policy.clone(),
            against: against.clone(),
            measure: figure.measure.name,
            unit: figure.unit().code(),
            rank: 0,
            tied: false,
            key: range.key.clone(),
            moves: effect.map_or(0.0, |effect| effect.mean_size),
            direction: effect.map_or(0.0, |effect| effect.mean),
            varies: effect.and_then(|effect| effect.sd),
            first: None,
            first_low: None,
            first_high: None,
            total: None,
            total_low: None,
            total_high: None,
            narrows: None,
            settled: None,
            uncut: None,
        })
        .collect()
}

/// The shares of the kept numbers with their intervals, all in order.
pub(crate) fn ranked(mut shares: Vec<Share>, kept: &[usize], rows: &[Row]) -> Vec<Share> {
    let all: Vec<&Row> = rows.iter().collect();
    let groups = (GROUPS as usize).min(rows.len());
    // All rows but those of one group.
    let without: Vec<Vec<&Row>> = (0..groups)
        .map(|group| {
            let others = rows.iter().enumerate();
            others
                .filter(|(row, _)| row % groups != group)
                .map(|(_, row)| row)
                .collect()
        })
        .collect();
    let mut totals: Vec<Vec<f64>> = vec![Vec::new(); shares.len()];
    for (place, number) in kept.iter().enumerate() {
        let share = &mut shares[*number];
        let Some((first, total)) = indices(&all, place) else {
            continue;
        };
        let left = without.iter().filter_map(|rows| indices(rows, place));
        let (firsts, left): (Vec<f64>, Vec<f64>) = left.unzip();
        let of = |share: f64, left: &[f64]| {
            let reach = STUDENT * error(left)?;
            Some(((share - reach).max(0.0), share + reach))
        };
        let (alone, in_all) = (of(first, &firsts), of(total, &left));
        totals[*number] = left;
        let cut = |share: f64| share.clamp(0.0, 1.0);
        // Alone it has no more than it has a part in.
        let own = cut(first.min(total));
        let around = |share: f64, interval: Option<(f64, f64)>| {
            let ends = interval.map(|(low, high)| (cut(low).min(share), cut(high).max(share)));
            ends.unzip()
        };
        share.first = Some(own);
        (share.first_low, share.first_high) = around(own, alone);
        share.total = Some(cut(total));
        (share.total_low, share.total_high) = around(cut(total), in_all);
        share.uncut = in_all.map(|(low, high)| [total.max(0.0), low, high]);
        share.narrows = Some(1.0 - (1.0 - own).sqrt());
        let settled = |interval: Option<(f64, f64)>, share: f64| {
            interval.is_some_and(|(low, high)| (high - share).max(share - low) <= SETTLED)
        };
        share.settled = Some(settled(alone, first) && settled(in_all, total));
    }
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| {
        let uncut = |at: &usize| shares[*at].uncut.map(|[total, ..]| total);
        let place = |at: &usize| {
            let total = uncut(at).or(shares[*at].total);
            (total.unwrap_or(-1.0), shares[*at].moves)
        };
        let ((a_total, a_moves), (b_total, b_moves)) = (place(a), place(b));
        let by_share = b_total
            .total_cmp(&a_total)
            .then(b_moves.total_cmp(&a_moves));
        by_share.then(a.cmp(b))
    });
    let mut before: Option<usize> = None;
    for (rank, at) in order.iter().enumerate() {
        shares[*at].rank = rank + 1;
        if let Some(before) = before {
            let pairs = totals[before].iter().zip(&totals[*at]);
            let apart: Vec<f64> = pairs.map(|(before, after)| before - after).collect();
            let own = shares[before].total.zip(shares[*at].total);
            shares[*at].tied = own
                .zip(error(&apart))
                .is_some_and(|((before, after), error)| before - after <= STUDENT * error);
        }
        before = Some(*at);
    }
    shares.sort_by_key(|share| share.rank);
    shares
}

/// The standard error of a figure, from what it is without each group of rows; none of one group.
///
/// # Source
/// Wolter (2007), Introduction to Variance Estimation, §4.2: the jackknife that leaves out one random group.
fn error(without: &[f64]) -> Option<f64> {
    let groups = without.len() as f64;
    let mean = without.iter().sum::<f64>() / groups;
    let squares: f64 = without.iter().map(|x| (x - mean).powi(2)).sum();
    (groups > 1.0).then(|| ((groups - 1.0) / groups * squares).sqrt())
}
