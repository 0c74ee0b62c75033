//! A guess that accuracy hangs on.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{bare_number, figures, points};
use crate::rule::{Rule, Scan};
use tierone_analysis::expected_rates;
use tierone_scenario::{Assumption, Level, Scenario, parts};
use tierone_stats::units::Probability;

pub(super) const RULE: Rule = Rule {
    code: "A101",
    name: "sensitive-assumption",
    level: Level::Note,
    looks_for: "An assumed number, with its range, between whose ends expected accuracy moves by more than a \
              fifth of the share of decisions that are not accurate.",
    matters: "Whatever a policy seems to bring is then compared with a base that nobody knows. One look at \
              real results would be worth more than many replications.",
    formula: "Expected accuracy, with no feedback, at the highest and at the lowest value, everything else as \
              it is; the derivative is the difference over the range. Rates of error, spread and the odds of \
              complexities are looked at, where no `[anchor]` sets the level.",
    source: "Saltelli et al. (2008), Global Sensitivity Analysis, §1.2 (one factor at a time)",
    remedy: "Measure it, which narrows its range; until then `tierone sensitivity` says what hangs on it.",
    fires: r#"[[activity]]
name = "change"
errors = { income = { assumed = "2%", low = "1%", high = "4%", source = "a guess" } }"#,
    quiet: &[(
        r#"low = "1%", high = "4%""#,
        r#"low = "1.9%", high = "2.1%""#,
    )],
    check: Scan::Assumptions(check),
};

fn check(context: &RuleContext<'_>, _: usize, assumption: &Assumption) -> Option<Finding> {
    if context.scenario.anchor.is_some() {
        return None;
    }
    let errors = context.error_share()?;
    let (least, most) = (assumption.low.as_deref()?, assumption.high.as_deref()?);
    let (low, high) = (bare_number(least)?, bare_number(most)?);
    if low >= high {
        return None;
    }
    let wrong_at = |value| wrong(&with(context.scenario, &assumption.key, value)?);
    let moves = wrong_at(high)? - wrong_at(low)?;
    if moves.abs() <= 0.2 * errors {
        return None;
    }
    let slope = moves / (high - low);
    // Of a share, points for each point of it; of any other number, for each one of it.
    let slope = match least.ends_with('%') {
        true => format!("{} for each point of it", figures(slope.abs())),
        false => format!("{} for each 1 of it", figures(100.0 * slope.abs())),
    };
    let message = format!(
        "from {least} to {most} of this number, accuracy moves by {}, {slope}",
        points(moves)
    );
    let way = context.reading.places.way(&assumption.key)?;
    let at = context.at(&way, "accuracy hangs on this");
    Some(Finding::new(
        message,
        at,
        "measure it, which narrows its range",
    ))
}

/// Share of decisions in the first reported period that are not accurate.
fn wrong(scenario: &Scenario) -> Option<f64> {
    let period = scenario.horizon.warm_up;
    let rates = expected_rates(scenario, 0.0, period);
    let (mut wrong, mut all) = (0.0, 0.0);
    for (part, rate) in parts(scenario, period).iter().zip(rates) {
        wrong += part.manual as f64 * rate.manual + part.system as f64 * rate.system;
        all += (part.manual + part.system) as f64;
    }
    (all > 0.0).then(|| wrong / all)
}

/// The scenario with another value of an assumption; none where it is not one that moves accuracy.
fn with(scenario: &Scenario, key: &str, value: f64) -> Option<Scenario> {
    let mut other = Scenario {
        policies: Vec::new(),
        ..scenario.clone()
    };
    match key {
        "workforce.spread" => other.workforce.spread = value,
        "workforce.team_spread" => other.workforce.team_spread = value,
        _ => {
            if let Some(name) = key.strip_prefix("complexity.odds_ratio.") {
                let mut complexities = other.complexities.iter_mut();
                complexities
                    .find(|complexity| complexity.name == name)?
                    .odds_ratio = value;
            } else {
                let rest = key.strip_prefix("activity.")?;
                let rate = Probability::new(value)?;
                for activity in &mut other.activities {
                    let own = rest.strip_prefix(activity.name.as_str());
                    let Some(attribute) = own.and_then(|rest| rest.strip_prefix(".errors.")) else {
                        continue;
                    };
                    let attributes = &scenario.attributes;
                    let mut errors = activity.errors.iter_mut();
                    let error = errors.find(|error| {
                        let known = &attributes[error.attribute];
                        known.accuracy && known.name == attribute
                    })?;
                    error.rate = rate;
                    return Some(other);
                }
                return None;
            }
        }
    }
    Some(other)
}
