//! What a scenario is read against.

use crate::document::Node;
use crate::measure_name::MeasureName;

/// What a scenario is read against.
pub(crate) struct Surroundings<'a> {
    /// The catalogue's attributes, changed and added to by the file's own.
    pub known: &'a [Node],
    /// The index of the catalogue among the source files.
    pub catalogue_file: usize,
    pub measures: &'a [MeasureName],
}
