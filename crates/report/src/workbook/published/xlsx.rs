//! The bytes of a workbook of Excel.

use rust_xlsxwriter as xlsx;
use xlsx::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url,
    Workbook, Worksheet, XlsxError,
};

use super::book::Column;
use super::pages::{Cell, Laid, Page};

/// How wide the text of a cover is, in digits.
const COVER: usize = 100;

/// How high a line of text is, in points.
const LINE: usize = 15;

/// The highest that a row may be, in points.
const HIGHEST: usize = 405;

pub(super) fn bytes(title: &str, pages: &[Page]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A day that says nothing, since the hour at which it was made would be all that tells two copies apart.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(title.chars().take(255).collect::<String>());
    book.set_properties(&properties.set_creation_datetime(&made));
    for page in pages {
        write(book.add_worksheet(), page)?;
    }
    book.save_to_buffer()
}

fn write(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    sheet.set_name(&page.name)?;
    let title = Format::new().set_bold().set_font_size(14);
    let line = match page.table {
        Some(_) => Format::new(),
        None => Format::new().set_text_wrap().set_align(FormatAlign::Top),
    };
    for (row, text) in (0..).zip(&page.lines) {
        let format = if row == 0 { &title } else { &line };
        sheet.write_string_with_format(row, 0, text, format)?;
    }
    match &page.table {
        Some(table) => write_table(sheet, page, table),
        None => {
            for (row, text) in (1..).zip(&page.lines[1..]) {
                sheet.set_row_height(row, height(lines(text, COVER)))?;
            }
            sheet.set_column_width(0, COVER as f64)?;
            Ok(())
        }
    }
}

fn write_table(sheet: &mut Worksheet, page: &Page, table: &Laid) -> Result<(), XlsxError> {
    let first = page.lines.len() as u32;
    let last = first + table.rows.len() as u32;
    let top = Format::new().set_align(FormatAlign::Top);
    let text = top.clone().set_text_wrap();
    let heading = text.clone().set_bold();
    let column = |column: &Column| {
        let marked = TableColumn::new().set_header(&column.heading);
        marked.set_header_format(&heading)
    };
    let columns: Vec<TableColumn> = table.columns.iter().map(column).collect();
    let marked = Table::new()
        .set_name(&page.name)
        .set_columns(&columns)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None)
        .set_alt_text_title(page.lines.first().map_or("", String::as_str));
    let width = table.columns.len() as u16;
    sheet.add_table(first, 0, last, width - 1, &marked)?;
    set_heights(sheet, first, table)?;
    let day = top.clone().set_num_format("dd/mm/yyyy");
    for (at, (column, wide)) in (0..).zip(table.columns.iter().zip(&table.widths)) {
        sheet.set_column_width(at, *wide as f64)?;
        let number = top.clone().set_num_format(number_format(column.decimals));
        for (row, cells) in (first + 1..).zip(&table.rows) {
            match &cells[usize::from(at)] {
                Cell::Text(words) => sheet.write_string_with_format(row, at, words, &text)?,
                Cell::Number(value) => sheet.write_number_with_format(row, at, *value, &number)?,
                Cell::Link(page) => {
                    let url = Url::new(format!("internal:'{page}'!A1")).set_text(page);
                    sheet.write_url(row, at, url)?
                }
                Cell::Day(date) => {
                    let year = u16::try_from(date.year()).unwrap_or(0);
                    let known = ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8);
                    match known {
                        Ok(known) => sheet.write_datetime_with_format(row, at, &known, &day)?,
                        Err(_) => {
                            sheet.write_string_with_format(row, at, date.to_string(), &text)?
                        }
                    }
                }
            };
        }
    }
    Ok(())
}

/// Rows as high as their longest text: not every program that opens a workbook sees to that itself.
fn set_heights(sheet: &mut Worksheet, first: u32, table: &Laid) -> Result<(), XlsxError> {
    let headings = table.columns.iter().zip(&table.widths);
    let headings = headings.map(|(column, width)| lines(&column.heading, *width));
    sheet.set_row_height(first, height(headings.max().unwrap_or(1)))?;
    for (row, cells) in (first + 1..).zip(&table.rows) {
        let of_cells = cells.iter().zip(&table.widths);
        let of_cells = of_cells.map(|(cell, width)| match cell {
            Cell::Text(text) => lines(text, *width),
            Cell::Number(_) | Cell::Day(_) | Cell::Link(_) => 1,
        });
        let most = of_cells.max().unwrap_or(1);
        if most > 1 {
            sheet.set_row_height(row, height(most))?;
        }
    }
    Ok(())
}

fn height(lines: usize) -> f64 {
    (lines * LINE).min(HIGHEST) as f64
}

/// Lines that a text is broken into between words.
fn lines(text: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines += 1;
            used = 0;
        }
        lines += length.saturating_sub(1) / width;
        used += length + usize::from(used > 0);
    }
    lines
}

fn number_format(decimals: usize) -> String {
    match decimals {
        0 => "#,##0".into(),
        _ => format!("#,##0.{}", "0".repeat(decimals)),
    }
}
