//! `tierone run --replication N`: one replication again, with its ledgers.

use serde::Serialize;

use tierone_engine::sim::{Ledger, Setup, replicate};

use super::super::exit::Failure;
use super::super::signals::Stop;
use super::super::terminal;
use super::anchoring;
use super::options::Options;
use super::plan::RunPlan;

/// One replication.
#[derive(Serialize)]
struct Replay<'a> {
    title: &'a str,
    seed: u64,
    replication: u32,
    /// The lists `activities` and `attributes` of a ledger are in the order of these names.
    activities: Vec<&'a str>,
    attributes: Vec<&'a str>,
    policies: Vec<PolicyReplay<'a>>,
}

#[derive(Serialize)]
struct PolicyReplay<'a> {
    name: &'a str,
    /// The lists `checks` and `estimates` of the ledger are in the order of these names.
    checks: Vec<&'a str>,
    ledger: Ledger,
}

/// Prints the ledgers of a replication.
pub(super) fn run(
    options: &Options,
    plans: &[RunPlan],
    replication: u32,
    stop: &Stop,
) -> Result<(), Failure> {
    let [plan] = plans else {
        return Err(
            Failure::input("one replication is replayed of one scenario")
                .help("name a single scenario with --replication"),
        );
    };
    let scenario = &plan.scenario;
    let Some(anchored) = anchoring::anchored(options, plan, stop.flag())? else {
        return Err(Failure::said(stop.code()));
    };
    if !options.quiet {
        terminal::talk(&format!(
            "this is replication {replication} alone, with all that happened in it; for so many of them write --replications {replication}"
        ));
    }
    let setup = Setup::shifted(scenario, anchored.shift);
    let ledgers = replicate(&setup, options.seed, replication);
    let (activities, attributes) = (scenario.activities.iter(), scenario.attributes.iter());
    let replay = Replay {
        title: &scenario.title,
        seed: options.seed,
        replication,
        activities: activities.map(|known| known.name.as_str()).collect(),
        attributes: attributes.map(|known| known.name.as_str()).collect(),
        policies: scenario
            .policies
            .iter()
            .zip(ledgers)
            .map(|(policy, ledger)| PolicyReplay {
                name: &policy.name,
                checks: policy.checks.iter().map(|c| c.name.as_str()).collect(),
                ledger,
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&replay).expect("a ledger is plain data");
    text.push('\n');
    terminal::answer(&text)
}
