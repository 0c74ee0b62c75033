//! Whether poor performers are found, and who else is flagged.

use super::definition::{Measure, POLICY};
use super::unit::percent;

/// See its meaning.
pub(super) const POOR_PERFORMERS_FOUND: Measure = POLICY.percent(
    "poor_performers_found",
    "Share of the caseworkers beyond the stated odds that the policy's rule has flagged: in a period of \
     those who were there, over the horizon of all who ever were beyond them.",
    |view| {
        let people = view.people()?;
        percent(people.poor_flagged.into(), people.poor.into())
    },
);

/// See its meaning.
pub(super) const FALSE_ALARMS: Measure = POLICY.percent(
    "false_alarms",
    "Share of the caseworkers not beyond the stated odds that the policy's rule has flagged: in a period \
     of those who were there, over the horizon of all who never were beyond them.",
    |view| {
        let people = view.people()?;
        percent(people.others_flagged.into(), people.others.into())
    },
);

/// See its meaning.
pub(super) const PERIODS_UNTIL_FOUND: Measure = POLICY.count(
    "periods_until_found",
    "Periods until a caseworker beyond the stated odds was flagged, on average of those flagged in the \
     period or horizon: from the first simulated one in which they were there, that of the flag and those of the warm-up included.",
    |view| {
        let people = view.people()?;
        let found = f64::from(people.found);
        (found > 0.0).then(|| f64::from(people.found_after) / found)
    },
);
