//! Who was in which arm, and when: from joined cases, or why that cannot be told.

use std::collections::{BTreeMap, BTreeSet};

use super::request::{Pilot, Start};
use crate::input_error::InputError;
use crate::join::Joined;
use crate::lists::columns::same;
use tierone_stats::format::plain;

/// The cases of a cluster in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub cases: u64,
    pub wrong: u64,
    pub not_checked: u64,
}

/// What was dealt to an arm as one: a team, a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cluster {
    pub name: String,
    pub pilot: bool,
    pub before: Count,
    pub after: Count,
}

/// A pilot.
#[derive(Clone, Debug, Default)]
pub(super) struct Trial {
    pub clusters: Vec<Cluster>,
    /// What stands for the others, and for the pilot.
    pub arms: [String; 2],
    /// Whether before is told from after.
    pub split: bool,
    /// Cases that say no arm, no cluster or no period.
    pub left_out: u64,
    /// Cases that stand for different numbers of decisions.
    pub weighted: bool,
}

impl Trial {
    /// Clusters of an arm that meet a condition.
    pub fn of(&self, pilot: bool, met: impl Fn(&Cluster) -> bool) -> Vec<&Cluster> {
        let clusters = self.clusters.iter();
        clusters
            .filter(|cluster| cluster.pilot == pilot && met(cluster))
            .collect()
    }
}

/// Words for the pilot and for the others, where a column says it in one.
const PILOT: [&str; 9] = [
    "yes",
    "y",
    "1",
    "true",
    "pilot",
    "treated",
    "treatment",
    "intervention",
    "new",
];
const OTHER: [&str; 9] = [
    "no",
    "n",
    "0",
    "false",
    "control",
    "comparison",
    "usual",
    "old",
    "none",
];

/// Takes the pilot out of joined cases.
///
/// # Errors
/// There are not two arms, it is not known which is the pilot, a cluster is in both, or nothing is checked after the start.
pub(super) fn trial(pilot: &Pilot, joined: &Joined) -> Result<Trial, InputError> {
    let labels = |column: &str| joined.labels(column).unwrap_or_default();
    let (arms, clusters) = (labels(&pilot.column), labels(&pilot.cluster));
    let inside = || (0..joined.cases.len()).filter(|case| joined.inside[*case]);
    let named: BTreeSet<&str> = inside()
        .map(|case| arms.get(case).map_or("", String::as_str))
        .filter(|arm| !arm.is_empty())
        .collect();
    let [other, treated] = which(pilot, &named)?;
    let mut trial = Trial {
        arms: [other.to_owned(), treated.to_owned()],
        split: pilot.start.is_some(),
        ..Trial::default()
    };
    let mut found: BTreeMap<&str, Cluster> = BTreeMap::new();
    let (mut least, mut most) = (f64::INFINITY, 0.0f64);
    for case in inside() {
        let of = &joined.cases[case];
        let (arm, name) = (arms[case].as_str(), clusters[case].as_str());
        let Some(before) =
            is_before(pilot, joined, case).filter(|_| !arm.is_empty() && !name.is_empty())
        else {
            trial.left_out += 1;
            continue;
        };
        let in_pilot = arm == trial.arms[1];
        let cluster = found.entry(name).or_insert_with(|| Cluster {
            name: plain(name),
            pilot: in_pilot,
            ..Cluster::default()
        });
        if cluster.pilot != in_pilot {
            return Err(InputError::new(format!(
                "`{}` of `{}` has cases of both arms, `{}` and `{}`: a cluster is in one arm all the time",
                cluster.name, pilot.cluster, plain(&trial.arms[0]), plain(&trial.arms[1])
            ))
            .help(
                "name as --cluster what was dealt to the arms; if teams changed over, give each one arm for good and tell the start \
                 with --from (teams that changed over one after the other cannot be estimated here)",
            ));
        }
        let count = if before {
            &mut cluster.before
        } else {
            &mut cluster.after
        };
        match of.wrong.filter(|_| of.checked) {
            Some(wrong) => {
                count.cases += 1;
                count.wrong += u64::from(wrong);
                let weight = of.weight.unwrap_or(1.0);
                (least, most) = (least.min(weight), most.max(weight));
            }
            None => count.not_checked += 1,
        }
    }
    trial.weighted = most > least * (1.0 + 1e-6);
    trial.clusters = found.into_values().collect();
    for (place, arm) in trial.arms.iter().enumerate() {
        let checked = trial.of(place == 1, |cluster| cluster.after.cases > 0);
        if checked.is_empty() {
            let when = if trial.split { " after the start" } else { "" };
            return Err(InputError::new(format!(
                "no case of `{}` is checked{when}: there is nothing to compare with",
                plain(arm)
            ))
            .help("name the column of arms with --pilot, and the start with --from"));
        }
    }
    Ok(trial)
}

/// What stands for the others, and for the pilot.
fn which<'n>(pilot: &Pilot, named: &BTreeSet<&'n str>) -> Result<[&'n str; 2], InputError> {
    let names: Vec<&str> = named.iter().copied().collect();
    let all = names.iter().take(10);
    let all: Vec<String> = all.map(|name| format!("`{}`", plain(name))).collect();
    let [one, other] = names[..] else {
        let what = match names.len() {
            0 => "nothing stands".to_owned(),
            1 => format!("only {} stands", all[0]),
            n => format!("{n} different things stand"),
        };
        return Err(InputError::new(format!(
            "{what} in `{}`, and a pilot compares two arms{}",
            pilot.column,
            match names.len() {
                0..=2 => String::new(),
                _ => format!(": {}", all.join(", ")),
            }
        ))
        .help("name the column that says who had the pilot, or choose two arms with --where"));
    };
    let is = |name: &str, words: &[&str]| words.iter().any(|word| same(word, name));
    let treated = match &pilot.treated {
        Some(told) => [one, other].into_iter().find(|name| same(name, told)),
        None if is(one, &PILOT) || is(other, &OTHER) => Some(one).filter(|_| !is(other, &PILOT)),
        None if is(other, &PILOT) || is(one, &OTHER) => Some(other),
        None => None,
    };
    match treated {
        Some(treated) if treated == one => Ok([other, one]),
        Some(_) => Ok([one, other]),
        None => Err(InputError::new(format!(
            "it is not known which of {} and {} in `{}` is the pilot",
            all[0], all[1], pilot.column
        ))
        .help(format!(
            "say which with --pilot '{}={}'",
            pilot.column,
            plain(one)
        ))),
    }
}

/// Whether a case is from before the start; none where nothing says.
fn is_before(pilot: &Pilot, joined: &Joined, case: usize) -> Option<bool> {
    match &pilot.start {
        None => Some(false),
        Some(Start::Day(day)) => joined.closed[case].map(|closed| closed < *day),
        Some(Start::Before(column, value)) => {
            let label = &joined.labels(column)?[case];
            (!label.is_empty()).then(|| same(label, value))
        }
    }
}
