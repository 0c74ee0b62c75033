//! How long complaints and disputes take: a row a pathway, stage, period and figure, and the answer in sentences.

use serde::Serialize;

use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::{Row, Spread, Summary};
use tierone_scenario::Scenario;
use tierone_stats::cells::Cells;
use tierone_stats::format::plain;

use crate::figure_text::figure;

/// One row of `pathways.csv`; `None` is an empty cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathwayFigure<'a> {
    /// The policy.
    pub policy: &'a str,
    /// The pathway.
    pub pathway: &'a str,
    /// The stage; none of the pathway as a whole.
    pub stage: Option<&'a str>,
    /// Whose work it is.
    pub owner: Option<&'a str>,
    /// The reported period, from 1; none of all of them together.
    pub period: Option<usize>,
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

/// The figures of every pathway and of its stages: of all reported periods, then of each.
pub fn pathway_figures<'a>(scenario: &'a Scenario, summary: &Summary) -> Vec<PathwayFigure<'a>> {
    let rows = summary.figures.iter().chain(&summary.periods);
    rows.filter_map(|row| of_row(scenario, row)).collect()
}

fn of_row<'a>(scenario: &'a Scenario, row: &Row) -> Option<PathwayFigure<'a>> {
    let (pathway, stage) = match row.scope {
        Scope::Pathway(pathway) => (&scenario.pathways[pathway], None),
        Scope::Stage(pathway, stage) => {
            let pathway = &scenario.pathways[pathway];
            (pathway, Some(&pathway.stages[stage]))
        }
        _ => return None,
    };
    let percentile = |at: usize| row.spread.percentiles.map(|all| all[at]);
    Some(PathwayFigure {
        policy: &scenario.policies[row.policy].name,
        pathway: &pathway.name,
        stage: stage.map(|stage| stage.name.as_str()),
        owner: stage.and_then(|stage| stage.owner.as_deref()),
        period: row.period.map(|period| period + 1),
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
}

/// The rows as CSV; none where there is no pathway.
pub(crate) fn pathways_csv(scenario: &Scenario, summary: &Summary, cells: Cells) -> Option<String> {
    let rows = pathway_figures(scenario, summary);
    if rows.is_empty() {
        return None;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let belief = "writing into memory does not fail";
    for row in &rows {
        let stage = row.stage.map(|stage| cells.text(stage));
        let owner = row.owner.map(|owner| cells.text(owner));
        let row = PathwayFigure {
            policy: &cells.text(row.policy),
            pathway: &cells.text(row.pathway),
            stage: stage.as_deref(),
            owner: owner.as_deref(),
            ..row.clone()
        };
        writer.serialize(row).expect(belief);
    }
    let bytes = writer.into_inner().expect(belief);
    Some(String::from_utf8(bytes).expect("cells are text"))
}

/// What becomes of each pathway under the baseline, and under the others where that is not the same.
pub(crate) fn said(scenario: &Scenario, summary: &Summary, baseline: usize) -> Vec<String> {
    let all: Vec<usize> = (0..scenario.pathways.len()).collect();
    let mut said = of_policy(scenario, summary, baseline, &all);
    if said.is_empty() {
        return said;
    }
    let name = |policy: usize| plain(&scenario.policies[policy].name);
    for policy in (0..scenario.policies.len()).filter(|policy| *policy != baseline) {
        let differs = |place: &usize| differs(scenario, summary, [policy, baseline], *place);
        let apart: Vec<usize> = all.iter().copied().filter(differs).collect();
        if apart.len() < all.len() {
            let which = match apart.is_empty() {
                true => "All pathways",
                false => "All other pathways",
            };
            said.push(format!(
                "{which} go the same way under `{}` as under `{}`.",
                name(policy),
                name(baseline)
            ));
        }
        said.extend(of_policy(scenario, summary, policy, &apart));
    }
    said
}

/// Whether any figure that is said of a pathway is another under two policies.
fn differs(scenario: &Scenario, summary: &Summary, policies: [usize; 2], place: usize) -> bool {
    let stages = 0..scenario.pathways[place].stages.len();
    let whole = ["complaints", "complaints_open", "complaints_following"]
        .map(|name| (Scope::Pathway(place), name));
    let of_stages = stages.flat_map(|stage| {
        ["in_target", "in_target_recorded"].map(|name| (Scope::Stage(place, stage), name))
    });
    whole.into_iter().chain(of_stages).any(|(scope, name)| {
        let [one, other] = policies.map(|policy| Some(summary.figure(policy, scope, name)?.mean));
        one != other
    })
}

/// How many cases of these pathways there are under a policy, and how their targets are kept and shown.
fn of_policy(
    scenario: &Scenario,
    summary: &Summary,
    policy: usize,
    places: &[usize],
) -> Vec<String> {
    let mut said = Vec::new();
    for &place in places {
        let pathway = &scenario.pathways[place];
        let whole = |name: &str| summary.figure(policy, Scope::Pathway(place), name);
        let count = |name: &str| whole(name).map(|spread| figure(Unit::Count, spread));
        let Some(opened) = count("complaints") else {
            continue;
        };
        let open = count("complaints_open").map(|open| format!(", and {open} are open at the end"));
        let follow = pathway.follows.and_then(|follows| {
            let first = plain(&scenario.pathways[follows.pathway].name);
            let own = [pathway.per_error, pathway.per_decision];
            if own.iter().all(|share| share.get() == 0.0) {
                return Some(format!(", after cases of `{first}`"));
            }
            let number = count("complaints_following")?;
            Some(format!(", of which {number} follow a case of `{first}`"))
        });
        let mut parts = vec![format!(
            "Pathway `{}` under `{}`: {opened} cases opened{}{}",
            plain(&pathway.name),
            plain(&scenario.policies[policy].name),
            follow.unwrap_or_default(),
            open.unwrap_or_default()
        )];
        for (number, stage) in pathway.stages.iter().enumerate() {
            let of = |name: &str| summary.figure(policy, Scope::Stage(place, number), name);
            let share = |spread: &Spread| format!("{} %", figure(Unit::Percent, spread));
            let (Some(target), Some(happened)) = (stage.target, of("in_target")) else {
                continue;
            };
            let recorded = of("in_target_recorded")
                .map(|recorded| format!("; by recorded dates it would be {}", share(recorded)));
            parts.push(format!(
                "`{}` ends within {target} {} in {}{}",
                plain(&stage.name),
                pathway.days.unit(),
                share(happened),
                recorded.unwrap_or_default()
            ));
        }
        said.push(format!("{}.", parts.join(". ")));
    }
    said
}
