//! The facts of an office beside what simulations of it say.

use std::sync::atomic::AtomicBool;

use tierone_analysis::{CheckFacts, Facts, Unknown, anchor_shift, facts};
use tierone_engine::measure::{Scope, View, measure};
use tierone_engine::sim::Setup;
use tierone_engine::study::{self, Record, Unwatched};
use tierone_plain::shipped::scenario;
use tierone_scenario::{Replications, Scenario};
use tierone_stats::monte_carlo::summarise;

/// One fact that a measure shows.
pub struct Compared {
    /// The number of its office.
    pub office: u32,
    /// The kind of fact.
    pub kind: &'static str,
    /// Whose it is.
    pub what: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// A comparison, or why there is none.
pub enum Outcome {
    /// A mean over replications, its standard error, and the fact.
    Known { mean: f64, error: f64, fact: f64 },
    /// The reason why the fact is not known.
    Unknown(&'static str),
}

/// An office with its simulation.
struct Office<'s> {
    scenario: &'s Scenario,
    number: u32,
    records: Vec<Record>,
    compared: Vec<Compared>,
}

/// Replications of a first look, by which it is decided how many are needed.
const FIRST: u32 = 200;

/// Facts that count what happens.
const COUNTS: [&str; 9] = [
    "asked",
    "checks",
    "fails",
    "false fails",
    "errors found",
    "checked together",
    "found together",
    "corrections",
    "sessions",
];

/// So many events in all replications tell how much they vary.
const FEW_EVENTS: f64 = 10.0;

/// Four standard errors are to be no more than this share of a figure, as far as replications allow.
pub const PRECISION: f64 = 0.05;

/// Every fact of a scenario that a measure shows.
pub fn compare(text: &str, number: u32, most: u32) -> Vec<Compared> {
    let scenario = scenario(text);
    // An anchor out of reach leaves nothing to compare.
    let Ok(facts) = facts(&scenario) else {
        return Vec::new();
    };
    let shift = anchor_shift(&scenario).expect("as the facts found it");
    let setup = Setup::shifted(&scenario, shift);
    let run = |replications: u32, done: Vec<Record>| {
        let (fixed, never) = (Replications::Fixed(replications), AtomicBool::new(false));
        study::run(&setup, 7, &fixed, done, &Unwatched, &never).records
    };
    let mut office = Office {
        scenario: &scenario,
        number,
        records: run(FIRST.min(most), Vec::new()),
        compared: Vec::new(),
    };
    office.all(&facts);
    // No number of replications says a difference that is nought to within a share of itself.
    let wanted = office.compared.iter().filter_map(|of| match of.outcome {
        Outcome::Known { mean, error, .. } if mean != 0.0 && !of.kind.contains("bias") => {
            Some((4.0 * error / (PRECISION * mean)).powi(2))
        }
        _ => None,
    });
    let times = wanted.fold(1.0, f64::max);
    let more = (f64::from(FIRST) * times).min(f64::from(most)) as u32;
    if more > FIRST {
        office.records = run(more, std::mem::take(&mut office.records));
        office.compared.clear();
        office.all(&facts);
    }
    office.compared
}

impl Office<'_> {
    /// Compares a fact, in the measure's unit, with a sum of measures.
    fn add(
        &mut self,
        kind: &'static str,
        (policy, scope, period): (usize, Scope, Option<usize>),
        measures: &[&str],
        fact: Result<f64, Unknown>,
    ) {
        let whose = match scope {
            Scope::Check(check) => self.words(policy, check),
            _ => format!("{scope:?}"),
        };
        let when = if period.is_some() {
            "of the first period"
        } else {
            ""
        };
        let what = format!("policy {policy}, {whose} {when}");
        let rules = &self.scenario.policies[policy];
        let read: Vec<_> = measures
            .iter()
            .map(|name| measure(name).expect("a measure").read)
            .collect();
        let values: Vec<Option<f64>> = self
            .records
            .iter()
            .map(|record| {
                let entry = record[policy].entry(period);
                let view = View::new(self.scenario, rules, &entry, scope);
                read.iter().map(|read| read(&view)).sum()
            })
            .collect();
        // What no replication can say is no fact that a measure shows.
        let Some(all) = summarise(&values) else {
            return;
        };
        // As many replications as it takes: with more, every rounding is found.
        let needed = all
            .mcse
            .map_or(1.0, |error| (4.0 * error / (PRECISION * all.mean)).powi(2));
        let enough = (needed * values.len() as f64).ceil().max(f64::from(FIRST));
        let some = &values[..values.len().min(enough as usize)];
        let figure = summarise(some).unwrap_or(all);
        let outcome = match fact {
            Err(unknown) => Outcome::Unknown(unknown.unknown),
            Ok(fact) => {
                let n = figure.n as f64;
                let error = figure.mcse.unwrap_or(f64::INFINITY);
                // What happened in no replication, or in all, may happen in one of some thousand; and the error of a count of
                // a few, worked out from those few, may be far too small.
                let few = COUNTS.contains(&kind) && figure.mean * n < FEW_EVENTS;
                let rare = match kind.contains("coverage") {
                    true => (fact * (100.0 - fact)).max(0.0).sqrt() / n.sqrt(),
                    false if figure.mean == 0.0 || few => (fact.abs() / n).sqrt(),
                    false => fact.abs() / n,
                };
                Outcome::Known {
                    mean: figure.mean,
                    error: error.max(rare),
                    fact,
                }
            }
        };
        self.compared.push(Compared {
            office: self.number,
            kind,
            what,
            outcome,
        });
    }

