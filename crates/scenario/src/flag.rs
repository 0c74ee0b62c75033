//! Who is to be found: from what odds somebody is a poor performer, and the rules by which policies flag
//! caseworkers.

use super::keys_flag::{CUSUM, FAILS_IN, FUNNEL, POSTERIOR};
use crate::ids::CheckId;
use crate::key::Section;

/// How a policy flags caseworkers.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// The check whose results are looked at.
    pub check: CheckId,
    /// When somebody is flagged.
    pub rule: FlagRule,
}

/// When somebody is flagged; once flagged they stay so until they leave.
#[derive(Clone, Debug, PartialEq)]
pub enum FlagRule {
    /// So many fails among so many results in a row.
    FailsIn {
        /// Fails that flag, at least 1.
        fails: u32,
        /// Results in a row, at least `fails`.
        checks: u32,
    },
    /// Log-likelihood ratios of the results add up to a limit, never falling below zero.
    Cusum {
        /// Expected fail rate, above zero and below one.
        expected: f64,
        /// Odds ratio that the sum is meant to detect, above one.
        odds_ratio: f64,
        /// The limit, above zero.
        limit: f64,
    },
    /// At the end of a period, more fails than chance explains among all caseworkers.
    Funnel {
        /// Expected fail rate; that of all results in the window where not stated.
        expected: Option<f64>,
        /// Probability, at most, that anybody is flagged at one look if everybody's rate is as expected.
        false_alarm: f64,
        /// Whole periods that are looked at; all where not stated.
        window: Option<usize>,
    },
    /// At the end of a period, a fail rate that is above a bound with great probability.
    Posterior {
        /// Mean fail rate of caseworkers, above zero and below one.
        expected: f64,
        /// Results that the knowledge of that mean is worth, above zero.
        worth: f64,
        /// The bound.
        above: f64,
        /// The probability that flags.
        probability: f64,
        /// Whole periods that are looked at; all where not stated.
        window: Option<usize>,
    },
}

/// A rule as scenario files see it: its name is what `rule` holds.
#[derive(Clone, Copy, Debug)]
pub struct FlagKeys {
    /// Its name.
    pub name: &'static str,
    /// Its keys and what it does.
    pub section: &'static Section,
}

/// What holds of every rule, in words.
pub const OF_EVERY_RULE: &str = "Results of the warm-up count too. Results of one period come in an order drawn at random. Whoever is \
     flagged stays so until they leave, and whoever takes the seat starts without results.";

/// Every rule. To add one: its section in `keys_flag`, its row here and in the list of forms there, its
/// form in [`FlagRule`], how it is read in `resolve/flags`, and its file in `sim/flagging/`.
pub const FLAG_RULES: &[FlagKeys] = &[
    keys("fails-in", &FAILS_IN),
    keys("cusum", &CUSUM),
    keys("funnel", &FUNNEL),
    keys("posterior", &POSTERIOR),
];

const fn keys(name: &'static str, section: &'static Section) -> FlagKeys {
    FlagKeys { name, section }
}
