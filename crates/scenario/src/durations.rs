//! Reading durations in words, and rounding them to whole periods.

use super::codes;
use super::document::{Node, Value, quoted, what};
use super::reader::{Reader, nearest};
use tierone_stats::units::{DAYS_A_YEAR, PeriodLength};

impl Reader {
    /// A duration in days, possibly with its source.
    pub fn duration(&mut self, node: &Node, path: &str) -> Option<f64> {
        self.sourced(node, path, |days| *days, &mut |reader, node| {
            let what = what(path);
            let text = match &node.value {
                Value::Text(text) => text,
                Value::Integer(number, _) | Value::Float(number, _) => {
                    reader.error(
                        codes::UNIT,
                        format!("{what} is {number} without a unit"),
                        (&node.place, "days, weeks, months or years?"),
                        format!("add the unit, in quotes: \"{number} days\", \"{number} weeks\", \"{number} months\" or \"{number} years\""),
                    );
                    return None;
                }
                _ => {
                    let help = "write a number and a unit in quotes, such as \"26 weeks\"".into();
                    reader.wrong_kind(node, what, "a duration", help);
                    return None;
                }
            };
            let broken = |(code, problem, help)| {
                let message = format!("{what} is {}, and {problem}", quoted(text));
                reader.error(code, message, (&node.place, "not a duration"), help);
            };
            days(text).map_err(broken).ok()
        })
    }
}

/// Units of durations, in days.
const UNITS: &[(&str, &str, f64)] = &[
    ("day", "days", 1.0),
    ("week", "weeks", 7.0),
    ("month", "months", DAYS_A_YEAR / 12.0),
    ("year", "years", DAYS_A_YEAR),
];

/// No duration of a scenario is longer, in days: a thousand years.
const LONGEST: f64 = 365_250.0;

/// Reads `26 weeks` as days.
pub(super) fn days(text: &str) -> Result<f64, (&'static str, &'static str, String)> {
    const EXAMPLE: &str = "write a number and a unit, such as \"26 weeks\" or \"3 months\"";
    let text = text.trim();
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = (text[..split].trim(), text[split..].trim());
    let Ok(number) = number.parse::<f64>() else {
        let problem = "that is not a number and a unit";
        return Err((codes::UNIT, problem, EXAMPLE.into()));
    };
    if unit.is_empty() {
        let help = format!(
            "add the unit: \"{number} days\", \"{number} weeks\", \"{number} months\" or \"{number} years\""
        );
        return Err((codes::UNIT, "has no unit", help));
    }
    let wanted = unit.to_lowercase();
    let is_it = |(one, many, _): &&(&str, &str, f64)| wanted == *one || wanted == *many;
    let Some((_, _, each)) = UNITS.iter().find(is_it) else {
        let near = nearest(unit, UNITS.iter().map(|(_, many, _)| *many));
        let meant = |near| format!("did you mean \"{number} {near}\"?");
        let help = near.map_or(EXAMPLE.into(), meant);
        return Err((codes::UNIT, "has no known unit", help));
    };
    let days = number * each;
    if (0.0..=LONGEST).contains(&days) {
        Ok(days)
    } else {
        let help = "give a duration from 0 days to 1000 years".into();
        Err((codes::OUT_OF_RANGE, "that is not possible", help))
    }
}

/// Whole periods that hold a duration: rounded up.
pub(super) fn whole_periods(days: f64, period: PeriodLength) -> usize {
    let periods = days / period.days();
    // Binary arithmetic may leave a whole number of periods a hair too long.
    let nearest = periods.round();
    if (periods - nearest).abs() < 1e-9 {
        nearest as usize
    } else {
        periods.ceil() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::PeriodLength::{Month, Week};
    use super::*;

    #[test]
    fn durations_round_up_to_whole_periods_and_whole_ones_stay() {
        let periods = |text, period| whole_periods(days(text).expect("a duration"), period);
        assert_eq!(periods("2 months", Month), 2);
        assert_eq!(periods("1 year", Month), 12);
        assert_eq!(periods("0.1 years", Month), 2);
        assert_eq!(periods("31 days", Month), 2);
        assert_eq!(periods("26 weeks", Week), 26);
        assert_eq!(periods("1 month", Week), 5);
        assert_eq!(periods("8 days", Week), 2);
        assert_eq!(periods("0 days", Week), 0);
    }
}
