//! Pilots: how often an effect is claimed that is there, and that is not, by each analysis; what is reported, to closed forms.

use tierone_analysis::pilot_facts;
use tierone_engine::measure::Scope;
use tierone_engine::sim::{Ledger, Setup, replicate};
use tierone_engine::study::{Record, Spread, Summary, record, summarise};
use tierone_plain::shipped::scenario;
use tierone_scenario::{Dropouts, Scenario};
use tierone_stats::quadrature::gauss_hermite;
use tierone_stats::trial::{Arms, design_effect, naive_type_one_error, power_t};

/// Simulated pilots of each kind.
const PILOTS: u32 = 2_000;

/// `teams` teams of five, half of which have something new; 50 checks of a team a month.
fn office(teams: usize, gain: &str, from: &str, more: &str) -> Scenario {
    scenario(&text(teams, gain, from, more))
}

fn text(teams: usize, gain: &str, from: &str, more: &str) -> String {
    let text = r#"
title = "a pilot"

[horizon]
start = 2025-01-01
period = "month"
periods = PERIODS

[[activity]]
name = "report"
volume = VOLUME
errors = { wrong = "12%" }

[[attribute]]
name = "wrong"
label = "wrong"
accuracy = true

[workforce]
caseworkers = SEATS
team_size = 5
spread = 0.3
team_spread = 0.5

[[pilot]]
name = "guide"
check = "audit"
teams = HALF
from = FROM
gain = GAIN
MORE

[[policy]]
name = "audited"

[[policy.check]]
name = "audit"
sample = { method = "per-team", checks = 50 }
"#;
    let periods = if more.is_empty() { "2" } else { "4" };
    let half = if more.is_empty() { teams / 2 } else { teams };
    text.replace("PERIODS", periods)
        .replace("VOLUME", &(100 * teams).to_string())
        .replace("SEATS", &(5 * teams).to_string())
        .replace("HALF", &half.to_string())
        .replace("FROM", from)
        .replace("GAIN", gain)
        .replace("MORE", more)
}

const FIRST: &str = "2025-01-01";
const SECOND: &str = "2025-02-01";

fn study(office: &Scenario, pilots: u32) -> Summary {
    let setup = Setup::new(office).expect("it can be simulated");
    let records: Vec<Record> = (0..pilots)
        .map(|r| record(office, replicate(&setup, 11, r)))
        .collect();
    summarise(office, &records, 0)
}

fn of(summary: &Summary, name: &str) -> Spread {
    let figure = summary.figure(0, Scope::Pilot(0), name);
    *figure.unwrap_or_else(|| panic!("{name}"))
}

/// What there is to see in the table, where it is asked for.
fn row(teams: usize, what: &str, summary: &Summary) {
    let share = |name| match summary.figure(0, Scope::Pilot(0), name) {
        Some(spread) => format!("{:.1}", spread.mean),
        None => "–".into(),
    };
    println!(
        "{teams:>3} {what:<28} CR2 {:>5} coverage {:>5} permutation {:>5} naive {:>5} effect {:>5} truth {:>5}",
        share("pilot_power"),
        share("pilot_coverage"),
        share("pilot_power_permutation"),
        share("pilot_power_naive"),
        share("pilot_effect"),
        share("pilot_truth"),
    );
}

/// Where nothing is done: α of each analysis, over 2,000 pilots, so that a share of 5 % has a Monte Carlo error of 0.5 points.
fn holds_its_level(teams: usize, from: &str, more: &str) {
    let summary = study(&office(teams, "0", from, more), PILOTS);
    row(teams, &format!("nothing done, from {from}"), &summary);
    let claims = of(&summary, "pilot_power").mean;
    assert!((3.5..=6.5).contains(&claims), "{teams} teams: {claims}");
    assert_eq!(of(&summary, "pilot_truth").mean, 0.0);
    let by_chance = summary.figure(0, Scope::Pilot(0), "pilot_power_permutation");
    match by_chance {
        Some(spread) => assert!(spread.mean <= 6.0, "{teams} teams: {}", spread.mean),
        None => assert!(teams < 8 || !more.is_empty(), "it can reject"),
    }
    if more.is_empty() {
        let naive = of(&summary, "pilot_power_naive").mean;
        assert!(
            naive > 10.0,
            "an analysis that forgets teams fails: {naive}"
        );
        let covers = of(&summary, "pilot_coverage_naive").mean;
        assert!(covers < 90.0, "{covers}");
    }
}

