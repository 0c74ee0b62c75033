//! What a report leaves out, so that groups with too few checked cases cannot be worked out from it.

use std::collections::BTreeSet;

use super::compared::Compared;
use super::parts::Part;
use super::rows::LeftOut;
use super::sums::{Cells, Layer, Places};
use crate::assess::{DrawnSample, PeriodLength, Verdict};
use crate::join::{CountKey, Joined};
use crate::request::Request;

/// How much is reported of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coverage {
    /// Nothing.
    Nothing,
    /// Figures of all its decisions.
    Frame,
    /// Those of its checked cases alone too.
    All,
}

/// What is reported, and what is left out.
#[derive(Debug, Default)]
pub(super) struct Suppression {
    /// By part.
    pub parts: Vec<Coverage>,
    /// By change.
    pub changes: Vec<bool>,
    /// The people of the funnel who are reported.
    pub people: BTreeSet<String>,
    /// The counts that are reported.
    pub counts: BTreeSet<CountKey>,
    /// How many are not, by breakdown.
    pub left_out: Vec<LeftOut>,
}

impl Suppression {
    /// Decides on the parts, the changes with their two groups, the funnel and the counts together.
    pub(super) fn new(
        request: &Request,
        joined: &Joined,
        sample: &DrawnSample,
        parts: &[Part],
        changes: &[Compared],
    ) -> Self {
        let mut cells = Cells::new(sample, joined);
        let of_parts: Vec<[Places; 2]> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| {
                // Periods that roll have cases in common.
                let own = match part.period {
                    None => 0,
                    Some(PeriodLength::Rolling) => place,
                    Some(_) => 1,
                };
                let by = format!("{own} {}", part.by);
                cells.secrets(&part.members, request.suppress_below);
                [Layer::Frame, Layer::Checked].map(|layer| cells.add(&by, layer, &part.members))
            })
            .collect();
        let of_changes: Vec<Places> = changes
            .iter()
            .enumerate()
            .map(|(place, compared)| {
                let by = format!("change {place}");
                let sides = compared.sides.each_ref();
                sides
                    .map(|members| cells.add(&by, Layer::Frame, members))
                    .concat()
            })
            .collect();
        let all: &[usize] = parts.first().map_or(&[], |all| &all.members);
        let of_people: Vec<(&str, Places)> = request
            .funnel
            .iter()
            .flat_map(|column| joined.groups(column, all))
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, members)| (name, cells.add("funnel", Layer::Checked, &members)))
            .collect();
        let whole = cells.all_counts();
        let of_counts: Vec<(&CountKey, Places)> = joined
            .counts
            .keys()
            .map(|key| (key, cells.counts(key, &whole)))
            .collect();

        let verdicts = cells.verdicts(request.suppress_below);
        let mut suppression = Self::default();
        for (part, [frame, checked]) in parts.iter().zip(of_parts) {
            let by = match part.by.as_str() {
                "" => "all",
                by => by,
            };
            let whole = verdicts.of(if frame.is_empty() { &checked } else { &frame });
            let coverage = if !suppression.takes(by, whole) {
                Coverage::Nothing
            } else if !suppression.takes(
                &format!("{by}, of checked cases only"),
                verdicts.of(&checked),
            ) {
                Coverage::Frame
            } else {
                Coverage::All
            };
            suppression.parts.push(coverage);
        }
        for (compared, sides) in changes.iter().zip(of_changes) {
            let by = format!("change of {}", compared.change.column);
            let reported = suppression.takes(&by, verdicts.of(&sides));
            suppression.changes.push(reported);
        }
        for (name, places) in of_people {
            if suppression.takes("funnel", verdicts.of(&places)) {
                suppression.people.insert(name.to_owned());
            }
        }
        for (key, places) in of_counts {
            if suppression.takes(&format!("counts by {}", key.0), verdicts.of(&places)) {
                suppression.counts.insert(key.clone());
            }
        }
        suppression
    }

    /// Whether something of a breakdown is reported; counts it where it is left out.
    fn takes(&mut self, by: &str, verdict: Verdict) -> bool {
        let (primary, secondary) = match verdict {
            Verdict::Reported => return true,
            Verdict::Primary => (1, 0),
            Verdict::Secondary => (0, 1),
        };
        let known = self.left_out.iter().position(|left| left.by == by);
        let place = known.unwrap_or_else(|| {
            self.left_out.push(LeftOut {
                by: by.to_owned(),
                ..LeftOut::default()
            });
            self.left_out.len() - 1
        });
        self.left_out[place].primary += primary;
        self.left_out[place].secondary += secondary;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::build;
    use crate::testing::{joined, request};

    /// So many cases of each team, one in three of them a fail.
    fn left_out(teams: &[(&str, usize)], least: u64) -> Vec<(String, u64, u64)> {
        let mut text = String::from("number,team,outcome,weight\n");
        for (team, count) in teams {
            for case in 0..*count {
                let outcome = if case % 3 == 0 { "fail" } else { "pass" };
                text += &format!("{team}{case},{team},{outcome},2\n");
            }
        }
        let request = Request {
            by: vec!["team".into()],
            suppress_below: least,
            ..request()
        };
        let report = build(&request, joined(&request, &text)).expect("a report");
        let left = report.left_out.into_iter();
        left.map(|left| (left.by, left.primary, left.secondary))
            .collect()
    }

    #[test]
    fn a_small_group_takes_another_with_it() {
        assert_eq!(left_out(&[("a", 40), ("b", 12), ("c", 3)], 1), []);
        let left = left_out(&[("a", 40), ("b", 12), ("c", 3)], 5);
        assert!(left.contains(&("team".into(), 1, 1)), "{left:?}");
        // Two small ones cover each other if they are large enough together.
        let left = left_out(&[("a", 40), ("b", 4), ("c", 3)], 5);
        assert!(left.contains(&("team".into(), 2, 0)), "{left:?}");
    }
}
