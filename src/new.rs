//! `tierone new`: a commented scenario to start from.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::exit::Failure;
use super::{clock, terminal};
use tierone_scenario::template;

/// Write a commented scenario to start from.
#[derive(Args)]
#[command(after_help = "Example:\n  tierone new office.toml && tierone run office.toml")]
pub(super) struct Options {
    /// The file to write; it must not exist yet.
    file: PathBuf,
}

/// Writes the template where nothing stands yet.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let path = &options.file;
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::input(format!("{} is there already", path.display()))
                .help("choose another name, or remove that file")
        }
        std::io::ErrorKind::NotFound => {
            Failure::input(format!("there is no folder for {}", path.display()))
                .help("make the folder first, or choose another one")
        }
        _ => Failure::machine("write", path, error),
    })?;
    let (year, month, _) = clock::today();
    // The financial year to come: what is planned now.
    let year = if month < 4 { year } else { year + 1 };
    let text = template::template_from(Date::constant(year, 4, 1));
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(path);
        Failure::machine("write", path, error)
    })?;
    terminal::talk(&format!(
        "{0} is written; try it: tierone run {0}, or for quotas that meet the aims in its [plan]: tierone plan {0}",
        path.display()
    ));
    Ok(())
}
