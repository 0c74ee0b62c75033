//! A paragraph on methods that can be pasted into a publication.

use tierone_records::assess::{FigureName, Scope};

use tierone_stats::format::confidence;

use super::cells::sentence;
use super::made::EstimateMade;
use crate::page::parts::{Part, Section};
use crate::versions::TOOL_VERSION;

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let report = made.report;
    let all = report.groups.first()?;
    let accuracy = all
        .figures
        .iter()
        .find(|figure| figure.name == FigureName::Accuracy);
    let mut text = format!("{}.", sentence(&report.design));
    if let Some(figure) = accuracy {
        text += &format!(
            " Accuracy is the share of decisions without an error in an accuracy attribute; {} decisions were checked.",
            figure.n
        );
    }
    let of_frame = all
        .figures
        .iter()
        .any(|figure| figure.scope == Scope::Frame);
    text += match of_frame {
        true => {
            " Estimates are weighted by the inverse of each decision's probability of being drawn."
        }
        false => {
            " The probability of each decision to be drawn is unknown: the figures are of the decisions that were checked, and \
             of no others."
        }
    };
    let methods: Vec<String> = report
        .methods()
        .into_iter()
        .map(|(method, meaning)| format!("{meaning} ({method})"))
        .collect();
    if !methods.is_empty() {
        text += &format!(
            " Intervals of {} % confidence are: {}.",
            confidence(report.confidence),
            methods.join("; ")
        );
    }
    if all
        .figures
        .iter()
        .any(|figure| figure.name == FigureName::MveGross)
    {
        text += " The monetary value of error is money wrongly assessed, over plus under, as a share of the money assessed; a \
                 decision's over and under are netted first.";
    }
    if report.suppress_below > 1 {
        text += &format!(
            " Groups with fewer than {} checked cases are left out, and others from which those could be worked out.",
            report.suppress_below
        );
    }
    text += &format!(" Worked out with tierone {TOOL_VERSION}.");
    let parts = vec![
        Part::Text("To paste into a publication:".into()),
        Part::Quotation(report.answer.iter().cloned().chain([text]).collect()),
    ];
    Section::of("methods", "Methods", parts)
}
