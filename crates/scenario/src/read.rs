//! The door: a scenario file in, a resolved scenario or every problem out.

use super::document::{Place, Table};
use super::extends::{self, Load};
use super::keys::SCENARIO;
use super::reader::Reader;
use super::view::View;
use super::what_if::{End, ReadWith, Taken, WhatIf};
use super::{catalogue, codes, resolve, shipped_pathways, shipped_workflows};
use crate::assumption::Assumption;
use crate::diagnostic::{Diagnostic, Label, Severity, SourceFile};
use crate::lint_levels::LintSetting;
use crate::measure_name::MeasureName;
use crate::places::Places;
use crate::scenario::Scenario;

/// What reading a scenario gives.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The scenario, if there is no error.
    pub scenario: Option<Scenario>,
    /// Everything that is wrong, in file order.
    pub problems: Vec<Diagnostic>,
    /// The file itself, then those it extends, the shipped catalogue of attributes, and the shipped
    /// correction workflow and pathways that are named.
    pub sources: Vec<SourceFile>,
    /// Every value that carries a source or a range, in the order of reading.
    pub assumptions: Vec<Assumption>,
    /// How serious the scenario says that lints are, in file order.
    pub lints: Vec<LintSetting>,
    /// Where it says what.
    pub places: Places,
    /// What it was read with.
    pub(super) read_with: ReadWith,
}

/// Reads `file`, and through `load` the files it extends.
///
/// `load` is given the path of the naming file and the path as written. `measures` are
/// those that a run can be asked to be precise about.
pub fn read(file: SourceFile, load: &mut Load<'_>, measures: &[MeasureName]) -> Reading {
    let extends::Merged {
        mut table,
        mut sources,
        problems: mut broken,
        broken: lost,
    } = extends::gather(file, load);
    let catalogue_file = sources.len();
    let (shipped, mut slips) = catalogue::nodes(catalogue_file);
    sources.push(catalogue::source());
    broken.append(&mut slips);
    if let Some(shipped) = shipped_workflows::named(&table) {
        broken.append(&mut shipped.add_to(&mut table, sources.len()));
        sources.push(shipped.source());
    }
    let (mut slips, mut pathways) = shipped_pathways::add_to(&mut table, sources.len());
    broken.append(&mut slips);
    sources.append(&mut pathways);

    let mut reader = Reader::default();
    let known = extends::merge_named(shipped, table.items("attribute").to_vec());
    let start = Place {
        file: 0,
        span: first_line(&sources[0].text),
    };
    let top = View::of_table(&mut reader, &table, start.clone(), &SCENARIO, "");
    let lints = resolve::lints::read(&mut reader, &top);
    let around = resolve::surroundings::Surroundings {
        known: &known,
        catalogue_file,
        measures,
    };
    let scenario = resolve::scenario(&mut reader, &top, &around);

    let Reader {
        mut problems,
        assumptions,
        uncounted,
        what_if: _,
    } = reader;
    if lost {
        problems = without_echoes(problems, &broken, &sources);
    }
    problems.append(&mut broken);
    problems.sort_by_key(|problem| {
        let first = problem.labels.first();
        first.map(|label| (label.file, label.span.start, label.span.end))
    });
    if uncounted > 0 {
        let last = problems.last().and_then(|problem| problem.labels.first());
        problems.push(too_many(uncounted, last.cloned()));
    }
    Reading {
        scenario: is_sound(&problems).then_some(scenario),
        problems,
        sources,
        assumptions,
        lints,
        places: Places::new(table, start),
        read_with: ReadWith {
            known,
            catalogue_file,
            measures: measures.to_vec(),
        },
    }
}

impl Reading {
    /// The scenario with the assumption at `key` (as in [`Assumption::key`]) at an end of its range, and the value
    /// there as a number: a share, a duration in days. `None` where the scenario does not hold with it.
    pub fn with(&self, key: &str, end: End) -> Option<(Scenario, f64)> {
        let (scenario, sizes) = self.with_all(&[(key, end)])?;
        Some((scenario, sizes[0]))
    }

