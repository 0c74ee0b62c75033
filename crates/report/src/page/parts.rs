//! What a page is made of. Names within sentences stand in backticks.

use serde::{Deserialize, Serialize};

use tierone_chart::Drawing;
use tierone_scenario::diagnostic::SourceFile;

pub(super) use super::table::{Cell, Column, Row, Table};
use crate::versions::TOOL_VERSION;

/// What a dash means, as pages that have one say it.
pub(super) const DASH: (&str, &str) = (
    "–",
    "It cannot be computed, or it does not apply. It is not zero.",
);

/// A page: what is on its first screen, and the sections below.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// This program's name.
    pub tool: String,
    /// The version that the figures are of.
    pub version: String,
    /// The command whose results it shows.
    pub kind: PageKind,
    /// What it is about.
    pub title: String,
    /// The question that it answers.
    pub question: String,
    /// The answer, a sentence or two an entry.
    pub answer: Vec<String>,
    /// What else is on the first screen.
    pub first: Vec<Part>,
    /// Policies that a reader can choose among.
    pub policies: Vec<String>,
    /// What is below the first screen.
    pub sections: Vec<Section>,
}

impl Page {
    /// A page of this program, without policies to choose among; sections that are none are left out.
    pub(super) fn new(
        kind: PageKind,
        title: &str,
        question: impl Into<String>,
        answer: Vec<String>,
        first: Vec<Part>,
        sections: impl IntoIterator<Item = Option<Section>>,
    ) -> Self {
        Self {
            tool: "tierone".into(),
            version: TOOL_VERSION.into(),
            kind,
            title: title.into(),
            question: question.into(),
            answer,
            first,
            policies: Vec::new(),
            sections: sections.into_iter().flatten().collect(),
        }
    }

    /// What the page is made of, as `page.json` holds it.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a page is plain data");
        text.push('\n');
        text
    }

    /// The page that such a text holds.
    ///
    /// # Errors
    /// It is none.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The names of its charts: each is the picture `charts/NAME.svg` of the folder.
    pub fn charts(&self) -> Vec<&str> {
        let sections = self.sections.iter().flat_map(|section| &section.parts);
        let charts = self.first.iter().chain(sections);
        let names = charts.filter_map(|part| match part {
            Part::Chart(chart) => Some(chart.name.as_str()),
            _ => None,
        });
        names.collect()
    }
}

/// A command that leaves a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// A simulation.
    Run,
    /// An estimate from real checks.
    Estimate,
    /// How long real cases take.
    Durations,
    /// What a pilot shows in real checks.
    Pilot,
    /// What was found in scenarios without running them.
    Lint,
    /// A forecast of a scenario.
    Forecast,
    /// A forecast of a published figure.
    Series,
    /// What the answers of a scenario hang on.
    Sensitivity,
    /// A grid over keys of a scenario.
    Sweep,
    /// What results say of a scenario's numbers.
    Fit,
    /// A plan of quotas.
    Plan,
}

/// A section with its heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// What links to it name.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What is in it.
    pub parts: Vec<Part>,
}

impl Section {
    /// A section; none without parts.
    pub(super) fn of(id: &str, title: &str, parts: Vec<Part>) -> Option<Self> {
        (!parts.is_empty()).then(|| Self {
            id: id.into(),
            title: title.into(),
            parts,
        })
    }
}

/// One thing of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// Paragraphs that are made to be copied.
    Quotation(Vec<String>),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart with the figures behind it.
    Chart(Chart),
    /// What words mean, folded away.
    Terms(Terms),
    /// A file in full, folded away.
    Code(Code),
    /// Tables that are folded away under a name.
    Folded(String, Vec<Table>),
}

impl Part {
    /// A chart.
    pub(super) fn chart(drawing: &Drawing) -> Self {
        Self::Chart(Chart {
            name: drawing.name.clone(),
            title: drawing.title.clone(),
            subtitle: drawing.subtitle.clone(),
            columns: drawing.table.columns.clone(),
            rows: drawing.table.rows.clone(),
        })
    }

    /// Words that are opened by a summary; none without words.
    pub(super) fn terms(summary: &str, terms: impl Iterator<Item = Term>) -> Option<Self> {
        let terms: Vec<Term> = terms.collect();
        (!terms.is_empty()).then(|| {
            Self::Terms(Terms {
                summary: summary.into(),
                terms,
            })
        })
    }

    /// The files of something in full, each opened by its path.
    pub(super) fn files<'s>(
        what: &'s str,
        files: &'s [SourceFile],
    ) -> impl Iterator<Item = Self> + 's {
        files.iter().map(move |file| {
            Self::Code(Code {
                summary: format!("{what} in full: `{}`", file.path),
                text: file.text.clone(),
            })
        })
    }
}

/// A chart of the folder, with the figures that are drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Its name, of `charts/NAME.svg`.
    pub name: String,
    /// The finding in words.
    pub title: String,
    /// What is measured.
    pub subtitle: String,
    /// Names of the columns of its figures, with units.
    pub columns: Vec<String>,
    /// The figures as text.
    pub rows: Vec<Vec<String>>,
}

/// The chart of a name among those that were drawn.
pub(super) fn drawn<'a>(drawings: &'a [Drawing], name: &str) -> Option<&'a Drawing> {
    drawings.iter().find(|drawing| drawing.name == name)
}

/// What words mean, folded away under a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// What they are opened by.
    pub summary: String,
    /// The words.
    pub terms: Vec<Term>,
}

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The word.
    pub word: String,
    /// Meaning, formula, inputs, source: a paragraph each.
    pub meaning: Vec<String>,
}

impl Term {
    /// A word with one paragraph.
    pub(super) fn new(word: &str, meaning: &str) -> Self {
        Self {
            word: word.into(),
            meaning: vec![meaning.into()],
        }
    }
}

/// A file in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// What it is opened by.
    pub summary: String,
    /// The text.
    pub text: String,
}

/// One finding of the static analysis, with what its rule says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LintRow {
    /// Its code.
    pub code: String,
    /// The name of its rule; the code where it has none.
    pub name: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// What was found.
    pub message: String,
    /// The file and line.
    pub place: String,
    /// What to do.
    pub help: Option<String>,
    /// Why it matters, how its number is worked out, the source, the remedy.
    pub why: Vec<String>,
}
