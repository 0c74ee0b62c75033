//! A sample as it is written on a command line: a method, and `key=value` for each of its keys.

use crate::lists::CASES;
use tierone_scenario::{KeyKind, KeyValue, METHODS, Sample, SampleKey, method_named};

/// Reads the keys of a method.
///
/// # Errors
/// What is wrong, and what could stand there.
pub fn sample(method: &str, words: &[(String, String)]) -> Result<Sample, String> {
    let Some(row) = method_named(method) else {
        let known: Vec<&str> = METHODS.iter().map(|row| row.keys.name).collect();
        return Err(format!(
            "there is no method `{method}`; the methods are {}",
            known.join(", ")
        ));
    };
    let mut values: Vec<(&'static str, KeyValue)> = Vec::new();
    for (name, text) in words {
        let Some(key) = row.keys.keys.iter().find(|key| key.name == name) else {
            return Err(format!(
                "`{}` has no key `{name}`; its keys are {}",
                row.keys.name,
                names(row.keys.keys)
            ));
        };
        if values.iter().any(|(known, _)| *known == key.name) {
            return Err(format!("`{name}` is given twice"));
        }
        values.push((key.name, value(key, text)?));
    }
    Ok(Sample::new(row, values))
}

fn names(keys: &[SampleKey]) -> String {
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}

fn value(key: &SampleKey, text: &str) -> Result<KeyValue, String> {
    let text = text.trim();
    let expected = |what: &str| format!("`{}` is {what}, and here it is `{text}`", key.name);
    match key.kind {
        KeyKind::Count => count(text)
            .map(KeyValue::Count)
            .ok_or_else(|| expected("a whole number such as 400")),
        KeyKind::Share => {
            let share = match text.strip_suffix('%') {
                Some(percent) => percent.trim().parse().map(|percent: f64| percent / 100.0),
                None => text.parse(),
            };
            match share {
                Ok(share) if (0.0..=1.0).contains(&share) => Ok(KeyValue::Share(share)),
                _ => Err(expected("a share such as 10% or 0.1")),
            }
        }
        KeyKind::Number(low, high) => match text.parse() {
            Ok(number) if (low..=high).contains(&number) => Ok(KeyValue::Number(number)),
            _ => Err(expected(&format!("a number from {low} to {high}"))),
        },
        KeyKind::Choice(choices) => choices
            .iter()
            .position(|choice| *choice == text || is_column(choice, text))
            .map(KeyValue::Choice)
            .ok_or_else(|| {
                let known = CASES.iter().filter(|known| choices.iter().any(|choice| meant(choice) == known.name));
                let how = match known.count() {
                    0 => String::new(),
                    _ => ": what a column is to the program, not its name; --map 'process=Case type' tells that a column has the \
                          activity"
                        .to_owned(),
                };
                expected(&format!("one of {}{how}", choices.join(", ")))
            }),
        KeyKind::Counts => text
            .split(',')
            .map(|part| {
                let (name, number) = part.rsplit_once(':')?;
                Some((name.trim().to_owned(), count(number.trim())?))
            })
            .collect::<Option<_>>()
            .map(KeyValue::Counts)
            .ok_or_else(|| {
                expected(
                    "names with numbers, each after a colon, such as applications:20,appeals:5",
                )
            }),
        KeyKind::Bands => {
            let bands: Option<Vec<f64>> = text
                .split(',')
                .map(|part| part.trim().replace('_', "").parse().ok())
                .collect();
            match bands {
                Some(bands)
                    if bands.is_sorted_by(|a, b| a < b) && bands.iter().all(|b| *b > 0.0) =>
                {
                    Ok(KeyValue::Amounts(bands))
                }
                _ => Err(expected("rising amounts in £, such as 1000,5000")),
            }
        }
        KeyKind::Check => Err(format!(
            "`{}` names a check of a scenario, and there is none on a command line",
            key.name
        )),
    }
}

/// The column of a list that a choice is of.
fn meant(choice: &str) -> &str {
    match choice {
        "activity" => "process",
        "caseworker" => "case owner",
        other => other,
    }
}

/// Whether a text is a name that the column of a choice goes by in lists.
fn is_column(choice: &str, text: &str) -> bool {
    let mut known = CASES.iter().filter(|known| known.name == meant(choice));
    known.any(|known| known.is_called(text))
}

fn count(text: &str) -> Option<u64> {
    text.replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(method: &str, words: &[(&str, &str)]) -> Result<Sample, String> {
        let words: Vec<(String, String)> = words
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        sample(method, &words)
    }

    #[test]
    fn keys_are_read_by_their_kind() {
        let sample = read("stratified", &[("by", "area"), ("checks", "1_000")]).expect("right");
        assert_eq!(sample.given().count("checks"), Some(1_000));
        assert_eq!(sample.given().choice("by"), Some(1));
        let sample =
            read("stratified", &[("given", "a b:2, c:3"), ("bands", "10,20")]).expect("right");
        assert_eq!(
            sample.given().get("given"),
            Some(&KeyValue::Counts(vec![("a b".into(), 2), ("c".into(), 3)]))
        );
        // A column by a name that it goes by in lists.
        let sample = read("stratified", &[("by", "Case type")]).expect("right");
        assert_eq!(sample.given().choice("by"), Some(0));
        let sample = read("risk-targeted", &[("random_share", "10%")]).expect("right");
        assert_eq!(sample.given().number("random_share"), Some(0.1));
    }

    #[test]
    fn what_is_wrong_says_what_could_stand_there() {
        for (method, words, said) in [
            ("random", &[][..], "simple-random"),
            (
                "simple-random",
                &[("check", "4")][..],
                "its keys are checks",
            ),
            ("simple-random", &[("checks", "many")][..], "whole number"),
            ("stratified", &[("by", "colour")][..], "one of activity"),
            ("stratified", &[("bands", "20,10")][..], "rising"),
            ("risk-targeted", &[("random_share", "140%")][..], "share"),
            ("recheck", &[("of", "x")][..], "scenario"),
            (
                "simple-random",
                &[("checks", "4"), ("checks", "5")][..],
                "twice",
            ),
        ] {
            let wrong = read(method, words).expect_err("it is wrong");
            assert!(wrong.contains(said), "{wrong}");
        }
    }
}
