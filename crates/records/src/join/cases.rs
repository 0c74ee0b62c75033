//! Reads a list of cases: a row a case, with what is known of how it was drawn and what was found.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::case_list::{CaseList, ListedCase};
use super::edited::edited;
use super::header::{Header, OWNER};
use super::labels::{Labels, known_place, place};
use crate::assess::PeriodLength;
use crate::input_error::InputError;
use crate::lists::columns::{listed, nearest, same};
use crate::lists::criteria::Criterion;
use crate::lists::far_days::FarDays;
use crate::lists::formats::Spellings;
use crate::lists::namesakes::Namesakes;
use crate::lists::needs::Need;
use crate::lists::pseudonyms::Pseudonyms;
use crate::lists::rows::usable;
use crate::lists::survey::Surveyed;
use crate::lists::{CASES, Columns, Problems, RecordReader, Rows};
use crate::request::Request;

/// Reads a list of cases.
pub struct CaseListReader<'r> {
    request: &'r Request,
    header: &'r Header,
    records: RecordReader,
    conditions: Vec<Criterion>,
    labels: Labels,
}

impl<'r> CaseListReader<'r> {
    /// What columns have to be looked at for, before the rows of a file are read.
    ///
    /// # Errors
    /// A condition cannot be read.
    pub fn needs(
        request: &Request,
        header: &Header,
        columns: &Columns,
    ) -> Result<Vec<(usize, Need)>, InputError> {
        let mut needs: Vec<(usize, Need)> = columns.needs().collect();
        needs.extend(conditions(request, header)?.iter().map(Criterion::need));
        let asked = request.columns();
        let places = asked
            .iter()
            .filter_map(|name| place(request, &header.columns, name));
        needs.extend(places.map(|place| (place, Need::Grouped)));
        Ok(needs)
    }

    /// Of a file whose columns are known, and what they were found to be.
    ///
    /// # Errors
    /// A condition cannot be read, or names are to be hidden in no column known.
    pub fn new(
        request: &'r Request,
        header: &'r Header,
        columns: &Columns,
        surveyed: &Surveyed,
    ) -> Result<Self, InputError> {
        let formats = &surveyed.formats;
        let conditions = conditions(request, header)?.into_iter();
        let conditions = conditions.map(|condition| condition.typed(&header.columns, formats));
        let mut records = RecordReader::new(columns, &header.columns, formats);
        records.words = surveyed.outcomes(columns, &request.pass, &request.fail).0;
        Ok(Self {
            request,
            header,
            records,
            conditions: conditions.collect::<Result<_, String>>()?,
            labels: Labels::new(request, header, formats)?,
        })
    }

