//! Accuracy by period, a line a policy.

use super::estimates::ACCURACY;
use super::lines::{Series, TOGETHER, apart, scale, together};
use crate::canvas::{MARGIN, Page};
use crate::chart::{Chart, Material};
use crate::claims::{Column, Order, furthest, is_largest, less, side, spread};
use crate::drawing::{Drawing, Table};
use crate::replications::column;
use crate::targets::targets;
use crate::words::{
    cells, dash, horizon, percentile_cells, period_names, replications, said, size, words_if,
};
use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::Spread;
use tierone_scenario::Policy;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "accuracy-by-period",
    meaning: "Accuracy of the decisions closed in each period, a line a policy, with the middle \
              95 % of replications.",
    draw,
};

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let n = scenario.policies.len();
    let of = |policy| {
        material
            .summary
            .by_period(policy, Scope::Policy, "accuracy")
    };
    let all: Vec<Series> = (0..n).map(of).collect();
    if all.iter().all(Vec::is_empty) {
        return None;
    }
    let targets = targets(scenario, ACCURACY.targets);
    let period = scenario.horizon.period;
    let of = match material.summary.replications {
        1 => "1 replication, so without a band".to_string(),
        n => format!(
            "average of {}, and the range of 95 in 100 of them",
            replications(n)
        ),
    };
    let subtitle = format!(
        "Share of the decisions closed in each {period} that are accurate, over {}; {of}.{}",
        horizon(scenario),
        scale(&all, &targets, (0.0, 1.0)).warning(),
    );
    let title = material.finding(&format!("Accuracy by {period}"), || headline(material));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    let names = period_names(scenario);
    if n > TOGETHER {
        apart(&mut page, material, &all, &names, &targets);
    } else {
        together(&mut page, material, &all, &names, &targets);
    }
    let name = format!("Period in which the decisions were closed ({period})");
    page.axis_name((MARGIN, page.y), &name);
    page.y += 4.0;
    let alt = format!("A line chart.{}", sentences(material, &all));
    Some(page.finish(&material.source(), &alt, table(material, &all)))
}

/// Last reported period less the first, replication by replication; none of a single period.
fn change(material: &Material, policy: usize) -> Option<Column> {
    let last = material.scenario.horizon.periods.checked_sub(1);
    let last = last.filter(|last| *last > 0)?;
    let of = |period| column(material, policy, Scope::Policy, "accuracy", Some(period));
    Some(less(&of(last), &of(0)))
}

/// What changes are compared with: a policy that teaches nobody anything, else the baseline. What a change has in common
/// with it is no work of the checks.
fn reference(material: &Material) -> usize {
    let teaches = |policy: &Policy| {
        !policy.learning.is_empty() || policy.checks.iter().any(|check| check.on_fail.coach)
    };
    let mut policies = material.scenario.policies.iter();
    let untaught = policies.position(|policy| !teaches(policy));
    let baseline = material.summary.contrasts.first();
    let baseline = baseline.map(|contrast| contrast.baseline);
    untaught.or(baseline).unwrap_or(0)
}

fn headline(material: &Material) -> String {
    let policies = 0..material.scenario.policies.len();
    let period = material.scenario.horizon.period;
    let changes = policies.clone().map(|policy| change(material, policy));
    let Some(changes) = changes.collect::<Option<Vec<Column>>>() else {
        return one_period(material);
    };
    if let [only] = &changes[..] {
        return one_policy(material, only);
    }
    let reference = reference(material);
    let others: Vec<usize> = policies.filter(|p| *p != reference).collect();
    let more = |policy: &usize| less(&changes[*policy], &changes[reference]);
    let more: Vec<Column> = others.iter().map(more).collect();
    let columns: Vec<&Column> = more.iter().collect();
    let base = material.name(reference);
    let Some((place, difference)) = furthest(&more, others.len()) else {
        return format!(
            "No policy is shown to change accuracy from the first {period} to the last more or less than “{base}” does"
        );
    };
    let policy = others[place];
    let size = size(&difference, Unit::Points);
    let is_largest = is_largest(&columns, place);
    let most = words_if(is_largest, ", the largest difference of any policy");
    let ways = [policy, reference].map(|one| side(&changes[one], 2));
    let gains = difference.mean > 0.0;
    let how = moves(ways, gains, &size, material.name(policy), base);
    format!("From the first {period} to the last accuracy {how}{most}")
}

