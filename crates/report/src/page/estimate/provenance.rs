//! Where the figures come from, and how to make them again.

use super::cells::table;
use super::made::EstimateMade;
use crate::page::parts::{Cell, Column, Part, Row, Section};
use crate::versions::TOOL_VERSION;

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let mut rows = vec![Row::new(
        "program",
        vec![Cell::words(format!("tierone {TOOL_VERSION}"))],
    )];
    rows.extend(made.inputs.iter().map(|(name, hash)| {
        Row::new(
            format!("file {name}"),
            vec![Cell::words(format!("SHA-256 {hash}"))],
        )
    }));
    rows.extend(made.report.read.iter().flat_map(|read| {
        let lines = read.lines().into_iter();
        lines.map(|line| Row::new(format!("read of {}", read.file), vec![Cell::words(line)]))
    }));
    let columns = ["what", "value"].map(Column::words).to_vec();
    let mut parts: Vec<Part> = Vec::new();
    parts.extend(table("what-was-read", "What was read", columns, rows).map(Part::Table));
    parts.push(Part::Text(format!(
        "To repeat it: `{}`. The same files and version give the same figures, bit for bit, on the same kind of machine.",
        made.command
    )));
    Section::of("provenance", "Where this comes from", parts)
}
