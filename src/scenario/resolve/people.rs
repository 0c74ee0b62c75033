//! Seats and the people in them, and pools of checkers' hours.

use super::activities::Draft;
use super::feedback::positive_duration;
use super::{entries, section};
use crate::scenario::document::quoted;
use crate::scenario::durations::whole_periods;
use crate::scenario::keys_flag::POOR;
use crate::scenario::keys_operation::{NEW_STARTERS, POOL, WORKFORCE};
use crate::scenario::reader::Reader;
use crate::scenario::view::View;
use crate::scenario::{NewStarters, Pool, Workforce, codes};
use crate::units::{PeriodLength, Probability};

/// The workforce; it may be left out where the system makes every decision.
pub(super) fn workforce(
    reader: &mut Reader,
    top: &View<'_>,
    period: PeriodLength,
    drafts: &[Draft],
) -> Workforce {
    let by_hand = drafts.iter().find(|draft| !draft.automated());
    if top.given("workforce").is_none()
        && let Some(draft) = by_hand
    {
        reader.error(
            codes::MISSING_KEY,
            format!(
                "nobody decides {}: there is no `[workforce]`",
                quoted(&draft.activity.name)
            ),
            (&draft.place, "caseworkers decide here"),
            "add `[workforce]` with `caseworkers`, or `automated = 1` to every activity".into(),
        );
    }
    let view = section(reader, top, "workforce", &WORKFORCE);
    let seats = view.whole(reader, "caseworkers");
    if seats == Some(0)
        && let (Some(draft), Some(node)) = (by_hand, view.given("caseworkers"))
    {
        reader.errors_at(
            codes::CONTRADICTION,
            format!(
                "nobody decides {}: there are no caseworkers",
                quoted(&draft.activity.name)
            ),
            &[
                (&node.place, "no caseworkers"),
                (&draft.place, "caseworkers decide here"),
            ],
            "give at least one caseworker, or `automated = 1` to every activity".into(),
        );
    }
    let new_starters = view.given("new_starters").and_then(|node| {
        let view = View::open(reader, node, &NEW_STARTERS, &view.path_of("new_starters"))?;
        let odds_ratio = view.number(reader, "odds_ratio");
        let half_life = positive_duration(reader, &view, "half_life");
        Some(NewStarters {
            odds_ratio: odds_ratio?,
            half_life: half_life? / period.days(),
        })
    });
    Workforce {
        seats: seats.unwrap_or(0) as usize,
        team_size: view.whole(reader, "team_size").unwrap_or(1) as usize,
        spread: view.number(reader, "spread").unwrap_or(0.0),
        team_spread: view.number(reader, "team_spread").unwrap_or(0.0),
        new_starters,
        attrition: view
            .probability(reader, "attrition")
            .unwrap_or(Probability::ZERO),
        vacancy: whole_periods(view.duration(reader, "vacancy").unwrap_or(0.0), period),
        poor: view.given("poor").and_then(|node| {
            let view = View::open(reader, node, &POOR, &view.path_of("poor"))?;
            view.number(reader, "odds_ratio")
        }),
    }
}

/// Pools in file order.
pub(super) fn pools(reader: &mut Reader, top: &View<'_>) -> Vec<Pool> {
    entries(reader, top, "pool", &POOL)
        .iter()
        .map(|view| Pool {
            name: view.name(reader, "name").unwrap_or_default(),
            hours: view.number(reader, "hours").unwrap_or(0.0),
            hourly_cost: view.number(reader, "hourly_cost").unwrap_or(0.0),
        })
        .collect()
}
