//! SVG primitives as text: lines, shapes and words, with coordinates to a tenth of a pixel.

use std::fmt::Write;

use tierone_stats::format::{deceives, shown};

/// Where a text's position is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Anchor {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Font {
    /// Font size in pixels.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Its colour.
    pub(super) colour: &'static str,
    /// Where its position is.
    pub(super) anchor: Anchor,
}

/// How a line looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    /// Its colour.
    pub(super) colour: &'static str,
    /// Its width in pixels.
    pub(super) width: f64,
    /// Lengths of dashes and gaps; empty for a whole line.
    pub(super) dash: &'static str,
}

/// The shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// ●
    Circle,
    /// ■
    Square,
    /// ◆
    Diamond,
    /// ▲
    Up,
    /// ▼
    Down,
    /// ✚
    Cross,
}

/// A picture in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Svg {
    body: String,
}

impl Svg {
    /// A line through points.
    pub(super) fn path(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let dash = match stroke.dash {
            "" => String::new(),
            dash => format!(r#" stroke-dasharray="{dash}""#),
        };
        self.element(format_args!(
            r#"<polyline points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{dash}/>"#,
            corners(points),
            stroke.colour,
            number(stroke.width),
        ));
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.path(&[from, to], stroke);
    }

    /// A filled shape.
    pub(super) fn area(&mut self, points: &[(f64, f64)], colour: &str, opacity: f64) {
        self.element(format_args!(
            r#"<polygon points="{}" fill="{colour}" fill-opacity="{opacity:.2}"/>"#,
            corners(points),
        ));
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&mut self, a: (f64, f64), b: (f64, f64), colour: &str, opacity: f64) {
        self.element(format_args!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{colour}" fill-opacity="{opacity:.2}"/>"#,
            number(a.0.min(b.0)),
            number(a.1.min(b.1)),
            number((a.0 - b.0).abs()),
            number((a.1 - b.1).abs()),
        ));
    }

    /// A white rectangle, for what is under it to give way to words.
    pub(super) fn blank(&mut self, a: (f64, f64), b: (f64, f64)) {
        self.rect(a, b, "#FFFFFF", 1.0);
    }

    /// A level line between two places, with ends that reach so far up and down.
    pub(super) fn whisker(&mut self, (low, high): (f64, f64), y: f64, reach: f64, stroke: Stroke) {
        self.line((low, y), (high, y), stroke);
        for x in [low, high] {
            self.line((x, y - reach), (x, y + reach), stroke);
        }
    }

    /// The same within the ends of an axis: what runs beyond one ends there in an arrow.
    pub(super) fn whisker_within(
        &mut self,
        (low, high): (f64, f64),
        (left, right): (f64, f64),
        y: f64,
        reach: f64,
        stroke: Stroke,
    ) {
        self.line((low.max(left), y), (high.min(right), y), stroke);
        for (at, end, way) in [(low, left, 1.0), (high, right, -1.0)] {
            if (end - at) * way > 0.5 {
                let back = end + 1.2 * reach * way;
                self.path(&[(back, y - reach), (end, y), (back, y + reach)], stroke);
            } else {
                self.line((at, y - reach), (at, y + reach), stroke);
            }
        }
    }

    /// A point; hollow ones are white inside.
    pub(super) fn marker(
        &mut self,
        marker: Marker,
        at: (f64, f64),
        radius: f64,
        colour: &str,
        hollow: bool,
    ) {
        let (x, y) = at;
        let fill = if hollow { "#FFFFFF" } else { colour };
        let look = format!(r#"fill="{fill}" stroke="{colour}" stroke-width="2""#);
        if marker == Marker::Circle {
            self.element(format_args!(
                r#"<circle cx="{}" cy="{}" r="{}" {look}/>"#,
                number(x),
                number(y),
                number(radius),
            ));
            return;
        }
        let (r, q) = (radius, 0.4 * radius);
        let corner: Vec<(f64, f64)> = match marker {
            Marker::Circle => Vec::new(),
            Marker::Square => vec![(-r, -r), (r, -r), (r, r), (-r, r)],
            Marker::Diamond => vec![
                (0.0, -1.3 * r),
                (1.3 * r, 0.0),
                (0.0, 1.3 * r),
                (-1.3 * r, 0.0),
            ],
            Marker::Up => vec![(0.0, -1.2 * r), (1.2 * r, r), (-1.2 * r, r)],
            Marker::Down => vec![(0.0, 1.2 * r), (1.2 * r, -r), (-1.2 * r, -r)],
            Marker::Cross => vec![
                (-q, -r),
                (q, -r),
                (q, -q),
                (r, -q),
                (r, q),
                (q, q),
                (q, r),
                (-q, r),
                (-q, q),
                (-r, q),
                (-r, -q),
                (-q, -q),
            ],
        };
        let placed: Vec<(f64, f64)> = corner.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        self.element(format_args!(
            r#"<polygon points="{}" {look}/>"#,
            corners(&placed)
        ));
    }

    /// Words on one line, their baseline at `at`.
    pub(super) fn text(&mut self, at: (f64, f64), words: &str, font: Font) {
        self.words(at, words, font, "");
    }

    /// The name of an axis, with its unit.
    pub(super) fn axis_name(&mut self, at: (f64, f64), words: &str, font: Font) {
        self.words(at, words, font, r#" class="axis-name""#);
    }

    fn words(&mut self, at: (f64, f64), words: &str, font: Font, class: &str) {
        let anchor = match font.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let weight = if font.bold {
            r#" font-weight="bold""#
        } else {
            ""
        };
        self.element(format_args!(
            r#"<text x="{}" y="{}" font-size="{}" fill="{}"{anchor}{weight}{class}>{}</text>"#,
            number(at.0),
            number(at.1),
            number(font.size),
            font.colour,
            escape(words),
        ));
    }

    fn element(&mut self, element: std::fmt::Arguments) {
        writeln!(self.body, "{element}").expect("writing to a string cannot fail");
    }

    /// The whole picture: `name` makes its ids unique on a page.
    pub(super) fn finish(self, name: &str, size: (f64, f64), title: &str, alt: &str) -> String {
        let (width, height) = (number(size.0), number(size.1));
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" "#,
                r#"viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc" "#,
                r#"font-family="Arial, Helvetica, sans-serif">"#,
                "\n<title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-desc\">{alt}</desc>\n{body}</svg>\n",
            ),
            width = width,
            height = height,
            name = name,
            title = escape(title),
            alt = escape(alt),
            body = self.body,
        )
    }
}

fn corners(points: &[(f64, f64)]) -> String {
    let pairs: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    pairs.join(" ")
}

/// A coordinate to a tenth, as short as it goes.
fn number(value: f64) -> String {
    assert!(value.is_finite(), "only finite places are drawn");
    let text = format!("{value:.1}");
    match text.strip_suffix(".0").unwrap_or(&text) {
        "-0" => "0".to_string(),
        short => short.to_string(),
    }
}

/// `text` with what XML reserves, or does not allow, put aside.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => escaped.push(' '),
            c if deceives(c) => escaped.push_str(&shown(&c.to_string())),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_reserved_characters_stay_text() {
        assert_eq!(
            escape("a < b & \"c\"\n\u{1}"),
            "a &lt; b &amp; &quot;c&quot;  "
        );
    }

    #[test]
    fn coordinates_are_short_and_have_no_negative_zero() {
        assert_eq!(number(-0.01), "0");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(12.34), "12.3");
    }
}
