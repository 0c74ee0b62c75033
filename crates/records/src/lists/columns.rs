//! Which column of a file is which, under whatever names the file gives them.

/// A column that means something to the program.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its own name.
    pub name: &'static str,
    /// Other names that it goes by in exports.
    pub also: &'static [&'static str],
    /// Whether a file is useless without it.
    pub required: bool,
    /// What stands in it.
    pub meaning: &'static str,
}

/// The columns of a list of cases, as a service request has them.
pub const CASES: &[Column] = &[
    Column {
        name: "number",
        also: &[
            "SR number",
            "SR #",
            "SR",
            "service request",
            "case number",
            "reference",
            "id",
        ],
        required: true,
        meaning: "The number of the service request: one row each, never twice.",
    },
    Column {
        name: "process",
        also: &["activity", "SR type", "work type"],
        required: false,
        meaning: "The kind of decision, such as application or parentage: an activity of a scenario.",
    },
    Column {
        name: "area",
        also: &["work area"],
        required: false,
        meaning: "The area of work.",
    },
    Column {
        name: "sub-area",
        also: &[],
        required: false,
        meaning: "The part of the area.",
    },
    Column {
        name: "case owner",
        also: &["owner", "caseworker", "decision maker", "agent"],
        required: false,
        meaning: "Who decided; empty where the system did.",
    },
    Column {
        name: "team",
        also: &["team name", "case owner team", "unit"],
        required: false,
        meaning: "The owner's team.",
    },
    Column {
        name: "close date",
        also: &[
            "closed",
            "date closed",
            "closed date",
            "completion date",
            "decision date",
        ],
        required: false,
        meaning: "The day on which it was closed; empty while it is open.",
    },
    Column {
        name: "resolution code",
        also: &["resolution", "outcome code"],
        required: false,
        meaning: "How it was closed.",
    },
    Column {
        name: "value",
        also: &["amount", "yearly value", "assessed value", "liability"],
        required: false,
        meaning: "What was assessed, £ a year.",
    },
    Column {
        name: "complexity",
        also: &[],
        required: false,
        meaning: "How hard it was, in the words of a scenario.",
    },
    Column {
        name: "national sensitivity",
        also: &["nationally sensitive", "sensitive", "sensitivity"],
        required: false,
        meaning: "Whether it is nationally sensitive.",
    },
    Column {
        name: "special record",
        also: &["special customer record", "SCR"],
        required: false,
        meaning: "Whether only the special customer records team may look at it.",
    },
];

/// Where the columns of a table stand in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// By column of the table: its place in the file.
    places: Vec<Option<usize>>,
    names: Vec<&'static str>,
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
        for (name, _) in told {
            if !table.iter().any(|column| same(column.name, name)) {
                let known: Vec<&str> = table.iter().map(|column| column.name).collect();
                wrong.push(format!(
                    "there is no column called `{name}` to map; the columns are {}",
                    known.join(", ")
                ));
            }
        }
        let mut places = Vec::new();
        for column in table {
            let told = told.iter().find(|(name, _)| same(column.name, name));
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
                wrong.push(format!(
                    "`{}` could be column `{}` or column `{}`: say which",
                    column.name, header[first], header[second]
                ));
            }
            if found.is_empty() && column.required && told.is_none() {
                wrong.push(format!(
                    "there is no column for `{}`; the file's columns are {}",
                    column.name,
                    listed(header)
                ));
            }
            places.push(found.first().copied());
        }
        if wrong.is_empty() {
            Ok(Self {
                places,
                names: table.iter().map(|column| column.name).collect(),
            })
        } else {
            Err(wrong)
        }
    }

    /// Where a column stands in the file, if it is there.
    pub fn place(&self, name: &str) -> Option<usize> {
        let column = self.names.iter().position(|known| *known == name)?;
        self.places[column]
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

/// The places of a name in a header.
pub fn exactly(header: &[String], name: &str) -> Vec<usize> {
    let places = header.iter().enumerate();
    places
        .filter(|(_, theirs)| same(theirs, name))
        .map(|(place, _)| place)
        .collect()
}

/// Whether two names differ at most in case, blanks and punctuation.
pub fn same(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> String {
        name.chars()
            .filter(|c| c.is_alphanumeric() || *c == '#')
            .flat_map(char::to_lowercase)
            .collect()
    };
    bare(one) == bare(other)
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
        assert!(wrong(&["id", "ID"], &[])[0].contains("say which"));
        let told = [("number".to_owned(), "x".to_owned())];
        assert!(wrong(&["id"], &told)[0].contains("said to be in column `x`"));
        let told = [("nmber".to_owned(), "id".to_owned())];
        assert!(wrong(&["id"], &told)[0].contains("no column called `nmber`"));
    }

    #[test]
    fn no_name_means_two_columns() {
        let names: Vec<&str> = CASES
            .iter()
            .flat_map(|column| std::iter::once(column.name).chain(column.also.iter().copied()))
            .collect();
        for (index, name) in names.iter().enumerate() {
            assert!(
                !names[..index].iter().any(|other| same(other, name)),
                "{name}"
            );
        }
    }
}
