//! Shipped scenarios give what is known of them: the national year what long simulations and closed
//! forms say, the Child Maintenance Service its anchor, its money, and the figures in its comments.

use tierone_plain::shipped;

use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use tierone_analysis::{self as analysis, WithoutFeedback};
use tierone_engine::measure::{Scope, View, measure};
use tierone_engine::sim::Setup;
use tierone_engine::study::{self, Anchored, Record, Unwatched};
use tierone_scenario::{Replications, Scenario};
use tierone_stats::monte_carlo::{self, Summary};

/// How far a mean may be from what is known. α = 0.00006 a comparison, at a fixed seed.
const STANDARD_ERRORS: f64 = 4.0;

/// Inaccurate decisions in a national year without coaching, an integral over skill.
const ERRORS_WITHOUT_COACHING: f64 = 28_631.6;

/// The policy that closed forms describe.
const UNCHECKED: &str = "no checks";
/// The policy that the published figure was observed under, and the check whose figure it is.
const OBSERVED: (&str, &str) = ("three tiers", "independent assurance");

/// The Child Maintenance Service, and the shift of its rates, which takes longer to find than the rest.
static SERVICE: LazyLock<(Scenario, Anchored)> = LazyLock::new(|| {
    let scenario = shipped::scenario("extends = \"cms-2021-22.toml\"");
    let anchored = study::anchor(&scenario, 1, &|| {}, &AtomicBool::new(false));
    (scenario, anchored.expect("the anchor can be reached"))
});

#[test]
fn the_national_year_gives_what_long_simulations_gave() {
    coached(300);
}

#[test]
#[ignore = "seconds in release, a minute in debug: the same with more replications"]
fn the_national_year_gives_what_long_simulations_gave_closely() {
    coached(4_000);
}

#[test]
fn the_national_year_without_coaching_gives_its_closed_form() {
    uncoached(300);
}

#[test]
#[ignore = "seconds in release, a minute in debug: the same with more replications"]
fn the_national_year_without_coaching_gives_its_closed_form_closely() {
    uncoached(4_000);
}

#[test]
fn the_child_maintenance_service_reports_its_anchor_and_errs_by_its_closed_form() {
    let (scenario, anchored) = &*SERVICE;
    let mut scenario = scenario.clone();
    // The others take long and have nothing to say here.
    scenario
        .policies
        .retain(|policy| [UNCHECKED, OBSERVED.0].contains(&policy.name.as_str()));
    child_maintenance(&scenario, anchored, 100);
}

#[test]
#[ignore = "minutes in release: the same under every policy, with more replications"]
fn the_child_maintenance_service_reports_its_anchor_and_errs_by_its_closed_form_closely() {
    let (scenario, anchored) = &*SERVICE;
    child_maintenance(scenario, anchored, 1_000);
}

#[test]
fn an_accuracy_without_feedback_is_anchored_by_its_closed_form() {
    let scenario = shipped::scenario(
        "extends = \"benchmarks/national-year.toml\"\nanchor = { accuracy = \"99%\" }",
    );
    let study = Study::run(&scenario, 60);
    let accuracy = study.figure(0, "accuracy_no_feedback", Some(0));
    agree("accuracy in the first period, %", accuracy, (99.0, 0.0));
}

/// The targets are from long simulations, ± one standard error.
fn coached(replications: u32) {
    let scenario = shipped::scenario("extends = \"benchmarks/national-year.toml\"");
    let study = Study::run(&scenario, replications);
    agree("errors", study.figure(0, "errors", None), (27_571.0, 5.0));
    let found = study.figure(0, "errors_found", None);
    agree("errors_found", found, (620.4, 0.4));
    study.checks_everybody();
}

