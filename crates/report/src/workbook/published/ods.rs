//! The bytes of an OpenDocument spreadsheet.
//!
//! # Source
//! OASIS, Open Document Format for Office Applications 1.2, parts 1 and 3.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::pages::{Cell, Laid, Page};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// How wide the text of a cover is, in digits.
const COVER: usize = 100;

/// Centimetres that a digit takes.
const DIGIT: f64 = 0.19;

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.2\"";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

pub(super) fn bytes(title: &str, pages: &[Page]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Files have the day that the format begins with: the hour at which they were made would be all that tells copies apart.
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    // It comes first and unpacked, so that the kind of file can be told from its first bytes.
    archive.start_file("mimetype", plain)?;
    archive.write_all(MIME.as_bytes())?;
    for (name, text) in [
        ("META-INF/manifest.xml", manifest()),
        ("meta.xml", meta(title)),
        ("styles.xml", styles()),
        ("content.xml", content(pages)),
    ] {
        archive.start_file(name, packed)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!(
            "<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>"
        )
    };
    let files = ["meta.xml", "styles.xml", "content.xml"].map(|name| entry(name, "text/xml"));
    format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.2\">{}{}</manifest:manifest>",
        entry("/", MIME),
        files.concat()
    )
}

fn meta(title: &str) -> String {
    format!(
        "{HEAD}<office:document-meta {NAMES}><office:meta><meta:generator>tierone</meta:generator><dc:title>{}</dc:title>\
         <dc:language>en-GB</dc:language></office:meta></office:document-meta>",
        escaped(title)
    )
}

fn styles() -> String {
    format!(
        "{HEAD}<office:document-styles {NAMES}><office:styles><style:default-style style:family=\"table-cell\">\
         <style:text-properties fo:font-family=\"Arial\" fo:font-size=\"11pt\" fo:language=\"en\" fo:country=\"GB\"/>\
         </style:default-style></office:styles></office:document-styles>"
    )
}

fn content(pages: &[Page]) -> String {
    let sheets: String = pages.iter().map(sheet).collect();
    let ranges: String = pages.iter().filter_map(range).collect();
    format!(
        "{HEAD}<office:document-content {NAMES}><office:automatic-styles>{}</office:automatic-styles>\
         <office:body><office:spreadsheet>{sheets}<table:database-ranges>{ranges}</table:database-ranges>\
         </office:spreadsheet></office:body></office:document-content>",
        cell_styles(pages)
    )
}

/// The styles of cells, and of columns by their width.
fn cell_styles(pages: &[Page]) -> String {
    let tables = || pages.iter().filter_map(|page| page.table.as_ref());
    let widths: BTreeSet<usize> = tables()
        .flat_map(|table| table.widths.iter().copied())
        .chain([COVER])
        .collect();
    let decimals: BTreeSet<usize> = tables()
        .flat_map(|table| table.columns.iter().map(|column| column.decimals))
        .collect();
    let mut text = String::new();
    for wide in widths {
        text += &format!(
            "<style:style style:name=\"w{wide}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{:.2}cm\"/></style:style>",
            wide as f64 * DIGIT
        );
    }
    for digits in decimals {
        text += &format!(
            "<number:number-style style:name=\"d{digits}\"><number:number number:decimal-places=\"{digits}\" \
             number:min-decimal-places=\"{digits}\" number:min-integer-digits=\"1\" number:grouping=\"true\"/>\
             </number:number-style>{}",
            cell_style(&format!("n{digits}"), &format!("d{digits}"), "", "")
        );
    }
    text += "<number:date-style style:name=\"day-of\"><number:day number:style=\"long\"/><number:text>/</number:text>\
             <number:month number:style=\"long\"/><number:text>/</number:text><number:year number:style=\"long\"/>\
             </number:date-style>";
    text += &cell_style("day", "day-of", "", "");
    text += &cell_style("wrapped", "", "fo:wrap-option=\"wrap\"", "");
    let bold = "fo:font-weight=\"bold\"";
    text += &cell_style("heading", "", "fo:wrap-option=\"wrap\"", bold);
    text += &cell_style("title", "", "", &format!("{bold} fo:font-size=\"14pt\""));
    text
}

