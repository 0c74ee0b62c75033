//! Which numbers are listed of a figure, and what is said of the rest: the same on the screen, on the page and in its chart.

use crate::bar::{Bar, is_clear};
use crate::shares::Share;
use tierone_stats::format::percent;

/// So many numbers are listed, at most.
pub const MOST: usize = 10;

/// So many where none moves the figure beyond chance, to show by how little.
const FEW: usize = 4;

/// A share of the variance below which a number is not listed.
const LEAST: f64 = 0.01;

/// The numbers of a figure that are listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<'a, T> {
    /// In their order.
    pub shown: Vec<&'a T>,
    /// What is said of the others, without a full stop; none where there are none.
    pub rest: Option<String>,
}

/// Of the bars of one figure, in their order: those that move it beyond chance; a few where none does.
pub fn listed_bars(bars: &[Bar], replications: u32) -> Listed<'_, Bar> {
    let clear = bars
        .iter()
        .filter(|bar| is_clear(bar, bars.len(), replications));
    let clear = clear.count();
    let so_many = match clear {
        0 => FEW.min(bars.len()),
        clear => clear.min(MOST),
    };
    let less = clear.saturating_sub(so_many);
    let chance = bars.len() - so_many - less;
    let rest = match (less, chance) {
        (_, 0) if clear == 0 => Some("none of these moves it by more than chance".to_owned()),
        (_, chance) if clear == 0 => Some(format!(
            "neither these nor {chance} more move it by more than chance"
        )),
        (0, 0) => None,
        (less, 0) => Some(format!("{less} more {} it less", verb(less, "move"))),
        (0, chance) => Some(format!(
            "{chance} more {} it by no more than chance",
            verb(chance, "move")
        )),
        (less, chance) => Some(format!(
            "{less} more {} it less, and {chance} by no more than chance",
            verb(less, "move")
        )),
    };
    // Bars beyond chance come first.
    let shown = bars[..so_many].iter().collect();
    Listed { shown, rest }
}

/// Of the shares of one figure, in their order: those that may have a part of 1 % in it; a few where none may.
pub fn listed_shares(shares: &[Share]) -> Listed<'_, Share> {
    let known = shares.iter().filter(|share| share.total.is_some());
    let known: Vec<&Share> = known.collect();
    let is_seen = |share: &&Share| share.total_high.is_some_and(|high| high >= LEAST);
    let mut shown: Vec<&Share> = known.iter().copied().filter(is_seen).take(MOST).collect();
    if shown.is_empty() {
        shown = known.into_iter().take(FEW).collect();
    }
    let others = shares.iter().filter(|share| !shown.contains(share));
    let limits: Vec<Option<f64>> = others.map(|share| share.total_high).collect();
    let rest = limits.len();
    let most = limits.into_iter().collect::<Option<Vec<f64>>>();
    let most = most.map(|limits| limits.into_iter().fold(0.0, f64::max));
    let have = if rest == 1 { "has" } else { "have" };
    let rest = match (rest, most) {
        (0, _) => None,
        (rest, None) => Some(format!("little is known of {rest} more")),
        (rest, Some(0.0)) => Some(format!("{rest} more {have} no part in it")),
        (1, Some(most)) => Some(format!("1 more has a part in at most {}", rounded_up(most))),
        (rest, Some(most)) => Some(format!(
            "{rest} more have a part in at most {} each",
            rounded_up(most)
        )),
    };
    Listed { shown, rest }
}

/// A share in percent, rounded up.
fn rounded_up(share: f64) -> String {
    percent((1e3 * share).ceil() / 1e3, 1)
}

fn verb(number: usize, word: &str) -> String {
    match number {
        1 => format!("{word}s"),
        _ => word.to_owned(),
    }
}
