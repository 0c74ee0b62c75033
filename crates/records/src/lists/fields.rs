//! The fields of one row, in one piece of memory that the next row takes again.

/// The fields of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    text: String,
    spans: Vec<(usize, usize)>,
    /// Where the field begins that is being written.
    begun: usize,
    /// The lines of the row as written, where it has more than one.
    pub(super) lines: String,
}

impl Fields {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.spans.clear();
        self.lines.clear();
        self.begun = 0;
    }

    /// Adds to the field that is being written.
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the field that is being written.
    pub(super) fn end(&mut self) {
        self.spans.push((self.begun, self.text.len()));
        self.begun = self.text.len();
    }

    /// Takes the fields of a line without quotes.
    pub(super) fn split(&mut self, line: &str, delimiter: u8) {
        self.clear();
        self.text.push_str(line);
        let mut start = 0;
        for end in memchr::memchr_iter(delimiter, line.as_bytes()) {
            self.spans.push((start, end));
            start = end + 1;
        }
        self.spans.push((start, line.len()));
        self.begun = line.len();
    }

    /// Cuts the fields to a number, or fills them up with empty ones.
    pub(super) fn resize(&mut self, len: usize) {
        self.spans.resize(len, (0, 0));
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// A field as it was written.
    pub(super) fn get(&self, field: usize) -> Option<&str> {
        let (start, end) = *self.spans.get(field)?;
        Some(&self.text[start..end])
    }

    /// Every field as it was written.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.spans
            .iter()
            .map(|(start, end)| &self.text[*start..*end])
    }

    /// The fields with something in them, without the blanks around it.
    pub(super) fn filled(&self) -> impl Iterator<Item = &str> {
        self.iter().map(bare).filter(|field| !field.is_empty())
    }

    /// How many have something in them.
    pub(super) fn count_filled(&self) -> usize {
        let is_seen = |field: &str| field.bytes().any(|byte| !byte.is_ascii_whitespace());
        self.iter().filter(|field| is_seen(field)).count()
    }

    /// Whether there is nothing in any of them, or only a line drawn across, as databases put it under a header.
    pub(super) fn are_blank(&self) -> bool {
        let is_line = |field: &str| field.bytes().all(|byte| b"-=_+".contains(&byte));
        let mut longest = None;
        for field in self.filled() {
            if !is_line(field) {
                return false;
            }
            longest = longest.max(Some(field.len()));
        }
        longest.is_none_or(|longest| longest > 2)
    }
}

/// A field without what cannot be seen around it.
pub(super) fn bare(field: &str) -> &str {
    field.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_split_written_cut_and_filled_up() {
        let mut fields = Fields::default();
        fields.split("a,,b ", b',');
        assert_eq!(fields.iter().collect::<Vec<_>>(), ["a", "", "b "]);
        fields.resize(5);
        assert_eq!((fields.len(), fields.get(4)), (5, Some("")));
        fields.clear();
        for part in ["x", "y"] {
            fields.add(part);
            fields.end();
        }
        assert_eq!(fields.iter().collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(fields.get(2), None);
    }

    #[test]
    fn blanks_of_every_kind_are_nothing() {
        let mut fields = Fields::default();
        fields.split(" ,\u{a0},\t,\u{200b}", b',');
        assert!(fields.are_blank());
        for (line, expected) in [
            ("----,---,-", true),
            ("=====", true),
            ("----+----", true),
            ("-,--,-", false),
            ("---,0,---", false),
            ("A---,---", false),
        ] {
            fields.split(line, b',');
            assert_eq!(fields.are_blank(), expected, "{line}");
        }
        fields.split(" ,x,", b',');
        assert_eq!(fields.filled().collect::<Vec<_>>(), ["x"]);
    }
}
