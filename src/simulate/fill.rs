//! An outcome sheet, filled in as a check's checkers would.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rand::RngExt;

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::lists::{List, Reading};
use super::super::names;
use super::super::terminal;
use super::options::Options;
use tierone_records::lists::columns::exactly;
use tierone_records::lists::rows::RowError;
use tierone_records::lists::{Row, Rows};
use tierone_scenario::catalogue::{self, CatalogueAttribute, Outcome};
use tierone_scenario::{Check, Scenario};
use tierone_stats::rng::{self, Address, Purpose};

/// By case and attribute: what is overstated and understated, as written.
type Errors = BTreeMap<(String, String), [String; 2]>;

/// Fills in a sheet.
pub(super) fn fill(
    options: &Options,
    scenario: &Scenario,
    (sheet, truth): (&Path, &Path),
    check: &str,
) -> Result<(), Failure> {
    let Some(out) = &options.out else {
        return Err(Failure::input("--fill needs the sheet to write: --out"));
    };
    let (_, check) = names::check(scenario, check)?;
    let place = Destination::at(out, "results")?;
    place.may_be_taken(options.force)?;
    let errors = errors(truth)?;
    let mut filled = Filled::new(options, scenario, check);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Failure::machine("write", out, error);
    let mut rows = rows(sheet)?;
    let header = rows.header().to_vec();
    let (mut drawn, mut asked) = (BTreeSet::new(), BTreeSet::new());
    let columns = [
        "number",
        "attribute",
        "outcome",
        "comment",
        "overstated",
        "understated",
        "corrections_required",
    ];
    let at = places(&header, sheet, columns)?;
    let cells = options.raw.cells();
    let written = |fields: &[String]| {
        let cells = fields.iter().map(|field| cells.text(field).into_owned());
        cells.collect::<Vec<String>>()
    };
    writer.write_record(written(&header)).map_err(failed)?;
    while let Some(row) = rows.next_row() {
        let row = right(row, sheet)?;
        let mut fields: Vec<String> = row.fields().map(str::to_owned).collect();
        let there = errors.get(&(fields[at[0]].clone(), fields[at[1]].clone()));
        let found = filled.look(&fields[at[1]], there);
        drawn.insert(fields[at[0]].clone());
        asked.insert(fields[at[1]].clone());
        for (place, text) in at[2..].iter().zip(found) {
            fields[*place] = text;
        }
        writer.write_record(written(&fields)).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Failure::machine("write", out, error))?;
    let working = place.work()?;
    place.may_be_taken(options.force)?;
    let staging = working.stage()?;
    staging.write("filled", &bytes)?;
    working.put_file(&staging, "filled")?;
    terminal::talk(&format!(
        "{} attributes looked at, {} failed, {} errors missed; written to {}",
        filled.looked_at,
        filled.fails,
        filled.missed,
        out.display()
    ));
    not_asked(&errors, &drawn, &asked);
    Ok(())
}

/// Tells of errors in drawn cases that nobody could find, since the sheet does not ask for their attributes.
fn not_asked(errors: &Errors, drawn: &BTreeSet<String>, asked: &BTreeSet<String>) {
    let unseen: Vec<&str> = errors
        .keys()
        .filter(|(number, attribute)| drawn.contains(number) && !asked.contains(attribute))
        .map(|(_, attribute)| attribute.as_str())
        .collect();
    if !unseen.is_empty() {
        let names: BTreeSet<&str> = unseen.iter().copied().collect();
        let names: Vec<&str> = names.into_iter().collect();
        terminal::talk(&format!(
            "note: {} errors of these cases are in attributes that the sheet has no rows for ({}): draw it with \
             `tierone sample --scenario`, which asks for those of the scenario",
            unseen.len(),
            names.join(", ")
        ));
    }
}

/// How a check's checkers look at attributes.
struct Filled<'s> {
    scenario: &'s Scenario,
    check: &'s Check,
    attributes: Vec<CatalogueAttribute>,
    outcomes: Vec<Outcome>,
    stream: rng::Stream,
    looked_at: u64,
    fails: u64,
    missed: u64,
}

