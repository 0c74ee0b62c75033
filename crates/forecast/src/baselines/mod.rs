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
mod forecast;
mod local_level;
mod simple;
mod smoothing;

pub use arima::{Arima011, arima011};
pub use discount::{Counts, Discounted, best_discount, discounted};
pub use forecast::Forecast;
pub use local_level::LocalLevel;
pub use simple::{drift, ewma, last_value, mean};
pub use smoothing::{Ets, ets, least_squares};
