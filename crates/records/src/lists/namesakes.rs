//! Names of caseworkers that stand with more than one team, and may be of several people.

use std::collections::{BTreeMap, BTreeSet};

use super::problems::counted;
use tierone_stats::format::plain;

/// By name its teams.
#[derive(Default)]
pub struct Namesakes(BTreeMap<String, BTreeSet<String>>);

impl Namesakes {
    /// Takes in the name and the team of a row.
    pub fn add(&mut self, name: &str, team: &str) {
        if !name.is_empty() && !team.is_empty() {
            let teams = self.0.entry(name.to_owned()).or_default();
            teams.insert(team.to_owned());
        }
    }

    /// What has to be said of them, with one as an example if it may be named: `shown` says how.
    pub fn note(&self, column: &str, shown: Option<&dyn Fn(&str) -> String>) -> Option<String> {
        let mut several = self.0.iter().filter(|(_, teams)| teams.len() > 1);
        let names = several.clone().count();
        let (name, teams) = several.next()?;
        let example = shown.map_or(String::new(), |shown| {
            let teams: Vec<String> = teams
                .iter()
                .map(|team| format!("`{}`", plain(team)))
                .collect();
            format!(
                ", such as `{}` in {}",
                plain(&shown(name)),
                teams.join(" and ")
            )
        });
        let stand = counted(names as u64, "name stands", "names stand");
        Some(format!(
            "{stand} in `{}` with more than one team{example}, and each is taken to be one person. If they are different people \
             of one name, give each a name or a number of their own; somebody who moved to another team looks the same.",
            plain(column)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_two_teams_is_told_with_both() {
        let mut namesakes = Namesakes::default();
        for (name, team) in [
            ("Kit Price", "Leeds"),
            ("Kit Price", "Cardiff"),
            ("Jo Ng", "Leeds"),
        ] {
            namesakes.add(name, team);
        }
        let said = namesakes
            .note("Decided by", Some(&str::to_owned))
            .expect("one");
        assert!(said.starts_with("1 name stands in `Decided by` with more than one team, such as `Kit Price` in `Cardiff` and `Leeds`"), "{said}");
        let hidden = namesakes.note("Decided by", None).expect("one");
        assert!(!hidden.contains("Kit Price"), "{hidden}");
    }
}
