//! A learning product that reaches nobody.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{LearningProduct, Level, ProductId};

pub(super) const RULE: Rule = Rule {
    code: "R104",
    name: "unread-product",
    level: Level::Warn,
    looks_for: "A learning product that no policy releases, or whose attributes nobody errs in.",
    matters: "It stands in the scenario and changes nothing.",
    formula: "The products of all policies, and the attributes that activities name.",
    source: "The scenario's own `learning_products` and `attributes`",
    remedy: "Let a policy release it, or remove it.",
    fires: r#"[[learning_product]]
name = "reminder"
attributes = ["income"]
threshold = 40
window = "3 months"
lead_time = "1 month"
gain = 0.3
half_life = "6 months"
cooldown = "6 months"

[[policy]]
name = "as it is"
learning_products = []"#,
    quiet: &[(
        r#"

[[policy]]
name = "as it is"
learning_products = []"#,
        "",
    )],
    check: Scan::Products(check),
};

fn check(context: &RuleContext<'_>, id: ProductId, product: &LearningProduct) -> Option<Finding> {
    let policies = &context.scenario.policies;
    let is_released = policies.iter().any(|policy| policy.learning.contains(&id));
    let mut watched = product.attributes.iter();
    let errs = watched.any(|attribute| context.attribute_share(*attribute) > 0.0);
    let (why, key) = match (is_released, errs) {
        (false, _) => (
            format!("is released by 0 of {} policies", policies.len()),
            "name",
        ),
        (_, false) => (
            "watches attributes in which 0 decisions go wrong".into(),
            "attributes",
        ),
        _ => return None,
    };
    let message = format!("`{}` {why}", product.name);
    let at = context.at_product(id, key, "reaches nobody");
    Some(Finding::new(
        message,
        at,
        "let a policy release it, or remove it",
    ))
}
