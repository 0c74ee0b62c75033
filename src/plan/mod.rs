//! `tierone plan`: how many checks.

mod options;

pub(super) use options::Options;

use tierone_plan::{answer, csv, json, text};

use super::exit::Failure;
use super::terminal;
use options::Format;

/// Answers, and prints the answer.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let question = options.question()?;
    let answer = answer(&question);
    terminal::answer(&match options.format {
        Format::Table => text(&question, &answer, terminal::columns()),
        Format::Json => json(&answer),
        Format::Csv => csv(&answer),
    })
}
