//! Lines and columns of a text, counted from 1, columns in characters.

use std::ops::Range;

/// Where the lines of a text start.
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines of a text.
    pub fn of(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(
            std::iter::once(0)
                .chain(newlines.map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// The line of a byte, counted from 0.
    pub(super) fn line(&self, at: usize) -> usize {
        self.0
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// Line and column of a byte, both counted from 1; places past the end are at the end.
    pub fn place(&self, text: &str, at: usize) -> (usize, usize) {
        let at = boundary(text, at);
        let line = self.line(at);
        let column = text[self.0[line]..at].chars().count();
        (line + 1, column + 1)
    }

    /// The bytes of some lines, without the last line break.
    pub(super) fn bytes(&self, text: &str, lines: &Range<usize>) -> Range<usize> {
        let end = self.0.get(lines.end).map_or(text.len(), |next| next - 1);
        self.0[lines.start]..end
    }
}

/// A span inside the text, on character boundaries, cut at the end of its first line.
pub(super) fn clipped(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = boundary(text, span.start);
    let end = boundary(text, span.end.max(start));
    let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line_end
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\né = £1\n";
        let lines = Lines::of(text);
        assert_eq!(lines.place(text, 0), (1, 1));
        assert_eq!(lines.place(text, 2), (2, 1));
        assert_eq!(lines.place(text, text.find('1').expect("there")), (2, 6));
        assert_eq!(lines.place(text, 999), (3, 1));
        assert_eq!(clipped(text, &(0..999)), 0..1);
    }
}
