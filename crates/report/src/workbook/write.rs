//! The bytes of a workbook: the same for the same workbook, whenever it is written.

use rust_xlsxwriter as xlsx;
use xlsx::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, ProtectionOptions, Worksheet, XlsxError,
};

use jiff::civil::Date;

use super::sheet::{Cell, Column, Entry, Sheet, Workbook};

/// The hidden sheet with the words that may be entered.
const LISTS: &str = "Lists";

/// The formats of cells.
struct Formats {
    header: Format,
    heading: Format,
    text: Format,
    amount: Format,
    day: Format,
}

impl Formats {
    /// Of cells that are locked, shown by their ground where others are not.
    fn locked(beside_open: bool) -> Self {
        let base = Format::new().set_align(FormatAlign::Top);
        let base = match beside_open {
            true => base
                .set_background_color("#EFEFEF")
                .set_border(FormatBorder::Hair),
            false => base.set_text_wrap(),
        };
        Self {
            header: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin),
            heading: Format::new().set_bold().set_text_wrap(),
            ..Self::of(base)
        }
    }

    /// Of cells that something is to be entered into.
    fn open() -> Self {
        let base = Format::new()
            .set_unlocked()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Hair);
        Self::of(base)
    }

    fn of(base: Format) -> Self {
        Self {
            header: base.clone(),
            heading: base.clone(),
            // Text stays text when somebody edits it, also if it looks like a number or a formula.
            text: base.clone().set_num_format("@"),
            amount: base.clone().set_num_format("#,##0.00"),
            day: base.set_num_format("dd/mm/yyyy"),
        }
    }
}

/// The bytes of a workbook.
///
/// # Errors
/// What it has that a spreadsheet cannot hold, such as a cell with more than 32,767 characters.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, String> {
    write(workbook).map_err(|error| error.to_string())
}

fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut book = xlsx::Workbook::new();
    // A day that says nothing, since the hour at which it was made would be all that tells two copies apart.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&workbook.title);
    book.set_properties(&properties.set_creation_datetime(&made));
    let lists = lists(workbook);
    for sheet in &workbook.sheets {
        write_sheet(book.add_worksheet(), sheet, &lists)?;
    }
    if !lists.is_empty() {
        let hidden = book.add_worksheet();
        hidden.set_name(LISTS)?.set_hidden(true);
        for (column, words) in (0..).zip(&lists) {
            for (row, word) in (0..).zip(*words) {
                hidden.write_string(row, column, word)?;
            }
        }
        hidden.protect();
    }
    book.save_to_buffer()
}

/// All lists of words that may be entered, each once.
fn lists(workbook: &Workbook) -> Vec<&[String]> {
    let columns = workbook.sheets.iter().flat_map(|sheet| &sheet.columns);
    let mut lists: Vec<&[String]> = Vec::new();
    for column in columns {
        if let Some(Entry::OneOf(words)) = &column.entry
            && !lists.contains(&words.as_slice())
        {
            lists.push(words);
        }
    }
    lists
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet, lists: &[&[String]]) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    let to_fill_in = sheet.is_to_fill_in();
    let (locked, open) = (Formats::locked(to_fill_in), Formats::open());
    let first = u32::from(sheet.has_header());
    for (at, column) in (0..).zip(&sheet.columns) {
        page.set_column_width(at, column.width)?;
        if first > 0 {
            page.write_string_with_format(0, at, &column.name, &locked.header)?;
        }
    }
    for (row, cells) in (first..).zip(&sheet.rows) {
        for ((at, column), cell) in (0..).zip(&sheet.columns).zip(cells) {
            match cell {
                Cell::Empty => {
                    let entry = column.entry.as_ref();
                    let blank = entry.map_or(&locked.text, |entry| match entry {
                        Entry::Text | Entry::OneOf(_) => &open.text,
                        Entry::Amount => &open.amount,
                        Entry::Day => &open.day,
                    });
                    if to_fill_in {
                        page.write_blank(row, at, blank)?;
                    }
                    continue;
                }
                Cell::Heading(text) => {
                    page.write_string_with_format(row, at, text, &locked.heading)?
                }
                Cell::Text(text) => page.write_string_with_format(row, at, text, &locked.text)?,
                Cell::Amount(amount) => {
                    page.write_number_with_format(row, at, amount.pounds(), &locked.amount)?
                }
                Cell::Day(day) => match excel_day(*day) {
                    Ok(day) => page.write_datetime_with_format(row, at, &day, &locked.day)?,
                    Err(_) => {
                        page.write_string_with_format(row, at, day.to_string(), &locked.text)?
                    }
                },
            };
        }
    }
    if to_fill_in {
        let last = first + (sheet.rows.len() as u32).saturating_sub(1);
        for (at, column) in (0..).zip(&sheet.columns) {
            if let Some(rule) = rule(column, lists)? {
                page.add_data_validation(first, at, last, at, &rule)?;
            }
        }
        page.set_freeze_panes(first, 1)?;
        if first > 0 && !sheet.columns.is_empty() {
            page.autofilter(0, 0, last, sheet.columns.len() as u16 - 1)?;
        }
        page.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
    }
    group(page, &sheet.columns)
}

