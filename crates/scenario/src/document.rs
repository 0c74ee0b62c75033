//! A scenario as written: a tree of values that know their place in the file they came from.

use std::fmt;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::codes;

use crate::diagnostic::{Diagnostic, Label, SourceFile};
use crate::syntax::Syntax;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 8_000_000;

/// The deepest nesting that is read; a scenario needs nine levels.
const DEEPEST: usize = 24;

/// Bytes of one of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub file: usize,
    pub span: Range<usize>,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub place: Place,
    pub value: Value,
}

/// What stands at a place.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    /// A whole number; `None` where it does not fit.
    Integer(String, Option<i128>),
    Float(String, f64),
    Flag(bool),
    /// A date, time or both, as written; whether it is a date alone.
    Date(String, bool),
    List(Vec<Node>),
    Table(Table),
}

/// Keys and values in file order.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub entries: Vec<Entry>,
}

/// A key and what stands at it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub key_place: Place,
    pub node: Node,
}

impl Table {
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The text at a key, where text stands there.
    pub fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of the list at a key; none where no list stands there.
    pub fn items(&self, key: &str) -> &[Node] {
        match self.get(key).map(|node| &node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// What is assumed or given in a value with its range or source.
    pub fn bare(&self) -> Option<&Node> {
        self.get("assumed").or_else(|| self.get("value"))
    }

    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }
}

impl Node {
    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The text of `name`, where this is a table that has one.
    pub fn name(&self) -> Option<&str> {
        self.table()?.text("name")
    }

    /// What stands here, in words for a message.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Text(text) => format!("the text {}", quoted(text)),
            Value::Integer(text, _) | Value::Float(text, _) => {
                format!("the number {}", shortened(text))
            }
            Value::Flag(flag) => flag.to_string(),
            Value::Date(text, _) => format!("the date {text}"),
            Value::List(_) => "a list".into(),
            Value::Table(_) => "a table".into(),
        }
    }

    /// A single value as it is shown in a log of assumptions.
    pub fn shown(&self) -> String {
        match &self.value {
            Value::Text(text) | Value::Integer(text, _) | Value::Float(text, _) => text.clone(),
            Value::Date(text, _) => text.clone(),
            Value::Flag(flag) => flag.to_string(),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Self::shown).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Table(table) => {
                let pairs = table.entries.iter();
                let pairs = pairs.map(|entry| format!("{} = {}", entry.key, entry.node.shown()));
                format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A name in quotes, short, and with nothing in it that a terminal would act on.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", shortened(name))
}

/// The last step of a path, quoted where it is shown: most values are right, and nobody sees it.
#[derive(Clone, Copy)]
pub(super) struct What<'a>(&'a str);

/// What a value at a path is called.
pub(super) fn what(path: &str) -> What<'_> {
    What(path.rsplit('.').next().unwrap_or(path))
}

impl fmt::Display for What<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(self.0))
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
        .escape_debug()
        .to_string()
        .replace("\\\"", "\"")
        .replace("\\'", "'")
}

/// Turns the bytes of a file into a source file, or says why they are not one.
///
/// # Errors
/// When the bytes are more than [`LARGEST_FILE`] or not UTF-8. The diagnostic's label points into
/// the returned file, which holds the readable beginning.
pub fn source_file(
    path: &str,
    bytes: Vec<u8>,
) -> Result<SourceFile, Box<(SourceFile, Diagnostic)>> {
    let path = path.to_owned();
    match String::from_utf8(bytes) {
        Ok(text) => {
            let file = SourceFile { path, text };
            match too_large(&file, 0) {
                None => Ok(file),
                Some(problem) => Err(Box::new((file, problem))),
            }
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(at);
            let text = String::from_utf8(bytes).unwrap_or_default();
            let problem = Diagnostic::error(
                codes::FILE,
                format!("byte {} of the file is not UTF-8 text", at + 1),
                Label::new(0, text.len()..text.len(), "readable up to here"),
                "save the file as UTF-8 and read it again",
            );
            Err(Box::new((SourceFile { path, text }, problem)))
        }
    }
}

/// What is wrong with the size of a file, if anything.
pub(super) fn too_large(source: &SourceFile, file: usize) -> Option<Diagnostic> {
    (source.text.len() > LARGEST_FILE).then(|| {
        let (size, most) = (source.text.len() as f64 / 1e6, LARGEST_FILE / 1_000_000);
        Diagnostic::error(
            codes::FILE,
            format!("the file has {size:.1} million bytes, and at most {most} million are read"),
            Label::new(file, 0..0, "the file starts here"),
            "a scenario is a few hundred lines: check that this is the right file",
        )
    })
}

/// Parses one file; all syntax errors at once, beside whatever could still be understood.
pub(super) fn parse(source: &SourceFile, file: usize) -> (Table, Vec<Diagnostic>) {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let mut syntax = Syntax::of(source, file);
    let errors = errors.iter();
    let mut problems: Vec<Diagnostic> = errors.filter_map(|error| syntax.problem(error)).collect();
    let last = problems.last().and_then(|problem| problem.labels.first());
    let more = syntax.more(last);
    problems.extend(more);
    let table = convert_table(document.get_ref(), file, 0, &mut problems);
    (table, problems)
}

/// Parses one value that the program itself wrote, such as a default.
pub(super) fn parse_default(text: &str, place: &Place) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    let mut node = convert(value.get_ref(), 0..0, place.file, 0, &mut Vec::new());
    node.place = place.clone();
    Some(node)
}

fn convert_table(
    table: &DeTable<'_>,
    file: usize,
    depth: usize,
    problems: &mut Vec<Diagnostic>,
) -> Table {
    let entries = table
        .iter()
        .map(|(key, value)| {
            let key_place = Place {
                file,
                span: key.span(),
            };
            let mut node = convert(value.get_ref(), value.span(), file, depth + 1, problems);
            // A value that the parser made up for a broken line stands nowhere.
            if node.place.span == (0..0) {
                node.place = key_place.clone();
            }
            Entry {
                key: key.get_ref().to_string(),
                key_place,
                node,
            }
        })
        .collect();
    Table { entries }
}

fn convert(
    value: &DeValue<'_>,
    span: Range<usize>,
    file: usize,
    depth: usize,
    problems: &mut Vec<Diagnostic>,
) -> Node {
    let place = Place { file, span };
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Integer(
            number.to_string(),
            i128::from_str_radix(number.as_str(), number.radix()).ok(),
        ),
        DeValue::Float(number) => Value::Float(
            number.to_string(),
            number.as_str().parse().unwrap_or(f64::NAN),
        ),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => {
            let alone = date.date.is_some() && date.time.is_none() && date.offset.is_none();
            Value::Date(date.to_string(), alone)
        }
        DeValue::Array(_) | DeValue::Table(_) if depth > DEEPEST => {
            problems.push(Diagnostic::error(
                codes::FILE,
                format!("the nesting is more than {DEEPEST} levels deep"),
                Label::new(file, place.span.clone(), "too deep"),
                "a scenario needs no more than nine levels: unfold the value",
            ));
            Value::Flag(false)
        }
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| convert(item.get_ref(), item.span(), file, depth + 1, problems))
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(convert_table(table, file, depth, problems)),
    };
    Node { place, value }
}
