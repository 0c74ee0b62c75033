//! Rates by activity and attribute, what complexity adds, and the spread over caseworkers and teams: one likelihood.

use std::collections::BTreeMap;
use std::f64::consts::FRAC_PI_2;

use super::checkers::share_row;
use super::limits::{beside_the_edge, covariance, moves, widened};
use super::model::{Coefficient, FEWEST_TEAMS, Given, Office, counted, what_is_known};
use super::observed::observed;
use super::rows::{EstimateRow, NotIdentified, OfficeFit};
use crate::checker::{ANGLES, Rechecked, share};
use crate::interval::Interval;
use crate::logit_normal::{LogitNormal, NODES};
use tierone_analysis::mean_starter_odds;
use tierone_scenario::Scenario;
use tierone_stats::format::plain;
use tierone_stats::zero;

/// Fits them, and adds what the anchor makes of the base's other rates.
pub(super) fn rates(scenario: &Scenario, shift: f64, given: &Given, fit: &mut OfficeFit) {
    let looks = given.looks;
    let mut counts: BTreeMap<(usize, usize), (u64, u64)> = BTreeMap::new();
    for look in counted(looks) {
        let (fails, all) = counts.entry((look.activity, look.attribute)).or_default();
        *fails += u64::from(look.is_wrong());
        *all += 1;
    }
    fit.looks = counts.values().map(|(_, all)| all).sum();
    fit.errors = counted(looks).filter(|look| look.failed).count() as u64;
    let base_rate = |activity: usize, attribute: usize| {
        let mut errors = scenario.activities[activity].errors.iter();
        let error = errors.find(|error| error.attribute == attribute)?;
        Some(shifted(
            error.rate.get(),
            shift,
            scenario.attributes[attribute].accuracy,
        ))
    };
    let starters = mean_starter_odds(&scenario.workforce);
    if (starters - 1.0).abs() > 1e-3 {
        fit.notes.push(format!(
            "results do not say how long caseworkers had been there: new starters are taken to be as many and to err as the base \
             has it, which makes {:.2} times the odds of experienced people on average",
            starters
        ));
    }
    without_errors(scenario, &counts, &base_rate, fit);
    not_checked(scenario, shift, &counts, fit);
    let mut office = Office::of(scenario, given, &counts, true);
    if office.coefficients.is_empty() {
        fit.untold.push(NotIdentified {
            name: "rates, and the spread over caseworkers".into(),
            why: "nothing that was checked failed".into(),
            remedy: "more checks, until some fail".into(),
        });
        return;
    }
    let mut likelihood = LogitNormal::new(&office.data, office.with_teams, NODES);
    let mut fitted = likelihood.fit(&office.start);
    let with_complexity = fitted.covariance().is_some();
    if !with_complexity {
        office = Office::of(scenario, given, &counts, false);
        likelihood = LogitNormal::new(&office.data, office.with_teams, NODES);
        fitted = likelihood.fit(&office.start);
        fit.untold.push(NotIdentified {
            name: "what complexity adds".into(),
            why: "each activity is of one complexity, or too few fail: the base's odds ratios are kept".into(),
            remedy: "checks of more than one complexity of the same activity".into(),
        });
    }
    let mut moves = moves(scenario, given, &counts, with_complexity, &fitted);
    let intervals: Vec<Interval> = likelihood
        .intervals(&fitted)
        .into_iter()
        .enumerate()
        .map(|(k, interval)| widened(interval, k, &moves, k >= office.coefficients.len()))
        .collect();
    fit.caseworkers = office.people.len() as u64;
    fit.notes.push(of_rates(scenario));
    for (coefficient, interval) in office.coefficients.iter().zip(&intervals) {
        let row = match coefficient {
            Coefficient::Rate {
                activity,
                attribute,
            } => {
                let (fails, all) = counts[&(*activity, *attribute)];
                EstimateRow::of(
                    &[
                        "activity",
                        &scenario.activities[*activity].name,
                        "errors",
                        &scenario.attributes[*attribute].name,
                    ],
                    format!(
                        "{}: {}",
                        scenario.activities[*activity].name, scenario.attributes[*attribute].name
                    ),
                    "share",
                    base_rate(*activity, *attribute),
                    interval.map(|log_odds| 1.0 / (1.0 + (-log_odds).exp())),
                    format!("fitted: {all} checks, {fails} errors"),
                )
            }
            Coefficient::Complexity(complexity) => {
                let complexity = &scenario.complexities[*complexity];
                EstimateRow::of(
                    &["complexity", "odds_ratio", &complexity.name],
                    format!("odds of error where complexity is {}", complexity.name),
                    "odds ratio",
                    Some(complexity.odds_ratio),
                    interval.map(f64::exp),
                    format!("fitted: {} checks, {} errors", fit.looks, fit.errors),
                )
            }
        };
        fit.estimates.push(row);
    }
    let spreads = [
        (
            "spread",
            "spread over caseworkers",
            scenario.workforce.spread,
            office.people.len() > 1,
        ),
        (
            "team_spread",
            "spread over teams",
            scenario.workforce.team_spread,
            office.with_teams,
        ),
    ];
    for (place, (key, name, base, is_told)) in spreads.into_iter().enumerate() {
        let k = office.coefficients.len() + place;
        if !is_told {
            fit.untold.push(NotIdentified {
                name: name.into(),
                why: match key {
                    "spread" => "there is one caseworker: the base's value is kept".into(),
                    _ => format!(
                        "there are fewer than {FEWEST_TEAMS} teams of two or more: the base's value is kept, and what it makes is taken off the spread over caseworkers"
                    ),
                },
                remedy: "results with the column `team`, of more teams".into(),
            });
            continue;
        }
        let mut interval = intervals[k];
        if key == "spread" && !office.with_teams {
            // Caseworkers then differ by what they do alone and by their teams; a scenario has both.
            let team = scenario.workforce.team_spread;
            interval = interval.map(|all| (all * all - team * team).max(0.0).sqrt());
        }
        let source = format!(
            "fitted: {} caseworkers, {} checks, {} errors",
            office.people.len(),
            fit.looks,
            fit.errors
        );
        if interval.low == Some(0.0) {
            fit.untold.push(NotIdentified {
                name: format!("whether there is any {name}"),
                why:
                    "zero is inside its interval: people may differ no more than chance makes them"
                        .into(),
                remedy: "more checks of each: four times as many halve its interval".into(),
            });
        }
        fit.estimates.push(EstimateRow::of(
            &["workforce", key],
            name.into(),
            "log-odds",
            Some(base),
            interval,
            source,
        ));
    }
    fit.estimates
        .extend(of_checkers(given, &office, &intervals));
    let known_by = (looks, given.worn);
    what_is_known(&office, &likelihood, &fitted.parameters, known_by, fit);
    fit.observed = observed(scenario, looks, &office, &fitted.parameters);
    moves.extend(beside_the_edge(&office, &likelihood, &fitted, &intervals));
    fit.covariance = covariance(scenario, given, (&office, &fitted), &moves);
}

