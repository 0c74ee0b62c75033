//! Cases that were checked or are to be, one row each, with what is known of how they were drawn.

use jiff::civil::Date;

use super::columns::Columns;
use super::formats::{Formats, says_nothing};
use super::outcomes::OutcomeWords;
use super::problems::{Problem, quoted};
use super::row_cells::{KnownColumns, RowCells};
use super::rows::Row;
use tierone_scenario::catalogue::{self, Outcome};
use tierone_stats::units::Pence;

/// More cases than any list has: sums of squares of weights up to this stay exact enough to divide by.
const MOST_CASES: f64 = 1e12;

/// What a row says of its case. Amounts are £ a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The number; empty where the file has none.
    pub number: String,
    /// The outcome, by its place in the catalogue.
    pub outcome: Option<usize>,
    /// The amount in error, of no side.
    pub error: Option<f64>,
    /// Assessed too much.
    pub over: Option<f64>,
    /// Assessed too little.
    pub under: Option<f64>,
    /// What should have been assessed.
    pub audited: Option<f64>,
    /// What was assessed.
    pub value: Option<f64>,
    /// One over the chance of being drawn, 1 or more.
    pub weight: Option<f64>,
    /// What stands for the stratum; empty where there is none.
    pub stratum: String,
    /// Cases of the frame in the stratum.
    pub size: Option<u64>,
    /// Cases drawn of it, or expected.
    pub drawn: Option<u64>,
    /// Cases of the frame.
    pub frame: Option<u64>,
    /// What stands for the cluster; empty where there is none.
    pub cluster: String,
    /// Clusters of the frame in the stratum.
    pub clusters: Option<u64>,
    /// Cases of the frame in the cluster.
    pub cluster_size: Option<u64>,
    /// The kind of decision; empty where the file has none.
    pub process: String,
    /// When it was closed.
    pub closed: Option<Date>,
}

/// Makes records of rows.
#[derive(Clone, Debug)]
pub struct RecordReader {
    known: KnownColumns,
    /// The outcomes of the catalogue, in its order.
    pub outcomes: Vec<Outcome>,
    /// Other words for them.
    pub words: OutcomeWords,
}

impl RecordReader {
    /// For the columns of a file, and their formats.
    pub fn new(columns: &Columns, header: &[String], formats: &Formats) -> Self {
        Self {
            known: KnownColumns::new(columns, header, formats),
            outcomes: catalogue::outcomes(),
            words: OutcomeWords::default(),
        }
    }

    /// Whether the file has a column.
    pub fn has(&self, column: &str) -> bool {
        self.known.place(column).is_some()
    }

    /// The record of a row, or everything that is wrong with it.
    ///
    /// # Errors
    /// One problem a column.
    pub fn read(&self, row: Row<'_>) -> Result<Record, Vec<Problem>> {
        let mut cells = RowCells::of(&self.known, row);
        let outcome = self.outcome(&mut cells);
        let probability = number(
            &mut cells,
            "inclusion probability",
            "is no chance up to 1 and of one in a million million or more",
            |p| (1.0 / MOST_CASES..=1.0).contains(&p),
        );
        let weight = number(
            &mut cells,
            "weight",
            "is no number of cases from 1 to a million million",
            |w| (1.0..=MOST_CASES).contains(&w),
        );
        if let (Some(probability), Some(weight)) = (probability, weight)
            && (probability * weight - 1.0).abs() > 0.001
        {
            cells.wrong(
                "weight",
                format!("{weight} is not one over the chance of {probability}"),
            );
        }
        let whole = |n: f64| n >= 0.0 && n.fract() == 0.0 && n <= 9e15;
        let count = |cells: &mut RowCells, column| {
            number(cells, column, "is no whole number", whole).map(|count| count as u64)
        };
        let pounds = |amount: Option<Pence>| amount.map(Pence::pounds);
        let key = |cells: &RowCells, column| {
            let text = cells.text(column);
            cells.format(column).key(text).into_owned()
        };
        let record = Record {
            number: cells.text("number").to_owned(),
            outcome,
            error: pounds(cells.amount("error")),
            over: pounds(cells.amount("overstated")),
            under: pounds(cells.amount("understated")),
            audited: pounds(cells.signed("audited value")),
            value: pounds(cells.signed("value")),
            weight: probability.map(|p| 1.0 / p).or(weight),
            stratum: key(&cells, "stratum"),
            size: count(&mut cells, "stratum size"),
            drawn: count(&mut cells, "stratum drawn"),
            frame: count(&mut cells, "frame size"),
            cluster: key(&cells, "cluster"),
            clusters: count(&mut cells, "clusters"),
            cluster_size: count(&mut cells, "cluster size"),
            process: cells.text("process").to_owned(),
            closed: cells.day("close date"),
        };
        if self.has("number") {
            cells.number();
        }
        let amounts = [record.error, record.over, record.under];
        let failed = outcome.map(|outcome| self.outcomes[outcome].fail);
        if failed == Some(false) && amounts.iter().flatten().any(|amount| *amount > 0.0) {
            cells.wrong(
                "outcome",
                "there is an amount in error, and nothing failed".into(),
            );
        }
        match cells.problems.is_empty() {
            true => Ok(record),
            false => Err(cells.problems),
        }
    }

