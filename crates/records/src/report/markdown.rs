//! The report for a document: the answer, one table of figures, one of changes, and the notes, in Markdown.

use super::rows::{EstimateReport, Group};
use super::table::{change_rows, figure_header, figure_row};

/// The whole report in Markdown.
pub fn markdown(report: &EstimateReport) -> String {
    let mut text: String = report
        .answer
        .iter()
        .map(|said| format!("{said}\n\n"))
        .collect();
    text += &format!("Design: {}.\n\n", report.design);
    let named = report.groups.len() > 1;
    let mut head = figure_header(report);
    if named {
        head.insert(0, "group".into());
    }
    let of_group = |group: &Group| {
        let name = match &group.by {
            Some(by) => format!("{by}: {}", group.name),
            None => group.name.clone(),
        };
        let rows = group.figures.iter().map(|figure| {
            let mut row = figure_row(figure);
            if named {
                row.insert(0, name.clone());
            }
            row
        });
        rows.collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = report.groups.iter().flat_map(of_group).collect();
    text += &table(&head, &rows);
    let mut changes = change_rows(report).into_iter();
    if let Some(head) = changes.next() {
        text += "\n";
        text += &table(&head, &changes.collect::<Vec<_>>());
    }
    for (method, meaning) in report.methods() {
        text += &format!("\n* {method}: {meaning}");
    }
    for note in &report.notes {
        text += &format!("\n* {note}");
    }
    text += "\n";
    text
}

/// A table: words to the left in the first column and the last, figures to the right.
fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let last = head.len() - 1;
    let sides: Vec<String> = (0..head.len())
        .map(|at| if at == 0 || at == last { "---" } else { "--:" }.to_owned())
        .collect();
    let rows: String = rows.iter().map(|row| line(row)).collect();
    line(head) + &line(&sides) + &rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::build;
    use crate::request::Request;
    use crate::testing::{joined, request};

    #[test]
    fn a_document_gets_the_answer_and_a_table() {
        let request = Request {
            population: Some(100),
            by: vec!["team".into()],
            ..request()
        };
        let text = "number,outcome,team\n1,fail,a|b\n2,pass,a|b\n3,pass,c\n4,pass,c\n";
        let report = build(&request, joined(&request, text)).expect("a report");
        let text = markdown(&report);
        assert!(
            text.starts_with("Of 100 decisions, 75.0 % were right"),
            "{text}"
        );
        assert!(text.contains("\n| group | figure | estimate |"), "{text}");
        assert!(text.contains("| team: a\\|b | accuracy | 50"), "{text}");
        assert!(
            text.contains("\n* wilson: Wilson's score interval\n* "),
            "{text}"
        );
    }
}
