//! `tierone explain`: what a name means, at length.

use clap::Args;

use tierone_records::lists::tables::TABLES;
use tierone_records::series::{FORECASTS, SERIES};
use tierone_stats::format::{plain, wrapped};

use super::exit::Failure;
use super::names::{Topic, along, is_called, is_named, nearest, of_the_catalogue, topics};
use super::terminal;

/// Explain anything that the program shows: measures, methods, keys of a scenario, lints, errors, charts, figures, words.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tierone explain accuracy_bias\n  tierone explain per-caseworker\n  tierone explain workforce.spread\n  tierone explain 'eff. n'\n  tierone explain columns"
)]
pub(super) struct Options {
    /// A name that `tierone list` shows; or columns, for those of case lists and results.
    what: String,
}

/// Prints every topic of that name.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let topics = topics();
    let wanted = options.what.trim();
    if wanted.eq_ignore_ascii_case("columns") {
        return terminal::answer(&columns());
    }
    let found: Vec<&Topic> = topics
        .iter()
        .filter(|topic| is_called(topic, wanted))
        .collect();
    let along = if found.is_empty() {
        along(&topics, wanted)
    } else {
        Vec::new()
    };
    if !along.is_empty() {
        let mut text: Vec<String> = along.iter().map(|topic| page(topic)).collect();
        if let Some([said, lines]) = of_the_catalogue(wanted) {
            let width = terminal::columns().min(100);
            text.push(format!("{}\n{lines}", wrapped(&said, width, "")));
        }
        return terminal::answer(&text.join("\n"));
    }
    if found.is_empty() {
        let names = topics
            .iter()
            .flat_map(|topic| [Some(topic.name.as_str()), topic.stands_for()])
            .flatten();
        let failure = Failure::input(format!("nothing is called `{}`", plain(wanted)));
        // A word of a name says more than letters that are alike.
        let one_word = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
        let short = one_word(wanted);
        let mut holding: Vec<&str> = names
            .clone()
            .filter(|name| short.len() > 2 && one_word(name).contains(&short))
            .collect();
        holding.sort_unstable_by_key(|name| (name.len(), *name));
        holding.dedup();
        holding.truncate(5);
        if !holding.is_empty() {
            return Err(failure.help(format!(
                "names with that in them: `{}`",
                holding.join("`, `")
            )));
        }
        return Err(match nearest(wanted, names) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help(
                "see `tierone list` with measures, methods, charts, attributes, outcomes, workflows, rules, lints, codes, keys, figures, intervals or words",
            ),
        });
    }
    let (whole, part): (Vec<&Topic>, Vec<&Topic>) =
        found.into_iter().partition(|topic| is_named(topic, wanted));
    // Keys of many sections share a name: a line each, unless there is nothing else and they are few.
    let (told, listed) = match (whole.is_empty(), part.len() <= FEW) {
        (true, true) => (part, Vec::new()),
        _ => (whole, part),
    };
    let mut text: Vec<String> = told.iter().map(|topic| page(topic)).collect();
    if !listed.is_empty() {
        text.push(lines(&listed));
    }
    terminal::answer(&text.join("\n"))
}

/// So many keys of one name are told at length.
const FEW: usize = 2;

/// Keys that share a name, a line each.
fn lines(found: &[&Topic]) -> String {
    let width = terminal::columns().min(100);
    let mut text = wrapped(
        "Keys of this name; `tierone explain` with the whole name explains one at length:",
        width,
        "",
    );
    for topic in found {
        let item = format!("{} ({}): {}", topic.name, topic.aside, topic.meaning);
        text += &wrapped(&item, width, "    ").replacen("    ", "  - ", 1);
    }
    text
}

/// The columns of every kind of file: their names, what they hold, and the other names they go by.
fn columns() -> String {
    let width = terminal::columns().min(100);
    let mut text = wrapped(
        "Columns are found by any of their names, whatever the case of letters, blanks, hyphens and underscores; \
         --map 'value=Yearly sum' states another name.",
        width,
        "",
    );
    let others = [
        ("a series of figures", SERIES),
        ("a forecast to be marked", FORECASTS),
    ];
    for (file, table) in TABLES.into_iter().chain(others) {
        text += &format!("\nIn {file}:\n");
        for column in table {
            let need = if column.required { ", required" } else { "" };
            let also = match column.also {
                [] => String::new(),
                also => format!(" Also called: {}.", also.join(", ")),
            };
            let item = format!(
                "{} ({}{need}): {}{also}",
                column.name,
                column.cells.name(),
                column.meaning
            );
            text += &wrapped(&item, width, "    ").replacen("    ", "  - ", 1);
        }
    }
    text += "\n";
    text + &wrapped(
        "A column has one type, found over all of its cells: numbers or dates, where at least 19 in 20 of its filled cells are; \
         else text. Cells such as n/a, unknown, TBC or - say nothing, and are not counted; in a column of \
         amounts - is 0. The sign before decimals and the \
         order of day and month are those of the column; --decimal and --date-order tell them where it leaves them open.",
        width,
        "",
    )
}

fn page(topic: &Topic) -> String {
    let mut text = format!("{} ({})\n\n", topic.name, topic.aside);
    let columns = terminal::columns().min(100);
    text.push_str(&wrapped(&topic.meaning, columns, ""));
    let mut listing = false;
    for paragraph in &topic.more {
        let item = paragraph.strip_prefix("- ");
        if !(listing && item.is_some()) {
            text.push('\n');
        }
        listing = item.is_some();
        match item {
            None if paragraph.starts_with("    ") => text.push_str(paragraph),
            None => text.push_str(&wrapped(paragraph, columns, "")),
            Some(item) => {
                let lines = wrapped(item, columns, "    ");
                text.push_str(&lines.replacen("    ", "  - ", 1));
            }
        }
    }
    text
}