fn cell_style(name: &str, data: &str, cell: &str, words: &str) -> String {
    let data = match data {
        "" => String::new(),
        data => format!(" style:data-style-name=\"{data}\""),
    };
    format!(
        "<style:style style:name=\"{name}\" style:family=\"table-cell\"{data}><style:table-cell-properties \
         style:vertical-align=\"top\" {cell}/><style:text-properties {words}/></style:style>"
    )
}

fn sheet(page: &Page) -> String {
    let widths = match &page.table {
        Some(table) => table.widths.clone(),
        None => vec![COVER],
    };
    let columns: String = widths
        .iter()
        .map(|wide| format!("<table:table-column table:style-name=\"w{wide}\"/>"))
        .collect();
    let mut rows = String::new();
    for (at, line) in page.lines.iter().enumerate() {
        let style = match (at, &page.table) {
            (0, _) => " table:style-name=\"title\"",
            (_, None) => " table:style-name=\"wrapped\"",
            (_, Some(_)) => "",
        };
        rows += &format!("<table:table-row>{}</table:table-row>", words(style, line));
    }
    rows.extend(page.table.iter().map(table_rows));
    format!(
        "<table:table table:name=\"{}\">{columns}{rows}</table:table>",
        escaped(&page.name)
    )
}

fn table_rows(table: &Laid) -> String {
    let heading = " table:style-name=\"heading\"";
    let headings: String = table
        .columns
        .iter()
        .map(|column| words(heading, &column.heading))
        .collect();
    let mut rows = format!(
        "<table:table-header-rows><table:table-row>{headings}</table:table-row></table:table-header-rows>"
    );
    for row in &table.rows {
        let cells = row.iter().zip(&table.columns);
        let cells: String = cells
            .map(|(of, column)| cell(of, column.decimals))
            .collect();
        rows += &format!("<table:table-row>{cells}</table:table-row>");
    }
    rows
}

fn cell(of: &Cell, decimals: usize) -> String {
    match of {
        Cell::Text(text) => words(" table:style-name=\"wrapped\"", text),
        Cell::Number(number) => format!(
            "<table:table-cell table:style-name=\"n{decimals}\" office:value-type=\"float\" office:value=\"{number}\">\
             <text:p>{number:.decimals$}</text:p></table:table-cell>"
        ),
        Cell::Day(day) => format!(
            "<table:table-cell table:style-name=\"day\" office:value-type=\"date\" office:date-value=\"{day}\">\
             <text:p>{}</text:p></table:table-cell>",
            day.strftime("%d/%m/%Y")
        ),
        Cell::Link(page) => format!(
            "<table:table-cell office:value-type=\"string\"><text:p><text:a xlink:type=\"simple\" \
             xlink:href=\"#{page}.A1\">{page}</text:a></text:p></table:table-cell>",
            page = escaped(page)
        ),
    }
}

/// A cell of text.
fn words(style: &str, text: &str) -> String {
    format!(
        "<table:table-cell{style} office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
        spaced(text)
    )
}

/// The table of a page, marked up as one.
fn range(page: &Page) -> Option<String> {
    let table = page.table.as_ref()?;
    let first = page.lines.len() + 1;
    let last = first + table.rows.len();
    let letters = rust_xlsxwriter::utility::column_number_to_name(table.columns.len() as u16 - 1);
    let name = escaped(&page.name);
    Some(format!(
        "<table:database-range table:name=\"{name}\" table:target-range-address=\"{name}.A{first}:{name}.{letters}{last}\" \
         table:contains-header=\"true\" table:display-filter-buttons=\"false\"/>"
    ))
}

/// Text as XML. What XML cannot hold becomes the character that stands for it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// Text as a paragraph, with all of its spaces.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    let mut after_space = true;
    for letter in escaped(text).chars() {
        match (letter, after_space) {
            (' ', true) => out.push_str("<text:s/>"),
            _ => out.push(letter),
        }
        after_space = letter == ' ';
    }
    out
}
