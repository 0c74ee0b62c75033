//! The page that every chart is drawn on: headline, subtitle, key, axes, row labels and source.

use super::drawing::{Drawing, Table};
use super::picture::{Anchor, Font, Marker, Picture, Stroke};
use super::scale::{Scale, TICK_SIZE};
use super::svg::svg;
use super::text::{widest, width, wrap};

/// Width of every chart, in pixels.
pub(super) const WIDTH: f64 = 960.0;
/// Nothing is drawn nearer to an edge.
pub(super) const MARGIN: f64 = 16.0;
/// Room for the labels of rows, from the left margin.
pub(super) const LABELS: f64 = 250.0;

/// Text.
pub(super) const INK: &str = "#0B0C0C";
/// Text of second rank.
pub(super) const GREY: &str = "#505A5F";
/// Gridlines.
pub(super) const GRID: &str = "#D8DADB";
/// Colours of categories, in this order.
pub(super) const PALETTE: [&str; 6] = [
    "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1",
];
/// Colours of parts that are no policies, such as truth and estimate: no policy has one of them.
pub(super) const PARTS: [&str; 2] = ["#0B0C0C", "#2073BC"];
/// Colours where there are two categories.
pub(super) const PAIR: [&str; 2] = ["#12436D", "#F46A25"];

/// A category's colour, and what tells it apart without colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Its colour.
    pub(super) colour: &'static str,
    /// Its marker.
    pub(super) marker: Marker,
    /// Its dashes.
    pub(super) dash: &'static str,
}

impl Look {
    /// The line of a category.
    pub(super) fn stroke(self) -> Stroke {
        Stroke {
            dash: self.dash,
            ..solid(self.colour, 2.0)
        }
    }
}

/// Looks of `n` categories.
pub(super) fn looks(n: usize) -> Vec<Look> {
    const MARKERS: [Marker; 6] = [
        Marker::Circle,
        Marker::Square,
        Marker::Diamond,
        Marker::Up,
        Marker::Down,
        Marker::Cross,
    ];
    const DASHES: [&str; 6] = ["", "8 4", "2 3", "12 4 2 4", "5 2", "14 5"];
    let colours: &[&str] = if n == 2 { &PAIR } else { &PALETTE };
    (0..n)
        .map(|index| Look {
            colour: colours[index % colours.len()],
            // After six, colours come again with other markers.
            marker: MARKERS[(index + index / 6) % 6],
            dash: DASHES[(index + index / 6) % 6],
        })
        .collect()
}

/// A line of a width and colour, not dashed.
pub(super) const fn solid(colour: &'static str, width: f64) -> Stroke {
    Stroke {
        colour,
        width,
        dash: "",
    }
}

/// A font of a size.
pub(super) fn font(size: f64, colour: &'static str, anchor: Anchor) -> Font {
    Font {
        size,
        bold: false,
        colour,
        anchor,
    }
}

/// The sign of a key: drawn to the right of a place.
pub(super) type Sign<'a> = &'a dyn Fn(&mut Picture, (f64, f64));

/// The label of a row: its name, and what is to be said of it in small print.
#[derive(Clone, Debug)]
pub(super) struct Label {
    name: Vec<String>,
    notes: Vec<String>,
    bold: bool,
}

impl Label {
    const SIZE: f64 = 14.0;
    const SMALL: f64 = 12.0;

    /// A label in at most `room` pixels across.
    pub(super) fn new(name: &str, notes: &str, bold: bool, room: f64) -> Self {
        Self {
            name: wrap(name, Self::SIZE, bold, room),
            notes: match notes {
                "" => Vec::new(),
                notes => wrap(notes, Self::SMALL, false, room),
            },
            bold,
        }
    }

    /// How high it is.
    pub(super) fn height(&self) -> f64 {
        self.name.len() as f64 * 18.0 + self.notes.len() as f64 * 15.0
    }

    /// How wide it is.
    pub(super) fn width(&self) -> f64 {
        let name = widest(&self.name, Self::SIZE, self.bold);
        name.max(widest(&self.notes, Self::SMALL, false))
    }

    /// Writes it to the right of `x`, its middle at `y`.
    pub(super) fn write(&self, picture: &mut Picture, (x, y): (f64, f64), colour: &'static str) {
        let mut baseline = y - self.height() / 2.0 + 14.0;
        for line in &self.name {
            let mut font = font(Self::SIZE, colour, Anchor::Start);
            font.bold = self.bold;
            picture.text((x, baseline), line, font);
            baseline += 18.0;
        }
        baseline -= 3.0;
        for line in &self.notes {
            picture.text((x, baseline), line, font(Self::SMALL, GREY, Anchor::Start));
            baseline += 15.0;
        }
    }
}

/// A chart in the making; drawn from the top down.
#[derive(Debug)]
pub(super) struct Page {
    name: String,
    title: String,
    subtitle: String,
    /// What is drawn.
    pub(super) picture: Picture,
    /// Down to where it is used.
    pub(super) y: f64,
}

impl Page {
    /// A page with a headline that says the finding and a subtitle that says what is measured.
    pub(super) fn open(name: &str, title: &str, subtitle: &str) -> Self {
        let mut page = Self {
            name: name.to_string(),
            title: title.to_string(),
            subtitle: subtitle.to_string(),
            picture: Picture::default(),
            y: 8.0,
        };
        let room = WIDTH - 2.0 * MARGIN;
        for line in wrap(title, 21.0, true, room) {
            page.y += 27.0;
            let mut font = font(21.0, INK, Anchor::Start);
            font.bold = true;
            page.picture.text((MARGIN, page.y), &line, font);
        }
        page.y += 4.0;
        for line in wrap(subtitle, 15.0, false, room) {
            page.y += 21.0;
            page.picture
                .text((MARGIN, page.y), &line, font(15.0, GREY, Anchor::Start));
        }
        page.y += 12.0;
        page
    }

