//! What checks found, one row an attribute or one row a case: the sheet that a checker fills in, and the rules that it obeys.

use std::collections::BTreeMap;

use super::columns::{Columns, same};
use super::finding::{Finding, SheetRow};
use super::formats::Formats;
use super::outcomes::OutcomeWords;
use super::problems::{Problem, quoted};
use super::row_cells::{KnownColumns, RowCells};
use super::rows::Row;
use super::wide;
use tierone_scenario::catalogue::{self, CatalogueAttribute, Outcome};
use tierone_stats::units::Pence;

/// Reads the rows of a sheet, and remembers which attributes of which case it has seen.
#[derive(Clone, Debug)]
pub struct SheetReader {
    known: KnownColumns,
    /// The attributes that rows may name.
    pub attributes: Vec<CatalogueAttribute>,
    /// Of a sheet with a row a case: the places of the columns with outcomes, each with its attribute.
    outcomes_of: Vec<(usize, usize)>,
    /// The outcomes of the catalogue, in its order.
    pub outcomes: Vec<Outcome>,
    /// Other words for them.
    pub words: OutcomeWords,
    /// By number and attribute the row that has them.
    seen: BTreeMap<(String, usize), u64>,
}

impl SheetReader {
    /// For the columns of a file, and their formats. Rows may name `attributes`.
    ///
    /// # Errors
    /// A column for outcomes is of none of them.
    pub fn new(
        columns: &Columns,
        header: &[String],
        formats: &Formats,
        attributes: Vec<CatalogueAttribute>,
    ) -> Result<Self, String> {
        Ok(Self {
            known: KnownColumns::new(columns, header, formats),
            outcomes_of: wide::outcomes(header, &attributes)?,
            attributes,
            outcomes: catalogue::outcomes(),
            words: OutcomeWords::default(),
            seen: BTreeMap::new(),
        })
    }

    /// Whether a column is there.
    pub fn has(&self, column: &str) -> bool {
        self.known.place(column).is_some()
    }

