//! Keys as results name them, by the way down into a scenario: `attribute.income.money.relative.median`.

use super::topic::{Topic, TopicKind};
use tierone_scenario::catalogue;

/// The keys that such a way leads to, from the outermost, with names such as `income` left out; none where it leads to none.
pub(crate) fn along<'t>(topics: &'t [Topic], way: &str) -> Vec<&'t Topic> {
    let steps: Vec<&str> = way.split('.').collect();
    let Some((last, before)) = steps.split_last() else {
        return Vec::new();
    };
    if let Some(name) = longest(topics, &steps) {
        return named(topics, name);
    }
    // What stands in a distribution, or by name, is below a key.
    let Some(above) = longest(topics, before) else {
        return Vec::new();
    };
    let mut found = named(topics, above);
    let by_name = found.iter().any(|topic| topic.may_hold("by name"));
    let inside = named(topics, &format!("distribution.{last}"));
    match inside.is_empty() {
        true if !by_name => Vec::new(),
        _ => {
            found.extend(inside);
            found
        }
    }
}

/// The longest name of a key whose parts are these steps, but for names between them.
fn longest<'t>(topics: &'t [Topic], steps: &[&str]) -> Option<&'t str> {
    let keys = topics.iter().filter(|topic| topic.kind == TopicKind::Keys);
    let names = keys.map(|topic| topic.name.as_str());
    names
        .filter(|name| is_along(name, steps))
        .max_by_key(|name| name.split('.').count())
}

/// Whether a name has the first and the last of the steps, and others between them in their order.
fn is_along(name: &str, steps: &[&str]) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let ([first, .., last], [from, .., to]) = (&parts[..], steps) else {
        return false;
    };
    let mut left = steps.iter();
    let in_order = |part: &&str| left.any(|step| *part == "NAME" || part == step);
    first == from && last == to && parts.iter().all(in_order)
}

fn named<'t>(topics: &'t [Topic], name: &str) -> Vec<&'t Topic> {
    let is_it = |topic: &&Topic| topic.kind == TopicKind::Keys && topic.name == name;
    topics.iter().filter(is_it).collect()
}

/// Where a number of the built-in catalogue is written; none for other ways.
pub(crate) fn of_the_catalogue(way: &str) -> Option<[String; 2]> {
    let (name, _) = way.strip_prefix("attribute.")?.split_once('.')?;
    let money = catalogue::money_of(name)?;
    let said = format!(
        "`{name}` is of the built-in catalogue. The numbers of it that a scenario does not write are those of the catalogue, and \
         assumed. An [[attribute]] of the same name in the scenario changes the keys that it writes; as the catalogue has them:"
    );
    let lines = format!("[[attribute]]\nname = \"{name}\"\n\n{money}");
    let lines = lines.lines().map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("    {line}\n"),
    });
    Some([said, lines.collect()])
}

#[cfg(test)]
mod tests {
    use super::super::topics;
    use super::*;

    #[test]
    fn a_way_into_a_scenario_leads_to_its_keys() {
        let topics = topics();
        let names = |way: &str| -> Vec<String> {
            let mut names: Vec<String> =
                along(&topics, way).iter().map(|t| t.name.clone()).collect();
            names.dedup();
            names
        };
        for (way, keys) in [
            (
                "attribute.income.money.relative.median",
                &["attribute.money.relative", "distribution.median"][..],
            ),
            (
                "attribute.income.money.overstated",
                &["attribute.money.overstated"],
            ),
            ("activity.all.errors.income", &["activity.errors"]),
            (
                "policy.two each.check.assurance.checker.sensitivity",
                &["policy.check.checker.sensitivity"],
            ),
            (
                "policy.two each.check.assurance.sample.checks",
                &["policy.check.sample.checks"],
            ),
            (
                "demand.intakes.assessment.plan",
                &["demand.intakes.NAME.plan"],
            ),
            ("attribute.income.nothing", &[]),
            ("nothing.income.median", &[]),
        ] {
            assert_eq!(names(way), keys, "{way}");
        }
    }
}
