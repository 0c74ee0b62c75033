//! Tables of sampling designs, and how often intervals hold the truth over them.

pub mod clusters;
pub mod page;
pub mod programs;
pub mod rechecks;
pub mod strata;
pub mod values;

use rayon::prelude::*;
use std::collections::BTreeMap;
use tierone_stats::Estimate;

/// One row of a table, by column name.
pub struct Row(BTreeMap<String, String>);

impl Row {
    pub fn of<const N: usize>(columns: [(&str, String); N]) -> Row {
        let owned = columns.map(|(name, text)| (name.to_string(), text));
        Row(owned.into_iter().collect())
    }

    pub fn text(&self, column: &str) -> &str {
        self.0
            .get(column)
            .unwrap_or_else(|| panic!("no column {column}"))
    }

    pub fn number(&self, column: &str) -> f64 {
        let text = self.text(column);
        text.parse()
            .unwrap_or_else(|_| panic!("{column}: {text} is not a number"))
    }

    pub fn list(&self, column: &str) -> Vec<f64> {
        let cells = self.text(column).split('|');
        cells.map(|cell| cell.parse().expect("a number")).collect()
    }

    pub fn counts(&self, column: &str) -> Vec<u64> {
        let cells = self.text(column).split('|');
        cells.map(|cell| cell.parse().expect("a count")).collect()
    }

    pub fn seed(&self) -> u64 {
        self.text("seed").parse().expect("a seed")
    }
}

/// The rows of a table in `designs/`.
pub fn table(file: &str) -> Vec<Row> {
    let path = format!("{}/tests/engine/designs/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).expect("the table is there");
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| Row(row.expect("a well-formed row")))
        .collect()
}

/// One figure's interval over the replications of a cell.
#[derive(Clone, Copy, Default)]
pub struct Coverage {
    n: usize,
    held: usize,
    above: usize,
    half_width: f64,
    truth: f64,
}

impl Coverage {
    pub fn add(&mut self, estimate: Estimate, truth: f64) {
        let ordered = estimate.low <= estimate.value && estimate.value <= estimate.high;
        assert!(ordered, "{estimate:?}");
        self.note(estimate.low, estimate.high, estimate.covers(truth), truth);
    }

    /// Adds an interval that holds the truth or does not.
    pub fn note(&mut self, low: f64, high: f64, held: bool, truth: f64) {
        self.n += 1;
        self.held += usize::from(held);
        self.above += usize::from(truth > high && !held);
        self.half_width += 0.5 * (high - low);
        self.truth += truth;
    }

    /// In how many replications there was an interval.
    pub fn replications(&self) -> usize {
        self.n
    }

    pub fn held(&self) -> f64 {
        self.held as f64 / self.n as f64
    }

    /// The share of replications in which the truth lies above the upper limit, the dangerous side.
    pub fn above(&self) -> f64 {
        self.above as f64 / self.n as f64
    }

    /// Mean half width over mean truth.
    pub fn width(&self) -> f64 {
        self.half_width / self.truth
    }
}

/// What an interval promises over a table: coverage in every cell and on average, and the most that the truth may lie above.
#[derive(Clone, Copy)]
pub struct Promise {
    pub held: (f64, f64),
    pub mean: (f64, f64),
    pub above: f64,
}

impl Promise {
    /// Of the share in error.
    pub const SHARE: Promise = Promise {
        held: (0.925, 0.985),
        mean: (0.94, 0.97),
        above: 0.06,
    };
    /// Of the monetary value of error.
    pub const MONEY: Promise = Promise {
        held: (0.915, 0.985),
        ..Promise::SHARE
    };
    /// Of an interval that may be wider than it need be.
    pub const WIDE: Promise = Promise {
        held: (0.92, 1.0),
        mean: (0.92, 1.0),
        above: 0.06,
    };
    /// Of a bound that leans to a guarantee.
    pub const GUARANTEE: Promise = Promise {
        held: (0.95, 1.0),
        mean: (0.95, 1.0),
        above: 0.06,
    };

    /// Whether a cell keeps it, to within three Monte Carlo standard errors at the limits.
    fn is_kept(&self, cell: &Coverage) -> bool {
        let slack = |p: f64| 3.0 * (p * (1.0 - p) / cell.n as f64).sqrt();
        let (least, most) = self.held;
        cell.held() >= least - slack(least)
            && cell.held() <= most + slack(most)
            && cell.above() <= self.above + slack(self.above)
    }
}

/// What is said of an interval that is studied.
#[derive(Clone, Copy)]
pub enum Said {
    /// It keeps this in every cell but those whose row names it as outside.
    Keeps(Promise),
    /// It is shown to break this, in every cell but those whose row names it.
    Fails(Promise),
    /// Nothing: it stands beside the others.
    Shown,
}

/// An interval that is studied: its name, and what is said of it.
pub struct Studied {
    pub name: &'static str,
    pub said: Said,
}

/// Pairs names with what is said of them.
pub fn said<const N: usize>(names: [&'static str; N], said: [Said; N]) -> Vec<Studied> {
    let pairs = names.into_iter().zip(said);
    pairs.map(|(name, said)| Studied { name, said }).collect()
}

/// What a study found: the intervals of each row, and what is not as it was said.
pub struct Found {
    pub cells: Vec<Vec<Coverage>>,
    pub misses: Vec<String>,
}

/// Studies every row `replications` times, prints a line a cell, and holds every interval to what is said of it. A row
/// that names an interval in its column `outside` says that it breaks its promise there, and is held to that too.
pub fn study(
    rows: &[Row],
    studied: &[Studied],
    replications: usize,
    replicate: impl Fn(&Row, usize) -> Vec<Coverage> + Sync,
) -> Found {
    let of_row = |row: &Row| {
        let cells = replicate(row, replications);
        println!("{}", line(row, studied, &cells));
        cells
    };
    let cells: Vec<Vec<Coverage>> = rows.par_iter().map(of_row).collect();
    let mut misses = Vec::new();
    for (row, cells) in rows.iter().zip(&cells) {
        let as_said = |(one, cell): (&Studied, &Coverage)| {
            let outside = row.text("outside").split('|').any(|name| name == one.name);
            cell.n == 0
                || match one.said {
                    Said::Keeps(promise) => promise.is_kept(cell) != outside,
                    Said::Fails(promise) => promise.is_kept(cell) == outside,
                    Said::Shown => true,
                }
        };
        if !studied.iter().zip(cells).all(as_said) {
            misses.push(line(row, studied, cells));
        }
    }
    Found { cells, misses }
}

/// A cell: % held, % above, half width over the truth of each interval.
fn line(row: &Row, studied: &[Studied], cells: &[Coverage]) -> String {
    let mut line = format!("{:52}", row.text("cell"));
    for (one, cell) in studied.iter().zip(cells).filter(|(_, cell)| cell.n > 0) {
        let kept = match one.said {
            Said::Keeps(promise) | Said::Fails(promise) => promise.is_kept(cell),
            Said::Shown => true,
        };
        line += &format!(
            " | {} {:.1} {:.1} {:.2}{}",
            one.name,
            100.0 * cell.held(),
            100.0 * cell.above(),
            cell.width(),
            if kept { "" } else { "*" }
        );
    }
    line
}
