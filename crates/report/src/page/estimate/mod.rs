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

use super::parts::{Page, PageKind, Part, Section};
use cells::sentence;

pub use made::EstimateMade;

/// The page of an estimate.
pub fn estimate_page(made: &EstimateMade) -> Page {
    let mut first = vec![Part::Text(format!("{}.", sentence(&made.report.design)))];
    first.extend(figures::targets(made).map(Part::Table));
    first.extend(made.lead().map(Part::chart));
    Page::new(
        PageKind::Estimate,
        made.title,
        "What share of decisions is right, how much money is wrong, and how sure can we be?",
        made.report.answer.clone(),
        first,
        [
            figures::section(made),
            groups::section(made),
            signals::section(made),
            counts::section(made),
            notes(made.report),
            methods::section(made),
            meanings::section(made),
            provenance::section(made),
        ],
    )
}

/// What a reader has to know of the cases.
fn notes(report: &EstimateReport) -> Option<Section> {
    let notes = report.notes.iter();
    let notes: Vec<String> = notes.map(|note| format!("{}.", sentence(note))).collect();
    let list = (!notes.is_empty()).then_some(Part::List(notes));
    Section::of(
        "notes",
        "What a reader has to know",
        list.into_iter().collect(),
    )
}
