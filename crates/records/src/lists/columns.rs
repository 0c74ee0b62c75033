//! Which column of a file is which, under whatever names the file gives them.

use super::needs::Need;

/// A column that means something to the program.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its own name.
    pub name: &'static str,
    /// Other names that it goes by in exports.
    pub also: &'static [&'static str],
    /// Whether a file is useless without it.
    pub required: bool,
    /// What its cells are.
    pub cells: Cells,
    /// What stands in it.
    pub meaning: &'static str,
}

impl Column {
    /// The same where a file is useless without it.
    pub(crate) const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Whether a map of this name is of it: its own name, or another that no column of the table has for its own.
    pub fn is_meant(&self, name: &str, table: &[Column]) -> bool {
        let own = table.iter().any(|column| same(column.name, name));
        same(self.name, name) || !own && self.is_called(name)
    }

    /// Whether a name is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        same(self.name, name) || self.also.iter().any(|also| same(also, name))
    }
}

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// What a case is called by.
    Identifier,
    /// Words.
    Words,
    /// An amount of money.
    Amount,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    YesOrNo,
}

impl Cells {
    /// Their name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identifier => "identifier",
            Self::Words => "text",
            Self::Amount => "amount",
            Self::Number => "number",
            Self::Date => "date",
            Self::YesOrNo => "yes or no",
        }
    }

    /// A column of them, by its own name and the others that it goes by.
    pub(crate) const fn column(
        self,
        name: &'static str,
        also: &'static [&'static str],
        meaning: &'static str,
    ) -> Column {
        Column {
            name,
            also,
            required: false,
            cells: self,
            meaning,
        }
    }

    /// What a column of them has to be looked at for, before any row is read.
    fn need(self, name: &str) -> Option<Need> {
        match self {
            Self::Amount => Some(Need::Amounts),
            Self::Number => Some(Need::Numbers),
            Self::Date => Some(Need::Dates),
            Self::Words if matches!(name, "stratum" | "cluster") => Some(Need::Grouped),
            Self::Words if name == "outcome" => Some(Need::Words),
            Self::Identifier => Some(Need::Identifiers),
            Self::Words | Self::YesOrNo => None,
        }
    }
}

/// Where the columns of a table stand in a file.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Those that are there, in the order of the table. Every row is asked for some of them, by name: no other is in the way.
    found: Vec<Found>,
}

/// A column that is there.
#[derive(Clone, Copy, Debug)]
struct Found {
    name: &'static str,
    place: usize,
    need: Option<Need>,
}

impl Columns {
    /// Finds `table` in `header`. `told` pairs a column's own name with the file's.
    ///
    /// # Errors
    /// What is missing, told of something that is not there, or there twice; one sentence each.
    pub fn find(
        header: &[String],
        table: &[Column],
        told: &[(String, String)],
    ) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        for (name, theirs) in told {
            if !table.iter().any(|column| column.is_called(name)) {
                let known: Vec<&str> = table.iter().map(|column| column.name).collect();
                wrong.push(format!(
                    "there is no column called `{name}` to map `{theirs}` to; the columns are {}",
                    known.join(", ")
                ));
            }
        }
        let mut all = Vec::new();
        for column in table {
            let told = told.iter().find(|(name, _)| column.is_meant(name, table));
            let found = match told {
                Some((_, theirs)) => {
                    let found = exactly(header, theirs);
                    if found.is_empty() {
                        wrong.push(format!(
                            "`{}` is said to be in column `{theirs}`, and the file's columns are {}",
                            column.name,
                            listed(header)
                        ));
                    }
                    found
                }
                None => by_any_name(header, column),
            };
            if let [first, second, ..] = found[..] {
                wrong.push(match same(&header[first], &header[second]) {
                    // No map can tell them apart.
                    true => format!(
                        "columns {} and {} are both called `{}`: rename one of them",
                        first + 1,
                        second + 1,
                        header[second].trim()
                    ),
                    false => format!(
                        "`{}` could be column `{}` or column `{}`: say which",
                        column.name, header[first], header[second]
                    ),
                });
            }
            if found.is_empty() && column.required && told.is_none() {
                wrong.push(format!(
                    "there is no column for `{}`; the file's columns are {}",
                    column.name,
                    listed(header)
                ));
            }
            all.extend(found.first().map(|place| Found {
                name: column.name,
                place: *place,
                need: column.cells.need(column.name),
            }));
        }
        if wrong.is_empty() {
            Ok(Self { found: all })
        } else {
            Err(wrong)
        }
    }

    /// Where a column stands in the file, if it is there.
    pub fn place(&self, name: &str) -> Option<usize> {
        let column = self.found.iter().find(|column| column.name == name)?;
        Some(column.place)
    }

    /// What the columns that are there have to be looked at for.
    pub fn needs(&self) -> impl Iterator<Item = (usize, Need)> {
        let found = self.found.iter();
        found.filter_map(|column| Some((column.place, column.need?)))
    }

    /// The columns that are there, by their own names, with their places.
    pub fn found(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.found.iter().map(|column| (column.name, column.place))
    }
}

