//! Scores of a forecast against what came, as in the literature; the smaller the better unless said otherwise.
//!
//! | file | forecasts that are |
//! | --- | --- |
//! | `normal` | normal distributions |
//! | `families` | Student t, beta, binomial and beta-binomial distributions |
//! | `ensemble` | equally likely values |
//! | `bands` | quantiles, bands and probabilities |

mod bands;
mod ensemble;
mod families;
mod normal;

pub use bands::{
    brier, coverage_mcse, coverage_z, interval_score, log_loss, pinball, weighted_interval_score,
};
pub use ensemble::{crps_ensemble, crps_fair, crps_pwm, dawid_sebastiani_ensemble, pit_midrank};
pub use families::{Count, crps_beta, crps_count, crps_student_t};
pub use normal::{crps_normal, dawid_sebastiani, log_score_normal, pit_normal};
