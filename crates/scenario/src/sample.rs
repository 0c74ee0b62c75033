//! How a check draws: a sampling method, and its keys as they were given.

use crate::methods::{Given, KeyKind, KeyValue, MethodRow, SamplingMethod, method_named};
use crate::operation::{Activity, Complexity};

/// How a check draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The method with its keys.
    pub method: SamplingMethod,
    /// The keys as they were given, for records of a draw.
    given: Given,
}

impl Sample {
    /// Reads the keys that a method was given.
    pub fn new(row: &MethodRow, given: impl Into<Given>) -> Self {
        let given = given.into();
        Self {
            method: (row.read)(&given),
            given,
        }
    }

    /// Every decision; also what is left of a sample that could not be read.
    pub fn census() -> Self {
        Self {
            method: SamplingMethod::Census,
            given: Given::default(),
        }
    }

    /// The same sample with other whole numbers or shares at some of its keys.
    ///
    /// # Errors
    /// The keys do not fit together: a sentence.
    pub fn changed(
        &self,
        changes: &[(&'static str, f64)],
        activities: &[Activity],
        complexities: &[Complexity],
    ) -> Result<Self, String> {
        let row = self.row();
        let mut values: Vec<(&'static str, KeyValue)> = self.given.iter().cloned().collect();
        for (name, value) in changes {
            let key = row.keys.keys.iter().find(|key| key.name == *name);
            let value = match key.map(|key| key.kind) {
                Some(KeyKind::Count) => KeyValue::Count(*value as u64),
                Some(KeyKind::Share) => KeyValue::Share(*value),
                _ => return Err(format!("`{}` has no `{name}` to change", row.keys.name)),
            };
            match values.iter_mut().find(|(given, _)| given == name) {
                Some(slot) => slot.1 = value,
                None => values.push((name, value)),
            }
        }
        self.with(values, activities, complexities)
    }

    /// The same sample with other numbers in some of its strata.
    ///
    /// # Errors
    /// It has no numbers by stratum, or there is no such stratum: a sentence.
    pub fn with_strata(
        &self,
        strata: &[(&str, u64)],
        activities: &[Activity],
        complexities: &[Complexity],
    ) -> Result<Self, String> {
        let mut values: Vec<(&'static str, KeyValue)> = self.given.iter().cloned().collect();
        let counts = values.iter_mut().find_map(|(_, value)| match value {
            KeyValue::Counts(counts) => Some(counts),
            _ => None,
        });
        let Some(counts) = counts else {
            let name = self.method.name();
            return Err(format!("`{name}` has no numbers by stratum here"));
        };
        for (stratum, number) in strata {
            match counts.iter_mut().find(|(name, _)| name == stratum) {
                Some((_, count)) => *count = *number,
                None => counts.push(((*stratum).to_owned(), *number)),
            }
        }
        self.with(values, activities, complexities)
    }

    /// The number that is given to a stratum.
    pub fn of_stratum(&self, stratum: &str) -> Option<u64> {
        let given = self.given.iter().find_map(|(_, value)| match value {
            KeyValue::Counts(counts) => counts.iter().find(|(name, _)| name == stratum),
            _ => None,
        });
        given.map(|(_, number)| *number)
    }

    /// The same method with these keys.
    fn with(
        &self,
        values: Vec<(&'static str, KeyValue)>,
        activities: &[Activity],
        complexities: &[Complexity],
    ) -> Result<Self, String> {
        let row = self.row();
        let given = Given::from(values);
        match (row.keys.misfit)(&given, activities, complexities) {
            Some(misfit) => Err(misfit.message),
            None => Ok(Self::new(row, given)),
        }
    }

    fn row(&self) -> &'static MethodRow {
        let row = method_named(self.method.name());
        row.expect("every sampling method has a row in the table of methods")
    }

    /// The keys as they were given; nothing else than records of a draw, and complaints about them, are made of these.
    pub fn given(&self) -> &Given {
        &self.given
    }
}
