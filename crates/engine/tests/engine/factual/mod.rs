//! Small offices without feedback, and what simulations of them say.

use std::sync::atomic::AtomicBool;

use tierone_analysis::{Facts, anchor_shift, facts};
use tierone_engine::measure::{self, Scope, View};
use tierone_engine::sim::Setup;
use tierone_engine::study::{self, Record, Unwatched};
use tierone_plain::shipped;
use tierone_scenario::{Replications, Scenario};
use tierone_stats::monte_carlo::{Summary, summarise};

/// How far a mean may be from its closed form, in Monte Carlo standard errors. α = 0.00006 a comparison, at
/// a fixed seed.
pub const STANDARD_ERRORS: f64 = 4.0;

/// What most offices share: two kinds of decision, errors with money, people who differ. No coaching has
/// an effect.
pub const OPERATION: &str = r#"
title = "A small office"

[horizon]
start = 2025-04-01
period = "month"
periods = 6
warm_up = 2

[[activity]]
name = "change"
volume = 600
automated = "25%"
complexity = { low = "50%", medium = "35%", high = "15%" }
value = { distribution = "log-normal", mean = 2_000, sd = 1_500 }
errors = { income = "2%", effective-dates = "1.5%", notifications = "6%" }
system_errors = { income = "0.8%" }

[[activity]]
name = "application"
area = "new"
volume = 400
complexity = { low = "30%", medium = "45%", high = "25%" }
value = { distribution = "gamma", mean = 1_200, sd = 700 }
errors = { income = "3%", effective-dates = "1%" }

[[attribute]]
name = "income"
accuracy = true
money = { relative = { distribution = "log-normal", mean = 0.3, sd = 0.3 }, max_relative = 3.0, overstated = "60%" }

[[attribute]]
name = "effective-dates"
accuracy = true
money = { absolute = { distribution = "gamma", mean = 90, sd = 60 }, max_absolute = 500, overstated = "30%" }

[complexity]
odds_ratio = { low = 0.6, medium = 1.0, high = 2.5 }

[coaching]
gain = 0.0
half_life = "6 months"
uptake = "70%"
minutes = 30
"#;

/// A scenario with its facts, and what a simulation says of it.
pub struct Office {
    pub scenario: Scenario,
    pub facts: Facts,
    records: Vec<Record>,
    /// What did not agree.
    apart: std::cell::RefCell<Vec<String>>,
}

impl Office {
    /// The operation that most offices share, with these people and policies.
    pub fn of(rest: &str, replications: u32) -> Self {
        Self::with(
            shipped::scenario(&format!("{OPERATION}{rest}")),
            replications,
        )
    }

    /// Any scenario whose anchor has a closed form.
    pub fn with(scenario: Scenario, replications: u32) -> Self {
        let facts = facts(&scenario).expect("the anchor can be reached");
        let shift = anchor_shift(&scenario).expect("the anchor can be reached");
        let records = {
            let setup = Setup::shifted(&scenario, shift);
            let fixed = Replications::Fixed(replications);
            let never = AtomicBool::new(false);
            study::run(&setup, 7, &fixed, Vec::new(), &Unwatched, &never).records
        };
        Self {
            scenario,
            facts,
            records,
            apart: Default::default(),
        }
    }

    /// A measure over the replications, in its own unit.
    pub fn figure(
        &self,
        policy: usize,
        scope: Scope,
        name: &str,
        period: Option<usize>,
    ) -> Summary {
        let measure = measure::measure(name).expect("a measure of the table");
        let rules = &self.scenario.policies[policy];
        let values: Vec<Option<f64>> = self
            .records
            .iter()
            .map(|record| {
                let entry = record[policy].entry(period);
                (measure.read)(&View::new(&self.scenario, rules, &entry, scope))
            })
            .collect();
        summarise(&values).unwrap_or_else(|| panic!("{name} has values"))
    }

    /// Compares a measure over the horizon with a fact in the measure's unit.
    pub fn agrees(&self, policy: usize, scope: Scope, name: &str, fact: f64) {
        let figure = self.figure(policy, scope, name, None);
        self.agree(
            &format!("{name} of {scope:?}, policy {policy}"),
            figure,
            fact,
        );
    }

