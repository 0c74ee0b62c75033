//! What `tierone estimate` can be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use tierone_records::assess::{FigureName, PeriodLength, Rate};
use tierone_records::looks::Looks;
use tierone_records::request::{
    Comparison, Cross, Request, TargetLevel, Tolerance, confidence, figure, period, positive,
};

use super::super::exit::Failure;
use super::super::files::{Confine, RawCsv, Workbooks};
use super::super::lists::{Reading, whole};
use super::asked::{DurationOptions, PilotOptions};
use super::record::with_record;

const EXAMPLES: &str = "\
Examples:
  tierone estimate samples/july/outcomes.csv --sample samples/july/drawn.csv
  tierone estimate outcomes.csv --sample drawn.csv --by team --by process --out results/july
  tierone estimate outcomes.csv --sample drawn.csv --by team,month --out results/july --xlsx
  tierone estimate outcomes.csv --sample drawn.csv --target 99.4% --target mve-gross=1%
  tierone estimate june.csv --sample june/drawn.csv july.csv --sample july/drawn.csv
  tierone estimate outcomes.csv --sample drawn.csv --sensitivity 45/60 --false-fail 2/200
  tierone estimate cases.csv --cheap machine
  tierone estimate cases.csv --map value=issuance --map error=amount --map stratum=region
  tierone estimate --explain mve-gross
  tierone estimate complaints.csv --durations received,acknowledged,closed --within closed=15 --working-days
  tierone estimate results.csv --pilot arm=new --cluster team --from 2026-04-01

RESULTS is the sheet that `tierone sample` leaves, filled in, a row an attribute; or a row a case, with
its outcome or amounts, and its weight or inclusion probability. Cases of which nobody knows the chance
of being drawn have no say about others: what they show is told of checked cases only. A sample of clusters
has columns `stratum`, `cluster`, `clusters` (of the frame in the stratum), and `cluster size` or `weight`.";

/// Estimate accuracy and the monetary value of error from real check results.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// What the checks found: CSV (also gzipped), xlsx or ods, with a row of column names (titles may stand above it). Several files are of
    /// several samples, each of cases of its own: their figures are of all of them together.
    #[arg(value_name = "RESULTS", required_unless_present = "explain")]
    pub results: Vec<PathBuf>,

    /// The drawn.csv of the sample that was checked: how each case was drawn, and its columns. Once for each of the results, in
    /// their order.
    #[arg(long, value_name = "DRAWN")]
    pub sample: Vec<PathBuf>,

    /// The results are of a simple random sample of so many cases, where no file says how they were drawn.
    #[arg(long, value_name = "CASES", conflicts_with = "sample", allow_negative_numbers = true, value_parser = whole)]
    pub population: Option<u64>,

    /// The scenario whose own attributes the results name [default: none but the shipped ones], and whose targets on accuracy
    /// and money they are held to.
    #[arg(long, value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,

    /// The attributes whose fails make a decision inaccurate, with commas, or all
    /// [default: those of assessment accuracy].
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub attributes: Vec<String>,

    /// The error of one attribute up to which it counts as right: none, an amount such as 5.00, or a share of the decision's
    /// value such as 1%. Money counts every error, over and under of one decision set off against each other.
    #[arg(long, value_name = "TOLERANCE", default_value = "none", allow_negative_numbers = true, value_parser = Tolerance::read)]
    pub tolerance: Tolerance,

    /// The most that one error can be: an amount, £ a year, or a share of its decision's value such as 50%
    /// [default: as the figures allow, and all of its value where no error was found].
    #[arg(long, value_name = "MOST", allow_negative_numbers = true, value_parser = Tolerance::read_most)]
    pub max_error: Option<Tolerance>,

    /// The assessed value of all cases of the frame, £ a year [default: estimated].
    #[arg(long, value_name = "POUNDS", allow_negative_numbers = true, value_parser = positive)]
    pub total_value: Option<f64>,

    /// How often the checkers find an error: measured, such as 45/60, or assumed, such as 80%.
    #[arg(long, value_name = "RATE", allow_negative_numbers = true, value_parser = Rate::read)]
    pub sensitivity: Option<Rate>,

    /// How often the checkers fail a right decision: measured, such as 2/200, or assumed, such as 1%.
    #[arg(long, value_name = "RATE", allow_negative_numbers = true, value_parser = Rate::read)]
    pub false_fail: Option<Rate>,

    /// The column with a cheap result of every case: of a machine, or of the first line; pass or fail, 0 or 1, or the amount in error.
    /// The list has all cases, or a random sample of them (with its chances, or --population), and what was found is of some of
    /// the list drawn at random: gold checks, taken to be right. In RESULTS their outcomes are empty elsewhere; or --sample is
    /// the list, and RESULTS have those that were checked.
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["sensitivity", "false_fail"])]
    pub cheap: Option<String>,

    /// Figures by what stands in this column; may be given more than once. Columns with commas are crossed, also with month,
    /// quarter or year of the close date: team,month.
    #[arg(long, value_name = "COLUMN", value_parser = crossed)]
    pub by: Vec<String>,

    /// Figures by the close date of the cases. Financial years begin in April; rolling is twelve months.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub period: Option<PeriodLength>,

    /// A funnel of the people, or other groups, in this column: who fails more or less often than chance explains.
    #[arg(long, value_name = "COLUMN")]
    pub funnel: Option<String>,

    /// The change from one group to another, with its interval: 'team=north|south'. May be given more than once. A
    /// case with a row in both was checked twice, and is compared with itself.
    #[arg(long, value_name = "COLUMN=ONE|OTHER", value_parser = Comparison::read)]
    pub change: Vec<Comparison>,

    /// A target, and the probability that it is met: 99.4% for accuracy, mve-gross=1% for another figure.
    #[arg(long, value_name = "TARGET", value_parser = TargetLevel::read)]
    pub target: Vec<TargetLevel>,

    /// Only cases that meet this: 'area = enforcement', 'value >= 1000'. May be given more than once. A column is of
    /// numbers, dates or text: < and > compare numbers and dates, and = (as --by, --change and strata do) takes 7, 007 and
    /// 7.00 for one number, and North-East and north east for the same words.
    #[arg(long = "where", value_name = "CONDITION")]
    pub conditions: Vec<String>,

    /// Only cases closed from one day to another, both included: 2026-07-01..2026-09-30.
    #[arg(long, value_name = "FROM..TO")]
    pub closed: Option<String>,

    /// Confidence of the intervals.
    #[arg(long, value_name = "SHARE", default_value = "95%", allow_negative_numbers = true, value_parser = confidence)]
    pub confidence: f64,

    /// This is one of several looks at the results of a year so far: 3/12 for the third of twelve months. Intervals are wider then, so
    /// that all looks together hold the truth with the confidence asked for.
    #[arg(long, value_name = "LOOK/LOOKS", value_parser = Looks::read)]
    pub looks: Option<Looks>,

    /// How figures are written to standard output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,

    /// Also write the figures and counts as CSV into this folder, charts of them as SVG, a page, and a record of what was done.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub workbooks: Workbooks,

    /// Replace the folder if it is there; what tierone did not write, or somebody changed, is kept under another name.
    #[arg(long, requires = "out")]
    pub force: bool,

    #[command(flatten)]
    pub confine: Confine,

    #[command(flatten)]
    pub raw: RawCsv,

    /// Also draw the charts as PNG, for documents that take no SVG.
    #[arg(long, requires = "out")]
    pub png: bool,

    /// Leave out figures and counts of groups with fewer checked cases, and then of others from which those could be
    /// worked out. Two reports of the same cases are not guarded against one another.
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, value_parser = whole)]
    pub suppress_below: u64,

    /// Replace the names of caseworkers by pseudonyms, under the secret in this file.
    #[arg(long, value_name = "SECRET")]
    pub pseudonyms: Option<PathBuf>,

    /// Say of a figure what it means, its formula, what went into it, and where it comes from.
    #[arg(long, value_name = "FIGURE", conflicts_with_all = ["out", "format"], value_parser = figure)]
    pub explain: Option<FigureName>,

    #[command(flatten)]
    pub durations: DurationOptions,

    #[command(flatten)]
    pub pilot: PilotOptions,

    #[command(flatten)]
    pub reading: Reading,
}

