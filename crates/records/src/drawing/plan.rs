//! What a sampling method means on a list of real cases.

use std::borrow::Cow;

use crate::lists::Case;
use tierone_sampling::{self as sampling, Stratify};
use tierone_scenario::{KeyValue, Sample};

/// How a list is to be drawn from.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The method and its keys.
    pub sample: Sample,
    pub(super) way: Way,
    pub(super) by: By,
}

/// How cases are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// At random within strata.
    Strata,
    /// At random within clusters that are themselves drawn.
    Clusters { clusters: u64, checks: Option<u64> },
    /// Every k-th along an order.
    Systematic(Order),
    /// Each on its own, with a probability in proportion to its value.
    ByValue { checks: u64 },
    /// The highest scores, after a share at random.
    Scores { checks: u64, random: u64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Closed,
    Owner,
    Value,
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

impl Plan {
    /// What `sample` means on a list.
    ///
    /// # Errors
    /// Why it cannot be drawn from a list, and what can.
    pub fn new(sample: &Sample) -> Result<Self, String> {
        let checks = sample.count("checks");
        let needed = || {
            checks
                .ok_or_else(|| format!("`{}` needs `checks`, the cases to be drawn", sample.method))
        };
        let way = match sample.method {
            "census" => Way::Strata,
            "simple-random" | "per-caseworker" => {
                needed()?;
                Way::Strata
            }
            "stratified" => {
                stratified(sample)?;
                Way::Strata
            }
            "cluster" => Way::Clusters {
                clusters: sample
                    .count("clusters")
                    .ok_or("`cluster` needs `clusters`, the teams to be drawn")?,
                checks,
            },
            "systematic" => Way::Systematic(systematic(sample)?),
            "value-weighted" => Way::ByValue { checks: needed()? },
            "risk-targeted" => {
                let checks = needed()?;
                let share = sample.number("random_share").unwrap_or(0.0);
                Way::Scores {
                    checks,
                    random: ((share * checks as f64 + 0.5).floor() as u64).min(checks),
                }
            }
            "judgement" => {
                return Err(
                    "a judgement sample is picked by a person: nobody knows the chance of a case, so \
                     there is nothing to draw; use `per-caseworker` for a random pick"
                        .into(),
                );
            }
            "recheck" => {
                return Err(
                    "a recheck is drawn from the results of a check, not from a list of cases"
                        .into(),
                );
            }
            method => {
                return Err(format!(
                    "`{method}` follows what earlier checks found, and a list of cases does not hold \
                     that; try the method in a scenario, and draw with `stratified` and `given` the \
                     numbers that it asks for"
                ));
            }
        };
        let by = match sampling::method(sample).stratify {
            _ if matches!(
                way,
                Way::Systematic(_) | Way::ByValue { .. } | Way::Scores { .. }
            ) =>
            {
                By::Whole
            }
            stratify => match stratify(sample) {
                Stratify::Caseworker => By::Owner,
                Stratify::Activity => By::Process,
                Stratify::Area => By::Area,
                Stratify::Complexity => By::Complexity,
                Stratify::Team => By::Team,
                Stratify::ValueBands(bands) => By::Value(bands),
                Stratify::Tenure(_) => {
                    return Err(
                        "a list of cases does not say how long its owners have been there: \
                                stratify by something else"
                            .into(),
                    );
                }
                Stratify::Whole
                | Stratify::AlongValue
                | Stratify::ValueWeighted(_)
                | Stratify::Results => By::Whole,
            },
        };
        Ok(Self {
            sample: sample.clone(),
            way,
            by,
        })
    }

    /// The columns of a list that the plan cannot do without, beside the number.
    pub fn columns(&self) -> Vec<&'static str> {
        let by = match &self.by {
            By::Whole => None,
            By::Owner => Some("case owner"),
            By::Process => Some("process"),
            By::Area => Some("area"),
            By::Complexity => Some("complexity"),
            By::Team => Some("team"),
            By::Value(_) => Some("value"),
        };
        let way = match self.way {
            Way::Systematic(Order::Closed) => Some("close date"),
            Way::Systematic(Order::Owner) => Some("case owner"),
            Way::Systematic(Order::Value) | Way::ByValue { .. } => Some("value"),
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
        !matches!(self.way, Way::Systematic(_))
    }

    /// Whether cases are scored.
    pub fn scores(&self) -> bool {
        matches!(self.way, Way::Scores { .. })
    }

    /// The stratum of a case; none where it belongs to nobody and strata are of people, or where it has no
    /// value and the sample is by value.
    pub(super) fn stratum<'c>(&self, case: &Case<'c>) -> Option<Cow<'c, str>> {
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

/// The number of the band that a value lies in, from 1; cases without a value lie in the first.
fn band(bands: &[f64], case: &Case) -> String {
    let value = case.value.map_or(0.0, |value| value.pounds());
    (bands.partition_point(|bound| *bound <= value) + 1).to_string()
}

fn stratified(sample: &Sample) -> Result<(), String> {
    const BY: &str = "activity, area, complexity, team or value";
    let value = sample.get("bands").is_some();
    if sample.choice("by").is_none() {
        return Err(format!("`stratified` needs `by`: {BY}"));
    }
    if matches!(sampling::method(sample).stratify, stratify if matches!(stratify(sample), Stratify::ValueBands(bands) if bands.is_empty()))
        && !value
    {
        return Err("strata by value need `bands` in £, such as bands=1000,5000".into());
    }
    let allocation = sample.choice("allocation");
    let given = matches!(sample.get("given"), Some(KeyValue::Counts(_)));
    match (allocation, given, sample.count("checks")) {
        (Some(NEYMAN), ..) => Err(
            "`neyman` shares out by expected error rates, which a list of cases does not hold; \
             `tierone run` shows them for a scenario: use `given` with those numbers"
                .into(),
        ),
        (Some(GIVEN), false, _) => Err(
            "the allocation `given` needs numbers, such as given=applications:20,appeals:5".into(),
        ),
        (Some(GIVEN), true, _) => Ok(()),
        (_, true, _) => Err("numbers by stratum need allocation=given".into()),
        (_, _, None) => Err("`stratified` needs `checks`, the cases to be drawn".into()),
        _ => Ok(()),
    }
}

/// Places of the words in the keys of the method `stratified`.
const NEYMAN: usize = 2;
const GIVEN: usize = 3;

fn systematic(sample: &Sample) -> Result<Order, String> {
    match (sample.count("checks"), sample.count("every")) {
        (None, None) => return Err("`systematic` needs `checks` or `every`".into()),
        (Some(_), Some(_)) => return Err("`systematic` takes `checks` or `every`, not both".into()),
        (None, Some(0)) => return Err("an interval of 0 leads nowhere: write every=50".into()),
        _ => {}
    }
    match sample.choice("order") {
        Some(0) => Ok(Order::Closed),
        Some(1) => Ok(Order::Owner),
        Some(_) => Ok(Order::Value),
        None => Err("`systematic` needs `order`: closing-date, caseworker or value".into()),
    }
}
