//! Simple forecasts of one series, which any better one has to beat.
//!
//! | file | forecast |
//! | --- | --- |
//! | `simple` | last value, mean, drift, exponentially weighted mean with a given weight |
//! | `smoothing` | exponential smoothing with its weight estimated: by least squares, and ETS(A,N,N) |
//! | `arima` | ARIMA(0,1,1) by exact likelihood |
//! | `local_level` | a level that walks at random, seen with known errors |
//! | `discount` | a rate from counts whose past is discounted |

mod arima;
mod discount;
mod local_level;
mod simple;
mod smoothing;

pub use arima::{Arima011, arima011};
pub use discount::{Counts, Discounted, best_discount, discounted};
pub use local_level::LocalLevel;
pub use simple::{drift, ewma, last_value, mean};
pub use smoothing::{Ets, ets, least_squares};

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
