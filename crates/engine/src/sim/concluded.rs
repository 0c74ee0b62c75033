//! What a check concludes: the grade of each decision, and the kinds of fail it records.

use serde::{Deserialize, Serialize};

use tierone_scenario::{Attribute, Scenario};

/// One check's conclusions; empty lists where the scenario names no grades or no kinds of fail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// Decisions by grade.
    pub grades: Vec<u64>,
    /// Failed attributes by kind of fail.
    pub kinds: Vec<u64>,
}

impl Concluded {
    /// Nothing concluded yet.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            grades: vec![0; scenario.grades.len()],
            kinds: vec![0; scenario.kinds.len()],
        }
    }

    /// Notes an attribute that failed, rightly or not; returns the worst grade so far.
    pub fn fail(&mut self, attribute: &Attribute, worst: usize) -> usize {
        if let Some(kind) = self.kinds.get_mut(attribute.kind) {
            *kind += 1;
        }
        worst.max(attribute.grade)
    }

    /// Notes a decision of which something failed: it has the worst of the attributes' grades.
    pub fn grade(&mut self, worst: usize) {
        if let Some(grade) = self.grades.get_mut(worst) {
            *grade += 1;
        }
    }

    /// Notes decisions of which nothing failed: they have the best grade.
    pub fn pass(&mut self, decisions: u64) {
        if let Some(best) = self.grades.first_mut() {
            *best += decisions;
        }
    }

    /// Adds another period.
    pub fn add(&mut self, other: &Self) {
        for (sums, more) in [
            (&mut self.grades, &other.grades),
            (&mut self.kinds, &other.kinds),
        ] {
            sums.resize(more.len(), 0);
            sums.iter_mut()
                .zip(more)
                .for_each(|(sum, more)| *sum += more);
        }
    }
}
