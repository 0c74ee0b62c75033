//! `tierone estimate`: accuracy and the monetary value of error from real check results.

mod amount;
mod changes;
mod compared;
mod explain;
mod files;
mod folder;
mod join;
mod json;
mod notes;
mod options;
mod parts;
mod pictures;
mod read;
mod signals;
mod table;
mod telling;
mod zero;

pub(super) use options::Options;

use std::collections::BTreeSet;

use tierone_records::assess::{
    self, Asked, Case, Correction, FigureName, Rate, Sample, Scope, probability,
};
use tierone_records::report::{Count, Group, Report, Target, ZeroErrors};

use super::exit::Failure;
use super::terminal;
use join::Gathered;
use options::{Format, Tolerance};
use parts::Part;
use telling::Telling;
use zero::Nothing;

/// Estimates, and tells it.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let Some(results) = &options.results else {
        return explain::run(options.explain.unwrap_or(FigureName::Accuracy), None);
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
    let mut cases = std::mem::take(&mut gathered.cases);
    if let Some(population) = options.population {
        let drawn = gathered.drawn();
        if gathered.weighted {
            return Err(Failure::input(
                "the file says itself how cases were drawn, and --population would make one simple sample of it",
            )
            .help("leave out --population"));
        }
        if drawn > population {
            return Err(Failure::input(format!(
                "{drawn} cases cannot be a sample of {population}"
            ))
            .help("--population is of all cases that could have been drawn"));
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
    let mut sample = Sample::new(cases, gathered.sided);
    // Nothing wrong is nothing in error, whether or not there is a column for it.
    sample.priced = gathered.amounts || sample.cases.iter().all(|case| case.wrong != Some(true));
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
    let parts = parts::of(options, gathered)?;
    if !sample.cases.iter().any(|case| case.checked) {
        return Err(
            Failure::input("nothing is checked yet: every outcome is empty")
                .help("fill in the column `outcome`, as in `tierone list outcomes`"),
        );
    }
    let all = &parts[0].members;
    let compared = compared::compared(options, gathered, &sample, all)?;
    let telling = Telling::new(options, gathered, &sample, &parts, &compared);
    let mut report = Report {
        design: sample.described(),
        notes: std::mem::take(&mut gathered.notes),
        groups: Vec::new(),
        changes: changes::told(&compared, &sample, &asked, &telling),
        signals: signals::told(options, gathered, &sample, &parts, &telling),
        counts: std::mem::take(&mut gathered.tallies)
            .into_iter()
            .filter(|(key, _)| telling.tally(key))
            .map(|((by, name), tally)| Count::new(by, name, tally))
            .collect(),
        confidence: asked.confidence,
        suppress_below: options.suppress_below,
        left_out: telling.left_out.clone(),
    };
    let notes = notes::of(options, &sample, all, &asked, gathered.repeated);
    report.notes.extend(notes);
    report.notes.extend(changes::notes(
        options,
        &compared,
        &report.changes,
        &telling,
    ));
    if !report.left_out.is_empty() {
        report.notes.push(
            "what is left out cannot be had by adding and subtracting what this report tells, unless a kind of fail \
             belongs to one attribute alone; with another report of the same cases, or what a reader knows already, it \
             may be"
                .into(),
        );
    }
    let correction = correction(options);
    for (place, part) in parts.iter().enumerate() {
        let told = telling.part(place);
        if told.0 || part.by.is_empty() {
            let twice = gathered.repeated && compared::is_twice(&sample, &part.members);
            let group = if told.0 && twice {
                checked_twice(options, part)
            } else {
                group(options, &sample, &asked, correction, part, told)
            };
            report.groups.push(group);
        }
    }
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

/// Without figures: those of a part in which cases were checked more than once would count them as often.
fn checked_twice(options: &Options, part: &Part) -> Group {
    let column = options.change.first().map_or("", |change| &change.column);
    Group {
        notes: vec![format!(
            "cases here were checked more than once: --by '{column}' tells of each check, and --where '{column} = …' \
                 of one"
        )],
        ..blank(part)
    }
}

fn blank(part: &Part) -> Group {
    Group {
        by: (!part.by.is_empty()).then(|| part.by.clone()),
        name: part.name.clone(),
        figures: Vec::new(),
        targets: Vec::new(),
        zero_errors: None,
        notes: Vec::new(),
        suppressed: false,
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
    part: &Part,
    (told, checked): (bool, bool),
) -> Group {
    let members = &part.members;
    let mut group = Group {
        suppressed: !told,
        ..blank(part)
    };
    if group.suppressed {
        return group;
    }
    group.figures = assess::assess(sample, members, asked);
    group
        .figures
        .retain(|figure| checked || figure.scope == Scope::Frame);
    let accuracy = group
        .figures
        .iter()
        .find(|f| f.name == FigureName::Accuracy && f.scope == Scope::Frame);
    let accuracy = accuracy.cloned();
    if let (Some(correction), Some(accuracy)) = (correction, &accuracy) {
        match correction.of(accuracy, asked.confidence) {
            Ok(corrected) => {
                group.figures.insert(1, corrected.figure);
                group.notes.extend(corrected.at_limit);
            }
            Err(why) => group.notes.push(format!("no corrected accuracy: {why}")),
        }
    }
    for target in &options.target {
        let figures = group.figures.iter();
        let mut of_frame = figures.filter(|figure| figure.scope == Scope::Frame);
        let met = of_frame
            .find(|figure| figure.name == target.figure)
            .and_then(|figure| probability(sample, members, figure, target.level, asked));
        group
            .targets
            .push(Target::new(target.figure, target.level, met));
    }
    let certain = accuracy.is_some_and(|accuracy| accuracy.method == "census");
    if certain && !sample.is_census() {
        group.notes.push(
            "everything was checked where these cases were drawn from; if there are more of them elsewhere, none of those \
             was drawn, and the figures do not speak for them"
                .into(),
        );
    }
    if let Some(nothing) = Nothing::of(sample, members, &group.figures, correction, asked) {
        group.notes.extend(nothing.told(sample, asked));
        group.zero_errors = Some(ZeroErrors::new(nothing.wrong, nothing.money, nothing.found));
    }
    group
}
