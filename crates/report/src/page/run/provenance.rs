//! Where the figures come from, and how to make them again.

use super::made::RunMade;
use crate::command_line::quoted;
use crate::page::parts::{Column, Part, Row, Section, Table};

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let mut parts = vec![
        Part::Table(what_ran(made)),
        Part::Text(format!(
            "To repeat it: `{}`. The same scenario, seed and version give the same figures, bit for bit, on the same kind of \
             machine. When it ran stands in `manifest.json`, beside everything that is here.",
            command(made)
        )),
        Part::Text(
            "How the program is held to what it says: its estimates reproduce published reference values, its engine agrees with \
             a plain one that visits every decision, and its closed forms agree with its simulation. The tests are in its source."
                .into(),
        ),
    ];
    parts.extend(Part::files("The scenario", made.sources));
    Section::of("provenance", "Where this comes from", parts)
}

fn what_ran(made: &RunMade) -> Table {
    let manifest = made.manifest;
    let crates = manifest.crates.iter();
    let crates: Vec<String> = crates
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    let mut rows = vec![
        (
            "program",
            format!("{} {}", manifest.tool, manifest.tool_version),
        ),
        ("scenario", manifest.scenario.clone()),
        (
            "hash of the scenario, SHA-256",
            manifest.scenario_hash.clone(),
        ),
        ("seed", manifest.seed.to_string()),
        ("random generator", manifest.generator.to_owned()),
        ("what draws", crates.join(", ")),
        ("replications", manifest.replications.to_string()),
        ("first day", manifest.horizon.start.clone()),
        (
            "periods",
            format!(
                "{} of a {}, after {} of warm-up",
                manifest.horizon.periods, manifest.horizon.period, manifest.horizon.warm_up
            ),
        ),
        ("baseline", format!("`{}`", manifest.baseline)),
    ];
    if let (Some(measure), Some(error)) = (&manifest.asked.until_measure, manifest.asked.until_mcse)
    {
        rows.push(("precision asked for", format!("{measure} to ± {error}")));
    }
    let rows = rows.into_iter().map(|(head, text)| Row::about(head, text));
    let sources = manifest.sources.iter().map(|source| {
        let hash = format!("SHA-256 {}", source.sha256);
        Row::about(format!("file {}", source.path), hash)
    });
    let columns = Column::all(&["what", "value"], &[]);
    Table::new(
        "what-ran",
        "What ran",
        columns,
        rows.chain(sources).collect(),
    )
}

/// The command that makes the same results.
fn command(made: &RunMade) -> String {
    let manifest = made.manifest;
    let mut words = vec![
        "tierone run".to_owned(),
        quoted(&manifest.scenario),
        format!("--seed {}", manifest.seed),
        format!("--replications {}", manifest.replications),
    ];
    if made.baseline != 0 {
        words.push(format!("--baseline {}", quoted(&manifest.baseline)));
    }
    words.join(" ")
}
