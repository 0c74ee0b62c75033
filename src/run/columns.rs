//! The columns of the table for documents: measures, over the horizon or in a period.

use std::fmt;

use tierone_engine::measure::{Measure, Of, Scope, measure};
use tierone_engine::study::{Spread, Summary};
use tierone_scenario::Scenario;

use super::super::names::nearest;

/// A column: a measure over the horizon, or in one reported period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Column {
    pub(super) measure: &'static str,
    pub(super) period: Option<PeriodColumn>,
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.measure)?;
        match self.period {
            None => Ok(()),
            Some(PeriodColumn::Number(number)) => write!(f, "@{number}"),
            Some(PeriodColumn::Last) => f.write_str("@last"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PeriodColumn {
    Number(usize),
    Last,
}

/// Reads `measure`, `measure@3` or `measure@last`.
pub(super) fn column(text: &str) -> Result<Column, String> {
    let (name, period) = match text.split_once('@') {
        None => (text.trim(), None),
        Some((name, "last")) => (name.trim(), Some(PeriodColumn::Last)),
        Some((name, number)) => match number.parse() {
            Ok(number @ 1..) => (name.trim(), Some(PeriodColumn::Number(number))),
            _ => return Err("after `@` comes the number of a period, or `last`".into()),
        },
    };
    let known = tierone_engine::measure::MEASURES
        .iter()
        .map(|measure| measure.name);
    match measure(name) {
        Some(measure) => Ok(Column {
            measure: measure.name,
            period,
        }),
        None => Err(match nearest(name, known) {
            Some(near) => format!("there is no measure `{name}`; did you mean `{near}`?"),
            None => format!("there is no measure `{name}`; see `tierone list measures`"),
        }),
    }
}

/// What a column reads of a policy: the policy itself, or, for a measure of checks alone, the first
/// check for which there is one.
pub(super) fn read(
    scenario: &Scenario,
    policy: usize,
    column: &Column,
) -> Option<(&'static Measure, Scope)> {
    let measure = measure(column.measure)?;
    if measure.of.contains(&Of::Policy) {
        return Some((measure, Scope::Policy));
    }
    let checks = &scenario.policies[policy].checks;
    let estimating = checks
        .iter()
        .position(|check| check.estimate.accuracy || check.estimate.mve)?;
    (measure.of.contains(&Of::Check)).then_some((measure, Scope::Check(estimating)))
}

/// The figure of a column.
pub(super) fn value<'a>(
    scenario: &Scenario,
    summary: &'a Summary,
    policy: usize,
    scope: Scope,
    column: &Column,
) -> Option<&'a Spread> {
    let period = match column.period {
        None => return summary.figure(policy, scope, column.measure),
        Some(PeriodColumn::Number(number)) => number - 1,
        Some(PeriodColumn::Last) => scenario.horizon.periods - 1,
    };
    summary
        .by_period(policy, scope, column.measure)
        .into_iter()
        .find(|(other, _)| *other == period)
        .map(|(_, spread)| spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_a_measure_and_perhaps_a_period() {
        let read = |text| column(text).map(|column| (column.measure, column.period));
        assert_eq!(read("accuracy"), Ok(("accuracy", None)));
        assert_eq!(read("mve@last"), Ok(("mve", Some(PeriodColumn::Last))));
        assert_eq!(read("mve@12"), Ok(("mve", Some(PeriodColumn::Number(12)))));
        for text in ["accuracy", "mve@last", "mve@12"] {
            assert_eq!(
                column(text).map(|column| column.to_string()),
                Ok(text.into())
            );
        }
        for wrong in ["mve@0", "mve@-1", "mve@", "mve@soon"] {
            assert!(column(wrong).is_err_and(|error| error.contains("number of a period")));
        }
        assert!(column("acuracy").is_err_and(|error| error.contains("`accuracy`")));
    }
}
