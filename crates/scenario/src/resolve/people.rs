//! Seats and the people in them, and pools of checkers' hours.

use super::activities::Draft;
use super::sections::{entries, positive_duration, section};
use crate::codes;
use crate::document::{Node, Value, quoted};
use crate::durations::whole_periods;
use crate::keys_flag::POOR;
use crate::keys_operation::{NEW_STARTERS, WORKFORCE};
use crate::keys_pool::{CALIBRATION, CHECKERS, POOL};
use crate::operation::{NewStarters, Workforce};
use crate::policy::Policy;
use crate::pool::{Calibration, Checkers, Pool};
use crate::reader::Reader;
use crate::view::View;
use tierone_stats::units::{PeriodLength, Probability};

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
            "add `[workforce]` with `caseworkers`, or `automated = 1` to every activity",
        );
    }
    let view = section(reader, top, "workforce", &WORKFORCE);
    let seats = view.whole(reader, "caseworkers");
    if seats == Some(0)
        && let (Some(draft), Some(node)) = (by_hand, view.given("caseworkers"))
    {
        reader.contradiction(
            format!(
                "nobody decides {}: there are no caseworkers",
                quoted(&draft.activity.name)
            ),
            &[
                (&node.place, "no caseworkers"),
                (&draft.place, "caseworkers decide here"),
            ],
            "give at least one caseworker, or `automated = 1` to every activity",
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
        recruitment: None,
        vacancy: whole_periods(view.duration(reader, "vacancy").unwrap_or(0.0), period),
        poor: view.given("poor").and_then(|node| {
            let view = View::open(reader, node, &POOR, &view.path_of("poor"))?;
            view.number(reader, "odds_ratio")
        }),
    }
}

/// Pools in file order.
pub(super) fn pools(reader: &mut Reader, top: &View<'_>, period: PeriodLength) -> Vec<Pool> {
    entries(reader, top, "pool", &POOL)
        .iter()
        .map(|view| Pool {
            name: view.name(reader, "name").unwrap_or_default(),
            hours: view.number(reader, "hours").unwrap_or(0.0),
            hourly_cost: view.number(reader, "hourly_cost").unwrap_or(0.0),
            precedence: Vec::new(),
            checkers: checkers(reader, view, period),
        })
        .collect()
}

fn checkers(reader: &mut Reader, pool: &View<'_>, period: PeriodLength) -> Option<Checkers> {
    let node = pool.given("checkers")?;
    let view = View::open(reader, node, &CHECKERS, &pool.path_of("checkers"))?;
    let number = view.whole(reader, "number");
    let spread = view.number(reader, "spread");
    let calibration = view.given("calibration").and_then(|node| {
        let view = View::open(reader, node, &CALIBRATION, &view.path_of("calibration"))?;
        let every = positive_duration(reader, &view, "every");
        let factor = view.share(reader, "factor");
        let half_life = view
            .given("half_life")
            .and_then(|_| positive_duration(reader, &view, "half_life"));
        let hours = view.number(reader, "hours").unwrap_or(0.0);
        Some(Calibration {
            every: whole_periods(every?, period),
            factor: factor?.value,
            half_life: half_life.map_or(f64::INFINITY, |days| days / period.days()),
            hours,
        })
    });
    Some(Checkers {
        number: number? as u32,
        spread: spread?,
        calibration,
    })
}

/// Notes in each pool which checks have its hours first, once the checks are known.
pub(super) fn precedence(
    reader: &mut Reader,
    top: &View<'_>,
    pools: &mut [Pool],
    policies: &[Policy],
) {
    for entry in entries_again(top) {
        let node = entry.table().and_then(|table| table.get("precedence"));
        let named = |pool: &Pool| entry.name() == Some(&pool.name);
        let (Some(node), Some(id)) = (node, pools.iter().position(named)) else {
            continue;
        };
        let checks = policies.iter().flat_map(|policy| &policy.checks);
        let mut known: Vec<&str> = checks
            .filter(|check| {
                check.checker.pool == Some(id) && check.sample.method.rechecks().is_none()
            })
            .map(|check| check.name.as_str())
            .collect();
        known.sort_unstable();
        known.dedup();
        let path = format!("pool.{}.precedence", pools[id].name);
        for (name, node) in reader.names(node, &path).unwrap_or_default() {
            if !known.contains(&name.as_str()) {
                let kind = "check with hours of this pool";
                reader.unknown_name(kind, &name, &node.place, known.iter().copied());
            }
            pools[id].precedence.push(name);
        }
    }
}

/// The entries of `[[pool]]`; what is wrong with them has been noted.
fn entries_again<'v>(top: &'v View<'_>) -> &'v [Node] {
    match top.given("pool").map(|node| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}
