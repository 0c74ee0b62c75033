//! Reading numbers and shares, and values with a source.

use super::codes;
use super::document::{Node, Table, Value, What, what};
use super::reader::Reader;
use super::what_if::{End, WhatIf};
use super::words::{as_number, as_share, out_of_range, whole_number};
use crate::assumption::Assumption;
use crate::between::taken;
use crate::key::{Bounds, POSITIVE};
use tierone_stats::units::{Decimal, Probability};
use tierone_stats::written::points;

/// A share, with its exact decimals where it has no more than ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Share {
    pub value: f64,
    pub exact: Option<Decimal>,
}

impl Share {
    /// As a probability; bounds have been checked.
    pub fn probability(self) -> Probability {
        Probability::new(self.value).unwrap_or(Probability::ZERO)
    }
}

/// Keys of `{ value = …, low = …, high = …, source = … }`.
const GIVEN_KEYS: &[&str] = &["value", "low", "high", "source"];
/// Keys of `{ assumed = …, low = …, high = … }`.
const ASSUMED_KEYS: &[&str] = &["assumed", "low", "high", "source"];

/// Whether a table is a value with its source rather than a thing of its own.
pub(super) fn is_sourced(table: &Table) -> bool {
    (table.has("value") || table.has("assumed")) && !table.has("distribution")
}

impl Reader {
    /// Reads a value that may be wrapped with its source or range, and logs it.
    pub fn sourced<T>(
        &mut self,
        node: &Node,
        path: &str,
        size: fn(&T) -> f64,
        read: &mut dyn FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<T> {
        let table = match &node.value {
            Value::Table(table) if is_sourced(table) => table,
            _ => return read(self, node),
        };
        let assumed = table.entry("assumed");
        let given = table.entry("value");
        let (form, known) = match assumed {
            Some(_) => ("an assumption", ASSUMED_KEYS),
            None => ("a value with its source", GIVEN_KEYS),
        };
        for entry in &table.entries {
            let rival = assumed.is_some() && entry.key == "value";
            if !rival && !known.contains(&entry.key.as_str()) {
                self.unknown_key(form, &entry.key, &entry.key_place, known.iter().copied());
            }
        }
        if let (Some(assumed), Some(given)) = (assumed, given) {
            self.contradiction(
                "a number is either given or assumed",
                &[
                    (&given.key_place, "given here"),
                    (&assumed.key_place, "assumed here"),
                ],
                "keep `value` if the number has a source, or `assumed` if it is a guess",
            );
            return None;
        }
        let end = |what_if: &WhatIf| what_if.end_at(path);
        let instead = taken(table, self.what_if.as_ref().map_or(End::Assumed, end));
        let inner = match &instead {
            Some(instead) => instead,
            None => &assumed.or(given)?.node,
        };
        let source = table.text("source").map(str::to_owned);
        if let (Some(node), None) = (table.get("source"), &source) {
            let help = "write where the number comes from, in double quotes".into();
            self.wrong_kind(node, "`source`", "text", help);
        }
        let value = read(self, inner);
        let mut bound = |key: &str| {
            let node = table.get(key)?;
            Some((node, read(self, node)?))
        };
        let (low, high) = (bound("low"), bound("high"));
        if let Some(value) = &value {
            let at = size(value);
            if let Some(what_if) = self.what_if.as_mut()
                && let Some(taken) = what_if.at(path)
            {
                what_if.taken[taken].size = Some(at);
            }
            // A draw may lie beyond its range: the ends are limits of 95 %.
            let as_given = instead.is_none();
            if let Some((node, _)) = low.as_ref().filter(|(_, low)| as_given && size(low) > at) {
                self.outside(inner, node, "below", "lowest");
            }
            if let Some((node, _)) = high
                .as_ref()
                .filter(|(_, high)| as_given && size(high) < at)
            {
                self.outside(inner, node, "above", "highest");
            }
            self.assumptions.push(Assumption {
                key: path.to_owned(),
                value: inner.shown(),
                source,
                low: low.map(|(node, _)| node.shown()),
                high: high.map(|(node, _)| node.shown()),
            });
        }
        value
    }

    fn outside(&mut self, value: &Node, bound: &Node, side: &str, end: &str) {
        let (given, limit) = (value.shown(), bound.shown());
        let label = format!("the {end} value");
        self.errors_at(
            codes::ASSUMPTION,
            format!("the value {given} is {side} its own {end} value, {limit}"),
            &[(&value.place, "given here"), (&bound.place, label.as_str())],
            "put the value between `low` and `high`",
        );
    }

    /// A number within bounds, possibly with its source.
    pub fn number(&mut self, node: &Node, path: &str, unit: &str, bounds: Bounds) -> Option<f64> {
        self.sourced(node, path, |x| *x, &mut |reader, node| {
            let what = what(path);
            let Some(x) = bare_number(node) else {
                let has_unit = !unit.is_empty();
                let unit = match has_unit {
                    true => format!(" ({unit})"),
                    false => String::new(),
                };
                let number = as_number(node, bounds, has_unit);
                let help = match &node.value {
                    Value::List(_) => {
                        format!("write one number{unit}: it is the same in every period")
                    }
                    _ => format!("write a number{unit} without quotes{number}"),
                };
                reader.wrong_kind(node, what, "a number", help);
                return None;
            };
            reader.within(node, what, x, bounds, false).then_some(x)
        })
    }

    /// Whether a number lies within bounds; if not, the error is noted.
    pub(super) fn within(
        &mut self,
        node: &Node,
        what: What<'_>,
        x: f64,
        bounds: Bounds,
        percent: bool,
    ) -> bool {
        if bounds.hold(x) {
            return true;
        }
        let (rule, help) = out_of_range(node, x, bounds, percent);
        self.error(
            codes::OUT_OF_RANGE,
            format!("{what} is {}, and must be {rule}", shown_number(node)),
            (&node.place, &format!("must be {rule}")),
            help,
        );
        false
    }

    /// A whole number within bounds, possibly with its source.
    pub fn whole(&mut self, node: &Node, path: &str, low: u64, high: u64) -> Option<u64> {
        self.sourced(node, path, |n| *n as f64, &mut |reader, node| {
            let what = what(path);
            let Value::Integer(_, number) = &node.value else {
                let help = whole_number(&node.value, low, high);
                reader.wrong_kind(node, what, "a whole number", help);
                return None;
            };
            let number = number.and_then(|n| u64::try_from(n).ok());
            let held = number.filter(|n| (low..=high).contains(n));
            if held.is_none() {
                let rule = format!("must be from {low} to {high}");
                reader.error(
                    codes::OUT_OF_RANGE,
                    format!("{what} is {}, and {rule}", shown_number(node)),
                    (&node.place, &rule),
                    format!("give a whole number from {low} to {high}"),
                );
            }
            held
        })
    }

    /// A share within bounds, possibly with its source.
    pub fn share(&mut self, node: &Node, path: &str, bounds: Bounds) -> Option<Share> {
        let size = |share: &Share| share.value;
        self.sourced(node, path, size, &mut |reader, node| {
            let what = what(path);
            let share = match &node.value {
                Value::Text(text) => percentage(text),
                _ => bare_number(node).map(|value| Share {
                    value,
                    exact: decimal(value),
                }),
            };
            let Some(share) = share else {
                reader.wrong_kind(node, what, "a share", as_share(node, bounds));
                return None;
            };
            let is_within = reader.within(node, what, share.value, bounds, true);
            is_within.then_some(share)
        })
    }

    /// A share whose exact decimals are needed to count with.
    pub(crate) fn exact_share(
        &mut self,
        node: &Node,
        path: &str,
        bounds: Bounds,
    ) -> Option<Decimal> {
        let share = self.share(node, path, bounds)?;
        if share.exact.is_none() {
            self.error(
                codes::OUT_OF_RANGE,
                format!("{} has more than ten decimals", what(path)),
                (&node.place, "too many decimals"),
                "round it: decisions are counted exactly by this share",
            );
        }
        share.exact
    }

    /// The standard error of a measure: of one in per cent a percentage, which stands for its points; of others a number.
    pub fn error_of(&mut self, node: &Node, path: &str, in_percent: bool) -> Option<f64> {
        self.sourced(node, path, |x| *x, &mut |reader, node| {
            let what = what(path);
            let error = match &node.value {
                Value::Text(text) => points(text),
                _ if in_percent => None,
                _ => bare_number(node),
            };
            let Some(error) = error else {
                let (expected, help) = match in_percent {
                    true => (
                        "a standard error with its percent sign",
                        "write percentage points in quotes such as \"0.002%\"",
                    ),
                    false => ("a standard error", "write a number such as 0.5"),
                };
                reader.wrong_kind(node, what, expected, help.into());
                return None;
            };
            let is_within = reader.within(node, what, error, POSITIVE, false);
            is_within.then_some(error)
        })
    }
}

fn shown_number(node: &Node) -> String {
    node.shown().chars().take(60).collect()
}

fn bare_number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Integer(_, number) => Some(number.map_or(f64::INFINITY, |n| n as f64)),
        Value::Float(_, number) => Some(*number),
        _ => None,
    }
}

