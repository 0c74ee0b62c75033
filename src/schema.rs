//! `tierone schema`: the JSON Schema of scenario files.

use clap::Args;

use super::exit::Failure;
use super::{names, terminal};
use tierone_engine::measure::precise_names;
use tierone_scenario::schema::schema;

/// How to use it.
const EXAMPLES: &str = "\
Example:
  tierone schema > tierone.schema.json
and as the first line of a scenario:
  #:schema tierone.schema.json
The same for people to read:
  tierone schema --markdown > keys.md";

/// Print the JSON Schema of scenario files, for editors to complete from.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// A page of every key, its unit, default, meaning and an example, in place of the schema.
    #[arg(long)]
    markdown: bool,
}

/// Prints the schema, or the page of keys.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    if options.markdown {
        return terminal::answer(&names::keys::page());
    }
    let schema = schema(&precise_names());
    terminal::answer(&format!("{schema:#}\n"))
}
