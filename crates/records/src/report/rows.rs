//! The rows of a report. Shares are from 0 to 1, and in per cent once written; amounts £ a year; what is not known is none.

use serde::Serialize;

use super::zero_errors::ZeroErrors;
use crate::assess::{Figure, FigureName, Level, Met, Point, Tally};
use crate::lists::FileRead;
use crate::lists::columns::same;
use crate::lists::tables::CASES;
use tierone_stats::written::{in_percent, percent};
use tierone_stats::{Estimate, METHODS};

/// The column of those who decided.
const OWNER_COLUMN: &str = "case owner";

/// Everything that an estimate reports.
#[derive(Clone, Debug, Serialize)]
pub struct EstimateReport {
    /// The answer in sentences.
    pub answer: Vec<String>,
    /// The design of the sample in a sentence.
    pub design: String,
    /// Confidence of the intervals.
    #[serde(serialize_with = "percent")]
    pub confidence: f64,
    /// All cases first, then each group and each period.
    pub groups: Vec<Group>,
    /// From one group to another.
    pub changes: Vec<Change>,
    /// A control chart over periods and a funnel over people.
    pub signals: Vec<Chart>,
    /// Passes and fails.
    pub counts: Vec<Count>,
    /// What is left out so that small groups do not show.
    pub left_out: Vec<LeftOut>,
    /// What the reader has to know.
    pub notes: Vec<String>,
    /// What was read of each file.
    pub read: Vec<FileRead>,
    /// Groups with fewer checked cases are left out.
    #[serde(skip)]
    pub suppress_below: u64,
}

impl EstimateReport {
    /// Whether a column, or one that is crossed with others, tells people apart: that of case owners, under whatever name.
    pub fn is_of_people(&self, by: &str) -> bool {
        by.split(',').any(|column| self.is_owner(column))
    }

    fn is_owner(&self, column: &str) -> bool {
        let columns = self.read.iter().flat_map(|file| &file.columns);
        let owners = columns.filter(|read| read.known == Some(OWNER_COLUMN));
        let mut names = owners.map(|read| read.column.as_str());
        let mut known = CASES.iter().filter(|known| known.name == OWNER_COLUMN);
        names.any(|name| same(name, column)) || known.any(|owner| owner.is_called(column))
    }

    /// The methods of its intervals, each once with what it is in plain words.
    pub fn methods(&self) -> Vec<(&'static str, &'static str)> {
        let figures = self.groups.iter().flat_map(|group| &group.figures);
        let of_figures = figures.map(|figure| figure.method);
        let used: Vec<&str> = of_figures
            .chain(self.changes.iter().map(|change| change.method))
            .collect();
        let known = METHODS.iter().filter(|method| used.contains(&method.name));
        known.map(|method| (method.name, method.meaning)).collect()
    }
}

/// The figures of some cases.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// The column that they have in common; none for all.
    pub by: Option<String>,
    /// What stands in it.
    pub name: String,
    /// Whether it has too few checked cases to be shown.
    pub suppressed: bool,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// How likely it meets its targets.
    pub targets: Vec<Target>,
    /// Upper limits where no error was found.
    #[serde(rename = "nothing_found")]
    pub zero_errors: Option<ZeroErrors>,
    /// What else has to be said of it.
    pub notes: Vec<String>,
}

/// A target, and the probability that it is met.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "TargetRow")]
pub struct Target {
    /// Of which figure.
    pub figure: FigureName,
    /// What it should reach.
    pub level: f64,
    /// The probability that it does; none where that is unknown.
    pub probability: Option<f64>,
    /// Where the probability comes from, in words.
    pub from: Option<&'static str>,
}

/// A target as it is written to files.
#[derive(Serialize)]
struct TargetRow {
    #[serde(flatten)]
    level: Level,
    probability: Option<f64>,
    from: Option<&'static str>,
}

impl From<Target> for TargetRow {
    fn from(target: Target) -> Self {
        Self {
            level: Level::of(target.figure, target.level),
            probability: target.probability.map(in_percent),
            from: target.from,
        }
    }
}

impl Target {
    /// With the probability that it is met, where that is known.
    pub fn new(figure: FigureName, level: f64, met: Option<Met>) -> Self {
        Self {
            figure,
            level,
            probability: met.map(|met| met.probability),
            from: met.map(|met| met.from),
        }
    }
}

