//! `tierone forecast`: a published figure ahead, from its own history; or the figures of a scenario.

mod ahead;
mod folder;
mod options;
mod stated;
mod text;

pub(super) use options::{Format, Options};

use serde_json::json;

use tierone_forecast::report::{Asked, outlook};

use super::destination;
use super::exit::Failure;
use super::figures::{csv_text, json_of, read};
use super::terminal;

/// Forecasts, and writes and prints what there is to say.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let ending = options.series.extension();
    if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        return ahead::run(options);
    }
    if let Some(out) = &options.out {
        destination::may_stand(out, options.force)?;
    }
    let figures = read(&options.series, &options.figures)?;
    let named = figures.named(options.ahead());
    let asked = Asked {
        periods: options.ahead(),
        limits: stated::limits(&options.limit, &figures.list)?,
        changes: stated::changes(options, &figures.list)?,
    };
    let outlook = outlook(&named, &asked);
    if let Some(out) = &options.out {
        folder::write(out, options, &figures, &named, &outlook)?;
    }
    terminal::answer(&match options.format {
        Format::Table => text::text(&named, &outlook, terminal::columns()),
        Format::Json => {
            let value = json!({
                "answer": outlook.answer,
                "unit": named.unit.name,
                "forecasts": json_of(&outlook.forecasts)?,
                "years": json_of(&outlook.years)?,
                "limits": json_of(&outlook.limits)?,
                "scores": json_of(&outlook.review.as_ref().map(|review| &review.scores))?,
            });
            format!("{value:#}\n")
        }
        Format::Csv => csv_text(&outlook.forecasts, options.raw.cells())?,
    })
}
