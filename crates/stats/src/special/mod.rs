//! Special functions of our own, with both tails to full relative precision and inverses that always return.
//!
//! Every distribution gives its two tails together, because a small upper tail cannot be had from 1 − lower.
//! An argument outside a function's domain gives NaN; nothing here panics, and nothing takes as long as a millisecond.
//!
//! | file | what it has |
//! | --- | --- |
//! | `normal` | normal tails and quantile |
//! | `gamma` | regularised incomplete gamma and its inverse; chi-squared |
//! | `digamma` | the slope of ln Γ |
//! | `beta` | regularised incomplete beta and its inverse; Student t, F, binomial |
//! | `hypergeometric` | tails of sampling without replacement |
//! | `saddle`, `uniform`, `invert` | what they are built of |

mod beta;
mod digamma;
mod gamma;
mod hypergeometric;
mod invert;
mod normal;
mod saddle;
mod tails;
mod uniform;

pub use beta::{
    beta_quantile, beta_tails, binomial_tails, binomial_tails_at, f_quantile, student_t_quantile,
};
pub use digamma::digamma;
pub use gamma::{chi_squared_quantile, gamma_quantile, gamma_tails, gamma_upper_quantile};
pub use hypergeometric::hypergeometric_tails;
pub use normal::{normal_quantile, normal_tails};
pub use saddle::{binomial_mass, ln_gamma, poisson_mass};
pub use tails::Tails;

pub use invert::root;
