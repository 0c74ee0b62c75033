//! The options of `tierone simulate-records`.

use std::path::PathBuf;

use clap::Args;

use super::super::files::{Confine, RawCsv};

const EXAMPLES: &str = "\
Examples:
  tierone simulate-records office.toml --out records/office
  tierone sample records/office/cases.csv --method simple-random --checks 400 --out records/drawn
  tierone simulate-records office.toml --check 'three tiers/tier two' \\
      --fill records/drawn/outcomes.csv --truth records/office/truth.csv --out records/results.csv
  tierone estimate records/results.csv --sample records/drawn/drawn.csv

The first writes cases.csv, every decision of the reported periods as nobody coached would make them, and
truth.csv, every error in them. The third fills in the sheet of a draw as the checkers of a policy's check
would: they miss errors and fail what is right as often as the scenario says. --check without --fill means
nothing, and the other way round.";

/// Write lists of cases and check results whose truth is known.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The scenario that says what is decided, by whom, and how often it is wrong.
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: PathBuf,

    /// The folder of the lists to write [default: records/<scenario>]; with --fill the sheet to write.
    #[arg(long, value_name = "PATH")]
    pub(super) out: Option<PathBuf>,

    /// Replace what stands there.
    #[arg(long)]
    pub(super) force: bool,

    #[command(flatten)]
    pub(super) confine: Confine,

    #[command(flatten)]
    pub(super) raw: RawCsv,

    /// Seed of all random numbers.
    #[arg(long, value_name = "N", env = "TIERONE_SEED", default_value_t = crate::run::DEFAULT_SEED)]
    pub(super) seed: u64,

    /// The replication whose decisions are listed, those that `tierone run` has in it.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) replication: u32,

    /// Fill in this outcome sheet, as `tierone sample` writes it.
    #[arg(long, value_name = "SHEET", requires_all = ["truth", "check", "out"])]
    pub(super) fill: Option<PathBuf>,

    /// The errors of the list that the sample was drawn from.
    #[arg(long, value_name = "FILE", requires = "fill")]
    pub(super) truth: Option<PathBuf>,

    /// The check whose checkers fill in the sheet, as `policy/check`.
    #[arg(long, value_name = "POLICY/CHECK", requires = "fill")]
    pub(super) check: Option<String>,
}