/// How accuracy under a policy moves against that under another, where each goes up (1), down (−1) or neither that can be seen (0).
fn moves([ours, theirs]: [f64; 2], gains: bool, size: &str, name: &str, base: &str) -> String {
    let alike = ours == theirs && ours != 0.0;
    let way = if ours > 0.0 { "rises" } else { "falls" };
    let more = if (ours > 0.0) == gains {
        "more"
    } else {
        "less"
    };
    match (alike, gains) {
        (true, _) => format!("{way} by {size} {more} under “{name}” than under “{base}”"),
        (false, true) => format!("under “{name}” gains {size} on that under “{base}”"),
        (false, false) => format!("under “{name}” loses {size} against that under “{base}”"),
    }
}

fn one_policy(material: &Material, change: &Column) -> String {
    let period = material.scenario.horizon.period;
    let way = match side(change, 1) {
        0.0 => None,
        side if side > 0.0 => Some("higher"),
        _ => Some("lower"),
    };
    match (way, spread(change)) {
        (Some(way), Some(change)) => format!(
            "Accuracy is {} {way} in the last {period} than in the first; no second policy shows what checks do to it",
            size(&change, Unit::Points)
        ),
        _ => format!("Accuracy is not shown to change from the first {period} to the last"),
    }
}

fn one_period(material: &Material) -> String {
    let of = |policy| column(material, policy, Scope::Policy, "accuracy", Some(0));
    let policies = 0..material.scenario.policies.len();
    let columns: Vec<Column> = policies.map(of).collect();
    let say = |place: usize| {
        spread(&columns[place]).map_or_else(dash, |spread| said(&spread, Unit::Percent))
    };
    match Order::of(&columns, true) {
        None => format!("Accuracy is {}", say(0)),
        Some(order) if order.is_even() => format!(
            "Accuracy is {} at most, and under no policy detectably lower",
            say(order.best)
        ),
        Some(order) => {
            let last = order.behind[order.behind.len() - 1];
            format!(
                "Accuracy is highest under {}, {}, and {} under “{}”",
                order.names(|policy| material.name(policy)),
                say(order.best),
                say(last),
                material.name(last)
            )
        }
    }
}

fn sentences(material: &Material, all: &[Series]) -> String {
    let names = period_names(material.scenario);
    all.iter()
        .zip(&material.scenario.policies)
        .filter_map(|(series, policy)| {
            let (first, last) = (series.first()?, series.last()?);
            let say = |(period, spread): &(usize, &Spread)| {
                format!("{} in {}", said(spread, Unit::Percent), names[*period])
            };
            Some(match series.len() {
                1 => format!(" “{}”: {}.", policy.name, say(first)),
                _ => format!(" “{}”: from {} to {}.", policy.name, say(first), say(last)),
            })
        })
        .collect()
}

fn table(material: &Material, all: &[Series]) -> Table {
    let columns = [
        "Policy",
        "Period",
        "Accuracy, mean (%)",
        "Monte Carlo standard error (percentage points)",
        "2.5th percentile of replications (%)",
        "97.5th percentile of replications (%)",
    ];
    let names = period_names(material.scenario);
    let mut rows = Vec::new();
    for (series, policy) in all.iter().zip(&material.scenario.policies) {
        for (period, spread) in series {
            let mut row = vec![policy.name.clone(), names[*period].clone()];
            row.extend(cells(Some(spread), Unit::Percent));
            row.extend(percentile_cells(Some(spread), Unit::Percent));
            rows.push(row);
        }
    }
    Table::new(columns, rows)
}

#[cfg(test)]
mod tests {
    use super::moves;

    #[test]
    fn what_falls_does_not_gain() {
        let say = |ours, theirs, gains| moves([ours, theirs], gains, "1", "a", "b");
        for (ours, theirs, gains, words) in [
            (1.0, 1.0, true, "rises by 1 more under “a” than under “b”"),
            (1.0, 1.0, false, "rises by 1 less under “a” than under “b”"),
            (-1.0, -1.0, true, "falls by 1 less under “a” than under “b”"),
            (
                -1.0,
                -1.0,
                false,
                "falls by 1 more under “a” than under “b”",
            ),
            (0.0, 0.0, true, "under “a” gains 1 on that under “b”"),
            (1.0, -1.0, true, "under “a” gains 1 on that under “b”"),
            (0.0, 1.0, false, "under “a” loses 1 against that under “b”"),
        ] {
            assert_eq!(say(ours, theirs, gains), words);
        }
    }
}
