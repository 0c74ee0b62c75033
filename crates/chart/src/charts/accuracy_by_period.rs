//! Accuracy by period, a line a policy.

use super::lines::{Series, TOGETHER, apart, scale, together};
use crate::canvas::{INK, MARGIN, Page, font};
use crate::chart::{Chart, Material};
use crate::drawing::{Drawing, Table};
use crate::scale::TICK_SIZE;
use crate::svg::Anchor;
use crate::words::{
    cells, detectable, figure, finding, horizon, percentile_cells, period_names, replications,
    stands_alone, words_if,
};
use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::{Spread, values};
use tierone_stats::monte_carlo;

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
    let all: Vec<Series> = (0..n)
        .map(|policy| {
            material
                .summary
                .by_period(policy, Scope::Policy, "accuracy")
        })
        .collect();
    if all.iter().all(Vec::is_empty) {
        return None;
    }
    let subtitle = format!(
        "Share of the decisions closed in each {} that are accurate, over {}; {}.{}",
        scenario.horizon.period,
        horizon(scenario),
        match material.summary.replications {
            1 => "1 replication, so without a band".to_string(),
            n => format!(
                "average of {}, and the range of 95 in 100 of them",
                replications(n)
            ),
        },
        scale(&all, (0.0, 1.0)).warning(),
    );
    let title = finding(headline(material, &all), material.summary.replications);
    let mut page = Page::open(CHART.name, &title, &subtitle);
    let names = period_names(scenario);
    if n > TOGETHER {
        apart(&mut page, material, &all, &names);
    } else {
        together(&mut page, material, &all, &names);
    }
    let name = format!(
        "Period in which the decisions were closed ({})",
        scenario.horizon.period
    );
    page.svg
        .axis_name((MARGIN, page.y), &name, font(TICK_SIZE, INK, Anchor::Start));
    page.y += 4.0;
    let source = format!("Source: simulation of “{}”.", scenario.title);
    let alt = format!("A line chart.{}", sentences(material, &all));
    Some(page.finish(&source, &alt, table(material, &all)))
}

/// Last reported period less the first, replication by replication.
fn change(material: &Material, policy: usize) -> Option<Spread> {
    let last = material
        .scenario
        .horizon
        .periods
        .checked_sub(1)
        .filter(|last| *last > 0)?;
    let accuracy = measure("accuracy")?;
    let of = |period| {
        let Material {
            scenario, records, ..
        } = *material;
        values(scenario, records, policy, accuracy, Some(period))
    };
    let changes: Vec<Option<f64>> = of(0)
        .into_iter()
        .zip(of(last))
        .map(|(first, last)| Some(last? - first?))
        .collect();
    let summary = monte_carlo::summarise(&changes)?;
    Some(Spread {
        mean: summary.mean,
        sd: summary.sd,
        mcse: summary.mcse,
        percentiles: None,
        replications: summary.n,
    })
}

fn headline(material: &Material, all: &[Series]) -> String {
    let period = material.scenario.horizon.period;
    let changes: Vec<(usize, Spread)> = (0..all.len())
        .filter_map(|policy| Some((policy, change(material, policy)?)))
        .collect();
    if changes.is_empty() {
        return one_period(material, all);
    }
    let largest = changes
        .iter()
        .filter(|(_, change)| detectable(change))
        .reduce(|a, b| {
            if b.1.mean.abs() > a.1.mean.abs() {
                b
            } else {
                a
            }
        });
    let Some((policy, change)) = largest else {
        return format!("Accuracy does not detectably change from the first {period} to the last");
    };
    let way = if change.mean > 0.0 { "rises" } else { "falls" };
    let size = figure(change.mean.abs(), change.mcse, Unit::Points);
    let name = &material.scenario.policies[*policy].name;
    let most = words_if(
        stands_alone(
            change.mean.abs(),
            change.mcse,
            changes.iter().map(|(_, c)| c.mean.abs()),
        ),
        ", the largest change of any policy",
    );
    format!("Under “{name}” accuracy {way} by {size} from the first {period} to the last{most}")
}

fn one_period(material: &Material, all: &[Series]) -> String {
    let figures = || {
        all.iter()
            .enumerate()
            .filter_map(|(policy, series)| Some((policy, series.first()?.1)))
    };
    let best = figures().reduce(|a, b| if b.1.mean > a.1.mean { b } else { a });
    let worst = figures().reduce(|a, b| if b.1.mean < a.1.mean { b } else { a });
    let say = |spread: &Spread| figure(spread.mean, spread.mcse, Unit::Percent);
    match (best, worst) {
        (Some((policy, best)), Some((_, worst))) if say(best) != say(worst) => format!(
            "Accuracy lies between {} and {}, highest under “{}”",
            say(worst),
            say(best),
            material.scenario.policies[policy].name,
        ),
        (Some((_, best)), _) => format!("Accuracy is {}", say(best)),
        _ => "Accuracy by period".to_string(),
    }
}

fn sentences(material: &Material, all: &[Series]) -> String {
    let names = period_names(material.scenario);
    all.iter()
        .zip(&material.scenario.policies)
        .filter_map(|(series, policy)| {
            let (first, last) = (series.first()?, series.last()?);
            let say = |point: &(usize, &Spread)| {
                format!(
                    "{} in {}",
                    figure(point.1.mean, point.1.mcse, Unit::Percent),
                    names[point.0]
                )
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
