//! Lines over periods: all in one plot, or a panel each.

use crate::canvas::{INK, Label, Look, MARGIN, Page, WIDTH, looks, solid, tick_room};
use crate::chart::Material;
use crate::picture::{Anchor, Picture};
use crate::place::stack;
use crate::scale::{Limits, Scale};
use crate::targets::{LINE, Target, limits};
use crate::words::listed;
use tierone_engine::study::Spread;

/// Room for the names of policies at the ends of the lines.
const NAMES: f64 = 220.0;
/// Lines of other policies.
const GHOST: &str = "#A6ABAD";

/// A policy's line: period, figure.
pub(super) type Series<'a> = Vec<(usize, &'a Spread)>;

/// All lines in one plot, names at their ends.
pub(super) fn together(
    page: &mut Page,
    material: &Material,
    all: &[Series],
    names: &[String],
    targets: &[Target],
) {
    let n = all.len();
    page.names(&[(MARGIN, Anchor::Start, "Accuracy (% of decisions)")]);
    let looks = looks(n);
    let lines = shared(material, targets);
    let of_policies = (0..n).map(|policy| Label::new(material.name(policy), "", false, NAMES));
    let of_lines = lines.iter();
    let of_lines = of_lines.map(|(words, _)| Label::new("", words, false, NAMES));
    let labels: Vec<Label> = of_policies.chain(of_lines).collect();
    let heights: Vec<f64> = labels.iter().map(|label| label.height() + 8.0).collect();
    let top = page.y + 8.0;
    let bottom = top + heights.iter().sum::<f64>().max(340.0);
    let scale = scale(all, targets, (bottom, top));
    let left = MARGIN + tick_room(&scale) + 4.0;
    let right = WIDTH - MARGIN - NAMES - 44.0;
    page.grid_up(&scale, left, right);
    let slots = Slots {
        left,
        right,
        periods: names.len(),
        policies: n,
        scale: &scale,
    };
    page.names_across((left, right), bottom, names);
    for (series, look) in all.iter().enumerate().zip(&looks) {
        slots.band(&mut page.picture, series, *look);
    }
    for (series, look) in all.iter().enumerate().zip(&looks) {
        slots.line(&mut page.picture, series, *look);
    }
    let end = |(policy, series): (usize, &Series)| Some(slots.at(policy, series.last()?));
    let ends: Vec<Option<(f64, f64)>> = all.iter().enumerate().map(end).collect();
    let limits = lines.iter().map(|(_, limit)| scale.at(*limit));
    let wanted = ends.iter().map(|end| end.map_or(bottom, |(_, y)| y));
    let wanted: Vec<f64> = wanted.chain(limits.clone()).collect();
    let middles = stack(&wanted, &heights, top, bottom);
    for (policy, end) in ends.iter().enumerate() {
        let Some(end) = end else { continue };
        let (x, y) = (right + 30.0, middles[policy]);
        let look = looks[policy];
        let leader = [
            (end.0 + 7.0, end.1),
            (right + 4.0, end.1),
            (x - 8.0, y),
            (x, y),
        ];
        page.picture.path(&leader, solid(look.colour, 1.0));
        page.picture
            .marker(look.marker, (x + 4.0, y), 4.0, look.colour, false);
        labels[policy].write(&mut page.picture, (x + 14.0, y), INK);
    }
    for (line, level) in limits.enumerate() {
        let (x, y) = (right + 30.0, middles[n + line]);
        page.picture.line((left, level), (right + 4.0, level), LINE);
        page.picture
            .path(&[(right + 4.0, level), (x - 8.0, y), (x + 8.0, y)], LINE);
        labels[n + line].write(&mut page.picture, (x + 14.0, y), INK);
    }
    page.y = bottom + 44.0;
}

/// Targets each once, with the policies that they are of where not all have them.
fn shared(material: &Material, targets: &[Target]) -> Vec<(String, f64)> {
    let mut lines: Vec<(String, f64)> = Vec::new();
    for target in targets {
        let alike = targets.iter().filter(|other| other.words == target.words);
        let of: Vec<&str> = alike.map(|other| material.name(other.policy)).collect();
        let words = match of.len() == material.scenario.policies.len() {
            true => target.words.clone(),
            false => format!("{}, of {}", target.words, listed(&of)),
        };
        if lines.iter().all(|(known, _)| *known != words) {
            lines.push((words, target.limit));
        }
    }
    lines
}

