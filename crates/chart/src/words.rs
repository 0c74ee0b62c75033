//! Figures in words: no more digits than the Monte Carlo error supports, and the period in a reader's terms.

use tierone_engine::measure::Unit;
use tierone_engine::study::Spread;
use tierone_scenario::{Horizon, Scenario};
pub(super) use tierone_stats::format::rounded_up;
use tierone_stats::format::thousands;
use tierone_stats::monte_carlo;
use tierone_stats::units::PeriodLength;

/// A number with thousands apart and a true minus sign.
pub(super) fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (text.as_str(), String::new()),
    };
    let digits = thousands(whole);
    let nothing = text.chars().all(|c| c == '0' || c == '.');
    let sign = if value < 0.0 && !nothing { "−" } else { "" };
    format!("{sign}{digits}{fraction}")
}

/// A number with as many digits as its Monte Carlo standard error supports.
pub(super) fn supported(value: f64, mcse: Option<f64>, unit: Unit) -> String {
    let percent = matches!(unit, Unit::Percent | Unit::Points);
    let most = match unit {
        Unit::Percent | Unit::Points => 4,
        Unit::Pounds => 0,
        Unit::Count | Unit::Hours | Unit::Days => 1,
    };
    // Of hundreds of hours nobody reads tenths.
    let most = match unit {
        Unit::Hours | Unit::Days if value.abs() >= 100.0 => 0,
        _ => most,
    };
    match mcse {
        // One replication, or every one the same: what was counted.
        None => grouped(value, if percent { 2 } else { 0 }),
        Some(mcse) if mcse <= 0.0 => {
            // Sums of tenths are whole but for what they leave in the last digits.
            let whole = (value - value.round()).abs() < 1e-9 * value.abs().max(1.0);
            grouped(value, if whole { 0 } else { most.min(2) })
        }
        Some(mcse) if mcse >= 10.0 => {
            let place = 10f64.powi(mcse.log10().floor() as i32);
            grouped((value / place).round() * place, 0)
        }
        Some(mcse) => grouped(value, monte_carlo::decimals(mcse, most)),
    }
}

/// A figure over replications without its unit.
pub(super) fn number(spread: &Spread, unit: Unit) -> String {
    supported(spread.mean, spread.mcse, unit)
}

/// Two Monte Carlo standard errors; nothing of a single replication.
pub(super) fn error_of(spread: &Spread) -> f64 {
    2.0 * spread.mcse.unwrap_or(0.0)
}

/// A figure less and plus its error.
pub(super) fn ends_of(spread: &Spread) -> [f64; 2] {
    let error = error_of(spread);
    [spread.mean - error, spread.mean + error]
}

/// A figure with its unit: `99.43%`, `£1,230,000`, `34 hours`.
pub(super) fn figure(value: f64, mcse: Option<f64>, unit: Unit) -> String {
    let number = supported(value, mcse, unit);
    match unit {
        Unit::Percent => format!("{number}%"),
        Unit::Points => format!("{number} percentage points"),
        Unit::Hours => format!("{number} hours"),
        Unit::Days => format!("{number} days"),
        Unit::Count => number,
        Unit::Pounds => match number.strip_prefix('−') {
            Some(number) => format!("−£{number}"),
            None => format!("£{number}"),
        },
    }
}

/// A figure over replications.
pub(super) fn said(spread: &Spread, unit: Unit) -> String {
    figure(spread.mean, spread.mcse, unit)
}

/// How large a difference is, whichever way it goes.
pub(super) fn size(spread: &Spread, unit: Unit) -> String {
    figure(spread.mean.abs(), spread.mcse, unit)
}

/// The same with its sign.
pub(super) fn signed(value: f64, mcse: Option<f64>, unit: Unit) -> String {
    let text = figure(value, mcse, unit);
    let nothing = !text.chars().any(|c| ('1'..='9').contains(&c));
    if value > 0.0 && !nothing {
        format!("+{text}")
    } else {
        text
    }
}

/// Mean and Monte Carlo standard error for a table; a dash where there is none.
pub(super) fn cells(spread: Option<&Spread>, unit: Unit) -> [String; 2] {
    let Some(spread) = spread else {
        return [dash(), dash()];
    };
    [number(spread, unit), error(spread.mcse)]
}

/// The 2.5 and 97.5 percentiles of replications for a table.
pub(super) fn percentile_cells(spread: Option<&Spread>, unit: Unit) -> [String; 2] {
    match spread.and_then(|spread| Some((spread.percentiles?, spread.mcse))) {
        Some(([low, _, high], mcse)) => {
            let mcse = percentile_error(mcse);
            [supported(low, mcse, unit), supported(high, mcse, unit)]
        }
        None => [dash(), dash()],
    }
}

/// Monte Carlo standard error of a 2.5 or 97.5 percentile, from that of the mean.
///
/// √(0.025 · 0.975) / φ(1.96) = 2.67 times as large where replications are normal.
pub(super) fn percentile_error(mcse: Option<f64>) -> Option<f64> {
    mcse.map(|mcse| 2.67 * mcse)
}

/// A Monte Carlo standard error to two significant digits.
pub(super) fn error(mcse: Option<f64>) -> String {
    match mcse {
        None => dash(),
        Some(0.0) => "0".to_string(),
        Some(mcse) => {
            let place = 1 - mcse.log10().floor() as i32;
            let scale = 10f64.powi(place);
            let decimals = usize::try_from(place).unwrap_or(0);
            grouped((mcse * scale).round() / scale, decimals)
        }
    }
}

