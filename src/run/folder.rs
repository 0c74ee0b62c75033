//! The results folder of a run: whose results stand at its place, and what may replace them.

use std::path::Path;
use std::{fs, io};

use serde::Deserialize;

use tierone_report::workbook::published::WorkbookKind;
use tierone_report::{MANIFEST, PAGE, PAGE_DATA, ResultFile, hex, scenario_hash};
use tierone_scenario::Replications;
use tierone_stats::format::plain;

use super::super::destination::{Destination, RECORD, Working};
use super::super::exit::Failure;
use super::options::Options;
use super::plan::RunPlan;

/// A place for results.
#[derive(Debug)]
pub(super) struct Folder {
    place: Destination,
}

/// What stands at the place.
enum Found {
    Nothing,
    Results(Box<Owner>),
    Stranger,
}

/// Whose results they are, and how they were made.
#[derive(Deserialize)]
struct Owner {
    tool: String,
    title: String,
    scenario: String,
    scenario_hash: String,
    seed: u64,
    asked: Asked,
    baseline: String,
    ending: String,
}

/// How many replications were asked for.
#[derive(Deserialize)]
struct Asked {
    replications: u32,
    until_measure: Option<String>,
    until_mcse: Option<f64>,
}

impl Folder {
    /// The folder at `path`, whether it is there or not.
    pub fn at(path: &Path) -> Result<Self, Failure> {
        Destination::at(path, "results").map(|place| Self { place })
    }

    /// Its place.
    pub fn place(&self) -> &Destination {
        &self.place
    }

    /// Whether the results of a plan may be put here.
    ///
    /// # Errors
    /// Something stands here that is not an earlier result of the same scenario and settings, as it was written.
    pub fn may_hold(&self, plan: &RunPlan, options: &Options) -> Result<(), Failure> {
        let path = self.place.path().display();
        let message = match self.found()? {
            Found::Nothing => return Ok(()),
            Found::Stranger => format!("{path} is there and holds no results"),
            Found::Results(owner) => {
                let source = plan.sources.first().map(|source| source.path.as_str());
                if owner.title != plan.scenario.title || Some(owner.scenario.as_str()) != source {
                    format!(
                        "{path} holds results of another scenario: {}, \"{}\"",
                        plain(&owner.scenario),
                        plain(&owner.title)
                    )
                } else if let Some(other) = owner.other_settings(plan, options) {
                    format!("{path} holds results of other settings: {other}")
                } else if let Some(changed) = self.changed() {
                    format!("{changed} was changed, or tierone did not write it")
                } else {
                    return Ok(());
                }
            }
        };
        self.place.may_be_replaced(options.force, message)
    }

    /// What nobody should lose unasked. Results without a record, which were kept under version control or are of an
    /// earlier version, are kept aside when they are replaced; here they only need to have no other files.
    fn changed(&self) -> Option<String> {
        let changed = self.place.changed()?;
        let stranger = match self.place.path().join(RECORD).is_file() {
            true => Some(changed),
            false => self.stranger(),
        };
        stranger.map(|path| path.display().to_string())
    }

    /// A file under a name that no results have.
    fn stranger(&self) -> Option<std::path::PathBuf> {
        let folder = self.place.path();
        let ends = |path: &Path, ending: &str| path.extension().is_some_and(|e| e == ending);
        let others = |folder: &Path, known: &dyn Fn(&Path) -> bool| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let mut paths = entries.map(|entry| entry.path());
            paths.find(|path| !known(path))
        };
        let charts = folder.join("charts");
        let tables = [
            "summary.csv",
            "periods.csv",
            "contrasts.csv",
            "targets.csv",
            "pilots.csv",
            "pathways.csv",
            MANIFEST,
            PAGE,
            PAGE_DATA,
            WorkbookKind::Xlsx.file_name(),
            WorkbookKind::Ods.file_name(),
        ];
        others(folder, &|path| {
            tables.iter().any(|name| path.ends_with(name)) || path == charts
        })
        .or_else(|| others(&charts, &|path| ends(path, "svg") || ends(path, "png")))
    }

    /// Puts these files here in place of what was.
    ///
    /// What somebody else wrote or changed is kept beside, under another name.
    pub fn replace(&self, working: &Working, files: &[ResultFile]) -> Result<(), Failure> {
        let staging = working.stage()?;
        for file in files {
            staging.write(&file.name, &file.bytes)?;
        }
        working.put(&staging)
    }

    fn found(&self) -> Result<Found, Failure> {
        let failed = |error| Failure::machine("look at", self.place.path(), error);
        let missing = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
        match fs::symlink_metadata(self.place.path()) {
            Err(error) if missing.contains(&error.kind()) => return Ok(Found::Nothing),
            Err(error) => return Err(failed(error)),
            Ok(_) => {}
        }
        if !self.place.path().is_dir() {
            return Ok(Found::Stranger);
        }
        let mut entries = fs::read_dir(self.place.path()).map_err(failed)?;
        if entries.next().is_none() {
            return Ok(Found::Nothing);
        }
        let manifest = fs::read(self.place.path().join(MANIFEST)).ok();
        let owner = manifest.and_then(|bytes| serde_json::from_slice::<Owner>(&bytes).ok());
        Ok(match owner {
            Some(owner) if owner.tool == "tierone" => Found::Results(Box::new(owner)),
            _ => Found::Stranger,
        })
    }
}

impl Owner {
    /// The first setting that was another than that of a plan. Of the results of a run that was cut off, only what
    /// makes its replications has to be the same.
    fn other_settings(&self, plan: &RunPlan, options: &Options) -> Option<String> {
        if self.scenario_hash != hex(&scenario_hash(&plan.sources)) {
            return Some("the scenario has changed since".into());
        }
        if self.seed != options.seed {
            return Some(format!("seed {}, not {}", self.seed, options.seed));
        }
        if self.ending == "partial" {
            return None;
        }
        let (replications, until) = match &plan.replications {
            Replications::Fixed(n) => (*n, None),
            Replications::Until {
                measure,
                mcse,
                ceiling,
            } => (*ceiling, Some((measure.as_str(), *mcse))),
        };
        if self.asked.replications != replications {
            let theirs = self.asked.replications;
            return Some(format!("{theirs} replications, not {replications}"));
        }
        // The last digit of a number is not always read back.
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs();
        let same = match (&self.asked.until_measure, self.asked.until_mcse, until) {
            (Some(theirs), Some(error), Some((ours, mcse))) => theirs == ours && close(error, mcse),
            (None, _, None) => true,
            _ => false,
        };
        if !same {
            return Some("another precision was asked for".into());
        }
        let baseline = &plan.scenario.policies[plan.baseline].name;
        let other = self.baseline != *baseline;
        other.then(|| {
            format!(
                "compared with `{}`, not `{}`",
                plain(&self.baseline),
                plain(baseline)
            )
        })
    }
}
