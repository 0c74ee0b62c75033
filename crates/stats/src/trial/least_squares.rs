//! Least squares with standard errors that know clusters, from sums over each cluster.

use super::symmetric::{Matrix, dot, function, product, times};
use crate::estimate::{Estimate, is_confidence};
use crate::guard::none_if;
use crate::special::{beta_tails, student_t_quantile};

/// What is added up of the rows of one cluster: with them, no row is needed any more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sums<const P: usize> {
    rows: u64,
    xx: Matrix<P>,
    xy: [f64; P],
    yy: f64,
}

impl<const P: usize> Default for Sums<P> {
    fn default() -> Self {
        Self {
            rows: 0,
            xx: [[0.0; P]; P],
            xy: [0.0; P],
            yy: 0.0,
        }
    }
}

impl<const P: usize> Sums<P> {
    /// Takes in a row: what it is explained by, and what was found.
    pub fn add(&mut self, x: [f64; P], y: f64) {
        self.add_many(x, y, 1);
    }

    /// Takes in so many rows that are the same.
    pub fn add_many(&mut self, x: [f64; P], y: f64, rows: u64) {
        let n = rows as f64;
        self.rows += rows;
        for i in 0..P {
            for j in 0..P {
                self.xx[i][j] += n * x[i] * x[j];
            }
            self.xy[i] += n * x[i] * y;
        }
        self.yy += n * y * y;
    }
}

/// How the standard error of a coefficient is had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variance {
    /// As if every row were drawn on its own: too small wherever rows of a cluster are alike.
    Naive,
    /// From the clusters' residuals, without a correction: too small for few clusters.
    Cr0,
    /// CR0 times √(m/(m − 1)).
    Cr1,
    /// CR0 times √(m (N − 1)/((m − 1)(N − p))), as in Stata.
    Cr1s,
    /// Residuals corrected for what the fit took from them: unbiased where rows are independent and of equal variance.
    Cr2,
}

/// A fit of `P` coefficients.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit<const P: usize> {
    /// The coefficients.
    pub coefficients: [f64; P],
    /// Rows.
    pub rows: u64,
    /// Clusters with any row.
    pub clusters: usize,
    /// The inverse root of X'X.
    root: Matrix<P>,
    parts: Vec<Part<P>>,
    residual: f64,
}

/// What a cluster gives to a fit.
#[derive(Clone, Debug, PartialEq)]
struct Part<const P: usize> {
    /// S = R X'X R.
    s: Matrix<P>,
    /// R X'e.
    u: [f64; P],
    /// (I − S)^(−½), where a cluster that alone decides a direction gives nothing in it.
    adjusted: Matrix<P>,
}

/// Relative to the largest, an eigenvalue that counts as none.
const NONE: f64 = 1e-10;

impl<const P: usize> Fit<P> {
    /// Fits y to x by least squares, from the sums of each cluster.
    ///
    /// Each estimate is then of the coefficient as if each row counted the same. `None` with fewer than two clusters, no
    /// more rows than coefficients, or columns of x that say the same.
    /// # Source
    /// Bell & McCaffrey (2002), Survey Methodology 28, 169–181; Pustejovsky & Tipton (2018), Journal of Business & Economic
    /// Statistics 36, 672–683, doi:10.1080/07350015.2016.1247004, with an identity working model.
    /// # Examples
    /// ```
    /// use tierone_stats::trial::{Fit, Sums, Variance};
    ///
    /// // Six teams, three in each arm; y against (1, arm).
    /// let teams = [(0.0, [1.0, 2.0]), (0.0, [3.0, 2.0]), (0.0, [2.0, 2.0]), (1.0, [4.0, 3.0]), (1.0, [5.0, 5.0]), (1.0, [3.0, 4.0])];
    /// let sums: Vec<Sums<2>> = teams.iter().map(|(arm, found)| {
    ///     let mut sums = Sums::default();
    ///     found.iter().for_each(|y| sums.add([1.0, *arm], *y));
    ///     sums
    /// }).collect();
    /// let fit = Fit::of(&sums).unwrap();
    /// assert!((fit.coefficients[1] - 2.0).abs() < 1e-12);
    /// // Teams of one size: the degrees of freedom are those of a t test of six means.
    /// assert!((fit.degrees_of_freedom(1).unwrap() - 4.0).abs() < 1e-9);
    /// assert!(fit.standard_error(1, Variance::Cr2).unwrap() > fit.standard_error(1, Variance::Naive).unwrap());
    /// ```
    pub fn of(clusters: &[Sums<P>]) -> Option<Self> {
        let clusters: Vec<&Sums<P>> = clusters.iter().filter(|sums| sums.rows > 0).collect();
        let mut all = Sums::default();
        for sums in &clusters {
            all.rows += sums.rows;
            all.yy += sums.yy;
            for i in 0..P {
                all.xy[i] += sums.xy[i];
                for j in 0..P {
                    all.xx[i][j] += sums.xx[i][j];
                }
            }
        }
        let (values, _) = super::symmetric::eigen(all.xx);
        let largest = values.iter().copied().fold(0.0, f64::max);
        let regular = values.iter().all(|value| *value > NONE * largest);
        none_if(clusters.len() < 2 || all.rows <= P as u64 || !regular || !all.yy.is_finite())?;
        let root = function(&all.xx, |value| 1.0 / value.sqrt());
        let coefficients = times(&root, &times(&root, &all.xy));
        let parts = clusters.iter().map(|sums| {
            let fitted = times(&sums.xx, &coefficients);
            let score = std::array::from_fn(|i| sums.xy[i] - fitted[i]);
            let s = product(&product(&root, &sums.xx), &root);
            Part {
                s,
                u: times(&root, &score),
                adjusted: function(&s, |value| inverse(1.0 - value).sqrt()),
            }
        });
        Some(Self {
            coefficients,
            rows: all.rows,
            clusters: clusters.len(),
            root,
            parts: parts.collect(),
            residual: (all.yy - dot(&coefficients, &all.xy)).max(0.0),
        })
    }

