//! Lists for tests, as text and as workbooks, and what `tierone sample` reads of them.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{program, talk};

/// A list in a folder of its own, and what is said of it.
pub struct Taken {
    pub folder: tempfile::TempDir,
    pub output: Output,
}

/// Draws every case of a list.
pub fn census(name: &str, bytes: &[u8], more: &[&str]) -> Taken {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), bytes).expect("a list");
    let all = [
        &["sample", name, "--method", "census", "--out", "out"],
        more,
    ]
    .concat();
    let output = program(folder.path(), &all)
        .output()
        .expect("the program runs");
    Taken { folder, output }
}

impl Taken {
    /// What is said on standard error.
    pub fn said(&self) -> String {
        talk(&self.output)
    }

    /// The numbers of the drawn cases, joined by blanks.
    pub fn numbers(&self) -> String {
        self.column("number")
    }

    /// The fields of a column of the drawn cases, joined by blanks.
    pub fn column(&self, name: &str) -> String {
        assert!(self.output.status.success(), "{}", self.said());
        let path = self.folder.path().join("out/drawn.csv");
        let mut reader = csv::Reader::from_path(path).expect("drawn cases");
        let header = reader.headers().expect("a header").clone();
        let at = header
            .iter()
            .position(|column| column.eq_ignore_ascii_case(name));
        let at = at.expect("the column");
        let rows = reader
            .records()
            .map(|row| row.expect("a row")[at].to_owned());
        rows.collect::<Vec<_>>().join(" ")
    }

    /// What the record says was read.
    pub fn read(&self) -> Value {
        assert!(self.output.status.success(), "{}", self.said());
        let record = fs::read(self.folder.path().join("out/audit.json")).expect("a record");
        let record: Value = serde_json::from_slice(&record).expect("JSON");
        record["read"].clone()
    }

    /// Whether it was refused with these words and nothing written.
    pub fn refused(&self, words: &[&str]) {
        let said = self.said();
        assert_eq!(self.output.status.code(), Some(2), "{said}");
        for words in words {
            assert!(said.contains(words), "no {words:?} in: {said}");
        }
        assert!(!self.folder.path().join("out").exists(), "{said}");
    }
}

/// Parts in a zip archive.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).expect("a part");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive").into_inner()
}

/// An .xlsx workbook with these sheets: name, and the rows inside `sheetData`.
pub fn xlsx(sheets: &[(&str, &str)]) -> Vec<u8> {
    xlsx_with(sheets, "<sst></sst>", "")
}

/// The same, with texts that cells share, and what is said of the workbook.
pub fn xlsx_with(sheets: &[(&str, &str)], texts: &str, about: &str) -> Vec<u8> {
    let (mut names, mut relations) = (String::new(), String::new());
    let mut parts: Vec<(String, String)> = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        names += &format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\"/>");
        relations += &format!(
            "<Relationship Id=\"r{at}\" Type=\"x/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
        );
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/s{at}.xml"), sheet));
    }
    relations += "<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>\
                  <Relationship Id=\"s\" Type=\"x/styles\" Target=\"/xl/styles.xml\"/>";
    let whole = |tag: &str, inside: &str| format!("<{tag}>{inside}</{tag}>");
    let start = "<Relationship Id=\"b\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/>";
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", whole("Relationships", start)),
        (
            "xl/workbook.xml",
            format!("<workbook>{about}<sheets>{names}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            whole("Relationships", &relations),
        ),
        ("xl/sharedStrings.xml", texts.to_owned()),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"
                .to_owned(),
        ),
    ] {
        parts.push((name.to_owned(), text));
    }
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    zipped(&parts)
}

/// A row of an .xlsx sheet from column A on: numbers as numbers, other fields as text, none where empty.
pub fn row(number: u32, fields: &[&str]) -> String {
    let cells: String = fields
        .iter()
        .zip('A'..='Z')
        .map(|(field, letter)| match field.parse::<f64>() {
            _ if field.is_empty() => String::new(),
            Ok(_) => format!("<c r=\"{letter}{number}\"><v>{field}</v></c>"),
            Err(_) => {
                format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{field}</t></is></c>")
            }
        })
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// An .ods workbook with one sheet of these rows.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"July\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

/// Runs a command with a limit on the memory that it may ask for, in million bytes.
pub fn limited(folder: &Path, megabytes: u64, arguments: &[&str]) -> Output {
    let line = format!("ulimit -v {}; exec \"$0\" \"$@\"", megabytes * 1_000);
    let mut command = std::process::Command::new("sh");
    command
        .current_dir(folder)
        .args(["-c", &line, env!("CARGO_BIN_EXE_tierone")]);
    command.args(arguments).output().expect("a shell runs")
}
