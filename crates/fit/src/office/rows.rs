//! What a fit takes and what it gives: the results of a check, and rows of estimates, amounts, caseworkers and what cannot be told.

use serde::Serialize;

use crate::interval::Interval;
use tierone_stats::written::{PERCENT, in_percent, percent};

use tierone_records::join::{Decision, Joined};
use tierone_records::request::Request;
use tierone_scenario::Check;

/// What one check found, file by file.
pub struct Found<'a> {
    /// The policy and the check, as in `two a month/operational coaching`.
    pub name: (String, String),
    /// The check.
    pub check: &'a Check,
    /// Its results are taken for the truth.
    pub trusted: bool,
    /// What it looked at.
    pub decisions: Vec<Decision>,
    /// The same cases as an estimate takes them, and what is asked of it.
    pub joined: (Request, Joined),
    /// Which label of a decision is the caseworker, the team and the complexity; none where the files have no such column.
    pub labels: [Option<usize>; 3],
}

/// A number of the scenario as the data have it.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "Written")]
pub struct EstimateRow {
    /// Where it stands in a scenario, step by step.
    pub key: Vec<String>,
    /// What it is, for a reader.
    pub name: String,
    /// `share`, `log-odds`, `odds ratio`, `periods` or `pounds`; in files `%` and `GBP` for the first and the last.
    pub unit: &'static str,
    /// What the base has.
    pub base: Option<f64>,
    /// What the data have: none where they do not tell it.
    pub value: Option<f64>,
    /// Lower limit, 95 %.
    pub low: Option<f64>,
    /// Upper limit, 95 %.
    pub high: Option<f64>,
    /// What it was fitted on, in words.
    pub source: String,
}

impl EstimateRow {
    /// A number of a place in a scenario, fitted to an interval.
    pub(super) fn of(
        key: &[&str],
        name: String,
        unit: &'static str,
        base: Option<f64>,
        Interval { value, low, high }: Interval,
        source: String,
    ) -> Self {
        Self {
            key: key.iter().map(|step| (*step).to_owned()).collect(),
            name,
            unit,
            base,
            value: Some(value),
            low,
            high,
            source,
        }
    }
}

/// A number as it is written to files.
#[derive(Serialize)]
struct Written {
    key: Vec<String>,
    name: String,
    unit: &'static str,
    base: Option<f64>,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    source: String,
}

impl From<EstimateRow> for Written {
    fn from(row: EstimateRow) -> Self {
        let (unit, written): (_, fn(f64) -> f64) = match row.unit {
            "share" => (PERCENT, in_percent),
            "pounds" => ("GBP", |pounds| pounds),
            unit => (unit, |number| number),
        };
        Self {
            key: row.key,
            name: row.name,
            unit,
            base: row.base.map(written),
            value: row.value.map(written),
            low: row.low.map(written),
            high: row.high.map(written),
            source: row.source,
        }
    }
}

/// What the data cannot tell.
#[derive(Clone, Debug, Serialize)]
pub struct NotIdentified {
    /// What.
    pub name: String,
    /// Why.
    pub why: String,
    /// Which check would tell it.
    pub remedy: String,
}

/// What is known of a caseworker.
#[derive(Clone, Debug, Serialize)]
pub struct PersonRow {
    /// Who, as the files have it.
    pub caseworker: String,
    /// Their team.
    pub team: String,
    /// Decisions that were checked.
    pub checked: u64,
    /// Log-odds of error beside an average caseworker's, given their checks: the mean.
    pub effect: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// The probability of being among the tenth with most errors.
    #[serde(serialize_with = "percent")]
    pub among_worst_tenth: f64,
    /// By coaching group, by how much coaching lowers the log-odds in the period after the last results.
    pub coached: Vec<f64>,
}

