//! The numbers of a scenario that are known to a range, and the scale on which each of them is drawn.

use tierone_scenario::{Assumption, End, Reading};
use tierone_stats::special::normal_quantile;

/// A number with its range, which is taken for its 95 % interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// Its key, with names for list entries.
    pub key: String,
    /// The value, the lowest and the highest: shares from 0 to 1, durations in days.
    pub values: [f64; 3],
    /// The scale on which it is drawn.
    pub scale: Scale,
    /// Whether it is a share, and no more than one.
    pub is_share: bool,
}

/// A scale on which a number is nearly normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Of shares strictly between 0 and 1.
    LogOdds,
    /// Of what is above zero.
    Logarithm,
    /// Of everything else, cut off at zero where it cannot be below, and shares at one.
    Itself,
}

impl Scale {
    /// From a value to the scale.
    pub fn of(self, x: f64) -> f64 {
        match self {
            Self::LogOdds => (x / (1.0 - x)).ln(),
            Self::Logarithm => x.ln(),
            Self::Itself => x,
        }
    }

    /// And back.
    pub fn back(self, y: f64) -> f64 {
        match self {
            Self::LogOdds => 1.0 / (1.0 + (-y).exp()),
            Self::Logarithm => y.exp(),
            Self::Itself => y,
        }
    }
}

impl Range {
    /// The number at a draw from the standard normal law. Its median is the value, and its 2.5 and 97.5 percentiles are the
    /// limits: where these are not equally far, each side has a width of its own.
    pub fn at(&self, z: f64) -> f64 {
        let [value, low, high] = self.values.map(|x| self.scale.of(x));
        let limit = if z < 0.0 { value - low } else { high - value };
        let there = self.scale.back(value + z * limit / normal_quantile(0.975));
        let [_, lowest, _] = self.values;
        match self.scale {
            Scale::Itself if self.is_share => there.clamp(0.0, 1.0),
            Scale::Itself if lowest >= 0.0 => there.max(0.0),
            _ => there,
        }
    }

    /// The variance of the number over its law, from the middles of parts that are equally likely.
    pub fn variance(&self) -> f64 {
        const PARTS: usize = 1_000;
        let middle = |part: usize| self.at(normal_quantile((part as f64 + 0.5) / PARTS as f64));
        let values: Vec<f64> = (0..PARTS).map(middle).collect();
        let mean = values.iter().sum::<f64>() / PARTS as f64;
        values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / PARTS as f64
    }

    /// Where the number lies between the lowest and the highest value of its range, beyond them too.
    pub fn end(&self, z: f64) -> End {
        let [_, low, high] = self.values;
        End::Between((self.at(z) - low) / (high - low))
    }
}

/// An assumption with its value, its lowest and its highest, as numbers.
pub type WithEnds<'r> = (&'r Assumption, [f64; 3]);

/// Every assumption with a lowest and a highest value that differ, in the order of the file; and the keys of those with which the
/// scenario does not hold at an end of the range, so that nothing can be said of them.
pub fn with_ends(reading: &Reading) -> (Vec<WithEnds<'_>>, Vec<String>) {
    let (mut all, mut broken) = (Vec::new(), Vec::new());
    for assumption in &reading.assumptions {
        if assumption.low.is_none() || assumption.high.is_none() {
            continue;
        }
        let at = |end| reading.with(&assumption.key, end).map(|(_, value)| value);
        let ends = at(End::Assumed).zip(at(End::Low)).zip(at(End::High));
        match ends {
            Some(((_, low), high)) if low == high => {}
            Some(((value, low), high)) => all.push((assumption, [value, low, high])),
            None => broken.push(assumption.key.clone()),
        }
    }
    (all, broken)
}

/// The same but for those of the horizon, since what is forecast is the same in every draw; each with the scale on which it is
/// drawn.
pub fn ranges(reading: &Reading) -> (Vec<Range>, Vec<String>) {
    let is_drawn = |key: &str| !key.starts_with("horizon.");
    let range = |(assumption, values): WithEnds| {
        let [_, low, high] = values;
        let is_share = assumption.value.trim_matches('"').trim_end().ends_with('%');
        let scale = match (low > 0.0, is_share) {
            (true, true) if high < 1.0 => Scale::LogOdds,
            (true, false) => Scale::Logarithm,
            _ => Scale::Itself,
        };
        Range {
            key: assumption.key.clone(),
            values,
            scale,
            is_share,
        }
    };
    let (all, mut broken) = with_ends(reading);
    broken.retain(|key| is_drawn(key));
    let drawn = all.into_iter().filter(|(one, _)| is_drawn(&one.key));
    (drawn.map(range).collect(), broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_percentiles_and_the_value_is_the_median() {
        for (scale, values) in [
            (Scale::LogOdds, [0.03, 0.02, 0.05]),
            (Scale::Logarithm, [40_000.0, 25_000.0, 60_000.0]),
            (Scale::Itself, [0.2, 0.0, 0.5]),
        ] {
            let range = Range {
                key: "k".into(),
                values,
                scale,
                is_share: scale == Scale::LogOdds,
            };
            for (z, x) in [
                (0.0, values[0]),
                (-1.959_964, values[1]),
                (1.959_964, values[2]),
            ] {
                assert!((range.at(z) - x).abs() < 1e-5 * (1.0 + x), "{values:?} {z}");
            }
            assert!(range.at(-9.0) >= 0.0);
        }
    }
}