impl<'s> Filled<'s> {
    fn new(options: &Options, scenario: &'s Scenario, check: &'s Check) -> Self {
        let purpose = Purpose::outcomes();
        Self {
            scenario,
            check,
            attributes: catalogue::attributes(),
            outcomes: catalogue::outcomes(),
            stream: Address::opening(options.seed, options.replication).open(&purpose),
            looked_at: 0,
            fails: 0,
            missed: 0,
        }
    }

    /// Outcome, comment, overstated, understated, and whether a correction is required.
    fn look(&mut self, attribute: &str, error: Option<&[String; 2]>) -> [String; 5] {
        let mut known = self.scenario.attributes.iter();
        let id = known.position(|known| known.name == attribute);
        // One number a row, so that a row's outcome does not hang on what others hold.
        let chance: f64 = self.stream.random();
        let Some(id) = id.filter(|id| self.check.looks_at[*id]) else {
            return alone("n/a");
        };
        self.looked_at += 1;
        let checker = &self.check.checker;
        match error {
            Some([over, under]) if chance < checker.sensitivity[id].get() => {
                self.fails += 1;
                let correct =
                    self.scenario.attributes[id].correctable && self.check.on_fail.correct;
                [
                    self.fail(attribute),
                    "simulated: it is wrong".into(),
                    over.clone(),
                    under.clone(),
                    if correct { "yes" } else { "no" }.into(),
                ]
            }
            None if chance < checker.false_fail.get() => {
                self.fails += 1;
                let mut found = alone(&self.fail(attribute));
                found[1] = "simulated: it is right, and was failed by mistake".into();
                found[4] = "no".into();
                found
            }
            _ => {
                self.missed += u64::from(error.is_some());
                alone("pass")
            }
        }
    }

    /// The first kind of fail that the catalogue knows of an attribute.
    fn fail(&self, attribute: &str) -> String {
        let fails = |name: &&String| {
            self.outcomes
                .iter()
                .any(|one| one.fail && one.name == **name)
        };
        let known = self.attributes.iter().find(|known| known.name == attribute);
        let kind = known.and_then(|known| known.outcomes.iter().find(fails));
        kind.map_or_else(|| "fail".into(), String::clone)
    }
}

/// An outcome with nothing to say of it.
fn alone(outcome: &str) -> [String; 5] {
    let mut found: [String; 5] = Default::default();
    found[0] = outcome.into();
    found
}

fn errors(path: &Path) -> Result<Errors, Failure> {
    let mut rows = rows(path)?;
    let columns = ["number", "attribute", "overstated", "understated"];
    let at = places(rows.header(), path, columns)?;
    let mut errors = Errors::new();
    while let Some(row) = rows.next_row() {
        let row = right(row, path)?;
        let [number, attribute, over, under] = at.map(|place| row.get(place).to_owned());
        errors.insert((number, attribute), [over, under]);
    }
    Ok(errors)
}

fn rows(path: &Path) -> Result<Rows<'static>, Failure> {
    Ok(List::at(path, &Reading::default())?.rows()?.0)
}

fn right<'r>(row: Result<Row<'r>, RowError>, path: &Path) -> Result<Row<'r>, Failure> {
    row.map_err(|error| {
        let why = match error {
            RowError::Row(problem) => problem.to_string(),
            RowError::End(why) => why,
        };
        Failure::input(format!("cannot read {}: {why}", path.display()))
    })
}

/// Where some columns stand.
fn places<const N: usize>(
    header: &[String],
    path: &Path,
    columns: [&str; N],
) -> Result<[usize; N], Failure> {
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let Some(at) = exactly(header, column).first().copied() else {
            return Err(Failure::input(format!(
                "{} has no column `{column}`",
                path.display()
            ))
            .help("--fill takes the outcomes.csv of `tierone sample`, --truth the truth.csv of this command"));
        };
        *place = at;
    }
    Ok(places)
}
