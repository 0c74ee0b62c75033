//! A page of sentences, charts and tables, the same for every command that leaves one: first screen, figures, words, source.

use tierone_chart::Drawing;
use tierone_scenario::diagnostic::SourceFile;

use super::parts::{Column, Page, PageKind, Part, Row, Section, Table, Term};
use crate::hash::text_hash;
use crate::versions::TOOL_VERSION;

/// What stands on the page.
pub(super) struct PageText<'a> {
    pub kind: PageKind,
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

impl PageText<'_> {
    /// The page.
    pub(super) fn page(self) -> Page {
        let mut tables = self.tables.into_iter().map(Part::Table);
        let mut charts = self.drawings.iter().map(Part::chart);
        let mut first = Vec::new();
        if self.table_first {
            first.extend(tables.next());
        }
        first.extend(charts.next());
        first.push(Part::Text(self.how.into()));
        let terms = self.meanings.iter();
        let terms = terms.map(|(word, meaning)| Term::new(word, meaning));
        let meanings = Part::terms("What these figures mean", terms);
        let list = (!self.notes.is_empty()).then_some(Part::List(self.notes));
        let sections = [
            Section::of("charts", "More charts", charts.collect()),
            Section::of("figures", "Figures", tables.collect()),
            of_one("notes", "What a reader has to know", list),
            of_one("meanings", "What the words and figures mean", meanings),
            provenance(self.facts, self.sources),
        ];
        let (title, answer) = (self.title, self.answer);
        Page::new(self.kind, title, self.question, answer, first, sections)
    }
}

fn of_one(id: &str, title: &str, part: Option<Part>) -> Option<Section> {
    Section::of(id, title, part.into_iter().collect())
}

fn provenance(facts: Vec<(String, String)>, sources: &[SourceFile]) -> Option<Section> {
    let program = ("program".to_owned(), format!("tierone {TOOL_VERSION}"));
    let facts = std::iter::once(program).chain(facts);
    let facts = facts.map(|(head, text)| Row::about(head, text));
    let hashes = sources.iter().map(|source| {
        let hash = format!("SHA-256 {}", text_hash(&source.text));
        Row::about(format!("file {}", source.path), hash)
    });
    let columns = Column::all(&["what", "value"], &[]);
    let rows = facts.chain(hashes).collect();
    let mut parts = vec![
        Part::Table(Table::new("what-ran", "What ran", columns, rows)),
        Part::Text(
            "The same files, options and version give the same figures, bit for bit, on the same kind of machine.".into(),
        ),
    ];
    parts.extend(Part::files("The scenario", sources));
    Section::of("provenance", "Where this comes from", parts)
}
