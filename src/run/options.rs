//! The options of `tierone run`.

use std::fmt;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use tierone_engine::measure::{Unit, measure, precise_names};
use tierone_sensitivity::Axis;
use tierone_stats::written::points;

use super::super::files::{Confine, RawCsv, Workbooks};
use super::super::names::nearest;
use super::axis::axis;
use super::columns::{Column, column};

const EXAMPLES: &str = "\
Examples:
  tierone run office.toml
  tierone run office.toml --replications 4000 --seed 7
  tierone run office.toml --until 'accuracy=0.002%'
  tierone run office.toml --baseline 'two each' --out results/spring
  tierone run office.toml --all
  tierone run office.toml --xlsx --ods
  tierone run office.toml --format json | jq '.summary[] | select(.measure == \"mve\")'
  tierone run office.toml --format markdown --measures accuracy@last,errors_found,cost
  tierone run office.toml --replication 99 | less
  tierone run office.toml --sweep 'policy.two each.check.independent assurance.sample.checks=20..100/20'

A run prints the answer and the figures that decide; --all prints every measure.
It writes results/<scenario>/ whole or not at all: report.html, manifest.json, summary.csv, periods.csv,
contrasts.csv, targets.csv where a policy has targets, pilots.csv where there are pilots, charts/*.svg, and charts/*.png, tables.xlsx or tables.ods where asked for. Every figure carries its Monte Carlo standard error. The same
scenario, seed and version give the same bytes on any number of threads.
Ctrl-C keeps what is finished and prints the command that goes on. What stands in the way is never
overwritten without --force, and what tierone did not write, or somebody changed, is then kept beside.";

/// Simulate every policy of a scenario, and compare them.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Scenario files; each gets a results folder of its own.
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    /// Results folder [default: results/<scenario>]; with several scenarios, the folder for theirs.
    #[arg(long, value_name = "DIR", env = "TIERONE_OUT", hide_env_values = true)]
    pub out: Option<PathBuf>,

    /// Replications, in place of what the scenario says; with --until the most that are made.
    #[arg(long, alias = "reps", value_name = "N", env = "TIERONE_REPLICATIONS", value_parser = clap::value_parser!(u32).range(1..=MOST_REPLICATIONS))]
    pub replications: Option<u32>,

    /// Run until a measure's Monte Carlo standard error is as small as this: accuracy=0.002%.
    #[arg(long, value_name = "MEASURE=ERROR", env = "TIERONE_UNTIL", value_parser = until)]
    pub until: Option<Until>,

    /// Seed of all random numbers.
    #[arg(long, value_name = "N", env = "TIERONE_SEED", default_value_t = DEFAULT_SEED)]
    pub seed: u64,

    /// Threads [default: one for each core]; has no influence on any figure.
    #[arg(long, value_name = "N", env = "TIERONE_THREADS", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// The policy that the others are compared with [default: the first].
    #[arg(long, value_name = "POLICY", env = "TIERONE_BASELINE")]
    pub baseline: Option<String>,

    /// What standard output gets.
    #[arg(
        long,
        value_name = "FORMAT",
        env = "TIERONE_FORMAT",
        default_value = "text"
    )]
    pub format: Format,

    /// The measures that are printed, over the horizon or in a period (accuracy@last).
    #[arg(long, value_name = "MEASURE,…", value_delimiter = ',', value_parser = column)]
    pub measures: Vec<Column>,

    /// Print every measure, and every difference from the baseline.
    #[arg(long, conflicts_with = "measures")]
    pub all: bool,

    /// Go on with a run that was cut off.
    #[arg(long)]
    pub resume: bool,

    /// Replace whatever stands in the way: results of another scenario or settings, an interrupted run. What tierone
    /// did not write, or somebody changed since, is kept under another name.
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub confine: Confine,

    #[command(flatten)]
    pub raw: RawCsv,

    #[command(flatten)]
    pub workbooks: Workbooks,

    /// Also draw the charts as PNG, for documents that take no SVG.
    #[arg(long)]
    pub png: bool,

    /// When cut off, make results of the replications that are finished, marked as partial.
    #[arg(long)]
    pub keep_partial: bool,

    /// How to show how far the run is.
    #[arg(
        long,
        value_name = "HOW",
        env = "TIERONE_PROGRESS",
        default_value = "auto"
    )]
    pub progress: ProgressKind,

    /// Say nothing on standard error but errors.
    #[arg(long, short, env = "TIERONE_QUIET")]
    pub quiet: bool,

    /// A grid over a key of the scenario, both ends included: 'policy.two each.check.assurance.sample.checks=20..100/20', or values
    /// with commas. May be given more than once: every combination is simulated. One key gives lines, two give heat maps.
    #[arg(long, value_name = "KEY=A..B/STEP", value_parser = axis, conflicts_with_all = ["replication", "until", "baseline", "all", "keep_partial", "xlsx", "ods"])]
    pub sweep: Vec<Axis>,

    /// Replay one replication, counted from 0, and print its ledgers as JSON; writes nothing.
    #[arg(long, value_name = "N", conflicts_with_all = ["resume", "keep_partial"])]
    pub replication: Option<u32>,
}

/// The seed where none is given.
pub(crate) const DEFAULT_SEED: u64 = 1;

const MOST_REPLICATIONS: i64 = 10_000_000;

/// What standard output gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table to read.
    Text,
    /// One JSON object a scenario, each on a line.
    Json,
    /// A table for documents: policies as rows, --measures as columns.
    Markdown,
}

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressKind {
    /// A bar where somebody watches, nothing elsewhere.
    Auto,
    /// A bar with the time left.
    Bar,
    /// A line every few seconds.
    Counter,
    /// Nothing.
    None,
}

/// A precision to reach.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Until {
    /// A measure's name.
    pub measure: String,
    /// Monte Carlo standard error in the measure's unit.
    pub mcse: f64,
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let in_percent = measure(&self.measure).is_some_and(|measure| measure.unit.is_percent());
        let sign = if in_percent { "%" } else { "" };
        write!(f, "{}={}{sign}", self.measure, self.mcse)
    }
}

/// Reads `measure=error`.
fn until(text: &str) -> Result<Until, String> {
    let example = "write it like accuracy=0.002%";
    let (name, amount) = text
        .split_once('=')
        .ok_or(format!("there is no `=`: {example}"))?;
    let name = name.trim();
    if !precise_names().contains(&name) {
        let known = measure(name).is_some();
        return Err(match nearest(name, precise_names()) {
            _ if known => format!("`{name}` is not a mean that is read of a whole policy"),
            Some(near) => format!("there is no measure `{name}`; did you mean `{near}`?"),
            None => format!("there is no measure `{name}`; see `tierone list measures`"),
        });
    }
    let unit = measure(name).map_or(Unit::Count, |measure| measure.unit);
    let asked = match unit.is_percent() {
        true => format!(
            "the error of `{name}` is in percentage points, above zero and with its sign: write it like {name}=0.002%"
        ),
        false => format!("the error is a number above zero: write it like {name}=20"),
    };
    let mcse = amount_in(amount.trim(), unit)
        .filter(|mcse| mcse.is_finite() && *mcse > 0.0)
        .ok_or(asked)?;
    Ok(Until {
        measure: name.into(),
        mcse,
    })
}

/// A number with the unit of the measure; with none where it can be no other.
fn amount_in(text: &str, unit: Unit) -> Option<f64> {
    let bare = match unit {
        Unit::Percent | Unit::Points => return points(text),
        Unit::Pounds => text.strip_prefix('£'),
        Unit::Hours => text.strip_suffix('h'),
        Unit::Days => text.strip_suffix("days"),
        Unit::Count => None,
    };
    bare.unwrap_or(text).trim().replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_is_read_in_the_unit_of_its_measure() {
        let read = |text| until(text).map(|until| until.mcse);
        assert_eq!(read("accuracy=0.002%"), Ok(0.002));
        assert_eq!(read("accuracy = 0.002 pp"), Ok(0.002));
        assert_eq!(read("cost=£1_000"), Ok(1000.0));
        for wrong in [
            "accuracy",
            "accuracy=",
            "accuracy=0",
            "accuracy=-1%",
            "accuracy=nan",
            "accuracy=£1",
            "accuracy=0.5",
            "acuracy=1%",
            "accuracy_coverage=1%",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(until("accuracy=0.5").is_err_and(|e| e.contains("accuracy=0.002%")));
        assert!(until("acuracy=1%").is_err_and(|e| e.contains("`accuracy`")));
    }
}
