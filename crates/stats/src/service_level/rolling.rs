//! Months pooled in overlapping windows: each window of three months shares two with the next.

use super::month::Level;
use crate::guard::none_if;
use crate::special::binomial_mass;

/// Months of a window.
pub const WINDOW: u64 = 3;

/// Probabilities below this are left out of the counts of a month.
const NOTHING: f64 = 1e-17;
/// Cells of a table of two months' counts, times windows, that are worked out at most.
const MOST_CELLS: usize = 20_000_000;

/// Counts of bad ones by month, and the count of three months that is red.
#[derive(Clone, Debug)]
pub struct Rolling {
    /// The smallest count that matters, and the probabilities of it and later ones.
    least: usize,
    masses: Vec<f64>,
    red: usize,
}

impl Rolling {
    /// Three months pooled against a limit, where so large a share is bad in truth.
    ///
    /// `None` for a rate or limit outside 0 to 1, or where a month has too many audited to be worked out exactly.
    /// # Source
    /// Dynamic programming on the counts of the last two months.
    /// # Examples
    /// ```
    /// use tierone_stats::service_level::{Level, Rolling};
    ///
    /// // A year at the limit: the chance that any of its ten windows of three months is red.
    /// let rolling = Rolling::new(Level { audited: 490, limit: 0.03 }, 0.03).unwrap();
    /// let red = rolling.red_windows(12).unwrap();
    /// assert!((1.0 - red[0] - 0.964_386_367_958).abs() < 1e-9);
    /// ```
    pub fn new(level: Level, rate: f64) -> Option<Self> {
        let red = usize::try_from(level.red_count(WINDOW)?).ok()?;
        none_if(!(0.0..=1.0).contains(&rate) || level.audited > 10_000_000)?;
        let n = level.audited as f64;
        let spread = 10.0 * (n * rate * (1.0 - rate)).sqrt() + 40.0;
        let first = (n * rate - spread).max(0.0).floor();
        let last = (n * rate + spread).min(n).ceil();
        let mass = |k: usize| binomial_mass(k as f64, n, rate, 1.0 - rate);
        let counts = (first as usize..=last as usize).skip_while(|k| mass(*k) < NOTHING);
        let mut counts: Vec<usize> = counts.collect();
        while counts.last().is_some_and(|k| mass(*k) < NOTHING) {
            counts.pop();
        }
        let least = *counts.first()?;
        let masses: Vec<f64> = counts.into_iter().map(mass).collect();
        (masses.len() * masses.len() <= MOST_CELLS).then_some(Self { least, masses, red })
    }

    /// Two months, by their counts.
    fn start(&self) -> Vec<f64> {
        let pairs = self
            .masses
            .iter()
            .flat_map(|a| self.masses.iter().map(move |b| a * b));
        pairs.collect()
    }

    /// Goes on by a month: from the law of two months' counts to that of the last two, of windows that stay green and of
    /// those that turn red.
    fn step(&self, now: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let width = self.masses.len();
        let mut green = vec![0.0; now.len()];
        let mut red = vec![0.0; now.len()];
        for b in 0..width {
            // Sums over the earlier month, up to each count.
            let mut below = vec![0.0; width + 1];
            for a in 0..width {
                below[a + 1] = below[a] + now[a * width + b];
            }
            for (c, mass) in self.masses.iter().enumerate() {
                // Green while a + b + c < red, each count from the least.
                let room = self.red.saturating_sub(b + c + 3 * self.least).min(width);
                green[b * width + c] = mass * below[room];
                red[b * width + c] = mass * (below[width] - below[room]);
            }
        }
        (green, red)
    }

    /// The probabilities of 0, 1, … red windows among those that end within so many months.
    ///
    /// `None` for fewer months than a window, or too many.
    pub fn red_windows(&self, months: u64) -> Option<Vec<f64>> {
        let windows = usize::try_from(months.checked_sub(WINDOW - 1)?).ok()?;
        let cells = self
            .masses
            .len()
            .pow(2)
            .checked_mul(windows)?
            .checked_mul(windows)?;
        none_if(windows == 0 || cells > 20 * MOST_CELLS)?;
        let mut by_count = vec![self.start()];
        for _ in 0..windows {
            let mut next = vec![vec![0.0; self.masses.len().pow(2)]; by_count.len() + 1];
            for (count, law) in by_count.iter().enumerate() {
                let (green, red) = self.step(law);
                for (cell, add) in next[count].iter_mut().zip(&green) {
                    *cell += add;
                }
                for (cell, add) in next[count + 1].iter_mut().zip(&red) {
                    *cell += add;
                }
            }
            by_count = next;
        }
        Some(by_count.iter().map(|law| law.iter().sum()).collect())
    }

    /// The month in which the first red window ends, on average; the first window ends in month 3.
    ///
    /// `None` where none is ever red, or the chance of one is so small that it is lost in rounding.
    pub fn run_length(&self) -> Option<f64> {
        let mut law = self.start();
        let mut months = WINDOW as f64;
        let mut last = 0.0;
        // The chance of the next window, given that all were green, settles within a few windows.
        for _ in 0..10_000 {
            let (green, red) = self.step(&law);
            let open: f64 = green.iter().sum();
            let hazard = red.iter().sum::<f64>() / (open + red.iter().sum::<f64>());
            law = green;
            if !hazard.is_finite() {
                return Some(months);
            }
            none_if(hazard <= 0.0)?;
            if (hazard - last).abs() <= 1e-13 * hazard {
                // From here on the same chance each month.
                return Some(months + open / hazard);
            }
            months += open;
            last = hazard;
        }
        None
    }
}
