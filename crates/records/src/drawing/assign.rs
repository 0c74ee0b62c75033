//! Who checks which of the drawn cases.

use crate::lists::ListedCase;

/// Somebody who checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checker {
    /// The name, as cases name their owners.
    pub name: String,
    /// The team.
    pub team: String,
    /// Whether the checker may look at special customer records.
    pub special: bool,
}

/// Shares cases out.
#[derive(Clone, Debug)]
pub struct Checkers {
    checkers: Vec<Checker>,
    given: Vec<u64>,
}

/// Who checks a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned<'a> {
    /// This checker.
    To(&'a Checker),
    /// Nobody may: it is everyone's own work, or a special record without a checker for these.
    Nobody,
}

impl Checkers {
    /// Nobody has anything yet.
    pub fn new(checkers: Vec<Checker>) -> Self {
        Self {
            given: vec![0; checkers.len()],
            checkers,
        }
    }

    /// Gives a case to whoever has fewest so far, the first of these; never to its own owner, and special
    /// customer records only to those who may look at them.
    pub fn assign(&mut self, case: &ListedCase) -> Assigned<'_> {
        let allowed =
            |checker: &Checker| checker.name != case.owner && (checker.special || !case.special);
        let chosen = (0..self.checkers.len())
            .filter(|index| allowed(&self.checkers[*index]))
            .min_by_key(|index| self.given[*index]);
        match chosen {
            Some(index) => {
                self.given[index] += 1;
                Assigned::To(&self.checkers[index])
            }
            None => Assigned::Nobody,
        }
    }

    /// How many each has.
    pub fn given(&self) -> impl Iterator<Item = (&Checker, u64)> {
        self.checkers.iter().zip(self.given.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checker(name: &str, special: bool) -> Checker {
        Checker {
            name: name.into(),
            team: String::new(),
            special,
        }
    }

    fn case(owner: &str, special: bool) -> ListedCase<'_> {
        ListedCase {
            number: "1",
            process: "",
            area: "",
            sub_area: "",
            owner,
            team: "",
            closed: None,
            resolution: "",
            value: None,
            complexity: "",
            special,
        }
    }

    #[test]
    fn work_is_shared_evenly_and_never_checked_by_its_owner() {
        let mut checkers = Checkers::new(vec![checker("Ann", false), checker("Bob", true)]);
        for _ in 0..10 {
            assert!(
                matches!(checkers.assign(&case("Ann", false)), Assigned::To(c) if c.name == "Bob")
            );
        }
        for _ in 0..10 {
            checkers.assign(&case("Cem", false));
        }
        let given: Vec<u64> = checkers.given().map(|(_, given)| given).collect();
        assert_eq!(given, [10, 10]);
        assert!(matches!(checkers.assign(&case("Cem", true)), Assigned::To(c) if c.name == "Bob"));
        assert_eq!(checkers.assign(&case("Bob", true)), Assigned::Nobody);
    }
}
