//! `extends`: a scenario that takes another file and changes what it names.

use std::collections::BTreeMap;

use super::codes;
use super::document::{self, Node, Place, Table, Value, quoted};
use crate::diagnostic::{Diagnostic, Label, SourceFile};

/// The longest chain of files.
const LONGEST_CHAIN: usize = 16;

/// Fetches a file that `extends` names: path of the naming file, path as written.
pub type Load<'a> = dyn FnMut(&str, &str) -> Result<SourceFile, String> + 'a;

/// A file with everything that it extends already merged in.
pub(super) struct Merged {
    pub table: Table,
    pub sources: Vec<SourceFile>,
    pub problems: Vec<Diagnostic>,
    /// Whether some line was lost, so that what seems missing may only be broken.
    pub broken: bool,
}

/// Reads `file` and the chain of files it extends.
pub(super) fn gather(file: SourceFile, load: &mut Load<'_>) -> Merged {
    let mut merged = Merged {
        table: Table::default(),
        sources: Vec::new(),
        problems: Vec::new(),
        broken: false,
    };
    let mut tables = Vec::new();
    let mut next = Some(file);
    while let Some(file) = next.take() {
        let index = merged.sources.len();
        if let Some(problem) = document::too_large(&file, index) {
            merged.problems.push(problem);
            merged.broken = true;
            merged.sources.push(file);
            break;
        }
        let (mut table, problems) = document::parse(&file, index);
        merged.broken |= !problems.is_empty();
        merged.problems.extend(problems);
        merged.sources.push(file);
        if let Some(at) = table.entries.iter().position(|e| e.key == "extends") {
            let named = table.entries.remove(at).node;
            match base(&named, &merged.sources, load) {
                Ok(file) => next = Some(file),
                Err(problem) => {
                    merged.problems.push(problem);
                    merged.broken = true;
                }
            }
        }
        tables.push(table);
    }
    while let Some(table) = tables.pop() {
        let base = std::mem::take(&mut merged.table);
        merged.table = merge(base, table);
    }
    merged
}

/// The file that `extends` names.
fn base(
    named: &Node,
    sources: &[SourceFile],
    load: &mut Load<'_>,
) -> Result<SourceFile, Diagnostic> {
    let Value::Text(path) = &named.value else {
        return Err(problem(
            codes::WRONG_KIND,
            &named.place,
            format!("`extends` is a path in quotes, not {}", named.describe()),
            "a path is expected here",
            "write `extends = \"other.toml\"`",
        ));
    };
    if sources.len() > LONGEST_CHAIN {
        return Err(problem(
            codes::EXTENDS,
            &named.place,
            format!("more than {LONGEST_CHAIN} files extend one another"),
            "the chain goes on here",
            "let this file extend one that is nearer to the first, or look for a circle of files",
        ));
    }
    let naming = &sources[sources.len() - 1].path;
    let file = load(naming, path).map_err(|sentence| {
        problem(
            codes::EXTENDS,
            &named.place,
            format!("{} cannot be read: {sentence}", quoted(path)),
            "named here",
            "give the path of a scenario file, relative to the file that names it",
        )
    })?;
    if sources.iter().any(|source| source.path == file.path) {
        return Err(problem(
            codes::EXTENDS,
            &named.place,
            format!("{} extends itself in a circle", quoted(&file.path)),
            "this file is already being read",
            "remove this `extends`, or name a file that does not lead back here",
        ));
    }
    Ok(file)
}

fn problem(
    code: &'static str,
    place: &Place,
    message: String,
    label: &str,
    help: &str,
) -> Diagnostic {
    let label = Label::new(place.file, place.span.clone(), label);
    Diagnostic::error(code, message, label, help)
}

/// Keys of which only one can hold: naming one drops the others from the base.
const RIVALS: &[(&[&str], &[&str])] = &[
    (&["replications"], &["until"]),
    (&["until"], &["replications"]),
    (&["relative", "max_relative"], &["absolute", "max_absolute"]),
    (&["absolute", "max_absolute"], &["relative", "max_relative"]),
    (&["workflow", "state"], &["duration", "due", "minutes"]),
    (&["duration"], &["workflow", "state"]),
];

/// Keys whose tables are replaced whole: their shares would not add up in a mixture.
const WHOLE: &[&str] = &["next"];

/// Keys that say what kind of value a table is: naming one replaces the whole table.
const KINDS: &[&str] = &[
    "value",
    "assumed",
    "distribution",
    "method",
    "rule",
    "from",
    "amount",
    "share",
];

/// `base` changed by what `over` names: tables by key, lists of named tables by name, everything
/// else replaced.
pub(super) fn merge(mut base: Table, over: Table) -> Table {
    for (named, dropped) in RIVALS {
        if over.entries.iter().any(|e| named.contains(&e.key.as_str())) {
            base.entries.retain(|e| !dropped.contains(&e.key.as_str()));
        }
    }
    let keys = base.entries.iter().map(|entry| entry.key.clone());
    let places: BTreeMap<String, usize> = keys.zip(0..).collect();
    for entry in over.entries {
        match places.get(&entry.key) {
            Some(&i) if WHOLE.contains(&entry.key.as_str()) => base.entries[i] = entry,
            Some(&i) => {
                let old = std::mem::replace(&mut base.entries[i], entry);
                merge_node(old.node, &mut base.entries[i].node);
            }
            None => base.entries.push(entry),
        }
    }
    base
}

fn merge_node(base: Node, over: &mut Node) {
    match (base.value, &mut over.value) {
        (Value::Table(base), Value::Table(over)) if !KINDS.iter().any(|key| over.has(key)) => {
            *over = merge(base, std::mem::take(over));
        }
        (Value::List(base), Value::List(over)) if named_tables(&base) && named_tables(over) => {
            *over = merge_named(base, std::mem::take(over));
        }
        _ => {}
    }
}

fn named_tables(items: &[Node]) -> bool {
    items.iter().any(|item| item.name().is_some())
}

/// Entries of `over` change those of the same name in `base`; new ones follow in order.
pub(super) fn merge_named(base: Vec<Node>, over: Vec<Node>) -> Vec<Node> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (i, node) in base.iter().enumerate() {
        if let Some(name) = node.name() {
            places.entry(name.to_owned()).or_insert(i);
        }
    }
    let mut slots: Vec<Option<Node>> = base.into_iter().map(Some).collect();
    for node in over {
        // A name is taken out once it is used, so that a second entry of that name stays a
        // duplicate to be reported.
        let at = node.name().and_then(|name| places.remove(name));
        match at.and_then(|i| slots[i].take().map(|old| (i, old))) {
            Some((i, old)) => slots[i] = Some(merge_entry(old, node)),
            None => slots.push(Some(node)),
        }
    }
    slots.into_iter().flatten().collect()
}

/// Entries of a list have a name each, so they always merge by key.
fn merge_entry(base: Node, mut over: Node) -> Node {
    if let (Value::Table(base), Value::Table(over)) = (base.value, &mut over.value) {
        *over = merge(base, std::mem::take(over));
    }
    over
}