/// What each check finds, and fails wrongly, where that was fitted with the rates.
fn of_checkers(given: &Given, office: &Office, intervals: &[Interval]) -> Vec<EstimateRow> {
    let angles = intervals[office.first_angle()..].chunks(ANGLES);
    let of_each = given
        .checkers
        .iter()
        .zip(angles)
        .flat_map(|(checker, angles)| {
            let Rechecked {
                right_passed,
                wrong_passed,
                right_failed,
                wrong_failed,
                ..
            } = checker.rechecked;
            let twice = right_passed + wrong_passed + right_failed + wrong_failed;
            // An angle without a limit may be any.
            let fails = |angle: Interval| {
                let high = angle.high.map_or(1.0, |high| share(high.min(FRAC_PI_2)));
                Interval::closed(share(angle.value), angle.low.map_or(0.0, share), high)
            };
            let finds = fails(angles[0]).turned(|misses| 1.0 - misses);
            let found = &given.found[checker.check];
            [(true, finds), (false, fails(angles[1]))].map(|(finds, interval)| {
                share_row(found, (checker.check, finds), interval, twice as u64).0
            })
        });
    of_each.collect()
}

fn shifted(rate: f64, shift: f64, accuracy: bool) -> f64 {
    if !accuracy || rate == 0.0 || rate == 1.0 {
        return rate;
    }
    let log_odds = (rate / (1.0 - rate)).ln() + shift;
    1.0 / (1.0 + (-log_odds).exp())
}

