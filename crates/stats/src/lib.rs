//! Inference: what a set of checks says about all decisions, and how sure of it one may be.
//!
//! The estimators that the simulator studies are these very functions. Counts and weights go in, an [`Estimate`] comes
//! out; `None` says that the data cannot carry one (nothing checked, a confidence outside 0 to 1, a count above its
//! total). No error found is a result: the value is 0 and `high` is the bound, never a width of zero.
//!
//! | room | what it has | default for |
//! | --- | --- | --- |
//! | `proportion` | Wilson, Clopper-Pearson, mid-P, Jeffreys, … | one simple sample, little of it checked: Wilson |
//! | `finite` | exact hypergeometric bounds | one simple sample of more than 5 % |
//! | `stratified` | Wilson at a smoothed effective size, Fay-Feuer, profile likelihood, Poisson-gamma posterior | designs with known inclusion probabilities |
//! | `monetary` | monetary value of error: Fay-Feuer, posterior rate × Bayesian bootstrap | money |
//! | `monetary_unit` | Stringer's bound, the ratio estimate, Fay-Feuer and posterior over pounds | value-weighted samples |
//! | `unequal` | Horvitz-Thompson, Hájek, Wilson at Kish's effective size | every decision with a probability of its own |
//! | `linear` | linearised variances of totals and ratios by strata and clusters, t | |
//! | `cluster` | Wilson at the effective size of clusters, t on clusters less strata | clusters |
//! | `double_sampling` | Tenenbein's estimate, two-phase variance, regression | rechecks |
//! | `difference` | change between two groups or two checks of the same cases, net of two sums, from their intervals | |
//! | `misclassified` | checkers who miss and who fail wrongly: Rogan-Gladen, Lang-Reiczigel | |
//! | `agreement` | two checkers: kappa and its kin, Chapman's estimate of what both missed | |
//! | `control` | control charts: p, Laney, XmR, EWMA, CUSUM, funnels | |
//! | `run_length` | how long such charts run until they signal | |
//! | `shrinkage` | caseworkers' rates, drawn towards one another: the beta-binomial law | |
//! | `zero` | what no error found says | |
//! | `weighted` | the gamma interval of a weighted sum | |
//! | `monte_carlo` | mean, spread and Monte Carlo error over replications | |
//! | `performer` | limits on one caseworker's fails: funnel, posterior probability | |
//! | `special` | special functions and their inverses | |
//!
//! A new estimator is a function in the room of its design that returns an [`Estimate`], a row in [`METHODS`], and rows
//! in `tests/reference/`.

pub mod agreement;
pub mod cluster;
pub mod control;
pub mod difference;
pub mod distribution;
pub mod double_sampling;
mod estimate;
pub mod finite;
pub mod linear;
mod methods;
pub mod misclassified;
pub mod monetary;
pub mod monetary_unit;
pub mod monte_carlo;
pub mod performer;
mod precision;
pub mod proportion;
pub mod rng;
pub mod run_length;
pub mod shrinkage;
pub mod special;
pub mod stratified;
pub mod unequal;
pub mod units;
pub mod weighted;
pub mod zero;

pub use estimate::{Estimate, PointEstimate, PosteriorMoments};
pub use methods::METHODS;
pub use precision::{DRAWS, ROUNDING, SPECIAL, TIE};
