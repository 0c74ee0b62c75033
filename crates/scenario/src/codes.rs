//! The codes under which reading a scenario reports what is wrong with it.
//!
//! They are the S1xx of the scenario family; lints about scenarios that can be read start below.

/// The file is not TOML.
pub(crate) const SYNTAX: &str = "S101";
/// A key that does not exist here.
pub const UNKNOWN_KEY: &str = "S102";
/// A key that must be given is missing.
pub(crate) const MISSING_KEY: &str = "S103";
/// A value of another kind than the key takes.
pub const WRONG_KIND: &str = "S104";
/// A value outside what is possible.
pub const OUT_OF_RANGE: &str = "S105";
/// A duration without a unit, or with one that does not exist.
pub const UNIT: &str = "S106";
/// A name that nothing has.
pub(crate) const UNKNOWN_NAME: &str = "S107";
/// A name that is given twice.
pub(crate) const DUPLICATE: &str = "S108";
/// Shares that do not add up to one.
pub const SHARES: &str = "S109";
/// A list of the wrong length.
pub(crate) const LENGTH: &str = "S110";
/// A file that `extends` names and that cannot be used.
pub const EXTENDS: &str = "S111";
/// Two values that cannot both hold.
pub(crate) const CONTRADICTION: &str = "S112";
/// An assumption outside its own range.
pub(crate) const ASSUMPTION: &str = "S113";
/// A file that is too large, too deep or not text.
pub const FILE: &str = "S114";
/// More problems than can be listed.
pub(crate) const TOO_MANY: &str = "S115";
/// A correction workflow that nothing can come through.
pub(crate) const WORKFLOW: &str = "S116";

/// One code with what it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// A short kebab-case name.
    pub name: &'static str,
    /// What is wrong and what to do, in two or three sentences.
    pub explanation: &'static str,
}

/// Every code of this room, for `tierone explain`.
pub const CODES: &[Code] = &[
    Code {
        code: SYNTAX,
        name: "not-toml",
        explanation: "The text breaks the rules of TOML, so the values after it may be lost. Put the \
                      marked words right first: most often a quote, a bracket or an equals sign is missing, \
                      or a key is given twice.",
    },
    Code {
        code: UNKNOWN_KEY,
        name: "unknown-key",
        explanation: "The key does not exist in this section and would have had no effect. The nearest right \
                      key is named; `tierone schema` lists all of them.",
    },
    Code {
        code: MISSING_KEY,
        name: "missing-key",
        explanation: "The section cannot be understood without this key, and there is no default that would \
                      suit everyone.",
    },
    Code {
        code: WRONG_KIND,
        name: "wrong-kind",
        explanation: "The key takes another kind of value. A rate is a number from 0 to 1 or a percentage in \
                      quotes; a duration is words in quotes; a date stands without quotes.",
    },
    Code {
        code: OUT_OF_RANGE,
        name: "out-of-range",
        explanation: "The value is not possible here: a rate above 100 %, a negative amount, not a number.",
    },
    Code {
        code: UNIT,
        name: "duration-unit",
        explanation: "A duration is a number and a unit in quotes: days, weeks, months or years. One year is \
                      12 months is 365.25 days.",
    },
    Code {
        code: UNKNOWN_NAME,
        name: "unknown-name",
        explanation: "Nothing has this name. Attributes come from the catalogue or from an `[[attribute]]`; \
                      activities, areas, complexities, pools, states, learning products and earlier checks from the scenario; sampling \
                      methods from `tierone list methods`.",
    },
    Code {
        code: DUPLICATE,
        name: "duplicate-name",
        explanation: "Two entries have one name, so nothing could refer to either of them. Rename one.",
    },
    Code {
        code: SHARES,
        name: "shares-do-not-add-up",
        explanation: "The shares are parts of one whole and must add up to exactly 100 %, in decimals.",
    },
    Code {
        code: LENGTH,
        name: "wrong-length",
        explanation: "The list must have one value for each reported period, or one weight for each value.",
    },
    Code {
        code: EXTENDS,
        name: "cannot-extend",
        explanation: "The file that `extends` names cannot be read, names itself in a circle, or the chain of \
                      files is too long.",
    },
    Code {
        code: CONTRADICTION,
        name: "contradiction",
        explanation: "Two places of the scenario cannot both hold. Both are shown; change one of them.",
    },
    Code {
        code: ASSUMPTION,
        name: "assumption-out-of-its-range",
        explanation: "A number lies within its own range: low, then the value, then high.",
    },
    Code {
        code: FILE,
        name: "unusable-file",
        explanation: "A scenario is a small text file in UTF-8 with few levels of nesting.",
    },
    Code {
        code: WORKFLOW,
        name: "unsound-workflow",
        explanation: "A correction must be able to get from the start of its workflow to a state that completes, \
                      and from every state it can come to, to an end: a state without `next`. Loops are allowed \
                      as long as they are left with a probability that does not make them endless in practice. A \
                      way that cannot be taken does not count: `next` of a state that is always overdue, `overdue` \
                      of one that never is.",
    },
    Code {
        code: TOO_MANY,
        name: "too-many-problems",
        explanation: "The file has more problems than can usefully be listed; put the first ones right and \
                      read it again.",
    },
];
