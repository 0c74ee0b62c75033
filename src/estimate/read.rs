//! Opens the files of results and of the sample that they are of, and shows what is wrong with their rows.

use std::path::{Path, PathBuf};

use tierone_records::join::{
    CaseList, CaseListReader, Decision, Header, Joined, Layout, Sheet, by_case, by_sheet,
    check_number, decisions as of_sheet, find, known_place,
};
use tierone_records::lists::columns::same;
use tierone_records::lists::needs::Need;
use tierone_records::lists::survey::Surveyed;
use tierone_records::lists::wide;
use tierone_records::lists::{CHECKED, Columns, NoCases, Problems};
use tierone_records::request::Request;
use tierone_scenario::catalogue::CatalogueAttribute;

use super::super::exit::Failure;
use super::super::lists::{List, Reading};
use super::super::reading::{secret, span, survey, tell};
use super::super::terminal;
use super::options::Options;
use super::record::{self, RECORD, has_record};

/// Reads results with the sample that they are of. Sheets name these attributes.
pub(super) fn joined(
    options: &Options,
    request: &Request,
    attributes: Vec<CatalogueAttribute>,
    results: &Path,
) -> Result<Joined, Failure> {
    let reading = &options.reading;
    let narrow = (options.pseudonyms.as_deref(), options.closed.as_deref());
    let mut results = Table::of(results, List::at(results, reading)?, reading)?;
    let sample = options.sample.first();
    let sample_path = sample.map(PathBuf::as_path);
    let sample = sample.map(|sample| Table::of(sample, List::beside(sample, reading)?, reading));
    let mut sample = sample.transpose()?;
    let header = sample.as_ref().map(|sample| &sample.header);
    let columns = header.map(|header| header.columns.as_slice());
    let request = &request
        .clone()
        .with_conditions_apart(&results.header.columns, columns);
    let mut differs = None;
    let mut joined = match Layout::of(request, &results.header, header)? {
        Layout::Cases => {
            let found = results.cases(narrow, request)?;
            found.check_results(request)?;
            let drawn = sample.as_mut();
            let drawn = drawn.map(|sample| sample.cases(narrow, request));
            let (joined, problems) = match drawn.transpose()? {
                Some(drawn) => {
                    differs =
                        sample_path.and_then(|sample| record::differs(sample, &drawn, reading));
                    drawn.check_columns(Some(&found))?;
                    by_case(request, &drawn, Some(&found))
                }
                None => {
                    found.check_columns(None)?;
                    by_case(request, &found, None)
                }
            };
            results.show(&problems).inspect_err(|_| warn(&differs))?;
            joined
        }
        Layout::Sheet => {
            let sheet = results.sheet(request, attributes, sample_path)?;
            sheet.check_results()?;
            let drawn = match &mut sample {
                Some(sample) => sample.cases(narrow, request)?,
                None => sheet.drawn(request)?,
            };
            differs = sample_path.and_then(|sample| record::differs(sample, &drawn, reading));
            drawn.check_columns(None)?;
            let (joined, problems) = by_sheet(request, &drawn, sheet)?;
            results.show(&problems).inspect_err(|_| warn(&differs))?;
            joined
        }
    };
    joined.cautions.extend(differs);
    let read = std::iter::once(results).chain(sample);
    joined.read = read.map(|table| table.list.read).collect();
    Ok(joined)
}

/// Says what may be why results do not fit their sample.
fn warn(differs: &Option<String>) {
    let lines = differs.iter();
    lines.for_each(|line| terminal::talk(&format!("warning: {line}")));
}

/// A sheet and its sample as a fit takes them.
pub(crate) struct Decided<const N: usize> {
    /// What was found in each attribute.
    pub decisions: Vec<Decision>,
    /// Where each column stands in their labels: none where the sample has no such column.
    pub labels: [Option<usize>; N],
    /// The same cases as an estimate takes them, and what is asked of it.
    pub joined: (Request, Joined),
}

/// The decisions of a sheet and its sample, with labels of these columns.
pub(crate) fn decisions<const N: usize>(
    (reading, mut request, attributes): (&Reading, Request, Vec<CatalogueAttribute>),
    (results, sample): (&Path, &Path),
    columns: [&str; N],
    pseudonyms: Option<&Path>,
) -> Result<Decided<N>, Failure> {
    let mut results = Table::of(results, List::at(results, reading)?, reading)?;
    let sample_path = sample;
    let mut sample = Table::of(sample, List::beside(sample, reading)?, reading)?;
    if Layout::of(&request, &results.header, Some(&sample.header))? == Layout::Cases {
        let path = results.path.display();
        return Err(Failure::input(format!(
            "{path} has a row a case, and a fit needs a row an attribute"
        ))
        .help("give the sheet that `tierone sample` leaves beside drawn.csv, filled in"));
    }
    let labels = columns.map(|column| {
        let header = &sample.header.columns;
        let place = known_place(&request, header, column)?;
        request.by.push(header[place].clone());
        Some(request.by.len() - 1)
    });
    let sheet = results.sheet(&request, attributes, Some(sample_path))?;
    sheet.check_results()?;
    let drawn = sample.cases((pseudonyms, None), &request)?;
    drawn.check_columns(None)?;
    let found = of_sheet(&drawn, &sheet);
    let (joined, problems) = by_sheet(&request, &drawn, sheet)?;
    results.show(&problems)?;
    Ok(Decided {
        decisions: found,
        labels,
        joined: (request, joined),
    })
}

