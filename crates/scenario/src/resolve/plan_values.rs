//! The values that a plan tries of a quota: a list, or a range.

use crate::codes;
use crate::document::{Node, Value, what};
use crate::key::{SHARE, Section};
use crate::keys_plan::{MOST, SHARE_RANGE, WHOLE_RANGE};
use crate::methods::KeyKind;
use crate::reader::{Reader, every};
use crate::view::View;

/// More values of one key than anybody tries.
const MOST_VALUES: usize = 1_000;

/// The values of a list or a range, rising.
pub(super) fn values(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    kind: KeyKind,
) -> Option<Vec<f64>> {
    let share = kind == KeyKind::Share;
    let mut values = match &node.value {
        Value::List(items) => {
            let items = items.iter().take(MOST_VALUES + 1);
            every(items.map(|item| match share {
                true => reader.share(item, path, SHARE).map(|share| share.value),
                false => reader.whole(item, path, 0, MOST).map(|n| n as f64),
            }))?
        }
        Value::Table(_) => range(reader, node, path, share)?,
        _ => {
            let (expected, help) = match share {
                true => (
                    "a list of shares, or a range",
                    "write [\"0%\", \"25%\"], or { from = \"0%\", to = \"50%\", step = \"10%\" }",
                ),
                false => (
                    "a list of whole numbers, or a range",
                    "write [0, 1, 2], or { from = 50, to = 400, step = 50 }",
                ),
            };
            reader.wrong_kind(node, what(path), expected, help.into());
            return None;
        }
    };
    values.sort_by(f64::total_cmp);
    values.dedup();
    if values.is_empty() || values.len() > MOST_VALUES {
        let (wrong, help) = match values.is_empty() {
            true => ("nothing to try", "give at least one value"),
            false => (
                "more than 1,000 values",
                "take larger steps: neighbours that differ by less than 1 % are hardly told apart",
            ),
        };
        reader.error(
            codes::OUT_OF_RANGE,
            format!("{} has {wrong}", what(path)),
            (&node.place, wrong),
            help,
        );
        return None;
    }
    Some(values)
}

fn range(reader: &mut Reader, node: &Node, path: &str, share: bool) -> Option<Vec<f64>> {
    let section: &'static Section = if share { &SHARE_RANGE } else { &WHOLE_RANGE };
    let view = View::open(reader, node, section, path)?;
    let mut number = |key: &str| match share {
        true => view.share(reader, key).map(|share| share.value),
        false => view.whole(reader, key).map(|n| n as f64),
    };
    let (from, to, step) = (number("from"), number("to"), number("step"));
    let (from, to, step) = (from?, to?, step?);
    if from > to {
        let (to, from) = (view.place_of("to"), view.place_of("from"));
        reader.contradiction(
            "the range ends before it begins",
            &[(to, "less"), (from, "than this")],
            "make `to` larger than `from`",
        );
        return None;
    }
    // A step of a share that is no sum of powers of two may fall short of the end by rounding.
    let steps = ((to - from) / step + 1e-9).floor();
    let steps = steps.min(MOST_VALUES as f64) as u32;
    let at = |i: u32| from + f64::from(i) * step;
    // Shares as they would have been written: to ten decimals.
    let tidy = |x: f64| if share { (x * 1e10).round() / 1e10 } else { x };
    Some((0..=steps).map(|i| tidy(at(i))).collect())
}
