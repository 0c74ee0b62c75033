//! `tierone backtest`: how good forecasts of a figure would have been, and how good kept ones were.

mod folder;
mod forecasts;
mod options;
mod score;

pub(super) use options::Options;

use serde_json::json;

use tierone_forecast::report::{Named, Review, review};
use tierone_stats::format::wrapped;

use super::destination;
use super::exit::Failure;
use super::figures::{csv_text, json_of, read, scores_table};
use super::terminal;
use options::Format;

/// Marks forecasts, and writes and prints how they did.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    if let Some(out) = &options.out {
        destination::may_stand(out, options.force)?;
    }
    let (named, review, mut answer, inputs) = match (&options.series, &options.score[..]) {
        (Some(series), _) => {
            let figures = read(series, &options.figures)?;
            let named = figures.named(0);
            let review = review(&named, options.from, &options.ahead);
            let inputs = vec![(series.display().to_string(), figures.hash)];
            (named, review, Vec::new(), inputs)
        }
        (None, [forecast, actual]) => score::marked(forecast, actual, options)?,
        (None, _) => return Err(Failure::input("there is nothing to mark")),
    };
    answer.extend(sentences(&named, review.as_ref(), options));
    if let Some(out) = &options.out {
        folder::write(out, options, &inputs, &answer, review.as_ref())?;
    }
    let scores = review.as_ref().map_or(&[][..], |review| &review.scores);
    terminal::answer(&match options.format {
        Format::Table => {
            let columns = terminal::columns();
            let lines = answer.iter().map(|sentence| wrapped(sentence, columns, ""));
            let mut text: String = lines.collect();
            if review.is_some() {
                text += "\n";
                text += &scores_table(&named, scores);
            }
            text
        }
        Format::Json => {
            let value = json!({
                "answer": answer,
                "unit": named.unit.name,
                "use": review.as_ref().map(Review::to_use),
                "scores": json_of(&scores)?,
            });
            format!("{value:#}\n")
        }
        Format::Csv => csv_text(scores, options.raw.cells())?,
    })
}

/// What the marks come to.
fn sentences(named: &Named, review: Option<&Review>, options: &Options) -> Vec<String> {
    let Some(review) = review else {
        if !options.score.is_empty() {
            return Vec::new();
        }
        let seen = named.series.periods_seen();
        return vec![format!(
            "Nothing can be marked: there are figures of {seen} {}s, and the first forecast needs four, and one more that came of \
             it for a group with three figures by then.",
            named.word
        )];
    };
    [review.verdict(named), review.of_best(named)].concat()
}
