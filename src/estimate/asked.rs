//! The options of `tierone estimate` that ask of durations, or of a pilot.

use std::path::PathBuf;

use clap::Args;

use tierone_records::durations::{Recorded, Target};
use tierone_records::lists::columns::pair;
use tierone_records::lists::dates::single_day;
use tierone_records::pilot::Pilot;

/// What is asked of durations.
#[derive(Args, Clone, Debug)]
pub(crate) struct DurationOptions {
    /// How long cases take from stage to stage, with those still open counted as far as they were watched: the columns with the
    /// days of the stages, in the order of time, with commas. RESULTS is then a list with a row a case.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', conflicts_with_all = NOT_OF_EITHER, conflicts_with_all = NOT_OF_DURATIONS)]
    pub durations: Vec<String>,

    /// A target in days: 'closed=15' counts from the first stage, 'acknowledged..closed=10' from another. May be given more
    /// than once.
    #[arg(long, value_name = "STAGE=DAYS", requires = "durations", value_parser = Target::read)]
    pub within: Vec<Target>,

    /// A column with the day on which a case ended otherwise, such as by being withdrawn. May be given more than once.
    #[arg(long, value_name = "COLUMN", requires = "durations")]
    pub withdrawn: Vec<String>,

    /// The column with the day on which a stage was recorded, where the stage's own has the day on which it happened:
    /// 'received=logged'. May be given more than once.
    #[arg(long, value_name = "STAGE=COLUMN", requires = "durations", value_parser = Recorded::read)]
    pub recorded: Vec<Recorded>,

    /// The last day up to which cases were watched [default: the latest day in the list].
    #[arg(long, value_name = "DAY", requires = "durations", value_parser = day)]
    pub as_at: Option<jiff::civil::Date>,

    /// Count working days, Monday to Friday, instead of all days.
    #[arg(long, requires = "durations")]
    pub working_days: bool,

    /// Count working days without the bank holidays in this file, one day a line.
    #[arg(long, value_name = "FILE", requires = "durations")]
    pub holidays: Option<PathBuf>,
}

/// Options of other estimates, which say nothing of durations and have no answer from a pilot.
const NOT_OF_EITHER: [&str; 16] = [
    "population",
    "max_error",
    "total_value",
    "sensitivity",
    "false_fail",
    "cheap",
    "funnel",
    "change",
    "target",
    "looks",
    "xlsx",
    "ods",
    "png",
    "suppress_below",
    "pseudonyms",
    "explain",
];

/// Other options that say nothing of durations.
const NOT_OF_DURATIONS: [&str; 6] = [
    "sample",
    "scenario",
    "attributes",
    "tolerance",
    "closed",
    "pilot",
];

/// Reads a day.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    single_day(text).map_err(|why| format!("it {why}"))
}

/// What is asked of a pilot.
#[derive(Args, Clone, Debug)]
pub(crate) struct PilotOptions {
    /// What a pilot shows: the column that says who had it, and what stands there if it is no usual word such as yes or pilot.
    #[arg(
        long,
        value_name = "COLUMN[=ARM]",
        requires = "cluster",
        conflicts_with_all = NOT_OF_EITHER,
        conflicts_with_all = ["by", "period"],
        value_parser = Pilot::read
    )]
    pub pilot: Option<(String, Option<String>)>,

    /// The column of what was dealt to the arms as one: teams, sites. Where single cases were, the column of their numbers.
    #[arg(long, value_name = "COLUMN", requires = "pilot")]
    pub cluster: Option<String>,

    /// The day on which the pilot started, by the close date of cases: those closed before are what arms are compared with.
    #[arg(long, value_name = "DAY", requires = "pilot", conflicts_with = "before", value_parser = day)]
    pub from: Option<jiff::civil::Date>,

    /// What stands in a column of cases from before the start, instead of a day: 'wave=baseline'.
    #[arg(long, value_name = "COLUMN=VALUE", requires = "pilot", value_parser = pair)]
    pub before: Option<(String, String)>,

    /// An effect that the pilot should show, in points: with what probability it would, and the clusters that it takes.
    #[arg(long, value_name = "POINTS", requires = "pilot", value_parser = Pilot::read_effect)]
    pub effect: Option<f64>,
}
