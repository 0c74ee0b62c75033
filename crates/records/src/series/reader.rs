//! Rows become a series: which period and group each is of, its figure, and how sure that is.

use std::collections::BTreeMap;

use super::cells::{Cells, bare, read};
use super::columns::SERIES;
use super::list::{PublishedFigure, SeriesList, SeriesUnit};
use super::periods::{self, PeriodKind, PeriodNumber};
use super::unit::{is_of_hundred, unit_of};
use crate::input_error::InputError;
use crate::lists::columns::Columns;
use crate::lists::criteria::Criterion;
use crate::lists::dates::DateOrder;
use crate::lists::formats::Formats;
use crate::lists::numbers::DecimalSign;
use crate::lists::problems::{Problem, quoted};
use crate::lists::row_cells::KnownColumns;
use crate::lists::rows::usable;
use crate::lists::signs::{SignEvidence, SignFound};
use crate::lists::{Problems, Rows};

/// Periods from the first to the last: more are a mistake in one of them.
const MOST_PERIODS: usize = 5000;
/// Cells of a series: more are no series.
const MOST_CELLS: usize = 5_000_000;
/// The normal quantile that makes a 95 % half-width of a standard error.
const HALF_WIDTH: f64 = 1.959_963_984_540_054;

/// A row with its period and its figure.
type Found<'c> = (
    &'c Cells,
    (PeriodKind, PeriodNumber),
    Option<PublishedFigure>,
);

/// How a series is read.
#[derive(Clone, Debug)]
pub struct SeriesReader {
    file: String,
    known: KnownColumns,
    unit: Option<SeriesUnit>,
    decimal: Option<DecimalSign>,
    order: Option<DateOrder>,
}

impl SeriesReader {
    /// For the columns of a file. `maps` tells where some stand, `unit`, `decimal` and `order` what the file does not show.
    ///
    /// # Errors
    /// A column is missing, or there twice.
    pub fn new(
        file: &str,
        header: &[String],
        maps: &[(String, String)],
        unit: Option<SeriesUnit>,
        (decimal, order): (Option<DecimalSign>, Option<DateOrder>),
    ) -> Result<Self, InputError> {
        let wrong = |why: String| {
            InputError::new(format!("{file}: {why}"))
                .help("tell where a column stands with --map 'value=Net accuracy'; see `tierone explain columns`")
        };
        let columns = Columns::find(header, SERIES, maps).map_err(|why| wrong(why.join("; ")))?;
        let has = |name: &str| columns.place(name).is_some();
        if !has("period") {
            return Err(wrong(
                "there is no column for `period`: the year, quarter, month or day of each figure"
                    .into(),
            ));
        }
        if !(has("value") || has("count") && has("checks")) {
            return Err(wrong(
                "there is no column for `value`, nor are there `count` and `checks` to work it out from".into(),
            ));
        }
        Ok(Self {
            file: file.to_owned(),
            known: KnownColumns::new(&columns, header, &Formats::default()),
            unit,
            decimal,
            order,
        })
    }

    /// Which columns are taken for what.
    pub fn columns(&self) -> &Columns {
        &self.known.columns
    }

    /// Reads all rows that meet the conditions. Rows that are wrong are in the problems, and not in the list.
    ///
    /// # Errors
    /// The file breaks off, its numbers could be read in two ways, or its periods are of two kinds.
    pub fn read(
        &self,
        rows: &mut Rows<'_>,
        conditions: &[Criterion],
        problems: usize,
    ) -> Result<(SeriesList, Problems), InputError> {
        let mut problems = Problems::keeping(problems);
        let mut all = Vec::new();
        while let Some(row) = rows.next_row() {
            let row = usable(&self.file, row, &mut problems)?;
            let row = row.filter(|row| conditions.iter().all(|condition| condition.meets(*row)));
            all.extend(row.map(|row| Cells::of(row, self.columns())));
        }
        let sign = self.sign(&all)?;
        let mut notes = Vec::new();
        let column = self.known.place("value");
        let column = column.map(|place| self.known.header[place].as_str());
        let unit = self
            .unit
            .unwrap_or_else(|| unit_of(column, &all, sign, &mut notes));
        let order = self
            .order
            .or_else(|| periods::order(all.iter().map(|cells| cells.period.as_str())));
        let of_hundred = unit == SeriesUnit::Percent && is_of_hundred(&all, sign);
        let mut unknown = BTreeMap::new();
        let mut found = Vec::new();
        for cells in &all {
            let period = periods::read_in(&cells.period, order);
            let mut figure = self.figure(cells, sign, unit, &mut unknown);
            if let (true, Ok(Some(one))) = (of_hundred, &figure)
                && (0.0..=0.01).contains(&one.value)
                && !cells.value.ends_with('%')
            {
                figure = Err(self.problem(
                    cells,
                    "value",
                    format!(
                        "{} stands among percentages above 50: if it is a share of one, write {}",
                        quoted(&cells.value),
                        (1e10 * one.value).round() / 1e6
                    ),
                ));
            }
            match (period, figure) {
                (Some(period), Ok(figure)) => found.push((cells, period, figure)),
                (None, figure) => {
                    problems.add(self.problem(
                        cells,
                        "period",
                        format!(
                            "{} is no period such as 2024, 2024/25, 2024 Q1, Jan-Mar 2024, 2024-01 or 2024-01-31{}",
                            quoted(&cells.period),
                            if periods::needs_order(&cells.period) {
                                ": say whether the day or the month is first with --date-order day-first or month-first"
                            } else {
                                ""
                            }
                        ),
                    ));
                    if let Err(problem) = figure {
                        problems.add(problem);
                    }
                }
                (Some(_), Err(problem)) => problems.add(problem),
            }
        }
        for (column, cells) in unknown {
            let those = match cells {
                1 => format!("1 cell of `{column}` is no number"),
                cells => format!("{cells} cells of `{column}` are no numbers"),
            };
            notes.push(those + ": the sampling error is taken as unknown there");
        }
        let list = self.list(unit, notes, &found, &mut problems)?;
        Ok((list, problems))
    }

