//! Text that stands without quotes, of which percentages are the usual case.

use std::ops::Range;

/// The first value of a line that should stand in quotes, as a place in the line; and the line with quotes around each of
/// them, without its comment.
pub(super) fn unquoted(line: &str) -> Option<(Range<usize>, String)> {
    if line.trim_start().starts_with('[') {
        return None;
    }
    let (mut at, mut first) = (0, None);
    let (mut written, mut open) = (String::new(), Vec::new());
    while let Some(c) = line[at..].chars().next() {
        match c {
            '#' => break,
            '"' | '\'' => {
                let closing = line[at + 1..].find(c);
                let end = closing.map_or(line.len(), |n| at + n + 2);
                written.push_str(&line[at..end]);
                at = end;
                continue;
            }
            '[' | '{' => open.push(c),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
        written.push(c);
        at += c.len_utf8();
        let in_list = open.last() == Some(&'[');
        if c != '=' && !(in_list && matches!(c, '[' | ',')) {
            continue;
        }
        let rest = &line[at..];
        let ends = |c: char| "#\"'[{=".contains(c) || !open.is_empty() && ",]}".contains(c);
        let end = rest.find(ends).unwrap_or(rest.len());
        let is_bare = !rest[end..].starts_with(['"', '\'', '[', '{', '=']);
        let value = rest[..end].trim();
        if is_bare && is_text(value) {
            let from = at + rest.len() - rest.trim_start().len();
            // Within a list or a table a comma ends a value, so that here it can only be a point.
            let plain = match value.ends_with('%') {
                true => value.replace(',', "."),
                false => value.to_owned(),
            };
            written.push_str(&line[at..from]);
            written.push_str(&format!("\"{plain}\""));
            at = from + value.len();
            first.get_or_insert(from..at);
        }
    }
    Some((first?, written.trim().to_owned()))
}

/// Whether a value that stands without quotes is neither a number nor a day nor a yes or no.
fn is_text(value: &str) -> bool {
    let is_yes_or_no = ["true", "false"].contains(&value.to_ascii_lowercase().as_str());
    let in_another_base = ["0x", "0o", "0b"]
        .iter()
        .any(|base| value.starts_with(base));
    let of_day = |c: char| c.is_ascii_digit() || "-:.+TZtz ".contains(c);
    let is_day = value.starts_with(|c: char| c.is_ascii_digit()) && value.chars().all(of_day);
    let is_number = value.replace('_', "").parse::<f64>().is_ok();
    value.contains(|c: char| c.is_alphabetic() || c == '%')
        && !(is_yes_or_no || in_another_base || is_day || is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_without_quotes_is_put_in_quotes_and_nothing_else_is() {
        for (line, value, written) in [
            ("attrition = 2.5% # a month", "2.5%", "attrition = \"2.5%\""),
            ("attrition = .5%", ".5%", "attrition = \".5%\""),
            ("attrition = 2,5%", "2,5%", "attrition = \"2.5%\""),
            (
                "half_life = 4.5months",
                "4.5months",
                "half_life = \"4.5months\"",
            ),
            ("  period = month", "month", "period = \"month\""),
            (
                "money = { relative = { mean = 25%, sd = 0.3 }, overstated = \"70%\" }",
                "25%",
                "money = { relative = { mean = \"25%\", sd = 0.3 }, overstated = \"70%\" }",
            ),
            (
                "sample = { method = \"capped # share\", cap = 200, share = 3 % }",
                "3 %",
                "sample = { method = \"capped # share\", cap = 200, share = \"3 %\" }",
            ),
            (
                "shares = [30%, \"40%\", 2.5%]",
                "30%",
                "shares = [\"30%\", \"40%\", \"2.5%\"]",
            ),
        ] {
            let (at, quoted) = unquoted(line).unwrap_or_else(|| panic!("nothing in {line}"));
            assert_eq!((&line[at], quoted.as_str()), (value, written));
            assert_eq!(unquoted(&quoted), None, "{quoted}");
        }
        for sound in [
            "start = 2027-04-01T10:00:00Z",
            "accuracy = True",
            "volume = 1_000e3",
            "size = 0xff",
            "[policy.check]",
            "name = 'a = b'",
            "on_fail = [\"coach\", \"correct\"]",
            "= {",
        ] {
            assert_eq!(unquoted(sound), None, "{sound}");
        }
    }
}
