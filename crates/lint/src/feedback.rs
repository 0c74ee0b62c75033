//! What lints say of feedback, which closed forms leave out.

use super::context::RuleContext;
use tierone_scenario::{Check, PolicyId};

impl RuleContext<'_> {
    /// What to add to a number that coaching would change, of a policy that coaches.
    pub(crate) fn before_coaching(&self, policy: PolicyId) -> &'static str {
        let coaches = |check: &Check| check.on_fail.coach;
        let mut groups = self.scenario.coaching.groups.iter();
        let gains = groups.any(|group| group.gain > 0.0);
        match gains && self.scenario.policies[policy].checks.iter().any(coaches) {
            true => " (before coaching, which leaves fewer errors)",
            false => "",
        }
    }
}
