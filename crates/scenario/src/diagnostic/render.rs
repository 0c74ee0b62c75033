//! Findings as text: underlined for people, a line of JSON each for programs.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
    normalize_untrusted_str,
};
use serde::Serialize;

use super::lines::{Lines, clipped};
use super::{Diagnostic, Label, Severity, SourceFile};

/// Lines longer than this, in bytes, are named by line and column and not shown.
const LONGEST_LINE: usize = 400;
/// Labels further apart than this, in lines, are shown in pieces.
const FURTHEST: usize = 40;

/// Findings as a compiler shows them: file, line and column, the words underlined, the remedy.
pub fn human(diagnostics: &[Diagnostic], sources: &[SourceFile], colour: bool) -> String {
    let lines = lines_of(sources);
    let renderer = match colour {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let mut page = String::new();
    for diagnostic in diagnostics {
        page += &renderer.render(&[group(diagnostic, sources, &lines)]);
        page += "\n\n";
    }
    page
}

/// One JSON object a line for each finding, each code with its name; lines and columns count from 1, columns
/// in characters.
pub fn json(
    diagnostics: &[Diagnostic],
    sources: &[SourceFile],
    name: impl Fn(&'static str) -> &'static str,
) -> String {
    let lines = lines_of(sources);
    let mut page = String::new();
    for diagnostic in diagnostics {
        let labels = diagnostic.labels.iter();
        let mut labels = labels.filter_map(|label| LabelRow::of(label, sources, &lines));
        let row = DiagnosticRow {
            code: diagnostic.code,
            name: name(diagnostic.code),
            severity: diagnostic.severity.word(),
            message: &diagnostic.message,
            first: labels.next(),
            help: diagnostic.help.as_deref(),
            related: labels.collect(),
        };
        page += &serde_json::to_string(&row).expect("a row is plain data");
        page.push('\n');
    }
    page
}

fn lines_of(sources: &[SourceFile]) -> Vec<Lines> {
    let texts = sources.iter().map(|source| &source.text);
    texts.map(|text| Lines::of(text)).collect()
}

/// A finding as programs get it.
#[derive(Serialize)]
struct DiagnosticRow<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    first: Option<LabelRow<'a>>,
    help: Option<&'a str>,
    related: Vec<LabelRow<'a>>,
}

/// A place in a file, and what is said about it.
#[derive(Serialize)]
struct LabelRow<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: &'a str,
}

impl<'a> LabelRow<'a> {
    fn of(label: &'a Label, sources: &'a [SourceFile], lines: &[Lines]) -> Option<Self> {
        let source = sources.get(label.file)?;
        let lines = lines.get(label.file)?;
        let (line, column) = lines.place(&source.text, label.span.start);
        let end = label.span.end.max(label.span.start);
        let (end_line, end_column) = lines.place(&source.text, end);
        Some(Self {
            path: &source.path,
            line,
            column,
            end_line,
            end_column,
            label: &label.text,
        })
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a [SourceFile], lines: &[Lines]) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(diagnostic.message.as_str());
    let mut group = Group::with_title(title.id(diagnostic.code));
    for piece in pieces(diagnostic, sources, lines) {
        for element in piece.elements() {
            group = group.element(element);
        }
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(normalize_untrusted_str(help))),
        None => group,
    }
}

/// Labels of one file that are shown together.
struct Piece<'a> {
    source: &'a SourceFile,
    /// Lines shown, counted from 0.
    shown: Range<usize>,
    /// Bytes of those lines.
    window: Range<usize>,
    /// Labels with their clipped bytes; whether it is the first of the finding.
    labels: Vec<(&'a Label, Range<usize>, bool)>,
    /// Line and column of the first label, from 1.
    at: (usize, usize),
}

fn pieces<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a [SourceFile],
    lines: &[Lines],
) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for (i, label) in diagnostic.labels.iter().enumerate() {
        let (Some(source), Some(lines)) = (sources.get(label.file), lines.get(label.file)) else {
            continue;
        };
        let span = clipped(&source.text, &label.span);
        let line = lines.line(span.start);
        let near = pieces.iter_mut().find(|piece| {
            std::ptr::eq(piece.source, source)
                && line + FURTHEST > piece.shown.start
                && line < piece.shown.end + FURTHEST
        });
        match near {
            Some(piece) => {
                piece.shown = piece.shown.start.min(line)..piece.shown.end.max(line + 1);
                piece.window = lines.bytes(&source.text, &piece.shown);
                piece.labels.push((label, span, i == 0));
            }
            None => pieces.push(Piece {
                source,
                shown: line..line + 1,
                window: lines.bytes(&source.text, &(line..line + 1)),
                at: lines.place(&source.text, span.start),
                labels: vec![(label, span, i == 0)],
            }),
        }
    }
    pieces
}

impl<'a> Piece<'a> {
    fn elements(&self) -> Vec<Element<'a>> {
        let text = &self.source.text[self.window.clone()];
        if text.trim().is_empty() || text.lines().any(|line| line.len() > LONGEST_LINE) {
            return self.in_words();
        }
        let annotations: Vec<Annotation<'a>> = self
            .labels
            .iter()
            .map(|(label, span, first)| {
                let kind = if *first {
                    AnnotationKind::Primary
                } else {
                    AnnotationKind::Context
                };
                let span = span.start - self.window.start..span.end - self.window.start;
                kind.span(span).label(normalize_untrusted_str(&label.text))
            })
            .collect();
        let snippet = Snippet::source(text)
            .line_start(self.shown.start + 1)
            .path(self.source.path.as_str())
            .annotations(annotations);
        vec![snippet.into()]
    }

    /// A place that cannot be shown: an empty line, or one that is far too long.
    fn in_words(&self) -> Vec<Element<'a>> {
        let origin = Origin::path(self.source.path.as_str())
            .line(self.at.0)
            .char_column(self.at.1);
        let mut elements: Vec<Element<'a>> = vec![origin.into()];
        for (label, _, _) in &self.labels {
            elements.push(
                Level::NOTE
                    .message(normalize_untrusted_str(&label.text))
                    .into(),
            );
        }
        elements
    }
}
