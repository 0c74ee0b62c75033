//! Opens the files of results and of the sample that they are of, and shows what is wrong with their rows.

use std::path::Path;

use tierone_records::join::{
    CaseList, CaseListReader, Header, Joined, Layout, Sheet, by_case, by_sheet, find,
};
use tierone_records::lists::dates::DateOrder;
use tierone_records::lists::{CHECKED, Columns, Problems, SHEET};
use tierone_records::request::Request;
use tierone_scenario::catalogue;

use super::super::exit::{Failure, INPUT};
use super::super::files::scenario;
use super::super::lists::{List, Reading};
use super::super::reading::{order, secret, span, tell};
use super::super::terminal;
use super::options::Options;

/// Reads results with the sample that they are of.
pub(super) fn joined(
    options: &Options,
    request: &Request,
    results: &Path,
) -> Result<Joined, Failure> {
    let results = Table::open(results, &options.reading)?;
    let sample = options.sample.as_deref();
    let sample = sample.map(|sample| Table::open(sample, &options.reading));
    let sample = sample.transpose()?;
    let header = sample.as_ref().map(|sample| &sample.header);
    match Layout::of(request, &results.header, header)? {
        Layout::Cases => {
            let found = results.cases(options, request)?;
            found.check_results(request)?;
            let drawn = sample.map(|sample| sample.cases(options, request));
            let (joined, problems) = match drawn.transpose()? {
                Some(drawn) => by_case(request, &drawn, Some(&found)),
                None => by_case(request, &found, None),
            };
            results.show(&problems)?;
            Ok(joined)
        }
        Layout::Sheet => {
            let sheet = results.sheet(options, request)?;
            sheet.check_results()?;
            let drawn = match sample {
                Some(sample) => sample.cases(options, request)?,
                None => sheet.drawn(request)?,
            };
            let (joined, problems) = by_sheet(request, &drawn, sheet)?;
            results.show(&problems)?;
            Ok(joined)
        }
    }
}

/// A file with rows.
struct Table<'o> {
    path: &'o Path,
    list: List,
    header: Header,
    reading: &'o Reading,
}

impl<'o> Table<'o> {
    fn open(path: &'o Path, reading: &'o Reading) -> Result<Self, Failure> {
        let list = List::at(path, reading)?;
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

    fn cases(&self, options: &Options, request: &Request) -> Result<CaseList, Failure> {
        self.talk();
        let columns = find(request, &self.header, CHECKED)?;
        let order = self.order(&columns, "close date")?;
        let reader = CaseListReader::new(request, &self.header, &columns, order)?;
        let pseudonyms = options.pseudonyms.as_deref().map(secret).transpose()?;
        let closed = options.closed.as_deref();
        let closed = closed.map(|text| span("--closed", text)).transpose()?;
        let rows = self.list.rows()?.0;
        let (list, problems) = reader.read(rows, pseudonyms.as_ref(), closed.as_ref())?;
        self.show(&problems)?;
        list.check_columns()?;
        Ok(list)
    }

    fn sheet(&self, options: &Options, request: &Request) -> Result<Sheet, Failure> {
        self.talk();
        let columns = find(request, &self.header, SHEET)?;
        let order = self.order(&columns, "decision date")?;
        let attributes = match &options.scenario {
            Some(path) => {
                let scenario = scenario(path, options.confine)?
                    .scenario
                    .ok_or(Failure::said(INPUT))?;
                catalogue::attributes_of(&scenario)
            }
            None => catalogue::attributes(),
        };
        let rows = self.list.rows()?.0;
        let (sheet, problems) =
            Sheet::read(request, &self.header, &columns, order, attributes, rows)?;
        self.show(&problems)?;
        Ok(sheet)
    }

    fn talk(&self) {
        for note in &self.list.notes {
            terminal::talk(&format!("note: {note}"));
        }
    }

    fn order(&self, columns: &Columns, day: &str) -> Result<Option<DateOrder>, Failure> {
        order(&self.list, self.reading, columns.place(day))
    }

    fn show(&self, problems: &Problems) -> Result<(), Failure> {
        if problems.is_empty() {
            return Ok(());
        }
        tell(problems, self.path, self.reading)
    }
}
