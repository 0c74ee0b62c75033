//! A learning product that comes after the end.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::periods;
use crate::rule::{Rule, Scan};
use tierone_scenario::{LearningProduct, Level, ProductId};

pub(super) const RULE: Rule = Rule {
    code: "F105",
    name: "late-product",
    level: Level::Warn,
    looks_for: "A learning product whose first release can only act after the last reported period.",
    matters: "Nothing of its effect is in any figure.",
    formula: "One period to find the errors, the `lead_time`, against the simulated periods.",
    source: "A release acts from the period after its lead time",
    remedy: "Report more periods, or shorten the lead time.",
    fires: r#"[[learning_product]]
name = "reminder"
attributes = ["income"]
threshold = 40
window = "3 months"
lead_time = "24 months"
gain = 0.3
half_life = "6 months"
cooldown = "6 months""#,
    quiet: &[(r#"lead_time = "24 months""#, r#"lead_time = "6 months""#)],
    check: Scan::Products(check),
};

fn check(context: &RuleContext<'_>, id: ProductId, product: &LearningProduct) -> Option<Finding> {
    let horizon = &context.scenario.horizon;
    if product.lead_time + 1 < horizon.simulated() {
        return None;
    }
    let message = format!(
        "`{}` acts {} after the first errors are found, and {} are simulated",
        product.name,
        periods(product.lead_time as f64 + 1.0, horizon.period),
        periods(horizon.simulated() as f64, horizon.period)
    );
    let at = context.at_product(id, "lead_time", "ends after the last period");
    let reported = context.at_keys(&["horizon", "periods"], "reported");
    let help = "report more periods, or shorten the lead time";
    Some(Finding::new(message, at, help).and(reported))
}
