//! The page of an estimate from real checks: one file a section.

mod cells;
mod counts;
mod figures;
mod groups;
mod made;
mod meanings;
mod methods;
mod provenance;
mod signals;

use tierone_records::report::EstimateReport;

use super::parts::{Chart, Kind, Page, Part, Section};
use crate::versions::TOOL_VERSION;
use cells::sentence;

pub use made::EstimateMade;

/// The page of an estimate.
pub fn estimate_page(made: &EstimateMade) -> Page {
    let mut first = vec![Part::Text(format!("{}.", sentence(&made.report.design)))];
    first.extend(figures::targets(made).map(Part::Table));
    first.extend(made.lead().map(|drawing| Part::Chart(Chart::of(drawing))));
    Page {
        tool: "tierone".into(),
        version: TOOL_VERSION.into(),
        kind: Kind::Estimate,
        title: made.title.into(),
        question:
            "What share of decisions is right, how much money is wrong, and how sure can we be?"
                .into(),
        answer: made.report.answer.clone(),
        first,
        policies: Vec::new(),
        sections: [
            figures::section(made),
            groups::section(made),
            signals::section(made),
            counts::section(made),
            notes(made.report),
            methods::section(made),
            meanings::section(made),
            provenance::section(made),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// What a reader has to know of the cases.
fn notes(report: &EstimateReport) -> Option<Section> {
    let notes: Vec<String> = report
        .notes
        .iter()
        .map(|note| format!("{}.", sentence(note)))
        .collect();
    if notes.is_empty() {
        return None;
    }
    Section::of(
        "notes",
        "What a reader has to know",
        vec![Part::List(notes)],
    )
}
