//! Marks the forecast of a file against figures that came since.

use std::path::Path;

use tierone_forecast::report::{ForecastRow, Named, Review, kept};
use tierone_stats::written::PERCENT;

use super::super::exit::Failure;
use super::super::figures::read;
use super::forecasts::{Marking, forecasts};
use super::options::Options;

/// What is said of marks: the series, the marks, sentences, and the files with their hashes.
type Marked = (Named, Option<Review>, Vec<String>, Vec<(String, String)>);

/// Marks a kept forecast.
pub(super) fn marked(forecast: &Path, actual: &Path, options: &Options) -> Result<Marked, Failure> {
    let figures = read(actual, &options.figures)?;
    let named = figures.named(0);
    let marking = Marking {
        named: &named,
        whole: figures.list.unit.whole(),
        decimal: options.figures.reading.decimal.unwrap_or_default(),
    };
    let rows = forecasts(forecast, &marking)?;
    // Forecasts of shares that were kept before files had one unit for them say `percent` or `share`.
    let is_share = |unit: &str| [PERCENT, "percent", "share"].contains(&unit);
    let differs = |row: &&ForecastRow| match named.unit.is_share {
        true => !is_share(&row.unit),
        false => row.unit != named.unit.name,
    };
    if let Some(other) = rows.iter().find(differs) {
        return Err(Failure::input(format!(
            "the forecasts of {} are of unit {}, and the figures of {} of unit {}",
            forecast.display(),
            other.unit,
            actual.display(),
            named.unit.name
        ))
        .help(format!(
            "say what the figures are with --unit {}",
            if is_share(&other.unit) {
                "percent or --unit share"
            } else {
                &other.unit
            }
        )));
    }
    let came = figures.by_name();
    let list = &figures.list;
    let kept = kept(&rows, named.unit, |group, period| {
        // A period is the same however the two files write it.
        let name = list
            .place(period)
            .map_or_else(|| period.to_owned(), |place| list.period(place));
        came.get(&(group.to_owned(), name)).copied()
    });
    let mut said: Vec<String> = kept.sentence(named.unit).into_iter().collect();
    if kept.marked == 0 && kept.open == 0 {
        said.push(format!(
            "No row of {} has a band, so there is nothing to mark.",
            forecast.display()
        ));
    } else if kept.marked == 0 {
        said.push(format!(
            "None of the {} figures that were forecast has come yet: no group and period of {} is in {}.",
            kept.open,
            forecast.display(),
            actual.display()
        ));
    } else if kept.open > 0 {
        said.push(format!(
            "Of the figures that were forecast, {} have come and {} have not.",
            kept.marked, kept.open
        ));
    }
    let inputs = vec![
        (forecast.display().to_string(), String::new()),
        (actual.display().to_string(), figures.hash),
    ];
    Ok((named, kept.review, said, inputs))
}
