//! The fitted scenario: a file that extends the base and changes what the data speak of.

use std::fmt::Write;

use super::rows::{EstimateRow, OfficeFit};
use tierone_scenario::{Scenario, quoted_text};
use tierone_stats::units::PeriodLength;

/// The text of the file, which extends `base` and names the file of the estimates with its hash.
pub fn toml(
    scenario: &Scenario,
    fit: &OfficeFit,
    base: &str,
    estimates: &str,
    hash: &str,
) -> String {
    let mut text = format!(
        "# Fitted to {} checked decisions. `fitted` names the estimates, their covariance and what is known of each caseworker.\n\n",
        fit.decisions
    );
    // Writing to a text does not fail.
    let _ = writeln!(text, "extends = {}", quoted_text(base));
    let _ = writeln!(
        text,
        "title = {}",
        quoted_text(&format!("{}, fitted", scenario.title))
    );
    let _ = writeln!(
        text,
        "fitted = {{ file = {}, sha256 = \"{hash}\" }}",
        quoted_text(estimates)
    );
    if scenario.anchor.is_some() {
        text.push_str("anchor = \"none\" # the rates are those that were found\n");
    }
    let estimates: Vec<&EstimateRow> = fit.estimates.iter().chain(&fit.anchored).collect();
    for table in ["complexity.odds_ratio", "workforce", "coaching"] {
        let steps: Vec<&str> = table.split('.').collect();
        let rows = estimates.iter().filter(|row| {
            row.key.len() == steps.len() + 1
                && row.key.iter().zip(&steps).all(|(key, step)| key == step)
        });
        let lines: Vec<String> = rows.filter_map(|row| line(scenario, row)).collect();
        if !lines.is_empty() {
            let _ = write!(text, "\n[{table}]\n{}", lines.concat());
        }
    }
    for activity in &scenario.activities {
        let mut tables = String::new();
        for table in ["errors", "system_errors"] {
            let rows = estimates.iter().filter(|row| {
                row.key.len() == 4
                    && row.key[0] == "activity"
                    && row.key[1] == activity.name
                    && row.key[2] == table
            });
            let lines: Vec<String> = rows.filter_map(|row| line(scenario, row)).collect();
            if !lines.is_empty() {
                let _ = write!(tables, "[activity.{table}]\n{}", lines.concat());
            }
        }
        if !tables.is_empty() {
            let _ = write!(
                text,
                "\n[[activity]]\nname = {}\n{tables}",
                quoted_text(&activity.name)
            );
        }
    }
    for attribute in &scenario.attributes {
        let mut parts = Vec::new();
        for law in fit
            .amounts
            .iter()
            .filter(|law| law.attribute == attribute.name)
        {
            let numbers: Vec<String> = law
                .parameters
                .iter()
                .filter_map(|row| pair(scenario, row))
                .collect();
            parts.push(format!(
                "{} = {{ distribution = \"{}\", {} }}",
                law.of,
                law.distribution,
                numbers.join(", ")
            ));
        }
        let overs = estimates
            .iter()
            .filter(|row| row.key[0] == "attribute" && row.key[1] == attribute.name);
        parts.extend(overs.filter_map(|row| pair(scenario, row)));
        if !parts.is_empty() {
            let name = quoted_text(&attribute.name);
            let _ = write!(
                text,
                "\n[[attribute]]\nname = {name}\nmoney = {{ {} }}\n",
                parts.join(", ")
            );
        }
    }
    for policy in &scenario.policies {
        let of_policy = |row: &&&EstimateRow| row.key[0] == "policy" && row.key[1] == policy.name;
        if !estimates.iter().any(|row| of_policy(&row)) {
            continue;
        }
        let _ = write!(text, "\n[[policy]]\nname = {}\n", quoted_text(&policy.name));
        for check in &policy.checks {
            let rows = estimates
                .iter()
                .filter(of_policy)
                .filter(|row| row.key[3] == check.name);
            let pairs: Vec<String> = rows.filter_map(|row| pair(scenario, row)).collect();
            if !pairs.is_empty() {
                let name = quoted_text(&check.name);
                let pairs = pairs.join(", ");
                let _ = write!(
                    text,
                    "\n[[policy.check]]\nname = {name}\nchecker = {{ {pairs} }}\n"
                );
            }
        }
    }
    text
}

fn line(scenario: &Scenario, row: &EstimateRow) -> Option<String> {
    pair(scenario, row).map(|pair| format!("{pair}\n"))
}

/// `key = { value = …, low = …, high = …, source = "…" }`.
fn pair(scenario: &Scenario, row: &EstimateRow) -> Option<String> {
    let write = |x: f64| match row.unit {
        "share" => format!("\"{}%\"", digits(100.0 * x)),
        "periods" => {
            let unit = match scenario.horizon.period {
                PeriodLength::Week => "weeks",
                PeriodLength::Month => "months",
            };
            format!("\"{} {unit}\"", digits(x))
        }
        _ => digits(x),
    };
    let mut parts = vec![format!("value = {}", write(row.value?))];
    parts.extend(row.low.map(|low| format!("low = {}", write(low))));
    parts.extend(row.high.map(|high| format!("high = {}", write(high))));
    parts.push(format!("source = {}", quoted_text(&row.source)));
    Some(format!(
        "{} = {{ {} }}",
        quoted_text(row.key.last()?),
        parts.join(", ")
    ))
}

/// Five digits that count, and never an exponent.
fn digits(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return "0".into();
    }
    let before = x.abs().log10().floor() as i32 + 1;
    let places = (5 - before).clamp(0, 12) as usize;
    let text = format!("{x:.places$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_five_digits_and_texts_are_quoted() {
        for (x, text) in [
            (0.523_416_7, "0.52342"),
            (12.0, "12"),
            (0.000_012_345_6, "0.000012346"),
            (1_234_567.8, "1234568"),
            (0.0, "0"),
        ] {
            assert_eq!(digits(x), text);
        }
        assert_eq!(quoted_text("a \"b\"\\\n"), "\"a \\\"b\\\"\\\\\\u000A\"");
    }
}
