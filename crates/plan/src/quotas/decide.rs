//! The answer: anchors, searches, compares the choice with today's policy, and puts everything into rows.

use std::sync::atomic::AtomicBool;

use super::candidate::{BLOCK, FIRST};
use super::common;
use super::cores::{self, Compared};
use super::ended::ended;
use super::figures::{Aimed, Quantity, figures, objective};
use super::fronts::{fronts, prices};
use super::made::{Choice, Made};
use super::name::name;
use super::near;
use super::rows::{ChangeRow, Ended, FigureRow, PolicyRow, QuotaAnswer, QuotaRow};
use super::search::{Found, Rules, search};
use super::sentences;
use super::space::{LeftOut, Space, value};
use super::unmet::in_the_way;
use super::words;
use super::worlds::{Stopped, Watch, Worlds};
use tierone_engine::study::{Unanchored, anchor};
use tierone_scenario::{AimOf, Plan, Scenario};

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
    /// No quotas that may be chosen give each caseworker as many checks as are asked for.
    TooFewEach {
        /// Checks of each caseworker that are asked for.
        asked: f64,
        /// The most that may be chosen.
        most: f64,
        /// The checks whose quotas count, by name.
        checks: Vec<String>,
    },
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
    too_few_each(&space)?;
    let anchored = anchor(scenario, question.seed, &|| {}, stop).map_err(|why| match why {
        Unanchored::Stopped => Failed::Stopped,
        other => Failed::Unanchored(other),
    })?;
    let aims: Vec<Aimed> = plan
        .aims
        .iter()
        .filter_map(|aim| Aimed::of(&space, aim, plan.tolerance))
        .chain(Aimed::quota_done(space.today()))
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
    let mut complete = !found.selection.is_stopped;
    let mut planned = best.unwrap_or(0);
    if best.is_none() {
        found.out_of_reach = near::out_of_reach(&mut worlds, &aims, &found);
        let open = near::open(&mut worlds, &aims, &found);
        // As many worlds as there may be, since how near they come is only known to within chance.
        let most = question.worlds as usize;
        let mut count = common::worlds(most, worlds.spent(), open.len(), most);
        complete = complete && worlds.extend(&open, count).is_ok();
        if !complete {
            count = FIRST * BLOCK;
        }
        found.nearest = near::nearest(&mut worlds, (&aims, &found), open, count);
        let mut places = found.selected_from.iter().copied();
        let first = found.nearest.first();
        planned = places
            .find(|place| Some(&found.candidates[*place].number) == first)
            .unwrap_or(0);
    }
    let searched = worlds.spent();
    let number = found.candidates[planned].number;
    let compared = cores::compared(scenario, &mut worlds, number);
    let choice = Choice {
        today,
        planned,
        met: best.is_some(),
        zone: rules.zone,
        confidence: plan.confidence,
        searched,
    };
    let chosen_by = worlds.count(number);
    let mut shown = common::as_good(&made(&space, &worlds, (&aims, &found), choice));
    // Every candidate has its first worlds; what they show of all is made sure of by more worlds of a few.
    worlds.shown = FIRST * BLOCK;
    shown.extend(common::policies(&made(
        &space,
        &worlds,
        (&aims, &found),
        choice,
    )));
    shown.extend(found.nearest.iter().take(common::GOOD));
    shown.extend(cores::numbers(&compared));
    if complete {
        let numbers: Vec<usize> = shown.iter().copied().collect();
        let most = question.worlds as usize;
        let count = common::worlds(chosen_by, searched, numbers.len(), most);
        complete = worlds.extend(&numbers, count).is_ok();
        if complete {
            worlds.shown = count;
        }
    }
    let made = Made {
        complete,
        shown: Some(shown),
        ..made(&space, &worlds, (&aims, &found), choice)
    };
    Ok(answer(&made, &compared, question))
}

/// What there is so far, before it is settled what is shown.
fn made<'m, 'w>(
    space: &'m Space<'m>,
    worlds: &'m Worlds<'w>,
    (aims, found): (&'m [Aimed], &'m Found),
    choice: Choice,
) -> Made<'m, 'w> {
    Made {
        space,
        worlds,
        aims,
        found,
        choice,
        complete: true,
        shown: None,
    }
}

/// An aim that no quotas of the grid can reach, which needs no simulation to be known.
fn too_few_each(space: &Space) -> Result<(), Failed> {
    let mut aims = space.plan.aims.iter();
    let Some(aim) = aims.find(|aim| aim.of == AimOf::PerCaseworker) else {
        return Ok(());
    };
    let (most, checks) = space.most_each();
    match most < aim.limit {
        true => Err(Failed::TooFewEach {
            asked: aim.limit,
            most,
            checks,
        }),
        false => Ok(()),
    }
}

