//! What to tell the author of a policy: a scenario is judged without being simulated.
//!
//! A rule looks at a [`Case`] (the scenario, what is known of it in closed form, and where it says
//! what) and returns [`Finding`]s. [`RULES`] is all that the rest of the program knows of rules:
//! levels, output, `list`, `explain`, `docs/lints.md` and the sweep in `tests/lint.rs` read it.
//!
//! | room | what it does |
//! | --- | --- |
//! | `case`, `known` | what a rule may look at, and what it says; what is known without a draw |
//! | `levels` | how serious a lint is: by itself, in the scenario, on the command line |
//! | `numbers` | numbers in sentences |
//! | `print` | findings as lines of JSON and as SARIF |
//! | `rules/` | one file a rule |
//!
//! To add a rule: its file in `rules/`, ending in a `const RULE`, its line in `rules/mod.rs` and
//! its row in [`RULES`]. Its two examples change [`OFFICE`] and are run as tests.

mod case;
mod known;
mod levels;
mod numbers;
pub mod print;
mod rules;

pub use case::{Case, Finding, Place};
pub use known::{Known, PartTotal};
pub use levels::{Levels, UnknownLint};

use tierone_scenario::diagnostic::{Diagnostic, Severity};
use tierone_scenario::{Level, Reading};

/// One thing that can be said of a policy.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code: the letter of its family and a number.
    pub code: &'static str,
    /// Its name, which completes “allow …”.
    pub name: &'static str,
    /// How serious it is where nobody says otherwise.
    pub level: Level,
    /// What it looks for, in a sentence.
    pub looks_for: &'static str,
    /// Why that matters.
    pub matters: &'static str,
    /// How its number is worked out.
    pub formula: &'static str,
    /// Where that comes from.
    pub source: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// A change to [`OFFICE`] at which it speaks.
    pub fires: &'static str,
    /// A change to [`OFFICE`] much like it at which it is silent.
    pub quiet: &'static str,
    /// What it finds.
    pub check: fn(&Case<'_>) -> Vec<Finding>,
}

/// A group of rules: those whose codes begin with its letter.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The first letter of its codes.
    pub letter: char,
    /// Its name.
    pub name: &'static str,
    /// What its rules are about.
    pub meaning: &'static str,
}

/// Every family, in the order of [`RULES`].
pub const FAMILIES: &[Family] = &[
    Family {
        letter: 'S',
        name: "scenario",
        meaning: "Definitions that nothing uses, and numbers that will not do what they seem to.",
    },
    Family {
        letter: 'C',
        name: "coverage",
        meaning: "Decisions, value or people that no check can reach.",
    },
    Family {
        letter: 'B',
        name: "bias",
        meaning: "Figures that cannot mean what they will be quoted for.",
    },
    Family {
        letter: 'P',
        name: "precision",
        meaning: "Figures and rules that are too uncertain for what they are to show.",
    },
    Family {
        letter: 'K',
        name: "capacity",
        meaning: "Work that is asked for, and people or decisions that are not there.",
    },
    Family {
        letter: 'W',
        name: "workflow",
        meaning: "Corrections that go round, get stuck, or come too late.",
    },
    Family {
        letter: 'F',
        name: "feedback",
        meaning: "Coaching and learning that cannot have the effect they are meant to have.",
    },
    Family {
        letter: 'R',
        name: "redundancy",
        meaning: "Policies, checks and products that change nothing.",
    },
    Family {
        letter: 'T',
        name: "targets",
        meaning: "Thresholds that chance alone will cross, and thresholds that show nothing.",
    },
    Family {
        letter: 'A',
        name: "assumptions",
        meaning: "Numbers that somebody made up and that the answer hangs on.",
    },
];

/// The scenario that examples change by `extends = "office.toml"`; no lint speaks of it.
pub const OFFICE: &str = include_str!("office.toml");

