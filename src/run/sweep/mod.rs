//! `tierone run --sweep`: a grid over keys of a scenario, in one results folder.

mod kept;
mod text;

use std::path::{Path, PathBuf};

use serde_json::json;

use tierone_chart::sweeps;
use tierone_engine::measure::{Measure, measure};
use tierone_engine::study::{Record, Watch};
use tierone_report::{SourceEntry, SweepMade, TOOL_VERSION, sweep_page};
use tierone_scenario::{NotChanged, Reading, Replications};
use tierone_sensitivity::{
    Axis, Sweep, SweepFailed, SweepRow, can_be_swept, pairs_at, passes, points, simulate,
};
use tierone_stats::format::plain;

use super::super::destination::{Destination, Working};
use super::super::exit::{Failure, INPUT};
use super::super::files::{all_pictures, names, page_with, scenario, tidy};
use super::super::names::nearest;
use super::super::signals::Stop;
use super::super::{terminal, threads};
use super::options::{Format, Options};

/// Points of a grid at most.
const MOST_POINTS: usize = 20_000;

/// Checks short of the quota.
const SHORT: &str = "checks_short";

/// What is looked at where nothing is named.
const USUAL: [&str; 6] = [
    "accuracy",
    "mve",
    "check_hours",
    SHORT,
    "cost",
    "accuracy_half_width",
];

/// Simulates the grid, or what is left of it, and writes its folder.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let [path] = options.scenarios.as_slice() else {
        return Err(Failure::input("a sweep is of one scenario")
            .help("run it for one scenario after the other"));
    };
    let reading = scenario(path, options.confine)?;
    let own = reading.scenario.as_ref().ok_or(Failure::said(INPUT))?;
    let replications = match (options.replications, &own.replications) {
        (Some(replications), _) => replications,
        (None, Replications::Fixed(replications)) => *replications,
        (None, Replications::Until { ceiling, .. }) => *ceiling,
    };
    let measures = measures(options)?;
    let sweep = Sweep {
        axes: &options.sweep,
        replications,
        seed: options.seed,
        measures: &measures,
    };
    for (at, axis) in sweep.axes.iter().enumerate() {
        if sweep.axes[..at].iter().any(|other| other.key == axis.key) {
            return Err(
                Failure::input(format!("`{}` is swept twice", plain(&axis.key)))
                    .help("name each key once"),
            );
        }
    }
    if points(sweep.axes).is_none_or(|points| points > MOST_POINTS) {
        return Err(
            Failure::input(format!("the grid has more than {MOST_POINTS} points"))
                .help("take larger steps"),
        );
    }
    let failed = |failed| failure(path, &reading, sweep.axes, failed);
    let passes = passes(&reading, sweep.axes).map_err(failed)?;
    // Whatever cannot be tried is known before anything is simulated.
    for point in 0..points(sweep.axes).unwrap_or(0) {
        let pairs = pairs_at(sweep.axes, point);
        if let Err(why) = reading.changed(&pairs) {
            let values = pairs.iter().map(|(_, value)| (*value).to_owned()).collect();
            return Err(failed(SweepFailed::NotChanged(values, why)));
        }
    }
    let out = out(options, path);
    let place = Destination::at(&out, "results")?;
    place.may_be_taken(options.force || options.resume)?;
    let working = place.work()?;
    if !options.resume {
        working.may_start_again(options.force)?;
        working.remove_chunks();
    }
    let identity = kept::identity(&reading, &sweep);
    let pool = threads::pool(options.threads)?;
    let stop = Stop::listen()?;
    let mut rows = Vec::new();
    for (at, pass) in passes.iter().enumerate() {
        if let Some(there) = kept::rows(&working, at, &identity)? {
            rows.extend(there);
            continue;
        }
        let made = pool
            .install(|| simulate(&reading, &sweep, (pass, &rows), &Silent, stop.flag()))
            .map_err(failed)?;
        let Some(made) = made else {
            terminal::talk(&format!(
                "interrupted: {at} of {} passes are kept in {}: add --resume to the same command",
                passes.len(),
                working.path().display()
            ));
            return Err(Failure::said(stop.code()));
        };
        kept::keep(&working, at, &identity, &made)?;
        rows.extend(made);
        if terminal::watched() && !options.quiet {
            terminal::talk(&format!("{} of {} passes", at + 1, passes.len()));
        }
    }
    let mut rows: Vec<SweepRow> = rows.into_iter().map(|swept| swept.row).collect();
    rows.sort_by_key(|row| row.point);
    // Nobody asked for it: it is said where hours or decisions run out.
    if options.measures.is_empty()
        && rows
            .iter()
            .all(|row| row.measure != SHORT || row.mean == 0.0)
    {
        rows.retain(|row| row.measure != SHORT);
    }
    write(&working, options, (path, &reading), &sweep, &rows)?;
    working.remove_chunks();
    terminal::answer(&match options.format {
        Format::Json => text::json(&sweep, &rows),
        Format::Text | Format::Markdown => text::page(&own.title, &sweep, &rows, &out),
    })
}