/// A divisor under which amounts up to `largest` have few digits on an axis, and the unit then.
pub(super) fn axis_unit(largest: f64, unit: &str) -> (f64, String) {
    let (divisor, word) = match largest {
        x if x >= 2e9 => (1e9, "billion"),
        x if x >= 2e6 => (1e6, "million"),
        x if x >= 2e4 => (1e3, "thousand"),
        _ => return (1.0, unit.to_string()),
    };
    if unit == "£" {
        (divisor, format!("£ {word}"))
    } else {
        (divisor, format!("{word} {unit}"))
    }
}

/// Words that stand only where something holds.
pub(super) fn words_if(holds: bool, words: &str) -> &str {
    if holds { words } else { "" }
}

/// What cannot be computed.
pub(super) fn dash() -> String {
    "–".to_string()
}

/// A headline of replications: a single one cannot tell a difference from chance, so it only says what is shown.
pub(super) fn finding(shown: &str, replications: usize, claim: impl FnOnce() -> String) -> String {
    match replications {
        1 => format!("{shown} in a single replication, which cannot tell a difference from chance"),
        _ => claim(),
    }
}

/// `“a”`, `“a” and “b”`, `“a”, “b” and “c”`; of more than four how many there are besides.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted = names.iter().map(|n| format!("“{}”", short(n, 60)));
    let quoted: Vec<String> = quoted.collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if quoted.len() <= 4 => format!("{} and {last}", first.join(", ")),
        [first, second, third, rest @ ..] => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        _ => unreachable!("two names are at most four"),
    }
}

/// A name that has to stand in a sentence or beside a point.
pub(super) fn short(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// What is drawn of so many replications where error bars are.
pub(super) fn mean_with_error(n: usize) -> String {
    if n == 1 {
        "1 replication, so without a Monte Carlo standard error".to_string()
    } else {
        format!(
            "mean of {}, with ± 2 Monte Carlo standard errors",
            replications(n)
        )
    }
}

/// `400 replications`.
pub(super) fn replications(n: usize) -> String {
    counted(n, "replication")
}

/// `12 months`.
pub(super) fn counted(n: usize, thing: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{} {thing}{s}", grouped(n as f64, 0))
}

/// `the 12 months from April 2021`.
pub(super) fn horizon(scenario: &Scenario) -> String {
    let horizon = &scenario.horizon;
    let n = horizon.periods;
    let length = if n == 1 {
        format!("the {}", horizon.period)
    } else {
        format!("the {}", counted(n, &horizon.period.to_string()))
    };
    let start = horizon.start;
    let (month, year) = (MONTHS[start.month() as usize - 1], start.year());
    if is_by_month(horizon) {
        format!("{length} from {month} {year}")
    } else {
        format!("{length} from {} {month} {year}", start.day())
    }
}

/// The names of the policies, in their order.
pub(super) fn policy_names(scenario: &Scenario) -> Vec<&str> {
    let policies = scenario.policies.iter();
    policies.map(|policy| policy.name.as_str()).collect()
}

/// Short names of the reported periods: `Apr 2021`, or `week 3`.
pub fn period_names(scenario: &Scenario) -> Vec<String> {
    let horizon = &scenario.horizon;
    let start = horizon.start;
    (0..horizon.periods)
        .map(|index| {
            if is_by_month(horizon) {
                let month = start.month() as usize - 1 + index;
                let year = i64::from(start.year()) + (month / 12) as i64;
                format!("{} {year}", &MONTHS[month % 12][..3])
            } else {
                format!("{} {}", horizon.period, index + 1)
            }
        })
        .collect()
}

/// Whether periods are months of the calendar.
fn is_by_month(horizon: &Horizon) -> bool {
    horizon.start.day() == 1 && horizon.period == PeriodLength::Month
}

/// Months in full.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["a"]), "“a”");
        assert_eq!(listed(&["a", "b", "c"]), "“a”, “b” and “c”");
        assert_eq!(
            listed(&["a", "b", "c", "d", "e"]),
            "“a”, “b”, “c” and 2 more"
        );
        assert_eq!(short("wholesome", 5), "whol…");
    }

    #[test]
    fn hours_are_told_in_digits_that_somebody_reads() {
        for mcse in [Some(0.0), Some(0.03), Some(2.0)] {
            assert_eq!(figure(50_526.000_000_1, mcse, Unit::Hours), "50,526 hours");
            assert_eq!(figure(50_525.98, mcse, Unit::Hours), "50,526 hours");
        }
        assert_eq!(figure(12.34, Some(0.03), Unit::Hours), "12.3 hours");
    }

    #[test]
    fn digits_stop_where_the_monte_carlo_error_starts() {
        assert_eq!(figure(99.43217, Some(0.0021), Unit::Percent), "99.432%");
        assert_eq!(
            figure(1_234_567.0, Some(4_321.0), Unit::Pounds),
            "£1,235,000"
        );
        assert_eq!(figure(-1_234.6, Some(2.0), Unit::Pounds), "−£1,235");
        assert_eq!(figure(620.84, Some(0.4), Unit::Count), "620.8");
        assert_eq!(figure(400.0, Some(0.0), Unit::Count), "400");
        assert_eq!(
            signed(-0.001, Some(0.2), Unit::Points),
            "0.0 percentage points"
        );
        assert_eq!(error(Some(0.000_123_4)), "0.00012");
        assert_eq!(error(Some(4_321.0)), "4,300");
    }
}
