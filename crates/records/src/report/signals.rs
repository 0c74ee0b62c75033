//! Which periods and which people stand out.

use super::parts::Part;
use super::rows::Chart;
use super::suppression::{Coverage, Suppression};
use crate::assess::{DrawnSample, PeriodLength, REACH, control_chart, funnel};
use crate::join::Joined;
use crate::looks::Looks;
use crate::request::Request;
use tierone_stats::control::Subgroup;
use tierone_stats::format::{percent, plain};

/// A control chart over the periods, and a funnel over people, of cases that were checked; and why one that was asked for is
/// not there.
pub(super) fn charts(
    request: &Request,
    joined: &Joined,
    sample: &DrawnSample,
    parts: &[Part],
    suppression: &Suppression,
) -> (Vec<Chart>, Vec<String>) {
    let subgroup = |members: &[usize]| {
        let checked = members
            .iter()
            .map(|case| &sample.cases[*case])
            .filter(|case| case.checked);
        let known: Vec<bool> = checked.filter_map(|case| case.wrong).collect();
        Subgroup {
            checked: known.len() as u64,
            failed: known.iter().filter(|wrong| **wrong).count() as u64,
        }
    };
    let (mut charts, mut notes) = (Vec::new(), Vec::new());
    let periods = parts
        .iter()
        .zip(&suppression.parts)
        .filter(|(part, _)| {
            part.period
                .is_some_and(|period| period != PeriodLength::Rolling)
        })
        .filter(|(_, coverage)| **coverage == Coverage::All);
    let periods: Vec<(String, Subgroup)> = periods
        .map(|(part, _)| (part.name.clone(), subgroup(&part.members)))
        .collect();
    let looks = request.looks.filter(|looks| looks.of() > 1);
    let reach = looks.map_or(REACH, |looks| looks.reach(request.confidence));
    match (control_chart(&periods, reach), request.period) {
        (Some(points), _) => charts.push(Chart {
            limits: looks.map(|looks| limits_of(looks, request.confidence)),
            ..Chart::of_periods(points)
        }),
        (None, Some(PeriodLength::Rolling)) => notes.push(
            "no control chart: the months of rolling years are in twelve of them each; --period month has one".into(),
        ),
        (None, Some(_)) => notes.push(format!("no control chart: {}", why_not(&periods, "periods"))),
        (None, None) => {}
    }
    if let Some(column) = &request.funnel {
        let all: &[usize] = parts.first().map_or(&[], |all| &all.members);
        let people = joined.groups(column, all).into_iter();
        let people =
            people.filter(|(name, _)| !name.is_empty() && suppression.people.contains(*name));
        let people: Vec<(String, Subgroup)> = people
            .map(|(name, members)| (plain(name), subgroup(&members)))
            .collect();
        match funnel(&people) {
            Some(points) => charts.push(Chart::of_people(column, points)),
            None => notes.push(format!(
                "no funnel of `{column}`: {}",
                why_not(&people, "groups")
            )),
        }
    }
    (charts, notes)
}

/// What limits of single periods are where a year has several looks.
fn limits_of(looks: Looks, all: f64) -> String {
    format!(
        "The limits are {:.2} standard deviations around the share of all periods together, so that chance alone puts some of {} \
         periods outside them in about {} of years.",
        looks.reach(all),
        looks.of(),
        percent(1.0 - all, 0)
    )
}

/// Why there is no chart of groups.
fn why_not(groups: &[(String, Subgroup)], what: &str) -> String {
    let checked = groups.iter().filter(|(_, group)| group.checked > 0);
    let known = checked.count();
    let failed: u64 = groups.iter().map(|(_, group)| group.failed).sum();
    match (known, failed) {
        (0, _) => format!("no {what} have a checked case that may be shown"),
        (1, _) => format!("only one of the {what} has a checked case that may be shown"),
        (_, 0) => "nothing failed".into(),
        _ => "everything that was checked failed".into(),
    }
}