    /// Signs with their meanings, in as many lines as they need.
    pub(super) fn key(&mut self, entries: &[(Sign, &str)]) {
        const SIGN: f64 = 34.0;
        let mut x = MARGIN;
        self.y += 12.0;
        for (sign, meaning) in entries {
            let length = SIGN + 8.0 + width(meaning, 13.0, false);
            if x > MARGIN && x + length > WIDTH - MARGIN {
                x = MARGIN;
                self.y += 22.0;
            }
            sign(&mut self.picture, (x, self.y));
            let at = (x + SIGN + 8.0, self.y + 4.5);
            self.write(at, meaning, Anchor::Start);
            x += length + 24.0;
        }
        self.y += 16.0;
    }

    /// The name of an axis or of a column, above it; moves down.
    pub(super) fn names(&mut self, names: &[(f64, Anchor, &str)]) {
        self.y += 18.0;
        for (x, anchor, name) in names {
            let font = font(TICK_SIZE, INK, *anchor);
            self.picture.axis_name((*x, self.y), name, font);
        }
        self.y += 8.0;
    }

    /// Upright gridlines of a horizontal axis between two heights, tick labels under them.
    pub(super) fn grid_across(&mut self, scale: &Scale, top: f64, bottom: f64) {
        for tick in &scale.ticks {
            let x = scale.at(*tick);
            self.picture.line((x, top), (x, bottom), solid(GRID, 1.0));
            let at = (x, bottom + 17.0);
            self.write(at, &scale.label(*tick), Anchor::Middle);
        }
    }

    /// Level gridlines of an upright axis between two places, tick labels left of them.
    pub(super) fn grid_up(&mut self, scale: &Scale, left: f64, right: f64) {
        for tick in &scale.ticks {
            let y = scale.at(*tick);
            self.picture.line((left, y), (right, y), solid(GRID, 1.0));
            let at = (left - 8.0, y + 4.5);
            self.write(at, &scale.label(*tick), Anchor::End);
        }
    }

    /// Names of slots of equal width between two places, under `bottom`: as many as leave one another room.
    pub(super) fn names_across(
        &mut self,
        (left, right): (f64, f64),
        bottom: f64,
        names: &[String],
    ) {
        let slot = (right - left) / names.len() as f64;
        let longest = widest(names, TICK_SIZE, false);
        let every = ((longest + 14.0) / slot).ceil().max(1.0) as usize;
        for (index, name) in names.iter().enumerate().step_by(every) {
            let x = left + (index as f64 + 0.5) * slot;
            self.tick((x, bottom), name, solid(INK, 1.0));
        }
    }

    /// Ticks of a horizontal axis at `bottom`, their labels under them.
    pub(super) fn ticks_across(&mut self, scale: &Scale, bottom: f64, stroke: Stroke) {
        for tick in &scale.ticks {
            self.tick((scale.at(*tick), bottom), &scale.label(*tick), stroke);
        }
    }

    fn tick(&mut self, (x, bottom): (f64, f64), label: &str, stroke: Stroke) {
        self.picture.line((x, bottom), (x, bottom + 5.0), stroke);
        self.write((x, bottom + 20.0), label, Anchor::Middle);
    }

    /// Words of the size of ticks.
    pub(super) fn write(&mut self, at: (f64, f64), words: &str, anchor: Anchor) {
        self.picture.text(at, words, font(TICK_SIZE, INK, anchor));
    }

    /// The name of an axis that stands under it.
    pub(super) fn axis_name(&mut self, at: (f64, f64), name: &str) {
        let font = font(TICK_SIZE, INK, Anchor::Start);
        self.picture.axis_name(at, name, font);
    }

    /// An upright line at a value between two heights.
    pub(super) fn upright(
        &mut self,
        scale: &Scale,
        value: f64,
        (top, bottom): (f64, f64),
        stroke: Stroke,
    ) {
        let x = scale.at(value);
        self.picture.line((x, top), (x, bottom), stroke);
    }

    /// Closes the page: the source under it, the alternative text and the data beside it.
    pub(super) fn finish(mut self, source: &str, alt: &str, table: Table) -> Drawing {
        self.y += 10.0;
        for line in wrap(source, 12.0, false, WIDTH - 2.0 * MARGIN) {
            self.y += 16.0;
            self.picture
                .text((MARGIN, self.y), &line, font(12.0, GREY, Anchor::Start));
        }
        let alt = format!("{} {} {alt}", sentence(&self.title), self.subtitle);
        let size = (WIDTH, (self.y + 12.0).ceil());
        Drawing {
            svg: svg(&self.picture, &self.name, size, &self.title, &alt),
            name: self.name,
            picture: self.picture,
            size,
            title: self.title,
            subtitle: self.subtitle,
            alt,
            table,
        }
    }
}

/// Room that the tick labels of an upright axis need on its left.
pub(super) fn tick_room(scale: &Scale) -> f64 {
    let labels: Vec<String> = scale.ticks.iter().map(|tick| scale.label(*tick)).collect();
    widest(&labels, TICK_SIZE, false) + 8.0
}

fn sentence(text: &str) -> String {
    if text.ends_with('.') {
        text.to_string()
    } else {
        format!("{text}.")
    }
}
