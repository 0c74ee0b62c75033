//! The options of `tierone sample`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use tierone_records::lists::columns::pair;

use super::super::files::{Confine, RawCsv};
use super::super::lists::{Reading, whole};

const EXAMPLES: &str = "\
Examples:
  tierone sample cases.csv --method simple-random --checks 400
  tierone sample cases.csv --method stratified --checks 400 --set by=area
  tierone sample cases.csv.gz --method per-caseworker --checks 2 --closed 2026-07-01..2026-09-30
  tierone sample cases.xlsx --method value-weighted --checks 200 --where 'area = enforcement'
  tierone sample cases.xlsx --method simple-random --checks 60 --outcomes xlsx --attributes decision
  tierone sample cases.csv --scenario office.toml --policy 'two each' --check 'tier two'
  tierone sample cases.csv --method simple-random --checks 600 --already samples/cases/drawn.csv

It writes a folder whole or not at all: drawn.csv (the chosen rows, each with its stratum and its
chance of being drawn), outcomes.csv (a row an attribute, to be filled in; or outcomes.xlsx, a workbook
with a row a case) and audit.json (what anyone needs to draw the same cases again). The same list, method and seed give the same cases. More checks
under the same seed keep those that were drawn before, but for systematic, which draws others, and for
stratified where rounding gives a stratum fewer; --already says how many are lost.";

/// Draw a real sample from a list of cases.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The list: CSV (also gzipped), xlsx or ods, with a row of column names (titles may stand above it).
    #[arg(value_name = "CASES")]
    pub cases: PathBuf,

    /// How cases are chosen; `tierone list methods` shows how.
    #[arg(
        long,
        value_name = "METHOD",
        conflicts_with = "scenario",
        required_unless_present = "scenario"
    )]
    pub method: Option<String>,

    /// Cases to draw (of each caseworker for per-caseworker, of each team for per-team).
    #[arg(long, value_name = "N", conflicts_with = "scenario", allow_negative_numbers = true, value_parser = checks)]
    pub checks: Option<u64>,

    /// A key of the method, such as by=area; may be given more than once.
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair, conflicts_with = "scenario")]
    pub set: Vec<(String, String)>,

    /// Draw as a check of this scenario does, and ask for the attributes of its activities.
    #[arg(long, value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,

    /// The policy of the scenario, where it has more than one.
    #[arg(long, value_name = "POLICY", requires = "scenario")]
    pub policy: Option<String>,

    /// The check of the policy, where it has more than one.
    #[arg(long, value_name = "CHECK", requires = "scenario")]
    pub check: Option<String>,

    /// Only rows that meet this: 'area = enforcement', 'value >= 1000', 'process = parentage | variation'.
    /// May be given more than once; all must be met. A column is of numbers, dates or text: < and > compare numbers and
    /// dates, and = (as strata do) takes 7, 007 and 7.00 for one number, and North-East and north east for the same words.
    #[arg(long = "where", value_name = "CONDITION")]
    pub conditions: Vec<String>,

    /// Only cases closed from one day to another, both included: 2026-07-01..2026-09-30.
    #[arg(long, value_name = "FROM..TO")]
    pub closed: Option<String>,

    /// Only cases that are still open.
    #[arg(long, conflicts_with = "closed")]
    pub open: bool,

    /// The column with the scores of risk-targeted.
    #[arg(long, value_name = "COLUMN")]
    pub score: Option<String>,

    /// What is to be filled in: outcomes.csv with a row an attribute, or outcomes.xlsx, a workbook with a row a case and
    /// drop-down lists. --sheet xlsx says the same.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Form::Csv, hide_possible_values = true)]
    pub outcomes: Form,

    /// The attributes that are looked at, with commas: those of `tierone list attributes`, or your own, such as `decision` where
    /// a case is right or wrong as a whole [default: all that `tierone list attributes` shows].
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        conflicts_with = "scenario"
    )]
    pub attributes: Vec<String>,

    /// Seed of the cases' random numbers.
    #[arg(long, value_name = "N", env = "TIERONE_SEED", default_value_t = 1)]
    pub seed: u64,

    /// An earlier drawn.csv: its cases are marked as drawn before, and get no new outcome rows.
    #[arg(long, value_name = "DRAWN")]
    pub already: Option<PathBuf>,

    /// Written beside every drawn case, to find the batch again.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub comment: String,

    /// Who checks: a list with the columns name, team and special (yes for those who may look at special
    /// customer records). Nobody gets their own work.
    #[arg(long, value_name = "CHECKERS")]
    pub checkers: Option<PathBuf>,

    /// Replace caseworkers' names by pseudonyms, under the secret in this file.
    #[arg(long, value_name = "SECRET")]
    pub pseudonyms: Option<PathBuf>,

    /// The folder to write [default: samples/<list>].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace the folder if it is there; if tierone did not write it, or somebody filled it in, it is kept under
    /// another name.
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub confine: Confine,

    #[command(flatten)]
    pub raw: RawCsv,

    #[command(flatten)]
    pub reading: Reading,
}

/// In which form outcomes are to be filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// A table with a row an attribute, for programs.
    #[default]
    Csv,
    /// A workbook with a row a case and drop-down lists, for people.
    Xlsx,
}

impl Form {
    /// The file of outcomes.
    pub fn file(self) -> &'static str {
        match self {
            Self::Csv => "outcomes.csv",
            Self::Xlsx => "outcomes.xlsx",
        }
    }
}

impl Options {
    /// The same where `--sheet` names a form of the outcomes, and no sheet of a spreadsheet.
    pub fn with_form(&self) -> Self {
        let mut options = self.clone();
        let sheet = options.reading.sheet.as_deref();
        if let Some(form) = sheet.and_then(|sheet| Form::from_str(sheet, false).ok()) {
            options.outcomes = form;
            options.reading.sheet = None;
        }
        options
    }
}

fn checks(text: &str) -> Result<u64, String> {
    whole(text)
        .ok()
        .filter(|checks| *checks > 0)
        .ok_or_else(|| "write a whole number from 1".into())
}
