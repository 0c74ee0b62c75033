//! Where a point stands to its limits, shown by shape and colour, so that either is enough.

use super::words::percent;
use crate::canvas::{GREY, PAIR, Page, solid};
use crate::claims::{Count, stands_out};
use crate::drawing::Table;
use crate::picture::{Marker, Picture, Stroke};
use crate::signs;
use tierone_records::assess::Point;

/// Colour of what is within its limits.
const WITHIN: &str = PAIR[0];
/// Colour of what is not.
const OUT: &str = PAIR[1];

/// Where a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// Between its limits, or on one.
    Within,
    /// Above the upper limit.
    Above,
    /// Below the lower limit.
    Below,
}

impl Stands {
    /// A value, and its lower and upper limit.
    pub(super) fn of(value: f64, (low, high): (f64, f64)) -> Self {
        if value > high {
            Self::Above
        } else if value < low {
            Self::Below
        } else {
            Self::Within
        }
    }

    /// A share that is wrong, and its limits.
    pub(super) fn at(point: &Point) -> Self {
        Self::of(point.share(), point.limits)
    }

    /// Whether the point signals.
    pub(super) fn is_out(self) -> bool {
        self != Self::Within
    }

    /// Its word in a table.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Above => "above",
            Self::Below => "below",
        }
    }

    /// Draws a point; those that signal are larger.
    pub(super) fn mark(self, picture: &mut Picture, at: (f64, f64), radius: f64) {
        match self {
            Self::Within => picture.marker(Marker::Circle, at, radius, WITHIN, false),
            Self::Above => picture.marker(Marker::Up, at, radius.max(6.0), OUT, false),
            Self::Below => picture.marker(Marker::Down, at, radius.max(6.0), OUT, false),
        }
    }
}

/// The line of limits.
pub(super) const LIMIT: Stroke = Stroke {
    dash: "6 4",
    ..CENTRE
};

/// The line of the centre.
pub(super) const CENTRE: Stroke = solid(GREY, 1.5);

/// The key: what a point is, what the centre and what the limits are.
pub(super) fn key(page: &mut Page, point: &str, lines: [&str; 2]) {
    let mark = |stands: Stands| {
        move |picture: &mut Picture, (x, y): (f64, f64)| stands.mark(picture, (x + 17.0, y), 4.0)
    };
    page.key(&[
        (&mark(Stands::Within), point),
        (&mark(Stands::Above), "above its upper limit"),
        (&mark(Stands::Below), "below its lower limit"),
        (&signs::line(CENTRE), lines[0]),
        (&signs::line(LIMIT), lines[1]),
    ]);
}

/// Fails among checks of points together.
pub(super) fn count(points: &[Point]) -> Count {
    let groups = || points.iter().map(|point| point.group);
    let failed = groups().map(|group| group.failed).sum();
    (failed, groups().map(|group| group.checked).sum())
}

/// The share of all points together that is wrong: what their limits are around.
pub(super) fn share_of_all(points: &[Point]) -> f64 {
    let (failed, checked) = count(points);
    failed as f64 / checked as f64
}

/// Whether a point is further out than chance puts any of so many.
pub(super) fn is_beyond_chance(points: &[Point], point: &Point) -> bool {
    let own = std::slice::from_ref(point);
    stands_out(count(own), count(points), points.len())
}

/// What is said where none of so many is: those outside their limits are as few as chance alone may put there.
pub(super) fn none_of(thing: &str, all: usize, outside: usize) -> String {
    match outside {
        0 => format!("No {thing} stands out: all {all} are within their limits"),
        1 => format!(
            "1 of {all} is outside its limits, which chance alone may do: no {thing} stands out"
        ),
        _ => format!(
            "{outside} of {all} are outside their limits, which chance alone may do: no {thing} stands out"
        ),
    }
}

/// What figures of points are of, and how many chance alone would put outside their limits.
pub(super) fn by_chance(points: &[Point]) -> String {
    let alarms: f64 = points.iter().map(|point| point.false_alarm).sum();
    format!(
        "Checked cases only, not weighted. Chance alone would put {alarms:.2} of these points outside their limits."
    )
}

/// Shares of points, which are periods or people, with their limits.
pub(super) fn table(name: &str, names: &[String], points: &[Point]) -> Table {
    let columns = [
        name,
        "Checked (decisions)",
        "Wrong (decisions)",
        "Share",
        "Lower limit",
        "Upper limit",
        "Stands",
    ];
    let row = |(name, point): (&String, &Point)| {
        vec![
            name.clone(),
            point.group.checked.to_string(),
            point.group.failed.to_string(),
            percent(point.share()),
            percent(point.limits.0),
            percent(point.limits.1),
            Stands::at(point).word().to_owned(),
        ]
    };
    Table::new(columns, names.iter().zip(points).map(row).collect())
}
