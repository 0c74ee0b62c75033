//! A check that some cases had and others did not: unless chance decided which, its figures are of those cases alone.

use std::collections::BTreeSet;

use super::parts::{Part, crossed_groups};
use crate::assess::DrawnSample;
use crate::join::Joined;
use crate::lists::columns::same;
use crate::request::{Cross, Request};
use tierone_stats::format::{plain, thousands};

/// A check of several that cases may have had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HadBySome {
    /// Cases that had it.
    had: usize,
    /// Of so many.
    of: usize,
    /// What these have in common.
    that: &'static str,
}

impl HadBySome {
    /// Whether a part of the cases is a check that only some of them had.
    pub(super) fn of(
        request: &Request,
        joined: &Joined,
        sample: &DrawnSample,
        (part, all): (&Part, &[usize]),
    ) -> Option<Self> {
        if !joined.repeated {
            return None;
        }
        let checked = |rows: &[usize]| -> usize {
            let rows = rows.iter().filter(|row| sample.cases[**row].checked);
            rows.map(|row| joined.same[*row])
                .collect::<BTreeSet<_>>()
                .len()
        };
        let others = without_check(request, joined, part, all)?;
        let (had, any, drawn) = (
            checked(&part.members),
            checked(&others),
            joined.number_of_cases(&others),
        );
        let (of, that) = match had {
            0 => return None,
            had if had < any => (any, "were checked"),
            had if are_many(drawn - had, drawn) => (drawn, "were drawn"),
            _ => return None,
        };
        Some(Self { had, of, that })
    }

    /// What its figures are of. Where small groups are left out, how many had no such check is one of them.
    pub(super) fn said(self, request: &Request, name: &str) -> String {
        let who = if request.suppress_below > 0 {
            "some of the cases".to_owned()
        } else {
            let [had, of] = [self.had, self.of].map(|cases| thousands(&cases.to_string()));
            format!("{had} of the {of} cases that {}", self.that)
        };
        format!("`{name}` looked at {who}: its figures are of those alone")
    }
}

/// Whether cases without a check are too many to be taken to be like the others: more than a tenth.
pub(super) fn are_many(open: usize, of: usize) -> bool {
    10 * open > of
}

/// How to have a figure of all cases from a check that some of them had.
pub(super) fn to_correct_by_it(request: &Request) -> String {
    let list = match &request.sample {
        Some(sample) => plain(sample),
        None => "a list of all that were drawn".to_owned(),
    };
    format!(
        "For a figure of all cases that such a check corrects, put what the check before it said of each into a column of {list}, \
         such as `first`; then give the rows of the later check alone as results (--where chooses them), with --cheap first."
    )
}

/// The rows of all checks of the cases among which a part is one check; none where it is no check.
fn without_check(
    request: &Request,
    joined: &Joined,
    part: &Part,
    all: &[usize],
) -> Option<Vec<usize>> {
    let is_check = |column: &&String| {
        let mut changes = request.changes.iter();
        changes.any(|change| same(&change.column, column))
    };
    let by = request.crosses.iter().find(|cross| cross.name() == part.by);
    let Some(cross) = by else {
        return is_check(&&part.by).then(|| all.to_vec());
    };
    let columns = cross.columns.iter().filter(|column| !is_check(column));
    let others = Cross {
        columns: columns.cloned().collect(),
        period: cross.period,
    };
    if others.columns.len() == cross.columns.len() {
        return None;
    }
    let first = part.members.first()?;
    let groups = crossed_groups(&others, joined, all).into_iter();
    let mut members = groups.map(|(_, members)| members);
    members.find(|members| members.contains(first))
}