/// Groups columns that stand beside each other, under the column before them.
fn group(page: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    page.group_symbols_to_left(true);
    let mut first = 0;
    for columns in columns.chunk_by(|one, other| one.grouped == other.grouped) {
        let next = first + columns.len() as u16;
        if columns[0].grouped {
            page.group_columns(first, next - 1)?;
        }
        first = next;
    }
    Ok(())
}

/// What a spreadsheet is to hold the entries of a column to.
fn rule(column: &Column, lists: &[&[String]]) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    let (rule, what) = match &column.entry {
        None | Some(Entry::Text) => return Ok(None),
        Some(Entry::Amount) => (
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "Enter an amount such as 120.50, or 0.",
        ),
        Some(Entry::Day) => (
            rule.allow_date(DataValidationRule::GreaterThanOrEqualTo(
                ExcelDateTime::from_ymd(1990, 1, 1)?,
            )),
            "Enter a date such as 31/12/2026.",
        ),
        Some(Entry::OneOf(words)) => {
            let list = lists.iter().position(|list| list == words);
            let list = list.expect("every list of a column is kept") as u16;
            let letters = xlsx::utility::column_number_to_name(list);
            let range = format!("{LISTS}!${letters}$1:${letters}${}", words.len());
            (
                rule.allow_list_formula(Formula::new(range)),
                "Choose one from the list that the arrow at the cell opens.",
            )
        }
    };
    Ok(Some(
        rule.set_error_title("This cannot be entered here")?
            .set_error_message(what)?,
    ))
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(0);
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_workbook_has_the_same_bytes() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let sheet = Sheet {
            name: "Data".into(),
            columns: vec![
                Column::new("number", 10.0),
                Column::new("result", 10.0).with(Entry::OneOf(words(&["yes", "no"]))),
            ],
            rows: vec![vec![Cell::Text("=1+1".into()), Cell::Empty]],
        };
        let book = Workbook {
            title: "A test".into(),
            sheets: vec![sheet],
        };
        let bytes = xlsx(&book).expect("a workbook");
        assert!(bytes.starts_with(b"PK"));
        assert_eq!(xlsx(&book), Ok(bytes));
    }

    #[test]
    fn what_a_spreadsheet_cannot_hold_is_refused() {
        let book = |cell: Cell| Workbook {
            title: String::new(),
            sheets: vec![Sheet {
                name: "x".into(),
                columns: vec![Column::new("", 10.0)],
                rows: vec![vec![cell]],
            }],
        };
        assert!(xlsx(&book(Cell::Text("x".repeat(40_000)))).is_err());
        for day in [Date::MIN, Date::MAX, jiff::civil::date(1899, 1, 1)] {
            assert!(xlsx(&book(Cell::Day(day))).is_ok());
        }
    }
}
