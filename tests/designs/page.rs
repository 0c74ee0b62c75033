//! The page of results: a table of cells for each study in `docs/coverage/`, and `docs/coverage.md` made of them.

use super::{Coverage, Row, Studied};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

/// Studies run side by side and share the page.
static PAGE: Mutex<()> = Mutex::new(());

const HEAD: &str = "# Coverage\n\n\
How often the 95 % intervals of this program hold the truth. Every number is measured, by\n\n    \
cargo test --release --test coverage -- --ignored --test-threads 1\n\n\
which writes this page and the tables in `coverage/`, a row a cell. The designs (decisions, checks and rate of error by \
stratum, amounts, seed) are in `tests/designs/`; `tests/coverage.rs` says which coverage is promised, and fails where a cell \
breaks it by more than three Monte Carlo standard errors.\n\n\
*Held*: % of replications in which the interval held the truth, over the cells of a line: least, mean, most. *Above*: % in which \
the truth lay above the upper limit of the share (or money) in error, in the worst cell. *Half width*: mean half width over the \
mean truth, averaged over cells. Cells of fewer than 5,000 replications are a quick look, and parts that have not been run are missing.\n";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Keeps the cells of a study, and makes the page again.
pub fn keep(study: &str, rows: &[Row], studied: &[Studied], cells: &[Vec<Coverage>]) {
    let _page = PAGE.lock();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = [
        "family",
        "interval",
        "cell",
        "replications",
        "held",
        "above",
        "half_width",
    ];
    writer.write_record(columns).expect("in memory");
    for (row, cells) in rows.iter().zip(cells) {
        for (one, cell) in studied.iter().zip(cells).filter(|(_, cell)| cell.n > 0) {
            let record = [
                row.text("family").to_string(),
                one.name.to_string(),
                row.text("cell").to_string(),
                cell.n.to_string(),
                format!("{:.2}", 100.0 * cell.held()),
                format!("{:.2}", 100.0 * cell.above()),
                format!("{:.3}", cell.width()),
            ];
            writer.write_record(record).expect("in memory");
        }
    }
    let folder = folder();
    fs::create_dir_all(folder.join("coverage")).expect("a folder of this package");
    let bytes = writer.into_inner().expect("in memory");
    fs::write(folder.join(format!("coverage/{study}.csv")), bytes).expect("a file of this package");
    write();
}

/// Makes the page again.
pub fn write() {
    fs::write(folder().join("coverage.md"), page()).expect("a file of this package");
}

/// Cells of one line of the page.
#[derive(Default)]
struct Line {
    held: Vec<f64>,
    above: f64,
    half_width: f64,
    replications: Vec<usize>,
}

/// What all tables kept hold, by family and interval.
fn lines() -> BTreeMap<(String, String), Line> {
    let mut tables: Vec<PathBuf> = fs::read_dir(folder().join("coverage"))
        .expect("a folder of this package")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    tables.sort();
    let mut lines: BTreeMap<(String, String), Line> = BTreeMap::new();
    for table in tables {
        let mut reader = csv::Reader::from_path(&table).expect("a table");
        for record in reader.records() {
            let record = record.expect("a row");
            let number = |k: usize| -> f64 { record[k].parse().expect("a number") };
            let line = lines
                .entry((record[0].to_string(), record[1].to_string()))
                .or_default();
            line.replications.push(number(3) as usize);
            line.held.push(number(4));
            line.above = line.above.max(number(5));
            line.half_width += number(6);
        }
    }
    lines
}

/// Mean coverage over the cells kept of a family and an interval, %, with their number.
pub fn mean(family: &str, interval: &str) -> Option<(f64, usize)> {
    let lines = lines();
    let line = lines.get(&(family.to_string(), interval.to_string()))?;
    let n = line.held.len();
    Some((line.held.iter().sum::<f64>() / n as f64, n))
}

/// The page, from all tables kept.
pub fn page() -> String {
    let lines = lines();
    let mut page = String::from(HEAD);
    let mut family = String::new();
    for ((of, interval), line) in &lines {
        if *of != family {
            family.clone_from(of);
            page += &format!(
                "\n## {of}\n\n| interval | cells | replications | held | above | half width |\n| --- | --- | --- | --- | --- | --- |\n"
            );
        }
        let n = line.held.len() as f64;
        let least = line.held.iter().copied().fold(100.0, f64::min);
        let most = line.held.iter().copied().fold(0.0, f64::max);
        let mean = line.held.iter().sum::<f64>() / n;
        page += &format!(
            "| {interval} | {n} | {} | {least:.1}, {mean:.1}, {most:.1} | {:.1} | {:.2} |\n",
            fewest_to_most(&line.replications),
            line.above,
            line.half_width / n
        );
    }
    page
}

fn fewest_to_most(replications: &[usize]) -> String {
    let least = replications.iter().min().expect("a line has a cell");
    let most = replications.iter().max().expect("a line has a cell");
    if least == most {
        return least.to_string();
    }
    format!("{least} to {most}")
}
