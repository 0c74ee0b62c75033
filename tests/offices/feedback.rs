//! Offices in which checks do more than coach: everyone is taught, and who is poor is looked for.

use tierone::scenario::Scenario;

use super::checks::*;
use super::{attribute, base, group, policy, probability, product, share};

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