/// α = 0.001: of 300 pilots at 5 %, 2 to 28 claim an effect; of as many at the naive 30 %, more than 60 do.
#[test]
fn where_nothing_is_done_few_pilots_claim_an_effect_and_an_analysis_that_forgets_teams_often_does()
{
    let summary = study(&office(12, "0", FIRST, ""), 300);
    let claims = of(&summary, "pilot_power").mean;
    assert!((0.6..=9.4).contains(&claims), "{claims}");
    assert!(of(&summary, "pilot_power_permutation").mean <= 9.4);
    assert!(of(&summary, "pilot_power_naive").mean > 20.0);
    let few = study(&office(6, "0", FIRST, ""), 2);
    let scope = Scope::Pilot(0);
    assert_eq!(few.figure(0, scope, "pilot_power_permutation"), None);
}

#[test]
#[ignore = "minutes: levels and powers of 6, 12 and 40 teams and in steps, with a table"]
fn levels_and_powers_at_length() {
    for from in [FIRST, SECOND] {
        for teams in [6, 12, 40] {
            holds_its_level(teams, from, "");
        }
    }
    holds_its_level(12, SECOND, "steps = 3\nstep = \"1 month\"");
    holds_its_level(40, SECOND, "steps = 2\nstep = \"1 month\"");
    for (teams, gain) in [(6, "0.9"), (12, "0.7"), (40, "0.35")] {
        for from in [FIRST, SECOND] {
            finds_as_often_as_computed(teams, gain, from, "", PILOTS);
        }
    }
}

/// The closed form is of the first order, and shares of teams are skew: within four Monte Carlo errors and four points.
fn finds_as_often_as_computed(teams: usize, gain: &str, from: &str, more: &str, pilots: u32) {
    let office = office(teams, gain, from, more);
    let summary = study(&office, pilots);
    row(teams, &format!("gain {gain}, from {from}"), &summary);
    let facts = tierone_analysis::facts(&office).expect("no anchor");
    let seen = facts.policies[0].checks[0].seen.as_ref().expect("known");
    let policy = &office.policies[0];
    let computed = pilot_facts(&office, &policy.pilots[0], &policy.checks[0], seen);
    let computed = computed.expect("teams start together, or in equal steps");
    let power = 100.0 * computed.power.expect("two arms");
    let found = of(&summary, "pilot_power");
    println!(
        "    computed {power:.1}, effect {:.2}",
        100.0 * computed.effect
    );
    let within = 4.0 * found.mcse.expect("many") + 4.0;
    assert!(
        (found.mean - power).abs() < within,
        "{teams} teams: {} for {power}",
        found.mean
    );
    let effect = of(&summary, "pilot_effect");
    let within = 4.0 * effect.mcse.expect("many") + 0.1 * effect.mean.abs();
    assert!(
        (effect.mean - 100.0 * computed.effect).abs() < within,
        "{}",
        effect.mean
    );
    // What is reported is what was done, on average: the check misses nothing.
    let bias = of(&summary, "pilot_bias");
    assert!(
        bias.mean.abs() < 4.0 * bias.mcse.expect("many"),
        "{}",
        bias.mean
    );
}

#[test]
fn a_pilot_finds_its_effect_as_often_as_computed() {
    finds_as_often_as_computed(12, "0.7", SECOND, "", 300);
}

const THREE_STEPS: &str = "steps = 3\nstep = \"1 month\"";

#[test]
fn a_pilot_in_equal_steps_finds_its_effect_as_often_as_computed() {
    finds_as_often_as_computed(12, "0.7", SECOND, THREE_STEPS, 300);
    finds_as_often_as_computed(24, "0.35", SECOND, THREE_STEPS, 300);
}

#[test]
fn of_steps_without_a_closed_form_nothing_is_said() {
    let unlike = [
        // Eleven teams in three steps; a last phase of one month after steps of two; what wears off.
        (11, "steps = 3\nstep = \"1 month\""),
        (12, "steps = 2\nstep = \"2 months\""),
        (
            12,
            "steps = 3\nstep = \"1 month\"\nhalf_life = \"2 months\"",
        ),
        (12, "steps = 3\nstep = \"1 month\"\ncontamination = \"10%\""),
    ];
    for (teams, more) in unlike {
        let office = office(teams, "0.7", SECOND, more);
        let facts = tierone_analysis::facts(&office).expect("no anchor");
        let seen = facts.policies[0].checks[0].seen.as_ref().expect("known");
        let policy = &office.policies[0];
        assert!(pilot_facts(&office, &policy.pilots[0], &policy.checks[0], seen).is_none());
    }
}

