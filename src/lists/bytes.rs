//! The bytes of a file: without gzip, hashed as they are read, and with a place to go back to.

use std::cell::RefCell;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use std::path::Path;
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::super::exit::Failure;

/// Bytes of a workbook that are kept in memory where it is packed once more.
const MOST_PACKED: u64 = 64_000_000;

/// The hash of a file as it is read.
pub(crate) type Hash = Rc<RefCell<Sha256>>;

/// Bytes that can be read in any order.
pub(super) trait Anywhere: Read + Seek {}

impl<T: Read + Seek> Anywhere for T {}

/// The bytes of a file, without gzip.
pub(super) fn bytes(path: &Path, hash: Option<Hash>) -> Result<Box<dyn Read>, Failure> {
    let mut file = BufReader::with_capacity(
        1 << 16,
        Hashed {
            file: open(path)?,
            hash,
        },
    );
    let start = file.fill_buf().map_err(|error| unreadable(path, &error))?;
    Ok(if start.starts_with(b"\x1f\x8b") {
        Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    })
}

/// The same of a workbook, in any order.
pub(super) fn anywhere(path: &Path) -> Result<Box<dyn Anywhere>, Failure> {
    let mut file = BufReader::with_capacity(1 << 16, open(path)?);
    let start = file.fill_buf().map_err(|error| unreadable(path, &error))?;
    if !start.starts_with(b"\x1f\x8b") {
        return Ok(Box::new(file));
    }
    let mut bytes = Vec::new();
    let mut unpacked = MultiGzDecoder::new(file).take(MOST_PACKED + 1);
    unpacked
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > MOST_PACKED {
        return Err(Failure::input(format!(
            "cannot read {}: it is a workbook in gzip of more than {} million bytes",
            path.display(),
            MOST_PACKED / 1_000_000
        ))
        .help("unpack it first"));
    }
    Ok(Box::new(Cursor::new(bytes)))
}

fn open(path: &Path) -> Result<File, Failure> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(
            Failure::input(format!("cannot read {}: it is a folder", path.display()))
                .help("name the list in it"),
        );
    }
    Ok(file)
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::input(format!("cannot read {}: {error}", path.display()))
        .help("check the path and its permissions")
}

/// Hashes what it reads.
struct Hashed {
    file: File,
    hash: Option<Hash>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        if let Some(hash) = &self.hash {
            hash.borrow_mut().update(&buffer[..read]);
        }
        Ok(read)
    }
}

/// The hash in hexadecimal.
pub(crate) fn hexadecimal(hash: &Hash) -> String {
    let digest = hash.borrow().clone().finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
