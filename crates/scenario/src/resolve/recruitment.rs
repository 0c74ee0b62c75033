//! Recruitment by a plan.

use super::sections::{one_a_period, positive_duration};
use crate::codes;
use crate::document::{Node, Value};
use crate::durations::whole_periods;
use crate::key::Kind;
use crate::keys_demand::RECRUITMENT;
use crate::operation::{Horizon, Workforce};
use crate::reader::Reader;
use crate::recruitment::Recruitment;
use crate::view::View;
use tierone_stats::units::Probability;

/// Who is taken on, where a demand says so.
pub(super) fn recruitment(
    reader: &mut Reader,
    top: &View<'_>,
    (horizon, periods): (&Horizon, Option<usize>),
    workforce: &Workforce,
) -> Option<Recruitment> {
    let demand = top.given("demand")?.table()?;
    let node = demand.get("recruitment")?;
    let view = View::open(reader, node, &RECRUITMENT, "demand.recruitment")?;
    let offers = plan(reader, &view, periods);
    let lead_time = positive_duration(reader, &view, "lead_time");
    let show_rate = view.probability(reader, "show_rate");
    let in_post = match view.given("in_post") {
        Some(node) => {
            let in_post = view.whole(reader, "in_post")? as usize;
            if in_post > workforce.seats {
                reader.error(
                    codes::OUT_OF_RANGE,
                    format!(
                        "{in_post} caseworkers in post are more than the {} of `[workforce]`",
                        workforce.seats
                    ),
                    (&node.place, "more than there are seats"),
                    "give more `caseworkers`: those who may be in post at most",
                );
            }
            in_post.min(workforce.seats)
        }
        None => workforce.seats,
    };
    Some(Recruitment {
        offers: offers?,
        lead_time: whole_periods(lead_time?, horizon.period),
        show_rate: show_rate.unwrap_or(Probability::ONE),
        in_post,
    })
}

/// Offers by reported period.
fn plan(reader: &mut Reader, view: &View<'_>, periods: Option<usize>) -> Option<Vec<u64>> {
    let Kind::Any([Kind::Whole(low, high), ..]) = view.key("plan").kind else {
        unreachable!("a plan is a whole number or a list in the table of keys")
    };
    let node = view.given("plan")?;
    let path = view.path_of("plan");
    let total = |offers: &Vec<u64>| offers.iter().map(|n| *n as f64).sum();
    reader.sourced(node, &path, total, &mut |reader, node: &Node| {
        let Value::List(items) = &node.value else {
            let each = reader.whole(node, &path, *low, *high)?;
            return Some(vec![each; periods.unwrap_or(1)]);
        };
        if !one_a_period(reader, node, &path, items.len(), periods) {
            return None;
        }
        let each = items.iter();
        each.map(|item| reader.whole(item, &path, *low, *high))
            .collect()
    })
}
