//! A forecast of one figure by a simple method.

use tierone_stats::special::{normal_quantile, student_t_quantile};

/// A forecast of one figure: a normal distribution, or a Student t where degrees of freedom are given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// The centre.
    pub mean: f64,
    /// The standard deviation, or the scale of the Student t.
    pub sd: f64,
    /// Degrees of freedom, where its error is a Student t.
    pub df: Option<f64>,
}

impl Forecast {
    /// A quantile.
    pub fn quantile(&self, p: f64) -> f64 {
        let z = match self.df {
            Some(df) => student_t_quantile(df, p),
            None => normal_quantile(p),
        };
        self.mean + self.sd * z
    }
}