/// A number's exact decimals, where they are few enough to count with.
fn decimal(value: f64) -> Option<Decimal> {
    // Ten decimals keep every product of two shares, a volume and a horizon within 128 bits.
    Decimal::from_f64(value).filter(|exact| exact.fraction().1 <= 10_i128.pow(10))
}

/// Reads `99.4 %`: the share, exactly from the decimals as written.
pub(super) fn percentage(text: &str) -> Option<Share> {
    let number = text.trim().strip_suffix('%')?.trim();
    let value: f64 = number.parse().ok()?;
    // Only digits and a point can be exact; anything else is kept for its range to be judged.
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let exact = Decimal::from_f64(value)
        .filter(|_| digits <= 15)
        .map(Decimal::percent)
        .filter(|exact| exact.fraction().1 <= 10_i128.pow(12));
    let value = exact.map_or(value / 100.0, Decimal::to_f64);
    Some(Share {
        value,
        exact: exact.filter(|exact| exact.fraction().1 <= 10_i128.pow(10)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_keep_the_decimals_they_were_written_with() {
        let exact = |text| {
            percentage(text)
                .and_then(|s| s.exact)
                .expect("exact")
                .fraction()
        };
        assert_eq!(exact("14.5%"), (145, 1_000));
        assert_eq!(exact(" 99.4 % "), (994, 1_000));
        assert_eq!(percentage("0.1%").map(|s| s.value), Some(0.001));
        assert_eq!(decimal(0.145).map(Decimal::fraction), Some((145, 1_000)));
        let third = |text| percentage(text).and_then(|s| s.exact);
        let sum = third("33.3%").and_then(|a| Some(a.plus(third("33.3%")?).plus(third("33.4%")?)));
        assert!(sum.is_some_and(|sum| sum.equals(Decimal::ONE)));
        assert_eq!(
            third("33.333333333333333%"),
            None,
            "too many decimals to count with"
        );
    }
}
