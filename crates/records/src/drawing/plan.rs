//! What a sampling method means on a list of real cases.

use std::borrow::Cow;

use crate::lists::ListedCase;
use crate::lists::formats::Format;
use tierone_scenario::{
    Allocation, CappedShare, Given, Order, Sample, SamplingMethod, Size, Stratified, StratifyBy,
};

/// How a list is to be drawn from.
#[derive(Clone, Debug)]
pub struct DrawDesign {
    /// The method and its keys.
    pub sample: Sample,
    pub(super) way: Way,
    pub(super) by: By,
    /// How the names of strata are written: by it two of them are equal.
    format: Format,
}

/// How cases are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// At random within strata.
    Strata,
    /// At random within clusters that are themselves drawn.
    Clusters { clusters: u64, checks: Option<u64> },
    /// Every k-th along an order.
    Systematic { order: Order, size: Size },
    /// Each on its own, with a probability in proportion to its value.
    ByValue { checks: u64 },
    /// The highest scores, after a share at random.
    Scores { checks: u64, random: u64 },
    /// One after the other by closing date, each with one probability until so many are taken.
    InTurn { share: f64, cap: u64 },
}

/// What divides the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum By {
    Whole,
    Owner,
    Process,
    Area,
    Complexity,
    Team,
    Value(Vec<f64>),
}

impl By {
    fn of(by: &StratifyBy) -> Result<Self, String> {
        Ok(match by {
            StratifyBy::Activity => Self::Process,
            StratifyBy::Area => Self::Area,
            StratifyBy::Complexity => Self::Complexity,
            StratifyBy::Team => Self::Team,
            StratifyBy::Value(bands) => Self::Value(bands.clone()),
            StratifyBy::Tenure(_) => {
                return Err(
                    "a list of cases does not say how long its owners have been there: stratify by \
                     something else"
                        .into(),
                );
            }
        })
    }
}

impl DrawDesign {
    /// Whether each case is drawn by itself, so that chance decides how many are.
    pub fn draws_each_by_itself(&self) -> bool {
        matches!(self.way, Way::ByValue { .. })
    }

    /// What `sample` means on a list.
    ///
    /// # Errors
    /// Why it cannot be drawn from a list, and what can.
    pub fn new(sample: &Sample) -> Result<Self, String> {
        let given = sample.given();
        // On a command line a required key may be missing, as may keys that need one another.
        let needed = |design: (Way, By)| match given.count("checks") {
            Some(_) => Ok(design),
            None => Err(format!(
                "`{}` needs `checks`, the cases to be drawn",
                sample.method.name()
            )),
        };
        let (way, by) = match &sample.method {
            SamplingMethod::Census => (Way::Strata, By::Whole),
            SamplingMethod::SimpleRandom(_) => needed((Way::Strata, By::Whole))?,
            SamplingMethod::PerCaseworker(_) => needed((Way::Strata, By::Owner))?,
            SamplingMethod::PerTeam(_) => needed((Way::Strata, By::Team))?,
            SamplingMethod::Stratified(keys) => {
                stratified(keys, given)?;
                (Way::Strata, By::of(&keys.by)?)
            }
            SamplingMethod::Cluster(keys) => {
                if given.count("clusters").is_none() {
                    return Err("`cluster` needs `clusters`, the teams to be drawn".into());
                }
                let way = Way::Clusters {
                    clusters: keys.clusters,
                    checks: keys.checks,
                };
                (way, By::Team)
            }
            SamplingMethod::Systematic(keys) => {
                systematic(given)?;
                let way = Way::Systematic {
                    order: keys.order,
                    size: keys.size,
                };
                (way, By::Whole)
            }
            SamplingMethod::ValueWeighted(keys) => {
                let checks = keys.checks;
                needed((Way::ByValue { checks }, By::Whole))?
            }
            SamplingMethod::RiskTargeted(keys) => {
                let checks = keys.checks;
                let random = (keys.random_share * checks as f64 + 0.5).floor() as u64;
                let way = Way::Scores {
                    checks,
                    random: random.min(checks),
                };
                needed((way, By::Whole))?
            }
            SamplingMethod::CappedShare(keys) => {
                if given.number("share").is_none() || given.count("cap").is_none() {
                    return Err(
                        "`capped-share` needs `share`, the probability of a case, and `cap`, \
                                the cases to be drawn at most"
                            .into(),
                    );
                }
                let CappedShare { share, cap } = *keys;
                (Way::InTurn { share, cap }, By::Whole)
            }
            SamplingMethod::Judgement(_) => {
                return Err(
                    "a judgement sample is picked by a person: nobody knows the chance of a case, so \
                     there is nothing to draw; use `per-caseworker` for a random pick"
                        .into(),
                );
            }
            SamplingMethod::Recheck(_) => {
                return Err(
                    "a recheck is drawn from the results of a check, not from a list of cases"
                        .into(),
                );
            }
            SamplingMethod::TrendTargeted(_)
            | SamplingMethod::Escalating(_)
            | SamplingMethod::Learning(_) => {
                return Err(format!(
                    "`{}` follows what earlier checks found, and a list of cases does not hold \
                     that; try the method in a scenario, and draw with `stratified` and `given` the \
                     numbers that it asks for",
                    sample.method.name()
                ));
            }
        };
        Ok(Self {
            sample: sample.clone(),
            way,
            by,
            format: Format::default(),
        })
    }

