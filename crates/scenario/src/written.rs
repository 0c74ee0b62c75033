//! A policy as it is written, once more under another name and with other values at keys of its samples.

use crate::document::{Entry, Node, Table, Value};
use crate::places::Places;
use crate::plan::WHOLE_SAMPLE;

/// Another value at a key of a check's sample.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleChange {
    /// The check, by its name.
    pub check: String,
    /// The key; `sample` for all of it.
    pub key: String,
    /// The value as it is written in a file.
    pub value: String,
}

impl Places {
    /// The `[[policy]]` of this name as text, under another name and with its samples changed. `None` where there is no such
    /// policy.
    pub fn policy_text(
        &self,
        policy: &str,
        name: &str,
        changes: &[SampleChange],
        left_out: &[String],
    ) -> Option<String> {
        let (whole, _) = self.whole();
        let Value::List(policies) = &whole.get("policy")?.value else {
            return None;
        };
        let policy = policies.iter().find(|node| node.name() == Some(policy))?;
        let mut text = format!("[[policy]]\nname = {}\n", quoted_text(name));
        let entries = &policy.table()?.entries;
        let is_list = |entry: &&Entry| matches!(entry.key.as_str(), "check" | "target");
        for entry in entries.iter().filter(|entry| !is_list(entry)) {
            if entry.key != "name" {
                text += &line(entry);
            }
        }
        for entry in entries.iter().filter(is_list) {
            let Value::List(items) = &entry.node.value else {
                continue;
            };
            let is_left_out = |item: &&Node| {
                let name = item.name().unwrap_or_default();
                entry.key == "check" && left_out.iter().any(|check| check == name)
            };
            for item in items.iter().filter(|item| !is_left_out(item)) {
                text += &format!("\n[[policy.{}]]\n", entry.key);
                let own = |change: &&SampleChange| {
                    entry.key == "check" && item.name() == Some(change.check.as_str())
                };
                let own: Vec<&SampleChange> = changes.iter().filter(own).collect();
                for entry in &item.table()?.entries {
                    text += &match entry.node.table() {
                        Some(sample) if entry.key == "sample" => sample_line(sample, &own),
                        _ => line(entry),
                    };
                }
            }
        }
        Some(text)
    }
}

fn line(entry: &Entry) -> String {
    format!("{} = {}\n", key(&entry.key), written(&entry.node))
}

/// A sample with some of its values changed; a value with its source loses it, since it is another.
fn sample_line(sample: &Table, changes: &[&SampleChange]) -> String {
    let changed = |key: &str| changes.iter().find(|change| change.key == key);
    if let Some(whole) = changed(WHOLE_SAMPLE) {
        return format!("{WHOLE_SAMPLE} = {}\n", whole.value);
    }
    let given = sample.entries.iter().map(|entry| {
        let value = match changed(&entry.key) {
            Some(change) => change.value.clone(),
            None => written(&entry.node),
        };
        format!("{} = {value}", key(&entry.key))
    });
    let new = changes
        .iter()
        .filter(|change| !sample.has(&change.key))
        .map(|change| format!("{} = {}", key(&change.key), change.value));
    let pairs: Vec<String> = given.chain(new).collect();
    format!("sample = {{ {} }}\n", pairs.join(", "))
}

/// The keys and values of a table in TOML.
pub(crate) fn pairs(table: &Table) -> Vec<(String, String)> {
    let all = table.entries.iter();
    all.map(|entry| (key(&entry.key), written(&entry.node)))
        .collect()
}

/// A value in TOML, on one line.
fn written(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => quoted_text(text),
        Value::Integer(text, _) | Value::Float(text, _) | Value::Date(text, _) => text.clone(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let pairs = pairs(table).into_iter();
            let pairs: Vec<String> = pairs
                .map(|(key, value)| format!("{key} = {value}"))
                .collect();
            match pairs.is_empty() {
                true => "{}".into(),
                false => format!("{{ {} }}", pairs.join(", ")),
            }
        }
    }
}

/// A key, in quotes where it needs them.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match !name.is_empty() && name.chars().all(bare) {
        true => name.to_owned(),
        false => quoted_text(name),
    }
}

/// Text in double quotes, as TOML writes it.
pub fn quoted_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_being_written() {
        for text in [
            "plain",
            "a \"b\" \\ c",
            "line\nline\ttab\u{1}\u{7f}",
            "ünï – 人",
        ] {
            let document = format!("key = {}", quoted_text(text));
            let table: toml::Table = toml::from_str(&document).expect("it is TOML");
            assert_eq!(table["key"].as_str(), Some(text));
        }
        assert_eq!(key("a-b_1"), "a-b_1");
        assert_eq!(key("two words"), "\"two words\"");
    }
}
