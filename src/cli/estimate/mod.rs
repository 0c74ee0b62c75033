//! `tierone estimate`: accuracy and the monetary value of error from real check results.

mod changes;
mod explain;
mod files;
mod folder;
mod join;
mod json;
mod options;
mod pictures;
mod read;
mod signals;
mod table;
mod zero;

pub(super) use options::Options;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::assess::{
    self, Asked, Case, Correction, Figure, Kind, Met, Point, Rate, Sample, Scope, Tally, named,
    probability,
};
use crate::estimate::Estimate;

use super::exit::Failure;
use super::reading::span;
use super::terminal;
use join::Gathered;
use options::{Format, Target, Tolerance};

/// All that is told.
pub(super) struct Report {
    design: String,
    notes: Vec<String>,
    groups: Vec<Group>,
    changes: Vec<Changed>,
    /// A control chart and a funnel.
    signals: Vec<Signals>,
    tallies: BTreeMap<(&'static str, String), Tally>,
    confidence: f64,
    suppress_below: u64,
}

/// Cases that figures are told of.
struct Group {
    /// The column that tells them apart; empty for all.
    by: String,
    name: String,
    figures: Vec<Figure>,
    targets: Vec<(Target, Option<Met>)>,
    /// What else has to be said of them.
    said: Vec<String>,
    suppressed: bool,
}

/// Periods, or people, within limits.
struct Signals {
    /// The column that a funnel is of; none for a control chart over periods.
    column: Option<String>,
    points: Vec<Point>,
}

impl Signals {
    fn title(&self) -> String {
        match &self.column {
            None => "control chart by period".to_owned(),
            Some(column) => format!("funnel by {column}"),
        }
    }
}

/// A change from one group to another.
struct Changed {
    column: String,
    groups: [String; 2],
    figure: &'static str,
    change: Estimate,
}

/// Estimates, and tells it.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let Some(results) = &options.results else {
        return explain::run(options.explain.unwrap_or("accuracy"), None);
    };
    if let Some(out) = &options.out {
        folder::may_stand(out, options.force)?;
    }
    let mut gathered = read::gather(options, results)?;
    let report = report(options, &mut gathered)?;
    if let Some(figure) = options.explain {
        return explain::run(figure, Some(&report));
    }
    if let Some(out) = &options.out {
        folder::write(out, &report)?;
    }
    match options.format {
        Format::Table => terminal::answer(&table::text(&report)),
        Format::Json => terminal::answer(&json::text(&report)),
    }
}

fn report(options: &Options, gathered: &mut Gathered) -> Result<Report, Failure> {
    let closed = options.closed.as_deref();
    let closed = closed.map(|text| span("--closed", text)).transpose()?;
    let mut cases = std::mem::take(&mut gathered.cases);
    if let Some(population) = options.population {
        let drawn = gathered.drawn;
        if drawn > population {
            return Err(Failure::input(format!(
                "{drawn} cases cannot be a sample of {population}"
            )));
        }
        for case in &mut cases {
            case.stratum = 0;
            case.weight = Some(population as f64 / drawn as f64);
        }
        if gathered.repeated {
            in_rows(&mut cases, population);
        }
    }
    assess::told_in_steps(&mut cases).map_err(|why| {
        Failure::input(why).help("the columns are `cluster`, `clusters`, `cluster size`, `weight`")
    })?;
    let sample = Sample::new(cases, gathered.sided);
    let asked = Asked {
        confidence: options.confidence,
        seed: options.seed,
        max_error: match options.max_error {
            Some(Tolerance::Amount(most)) => Some(most),
            _ => None,
        },
        max_taint: match options.max_error {
            Some(Tolerance::Share(most)) => most,
            _ => 1.0,
        },
        total_value: options.total_value,
        ..Asked::default()
    };
    if (closed.is_some() || options.period.is_some()) && gathered.closed.iter().all(Option::is_none)
    {
        return Err(Failure::input("no case has a close date").help(
            "tell where it stands with --map 'close date=…', or name the drawn.csv with --sample",
        ));
    }
    let all = inside(gathered, closed.as_ref());
    let mut report = Report {
        design: sample.described(),
        notes: std::mem::take(&mut gathered.notes),
        groups: Vec::new(),
        changes: Vec::new(),
        signals: Vec::new(),
        tallies: std::mem::take(&mut gathered.tallies),
        confidence: asked.confidence,
        suppress_below: options.suppress_below,
    };
    notes(&sample, &asked, gathered.repeated, &mut report.notes);
    if !sample.cases.iter().any(|case| case.checked) {
        return Err(
            Failure::input("nothing is checked yet: every outcome is empty")
                .help("fill in the column `outcome`, as in `tierone list outcomes`"),
        );
    }
    let correction = correction(options);
    let mut tell = |by: &str, name: &str, members: &[usize]| {
        let group = group(options, &sample, &asked, correction, (by, name), members);
        report.groups.push(group);
    };
    tell("", "all", &all);
    for column in &options.by {
        for (name, members) in signals::groups(gathered, column, &all) {
            tell(column, name, &members);
        }
    }
    if let Some(period) = options.period {
        let days: Vec<Option<Date>> = all.iter().map(|case| gathered.closed[*case]).collect();
        for (name, places) in named(period, &days) {
            let members: Vec<usize> = places.iter().map(|place| all[*place]).collect();
            tell("period", &name, &members);
        }
    }
    report.signals = signals::told(options, gathered, &sample, &all);
    report.changes = changes::told(options, gathered, &sample, &asked, &all)?;
    Ok(report)
}

