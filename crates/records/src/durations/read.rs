//! Reads cases with the days of their stages from the rows of a list.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::request::Request;
use super::stage_case::{Cases, StageCase};
use crate::input_error::InputError;
use crate::join::Header;
use crate::lists::columns::{exactly, listed, same};
use crate::lists::criteria::Criterion;
use crate::lists::formats::{Formats, Spellings, says_nothing};
use crate::lists::needs::Need;
use crate::lists::problems::quoted;
use crate::lists::rows::usable;
use crate::lists::{CASES, Columns, Problem, Problems, Row, Rows};

/// Where the columns that are asked for stand.
pub struct StageColumns {
    header: Vec<String>,
    file: String,
    number: Option<usize>,
    stages: Vec<usize>,
    recorded: Vec<Option<usize>>,
    withdrawn: Vec<usize>,
    by: Vec<usize>,
    conditions: Vec<Criterion>,
}

impl StageColumns {
    /// Finds them in a header.
    ///
    /// # Errors
    /// A column is not there, a stage is named that is none, or there are fewer than two stages.
    pub fn find(request: &Request, header: &Header) -> Result<Self, InputError> {
        let place = |name: &str, what: &str| match exactly(&header.columns, name)[..] {
            [place] => Ok(place),
            [] => Err(InputError::new(format!(
                "there is no column `{name}`, which {what}; the columns of {} are {}",
                header.file,
                listed(&header.columns)
            ))
            .help("name columns as the file does")),
            _ => Err(InputError::new(format!(
                "`{name}` is the name of two columns of {}",
                header.file
            ))
            .help("give one of them another name")),
        };
        let places = |names: &[String], what: &str| -> Result<Vec<usize>, InputError> {
            names.iter().map(|name| place(name, what)).collect()
        };
        let stages = places(&request.stages, "--durations names")?;
        let doubled = (1..stages.len()).find(|k| stages[..*k].contains(&stages[*k]));
        if stages.len() < 2 || doubled.is_some() {
            return Err(InputError::new(
                "a duration needs two stages, each in a column of its own",
            )
            .help("name them in the order of time: --durations received,acknowledged,closed"));
        }
        let mut recorded = vec![None; stages.len()];
        for known in &request.recorded {
            let stage = request
                .stage(&known.stage)
                .ok_or_else(|| no_stage(request, &known.stage))?;
            recorded[stage] = Some(place(&known.column, "--recorded names")?);
        }
        for target in &request.targets {
            let stage = |name: &str| request.stage(name).ok_or_else(|| no_stage(request, name));
            let (from, to) = (
                target.from.as_deref().map_or(Ok(0), stage)?,
                stage(&target.to)?,
            );
            if from >= to {
                return Err(InputError::new(format!(
                    "a target is from one stage to a later one, and `{}` does not come after `{}`",
                    request.stages[to], request.stages[from]
                ))
                .help("--durations names the stages in the order of time"));
            }
        }
        let conditions = request.conditions.iter();
        let conditions = conditions.map(|text| Criterion::read(text, &header.columns));
        let conditions: Result<Vec<Criterion>, String> = conditions.collect();
        // A list of dates needs no numbers; where they are, a case stands there once.
        let maps = request.maps.iter().filter(|(name, _)| same(name, "number"));
        let columns = Columns::find(&header.columns, CASES, &maps.cloned().collect::<Vec<_>>());
        Ok(Self {
            header: header.columns.clone(),
            file: header.file.clone(),
            number: columns.ok().and_then(|columns| columns.place("number")),
            stages,
            recorded,
            withdrawn: places(&request.withdrawn, "--withdrawn names")?,
            by: places(&request.by, "--by names")?,
            conditions: conditions?,
        })
    }

    /// What the columns have to be looked at for, before the rows are read.
    pub fn needs(&self) -> Vec<(usize, Need)> {
        let days = self
            .stages
            .iter()
            .chain(&self.withdrawn)
            .chain(self.recorded.iter().flatten());
        let mut needs: Vec<(usize, Need)> = days.map(|place| (*place, Need::Dates)).collect();
        needs.extend(self.by.iter().map(|place| (*place, Need::Grouped)));
        needs.extend(self.conditions.iter().map(Criterion::need));
        needs
    }
}

fn no_stage(request: &Request, name: &str) -> InputError {
    InputError::new(format!(
        "`{name}` is no stage; the stages are {}",
        listed(&request.stages)
    ))
    .help("stages are the columns that --durations names")
}

