//! The keys of a sampling method as they were given, before their method makes its own struct of them.

use super::key::KeyValue;
use crate::ids::CheckId;

/// Values by key, as they were read by the table of a method's keys. Keys that were left out are absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given(Vec<(&'static str, KeyValue)>);

impl From<Vec<(&'static str, KeyValue)>> for Given {
    fn from(values: Vec<(&'static str, KeyValue)>) -> Self {
        Self(values)
    }
}

impl Given {
    /// Every key that was given, with its value.
    pub fn iter(&self) -> impl Iterator<Item = &(&'static str, KeyValue)> {
        self.0.iter()
    }

    /// The value at `key`.
    pub fn get(&self, key: &str) -> Option<&KeyValue> {
        self.iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// The whole number at `key`.
    pub fn count(&self, key: &str) -> Option<u64> {
        match self.get(key)? {
            KeyValue::Count(n) => Some(*n),
            _ => None,
        }
    }

    /// The share or number at `key`.
    pub fn number(&self, key: &str) -> Option<f64> {
        match self.get(key)? {
            KeyValue::Share(x) | KeyValue::Number(x) => Some(*x),
            _ => None,
        }
    }

    /// The chosen word's place at `key`.
    pub fn choice(&self, key: &str) -> Option<usize> {
        match self.get(key)? {
            KeyValue::Choice(i) => Some(*i),
            _ => None,
        }
    }

    /// The check named at `key`.
    pub fn check(&self, key: &str) -> Option<CheckId> {
        match self.get(key)? {
            KeyValue::Check(c) => Some(*c),
            _ => None,
        }
    }
}