/// The rows of each case are a cluster of it, one of so many. Rows that are not checked yet are left out, since the case's
/// other rows are no substitute.
fn in_rows(cases: &mut [Case], population: u64) {
    let checked = || cases.iter().filter(|case| case.checked);
    let drawn: BTreeSet<Option<usize>> = checked().map(|case| case.cluster).collect();
    let weight = population as f64 / drawn.len() as f64;
    for case in cases {
        case.clusters = Some(population);
        case.weight = case.checked.then_some(weight);
    }
}

/// Cases that meet the conditions and were closed in time.
fn inside(gathered: &Gathered, closed: Option<&RangeInclusive<Date>>) -> Vec<usize> {
    let in_time = |case: &usize| {
        closed.is_none_or(|span| gathered.closed[*case].is_some_and(|day| span.contains(&day)))
    };
    let cases = 0..gathered.inside.len();
    cases
        .filter(|case| gathered.inside[*case])
        .filter(in_time)
        .collect()
}

fn notes(sample: &Sample, asked: &Asked, repeated: bool, notes: &mut Vec<String>) {
    if sample.kind == Kind::Clusters && !repeated {
        notes.push(
            "nobody says how many clusters there are: intervals take those drawn to be few of many"
                .into(),
        );
    }
    let pending = sample.pending();
    if pending > 0 {
        notes.push(format!(
            "{pending} of {} cases are not checked yet: figures take them to be like the others of their \
             stratum, and are wrong if the hard ones are left to last",
            sample.cases.len()
        ));
    }
    let uncovered = sample.uncovered();
    if uncovered > 0 {
        notes.push(format!(
            "nothing is checked yet of strata with {uncovered} cases: figures do not speak for them"
        ));
    }
    let checked = || sample.cases.iter().filter(|case| case.checked);
    let unknown = checked().filter(|case| case.weight.is_none()).count();
    if unknown > 0 {
        notes.push(format!(
            "nobody knows the chance of {unknown} checked cases: they have no say about cases that were not checked"
        ));
    }
    let inapplicable = checked().filter(|case| case.wrong.is_none()).count();
    if inapplicable > 0 {
        notes.push(format!(
            "accuracy does not apply to {inapplicable} checked cases"
        ));
    }
    let silent = checked()
        .filter(|case| case.wrong == Some(true) && case.error == 0.0)
        .count();
    if silent > 0 {
        notes.push(format!(
            "{silent} inaccurate cases have no amount in error, and count as £0 in money"
        ));
    }
    let valueless = checked().filter(|case| case.value.is_none()).count();
    if valueless > 0 {
        notes.push(format!(
            "{valueless} checked cases have no assessed value: groups with any of them get no share of value in error"
        ));
    }
    let beyond = checked()
        .filter(|case| match asked.max_error {
            Some(most) => case.error > most,
            None => case
                .value
                .is_some_and(|value| case.error > asked.max_taint * value),
        })
        .count();
    let declared = asked.max_error.is_some() || asked.max_taint != 1.0;
    if beyond > 0 && declared {
        notes.push(format!(
            "{beyond} errors are larger than what is declared as the most"
        ));
    } else if beyond > 0 && matches!(sample.kind, Kind::ByValue { .. }) {
        notes.push(format!(
            "{beyond} errors are larger than the value of their case"
        ));
    }
}

fn correction(options: &Options) -> Option<Correction> {
    if options.sensitivity.is_none() && options.false_fail.is_none() {
        return None;
    }
    let passes = match options.false_fail {
        None => Rate::Assumed(1.0),
        Some(rate) => rate.complement(),
    };
    Some(Correction {
        finds: options.sensitivity.unwrap_or(Rate::Assumed(1.0)),
        passes,
    })
}

fn group(
    options: &Options,
    sample: &Sample,
    asked: &Asked,
    correction: Option<Correction>,
    (by, name): (&str, &str),
    members: &[usize],
) -> Group {
    let checked = members
        .iter()
        .filter(|case| sample.cases[**case].checked)
        .count() as u64;
    let mut group = Group {
        by: by.to_owned(),
        name: if name.is_empty() {
            "(empty)".into()
        } else {
            terminal::plain(name)
        },
        figures: Vec::new(),
        targets: Vec::new(),
        said: Vec::new(),
        suppressed: checked < options.suppress_below,
    };
    if group.suppressed {
        return group;
    }
    group.figures = assess::assess(sample, members, asked);
    let accuracy = group
        .figures
        .iter()
        .find(|f| f.name == "accuracy" && f.scope == Scope::Frame);
    let accuracy = accuracy.cloned();
    if let (Some(correction), Some(accuracy)) = (correction, &accuracy) {
        match correction.of(accuracy, asked.confidence) {
            Ok(corrected) => group.figures.insert(1, corrected),
            Err(why) => group.said.push(format!("no corrected accuracy: {why}")),
        }
    }
    for target in &options.target {
        let figures = group.figures.iter();
        let mut of_frame = figures.filter(|figure| figure.scope == Scope::Frame);
        let met = of_frame
            .find(|figure| figure.name == target.figure)
            .and_then(|figure| probability(sample, members, figure, target.level, asked));
        group.targets.push((*target, met));
    }
    let none = zero::told(sample, members, &group.figures, correction, asked);
    group.said.extend(none);
    group
}

impl Report {
    /// A count that may be told: none where so few were checked that it could be told who they are.
    fn count(&self, count: u64, of: &Tally) -> Option<u64> {
        let checked = of.passed + of.failed + of.not_applicable;
        (checked >= self.suppress_below).then_some(count)
    }
}
