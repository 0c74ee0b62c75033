//! Draws of all numbers that have a range: those that were fitted together move together, the others each alone.

use std::collections::BTreeMap;

use rand_distr::{Distribution, StandardNormal};

use crate::ranges::{Range, Scale};
use tierone_scenario::End;
use tierone_stats::matrix::Matrix;
use tierone_stats::rng::{Address, Purpose};

/// The covariance of numbers that were fitted together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joint {
    /// Their keys, with names for list entries.
    pub names: Vec<String>,
    /// The scale that each is on.
    pub scales: Vec<Scale>,
    /// The covariances, row by row.
    pub values: Vec<Vec<f64>>,
}

/// What draws are made from.
#[derive(Clone, Debug)]
pub struct Draws {
    /// The numbers.
    pub ranges: Vec<Range>,
    seed: u64,
    /// The places of those that move together, and the rows of the root of their correlation.
    together: Vec<usize>,
    root: Vec<Vec<f64>>,
}

impl Draws {
    /// Of these ranges, with the correlations of a fit. Numbers of the fit that have no range stay as they are.
    pub fn new(mut ranges: Vec<Range>, joint: &Joint, seed: u64) -> Self {
        let places: BTreeMap<&str, usize> = joint
            .names
            .iter()
            .enumerate()
            .map(|(place, name)| (name.as_str(), place))
            .collect();
        let mut together = Vec::new();
        let mut of_joint = Vec::new();
        for (place, range) in ranges.iter_mut().enumerate() {
            if let Some(at) = places.get(range.key.as_str()).copied() {
                if joint.scales.get(at) == Some(&Scale::Itself) {
                    range.scale = Scale::Itself;
                }
                together.push(place);
                of_joint.push(at);
            }
        }
        let root = root(joint, &of_joint).unwrap_or_default();
        if root.is_empty() {
            together.clear();
        }
        Self {
            ranges,
            seed,
            together,
            root,
        }
    }

    /// How many move together.
    pub fn together(&self) -> usize {
        self.together.len()
    }

    /// A draw: by range its place on the standard normal scale. A number's own chance hangs on its key and nothing else, so
    /// that a range more or less moves no other.
    pub fn draw(&self, number: u32) -> Vec<f64> {
        let address = Address::opening(self.seed, number);
        let alone = |range: &Range| -> f64 {
            StandardNormal.sample(&mut address.open(&Purpose::parameter(&range.key)))
        };
        let mut z: Vec<f64> = self.ranges.iter().map(alone).collect();
        let own: Vec<f64> = self.together.iter().map(|place| z[*place]).collect();
        for (place, row) in self.together.iter().zip(&self.root) {
            z[*place] = row.iter().zip(&own).map(|(by, own)| by * own).sum();
        }
        z
    }

    /// Where each number is taken in a draw.
    pub fn ends<'a>(&'a self, z: &[f64]) -> Vec<(&'a str, End)> {
        let pairs = self.ranges.iter().zip(z);
        pairs
            .map(|(range, z)| (range.key.as_str(), range.end(*z)))
            .collect()
    }
}

/// The lower root of the correlation of some of them, row by row; none where it is not one of numbers that differ.
fn root(joint: &Joint, kept: &[usize]) -> Option<Vec<Vec<f64>>> {
    let mut correlation = Matrix::zero(kept.len());
    let at = |k: usize, l: usize| Some(*joint.values.get(k)?.get(l)?);
    for (row, k) in kept.iter().enumerate() {
        for (column, l) in kept.iter().enumerate() {
            let scale = (at(*k, *k)? * at(*l, *l)?).sqrt();
            let value = at(*k, *l)? / scale;
            *correlation.at_mut(row, column) = value.is_finite().then_some(value)?;
        }
    }
    // Column by column: what a lower triangle times itself has to give.
    let mut root = vec![vec![0.0; kept.len()]; kept.len()];
    for row in 0..kept.len() {
        for column in 0..=row {
            let before: f64 = (0..column).map(|k| root[row][k] * root[column][k]).sum();
            let rest = correlation.at(row, column) - before;
            root[row][column] = if row == column {
                (rest > 0.0).then(|| rest.sqrt())?
            } else {
                rest / root[column][column]
            };
        }
    }
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(key: &str) -> Range {
        Range {
            key: key.into(),
            values: [0.5, 0.4, 0.6],
            scale: Scale::Itself,
            is_share: false,
        }
    }

    #[test]
    fn what_was_fitted_together_moves_together_and_alone_the_rest() {
        let joint = Joint {
            names: ["a", "c", "gone"].map(str::to_owned).to_vec(),
            scales: vec![Scale::Itself; 3],
            values: vec![
                vec![4.0, -1.6, 0.0],
                vec![-1.6, 1.0, 0.0],
                vec![0.0, 0.0, 1.0],
            ],
        };
        let draws = Draws::new(["a", "b", "c"].map(range).to_vec(), &joint, 7);
        assert_eq!(draws.together(), 2);
        let all: Vec<Vec<f64>> = (0..4_000).map(|number| draws.draw(number)).collect();
        let mean =
            |of: &dyn Fn(&[f64]) -> f64| all.iter().map(|z| of(z)).sum::<f64>() / all.len() as f64;
        for (k, l, wanted) in [(0, 2, -0.8), (0, 1, 0.0), (2, 2, 1.0), (1, 1, 1.0)] {
            // Five standard errors of 4,000 products.
            let found = mean(&|z| z[k] * z[l]);
            assert!((found - wanted).abs() < 0.12, "{k} {l}: {found}");
        }
        // Without one of them the others are drawn as before.
        let fewer = Draws::new(["b"].map(range).to_vec(), &joint, 7);
        assert_eq!(fewer.draw(3)[0], draws.draw(3)[1]);
    }
}
