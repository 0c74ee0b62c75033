//! A fixed total, shared out over strata.

use super::given::Given;
use super::key::{KeyKind, KeyValue, SampleKey};
use super::method_keys::{MethodKeys, Misfit};
use crate::operation::{Activity, Complexity};

const BY: &[&str] = &["activity", "area", "complexity", "team", "tenure", "value"];
const ALLOCATION: &[&str] = &["proportional", "equal", "neyman", "given"];

/// What divides a frame into strata.
#[derive(Clone, Debug, PartialEq)]
pub enum StratifyBy {
    /// By activity.
    Activity,
    /// By area.
    Area,
    /// By complexity.
    Complexity,
    /// By team.
    Team,
    /// By tenure at these bounds, in periods, rising.
    Tenure(Vec<f64>),
    /// By yearly value at these bounds, £, rising.
    Value(Vec<f64>),
}

/// How the number is shared out over strata.
#[derive(Clone, Debug, PartialEq)]
pub enum Allocation {
    /// In proportion to their sizes.
    Proportional,
    /// In equal parts.
    Equal,
    /// In proportion to size times standard deviation.
    Neyman,
    /// So many of each stratum, by name.
    Given(Vec<(String, u64)>),
}

/// Draws from strata.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratified {
    /// What divides the frame.
    pub by: StratifyBy,
    /// Decisions drawn in each period; may be missing where numbers are given by stratum.
    pub checks: Option<u64>,
    /// How they are shared out.
    pub allocation: Allocation,
}

impl Stratified {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            by: by(given),
            checks: given.count("checks"),
            allocation: allocation(given),
        }
    }
}

fn by(given: &Given) -> StratifyBy {
    match (given.choice("by"), given.get("bands")) {
        (Some(0), _) => StratifyBy::Activity,
        (Some(1), _) => StratifyBy::Area,
        (Some(2), _) => StratifyBy::Complexity,
        (Some(3), _) => StratifyBy::Team,
        (Some(VALUE), Some(KeyValue::Amounts(bands))) => StratifyBy::Value(bands.clone()),
        (Some(VALUE), _) => StratifyBy::Value(Vec::new()),
        (_, Some(KeyValue::Durations(bands))) => StratifyBy::Tenure(bands.clone()),
        _ => StratifyBy::Tenure(Vec::new()),
    }
}

fn allocation(given: &Given) -> Allocation {
    match (given.choice("allocation"), given.get("given")) {
        (Some(1), _) => Allocation::Equal,
        (Some(2), _) => Allocation::Neyman,
        (Some(GIVEN), Some(KeyValue::Counts(counts))) => Allocation::Given(counts.clone()),
        (Some(GIVEN), _) => Allocation::Given(Vec::new()),
        _ => Allocation::Proportional,
    }
}

/// Place of `given` in [`ALLOCATION`], and of `tenure` and `value` in [`BY`].
const GIVEN: usize = 3;
const TENURE: usize = 4;
const VALUE: usize = 5;

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "stratified",
    meaning: "A fixed number of decisions a period, shared out over strata of the frame.",
    keys: &[
        SampleKey::required("by", KeyKind::Choice(BY)).means("What divides the frame into strata."),
        SampleKey::optional("checks", KeyKind::Count)
            .means("Decisions drawn in each period; with `given` their sum is used instead."),
        SampleKey::optional("allocation", KeyKind::Choice(ALLOCATION))
            .means("How the number is shared out; proportional to the strata's sizes unless said."),
        SampleKey::optional("given", KeyKind::Counts)
            .means("Decisions a period by stratum name, for the allocation `given`."),
        SampleKey::optional("bands", KeyKind::Bands).means(
            "Tenures, or yearly values in £, at which strata by tenure or by value are divided.",
        ),
    ],

    explanation: "Divides the frame and draws without replacement within each stratum. Numbers are \
                  shared out by largest remainder with two at least where a stratum holds two, as far as \
                  the checks reach: with fewer checks than strata some give none, and figures do not \
                  speak for them. A stratum never gives more than it holds. Neyman allocation favours strata whose \
                  decisions are expected to differ most. Strata of people leave system decisions \
                  out; strata by value hold decisions without a value in the first band.",
    misfit,
};

