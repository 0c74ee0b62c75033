//! Where a rule points: places in the scenario's files, by the way down to them.

use super::context::{CheckPlace, RuleContext, TargetPlace};
use tierone_scenario::diagnostic::Label;
use tierone_scenario::{CoachingGroup, Limit, LintSetting, Pathway, PolicyId, Stage, Step};

impl RuleContext<'_> {
    /// A place in the scenario, or the nearest above it that is written.
    pub(crate) fn at(&self, steps: &[Step<'_>], text: impl Into<String>) -> Label {
        self.reading.places.label(steps, text)
    }

    /// A place in the scenario by its keys.
    pub(crate) fn at_keys(&self, keys: &[&str], text: impl Into<String>) -> Label {
        let steps: Vec<Step<'_>> = keys.iter().map(|key| Step::Key(key)).collect();
        self.at(&steps, text)
    }

    /// A place in an entry of a list such as `[[pool]]`.
    pub(crate) fn at_entry(
        &self,
        list: &str,
        id: usize,
        keys: &[&str],
        text: impl Into<String>,
    ) -> Label {
        let mut steps = vec![Step::Key(list), Step::Item(id)];
        steps.extend(keys.iter().map(|key| Step::Key(key)));
        self.at(&steps, text)
    }

    /// A key of an entry that is found by its name.
    pub(crate) fn at_named(
        &self,
        list: &str,
        name: &str,
        keys: &[&str],
        text: impl Into<String>,
    ) -> Label {
        let mut steps = vec![Step::Key(list), Step::Named(name)];
        steps.extend(keys.iter().map(|key| Step::Key(key)));
        self.at(&steps, text)
    }

    /// A place in a policy.
    pub(crate) fn at_policy(
        &self,
        policy: PolicyId,
        keys: &[&str],
        text: impl Into<String>,
    ) -> Label {
        self.at_entry("policy", policy, keys, text)
    }

    /// A key of a learning product.
    pub(crate) fn at_product(&self, id: usize, key: &str, text: impl Into<String>) -> Label {
        self.at_entry("learning_product", id, &[key], text)
    }

    /// The limit of a target.
    pub(crate) fn at_limit(&self, place: TargetPlace<'_>, text: impl Into<String>) -> Label {
        let target = &self.scenario.policies[place.policy_id].targets[place.target_id];
        let steps = [
            Step::Key("policy"),
            Step::Item(place.policy_id),
            Step::Key("target"),
            Step::Item(place.target_id),
            Step::Key(match target.limit {
                Limit::AtLeast(_) => "at_least",
                Limit::AtMost(_) => "at_most",
            }),
        ];
        self.at(&steps, text)
    }

    /// A key of a state of the correction workflow.
    pub(crate) fn at_state(&self, state: &str, key: &str, text: impl Into<String>) -> Label {
        let steps = [
            Step::Key("correction"),
            Step::Key("state"),
            Step::Named(state),
            Step::Key(key),
        ];
        self.at(&steps, text)
    }

    /// A place in a check.
    pub(crate) fn at_check(
        &self,
        place: CheckPlace<'_>,
        keys: &[&str],
        text: impl Into<String>,
    ) -> Label {
        self.at(&Self::steps(place, keys), text)
    }

    /// A key of a coaching group: its own, or that of all groups where it has none.
    pub(crate) fn at_group(&self, group: &CoachingGroup, key: &str, text: &str) -> Label {
        let own = ["coaching", "groups", &group.name, key].map(Step::Key);
        match self.is_written(&own) {
            true => self.at(&own, text),
            false => self.at_keys(&["coaching", key], text),
        }
    }

    /// A key of a pathway's stage.
    pub(crate) fn at_stage(
        &self,
        pathway: &Pathway,
        stage: &Stage,
        key: &str,
        text: &str,
    ) -> Label {
        let steps = [
            Step::Key("pathway"),
            Step::Named(&pathway.name),
            Step::Key("stage"),
            Step::Named(&stage.name),
            Step::Key(key),
        ];
        self.at(&steps, text)
    }

    /// The name in an entry of `[lints]`.
    pub(crate) fn at_setting(setting: &LintSetting, text: &str) -> Label {
        Label {
            file: setting.file,
            span: setting.named_at.clone(),
            text: text.into(),
        }
    }
}
