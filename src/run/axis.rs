//! A key of a scenario and the values that it takes, as `--sweep` has them: `KEY=a..b/step` or `KEY=one,two`.

use tierone_sensitivity::Axis;

/// Values of a key at most.
const MOST: usize = 1_000;

/// Reads `KEY=a..b/step`, both ends included, or `KEY=one,two,three`.
pub(super) fn axis(text: &str) -> Result<Axis, String> {
    let example = "write it like 'policy.two each.check.assurance.sample.checks=20..100/20', or with commas between values";
    let (key, grid) = text
        .rsplit_once('=')
        .map(|(key, grid)| (key.trim(), grid.trim()))
        .filter(|(key, grid)| !key.is_empty() && !grid.is_empty())
        .ok_or(format!("there is no key and no values: {example}"))?;
    let values = match grid.split_once("..") {
        Some((from, rest)) => {
            steps(from, rest).map_err(|why| format!("`{grid}` {why}: {example}"))?
        }
        None => grid
            .split(',')
            .map(|value| value.trim().to_owned())
            .collect(),
    };
    if values.len() > MOST {
        return Err(format!(
            "`{grid}` has {} values, and {MOST} are the most",
            values.len()
        ));
    }
    for (at, value) in values.iter().enumerate() {
        if value.is_empty() || values[..at].contains(value) {
            return Err(format!(
                "`{grid}` has `{value}` twice, or nothing between two commas"
            ));
        }
    }
    Ok(Axis {
        key: key.to_owned(),
        values,
    })
}

/// The decimals that numbers are counted in.
const DECIMALS: u32 = 9;

/// Every value from one number to another, exactly, each with its unit.
fn steps(from: &str, rest: &str) -> Result<Vec<String>, &'static str> {
    let (to, step) = rest.split_once('/').ok_or("has no step")?;
    let [from, to, step] = [from, to, step].map(number);
    let ((from, one), (to, other), (step, third)) = (
        from.ok_or("does not begin with a number")?,
        to.ok_or("does not end with a number")?,
        step.ok_or("has a step that is no number")?,
    );
    let units = [one, other, third].into_iter();
    let units = units.filter(|unit| !unit.is_empty());
    let unit = units.clone().next().unwrap_or("");
    if units.clone().any(|own| own != unit) {
        return Err("has several units");
    }
    if step <= 0 || to < from {
        return Err("goes nowhere");
    }
    let count = (to - from) / step + 1;
    if count > MOST as i128 {
        return Err("has more than 1,000 values");
    }
    Ok((0..count)
        .map(|k| format!("{}{unit}", written(from + k * step)))
        .collect())
}

/// A decimal number, in units of its last decimal, and the unit that follows it.
fn number(text: &str) -> Option<(i128, &str)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '_')))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let digits = digits.replace('_', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    if decimals.len() > DECIMALS as usize || decimals.contains(['-', '.']) || whole.len() > 15 {
        return None;
    }
    let all: i128 = format!("{whole}{decimals}").parse().ok()?;
    Some((all * 10i128.pow(DECIMALS - decimals.len() as u32), unit))
}

/// The number as people write it.
fn written(number: i128) -> String {
    let one = 10i128.pow(DECIMALS);
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.abs() / one, number.abs() % one);
    let rest = format!("{rest:09}");
    let rest = rest.trim_end_matches('0');
    match rest.is_empty() {
        true => format!("{sign}{whole}"),
        false => format!("{sign}{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_has_both_ends_and_exact_steps() {
        let values = |text: &str| axis(text).map(|axis| axis.values);
        assert_eq!(
            values("a.b=20..100/40"),
            Ok(vec!["20".into(), "60".into(), "100".into()])
        );
        assert_eq!(
            values("a=0.1..0.3/0.1"),
            Ok(vec!["0.1".into(), "0.2".into(), "0.3".into()])
        );
        assert_eq!(
            values("a = 5%..10%/5%"),
            Ok(vec!["5%".into(), "10%".into()])
        );
        assert_eq!(
            values("a=-1..0.5/0.75 days"),
            Ok(vec![
                "-1 days".into(),
                "-0.25 days".into(),
                "0.5 days".into()
            ])
        );
        assert_eq!(
            values("a=systematic, stratified"),
            Ok(vec!["systematic".into(), "stratified".into()])
        );
        for wrong in [
            "a",
            "a=",
            "=1..2/1",
            "a=1..2",
            "a=2..1/1",
            "a=1..2/0",
            "a=1%..2h/1",
            "a=x..2/1",
            "a=0..9/0.001",
            "a=1,1",
            "a=1,,2",
        ] {
            assert!(axis(wrong).is_err(), "{wrong}");
        }
    }
}
