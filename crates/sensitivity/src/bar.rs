//! What one assumption does to one figure, from the lowest to the highest value.

use serde::Serialize;
use tierone_engine::study::{BEYOND_CHANCE, Spread, beyond};
use tierone_stats::written::known_percent;

/// A difference, and its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// In the measure's unit.
    pub mean: f64,
    /// Its Monte Carlo standard error; none of one replication.
    pub mcse: Option<f64>,
}

impl Effect {
    pub(crate) fn of(spread: &Spread) -> Self {
        Self {
            mean: spread.mean,
            mcse: spread.mcse,
        }
    }

    /// The same as a figure over replications.
    pub fn spread(&self) -> Spread {
        Spread {
            mean: self.mean,
            sd: None,
            mcse: self.mcse,
            percentiles: None,
            replications: 0,
        }
    }

    /// Whether it is further from zero than chance takes a difference of nothing.
    pub fn is_beyond_chance(&self) -> bool {
        self.spread().is_beyond_chance()
    }
}

/// A bar of a tornado.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// The policy.
    pub policy: String,
    /// The policy that it is compared with; none where the figure is its own.
    pub against: Option<String>,
    /// The measure.
    pub measure: &'static str,
    /// The measure's unit, as files have it; of differences of percentages, percentage points.
    pub unit: &'static str,
    /// Its place among the assumptions, the largest swing first, from 1.
    pub rank: usize,
    /// Whether chance may have put it behind the one before it.
    pub tied: bool,
    /// The assumption.
    pub key: String,
    /// As it is assumed, at the lowest and at the highest, as written.
    pub assumed: String,
    /// See `assumed`.
    pub low: String,
    /// See `assumed`.
    pub high: String,
    /// Whether the assumption has a source.
    pub sourced: bool,
    /// The figure with everything as it is assumed.
    pub figure: f64,
    /// What the figure is more, at the lowest value.
    pub at_low: Effect,
    /// The same at the highest.
    pub at_high: Effect,
    /// The figure itself at the lowest value.
    pub figure_at_low: Effect,
    /// The same at the highest.
    pub figure_at_high: Effect,
    /// From the lowest to the highest.
    pub swing: Effect,
    /// The share of the squares of all swings that is this one's: what knowing the number would take off the variance, as far as
    /// effects are straight lines that add up; none where the swing may be chance alone.
    #[serde(serialize_with = "known_percent")]
    pub share: Option<f64>,
    /// Of a comparison: the value of the assumption at which the better policy changes, where it does within the range, on the
    /// straight line from the assumed value; a share, a duration in days.
    pub turns_at: Option<f64>,
}

/// How far chance takes the largest of the swings of so many bars; without end where its error is not known.
pub(crate) fn reach(bar: &Bar, bars: usize, replications: u32) -> f64 {
    let freedom = f64::from(replications.saturating_sub(1).max(1));
    let error = |mcse: f64| beyond(bars, freedom) * mcse;
    bar.swing.mcse.map_or(f64::INFINITY, error)
}

/// Whether a swing is more than chance, as one of those of so many bars: the same wherever it is said or drawn.
pub(crate) fn is_clear(bar: &Bar, bars: usize, replications: u32) -> bool {
    bar.swing.mean.abs() > reach(bar, bars, replications)
}