    /// The same for a list whose strata have names of this format.
    pub fn with_names(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The column whose names divide the list.
    pub fn names(&self) -> Option<&'static str> {
        match &self.by {
            By::Whole | By::Value(_) => None,
            By::Owner => Some("case owner"),
            By::Process => Some("process"),
            By::Area => Some("area"),
            By::Complexity => Some("complexity"),
            By::Team => Some("team"),
        }
    }

    /// One text for all names of a stratum that are equal.
    pub(super) fn key<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.names() {
            Some(_) => self.format.key(name),
            // A band may be named by its number alone.
            None if matches!(self.by, By::Value(_)) => {
                Cow::Borrowed(name.split_once(' ').map_or(name, |(number, _)| number))
            }
            None => Cow::Borrowed(name),
        }
    }

    /// The columns of a list that the plan cannot do without, beside the number.
    pub fn columns(&self) -> Vec<&'static str> {
        let by = match &self.by {
            By::Value(_) => Some("value"),
            _ => self.names(),
        };
        let way = match self.way {
            Way::Systematic {
                order: Order::ClosingDate,
                ..
            }
            | Way::InTurn { .. } => Some("close date"),
            Way::Systematic {
                order: Order::Caseworker,
                ..
            } => Some("case owner"),
            Way::Systematic {
                order: Order::Value,
                ..
            }
            | Way::ByValue { .. } => Some("value"),
            _ => None,
        };
        by.into_iter().chain(way).collect()
    }

    /// Whether what is drawn first are clusters.
    pub fn is_of_clusters(&self) -> bool {
        matches!(self.way, Way::Clusters { .. })
    }

    /// Whether a draw with more checks under the same seed holds what one with fewer drew. Of strata a case may be lost
    /// where rounding gives one of them fewer.
    pub fn keeps_earlier(&self) -> bool {
        !matches!(self.way, Way::Systematic { .. })
    }

    /// Whether cases are scored.
    pub fn scores(&self) -> bool {
        matches!(self.way, Way::Scores { .. })
    }

    /// The stratum of a case; none where it belongs to nobody and strata are of people, or where it has no
    /// value and the sample is by value.
    pub(super) fn stratum<'c>(&self, case: &ListedCase<'c>) -> Option<Cow<'c, str>> {
        let people = |name: &'c str| (!name.is_empty()).then_some(Cow::Borrowed(name));
        if matches!(self.way, Way::ByValue { .. }) && case.value.is_none_or(|value| value.0 <= 0) {
            return None;
        }
        match &self.by {
            By::Whole => Some(Cow::Borrowed("")),
            By::Owner => people(case.owner),
            By::Team => people(case.team),
            By::Process => Some(Cow::Borrowed(case.process)),
            By::Area => Some(Cow::Borrowed(case.area)),
            By::Complexity => Some(Cow::Borrowed(case.complexity)),
            By::Value(bands) => Some(Cow::Owned(band(bands, case))),
        }
    }
}

/// The number of the band that a value lies in, from 1, and its limits; cases without a value lie in the first.
fn band(bands: &[f64], case: &ListedCase) -> String {
    let value = case.value.map_or(0.0, |value| value.pounds());
    let below = bands.partition_point(|bound| *bound <= value);
    let limits = match (
        below.checked_sub(1).map(|last| bands[last]),
        bands.get(below),
    ) {
        (None, None) => return "1".into(),
        (None, Some(end)) => format!("under £{end}"),
        (Some(start), Some(end)) => format!("£{start} to under £{end}"),
        (Some(start), None) => format!("from £{start}"),
    };
    format!("{} ({limits})", below + 1)
}

/// Whether a stratified sample knows its strata, and how many it takes of them.
fn stratified(keys: &Stratified, given: &Given) -> Result<(), String> {
    const BY: &str = "activity, area, complexity, team or value";
    if given.choice("by").is_none() {
        return Err(format!("`stratified` needs `by`: {BY}"));
    }
    if keys.by == StratifyBy::Value(Vec::new()) && given.get("bands").is_none() {
        return Err("strata by value need `bands` in £, such as bands=1000,5000".into());
    }
    let numbers = given.get("given").is_some();
    match &keys.allocation {
        Allocation::Neyman => Err(
            "`neyman` shares out by expected error rates, which a list of cases does not hold; \
             `tierone run` shows them for a scenario: use `given` with those numbers"
                .into(),
        ),
        Allocation::Given(_) if !numbers => Err(
            "the allocation `given` needs numbers, such as given=applications:20,appeals:5".into(),
        ),
        Allocation::Given(_) => Ok(()),
        Allocation::Proportional | Allocation::Equal if numbers => {
            Err("numbers by stratum need allocation=given".into())
        }
        Allocation::Proportional | Allocation::Equal => match keys.checks {
            Some(_) => Ok(()),
            None => Err("`stratified` needs `checks`, the cases to be drawn".into()),
        },
    }
}

/// Whether a systematic sample has one size and an order.
fn systematic(given: &Given) -> Result<(), String> {
    let wrong = match (given.count("checks"), given.count("every")) {
        (None, None) => "`systematic` needs `checks` or `every`",
        (Some(_), Some(_)) => "`systematic` takes `checks` or `every`, not both",
        (None, Some(0)) => "an interval of 0 leads nowhere: write every=50",
        _ if given.choice("order").is_none() => {
            "`systematic` needs `order`: closing-date, caseworker or value"
        }
        _ => return Ok(()),
    };
    Err(wrong.into())
}