/// How figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For documents.
    Markdown,
    /// For programs.
    Json,
    /// The figures, for spreadsheets.
    Csv,
}

/// A column, or columns that are crossed.
fn crossed(text: &str) -> Result<String, String> {
    if text.contains(',') {
        Cross::read(text)?;
    }
    Ok(text.to_owned())
}

impl Options {
    fn crosses(&self) -> Vec<Cross> {
        let crossed = self.by.iter().filter(|by| by.contains(','));
        crossed.filter_map(|by| Cross::read(by).ok()).collect()
    }

    /// The options of each draw: of one file of results, with its sample.
    ///
    /// # Errors
    /// There are not as many samples as results.
    pub fn draws(&self) -> Result<Vec<Self>, Failure> {
        let (results, samples) = (self.results.len(), self.sample.len());
        if samples != results && (results > 1 || samples > 1) {
            return Err(Failure::input(format!(
                "there are {results} files of results and {samples} sample{}",
                if samples == 1 { "" } else { "s" }
            ))
            .help("name the drawn.csv of each file of results with --sample, in their order; results of one sample go into one file"));
        }
        let draw = |(place, results): (usize, &PathBuf)| Self {
            results: vec![results.clone()],
            sample: self.sample.get(place).cloned().into_iter().collect(),
            reading: with_record(&self.reading, self.sample.get(place).map(PathBuf::as_path)),
            ..self.clone()
        };
        Ok(self.results.iter().enumerate().map(draw).collect())
    }

    /// What is asked, without the files.
    pub fn request(&self) -> Request {
        let options = self.clone();
        Request {
            sample: (!options.sample.is_empty()).then(|| {
                let names = options.sample.iter();
                let names: Vec<String> = names.map(|sample| sample.display().to_string()).collect();
                names.join(", ")
            }),
            population: options.population,
            attributes: options.attributes,
            tolerance: options.tolerance,
            max_error: options.max_error,
            total_value: options.total_value,
            sensitivity: options.sensitivity,
            false_fail: options.false_fail,
            cheap: options.cheap,
            by: options
                .by
                .iter()
                .filter(|by| !by.contains(','))
                .cloned()
                .collect(),
            crosses: self.crosses(),
            period: options.period,
            funnel: options.funnel,
            changes: options.change,
            targets: options.target,
            conditions: options.conditions,
            conditions_on_results: Vec::new(),
            closed: options.closed,
            confidence: options.confidence,
            looks: options.looks,
            suppress_below: options.suppress_below,
            pseudonyms: options.pseudonyms.is_some(),
            maps: options.reading.map,
            pass: options.reading.pass,
            fail: options.reading.fail,
            problems: options.reading.problems,
        }
    }
}