    /// A check in a few words.
    fn words(&self, policy: usize, check: usize) -> String {
        let people = &self.scenario.workforce;
        let check = &self.scenario.policies[policy].checks[check];
        let pool = check.checker.pool.map_or("", |_| " in a pool");
        let empty = people.attrition.get() * people.vacancy as f64;
        format!(
            "{} ({}{pool}, {} seats, team spread {}, {empty:.2} empty)",
            check.name,
            check.sample.method.name(),
            people.seats,
            people.team_spread
        )
    }

    fn all(&mut self, facts: &Facts) {
        let periods = self.scenario.horizon.periods as f64;
        let scopes = (0..facts.activities.len()).map(Scope::Activity);
        let decided = facts
            .activities
            .iter()
            .zip(scopes)
            .chain([(&facts.all, Scope::Policy)]);
        for (of, scope) in decided {
            let at = (0, scope, None);
            self.add("decisions", at, &["decisions"], Ok(of.decisions));
            self.add("errors", at, &["errors"], Ok(of.errors));
            self.add(
                "accuracy",
                at,
                &["accuracy"],
                of.accuracy.map(|share| 100.0 * share),
            );
            self.add(
                "mve",
                at,
                &["mve_decided"],
                of.mve.map(|share| 100.0 * share),
            );
        }
        for (id, policy) in facts.policies.iter().enumerate() {
            for (check, of) in policy.checks.iter().enumerate() {
                self.check((id, check), of, periods);
            }
            let at = (id, Scope::Policy, None);
            self.add(
                "checked together",
                at,
                &["checks"],
                policy.checked.map(|n| periods * n),
            );
            self.add(
                "found together",
                at,
                &["errors_found"],
                policy.errors_found.map(|n| periods * n),
            );
            self.add(
                "found share",
                at,
                &["found_share"],
                policy.found_share.map(|share| 100.0 * share),
            );
            self.add(
                "corrections",
                at,
                &["corrections"],
                policy.corrections.map(|n| periods * n),
            );
            let hours = policy.correction_hours.map(|n| periods * n);
            self.add("correction hours", at, &["correction_hours"], hours);
        }
    }

    fn check(&mut self, (policy, check): (usize, usize), of: &CheckFacts, periods: f64) {
        let at = (policy, Scope::Check(check), None);
        // Left-out samples take from what was asked already.
        if self.scenario.policies[policy].checks[check]
            .excludes
            .is_empty()
        {
            self.add(
                "asked",
                at,
                &["checks", "checks_short_hours"],
                of.asked.map(|n| periods * n),
            );
        }
        self.add(
            "checks",
            at,
            &["checks"],
            of.seen.map(|seen| periods * seen.checks),
        );
        self.add(
            "fails",
            at,
            &["fails"],
            of.seen.map(|seen| periods * seen.fails),
        );
        self.add(
            "false fails",
            at,
            &["false_fails"],
            of.seen.map(|seen| periods * seen.false_fails),
        );
        self.add(
            "errors found",
            at,
            &["errors_found"],
            of.seen.map(|seen| periods * seen.errors_found),
        );
        self.add(
            "sessions",
            at,
            &["coaching_sessions"],
            of.coaching_sessions.map(|n| periods * n),
        );
        let quoted = of.quoted.as_ref().map_err(|unknown| *unknown);
        let known = quoted.is_ok_and(|quoted| quoted.weighted.is_ok());
        let says = quoted.and_then(|quoted| {
            if known {
                quoted.weighted
            } else {
                Ok(quoted.passes)
            }
        });
        let bias = quoted.and_then(|quoted| {
            if known {
                quoted.weighted_bias
            } else {
                Ok(quoted.bias)
            }
        });
        self.add(
            "estimate",
            at,
            &["accuracy_estimate"],
            says.map(|share| 100.0 * share),
        );
        self.add(
            "bias",
            at,
            &["accuracy_bias"],
            bias.map(|share| 100.0 * share),
        );
        if known {
            let frame = quoted.and_then(|quoted| quoted.weighted_frame_bias);
            self.add(
                "frame bias",
                at,
                &["accuracy_frame_bias"],
                frame.map(|share| 100.0 * share),
            );
        }
        let what = self.scenario.policies[policy].checks[check].estimate;
        if what.accuracy {
            let names = [
                "accuracy_half_width",
                "accuracy_coverage",
                "accuracy_frame_coverage",
            ];
            self.precision((policy, check), names, of.accuracy);
        }
        if what.mve {
            let names = ["mve_half_width", "mve_coverage", "mve_frame_coverage"];
            self.precision((policy, check), names, of.mve);
        }
    }

    fn precision(
        &mut self,
        (policy, check): (usize, usize),
        names: [&'static str; 3],
        of: Result<tierone_analysis::Estimated, Unknown>,
    ) {
        // Of a single period both are the same.
        let first = (self.scenario.horizon.periods > 1).then_some(Some(0));
        for period in first.into_iter().chain([None]) {
            let of = of.and_then(|of| match period {
                Some(_) => of.first_period,
                None => Ok(of.horizon),
            });
            let facts = [
                of.map(|of| of.half_width),
                of.map(|of| of.coverage),
                of.map(|of| of.frame_coverage),
            ];
            for (name, fact) in names.into_iter().zip(facts) {
                let at = (policy, Scope::Check(check), period);
                self.add(name, at, &[name], fact.map(|share| 100.0 * share));
            }
        }
    }
}
