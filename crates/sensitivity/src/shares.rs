//! What share of the variance of a figure is each number's: in order, with the error that groups of rows tell, or the paths where
//! a number was left out after them.

use serde::Serialize;

use crate::evaluate::{At, Twice};
use crate::figure::MeasuredFigure;
use crate::moves::GROUPS;
use crate::steps::Steps;
use tierone_outlook::Range;
use tierone_scenario::Scenario;
use tierone_stats::sensitivity::{Elementary, Swapped, common_variance, without_noise};
use tierone_stats::special::student_t_quantile;
use tierone_stats::written::known_percent;

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
    /// The share of the variance that goes if the number is known, no more than `total`; none of a number of which only the paths
    /// tell. This and the others are cut at nothing and at all, where noise takes an estimate beyond.
    #[serde(serialize_with = "known_percent")]
    pub first: Option<f64>,
    /// 95 % interval of it, from how much groups of rows differ.
    #[serde(serialize_with = "known_percent")]
    pub first_low: Option<f64>,
    /// See `first_low`.
    #[serde(serialize_with = "known_percent")]
    pub first_high: Option<f64>,
    /// The share of the variance that it has a part in; roughly, where only the paths tell.
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
    /// Whether the intervals are narrow enough to rely on.
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
    figure: &MeasuredFigure,
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

/// A share, and what it is without each group of what it was worked out from.
struct Estimate {
    share: f64,
    without: Vec<f64>,
    /// How far an interval of 95 % of the variance that it is a share of goes to either side, as a share of that variance, where
    /// that comes from elsewhere.
    of_variance: f64,
}

impl Estimate {
    /// How far its interval of 95 % goes to either side; none of one group.
    fn reach(&self) -> Option<f64> {
        Some(reach(&self.without)?.hypot(self.share * self.of_variance))
    }

    fn interval(&self) -> Option<(f64, f64)> {
        let reach = self.reach()?;
        Some(((self.share - reach).max(0.0), self.share + reach))
    }

    fn is_settled(&self) -> bool {
        let interval = self.interval();
        interval.is_some_and(|(low, high)| (high - self.share).max(self.share - low) <= SETTLED)
    }
}

/// All rows but those of one group, group by group.
fn without_a_group(rows: &[Row]) -> Vec<Vec<&Row>> {
    let groups = (GROUPS as usize).min(rows.len());
    let without = |group: usize| {
        let others = rows.iter().enumerate();
        let others = others.filter(|(row, _)| row % groups != group);
        others.map(|(_, row)| row).collect()
    };
    (0..groups).map(without).collect()
}

/// First-order and total share of each kept number.
fn from_rows(rows: &[Row], kept: usize) -> Vec<Option<[Estimate; 2]>> {
    let all: Vec<&Row> = rows.iter().collect();
    let without = without_a_group(rows);
    let of = |place: usize| {
        let (first, total) = indices(&all, place)?;
        let left = without.iter().filter_map(|rows| indices(rows, place));
        let (firsts, totals): (Vec<f64>, Vec<f64>) = left.unzip();
        let estimate = |(share, without)| Estimate {
            share,
            without,
            of_variance: 0.0,
        };
        Some([(first, firsts), (total, totals)].map(estimate))
    };
    (0..kept).map(of).collect()
}

/// The total share of each number that is not kept, by number.
fn from_paths(steps: &[Steps], kept: &[usize], rows: &[Row]) -> Vec<Option<Estimate>> {
    let of = |rows: &[&Row]| {
        let ends = rows.iter().flat_map(|row| row.ends).map(Into::into);
        common_variance(ends.collect::<Vec<(f64, f64)>>())
    };
    let variance = of(&rows.iter().collect::<Vec<_>>());
    let without = without_a_group(rows);
    let without: Vec<f64> = without.iter().filter_map(|rows| of(rows)).collect();
    let variance = variance.zip(reach(&without));
    let estimate = |(number, steps): (usize, &Steps)| {
        let (variance, reach) = variance.filter(|_| !kept.contains(&number))?;
        let (share, without) = steps.total(variance)?;
        Some(Estimate {
            share,
            without,
            of_variance: reach / variance,
        })
    };
    steps.iter().enumerate().map(estimate).collect()
}

