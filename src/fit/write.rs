//! The fitted scenario, and its estimates beside it.

use std::path::PathBuf;

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::files::relative;
use super::super::terminal;
use super::options::Options;
use tierone_fit::office::{OfficeFit, toml};
use tierone_report::text_hash;
use tierone_scenario::Scenario;

/// The file of the estimates.
fn estimates(options: &Options) -> PathBuf {
    options.out.with_extension("fit.json")
}

/// Whether what is asked for may be written: a scenario and its estimates, or a folder with both.
pub(super) fn may_stand(options: &Options) -> Result<(), Failure> {
    if options.png && options.out.extension().is_some() {
        return Err(
            Failure::input("--png is for the charts of a folder, and --out is a file")
                .help("name a folder with --out, or leave --png out"),
        );
    }
    match options.out.extension() {
        None => Destination::at(&options.out, "results")?.may_be_taken(options.force),
        Some(ending) if ending == "toml" => {
            for path in [&options.out, &estimates(options)] {
                Destination::at(path, "results")?.may_be_taken(options.force)?;
            }
            Ok(())
        }
        Some(_) => {
            let out = options.out.display();
            Err(
                Failure::input(format!("--out is {out}, and a scenario is a .toml file"))
                    .help("name it like fitted.toml, or name a folder without a dot in its name"),
            )
        }
    }
}

/// Writes both files: the estimates first, since the scenario names them by their hash.
pub(super) fn write(
    options: &Options,
    base: &Scenario,
    fit: &OfficeFit,
    json: &str,
) -> Result<(), Failure> {
    let estimates = estimates(options);
    let hash = text_hash(json);
    let name = estimates
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let extends = relative(&options.out, &options.scenario)
        .map_err(|error| Failure::machine("find", &options.scenario, error))?;
    let text = toml(base, fit, &extends, &name, &hash);
    for (path, text) in [(&estimates, json), (&options.out, text.as_str())] {
        let place = Destination::at(path, "results")?;
        let working = place.work()?;
        place.may_be_taken(options.force)?;
        let staging = working.stage()?;
        staging.write("written", text.as_bytes())?;
        working.put_file(&staging, "written")?;
    }
    terminal::talk(&format!(
        "written to {} and {}",
        options.out.display(),
        estimates.display()
    ));
    Ok(())
}
