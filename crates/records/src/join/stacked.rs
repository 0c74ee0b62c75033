//! A list of what was drawn with a row for each check of a case, where results in a file of their own have several.

use std::collections::BTreeMap;

use super::case_list::{CaseList, ListedCase};
use crate::lists::Record;

/// The list of what was drawn with what each row of results says; none where results have one row a case and no column that is asked
/// for and only there.
pub(super) fn stacked(drawn: &CaseList, results: &CaseList) -> Option<CaseList> {
    let is_only_there = |column: &usize| results.has_label[*column] && !drawn.has_label[*column];
    let columns = 0..drawn.has_label.len().min(results.has_label.len());
    let only_there: Vec<usize> = columns.filter(is_only_there).collect();
    if !results.repeated && only_there.is_empty() {
        return None;
    }
    let mut checks: BTreeMap<&str, Vec<&ListedCase>> = BTreeMap::new();
    for check in &results.cases {
        checks.entry(&check.record.number).or_default().push(check);
    }
    let mut cases = Vec::new();
    for listed in &drawn.cases {
        match checks.get(listed.record.number.as_str()) {
            None => cases.push(with(listed, &Record::default())),
            Some(checks) => cases.extend(checks.iter().map(|check| {
                let mut case = with(listed, &check.record);
                for column in &only_there {
                    case.labels[*column].clone_from(&check.labels[*column]);
                }
                case
            })),
        }
    }
    let repeated = results.repeated && cases.iter().all(|case| case.record.cluster.is_empty());
    if repeated {
        for record in cases.iter_mut().map(|case| &mut case.record) {
            record.cluster.clone_from(&record.number);
        }
    }
    Some(CaseList {
        file: drawn.file.clone(),
        cases,
        has_outcome: results.has_outcome,
        has_amounts: results.has_amounts,
        sided: results.sided,
        has_chances: drawn.has_chances,
        has_label: drawn.has_label.clone(),
        repeated,
        fails_left_out: drawn.fails_left_out + results.fails_left_out,
        cautions: drawn.cautions.clone(),
        number: results.number.clone(),
        ..CaseList::default()
    })
}

/// A case as it was drawn, with what a check found.
fn with(listed: &ListedCase, check: &Record) -> ListedCase {
    let drawn = &listed.record;
    ListedCase {
        row: listed.row,
        labels: listed.labels.clone(),
        inside: listed.inside,
        record: Record {
            outcome: check.outcome,
            error: check.error,
            over: check.over,
            under: check.under,
            audited: check.audited,
            value: drawn.value.or(check.value),
            ..drawn.clone()
        },
    }
}
