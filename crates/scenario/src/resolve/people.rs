//! Seats and the people in them, and pools of checkers' hours.

use super::activities::Draft;
use super::feedback::half_life;
use super::sections::{entries, positive_duration, section};
use crate::codes;
use crate::document::quoted;
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
        && let Some(draft) = by_hand
    {
        reader.contradiction(
            format!(
                "nobody decides {}: there are no caseworkers",
                quoted(&draft.activity.name)
            ),
            &[
                (view.place_of("caseworkers"), "no caseworkers"),
                (&draft.place, "caseworkers decide here"),
            ],
            "give at least one caseworker, or `automated = 1` to every activity",
        );
    }
    let new_starters = view.within(reader, "new_starters", &NEW_STARTERS);
    let new_starters = new_starters.and_then(|view| {
        let odds_ratio = view.number(reader, "odds_ratio");
        let half_life = half_life(reader, &view, period);
        Some(NewStarters {
            odds_ratio: odds_ratio?,
            half_life: half_life?,
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
        poor: view
            .within(reader, "poor", &POOR)
            .and_then(|view| view.number(reader, "odds_ratio")),
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
    let view = pool.within(reader, "checkers", &CHECKERS)?;
    let number = view.whole(reader, "number");
    let spread = view.number(reader, "spread");
    let calibration = view.within(reader, "calibration", &CALIBRATION);
    let calibration = calibration.and_then(|view| {
        let every = positive_duration(reader, &view, "every");
        let factor = view.share(reader, "factor");
        let half_life = half_life(reader, &view, period);
        let hours = view.number(reader, "hours").unwrap_or(0.0);
        Some(Calibration {
            every: whole_periods(every?, period),
            factor: factor?.value,
            half_life: half_life.unwrap_or(f64::INFINITY),
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
    // What is wrong with the entries has been noted.
    for entry in top.table.items("pool") {
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
