//! Whether the cells of an .xls workbook lie close enough together to be held in memory. Its reader makes a full table of
//! each sheet, from the first filled cell to the last.

/// Cells that the tables of all sheets may have together.
const MOST_CELLS: u64 = 4_000_000;

const END_OF_CHAIN: u32 = 0xffff_fffa;

/// Refuses a workbook whose tables would be too large.
///
/// # Errors
/// They are, or the file is no workbook.
pub(super) fn check(file: &[u8]) -> Result<(), String> {
    let damaged = || String::from("it is no workbook, damaged, or protected by a password");
    let stream = Compound::of(file)
        .and_then(|compound| compound.workbook())
        .ok_or_else(damaged)?;
    let (mut cells, mut area): (u64, Option<[u64; 4]>) = (0, None);
    let mut at = 0;
    while let Some(head) = stream.get(at..at + 4) {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let Some(data) = stream.get(at + 4..at + 4 + length) else {
            break;
        };
        at += 4 + length;
        match kind {
            // The start of a sheet.
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                cells += size(area.take());
            }
            // The extent that the sheet says it has, for which room is made.
            0x0200 => cells += declared(data).ok_or_else(damaged)?,
            // Cells with a value: number, text, truth, formula, and several numbers.
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x0006 | 0x00bd => {
                let short = |at: usize| {
                    data.get(at..at + 2)
                        .map(|two| u64::from(u16::from_le_bytes([two[0], two[1]])))
                };
                let (Some(row), Some(column)) = (short(0), short(2)) else {
                    return Err(damaged());
                };
                let last = match kind {
                    0x00bd => short(length.saturating_sub(2)).ok_or_else(damaged)?,
                    _ => column,
                };
                let [top, bottom, left, right] = area.unwrap_or([row, row, column, last]);
                area = Some([
                    top.min(row),
                    bottom.max(row),
                    left.min(column),
                    right.max(last),
                ]);
            }
            _ => {}
        }
    }
    cells += size(area);
    if cells > MOST_CELLS {
        return Err(format!(
            "its sheets reach over {cells} cells, and at most {MOST_CELLS} are read"
        ));
    }
    Ok(())
}

fn size(area: Option<[u64; 4]>) -> u64 {
    area.map_or(0, |[top, bottom, left, right]| {
        (bottom - top + 1) * (right.saturating_sub(left) + 1)
    })
}

/// The cells of the extent that a sheet declares.
fn declared(data: &[u8]) -> Option<u64> {
    let short = |at: usize| {
        data.get(at..at + 2)
            .map(|two| u64::from(u16::from_le_bytes([two[0], two[1]])))
    };
    let [first_row, end_row, first_column, end_column] = if data.len() >= 14 {
        let long = |at: usize| Some(short(at)? | short(at + 2)? << 16);
        [long(0)?, long(4)?, short(8)?, short(10)?]
    } else {
        [short(0)?, short(2)?, short(4)?, short(6)?]
    };
    // The end is the row after the last; a sheet without cells has none.
    (end_row >= first_row && end_column >= first_column)
        .then(|| (end_row - first_row + 1) * (end_column - first_column + 1))
}

/// A compound file: streams in chains of sectors.
struct Compound<'f> {
    file: &'f [u8],
    sector: usize,
    next: Vec<u32>,
}

impl<'f> Compound<'f> {
    fn of(file: &'f [u8]) -> Option<Self> {
        let shift = short(file, 30)?;
        let sector = 1_usize
            .checked_shl(u32::from(shift))
            .filter(|size| (512..=4096).contains(size))?;
        let mut compound = Self {
            file,
            sector,
            next: Vec::new(),
        };
        let mut tables: Vec<u32> = (0..109).map_while(|at| long(file, 76 + 4 * at)).collect();
        let (mut more, mut read) = (long(file, 68)?, 0);
        while more < END_OF_CHAIN && read <= file.len() / sector {
            let ids = longs(compound.sector(more)?);
            more = *ids.last()?;
            tables.extend(&ids[..ids.len() - 1]);
            read += 1;
        }
        for table in tables.into_iter().filter(|table| *table < END_OF_CHAIN) {
            let next = longs(compound.sector(table)?);
            compound.next.extend(next);
            if compound.next.len() > file.len() {
                return None;
            }
        }
        Some(compound)
    }

    /// The stream with the sheets.
    fn workbook(&self) -> Option<Vec<u8>> {
        let entries = self.chain(long(self.file, 48)?, usize::MAX)?;
        let entries = || entries.chunks_exact(128);
        let name = |entry: &[u8]| -> String {
            let units = entry[..64]
                .chunks_exact(2)
                .map(|two| u16::from_le_bytes([two[0], two[1]]));
            let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
            String::from_utf16_lossy(&units)
        };
        let is_book =
            |entry: &&[u8]| ["workbook", "book"].contains(&name(entry).to_lowercase().as_str());
        let entry = entries().find(is_book)?;
        let (start, length) = (long(entry, 116)?, long(entry, 120)? as usize);
        let smallest = long(self.file, 56)? as usize;
        if length >= smallest {
            return self.chain(start, length);
        }
        // Short streams lie in pieces of 64 bytes in a stream of their own.
        let root = entries().next()?;
        let small = self.chain(long(root, 116)?, long(root, 120)? as usize)?;
        let next = longs(&self.chain(long(self.file, 60)?, usize::MAX)?);
        let (mut stream, mut at) = (Vec::new(), start);
        while at < END_OF_CHAIN && stream.len() < length {
            let from = at as usize * 64;
            stream.extend(small.get(from..from + 64)?);
            at = *next.get(at as usize)?;
        }
        Some(stream)
    }

    fn sector(&self, id: u32) -> Option<&'f [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = (start + self.sector).min(self.file.len());
        self.file.get(start..end)
    }

    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let (mut bytes, mut at) = (Vec::new(), start);
        while at < END_OF_CHAIN && bytes.len() < length {
            bytes.extend(self.sector(at)?);
            // A chain that goes in a circle is longer than the file.
            if bytes.len() > self.file.len() {
                return None;
            }
            at = *self.next.get(at as usize)?;
        }
        bytes.truncate(length);
        Some(bytes)
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    let fours = bytes.chunks_exact(4);
    fours
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}