/// Reads the rows of a list whose columns are known, and how they are written.
///
/// # Errors
/// The file ends before its rows do, has no row that can be used, or a condition compares what cannot be compared.
pub fn read(
    request: &Request,
    columns: &StageColumns,
    formats: &Formats,
    rows: &mut Rows,
) -> Result<(Cases, Problems), InputError> {
    let conditions = columns.conditions.iter().cloned();
    let conditions = conditions.map(|condition| condition.typed(&columns.header, formats));
    let conditions: Vec<Criterion> = conditions.collect::<Result<_, String>>()?;
    let mut problems = Problems::keeping(request.problems);
    let mut cases = Cases::default();
    let mut numbers: BTreeMap<String, u64> = BTreeMap::new();
    let mut spellings = Spellings::default();
    while let Some(row) = rows.next_row() {
        let Some(row) = usable(&columns.file, row, &mut problems)? else {
            continue;
        };
        let mut wrong = Vec::new();
        let case = columns.case(request, formats, row, &mut spellings, &mut wrong);
        if let Some(place) = columns.number {
            let number = row.get(place);
            match numbers.get(number).filter(|_| !number.is_empty()) {
                Some(before) => wrong.push(Problem::of_column(
                    row.number,
                    &columns.header[place],
                    format!("{} is there already, in row {before}", quoted(number)),
                )),
                None => {
                    numbers.insert(number.to_owned(), row.number);
                }
            }
        }
        if !wrong.is_empty() {
            wrong.into_iter().for_each(|problem| problems.add(problem));
        } else if conditions.iter().all(|condition| condition.meets(row)) {
            cases.latest = cases.latest.max(case.latest());
            cases.cases.push(case);
        }
    }
    if cases.cases.is_empty() && problems.is_empty() {
        return Err(match request.conditions.is_empty() {
            true => InputError::new(format!("{} has no case in it", columns.file))
                .help("name a list with a row a case"),
            false => InputError::new(format!("no case of {} meets the conditions", columns.file))
                .help("loosen --where"),
        });
    }
    Ok((cases, problems))
}

impl StageColumns {
    /// The case of a row; what is wrong with it goes to `wrong`.
    fn case(
        &self,
        request: &Request,
        formats: &Formats,
        row: Row<'_>,
        spellings: &mut Spellings,
        wrong: &mut Vec<Problem>,
    ) -> StageCase {
        let mut day = |place: usize| -> Option<Date> {
            let text = row.get(place);
            if says_nothing(text) {
                return None;
            }
            let read = formats.of(place).date(text);
            let column = &self.header[place];
            read.map_err(|why| {
                wrong.push(Problem::of_column(
                    row.number,
                    column,
                    format!("{} {why}", quoted(text)),
                ));
            })
            .ok()
        };
        let happened: Vec<Option<Date>> = self.stages.iter().map(|place| day(*place)).collect();
        let recorded = self.recorded.iter().map(|place| place.and_then(&mut day));
        let recorded: Vec<Option<Date>> = recorded.collect();
        let ends: Vec<Option<Date>> = self.withdrawn.iter().map(|place| day(*place)).collect();
        let label = |place: &usize| spellings.first(*place, formats.of(*place), row.get(*place));
        let case = StageCase {
            withdrawn: ends.iter().flatten().min().copied(),
            happened,
            recorded,
            labels: self.by.iter().map(label).collect(),
        };
        if wrong.is_empty() {
            self.check(request, &case, row.number, wrong);
        }
        case
    }

    /// Whether the days of a case come in their order.
    fn check(&self, request: &Request, case: &StageCase, row: u64, wrong: &mut Vec<Problem>) {
        let mut say = |place: usize, why: String| {
            wrong.push(Problem::of_column(row, &self.header[place], why));
        };
        if case.happened[0].is_none() {
            say(
                self.stages[0],
                "it has no day, and every duration is counted from it".into(),
            );
        }
        let mut before: Option<(usize, Date)> = None;
        for (stage, day) in case.happened.iter().enumerate() {
            let Some(day) = *day else { continue };
            if let Some((earlier, since)) = before.filter(|(_, since)| *since > day) {
                let earlier = &request.stages[earlier];
                say(
                    self.stages[stage],
                    format!("{day} is before `{earlier}`, {since}"),
                );
            }
            before = Some((stage, day));
        }
        let Some((end, place)) = case.withdrawn.zip(self.withdrawn.first().copied()) else {
            return;
        };
        let last = request.stages.len() - 1;
        if let Some(closed) = case.happened[last] {
            let stage = &request.stages[last];
            say(
                place,
                format!("it ended otherwise on {end}, and `{stage}` is {closed}"),
            );
        } else if let Some((stage, since)) = before.filter(|(_, since)| *since > end) {
            let stage = &request.stages[stage];
            say(place, format!("{end} is before `{stage}`, {since}"));
        }
    }
}