    /// The standard error of a coefficient: `None` where it is 0, since then the clusters say nothing of how far they differ.
    pub fn standard_error(&self, coefficient: usize, variance: Variance) -> Option<f64> {
        let c = self.root.get(coefficient)?;
        let (m, n, p) = (self.clusters as f64, self.rows as f64, P as f64);
        let squares = |correct: bool| -> f64 {
            let of = |part: &Part<P>| {
                let u = match correct {
                    true => times(&part.adjusted, &part.u),
                    false => part.u,
                };
                dot(c, &u).powi(2)
            };
            self.parts.iter().map(of).sum()
        };
        let square = match variance {
            Variance::Naive => self.residual / (n - p) * dot(c, c),
            Variance::Cr0 => squares(false),
            Variance::Cr1 => squares(false) * m / (m - 1.0),
            Variance::Cr1s => squares(false) * m * (n - 1.0) / ((m - 1.0) * (n - p)),
            Variance::Cr2 => squares(true),
        };
        Some(square.sqrt()).filter(|se| *se > 0.0 && se.is_finite())
    }

    /// Satterthwaite's degrees of freedom of a coefficient's CR2 variance: far fewer than clusters where few of them decide.
    pub fn degrees_of_freedom(&self, coefficient: usize) -> Option<f64> {
        let c = self.root.get(coefficient)?;
        let (mut trace, mut squares) = (0.0, 0.0);
        let mut across = [[0.0; P]; P];
        for part in &self.parts {
            let through = times(&part.s, c);
            let z = times(&part.adjusted, &through);
            let own = dot(&times(&part.adjusted, c), &z);
            let size = dot(&z, &z);
            trace += own - size;
            squares += (own - size).powi(2) - size * size;
            for i in 0..P {
                for j in 0..P {
                    across[i][j] += z[i] * z[j];
                }
            }
        }
        squares += across.iter().flatten().map(|cell| cell * cell).sum::<f64>();
        let df = trace * trace / squares;
        (df.is_finite() && df > 0.0).then_some(df)
    }

    /// The interval of a coefficient from its CR2 standard error and Satterthwaite's degrees of freedom.
    pub fn interval(&self, coefficient: usize, confidence: f64) -> Option<Estimate> {
        let se = self.standard_error(coefficient, Variance::Cr2)?;
        let df = self.degrees_of_freedom(coefficient)?;
        let reach = is_confidence(confidence)
            .then(|| student_t_quantile(df, 0.5 + 0.5 * confidence) * se)?;
        let value = self.coefficients[coefficient];
        let low = value - reach;
        reach
            .is_finite()
            .then(|| Estimate::containing(value, low, value + reach, "cr2"))
    }

    /// The probability of a coefficient as far from 0 or farther where it is 0, by the same law.
    pub fn p_value(&self, coefficient: usize) -> Option<f64> {
        let se = self.standard_error(coefficient, Variance::Cr2)?;
        let df = self.degrees_of_freedom(coefficient)?;
        let t = self.coefficients[coefficient] / se;
        Some(beta_tails(0.5 * df, 0.5, df / (df + t * t)).lower)
    }
}

fn inverse(value: f64) -> f64 {
    if value > NONE { 1.0 / value } else { 0.0 }
}
