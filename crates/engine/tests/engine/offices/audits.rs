//! Offices that are audited: fails are challenged and mitigated, two audits look at the same, and measurement breaks.

use tierone_scenario::{Break, Challenges, Limit, Scenario, Target, TargetMeasure};

use super::checks::*;
use super::feedback::graded;
use super::probability;

/// Graded audits of which one is challenged and breaks with a declaration, another breaks without; coached, corrected, estimated.
pub fn audited() -> Scenario {
    let mut office = graded();
    office.horizon.periods = 3;
    for activity in &mut office.activities {
        activity.volume = vec![activity.volume[0]; 3];
    }
    let challenges = Challenges {
        share: probability(0.5),
        overturned: probability(0.3),
        overturned_if_false: probability(0.9),
    };
    let changed = |declared: bool, from: usize| Break {
        from: office.horizon.warm_up + from,
        sensitivity: vec![
            probability(0.6),
            probability(0.95),
            probability(0.4),
            probability(0.9),
        ],
        grades: vec![1, 3, 2, 1],
        declared,
    };
    let (declared, silent) = (changed(true, 2), changed(false, 1));
    let on_grade = |grade, check| Target {
        name: format!("grade {grade}"),
        measure: TargetMeasure::GradeShare(grade),
        check: Some(check),
        limit: Limit::AtMost(0.1),
        rolling: 2,
        looks: None,
        credits: vec![(Limit::AtMost(0.1), 100.0), (Limit::AtMost(0.2), 300.0)],
    };
    let [rechecked, dated] = &mut office.policies[..] else {
        panic!("two policies")
    };
    let (first, again) = rechecked.checks.split_at_mut(1);
    let each = first[0].clone().coaching().correcting().estimating();
    first[0] = each;
    first[0].challenges = Some(challenges);
    first[0].mitigated = probability(0.25);
    first[0].changed = Some(declared);
    again[0].challenges = Some(Challenges {
        overturned_if_false: probability(0.3),
        ..challenges
    });
    rechecked.targets = vec![on_grade(3, 0), on_grade(0, 1)];
    dated.checks[1].changed = Some(silent);
    dated.checks[1].mitigated = probability(0.5);
    dated.targets = vec![on_grade(1, 1)];
    office
}
