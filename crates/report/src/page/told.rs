//! A page of sentences, charts and tables, the same for every command that leaves one: first screen, figures, words, source.

use tierone_chart::Drawing;
use tierone_scenario::diagnostic::SourceFile;

use super::parts::{Cell, Chart, Code, Column, Kind, Page, Part, Row, Section, Table, Term, Terms};
use crate::hash::text_hash;
use crate::versions::TOOL_VERSION;

/// What stands on the page.
pub(super) struct Told<'a> {
    pub kind: Kind,
    pub title: &'a str,
    pub question: String,
    pub answer: Vec<String>,
    /// The first is on the first screen.
    pub drawings: &'a [Drawing],
    /// What it rests on, in a paragraph.
    pub how: &'a str,
    /// Tables of figures, the first of them on the first screen if that is said.
    pub tables: Vec<Table>,
    pub table_first: bool,
    /// What a reader has to know.
    pub notes: Vec<String>,
    /// Words and what they mean.
    pub meanings: &'a [(&'a str, &'a str)],
    /// What ran.
    pub facts: Vec<(String, String)>,
    pub sources: &'a [SourceFile],
}

impl Told<'_> {
    /// The page.
    pub(super) fn page(self) -> Page {
        let mut tables = self.tables.into_iter().map(Part::Table);
        let mut charts = self
            .drawings
            .iter()
            .map(|drawing| Part::Chart(Chart::of(drawing)));
        let mut first = Vec::new();
        if self.table_first {
            first.extend(tables.next());
        }
        first.extend(charts.next());
        first.push(Part::Text(self.how.into()));
        let terms = self.meanings.iter().map(|(word, meaning)| Term {
            word: (*word).into(),
            meaning: vec![(*meaning).into()],
        });
        let meanings = Part::Terms(Terms {
            summary: "What these figures mean".into(),
            terms: terms.collect(),
        });
        let list = (!self.notes.is_empty()).then_some(Part::List(self.notes));
        let sections = [
            Section::of("charts", "More charts", charts.collect()),
            Section::of("figures", "Figures", tables.collect()),
            Section::of(
                "notes",
                "What a reader has to know",
                list.into_iter().collect(),
            ),
            Section::of(
                "meanings",
                "What the words and figures mean",
                vec![meanings],
            ),
            provenance(self.facts, self.sources),
        ];
        Page {
            tool: "tierone".into(),
            version: TOOL_VERSION.into(),
            kind: self.kind,
            title: self.title.into(),
            question: self.question,
            answer: self.answer,
            first,
            policies: Vec::new(),
            sections: sections.into_iter().flatten().collect(),
        }
    }
}

fn provenance(facts: Vec<(String, String)>, sources: &[SourceFile]) -> Option<Section> {
    let program = ("program".to_owned(), format!("tierone {TOOL_VERSION}"));
    let facts = std::iter::once(program).chain(facts);
    let facts = facts.map(|(head, text)| Row::new(head, vec![Cell::words(text)]));
    let hashes = sources.iter().map(|source| {
        let hash = format!("SHA-256 {}", text_hash(&source.text));
        Row::new(format!("file {}", source.path), vec![Cell::words(hash)])
    });
    let mut parts = vec![
        Part::Table(Table {
            id: "what-ran".into(),
            caption: "What ran".into(),
            columns: ["what", "value"].map(Column::words).to_vec(),
            rows: facts.chain(hashes).collect(),
        }),
        Part::Text(
            "The same files, options and version give the same figures, bit for bit, on the same kind of machine.".into(),
        ),
    ];
    parts.extend(sources.iter().map(|source| {
        Part::Code(Code {
            summary: format!("The scenario in full: `{}`", source.path),
            text: source.text.clone(),
        })
    }));
    Section::of("provenance", "Where this comes from", parts)
}
