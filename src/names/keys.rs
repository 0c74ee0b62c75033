//! Names of scenario files: their sections and keys.

use super::topic::{Topic, TopicKind};
use tierone_scenario::key::{Key, Section};
use tierone_scenario::reference::{SectionAt, sections};
use tierone_scenario::{KeyKind, METHODS};

/// A topic for each section, and for each key in it.
pub(super) fn topics() -> Vec<Topic> {
    let mut topics = Vec::new();
    for at in sections() {
        topics.push(section(&at));
        let key = |key: &Key| topic_of(&at, key);
        topics.extend(at.section.keys.iter().map(key));
    }
    for method in METHODS.iter().map(|row| row.keys) {
        topics.extend(method.keys.iter().map(|key| Topic {
            kind: TopicKind::Keys,
            name: format!("policy.check.sample.{}", key.name),
            aside: format!("key of `{}`, {}", method.name, need(key.required)),
            meaning: key.meaning.into(),
            more: vec![format!("What may stand there: {}.", key_kind(key.kind))],
        }));
    }
    topics
}

/// How a section is written, with what chooses it where several may stand there.
pub(super) fn heading(at: &SectionAt) -> String {
    let Section { name, .. } = at.section;
    let name = match (at.path.as_str(), name.starts_with('[')) {
        ("", _) => "the scenario".to_owned(),
        ("distribution", _) => "a distribution".to_owned(),
        (_, true) => name.to_string(),
        (path, false) => path.to_owned(),
    };
    match at.form.as_str() {
        "" => name,
        form => format!("{name}, {form}"),
    }
}

fn section(at: &SectionAt) -> Topic {
    let keys = at
        .section
        .keys
        .iter()
        .map(|key| format!("- {} ({}): {}", key.name, need(key.required), key.meaning));
    Topic {
        kind: TopicKind::Keys,
        name: match at.path.as_str() {
            "" => "scenario".into(),
            path => path.into(),
        },
        aside: format!("section, {}", heading(at)),
        meaning: at.section.meaning.into(),
        more: keys.collect(),
    }
}

fn topic_of(at: &SectionAt, key: &Key) -> Topic {
    let mut more = vec![format!("What may stand there: {}.", key.kind.in_words())];
    if !key.unit.is_empty() {
        more.push(format!("Unit: {}.", key.unit));
    }
    if !key.required {
        more.push(format!("Where it is left out: {}.", key.default_in_words()));
    }
    if let Some(example) = key.kind.example() {
        more.push(format!("    {} = {example}\n", key.name));
    }
    Topic {
        kind: TopicKind::Keys,
        name: match at.path.as_str() {
            "" => key.name.into(),
            path => format!("{path}.{}", key.name),
        },
        aside: format!("key of {}, {}", heading(at), need(key.required)),
        meaning: key.meaning.into(),
        more,
    }
}

/// What may stand at a key of a sampling method, in words.
pub(super) fn key_kind(kind: KeyKind) -> String {
    match kind {
        KeyKind::Count => "a whole number".into(),
        KeyKind::Share => "a share".into(),
        KeyKind::Number(low, high) => format!("a number from {low} to {high}"),
        KeyKind::Choice(words) => words.join(" | "),
        KeyKind::Check => "the name of an earlier check".into(),
        KeyKind::Counts => "whole numbers by name".into(),
        KeyKind::Bands => "rising durations, or amounts in £".into(),
    }
}

fn need(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// All keys as a page in Markdown.
pub(crate) fn page() -> String {
    let mut page = String::from(
        "# Keys of a scenario\n\nWhat may stand in a scenario file, section by section. This page is written by \
         `tierone schema --markdown`; `tierone explain anchor.accuracy` prints one key.\n\n\
         Any number, share or duration may say where it comes from, `{ value = …, source = \"…\" }`, and how well \
         it is known, `{ value = …, low = …, high = …, source = \"…\" }`, or that it is a guess and how far it may be out, \
         `{ assumed = …, low = …, high = … }`. A section whose name is in double brackets may stand more \
         than once.\n",
    );
    for at in sections() {
        page += &format!("\n## {}\n\n{}\n\n", heading(&at), at.section.meaning);
        page += "| key | what may stand there | unit | where it is left out | meaning | example |\n| --- | --- | --- | --- | --- | --- |\n";
        for key in at.section.keys {
            let left_out = match key.required {
                true => "required".to_owned(),
                false => key.default_in_words().to_owned(),
            };
            let example = key.kind.example();
            let example = example.map_or(String::new(), |example| {
                format!("`{} = {example}`", key.name)
            });
            page += &format!(
                "| `{}` | {} | {} | {} | {} | {} |\n",
                key.name,
                cell(&key.kind.in_words()),
                cell(key.unit),
                cell(&left_out),
                cell(key.meaning),
                example
            );
        }
    }
    page += "\n## sample\n\nThe keys of each sampling method, beside `method`.\n\n| method | key | what may stand there | need | meaning |\n| --- | --- | --- | --- | --- |\n";
    for method in METHODS.iter().map(|row| row.keys) {
        for key in method.keys {
            page += &format!(
                "| `{}` | `{}` | {} | {} | {} |\n",
                method.name,
                key.name,
                cell(&key_kind(key.kind)),
                need(key.required),
                cell(key.meaning)
            );
        }
    }
    page
}

/// A cell of a table in Markdown.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
