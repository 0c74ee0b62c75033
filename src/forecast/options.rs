//! What `tierone forecast` can be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::figures::FigureOptions;
use super::super::files::{Confine, RawCsv};

const EXAMPLES: &str = "\
Examples:
  tierone forecast scenarios/examples/series.csv
  tierone forecast accuracy.csv --periods 3 --out results/outlook
  tierone forecast accuracy.csv --map value=net_accuracy --map 'half width=variability' --where 'region != National'
  tierone forecast rates.csv --limit 6%,8%,10%
  tierone forecast fitted.toml
  tierone forecast office.toml --policy 'two each' --draws 400 --out results/ahead
  tierone forecast office.toml --history july.csv --sample july/drawn.csv --check 'two each/coaching' --out results/ahead
  tierone forecast accuracy.csv --periods 6 --change '2027-04=+0.2%..+0.6%' --checks '2027-01=x1.5'

SERIES has a row for each period and group: the period (2024, 2024/25, 2024 Q1, Jan-Mar 2024, 2024-01 or a day), the
group if there are several, and the figure, or a count and the checks that it is of. With its standard error, the
half-width of its 95 % interval or its number of checks, sampling error is known and told apart from real movement.
Bands are made as wide as past forecasts should have been; `tierone backtest` shows how these did.

A SCENARIO (.toml) is simulated over its horizon with every number that has a range drawn anew, those that were fitted together
together: bands of accuracy and of the monetary value of error as they will be and as each check will report them, how likely
each target is to be met, and what makes the bands wide.";

/// Forecast a published figure from its own history, or the figures of a scenario, with bands that say how sure that is.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The figures: CSV (also gzipped), xlsx or ods, with a row of column names (titles may stand above it). Or a scenario (.toml).
    #[arg(value_name = "SERIES|SCENARIO")]
    pub series: PathBuf,

    /// Periods of a series to forecast [default: 1].
    #[arg(long, value_name = "N", value_parser = periods)]
    pub periods: Option<usize>,

    /// Limits, with commas; the answer has the probability that the figure is above each: 6%,8%,10%.
    #[arg(
        long,
        value_name = "LIMITS",
        value_delimiter = ',',
        allow_negative_numbers = true
    )]
    pub limit: Vec<String>,

    /// A change that is known to come, from a period on, shares with their percent sign: '2027-04=-0.4%', '2027-04=-0.6%..-0.2%'
    /// where it is known to a 95 % range, or '2027-04=x0.9'. May be given more than once.
    #[arg(long, value_name = "PERIOD=CHANGE", value_parser = tierone_records::lists::columns::pair)]
    pub change: Vec<(String, String)>,

    /// How many checks the figure will rest on from a period on, as a factor: '2027-01=x1.5'. May be given more than once.
    #[arg(long, value_name = "PERIOD=FACTOR", value_parser = tierone_records::lists::columns::pair)]
    pub checks: Vec<(String, String)>,

    /// How the answer is written to standard output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,

    /// Also write everything into this folder: tables as CSV, charts, a page to send on, with a manifest.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace the folder if it is there; what tierone did not write, or somebody changed, is kept under another name.
    #[arg(long, requires = "out")]
    pub force: bool,

    #[command(flatten)]
    pub raw: RawCsv,

    #[command(flatten)]
    pub scenario: OfScenario,

    #[command(flatten)]
    pub figures: FigureOptions,
}

/// What only the forecast of a scenario can be told.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Of a scenario")]
pub(crate) struct OfScenario {
    /// Draws of the numbers that have a range.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub draws: u32,

    /// Replications of each draw.
    #[arg(long, alias = "reps", value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(2..=10_000))]
    pub replications: u32,

    /// Only this policy; may be given more than once [default: all].
    #[arg(long, value_name = "POLICY")]
    pub policy: Vec<String>,

    /// Begin with the caseworkers of the fit, as its results leave them, and not in a steady state of the workforce.
    #[arg(long)]
    pub present: bool,

    /// Begin with the caseworkers whom these results of checks show, and the coaching that they had; rates of errors stay as the
    /// scenario has them (`tierone fit` takes those too). The chart has what was found before what will be reported.
    #[arg(
        long,
        value_name = "RESULTS",
        conflicts_with = "present",
        requires = "sample"
    )]
    pub history: Vec<PathBuf>,

    /// With --history: the drawn.csv of its sample; once for all results, or once for each.
    #[arg(long, value_name = "DRAWN", requires = "history")]
    pub sample: Vec<PathBuf>,

    /// With --history: the check that found it, as `policy/check` [default: the only one].
    #[arg(long, value_name = "POLICY/CHECK", requires = "history")]
    pub check: Vec<String>,

    /// Go on with a forecast that was cut off: its finished draws are kept beside the folder of --out.
    #[arg(long, requires = "out")]
    pub resume: bool,

    /// Seed of all random numbers.
    #[arg(long, value_name = "N", env = "TIERONE_SEED", default_value_t = crate::run::DEFAULT_SEED)]
    pub seed: u64,

    /// Threads [default: one for each core]; has no influence on any figure.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// Also draw the charts as PNG, for documents that take no SVG.
    #[arg(long, requires = "out")]
    pub png: bool,

    /// Say nothing on standard error but errors.
    #[arg(long, short)]
    pub quiet: bool,

    #[command(flatten)]
    pub confine: Confine,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// The rows alone.
    Csv,
}

impl Options {
    /// Periods of a series to forecast.
    pub fn ahead(&self) -> usize {
        self.periods.unwrap_or(1)
    }
}

/// The most periods ahead: further ahead nothing is known of a figure but its past.
const MOST: usize = 120;

fn periods(text: &str) -> Result<usize, String> {
    let wrong = || format!("write a whole number from 1 to {MOST}");
    let periods: usize = text.trim().parse().map_err(|_| wrong())?;
    (1..=MOST)
        .contains(&periods)
        .then_some(periods)
        .ok_or_else(wrong)
}