    /// What a row says, and everything that is wrong with it: the rules are those of the coaching procedure.
    pub fn read<'a>(&mut self, row: Row<'a>) -> SheetRow<'a> {
        let mut cells = RowCells::of(&self.known, row);
        let number = cells.number();
        let checked = self.checked(&mut cells);
        let fails =
            |outcome: &Option<usize>| outcome.is_some_and(|outcome| self.outcomes[outcome].fail);
        let failed = checked.iter().any(|(_, outcome)| fails(outcome));
        // The procedure asks it of the catalogue's attributes alone.
        let is_own = |attribute: &usize| self.attributes[*attribute].is_own();
        let mut fails_of = checked.iter().filter(|(_, outcome)| fails(outcome));
        if fails_of.any(|(at, _)| !is_own(at)) && cells.text("comment").is_empty() {
            cells.wrong("comment", "a fail needs a comment".into());
        }
        if cells.yes("corrections required") && !failed {
            let why = "a correction is required of something that did not fail";
            cells.leaves_open("corrections required", why.into());
        }
        if cells.yes("feedback required") && cells.text("feedback provided to").is_empty() {
            let why = "feedback is required, and nobody is named";
            cells.wrong("feedback provided to", why.into());
        }
        let [over, under] = ["overstated", "understated"].map(|column| {
            let amount = cells.amount(column)?;
            if amount.0 > 0 && !failed {
                cells.leaves_open(column, "there is an amount, and nothing failed".into());
                return None;
            }
            Some(amount)
        });
        let decided = cells.day("decision date");
        let (mut problems, mut open) = (cells.problems, cells.open);
        let first_fail = checked.iter().position(|(_, outcome)| fails(outcome));
        let of_amounts = first_fail.unwrap_or(0);
        let pence = |amount: Option<Pence>| amount.map_or(0, |amount| amount.0);
        let mut findings = Vec::new();
        for (at, (attribute, outcome)) in checked.into_iter().enumerate() {
            let key = (number.to_owned(), attribute);
            if let Some(before) = self.seen.get(&key).filter(|_| !number.is_empty()) {
                problems.push(self.twice(row, number, attribute, *before));
                open = true;
                break;
            }
            self.seen.insert(key, row.number);
            let is_amounts = at == of_amounts;
            findings.push(Finding {
                attribute,
                outcome,
                over: if is_amounts { pence(over) } else { 0 },
                under: if is_amounts { pence(under) } else { 0 },
                amounts: (is_amounts || fails(&outcome)) && (over.is_some() || under.is_some()),
                decided,
            });
        }
        SheetRow {
            number,
            findings,
            problems,
            open,
        }
    }

    /// What is wrong with a row whose attribute, or whose case, is there already.
    fn twice(&self, row: Row<'_>, number: &str, attribute: usize, before: u64) -> Problem {
        if !self.outcomes_of.is_empty() {
            let why = format!("{} is there already, in row {before}", quoted(number));
            return self.known.problem(row.number, "number", why);
        }
        let name = &self.attributes[attribute].name;
        let why = format!(
            "`{name}` of {} is there already, in row {before}",
            quoted(number)
        );
        self.known.problem(row.number, "attribute", why)
    }

    /// The attributes that a row is about, each with its outcome, if it has one yet.
    fn checked(&self, cells: &mut RowCells) -> Vec<(usize, Option<usize>)> {
        if self.outcomes_of.is_empty() {
            let attribute = self.attribute(cells);
            let outcome = self.outcome(cells, self.known.place("outcome"), attribute);
            return Vec::from_iter(attribute.map(|known| (known, outcome)));
        }
        let row = cells.row;
        let asked = self.outcomes_of.iter();
        let asked = asked.filter(|(place, _)| !same(row.get(*place), wide::NOT_ASKED));
        let outcome = |(place, attribute): &(usize, usize)| {
            let outcome = self.outcome(cells, Some(*place), Some(*attribute));
            (*attribute, outcome)
        };
        asked.map(outcome).collect()
    }

    fn attribute(&self, cells: &mut RowCells) -> Option<usize> {
        let text = cells.text("attribute");
        let found = wide::position(&self.attributes, text);
        if found.is_none() {
            cells.leaves_open("attribute", wide::unknown(&self.attributes, text));
        }
        found
    }

    fn outcome(
        &self,
        cells: &mut RowCells,
        place: Option<usize>,
        attribute: Option<usize>,
    ) -> Option<usize> {
        let text = cells.row.at(place);
        if text.is_empty() {
            return None;
        }
        let outcomes = &self.outcomes;
        let mut wrong = |reason: String| {
            cells.open = true;
            cells.problems.push(Problem {
                row: cells.row.number,
                column: place.map(|place| self.known.header[place].clone()),
                reason,
            });
        };
        let read = self.words.read(text, self.known.format_at(place), outcomes);
        let outcome = read.map_err(&mut wrong).ok()?;
        let name = &outcomes[outcome].name;
        let own = attribute.map(|attribute| &self.attributes[attribute]);
        // A plain fail has no name of its own, so it can be one of anything.
        if let Some(own) = own.filter(|own| name != "fail" && !own.outcomes.contains(name)) {
            wrong(format!(
                "`{name}` is no outcome of `{}`; its outcomes are {}, fail",
                own.name,
                own.outcomes.join(", ")
            ));
        }
        Some(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::Rows;
    use super::super::tables::SHEET;
    use super::*;

    /// The columns and reasons of the problems in the rows under a full header.
    fn check(rows: &str) -> Vec<(String, String)> {
        let text = format!(
            "number,attribute,outcome,comment,overstated,understated,corrections_required,\
             decision_date,feedback_required,feedback_provided_to\n{rows}"
        );
        let mut rows = Rows::open(text.as_bytes(), None).expect("a header");
        let header = rows.header().to_vec();
        let columns = Columns::find(&header, SHEET, &[]).expect("columns");
        let mut attributes = catalogue::attributes();
        attributes.push(catalogue::own_attribute("decision"));
        let reader = SheetReader::new(&columns, &header, &Formats::default(), attributes);
        let mut reader = reader.expect("known attributes");
        let mut wrong = Vec::new();
        while let Some(row) = rows.next_row() {
            let told = reader.read(row.expect("a row")).problems.into_iter();
            wrong.extend(told.map(|p| (p.column.unwrap_or_default(), p.reason)));
        }
        wrong
    }

    #[test]
    fn right_rows_pass() {
        let rows = "S1,income,Fail - income error,wrong payslip,120.50,,yes,2026-08-01,yes,Ann\n\
                    S1,Assessment accuracy - eff dates,pass,,,,,,,\n\
                    S1,debt-steer,N/A,,,,no,,,\n\
                    S2,income,,,,,,,,\n\
                    S3,income,fail,no kind fits,,0,,1 Aug 2026,,\n\
                    S4,decision,fail,,,,,,,\n";
        assert_eq!(check(rows), []);
    }

    #[test]
    fn every_rule_of_the_procedure_is_kept() {
        for (row, column, why) in [
            (",income,pass,,,,,,,", "number", "no number"),
            ("S1,incme,pass,,,,,,,", "attribute", "did you mean `income`"),
            ("S1,income,passed,,,,,,,", "outcome", "did you mean `pass`"),
            (
                "S1,income,fail-debt steer,x,,,,,,",
                "outcome",
                "no outcome of `income`",
            ),
            ("S1,income,fail,,,,,,,", "comment", "a fail needs a comment"),
            (
                "S1,income,pass,,,,yes,,,",
                "corrections_required",
                "did not fail",
            ),
            (
                "S1,income,fail,x,,,perhaps,,,",
                "corrections_required",
                "neither yes nor no",
            ),
            ("S1,income,pass,,5,,,,,", "overstated", "nothing failed"),
            ("S1,income,fail,x,,-5,,,,", "understated", "is negative"),
            ("S1,income,fail,x,much,,,,,", "overstated", "is no amount"),
            ("S1,income,pass,,,,,2026-02-30,,", "decision_date", "no day"),
            (
                "S1,income,pass,,,,,,yes,",
                "feedback_provided_to",
                "nobody is named",
            ),
            (
                "S1,income,pass,,,,,,,\nS1,INCOME,pass,,,,,,,",
                "attribute",
                "in row 2",
            ),
        ] {
            let wrong = check(&format!("{row}\n"));
            assert_eq!(wrong.len(), 1, "{row}: {wrong:?}");
            assert_eq!(wrong[0].0, column, "{row}");
            assert!(wrong[0].1.contains(why), "{row}: {}", wrong[0].1);
        }
    }

    #[test]
    fn everything_wrong_with_a_row_is_said() {
        assert_eq!(check(",what,how,,-1,x,so,today,yes,\n").len(), 8);
    }
}