    /// Reads the rows, with pseudonyms for the names of people, and with the days between which cases must be closed.
    ///
    /// # Errors
    /// The file ends before its rows do.
    pub fn read(
        &self,
        rows: &mut Rows,
        pseudonyms: Option<&Pseudonyms>,
        closed: Option<&RangeInclusive<Date>>,
    ) -> Result<(CaseList, Problems), InputError> {
        let has = |columns: &[&str]| columns.iter().any(|column| self.records.has(column));
        let sides = ["overstated", "understated"];
        let mut list = CaseList {
            file: self.header.file.clone(),
            number: self.records.name("number"),
            has_outcome: has(&["outcome"]),
            has_amounts: has(&["error", "audited value"]) || has(&sides),
            sided: !has(&["error"]) && (has(&sides) || has(&["audited value"])),
            has_chances: has(&["weight", "inclusion probability"]),
            has_label: self.labels.there(),
            missing: self.missing(),
            ..CaseList::default()
        };
        let mut problems = Problems::keeping(self.request.problems);
        let times = self.times();
        let mut far_days = FarDays::default();
        let people = self.people();
        let mut namesakes = Namesakes::default();
        let mut spellings = Spellings::default();
        let mut numbers: BTreeMap<String, BTreeMap<(bool, Vec<String>), u64>> = BTreeMap::new();
        // Conditions may choose one check of a case that has several.
        let apart = self.request.sample.is_none() || !times.is_empty();
        while let Some(row) = rows.next_row() {
            let Some(row) = usable(&self.header.file, row, &mut problems)? else {
                continue;
            };
            let mut conditions = self.conditions.iter();
            let meets = conditions.all(|condition| condition.meets(row));
            // Another check is out of everything: it may be of the same case, or have something wrong in it.
            if !meets && !self.header.is_of_sample(self.request) {
                list.other_checks.extend(self.records.checked(row));
                continue;
            }
            let record = match self.records.read(row) {
                Ok(record) => record,
                Err(wrong) => {
                    problems.fails += u64::from(self.records.fails(row));
                    wrong.into_iter().for_each(|problem| problems.add(problem));
                    continue;
                }
            };
            let labels = self
                .labels
                .of((row, record.closed), pseudonyms, &mut spellings);
            let inside = meets
                && closed.is_none_or(|span| record.closed.is_some_and(|day| span.contains(&day)));
            far_days.add(row.number, record.closed);
            if let Some([owner, team]) = people {
                namesakes.add(row.get(owner), row.get(team));
            }
            if !record.number.is_empty() {
                let time = times.iter().map(|time| labels[*time].clone()).collect();
                let rows = numbers.entry(record.number.clone()).or_default();
                let before = rows.insert((inside, time), row.number);
                if let Some(before) = before.filter(|_| inside || !apart) {
                    let why = format!("it is there already, in row {before}");
                    problems.add(self.records.problem(row.number, "number", why));
                    continue;
                }
                list.repeated |= before.is_some() || rows.len() > 1;
            }
            list.cases.push(ListedCase {
                row: row.number,
                labels,
                inside,
                record,
            });
        }
        if list.has_chances && self.header.is_of_sample(self.request) {
            let edited = edited(&list.cases);
            list.cases
                .retain(|listed| !edited.iter().any(|edited| edited.row == listed.row));
            for edited in edited {
                let problem = self
                    .records
                    .problem(edited.row, edited.column, edited.reason);
                problems.add(problem);
            }
        }
        list.cautions
            .extend(far_days.note(&self.records.name("close date")));
        if let Some([owner, _]) = people {
            let shown = |name: &str| match pseudonyms {
                Some(pseudonyms) => pseudonyms.of(name),
                None => name.to_owned(),
            };
            let is_named = self.request.suppress_below == 0;
            let shown = is_named.then_some(&shown as &dyn Fn(&str) -> String);
            list.cautions
                .extend(namesakes.note(&self.header.columns[owner], shown));
        }
        list.repeated &= !has(&["cluster"]);
        list.fails_left_out = problems.fails;
        if list.repeated {
            for record in list.cases.iter_mut().map(|case| &mut case.record) {
                record.cluster.clone_from(&record.number);
            }
        }
        Ok((list, problems))
    }

    /// The labels that part the rows of one case. In a list of what was drawn a case has one row; without such a list, one in each
    /// group that figures are asked of; and beside it, results may have one in each group of a change.
    fn times(&self) -> Vec<usize> {
        let request = self.request;
        let changes = request.changes.iter().map(|change| &change.column);
        let crossed = request.crosses.iter().flat_map(|cross| &cross.columns);
        let asked: Vec<&String> = match request.sample {
            None => request.by.iter().chain(crossed).chain(changes).collect(),
            Some(_) if self.header.is_of_sample(request) => Vec::new(),
            Some(_) => changes.collect(),
        };
        let there = self.labels.there();
        let columns = request.columns().into_iter().enumerate();
        columns
            .filter(|(_, name)| asked.iter().any(|column| same(column, name)))
            .filter(|(place, _)| request.sample.is_none() || there[*place])
            .map(|(place, _)| place)
            .collect()
    }

