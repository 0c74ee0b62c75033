//! The share of cases in target by stage: by what happened, and by what was recorded.

use crate::bars::{self, Bar, Row, plot};
use crate::canvas::{PARTS, Page};
use crate::chart::{Chart, Material};
use crate::claims::{Column, side, spread};
use crate::drawing::{Drawing, Table};
use crate::scale::Limits;
use crate::words::{
    cells, dash, ends_of, error_of, horizon, mean_with_error, number, said, short, size,
};
use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::{Record, Spread};
use tierone_scenario::{Pathway, Stage};

/// Stages that are drawn.
const MOST: usize = 12;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "timeliness",
    meaning: "The share of complaints and disputes in target by stage under the baseline: by the dates on which things happened, and \
              by the dates on which they were recorded.",
    draw,
};

/// A stage with a target, and its shares.
struct Timely<'a> {
    pathway: &'a Pathway,
    stage: &'a Stage,
    happened: &'a Spread,
    recorded: &'a Spread,
    /// Recorded less happened by replication, in percentage points.
    flattered: Column,
}

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let first = material.summary.contrasts.first();
    let policy = first.map_or(0, |contrast| contrast.baseline);
    let all = stages(material, policy);
    let stages = &all[..all.len().min(MOST)];
    if stages.is_empty() {
        return None;
    }
    let left_out = match all.len() - stages.len() {
        0 => String::new(),
        n => format!(" The first {MOST} stages; {n} more are in the tables."),
    };
    let subtitle = format!(
        "Share of cases that end a stage within its target under “{}”, those still open as far as they were watched, over {}; {}.{left_out}",
        short(material.name(policy), 60),
        horizon(scenario),
        mean_with_error(material.summary.replications),
    );
    let shown = "Stages in target by what happened and by what was recorded";
    let title = material.finding(shown, || headline(stages));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    page.key(&[
        (&bars::sign(PARTS[0]), "by what happened"),
        (&bars::sign(PARTS[1]), "by recorded dates"),
        (&bars::interval, "± 2 Monte Carlo standard errors"),
    ]);
    let rows: Vec<Row> = stages.iter().map(row).collect();
    let names = ["Stage", "Share in target (%)", "Happened, and recorded"];
    plot(&mut page, names, Limits::FromZero, &rows);
    let alt = format!("A bar chart with two bars a stage.{}", sentences(stages));
    Some(page.finish(&material.source(), &alt, table(&all)))
}

fn stages<'a>(material: &Material<'a>, policy: usize) -> Vec<Timely<'a>> {
    let mut stages = Vec::new();
    for (place, pathway) in material.scenario.pathways.iter().enumerate() {
        for (number, stage) in pathway.stages.iter().enumerate() {
            let scope = Scope::Stage(place, number);
            let of = |name| material.summary.figure(policy, scope, name);
            let (Some(happened), Some(recorded)) = (of("in_target"), of("in_target_recorded"))
            else {
                continue;
            };
            let apart = |record: &Record| {
                let horizon = record[policy].entry(None);
                let passed = horizon.pathways.get(place)?.get(1 + number)?;
                Some(100.0 * (passed.in_target_recorded? - passed.in_target?))
            };
            stages.push(Timely {
                pathway,
                stage,
                happened,
                recorded,
                flattered: material.records.iter().map(apart).collect(),
            });
        }
    }
    stages
}

fn row(timely: &Timely) -> Row {
    let bar = |share: &Spread, colour| {
        let ends = ends_of(share).map(|share| share.clamp(0.0, 100.0));
        Bar {
            to: share.mean.clamp(0.0, 100.0),
            interval: (error_of(share) > 0.0).then_some(ends.into()),
            colour,
            words: said(share, Unit::Percent),
        }
    };
    let target = timely.stage.target.unwrap_or(0);
    Row {
        name: timely.stage.name.clone(),
        notes: format!(
            "{}, within {target} {}",
            short(&timely.pathway.name, 60),
            timely.pathway.days.unit()
        ),
        bars: vec![
            bar(timely.happened, PARTS[0]),
            bar(timely.recorded, PARTS[1]),
        ],
    }
}

/// The stage of which records are farthest from the truth, by more than chance.
fn headline(stages: &[Timely]) -> String {
    let told = stages.iter().filter_map(|timely| {
        let apart = spread(&timely.flattered)?;
        (side(&timely.flattered, stages.len()) != 0.0).then_some((timely, apart))
    });
    let far = told.max_by(|one, other| one.1.mean.abs().total_cmp(&other.1.mean.abs()));
    let Some((timely, apart)) = far else {
        return "Recorded dates show no detectably different share of cases in target".to_owned();
    };
    format!(
        "Recorded dates show {} {} of “{}” in target than there are",
        size(&apart, Unit::Points),
        if apart.mean > 0.0 { "more" } else { "fewer" },
        short(&timely.stage.name, 60)
    )
}

fn sentences(stages: &[Timely]) -> String {
    let sentence = |timely: &Timely| {
        format!(
            " “{}” of “{}”: {} in target by what happened, {} by recorded dates.",
            timely.stage.name,
            timely.pathway.name,
            said(timely.happened, Unit::Percent),
            said(timely.recorded, Unit::Percent)
        )
    };
    stages.iter().map(sentence).collect()
}

fn table(stages: &[Timely]) -> Table {
    let columns = [
        "Pathway",
        "Stage",
        "Target (days)",
        "In target by what happened, mean (%)",
        "Monte Carlo standard error (percentage points)",
        "In target by recorded dates, mean (%)",
        "Monte Carlo standard error of that (percentage points)",
        "Recorded less happened, mean (percentage points)",
    ];
    let line = |timely: &Timely| {
        let mut line = vec![
            timely.pathway.name.clone(),
            timely.stage.name.clone(),
            timely.stage.target.unwrap_or(0).to_string(),
        ];
        line.extend(cells(Some(timely.happened), Unit::Percent));
        line.extend(cells(Some(timely.recorded), Unit::Percent));
        let apart = spread(&timely.flattered);
        line.push(apart.map_or_else(dash, |apart| number(&apart, Unit::Points)));
        line
    };
    Table::new(columns, stages.iter().map(line).collect())
}