/// What to do about attributes that are not known, where a sample stands without the record that may name them.
fn no_record(sample: &Path) -> String {
    let record = sample.with_file_name(RECORD);
    format!(
        "attributes of your own are named in the {RECORD} that `tierone sample` left beside drawn.csv, and there is no {}: put it \
         there; or name a scenario that has them with --scenario",
        record.display()
    )
}

/// A file with rows.
struct Table<'o> {
    path: &'o Path,
    list: List,
    header: Header,
    reading: &'o Reading,
}

impl<'o> Table<'o> {
    fn of(path: &'o Path, list: List, reading: &'o Reading) -> Result<Self, Failure> {
        let header = Header {
            file: path.display().to_string(),
            columns: list.rows()?.0.header().to_vec(),
        };
        Ok(Self {
            path,
            list,
            header,
            reading,
        })
    }

    /// With names hidden under the secret in a file, and of cases closed in a span only.
    fn cases(
        &mut self,
        (pseudonyms, closed): (Option<&Path>, Option<&str>),
        request: &Request,
    ) -> Result<CaseList, Failure> {
        self.talk();
        let columns = find(request, &self.header, CHECKED)?;
        check_number(request, &self.header, &columns)?;
        let needs = CaseListReader::needs(request, &self.header, &columns)?;
        let surveyed = self.survey(request, &columns, needs)?;
        let reader = CaseListReader::new(request, &self.header, &columns, &surveyed)?;
        let pseudonyms = pseudonyms.map(secret).transpose()?;
        let closed = closed.map(|text| span("--closed", text)).transpose()?;
        let mut rows = self.list.rows()?.0;
        let (list, problems) = reader.read(&mut rows, pseudonyms.as_ref(), closed.as_ref())?;
        let no_cases = rows.no_cases().clone();
        self.done(no_cases);
        if let Some(note) = list.last_is_sum() {
            terminal::talk(&format!("note: {note}"));
        }
        self.show(&problems)?;
        Ok(list)
    }

    fn sheet(
        &mut self,
        request: &Request,
        attributes: Vec<CatalogueAttribute>,
        sample: Option<&Path>,
    ) -> Result<Sheet, Failure> {
        self.talk();
        let columns = find(request, &self.header, &wide::table(&self.header.columns))?;
        let surveyed = self.survey(request, &columns, columns.needs())?;
        let mut rows = self.list.rows()?.0;
        let (sheet, mut problems) = Sheet::read(
            request,
            &self.header,
            &columns,
            &surveyed,
            attributes,
            &mut rows,
        )?;
        let no_cases = rows.no_cases().clone();
        self.done(no_cases);
        let unknown = problems.by_column.contains_key("attribute") && !self.reading.skip_bad_rows;
        let without_record = sample.filter(|sample| unknown && !has_record(sample));
        problems.first_do = problems.first_do.or_else(|| without_record.map(no_record));
        self.show(&problems)?;
        Ok(sheet)
    }

    /// Tells what was read, once all rows are.
    fn done(&mut self, no_cases: NoCases) {
        self.list.read.no_cases = no_cases;
        let lines = self.list.read.lines();
        lines.iter().for_each(|line| terminal::talk(line));
    }

    fn talk(&self) {
        for note in &self.list.notes {
            terminal::talk(&format!("note: {note}"));
        }
    }

    /// What the columns hold, and what is to be said of them.
    fn survey(
        &mut self,
        request: &Request,
        columns: &Columns,
        needs: impl IntoIterator<Item = (usize, Need)>,
    ) -> Result<Surveyed, Failure> {
        let surveyed = survey(&self.list, self.reading, &self.header.columns, needs)?;
        let (_, note) = surveyed.outcomes(columns, &request.pass, &request.fail);
        if let Some(note) = note {
            terminal::talk(&format!("note: {note}"));
        }
        self.list.read.columns = surveyed.columns(&self.header.columns, columns);
        self.list.read.not_read = surveyed.not_read(&self.header.columns, columns);
        self.list.read.not_read_numbers = surveyed.not_read_numbers(&self.header.columns, columns);
        // What a map names is known, also where this kind of results has no use for it.
        let maps = request.maps.iter();
        let mut is_open = |column: &String| !maps.clone().any(|(_, theirs)| same(theirs, column));
        self.list.read.not_read.retain(&mut is_open);
        self.list.read.not_read_numbers.retain(&mut is_open);
        Ok(surveyed)
    }

    fn show(&self, problems: &Problems) -> Result<(), Failure> {
        if problems.is_empty() {
            return Ok(());
        }
        tell(problems, self.path, self.reading)
    }
}
