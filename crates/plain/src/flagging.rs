//! Whom a policy's rule flags: everybody's results in a row, looked at one by one.

use rand::seq::SliceRandom;
use std::collections::BTreeMap;
use tierone_engine::sim::Flagged;
use tierone_scenario::{FlagRule, Policy, Scenario};
use tierone_stats::special::beta_tails;

use super::decision::Decision;
use super::random::Random;
use super::stage::Stage;
use super::world::Office;

/// Everybody who ever was, by number.
pub(crate) struct Watch<'s> {
    scenario: &'s Scenario,
    policy: &'s Policy,
    people: BTreeMap<u64, Person>,
}

#[derive(Default)]
struct Person {
    /// Whether each result was a fail, with the period that it is of, the latest last.
    results: Vec<(usize, bool)>,
    reported: bool,
    poor: bool,
    poor_since: Option<usize>,
    flagged: bool,
}

impl<'s> Watch<'s> {
    /// Nobody has a result yet.
    pub(crate) fn new(scenario: &'s Scenario, policy: &'s Policy) -> Self {
        Self {
            scenario,
            policy,
            people: BTreeMap::new(),
        }
    }

    /// Looks at the results of a period; who is flagged of those who are there.
    pub(crate) fn look(
        &mut self,
        period: usize,
        office: &Office,
        decisions: &[Decision],
        stages: &[Stage],
        random: &mut Random,
    ) -> Flagged {
        let mut counts = Flagged::default();
        let Some(flag) = &self.policy.flag else {
            return counts;
        };
        let stage = &stages[flag.check];
        let mut fresh: BTreeMap<u64, Vec<bool>> = BTreeMap::new();
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            if let Some(seat) = decisions[drawn.decision].seat {
                let (number, _) = office.sits(seat).expect("somebody decided");
                fresh.entry(number).or_default().push(finding.failed());
            }
        }
        let odds = self
            .scenario
            .workforce
            .poor
            .expect("it is said who is poor");
        let there: Vec<(u64, bool)> = (0..self.scenario.workforce.seats)
            .filter_map(|seat| office.sits(seat))
            .map(|(number, log_odds)| (number, log_odds >= odds.ln()))
            .collect();
        for (number, poor) in &there {
            let person = self.people.entry(*number).or_default();
            if *poor && person.poor_since.is_none() {
                person.poor_since = Some(period);
            }
            if period >= self.scenario.horizon.warm_up {
                person.reported = true;
                person.poor |= poor;
            }
            let mut results = fresh.remove(number).unwrap_or_default();
            results.shuffle(random);
            person
                .results
                .extend(results.iter().map(|fail| (period, *fail)));
        }
        for number in self.flagged(&flag.rule, period, &there) {
            let person = self.people.get_mut(&number).expect("somebody there");
            if let Some(since) = person.poor_since.filter(|_| !person.flagged) {
                counts.found += 1;
                counts.found_after += (period - since + 1) as u32;
            }
            person.flagged = true;
        }
        for (number, poor) in there {
            add(&mut counts, poor, self.people[&number].flagged);
        }
        counts
    }

    /// Everybody who was there in a reported period.
    pub(crate) fn close(&self) -> Flagged {
        let mut counts = Flagged::default();
        for person in self.people.values().filter(|person| person.reported) {
            add(&mut counts, person.poor, person.flagged);
        }
        counts
    }

    /// Whom the rule flags by all that is known at the end of a period, of those who are there.
    fn flagged(&self, rule: &FlagRule, period: usize, there: &[(u64, bool)]) -> Vec<u64> {
        let people = || {
            there
                .iter()
                .map(|(number, _)| (*number, &self.people[number]))
        };
        let in_window = |person: &Person, window: &Option<usize>| -> (u64, u64) {
            let first = window.map_or(0, |window| (period + 1).saturating_sub(window));
            let inside = person.results.iter().filter(|(at, _)| *at >= first);
            let fails = inside.clone().filter(|(_, fail)| *fail).count();
            (inside.count() as u64, fails as u64)
        };
        let of = |flags: &dyn Fn(&Person) -> bool| -> Vec<u64> {
            let flagged = people().filter(|(_, person)| flags(person));
            flagged.map(|(number, _)| number).collect()
        };
        match rule {
            FlagRule::FailsIn { fails, checks } => of(&|person| {
                let results: Vec<bool> = person.results.iter().map(|(_, fail)| *fail).collect();
                (1..=results.len()).any(|end| {
                    let row = &results[end.saturating_sub(*checks as usize)..end];
                    row.iter().filter(|fail| **fail).count() >= *fails as usize
                })
            }),
            FlagRule::Cusum {
                expected,
                odds_ratio,
                limit,
            } => of(&|person| {
                let failing = odds_ratio * expected / (1.0 - expected + odds_ratio * expected);
                let mut sum = 0.0_f64;
                person.results.iter().any(|(_, fail)| {
                    sum += match fail {
                        true => (failing / expected).ln(),
                        false => ((1.0 - failing) / (1.0 - expected)).ln(),
                    };
                    sum = sum.max(0.0);
                    sum >= *limit
                })
            }),
            FlagRule::Funnel {
                expected,
                false_alarm,
                window,
            } => {
                let results: Vec<(u64, u64)> = people()
                    .map(|(_, person)| in_window(person, window))
                    .filter(|(checks, _)| *checks > 0)
                    .collect();
                let checks: u64 = results.iter().map(|(checks, _)| checks).sum();
                let fails: u64 = results.iter().map(|(_, fails)| fails).sum();
                let expected = expected.unwrap_or(fails as f64 / checks as f64);
                let level = 1.0 - (1.0 - false_alarm).powf(1.0 / results.len() as f64);
                of(&|person| {
                    let (checks, fails) = in_window(person, window);
                    fails > 0 && at_least(fails, checks, expected) <= level
                })
            }
            FlagRule::Posterior {
                expected,
                worth,
                above,
                probability,
                window,
            } => of(&|person| {
                let (checks, fails) = in_window(person, window);
                let a = expected * worth + fails as f64;
                let b = (1.0 - expected) * worth + (checks - fails) as f64;
                checks > 0 && beta_tails(a, b, *above).upper >= *probability
            }),
        }
    }
}

fn add(counts: &mut Flagged, poor: bool, flagged: bool) {
    if poor {
        counts.poor += 1;
        counts.poor_flagged += u32::from(flagged);
    } else {
        counts.others += 1;
        counts.others_flagged += u32::from(flagged);
    }
}

/// Probability of `fails` or more in `checks`, term by term.
pub(crate) fn at_least(fails: u64, checks: u64, expected: f64) -> f64 {
    let term = |k: u64| {
        let choose: f64 = (0..k)
            .map(|i| (checks - i) as f64 / (k - i) as f64)
            .product();
        choose * expected.powi(k as i32) * (1.0 - expected).powi((checks - k) as i32)
    };
    (fails..=checks).map(term).sum()
}
