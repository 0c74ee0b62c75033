//! The filled cells of a sheet, in little memory: rows as the sheet numbers them, whatever its extent.

use std::rc::Rc;

use super::fields::{Fields, bare};

/// Rows that a sheet may have.
pub const MOST_ROWS: u32 = 1_048_576;

/// Columns that a sheet may have.
pub const MOST_COLUMNS: u32 = 16_384;

/// Bytes that the filled cells of a sheet may take together.
const MOST_BYTES: usize = 128_000_000;

/// The filled cells of a sheet. Each row is its number, how many cells it has, and these: column, length, text.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    bytes: Vec<u8>,
    /// The row that is being written; 0 before the first.
    row: u32,
    /// Where the number of its cells stands.
    count_at: usize,
    count: u32,
    /// The last column of the row.
    column: u32,
    /// The first column and the one after the last.
    columns: Option<(u32, u32)>,
}

impl Grid {
    /// Adds a cell, rows counted from 1 and columns from 0. Cells come in order; blank ones are none.
    ///
    /// # Errors
    /// A cell is out of order, outside a sheet, or one too many.
    pub fn add(&mut self, row: u32, column: u32, text: &str) -> Result<(), String> {
        if bare(text).is_empty() {
            return Ok(());
        }
        if row == 0 || row > MOST_ROWS || column >= MOST_COLUMNS {
            return Err(format!(
                "it has a cell in row {row}, column {}, and a sheet ends at row {MOST_ROWS}, column {MOST_COLUMNS}",
                column.saturating_add(1)
            ));
        }
        if row < self.row || row == self.row && self.count > 0 && column <= self.column {
            return Err(format!(
                "the cells of row {row} are out of order or there twice"
            ));
        }
        if self.bytes.len() + text.len() > MOST_BYTES {
            return Err(format!(
                "its cells hold more than {} million bytes",
                MOST_BYTES / 1_000_000
            ));
        }
        if row > self.row {
            self.row = row;
            self.count = 0;
            self.bytes.extend(row.to_le_bytes());
            self.count_at = self.bytes.len();
            self.bytes.extend(0u32.to_le_bytes());
        }
        self.count += 1;
        self.bytes[self.count_at..self.count_at + 4].copy_from_slice(&self.count.to_le_bytes());
        self.column = column;
        let (first, end) = self.columns.unwrap_or((column, column + 1));
        self.columns = Some((first.min(column), end.max(column + 1)));
        self.bytes.extend(column.to_le_bytes());
        self.bytes.extend((text.len() as u32).to_le_bytes());
        self.bytes.extend(text.as_bytes());
        Ok(())
    }

    /// From its first filled column to its last.
    pub fn width(&self) -> usize {
        self.columns
            .map_or(0, |(first, end)| (end - first) as usize)
    }
}

/// The rows of a grid.
pub(super) struct GridRows {
    grid: Rc<Grid>,
    at: usize,
}

impl GridRows {
    pub fn new(grid: Rc<Grid>) -> Self {
        Self { grid, at: 0 }
    }

    /// Columns from the first that is filled anywhere to the last.
    pub fn width(&self) -> usize {
        self.grid.width()
    }

    /// Reads the next filled row; its number, or none after the last.
    pub fn read(&mut self, fields: &mut Fields) -> Option<u64> {
        fields.clear();
        if self.at >= self.grid.bytes.len() {
            return None;
        }
        let row = self.number();
        let first = self.grid.columns.map_or(0, |(first, _)| first);
        for _ in 0..self.number() {
            let column = (self.number() - first) as usize;
            while fields.len() < column {
                fields.end();
            }
            let length = self.number() as usize;
            let text = &self.grid.bytes[self.at..self.at + length];
            fields.add(std::str::from_utf8(text).expect("a cell is text"));
            fields.end();
            self.at += length;
        }
        Some(u64::from(row))
    }

    fn number(&mut self) -> u32 {
        let bytes = self.grid.bytes[self.at..self.at + 4].try_into();
        self.at += 4;
        u32::from_le_bytes(bytes.expect("four bytes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_columns_their_places() {
        let mut grid = Grid::default();
        for (row, column, text) in [
            (5, 2, "number"),
            (5, 4, "value"),
            (7, 2, "A,1\n"),
            (9, 3, " "),
            (9, 4, "7"),
        ] {
            grid.add(row, column, text).expect("a cell");
        }
        assert_eq!(grid.width(), 3);
        let mut rows = GridRows::new(Rc::new(grid));
        let mut fields = Fields::default();
        let mut all = Vec::new();
        while let Some(row) = rows.read(&mut fields) {
            all.push((
                row,
                fields
                    .iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
                    .join("|"),
            ));
        }
        let rows = [(5, "number||value"), (7, "A,1\n"), (9, "||7")];
        assert_eq!(all, rows.map(|(row, fields)| (row, fields.to_owned())));
    }

    #[test]
    fn cells_outside_a_sheet_or_out_of_order_are_refused() {
        let mut grid = Grid::default();
        grid.add(2, 1, "x").expect("a cell");
        for (row, column) in [
            (0, 0),
            (MOST_ROWS + 1, 0),
            (3, MOST_COLUMNS),
            (1, 0),
            (2, 1),
            (2, 0),
            (u32::MAX, u32::MAX),
        ] {
            assert!(grid.add(row, column, "x").is_err(), "{row} {column}");
        }
        grid.add(MOST_ROWS, MOST_COLUMNS - 1, "x")
            .expect("the last cell");
    }
}