/// The measures that are looked at.
fn measures(options: &Options) -> Result<Vec<&'static Measure>, Failure> {
    let named: Vec<&str> = match options.measures.as_slice() {
        [] => USUAL.to_vec(),
        columns => columns.iter().map(|column| column.measure).collect(),
    };
    for name in &named {
        if !measure(name).is_some_and(can_be_swept) {
            return Err(Failure::input(format!(
                "a sweep has no `{name}`: it has means of a policy, such as errors_found, and of the check whose keys vary, such as \
                 accuracy_half_width"
            ))
            .help("`tierone list measures` says what each is read of: name others with --measures"));
        }
    }
    Ok(named.into_iter().filter_map(measure).collect())
}

fn out(options: &Options, path: &Path) -> PathBuf {
    match &options.out {
        Some(out) => tidy(out),
        None => {
            let stem = path
                .file_stem()
                .unwrap_or(path.as_os_str())
                .to_string_lossy();
            Path::new("results").join(format!("{stem}-sweep"))
        }
    }
}

/// Everything of the folder.
fn write(
    working: &Working,
    options: &Options,
    (path, reading): (&Path, &Reading),
    sweep: &Sweep,
    rows: &[SweepRow],
) -> Result<(), Failure> {
    let staging = working.stage()?;
    let title = reading
        .scenario
        .as_ref()
        .map_or("", |scenario| scenario.title.as_str());
    let drawings = sweeps(sweep.axes, rows, title);
    let charts = all_pictures(&drawings, options.png);
    let facts = [
        ("scenario", path.display().to_string()),
        ("seed", sweep.seed.to_string()),
        ("replications", sweep.replications.to_string()),
    ];
    let values = |axis: &Axis| (axis.key.clone(), axis.values.join(", "));
    let facts = facts
        .map(|(head, text)| (head.to_owned(), text))
        .into_iter();
    let page = sweep_page(SweepMade {
        title,
        keys: sweep.axes.iter().map(|axis| axis.key.as_str()).collect(),
        answer: text::answer(sweep, rows),
        drawings: &drawings,
        how: &text::how(sweep, rows),
        facts: facts.chain(sweep.axes.iter().map(values)).collect(),
        sources: &reading.sources,
    });
    let axes = |axis: &Axis| json!({ "key": axis.key, "values": axis.values });
    let manifest = json!({
        "tool": "tierone",
        "tool_version": TOOL_VERSION,
        "command": "run --sweep",
        "scenario": path.display().to_string(),
        "sources": reading.sources.iter().map(SourceEntry::of).collect::<Vec<_>>(),
        "seed": sweep.seed,
        "replications": sweep.replications,
        "sweep": sweep.axes.iter().map(axes).collect::<Vec<_>>(),
        "charts": names(&charts),
    });
    staging.write("manifest.json", format!("{manifest:#}\n").as_bytes())?;
    staging.write("sweep.csv", &text::csv(sweep, rows, options.raw.cells()))?;
    for file in page_with(&page, &drawings).iter().chain(&charts) {
        staging.write(&file.name, &file.bytes)?;
    }
    working
        .place()
        .may_be_taken(options.force || options.resume)?;
    working.put(&staging)
}

