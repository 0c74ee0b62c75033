//! What a file is that was named in the wrong place: a scenario among lists, a list where a scenario is wanted.

use std::path::Path;

use super::exit::Failure;

/// The failure where a scenario is wanted and these bytes are a list of cases, or anything else that a spreadsheet writes.
pub(super) fn no_scenario(path: &Path, bytes: &[u8]) -> Option<Failure> {
    let name = path.display();
    let what = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        "a spreadsheet"
    } else if is_list(path, &start(bytes)) {
        "a list of cases"
    } else {
        return None;
    };
    let failure = Failure::input(format!(
        "{name} looks like {what}, and a scenario is wanted here"
    ));
    Some(failure.help(
        "`tierone sample` and `tierone estimate` read lists of cases and of results; `tierone new office.toml` writes a scenario to \
         start from",
    ))
}

/// The failure where a list is wanted and this text is a scenario.
pub(super) fn no_list(path: &Path, text: &str) -> Option<Failure> {
    is_scenario(path, text).then(|| {
        let message = format!(
            "{} is a scenario, and a list of cases or of results is wanted here",
            path.display()
        );
        Failure::input(message).help(
            "name the CSV file or spreadsheet with the cases; `tierone run`, `tierone lint` and `tierone plan` read scenarios, and \
             `tierone simulate-records` makes a list of one",
        )
    })
}

/// The first lines of a file, whatever its bytes are.
fn start(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(64 * 1024)];
    String::from_utf8_lossy(start).into_owned()
}

/// Lines that hold anything, without comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text
        .lines()
        .map(|line| line.trim_matches(['\u{feff}', ' ', '\t', '\r']));
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .take(200)
}

/// `[section]` or `[[section]]`.
fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line
        .strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'));
    let inner = inner.map(|inner| inner.trim_start_matches('[').trim_end_matches(']'));
    inner.is_some_and(|inner| {
        !inner.is_empty()
            && inner
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-\" ".contains(c))
    })
}

/// `key = value`.
fn is_pair(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| {
        let key = key.trim();
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-\"".contains(c))
    })
}

fn is_scenario(path: &Path, text: &str) -> bool {
    let (mut headers, mut pairs, mut all) = (0, 0, 0);
    for line in lines(text) {
        all += 1;
        headers += usize::from(is_header(line));
        pairs += usize::from(is_pair(line));
    }
    let named = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    headers > 0 && pairs > 1 && 2 * (headers + pairs) > all || named && headers + pairs > 0
}

/// Whether its lines are rows: fields with a sign between them and nothing that a scenario has.
fn is_list(path: &Path, text: &str) -> bool {
    let named = path.extension().is_some_and(|ending| {
        ["csv", "tsv", "txt"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    });
    let Some(first) = lines(text).next() else {
        return false;
    };
    let of_scenario = lines(text)
        .filter(|line| is_header(line) || is_pair(line))
        .count();
    let has_fields = first.contains([',', ';', '\t', '|']);
    2 * of_scenario < lines(text).count()
        && !is_header(first)
        && !is_pair(first)
        && (named || has_fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "case,officer,received\n1,a,2025-01-01\n2,b,2025-01-02\n";
    const SCENARIO: &str = "# An office.\ntitle = \"x\"\n\n[horizon] # a year\nperiods = 12\nvolume = { assumed = 6_000, low = 1 }\n";

    #[test]
    fn lists_and_scenarios_are_told_apart_whatever_they_are_called() {
        for name in ["a.toml", "a.csv", "a"] {
            let path = Path::new(name);
            assert!(no_scenario(path, LIST.as_bytes()).is_some(), "{name}");
            assert!(no_scenario(path, SCENARIO.as_bytes()).is_none(), "{name}");
            assert!(no_list(path, SCENARIO).is_some(), "{name}");
            assert!(no_list(path, LIST).is_none(), "{name}");
        }
        let path = Path::new("a.csv");
        for list in [
            "number\n1\n2\n",
            "Cases of May\nnumber;value\n1;2,50\n",
            "note\tnumber\na = b\t1\n",
            "[Official]\nnumber,value\n1,2\nx = y,3\n",
        ] {
            assert!(no_list(path, list).is_none(), "{list}");
        }
        assert!(no_scenario(path, b"PK\x03\x04rest").is_some());
        for broken in ["titel", "title = \"x\n[horizon\n", ""] {
            assert!(
                no_scenario(Path::new("a.toml"), broken.as_bytes()).is_none(),
                "{broken}"
            );
        }
    }
}
