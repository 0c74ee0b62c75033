//! Quotas by stratum on a grid that is too large to simulate all of it: closed forms say where to look.

use super::quotas::{ask, scenario};
use tierone_engine::sim::{Setup, Workspace};
use tierone_plan::{Ended, QuotaAnswer};

const LIMIT: f64 = 6.0;

/// Decisions a month of each activity, and the share of them in error.
const STRATA: [(&str, f64, f64); 3] = [
    ("award", 600.0, 0.03),
    ("review", 300.0, 0.08),
    ("change", 100.0, 0.2),
];

/// An office whose one check draws so many of each activity.
fn text(given: [u64; 3]) -> String {
    let activity = |(name, volume, rate): &(&str, f64, f64)| {
        format!(
            "[[activity]]\nname = \"{name}\"\nvolume = {volume}\nerrors = {{ amount = {rate} }}\n\n"
        )
    };
    let activities: String = STRATA.iter().map(activity).collect();
    let [award, review, change] = given;
    format!(
        "title = \"Strata\"\n\n[horizon]\nstart = 2025-04-01\nperiod = \"month\"\nperiods = 3\n\n{activities}\
         [[attribute]]\nname = \"amount\"\naccuracy = true\n\n[workforce]\ncaseworkers = 10\nspread = 0\n\n\
         [[policy]]\nname = \"today\"\n\n[[policy.check]]\nname = \"measured\"\nchecker = {{ minutes = 60 }}\nestimate = [\"accuracy\"]\n\
         sample = {{ method = \"stratified\", by = \"activity\", allocation = \"given\", checks = {}, \
         given = {{ award = {award}, review = {review}, change = {change} }} }}\n",
        award + review + change
    )
}

fn planned(seed: u64) -> QuotaAnswer {
    let quotas = STRATA.map(|(name, ..)| format!("{name} = {{ from = 2, to = 20 }}"));
    let text = format!(
        "{}\n[plan]\naccuracy_half_width = \"{LIMIT}%\"\nindifference_zone = 1\n[[plan.vary]]\ncheck = \"measured\"\nby_stratum = {{ {} }}\n",
        text([20, 20, 20]),
        quotas.join(", ")
    );
    ask(&scenario(&text), 4_000, seed).expect("an answer")
}

/// Checks a month of a policy's row.
fn checks(answer: &QuotaAnswer) -> Vec<u64> {
    let chosen = answer
        .policies
        .iter()
        .find(|row| row.ended == Ended::Chosen);
    let chosen = chosen.expect("a choice").policy;
    let quotas = answer.quotas.iter().filter(|row| row.policy == chosen);
    quotas.map(|row| row.value as u64).collect()
}

/// The mean half-width of the check's figure, in points, over so many worlds.
fn width(given: [u64; 3], worlds: u32) -> f64 {
    let scenario = scenario(&text(given));
    let setup = Setup::shifted(&scenario, 0.0);
    let mut workspace = Workspace::new(&setup);
    let widths = (0..worlds).map(|world| {
        let ledgers = workspace.replicate(77, world);
        let figure = ledgers[0].estimates[0].accuracy.expect("a figure");
        let (low, high) = figure.interval.expect("an interval");
        50.0 * (high - low)
    });
    widths.sum::<f64>() / f64::from(worlds)
}

#[test]
fn quotas_by_stratum_are_found_with_few_worlds_on_a_large_grid() {
    let answer = planned(1);
    assert_eq!(
        (answer.grid, answer.listed, answer.met),
        (Some(6_859), false, true)
    );
    let chosen = checks(&answer);
    let [a, b, c] = chosen[..] else {
        panic!("{chosen:?}");
    };
    // Its tolerance of two percent, and four standard errors of a mean of so many widths.
    let own = width([a, b, c], 2_000);
    assert!(own <= LIMIT * 1.03, "{own}");
    // From today's policy along whole lines the first worlds of twice as many policies were needed.
    assert!(answer.policies.len() < 120, "{}", answer.policies.len());
    // No two strata can give one check each.
    let fewer = [[a - 1, b - 1, c], [a - 1, b, c - 1], [a, b - 1, c - 1]];
    for given in fewer {
        assert!(width(given, 2_000) > LIMIT * 0.99, "{given:?}");
    }
}
