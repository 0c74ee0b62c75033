//! The columns of a file, and what kind of results they tell of.

use crate::input_error::InputError;
use crate::lists::columns::{Column, exactly, listed, nearest, remedy, same};
use crate::lists::wide::is_wide;
use crate::lists::{CASES, CHECKED, Columns, SHEET};
use crate::request::Request;

/// The column of those who decided.
pub(super) const OWNER: &str = "case owner";

/// The first row of a file.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name of the file, for who reads of it.
    pub file: String,
    /// The names of its columns.
    pub columns: Vec<String>,
}

impl Header {
    pub(super) fn has(&self, column: &str) -> bool {
        !exactly(&self.columns, column).is_empty()
    }

    /// Whether the file says which cases were drawn.
    pub(super) fn is_of_sample(&self, request: &Request) -> bool {
        let sample = request.sample.as_ref();
        sample.is_none_or(|sample| *sample == self.file)
    }
}

/// How results are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A row a case.
    Cases,
    /// A row an attribute, or a row a case with a column an attribute.
    Sheet,
}

impl Layout {
    /// Of results that stand beside a sample, or alone.
    ///
    /// # Errors
    /// A map fits neither file, or the sample is a sheet.
    pub fn of(
        request: &Request,
        results: &Header,
        sample: Option<&Header>,
    ) -> Result<Self, InputError> {
        for (name, theirs) in &request.maps {
            let columns = || SHEET.iter().chain(CHECKED).chain(CASES);
            if !columns().any(|column| column.is_called(name)) {
                let near = nearest(name, columns().map(|column| column.name))
                    .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                return Err(InputError::new(format!(
                    "there is no column called `{name}` to map{near}"
                )));
            }
            let audited =
                |column: &Column| column.name == "audited value" && column.is_called(theirs);
            if same(name, "error") && CHECKED.iter().any(audited) {
                return Err(InputError::new(format!(
                    "`{theirs}` is said to be the amount in error, and its name is that of an audited value"
                ))
                .help(format!(
                    "--map 'audited value={theirs}' takes what is over or under from it and the value; if it is the amount in \
                     error, give the column another name"
                )));
            }
            if !results.has(theirs) && !sample.is_some_and(|sample| sample.has(theirs)) {
                return Err(InputError::new(format!(
                    "`{name}` is said to be in column `{theirs}`, and the columns of {} are {}",
                    results.file,
                    listed(&results.columns)
                )));
            }
        }
        // A sheet has many rows a case, and does not say how they were drawn.
        if let Some(sheet) =
            sample.filter(|sample| sample.has("attribute") || is_wide(&sample.columns))
        {
            return Err(
                InputError::new(format!("{} is an outcome sheet", sheet.file))
                    .help("--sample names the drawn.csv that `tierone sample` wrote beside it"),
            );
        }
        let mut maps = request.maps.iter();
        let is_mapped = maps.any(|(name, _)| same(name, "attribute"));
        if results.has("attribute") || is_mapped || is_wide(&results.columns) {
            Ok(Self::Sheet)
        } else {
            Ok(Self::Cases)
        }
    }
}

/// The columns of `table` in a file, with the maps that are meant for it.
///
/// # Errors
/// What is missing, or there twice.
pub fn find(request: &Request, header: &Header, table: &[Column]) -> Result<Columns, InputError> {
    let mine = |(name, theirs): &&(String, String)| {
        table.iter().any(|column| column.is_called(name)) && header.has(theirs)
    };
    let maps: Vec<(String, String)> = request.maps.iter().filter(mine).cloned().collect();
    Columns::find(&header.columns, table, &maps).map_err(|wrong| {
        InputError::new(format!("{}: {}", header.file, wrong.join("; "))).help(remedy(
            &wrong,
            "tell where a column stands with --map 'value=Yearly amount'",
        ))
    })
}

/// Whether the file says which case each row is of, where results are joined with those that were drawn.
///
/// # Errors
/// It has no column for numbers.
pub fn check_number(
    request: &Request,
    header: &Header,
    columns: &Columns,
) -> Result<(), InputError> {
    if request.sample.is_none() || columns.place("number").is_some() {
        return Ok(());
    }
    let number = CASES.iter().find(|column| column.name == "number");
    let mut maps = request.maps.iter();
    let map = maps.find(|(name, _)| number.is_some_and(|number| number.is_called(name)));
    let told = map.map_or(String::new(), |(_, theirs)| {
        format!(", which is said to be in column `{theirs}`")
    });
    Err(InputError::new(format!(
        "{} has no column for `number`{told}; its columns are {}",
        header.file,
        listed(&header.columns)
    ))
    .help("results are joined with the cases that were drawn by the number of each: --map 'number=…' tells where it stands"))
}

pub(super) fn no_usable_row(file: &str) -> InputError {
    InputError::new(format!("{file} has no row that can be used"))
        .help("name the file with the results of the checks")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{header, request};

    #[test]
    fn an_attribute_makes_a_sheet_under_its_own_name_or_by_a_map() {
        let layout = |columns, maps: &[(&str, &str)]| {
            let maps = maps
                .iter()
                .map(|(own, theirs)| ((*own).into(), (*theirs).into()));
            let request = Request {
                maps: maps.collect(),
                ..request()
            };
            Layout::of(&request, &header(columns), None)
        };
        assert_eq!(layout("number,outcome", &[]), Ok(Layout::Cases));
        assert_eq!(layout("number,Attribute", &[]), Ok(Layout::Sheet));
        assert_eq!(layout("number,Outcome: income", &[]), Ok(Layout::Sheet));
        assert_eq!(
            layout("number,what", &[("attribute", "what")]),
            Ok(Layout::Sheet)
        );
        let wrong = |columns, maps| layout(columns, maps).expect_err("a wrong map").message;
        assert!(wrong("number", &[("valu", "number")]).contains("did you mean `value`?"));
        assert!(wrong("number", &[("value", "x")]).contains("said to be in column `x`"));
        let sheet = header("number,attribute");
        assert!(Layout::of(&request(), &header("number"), Some(&sheet)).is_err());
    }
}
