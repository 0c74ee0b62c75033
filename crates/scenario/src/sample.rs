//! How a check draws: a sampling method, and its keys as they were given.

use crate::methods::{Given, KeyKind, KeyValue, METHODS, MethodRow, SamplingMethod};
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
        let row = METHODS
            .iter()
            .find(|row| row.keys.name == self.method.name());
        let row = row.expect("every sampling method has a row in the table of methods");
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
        let given = Given::from(values);
        match (row.keys.misfit)(&given, activities, complexities) {
            Some(misfit) => Err(misfit.message),
            None => Ok(Self::new(row, given)),
        }
    }

    /// The keys as they were given; nothing else than records of a draw, and complaints about them, are made of these.
    pub fn given(&self) -> &Given {
        &self.given
    }
}
