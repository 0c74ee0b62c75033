//! Ids: decisions of a period, and seats.

/// No seat: the decision was calculated by the system.
pub const SYSTEM: u32 = u32::MAX;

/// One decision. The decisions of a part made by caseworkers are a cell, those made by the system another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DecisionId {
    /// Index of the cell, 0 to 2·parts − 1: manual cells first, in the order of parts, then the system's.
    pub cell: u32,
    /// Number within the cell.
    pub serial: u32,
}

impl DecisionId {
    /// Both numbers in one, which is quicker to compare.
    #[inline]
    pub(super) fn key(self) -> u64 {
        u64::from(self.serial) << 32 | u64::from(self.cell)
    }
}

/// One seat: a number below the workforce's seats. Not a place, which is a number below the filled seats of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeatId(u32);

impl SeatId {
    /// The seat of an index.
    pub fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// Its index into what is listed by seat.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
