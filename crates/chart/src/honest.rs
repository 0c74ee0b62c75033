//! Headlines of studies with and without differences: none claims one that is chance, and a clear one is told.

use super::fixture::{Case, office, with_complaints, with_demand, with_pilots};
use super::tests::check_drawing;
use super::*;
use rand_distr::{Distribution, StandardNormal};
use tierone_fit::office::HistoryRow;
use tierone_outlook::{FanRow, Outlook};
use tierone_scenario::{EstimateWhat, Horizon, Sample, Scenario};
use tierone_sensitivity::{Axis, SweepRow};
use tierone_stats::distribution::Distribution as Law;
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::units::{Decimal, Probability};

/// Two policies and the baseline, which has no checks: all teach nobody anything and put nothing right, and their checks
/// see all that there is to see in different decisions.
fn alike() -> Scenario {
    let mut scenario = with_complaints(office(3));
    scenario.horizon = Horizon {
        periods: 3,
        warm_up: 0,
        ..scenario.horizon
    };
    scenario.workforce.seats = 10;
    scenario.workforce.spread = 0.0;
    scenario.workforce.team_spread = 0.0;
    scenario.workforce.new_starters = None;
    scenario.activities[0].volume = vec![200; 3];
    scenario.activities[0].automated = (Decimal::ZERO, Decimal::ZERO);
    for error in &mut scenario.activities[0].errors {
        error.rate = Probability::new(0.1).expect("a probability");
    }
    scenario.policies.rotate_left(1);
    let template = office(6).policies[5].checks[0].clone();
    for (index, policy) in scenario.policies.iter_mut().enumerate() {
        let mut check = template.clone();
        check.name = format!("sample {index}");
        check.looks_at = vec![true; 3];
        check.checker.sensitivity = vec![Probability::ONE; 3];
        check.checker.false_fail = Probability::ZERO;
        check.on_fail.coach = false;
        check.on_fail.correct = false;
        check.estimate = EstimateWhat {
            accuracy: true,
            mve: true,
        };
        policy.targets.clear();
        policy.checks = vec![check];
    }
    scenario.policies[0].checks[0].name = "sample of the baseline".into();
    scenario
}

fn titles(scenario: &Scenario, seed: u64, replications: u32) -> Vec<(String, String)> {
    let case = Case::with_seed(scenario.clone(), seed, replications);
    let drawings = draw(&Material {
        scenario: &case.scenario,
        summary: &case.summary,
        records: &case.records,
    });
    drawings
        .into_iter()
        .map(|drawing| (drawing.name, drawing.title))
        .collect()
}

/// Whether a headline names a policy other than the baseline, a check, or a stage: it does only where it claims a difference.
fn claims(scenario: &Scenario, title: &str) -> bool {
    let named = |name: &str| title.contains(&format!("“{name}”"));
    let (_, others) = scenario.policies.split_first().expect("policies");
    others.iter().any(|policy| named(&policy.name))
        || scenario
            .policies
            .iter()
            .flat_map(|policy| &policy.checks)
            .any(|check| named(&check.name))
        || scenario
            .pathways
            .iter()
            .flat_map(|pathway| &pathway.stages)
            .any(|stage| named(&stage.name))
}

/// A headline claims a difference of nothing once in 370 times: of 160, more than one does once in 14 times, more than two
/// once in 100.
#[test]
fn no_headline_claims_a_difference_where_there_is_none() {
    let scenario = with_pilots(with_demand(alike()), 0.0);
    let mut drawn = std::collections::BTreeSet::new();
    let mut claimed = Vec::new();
    for seed in 0..20 {
        for (name, title) in titles(&scenario, seed, 16) {
            if claims(&scenario, &title) {
                claimed.push(format!("{name}, seed {seed}: {title}"));
            }
            drawn.insert(name);
        }
    }
    assert_eq!(drawn.len(), CHARTS.len(), "{drawn:?}");
    assert!(claimed.len() <= 1, "{claimed:?}");
}

#[test]
fn a_clear_difference_is_told_by_every_headline() {
    let mut scenario = alike();
    // One sees all that is wrong, teaches and puts it right; the figure of the other is off.
    scenario.coaching.groups[0].gain = 0.05;
    scenario.pathways[0].lag = Law::Constant(4.0);
    let strong = &mut scenario.policies[1].checks[0];
    let census = tierone_scenario::method_named("census").expect("a method");
    strong.sample = Sample::new(census, Vec::new());
    strong.on_fail.coach = true;
    strong.on_fail.correct = true;
    let weak = &mut scenario.policies[2].checks[0];
    weak.checker.sensitivity = vec![Probability::new(0.3).expect("a probability"); 3];
    let mut told = titles(&scenario, 1, 60);
    told.extend(
        titles(&with_demand(scenario.clone()), 1, 60)
            .into_iter()
            .filter(|(name, _)| name == "backlog-against-hours"),
    );
    let piloted = titles(&with_pilots(alike(), 2.0), 1, 60).into_iter();
    told.extend(piloted.filter(|(name, _)| name == "pilots"));
    assert_eq!(told.len(), CHARTS.len());
    for (name, title) in told {
        assert!(claims(&scenario, &title), "{name}: {title}");
    }
}