/// Half of all decisions are the system's, which is in no team: what is expected is known of every way of drawing that
/// leaves them out, and of no other.
#[test]
fn a_pilot_is_foreseen_by_any_check_that_draws_from_people_alone() {
    let office = |sample: &str| {
        scenario(
            &text(12, "0.7", SECOND, "")
                .replace("errors = {", "automated = \"50%\"\nerrors = {")
                .replace("sample = { method = \"per-team\", checks = 50 }", sample),
        )
    };
    let from_people = [
        "sample = { method = \"per-team\", checks = 50 }",
        "sample = { method = \"per-caseworker\", checks = 10 }",
        "sample = { method = \"stratified\", by = \"team\", allocation = \"proportional\", checks = 600 }",
        "sample = { method = \"stratified\", by = \"tenure\", bands = [\"12 months\"], allocation = \"proportional\", checks = 600 }",
        "sample = { method = \"simple-random\", checks = 600 }\nframe = { automated = false }",
    ];
    let from_all = ["sample = { method = \"simple-random\", checks = 600 }"];
    for (samples, is_known) in [(&from_people[..], true), (&from_all[..], false)] {
        for sample in samples {
            let office = office(sample);
            let facts = tierone_analysis::facts(&office).expect("no anchor");
            let seen = facts.policies[0].checks[0].seen.as_ref().expect("known");
            let policy = &office.policies[0];
            let foreseen = pilot_facts(&office, &policy.pilots[0], &policy.checks[0], seen);
            assert_eq!(foreseen.is_some(), is_known, "{sample}");
        }
    }
}

/// α = 0.001, as above: of 300 pilots at 5 %, 2 to 28 claim an effect. What is there is found nearly as often as by CR2.
#[test]
fn the_permutation_test_of_steps_claims_what_is_there_and_little_that_is_not() {
    let nothing = study(&office(12, "0", SECOND, THREE_STEPS), 300);
    let claims = of(&nothing, "pilot_power_permutation").mean;
    assert!((0.6..=9.4).contains(&claims), "{claims}");
    let p = of(&nothing, "pilot_p_permutation").mean;
    // Uniform over 0 to 1: 300 have a standard error of 1.7 points.
    assert!((p - 50.0).abs() < 6.7, "{p}");
    let gain = study(&office(12, "0.9", SECOND, THREE_STEPS), 150);
    let (found, by_teams) = (
        of(&gain, "pilot_power_permutation"),
        of(&gain, "pilot_power"),
    );
    assert!(
        found.mean > 0.7 * by_teams.mean && found.mean > 40.0,
        "{found:?} {by_teams:?}"
    );
}

/// How alike decisions of a team are where only teams differ, by a team spread of 0.5 in log-odds.
fn intraclass_of_teams(rate: f64) -> (f64, f64) {
    let nodes = gauss_hermite(64);
    let odds = rate / (1.0 - rate);
    let share = |z: f64| {
        let odds = odds * (0.5 * z).exp();
        odds / (1.0 + odds)
    };
    let mean: f64 = nodes.iter().map(|(z, weight)| weight * share(*z)).sum();
    let squares: f64 = nodes
        .iter()
        .map(|(z, weight)| weight * share(*z).powi(2))
        .sum();
    (mean, (squares - mean * mean) / (mean * (1.0 - mean)))
}

/// The closed forms of the reference in a run: forty teams that differ by themselves alone, a hundred checks of each, no time before.
/// A naive analysis claims what is not there as often as the design effect says, and the analysis by teams finds what is there as
/// often as the noncentral t law: within four Monte Carlo standard errors.
#[test]
fn naive_claims_and_power_are_those_of_the_closed_forms() {
    let held = |gain: &str| {
        let mut office = office(40, gain, FIRST, "");
        office.workforce.spread = 0.0;
        study(&office, 400)
    };
    let near = |seen: Spread, wanted: f64| {
        let within = 4.0 * seen.mcse.expect("many");
        assert!(
            (seen.mean - wanted).abs() <= within,
            "{} for {wanted} ± {within}",
            seen.mean
        );
    };
    let (usual, correlation) = intraclass_of_teams(0.12);
    let effect = design_effect(100.0, 0.0, correlation);
    let claims = naive_type_one_error(effect, 0.05).expect("a level");
    near(of(&held("0"), "pilot_power_naive"), 100.0 * claims);
    let odds = 0.12 / 0.88 * (-0.4f64).exp();
    let (lower, less_alike) = intraclass_of_teams(odds / (1.0 + odds));
    let arms = Arms {
        clusters: 20,
        size: 100.0,
        // Both arms have a hundred checks of a team: the mean of their design effects, by the variances of their decisions.
        design_effect: {
            let [a, b] = [usual, lower].map(|share| share * (1.0 - share));
            (a * effect + b * design_effect(100.0, 0.0, less_alike)) / (a + b)
        },
    };
    let power = power_t(arms, [usual, lower], 0.05).expect("two arms");
    near(of(&held("0.4"), "pilot_power"), 100.0 * power);
}