fn failure(path: &Path, reading: &Reading, axes: &[Axis], failed: SweepFailed) -> Failure {
    let path = path.display();
    let at = |values: &[String]| {
        let pairs = axes
            .iter()
            .zip(values)
            .map(|(axis, value)| format!("`{}` = {}", plain(&axis.key), plain(value)));
        pairs.collect::<Vec<_>>().join(", ")
    };
    match failed {
        SweepFailed::NotChanged(_, NotChanged::NoValue(key)) => {
            let failure = Failure::input(format!(
                "{path}: `{}` is no key with a single value that is written in it",
                plain(&key)
            ));
            let section = key.split('.').next().unwrap_or(&key);
            if let Some(help) = nobody_is_called(reading, &key) {
                return failure.help(help);
            }
            match reading.places.way(&key) {
                Some(_) => failure.help("go on to a key of it, such as policy.two each.check.assurance.sample.checks"),
                None => failure.help(format!(
                    "names of policies and checks are part of the way, and a key has to be written in the scenario: look at its `{}`",
                    plain(section)
                )),
            }
        }
        SweepFailed::NotChanged(values, NotChanged::DoesNotHold(why)) => Failure::input(format!(
            "{path}: it does not hold with {}: {why}",
            at(&values)
        ))
        .help("leave that value out"),
        SweepFailed::Unanchored(values, why) => {
            Failure::input(format!("{path}: with {}: {why}", at(&values)))
                .help("change the anchor or the rates")
        }
        SweepFailed::Policies(one, other) => Failure::input(format!(
            "{path}: keys of two policies, `{}` and `{}`, are swept together",
            plain(&one),
            plain(&other)
        ))
        .help("sweep one policy at a time: what varies of the other moves nothing of it"),
    }
}

/// Where the policy or the check that a key is of is not there: which are.
fn nobody_is_called(reading: &Reading, key: &str) -> Option<String> {
    let policies = &reading.scenario.as_ref()?.policies;
    let rest = key.strip_prefix("policy.")?;
    let of_policies = || policies.iter().map(|policy| policy.name.as_str());
    let Some((policy, rest)) = begun_with(rest, of_policies()) else {
        let meant = rest.split(".check.").next().unwrap_or(rest);
        return Some(there_is_no("policy", meant, of_policies().collect()));
    };
    let rest = rest.strip_prefix("check.")?;
    let policy = policies.iter().find(|own| own.name == policy)?;
    let of_checks = || policy.checks.iter().map(|check| check.name.as_str());
    match begun_with(rest, of_checks()) {
        Some(_) => None,
        None => {
            let meant = rest.split('.').next().unwrap_or(rest);
            Some(there_is_no("check", meant, of_checks().collect()))
        }
    }
}

/// The name that the rest of a key begins with, and what comes after it.
fn begun_with<'k, 'n>(
    rest: &'k str,
    mut names: impl Iterator<Item = &'n str>,
) -> Option<(&'n str, &'k str)> {
    names.find_map(|name| Some((name, rest.strip_prefix(name)?.strip_prefix('.')?)))
}

fn there_is_no(what: &str, meant: &str, names: Vec<&str>) -> String {
    let near = match nearest(meant, names.iter().copied()) {
        Some(near) => format!("did you mean `{}`?", plain(near)),
        None => {
            let names: Vec<String> = names
                .into_iter()
                .map(|name| format!("`{}`", plain(name)))
                .collect();
            format!("the names are {}", names.join(", "))
        }
    };
    format!("there is no {what} `{}`: {near}", plain(meant))
}

/// Nobody watches single replications.
struct Silent;

impl Watch for Silent {
    fn finished(&self) {}

    fn kept(&self, _: u32, _: &[Record]) {}
}
