//! What the cells of one column have shown, and what that makes of it.

use super::dates::{DateOrder, Evidence, Order, serial};
use super::example::{Example, both, first};
use super::file_read::ColumnRead;
use super::formats::{ColumnType, Format, is_dash, is_nothing};
use super::identifiers::is_shortened;
use super::needs::{Given, Need};
use super::numbers::DecimalSign;
use super::outcomes::Word;
use super::problems::counted;
use super::rows::Row;
use super::signs::{SignEvidence, SignFound};
use crate::input_error::InputError;

/// One cell in 20 may be of another type.
const PARTS: u64 = 20;

/// What one column has shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub place: usize,
    name: String,
    needs: Vec<Need>,
    /// Cells with something in them.
    pub filled: u64,
    /// Those that say in a word that nothing is known.
    nothing: u64,
    numbers: u64,
    /// Cells of amounts that are a lone -, and the first of them.
    dashes: u64,
    first_dash: Option<Example>,
    days: u64,
    pub signs: SignEvidence,
    pub dates: Evidence,
    /// The first cells that are no number, no day, and a day whose year has two digits.
    no_number: Option<Example>,
    no_day: Option<Example>,
    short_year: Option<Example>,
    /// The first number whose sign could be either.
    unclear: Option<Example>,
    /// The first numbers that have a decimal point and a decimal comma.
    of_signs: [Option<Example>; 2],
    /// The first date that could have either first.
    unclear_day: Option<Example>,
    /// The first dates that have the day first and the month first.
    of_orders: [Option<Example>; 2],
    /// Numbers of cases that a spreadsheet has shortened.
    shortened: u64,
    first_shortened: Option<Example>,
    /// The first words, where they are asked for.
    words: Vec<Word>,
}

/// Words of a column that are kept: more are no pass and fail.
const MOST_WORDS: usize = 200;

impl Seen {
    /// Nothing yet, of a column that is needed for something.
    pub fn of(place: usize, name: &str, needs: Vec<Need>) -> Self {
        Self {
            place,
            name: name.to_owned(),
            needs,
            ..Self::default()
        }
    }

    pub(crate) fn is_for(&self, what: impl Fn(&Need) -> bool) -> bool {
        self.needs.iter().any(what)
    }

    pub fn add(&mut self, row: &Row<'_>, text: &str) {
        self.filled += 1;
        let example = || Example::of(row, text);
        if self.needs == [Need::Identifiers] {
            if is_shortened(text) {
                self.shortened += 1;
                self.first_shortened.get_or_insert_with(example);
            }
            return;
        }
        if self.is_for(|need| *need == Need::Words) {
            let room = self.words.len() < MOST_WORDS;
            match self.words.iter_mut().find(|word| word.text == text) {
                Some(word) => word.cells += 1,
                None if room => self.words.push(Word {
                    text: text.to_owned(),
                    key: String::new(),
                    cells: 1,
                }),
                None => {}
            }
        }
        if self.is_for(|need| *need == Need::Amounts) && is_dash(text) {
            self.dashes += 1;
            self.numbers += 1;
            self.first_dash.get_or_insert_with(example);
            return;
        }
        if is_nothing(text) {
            self.nothing += 1;
            self.no_number.get_or_insert_with(example);
            self.no_day.get_or_insert_with(example);
            return;
        }
        if !self.needs.iter().all(|own| *own == Need::Dates) {
            let before = self.signs;
            if self.signs.add(text) {
                self.numbers += 1;
                let unclear = |signs: SignEvidence| signs.unclear_point + signs.unclear_comma;
                if unclear(self.signs) > unclear(before) {
                    self.unclear.get_or_insert_with(example);
                }
                let shown = |signs: SignEvidence| [signs.point, signs.comma];
                let [before, after] = [before, self.signs].map(shown);
                first(&mut self.of_signs, before, after, example);
            } else if self.no_number.is_none() || self.only_nothing(&self.no_number) {
                self.no_number = Some(example());
            }
        }
        let of_numbers = |own: &Need| matches!(own, Need::Amounts | Need::Numbers);
        if !self.needs.iter().all(of_numbers) {
            let before = self.dates.short_years;
            let orders = self.dates.orders();
            if self.dates.add(text) {
                self.days += 1;
                if self.unclear_day.is_none() && self.dates.order() == Order::Unknown {
                    self.unclear_day = Some(example());
                }
                first(&mut self.of_orders, orders, self.dates.orders(), example);
                if self.dates.short_years > before {
                    self.short_year.get_or_insert_with(example);
                }
            } else if self.no_day.is_none() || self.only_nothing(&self.no_day) {
                self.no_day = Some(example());
            }
        }
    }

