//! What a rule reports: a message, the places that it is about, and what to do.

use tierone_scenario::diagnostic::{Diagnostic, Label, Severity};

/// One finding of a rule.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finding {
    /// One sentence, lower case, no full stop, with the number that makes it matter.
    pub(crate) message: String,
    /// The words that are wrong first, then those that they are measured against.
    pub(crate) labels: Vec<Label>,
    /// What to do, lower case, no full stop.
    pub(crate) help: String,
}

impl Finding {
    /// A sentence about a place, and what to do.
    pub(crate) fn new(message: String, at: Label, help: impl Into<String>) -> Self {
        Self {
            message,
            labels: vec![at],
            help: help.into(),
        }
    }

    /// The same with a place that the first is measured against.
    pub(crate) fn and(mut self, at: Label) -> Self {
        self.labels.push(at);
        self
    }

    /// The finding as a diagnostic, with the code of its rule.
    pub(crate) fn diagnostic(self, code: &'static str, severity: Severity) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: self.message,
            labels: self.labels,
            help: Some(self.help),
        }
    }
}

/// Findings with the same message as one, with the places of all.
pub(crate) fn merged(findings: Vec<Finding>) -> Vec<Finding> {
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