/// The bands must be of what the strata are by, a value there must be, and then the numbers must be those that the
/// allocation asks for.
fn misfit(given: &Given, activities: &[Activity], complexities: &[Complexity]) -> Option<Misfit> {
    bands_misfit(given)
        .or_else(|| value_misfit(given, activities))
        .or_else(|| numbers_misfit(given, activities, complexities))
}

/// Strata by tenure need tenures, strata by value amounts, others neither.
fn bands_misfit(given: &Given) -> Option<Misfit> {
    let (key, message, help) = match (given.choice("by"), given.get("bands")) {
        (Some(TENURE), Some(KeyValue::Durations(_)))
        | (Some(VALUE), Some(KeyValue::Amounts(_))) => return None,
        (Some(TENURE), None) => (
            "by",
            "strata by tenure need the tenures at which they divide",
            "add bands, such as bands = [\"6 months\", \"2 years\"]",
        ),
        (Some(TENURE), Some(_)) => (
            "bands",
            "these bands are amounts, and the strata are by tenure",
            "write tenures, such as bands = [\"6 months\", \"2 years\"]",
        ),
        (Some(VALUE), None) => (
            "by",
            "strata by value need the yearly values at which they divide",
            "add bands in £, such as bands = [1_000, 5_000]",
        ),
        (Some(VALUE), Some(_)) => (
            "bands",
            "these bands are durations, and the strata are by value",
            "write yearly values in £, such as bands = [1_000, 5_000]",
        ),
        (_, Some(_)) => (
            "bands",
            "bands divide by tenure or by value, and these strata are of something else",
            "leave bands out, or stratify by = \"tenure\"",
        ),
        (_, None) => return None,
    };
    Some(Misfit::new(key, message, help))
}

/// Strata by value need an activity with values.
fn value_misfit(given: &Given, activities: &[Activity]) -> Option<Misfit> {
    let valued = activities.iter().any(|activity| activity.value.is_some());
    (given.choice("by") == Some(VALUE) && !valued).then(|| {
        Misfit::new(
            "by",
            "no activity has a value to stratify by",
            "give an activity its `value`, or stratify by something else",
        )
    })
}

/// The allocation `given` needs numbers of strata that there are; others need one number for all.
fn numbers_misfit(
    given: &Given,
    activities: &[Activity],
    complexities: &[Complexity],
) -> Option<Misfit> {
    let by_stratum = given.choice("allocation") == Some(GIVEN);
    match (by_stratum, given.get("given")) {
        (true, Some(KeyValue::Counts(counts))) => {
            unknown_stratum(given.choice("by"), counts, activities, complexities)
        }
        (true, _) => Some(Misfit::new(
            "allocation",
            "the allocation `given` needs the numbers",
            "add given = { NAME = 10, … } with a number for each stratum to be drawn from",
        )),
        (false, Some(_)) => Some(Misfit::new(
            "given",
            "numbers by stratum are given, and the allocation is another",
            "add allocation = \"given\", or leave the numbers out",
        )),
        (false, None) if given.count("checks").is_none() => Some(Misfit::new(
            "method",
            "a stratified sample needs its size",
            "add checks = 100, the decisions drawn in each period",
        )),
        (false, None) => None,
    }
}

/// The first number that is given to a stratum that there is not.
fn unknown_stratum(
    by: Option<usize>,
    counts: &[(String, u64)],
    activities: &[Activity],
    complexities: &[Complexity],
) -> Option<Misfit> {
    let known: Vec<&str> = match by {
        Some(0) => activities.iter().map(|a| a.name.as_str()).collect(),
        Some(1) => activities
            .iter()
            .filter_map(|a| a.area.as_deref())
            .collect(),
        Some(2) => complexities.iter().map(|c| c.name.as_str()).collect(),
        // Teams and bands are numbered from 1.
        _ => {
            let unnumbered = counts.iter().any(|(name, _)| name.parse::<u32>().is_err());
            return unnumbered.then(|| {
                Misfit::new(
                    "given",
                    "teams and bands go by number",
                    "write given = { 1 = 10, 2 = 20 }",
                )
            });
        }
    };
    let mut names = counts.iter().map(|(name, _)| name);
    let unknown = names.find(|name| !known.contains(&name.as_str()))?;
    Some(Misfit::new(
        "given",
        format!("there is no stratum `{unknown}`"),
        format!("name strata out of: {}", known.join(", ")),
    ))
}
