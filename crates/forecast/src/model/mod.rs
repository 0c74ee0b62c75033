//! The state-space model of a figure in many groups.
//!
//! On the scale of the figure, group *i* in period *t* shows
//! *zᵢₜ = cₜ + μᵢ + dᵢₜ + eᵢₜ*: a level *c* common to all groups, which moves by a shock each period; a group's own mean
//! μᵢ ~ N(0, between²); a deviation *d* that returns to it, a stationary first-order autoregression; and sampling error *e* of
//! known variance. Where no sampling error was published its variance is estimated too, one for all.
//! Variances are the same for all groups. The likelihood is exact: given the common levels, groups are
//! independent, and each costs the square of the number of periods (`group`), so that the common levels are one
//! small system of equations (`common`). The first level is diffuse.
//!
//! | file | what it does |
//! | --- | --- |
//! | `parameters` | the variances |
//! | `seen` | published figures become numbers with variances |
//! | `group` | what a group says of the common levels, and what is known of its own |
//! | `common` | the common levels given all groups; the likelihood |
//! | `search` | the variances with the greatest penalised likelihood |
//! | `fit` | the figures made ready, sampling variances at smoothed rates, the fit |
//! | `ahead` | forecasts |
//! | `steady` | whether figures move less than their sampling errors |

mod ahead;
mod common;
mod fit;
mod group;
mod parameters;
mod search;
mod seen;
mod steady;

pub use ahead::Ahead;
pub use fit::{Fit, fit};
pub use parameters::Parameters;
pub use steady::moves_less;