/// Every rule, by family.
pub const RULES: &[Rule] = &[
    rules::unknown_lint::RULE,
    rules::reasonless_allow::RULE,
    rules::unused_pool::RULE,
    rules::unused_complexity::RULE,
    rules::unused_attribute::RULE,
    rules::unused_coaching_group::RULE,
    rules::extreme_spread::RULE,
    rules::short_warm_up::RULE,
    rules::rounded_duration::RULE,
    rules::empty_seats::RULE,
    rules::unseen_past::RULE,
    rules::few_replications::RULE,
    rules::unreachable_anchor::RULE,
    rules::unchecked_activity::RULE,
    rules::unchecked_complexity::RULE,
    rules::unchecked_system::RULE,
    rules::unchecked_tenure::RULE,
    rules::unchecked_attribute::RULE,
    rules::unestimated_activity::RULE,
    rules::unestimated_attribute::RULE,
    rules::unestimated_value::RULE,
    rules::targeted_figure::RULE,
    rules::unknown_chances::RULE,
    rules::imperfect_checker::RULE,
    rules::false_fails::RULE,
    rules::imperfect_recheck::RULE,
    rules::self_checked_figure::RULE,
    rules::interval_beside_truth::RULE,
    rules::misleading_passes::RULE,
    rules::anchor_as_reported::RULE,
    rules::wide_interval::RULE,
    rules::blind_sample::RULE,
    rules::small_quota::RULE,
    rules::blind_to_change::RULE,
    rules::alarms_by_luck::RULE,
    rules::toothless_flag::RULE,
    rules::silent_periods::RULE,
    rules::hours_short::RULE,
    rules::quota_above_work::RULE,
    rules::idle_hours::RULE,
    rules::unstaffed_coaching::RULE,
    rules::costly_exercises::RULE,
    rules::starved_check::RULE,
    rules::empty_quota::RULE,
    rules::unbounded_loop::RULE,
    rules::unreachable_state::RULE,
    rules::ownerless_state::RULE,
    rules::late_correction::RULE,
    rules::missed_due_date::RULE,
    rules::abandoned_correction::RULE,
    rules::loop_between_states::RULE,
    rules::late_coaching::RULE,
    rules::rare_coaching::RULE,
    rules::silent_product::RULE,
    rules::constant_product::RULE,
    rules::late_product::RULE,
    rules::gainless_coaching::RULE,
    rules::nobody_to_coach::RULE,
    rules::uncorrected_finds::RULE,
    rules::fleeting_coaching::RULE,
    rules::overshooting_gain::RULE,
    rules::duplicate_policies::RULE,
    rules::duplicate_checks::RULE,
    rules::emptied_frame::RULE,
    rules::unread_product::RULE,
    rules::idle_check::RULE,
    rules::checked_twice::RULE,
    rules::noise_crosses::RULE,
    rules::lenient_target::RULE,
    rules::hopeless_target::RULE,
    rules::sensitive_assumption::RULE,
    rules::rangeless_guess::RULE,
    rules::sourceless_guess::RULE,
    rules::boundless_guess::RULE,
    rules::unsourced_rates::RULE,
];

/// The rule of a name or code.
pub fn rule(named: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|rule| rule.name == named || rule.code.eq_ignore_ascii_case(named))
}

/// Judges a scenario: what every rule finds, in the order of the file; nothing where the file has
/// errors and there is no scenario.
pub fn run(reading: &Reading, levels: &Levels) -> Vec<Diagnostic> {
    let Some(scenario) = &reading.scenario else {
        return Vec::new();
    };
    let case = Case::new(scenario, reading);
    let mut diagnostics = Vec::new();
    for rule in RULES {
        let Some(severity) = severity(levels.of(rule, reading)) else {
            continue;
        };
        for finding in once_each((rule.check)(&case)) {
            diagnostics.push(finding.diagnostic(rule, severity));
        }
    }
    diagnostics.sort_by_key(|diagnostic| {
        let label = diagnostic.labels.first();
        (
            label.map(|label| (label.file, label.span.start)),
            diagnostic.code,
        )
    });
    diagnostics
}

fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Allow => None,
        Level::Note => Some(Severity::Note),
        Level::Warn => Some(Severity::Warning),
        Level::Deny => Some(Severity::Error),
    }
}

/// What is said word for word of several places is said once, with all of them.
fn once_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        match kept
            .iter_mut()
            .find(|other| other.message == finding.message)
        {
            Some(other) => other.labels.extend(finding.labels.into_iter().take(1)),
            None => kept.push(finding),
        }
    }
    kept
}
