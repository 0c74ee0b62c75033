//! Every k-th decision from a random start, along a stated order.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, Misfit};
use crate::operation::{Activity, Complexity};

const ORDER: &[&str] = &["closing-date", "caseworker", "value"];

/// What decisions are ordered by, as the words of the key `order` say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By closing date.
    ClosingDate,
    /// By caseworker, then activity and complexity.
    Caseworker,
    /// By yearly value.
    Value,
}

/// How many are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many in each period.
    Checks(u64),
    /// One in so many, one at least.
    Every(u64),
}

/// Draws along an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Systematic {
    /// The order.
    pub order: Order,
    /// How many.
    pub size: Size,
}

impl Systematic {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            order: match given.choice("order") {
                Some(VALUE) => Order::Value,
                Some(CASEWORKER) => Order::Caseworker,
                _ => Order::ClosingDate,
            },
            size: match given.count("every") {
                Some(every) => Size::Every(every.max(1)),
                None => Size::Checks(given.count("checks").unwrap_or(0)),
            },
        }
    }
}

/// Places in [`ORDER`].
const CASEWORKER: usize = 1;
const VALUE: usize = 2;

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "systematic",
    meaning: "Every k-th decision of the frame from a random start, along a stated order.",
    keys: &[
        SampleKey::required("order", KeyKind::Choice(ORDER))
            .means("What the decisions are ordered by."),
        SampleKey::optional("checks", KeyKind::Count).means("Decisions drawn in each period."),
        SampleKey::optional("every", KeyKind::Count)
            .means("The interval: one in so many is drawn, in place of `checks`."),
    ],

    explanation: "Lays an interval along the ordered frame from a random start: of N decisions n are \
                  drawn at N/n from one another, which need not be whole, so every decision's chance \
                  is exactly n/N. With `every` = k the number is N/k, rounded at random to the floor \
                  or the ceiling, and the interval follows. By closing date, days within a period \
                  are alike here, so the sample is a simple random one in all but name. By \
                  caseworker, then activity and complexity, each caseworker's share of the sample is \
                  within one of their share of the frame (the system's decisions come last): strata \
                  without being asked for. By value, equal ones in random order, each range of values \
                  has its share in the same way. Another number of checks draws other cases. The interval is that of a simple random sample, \
                  which is no narrower than an order deserves where caseworkers, or large and small \
                  decisions, differ.",
    misfit,
};

/// An order by value needs values; the size is given once, as a number or as an interval that leads somewhere.
fn misfit(given: &Given, activities: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    let valued = activities.iter().any(|activity| activity.value.is_some());
    if given.choice("order") == Some(VALUE) && !valued {
        return Some(Misfit::new(
            "order",
            "no activity has a value to order by",
            "give an activity its `value`, or order by closing-date or caseworker",
        ));
    }
    let (key, message, help) = match (given.count("checks"), given.count("every")) {
        (None, None) => (
            "method",
            "a systematic sample needs its size or its interval",
            "add checks = 100, the decisions drawn in each period, or every = 50",
        ),
        (Some(_), Some(_)) => (
            "every",
            "the size of the sample is given twice",
            "leave out either `checks` or `every`",
        ),
        (None, Some(0)) => (
            "every",
            "an interval of 0 leads nowhere",
            "write every = 1 for a census, or a larger number",
        ),
        _ => return None,
    };
    Some(Misfit::new(key, message, help))
}
