//! A case with the days of its stages.

use jiff::civil::Date;

/// The days of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StageCase {
    /// By stage when it was reached.
    pub happened: Vec<Option<Date>>,
    /// By stage when that was recorded; none also where no column says.
    pub recorded: Vec<Option<Date>>,
    /// When it ended otherwise.
    pub withdrawn: Option<Date>,
    /// By column asked for what stands there.
    pub labels: Vec<String>,
}

impl StageCase {
    /// Its latest day of any kind.
    pub fn latest(&self) -> Option<Date> {
        let days = self.happened.iter().chain(&self.recorded);
        days.chain([&self.withdrawn]).flatten().copied().max()
    }
}

/// The cases of a list.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    pub(super) cases: Vec<StageCase>,
    /// The latest day of any column.
    pub(super) latest: Option<Date>,
}
