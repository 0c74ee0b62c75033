//! What is asked of an estimate, and how its parts are written.

use serde::Serialize;

use crate::assess::{Asked, Correction, FigureName, Level, PeriodLength, Rate};
use crate::lists::amounts::amount;
use crate::lists::columns::{nearest, pair, same};
use crate::lists::criteria::Criterion;
use crate::looks::Looks;
pub use crate::tolerance::Tolerance;
use crate::tolerance::number;
use tierone_stats::written::percent;

/// What is asked of an estimate.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    /// The name of the file that says how cases were drawn.
    pub sample: Option<String>,
    /// The results are of a simple random sample of so many cases.
    pub population: Option<u64>,
    /// The attributes whose fails make a decision inaccurate; without any, those of the catalogue.
    pub attributes: Vec<String>,
    /// The error up to which a decision counts as accurate.
    pub tolerance: Tolerance,
    /// The most that one error can be.
    pub max_error: Option<Tolerance>,
    /// The value of all cases of the frame, £ a year.
    pub total_value: Option<f64>,
    /// How often checkers find an error.
    pub sensitivity: Option<Rate>,
    /// How often checkers fail a right decision.
    pub false_fail: Option<Rate>,
    /// The column that has a cheap result of every case; the list then has all cases, and results are of a random sample of it.
    pub cheap: Option<String>,
    /// The columns whose groups get figures of their own.
    pub by: Vec<String>,
    /// Columns and periods that are crossed: a group for each combination.
    pub crosses: Vec<Cross>,
    /// Figures by close date.
    pub period: Option<PeriodLength>,
    /// The column that a funnel is of.
    pub funnel: Option<String>,
    /// The groups that are compared.
    pub changes: Vec<Comparison>,
    /// What figures should reach.
    pub targets: Vec<TargetLevel>,
    /// Conditions that cases must meet.
    pub conditions: Vec<String>,
    /// Conditions that rows of results must meet, where a sample stands beside them.
    #[serde(skip)]
    pub conditions_on_results: Vec<String>,
    /// The days between which cases must be closed, as they were asked for.
    #[serde(serialize_with = "is_asked")]
    pub closed: Option<String>,
    /// Confidence of the intervals: at each look, or of all looks together.
    #[serde(serialize_with = "percent")]
    pub confidence: f64,
    /// Which of several looks at the year's figures this is.
    pub looks: Option<Looks>,
    /// Groups with fewer checked cases are left out.
    pub suppress_below: u64,
    /// Whether names of people are replaced.
    pub pseudonyms: bool,
    /// Pairs of a column's own name and the name that it has in a file.
    pub maps: Vec<(String, String)>,
    /// Words that stand for a pass.
    pub pass: Vec<String>,
    /// Words that stand for a fail.
    pub fail: Vec<String>,
    /// How many wrong rows are reported in full.
    pub problems: usize,
}

/// Nothing special: figures of all cases, with 95 % intervals.
impl Default for Request {
    fn default() -> Self {
        Self {
            sample: None,
            population: None,
            attributes: Vec::new(),
            tolerance: Tolerance::None,
            max_error: None,
            total_value: None,
            sensitivity: None,
            false_fail: None,
            cheap: None,
            by: Vec::new(),
            crosses: Vec::new(),
            period: None,
            funnel: None,
            changes: Vec::new(),
            targets: Vec::new(),
            conditions: Vec::new(),
            conditions_on_results: Vec::new(),
            closed: None,
            confidence: 0.95,
            looks: None,
            suppress_below: 0,
            pseudonyms: false,
            maps: Vec::new(),
            pass: Vec::new(),
            fail: Vec::new(),
            problems: 20,
        }
    }
}

impl Request {
    /// The columns that groups and changes are told apart by.
    pub fn columns(&self) -> Vec<&str> {
        let changes = self.changes.iter().map(|change| &change.column);
        let crossed = self.crosses.iter().flat_map(|cross| &cross.columns);
        let mut columns: Vec<&str> = self.by.iter().map(String::as_str).collect();
        let single = self.funnel.iter().chain(&self.cheap);
        for column in crossed.chain(changes).chain(single) {
            if !columns.iter().any(|known| same(known, column)) {
                columns.push(column);
            }
        }
        columns
    }

    /// The same with conditions on results apart: those on a column that these have and `sample` does not.
    #[must_use]
    pub fn with_conditions_apart(mut self, results: &[String], sample: Option<&[String]>) -> Self {
        let is_of_results = |condition: &String| {
            sample.is_some_and(|sample| {
                Criterion::read(condition, sample).is_err()
                    && Criterion::read(condition, results).is_ok()
            })
        };
        let conditions = self.conditions.into_iter();
        (self.conditions_on_results, self.conditions) = conditions.partition(is_of_results);
        self
    }

    /// Confidence of each interval: that of the look, where there are several.
    pub fn each_confidence(&self) -> f64 {
        let look = |looks: Looks| looks.confidence(self.confidence);
        self.looks.map_or(self.confidence, look)
    }

    /// What is asked of the sample as a whole.
    pub fn asked(&self) -> Asked {
        let mut asked = Asked {
            confidence: self.each_confidence(),
            total_value: self.total_value,
            ..Asked::default()
        };
        match self.max_error {
            Some(Tolerance::Amount(most)) => asked.max_error = Some(most),
            Some(Tolerance::Share(most)) => asked.max_taint = most,
            Some(Tolerance::None) | None => {}
        }
        asked
    }

