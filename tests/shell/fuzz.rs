//! Whatever stands in a file, reading it ends: lists, draws from them, check sheets and results in this process, and
//! workbooks by the program itself, with limits on its time and memory. Long; `TIERONE_FUZZ_FROM` and `TIERONE_FUZZ_RUNS`
//! say with which seed it begins, and how many files are tried.

use crate::command;

use std::fs;

use command::filled::parts;
use command::lists::{limited, ods, row, xlsx, zipped};
use tierone_records::drawing::{Choosing, Frame, Plan, sample};
use tierone_records::lists::needs::Given;
use tierone_records::lists::rows::RowError;
use tierone_records::lists::survey::{Survey, Surveyed};
use tierone_records::lists::{
    CASES, CHECKED, CaseReader, Column, Columns, Opening, RecordReader, Row, Rows, SheetReader,
    wide,
};
use tierone_scenario::catalogue;

/// Files of each kind, to begin with.
const LISTS: &[&str] = &[
    "number,process,case owner,team,close date,value\nA1,application,Ann,north,2026-07-01,£1200.50\nA2,variation,=Bo,south,02/07/2026,-\n\
     A3,application,,north,3 July 2026,\"1,300\"\nTotal,,,,,2500\nGenerated on 1 August,,,,,\n",
    "Checks of July\n\nSR No;Work type;Amount\n00042;x;1.200,50\n7;\"a\nb\";(3,00)\n;;3\nEnd of report\n",
    "sep=|\nid|amount|date\n'=1+1|1e5|46204\n2|n/a|01.02.26 10:15\n",
];
const SHEETS: &[&str] = &[
    "number,attribute,outcome,comment,overstated,understated,decision date\nA1,income,fail-income error,wrong,12.50,,2026-08-01\n\
     A1,effective-dates,pass,,,,\nA2,income,n/a,,,,\n",
    "number,outcome: income,outcome: Debt steer,overstated,comment,corrections required\nA1,pass,not asked,,,\nA2,fail,pass,-,why,yes\n",
];
const RESULTS: &[&str] = &[
    "number,outcome,error,weight,stratum,stratum size,stratum drawn,value\n1,pass,,2.5,a,10,4,100\n2,fail,£3.00,2.5,a,10,4,200\n3,n/a,,4,b,8,2,\n",
    "id;result;audited value;value;inclusion probability;cluster;clusters\n1;1;99,5;100,5;0.25;k;12\n2;0;7;7;0.5;m;12\n",
];

/// What is put into files.
const STRANGE: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\0",
    "=",
    "'",
    "''=",
    "-",
    "£",
    "£-",
    "(",
    ")",
    ".",
    "1e999",
    "-1",
    "1e-308",
    "99999999999999999999",
    "0.1.2026",
    "31/02/2026",
    "29 Feb 1900",
    "Total",
    "number",
    "outcome:",
    "not asked",
    "fail",
    "\u{feff}",
    "\u{202e}",
    "é",
    "\u{fffd}",
    "n/a",
    "NaN",
    "inf",
    "0",
    "9999-12-31",
    "-9999-01-01",
    "_x0041_",
    "&",
    "<",
    ">",
    "&#x0;",
    "r=\"XFD1048576\"",
    "r=\"A0\"",
    "t=\"s\"",
    "<v>4294967296</v>",
    "</row>",
    "number-rows-repeated=\"1048576\"",
];

/// A generator of its own.
struct Dice(u64);

impl Dice {
    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        // Knuth's MMIX constants; the upper bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len())]
    }
}

/// A few changes: a byte, a piece taken out or doubled, something strange put in, the end cut off, another file's piece.
fn mutated(text: &[u8], others: &[&str], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=dice.below(5) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(20)).min(bytes.len());
        match dice.below(7) {
            0 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let times = 1 + dice.below(3);
                bytes.splice(at..at, piece.repeat(times));
            }
            3 | 4 => drop(bytes.splice(at..at, dice.of(STRANGE).bytes())),
            5 => bytes.truncate(if dice.below(8) == 0 { at } else { bytes.len() }),
            _ => {
                let other = dice.of(others).as_bytes();
                let from = dice.below(other.len());
                let to = (from + dice.below(60)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
        }
    }
    bytes
}

