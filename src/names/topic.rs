//! What has a name, and what is said of it.

use clap::ValueEnum;

/// What kind of thing a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TopicKind {
    /// How a check can choose decisions.
    Methods,
    /// What is measured.
    Measures,
    /// What is drawn.
    Charts,
    /// What a check looks at.
    Attributes,
    /// What a check records.
    Outcomes,
    /// What corrections, complaints and disputes pass.
    Workflows,
    /// How a policy can flag caseworkers.
    Rules,
    /// What can be said of a policy.
    Lints,
    /// What can be wrong with a scenario.
    Codes,
    /// What may stand in a scenario.
    Keys,
    /// What is estimated from real check results.
    Figures,
    /// How intervals are made.
    Intervals,
    /// Words of statistics and of quality assurance.
    Words,
}

/// One name.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// Its kind.
    pub kind: TopicKind,
    /// The name.
    pub name: String,
    /// What stands in brackets behind it.
    pub aside: String,
    /// A sentence.
    pub meaning: String,
    /// Further paragraphs; items of a list start with a dash, text to be kept as it is with four
    /// spaces.
    pub more: Vec<String>,
}

impl Topic {
    /// Of a key: whether what may stand there is described with these words.
    pub fn may_hold(&self, words: &str) -> bool {
        self.more.first().is_some_and(|kind| kind.contains(words))
    }

    /// The name of what a code stands for.
    pub fn stands_for(&self) -> Option<&str> {
        matches!(self.kind, TopicKind::Lints | TopicKind::Codes).then_some(self.aside.as_str())
    }
}