/// Of the errors 5 in 200 are sampled, and 0.9 of those are found.
fn uncoached(replications: u32) {
    let scenario = shipped::scenario("extends = \"benchmarks/national-year-no-coaching.toml\"");
    let study = Study::run(&scenario, replications);
    let closed = without_feedback(&scenario).total.inaccurate;
    assert!(
        (closed - ERRORS_WITHOUT_COACHING).abs() < 0.05,
        "the closed form, {closed}, is as it was"
    );
    let errors = study.figure(0, "errors", None);
    agree("errors", errors, (ERRORS_WITHOUT_COACHING, 0.0));
    agree("errors, by analysis", errors, (closed, 0.0));
    let found = study.figure(0, "errors_found", None);
    agree("errors_found", found, (closed * 5.0 / 200.0 * 0.9, 0.0));
    study.checks_everybody();
}

fn child_maintenance(scenario: &Scenario, anchored: &Anchored, replications: u32) {
    let study = Study::shifted(scenario, anchored.shift, replications);
    let place = |name: &str| scenario.policies.iter().position(|p| p.name == name);
    let unchecked = place(UNCHECKED).expect("a policy of no checks");
    let observed = place(OBSERVED.0).expect("the policy that was in force");
    let checks = &scenario.policies[observed].checks;
    let check = checks.iter().position(|check| check.name == OBSERVED.1);
    let scope = Scope::Check(check.expect("the check whose figure it is"));
    let reported = study.values_of(observed, scope, "accuracy_estimate", None);
    let reported = monte_carlo::summarise(&reported).expect("some values");
    let error = anchored.error.expect("found by simulation").accuracy;
    agree("reported accuracy, %", reported, (99.4, 100.0 * error));

    let closed = analysis::without_feedback(scenario, anchored.shift);
    let first = closed.periods[0].accuracy().expect("decisions are made");
    let accuracy = study.figure(unchecked, "accuracy_no_feedback", Some(0));
    agree(
        "accuracy in the first period, %",
        accuracy,
        (100.0 * first, 0.0),
    );
    for (number, policy) in scenario.policies.iter().enumerate() {
        let other = study.figure(number, "accuracy_no_feedback", Some(0));
        assert_eq!(other, accuracy, "one world, under {} too", policy.name);
    }
    let mve = 100.0 * closed.total.mve_decided().expect("decisions have a value");
    let decided = study.figure(unchecked, "mve_decided", None);
    agree("mve_decided, %", decided, (mve, 0.0));
}

/// Means are compared in combined standard errors: the study's own, and that of what is known.
fn agree(what: &str, figure: Summary, (known, error): (f64, f64)) {
    let mcse = figure.mcse.expect("more than one replication");
    let z = (figure.mean - known) / mcse.hypot(error);
    let mean = figure.mean;
    println!("{what}: {mean:.5} ± {mcse:.5}, known {known:.5} ± {error}, z = {z:.2}");
    assert!(
        z.abs() <= STANDARD_ERRORS,
        "{what}: {mean} ± {mcse} is {z:.2} standard errors from {known} ± {error}"
    );
}

struct Study<'s> {
    scenario: &'s Scenario,
    records: Vec<Record>,
}

impl<'s> Study<'s> {
    fn run(scenario: &'s Scenario, replications: u32) -> Self {
        let shift = analysis::anchor_shift(scenario).expect("the anchor can be reached");
        Self::shifted(scenario, shift, replications)
    }

    fn shifted(scenario: &'s Scenario, shift: f64, replications: u32) -> Self {
        let setup = Setup::shifted(scenario, shift);
        let fixed = Replications::Fixed(replications);
        let never = AtomicBool::new(false);
        let study = study::run(&setup, 1, &fixed, Vec::new(), &Unwatched, &never);
        Self {
            scenario,
            records: study.records,
        }
    }

    /// A measure of a policy by replication, over the horizon or in a period.
    fn values(&self, policy: usize, name: &str, period: Option<usize>) -> Vec<Option<f64>> {
        self.values_of(policy, Scope::Policy, name, period)
    }

    fn values_of(
        &self,
        policy: usize,
        scope: Scope,
        name: &str,
        period: Option<usize>,
    ) -> Vec<Option<f64>> {
        let measure = measure(name).expect("a measure of that name");
        let rules = &self.scenario.policies[policy];
        let read = |record: &Record| {
            let entry = record[policy].entry(period);
            (measure.read)(&View::new(self.scenario, rules, &entry, scope))
        };
        self.records.iter().map(read).collect()
    }

