//! What the rows say, in sentences for a manager: the choice, what it gives and costs, how sure it is, and what today's policy gives.

use super::figures::{Aimed, Quantity};
use super::how_sure::how_sure;
use super::made::Made;
use super::of_policy::{aims_of, least, objective_of, planned_quotas, with_error};
use super::rows::{Ended, Mean, QuotaAnswer};
use super::unmet_words::{edges, unmet};
use super::words::{asked, difference, figure, period};
use tierone_engine::study::BEYOND_CHANCE;
use tierone_scenario::SamplingMethod;
use tierone_stats::format::{shown, thousands};

/// The sentences, a paragraph each.
pub(crate) fn sentences(made: &Made, answer: &QuotaAnswer) -> Vec<String> {
    let mut all = vec![match made.choice.met {
        true => chosen(made, answer),
        false => unmet(made, answer),
    }];
    all.extend(edges(made, answer));
    all.extend(of_a_year(made));
    all.push(today(made));
    all.push(how_sure(made, answer));
    all.extend(as_good(answer));
    all.extend(random_cores(made, answer));
    all
}

/// How often a single year keeps what is aimed at on average, and whether the figure that will be reported is off.
fn of_a_year(made: &Made) -> Option<String> {
    let planned = made.planned_number();
    let of_truth = |aim: &&Aimed| matches!(aim.figure, Quantity::Accuracy | Quantity::Mve);
    let kept: Vec<String> = made
        .aims
        .iter()
        .filter(of_truth)
        .filter_map(|aim| {
            let share = made.kept(planned, aim)?;
            let name = figure(aim.figure, &aim.key);
            Some(format!(
                "{name} is {} in {:.0} of 100",
                asked(aim),
                100.0 * share
            ))
        })
        .collect();
    let kept = (!kept.is_empty()).then(|| {
        format!(
            "These are averages of many simulated years: {}.",
            kept.join(", and ")
        )
    });
    let off = made.worlds.figures.iter().find_map(|figure| {
        let Quantity::AccuracyBias(check) = *figure else {
            return None;
        };
        let off = made.mean(planned, *figure)?;
        let is_clear = off.mean.abs() > BEYOND_CHANCE * off.mcse.unwrap_or(f64::INFINITY);
        is_clear.then(|| {
            let how = if off.mean > 0.0 { "high" } else { "low" };
            let size = Mean {
                mean: off.mean.abs(),
                ..off
            };
            let check = &made.worlds.policy(planned).checks[check].name;
            format!(
                "\"{}\" will report accuracy too {how}, by {} on average.",
                shown(check),
                with_error(Some(size), "pp")
            )
        })
    });
    let said: Vec<String> = kept.into_iter().chain(off).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn chosen(made: &Made, answer: &QuotaAnswer) -> String {
    let planned = made.planned_number();
    let aims = aims_of(made, planned);
    let gives = match aims.is_empty() {
        true => String::new(),
        false => format!(" It gives: {aims}."),
    };
    let policies = thousands(&answer.selected_from.to_string());
    let out_of = match answer.listed {
        true => format!("{policies} policies that may be chosen"),
        false if answer.certificate.is_some() => {
            let grid = answer.grid.map(|grid| thousands(&grid.to_string()));
            format!("{} policies that may be chosen", grid.unwrap_or_default())
        }
        false => format!("{policies} policies that were compared in the end"),
    };
    format!(
        "Choose {}. That {}, the {} of those that meet every aim, out of {out_of}.{gives}",
        planned_quotas(made),
        objective_of(made, planned),
        least(made),
    )
}

fn today(made: &Made) -> String {
    let policy = made.space.today();
    let name = shown(&policy.name);
    let (today, planned) = (made.choice.today, made.planned_number());
    let own = policy.checks == made.worlds.policy(planned).checks;
    if own {
        return format!("That is today's policy, \"{name}\", as it is.");
    }
    let missed = made.missed(today);
    let misses = match missed.as_slice() {
        [] => "meets every aim".to_owned(),
        missed => {
            let names: Vec<String> = missed
                .iter()
                .map(|(aim, _)| figure(aim.figure, &aim.key))
                .collect();
            format!("misses {}", names.join(" and "))
        }
    };
    let beyond_chance = |figure: Quantity| {
        let apart = made.worlds.difference(planned, today, figure)?;
        let error = apart.mcse.unwrap_or(f64::INFINITY);
        (apart.mean.abs() > BEYOND_CHANCE * error).then_some(apart.mean)
    };
    let more_or_less = |change: f64| if change > 0.0 { "more" } else { "less" };
    let unit = made.objective().unit();
    let change = beyond_chance(made.objective()).map(|change| {
        let much = difference(change.abs(), unit);
        let side = more_or_less(change);
        // Where money is not what is saved, what it costs stands beside it.
        let cost = beyond_chance(Quantity::Cost).filter(|_| !matches!(unit, "h" | "GBP"));
        let cost = cost.map(|cost| {
            let (much, side) = (difference(cost.abs(), "GBP"), more_or_less(cost));
            format!(", and costs {much} {side} a {}", period(made.space))
        });
        match unit {
            "h" | "GBP" => format!(" The choice takes {much} {side}."),
            _ => format!(
                " The choice leaves {much} {side}{}.",
                cost.unwrap_or_default()
            ),
        }
    });
    let aims = aims_of(made, today);
    let gives = match aims.is_empty() {
        true => String::new(),
        false => format!(" and gives {aims}"),
    };
    format!(
        "Today's policy, \"{name}\", {}{gives}: it {misses}.{}",
        objective_of(made, today),
        change.unwrap_or_default()
    )
}

fn as_good(answer: &QuotaAnswer) -> Option<String> {
    let good: Vec<&str> = answer
        .policies
        .iter()
        .filter(|row| row.ended == Ended::AsGood && answer.met)
        .map(|row| row.quotas.as_str())
        .collect();
    let first = good.first()?;
    Some(match good.len() {
        1 => format!("One other policy is as good, to within what matters or chance: {first}."),
        n => format!(
            "{n} other policies are as good, to within what matters or chance; the first is {first}."
        ),
    })
}

fn random_cores(made: &Made, answer: &QuotaAnswer) -> Vec<String> {
    let period = super::words::period(made.space);
    let mut all = Vec::new();
    for core in &answer.random_cores {
        let name = shown(&core.check);
        let finds = core.finds.map_or_else(
            || "an unknown number of".to_owned(),
            |finds| {
                with_error(
                    Some(Mean {
                        mean: finds.mean.abs(),
                        ..finds
                    }),
                    "count",
                )
            },
        );
        let share = |share: f64| format!("{:.0} %", 100.0 * share);
        let random = (core.random_share * core.checks + 0.5).floor();
        all.push(match core.random_share > 0.0 {
            true => format!(
                "\"{name}\" is targeted: {} of its {} checks ({}) stay random, and only they say what accuracy is. That costs {finds} \
                 errors found a {period}.",
                thousands(&format!("{random:.0}")),
                thousands(&format!("{:.0}", core.checks)),
                share(core.random_share),
            ),
            false => format!(
                "\"{name}\" is targeted and none of it is random: its figures say nothing of accuracy. To draw {} of it at random \
                 would cost {finds} errors found a {period}.",
                share(core.compared_with),
            ),
        });
    }
    for check in &made.worlds.policy(made.planned_number()).checks {
        let SamplingMethod::Judgement(keys) = &check.sample.method else {
            continue;
        };
        if keys.checks > 0 {
            all.push(format!(
                "\"{}\" is picked by people: no part of it is random, and its figures say nothing of accuracy.",
                shown(&check.name)
            ));
        }
    }
    all
}
