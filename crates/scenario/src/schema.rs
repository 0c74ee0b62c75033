//! The JSON Schema of scenario files, made from the tables of keys that reading follows.

use serde_json::{Map, Value, json};

use super::document::{Node, Place, Value as Written, parse_default};
use super::keys::SCENARIO;
use super::keys_policy::DISTRIBUTIONS;
use crate::key::{Bounds, Key, Kind, POSITIVE, SHARE, Section};
use crate::methods::{KeyKind, METHODS};

/// What the tables of keys leave to higher rungs.
#[derive(Clone, Copy)]
struct Around<'a> {
    measures: &'a [&'a str],
}

/// The schema (draft 2020-12) from which editors complete and check scenario files.
pub fn schema(measures: &[&str]) -> Value {
    let around = Around { measures };
    let mut schema = section(&SCENARIO, around);
    let mut whole = Map::new();
    whole.insert(
        "$schema".into(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    whole.insert("title".into(), "tierone scenario".into());
    if let Some(fields) = schema.as_object_mut() {
        whole.append(fields);
    }
    // A scenario that extends another need only name what it changes.
    whole.insert("if".into(), json!({ "required": ["extends"] }));
    whole.insert("then".into(), json!(true));
    whole.insert("else".into(), needed(&SCENARIO).unwrap_or(json!(true)));
    whole.insert(
        "$defs".into(),
        json!({ "duration": sourced(duration()), "distribution": sourced(distribution(around)) }),
    );
    Value::Object(whole)
}

fn section(section: &Section, around: Around<'_>) -> Value {
    let properties: Map<String, Value> = section
        .keys
        .iter()
        .map(|row| (row.name.to_owned(), key(row, around)))
        .collect();
    json!({
        "description": section.meaning,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// A section whose required keys must stand wherever it does.
fn whole_section(table: &Section, around: Around<'_>) -> Value {
    let mut schema = section(table, around);
    let required: Vec<&str> = required(table).collect();
    if let (Some(fields), false) = (schema.as_object_mut(), required.is_empty()) {
        fields.insert("required".into(), json!(required));
    }
    schema
}

fn required(section: &Section) -> impl Iterator<Item = &'static str> {
    section
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
}

/// Only the demands of a section: what must be given, all the way down.
fn needed(section: &Section) -> Option<Value> {
    let names: Vec<&str> = required(section).collect();
    let below: Map<String, Value> = section
        .keys
        .iter()
        .filter_map(|key| {
            let needed = match key.kind {
                Kind::Table(table) => needed(table)?,
                Kind::Tables(table) => json!({ "items": needed(table)? }),
                Kind::Sample => json!({ "required": ["method"] }),
                _ => return None,
            };
            Some((key.name.to_owned(), needed))
        })
        .collect();
    if names.is_empty() && below.is_empty() {
        return None;
    }
    Some(json!({ "required": names, "properties": below }))
}

fn key(key: &Key, around: Around<'_>) -> Value {
    let mut schema = kind(key.kind, around);
    let mut description = key.meaning.to_owned();
    if !key.unit.is_empty() {
        description += &format!(" Unit: {}.", key.unit);
    }
    if !key.default.is_empty() {
        description += &format!(" Default: {}.", key.default);
    }
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("description".into(), description.into());
        let (file, span) = (0, 0..0);
        let default = parse_default(key.default, &Place { file, span });
        if let Some(default) = default.as_ref().and_then(to_json) {
            fields.insert("default".into(), default);
        }
    }
    schema
}

fn to_json(node: &Node) -> Option<Value> {
    Some(match &node.value {
        Written::Text(text) => json!(text),
        Written::Integer(_, number) => json!(i64::try_from((*number)?).ok()?),
        Written::Float(_, number) => json!(number),
        Written::Flag(flag) => json!(flag),
        Written::List(items) => Value::Array(items.iter().filter_map(to_json).collect()),
        Written::Date(..) | Written::Table(_) => return None,
    })
}

fn kind(of: Kind, around: Around<'_>) -> Value {
    match of {
        Kind::Text => json!({ "type": "string" }),
        Kind::Name => json!({ "type": "string", "minLength": 1, "maxLength": 200 }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Whole(low, high) => sourced(whole(low, high)),
        Kind::Number(bounds) => sourced(number(bounds)),
        Kind::Share(bounds) => sourced(share(bounds)),
        Kind::HalfWidth => sourced(json!({ "type": "string", "pattern": PERCENTAGE })),
        Kind::Points => sourced(json!({ "anyOf": [
            { "type": "number", "exclusiveMinimum": 0 },
            { "type": "string", "pattern": PERCENTAGE },
        ] })),
        Kind::Duration => json!({ "$ref": "#/$defs/duration" }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Choices(words) => json!({ "type": "array", "items": { "enum": words } }),
        Kind::Names => json!({ "anyOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": "string" } },
        ] }),
        Kind::Measure => json!({ "enum": around.measures }),
        Kind::Distribution => json!({ "$ref": "#/$defs/distribution" }),
        Kind::Sample => sample(),
        Kind::Table(table) => section(table, around),
        Kind::Tables(table) => json!({ "type": "array", "items": section(table, around) }),
        Kind::ByName(of) => {
            json!({ "type": "object", "additionalProperties": kind(*of, around) })
        }
        Kind::List(of) => json!({ "type": "array", "items": kind(*of, around) }),
        Kind::Any(kinds) => {
            let forms: Vec<Value> = kinds
                .iter()
                .map(|form| match form {
                    Kind::Table(table) if table.keys.iter().any(|key| key.required) => {
                        whole_section(table, around)
                    }
                    // A list may have one source for all of it.
                    Kind::List(_) => sourced(kind(*form, around)),
                    _ => kind(*form, around),
                })
                .collect();
            json!({ "anyOf": forms })
        }
    }
}

const PERCENTAGE: &str = r"^\s*[0-9]+(\.[0-9]+)?\s*%\s*$";

fn whole(low: u64, high: u64) -> Value {
    json!({ "type": "integer", "minimum": low, "maximum": high })
}

fn number(bounds: Bounds) -> Value {
    let low = match bounds.low_in {
        true => "minimum",
        false => "exclusiveMinimum",
    };
    let high = match bounds.high_in {
        true => "maximum",
        false => "exclusiveMaximum",
    };
    json!({ "type": "number", low: bounds.low, high: bounds.high })
}

fn share(bounds: Bounds) -> Value {
    json!({ "anyOf": [number(bounds), { "type": "string", "pattern": PERCENTAGE }] })
}

fn duration() -> Value {
    json!({
        "type": "string",
        "pattern": r"^\s*[0-9]+(\.[0-9]+)?\s*([Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?)\s*$",
        "examples": ["10 days", "26 weeks", "3 months", "1 year"],
    })
}

/// A value as it is, with its source, or assumed within a range.
fn sourced(value: Value) -> Value {
    let source = json!({ "type": "string", "description": "Where the value comes from." });
    json!({ "anyOf": [
        value,
        {
            "type": "object",
            "properties": { "value": value, "low": value, "high": value, "source": source },
            "required": ["value"],
            "additionalProperties": false,
        },
        {
            "type": "object",
            "properties": { "assumed": value, "low": value, "high": value, "source": source },
            "required": ["assumed"],
            "additionalProperties": false,
        },
    ] })
}

fn distribution(around: Around<'_>) -> Value {
    let forms: Vec<Value> = DISTRIBUTIONS
        .iter()
        .flat_map(|row| row.forms.iter().map(move |form| (row, *form)))
        .map(|(row, form)| {
            let mut schema = whole_section(form, around);
            schema["description"] = json!(format!("{} {}", row.meaning, form.meaning));
            schema["properties"]["distribution"] = json!({ "const": row.name });
            if let Some(required) = schema["required"].as_array_mut() {
                required.insert(0, json!("distribution"));
            }
            schema
        })
        .collect();
    json!({ "anyOf": forms })
}

/// One form for each method, and one without a method for changing the keys of an extended check.
fn sample() -> Value {
    let mut changes = Map::new();
    let mut forms: Vec<Value> = Vec::new();
    for method in METHODS.iter().map(|row| row.keys) {
        let mut properties = Map::new();
        properties.insert("method".into(), json!({ "const": method.name }));
        let mut required = vec!["method"];
        for key in method.keys {
            let mut schema = sample_key(key.kind);
            schema["description"] = json!(key.meaning);
            changes.insert(key.name.to_owned(), json!(true));
            properties.insert(key.name.to_owned(), schema);
            if key.required {
                required.push(key.name);
            }
        }
        forms.push(json!({
            "description": method.meaning,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }));
    }
    forms.push(json!({
        "description": "Other values for keys of the check that this one extends.",
        "type": "object",
        "properties": changes,
        "additionalProperties": false,
    }));
    json!({ "anyOf": forms })
}

fn sample_key(kind: KeyKind) -> Value {
    let count = whole(0, super::resolve::LARGEST_COUNT);
    match kind {
        KeyKind::Count => sourced(count),
        KeyKind::Share => sourced(share(SHARE)),
        KeyKind::Number(low, high) => sourced(number(Bounds::inclusive(low, high))),
        KeyKind::Choice(words) => json!({ "enum": words }),
        KeyKind::Check => json!({ "type": "string" }),
        KeyKind::Counts => json!({ "type": "object", "additionalProperties": sourced(count) }),
        KeyKind::Bands => {
            let amount = sourced(number(POSITIVE));
            json!({ "anyOf": [
                { "type": "array", "items": { "$ref": "#/$defs/duration" } },
                { "type": "array", "items": amount },
            ] })
        }
    }
}