/// The places of a column under its own name, or else under the first of its other names that is there.
fn by_any_name(header: &[String], column: &Column) -> Vec<usize> {
    std::iter::once(column.name)
        .chain(column.also.iter().copied())
        .map(|name| exactly(header, name))
        .find(|places| !places.is_empty())
        .unwrap_or_default()
}

/// What to do about columns that cannot be found, for an error.
pub fn remedy<'r>(wrong: &[String], with_a_map: &'r str) -> &'r str {
    match wrong.iter().all(|why| why.ends_with("rename one of them")) {
        true => "give one of the two another name in the file, or delete it there",
        false => with_a_map,
    }
}

/// The places of a name in a header.
pub fn exactly(header: &[String], name: &str) -> Vec<usize> {
    let is_named = |place: &usize| same(&header[*place], name);
    (0..header.len()).filter(is_named).collect()
}

/// Whether two names differ at most in case, blanks and punctuation.
pub fn same(one: &str, other: &str) -> bool {
    bare(one).eq(bare(other))
}

/// The letters of a name without case, blanks and punctuation.
pub(super) fn bare(name: &str) -> impl Iterator<Item = char> {
    let kept = name.chars().filter(|c| c.is_alphanumeric() || *c == '#');
    kept.flat_map(char::to_lowercase)
}

/// The nearest right name, if any is near.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name))
        .filter(|(similarity, _)| *similarity > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// Reads `name=value`.
///
/// # Errors
/// What to write.
pub fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .ok_or_else(|| "write it like name=value".into())
}

/// Names for a sentence.
pub fn listed(header: &[String]) -> String {
    let names: Vec<String> = header.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::tables::CASES;
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_found_under_the_names_of_exports() {
        let header = header(&["SR Number", "Sub_Area", "AREA", "Case owner", "Closed"]);
        let columns = Columns::find(&header, CASES, &[]).expect("a number is there");
        assert_eq!(columns.place("number"), Some(0));
        assert_eq!(columns.place("sub-area"), Some(1));
        assert_eq!(columns.place("area"), Some(2));
        assert_eq!(columns.place("case owner"), Some(3));
        assert_eq!(columns.place("close date"), Some(4));
        assert_eq!(columns.place("value"), None);
    }

    #[test]
    fn numbers_are_found_under_usual_names() {
        for name in [
            "SR No",
            "sr_no.",
            "Case ID",
            "CASE-REF",
            "Ref",
            "Case Reference No",
            "Number",
            "S.R. number",
        ] {
            let found = Columns::find(&header(&["area", name]), CASES, &[]);
            let place = found.map(|columns| columns.place("number"));
            assert_eq!(place, Ok(Some(1)), "{name}");
        }
    }

    #[test]
    fn a_map_comes_before_any_name() {
        let header = header(&["id", "ref no"]);
        let told = [("number".to_owned(), "Ref No".to_owned())];
        let columns = Columns::find(&header, CASES, &told).expect("it is told");
        assert_eq!(columns.place("number"), Some(1));
    }

    #[test]
    fn what_is_missing_or_in_doubt_is_said() {
        let wrong = |names: &[&str], told: &[(String, String)]| {
            Columns::find(&header(names), CASES, told).expect_err("something is wrong")
        };
        assert!(wrong(&["a"], &[])[0].contains("no column for `number`"));
        assert!(
            wrong(&["id", "ID"], &[])[0].contains("columns 1 and 2 are both called `ID`: rename")
        );
        let told = [("number".to_owned(), "x".to_owned())];
        assert!(wrong(&["id"], &told)[0].contains("said to be in column `x`"));
        // An alias will do.
        let told = [("closed".to_owned(), "Decided on".to_owned())];
        let columns = Columns::find(&header(&["id", "Decided on"]), CASES, &told);
        assert_eq!(
            columns.map(|columns| columns.place("close date")),
            Ok(Some(1))
        );
        let told = [("nmber".to_owned(), "id".to_owned())];
        assert!(wrong(&["id"], &told)[0].contains("no column called `nmber`"));
    }
}
