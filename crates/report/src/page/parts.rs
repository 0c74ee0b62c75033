//! What a page is made of. Names within sentences stand in backticks.

use serde::{Deserialize, Serialize};

use tierone_chart::Drawing;
use tierone_scenario::diagnostic::SourceFile;
use tierone_stats::format::{plain, thousands};

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
    pub kind: Kind,
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
        kind: Kind,
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
pub enum Kind {
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

/// A table with one row of heads, and a head to each row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What links to it name.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// Its columns; the first is of the heads of rows.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table.
    pub(super) fn new(
        id: impl Into<String>,
        caption: impl Into<String>,
        columns: Vec<Column>,
        rows: Vec<Row>,
    ) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            columns,
            rows,
        }
    }

    /// The same; none without rows.
    pub(super) fn of(
        id: impl Into<String>,
        caption: impl Into<String>,
        columns: Vec<Column>,
        rows: Vec<Row>,
    ) -> Option<Self> {
        (!rows.is_empty()).then(|| Self::new(id, caption, columns, rows))
    }

    /// Leaves out columns of figures in which no row has one.
    pub(super) fn drop_empty(&mut self) {
        for at in (1..self.columns.len()).rev() {
            let mut cells = self.rows.iter().map(|row| &row.cells[at - 1]);
            if self.columns[at].figures && cells.all(|cell| cell.value.is_none()) {
                self.columns.remove(at);
                for row in &mut self.rows {
                    row.cells.remove(at - 1);
                }
            }
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name, with its unit.
    pub name: String,
    /// Whether its cells are figures.
    pub figures: bool,
    /// The policy that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<usize>,
}

impl Column {
    /// A column of words.
    pub(super) fn words(name: &str) -> Self {
        Self {
            name: name.into(),
            figures: false,
            policy: None,
        }
    }

    /// A column of figures.
    pub(super) fn figures(name: &str) -> Self {
        Self {
            figures: true,
            ..Self::words(name)
        }
    }

    /// Columns of words, and columns of figures after them.
    pub(super) fn all(words: &[&str], figures: &[&str]) -> Vec<Self> {
        let words = words.iter().map(|name| Self::words(name));
        let figures = figures.iter().map(|name| Self::figures(name));
        words.chain(figures).collect()
    }

    /// A column of a policy's figures.
    pub(super) fn policy(name: &str, policy: usize) -> Self {
        Self {
            policy: Some(policy),
            ..Self::figures(name)
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What links to it name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is of.
    pub head: String,
    /// Its cells, one fewer than the table has columns.
    pub cells: Vec<Cell>,
    /// The policy that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<usize>,
}

impl Row {
    /// A row of no policy in particular.
    pub(super) fn new(head: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self {
            id: None,
            head: head.into(),
            cells,
            policy: None,
        }
    }

    /// A row of something with a name.
    pub(super) fn named(name: &str, cells: Vec<Cell>) -> Self {
        Self::new(format!("`{}`", plain(name)), cells)
    }

    /// A row of something of a policy.
    pub(super) fn of_policy(policy: usize, name: &str, cells: Vec<Cell>) -> Self {
        Self {
            policy: Some(policy),
            ..Self::named(name, cells)
        }
    }

    /// A row of words about something.
    pub(super) fn about(head: impl Into<String>, words: impl Into<String>) -> Self {
        Self::new(head, vec![Cell::words(words)])
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it.
    pub shown: String,
    /// The figure as the tables of the folder have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What is said of it when it is pointed at; it stands elsewhere in the page as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// The place in this page that it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<String>,
}

impl Cell {
    /// Words.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self {
            shown: text.into(),
            ..Self::default()
        }
    }

    /// The name of something.
    pub(super) fn name(name: &str) -> Self {
        Self::words(format!("`{}`", plain(name)))
    }

    /// A figure.
    pub(super) fn figure(shown: String, value: f64) -> Self {
        Self {
            shown,
            // Minus zero is zero.
            value: Some(value + 0.0).filter(|value| value.is_finite()),
            ..Self::default()
        }
    }

    /// A figure with so many decimals; a dash where there is none.
    pub(super) fn decimals(value: Option<f64>, decimals: usize) -> Self {
        value.map_or_else(Self::none, |value| {
            Self::figure(format!("{value:.decimals$}"), value)
        })
    }

    /// A whole number.
    pub(super) fn count(count: u64) -> Self {
        Self::figure(thousands(&count.to_string()), count as f64)
    }

    /// What cannot be computed.
    pub(super) fn none() -> Self {
        Self::words("–")
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