/// The shares of all numbers with their intervals, in order: of the kept ones from rows, of the others from the paths.
pub(crate) fn ranked(
    mut shares: Vec<Share>,
    kept: &[usize],
    rows: &[Row],
    steps: &[Steps],
) -> Vec<Share> {
    let mut totals = from_paths(steps, kept, rows);
    for (share, total) in shares.iter_mut().zip(&totals) {
        share.settled = total.as_ref().map(Estimate::is_settled);
    }
    for (number, estimates) in kept.iter().zip(from_rows(rows, kept.len())) {
        let Some([first, total]) = estimates else {
            continue;
        };
        let share = &mut shares[*number];
        // Alone it has no more than it has a part in.
        let own = cut(first.share.min(total.share));
        share.first = Some(own);
        (share.first_low, share.first_high) = around(own, first.interval());
        share.narrows = Some(1.0 - (1.0 - own).sqrt());
        share.settled = Some(first.is_settled() && total.is_settled());
        totals[*number] = Some(total);
    }
    for (share, total) in shares.iter_mut().zip(&totals) {
        if let Some(total) = total {
            let interval = total.interval();
            share.total = Some(cut(total.share));
            (share.total_low, share.total_high) = around(cut(total.share), interval);
            share.uncut = interval.map(|(low, high)| [total.share.max(0.0), low, high]);
        }
    }
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| {
        let place = |at: usize| {
            let total = totals[at]
                .as_ref()
                .map_or(-1.0, |total| total.share.max(0.0));
            (total, shares[at].moves)
        };
        let ((a_total, a_moves), (b_total, b_moves)) = (place(*a), place(*b));
        let by_share = b_total.total_cmp(&a_total);
        by_share.then(b_moves.total_cmp(&a_moves)).then(a.cmp(b))
    });
    for (rank, at) in order.iter().enumerate() {
        shares[*at].rank = rank + 1;
        let before = rank.checked_sub(1).map(|rank| order[rank]);
        shares[*at].tied = before.is_some_and(|before| {
            let is_of_one = shares[before].first.is_some() == shares[*at].first.is_some();
            let estimates = totals[before].as_ref().zip(totals[*at].as_ref());
            estimates.is_some_and(|(before, after)| {
                apart(before, after, is_of_one)
                    .is_some_and(|apart| cut(before.share) - cut(after.share) <= apart)
            })
        });
    }
    shares.sort_by_key(|share| share.rank);
    shares
}

/// By how much one share may be above another by chance: from what they differ by without each group where both come from the
/// same; from the errors of both where they do not.
fn apart(one: &Estimate, other: &Estimate, is_of_one: bool) -> Option<f64> {
    if is_of_one {
        let pairs = one.without.iter().zip(&other.without);
        let differences: Vec<f64> = pairs.map(|(one, other)| one - other).collect();
        return reach(&differences);
    }
    Some(one.reach()?.hypot(other.reach()?))
}

fn cut(share: f64) -> f64 {
    share.clamp(0.0, 1.0)
}

/// The limits of a share that was cut, which is between them.
fn around(share: f64, interval: Option<(f64, f64)>) -> (Option<f64>, Option<f64>) {
    let ends = interval.map(|(low, high)| (cut(low).min(share), cut(high).max(share)));
    ends.unzip()
}

/// How far an interval of 95 % goes to either side of a figure, from what it is without each of some groups; none of one group.
///
/// # Source
/// Wolter (2007), Introduction to Variance Estimation, §4.2: the jackknife that leaves out one random group.
fn reach(without: &[f64]) -> Option<f64> {
    let groups = without.len() as f64;
    let mean = without.iter().sum::<f64>() / groups;
    let squares: f64 = without.iter().map(|x| (x - mean).powi(2)).sum();
    let error = ((groups - 1.0) / groups * squares).sqrt();
    (groups > 1.0).then(|| student_t_quantile(groups - 1.0, 0.975) * error)
}
