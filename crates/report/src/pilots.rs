//! What pilots would show: a row a pilot and figure, and the answer in a sentence.

use serde::Serialize;

use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::{Spread, Summary};
use tierone_scenario::{Pilot, Scenario};
use tierone_stats::cells::Cells;
use tierone_stats::format::plain;
use tierone_stats::trial::{clusters_to_reject, least_p};

use crate::figure_text::figure;

/// One row of `pilots.csv`; `None` is an empty cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PilotFigure<'a> {
    /// The policy.
    pub policy: &'a str,
    /// The pilot.
    pub pilot: &'a str,
    /// What is measured.
    pub measure: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// See [`Spread::mean`].
    pub mean: f64,
    /// See [`Spread::sd`].
    pub sd: Option<f64>,
    /// See [`Spread::mcse`].
    pub mcse: Option<f64>,
    /// 2.5 percentile between replications.
    pub p2_5: Option<f64>,
    /// Median between replications.
    pub p50: Option<f64>,
    /// 97.5 percentile between replications.
    pub p97_5: Option<f64>,
    /// Replications in which the figure could be computed.
    pub replications: usize,
}

/// The figures of every pilot.
pub fn pilot_figures<'a>(scenario: &'a Scenario, summary: &Summary) -> Vec<PilotFigure<'a>> {
    let rows = summary.figures.iter().filter_map(|row| {
        let Scope::Pilot(pilot) = row.scope else {
            return None;
        };
        let policy = &scenario.policies[row.policy];
        let percentile = |at: usize| row.spread.percentiles.map(|all| all[at]);
        Some(PilotFigure {
            policy: &policy.name,
            pilot: &policy.pilots[pilot].name,
            measure: row.measure,
            unit: measure(row.measure).map_or("", |measure| measure.unit.code()),
            mean: row.spread.mean,
            sd: row.spread.sd,
            mcse: row.spread.mcse,
            p2_5: percentile(0),
            p50: percentile(1),
            p97_5: percentile(2),
            replications: row.spread.replications,
        })
    });
    rows.collect()
}

/// The rows as CSV; none where there is no pilot.
pub(crate) fn pilots_csv(scenario: &Scenario, summary: &Summary, cells: Cells) -> Option<String> {
    let rows = pilot_figures(scenario, summary);
    if rows.is_empty() {
        return None;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let belief = "writing into memory does not fail";
    for row in &rows {
        let row = PilotFigure {
            policy: &cells.text(row.policy),
            pilot: &cells.text(row.pilot),
            ..row.clone()
        };
        writer.serialize(row).expect(belief);
    }
    let bytes = writer.into_inner().expect(belief);
    Some(String::from_utf8(bytes).expect("cells are text"))
}

/// `6 teams against 6`.
pub(crate) fn arms(pilot: &Pilot) -> String {
    let teams = |n: usize| match n {
        1 => "1 team".to_owned(),
        n => format!("{n} teams"),
    };
    let others = match pilot.comparison {
        0 => String::new(),
        n => format!(" against {n}"),
    };
    let steps = match pilot.starts.len() {
        1 => String::new(),
        n => format!(" in {n} steps"),
    };
    format!("{}{steps}{others}", teams(pilot.teams))
}

/// What every pilot would show, a sentence or two each.
pub(crate) fn said(scenario: &Scenario, summary: &Summary) -> Vec<String> {
    let mut said = Vec::new();
    for (id, policy) in scenario.policies.iter().enumerate() {
        for (place, pilot) in policy.pilots.iter().enumerate() {
            let of = |name: &str| summary.figure(id, Scope::Pilot(place), name);
            let head = format!(
                "Pilot `{}` under `{}` ({})",
                plain(&pilot.name),
                plain(&policy.name),
                arms(pilot)
            );
            said.push(format!("{head}: {}.{}", told(pilot, &of), limits(pilot)));
        }
    }
    said
}

fn told<'s>(pilot: &Pilot, of: &dyn Fn(&str) -> Option<&'s Spread>) -> String {
    let Some(effect) = of("pilot_effect") else {
        return "nothing can be compared: no check of both arms".into();
    };
    let share = |spread: &Spread| format!("{} %", figure(Unit::Percent, spread));
    let points = |spread: &Spread| format!("{} points", figure(Unit::Points, spread));
    let mut parts = Vec::new();
    match of("pilot_truth") {
        Some(_) if pilot.gain == 0.0 => parts.push("nothing is done".to_owned()),
        Some(truth) => parts.push(format!(
            "the share in error of its teams changes by {}, and it reports {}",
            points(truth),
            points(effect)
        )),
        None => parts.push(format!("it reports {}", points(effect))),
    }
    parts.push(match of("pilot_power") {
        Some(power) if pilot.gain == 0.0 => format!(
            "an effect is claimed, wrongly, in {} of simulated pilots",
            share(power)
        ),
        Some(power) => format!("it claims an effect in {} of simulated pilots", share(power)),
        None => "it can claim nothing: a single team decides an arm, and nobody can tell it from the pilot".into(),
    });
    parts.extend(of("pilot_smallest_effect").map(|smallest| {
        format!(
            "the smallest effect that it finds with a probability of 80 % is {}",
            points(smallest)
        )
    }));
    parts.extend(of("pilot_power_naive").map(|naive| {
        format!(
            "an analysis that forgets teams claims one in {}",
            share(naive)
        )
    }));
    parts.join("; ")
}

/// Where the permutation test can never say anything.
fn limits(pilot: &Pilot) -> String {
    let (one, other) = (pilot.teams, pilot.comparison);
    let least = least_p(one, other).filter(|_| pilot.is_parallel());
    match (least, clusters_to_reject(0.05)) {
        (Some(p), Some(needed)) if p > 0.05 => format!(
            " With {one} and {other} teams a permutation test can never reject at 5 %: it takes {needed} and {needed}."
        ),
        _ => String::new(),
    }
}