    /// The same with several assumptions at once.
    pub fn with_all(&self, ends: &[(&str, End)]) -> Option<(Scenario, Vec<f64>)> {
        let taken = |&(key, end): &(&str, End)| Taken {
            key: key.to_owned(),
            end,
            size: None,
        };
        let what_if = WhatIf {
            taken: ends.iter().map(taken).collect(),
        };
        let (table, _) = self.places.whole();
        let (scenario, reader) = self.resolved(table, Some(what_if));
        let taken = reader.what_if?.taken;
        let sizes: Option<Vec<f64>> = taken.iter().map(|taken| taken.size).collect();
        is_sound(&reader.problems).then_some((scenario, sizes?))
    }

    /// The scenario that a table of values stands for, with what was found on the way.
    pub(crate) fn resolved(&self, table: &Table, what_if: Option<WhatIf>) -> (Scenario, Reader) {
        let (_, start) = self.places.whole();
        let mut reader = Reader {
            what_if,
            ..Reader::default()
        };
        let top = View::of_table(&mut reader, table, start.clone(), &SCENARIO, "");
        let ReadWith {
            known,
            catalogue_file,
            measures,
        } = &self.read_with;
        // Levels of lints are keys of the scenario too.
        resolve::lints::read(&mut reader, &top);
        let around = resolve::surroundings::Surroundings {
            known,
            catalogue_file: *catalogue_file,
            measures,
        };
        let scenario = resolve::scenario(&mut reader, &top, &around);
        (scenario, reader)
    }
}

/// Whether nothing that was found is an error.
fn is_sound(problems: &[Diagnostic]) -> bool {
    let mut severities = problems.iter().map(|problem| problem.severity);
    severities.all(|severity| severity < Severity::Error)
}

/// The first line that holds anything, as a place for what the whole file lacks.
fn first_line(text: &str) -> std::ops::Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            let start = start + (line.len() - line.trim_start().len());
            // A line may be the whole of a very long file.
            return start..start + words.chars().take(80).map(char::len_utf8).sum::<usize>();
        }
        start += line.len();
    }
    0..0
}

/// Drops what may only be an echo of a line that could not be read: things that seem missing, and
/// values on the broken lines themselves.
fn without_echoes(
    mut problems: Vec<Diagnostic>,
    broken: &[Diagnostic],
    sources: &[SourceFile],
) -> Vec<Diagnostic> {
    let echoing = [
        codes::MISSING_KEY,
        codes::UNKNOWN_NAME,
        codes::LENGTH,
        codes::SHARES,
        codes::CONTRADICTION,
        codes::WORKFLOW,
    ];
    let lines: std::collections::BTreeSet<(usize, usize)> = broken
        .iter()
        .flat_map(|problem| &problem.labels)
        .map(|label| (label.file, line_start(sources, label)))
        .collect();
    let is_on_them = |label: &Label| lines.contains(&(label.file, line_start(sources, label)));
    problems.retain(|problem| {
        !echoing.contains(&problem.code) && !problem.labels.first().is_some_and(is_on_them)
    });
    problems
}

fn line_start(sources: &[SourceFile], label: &Label) -> usize {
    let source = sources.get(label.file);
    let before = source.and_then(|source| source.text.get(..label.span.start));
    let end = before.and_then(|text| text.rfind('\n'));
    end.map_or(0, |at| at + 1)
}

fn too_many(uncounted: usize, last: Option<Label>) -> Diagnostic {
    let (file, span) = last.map_or((0, 0..0), |label| (label.file, label.span));
    Diagnostic::error(
        codes::TOO_MANY,
        format!("{uncounted} more problems are not listed"),
        Label::new(file, span, "the last one that is listed"),
        "put the problems above right and read the file again",
    )
}
