//! The report for programs.

use serde::Serialize;

use tierone_records::report::Report;

#[derive(Serialize)]
struct Document<'r> {
    tool: &'static str,
    version: &'static str,
    #[serde(flatten)]
    report: &'r Report,
}

/// The whole report as JSON: shares as numbers from 0 to 1, amounts in £ a year, what is not known as null.
pub(super) fn text(report: &Report) -> String {
    let document = Document {
        tool: "tierone",
        version: env!("CARGO_PKG_VERSION"),
        report,
    };
    let text = serde_json::to_string_pretty(&document).expect("rows are written to memory");
    format!("{text}\n")
}
