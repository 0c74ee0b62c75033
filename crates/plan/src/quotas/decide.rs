//! The answer: anchors, searches, compares the choice with today's policy, and puts everything into rows.

use std::sync::atomic::AtomicBool;

use super::cores::{self, Compared};
use super::figures::{Aimed, Figure, figures, objective};
use super::fronts::{fronts, prices};
use super::made::Made;
use super::rows::{ChangeRow, Ended, FigureRow, PolicyRow, QuotaAnswer, QuotaRow};
use super::search::{BLOCK, FIRST, Rules, search, standing};
use super::sentences;
use super::space::{LeftOut, Space, value};
use super::unmet::{in_the_way, nearest};
use super::worlds::{Stopped, Watch, Worlds};
use tierone_engine::study::{BEYOND_CHANCE, Unanchored, anchor};
use tierone_scenario::{Plan, Scenario};
use tierone_stats::planning::Standing;

/// Worlds in which the choice and today's policy are compared, at least.
const COMPARED: usize = 400;

/// How a question of quotas is simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuotaQuestion {
    /// Worlds of a policy at most.
    pub worlds: u32,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failed {
    /// The scenario asks nothing.
    NoPlan,
    /// Its anchor is not found.
    Unanchored(Unanchored),
    /// No policy is left to try: the reasons, with their numbers.
    NothingLeft(Vec<(String, u64)>),
    /// It was told to stop before there was anything.
    Stopped,
}

