//! `tierone list`: the names that scenarios, tables and options use.

use clap::{Args, ValueEnum};

use tierone_stats::format::wrapped;

use super::exit::Failure;
use super::names::{Topic, TopicKind, topics};
use super::{reference, terminal};

/// List names with what they mean.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tierone list methods\n  tierone list lints\n  tierone list lints --format markdown > docs/lints.md"
)]
pub(super) struct Options {
    /// What to list.
    what: TopicKind,

    /// A line for each name, or a page with all that `tierone explain` says of them.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// What standard output gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line a name.
    Text,
    /// A reference page.
    Markdown,
}

/// Prints one line a name, or a page.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let topics: Vec<Topic> = topics()
        .into_iter()
        .filter(|topic| topic.kind == options.what)
        .collect();
    terminal::answer(&match options.format {
        Format::Text => lines(&topics),
        Format::Markdown => reference::page(options.what, &topics),
    })
}

fn lines(topics: &[Topic]) -> String {
    let names: Vec<String> = topics
        .iter()
        .map(|topic| match topic.stands_for() {
            Some(name) => format!("{}  {name}", topic.name),
            None => topic.name.clone(),
        })
        .collect();
    let name_width = names.iter().map(|name| name.chars().count()).max();
    let name_width = name_width.unwrap_or(0);
    let mut text = String::new();
    for (topic, name) in topics.iter().zip(names) {
        let indent = " ".repeat(name_width + 2);
        let meaning = wrapped(&topic.meaning, terminal::columns(), &indent);
        let name = format!("{name:name_width$}  ");
        text.push_str(&meaning.replacen(&indent, &name, 1));
    }
    text
}