/// A panel a policy, the others in grey behind it: the bands of many cannot be told apart in one.
pub(super) fn apart(
    page: &mut Page,
    material: &Material,
    all: &[Series],
    names: &[String],
    targets: &[Target],
) {
    const GAP: f64 = 28.0;
    let across = if all.len() == 4 { 2 } else { 3 };
    let axis = "Accuracy (% of decisions), a panel a policy, the others in grey";
    page.names(&[(MARGIN, Anchor::Start, axis)]);
    let looks = looks(all.len());
    let each = (WIDTH - 2.0 * MARGIN - (across - 1) as f64 * GAP) / across as f64;
    let policies: Vec<usize> = (0..all.len()).collect();
    for shelf in policies.chunks(across) {
        let label = |policy: &usize| {
            let own = targets.iter().filter(|target| target.policy == *policy);
            let own: Vec<&str> = own.map(|target| target.words.as_str()).collect();
            Label::new(material.name(*policy), &own.join("; "), true, each - 20.0)
        };
        let labels: Vec<Label> = shelf.iter().map(label).collect();
        let height = labels.iter().map(Label::height).fold(0.0, f64::max);
        let top = page.y + height + 20.0;
        let bottom = top + 170.0;
        let scale = scale(all, targets, (bottom, top));
        for (place, (policy, label)) in shelf.iter().zip(&labels).enumerate() {
            let start = MARGIN + place as f64 * (each + GAP);
            let left = start + tick_room(&scale) + 4.0;
            let right = start + each;
            let middle = page.y + 8.0 + label.height() / 2.0;
            let look = looks[*policy];
            let at = (start + 6.0, page.y + 17.0);
            page.picture
                .marker(look.marker, at, 4.5, look.colour, false);
            label.write(&mut page.picture, (start + 18.0, middle), INK);
            page.grid_up(&scale, left, right);
            // Alone in its panel, a line stands in the middle of its periods.
            let slots = Slots {
                left,
                right,
                periods: names.len(),
                policies: 1,
                scale: &scale,
            };
            page.names_across((left, right), bottom, names);
            for series in all.iter().enumerate().filter(|(other, _)| other != policy) {
                slots.ghost(&mut page.picture, series.1);
            }
            for target in targets.iter().filter(|target| target.policy == *policy) {
                let level = scale.at(target.limit);
                page.picture.line((left, level), (right, level), LINE);
            }
            slots.band(&mut page.picture, (0, &all[*policy]), look);
            slots.line(&mut page.picture, (0, &all[*policy]), look);
        }
        page.y = bottom + 32.0;
    }
    page.y += 16.0;
}

/// Where periods and policies are from left to right, and figures upwards.
struct Slots<'s> {
    left: f64,
    right: f64,
    periods: usize,
    policies: usize,
    scale: &'s Scale,
}

impl Slots<'_> {
    fn width(&self) -> f64 {
        (self.right - self.left) / self.periods as f64
    }

    /// Policies stand a little apart, so that equal ones do not hide each other.
    fn x(&self, policy: usize, period: usize) -> f64 {
        let most = if self.periods == 1 { 40.0 } else { 5.0 };
        let apart = (self.width() / (self.policies + 1) as f64).min(most);
        let middle = self.left + (period as f64 + 0.5) * self.width();
        middle + (policy as f64 - (self.policies - 1) as f64 / 2.0) * apart
    }

    fn at(&self, policy: usize, (period, spread): &(usize, &Spread)) -> (f64, f64) {
        (self.x(policy, *period), self.scale.at(spread.mean))
    }

    /// Another policy's line, for comparison.
    fn ghost(&self, picture: &mut Picture, series: &Series) {
        for run in runs(series) {
            let points: Vec<(f64, f64)> = run.iter().map(|point| self.at(0, point)).collect();
            match points[..] {
                [(x, y)] => picture.line((x - 14.0, y), (x + 14.0, y), solid(GHOST, 1.5)),
                _ => picture.path(&points, solid(GHOST, 1.5)),
            }
        }
    }

    /// The middle 95 % of replications.
    fn band(&self, picture: &mut Picture, (policy, series): (usize, &Series), look: Look) {
        for run in runs(series) {
            let side = |which: usize| -> Vec<(f64, f64)> {
                let end = |(period, spread): &(usize, &Spread)| {
                    let end = self.scale.at(spread.percentiles?[which]);
                    Some((self.x(policy, *period), end))
                };
                run.iter().filter_map(end).collect()
            };
            let (mut outline, upper) = (side(0), side(2));
            if run.len() == 1 {
                if let ([low], [high]) = (&outline[..], &upper[..]) {
                    let (from, to) = ((low.0 - 5.0, low.1), (high.0 + 5.0, high.1));
                    picture.rect(from, to, look.colour, 0.25);
                }
                continue;
            }
            outline.extend(upper.iter().rev());
            let opacity = if self.policies == 1 { 0.2 } else { 0.12 };
            picture.area(&outline, look.colour, opacity);
        }
    }

    fn line(&self, picture: &mut Picture, (policy, series): (usize, &Series), look: Look) {
        for run in runs(series) {
            let points = run.iter().map(|point| self.at(policy, point));
            let points: Vec<(f64, f64)> = points.collect();
            if points.len() > 1 {
                picture.path(&points, look.stroke());
            }
            // Markers where there is room for them; always at the end.
            let every = (14.0 / self.width()).ceil().max(1.0) as usize;
            for (index, point) in points.iter().enumerate() {
                if (points.len() - 1 - index).is_multiple_of(every) {
                    picture.marker(look.marker, *point, 3.5, look.colour, false);
                }
            }
        }
    }
}

/// Stretches of periods that follow one another.
fn runs<'a, 's>(series: &'s Series<'a>) -> Vec<&'s [(usize, &'a Spread)]> {
    series.chunk_by(|a, b| a.0 + 1 == b.0).collect()
}

/// Lines in one plot up to so many.
pub(super) const TOGETHER: usize = 3;

/// The axis of accuracy between two heights.
pub(super) fn scale(all: &[Series], targets: &[Target], pixels: (f64, f64)) -> Scale {
    let most = if all.len() > TOGETHER { 6 } else { 8 };
    let values: Vec<f64> = extent(all).into_iter().chain(limits(targets)).collect();
    Scale::fit(&values, Limits::Percent, pixels, most)
}

fn extent(all: &[Series]) -> Vec<f64> {
    let mut values = Vec::new();
    for (_, spread) in all.iter().flatten() {
        values.push(spread.mean);
        values.extend(spread.percentiles.iter().flatten());
    }
    values
}
