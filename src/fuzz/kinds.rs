//! What is changed, and which command reads it.

use std::fs;

use tierone_engine::sim::{Setup, replicate};
use tierone_engine::study::{Record, record, summarise};
use tierone_lint::{OFFICE, RULES};
use tierone_report::{Identity, checked_chunk, chunk, encode, scenario_hash};
use tierone_scenario::METHODS;
use tierone_scenario::Reading;

use super::super::exit::Failure;
use super::super::{Command, figures, files};
use super::bench::Bench;
use super::change;

/// Reads a file or refuses it.
pub(super) type FuzzTarget = fn(&mut Bench) -> Result<(), Failure>;

const CONFINE: files::Confine = files::Confine { confine: false };

/// An office that is simulated in a moment.
const SMALL: &str = "title = \"Small\"\nreplications = 2\n[horizon]\nstart = 2025-04-01\nperiod = \"month\"\nperiods = 2\n\
    [[activity]]\nname = \"change-of-income\"\nvolume = 60\nautomated = \"25%\"\n\
    value = { distribution = \"log-normal\", mean = 2_000, sd = 1_500 }\nerrors = { income = \"3%\", notifications = \"3%\" }\n\
    [workforce]\ncaseworkers = 6\nteam_size = 3\nspread = 0.6\n\
    [coaching]\ngain = 0.16\nhalf_life = \"6 months\"\nuptake = \"90%\"\nminutes = 30\n\
    [[policy]]\nname = \"two each\"\n[[policy.check]]\nname = \"tier two\"\nsample = { method = \"per-caseworker\", checks = 2 }\n\
    checker = { sensitivity = \"66%\", minutes = 45 }\non_fail = [\"coach\", \"correct\"]\nestimate = [\"accuracy\", \"mve\"]\n";

/// A scenario with a few changes, and what it may extend.
fn scenario(bench: &mut Bench) {
    let mut text = match bench.dice.below(6) {
        0 => OFFICE.as_bytes().to_vec(),
        1 => SMALL.as_bytes().to_vec(),
        2 => bench.whole("../../scenarios"),
        3 => bench.whole("../../crates/scenario/src/workflows"),
        _ => {
            let rule = bench.dice.of(RULES);
            format!("extends = \"office.toml\"\n\n{}\n", rule.fires).into_bytes()
        }
    };
    let other = bench.whole("../../scenarios");
    change::text(&mut text, &other, &mut bench.dice);
    bench.write("changed.toml", text);
    let mut office = OFFICE.as_bytes().to_vec();
    if bench.dice.once_in(8) {
        change::text(&mut office, &other, &mut bench.dice);
    }
    bench.write("office.toml", office);
}

pub(super) fn scenarios(bench: &mut Bench) -> Result<(), Failure> {
    scenario(bench);
    let reading = files::scenario(&bench.path("changed.toml"), CONFINE)?;
    reading.scenario.map(drop).ok_or(Failure::said(2))
}

pub(super) fn lints(bench: &mut Bench) -> Result<(), Failure> {
    scenario(bench);
    let format = *bench.dice.of(&["text", "json", "sarif"]);
    bench.run(&["lint", "@changed.toml", "--format", format])
}

