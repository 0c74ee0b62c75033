//! The likelihood of an office: its looks as cells by caseworker and team, and what it knows of each caseworker.

use std::collections::{BTreeMap, BTreeSet};

use super::checkers::{Checker, CheckingOf};
use super::estimated::Estimated;
use super::looks::{Look, Looks};
use super::rows::{Found, OfficeFit, PersonRow, TeamRow};
use super::wearing::Worn;
use crate::data::{Cell, Data, Person, Row, Team};
use crate::known::known;
use crate::logit_normal::LogitNormal;
use tierone_analysis::mean_starter_odds;
use tierone_scenario::Scenario;
use tierone_stats::special::normal_tails;

/// Teams that a spread over teams can be told from.
pub(super) const FEWEST_TEAMS: usize = 3;

/// 1.2816 standard deviations above the mean begins the tenth with most errors.
const WORST_TENTH: f64 = 1.281_551_565_544_600_4;

/// A rate, or an odds ratio of a complexity, that the likelihood has.
pub(super) enum Coefficient {
    Rate { activity: usize, attribute: usize },
    Complexity(usize),
}

/// What rates are fitted on: looks, and what was estimated before of those who looked and were coached.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub found: &'a [Found<'a>],
    /// Checks whose shares are fitted with the rates.
    pub checkers: &'a [Checker],
    pub looks: &'a Looks,
    pub checking: &'a CheckingOf,
    pub worn: &'a Worn,
    pub estimated: &'a [Estimated],
}

/// The likelihood of an office's looks.
pub(super) struct Office {
    pub data: Data,
    pub coefficients: Vec<Coefficient>,
    pub start: Vec<f64>,
    /// Caseworkers in the order of the data.
    pub people: Vec<usize>,
    /// The row of each look that is counted; none where its attribute never failed.
    pub rows_of_looks: Vec<Option<usize>>,
    pub with_teams: bool,
}

/// What looks have in common that share a row of the likelihood.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    check: usize,
    activity: usize,
    attribute: usize,
    complexity: Option<usize>,
    /// The bits of what coaching has worn off.
    worn: u64,
    /// Whether a trusted check has looked at it too.
    is_known: bool,
}

impl Given<'_> {
    /// Which of the checkers a check is, where its shares are fitted with the rates.
    fn checker(&self, check: usize) -> Option<usize> {
        let own = &self.found[check].name;
        let mut of = self.checkers.iter();
        of.position(|checker| self.found[checker.check].name == *own)
    }
}

impl Office {
    /// The spread over teams at parameters; none where they are not in the likelihood.
    pub(super) fn team_spread(&self, parameters: &[f64]) -> f64 {
        if self.with_teams {
            parameters[self.coefficients.len() + 1]
        } else {
            0.0
        }
    }

    /// The place of the first angle of checkers among parameters.
    pub(super) fn first_angle(&self) -> usize {
        self.coefficients.len() + if self.with_teams { 2 } else { 1 }
    }

