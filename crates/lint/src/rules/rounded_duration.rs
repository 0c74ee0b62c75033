//! A duration that is not a whole number of periods.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, periods};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "S009",
    name: "rounded-duration",
    level: Level::Note,
    looks_for: "A delay, vacancy, lead time, window or cooldown that is rounded up to whole periods, and changes \
              by more than a tenth by that.",
    matters: "These durations count in whole periods, so ten days count as a month where periods are months. \
              Feedback then comes later, or more is seen in a window, than the scenario seems to say.",
    formula: "Whole periods × days of a period, against the days as written.",
    source: "Periods are equal; one year is 12 months is 365.25 days",
    remedy: "Write the whole number of periods that is meant, or simulate in weeks.",
    fires: r#"[coaching]
delay = "10 days""#,
    quiet: &[(r#"delay = "10 days""#, r#"delay = "1 month""#)],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let of_product = |i, key| vec![Step::Key("learning_product"), Step::Item(i), Step::Key(key)];
    let of_policy = |i| {
        vec![
            Step::Key("policy"),
            Step::Item(i),
            Step::Key("flag"),
            Step::Key("window"),
        ]
    };
    let mut all = vec![
        vec![Step::Key("coaching"), Step::Key("delay")],
        vec![Step::Key("workforce"), Step::Key("vacancy")],
        vec![
            Step::Key("demand"),
            Step::Key("recruitment"),
            Step::Key("lead_time"),
        ],
    ];
    for i in 0..context.scenario.learning.len() {
        all.extend(["window", "lead_time", "cooldown"].map(|key| of_product(i, key)));
    }
    all.extend((0..context.scenario.policies.len()).map(of_policy));
    all.iter()
        .filter_map(|steps| rounded(context, steps))
        .collect()
}

fn rounded(context: &RuleContext<'_>, steps: &[Step<'_>]) -> Option<Finding> {
    let period = context.scenario.horizon.period;
    let days = context.reading.places.days(steps)?;
    // A hair's breadth is not a period more.
    let whole = (days / period.days() - 1e-9).ceil();
    if days <= 0.0 || whole * period.days() <= 1.1 * days {
        return None;
    }
    let Some(Step::Key(key)) = steps.last() else {
        return None;
    };
    let message = format!(
        "this `{key}` counts as {}, {} days and not {}",
        periods(whole, period),
        figures(whole * period.days()),
        figures(days)
    );
    let help = format!("write \"{}\" if that is meant", periods(whole, period));
    Some(Finding::new(
        message,
        context.at(steps, "rounded up to whole periods"),
        help,
    ))
}
