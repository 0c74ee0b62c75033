//! Where the figures come from, and how to make them again.

use super::made::EstimateMade;
use crate::page::parts::{Column, Part, Row, Section, Table};
use crate::versions::TOOL_VERSION;

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let mut rows = vec![Row::about("program", format!("tierone {TOOL_VERSION}"))];
    let hashed = made.inputs.iter();
    rows.extend(
        hashed.map(|(name, hash)| Row::about(format!("file {name}"), format!("SHA-256 {hash}"))),
    );
    rows.extend(made.report.read.iter().flat_map(|read| {
        let lines = read.lines().into_iter();
        lines.map(|line| Row::about(format!("read of {}", read.file), line))
    }));
    let columns = Column::all(&["what", "value"], &[]);
    let parts = vec![
        Part::Table(Table::new("what-was-read", "What was read", columns, rows)),
        Part::Text(format!(
            "To repeat it: `{}`. The same files and version give the same figures, bit for bit, on the same kind of machine.",
            made.command
        )),
    ];
    Section::of("provenance", "Where this comes from", parts)
}