/// The smallest difference of the objective that matters: as stated, or one percent of what today's policy has.
fn zone(plan: &Plan, worlds: &Worlds, today: usize) -> f64 {
    let figure = objective(plan);
    let scale = if figure == Quantity::Mve { 100.0 } else { 1.0 };
    let stated = plan.indifference_zone.map(|zone| scale * zone);
    let own = worlds
        .summary(today, figure)
        .map(|summary| 0.01 * summary.mean);
    let zone = stated.or(own).filter(|zone| *zone > 0.0);
    // Of a policy without checks nothing can be a percent: an hour, a pound, or a hundredth of a point.
    zone.unwrap_or(if figure == Quantity::Mve { 0.01 } else { 1.0 })
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
    let mut policies = vec![policy_row(
        made,
        made.choice.today,
        Ended::Today,
        String::new(),
    )];
    let mut quotas = Vec::new();
    for (place, candidate) in found.candidates.iter().enumerate() {
        let words = made.quotas(place);
        policies.push(policy_row(made, candidate.number, ended[place], words));
        let varied = made.space.varied().iter().zip(&candidate.point);
        quotas.extend(varied.map(|(varied, at)| {
            QuotaRow {
                policy: candidate.number,
                check: made.space.today().checks[varied.check].name.clone(),
                key: varied.key,
                value: varied.values[*at],
                stratum: varied.stratum.clone(),
                sample: varied
                    .samples
                    .get(*at)
                    .map(|listed| words::sample(made.space, &listed.sample)),
            }
        }));
    }
    let objective = made.objective();
    let mut answer = QuotaAnswer {
        answer: Vec::new(),
        name: name(made),
        met: made.choice.met,
        decided: found.selection.is_decided && made.complete,
        complete: made.complete,
        grid: made.space.points(),
        listed: found.is_listed,
        certificate: found.certificate.clone().filter(|_| made.complete),
        selected_from: found.selected_from.len(),
        left_out: reasons(&found.left_out),
        objective: objective.name(scenario),
        unit: objective.unit(),
        indifference_zone: made.choice.zone,
        confidence: made.choice.confidence,
        seed: question.seed,
        period: words::period(made.space),
        periods: scenario.horizon.periods,
        shown_worlds: made.worlds.counted(made.planned_number()),
        search_worlds: made.choice.searched,
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
    let (show_mve, show_mve_mcse) = of("show_mve");
    let (poor_performers_found, poor_performers_found_mcse) = of("poor_performers_found");
    let (errors_found, errors_found_mcse) = of("errors_found");
    let (head_of_work, head_of_work_mcse) = of("head_of_work");
    PolicyRow {
        policy: number,
        ended,
        misses: misses(&made.missed(number)),
        quotas,
        worlds: made.worlds.counted(number),
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
        show_mve,
        show_mve_mcse,
        poor_performers_found,
        poor_performers_found_mcse,
        errors_found,
        errors_found_mcse,
        head_of_work,
        head_of_work_mcse,
    }
}

/// The keys of aims that are missed, the most first.
fn misses(missed: &[(&Aimed, f64)]) -> Option<String> {
    let keys: Vec<&str> = missed.iter().map(|(aim, _)| aim.key.as_str()).collect();
    (!keys.is_empty()).then(|| keys.join("; "))
}

fn changes(made: &Made) -> Vec<ChangeRow> {
    let point = &made.candidate(made.choice.planned).point;
    let varied = made.space.varied().iter().zip(point);
    varied
        .map(|(varied, at)| {
            let check = &made.space.today().checks[varied.check];
            ChangeRow {
                check: check.name.clone(),
                key: varied.key,
                today: value(check, varied),
                planned: varied.values[*at],
                stratum: varied.stratum.clone(),
                samples: varied.samples.get(*at).map(|listed| {
                    [&check.sample, &listed.sample].map(|sample| words::sample(made.space, sample))
                }),
            }
        })
        .collect()
}

/// Every figure once, the objective first: an aim with its limit.
fn figure_rows(made: &Made) -> Vec<FigureRow> {
    let planned = made.planned_number();
    let missed = made.missed(planned);
    let row = |(place, figure): (usize, &Quantity)| {
        let aim = made.aims.iter().find(|aim| aim.figure == *figure);
        let role = match (place, aim) {
            (0, _) => "objective",
            (_, Some(_)) => "aim",
            _ => "beside",
        };
        let change = made.worlds.difference(planned, made.choice.today, *figure);
        FigureRow {
            figure: figure.name(made.space.scenario),
            unit: figure.unit(),
            role,
            limit: aim.map(|aim| aim.limit),
            side: aim.map(|aim| if aim.at_least { "at-least" } else { "at-most" }),
            tolerance: aim.map(|aim| aim.tolerance),
            missed: aim.map(|aim| missed.iter().any(|(other, _)| other.key == aim.key)),
            planned: made.mean(planned, *figure),
            today: made.mean(made.choice.today, *figure),
            change: change.map(super::made::mean),
        }
    };
    let figures = made.worlds.figures.iter().enumerate();
    let is_seen = |(_, figure): &(usize, &Quantity)| !figure.is_truth();
    figures.filter(is_seen).map(row).collect()
}