impl From<Stopped> for Failed {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// Answers what `[plan]` asks, on the current rayon pool. The same for any number of threads.
///
/// # Errors
/// Nothing is asked, no policy is left to try, the anchor is not found, or it was stopped too early.
pub fn quotas(
    scenario: &Scenario,
    question: &QuotaQuestion,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<QuotaAnswer, Failed> {
    let plan = scenario.plan.as_ref().ok_or(Failed::NoPlan)?;
    let space = Space { scenario, plan };
    let anchored = anchor(scenario, question.seed, &|| {}, stop).map_err(|why| match why {
        Unanchored::Stopped => Failed::Stopped,
        other => Failed::Unanchored(other),
    })?;
    let aims: Vec<Aimed> = plan
        .aims
        .iter()
        .filter_map(|aim| Aimed::of(aim, plan.tolerance))
        .collect();
    let read = figures(scenario, plan, &aims);
    let (shift, seed) = (anchored.shift, question.seed);
    let mut worlds = Worlds::new(scenario, shift, seed, read, (watch, stop));
    let today = worlds.add(space.today().clone());
    worlds.extend(&[today], FIRST * BLOCK)?;
    let rules = Rules {
        aims: &aims,
        zone: zone(plan, &worlds, today),
        confidence: plan.confidence,
        most: question.worlds as usize,
    };
    let searched = search(&space, &mut worlds, &rules)?;
    let mut found = searched.map_err(|left_out| Failed::NothingLeft(reasons(&left_out)))?;
    if found.selection.best.is_none() && !found.selection.is_stopped {
        found.add_too_long(&space, &mut worlds)?;
    }
    let best = found.selection.best.map(|at| found.selected_from[at]);
    // Of those that were selected from: the others are too far for certain, or were only on the way.
    let planned = best
        .or_else(|| nearest(&worlds, &aims, &found))
        .unwrap_or(0);
    let mut complete = !found.selection.is_stopped;
    // The choice, today's policy and what cores are compared with, on as many worlds.
    let number = found.candidates[planned].number;
    let compared = cores::compared(scenario, &mut worlds, number);
    if complete {
        let most = COMPARED.min(question.worlds as usize);
        let count = worlds.count(number).max(most).max(worlds.count(today));
        let mut together = vec![today, number];
        together.extend(cores::numbers(&compared));
        complete = worlds.extend(&together, count).is_ok();
    }
    let made = Made {
        space: &space,
        worlds: &worlds,
        aims: &aims,
        found: &found,
        today,
        planned,
        met: best.is_some(),
        zone: rules.zone,
        confidence: plan.confidence,
        complete,
    };
    Ok(answer(&made, &compared, question))
}

/// The smallest difference of the objective that matters: as stated, or one percent of what today's policy has.
fn zone(plan: &Plan, worlds: &Worlds, today: usize) -> f64 {
    let figure = objective(plan);
    let scale = if figure == Figure::Mve { 100.0 } else { 1.0 };
    let stated = plan.indifference_zone.map(|zone| scale * zone);
    let own = worlds
        .summary(today, figure)
        .map(|summary| 0.01 * summary.mean);
    let zone = stated.or(own).filter(|zone| *zone > 0.0);
    // Of a policy without checks nothing can be a percent: an hour, a pound, or a hundredth of a point.
    zone.unwrap_or(if figure == Figure::Mve { 0.01 } else { 1.0 })
}

/// Reasons in words.
fn reasons(left_out: &[(LeftOut, u64)]) -> Vec<(String, u64)> {
    let word = |why: &LeftOut| match why {
        LeftOut::Misfit(message) => message.clone(),
        LeftOut::Copy => "draws nothing, as another does".into(),
        LeftOut::PerCaseworker => {
            "has fewer checks of each caseworker than `per_caseworker`".into()
        }
        LeftOut::Hours => "is certain to take more hours than `hours`".into(),
    };
    let all = left_out.iter();
    all.map(|(why, count)| (word(why), *count)).collect()
}

fn answer(made: &Made, compared: &[Compared], question: &QuotaQuestion) -> QuotaAnswer {
    let (scenario, found) = (made.space.scenario, made.found);
    let ended: Vec<Ended> = (0..found.candidates.len())
        .map(|place| ended(made, place))
        .collect();
    let mut policies = vec![policy_row(made, made.today, Ended::Today, String::new())];
    let mut quotas = Vec::new();
    for (place, candidate) in found.candidates.iter().enumerate() {
        let words = made.quotas(place);
        policies.push(policy_row(made, candidate.number, ended[place], words));
        let varied = made.space.varied().iter().zip(&candidate.point);
        quotas.extend(varied.map(|(varied, at)| QuotaRow {
            policy: candidate.number,
            check: made.space.today().checks[varied.check].name.clone(),
            key: varied.key,
            value: varied.values[*at],
        }));
    }
    let objective = made.objective();
    let mut answer = QuotaAnswer {
        answer: Vec::new(),
        met: made.met,
        decided: found.selection.is_decided && made.complete,
        complete: made.complete,
        grid: made.space.points(),
        listed: found.is_listed,
        selected_from: found.selected_from.len(),
        left_out: reasons(&found.left_out),
        objective: objective.name(scenario),
        unit: objective.unit(),
        indifference_zone: made.zone,
        confidence: made.confidence,
        seed: question.seed,
        worlds: made.worlds.spent(),
        changes: changes(made),
        figures: figure_rows(made),
        prices: prices(made),
        fronts: fronts(made),
        random_cores: cores::rows(made.worlds, made.planned_number(), compared),
        in_the_way: in_the_way(made),
        policies,
        quotas,
    };
    answer.answer = sentences::sentences(made, &answer);
    answer
}

/// How the search ended for a candidate.
fn ended(made: &Made, place: usize) -> Ended {
    if place == made.planned {
        return Ended::Chosen;
    }
    match standing(made.found, place) {
        None => return Ended::OnTheWay,
        Some(Standing::NoFigure) => return Ended::NoFigure,
        Some(Standing::Breaks(_)) => return Ended::Misses,
        Some(Standing::Left | Standing::WorseThan(_)) => {}
    }
    let (number, planned) = (made.candidate(place).number, made.planned_number());
    if !made.met || !made.meets(place) {
        return Ended::Misses;
    }
    let as_good = made
        .worlds
        .difference(number, planned, made.objective())
        .is_some_and(|apart| {
            let error = apart.mcse.unwrap_or(f64::INFINITY);
            apart.mean <= made.zone || apart.mean <= BEYOND_CHANCE * error
        });
    if as_good { Ended::AsGood } else { Ended::Worse }
}

fn policy_row(made: &Made, number: usize, ended: Ended, quotas: String) -> PolicyRow {
    let scenario = made.space.scenario;
    let mean = |name: &str| {
        let figures = made.worlds.figures.iter();
        let figure = figures
            .copied()
            .find(|figure| figure.name(scenario) == name);
        figure.and_then(|figure| made.mean(number, figure))
    };
    let of = |name: &str| {
        let mean = mean(name);
        (mean.map(|mean| mean.mean), mean.and_then(|mean| mean.mcse))
    };
    let (hours, hours_mcse) = of("hours");
    let (cost, cost_mcse) = of("cost");
    let (accuracy, accuracy_mcse) = of("accuracy");
    let (mve, mve_mcse) = of("mve");
    let (accuracy_half_width, accuracy_half_width_mcse) = of("accuracy_half_width");
    let (mve_half_width, mve_half_width_mcse) = of("mve_half_width");
    let (show, show_mcse) = of("show");
    let (poor_performers_found, poor_performers_found_mcse) = of("poor_performers_found");
    let (errors_found, errors_found_mcse) = of("errors_found");
    PolicyRow {
        policy: number,
        ended,
        misses: made.missed(number).first().map(|(aim, _)| aim.key.clone()),
        quotas,
        worlds: made.worlds.count(number),
        hours,
        hours_mcse,
        cost,
        cost_mcse,
        accuracy,
        accuracy_mcse,
        mve,
        mve_mcse,
        accuracy_half_width,
        accuracy_half_width_mcse,
        mve_half_width,
        mve_half_width_mcse,
        show,
        show_mcse,
        poor_performers_found,
        poor_performers_found_mcse,
        errors_found,
        errors_found_mcse,
    }
}

fn changes(made: &Made) -> Vec<ChangeRow> {
    let point = &made.candidate(made.planned).point;
    let varied = made.space.varied().iter().zip(point);
    varied
        .map(|(varied, at)| {
            let check = &made.space.today().checks[varied.check];
            ChangeRow {
                check: check.name.clone(),
                key: varied.key,
                today: value(check, varied.key),
                planned: varied.values[*at],
            }
        })
        .collect()
}

/// Every figure once, the objective first: an aim with its limit.
fn figure_rows(made: &Made) -> Vec<FigureRow> {
    let planned = made.planned_number();
    let row = |(place, figure): (usize, &Figure)| {
        let aim = made.aims.iter().find(|aim| aim.figure == *figure);
        let role = match (place, aim) {
            (0, _) => "objective",
            (_, Some(_)) => "aim",
            _ => "beside",
        };
        let change = made.worlds.difference(planned, made.today, *figure);
        FigureRow {
            figure: figure.name(made.space.scenario),
            unit: figure.unit(),
            role,
            limit: aim.map(|aim| aim.limit),
            side: aim.map(|aim| if aim.at_least { "at-least" } else { "at-most" }),
            tolerance: aim.map(|aim| aim.tolerance),
            planned: made.mean(planned, *figure),
            today: made.mean(made.today, *figure),
            change: change.map(super::made::mean),
        }
    };
    let figures = made.worlds.figures.iter().enumerate();
    figures.map(row).collect()
}
