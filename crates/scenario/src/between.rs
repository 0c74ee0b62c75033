//! A value between the lowest and the highest that an assumption may have, as it would be written.

use crate::document::{Node, Table, Value};
use crate::durations::days;
use crate::what_if::End;

/// What is read in place of the assumed value of an assumption; none where that stays.
pub(super) fn taken(assumption: &Table, end: End) -> Option<Node> {
    match end {
        End::Assumed => None,
        End::Low => assumption.get("low").cloned(),
        End::High => assumption.get("high").cloned(),
        End::Between(share) => between(assumption.get("low")?, assumption.get("high")?, share),
    }
}

/// The value so far from one to the other; none where they are not numbers of one kind.
fn between(low: &Node, high: &Node, share: f64) -> Option<Node> {
    let on_the_way = |low: f64, high: f64| low + share * (high - low);
    let value = match (&low.value, &high.value) {
        (Value::Integer(_, Some(low)), Value::Integer(_, Some(high))) => {
            let number = on_the_way(*low as f64, *high as f64).round();
            Value::Integer(format!("{number}"), Some(number as i128))
        }
        (Value::Text(low), Value::Text(high)) => match (percentage(low), percentage(high)) {
            (Some(low), Some(high)) => {
                Value::Text(format!("{}%", rounded(on_the_way(low, high), 8)))
            }
            _ => Value::Text(format!(
                "{} days",
                on_the_way(days(low).ok()?, days(high).ok()?)
            )),
        },
        (low, high) => {
            let number = rounded(on_the_way(number(low)?, number(high)?), 10);
            Value::Float(format!("{number}"), number)
        }
    };
    Some(Node {
        place: low.place.clone(),
        value,
    })
}

/// Decisions are counted by shares of ten decimals at most, so nothing has more.
fn rounded(x: f64, decimals: i32) -> f64 {
    let tens = 10f64.powi(decimals);
    let rounded = (x * tens).round() / tens;
    if rounded.is_finite() { rounded } else { x }
}

/// The number that a value is, if it is one.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(_, number) => number.map(|number| number as f64),
        Value::Float(_, number) => Some(*number),
        _ => None,
    }
}

fn percentage(text: &str) -> Option<f64> {
    text.trim().strip_suffix('%')?.trim().parse().ok()
}