/// A headline of what will be claims a band and nothing else: of policies and months that are alike, the same band.
#[test]
fn a_headline_of_a_forecast_tells_a_band_and_no_difference() {
    let scenario = alike();
    let row = |policy: &str, measure, period| FanRow {
        policy: policy.into(),
        check: None,
        measure,
        side: "truth",
        period,
        unit: "%",
        mean: 2.0,
        p2_5: 1.0,
        p10: 1.25,
        p25: 1.5,
        p50: 2.0,
        p75: 2.5,
        p90: 2.75,
        p97_5: 3.0,
        replications: 100,
    };
    let mut outlook = Outlook::default();
    for policy in &scenario.policies {
        for measure in ["accuracy", "mve_decided"] {
            let periods = [None, Some(1), Some(2), Some(3)];
            outlook
                .fans
                .extend(periods.map(|period| row(&policy.name, measure, period)));
        }
    }
    let told = scenario.policies.iter().enumerate().map(|(place, policy)| {
        let drawn = fans(&scenario, place, &outlook, &[]);
        let titles = drawn
            .iter()
            .map(|drawing| drawing.title.replace(&policy.name, "…"));
        titles.collect::<Vec<_>>()
    });
    let told: Vec<Vec<String>> = told.collect();
    assert_eq!(
        told[0],
        [
            "Accuracy under “…”: 1.2 % to 2.8 % with a probability of 80 %",
            "Monetary value of error as decided under “…”: 1.2 % to 2.8 % with a probability of 80 %"
        ]
    );
    assert!(told.iter().all(|titles| *titles == told[0]), "{told:?}");
}

/// What was found stands in the panel of its check, before what will be; on the axis of all panels.
#[test]
fn what_was_found_before_stands_before_what_is_ahead() {
    let scenario = alike();
    let policy = &scenario.policies[1];
    let row = |check: Option<&str>, measure, period| FanRow {
        policy: policy.name.clone(),
        check: check.map(str::to_owned),
        measure,
        side: "truth",
        period,
        unit: "%",
        mean: 97.0,
        p2_5: 96.0,
        p10: 96.2,
        p25: 96.5,
        p50: 97.0,
        p75: 97.5,
        p90: 97.8,
        p97_5: 98.0,
        replications: 100,
    };
    let check = policy.checks[0].name.as_str();
    let mut outlook = Outlook::default();
    for period in [None, Some(1), Some(2), Some(3)] {
        outlook.fans.push(row(None, "accuracy", period));
        outlook
            .fans
            .push(row(Some(check), "accuracy_estimate", period));
    }
    let past = |back: u32, accuracy: f64| HistoryRow {
        policy: policy.name.clone(),
        check: check.into(),
        first_day: format!("2025-0{}-01", 4 - back),
        back,
        checked: 200,
        accuracy,
        low: accuracy - 0.02,
        high: accuracy + 0.01,
        method: "wilson",
    };
    let history = [past(3, 0.94), past(2, 0.95)];
    let [plain, both] = [&[][..], &history].map(|history| {
        let drawn = fans(&scenario, 1, &outlook, history);
        assert_eq!(drawn.len(), 1);
        check_drawing(&drawn[0]);
        drawn.into_iter().next().expect("one")
    });
    assert!(plain.svg.contains("Apr 2025") && !plain.svg.contains("Jan 2025"));
    assert!(both.svg.contains("Jan 2025") && both.title == plain.title);
    assert_eq!(both.table.rows.len(), plain.table.rows.len() + 2);
    assert!(
        both.alt.contains("In the period from 2025-02-01"),
        "{}",
        both.alt
    );
    // A history of another policy is none of this one's.
    assert_eq!(fans(&scenario, 0, &outlook, &history).len(), 0);
}

/// Rows of a grid: averages of forty years each, around what is true of a point, whose errors are 1 beside what all points share.
fn grid(axes: &[Axis], seed: u64, truth: fn(usize) -> f64) -> Vec<SweepRow> {
    let mut stream = Address::opening(seed, 0).open(&Purpose::world());
    let points = axes.iter().map(|axis| axis.values.len()).product();
    let mut first = None;
    let row = |point: usize| {
        let noise: f64 = StandardNormal.sample(&mut stream);
        let mean = 40.0 + truth(point) + noise;
        let change = mean - *first.get_or_insert(mean);
        SweepRow {
            point,
            policy: "as it is".into(),
            measure: "accuracy".into(),
            unit: "%".into(),
            replications: 40,
            mean,
            mcse: Some(30.0),
            low: mean - 12.0,
            high: mean + 9.0,
            change: Some(change),
            change_mcse: Some(if point == 0 { 0.0 } else { 2f64.sqrt() }),
        }
    };
    (0..points).map(row).collect()
}

fn axis(key: &str, values: usize) -> Axis {
    Axis {
        key: key.into(),
        values: (1..=values).map(|value| value.to_string()).collect(),
    }
}

/// Lines and heat maps of a grid over which nothing changes, and of one over which something clearly does. A claim is made by
/// chance once in 370 times at most: of 400, more than five once in 600.
#[test]
fn headlines_of_a_sweep_claim_no_change_of_nothing_and_tell_a_clear_one() {
    let lines = vec![axis("workforce.caseworkers", 8)];
    let heat = vec![axis("workforce.caseworkers", 5), axis("coaching.gain", 6)];
    for axes in [&lines, &heat] {
        let title = |seed, truth| {
            let drawings = sweeps(axes, &grid(axes, seed, truth), "a grid");
            let [drawing] = drawings.as_slice() else {
                panic!("{} charts", drawings.len());
            };
            check_drawing(drawing);
            drawing.title.clone()
        };
        let is_quiet = |title: &str| title.contains("no clear");
        let claimed: Vec<String> = (0..400)
            .map(|seed| title(seed, |_| 0.0))
            .filter(|title| !is_quiet(title))
            .collect();
        assert!(claimed.len() <= 5, "{claimed:?}");
        let clear = title(1, |point| 1.5 * point as f64);
        assert!(!is_quiet(&clear), "{clear}");
    }
}
