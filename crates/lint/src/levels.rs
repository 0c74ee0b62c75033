//! How serious a lint is: the command line first, then the scenario, then the rule itself.

use super::{RULES, Rule, rule};
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
            None => Err(UnknownLint {
                name: named.to_owned(),
                nearest: nearest(named),
            }),
        }
    }

    /// The level of a rule in a scenario.
    pub(super) fn of(&self, rule: &Rule, reading: &Reading) -> Level {
        let ours = self.set.iter().rev().find(|(code, _)| *code == rule.code);
        let theirs = || {
            let mut settings = reading.lints.iter().rev();
            settings.find(|setting| super::rule(&setting.lint).is_some_and(|r| r.code == rule.code))
        };
        match ours {
            Some((_, level)) => *level,
            None => theirs().map_or(rule.level, |setting| setting.level),
        }
    }
}

/// The nearest name of a lint, or the nearest code.
pub(super) fn nearest(named: &str) -> Option<&'static str> {
    // Nobody misspells a name at such length, and distances cost their product.
    if named.len() > 80 {
        return None;
    }
    let wanted = named.to_lowercase().replace('_', "-");
    let known = RULES.iter().flat_map(|rule| [rule.name, rule.code]);
    known
        .map(|right| {
            let distance = strsim::damerau_levenshtein(&wanted, &right.to_lowercase());
            (distance, right)
        })
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, right)| *distance <= 1 + right.len().min(named.len()) / 4)
        .map(|(_, right)| right)
}
