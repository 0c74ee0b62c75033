//! The page of results: a table of cells for each study in `docs/coverage/`, and `docs/coverage.md` made of them.

use super::{Coverage, Row, Studied};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

/// Studies run side by side and share the page.
static PAGE: Mutex<()> = Mutex::new(());

const HEAD: &str = "# Coverage\n\n\
How often the 95 % intervals of this program hold the truth. Every number is measured, by\n\n    \
cargo test --release --test engine coverage:: -- --ignored --test-threads 1\n\n\
which writes this page and the tables in `coverage/`, a row a cell. The designs (decisions, checks and rate of error by \
stratum, amounts, seed) are in `crates/engine/tests/engine/designs/`; `coverage.rs` beside it says which coverage is promised, and fails where a cell \
breaks it by more than three Monte Carlo standard errors.\n\n\
*Held*: % of replications in which the interval held the truth, over the cells of a line: least, mean, most. *Above*: % in which \
the truth lay above the upper limit of the share (or money) in error, in the worst cell. *Half width*: mean half width over the \
mean truth, averaged over cells. Lines of *money* are of the interval of the monetary value of error that `run` and `estimate` have, of three \
populations a design, and are written by `cargo test --test stats moment_bound:: -- --ignored`; half widths of net are over the gross truth. \
*money posterior* and *money closed* elsewhere are of the intervals before that one; those of *MVE* are of the present one but in parts 02 and 11 of the runs. What is promised of means is promised of the whole table of a study, but for the cells named at the \
end. Cells of fewer than 5,000 replications are a quick look, and parts that have not been run are missing.\n";

const OUTSIDE: &str = "\n## Cells outside what is promised\n\n\
These break a promise by more than three Monte Carlo standard errors, and the study holds them to that too. Where two errors \
are expected and half of everything is checked, or ten large clusters are, intervals of money are wider than they need be. Ten or twenty \
clusters that differ by a standard deviation of 1 in their log-odds are too few for any interval here: that of the share misses on the dangerous \
side, though by far less than one as if the sample were simple. A census has no sampling error: its interval has no width and is always right.\n\n\
| cell | interval | replications | held | above | half width |\n| --- | --- | --- | --- | --- | --- |\n";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs")
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
    let mut lines: BTreeMap<(String, String), Line> = BTreeMap::new();
    for record in records() {
        let number = |k: usize| -> f64 { record[k].parse().expect("a number") };
        let line = lines
            .entry((record[0].to_string(), record[1].to_string()))
            .or_default();
        line.replications.push(number(3) as usize);
        line.held.push(number(4));
        line.above = line.above.max(number(5));
        line.half_width += number(6);
    }
    lines
}

/// The rows of all tables kept, in the order of the tables' names.
fn records() -> Vec<csv::StringRecord> {
    let mut tables: Vec<PathBuf> = fs::read_dir(folder().join("coverage"))
        .expect("a folder of this package")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    tables.sort();
    let records = |table: &PathBuf| {
        let reader = csv::Reader::from_path(table).expect("a table");
        let records: Result<Vec<_>, _> = reader.into_records().collect();
        records.expect("rows")
    };
    tables.iter().flat_map(records).collect()
}

/// Mean coverage of an interval over some cells, of those kept, %, with their number.
pub fn mean(cells: &BTreeSet<&str>, interval: &str) -> Option<(f64, usize)> {
    let measured = measured().into_iter();
    let held: Vec<f64> = measured
        .filter(|((cell, of), _)| of == interval && cells.contains(cell.as_str()))
        .map(|(_, [_, held, ..])| held.parse().expect("a number"))
        .collect();
    (!held.is_empty()).then(|| (held.iter().sum::<f64>() / held.len() as f64, held.len()))
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
    page + &outside()
}

/// Cells that are told apart in the tables of designs because they break a promise, with what was measured.
fn outside() -> String {
    let mut page = String::from(OUTSIDE);
    let measured = measured();
    for file in [
        "strata.csv",
        "values.csv",
        "clusters.csv",
        "rechecks.csv",
        "programs.csv",
    ] {
        for row in super::table(file) {
            for interval in row
                .text("outside")
                .split('|')
                .filter(|name| !name.is_empty())
            {
                let cell = row.text("cell");
                let key = (cell.to_string(), interval.to_string());
                if let Some([replications, held, above, half_width]) = measured.get(&key) {
                    page += &format!(
                        "| {cell} | {interval} | {replications} | {held} | {above} | {half_width} |\n"
                    );
                }
            }
        }
    }
    page
}

/// By cell and interval: replications, held, above, half width, as written.
fn measured() -> BTreeMap<(String, String), [String; 4]> {
    let mut measured = BTreeMap::new();
    for record in records() {
        let key = (record[2].to_string(), record[1].to_string());
        measured.insert(key, [3, 4, 5, 6].map(|column| record[column].to_string()));
    }
    measured
}

fn fewest_to_most(replications: &[usize]) -> String {
    let least = replications.iter().min().expect("a line has a cell");
    let most = replications.iter().max().expect("a line has a cell");
    if least == most {
        return least.to_string();
    }
    format!("{least} to {most}")
}
