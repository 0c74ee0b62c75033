//! Reads a sheet of results: a row an attribute, or a row a case with a column an attribute.

use std::collections::BTreeMap;

use super::case_list::{CaseList, ListedCase};
use super::header::{Header, no_usable_row};
use crate::input_error::InputError;
use crate::lists::columns::{nearest, same};
use crate::lists::rows::usable;
use crate::lists::survey::Surveyed;
use crate::lists::{Columns, Finding, Problems, Record, Rows, SheetReader};
use crate::request::Request;
use tierone_scenario::catalogue::{CatalogueAttribute, Outcome};

/// What the rows of one case on a sheet say together.
#[derive(Clone, Default)]
pub(super) struct CheckedCase {
    pub row: u64,
    pub findings: Vec<Finding>,
    /// A row of it was wrong, so that nobody knows all that was found.
    pub bad: bool,
}

/// The findings of every case.
pub struct Sheet {
    file: String,
    /// The name of the column with the numbers of cases.
    pub(super) number: String,
    /// By number.
    pub(super) cases: BTreeMap<String, CheckedCase>,
    pub(super) attributes: Vec<CatalogueAttribute>,
    pub(super) outcomes: Vec<Outcome>,
    /// A column is there for amounts in error.
    pub(super) has_amounts: bool,
}

impl Sheet {
    /// Reads the rows of a file whose columns are known, and what they were found to be. Rows may name
    /// `attributes`.
    ///
    /// # Errors
    /// The file ends before its rows do, or a column is of no attribute.
    pub fn read(
        request: &Request,
        header: &Header,
        columns: &Columns,
        surveyed: &Surveyed,
        attributes: Vec<CatalogueAttribute>,
        rows: &mut Rows,
    ) -> Result<(Self, Problems), InputError> {
        let number = columns.place("number").unwrap_or(0);
        let formats = &surveyed.formats;
        let reader = SheetReader::new(columns, &header.columns, formats, attributes);
        let mut reader =
            reader.map_err(|why| InputError::new(format!("{}: {why}", header.file)))?;
        reader.words = surveyed.outcomes(columns, &request.pass, &request.fail).0;
        let mut problems = Problems::keeping(request.problems);
        problems.outcomes_count = true;
        let mut cases: BTreeMap<String, CheckedCase> = BTreeMap::new();
        while let Some(row) = rows.next_row() {
            let Some(row) = usable(&header.file, row, &mut problems)? else {
                continue;
            };
            let case = cases.entry(row.get(number).to_owned());
            let case = case.or_insert_with(|| CheckedCase {
                row: row.number,
                ..CheckedCase::default()
            });
            let said = reader.read(row);
            case.findings.extend(said.findings);
            case.bad |= said.open;
            said.problems
                .into_iter()
                .for_each(|problem| problems.add(problem));
        }
        let sheet = Self {
            file: header.file.clone(),
            number: header.columns[number].clone(),
            cases,
            has_amounts: reader.has("overstated") || reader.has("understated"),
            attributes: reader.attributes,
            outcomes: reader.outcomes,
        };
        Ok((sheet, problems))
    }

    /// Whether it has a row that can be used.
    ///
    /// # Errors
    /// It has none.
    pub fn check_results(&self) -> Result<(), InputError> {
        if self.cases.is_empty() {
            return Err(no_usable_row(&self.file));
        }
        Ok(())
    }

    /// Its cases as the list of what was drawn, where no file says that.
    ///
    /// # Errors
    /// Something is asked that only a list of cases can answer.
    pub fn drawn(&self, request: &Request) -> Result<CaseList, InputError> {
        let help = "name the drawn.csv of the sample with --sample";
        if let Some(column) = request.columns().first() {
            let why = format!("the results alone have no cases to tell apart by `{column}`");
            return Err(InputError::new(why).help(help));
        }
        if !request.conditions.is_empty() {
            let why = "--where is of cases, and the results alone have none";
            return Err(InputError::new(why).help(help));
        }
        let cases = self.cases.iter().map(|(number, case)| ListedCase {
            row: case.row,
            record: Record {
                number: number.clone(),
                ..Record::default()
            },
            labels: Vec::new(),
            inside: true,
        });
        Ok(CaseList {
            cases: cases.collect(),
            ..CaseList::default()
        })
    }

    /// The names of its attributes, each with what is said of it.
    pub(super) fn named(&self, of_accuracy: &[bool]) -> Vec<(String, bool)> {
        let names = self.attributes.iter().map(|known| known.name.clone());
        names.zip(of_accuracy.iter().copied()).collect()
    }

    /// By attribute whether a fail makes a decision inaccurate.
    pub(super) fn of_accuracy(&self, request: &Request) -> Result<Vec<bool>, InputError> {
        let attributes = &self.attributes;
        if request.attributes.is_empty() {
            return Ok(attributes
                .iter()
                .map(|attribute| attribute.accuracy)
                .collect());
        }
        if request.attributes.iter().any(|name| name == "all") {
            return Ok(vec![true; attributes.len()]);
        }
        let mut counts = vec![false; attributes.len()];
        for name in &request.attributes {
            let is_named =
                |known: &CatalogueAttribute| same(&known.name, name) || same(&known.label, name);
            let Some(found) = attributes.iter().position(is_named) else {
                let near = nearest(name, attributes.iter().map(|known| known.name.as_str()));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`tierone list attributes` shows them".into(),
                };
                return Err(InputError::new(format!("there is no attribute `{name}`")).help(help));
            };
            counts[found] = true;
        }
        Ok(counts)
    }
}
