//! `tierone estimate`: accuracy and the monetary value of error from real check results.

mod changes;
mod explain;
mod files;
mod folder;
mod join;
mod json;
mod notes;
mod options;
mod pictures;
mod read;
mod signals;
mod table;
mod telling;
mod zero;

pub(super) use options::Options;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use tierone_records::assess::{
    self, Asked, Case, Correction, Figure, Met, Period, Point, Rate, Sample, Scope, Tally, named,
    probability,
};
use tierone_records::lists::columns::same;
use tierone_stats::Estimate;

use super::exit::Failure;
use super::terminal;
use join::{Counted, Gathered};
use options::{Format, Target, Tolerance};
use telling::{LeftOut, Telling};
use zero::Nothing;

/// All that is told.
pub(super) struct Report {
    design: String,
    notes: Vec<String>,
    groups: Vec<Group>,
    changes: Vec<Changed>,
    /// A control chart and a funnel.
    signals: Vec<Signals>,
    tallies: BTreeMap<Counted, Tally>,
    confidence: f64,
    suppress_below: u64,
    left_out: Vec<LeftOut>,
}

/// Cases that figures are asked of.
struct Part {
    /// The column that tells them apart; empty for all.
    by: String,
    name: String,
    members: Vec<usize>,
    /// Where it is a period, of what length.
    period: Option<Period>,
}

/// Cases that figures are told of.
struct Group {
    /// The column that tells them apart; empty for all.
    by: String,
    name: String,
    figures: Vec<Figure>,
    targets: Vec<(Target, Option<Met>)>,
    /// What it says that no error was found.
    nothing: Option<Nothing>,
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
    let parts = parts(options, gathered)?;
    if !sample.cases.iter().any(|case| case.checked) {
        return Err(
            Failure::input("nothing is checked yet: every outcome is empty")
                .help("fill in the column `outcome`, as in `tierone list outcomes`"),
        );
    }
    let all = &parts[0].members;
    let compared = changes::compared(options, gathered, &sample, all)?;
    let telling = Telling::new(options, gathered, &sample, &parts, &compared);
    let mut report = Report {
        design: sample.described(),
        notes: std::mem::take(&mut gathered.notes),
        groups: Vec::new(),
        changes: changes::told(&compared, &sample, &asked, &telling),
        signals: signals::told(options, gathered, &sample, &parts, &telling),
        tallies: std::mem::take(&mut gathered.tallies),
        confidence: asked.confidence,
        suppress_below: options.suppress_below,
        left_out: telling.left_out.clone(),
    };
    report.tallies.retain(|key, _| telling.tally(key));
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
            let twice = gathered.repeated && changes::is_twice(&sample, &part.members);
            let group = if told.0 && twice {
                Group::twice(options, part)
            } else {
                group(options, &sample, &asked, correction, part, told)
            };
            report.groups.push(group);
        }
    }
    Ok(report)
}

/// All cases that are asked for, then those of each group and of each period.
fn parts(options: &Options, gathered: &Gathered) -> Result<Vec<Part>, Failure> {
    if (options.closed.is_some() || options.period.is_some())
        && gathered.closed.iter().all(Option::is_none)
    {
        return Err(Failure::input("no case has a close date").help(
            "tell where it stands with --map 'close date=…', or name the drawn.csv with --sample",
        ));
    }
    let inside = gathered.inside.iter().enumerate();
    let all: Vec<usize> = inside
        .filter_map(|(case, inside)| inside.then_some(case))
        .collect();
    if all.is_empty() && !gathered.inside.is_empty() {
        return Err(Failure::input(format!(
            "none of {} cases meets the conditions",
            gathered.inside.len()
        ))
        .help("loosen --where and --closed"));
    }
    let part = |by: &str, name: &str, members| Part {
        by: by.to_owned(),
        name: if name.is_empty() {
            "(empty)".into()
        } else {
            terminal::plain(name)
        },
        members,
        period: None,
    };
    let mut parts = vec![part("", "all", all.clone())];
    // One check at a time.
    let changes = options.change.iter().filter(|_| gathered.repeated);
    let columns = options
        .by
        .iter()
        .chain(changes.map(|change| &change.column));
    let columns: Vec<&String> = columns.collect();
    for (place, column) in columns.iter().enumerate() {
        if columns[..place].iter().any(|before| same(before, column)) {
            continue;
        }
        let groups = signals::groups(gathered, column, &all).into_iter();
        parts.extend(groups.map(|(name, members)| part(column, name, members)));
    }
    if let Some(period) = options.period {
        let days: Vec<Option<Date>> = all.iter().map(|case| gathered.closed[*case]).collect();
        for (name, places) in named(period, &days) {
            let members: Vec<usize> = places.iter().map(|place| all[*place]).collect();
            parts.push(Part {
                period: Some(period),
                ..part("period", &name, members)
            });
        }
    }
    Ok(parts)
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

impl Group {
    /// Without figures: those of a part in which cases were checked more than once would count them as often.
    fn twice(options: &Options, part: &Part) -> Self {
        let column = options.change.first().map_or("", |change| &change.column);
        Self {
            said: vec![format!(
                "cases here were checked more than once: --by '{column}' tells of each check, and --where '{column} = …' \
                 of one"
            )],
            ..Self::blank(part)
        }
    }

    fn blank(part: &Part) -> Self {
        Self {
            by: part.by.clone(),
            name: part.name.clone(),
            figures: Vec::new(),
            targets: Vec::new(),
            nothing: None,
            said: Vec::new(),
            suppressed: false,
        }
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
        ..Group::blank(part)
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
        .find(|f| f.name == "accuracy" && f.scope == Scope::Frame);
    let accuracy = accuracy.cloned();
    if let (Some(correction), Some(accuracy)) = (correction, &accuracy) {
        match correction.of(accuracy, asked.confidence) {
            Ok(corrected) => {
                group.figures.insert(1, corrected.figure);
                group.said.extend(corrected.at_limit);
            }
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
    let certain = accuracy.is_some_and(|accuracy| accuracy.method == "census");
    if certain && !sample.is_census() {
        group.said.push(
            "everything was checked where these cases were drawn from; if there are more of them elsewhere, none of those \
             was drawn, and the figures do not speak for them"
                .into(),
        );
    }
    group.nothing = Nothing::of(sample, members, &group.figures, correction, asked);
    if let Some(nothing) = &group.nothing {
        group.said.extend(nothing.told(sample, asked));
    }
    group
}
