//! What closed forms say of points, and how far they may be off.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::closed_forms;
use super::figures::Aimed;
use super::space::{Point, Space};
use super::worlds::Worlds;

/// Policies at least by which it is known how far closed forms are off.
const ENOUGH: usize = 20;

/// What closed forms said of each point that they were asked of.
#[derive(Default)]
pub(super) struct Asked {
    /// Of each aim that is a width; nothing of a point that is left out.
    widths: BTreeMap<Point, Vec<Option<f64>>>,
    hours: BTreeMap<Point, f64>,
}

impl Asked {
    fn widths(&mut self, space: &Space, aims: &[&Aimed], points: &[Point]) -> Vec<&[Option<f64>]> {
        let is_new = |point: &&Point| !self.widths.contains_key(*point);
        let new: Vec<Point> = points.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            self.widths
                .extend(new.iter().map(|point| (point.clone(), Vec::new())));
            let known = closed_forms::known(space, aims, new).into_iter();
            self.widths
                .extend(known.map(|known| (known.point, known.widths)));
        }
        let widths = &self.widths;
        let of = |point: &Point| widths[point].as_slice();
        points.iter().map(of).collect()
    }

    /// None where the hours of one are not known.
    pub(super) fn hours(&mut self, space: &Space, points: &[Point]) -> Option<Vec<f64>> {
        let is_new = |point: &&Point| !self.hours.contains_key(*point);
        let new: Vec<Point> = points.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            let known = closed_forms::hours(space, &new)?;
            self.hours.extend(new.into_iter().zip(known));
        }
        Some(points.iter().map(|point| self.hours[point]).collect())
    }
}

/// How far closed forms were off.
pub(super) struct Formula {
    /// Of each aim that is a width, in points, the root mean square; nothing where too few are known.
    pub(super) off: Vec<f64>,
}

impl Formula {
    fn widths(aims: &[Aimed]) -> Vec<&Aimed> {
        let widths = aims.iter().filter(|aim| closed_forms::is_width(aim));
        widths.collect()
    }

    /// By the policies that were selected from.
    pub(super) fn measured<'c>(
        (space, asked): (&Space, &mut Asked),
        worlds: &Worlds,
        aims: &[Aimed],
        selected: impl Iterator<Item = &'c Candidate>,
    ) -> Self {
        let widths = Self::widths(aims);
        let selected: Vec<&Candidate> = selected.take(3 * ENOUGH).collect();
        let points: Vec<Point> = selected.iter().map(|one| one.point.clone()).collect();
        let known = asked.widths(space, &widths, &points);
        let off = widths.iter().enumerate().map(|(at, aim)| {
            let apart = |(candidate, known): (&&Candidate, &&[Option<f64>])| {
                let simulated = worlds.summary(candidate.number, aim.figure)?.mean;
                let known = known.get(at).copied().flatten()?;
                Some((simulated - known).powi(2))
            };
            let squares: Vec<f64> = selected.iter().zip(&known).filter_map(apart).collect();
            let enough = squares.len() >= ENOUGH;
            let mean = squares.iter().sum::<f64>() / squares.len() as f64;
            if enough { mean.sqrt() } else { f64::INFINITY }
        });
        Self { off: off.collect() }
    }

    pub(super) fn is_known(&self) -> bool {
        self.off.iter().any(|off| off.is_finite())
    }

    /// Of each point, by how many times what closed forms were off by they put it beyond a limit, the most of all aims; below any
    /// where they do not know it.
    pub(super) fn beyond(
        &self,
        (space, asked): (&Space, &mut Asked),
        aims: &[Aimed],
        points: &[Point],
    ) -> Vec<f64> {
        let widths = Self::widths(aims);
        if !self.is_known() {
            return vec![f64::NEG_INFINITY; points.len()];
        }
        let of = |known: &[Option<f64>]| {
            let each = widths.iter().zip(known).zip(&self.off);
            let beyond = each.filter_map(|((aim, width), off)| {
                let beyond = ((*width)? - aim.limit) / off;
                off.is_finite().then_some(beyond)
            });
            beyond.fold(f64::NEG_INFINITY, f64::max)
        };
        let known = asked.widths(space, &widths, points);
        known.into_iter().map(of).collect()
    }
}
