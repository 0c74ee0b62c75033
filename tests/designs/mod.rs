//! Tables of sampling designs, and how often intervals hold the truth over them.

pub mod clusters;
pub mod rechecks;
pub mod strata;
pub mod values;

use rayon::prelude::*;
use std::collections::BTreeMap;
use tierone::estimate::Estimate;

/// Replications of every cell, or as many as `REPLICATIONS` says.
pub fn replications() -> usize {
    std::env::var("REPLICATIONS").map_or(5_000, |text| text.parse().expect("a count"))
}

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

/// The rows of a table in `tests/designs/`.
pub fn table(file: &str) -> Vec<Row> {
    let path = format!("{}/tests/designs/{file}", env!("CARGO_MANIFEST_DIR"));
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
        self.n += 1;
        self.held += usize::from(estimate.covers(truth));
        self.above += usize::from(truth > estimate.high && !estimate.covers(truth));
        self.half_width += estimate.half_width();
        self.truth += truth;
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
    /// Of the posterior share in error.
    pub const SHARE: Promise = Promise {
        held: (0.925, 0.985),
        mean: (0.94, 0.97),
        above: 0.06,
    };
    /// Of the posterior monetary value of error.
    pub const MONEY: Promise = Promise {
        held: (0.915, 0.985),
        ..Promise::SHARE
    };
    /// Of the posterior monetary value of error where decisions are not drawn within strata: it may be wider than it need be.
    pub const MONEY_ELSEWHERE: Promise = Promise {
        held: (0.915, 1.0),
        mean: (0.94, 1.0),
        above: 0.06,
    };
    /// Of the closed forms.
    pub const CLOSED: Promise = Promise {
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

/// An interval that is studied: its name, which begins the names of the cells' columns, and what it promises.
pub struct Studied {
    pub name: &'static str,
    pub promise: Option<Promise>,
}

/// Studies every row, prints a line a cell and the least, mean and most of each family, and holds every interval to its
/// promise. A row that names an interval in its column `outside` says that it breaks its promise there, and is held to
/// that too.
pub fn study(
    rows: &[Row],
    studied: &[Studied],
    replicate: impl Fn(&Row, usize) -> Vec<Coverage> + Sync,
) {
    let n = replications();
    let cells: Vec<Vec<Coverage>> = rows.par_iter().map(|row| replicate(row, n)).collect();
    print!("{:52}", "cell: % held, % above, half width");
    studied.iter().for_each(|one| print!(" {:>16}", one.name));
    println!();
    let mut misses = Vec::new();
    for (row, cells) in rows.iter().zip(&cells) {
        print!("{:52}", row.text("cell"));
        for (one, cell) in studied.iter().zip(cells) {
            if cell.n == 0 {
                print!(" {:>16}", "");
                continue;
            }
            let line = format!(
                "{:5.1} {:4.1} {:5.2}",
                100.0 * cell.held(),
                100.0 * cell.above(),
                cell.width()
            );
            let kept = one.promise.is_none_or(|promise| promise.is_kept(cell));
            let said = row.text("outside").split('|').any(|name| name == one.name);
            print!(" {line}{}", if kept { " " } else { "*" });
            if kept == said {
                misses.push(format!("{} {}: {line}", row.text("cell"), one.name));
            }
        }
        println!();
    }
    for (k, one) in studied.iter().enumerate() {
        let mut families: BTreeMap<&str, Vec<Coverage>> = BTreeMap::new();
        for (row, cells) in rows.iter().zip(&cells).filter(|(_, cells)| cells[k].n > 0) {
            for family in [row.text("family"), "~ all"] {
                families.entry(family).or_default().push(cells[k]);
            }
        }
        for (family, cells) in &families {
            let held = cells.iter().map(|cell| 100.0 * cell.held());
            let least = held.clone().fold(100.0, f64::min);
            let most = held.clone().fold(0.0, f64::max);
            let mean = held.sum::<f64>() / cells.len() as f64;
            let above = cells.iter().map(|cell| 100.0 * cell.above());
            let above = above.fold(0.0, f64::max);
            println!(
                "{:12} {family:12} {:4} cells: least {least:.1}, mean {mean:.1}, most {most:.1}; above at most {above:.1}",
                one.name,
                cells.len()
            );
            if let Some(promise) = one.promise
                && *family == "~ all"
                && !(100.0 * promise.mean.0..=100.0 * promise.mean.1).contains(&mean)
            {
                misses.push(format!("{}: mean {mean}", one.name));
            }
        }
    }
    assert!(
        misses.is_empty(),
        "{} cells are not as promised:\n{}",
        misses.len(),
        misses.join("\n")
    );
}