    /// The errors of checkers, where any are reckoned with.
    pub fn correction(&self) -> Option<Correction> {
        if self.sensitivity.is_none() && self.false_fail.is_none() {
            return None;
        }
        Some(Correction {
            finds: self.sensitivity.unwrap_or(Rate::Assumed(1.0)),
            passes: self.false_fail.map_or(Rate::Assumed(1.0), Rate::complement),
        })
    }
}

/// Whether it was asked for: a record has the days under a name of their own.
fn is_asked<S: serde::Serializer>(asked: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(asked.is_some())
}

/// Columns, and perhaps a period, of which every combination is a group: `team,month`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cross {
    /// The columns, in the order of their names.
    pub columns: Vec<String>,
    /// The period that the close dates of its cases are told by, last in each name.
    pub period: Option<PeriodLength>,
}

impl Cross {
    /// Reads `team,month`: the names of columns and of one period.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut cross = Self::default();
        for name in text.split(',').map(str::trim) {
            if name.is_empty() {
                return Err(format!(
                    "`{text}` has nothing on one side of a comma: write team,month"
                ));
            }
            match (PeriodLength::named(name), cross.period) {
                (Some(PeriodLength::Rolling), _) => {
                    return Err("periods that roll overlap, and are crossed with nothing: write month, quarter or year".into());
                }
                (Some(_), Some(_)) => return Err(format!("`{text}` names two periods: name one")),
                (Some(period), None) => cross.period = Some(period),
                (None, _) if cross.columns.iter().any(|known| same(known, name)) => {
                    return Err(format!("`{text}` names `{name}` twice"));
                }
                (None, _) => cross.columns.push(name.to_owned()),
            }
        }
        Ok(cross)
    }

    /// What its groups are told apart by.
    pub fn name(&self) -> String {
        let period = self.period.map(PeriodLength::name);
        let columns = self.columns.iter().map(String::as_str);
        columns.chain(period).collect::<Vec<_>>().join(",")
    }
}

/// Two groups of one column that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The column.
    pub column: String,
    /// The group that is compared with, and the other.
    pub groups: [String; 2],
}

impl Comparison {
    /// Reads `team=north|south`.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<Self, String> {
        let (column, groups) = pair(text)?;
        match groups.split('|').map(str::trim).collect::<Vec<_>>()[..] {
            [one, other] if one != other => Ok(Self {
                column,
                groups: [one.to_owned(), other.to_owned()],
            }),
            _ => Err("write two groups, like team=north|south".into()),
        }
    }
}

/// What a figure should reach.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "Level")]
pub struct TargetLevel {
    /// The figure.
    pub figure: FigureName,
    /// The level.
    pub level: f64,
}

impl From<TargetLevel> for Level {
    fn from(target: TargetLevel) -> Self {
        Self::of(target.figure, target.level)
    }
}

impl TargetLevel {
    /// Reads `99.4%` for accuracy, or `mve-gross=1%`.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<Self, String> {
        let (name, level) = text.split_once('=').unwrap_or(("accuracy", text));
        let level = number(level).ok_or("write a level such as 99.4%")?;
        let figure = figure(name.trim())?;
        let (least, most) = figure.range();
        let text = text.trim_end();
        // A number of percent is easily written without its sign.
        if figure.is_share() && (1.0..=100.0).contains(&level) && !text.ends_with('%') {
            return Err(format!("write {text}%, with its percent sign"));
        }
        if (least..=most).contains(&level) {
            return Ok(Self { figure, level });
        }
        Err(format!(
            "{} % is no share of all: write a level such as 99.4%",
            100.0 * level
        ))
    }
}

/// Reads the name of a figure.
///
/// # Errors
/// The nearest name, or all of them.
pub fn figure(text: &str) -> Result<FigureName, String> {
    FigureName::named(text).ok_or_else(|| {
        let names = || FigureName::ALL.iter().map(|figure| figure.as_str());
        // Without more it is over and under together, as in a scenario.
        let near = Some("mve-gross").filter(|_| same(text, "mve"));
        let near = near.or_else(|| nearest(text, names()));
        near.map_or_else(FigureName::all_said, |near| format!("did you mean {near}?"))
    })
}

/// Reads the length of a period.
///
/// # Errors
/// What to write.
pub fn period(text: &str) -> Result<PeriodLength, String> {
    PeriodLength::named(text).ok_or_else(|| "write month, quarter, year or rolling".into())
}

/// Reads the confidence of an interval.
///
/// # Errors
/// What to write.
pub fn confidence(text: &str) -> Result<f64, String> {
    let confidence = number(text).filter(|share| (0.5..1.0).contains(share));
    confidence.ok_or_else(|| "write a share from 50% up to below 100%".into())
}

/// Reads an amount above 0.
///
/// # Errors
/// What to write.
pub fn positive(text: &str) -> Result<f64, String> {
    let amount = amount(text)?;
    if amount.0 > 0 {
        Ok(amount.pounds())
    } else {
        Err("write an amount above 0".into())
    }
}

#[cfg(test)]
mod tests;
