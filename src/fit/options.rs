//! What `tierone fit` can be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::files::{Confine, RawCsv};
use super::super::lists::Reading;

const EXAMPLES: &str = "\
Examples:
  tierone fit samples/july/outcomes.csv --sample samples/july/drawn.csv \\
      --scenario office.toml --check 'two each/coaching' --out fitted.toml
  tierone fit july.csv august.csv --sample july/drawn.csv --sample august/drawn.csv \\
      --scenario office.toml --check 'two each/coaching' --out results/fit
  tierone fit tier-one.csv tier-two.csv --sample one/drawn.csv --sample two/drawn.csv \\
      --check 'audit/tier one' --check 'audit/tier two' --trusted 'audit/tier two' \\
      --scenario office.toml --out fitted.toml

RESULTS are the sheets that `tierone sample` leaves, filled in, a row an attribute; those of a recheck come after those that it
repeats. Write --sample and --check once for all of them, or once for each in their order. FITTED extends the base scenario and changes what the results speak of; beside it
stands FITTED.fit.json, with all estimates, their covariance and what is known of each caseworker. A folder has both as fitted.toml and
fitted.fit.json.";

/// Fit the numbers of a scenario to real check results.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// What the checks found, several periods or tiers: CSV (also gzipped), xlsx or ods.
    #[arg(value_name = "RESULTS", required = true)]
    pub results: Vec<PathBuf>,

    /// The drawn.csv of the sample that was checked: how each case was drawn, by whom it was decided, and when.
    #[arg(long, value_name = "DRAWN", required = true)]
    pub sample: Vec<PathBuf>,

    /// The scenario whose numbers are fitted.
    #[arg(long, value_name = "BASE")]
    pub scenario: PathBuf,

    /// The check of the scenario that found the results, as `policy/check` [default: the only one].
    #[arg(long, value_name = "POLICY/CHECK")]
    pub check: Vec<String>,

    /// A check whose results are taken for the truth, as `policy/check` [default: those that the scenario says never err].
    #[arg(long, value_name = "POLICY/CHECK")]
    pub trusted: Vec<String>,

    /// The scenario to write (.toml); or a folder, named without a dot, for it with tables, charts and a page to send on.
    #[arg(long, value_name = "FITTED|DIR")]
    pub out: PathBuf,

    /// Also draw the charts of a folder as PNG, for documents that take no SVG.
    #[arg(long)]
    pub png: bool,

    /// Replace what stands there.
    #[arg(long)]
    pub force: bool,

    /// How the report is written to standard output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,

    /// Seed of the replications that find the base's rates, where its anchor is a policy's own figure.
    #[arg(long, value_name = "N", env = "TIERONE_SEED", default_value_t = crate::run::DEFAULT_SEED)]
    pub seed: u64,

    /// Replace the names of caseworkers by pseudonyms, under the secret in this file.
    #[arg(long, value_name = "SECRET")]
    pub pseudonyms: Option<PathBuf>,

    #[command(flatten)]
    pub raw: RawCsv,

    #[command(flatten)]
    pub confine: Confine,

    #[command(flatten)]
    pub reading: Reading,
}

/// How the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Sentences and a table.
    Table,
    /// JSON, as in FITTED.fit.json.
    Json,
    /// The estimates alone.
    Csv,
}
