//! What unit tests share: small lists.

use crate::input_error::InputError;
use crate::join::{CaseList, CaseListReader, Header, Joined, by_case, find};
use crate::lists::needs::Given;
use crate::lists::survey::Survey;
use crate::lists::{CHECKED, Problems, Rows};
use crate::request::Request;

/// A request that asks for nothing special.
pub(crate) fn request() -> Request {
    Request::default()
}

/// The header of `results.csv`.
pub(crate) fn header(columns: &str) -> Header {
    Header {
        file: "results.csv".into(),
        columns: columns.split(',').map(str::to_owned).collect(),
    }
}

/// The cases of a list, and what is wrong with its rows.
pub(crate) fn cases(request: &Request, text: &str) -> Result<(CaseList, Problems), InputError> {
    let mut rows = Rows::open(text.as_bytes(), None).expect("a header");
    let header = Header {
        file: "results.csv".into(),
        columns: rows.header().to_vec(),
    };
    let columns = find(request, &header, CHECKED)?;
    let mut survey = Survey::of(
        &header.columns,
        CaseListReader::needs(request, &header, &columns)?,
    );
    let mut all = Rows::open(text.as_bytes(), None).expect("a header");
    while let Some(row) = all.next_row() {
        row.into_iter().for_each(|row| survey.add(row));
    }
    let surveyed = survey.done(Given::default())?;
    CaseListReader::new(request, &header, &columns, &surveyed)?.read(&mut rows, None, None)
}

/// The cases of a list with their results beside them.
pub(crate) fn joined(request: &Request, text: &str) -> Joined {
    let (list, problems) = cases(request, text).expect("a list");
    assert!(problems.is_empty(), "{:?}", problems.first);
    by_case(request, &list, None).0
}
