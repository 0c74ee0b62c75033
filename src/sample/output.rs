//! What a draw leaves: the drawn cases, what is to be filled in for them, and the record of the draw. Written
//! beside their place and renamed into it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use serde_json::json;

use tierone_records::drawing::{Assigned, Checkers, Chosen, Drawn, Frame};
use tierone_records::lists::formats::words;
use tierone_records::lists::pseudonyms::Pseudonyms;
use tierone_records::lists::{ListedCase, Row};
use tierone_report::quoted;
use tierone_report::workbook::CheckCase;
use tierone_stats::cells::Cells;
use tierone_stats::format::plain;

use super::super::destination::{Destination, Staging, Working};
use super::super::exit::Failure;
use super::super::terminal;
use super::beside::{already, checkers};
use super::missing;
use super::options::{Form, Options};
use super::outcomes::{Outcomes, check};
use super::passes::{Counted, Passes};
use super::record::{settings, told};
use super::source::Source;

/// Columns that a draw adds to a row.
const ADDED: [&str; 8] = [
    "stratum",
    "stratum_size",
    "stratum_drawn",
    "frame_size",
    "inclusion_probability",
    "drawn_before",
    "grouping_comment",
    "checker",
];

/// Columns that it adds where clusters are drawn first.
const CLUSTERS: [&str; 3] = ["cluster", "clusters", "cluster_size"];

/// The name of a column of the list beside those of a draw: one that a draw has too, as where the list is one, says whose it is.
fn of_list(name: &str) -> String {
    let mut added = ADDED.iter().chain(&CLUSTERS);
    if added.any(|other| words(other) == words(name)) {
        return format!("{name} of the list");
    }
    name.to_owned()
}

/// The files of a draw, as they are written.
pub(super) struct Output {
    working: Working,
    staging: Staging,
    drawn: csv::Writer<BufWriter<File>>,
    outcomes: Outcomes,
    /// The command that reads the outcomes.
    next: String,
    checkers: Option<Checkers>,
    already: BTreeSet<String>,
    pseudonyms: Option<Pseudonyms>,
    owner: Option<usize>,
    comment: String,
    /// Cases that could be drawn.
    frame: u64,
    /// Cases that are drawn.
    drawn_cases: u64,
    /// The clusters of the frame, where clusters are drawn first.
    clusters: Option<u64>,
    cases: u64,
    again: u64,
    /// What the cases drawn are worth together, in pence, of those above zero.
    worth: i64,
    /// Where each case is drawn by itself, the estimated variance of how many are.
    variance: f64,
    unassigned: u64,
    cells: Cells,
}

impl Output {
    /// Whether the folder may be written.
    pub fn may_stand(options: &Options) -> Result<(), Failure> {
        place(options)?.may_be_taken(options.force)
    }

    /// Begins the files.
    pub fn begin(
        options: &Options,
        source: &Source,
        passes: &Passes,
        frame: &Frame,
        chosen: &Chosen,
    ) -> Result<Self, Failure> {
        check(options.outcomes, chosen.cases(), source)?;
        let working = place(options)?.work()?;
        working.place().may_be_taken(options.force)?;
        let staging = working.stage()?;
        let drawn = BufWriter::new(staging.create(DRAWN)?);
        let cells = options.raw.cells();
        let next = next(options, working.place().path());
        let mut output = Self {
            drawn: csv::Writer::from_writer(drawn),
            outcomes: Outcomes::begin(&staging, options.outcomes, source, cells, &next)?,
            next,
            checkers: options
                .checkers
                .as_deref()
                .map(|path| checkers(path, options))
                .transpose()?,
            already: match &options.already {
                Some(path) => already(path, options)?,
                None => BTreeSet::new(),
            },
            pseudonyms: passes.pseudonyms.clone(),
            owner: passes.columns.place("case owner"),
            comment: options.comment.clone(),
            frame: frame.cases(),
            drawn_cases: chosen.cases(),
            clusters: chosen.clusters(),
            staging,
            working,
            cases: 0,
            again: 0,
            worth: 0,
            variance: 0.0,
            unassigned: 0,
            cells,
        };
        let listed: Vec<String> = passes.header.iter().map(|name| of_list(name)).collect();
        let header = listed.iter().map(String::as_str);
        let clusters = CLUSTERS.into_iter();
        let clusters = clusters.filter(|_| chosen.clusters().is_some());
        let header: Vec<&str> = header.chain(ADDED).chain(clusters).collect();
        output.record(&header)?;
        Ok(output)
    }

