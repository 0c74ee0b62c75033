//! What the record of a draw says of how its list was read: an estimate from its sample need not be told again.

use std::fs;
use std::path::Path;

use serde_json::Value;

use tierone_records::join::{CaseList, Outside};
use tierone_records::lists::columns::same;
use tierone_records::lists::dates::DateOrder;
use tierone_records::lists::numbers::DecimalSign;
use tierone_records::lists::wide::position;
use tierone_records::lists::{CASES, CHECKED, SHEET};
use tierone_scenario::catalogue::{self, CatalogueAttribute};
use tierone_stats::format::{grouped, plain};

use super::super::lists::{Reading, Recorded};

/// The record of a draw, which stands beside its sample.
pub(super) const RECORD: &str = "audit.json";

/// The options with what the `audit.json` beside a sample says; as they are where there is none.
pub(crate) fn with_record(reading: &Reading, sample: Option<&Path>) -> Reading {
    let mut reading = reading.clone();
    let record = sample.and_then(|sample| record(&sample.with_file_name(RECORD)));
    let Some(record) = record else {
        return reading;
    };
    let told = &record["reading"];
    for (name, theirs) in told["map"].as_object().into_iter().flatten() {
        let mut known = CHECKED.iter().chain(SHEET).chain(CASES);
        let is_known = known.any(|known| known.is_called(name));
        let is_told = reading.map.iter().any(|(own, _)| same(own, name));
        if let Some(theirs) = theirs.as_str().filter(|_| is_known && !is_told) {
            reading.map.push((name.clone(), theirs.to_owned()));
        }
    }
    let words = |words: &Value| -> Vec<String> {
        let words = words.as_array().into_iter().flatten();
        words.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    if reading.pass.is_empty() && reading.fail.is_empty() {
        reading.pass = words(&told["pass"]);
        reading.fail = words(&told["fail"]);
    }
    // What was found in the list is known, also where the cases drawn leave it open.
    let columns = record["read"]["columns"].as_array();
    let found = |own: &str, what: &str| -> Option<String> {
        let mut columns = columns.into_iter().flatten();
        let column = columns.find(|column| column["is"] == own)?;
        Some(column[what].as_str()?.to_owned())
    };
    let given = |what: &str| told[what].as_str().map(str::to_owned);
    let order = given("date_order").or_else(|| found("close date", "date_order"));
    let decimal = given("decimal").or_else(|| found("value", "decimal"));
    reading.recorded = Recorded {
        decimal: decimal.and_then(|name| named(&DecimalSign::NAMES, &name)),
        date_order: order.and_then(|name| named(&DateOrder::NAMES, &name)),
    };
    reading
}

/// The catalogue's attributes, and those of the user's own that a sample was drawn for, by the `audit.json` beside it.
pub(super) fn attributes(sample: Option<&Path>) -> Vec<CatalogueAttribute> {
    let mut all = catalogue::attributes();
    for name in sample.map(drawn_for).unwrap_or_default() {
        if position(&all, &name).is_none() {
            all.push(catalogue::own_attribute(&name));
        }
    }
    all
}

/// The attributes that a sample was drawn for, where the `audit.json` beside it names some.
pub(crate) fn drawn_for(sample: &Path) -> Vec<String> {
    let record = record(&sample.with_file_name(RECORD));
    let asked = record
        .as_ref()
        .and_then(|record| record["attributes"].as_array());
    let names = asked.into_iter().flatten().filter_map(Value::as_str);
    names.map(|name| name.trim().to_owned()).collect()
}

/// The seed that a sample was drawn with, by the `audit.json` beside it.
pub(super) fn seed(sample: Option<&Path>) -> Option<u64> {
    record(&sample?.with_file_name(RECORD))?["seed"].as_u64()
}

/// Cases of the list that the draw of a sample could not reach, and what they lack, by the `audit.json` beside it.
pub(super) fn outside(sample: Option<&Path>) -> Option<Outside> {
    let record = record(&sample?.with_file_name(RECORD))?;
    let cases = record["outside_every_stratum"].as_u64()?;
    let lacks = match record["method"].as_str()? {
        "value-weighted" => "value above 0",
        "per-caseworker" => "case owner",
        _ => "team",
    };
    Some(Outside { cases, lacks })
}

/// How a list of what was drawn differs from what its draw left, by the `audit.json` beside it.
pub(super) fn differs(sample: &Path, drawn: &CaseList, reading: &Reading) -> Option<String> {
    let record = record(&sample.with_file_name(RECORD))?;
    let mut differs = Vec::new();
    let (now, then) = (drawn.drawn(), record["drawn"].as_u64()?);
    if now != then {
        differs.push(format!("it has {now} cases, and {then} were drawn"));
    }
    for stratum in record["strata"].as_array().into_iter().flatten() {
        let name = stratum["name"].as_str().unwrap_or_default();
        let Some((cases, size)) = drawn.of_stratum(name) else {
            continue;
        };
        let name = plain(name);
        let of = |what: &str, now: u64| {
            let then = stratum[what].as_u64().filter(|then| *then != now)?;
            Some(match what {
                "size" => format!("`{name}` is said to have {now} cases, and had {then}"),
                _ => format!("{now} are of `{name}`, and {then} were drawn of it"),
            })
        };
        differs.extend(of("drawn", cases));
        differs.extend(size.and_then(|size| of("size", size)));
    }
    let worth = drawn.worth();
    // Of another column the sum is another one.
    let is_told = |(name, _): &&(String, String)| same(name, "value");
    let told = reading.map.iter().find(is_told);
    let is_alike =
        told.map(|(_, theirs)| theirs.as_str()) == record["reading"]["map"]["value"].as_str();
    let then = record["drawn_value_pence"].as_i64();
    if let Some(then) = then.filter(|then| *then != worth && is_alike && now == record["drawn"]) {
        let pounds = |pence: i64| format!("£{}", grouped(pence as f64 / 100.0, 2));
        differs.push(format!(
            "its cases are worth {} together, and were worth {} when they were drawn",
            pounds(worth),
            pounds(then)
        ));
    }
    let first = differs.first()?;
    let more = match differs.len() {
        1 => String::new(),
        more => format!(" (and {} more differences)", more - 1),
    };
    Some(format!(
        "{} is not what `tierone sample` wrote, by the {RECORD} beside it: {first}{more}. Take the file as it was written, or draw again.",
        plain(&sample.display().to_string())
    ))
}

/// Whether the record of a draw stands beside its sample.
pub(super) fn has_record(sample: &Path) -> bool {
    record(&sample.with_file_name(RECORD)).is_some()
}

fn named<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    let found = names.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value)
}

fn record(path: &Path) -> Option<Value> {
    // A record is short; what is not is none of ours.
    const LONGEST: u64 = 1 << 26;
    let about = fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > LONGEST {
        return None;
    }
    let record: Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    (record["tool"] == "tierone").then_some(record)
}
