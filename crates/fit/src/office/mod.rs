//! From the check results of an office to the numbers of its scenario: what the data speak of, and what they cannot tell.
//!
//! | file | what it does |
//! | --- | --- |
//! | `looks` | takes decisions apart into looks at attributes, by caseworker and period |
//! | `checkers` | how often checkers find errors, from decisions that were looked at twice |
//! | `wearing` | what coaching gains, and how long |
//! | `estimated` | these numbers, which rates hang on |
//! | `model` | their likelihood, and what it knows of each caseworker |
//! | `rates` | rates, complexity and spreads |
//! | `observed` | what was found beside what the fit makes likely, by period and activity |
//! | `limits` | intervals and covariances of rates, wider for what they hang on |
//! | `money` | amounts |
//! | `history` | accuracy by period before a horizon, for a forecast that goes on from it |
//! | `rows` | what goes in and what comes out |
//! | `toml`, `text` | the fitted scenario, and the report |

mod checkers;
mod estimated;
mod history;
mod limits;
mod looks;
mod model;
mod money;
mod observed;
mod rates;
mod rows;
mod text;
mod toml;
mod wearing;

use tierone_scenario::Scenario;

use model::Given;

pub use history::{HistoryRow, history};
pub use looks::{first_day, period_number};
pub use rows::{
    AmountRow, Covariance, EstimateRow, Found, NotIdentified, ObservedRow, OfficeFit, PersonRow,
    ProfileRow, TeamRow,
};
pub use text::{answer, contradicted, text};
pub use toml::toml;

/// Fits an office. `shift` is what the anchor of the base adds to the log-odds of its rates.
///
/// # Errors
/// What the results lack to be fitted at all.
pub fn fit(scenario: &Scenario, shift: f64, found: &[Found]) -> Result<OfficeFit, String> {
    let mut looks = looks::Looks::of(scenario, found)?;
    let mut fit = OfficeFit {
        decisions: looks.decisions,
        notes: looks.notes.clone(),
        ..OfficeFit::default()
    };
    let (checking, mut estimated, checkers) = checkers::checking(found, &mut looks, &mut fit);
    let (worn, of_coaching) = wearing::coaching(scenario, found, &looks, &checking, &mut fit);
    estimated.extend(of_coaching);
    let given = Given {
        found,
        checkers: &checkers,
        looks: &looks,
        checking: &checking,
        worn: &worn,
        estimated: &estimated,
    };
    rates::rates(scenario, shift, &given, &mut fit);
    money::amounts(scenario, &looks, &mut fit);
    Ok(fit)
}
