//! What the record of a draw says of what was asked.

use serde_json::{Value, json};

use tierone_records::lists::dates::DateOrder;
use tierone_records::lists::numbers::DecimalSign;
use tierone_scenario::{KeyKind, KeyValue, Sample};

use super::super::lists::Reading;

/// The keys of the method with their values, in the words of a scenario.
pub(super) fn settings(sample: &Sample) -> serde_json::Map<String, Value> {
    let keys = sample.method.keys().keys;
    let word = |name: &str, choice: usize| {
        let key = keys.iter().find(|key| key.name == name);
        match key.map(|key| key.kind) {
            Some(KeyKind::Choice(words)) => json!(words[choice]),
            _ => json!(choice),
        }
    };
    let value = |(name, value): &(&'static str, KeyValue)| {
        let value = match value {
            KeyValue::Count(count) => json!(count),
            KeyValue::Share(number) | KeyValue::Number(number) => json!(number),
            KeyValue::Choice(choice) => word(name, *choice),
            KeyValue::Check(check) => json!(check),
            KeyValue::Counts(counts) => counts
                .iter()
                .map(|(name, count)| (name.clone(), json!(count)))
                .collect(),
            KeyValue::Durations(bounds) | KeyValue::Amounts(bounds) => json!(bounds),
        };
        ((*name).to_owned(), value)
    };
    sample.given().iter().map(value).collect()
}

/// What was told of how the list, and its results, are to be read.
pub(super) fn told(reading: &Reading) -> Value {
    let map = reading.map.iter().cloned();
    let map: serde_json::Map<String, Value> = map
        .map(|(name, theirs)| (name, Value::String(theirs)))
        .collect();
    let order = DateOrder::NAMES.iter();
    let mut order = order.filter(|(_, order)| Some(*order) == reading.date_order);
    json!({
        "map": map,
        "date_order": order.next().map(|(name, _)| name),
        "decimal": reading.decimal.map(DecimalSign::name),
        "pass": reading.pass,
        "fail": reading.fail,
    })
}