    /// The number of a row that says what a check found, if it does.
    pub fn checked(&self, row: Row<'_>) -> Option<String> {
        let text = |column: &str| row.at(self.known.place(column));
        let found = ["outcome", "error", "overstated", "understated"];
        let is_checked = found.iter().any(|column| !text(column).is_empty());
        is_checked.then(|| text("number").to_owned())
    }

    /// Whether a row says that a check failed, whatever else is wrong with it.
    pub fn fails(&self, row: Row<'_>) -> bool {
        let outcome = self.outcome(&mut RowCells::of(&self.known, row));
        outcome.is_some_and(|outcome| self.outcomes[outcome].fail)
    }

    /// What is wrong with a cell of a row.
    pub fn problem(&self, row: u64, column: &str, reason: String) -> Problem {
        self.known.problem(row, column, reason)
    }

    /// What the file calls a column, or what it is called here.
    pub(crate) fn name(&self, column: &str) -> String {
        self.known.name(column)
    }

    /// The outcome that a row names, by its place in the catalogue.
    fn outcome(&self, cells: &mut RowCells) -> Option<usize> {
        let text = cells.text("outcome");
        if text.is_empty() {
            return None;
        }
        let format = cells.format("outcome");
        let found = self.words.read(text, format, &self.outcomes);
        found.map_err(|why| cells.wrong("outcome", why)).ok()
    }
}

/// A number that fits; what is wrong where it does not.
fn number(
    cells: &mut RowCells,
    column: &str,
    why: &str,
    fits: impl Fn(f64) -> bool,
) -> Option<f64> {
    let text = cells.text(column);
    if says_nothing(text) {
        return None;
    }
    // Programs write a decimal point, whatever the sign of amounts.
    let number = text.parse::<f64>().ok();
    let number = number
        .or_else(|| cells.format(column).number(text))
        .filter(|n| n.is_finite() && fits(*n));
    if number.is_none() {
        cells.wrong(column, format!("{} {why}", quoted(text)));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::super::rows::Rows;
    use super::super::tables::CHECKED;
    use super::*;

    fn read(text: &str) -> Vec<Result<Record, Vec<String>>> {
        let mut rows = Rows::open(text.as_bytes(), None).expect("a header");
        let header = rows.header().to_vec();
        let columns = Columns::find(&header, CHECKED, &[]).expect("columns");
        let reader = RecordReader::new(&columns, &header, &Formats::default());
        let mut all = Vec::new();
        while let Some(row) = rows.next_row() {
            let record = reader.read(row.expect("a row"));
            all.push(record.map_err(|wrong| wrong.iter().map(ToString::to_string).collect()));
        }
        all
    }

    #[test]
    fn a_row_says_how_its_case_was_drawn_and_what_was_found() {
        let rows = read(
            "id,value,error,inclusion_probability,stratum,stratum_size\nS1,\"£1,200\",30.5,0.25,north,80\n",
        );
        let record = rows[0].as_ref().expect("a right row");
        assert_eq!((record.value, record.error), (Some(1_200.0), Some(30.5)));
        assert_eq!((record.weight, record.size), (Some(4.0), Some(80)));
        assert_eq!(record.stratum, "north");
    }

    #[test]
    fn what_is_wrong_is_said_by_column() {
        for (row, column) in [
            (",pass,,1,", "`id`"),
            ("S1,passed,,1,", "`outcome`"),
            ("S1,fail,-3,1,", "`error`"),
            ("S1,pass,3,1,", "`outcome`"),
            ("S1,fail,3,0.5,", "`weight`"),
            ("S1,fail,3,1,2", "`inclusion_probability`"),
            ("S1,fail,3,5,0.5", "`weight`"),
            ("S1,fail,3,,0", "`inclusion_probability`"),
            ("S1,fail,3,,1e-300", "`inclusion_probability`"),
            ("S1,fail,3,1e300,", "`weight`"),
            ("S1,fail,3,1.1e12,", "`weight`"),
        ] {
            let rows = read(&format!(
                "id,outcome,error,weight,inclusion_probability\n{row}\n"
            ));
            let wrong = rows[0].as_ref().expect_err(row);
            assert!(wrong[0].contains(column), "{row}: {wrong:?}");
        }
    }
}
