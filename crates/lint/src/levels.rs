//! How serious a lint is: the command line first, then the scenario, then the rule itself.

use super::names::{LintName, nearest};
use super::rule::Rule;
use super::rules::{RULES, rule};
use tierone_scenario::{Level, Reading};

/// Levels that the command line sets.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    set: Vec<(&'static str, Level)>,
}

/// A name that no lint has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLint {
    /// The name.
    pub name: String,
    /// The nearest name that a lint has, if one is near.
    pub nearest: Option<&'static str>,
}

impl Levels {
    /// Sets the level of a lint, by name or code; what is set last holds.
    ///
    /// # Errors
    /// When no lint has that name.
    pub fn set(&mut self, named: &str, level: Level) -> Result<(), UnknownLint> {
        match rule(named) {
            Some(rule) => {
                self.set.push((rule.code, level));
                Ok(())
            }
            None => {
                let lints: Vec<LintName> = RULES.iter().map(Rule::lint).collect();
                Err(UnknownLint {
                    name: named.to_owned(),
                    nearest: nearest(&lints, named),
                })
            }
        }
    }

    /// The level of a rule in a scenario.
    pub(crate) fn of(&self, rule: &Rule, reading: &Reading) -> Level {
        let ours = self.set.iter().rev().find(|(code, _)| *code == rule.code);
        let theirs = || {
            let mut settings = reading.lints.iter().rev();
            settings.find(|setting| rule.lint().is(&setting.lint))
        };
        match ours {
            Some((_, level)) => *level,
            None => theirs().map_or(rule.level, |setting| setting.level),
        }
    }
}
