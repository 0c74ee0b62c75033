//! All of whoever has not passed often enough, the quota of the others; or inspection that switches
//! between normal, tightened, reduced and discontinued.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, Misfit};
use super::over::{OVER, Over};
use crate::operation::{Activity, Complexity};

const RULE: &[&str] = &["passes", "iso-2859-1"];

/// Place of `iso-2859-1` in [`RULE`].
const ISO: usize = 1;

/// What moves a caseworker or an activity up and down.
#[derive(Clone, Debug, PartialEq)]
pub enum EscalatingRule {
    /// Single results; all above zero.
    Passes {
        /// Passes in a row that end full checks.
        passes: u64,
        /// Fails that bring them back,
        fails: u64,
        /// among so many of the last results.
        window: u64,
    },
    /// Whole periods as lots, by the switching rules of ISO 2859-1.
    Lots {
        /// Fails with which a lot is still accepted.
        accept: u64,
        /// Decisions drawn under tightened inspection.
        tightened: u64,
        /// Decisions drawn under reduced inspection.
        reduced: u64,
        /// Decisions drawn where sampling is discontinued; all where none is said.
        discontinued: Option<u64>,
    },
}

/// Draws more from whoever fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Escalating {
    /// Decisions drawn in each period from each who has been let go, or under normal inspection.
    pub checks: u64,
    /// Who is followed.
    pub over: Over,
    /// What moves them.
    pub rule: EscalatingRule,
}

impl Escalating {
    pub(super) fn read(given: &Given) -> Self {
        let checks = given.count("checks").unwrap_or(0);
        let tenths = |tenths: u64| checks.saturating_mul(tenths).div_ceil(10);
        let least_one = |key| given.count(key).unwrap_or(1).max(1);
        Self {
            checks,
            over: Over::read(given),
            rule: match given.choice("rule") {
                Some(ISO) => EscalatingRule::Lots {
                    accept: given.count("accept").unwrap_or(0),
                    tightened: given.count("tightened").unwrap_or(tenths(16)),
                    reduced: given.count("reduced").unwrap_or(tenths(4)),
                    discontinued: given.count("discontinued"),
                },
                _ => EscalatingRule::Passes {
                    passes: least_one("passes"),
                    fails: least_one("fails"),
                    window: least_one("window"),
                },
            },
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "escalating",
    meaning: "Everything of a caseworker until passes in a row, then a quota, and everything \
                  again after fails; or the switching rules of ISO 2859-1.",
    keys: &[
        SampleKey::required("checks", KeyKind::Count)
            .means("Decisions drawn in each period from each caseworker who has been let go, or under normal inspection."),
        SampleKey::optional("rule", KeyKind::Choice(RULE))
            .means("What moves a caseworker up and down: single results (passes), or whole periods as lots (iso-2859-1); passes unless said."),
        SampleKey::optional("over", KeyKind::Choice(OVER))
            .means("Whether caseworkers or activities are followed; caseworkers unless said."),
        SampleKey::optional("passes", KeyKind::Count)
            .means("Passes in a row that end full checks."),
        SampleKey::optional("fails", KeyKind::Count)
            .means("Fails that bring full checks back."),
        SampleKey::optional("window", KeyKind::Count)
            .means("Among how many of the last checked decisions, since full checks ended, those fails must lie."),
        SampleKey::optional("accept", KeyKind::Count)
            .means("Fails with which a lot is still accepted; none unless said."),
        SampleKey::optional("tightened", KeyKind::Count)
            .means("Decisions drawn under tightened inspection; 1.6 times `checks`, rounded up, unless said."),
        SampleKey::optional("reduced", KeyKind::Count)
            .means("Decisions drawn under reduced inspection; 0.4 times `checks`, rounded up, unless said."),
        SampleKey::optional("discontinued", KeyKind::Count)
            .means("Decisions drawn where sampling is discontinued; all unless said."),
    ],

    explanation: "By the rule `passes`, everyone is checked in full at first, new starters always, \
                  until so many passes in a row; then the quota is drawn, until so many fails among \
                  the last checked decisions. By the rule `iso-2859-1`, what is drawn from a \
                  caseworker in a period is a lot, accepted with `accept` fails at most, and \
                  inspection switches as ISO 2859-1:1999, 9.3 and 9.4, says: from normal to \
                  tightened when two lots in five or fewer are not accepted, back after five \
                  accepted in a row, to reduced at a switching score of 30, back at the first lot \
                  not accepted; after five lots not accepted on tightened inspection sampling is \
                  discontinued, here for one period, and tightened inspection follows. A lot \
                  accepted adds 2 to the score where `accept` is 0 or 1, and 3 from 2 on if it would \
                  have been accepted one step tighter; any other sets it to 0. Acceptance numbers go by the steps 0, 1, 2, 3, 5, 7, 10, 14 and \
                  21. A size of 0 draws nothing, so there is no lot and inspection stays as it is, \
                  but that a discontinued period is over. Sample sizes of 1.6 \
                  and 0.4 times, steps of the standard's series 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, \
                  200, are assumed where none are given. What was found before settles the numbers, so estimates are weighted by \
                  known chances; the plain fail share leans towards those who fail. Over \
                  caseworkers system decisions are left out.",
    misfit,
};

/// Each rule has keys of its own: those of the other are astray, and `passes` needs all of its three.
fn misfit(given: &Given, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    let is_given = |key: &&str| given.get(key).is_some();
    let astray = |keys: &[&'static str]| keys.iter().copied().find(is_given);
    if given.choice("rule") == Some(ISO) {
        return astray(OF_PASSES).map(|key| {
            Misfit::new(
                key,
                format!("the rule `iso-2859-1` judges lots, and `{key}` counts single results"),
                "leave it out, or leave out rule = \"iso-2859-1\"",
            )
        });
    }
    if let Some(key) = astray(OF_LOTS) {
        return Some(Misfit::new(
            key,
            format!("`{key}` is of lots, and this rule counts single results"),
            "leave it out, or add rule = \"iso-2859-1\"",
        ));
    }
    if !OF_PASSES.iter().all(is_given) {
        return Some(Misfit::new(
            "method",
            "an escalating sample needs to know when it goes down and up",
            "add passes = 20, fails = 2, window = 10, or rule = \"iso-2859-1\"",
        ));
    }
    let mut of_passes = OF_PASSES.iter().copied();
    if let Some(zero) = of_passes.find(|key| given.count(key) == Some(0)) {
        let message = format!("`{zero}` is zero");
        return Some(Misfit::new(zero, message, "give one at least"));
    }
    (given.count("fails") > given.count("window")).then(|| {
        Misfit::new(
            "window",
            "fewer decisions are looked back at than must have failed",
            "make window as large as fails at least",
        )
    })
}

/// Keys of the rule `passes`, all needed, and of the rule `iso-2859-1`, none needed.
const OF_PASSES: &[&str] = &["passes", "fails", "window"];
const OF_LOTS: &[&str] = &["accept", "tightened", "reduced", "discontinued"];