/// Reads a text twice, as the program does: once to see what its columns are, and once for its rows.
fn read(
    bytes: &[u8],
    table: impl Fn(&[String]) -> Vec<Column>,
    each: impl FnOnce(&Columns, &[String], &Surveyed) -> Option<Box<dyn FnMut(Row<'_>)>>,
) {
    let names = |name: &str| vec![name.to_owned(), "id".to_owned(), "SR No".to_owned()];
    let opening = Opening {
        known: ["value", "outcome", "process", "stratum", "attribute"]
            .map(String::from)
            .to_vec(),
        number: names("number"),
        ..Opening::default()
    };
    let rows = || Rows::of_text(bytes, &opening);
    let Ok(mut first) = rows() else { return };
    let header = first.header().to_vec();
    let Ok(columns) = Columns::find(&header, &table(&header), &[]) else {
        return;
    };
    let mut survey = Survey::of(&header, columns.needs());
    over(&mut first, |row| survey.add(row));
    let Ok(surveyed) = survey.done(Given::default()) else {
        return;
    };
    if let (Some(each), Ok(mut rows)) = (each(&columns, &header, &surveyed), rows()) {
        over(&mut rows, each);
    }
}

fn over(rows: &mut Rows, mut each: impl FnMut(Row<'_>)) {
    while let Some(row) = rows.next_row() {
        match row {
            Ok(row) => each(row),
            Err(RowError::Row(_)) => {}
            Err(RowError::End(_)) => return,
        }
    }
}

fn list(bytes: &[u8], dice: &mut Dice) {
    let (method, checks) = [
        ("census", None),
        ("simple-random", Some("2")),
        ("value-weighted", Some("2")),
        ("per-caseworker", Some("1")),
    ][dice.below(4)];
    let key = |checks: &str| ("checks".to_owned(), checks.to_owned());
    let keys: Vec<(String, String)> = checks.map(key).into_iter().collect();
    let plan = Plan::new(&sample(method, &keys).expect("a method")).expect("a plan");
    let frame = std::cell::RefCell::new(Frame::new(&plan, 1));
    let frame = std::rc::Rc::new(frame);
    let kept = std::rc::Rc::clone(&frame);
    read(
        bytes,
        |_| CASES.to_vec(),
        |columns, header, surveyed| {
            let reader = CaseReader::new(columns, header, &surveyed.formats);
            Some(Box::new(move |row| {
                if let Ok(case) = reader.read(row) {
                    kept.borrow_mut().add(&case);
                }
            }))
        },
    );
    let mut frame = frame.borrow_mut();
    if frame.twice().is_empty() && frame.cases() > 0 {
        Choosing::new(&mut frame).done();
    }
}

fn sheet(bytes: &[u8]) {
    read(bytes, wide::table, |columns, header, surveyed| {
        let attributes = catalogue::attributes();
        let mut reader = SheetReader::new(columns, header, &surveyed.formats, attributes).ok()?;
        Some(Box::new(move |row| drop(reader.read(row))))
    });
}

fn results(bytes: &[u8]) {
    read(
        bytes,
        |_| CHECKED.to_vec(),
        |columns, header, surveyed| {
            let reader = RecordReader::new(columns, header, &surveyed.formats);
            Some(Box::new(move |row| drop(reader.read(row))))
        },
    );
}

/// A whole workbook, with one of its parts changed, or its bytes.
fn workbook(dice: &mut Dice) -> (&'static str, Vec<u8>) {
    let rows = [
        row(1, &["Checks of July"]),
        row(3, &["number", "value", "team"]),
        row(4, &["A1", "5", "n"]),
        row(5, &["A2", "£6.50", "s"]),
        row(9, &["Total", "11.5"]),
    ];
    let cells = "<table:table-row><table:table-cell><text:p>number</text:p></table:table-cell>\
                 <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/></table:table-row>";
    let (name, bytes) = match dice.below(2) {
        0 => ("a.xlsx", xlsx(&[("x", &rows.concat())])),
        _ => ("a.ods", ods(cells)),
    };
    if dice.below(4) == 0 {
        return (name, mutated(&bytes, LISTS, dice));
    }
    let mut parts = parts(&bytes);
    let at = dice.below(parts.len());
    let others: Vec<String> = parts.iter().map(|(_, text)| text.clone() + " ").collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let text = mutated(parts[at].1.as_bytes(), &others, dice);
    parts[at].1 = String::from_utf8_lossy(&text).into_owned();
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    (name, zipped(&parts))
}

fn setting(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok().and_then(|text| text.parse().ok());
    given.unwrap_or(otherwise)
}

#[test]
#[ignore = "a long study"]
fn texts_of_every_kind_are_read_to_their_end() {
    let from = setting("TIERONE_FUZZ_FROM", 0);
    for seed in from..from + setting("TIERONE_FUZZ_RUNS", 100_000) {
        let mut dice = Dice(seed);
        dice.below(2);
        let kind = dice.below(3);
        let texts = [LISTS, SHEETS, RESULTS][kind];
        let text = dice.of(texts);
        let others = [LISTS, SHEETS, RESULTS][dice.below(3)];
        let bytes = mutated(text.as_bytes(), others, &mut dice);
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match kind {
            0 => list(&bytes, &mut dice),
            1 => sheet(&bytes),
            _ => results(&bytes),
        }));
        assert!(
            done.is_ok(),
            "seed {seed}: {}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
#[ignore = "a long study"]
fn workbooks_are_read_or_refused_in_bounded_time_and_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = setting("TIERONE_FUZZ_FROM", 0);
    for seed in from..from + setting("TIERONE_FUZZ_RUNS", 2_000) {
        let mut dice = Dice(seed);
        dice.below(2);
        let (name, bytes) = workbook(&mut dice);
        fs::write(folder.path().join(name), bytes).expect("a workbook");
        let draw = [
            "sample",
            name,
            "--method",
            "census",
            "--force",
            "--skip-bad-rows",
            "--out",
            "out",
        ];
        let output = limited(folder.path(), 1_000, &draw);
        let code = output.status.code();
        let said = command::talk(&output);
        assert!(matches!(code, Some(0 | 2)), "seed {seed}: {code:?} {said}");
    }
}
