//! Values over periods within limits that are each period's own.

use super::named::{self, Around};
use super::stands::{self, Stands};
use crate::canvas::{GREY, MARGIN, PAIR, Page, WIDTH, solid, tick_room};
use crate::picture::Anchor;
use crate::place::{Rect, stack};
use crate::scale::{Limits, Scale};
use crate::words::short;

/// Room for the names of limits at the end of their lines.
const ENDS: f64 = 190.0;

/// A value a period.
#[derive(Clone, Debug)]
pub(super) struct Course {
    /// The name of the upright axis, with its unit.
    pub(super) axis: &'static str,
    /// What values can be at all.
    pub(super) range: Limits,
    /// Names of the periods.
    pub(super) names: Vec<String>,
    /// A value a period, as on the axis.
    pub(super) values: Vec<f64>,
    /// The limits of each.
    pub(super) limits: Vec<(f64, f64)>,
    /// What they are limits around.
    pub(super) centre: f64,
    /// Where each value stands.
    pub(super) stands: Vec<Stands>,
    /// A value in words.
    pub(super) say: fn(f64) -> String,
}

impl Course {
    /// Draws axes, limits, values, and the names of those that stand out; moves down.
    pub(super) fn draw(&self, page: &mut Page) {
        page.names(&[(MARGIN, Anchor::Start, self.axis)]);
        let top = page.y + 8.0;
        let bottom = top + 340.0;
        // Names of those at the very bottom need room.
        let up = Scale::fit(&self.extent(), self.range, (bottom - 14.0, top), 8);
        let (left, right) = (MARGIN + tick_room(&up) + 4.0, WIDTH - MARGIN - ENDS);
        page.grid_up(&up, left, right);
        page.names_across((left, right), bottom, &self.names);
        let slot = (right - left) / self.names.len() as f64;
        let steps = |of: fn(&(f64, f64)) -> f64| -> Vec<(f64, f64)> {
            let limits = self.limits.iter().enumerate();
            let step = limits.map(|(index, limits)| {
                let (x, y) = (left + index as f64 * slot, up.at(of(limits)));
                [(x, y), (x + slot, y)]
            });
            step.flatten().collect()
        };
        let (low, high) = (steps(|limits| limits.0), steps(|limits| limits.1));
        page.picture.path(&low, stands::LIMIT);
        page.picture.path(&high, stands::LIMIT);
        let level = up.at(self.centre);
        let ends = ((left, level), (right, level));
        page.picture.line(ends.0, ends.1, stands::CENTRE);
        let points = self.values.iter().enumerate();
        let points =
            points.map(|(index, value)| (left + (index as f64 + 0.5) * slot, up.at(*value)));
        let points: Vec<(f64, f64)> = points.collect();
        page.picture.path(&points, solid(PAIR[0], 1.5));
        let radius = (0.3 * slot).clamp(1.5, 4.0);
        for (at, stands) in points.iter().zip(&self.stands) {
            stands.mark(&mut page.picture, *at, radius);
        }
        self.ends(page, &up, right);
        let lines = [low, high, points.clone()];
        let around = Around {
            points: points.iter().map(|at| (*at, radius)).collect(),
            lines: lines.iter().flat_map(|line| named::pieces(line)).collect(),
            bounds: Rect(left, top - 4.0, right, bottom - 2.0),
        };
        let name = |index: usize| {
            let (name, value) = (short(&self.names[index], 24), self.values[index]);
            (points[index], format!("{name}: {}", (self.say)(value)))
        };
        let wanted: Vec<_> = self.furthest().into_iter().map(name).collect();
        named::write(&mut page.picture, &wanted, &around);
        page.y = bottom + 44.0;
        page.axis_name((MARGIN, page.y), "Period in which the cases were closed");
        page.y += 4.0;
    }

    /// What the lines are, and where they end.
    fn ends(&self, page: &mut Page, up: &Scale, right: f64) {
        let (low, high) = self.limits[self.limits.len() - 1];
        let ends = [
            ("upper limit", high),
            ("centre", self.centre),
            ("lower limit", low),
        ];
        let wanted: Vec<f64> = ends.iter().map(|(_, value)| up.at(*value)).collect();
        let (bottom, top) = up.pixels();
        let middles = stack(&wanted, &[18.0; 3], top - 9.0, bottom + 9.0);
        for (((name, value), at), middle) in ends.iter().zip(&wanted).zip(middles) {
            let leader = ((right + 3.0, *at), (right + 18.0, middle));
            page.picture.line(leader.0, leader.1, solid(GREY, 1.0));
            let words = format!("{name} {}", (self.say)(*value));
            page.write((right + 22.0, middle + 4.5), &words, Anchor::Start);
        }
    }

    /// Those that stand out, the furthest from the centre first.
    pub(super) fn furthest(&self) -> Vec<usize> {
        let all = 0..self.values.len();
        let mut out: Vec<usize> = all.filter(|index| self.stands[*index].is_out()).collect();
        let away = |index: usize| (self.values[index] - self.centre).abs();
        out.sort_by(|a, b| away(*b).total_cmp(&away(*a)));
        out
    }

    /// A sentence a period.
    pub(super) fn sentences(&self) -> String {
        let sentence = |(index, name): (usize, &String)| {
            let (low, high) = self.limits[index];
            let [value, low, high] = [self.values[index], low, high].map(self.say);
            let word = self.stands[index].word();
            format!(" {name}: {value}, limits {low} to {high}, {word}.")
        };
        self.names.iter().enumerate().map(sentence).collect()
    }

    fn extent(&self) -> Vec<f64> {
        let limits = self.limits.iter().flat_map(|(low, high)| [*low, *high]);
        self.values.iter().copied().chain(limits).collect()
    }
}
