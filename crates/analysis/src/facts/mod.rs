//! What is known of a scenario and its policies without playing it: facts, in closed form.
//!
//! Facts are expectations with no feedback ever given: no coaching, no learning product, and nothing corrected. Counts of a policy are an average period of the reported ones unless a field says otherwise.
//! Chances are between 0 and 1; money is £ a year; shares and accuracies are between 0 and 1 too. What has no
//! closed form says why ([`Unknown`]).
//!
//! With a demand they are of its plan: intakes as expected, seats filled as in the long run, no time taken from clearing, and no
//! pressure.
//!
//! Checks are taken at the expected numbers of decisions and people, dealing by dealing of the seats that are filled.
//! Where those vary so much that an expected number does not stand for them, a fact is a mean over what they may be, or it
//! is unknown. How precise the checks of a small office are is such a mean (`drawn`), from fixed seeds.
//!
//! | file | what it works out |
//! | --- | --- |
//! | `anchoring` | where the rates of error stand |
//! | `kinds`, `deals` | kinds of decision and their numbers; what caseworkers are dealt |
//! | `chances` | what may happen to one decision, and what a check makes of it |
//! | `period`, `ask`, `sample` | a reported period, what a method asks of it, the expected sample |
//! | `plan` | how many each check draws, and with what chance each kind |
//! | `operation` | decisions, errors and money, whatever the policy |
//! | `check`, `policy`, `together` | what a check, and all checks of a policy, are expected to see |
//! | `shared` | what is the same wherever a check stands |
//! | `design`, `checked` | a check's sample by weight, and its periods |
//! | `estimate`, `mve`, `staff_effect`, `steady` | how precise a check's own figures are, and where that is not known |
//! | `drawn` | the same of a small office, over who may be there and what may be found |
//! | `amounts`, `binomial`, `lattice` | distributions, and points to average over |
//! | `change` | which change of accuracy they can show |
//! | `people`, `chain` | what they show of single caseworkers |
//! | `drawing`, `quiet`, `picked` | chances that nothing comes of what is drawn of one caseworker |
//! | `hours`, `correction`, `learning`, `target` | pools, corrections, learning products, targets |
//! | `sensitivity` | which assumptions the main facts hang on |
//!
//! To add a fact: a field with its unit in the struct of what it is a fact of, the file that works it out,
//! and its comparison with a simulation in `facts.rs` of the engine's tests.

mod amounts;
mod anchoring;
mod ask;
mod binomial;
mod chain;
mod chances;
mod change;
mod check;
mod checked;
mod correction;
mod deals;
mod design;
mod drawing;
mod drawn;
mod estimate;
mod hours;
mod kinds;
mod lattice;
mod learning;
mod left_out;
mod mistakes;
mod mve;
mod operation;
mod people;
mod period;
mod picked;
mod plan;
mod policy;
mod quiet;
mod sample;
mod seen;
mod sensitivity;
mod shared;
mod staff_effect;
mod standing;
mod steady;
mod target;
mod together;
mod unknown;
mod wrong;

use rayon::prelude::*;
use serde::Serialize;

pub use anchoring::Rates;
pub use change::{Change, Changes, FALLS};
pub use check::{CheckFacts, Quoted};
pub use correction::{CorrectionFacts, Course, Loop};
pub use estimate::{Estimated, Precision};
pub use hours::PoolFacts;
pub use kinds::DecisionKind;
pub use learning::LearningFacts;
pub use mistakes::{Mistakes, money_found};
pub use operation::Decided;
pub use people::{Flagged, Quota};
pub use policy::PolicyFacts;
pub use seen::Seen;
pub use sensitivity::{Main, Sensitivity, main_facts, sensitivities};
pub use target::{TargetFacts, red};
pub use unknown::{Fact, Unknown};

use super::anchor::AnchorError;
use anchoring::shift_of;
use chances::Truth;
use checked::Wanted;
use kinds::Office;
use tierone_scenario::Scenario;

/// Everything that is known of a scenario in closed form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Facts {
    /// Where the rates stand.
    pub rates: Rates,
    /// Log-odds by which the rates of the accuracy attributes are moved.
    pub shift: f64,
    /// The kinds of decision: by activity, complexity, tenure where a frame or a stratum asks for it, and
    /// whether the system decides.
    pub kinds: Vec<DecisionKind>,
    /// All decisions of the reported periods.
    pub all: Decided,
    /// The same by activity, in file order.
    pub activities: Vec<Decided>,
    /// The correction workflow.
    pub correction: CorrectionFacts,
    /// Policies in file order.
    pub policies: Vec<PolicyFacts>,
}

/// The facts of a scenario.
///
/// # Errors
/// No shift of the rates gives the anchor, or nothing is decided.
pub fn facts(scenario: &Scenario) -> Result<Facts, AnchorError> {
    facts_wanted(
        scenario,
        Wanted {
            changes: true,
            first_period: true,
        },
    )
}

/// The same but for how precise the figures of the first reported period alone are: that takes longest in a small office.
///
/// # Errors
/// As for [`facts`].
pub fn facts_of_all_periods(scenario: &Scenario) -> Result<Facts, AnchorError> {
    facts_wanted(
        scenario,
        Wanted {
            changes: true,
            first_period: false,
        },
    )
}

fn facts_wanted(scenario: &Scenario, wanted: Wanted) -> Result<Facts, AnchorError> {
    let (rates, shift) = shift_of(scenario)?;
    Ok(Facts {
        rates,
        ..facts_at(scenario, shift, wanted)
    })
}

/// The facts of a scenario whose accuracy attributes are moved by `shift` log-odds, whatever its anchor.
fn facts_at(scenario: &Scenario, shift: f64, wanted: Wanted) -> Facts {
    let office = Office::new(scenario, shift);
    let truths: Vec<Truth> = (0..office.kinds.len())
        .into_par_iter()
        .map(|kind| Truth::of(&office, kind))
        .collect();
    let (all, activities) = operation::decided(&office, &truths);
    let correction = correction::facts(scenario);
    Facts {
        rates: Rates::AsStated,
        shift,
        policies: policy::policies(&office, &truths, (&all, &correction.course), wanted),
        correction,
        kinds: office.kinds.clone(),
        all,
        activities,
    }
}
