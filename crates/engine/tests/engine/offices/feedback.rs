//! Offices in which checks do more than coach: everyone is taught, and who is poor is looked for.

use tierone_scenario::{Flag, FlagRule, NewStarters, Scenario};

use super::checks::*;
use super::{activity, attribute, base, group, policy, probability, product, share};

/// Learning products that wait, wear off, follow one another and meet, beside coaching; some reach the
/// system.
pub fn learning() -> Scenario {
    let mut office = base(6);
    office.horizon.warm_up = 2;
    office.workforce.attrition = probability(0.1);
    office.workforce.vacancy = 1;
    office.attributes.push(attribute("dates", true, 1));
    office.coaching.groups.push(group("dates", 0.3, 3.0, None));
    let kind = &mut office.activities[0];
    kind.automated = (share(0.3), share(0.4));
    kind.errors.push(kind.errors[0].clone());
    kind.errors[2].attribute = 2;
    let mut slow = product(&[0, 2], 4, 0.8);
    slow.window = 2;
    slow.lead_time = 1;
    slow.half_life = 2.0;
    slow.cost = 120.5;
    let mut again = product(&[0, 1], 3, 0.5);
    again.half_life = 1.5;
    again.cooldown = 2;
    again.system = true;
    let mut rare = product(&[1], 12, 1.5);
    (rare.window, rare.cooldown, rare.cost) = (3, 1, 80.0);
    office.learning = vec![slow, again, rare];
    let half = check(&office, "half", simple_random(100)).missing(0.8, 0.01);
    let each = check(&office, "each", per_caseworker(3)).missing(0.9, 0.02);
    let mut all = policy("all", vec![half.clone(), each.clone().coaching()]);
    all.learning = vec![0, 1, 2];
    let mut one = policy("one", vec![half.clone()]);
    one.learning = vec![1];
    let mut coached = policy("coached", vec![each.coaching()]);
    coached.learning = vec![0];
    office.policies = vec![all, one, coached, policy("none", vec![half])];
    office
}

/// Four grades and three kinds of fail, by checkers who miss and who imagine, and a second look.
pub fn graded() -> Scenario {
    let mut office = base(2);
    office.attributes = vec![
        attribute("income", true, 0),
        attribute("letter", false, 0),
        attribute("tone", false, 0),
        attribute("dates", true, 0),
    ];
    let rates = [(0, 0.06, 0.0), (1, 0.1, 0.0), (2, 0.2, 0.0), (3, 0.08, 0.0)];
    office.activities = vec![
        activity("change", 2, 150, &rates),
        activity("close", 2, 90, &rates[1..]),
    ];
    office.grades = ["A", "AF", "AA", "U"].map(String::from).to_vec();
    office.kinds = ["wrong", "unclear", "late"].map(String::from).to_vec();
    for (attribute, (grade, kind)) in [(3, 0), (1, 1), (0, 1), (2, 2)].into_iter().enumerate() {
        office.attributes[attribute].grade = grade;
        office.attributes[attribute].kind = kind;
    }
    let each = check(&office, "each", per_caseworker(4)).missing(0.8, 0.02);
    let again = check(&office, "again", recheck(0, 0.5, 0.9)).missing(0.9, 0.01);
    let dates = check(&office, "dates", simple_random(60))
        .looking_at(&[1, 3])
        .missing(1.0, 0.05);
    office.policies = vec![
        policy("each", vec![each.clone(), again]),
        policy("both", vec![each, dates]),
    ];
    office
}

/// Every rule by which poor performers are flagged, while people come and go and new starters err more.
pub fn flagged() -> Scenario {
    let mut office = base(4);
    office.horizon.warm_up = 2;
    let workforce = &mut office.workforce;
    workforce.spread = 0.9;
    workforce.attrition = probability(0.1);
    workforce.vacancy = 1;
    workforce.new_starters = Some(NewStarters {
        odds_ratio: 3.0,
        half_life: 2.0,
    });
    workforce.poor = Some(2.0);
    office.activities[0].automated = (share(0.1), share(0.1));
    let each = check(&office, "each", per_caseworker(5)).missing(0.9, 0.01);
    let some = check(&office, "some", simple_random(70)).missing(0.9, 0.01);
    let fails_in = FlagRule::FailsIn {
        fails: 3,
        checks: 7,
    };
    let cusum = FlagRule::Cusum {
        expected: 0.15,
        odds_ratio: 2.5,
        limit: 1.6,
    };
    let funnel = |expected, window| FlagRule::Funnel {
        expected,
        false_alarm: 0.2,
        window,
    };
    let posterior = |window| FlagRule::Posterior {
        expected: 0.15,
        worth: 12.0,
        above: 0.2,
        probability: 0.8,
        window,
    };
    let rules = [
        ("in a row", false, fails_in.clone()),
        ("some in a row", true, fails_in),
        ("sum", false, cusum),
        ("funnel", false, funnel(Some(0.15), None)),
        ("pooled", true, funnel(None, Some(2))),
        ("posterior", false, posterior(None)),
        ("lately", true, posterior(Some(3))),
    ];
    office.policies = rules
        .into_iter()
        .map(|(name, both, rule)| {
            let mut checks = vec![each.clone().coaching()];
            let check = usize::from(both);
            checks.extend(both.then(|| some.clone()));
            let mut policy = policy(name, checks);
            policy.flag = Some(Flag { check, rule });
            policy
        })
        .collect();
    office
}