/// Puts the bars of one figure in order, with rank, ties and shares.
pub(crate) fn rank(mut bars: Vec<Bar>, replications: u32) -> Vec<Bar> {
    let count = bars.len();
    let is_clear = |bar: &Bar| is_clear(bar, count, replications);
    // What may be chance alone comes last, however far it happens to swing.
    bars.sort_by(|a, b| {
        let place = |bar: &Bar| (is_clear(bar), bar.swing.mean.abs());
        let ((known_a, a_swing), (known_b, b_swing)) = (place(a), place(b));
        let by_size = known_b.cmp(&known_a).then(b_swing.total_cmp(&a_swing));
        by_size.then_with(|| a.key.cmp(&b.key))
    });
    // A swing that is chance alone has no part.
    let square = |bar: &Bar| is_clear(bar).then(|| bar.swing.mean.powi(2));
    let all: f64 = bars.iter().filter_map(square).sum();
    let mut before: Option<Effect> = None;
    for (at, bar) in bars.iter_mut().enumerate() {
        bar.rank = at + 1;
        bar.share = square(bar).map(|square| square / all);
        bar.tied = before.is_some_and(|before| {
            let error = |effect: &Effect| effect.mcse.unwrap_or(f64::INFINITY);
            let apart = before.mean.abs() - bar.swing.mean.abs();
            apart <= BEYOND_CHANCE * error(&before).hypot(error(&bar.swing))
        });
        before = Some(bar.swing);
    }
    bars
}

/// The value between the assumed one and an end, each with the difference there, at which a difference of this sign changes it; none
/// where it does not beyond chance.
pub(crate) fn turning(figure: f64, ends: [(f64, Effect); 2], assumed: f64) -> Option<f64> {
    let turned = ends
        .into_iter()
        .find(|(_, end)| end.is_beyond_chance() && end.mean * figure < 0.0);
    let (value, end) = turned?;
    Some(assumed + (value - assumed) * figure / (figure - end.mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(mean: f64) -> Effect {
        Effect {
            mean,
            mcse: Some(0.01),
        }
    }

    fn bar(key: &str, swing: f64) -> Bar {
        Bar {
            policy: "a".into(),
            against: None,
            measure: "accuracy",
            unit: "%",
            rank: 0,
            tied: false,
            key: key.into(),
            assumed: "1".into(),
            low: "0".into(),
            high: "2".into(),
            sourced: false,
            figure: 97.0,
            at_low: effect(-swing / 2.0),
            at_high: effect(swing / 2.0),
            figure_at_low: effect(97.0 - swing / 2.0),
            figure_at_high: effect(97.0 + swing / 2.0),
            swing: effect(swing),
            share: None,
            turns_at: None,
        }
    }

    #[test]
    fn the_largest_swing_comes_first_and_chance_makes_ties() {
        let bars = rank(
            vec![
                bar("c", 0.02),
                bar("a", -0.4),
                bar("b", 0.39),
                bar("d", 0.3),
            ],
            400,
        );
        let told: Vec<(&str, usize, bool)> = bars
            .iter()
            .map(|bar| (bar.key.as_str(), bar.rank, bar.tied))
            .collect();
        assert_eq!(
            told,
            [
                ("a", 1, false),
                ("b", 2, true),
                ("d", 3, false),
                ("c", 4, false)
            ]
        );
        let shares: f64 = bars.iter().filter_map(|bar| bar.share).sum();
        assert!((shares - 1.0).abs() < 1e-12);
        assert_eq!(bars[3].share, None, "two standard errors are chance");
        let mut loose = bar("loose", 5.0);
        loose.swing.mcse = Some(4.0);
        let bars = rank(vec![loose, bar("a", 0.4)], 400);
        assert_eq!(bars[0].key, "a", "what may be chance comes last");
        // Of one bar three standard errors are more than chance, of forty they are not.
        for (number, is_known) in [(1, true), (40, false)] {
            let bars = rank((0..number).map(|_| bar("a", 0.031)).collect(), 400);
            assert_eq!(bars[0].share.is_some(), is_known, "{number}");
        }
    }

    #[test]
    fn a_difference_turns_where_its_line_crosses_zero() {
        // 0.2 better at 10; at 30 it is 0.2 worse: nothing at 20.
        let ends = [(0.0, effect(0.3)), (30.0, effect(-0.2))];
        assert_eq!(turning(0.2, ends, 10.0), Some(20.0));
        // At the end neither is better, exactly or as far as chance lets us see.
        for nothing in [0.0, -0.02] {
            let ends = [(0.0, effect(nothing)), (30.0, effect(0.5))];
            assert_eq!(turning(0.2, ends, 10.0), None);
        }
    }
}
