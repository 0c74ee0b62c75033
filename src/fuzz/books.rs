//! Workbooks with changes inside: a part is unpacked, changed and packed again, so that changes get past the archive.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::change::{self, Dice};

/// The parts of a workbook.
#[derive(Clone)]
pub(super) struct Book(Vec<(String, Vec<u8>)>);

impl Book {
    pub fn of(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut parts = Vec::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            let name = part.name().expect("a name").to_string();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            // What no reader of a list looks at only makes files longer.
            if !["Thumbnails", "docProps", "xl/theme", "Configurations"]
                .iter()
                .any(|start| name.starts_with(start))
            {
                parts.push((name, bytes));
            }
        }
        Self(parts)
    }

    /// The workbook with a few changes in some of its parts.
    pub fn changed(&self, dice: &mut Dice) -> Vec<u8> {
        let mut parts = self.0.clone();
        for _ in 0..=dice.below(2) {
            // Most of what is read stands in long parts.
            let (one, other) = (dice.below(parts.len()), dice.below(parts.len()));
            let at = if parts[one].1.len() > parts[other].1.len() {
                one
            } else {
                other
            };
            let is_text = parts[at].0.ends_with("ml") || parts[at].0.ends_with(".rels");
            match dice.below(40) {
                0 => drop(parts.remove(at)),
                1 => parts[at].0 = parts[other].0.clone(),
                _ if is_text => {
                    let other = parts[other].1.clone();
                    change::text(&mut parts[at].1, &other, dice);
                }
                _ => change::binary(&mut parts[at].1, dice),
            }
            if parts.is_empty() {
                break;
            }
        }
        packed(&parts)
    }
}

/// The parts in an archive, as they are; of two with one name the first.
fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        if archive.start_file(name.as_str(), options).is_ok() {
            archive.write_all(bytes).expect("its bytes");
        }
    }
    archive.finish().expect("an archive").into_inner()
}