    /// Compares a mean with a fact; what is apart is told by [`Self::close`].
    pub fn agree(&self, what: &str, figure: Summary, fact: f64) {
        let error = figure.mcse.expect("more than one replication");
        let mean = figure.mean;
        // A share of replications has the error of its own probability, also where none or all have it.
        let of_share = (fact * (100.0 - fact)).max(0.0).sqrt() / (figure.n as f64).sqrt();
        let error = match what.contains("coverage") {
            true => error.max(of_share),
            false => error,
        };
        // What never varies is known to rounding.
        let off = (mean - fact).abs();
        let z = match off <= 1e-9 * fact.abs().max(1.0) {
            true => 0.0,
            false => (mean - fact) / error,
        };
        let line = format!("{what}: {mean:.6} ± {error:.6}, closed form {fact:.6}, z = {z:.2}");
        println!("{line}");
        if z.is_nan() || z.abs() > STANDARD_ERRORS {
            self.apart.borrow_mut().push(line);
        }
    }

    /// Panics where anything was apart.
    pub fn close(&self) {
        let apart = self.apart.borrow();
        assert!(apart.is_empty(), "apart:\n{}", apart.join("\n"));
    }

    /// Everything that every office has.
    pub fn everything(&self) {
        let periods = self.scenario.horizon.periods as f64;
        let all = &self.facts.all;
        self.agrees(0, Scope::Policy, "errors", all.errors);
        self.agrees(
            0,
            Scope::Policy,
            "mve_decided",
            100.0 * all.mve.expect("money"),
        );
        for (id, activity) in self.facts.activities.iter().enumerate() {
            let scope = Scope::Activity(id);
            self.agrees(0, scope, "errors", activity.errors);
            self.agrees(
                0,
                scope,
                "accuracy",
                100.0 * activity.accuracy.expect("decisions"),
            );
            self.agrees(
                0,
                scope,
                "mve_decided",
                100.0 * activity.mve.expect("money"),
            );
        }
        for (id, policy) in self.facts.policies.iter().enumerate() {
            for (check, facts) in policy.checks.iter().enumerate() {
                let scope = Scope::Check(check);
                let Ok(seen) = facts.seen else {
                    continue;
                };
                println!("{} / {}", policy.name, facts.name);
                self.agrees(id, scope, "checks", periods * seen.checks);
                self.agrees(id, scope, "fails", periods * seen.fails);
                self.agrees(id, scope, "false_fails", periods * seen.false_fails);
                self.agrees(id, scope, "errors_found", periods * seen.errors_found);
                let sessions = facts.coaching_sessions.expect("known");
                self.agrees(id, scope, "coaching_sessions", periods * sessions);
                let estimated = self.scenario.policies[id].checks[check].estimate;
                if estimated.accuracy
                    && let Ok(quoted) = facts.quoted
                {
                    self.estimates(id, check, &quoted);
                }
            }
            if let Ok(checked) = policy.checked {
                self.agrees(id, Scope::Policy, "checks", periods * checked);
            }
            if let Ok(found) = policy.errors_found {
                self.agrees(id, Scope::Policy, "errors_found", periods * found);
                let corrections = policy.corrections.expect("known with it");
                self.agrees(id, Scope::Policy, "corrections", periods * corrections);
            }
            if let (Ok(_), Ok(hours)) = (policy.errors_found, policy.correction_hours) {
                self.agrees(id, Scope::Policy, "correction_hours", periods * hours);
            }
        }
    }

    fn estimates(&self, policy: usize, check: usize, quoted: &tierone_analysis::Quoted) {
        let scope = Scope::Check(check);
        let facts = &self.facts.policies[policy].checks[check];
        let known = quoted.weighted.is_ok();
        let (says, bias) = match (quoted.weighted, quoted.weighted_bias) {
            (Ok(says), Ok(bias)) => (says, bias),
            _ => (quoted.passes, quoted.bias),
        };
        self.agrees(policy, scope, "accuracy_estimate", 100.0 * says);
        self.agrees(policy, scope, "accuracy_bias", 100.0 * bias);
        if !known {
            return;
        }
        let frame_bias = quoted.weighted_frame_bias.expect("known with it");
        self.agrees(policy, scope, "accuracy_frame_bias", 100.0 * frame_bias);
        for (name, of) in [("accuracy", facts.accuracy), ("mve", facts.mve)] {
            let Ok(of) = of else {
                continue;
            };
            let first = of.first_period.expect("known with the others");
            for (period, of) in [(Some(0), first), (None, of.horizon)] {
                for (what, fact) in [
                    ("half_width", of.half_width),
                    ("coverage", of.coverage),
                    ("frame_coverage", of.frame_coverage),
                ] {
                    let name = format!("{name}_{what}");
                    let figure = self.figure(policy, scope, &name, period);
                    self.agree(&format!("{name}, {period:?}"), figure, 100.0 * fact);
                }
            }
        }
    }
}
