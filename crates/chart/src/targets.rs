//! Targets as lines in the charts of what they are about.

use super::canvas::{GREY, Page, font};
use super::picture::{Anchor, Picture, Stroke};
use super::rows::Layout;
use super::scale::Scale;
use super::{canvas::INK, canvas::Label, canvas::MARGIN};
use tierone_scenario::{Scenario, TargetMeasure};

/// A target on a share.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    /// The policy that it is of.
    pub(super) policy: usize,
    /// What it says.
    pub(super) words: String,
    /// Its limit, in percent.
    pub(super) limit: f64,
}

/// The targets of every policy on one of these measures, which are shares.
pub(super) fn targets(scenario: &Scenario, measures: &[TargetMeasure]) -> Vec<Target> {
    let mut found = Vec::new();
    for (policy, rules) in scenario.policies.iter().enumerate() {
        let of = rules.targets.iter();
        for target in of.filter(|target| measures.contains(&target.measure)) {
            let limit = 100.0 * target.limit.value();
            let flowed = match target.measure {
                TargetMeasure::Mve => ", as it flowed",
                _ => "",
            };
            found.push(Target {
                policy,
                words: format!(
                    "target “{}”: {} {}%{flowed}",
                    target.name,
                    target.limit.words(),
                    percent(limit)
                ),
                limit,
            });
        }
    }
    found
}

/// The limits of targets, for an axis that has to hold them.
pub(super) fn limits(targets: &[Target]) -> impl Iterator<Item = f64> + '_ {
    targets.iter().map(|target| target.limit)
}

/// A percentage as it was written.
pub(super) fn percent(value: f64) -> String {
    let text = format!("{value:.9}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The line of a target.
pub(super) const LINE: Stroke = Stroke {
    colour: INK,
    width: 1.5,
    dash: "1.5 3",
};

/// Rows of policies with a row below each policy's own for each of its targets.
pub(super) struct WithTargets {
    /// Policy and height of all rows, in order.
    pub(super) heights: Vec<(usize, f64)>,
    /// Where the rows that were given went.
    pub(super) places: Vec<usize>,
    /// Targets with where their rows went, and where the first row of their policy is.
    targets: Vec<(Target, usize, usize)>,
}

impl WithTargets {
    /// Height of a target's row.
    const HEIGHT: f64 = 26.0;

    /// Of rows with their policy and height, those of a policy together.
    pub(super) fn new(rows: &[(usize, f64)], targets: &[Target], room: f64) -> Self {
        let mut with = Self {
            heights: Vec::new(),
            places: Vec::new(),
            targets: Vec::new(),
        };
        for (index, row) in rows.iter().enumerate() {
            with.places.push(with.heights.len());
            with.heights.push(*row);
            if rows.get(index + 1).is_some_and(|next| next.0 == row.0) {
                continue;
            }
            let first = rows.iter().position(|other| other.0 == row.0);
            let first = with.places[first.unwrap_or(index)];
            for target in targets.iter().filter(|target| target.policy == row.0) {
                let height = Label::new("", &target.words, false, room).height() + 8.0;
                with.targets
                    .push((target.clone(), with.heights.len(), first));
                with.heights.push((row.0, height.max(Self::HEIGHT)));
            }
        }
        with
    }

    /// The middles of the rows that were given.
    pub(super) fn middles(&self, layout: &Layout) -> Vec<f64> {
        let places = self.places.iter();
        places.map(|place| layout.middles[*place]).collect()
    }

    /// Draws the targets: words in their own row, and a line from there up past the rows of their policy.
    pub(super) fn draw(
        &self,
        page: &mut Page,
        scale: &Scale,
        layout: &Layout,
        room: f64,
        right: f64,
    ) {
        for (target, place, first) in &self.targets {
            let (x, y) = (scale.at(target.limit), layout.middles[*place]);
            let top = layout.middles[*first] - 0.5 * self.heights[*first].1;
            page.picture.line((x, top), (x, y + 8.0), LINE);
            Label::new("", &target.words, false, room).write(&mut page.picture, (MARGIN, y), GREY);
            let value = percent(target.limit);
            let font = font(13.0, GREY, Anchor::End);
            page.picture.text((right, y + 4.5), &value, font);
        }
    }
}

/// The sign of a target in a key.
pub(super) fn sign(picture: &mut Picture, (x, y): (f64, f64)) {
    picture.line((x, y), (x + 34.0, y), LINE);
}
