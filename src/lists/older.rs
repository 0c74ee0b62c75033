//! Reads sheets of .xls and .xlsb workbooks with calamine, once their sizes and extents are known to be those of a sheet.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use calamine::{Data, DataRef, Reader, SheetVisible, Xls, Xlsb};

use super::archive::Archive;
use super::bytes::Anywhere;
use super::extent;
use super::sheet::{Sheet, choose, others};

/// Bytes of an .xls file.
const MOST_OF_XLS: u64 = 64_000_000;

/// Bytes that the parts of an .xlsb file may unpack to.
const MOST_OF_XLSB: u64 = 64_000_000;

/// Bytes of the texts that its cells share.
const MOST_OF_TEXTS: u64 = 16_000_000;

/// Reads a sheet of an .xls workbook.
pub(super) fn xls(file: Box<dyn Anywhere>, wanted: Option<&str>) -> Result<Sheet, String> {
    let mut bytes = Vec::new();
    file.take(MOST_OF_XLS + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MOST_OF_XLS {
        return Err(format!(
            "it has more than {} million bytes",
            MOST_OF_XLS / 1_000_000
        ));
    }
    extent::check(&bytes)?;
    guarded(|| {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        let (name, mut sheet) = chosen(&book, wanted)?;
        let range = book
            .worksheet_range(&name)
            .map_err(|error| error.to_string())?;
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            let place = (first_row + row as u32 + 1, first_column + column as u32);
            sheet.grid.add(place.0, place.1, &text(data))?;
        }
        Ok(sheet)
    })
}

/// Reads a sheet of an .xlsb workbook.
pub(super) fn xlsb(mut archive: Archive, wanted: Option<&str>) -> Result<Sheet, String> {
    let mut all = 0;
    for index in 0..archive.0.len() {
        let part = archive
            .0
            .by_index(index)
            .map_err(|error| error.to_string())?;
        let name = part.name().map_err(|error| error.to_string())?.to_string();
        let most = if name.ends_with("sharedStrings.bin") {
            MOST_OF_TEXTS
        } else {
            MOST_OF_XLSB - all
        };
        let size = std::io::copy(&mut part.take(most + 1), &mut std::io::sink());
        let size = size.map_err(|error| format!("its part {name} is damaged: {error}"))?;
        if size > most {
            return Err(format!(
                "its part {name} unpacks to more than {} million bytes",
                most / 1_000_000
            ));
        }
        all = (all + size).min(MOST_OF_XLSB);
    }
    let file = archive.0.into_inner();
    guarded(|| {
        let mut book = Xlsb::new(file).map_err(|error| error.to_string())?;
        let (name, mut sheet) = chosen(&book, wanted)?;
        let mut cells = book
            .worksheet_cells_reader(&name)
            .map_err(|error| error.to_string())?;
        while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
            let (row, column) = cell.get_position();
            let data: Data = DataRef::clone(cell.get_value()).into();
            sheet
                .grid
                .add(row.saturating_add(1), column, &text(&data))?;
        }
        Ok(sheet)
    })
}

/// The sheet that is to be read, still without cells.
fn chosen<R, B: Reader<R>>(book: &B, wanted: Option<&str>) -> Result<(String, Sheet), String>
where
    R: Read + std::io::Seek,
{
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let chosen = choose(&sheets, wanted)?;
    let name = sheets[chosen].0.clone();
    let sheet = Sheet::new(name.clone(), others(&sheets, chosen));
    Ok((name, sheet))
}

/// Reads what may be damaged in ways that its reader did not think of.
fn guarded(read: impl FnOnce() -> Result<Sheet, String>) -> Result<Sheet, String> {
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let sheet = catch_unwind(AssertUnwindSafe(read));
    set_hook(hook);
    sheet.unwrap_or_else(|_| Err("it is damaged".into()))
}

/// A cell as text; days as 2026-12-31.
fn text(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}