#[test]
fn contamination_takes_from_what_is_reported_and_not_from_what_was_done() {
    let alone = study(&office(12, "0.9", SECOND, ""), 150);
    let text = office(12, "0.9", SECOND, "");
    let mut leaking = text.clone();
    leaking.policies[0].pilots[0].contamination = 0.5;
    let leaking = study(&leaking, 150);
    assert_eq!(of(&alone, "pilot_truth"), of(&leaking, "pilot_truth"));
    let (all, less) = (
        of(&alone, "pilot_effect").mean,
        of(&leaking, "pilot_effect").mean,
    );
    assert!(less < 0.3 * all && less > 0.75 * all, "{less} of {all}");
}

/// Teams that drop out at the start say nothing of the change, and are not in it; those that do later have it no longer.
#[test]
fn teams_that_drop_out_leave_a_smaller_pilot() {
    let all = office(12, "0.9", SECOND, "");
    let mut fewer = all.clone();
    fewer.policies[0].pilots[0].dropouts = Some(Dropouts { teams: 3, from: 1 });
    let (all, fewer) = (study(&all, 100), study(&fewer, 100));
    // Both have 600 checks a month, of which the three have 150 in the second.
    assert_eq!(of(&all, "pilot_checks").mean, 1_200.0);
    assert_eq!(of(&fewer, "pilot_checks").mean, 1_050.0);
    let (one, other) = (of(&all, "pilot_effect"), of(&fewer, "pilot_effect"));
    let error = one.mcse.expect("many").hypot(other.mcse.expect("many"));
    assert!((one.mean - other.mean).abs() < 4.0 * error);
    let width = |summary: &Summary| of(summary, "pilot_half_width").mean;
    assert!(width(&fewer) > 1.1 * width(&all));
    let naive = |summary: &Summary| of(summary, "pilot_half_width_naive").mean;
    assert!(naive(&fewer) > naive(&all));
}

/// How far arms of six teams and six lie apart before: the mean of a half-normal law, with the spread of teams and of fifty checks.
#[test]
fn arms_differ_before_as_teams_do() {
    let mut office = office(12, "0.9", SECOND, "");
    office.workforce.spread = 0.0;
    let (share, correlation) = intraclass_of_teams(0.12);
    let variance = share * (1.0 - share) * (correlation + (1.0 - correlation) / 50.0) * 2.0 / 6.0;
    let expected = 100.0 * (2.0 / std::f64::consts::PI * variance).sqrt();
    let seen = of(&study(&office, 400), "pilot_imbalance");
    assert!(
        (seen.mean - expected).abs() < 4.0 * seen.mcse.expect("many"),
        "{} for {expected}",
        seen.mean
    );
}

#[test]
fn a_single_team_gets_an_effect_and_no_claim() {
    let mut one = office(6, "0.9", SECOND, "");
    one.policies[0].pilots[0].teams = 1;
    let summary = study(&one, 40);
    of(&summary, "pilot_effect");
    of(&summary, "pilot_power_naive");
    for name in ["pilot_power", "pilot_half_width", "pilot_smallest_effect"] {
        assert_eq!(summary.figure(0, Scope::Pilot(0), name), None, "{name}");
    }
}

#[test]
fn a_pilot_that_does_nothing_leaves_the_office_as_it_is_without() {
    let with = office(12, "0", SECOND, "");
    let mut without = with.clone();
    without.policies[0].pilots.clear();
    let ledgers = |office: &Scenario| -> Vec<Ledger> {
        let setup = Setup::new(office).expect("it can be simulated");
        (0..20).flat_map(|r| replicate(&setup, 3, r)).collect()
    };
    let errors = |ledgers: &[Ledger]| -> Vec<u32> {
        let periods = ledgers.iter().flat_map(|ledger| &ledger.periods);
        periods.map(|period| period.activities[0].errors).collect()
    };
    assert_eq!(errors(&ledgers(&with)), errors(&ledgers(&without)));
    assert!(
        ledgers(&without)
            .iter()
            .all(|ledger| ledger.pilots.is_empty())
    );
}