    /// One drawn case.
    pub fn add(
        &mut self,
        source: &Source,
        row: Row<'_>,
        case: &ListedCase,
        drawn: &Drawn,
    ) -> Result<(), Failure> {
        let again = self.already.contains(case.number);
        let checker = match &mut self.checkers {
            Some(checkers) if !again => match checkers.assign(case) {
                Assigned::To(checker) => checker.name.clone(),
                Assigned::Nobody => {
                    self.unassigned += 1;
                    String::new()
                }
            },
            _ => String::new(),
        };
        let hidden = |name: &str| match &self.pseudonyms {
            Some(pseudonyms) => pseudonyms.of(name),
            None => name.to_owned(),
        };
        let of_owners = source.plan.names() == Some("case owner");
        let mut fields: Vec<String> = row.fields().map(str::to_owned).collect();
        if let Some(owner) = self.owner {
            fields[owner] = hidden(case.owner);
        }
        let name = match of_owners {
            true => hidden(case.owner),
            false => drawn.stratum.name.clone(),
        };
        // All clusters are of one stratum.
        let (stratum, size, in_stratum) = match self.clusters {
            Some(_) => (String::new(), self.frame, self.drawn_cases),
            None => (name.clone(), drawn.stratum.size, drawn.stratum.drawn),
        };
        // As many digits as the float has, so that it reads back as it was.
        let probability = drawn.probability.map(|p| p.to_string());
        fields.extend([
            stratum,
            size.to_string(),
            in_stratum.to_string(),
            self.frame.to_string(),
            probability.unwrap_or_default(),
            if again { "yes" } else { "" }.into(),
            self.comment.clone(),
            hidden(&checker),
        ]);
        if let Some(clusters) = self.clusters {
            fields.extend([name, clusters.to_string(), drawn.stratum.size.to_string()]);
        }
        let attributes = source.attributes(case.process).into_iter();
        let to_check = (!again).then(|| CheckCase {
            number: case.number.to_owned(),
            owner: hidden(case.owner),
            activity: case.process.to_owned(),
            team: case.team.to_owned(),
            closed: case.closed,
            value: case.value,
            checker: hidden(&checker),
            attributes: attributes.map(str::to_owned).collect(),
        });
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        self.record(&fields)?;
        self.cases += 1;
        self.again += u64::from(again);
        self.variance += drawn.probability.map_or(0.0, |p| 1.0 - p);
        let worth = case.value.filter(|value| value.0 > 0);
        self.worth += worth.map_or(0, |value| value.0);
        if let Some(case) = to_check {
            self.outcomes.add(case)?;
        }
        Ok(())
    }

