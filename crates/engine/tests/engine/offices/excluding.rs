//! Checks that leave one another's samples out: whole ones of which only the number matters, and parts.

use tierone_scenario::Scenario;
use tierone_stats::distribution::Distribution;

use super::checks::*;
use super::{activity, attribute, base, complexity, money, policy, share};

/// Samples that lie in the frame of the check that leaves them out, in chains and beside others that share decisions with them.
pub fn by_size() -> Scenario {
    let mut office = base(3);
    office.horizon.warm_up = 1;
    office.complexities = vec![complexity("low", 0.6), complexity("high", 2.0)];
    office.attributes.push(attribute("dates", true, 0));
    let amount = Distribution::log_normal_by_mean(0.2, 0.2);
    office.attributes[0].money = money(amount, 1.0, true, 0.6, None);
    let rates = [(0, 0.1, 0.04), (1, 0.08, 0.02), (2, 0.06, 0.04)];
    let mut change = activity("change", 3, 90, &rates);
    change.mix = vec![(0, share(0.5)), (1, share(0.5))];
    change.automated = (share(0.2), share(0.3));
    change.value = Some(Distribution::log_normal_by_mean(1_000.0, 500.0));
    let mut review = activity("review", 3, 60, &rates[..2]);
    review.value = Some(Distribution::Constant(700.0));
    office.activities = vec![change, review];
    let by_hand = |check: tierone_scenario::Check| check.framed(|f| f.automated = Some(false));
    let each = check(&office, "each", per_caseworker(4))
        .missing(0.7, 0.03)
        .coaching()
        .correcting();
    let hard = check(&office, "hard", simple_random(40))
        .framed(|frame| frame.complexities = vec![false, true])
        .missing(0.8, 0.03)
        .coaching();
    let risky = by_hand(check(&office, "risky", risk_targeted(25, 0.8, 0.3)))
        .excluding(&[0])
        .missing(0.7, 0.04)
        .coaching();
    // Leaves out what has left out some itself.
    let chosen = check(&office, "chosen", simple_random(20))
        .excluding(&[1])
        .missing(0.8, 0.05)
        .correcting();
    let again = check(&office, "again", recheck(1, 0.5, 0.9)).missing(0.9, 0.05);
    let all = check(&office, "all", simple_random(12))
        .missing(0.9, 0.02)
        .correcting()
        .estimating();
    let parts = check(&office, "parts", stratified("activity", "equal", 60))
        .excluding(&[0])
        .missing(0.8, 0.03)
        .coaching();
    let rest = check(&office, "rest", simple_random(30))
        .excluding(&[0])
        .missing(0.9, 0.04);
    let chain = vec![each.clone(), risky.clone(), chosen, again];
    let beside = [&chain[..], std::slice::from_ref(&all)].concat();
    office.policies = vec![
        policy("one", vec![each, risky, all.clone()]),
        policy("chain", chain),
        policy("chain beside all", beside),
        policy("whole", vec![hard.clone(), rest, all.clone()]),
        policy("parts", vec![hard, parts, all]),
    ];
    office
}
