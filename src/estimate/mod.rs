//! `tierone estimate`: accuracy and the monetary value of error from real check results.

mod folder;
mod options;
mod read;
mod record;

pub(super) use options::Options;

use tierone_records::assess::FigureName;
use tierone_records::report::{build, explain, json, text};

use super::exit::Failure;
use super::terminal;
use options::Format;

/// Estimates, and writes and prints the report.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let columns = terminal::columns();
    let Some(results) = &options.results else {
        let figure = options.explain.unwrap_or(FigureName::Accuracy);
        return terminal::answer(&explain(figure, None, columns));
    };
    if let Some(out) = &options.out {
        folder::may_stand(out, options.force)?;
    }
    let options = &Options {
        reading: record::with_record(&options.reading, options.sample.as_deref()),
        ..options.clone()
    };
    let request = options.request();
    let (joined, read) = read::joined(options, &request, results)?;
    let mut report = build(&request, joined)?;
    report.read = read;
    if let Some(figure) = options.explain {
        return terminal::answer(&explain(figure, Some(&report), columns));
    }
    if let Some(out) = &options.out {
        folder::write(out, options, &report)?;
    }
    terminal::answer(&match options.format {
        Format::Table => text(&report, columns),
        Format::Json => json(&report),
    })
}
