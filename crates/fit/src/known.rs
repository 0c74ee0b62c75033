//! What a fit knows of each caseworker and each team: their effects on the log-odds of error, given their own checks.

use super::cell::Effect;
use super::data::{Data, Person, Team};
use super::logit_normal::LogitNormal;
use super::team::{Mode, Setting, posterior};

/// What is known of a caseworker's effect, that of their team in it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownPerson {
    /// The most likely effect of the caseworker alone.
    pub mode: f64,
    /// The mean of the whole effect.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// The mean of what was asked for.
    pub asked: f64,
}

/// What is known of a team.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownTeam {
    /// Its most likely effect.
    pub mode: f64,
    /// The mean of its effect.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Its caseworkers.
    pub people: Vec<KnownPerson>,
}

/// What is known of all teams and caseworkers at parameters, and the mean of a function of each one's effect.
pub fn known(
    likelihood: &LogitNormal,
    data: &Data,
    parameters: &[f64],
    asked: &dyn Fn(&Person, f64) -> f64,
) -> Vec<KnownTeam> {
    likelihood.with_setting(&data.rows, parameters, |setting| {
        let teams = data.teams.iter();
        teams.map(|team| of_team(setting, team, asked)).collect()
    })
}

fn of_team(setting: &Setting, team: &Team, asked: &dyn Fn(&Person, f64) -> f64) -> KnownTeam {
    let mode = setting.mode(team);
    let team_spread = setting.team_spread.unwrap_or(0.0);
    let mut logs = Vec::new();
    let mut effects = Vec::new();
    // By node and caseworker: means of the effect, its square and what is asked.
    let mut means: Vec<Vec<[f64; 3]>> = Vec::new();
    for (effect, log_weight) in setting.team_nodes(&mode) {
        let shift = team_spread * effect;
        let mut log = log_weight;
        let mut of_people = Vec::new();
        for (person, start) in team.people.iter().zip(&mode.people) {
            let (value, mean) = of_person(setting, person, shift, *start, asked);
            log += value;
            of_people.push(mean);
        }
        logs.push(log);
        effects.push(shift);
        means.push(of_people);
    }
    let (_, weights) = posterior(&logs);
    let over = |of: &dyn Fn(usize) -> f64| -> f64 {
        let nodes = weights.iter().enumerate();
        nodes.map(|(node, weight)| weight * of(node)).sum()
    };
    let people = (0..team.people.len()).map(|place| {
        let [mean, square, asked] = [0, 1, 2].map(|k| over(&|node| means[node][place][k]));
        KnownPerson {
            mode: setting.spread * most_likely(setting, team, &mode, place),
            mean,
            sd: (square - mean * mean).max(0.0).sqrt(),
            asked,
        }
    });
    let mean = over(&|node| effects[node]);
    KnownTeam {
        mode: team_spread * mode.team,
        mean,
        sd: over(&|node| (effects[node] - mean).powi(2)).sqrt(),
        people: people.collect(),
    }
}

fn most_likely(setting: &Setting, team: &Team, mode: &Mode, place: usize) -> f64 {
    let shift = setting.team_spread.map_or(0.0, |spread| spread * mode.team);
    let (mode, _) = setting.person_mode(&team.people[place], shift, mode.people[place]);
    mode
}

/// The log-likelihood of a caseworker given the team's effect, and means over theirs.
fn of_person(
    setting: &Setting,
    person: &Person,
    shift: f64,
    start: f64,
    asked: &dyn Fn(&Person, f64) -> f64,
) -> (f64, [f64; 3]) {
    let nodes = setting.people_nodes(person, shift, start);
    let logs: Vec<f64> = nodes
        .iter()
        .map(|(z, log_weight)| {
            let effect = Effect::of(shift + setting.spread * z);
            let cells = person.cells.iter();
            let cells = cells.map(|cell| setting.predicted[cell.row].at(cell, effect).value);
            log_weight + cells.sum::<f64>()
        })
        .collect();
    let (value, weights) = posterior(&logs);
    let mut means = [0.0; 3];
    for (weight, (z, _)) in weights.iter().zip(&nodes) {
        let effect = shift + setting.spread * z;
        means[0] += weight * effect;
        means[1] += weight * effect * effect;
        means[2] += weight * asked(person, effect);
    }
    (value, means)
}