/// One of these now and then.
fn perhaps<'w>(bench: &mut Bench, words: &mut Vec<&'w str>, options: &[&[&'w str]]) {
    while bench.dice.once_in(3) {
        let option = bench.dice.of(options);
        if !words.contains(&option[0]) {
            words.extend(*option);
        }
    }
}

/// Ways to tell how a list is to be read.
const READING: &[&[&str]] = &[
    &["--skip-bad-rows"],
    &["--skip-bad-rows"],
    &["--skip-bad-rows"],
    &["--skip-bad-rows"],
    &["--decimal", "comma"],
    &["--decimal", "point"],
    &["--date-order", "day-first"],
    &["--date-order", "month-first"],
    &["--header-row", "2"],
    &["--delimiter", ";"],
    &["--delimiter", "tab"],
    &["--encoding", "utf-16le"],
    &["--encoding", "shift_jis"],
    &["--map", "number=SR No"],
    &["--map", "value=Amount"],
    &["--pass", "1"],
    &["--fail", "No"],
    &["--where", "value >= 100"],
    &["--where", "close date < 2026-07-02"],
    &["--where", "number = 007"],
    &["--where", "team = north | south"],
];

/// A text in another encoding, or packed.
fn encoded(bench: &mut Bench, text: Vec<u8>) -> Vec<u8> {
    match bench.dice.below(24) {
        0 => wide(&text, true),
        1 => [b"\xff\xfe".to_vec(), wide(&text, false)].concat(),
        2 => encoding_rs::WINDOWS_1252
            .encode(&String::from_utf8_lossy(&text))
            .0
            .into_owned(),
        3 => {
            let mut packed = Vec::new();
            let level = flate2::Compression::fast();
            let mut gzip = flate2::read::GzEncoder::new(&text[..], level);
            std::io::copy(&mut gzip, &mut packed).expect("bytes are packed");
            if bench.dice.once_in(3) {
                change::binary(&mut packed, &mut bench.dice);
            }
            packed
        }
        _ => text,
    }
}

fn wide(text: &[u8], is_big: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    let units = text.encode_utf16();
    let bytes = units.flat_map(|unit| match is_big {
        true => unit.to_be_bytes(),
        false => unit.to_le_bytes(),
    });
    bytes.collect()
}

/// Draws from a list by any method.
fn draw(bench: &mut Bench, name: &str) -> Result<(), Failure> {
    let method = match bench.dice.below(3) {
        0 => bench.dice.of(METHODS).keys.name,
        _ => "census",
    };
    let mut words = vec!["sample", name, "--method", method, "--out", "@out"];
    if method != "census" {
        words.extend(["--checks", *bench.dice.of(&["1", "2", "4"])]);
        perhaps(
            bench,
            &mut words,
            &[
                &["--set", "by=team"],
                &["--set", "by=process"],
                &["--score", "value"],
            ],
        );
    }
    perhaps(bench, &mut words, READING);
    if bench.dice.once_in(6) {
        words.extend(["--outcomes", "xlsx"]);
    }
    // What stood there before is of another list.
    let _ = fs::remove_dir_all(bench.path("out"));
    bench.run(&words)
}

pub(super) fn lists(bench: &mut Bench) -> Result<(), Failure> {
    let text = bench.text("lists");
    let bytes = encoded(bench, text);
    bench.write("list.csv", bytes);
    draw(bench, "@list.csv")
}

fn workbook(bench: &mut Bench, file: &str) -> Result<(), Failure> {
    let bytes = bench.book(file);
    bench.write("book", bytes);
    draw(bench, "@book")
}

pub(super) fn xlsx(bench: &mut Bench) -> Result<(), Failure> {
    workbook(bench, "books/list.xlsx")
}

pub(super) fn ods(bench: &mut Bench) -> Result<(), Failure> {
    workbook(bench, "books/list.ods")
}

pub(super) fn xlsb(bench: &mut Bench) -> Result<(), Failure> {
    workbook(bench, "books/list.xlsb")
}

pub(super) fn xls(bench: &mut Bench) -> Result<(), Failure> {
    let file = *bench.dice.of(&["books/list.xls", "checks/full.xls"]);
    let mut bytes = bench.as_it_is(file);
    change::binary(&mut bytes, &mut bench.dice);
    bench.write("book", bytes);
    draw(bench, "@book")
}

/// What is asked of an estimate.
const ASKED: &[&[&str]] = &[
    &["--population", "5000"],
    &["--total-value", "1000000"],
    &["--sensitivity", "90%"],
    &["--false-fail", "1%"],
    &["--by", "team"],
    &["--by", "process"],
    &["--period", "month"],
    &["--funnel", "case owner"],
    &["--target", "97%"],
    &["--tolerance", "5"],
    &["--max-error", "100"],
    &["--suppress-below", "10"],
    &["--change", "team=n|s"],
    &["--closed", "2026-07-01..2026-07-31"],
    &["--format", "json"],
    &["--format", "csv"],
    &["--out", "@out", "--force"],
];

/// Estimates from a file.
fn estimate(bench: &mut Bench, name: &str, more: &[&'static str]) -> Result<(), Failure> {
    let mut words = ["estimate", name].to_vec();
    words.extend(more);
    perhaps(bench, &mut words, ASKED);
    perhaps(bench, &mut words, ASKED);
    perhaps(bench, &mut words, READING);
    bench.run(&words)
}

pub(super) fn results(bench: &mut Bench) -> Result<(), Failure> {
    let text = bench.text("results");
    let bytes = encoded(bench, text);
    bench.write("results.csv", bytes);
    estimate(bench, "@results.csv", &[])
}

pub(super) fn sheets(bench: &mut Bench) -> Result<(), Failure> {
    let (text, drawn) = (bench.text("sheets"), bench.as_it_is("checks/drawn.csv"));
    bench.write("sheet.csv", text);
    bench.write("drawn.csv", drawn);
    estimate(bench, "@sheet.csv", &["--sample", "@drawn.csv"])
}

pub(super) fn check_books(bench: &mut Bench) -> Result<(), Failure> {
    let file = *bench.dice.of(&[
        "checks/full.xlsx",
        "checks/full.ods",
        "checks/half.xlsx",
        "checks/half.ods",
    ]);
    let (bytes, drawn) = (bench.book(file), bench.as_it_is("checks/drawn.csv"));
    bench.write("book", bytes);
    bench.write("drawn.csv", drawn);
    estimate(bench, "@book", &["--sample", "@drawn.csv"])
}

/// The sample of an estimate, the record of the draw, and the sample of a second draw.
pub(super) fn draws(bench: &mut Bench) -> Result<(), Failure> {
    let mut sheet = bench.whole("sheets");
    let (drawn, audit) = (
        bench.changed("checks/drawn.csv"),
        bench.changed("checks/audit.json"),
    );
    if bench.dice.once_in(4) {
        change::text(&mut sheet, &drawn, &mut bench.dice);
    }
    bench.write("sheet.csv", sheet);
    bench.write("drawn.csv", drawn);
    bench.write("audit.json", audit);
    if bench.dice.once_in(4) {
        let list = bench.whole("lists");
        bench.write("list.csv", list);
        let _ = fs::remove_dir_all(bench.path("out"));
        let already = ["--already", "@drawn.csv", "--checks", "2", "--out", "@out"];
        let words = ["sample", "@list.csv", "--method", "simple-random"];
        return bench.run(&[&words[..], &already].concat());
    }
    estimate(bench, "@sheet.csv", &["--sample", "@drawn.csv"])
}

fn series_file(bench: &mut Bench) -> Vec<&'static str> {
    let text = bench.text("series");
    let bytes = encoded(bench, text);
    bench.write("series.csv", bytes);
    let mut words = vec!["forecast", "@series.csv"];
    let options: &[&[&str]] = &[
        &["--unit", "percent"],
        &["--unit", "amount"],
        &["--unit", "number"],
        &["--map", "value=Betrag"],
        &["--where", "region = North East"],
        &["--skip-bad-rows"],
        &["--decimal", "comma"],
    ];
    perhaps(bench, &mut words, options);
    words
}

pub(super) fn series(bench: &mut Bench) -> Result<(), Failure> {
    let words = series_file(bench);
    match bench.command(&words)? {
        Command::Forecast(options) => {
            let read = figures::read(&options.series, &options.figures)?;
            read.named(3);
            Ok(())
        }
        _ => unreachable!("the words are those of a forecast"),
    }
}

pub(super) fn forecasts(bench: &mut Bench) -> Result<(), Failure> {
    let mut words = series_file(bench);
    words[0] = *bench.dice.of(&["forecast", "backtest"]);
    bench.run(&words)
}

pub(super) fn durations(bench: &mut Bench) -> Result<(), Failure> {
    let (list, holidays) = (
        bench.text("durations"),
        bench.changed("holidays/holidays.csv"),
    );
    let bytes = encoded(bench, list);
    bench.write("list.csv", bytes);
    bench.write("holidays.csv", holidays);
    let mut words = vec![
        "estimate",
        "@list.csv",
        "--durations",
        "received,acknowledged,replied",
    ];
    let options: &[&[&str]] = &[
        &["--within", "replied=15"],
        &["--within", "acknowledged..replied=0"],
        &["--withdrawn", "withdrawn"],
        &["--recorded", "received=logged"],
        &["--as-at", "2026-07-10"],
        &["--working-days"],
        &["--holidays", "@holidays.csv"],
        &["--by", "region"],
        &["--period", "quarter"],
        &["--format", "json"],
        &["--skip-bad-rows"],
        &["--date-order", "day-first"],
    ];
    perhaps(bench, &mut words, options);
    bench.run(&words)
}

pub(super) fn pilots(bench: &mut Bench) -> Result<(), Failure> {
    let text = bench.text("pilots");
    bench.write("results.csv", text);
    let mut words = vec![
        "estimate",
        "@results.csv",
        "--pilot",
        "arm",
        "--cluster",
        "team",
    ];
    let options: &[&[&str]] = &[
        &["--from", "2026-04-01"],
        &["--before", "arm=usual"],
        &["--effect", "3"],
        &["--format", "json"],
        &["--format", "csv"],
        &["--skip-bad-rows"],
        &["--where", "number != S0001"],
    ];
    perhaps(bench, &mut words, options);
    bench.run(&words)
}

/// The office, and replications of it as they are kept.
fn kept(bench: &mut Bench) -> (Reading, Identity, Vec<u8>) {
    bench.write("small.toml", SMALL);
    let reading = files::scenario(&bench.path("small.toml"), CONFINE).expect("a scenario");
    let identity = Identity {
        scenario: scenario_hash(&reading.sources),
        seed: 1,
    };
    let body = bench.made.entry("body").or_insert_with(|| {
        let scenario = reading.scenario.as_ref().expect("a scenario");
        let setup = Setup::shifted(scenario, 0.0);
        let of = |number| record(scenario, replicate(&setup, 1, number));
        encode(&[of(0), of(1)])
    });
    let mut body = body.clone();
    change::binary(&mut body, &mut bench.dice);
    (reading, identity, body)
}

/// A chunk with a checksum that is right.
pub(super) fn chunks(bench: &mut Bench) -> Result<(), Failure> {
    let (reading, identity, body) = kept(bench);
    let count = *bench.dice.of(&[2, 2, 2, 1, 3, u32::MAX]);
    let mut bytes = chunk(&identity, 0, count, &body);
    if bench.dice.once_in(6) {
        change::binary(&mut bytes, &mut bench.dice);
    }
    let scenario = reading.scenario.as_ref().expect("a scenario");
    let like: Record = {
        let setup = Setup::shifted(scenario, 0.0);
        record(scenario, replicate(&setup, 1, 0))
    };
    match checked_chunk(&identity, &like, &bytes) {
        Ok((_, records)) => {
            summarise(scenario, &records, 0);
            Ok(())
        }
        Err(error) => Err(Failure::input(error.to_string())),
    }
}

/// The same, gone on with.
pub(super) fn resumes(bench: &mut Bench) -> Result<(), Failure> {
    let (_, identity, body) = kept(bench);
    let _ = fs::remove_dir_all(bench.path("out"));
    let _ = fs::remove_dir_all(bench.path(".out.partial"));
    fs::create_dir(bench.path(".out.partial")).expect("a folder");
    bench.write(
        ".out.partial/0000000000.records",
        chunk(&identity, 0, 2, &body),
    );
    let words = [
        "run",
        "@small.toml",
        "--replications",
        "2",
        "--resume",
        "--threads",
        "1",
    ];
    bench.run(&[&words[..], &["--progress", "none", "--out", "@out"]].concat())
}

/// The record of what stands where a command writes to.
pub(super) fn places(bench: &mut Bench) -> Result<(), Failure> {
    let list = bench.as_it_is("lists/cases.csv");
    bench.write("list.csv", list);
    let words = ["sample", "@list.csv", "--method", "census", "--out", "@out"];
    if !bench.path("out").exists() {
        bench.run(&words)?;
    }
    for name in [".tierone", "audit.json"] {
        let path = bench.path("out").join(name);
        let mut bytes = fs::read(&path).expect("a file of a draw");
        let other = bytes.clone();
        if bench.dice.once_in(2) {
            change::text(&mut bytes, &other, &mut bench.dice);
        }
        fs::write(path, bytes).expect("a file is written");
    }
    let done = match bench.dice.once_in(2) {
        true => bench.run(&[&words[..], &["--force"]].concat()),
        false => bench.run(&words),
    };
    for number in ["", "-2", "-3"] {
        let _ = fs::remove_dir_all(bench.path(&format!("out.replaced{number}")));
    }
    done
}

/// What a page is made of.
pub(super) fn pages(bench: &mut Bench) -> Result<(), Failure> {
    if !bench.made.contains_key("page") {
        let results = bench.as_it_is("results/strata.csv");
        bench.write("results.csv", results);
        let words = [
            "estimate",
            "@results.csv",
            "--by",
            "team",
            "--period",
            "month",
            "--out",
            "@folder",
        ];
        bench.run(&words)?;
        let page = fs::read(bench.path("folder/page.json")).expect("a page");
        bench.made.insert("page", page);
    }
    let mut page = bench.made["page"].clone();
    let other = page.clone();
    change::text(&mut page, &other, &mut bench.dice);
    bench.write("folder/page.json", page);
    bench.run(&["report", "@folder", "--out", "@page.html", "--force"])?;
    let _ = fs::remove_file(bench.path("page.html"));
    Ok(())
}