    /// The columns of caseworkers and of their teams, where figures are asked of each caseworker and not of their teams too.
    fn people(&self) -> Option<[usize; 2]> {
        let request = self.request;
        let known = |name: &str| known_place(request, &self.header.columns, name);
        let (owner, team) = (known(OWNER)?, known("team")?);
        let is = |column: &String, wanted: usize| {
            place(request, &self.header.columns, column) == Some(wanted)
        };
        let mut single = request.by.iter().chain(&request.funnel);
        let of_names = single.any(|column| is(column, owner));
        let crossed = request.crosses.iter().any(|cross| {
            let has = |wanted| cross.columns.iter().any(|column| is(column, wanted));
            has(owner) && !has(team)
        });
        (of_names || crossed).then_some([owner, team])
    }

    fn missing(&self) -> Vec<(usize, InputError)> {
        if !self.header.is_of_sample(self.request) {
            return Vec::new();
        }
        let missing = self.labels.missing(self.request).into_iter();
        let why = |missing: String| {
            let error = InputError::new(format!(
                "there is no column `{missing}`; the columns of {} are {}",
                self.header.file,
                listed(&self.header.columns)
            ));
            if let Some(period) = PeriodLength::named(&missing.to_lowercase()) {
                return error.help(format!(
                    "for figures by the day on which cases were closed, write --period {}",
                    period.name()
                ));
            }
            match meant(&missing, &self.header.columns) {
                Some(column) => error.help(format!("did you mean `{column}`?")),
                None => error,
            }
        };
        missing.map(|(column, name)| (column, why(name))).collect()
    }
}

/// The column that somebody may have meant: one that goes by that name too, or the nearest.
fn meant<'h>(wanted: &str, header: &'h [String]) -> Option<&'h str> {
    let known = CASES.iter().find(|column| column.is_called(wanted));
    let mut columns = header.iter().map(String::as_str);
    let same_thing = known.and_then(|known| columns.find(|theirs| known.is_called(theirs)));
    same_thing.or_else(|| nearest(wanted, header.iter().map(String::as_str)))
}

/// The conditions on this file: those on results are on columns that the sample beside them does not have.
fn conditions(request: &Request, header: &Header) -> Result<Vec<Criterion>, InputError> {
    let conditions = match header.is_of_sample(request) {
        true => request.conditions.iter(),
        false => request.conditions_on_results.iter(),
    };
    let conditions = conditions.map(|text| Criterion::read(text, &header.columns));
    Ok(conditions.collect::<Result<_, String>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Comparison;
    use crate::testing::{cases, request};

    const TWICE: &str = "number,outcome,check\n1,pass,first\n1,fail,second\n2,pass,first\n";

    #[test]
    fn a_case_has_one_row_or_one_in_each_group_of_a_change() {
        let (list, problems) = cases(&request(), TWICE).expect("a list");
        assert_eq!((list.cases.len(), problems.rows), (2, 1));
        assert_eq!(problems.first[0].reason, "it is there already, in row 2");
        let request = Request {
            changes: vec![Comparison::read("check=first|second").expect("a comparison")],
            ..request()
        };
        let (list, problems) = cases(&request, TWICE).expect("a list");
        assert!(list.repeated && problems.is_empty());
        let clusters = list.cases.iter().map(|case| case.record.cluster.as_str());
        assert_eq!(clusters.collect::<Vec<_>>(), ["1", "1", "2"]);
    }

    #[test]
    fn conditions_and_columns_are_of_the_file_that_says_what_was_drawn() {
        let asked = Request {
            conditions: vec!["team = a".into()],
            by: vec!["team".into()],
            ..request()
        };
        let text = "number,outcome\n1,pass\n";
        assert!(cases(&asked, text).is_err());
        let beside = Request {
            sample: Some("drawn.csv".into()),
            ..asked
        };
        let (list, _) = cases(&beside, text).expect("a list");
        assert!(list.cases[0].inside && list.check_columns(None).is_ok());
        let missing = Request {
            by: vec!["team".into()],
            ..request()
        };
        let (list, _) = cases(&missing, text).expect("a list");
        assert!(
            list.check_columns(None)
                .is_err_and(|why| why.message.contains("`team`"))
        );
    }
}