    /// Whether what is shown so far is a word for nothing, which a real cell says more than.
    fn only_nothing(&self, example: &Option<Example>) -> bool {
        example
            .as_ref()
            .is_some_and(|example| is_nothing(example.text.trim_matches('`')))
    }

    pub(crate) fn column_type(&self) -> Result<ColumnType, InputError> {
        let real = self.filled - self.nothing;
        let nearly_all = |fitting: u64| real > 0 && fitting * PARTS >= real * (PARTS - 1);
        if self.is_for(|need| *need == Need::Dates) {
            return Ok(ColumnType::Date);
        }
        if self.is_for(|need| matches!(need, Need::Amounts | Need::Numbers)) {
            return Ok(ColumnType::Number);
        }
        let mut compared = self.needs.iter().filter_map(|need| match need {
            Need::Compared { with_days } => Some(*with_days),
            _ => None,
        });
        let with_days = compared.next();
        let (numbers, days) = (nearly_all(self.numbers), nearly_all(self.days));
        Ok(match (numbers, days, with_days) {
            (true, true, Some(true)) | (false, true, _) => ColumnType::Date,
            (true, ..) => ColumnType::Number,
            (false, false, None) => ColumnType::Text,
            (false, false, Some(true)) if real == 0 => ColumnType::Date,
            (false, false, Some(false)) if real == 0 => ColumnType::Number,
            (false, false, Some(with_days)) => return Err(self.mixed(with_days, real)),
        })
    }

    /// Why a column cannot be compared by < and >.
    fn mixed(&self, with_days: bool, real: u64) -> InputError {
        let (fitting, example, what) = if with_days {
            (self.days, &self.no_day, "dates")
        } else {
            (self.numbers, &self.no_number, "numbers")
        };
        let is_serial = |example: &Example| serial(example.text.trim_matches('`')).is_some();
        let kept = example
            .as_ref()
            .filter(|_| with_days)
            .is_some_and(is_serial);
        let example = example
            .as_ref()
            .map_or(String::new(), |example| format!(", such as {example}"));
        let example = if kept {
            example + ", which is the number by which a spreadsheet keeps a day"
        } else {
            example
        };
        InputError::new(format!(
            "< and > compare {what}, and {} of {real} filled cells of `{}` are no {what}{example}",
            real - fitting.min(real),
            self.name
        ))
        .help("put these cells right or empty them, up to one in 20 may stay; text is compared by =, != and ~")
    }

    /// The decimal sign of its numbers, and what is to be said of how it was found.
    pub fn decimal(
        &self,
        given: Given,
        known: SignEvidence,
        comma_likely: bool,
    ) -> Result<(DecimalSign, Option<String>), InputError> {
        if let Some(decimal) = given.decimal {
            return Ok((decimal, None));
        }
        let name = &self.name;
        let example = self
            .unclear
            .as_ref()
            .map_or(String::new(), |example| format!(" such as {example}"));
        let found = self.signs.sign();
        // Other columns of the file may say it.
        let found = match (found, known.sign()) {
            (SignFound::UnclearPoint | SignFound::UnclearComma, SignFound::Known(sign)) => {
                SignFound::Known(sign)
            }
            (found, _) => found,
        };
        match found {
            SignFound::NotNeeded | SignFound::UnclearPoint | SignFound::UnclearComma
                if given.decimal_else.is_some() =>
            {
                Ok((given.decimal_else.unwrap_or_default(), None))
            }
            SignFound::NotNeeded => Ok((DecimalSign::Point, None)),
            SignFound::Known(sign) => Ok((sign, None)),
            SignFound::UnclearComma if !comma_likely => Ok((DecimalSign::Point, None)),
            SignFound::UnclearPoint if comma_likely => Ok((
                DecimalSign::Comma,
                Some(format!(
                    "note: numbers of `{name}`{example} are read with a decimal comma, as the rest of the file is written: points \
                     divide thousands; --decimal point says otherwise"
                )),
            )),
            SignFound::UnclearPoint | SignFound::UnclearComma => Err(InputError::new(format!(
                "numbers of `{name}`{example} could be thousands or have three decimals"
            ))
            .help("tell which sign stands before the decimals: --decimal point or --decimal comma")),
            SignFound::Contradicted => Err(InputError::new(format!(
                "some numbers of `{name}` have a decimal point and some a decimal comma{}",
                both(&self.of_signs)
            ))
            .help(
                "write them all in one way; or tell which is right with --decimal point or --decimal comma, and leave the \
                 others out with --skip-bad-rows",
            )),
        }
    }

