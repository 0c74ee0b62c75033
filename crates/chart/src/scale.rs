//! Axes in numbers: round ticks that cover the values, and places along a line of pixels.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::text;
use super::words::grouped;

/// Font size of tick labels.
pub(super) const TICK_SIZE: f64 = 13.0;

/// What values can be at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limits {
    /// 0 to 100: percentages.
    Percent,
    /// Zero or more, and the axis starts at zero.
    FromZero,
    /// Anything, and zero is on the axis.
    AroundZero,
}

/// A linear axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    /// Values at the two ends.
    ends: (f64, f64),
    /// Pixels at the two ends.
    pixels: (f64, f64),
    /// Ticks.
    pub(super) ticks: Vec<f64>,
    decimals: usize,
}

impl Scale {
    /// An axis that covers `values`, lower ones at the first pixel, with at most `most` ticks.
    pub(super) fn fit(values: &[f64], limits: Limits, pixels: (f64, f64), most: usize) -> Self {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let mut low = finite().fold(f64::INFINITY, f64::min);
        let mut high = finite().fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            (low, high) = (0.0, 0.0);
        }
        if limits != Limits::Percent {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if high - low < 1e-9 * high.abs().max(1.0) {
            // Nothing varies: one unit, on the sides where there can be something.
            (low, high) = match limits {
                Limits::Percent => ((low - 0.5).max(0.0), (high + 0.5).min(100.0)),
                Limits::FromZero => (0.0, high.max(1.0)),
                Limits::AroundZero => (low - 1.0, high + 1.0),
            };
        }
        if limits == Limits::Percent {
            (low, high) = (low.max(0.0), high.min(100.0));
        }
        let (mantissa, exponent, first, last) = step(low, high, most.max(2));
        let ticks: Vec<f64> = (first..=last).map(|i| at(i * mantissa, exponent)).collect();
        Self {
            ends: (ticks[0], ticks[ticks.len() - 1]),
            pixels,
            ticks,
            decimals: usize::try_from(-exponent).unwrap_or(0),
        }
    }

    /// The same for a horizontal axis: with as many ticks, up to `most`, as leave their labels apart.
    pub(super) fn across(values: &[f64], limits: Limits, pixels: (f64, f64), most: usize) -> Self {
        for most in (3..=most).rev() {
            let scale = Self::fit(values, limits, pixels, most);
            let apart = (pixels.1 - pixels.0) / (scale.ticks.len() - 1) as f64;
            let room = |tick: &f64| text::width(&scale.label(*tick), TICK_SIZE, false) + 14.0;
            if scale.ticks.iter().all(|tick| room(tick) <= apart) {
                return scale;
            }
        }
        Self::fit(values, limits, pixels, 2)
    }

    /// The pixel of a value, to a tenth; of one far off the axis, a place off it.
    pub(super) fn at(&self, value: f64) -> f64 {
        let tenths = |pixel: f64| (10.0 * pixel).round() as i32;
        let (low, high) = self.ends;
        let axis = RangedCoordf64::from(low..high);
        // Pixels are counted in whole numbers, which end somewhere.
        let near = value.clamp(low - 9.0 * (high - low), high + 9.0 * (high - low));
        let place = axis.map(&near, (tenths(self.pixels.0), tenths(self.pixels.1)));
        f64::from(place) / 10.0
    }

    /// A tick in words.
    pub(super) fn label(&self, tick: f64) -> String {
        grouped(tick, self.decimals)
    }

    /// A sentence for readers who take every axis to start at zero; nothing where this one does.
    pub(super) fn warning(&self) -> &'static str {
        if self.ends.0 > 0.0 {
            " The axis does not start at zero."
        } else {
            ""
        }
    }

    /// The two ends in pixels.
    pub(super) fn pixels(&self) -> (f64, f64) {
        self.pixels
    }

    /// The two ends in values.
    pub(super) fn ends(&self) -> (f64, f64) {
        self.ends
    }
}

/// The smallest step of 1, 2 or 5 times a power of ten with at most `most` ticks from below `low` to
/// above `high`: mantissa, exponent, and the first and last tick in steps.
fn step(low: f64, high: f64, most: usize) -> (i64, i32, i64, i64) {
    let mut exponent = ((high - low) / most as f64).log10().floor() as i32;
    loop {
        for mantissa in [1, 2, 5] {
            let size = at(mantissa, exponent);
            let first = (low / size + 1e-9).floor() as i64;
            let last = ((high / size - 1e-9).ceil() as i64).max(first + 1);
            if last - first < most as i64 {
                return (mantissa, exponent, first, last);
            }
        }
        // Two ticks on both sides of zero are not enough at any step.
        if exponent > 300 || (most == 2 && low < 0.0 && high > 0.0 && at(1, exponent) > high - low)
        {
            return (1, exponent, -1, 1);
        }
        exponent += 1;
    }
}

/// `whole · 10^exponent`, rounded once.
fn at(whole: i64, exponent: i32) -> f64 {
    if exponent < 0 {
        whole as f64 / 10f64.powi(-exponent)
    } else {
        whole as f64 * 10f64.powi(exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_cover_the_values_and_are_few() {
        for values in [
            vec![99.38, 99.47],
            vec![100.0],
            vec![0.0, 0.0],
            vec![],
            vec![99.999, 100.0],
            vec![0.0, 12_345.0],
            vec![3.0],
            vec![55.0, 55.0],
        ] {
            for limits in [Limits::Percent, Limits::FromZero, Limits::AroundZero] {
                let scale = Scale::fit(&values, limits, (0.0, 100.0), 7);
                assert!((2..=8).contains(&scale.ticks.len()), "{values:?} {scale:?}");
                for value in &values {
                    let pixel = scale.at(*value);
                    let inside = limits == Limits::Percent && *value > 100.0
                        || (-1e-6..=100.0 + 1e-6).contains(&pixel);
                    assert!(inside, "{value} {scale:?}");
                }
                if limits == Limits::Percent {
                    let ends = scale.ends();
                    assert!(ends.0 >= 0.0 && (ends.1 <= 100.0 || values == [12_345.0]));
                }
            }
        }
    }

    #[test]
    fn a_value_far_off_the_axis_has_a_place_off_it() {
        let scale = Scale::fit(&[1.0, 90.0], Limits::Percent, (100.0, 500.0), 5);
        for (value, off) in [
            (1e300, true),
            (-1e300, true),
            (f64::INFINITY, true),
            (50.0, false),
        ] {
            let place = scale.at(value);
            assert_eq!(!(100.0..=500.0).contains(&place), off, "{value}: {place}");
        }
    }

    #[test]
    fn labels_have_the_decimals_that_their_step_has() {
        let scale = Scale::fit(&[99.38, 99.47], Limits::Percent, (0.0, 100.0), 7);
        assert_eq!(scale.label(scale.ticks[0]), "99.38");
        let scale = Scale::fit(&[0.0, 45_000.0], Limits::FromZero, (0.0, 100.0), 7);
        assert_eq!(scale.label(scale.ticks[1]), "10,000");
    }
}