    /// Writes the record of the draw, and puts the folder in its place.
    pub fn end(
        mut self,
        options: &Options,
        source: &Source,
        frame: &Frame,
        chosen: &Chosen,
        counted: &Counted,
        conditions: &[String],
    ) -> Result<(), Failure> {
        let failed = |error| Failure::machine("write", self.working.place().path(), error);
        self.drawn.flush().map_err(failed)?;
        self.outcomes.end(&self.staging)?;
        let hidden = |name: &str| match &self.pseudonyms {
            Some(pseudonyms) if source.plan.names() == Some("case owner") => pseudonyms.of(name),
            _ => name.to_owned(),
        };
        let strata = chosen.strata.iter().map(|stratum| {
            json!({ "name": hidden(&stratum.name), "size": stratum.size, "drawn": stratum.drawn })
        });
        let strata: Vec<serde_json::Value> = strata.collect();
        let mut audit = json!({
            "tool": "tierone",
            "version": env!("CARGO_PKG_VERSION"),
            "list": options.cases.display().to_string(),
            "sha256": counted.hash,
            "read": counted.read,
            "reading": told(&options.reading),
            "rows": counted.rows,
            "rows_left_out": counted.bad,
            "rows_that_met_conditions": counted.met,
            "outside_every_stratum": frame.outside,
            "without_value_above_zero": frame.without_value,
            "conditions": conditions,
            "closed": options.closed,
            "open": options.open,
            "seed": options.seed,
            "random_number": "first 8 bytes, big-endian, of SHA-256 of seed/number",
            "method": source.plan.sample.method.name(),
            "settings": settings(&source.plan.sample),
            "interval": frame.interval(),
            "drawn": self.cases,
            "drawn_before": self.again,
            "drawn_value_pence": self.worth,
            "strata": strata,
        });
        if !options.attributes.is_empty() {
            audit["attributes"] = json!(options.attributes);
        }
        let text = format!("{audit:#}\n");
        self.staging.write(RECORD, text.as_bytes())?;
        drop(self.drawn);
        self.working.place().may_be_taken(options.force)?;
        self.working.put(&self.staging)?;
        let before = match self.again {
            0 => String::new(),
            again => format!(", {again} of them drawn before"),
        };
        terminal::answer(&format!(
            "{} of {} cases drawn{before}, in {}{}\n{}\n",
            self.cases,
            frame.cases(),
            missing::parts(source, chosen),
            missing::outside(frame, &source.plan),
            self.working.place().path().display(),
        ))?;
        if options.outcomes == Form::Xlsx {
            let file = options.outcomes.file();
            let next = format!("fill in {file}, then: {}", self.next);
            terminal::talk(&plain(&next));
        }
        for warning in missing::of_frame(frame, &source.plan) {
            terminal::talk(&plain(&warning));
        }
        for warning in missing::warnings(options, source, chosen, self.already.len(), self.again) {
            terminal::talk(&warning);
        }
        if self.unassigned > 0 {
            terminal::talk(&format!(
                "warning: nobody may check {} of them: all who may are their owners, or none may look \
                 at special customer records",
                self.unassigned
            ));
        }
        let by_chance = missing::by_chance(source, chosen, (self.cases, self.variance));
        for note in by_chance
            .into_iter()
            .chain(missing::rows_of_all(options, source))
        {
            terminal::talk(&note);
        }
        Ok(())
    }

    fn record(&mut self, fields: &[&str]) -> Result<(), Failure> {
        let cells = self.cells;
        self.drawn
            .write_record(fields.iter().map(|field| cells.text(field).into_owned()))
            .map_err(|error| Failure::machine("write", self.working.place().path(), error))
    }
}

/// The record of a draw, which every draw has.
const RECORD: &str = "audit.json";

/// The cases that were drawn.
const DRAWN: &str = "drawn.csv";

/// The command that estimates from what was filled in.
fn next(options: &Options, folder: &Path) -> String {
    let file = |name: &str| quoted(&folder.join(name).display().to_string());
    let mut command = format!(
        "tierone estimate {} --sample {}",
        file(options.outcomes.file()),
        file(DRAWN)
    );
    if let Some(scenario) = &options.scenario {
        command += &format!(" --scenario {}", quoted(&scenario.display().to_string()));
    }
    command
}

fn place(options: &Options) -> Result<Destination, Failure> {
    let path = match &options.out {
        Some(out) => out.clone(),
        None => {
            let name = options.cases.file_name().and_then(|name| name.to_str());
            let stem = name.and_then(|name| name.split('.').find(|part| !part.is_empty()));
            Path::new("samples").join(stem.unwrap_or("cases"))
        }
    };
    Destination::at(&path, "sample")
}
