//! The shipped correction workflows, which a scenario names and may change.

/// A shipped workflow.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// Its name in scenario files.
    pub name: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// Its states, as `[[state]]` entries.
    pub text: &'static str,
}

/// Every shipped workflow.
pub const WORKFLOWS: &[Shipped] = &[Shipped {
    name: "cms-2012",
    meaning: "How operational coaching has corrections made on the Child Maintenance Service's 2012 \
              system; its states and owners are the procedure's, its times and amounts of work assumed.",
    text: include_str!("workflows/cms-2012.toml"),
}];

/// Names of the shipped workflows, in the order of [`WORKFLOWS`].
pub(super) const NAMES: &[&str] = &["cms-2012"];
