//! What a picture is made of: lines, shapes and words in their places, before anything draws them.

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
#[derive(Clone, Copy, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// One thing in a picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A line through points.
    Line {
        /// The points.
        points: Vec<(f64, f64)>,
        /// How it looks.
        stroke: Stroke,
    },
    /// A filled shape.
    Area {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Its colour.
        colour: &'static str,
        /// How much of what is under it it hides.
        opacity: f64,
    },
    /// A filled rectangle.
    Rect {
        /// Its upper left corner and its lower right one.
        ends: [(f64, f64); 2],
        /// Its colour.
        colour: &'static str,
        /// How much of what is under it it hides.
        opacity: f64,
    },
    /// A point.
    Point {
        /// Its shape.
        marker: Marker,
        /// Its middle.
        at: (f64, f64),
        /// How far it reaches.
        radius: f64,
        /// Its colour.
        colour: &'static str,
        /// Whether it is white inside.
        hollow: bool,
    },
    /// Words on one line.
    Words {
        /// Their baseline.
        at: (f64, f64),
        /// The words.
        words: String,
        /// How they look.
        font: Font,
        /// Whether they name an axis.
        of_axis: bool,
    },
}

impl Shape {
    /// From where to where it reaches at most, down the page.
    pub(super) fn reach(&self) -> (f64, f64) {
        let around = |points: &[(f64, f64)], beyond: f64| {
            let heights = points.iter().map(|(_, y)| *y);
            let top = heights.clone().fold(f64::INFINITY, f64::min);
            (
                top - beyond,
                heights.fold(f64::NEG_INFINITY, f64::max) + beyond,
            )
        };
        match self {
            // With its edge, and what rounding adds.
            Self::Line { points, stroke } => around(points, stroke.width + 1.0),
            Self::Area { points, .. } => around(points, 1.0),
            Self::Rect { ends, .. } => around(ends, 1.0),
            // A diamond is the tallest of all.
            Self::Point { at, radius, .. } => around(&[*at], 1.3 * (radius + 1.0) + 1.0),
            // The tallest letters have two marks above.
            Self::Words { at, font, .. } => around(&[*at], 1.5 * font.size),
        }
    }
}

/// A picture in the making: its shapes, each over those before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Picture {
    pub(super) shapes: Vec<Shape>,
}

impl Picture {
    /// A line through points.
    pub(super) fn path(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let points = points.to_vec();
        self.shapes.push(Shape::Line { points, stroke });
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.path(&[from, to], stroke);
    }

    /// A filled shape.
    pub(super) fn area(&mut self, points: &[(f64, f64)], colour: &'static str, opacity: f64) {
        self.shapes.push(Shape::Area {
            points: points.to_vec(),
            colour,
            opacity,
        });
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(
        &mut self,
        a: (f64, f64),
        b: (f64, f64),
        colour: &'static str,
        opacity: f64,
    ) {
        let ends = [(a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1))];
        self.shapes.push(Shape::Rect {
            ends,
            colour,
            opacity,
        });
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
        colour: &'static str,
        hollow: bool,
    ) {
        self.shapes.push(Shape::Point {
            marker,
            at,
            radius,
            colour,
            hollow,
        });
    }

    /// Words on one line, their baseline at `at`.
    pub(super) fn text(&mut self, at: (f64, f64), words: &str, font: Font) {
        self.words(at, words, font, false);
    }

    /// The name of an axis, with its unit.
    pub(super) fn axis_name(&mut self, at: (f64, f64), words: &str, font: Font) {
        self.words(at, words, font, true);
    }

    fn words(&mut self, at: (f64, f64), words: &str, font: Font, of_axis: bool) {
        self.shapes.push(Shape::Words {
            at,
            words: plain(words),
            font,
            of_axis,
        });
    }
}

/// The corners of a marker; none of a circle.
pub(super) fn corners(marker: Marker, (x, y): (f64, f64), radius: f64) -> Option<Vec<(f64, f64)>> {
    let (r, q) = (radius, 0.4 * radius);
    let corners: Vec<(f64, f64)> = match marker {
        Marker::Circle => return None,
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
    Some(
        corners
            .into_iter()
            .map(|(dx, dy)| (x + dx, y + dy))
            .collect(),
    )
}

/// Words without characters that no file may hold or that deceive the eye.
pub(super) fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => plain.push(' '),
            c if deceives(c) => plain.push_str(&shown(&c.to_string())),
            c => plain.push(c),
        }
    }
    plain
}
