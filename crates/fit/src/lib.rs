//! Likelihoods of check results: what rates, spreads, checkers, coaching and amounts they make likely, and what they cannot tell.
//!
//! Every estimate comes with a profile likelihood interval; a spread of zero is a result, and what does not close has no point.
//!
//! | file | what it fits |
//! | --- | --- |
//! | `logit_normal` | rates by activity and attribute, and the spread over caseworkers and teams |
//! | `known` | what that says of each caseworker and team |
//! | `beta_binomial` | the mean and the correlation of people's rates |
//! | `checker` | a checker whose decisions are looked at again, with the rates in one likelihood |
//! | `latent`, `closed_forms`, `labels` | checkers where none is right |
//! | `coaching` | what feedback gains, and how long |
//! | `amounts` | the family of amounts in error |
//!
//! [`office`] makes the numbers of a scenario of check results.
//! `data` is what checks are counted as; `cell`, `team` and `spread` are what likelihoods are built of.

mod amounts;
mod beta_binomial;
mod cell;
mod checker;
mod closed_forms;
mod coaching;
mod data;
mod interval;
mod known;
mod labels;
mod latent;
mod logit_normal;
pub mod office;
mod spread;
mod team;

pub use amounts::{AmountFit, Family, fewest_amounts, fit_amounts};
pub use beta_binomial::{BetaBinomial, Counts, correlation};
pub use checker::Rechecked;
pub use closed_forms::Classes;
pub use coaching::{AtHalfLife, Coached, Coaching, CoachingFit, Dated, HalfLife};
pub use data::{Cell, Data, Person, Row, Team};
pub use interval::{DROP_95, Interval};
pub use known::{KnownPerson, KnownTeam, known};
pub use labels::{Label, LabelFit, fit_labels};
pub use latent::{LatentFit, Looks};
pub use logit_normal::{LogitNormal, NODES, Nodes, mean_rate};
pub use spread::{Likelihood, SpreadFit};
