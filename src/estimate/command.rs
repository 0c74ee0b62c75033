//! The command that makes a report again, as its page tells it.

use tierone_report::quoted;

/// Options that say where a report goes, and not what is in it; with a value, or without.
const OF_THE_PLACE: &[(&str, bool)] = &[
    ("--out", true),
    ("--force", false),
    ("--xlsx", false),
    ("--ods", false),
    ("--png", false),
];

/// Options whose values may name people.
const MAY_NAME: &[&str] = &["--where", "--change"];

/// The command of these arguments; where people have pseudonyms or small groups are left out, without what may name them.
pub(super) fn command(arguments: impl Iterator<Item = String>, names_nobody: bool) -> String {
    let mut words = vec!["tierone".to_owned()];
    let mut arguments = arguments.peekable();
    while let Some(word) = arguments.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value)),
            _ => (word.as_str(), None),
        };
        if let Some((_, takes_value)) = OF_THE_PLACE.iter().find(|(of, _)| *of == name) {
            if *takes_value && value.is_none() {
                arguments.next();
            }
        } else if names_nobody && MAY_NAME.contains(&name) {
            if value.is_none() {
                arguments.next();
            }
            words.push(format!("{name} …"));
        } else {
            words.push(quoted(&word));
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str], names_nobody: bool) -> String {
        command(words.iter().map(|word| (*word).to_owned()), names_nobody)
    }

    #[test]
    fn where_a_report_goes_is_no_part_of_it_and_nobody_who_is_hidden_is_named() {
        let words = [
            "estimate",
            "r.csv",
            "--out",
            "here",
            "--force",
            "--where",
            "case owner = Ann",
            "--out=there",
        ];
        assert_eq!(
            of(&words, false),
            "tierone estimate r.csv --where 'case owner = Ann'"
        );
        assert_eq!(of(&words, true), "tierone estimate r.csv --where …");
    }
}
