//! Which numbers a figure hangs on most, as far as chance leaves it so: the same for sentences and charts.

use tierone_engine::measure::words;
use tierone_engine::study::beyond;
use tierone_stats::format::capital;

use crate::bar::{Bar, is_clear, reach};
use crate::shares::Share;

/// Standard errors from a value to the limit of its 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// What a figure hangs on most.
#[derive(Clone, Debug, PartialEq)]
pub enum Leading<'a, T> {
    /// On no number by more than chance.
    Nothing,
    /// On this one.
    One(&'a T),
    /// On these beyond chance; on which most, or whether on another as much, chance leaves open.
    Several(Vec<&'a T>),
}

/// The figure that a sentence begins with: a measure under a policy, or its difference from that under another. Policies come in quotes.
pub fn subject(name: &str, policy: &str, against: Option<&str>) -> String {
    let words = words(name);
    match against {
        None => format!("{} under {policy}", capital(&words)),
        Some(against) => format!("The difference in {words}, {policy} minus {against},"),
    }
}

/// What is said where chance leaves open on which of so many numbers a figure hangs most.
pub fn left_open(named: usize) -> &'static str {
    match named {
        1 => "chance leaves open whether on another as much",
        _ => "chance leaves open on which most",
    }
}

/// Of the bars of one figure, the largest first, with so many replications at each end.
pub fn leading_bars(bars: &[Bar], replications: u32) -> Leading<'_, Bar> {
    let error = |bar: &Bar| reach(bar, bars.len(), replications);
    let is_clear = |bar: &Bar| is_clear(bar, bars.len(), replications);
    let Some(first) = bars.first().filter(|first| is_clear(first)) else {
        return Leading::Nothing;
    };
    // Two swings on the same random numbers: their errors may add up.
    let is_behind =
        |bar: &Bar| first.swing.mean.abs() - bar.swing.mean.abs() > error(first) + error(bar);
    let leaders: Vec<&Bar> = bars.iter().filter(|bar| !is_behind(bar)).collect();
    match leaders[..] {
        [only] => Leading::One(only),
        _ => Leading::Several(leaders.into_iter().filter(|bar| is_clear(bar)).collect()),
    }
}

/// A share that was worked out, with its limits.
struct Known<'a> {
    share: &'a Share,
    total: f64,
    low: f64,
    high: f64,
}

/// Of the shares of one figure, the largest first.
pub fn leading_shares(shares: &[Share]) -> Leading<'_, Share> {
    let known = shares.iter().filter_map(|share| {
        let [total, low, high] = share.uncut?;
        Some(Known {
            share,
            total,
            low,
            high,
        })
    });
    let known: Vec<Known> = known.collect();
    let reach = beyond(known.len(), f64::INFINITY) / Z;
    let down = |known: &Known| reach * (known.total - known.low);
    let is_clear = |known: &Known| known.total > down(known) && known.low > 0.0;
    let Some(first) = known.first().filter(|first| is_clear(first)) else {
        return Leading::Nothing;
    };
    // Both come from the same rows: their errors may add up.
    let is_behind = |other: &&Known| {
        first.total - other.total > down(first) + reach * (other.high - other.total)
    };
    let leaders: Vec<&Known> = known.iter().filter(|other| !is_behind(other)).collect();
    match leaders[..] {
        [only] => Leading::One(only.share),
        _ => {
            let clear = leaders.into_iter().filter(|known| is_clear(known));
            Leading::Several(clear.map(|known| known.share).collect())
        }
    }
}
