//! A response surface: what points that were not simulated may give, by those that were. It says where to look, and promises nothing.

use super::candidate::{BLOCK, Candidate, FIRST};
use super::figures::Aimed;
use super::space::{Point, Space};
use super::worlds::Worlds;
use tierone_stats::matrix::Matrix;

/// So much of the weights is added to the diagonal: points on a line alone say nothing of how two quotas work together.
const RIDGE: f64 = 1e-6;

/// What an aim's figure is by the quotas: a polynomial of second degree in their square roots, which goes on steadily where nothing
/// was simulated.
struct Polynomial {
    coefficients: Vec<f64>,
    /// Whether it gives the figure's logarithm.
    of_log: bool,
}

/// A polynomial for each aim.
pub(super) struct Surface<'a> {
    aims: &'a [Aimed],
    of_aims: Vec<Polynomial>,
}

/// The square roots of the quotas of a point, from those of another.
fn roots(space: &Space, point: &Point, from: &Point) -> Vec<f64> {
    let each = space.varied().iter().zip(point.iter().zip(from));
    each.map(|(varied, (at, from))| varied.values[*at].sqrt() - varied.values[*from].sqrt())
        .collect()
}

/// 1, the roots, and their products of two.
fn terms(roots: &[f64]) -> Vec<f64> {
    let mut terms = vec![1.0];
    terms.extend(roots);
    for (at, one) in roots.iter().enumerate() {
        terms.extend(roots[at..].iter().map(|other| one * other));
    }
    terms
}

impl<'a> Surface<'a> {
    /// The surface by the first worlds of all candidates; what the worlds of the best at `from` show beside its first ones is taken
    /// to hold of all. None where too few points were simulated.
    pub(super) fn fitted(
        space: &Space,
        worlds: &Worlds,
        aims: &'a [Aimed],
        candidates: &[Candidate],
        from: &Candidate,
    ) -> Option<Self> {
        let of_aim = |aim: &Aimed| {
            let first = |number: usize| worlds.first_mean(number, aim.figure, FIRST * BLOCK);
            let known = candidates.iter();
            let known: Vec<(&Point, f64)> = known
                .filter_map(|one| Some((&one.point, first(one.number)?)))
                .collect();
            let of_log = aim.limit > 0.0 && known.iter().all(|(_, value)| *value > 0.0);
            let scale = |value: f64| if of_log { value.ln() } else { value };
            let size = terms(&vec![0.0; from.point.len()]).len();
            if known.len() <= size {
                return None;
            }
            let mut squares = Matrix::zero(size);
            let mut sums = vec![0.0; size];
            let mut all = 0.0;
            for (point, value) in known {
                // What is near its limit counts most.
                let far = (value - aim.limit) / aim.tolerance;
                let weight = 1.0 / (1.0 + far * far);
                let terms = terms(&roots(space, point, &from.point));
                for (row, term) in terms.iter().enumerate() {
                    sums[row] += weight * term * scale(value);
                    for (column, other) in terms.iter().enumerate() {
                        *squares.at_mut(row, column) += weight * term * other;
                    }
                }
                all += weight;
            }
            for at in 0..size {
                *squares.at_mut(at, at) += RIDGE * all;
            }
            let mut coefficients = squares.cholesky()?.solve(&sums);
            let own = worlds.summary(from.number, aim.figure)?.mean;
            coefficients[0] += scale(own) - scale(first(from.number)?);
            Some(Polynomial {
                coefficients,
                of_log,
            })
        };
        let of_aims: Option<Vec<Polynomial>> = aims.iter().map(of_aim).collect();
        let of_aims = of_aims?;
        let finite = |of: &Polynomial| of.coefficients.iter().all(|c| c.is_finite());
        of_aims.iter().all(finite).then_some(Self { aims, of_aims })
    }

    /// By how many tolerances a point is beyond the limit that it is furthest beyond; below 0 where it should keep them all.
    pub(super) fn beyond(&self, space: &Space, point: &Point, from: &Point) -> f64 {
        let terms = terms(&roots(space, point, from));
        let each = self.aims.iter().zip(&self.of_aims).map(|(aim, of)| {
            let value: f64 = terms.iter().zip(&of.coefficients).map(|(t, c)| t * c).sum();
            let value = if of.of_log { value.exp() } else { value };
            aim.beyond(value) / aim.tolerance
        });
        each.fold(f64::NEG_INFINITY, f64::max)
    }
}
