//! `tierone schema`: the JSON Schema of scenario files.

use super::exit::Failure;
use super::terminal;
use tierone_engine::measure::precise_names;
use tierone_scenario::schema::schema;

/// How to use it.
pub(super) const EXAMPLES: &str = "\
Example:
  tierone schema > tierone.schema.json
and as the first line of a scenario:
  #:schema tierone.schema.json";

/// Prints the schema.
pub(super) fn run() -> Result<(), Failure> {
    let schema = schema(&precise_names());
    terminal::answer(&format!("{schema:#}\n"))
}