    pub(super) fn of(
        scenario: &Scenario,
        given: &Given,
        counts: &BTreeMap<(usize, usize), (u64, u64)>,
        with_complexity: bool,
    ) -> Self {
        let Given {
            looks,
            checking,
            worn,
            ..
        } = *given;
        let mut coefficients = Vec::new();
        let mut start = Vec::new();
        let mut places = BTreeMap::new();
        for ((activity, attribute), (fails, all)) in
            counts.iter().filter(|(_, (fails, _))| *fails > 0)
        {
            places.insert((*activity, *attribute), coefficients.len());
            coefficients.push(Coefficient::Rate {
                activity: *activity,
                attribute: *attribute,
            });
            start.push((*fails as f64 / (*all - *fails).max(1) as f64).ln());
        }
        let mut complexities: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for look in
            counted(looks).filter(|look| places.contains_key(&(look.activity, look.attribute)))
        {
            if let Some(complexity) = look.complexity {
                let (fails, all) = complexities.entry(complexity).or_default();
                *fails += u64::from(look.is_wrong());
                *all += 1;
            }
        }
        // The one whose odds are the base's: that of a ratio of one, or the most checked.
        let usual = complexities
            .keys()
            .copied()
            .find(|c| scenario.complexities[*c].odds_ratio == 1.0);
        let most = complexities
            .iter()
            .max_by_key(|(_, (_, all))| *all)
            .map(|(c, _)| *c);
        let reference = usual.or(most);
        let mut of_complexity = BTreeMap::new();
        for (complexity, (fails, all)) in &complexities {
            if with_complexity && Some(*complexity) != reference && *fails > 0 && fails < all {
                of_complexity.insert(*complexity, coefficients.len());
                coefficients.push(Coefficient::Complexity(*complexity));
                start.push(scenario.complexities[*complexity].odds_ratio.ln());
            }
        }
        // Results do not say how long people had been there: a share of them are new, and err as the base says.
        let starters = mean_starter_odds(&scenario.workforce).ln();
        let mut rows: Vec<Row> = Vec::new();
        let mut kinds: BTreeMap<Alike, usize> = BTreeMap::new();
        let checkers: Vec<Option<usize>> = (0..given.found.len())
            .map(|check| given.checker(check))
            .collect();
        let mut cells: BTreeMap<usize, BTreeMap<usize, (f64, f64)>> = BTreeMap::new();
        let mut rows_of_looks = Vec::new();
        for look in counted(looks) {
            let Some(rate) = places.get(&(look.activity, look.attribute)) else {
                rows_of_looks.push(None);
                continue;
            };
            let worn = worn.at(scenario, look);
            let mut row_of = |is_known: bool| {
                let alike = Alike {
                    check: look.check,
                    activity: look.activity,
                    attribute: look.attribute,
                    complexity: look.complexity,
                    worn: worn.to_bits(),
                    is_known,
                };
                *kinds.entry(alike).or_insert_with(|| {
                    let mut row = Row::of(&[(*rate, 1.0)]);
                    // What a trusted check found later has no misses.
                    if !is_known {
                        row.checking = checking[look.check][look.attribute];
                        row.checker = checkers[look.check];
                    }
                    row.offset = starters - worn;
                    match look.complexity {
                        Some(complexity) => match of_complexity.get(&complexity) {
                            Some(place) => row.terms.push((*place, 1.0)),
                            None => row.offset += scenario.complexities[complexity].odds_ratio.ln(),
                        },
                        // Nobody knows which: the mean odds of the activity's mix.
                        None => row.offset += mean_odds(scenario, look.activity).ln(),
                    }
                    rows.push(row);
                    rows.len() - 1
                })
            };
            rows_of_looks.push(Some(row_of(false)));
            let row = row_of(look.truth.is_some());
            let (fails, all) = cells
                .entry(look.person)
                .or_default()
                .entry(row)
                .or_default();
            *fails += look.weight * f64::from(u8::from(look.is_wrong()));
            *all += look.weight;
        }
        let mut teams: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for person in cells.keys() {
            teams
                .entry(looks.people[*person].1.as_str())
                .or_default()
                .push(*person);
        }
        let large = teams
            .iter()
            .filter(|(name, members)| !name.is_empty() && members.len() > 1);
        let with_teams = large.count() >= FEWEST_TEAMS;
        let mut data = Data {
            rows,
            coefficients: coefficients.len(),
            teams: Vec::new(),
            checkers: given
                .checkers
                .iter()
                .map(|checker| checker.rechecked)
                .collect(),
        };
        let mut people = Vec::new();
        for (name, members) in &teams {
            let alone = !with_teams || name.is_empty();
            for members in members.chunks(if alone { 1 } else { members.len() }) {
                let team = members.iter().map(|person| Person {
                    cells: cells[person]
                        .iter()
                        .map(|(row, (errors, checks))| Cell {
                            row: *row,
                            errors: *errors,
                            checks: *checks,
                        })
                        .collect(),
                });
                data.teams.push(Team {
                    people: team.collect(),
                });
                people.extend(members);
            }
        }
        Self {
            data,
            coefficients,
            start,
            people,
            rows_of_looks,
            with_teams,
        }
    }
}

fn mean_odds(scenario: &Scenario, activity: usize) -> f64 {
    let mix = scenario.activities[activity].mix.iter();
    let odds = mix.map(|(c, share)| share.to_f64() * scenario.complexities[*c].odds_ratio);
    odds.sum::<f64>().max(1e-6)
}

/// Looks that say something of rates: the first at each decision, with a known chance.
pub(super) fn counted(looks: &Looks) -> impl Iterator<Item = &Look> {
    looks
        .looks
        .iter()
        .filter(|look| !look.again && look.weight > 0.0)
}

/// Adds what the fit knows of each caseworker.
pub(super) fn what_is_known(
    office: &Office,
    likelihood: &LogitNormal,
    parameters: &[f64],
    (looks, worn): (&Looks, &Worn),
    fit: &mut OfficeFit,
) {
    fit.last_period = looks.looks.iter().map(|look| look.period).max();
    let after = fit.last_period.map_or(0, |last| last + 1);
    let coefficients = office.coefficients.len();
    let spread = f64::hypot(parameters[coefficients], office.team_spread(parameters));
    let mut checked: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for look in counted(looks) {
        checked
            .entry(look.person)
            .or_default()
            .insert(look.decision);
    }
    let known = known(likelihood, &office.data, parameters, &|_, _| 0.0);
    let mut members = office.people.iter();
    for team in known.iter().filter(|_| office.with_teams) {
        let members: Vec<&usize> = members.by_ref().take(team.people.len()).collect();
        // A team of one is a person.
        if let [first, _, ..] = members[..] {
            fit.teams.push(TeamRow {
                team: looks.people[*first].1.clone(),
                caseworkers: members.len(),
                effect: team.mean,
                sd: team.sd,
            });
        }
    }
    let known = known.iter().flat_map(|team| &team.people);
    for (person, known) in office.people.iter().zip(known) {
        let (name, team) = looks.people[*person].clone();
        let above = (WORST_TENTH * spread - known.mean) / known.sd;
        fit.people.push(PersonRow {
            caseworker: name,
            team,
            checked: checked
                .get(person)
                .map_or(0, |decisions| decisions.len() as u64),
            effect: known.mean,
            sd: known.sd,
            among_worst_tenth: if known.sd > 0.0 {
                normal_tails(above).upper
            } else {
                0.1
            },
            coached: worn.left(*person, after),
        });
    }
    fit.people.sort_by(|a, b| a.caseworker.cmp(&b.caseworker));
}
