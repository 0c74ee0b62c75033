//! What `tierone sensitivity` can be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use tierone_engine::measure::precise_names;
use tierone_stats::format::plain;

use super::super::files::{Confine, RawCsv};
use super::super::names::nearest;
use super::super::run::DEFAULT_SEED;

const EXAMPLES: &str = "\
Examples:
  tierone sensitivity office.toml
  tierone sensitivity office.toml --measures accuracy,errors_found --replications 400
  tierone sensitivity office.toml --baseline 'two each' --format csv > sensitivity.csv
  tierone sensitivity office.toml --together --out results/assumptions

Every number with `low` and `high` is taken at both ends, everything else as it is assumed, on the same random numbers.
It is one number at a time: `--together` moves all of them at once, and says what share of the variance hangs on each.";

/// Say which assumptions the answers hang on, and at which values another policy would be better.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The scenario.
    pub scenario: PathBuf,

    /// What is looked at: measures of policies (`tierone list measures`).
    #[arg(long, value_name = "MEASURE,…", value_delimiter = ',', default_values = ["accuracy", "mve"], value_parser = measured)]
    pub measures: Vec<&'static str>,

    /// Only this policy; may be given more than once [default: all].
    #[arg(long, value_name = "POLICY")]
    pub policy: Vec<String>,

    /// The policy that the others are compared with [default: the first of those looked at].
    #[arg(long, value_name = "POLICY")]
    pub baseline: Option<String>,

    /// Replications at each value [default: 100; with `--together` twice as many as leave chance little, 10 at most].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub replications: Option<u32>,

    /// Move all numbers at once, each over the law that a forecast draws it from: shares of variance, with what numbers do together.
    #[arg(long)]
    pub together: bool,

    /// With `--together`: paths on which every number moves once, to find those that matter.
    #[arg(long, value_name = "N", default_value_t = 10, requires = "together", value_parser = clap::value_parser!(u32).range(2..=1_000))]
    pub paths: u32,

    /// With `--together`: rows of scenarios from which shares are worked out.
    #[arg(long, value_name = "N", default_value_t = 128, requires = "together", value_parser = clap::value_parser!(u32).range(8..=4_096))]
    pub rows: u32,

    /// With `--together`: the shares of so many numbers are worked out, those that matter most.
    #[arg(long, value_name = "N", default_value_t = 10, requires = "together", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub numbers: u32,

    /// Seed of all random numbers.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    pub seed: u64,

    /// Threads [default: one for each core]; has no influence on any figure.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// What standard output gets.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,

    /// Also write everything into this folder: tables as CSV and JSON, charts, a page to send on, with a manifest.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace the folder if it is there; what tierone did not write, or somebody changed, is kept under another name.
    #[arg(long, requires = "out")]
    pub force: bool,

    /// With `--together`: go on with what was cut off: finished scenarios are kept beside the folder of --out.
    #[arg(long, requires = "together", requires = "out")]
    pub resume: bool,

    /// Also draw the charts as PNG, for documents that take no SVG.
    #[arg(long, requires = "out")]
    pub png: bool,

    /// Print every assumption, and not only those that move a figure beyond chance, ten at most.
    #[arg(long)]
    pub all: bool,

    /// Say nothing on standard error but errors.
    #[arg(long, short)]
    pub quiet: bool,

    #[command(flatten)]
    pub raw: RawCsv,

    #[command(flatten)]
    pub confine: Confine,
}

/// What standard output gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Sentences and tables to read.
    Text,
    /// One JSON object.
    Json,
    /// A row an assumption and figure.
    Csv,
}

/// The name of a measure of a policy.
fn measured(text: &str) -> Result<&'static str, String> {
    let name = text.trim();
    match precise_names().into_iter().find(|known| *known == name) {
        Some(known) => Ok(known),
        None => Err(match nearest(name, precise_names()) {
            Some(near) => format!(
                "no measure of a policy is called `{}`; did you mean `{near}`?",
                plain(name)
            ),
            None => format!(
                "no measure of a policy is called `{}`; see `tierone list measures`",
                plain(name)
            ),
        }),
    }
}
