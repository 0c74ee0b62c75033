//! Series of figures: reading them, and writing what is said of them. For forecasts and their marks.

mod write;

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;

use tierone_forecast::report::{ForecastUnit, Named};
use tierone_forecast::scale::Scale;
use tierone_forecast::series::{PublishedFigure, Series};
use tierone_records::lists::criteria::Criterion;
use tierone_records::series::{self, SERIES, SeriesList, SeriesReader, lacks_checks};
use tierone_stats::format::plain;
use tierone_stats::written::PERCENT;

use super::exit::Failure;
use super::lists::{List, Reading, hexadecimal};
use super::reading::{survey, tell};
use super::terminal;

pub(super) use write::{csv_rows, csv_text, json_of, scores_table};

/// What a series of figures is told to be, where its file does not say it itself.
#[derive(Args, Clone, Debug)]
pub(super) struct FigureOptions {
    /// What the figures are: percent (97.4), share (0.974), amount (above 0, moves by shares of itself) or number
    /// [default: what the file shows].
    #[arg(long, value_name = "UNIT", value_parser = unit)]
    pub unit: Option<series::SeriesUnit>,

    /// Only rows that meet this: 'state != NATIONAL', 'year >= 2015'. May be given more than once.
    #[arg(long = "where", value_name = "CONDITION")]
    pub conditions: Vec<String>,

    #[command(flatten)]
    pub reading: Reading,
}

/// A series as it was read.
pub(super) struct Figures {
    /// The list.
    pub list: SeriesList,
    /// The SHA-256 of its file.
    pub hash: String,
}

/// Reads a series, and tells what is wrong with its rows.
pub(super) fn read(path: &Path, options: &FigureOptions) -> Result<Figures, Failure> {
    if path.extension().is_some_and(|ending| ending == "toml") {
        return Err(Failure::input(format!(
            "{} is a scenario, and no series of figures",
            path.display()
        ))
        .help("name a list with a figure by period, such as accuracy.csv; see `tierone explain columns`"));
    }
    let reading = &Reading {
        columns: SERIES,
        ..options.reading.clone()
    };
    let mut list = List::at(path, reading)?;
    for note in &list.notes {
        terminal::talk(&format!("note: {note}"));
    }
    let header = list.rows()?.0.header().to_vec();
    let file = path.display().to_string();
    let reader = SeriesReader::new(
        &file,
        &header,
        &reading.map,
        options.unit,
        (reading.decimal, reading.date_order),
    )?;
    let wrong = |why: String| Failure::input(format!("{file}: {why}"));
    let conditions = options.conditions.iter();
    let conditions: Vec<Criterion> = conditions
        .map(|text| Criterion::read(text, &header).map_err(wrong))
        .collect::<Result<_, _>>()?;
    let surveyed = survey(
        &list,
        reading,
        &header,
        conditions.iter().map(Criterion::need),
    )?;
    let conditions: Vec<Criterion> = conditions
        .into_iter()
        .map(|condition| condition.typed(&header, &surveyed.formats).map_err(wrong))
        .collect::<Result<_, _>>()?;
    let (mut rows, hash) = list.rows()?;
    let (series, problems) = reader.read(&mut rows, &conditions, reading.problems)?;
    list.read.no_cases = rows.no_cases().clone();
    list.read.columns = surveyed.columns(&header, reader.columns());
    list.read.not_read = surveyed.not_read(&header, reader.columns());
    list.read
        .lines()
        .iter()
        .for_each(|line| terminal::talk(line));
    for note in series
        .notes
        .iter()
        .chain(&lacks_checks(reader.columns(), &list.read.not_read))
    {
        terminal::talk(&format!("note: {}", plain(note)));
    }
    if !problems.is_empty() {
        tell(&problems, path, reading)?;
    }
    Ok(Figures {
        list: series,
        hash: hexadecimal(&hash),
    })
}

impl Figures {
    /// The series with its names, and those of so many periods ahead.
    pub fn named(&self, ahead: usize) -> Named {
        let list = &self.list;
        let figures = list.figures.iter().map(|group| {
            let figures = group.iter().map(|figure| {
                figure.map(|figure| PublishedFigure {
                    value: figure.value,
                    error: figure.error,
                    checks: figure.checks,
                })
            });
            figures.collect()
        });
        let scale = match list.unit {
            series::SeriesUnit::Percent | series::SeriesUnit::Share => Scale::Logit,
            series::SeriesUnit::Amount => Scale::Log,
            series::SeriesUnit::Number => Scale::Identity,
        };
        let periods = 0..list.periods() + ahead;
        Named {
            series: Series::new(scale, figures.collect()),
            groups: list.groups.clone(),
            periods: periods.map(|period| list.period(period)).collect(),
            word: list.kind.word(),
            unit: ForecastUnit {
                name: match list.unit.is_share() {
                    true => PERCENT,
                    false => list.unit.name(),
                },
                is_share: list.unit.is_share(),
            },
        }
    }

    /// Figures by group and the name of their period; under no group the plain mean of a period in which all have one.
    pub fn by_name(&self) -> BTreeMap<(String, String), f64> {
        let list = &self.list;
        let mut by_name = BTreeMap::new();
        for period in 0..list.periods() {
            let of_period = list
                .figures
                .iter()
                .map(|group| group[period].map(|f| f.value));
            let all: Option<Vec<f64>> = of_period.collect();
            if let Some(all) = all.filter(|all| all.len() > 1) {
                let mean = all.iter().sum::<f64>() / all.len() as f64;
                by_name.insert((String::new(), list.period(period)), mean);
            }
            for (name, group) in list.groups.iter().zip(&list.figures) {
                if let Some(figure) = group[period] {
                    by_name.insert((name.clone(), list.period(period)), figure.value);
                }
            }
        }
        by_name
    }
}

fn unit(text: &str) -> Result<series::SeriesUnit, String> {
    let found = series::SeriesUnit::NAMES
        .iter()
        .find(|(name, _)| *name == text);
    found
        .map(|(_, unit)| *unit)
        .ok_or_else(|| "write percent, share, amount or number".into())
}