/// By how much a figure of one group is above that of another.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "ChangeRow")]
pub struct Change {
    /// The column of both groups.
    pub column: String,
    /// The group that is compared with.
    pub from: String,
    /// The group that is above or below.
    pub to: String,
    /// Which figure.
    pub figure: FigureName,
    /// The difference.
    pub value: f64,
    /// Its lower limit.
    pub low: f64,
    /// Its upper limit.
    pub high: f64,
    /// The method of the interval.
    pub method: &'static str,
    /// How many cases it is of, where that is not all that were drawn.
    pub of_both: Option<usize>,
}

/// A change as it is written to files.
#[derive(Serialize)]
struct ChangeRow {
    column: String,
    from: String,
    to: String,
    figure: FigureName,
    unit: &'static str,
    value: f64,
    low: f64,
    high: f64,
    method: &'static str,
}

impl From<Change> for ChangeRow {
    fn from(change: Change) -> Self {
        let unit = change.figure.unit();
        Self {
            column: change.column,
            from: change.from,
            to: change.to,
            figure: change.figure,
            unit: unit.of_difference(),
            value: unit.written(change.value),
            low: unit.written(change.low),
            high: unit.written(change.high),
            method: change.method,
        }
    }
}

impl Change {
    /// In a figure, from the first of two groups to the second.
    pub fn new(column: &str, groups: &[String; 2], figure: FigureName, change: Estimate) -> Self {
        Self {
            column: column.to_owned(),
            from: groups[0].clone(),
            to: groups[1].clone(),
            figure,
            value: change.value,
            low: change.low,
            high: change.high,
            method: change.method,
            of_both: None,
        }
    }
}

/// Periods, or people, beside their limits.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// What it is, such as `funnel by team`.
    pub title: String,
    /// The periods in the order of time, or the people.
    pub points: Vec<Point>,
    /// The column that a funnel is of; none for a control chart over periods.
    #[serde(skip)]
    pub column: Option<String>,
    /// What its limits are, in a sentence, where a year has several looks; three standard deviations of a share otherwise.
    #[serde(skip)]
    pub limits: Option<String>,
}

impl Chart {
    /// A control chart over periods.
    pub fn of_periods(points: Vec<Point>) -> Self {
        Self {
            title: "control chart by period".into(),
            points,
            column: None,
            limits: None,
        }
    }

    /// A funnel of what stands in `column`.
    pub fn of_people(column: &str, points: Vec<Point>) -> Self {
        Self {
            title: format!("funnel by {column}"),
            points,
            column: Some(column.to_owned()),
            limits: None,
        }
    }
}

/// Outcomes as they were recorded.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// What they are counted by, such as `attribute`.
    pub by: &'static str,
    /// Its value.
    pub name: String,
    /// Looked at and right.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
    /// Did not apply.
    pub not_applicable: u64,
    /// Not checked yet; none where some of these are too few to be reported.
    pub not_checked: Option<u64>,
}

impl Count {
    /// The outcomes of one value.
    pub fn new(by: &'static str, name: String, tally: Tally) -> Self {
        Self {
            by,
            name,
            passed: tally.passed,
            failed: tally.failed,
            not_applicable: tally.not_applicable,
            not_checked: Some(tally.pending),
        }
    }

    /// Outcomes of what was checked.
    pub fn checked(&self) -> u64 {
        self.passed + self.failed + self.not_applicable
    }
}

/// Groups of one breakdown that are left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LeftOut {
    /// The breakdown.
    pub by: String,
    /// How many have too few checked cases: primary suppression.
    #[serde(rename = "few")]
    pub primary: u64,
    /// How many are left out so that others cannot be worked out: secondary suppression.
    #[serde(rename = "covering")]
    pub secondary: u64,
}

impl LeftOut {
    /// How many are left out and why, where groups with fewer than `least` checked cases are.
    pub fn in_words(&self, least: u64) -> String {
        let mut why = Vec::new();
        if self.primary > 0 {
            let what = match self.by.as_str() {
                "counts by fail" => "cases that failed",
                _ => "checked cases",
            };
            why.push(format!("{} with fewer than {least} {what}", self.primary));
        }
        if self.secondary > 0 {
            why.push(format!(
                "{} so that others cannot be worked out",
                self.secondary
            ));
        }
        format!("{}: {}", self.by, why.join(", "))
    }
}
