//! Finds quotes that close late: where one is left open, the rows up to the next quote become one field of one row.

/// Whether the lines of one row look like rows of their own. `is_right` where the row has a field for each column.
pub(super) fn swallowed(lines: &str, delimiter: u8, columns: usize, is_right: bool) -> bool {
    if lines.is_empty() || columns < 2 {
        return false;
    }
    let has_all =
        |line: &str| line.bytes().filter(|byte| *byte == delimiter).count() + 1 == columns;
    let first = |line: &str| {
        let field = line.split(char::from(delimiter)).next().unwrap_or("");
        shape(field)
    };
    let mut all = lines.lines();
    let (head, rest) = (all.next().unwrap_or(""), all);
    let alike = |line: &str| has_all(line) && first(line) == first(head);
    // Text may well have a line with as many delimiters as a row.
    rest.clone().any(alike) && (!is_right || has_all(head) && rest.clone().all(has_all))
}

/// What a number of a case looks like: its letters and digits in runs, other characters as they are.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.trim().trim_matches('"').chars() {
        let kind = match c {
            c if c.is_numeric() => '9',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_inside_a_quote_are_seen_and_text_of_several_lines_is_not() {
        let late = "A4,\"open,400\nA5,x,500\nA6,6 inch\",700\n";
        assert!(swallowed(late, b',', 3, true));
        assert!(swallowed("A4,200,\"6 inch\nA5,300,12\"\n", b',', 3, true));
        assert!(swallowed(
            "A4;\"open;400\nA5;x;500\nA6;ok\"\n",
            b';',
            3,
            false
        ));
        for (text, columns) in [
            ("12,\"1 High St, Leeds\nWest Yorks, LS1\",x\n", 3),
            ("A4,\"one, two\nthree\",5\n", 3),
            ("A4,\"hello\nall good, thanks\"\n", 2),
            ("A4\"a\nb\"\n", 1),
            ("", 3),
        ] {
            assert!(!swallowed(text, b',', columns, true), "{text}");
        }
    }
}