    pub fn order(&self, given: Given) -> Result<Option<DateOrder>, InputError> {
        if given.order.is_some() {
            return Ok(given.order);
        }
        let name = &self.name;
        match self.dates.order() {
            Order::NotNeeded => Ok(given.order_else),
            Order::Known(order) => Ok(Some(order)),
            Order::Unknown if given.order_else.is_some() => Ok(given.order_else),
            Order::Unknown => Err(InputError::new(format!(
                "the dates could have the day or the month first (column `{name}`{})",
                self.unclear_day.as_ref().map_or(String::new(), |example| format!(", such as {example}"))
            ))
            .help("tell which with --date-order day-first or --date-order month-first")),
            Order::Contradicted => Err(InputError::new(format!(
                "some dates have the day first and some the month (column `{name}`){}",
                both(&self.of_orders)
            ))
            .help(
                "write them all in one way, best as 2026-12-31; or tell which is right with --date-order and leave the \
                 others out with --skip-bad-rows",
            )),
        }
    }

    pub fn notes(&self, format: Format) -> Vec<String> {
        let name = &self.name;
        let mut notes = Vec::new();
        if let Some(example) = &self.first_shortened {
            notes.push(format!(
                "warning: {} numbers in `{name}`, such as {example}, are long ones that a spreadsheet has shortened: their last \
                 digits are lost. Format the column as text and export it again",
                self.shortened
            ));
        }
        if let Some(example) = &self.first_dash {
            notes.push(format!(
                "note: {} of `{name}`, such as {example}, {} read as 0, which accounts show as -: empty what is not known",
                counted(self.dashes, "cell", "cells"),
                if self.dashes == 1 { "is" } else { "are" }
            ));
        }
        let compared = self.is_for(|need| matches!(need, Need::Compared { .. }));
        let (fitting, example) = match format.column_type {
            ColumnType::Text => return notes,
            ColumnType::Number => (self.numbers, &self.no_number),
            ColumnType::Date => (self.days, &self.no_day),
        };
        if let Some(example) = example.as_ref().filter(|_| compared) {
            notes.push(format!(
                "note: `{name}` is a column of {}: {} of its {} filled cells are none, such as {example}, and are neither less \
                 nor more than anything",
                format.column_type.name(),
                self.filled - fitting,
                self.filled,
            ));
        }
        if let (Some(example), ColumnType::Date) = (&self.short_year, format.column_type) {
            let dates = match self.dates.short_years {
                1 => format!("1 date of `{name}` has"),
                dates => format!("{dates} dates of `{name}` have"),
            };
            notes.push(format!(
                "warning: {dates} a year of two digits, such as {example}: 00 to 68 are read as 2000 to 2068, and 69 to 99 as 1969 \
                 to 1999"
            ));
        }
        if self.dates.zones > 0 && format.column_type == ColumnType::Date {
            let times = match self.dates.zones {
                1 => format!("1 time of `{name}` has"),
                times => format!("{times} times of `{name}` have"),
            };
            notes.push(format!(
                "note: {times} a time zone, which is left out: the day is the one that is written"
            ));
        }
        notes
    }

    /// Its words, those that are equal together.
    pub fn words(&self, format: Format) -> Vec<Word> {
        let mut all: Vec<Word> = Vec::new();
        for word in &self.words {
            let key = format.key(&word.text).into_owned();
            match all.iter_mut().find(|known| known.key == key) {
                Some(known) => known.cells += word.cells,
                None => all.push(Word {
                    key,
                    ..word.clone()
                }),
            }
        }
        all
    }

    /// What is told of it.
    pub fn read(&self, format: Format) -> ColumnRead {
        let needs_sign =
            format.column_type == ColumnType::Number && self.signs.sign() != SignFound::NotNeeded;
        let needs_order =
            format.column_type == ColumnType::Date && self.dates.order() != Order::NotNeeded;
        let order = DateOrder::NAMES
            .iter()
            .find(|(_, order)| Some(*order) == format.order);
        ColumnRead {
            column: self.name.clone(),
            known: None,
            column_type: (self.filled > 0 && self.needs != [Need::Identifiers])
                .then(|| format.column_type.name()),
            decimal: needs_sign.then(|| format.decimal.name()),
            date_order: order.filter(|_| needs_order).map(|(name, _)| *name),
        }
    }
}
