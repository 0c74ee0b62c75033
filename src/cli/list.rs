//! `tierone list`: the names that scenarios, tables and options use.

use clap::Args;

use super::exit::Failure;
use super::names::{Kind, topics};
use super::terminal;

/// List names with what they mean.
#[derive(Args)]
#[command(after_help = "Example:\n  tierone list methods")]
pub(super) struct Options {
    /// What to list.
    what: Kind,
}

/// Prints one line a name.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let topics: Vec<_> = topics()
        .into_iter()
        .filter(|topic| topic.kind == options.what)
        .collect();
    let name_width = topics
        .iter()
        .map(|topic| topic.name.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for topic in &topics {
        let indent = " ".repeat(name_width + 2);
        let meaning = terminal::wrapped(&topic.meaning, terminal::columns(), &indent);
        let name = format!("{:name_width$}  ", topic.name);
        text.push_str(&meaning.replacen(&indent, &name, 1));
    }
    terminal::answer(&text)
}
