//! The manifest: what ran, on which assumptions, and everything to repeat it.

use serde::Serialize;

use super::hash::{hex, scenario_hash, text_hash};
use super::versions::{TOOL_VERSION, version_of};
use tierone_engine::measure::{MEASURES, Measure};
use tierone_engine::study::Anchored;
use tierone_sampling::{Stratify, design};
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Assumption, Check, Policy, Replications, Scenario};
use tierone_stats::rng::GENERATOR;

/// The crates whose versions can move a number.
const CRATES: &[&str] = &["rand", "rand_distr", "rand_xoshiro"];

/// What ran, how, and when.
#[derive(Clone, Copy, Debug)]
pub struct Ran<'a> {
    /// The files the scenario was read from, the one that was named first.
    pub sources: &'a [SourceFile],
    /// Every value with a source or a range.
    pub assumptions: &'a [Assumption],
    /// The shift that put the scenario on its anchor.
    pub anchored: &'a Anchored,
    /// The seed.
    pub seed: u64,
    /// Replications that were made.
    pub replications: usize,
    /// What was asked for.
    pub asked: &'a Replications,
    /// How it ended.
    pub ending: Ending,
    /// The policy that contrasts are against.
    pub baseline: usize,
    /// The files of its charts.
    pub charts: &'a [String],
    /// When it started, UTC, ISO 8601.
    pub started: &'a str,
    /// When it ended, UTC, ISO 8601.
    pub finished: &'a str,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// As asked.
    Complete,
    /// The ceiling was reached before the precision asked for.
    CeilingReached,
    /// It was cut off; the results are of the replications finished until then.
    Partial,
}

/// `manifest.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// This program's name.
    pub tool: &'static str,
    /// Its version.
    pub tool_version: &'static str,
    /// What the scenario is about.
    pub title: String,
    /// The path that was run.
    pub scenario: String,
    /// One hash over all files that the scenario is read from.
    pub scenario_hash: String,
    /// Those files.
    pub sources: Vec<SourceEntry>,
    /// The seed.
    pub seed: u64,
    /// The random generator.
    pub generator: &'static str,
    /// Versions of the crates that draw.
    pub crates: std::collections::BTreeMap<&'static str, &'static str>,
    /// What was asked for.
    pub asked: Asked,
    /// Replications that were made.
    pub replications: usize,
    /// How it ended.
    pub ending: Ending,
    /// Reported periods.
    pub horizon: HorizonEntry,
    /// The known accuracy to which rates are moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<AnchorEntry>,
    /// The policy that contrasts are against.
    pub baseline: String,
    /// The policies under trial.
    pub policies: Vec<PolicyEntry>,
    /// What is measured.
    pub measures: Vec<MeasureEntry>,
    /// Every value with a source or a range.
    pub assumptions: Vec<AssumptionEntry>,
    /// The files of its charts.
    pub charts: Vec<String>,
    /// When it started, UTC.
    pub started: String,
    /// When it ended, UTC.
    pub finished: String,
}

impl Manifest {
    /// As the manifest file holds it.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        text.push('\n');
        text
    }
}

/// How many replications were asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Exactly so many, or at most so many.
    pub replications: u32,
    /// The measure that was to be precise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_measure: Option<String>,
    /// The Monte Carlo standard error it was to have, in the measure's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_mcse: Option<f64>,
}

/// The reported periods.
#[derive(Clone, Debug, Serialize)]
pub struct HorizonEntry {
    /// First day of the first.
    pub start: String,
    /// Length of each.
    pub period: String,
    /// How many.
    pub periods: usize,
    /// Periods simulated before and not reported.
    pub warm_up: usize,
}

/// The known accuracy, and the shift of the rates that it took.
#[derive(Clone, Debug, Serialize)]
pub struct AnchorEntry {
    /// The figure, a share.
    pub accuracy: f64,
    /// What is added to the log-odds of the accuracy attributes' rates.
    pub shift: f64,
    /// Whose figure it is; without it, expected accuracy in the first reported period, had no feedback
    /// ever been given.
    #[serde(flatten)]
    pub under: Option<UnderEntry>,
}

/// The check whose own figure an anchor is, and how well the shift is known.
#[derive(Clone, Debug, Serialize)]
pub struct UnderEntry {
    /// The policy in force.
    pub under: String,
    /// Its check.
    pub check: String,
    /// Replications that gave the shift; not those of the run.
    pub anchor_replications: Option<u32>,
    /// Standard error of the shift, log-odds.
    pub shift_standard_error: Option<f64>,
    /// Standard error of the figure that the check reports at that shift, a share.
    pub accuracy_standard_error: Option<f64>,
}

/// One file.
#[derive(Clone, Debug, Serialize)]
pub struct SourceEntry {
    /// Its path.
    pub path: String,
    /// Its hash.
    pub sha256: String,
}

impl SourceEntry {
    /// Of a file that was read.
    pub fn of(source: &SourceFile) -> Self {
        Self {
            path: source.path.clone(),
            sha256: text_hash(&source.text),
        }
    }
}

/// One policy.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyEntry {
    /// Its name.
    pub name: String,
    /// Its checks in order.
    pub checks: Vec<CheckEntry>,
}

/// One check.
#[derive(Clone, Debug, Serialize)]
pub struct CheckEntry {
    /// Its name.
    pub name: String,
    /// Its tier.
    pub tier: Option<u8>,
    /// Its sampling method.
    pub method: &'static str,
    /// Whether every decision's probability of being drawn is known.
    pub known_inclusion: bool,
    /// Whether decisions without a caseworker are out of its reach.
    pub system_decisions_left_out: bool,
    /// Whether decisions of its frame have no value, and it draws by value.
    pub decisions_without_value_left_out: bool,
    /// Which figures are estimated from it.
    pub estimates: Vec<&'static str>,
    /// What those figures cover.
    pub estimates_speak_of: Option<&'static str>,
}