/// Attributes that were checked and never failed have an upper limit and no estimate.
fn without_errors(
    scenario: &Scenario,
    counts: &BTreeMap<(usize, usize), (u64, u64)>,
    base_rate: &dyn Fn(usize, usize) -> Option<f64>,
    fit: &mut OfficeFit,
) {
    for ((activity, attribute), (_, all)) in counts.iter().filter(|(_, (fails, _))| *fails == 0) {
        let limit = zero::exact(*all as f64, 0.95);
        let base = base_rate(*activity, *attribute);
        let (Some(limit), Some(base)) = (limit, base) else {
            continue;
        };
        let kept = if base <= limit {
            "the base's value is below that, and kept"
        } else {
            "the base's value is above that, and should be looked at"
        };
        fit.untold.push(NotIdentified {
            name: format!("{}: {}", scenario.activities[*activity].name, scenario.attributes[*attribute].name),
            why: format!("no error in {all} checks: the rate of what these checkers find is {:.2} % or less; {kept}", 100.0 * limit),
            remedy: format!("about {} checks, if the base's rate is right, to see ten errors", (10.0 / base.max(1e-6)).ceil()),
        });
    }
}

/// Activities that no look is of; and, where the base has an anchor, what that makes of its rates.
fn not_checked(
    scenario: &Scenario,
    shift: f64,
    counts: &BTreeMap<(usize, usize), (u64, u64)>,
    fit: &mut OfficeFit,
) {
    for (place, activity) in scenario.activities.iter().enumerate() {
        if !counts.keys().any(|(checked, _)| *checked == place) {
            fit.untold.push(NotIdentified {
                name: format!("rates of {}", activity.name),
                why: "no check of it has a known chance of being drawn: left as the base has them"
                    .into(),
                remedy: format!(
                    "a random draw from its decisions: tierone sample with --where 'process = {}'",
                    activity.name
                ),
            });
        }
        if scenario.anchor.is_none() {
            continue;
        }
        for error in &activity.errors {
            let attribute = &scenario.attributes[error.attribute];
            let is_fitted = counts
                .get(&(place, error.attribute))
                .is_some_and(|(fails, _)| *fails > 0);
            let mut keep = |key: &str, rate: f64| {
                if attribute.accuracy && rate > 0.0 {
                    fit.anchored.push(EstimateRow::of(
                        &["activity", &activity.name, key, &attribute.name],
                        format!("{}: {}", activity.name, attribute.name),
                        "share",
                        None,
                        Interval::new(shifted(rate, shift, true), None, None),
                        "the base, at its anchor".into(),
                    ));
                }
            };
            if !is_fitted {
                keep("errors", error.rate.get());
            }
            keep("system_errors", error.system_rate.get());
        }
    }
}

/// Whose rates the fitted ones are: by them alone a reader would expect the share of fails in the checks.
fn of_rates(scenario: &Scenario) -> String {
    let usual = scenario.complexities.iter();
    let usual: Vec<String> = usual
        .filter(|complexity| complexity.odds_ratio == 1.0)
        .map(|complexity| format!("`{}`", plain(&complexity.name)))
        .collect();
    let of_complexity = match (scenario.complexities.len(), &usual[..]) {
        (0 | 1, _) => String::new(),
        (_, []) => " in a decision whose complexity has an odds ratio of 1".to_owned(),
        (_, usual) => format!(" in a decision of complexity {}", usual.join(" or ")),
    };
    format!(
        "a rate is that of an experienced caseworker of middle skill, without coaching{of_complexity}, with the errors that checkers \
         miss: errors found over checks are of all people and complexities, and are another number"
    )
}
