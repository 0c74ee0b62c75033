//! What a check concludes: the grade of each decision, and the kinds of fail it records.

use serde::{Deserialize, Serialize};

use tierone_scenario::{Attribute, GradeId, Scenario};

/// One check's conclusions; empty lists where the scenario names no grades or no kinds of fail, or nobody asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// Decisions by grade.
    pub grades: Vec<u64>,
    /// Failed attributes by kind of fail.
    pub kinds: Vec<u64>,
    /// Fails that are left out of credits, by grade; empty where none is.
    pub mitigated: Vec<u64>,
    /// Decisions by the grade that they have by the rules of a declared break to come; empty without one.
    pub again: Vec<u64>,
    /// All decisions of the period by the grade that their errors come to; empty where no target looks at a share of them.
    pub truly: Vec<u64>,
}

impl Concluded {
    /// Nothing concluded yet.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            grades: vec![0; scenario.grades.len()],
            kinds: vec![0; scenario.kinds.len()],
            ..Self::default()
        }
    }

    /// Notes a fail that is left out of credits.
    pub fn mitigate(&mut self, worst: usize) {
        self.mitigated.resize(self.grades.len(), 0);
        if let Some(grade) = self.mitigated.get_mut(worst) {
            *grade += 1;
        }
    }

    /// Notes the grade of a decision by the rules of a break to come.
    pub fn grade_again(&mut self, worst: usize) {
        self.again.resize(self.grades.len(), 0);
        if let Some(grade) = self.again.get_mut(worst) {
            *grade += 1;
        }
    }

    /// Notes decisions of which nothing fails by the rules of a break to come.
    pub fn pass_again(&mut self, decisions: u64) {
        self.again.resize(self.grades.len(), 0);
        if let Some(best) = self.again.first_mut() {
            *best += decisions;
        }
    }

    /// Notes an attribute that failed, rightly or not; returns the worst grade so far.
    pub fn fail(&mut self, attribute: &Attribute, grade: GradeId, worst: usize) -> usize {
        if let Some(kind) = self.kinds.get_mut(attribute.kind) {
            *kind += 1;
        }
        worst.max(grade)
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
            (&mut self.mitigated, &other.mitigated),
            (&mut self.again, &other.again),
            (&mut self.truly, &other.truly),
        ] {
            sums.resize(more.len().max(sums.len()), 0);
            sums.iter_mut()
                .zip(more)
                .for_each(|(sum, more)| *sum += more);
        }
    }
}