    fn figure(&self, policy: usize, name: &str, period: Option<usize>) -> Summary {
        monte_carlo::summarise(&self.values(policy, name, period)).expect("some values")
    }

    /// Five decisions of each of 2,000 caseworkers in each of 12 months, every time.
    fn checks_everybody(&self) {
        let checks = self.values(0, "checks", None);
        assert!(
            checks.iter().all(|checks| *checks == Some(120_000.0)),
            "nobody is missed and nobody is checked more: {checks:?}"
        );
    }
}

fn without_feedback(scenario: &Scenario) -> WithoutFeedback {
    let shift = analysis::anchor_shift(scenario).expect("the anchor can be reached");
    analysis::without_feedback(scenario, shift)
}

#[test]
fn the_figures_in_the_comments_of_the_child_maintenance_service_hold() {
    let (scenario, anchored) = &*SERVICE;
    let error = anchored.error.expect("found by simulation").shift;
    // Found from few replications: a figure near the middle between two roundings may be rounded either way.
    let told = [0.0, -STANDARD_ERRORS, STANDARD_ERRORS]
        .map(|errors| sentences(scenario, anchored.shift + errors * error));
    let comments = opening_comments(include_str!("../../../../scenarios/cms-2021-22.toml"));
    for (place, sentence) in told[0].iter().enumerate() {
        assert!(
            told.iter().any(|told| comments.contains(&told[place])),
            "not in the comments: {sentence}"
        );
    }
}

/// What closed forms say at a shift of the rates, as the comments put it.
fn sentences(scenario: &Scenario, shift: f64) -> [String; 8] {
    let year = analysis::without_feedback(scenario, shift).total;
    let mve = 100.0 * year.mve_decided().expect("decisions have a value");
    // Every kind of decision has the same mean value, so sizes relative to it can be averaged.
    let value = year.value / year.decisions;
    let relative = year.error_gross / year.inaccurate / value;
    println!(
        "MVE {mve:.4}, relative {relative:.4}, accuracy {:?}",
        year.accuracy()
    );

    let attribute = |name: &str| {
        let id = scenario.attributes.iter().position(|a| a.name == name);
        let id = id.expect("an attribute of that name");
        let money = scenario.attributes[id].money.as_ref();
        let size = money.expect("an attribute with money").amount.mean();
        (year.attribute_errors[id] / year.inaccurate, size)
    };
    let (incomes, income) = attribute("income");
    let (dates, date) = attribute("effective-dates");
    let in_error = 100.0 * (1.0 - scenario.anchor.expect("an anchor").accuracy.get());
    let [needed_2022, needed_2021] = [0.52, 0.73].map(|published| published / in_error);
    let income_needed = (needed_2022 - dates * date) / incomes;
    let [income, date, dates] = [income, date, dates].map(|share| 100.0 * share);

    [
        format!("At 99.4 % accuracy, {in_error:.1} % in error, 0.52 % needs a mean of"),
        format!("0.52 / {in_error:.1} = {needed_2022:.2} of the assessed value, and"),
        format!("and 0.73 % needs {needed_2021:.2}:"),
        format!("Here that mean is {relative:.2}, and MVE as decided, with no feedback,"),
        format!("is {mve:.2} % over the year in closed form"),
        format!("A wrong income is worth {income:.0} % of the assessment on average (after"),
        format!("a wrong date, in {dates:.0} % of the decisions in error, is worth {date:.0} %."),
        format!("would have to be worth {income_needed:.1} times the assessment to reach 0.52 %."),
    ]
}

/// The comments before the first key, without line breaks.
fn opening_comments(text: &str) -> String {
    let comments = text.lines().map_while(|line| line.strip_prefix('#'));
    let words: Vec<&str> = comments.flat_map(str::split_whitespace).collect();
    words.join(" ")
}
