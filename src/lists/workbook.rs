//! Which kind of workbook a file is.

use super::archive::Archive;
use super::bytes::Anywhere;
use super::sheet::Sheet;
use super::{ods, older, xlsx};

/// Whether a file is a workbook, by how it begins.
pub(super) fn is_one(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Reads a sheet: the first that is shown, or the one that is wanted.
///
/// # Errors
/// Why it cannot be read, in a few words.
pub(super) fn read(
    file: Box<dyn Anywhere>,
    start: &[u8],
    wanted: Option<&str>,
) -> Result<Sheet, String> {
    if start.starts_with(b"\xd0\xcf\x11\xe0") {
        return older::xls(file, wanted);
    }
    let archive = Archive::open(file)?;
    if archive.has("content.xml") {
        ods::read(archive, wanted)
    } else if archive.has("xl/workbook.bin") {
        older::xlsb(archive, wanted)
    } else if archive.has("[Content_Types].xml") {
        xlsx::read(archive, wanted)
    } else {
        Err("it is a zip archive and no workbook: unpack it, and name the list in it".into())
    }
}