/// What is known of a team of two or more.
#[derive(Clone, Debug, Serialize)]
pub struct TeamRow {
    /// Its name, as the files have it.
    pub team: String,
    /// Caseworkers who were checked.
    pub caseworkers: usize,
    /// Log-odds of error beside an average team's, given its checks: the mean.
    pub effect: f64,
    /// Its standard deviation.
    pub sd: f64,
}

/// Fails that were found in part of the decisions, and what the fit makes likely there.
#[derive(Clone, Debug, Serialize)]
pub struct ObservedRow {
    /// `period` or `activity`.
    pub by: &'static str,
    /// The first day of the period, or the activity.
    pub name: String,
    /// Outcomes.
    pub looks: u64,
    /// Fails among them.
    pub failed: u64,
    /// Their share, with the weights of the fit.
    #[serde(serialize_with = "percent")]
    pub observed: f64,
    /// The mean of that share over simulations at the fitted numbers.
    #[serde(serialize_with = "percent")]
    pub expected: f64,
    /// Where 95 in 100 simulations are.
    #[serde(serialize_with = "percent")]
    pub low: f64,
    /// See `low`.
    #[serde(serialize_with = "percent")]
    pub high: f64,
    /// Whether it is further off than chance takes the furthest of all periods, or activities, once in 370 times.
    pub stands_out: bool,
}

/// How much less likely the results are at one value of what is hardly identified.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileRow {
    /// What.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// The value; none for one without an end.
    pub at: Option<f64>,
    /// By how much the log-likelihood there is below its highest.
    pub drop: f64,
}

/// The covariance of what was fitted together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Covariance {
    /// What each row and column is: the key of an estimate, its steps with dots.
    pub names: Vec<String>,
    /// On which scale each is: `log-odds` of a share, `logarithm`, or `itself`.
    pub scales: Vec<&'static str>,
    /// The covariances, row by row.
    pub values: Vec<Vec<f64>>,
}

/// A family of amounts to be written: its attribute, and the keys of its table.
#[derive(Clone, Debug, Serialize)]
pub struct AmountRow {
    /// The attribute.
    pub attribute: String,
    /// `relative` or `absolute`.
    pub of: &'static str,
    /// `log-normal` or `gamma`.
    pub distribution: &'static str,
    /// The two numbers of the law.
    pub parameters: Vec<EstimateRow>,
    /// The largest distance between the law and what was found, and what is usual by chance.
    pub distance: (f64, f64),
}

/// The fit of an office.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OfficeFit {
    /// Decisions that were checked.
    pub decisions: u64,
    /// Looks at attributes that rates rest on.
    pub looks: u64,
    /// Errors among them.
    pub errors: u64,
    /// Caseworkers.
    pub caseworkers: u64,
    /// Estimates, in the order of a scenario.
    pub estimates: Vec<EstimateRow>,
    /// Laws of amounts.
    pub amounts: Vec<AmountRow>,
    /// What could not be told.
    pub untold: Vec<NotIdentified>,
    /// What the reader has to know.
    pub notes: Vec<String>,
    /// What the anchor of the base makes of its rates, where it has one: the fitted scenario has none.
    pub anchored: Vec<EstimateRow>,
    /// Of all that was fitted in one likelihood.
    pub covariance: Covariance,
    /// The period of the last results, as [`period_number`](super::period_number) counts.
    pub last_period: Option<i32>,
    /// By caseworker.
    pub people: Vec<PersonRow>,
    /// By team of two or more, where teams are in the likelihood.
    pub teams: Vec<TeamRow>,
    /// Observed and expected, by period and by activity.
    pub observed: Vec<ObservedRow>,
    /// Profiles of what is hardly identified.
    pub profiles: Vec<ProfileRow>,
}

impl OfficeFit {
    /// Every estimate, those of amounts last.
    pub fn rows(&self) -> impl Iterator<Item = &EstimateRow> {
        let of_amounts = self.amounts.iter().flat_map(|law| &law.parameters);
        self.estimates.iter().chain(of_amounts)
    }
}
