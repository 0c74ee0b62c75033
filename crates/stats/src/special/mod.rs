//! Special functions of our own, with both tails to full relative precision and inverses that always return.
//!
//! Every distribution gives its two tails together, because a small upper tail cannot be had from 1 − lower.
//! An argument outside a function's domain gives NaN; nothing here panics, and nothing takes as long as a millisecond.
//!
//! | room | what it has |
//! | --- | --- |
//! | `normal` | normal tails and quantile |
//! | `gamma` | regularised incomplete gamma and its inverse; chi-squared |
//! | `beta` | regularised incomplete beta and its inverse; Student t, F, binomial |
//! | `hypergeometric` | tails of sampling without replacement |
//! | `saddle`, `uniform`, `invert` | what they are built of |

mod beta;
mod gamma;
mod hypergeometric;
mod invert;
mod normal;
mod saddle;
mod uniform;

pub use beta::{beta_quantile, beta_tails, binomial_tails, f_quantile, student_t_quantile};
pub use gamma::{chi_squared_quantile, gamma_quantile, gamma_tails, gamma_upper_quantile};
pub use hypergeometric::hypergeometric_tails;
pub use normal::{normal_quantile, normal_tails};
pub use saddle::binomial_mass;

pub(crate) use invert::root;

/// The probability on either side of a point; each is correct to its own last digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// Probability of a value at or below the point.
    pub lower: f64,
    /// Probability of a value above the point.
    pub upper: f64,
}

impl Tails {
    const NAN: Tails = Tails {
        lower: f64::NAN,
        upper: f64::NAN,
    };
    const ALL_ABOVE: Tails = Tails {
        lower: 0.0,
        upper: 1.0,
    };
    const ALL_BELOW: Tails = Tails {
        lower: 1.0,
        upper: 0.0,
    };

    fn from_lower(lower: f64) -> Tails {
        let lower = lower.clamp(0.0, 1.0);
        Tails {
            lower,
            upper: 1.0 - lower,
        }
    }

    fn from_upper(upper: f64) -> Tails {
        let upper = upper.clamp(0.0, 1.0);
        Tails {
            lower: 1.0 - upper,
            upper,
        }
    }

    fn swapped(self) -> Tails {
        Tails {
            lower: self.upper,
            upper: self.lower,
        }
    }
}
