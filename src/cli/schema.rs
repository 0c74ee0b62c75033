//! `tierone schema`: the JSON Schema of scenario files.

use super::exit::Failure;

/// How to use it.
pub(super) const EXAMPLES: &str = "\
Example:
  tierone schema > tierone.schema.json
and as the first line of a scenario:
  #:schema tierone.schema.json";

/// Prints the schema.
pub(super) fn run() -> Result<(), Failure> {
    Err(Failure::input("the schema is not there yet"))
}
