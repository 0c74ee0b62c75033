//! A report as one JSON document, with the tool that made it.

use serde::Serialize;

#[derive(Serialize)]
struct Document<'r, R> {
    tool: &'static str,
    version: &'static str,
    #[serde(flatten)]
    report: &'r R,
}

/// The whole report as JSON: shares as numbers from 0 to 1, amounts in £ a year, what is not known as null.
pub fn json<R: Serialize>(report: &R) -> String {
    let document = Document {
        tool: "tierone",
        version: env!("CARGO_PKG_VERSION"),
        report,
    };
    let text = serde_json::to_string_pretty(&document).expect("rows are written to memory");
    format!("{text}\n")
}
