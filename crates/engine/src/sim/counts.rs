//! What happened in a period, counted.

/// What happened, counted while it is written down.
#[derive(Debug, Default)]
pub struct Counts {
    /// Decisions that are not accurate, by cell.
    pub inaccurate: Vec<u32>,
    /// Errors by attribute.
    pub errors: Vec<u32>,
}

impl Counts {
    /// Starts again, for so many cells and attributes.
    pub fn clear(&mut self, cells: usize, attributes: usize) {
        self.inaccurate.clear();
        self.inaccurate.resize(cells, 0);
        self.errors.clear();
        self.errors.resize(attributes, 0);
    }
}
