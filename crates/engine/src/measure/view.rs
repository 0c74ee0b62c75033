//! The part of a ledger that a measure is read off.

use std::ops::AddAssign;

use super::scope::{Scope, Window};
use crate::sim::{
    AttributeCounts, CheckCounts, Concluded, Estimates, Flagged, Level, Levels, Passed,
    PeriodLedger, Piloted, PolicyCounts, Truth, Verdict, WorkCounts,
};
use tierone_scenario::{AttributeId, CheckId, Policy, Scenario};

/// Part of a ledger: one scope, over one period or the horizon.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The policy.
    pub policy: &'a Policy,
    /// What is read of.
    pub scope: Scope,
    entry: &'a PeriodLedger,
}

impl<'a> View<'a> {
    /// A view of a period or of the horizon.
    pub fn new(
        scenario: &'a Scenario,
        policy: &'a Policy,
        entry: &'a PeriodLedger,
        scope: Scope,
    ) -> Self {
        Self {
            scenario,
            policy,
            scope,
            entry,
        }
    }

    /// What happened: of the activity in view, or of all.
    pub fn truth(&self) -> Truth {
        let activities = &self.entry.activities;
        match self.scope {
            Scope::Activity(activity) => activities.get(activity).copied().unwrap_or_default(),
            _ => activities.iter().copied().fold(Truth::default(), added),
        }
    }

    /// What became of the work: of the activity in view, or of all.
    pub fn work(&self) -> WorkCounts {
        let of = &self.entry.work;
        match self.scope {
            Scope::Activity(activity) => of.get(activity).copied().unwrap_or_default(),
            _ => of
                .iter()
                .fold(WorkCounts::default(), |sum, one| WorkCounts {
                    waiting: sum.waiting + one.waiting,
                    ..added(sum, *one)
                }),
        }
    }

    /// Counts of the check in view.
    pub fn check(&self) -> Option<CheckCounts> {
        self.entry.checks.get(self.check_in_view()?).copied()
    }

    /// What the check in view concluded, or the check whose grade or kind of fail is in view.
    pub fn concluded(&self) -> Option<&'a Concluded> {
        match self.scope {
            Scope::Check(check) | Scope::Grade(check, _) | Scope::Kind(check, _) => {
                self.entry.concluded.get(check)
            }
            _ => None,
        }
    }

    /// Counts of every check, with its place in the policy: of the one in view, or of all.
    pub fn checks(&self) -> impl Iterator<Item = (CheckId, CheckCounts)> + '_ {
        let only = self.check_in_view();
        let checks = self.entry.checks.iter().copied().enumerate();
        checks.filter(move |(check, _)| only.is_none_or(|c| c == *check))
    }

    /// Counts of the policy's checks together.
    pub fn together(&self) -> PolicyCounts {
        self.entry.policy
    }

    /// Counts of the attribute in view.
    pub fn attribute(&self) -> Option<AttributeCounts> {
        let attributes = &self.entry.attributes;
        attributes.get(self.attribute_in_view()?).copied()
    }

    /// Counts of every attribute, with its id: of the one in view, or of all.
    pub fn attributes(&self) -> impl Iterator<Item = (AttributeId, AttributeCounts)> + '_ {
        let only = self.attribute_in_view();
        let attributes = self.entry.attributes.iter().copied().enumerate();
        attributes.filter(move |(attribute, _)| only.is_none_or(|a| a == *attribute))
    }

    /// Whom the policy flagged; none where it has no rule to flag by.
    pub fn people(&self) -> Option<Flagged> {
        self.policy.flag.as_ref().map(|_| self.entry.people)
    }

    /// How the target in view fared.
    pub fn verdict(&self) -> Option<Verdict> {
        let Scope::Target(target, window) = self.scope else {
            return None;
        };
        let verdicts = self.entry.targets.get(target)?;
        match window {
            Window::Alone => Some(verdicts.alone),
            Window::Rolling => verdicts.rolling,
            Window::Looks => verdicts.looks,
        }
    }

    /// How the figure of the target in view fared against its limit, over all windows.
    pub fn levels(&self) -> Option<&'a Levels> {
        let Scope::Target(target, Window::Alone) = self.scope else {
            return None;
        };
        self.entry.levels.get(target)
    }

    /// How it fared over the window in view.
    pub fn level(&self) -> Option<Level> {
        let Scope::Target(target, window) = self.scope else {
            return None;
        };
        let levels = self.entry.levels.get(target)?;
        match window {
            Window::Alone => Some(levels.alone),
            Window::Rolling => levels.rolling,
            Window::Looks => levels.looks,
        }
    }

    /// What the pilot in view said.
    pub fn pilot(&self) -> Option<Piloted> {
        let Scope::Pilot(pilot) = self.scope else {
            return None;
        };
        self.entry.pilots.get(pilot).copied()
    }

    /// What became of the cases of the pathway, or of the stage, in view.
    pub fn passed(&self) -> Option<Passed> {
        let (pathway, place) = match self.scope {
            Scope::Pathway(pathway) => (pathway, 0),
            Scope::Stage(pathway, stage) => (pathway, 1 + stage),
            _ => return None,
        };
        self.entry.pathways.get(pathway)?.get(place).copied()
    }

    /// The cases of all pathways; none where there is no pathway.
    pub fn cases(&self) -> Option<u64> {
        let pathways = &self.entry.pathways;
        let cases = pathways.iter().filter_map(|one| one.first());
        (!pathways.is_empty()).then(|| cases.map(|passed| u64::from(passed.opened)).sum())
    }

    /// What the check in view says.
    pub fn estimates(&self) -> Option<&Estimates> {
        self.entry.estimates.get(self.check_in_view()?)
    }

    fn check_in_view(&self) -> Option<CheckId> {
        match self.scope {
            Scope::Check(check) => Some(check),
            _ => None,
        }
    }

    fn attribute_in_view(&self) -> Option<AttributeId> {
        match self.scope {
            Scope::Attribute(attribute) => Some(attribute),
            _ => None,
        }
    }
}

fn added<T: AddAssign>(mut sum: T, more: T) -> T {
    sum += more;
    sum
}