    /// The figures by group and period.
    fn list(
        &self,
        unit: SeriesUnit,
        notes: Vec<String>,
        found: &[Found<'_>],
        problems: &mut Problems,
    ) -> Result<SeriesList, InputError> {
        let (kind, numbers) = self.periods(found)?;
        let first = numbers.iter().copied().min().unwrap_or(PeriodNumber(0));
        let places: Vec<usize> = numbers
            .iter()
            .map(|period| kind.since(first, *period).unwrap_or(0))
            .collect();
        let periods = places.iter().max().map_or(0, |last| last + 1);
        let mut groups: Vec<String> = Vec::new();
        let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
        for (cells, ..) in found {
            by_name.entry(&cells.group).or_insert_with(|| {
                groups.push(cells.group.clone());
                groups.len() - 1
            });
        }
        if periods > MOST_PERIODS || periods.saturating_mul(groups.len()) > MOST_CELLS {
            let last = numbers.iter().copied().max().unwrap_or(first);
            return Err(InputError::new(format!(
                "{}: there are {periods} periods from {} to {}, times {} groups: no series is that long",
                self.file,
                kind.name(first, 0),
                kind.name(last, 0),
                groups.len()
            ))
            .help("look for a mistake in the first or the last period, or take one kind of rows with --where"));
        }
        let mut figures = vec![vec![None; periods]; groups.len()];
        let mut rows: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for ((cells, _, figure), place) in found.iter().zip(places) {
            let group = by_name[cells.group.as_str()];
            if let Some(before) = rows.insert((group, place), cells.row) {
                let of_group = match cells.group.as_str() {
                    "" => String::new(),
                    group => format!(" of {}", quoted(group)),
                };
                problems.add(self.problem(
                    cells,
                    "period",
                    format!(
                        "{}{of_group} is there already, in row {before}: name the column of groups with \
                         --map 'group=Region', or take one kind of rows with --where",
                        kind.name(first, place)
                    ),
                ));
                continue;
            }
            figures[group][place] = *figure;
        }
        Ok(SeriesList {
            unit,
            kind,
            first,
            groups,
            figures,
            notes,
        })
    }

    /// The kind of periods, and each row's.
    fn periods(&self, found: &[Found<'_>]) -> Result<(PeriodKind, Vec<PeriodNumber>), InputError> {
        let Some((first, (kind, _), _)) = found.first() else {
            return Ok((PeriodKind::Number, Vec::new()));
        };
        let two = |why: &str, kind: PeriodKind, (other, (of_other, _), _): &Found<'_>| {
            InputError::new(format!(
                "{}, column `{}`: {why}: `{}` in row {} ({}) and `{}` in row {} ({})",
                self.file,
                self.known.name("period"),
                first.period,
                first.row,
                kind.words(),
                other.period,
                other.row,
                of_other.words()
            ))
        };
        let numbers: Vec<PeriodNumber> = found.iter().map(|(_, (_, period), _)| *period).collect();
        let kinds = || found.iter().map(|(_, (kind, _), _)| *kind);
        if kinds().any(|kind| kind == PeriodKind::Month) {
            let months = found
                .iter()
                .map(|(cells, ..)| periods::read_as(&cells.period, PeriodKind::Month));
            if let Some(months) = months.collect() {
                return Ok((PeriodKind::Month, months));
            }
        }
        let mut others = found.iter().filter(|(_, (other, _), _)| other != kind);
        if let Some(other) = others.next() {
            // Counted periods may pass the first year that looks like one.
            if kinds().all(|kind| matches!(kind, PeriodKind::Year | PeriodKind::Number)) {
                return Ok((PeriodKind::Number, numbers));
            }
            return Err(two("periods are of two kinds", *kind, other)
            .help("take those of one kind with --where, or read another column with --map 'period=Month'"));
        }
        match kind {
            PeriodKind::Days(_) => periods::of_days(&numbers).ok_or_else(|| {
                InputError::new(format!(
                    "{}: its periods are no days of the calendar",
                    self.file
                ))
            }),
            PeriodKind::Span(months) => match periods::between_two(&numbers, *months) {
                None => Ok((*kind, numbers)),
                Some(place) => Err(two(
                    "periods overlap, or do not follow one another",
                    *kind,
                    &found[place],
                )
                .help("leave rows out with --where, so that each begins where one before it ends")),
            },
            kind => Ok((*kind, numbers)),
        }
    }

    /// The figure of a row; `None` where none was published. Errors that are no numbers are counted as unknown.
    fn figure(
        &self,
        cells: &Cells,
        sign: DecimalSign,
        unit: SeriesUnit,
        unknown: &mut BTreeMap<String, u64>,
    ) -> Result<Option<PublishedFigure>, Problem> {
        let wrong = |column: &str, reason: String| self.problem(cells, column, reason);
        let number = |column: &str, text: &str| {
            read(text, sign).map_err(|()| wrong(column, format!("{} is no number", quoted(text))))
        };
        let whole = unit.whole();
        let checks = number("checks", &cells.checks)?;
        if checks.is_some_and(|checks| checks < 0.0) {
            return Err(wrong("checks", "there are fewer than none".into()));
        }
        if checks == Some(0.0) && !cells.value.trim().is_empty() {
            let reason = "a figure of no checks is none: leave the figure empty, or the number of checks where it is not known";
            return Err(wrong("checks", reason.into()));
        }
        let count = number("count", &cells.count)?;
        let value = match (number("value", &cells.value)?, count, checks) {
            (Some(value), ..) => Some(value / whole),
            (None, Some(count), Some(checks)) if self.known.place("value").is_none() => {
                if count < 0.0 || count > checks {
                    let reason = format!("{} of {} checks", quoted(&cells.count), cells.checks);
                    return Err(wrong("count", format!("it counts {reason}")));
                }
                (checks > 0.0).then(|| count / checks)
            }
            _ => None,
        };
        let Some(value) = value else {
            return Ok(None);
        };
        if unit.is_share() && !(0.0..=1.0).contains(&value) {
            let most = if unit == SeriesUnit::Percent {
                "100"
            } else {
                "1"
            };
            return Err(wrong(
                "value",
                format!(
                    "{} is no share from 0 to {most}; say what the figures are with --unit percent, share, amount or number",
                    quoted(&cells.value)
                ),
            ));
        }
        if unit == SeriesUnit::Amount && value <= 0.0 {
            let reason = format!(
                "{} is no amount above 0: --unit number takes any",
                quoted(&cells.value)
            );
            return Err(wrong("value", reason));
        }
        let mut error = |column: &str, text: &str, divisor: f64| match read(text, sign) {
            Ok(error) => error.map(|error| error / whole / divisor),
            Err(()) => {
                *unknown.entry(self.known.name(column)).or_default() += 1;
                None
            }
        };
        let own = error("standard error", &cells.error, 1.0);
        let half = error("half width", &cells.half, HALF_WIDTH);
        Ok(Some(PublishedFigure {
            value,
            error: own.or(half).filter(|error| *error > 0.0),
            checks: checks.filter(|checks| *checks > 0.0),
        }))
    }

    /// The decimal sign of all numbers together.
    fn sign(&self, all: &[Cells]) -> Result<DecimalSign, InputError> {
        if let Some(sign) = self.decimal {
            return Ok(sign);
        }
        let mut evidence = SignEvidence::default();
        for text in all.iter().flat_map(Cells::numbers) {
            evidence.add(bare(text));
        }
        match evidence.sign() {
            SignFound::Known(sign) => Ok(sign),
            SignFound::NotNeeded | SignFound::UnclearPoint | SignFound::UnclearComma => {
                Ok(DecimalSign::Point)
            }
            SignFound::Contradicted => Err(InputError::new(format!(
                "{}: some numbers have a decimal point, others a decimal comma",
                self.file
            ))
            .help("say which with --decimal point or --decimal comma")),
        }
    }

    fn problem(&self, cells: &Cells, column: &str, reason: String) -> Problem {
        self.known.problem(cells.row, column, reason)
    }
}