/// One measure.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureEntry {
    /// Its name.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// One value with a source or a range.
#[derive(Clone, Debug, Serialize)]
pub struct AssumptionEntry {
    /// Its key.
    pub key: String,
    /// The value as written.
    pub value: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// The lowest value thought possible.
    pub low: Option<String>,
    /// The highest value thought possible.
    pub high: Option<String>,
}

impl AssumptionEntry {
    /// Whether it names a source, and not that there is none or that it is to be replaced.
    pub fn is_sourced(&self) -> bool {
        const NONE: &[&str] = &[
            "none", "no ", "not ", "as for ", "replace", "a guess", "guess", "assumed", "unknown",
            "n/a", "-",
        ];
        let source = self.source.as_deref().unwrap_or_default();
        let source = source.trim().to_lowercase();
        !source.is_empty() && !NONE.iter().any(|none| source.starts_with(none))
    }
}

/// The manifest of a run.
pub fn manifest(scenario: &Scenario, ran: &Ran) -> Manifest {
    let (replications, until_measure, until_mcse) = match ran.asked {
        Replications::Fixed(n) => (*n, None, None),
        Replications::Until {
            measure,
            mcse,
            ceiling,
        } => (*ceiling, Some(measure.clone()), Some(*mcse)),
    };
    let first = ran.sources.first();
    let policies = scenario.policies.iter();
    let version = |name: &&'static str| Some((*name, version_of(name)?));
    let measure = |measure: &Measure| MeasureEntry {
        name: measure.name,
        unit: measure.unit.code(),
        meaning: measure.meaning,
    };
    Manifest {
        tool: "tierone",
        tool_version: TOOL_VERSION,
        title: scenario.title.clone(),
        scenario: first.map_or_else(String::new, |source| source.path.clone()),
        scenario_hash: hex(&scenario_hash(ran.sources)),
        sources: ran.sources.iter().map(SourceEntry::of).collect(),
        seed: ran.seed,
        generator: GENERATOR,
        crates: CRATES.iter().filter_map(version).collect(),
        asked: Asked {
            replications,
            until_measure,
            until_mcse,
        },
        replications: ran.replications,
        ending: ran.ending,
        horizon: HorizonEntry {
            start: scenario.horizon.start.to_string(),
            period: scenario.horizon.period.to_string(),
            periods: scenario.horizon.periods,
            warm_up: scenario.horizon.warm_up,
        },
        anchor: anchor(scenario, ran.anchored),
        baseline: scenario.policies[ran.baseline].name.clone(),
        policies: policies.map(|each| policy(scenario, each)).collect(),
        measures: MEASURES.iter().map(measure).collect(),
        assumptions: ran.assumptions.iter().map(assumption).collect(),
        charts: ran.charts.to_vec(),
        started: ran.started.into(),
        finished: ran.finished.into(),
    }
}

fn anchor(scenario: &Scenario, anchored: &Anchored) -> Option<AnchorEntry> {
    let anchor = scenario.anchor?;
    let error = anchored.error;
    let under = anchor.under.map(|under| {
        let policy = &scenario.policies[under.policy];
        UnderEntry {
            under: policy.name.clone(),
            check: policy.checks[under.check].name.clone(),
            anchor_replications: error.map(|error| error.replications),
            shift_standard_error: error.map(|error| error.shift),
            accuracy_standard_error: error.map(|error| error.accuracy),
        }
    });
    Some(AnchorEntry {
        accuracy: anchor.accuracy.get(),
        shift: anchored.shift,
        under,
    })
}

fn policy(scenario: &Scenario, policy: &Policy) -> PolicyEntry {
    let checks = policy.checks.iter();
    PolicyEntry {
        name: policy.name.clone(),
        checks: checks.map(|each| check(scenario, each)).collect(),
    }
}

fn check(scenario: &Scenario, check: &Check) -> CheckEntry {
    let design = design(&check.sample.method);
    let known_inclusion = design.known_inclusion();
    let of_people = design.stratify().is_of_people();
    let mut framed = scenario.activities.iter().zip(&check.frame.activities);
    let without_value = framed.any(|(activity, inside)| *inside && activity.value.is_none());
    let by_value = matches!(design.stratify(), Stratify::ValueWeighted(_));
    let accuracy = check.estimate.accuracy.then_some("accuracy");
    let mve = check.estimate.mve.then_some("mve");
    let estimates: Vec<&'static str> = accuracy.into_iter().chain(mve).collect();
    let estimates_speak_of = (!estimates.is_empty()).then_some(if known_inclusion {
        "the check's frame"
    } else {
        "of checked decisions only"
    });
    CheckEntry {
        name: check.name.clone(),
        tier: check.tier,
        method: check.sample.method.name(),
        known_inclusion,
        system_decisions_left_out: of_people
            || check.frame.tenure.is_some()
            || check.frame.automated == Some(false),
        decisions_without_value_left_out: by_value && without_value,
        estimates,
        estimates_speak_of,
    }
}

fn assumption(assumption: &Assumption) -> AssumptionEntry {
    AssumptionEntry {
        key: assumption.key.clone(),
        value: assumption.value.clone(),
        source: assumption.source.clone(),
        low: assumption.low.clone(),
        high: assumption.high.clone(),
    }
}
