//! Other names by which columns go in exports.

/// Of the number of a case.
pub(super) const NUMBER: &[&str] = &[
    "SR number",
    "SR #",
    "SR no",
    "SR nr",
    "SR id",
    "SR ref",
    "SR reference",
    "SR",
    "service request",
    "service request number",
    "service request no",
    "service request id",
    "case number",
    "case no",
    "case nr",
    "case #",
    "case id",
    "case ref",
    "case reference",
    "case reference number",
    "case reference no",
    "reference number",
    "reference no",
    "reference",
    "ref number",
    "ref no",
    "ref",
    "record id",
    "item number",
    "item no",
    "item id",
    "no",
    "id",
];

/// Of the kind of decision.
pub(super) const PROCESS: &[&str] = &[
    "activity",
    "SR type",
    "service request type",
    "work type",
    "case type",
    "decision type",
    "type of decision",
];

/// Of who decided.
pub(super) const OWNER: &[&str] = &[
    "owner",
    "caseworker",
    "case owner name",
    "owner name",
    "decision maker",
    "decided by",
    "handled by",
    "handler",
    "case handler",
    "assigned to",
    "officer",
    "agent",
];

/// Of the day of closing.
pub(super) const CLOSED: &[&str] = &[
    "closed",
    "date closed",
    "closed date",
    "closed on",
    "closure date",
    "completion date",
    "date completed",
    "completed date",
    "completed on",
    "date of closure",
    "closing date",
    "date resolved",
    "resolved date",
    "resolved on",
    "decision date",
    "date of decision",
    "date decided",
    "decided date",
    "decided on",
    "date finished",
    "finished on",
];

/// Of what was assessed.
pub(super) const VALUE: &[&str] = &[
    "amount",
    "yearly value",
    "yearly amount",
    "annual value",
    "annual amount",
    "assessed value",
    "assessed amount",
    "book value",
    "book amount",
    "liability",
];

/// Of what was found.
pub(super) const OUTCOME: &[&str] = &["result", "check result", "check outcome", "finding"];

/// Of too much.
pub(super) const OVER: &[&str] = &[
    "over",
    "overpayment",
    "overpaid",
    "over-assessed",
    "overstatement",
];

/// Of too little.
pub(super) const UNDER: &[&str] = &[
    "under",
    "underpayment",
    "underpaid",
    "under-assessed",
    "understatement",
];
