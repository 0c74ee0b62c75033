//! The rule by which a policy flags caseworkers.

use super::names::Names;
use super::sections::positive_duration;
use crate::codes;
use crate::document::{Node, Value, quoted};
use crate::durations::whole_periods;
use crate::flag::{FLAG_RULES, Flag, FlagRule};
use crate::ids::CheckId;
use crate::reader::Reader;
use crate::view::View;
use tierone_stats::units::Probability;

/// The rule of a policy whose checks have these names; `rechecks` says which draw from others' results.
pub(super) fn read(
    reader: &mut Reader,
    policy: &View<'_>,
    names: &Names<'_>,
    checks: &[Option<&str>],
    rechecks: &[bool],
) -> Option<Flag> {
    let node = policy.given("flag")?;
    let path = policy.path_of("flag");
    let Value::Table(table) = &node.value else {
        let help = "write a table: { rule = \"fails-in\", fails = 3, checks = 10 }".into();
        reader.wrong_kind(node, "`flag`", "a table", help);
        return None;
    };
    let rules: Vec<&str> = FLAG_RULES.iter().map(|rule| rule.name).collect();
    let Some(named) = table.get("rule") else {
        let meaning = format!("one of {}", rules.join(", "));
        reader.missing("`flag`", "rule", &node.place, &meaning);
        return None;
    };
    let rule = reader.choice(named, &policy.path_of("flag.rule"), &rules)?;
    let view = View::open(reader, node, FLAG_RULES[rule].section, &path)?;
    if !names.poor_is_stated {
        reader.error(
            codes::MISSING_KEY,
            "a policy looks for poor performers, and `poor` is missing from `[workforce]`",
            (&node.place, "who is to be found?"),
            "add `poor = { odds_ratio = 2.0 }` to `[workforce]`",
        );
    }
    let check = looked_at(reader, &view, node, checks, rechecks)?;
    let rule = self::rule(reader, &view, rules[rule], names)?;
    Some(Flag { check, rule })
}

fn looked_at(
    reader: &mut Reader,
    view: &View<'_>,
    flag: &Node,
    checks: &[Option<&str>],
    rechecks: &[bool],
) -> Option<CheckId> {
    if checks.is_empty() {
        reader.contradiction(
            "the policy flags caseworkers and has no check whose results it could look at",
            &[(&flag.place, "by which results?")],
            "add a `[[policy.check]]`, or remove `flag`",
        );
        return None;
    }
    let Some(node) = view.given("check") else {
        return Some(0);
    };
    let name = view.name(reader, "check")?;
    let Some(check) = checks.iter().position(|known| *known == Some(&name)) else {
        let known = checks.iter().flatten().copied();
        reader.unknown_name("check", &name, &node.place, known);
        return None;
    };
    if rechecks[check] {
        reader.contradiction(
            format!("{} is a recheck", quoted(&name)),
            &[(&node.place, "draws from another check's results")],
            "name the check whose results it draws from",
        );
        return None;
    }
    Some(check)
}

fn rule(reader: &mut Reader, view: &View<'_>, name: &str, names: &Names<'_>) -> Option<FlagRule> {
    let share =
        |reader: &mut Reader, name: &str| view.probability(reader, name).map(Probability::get);
    Some(match name {
        "fails-in" => {
            let fails = view.whole(reader, "fails")? as u32;
            let checks = view.whole(reader, "checks")? as u32;
            if fails > checks {
                let (many, few) = (view.place_of("fails"), view.place_of("checks"));
                reader.contradiction(
                    format!("{checks} results never hold {fails} fails"),
                    &[(many, "so many fails"), (few, "in so few")],
                    "lower `fails` or raise `checks`",
                );
            }
            FlagRule::FailsIn { fails, checks }
        }
        "cusum" => FlagRule::Cusum {
            expected: share(reader, "expected")?,
            odds_ratio: view.number(reader, "odds_ratio")?,
            limit: view.number(reader, "limit")?,
        },
        "funnel" => FlagRule::Funnel {
            expected: share(reader, "expected"),
            false_alarm: share(reader, "false_alarm")?,
            window: window(reader, view, names),
        },
        _ => FlagRule::Posterior {
            expected: share(reader, "expected")?,
            above: share(reader, "above")?,
            probability: share(reader, "probability")?,
            worth: view.number(reader, "worth")?,
            window: window(reader, view, names),
        },
    })
}

fn window(reader: &mut Reader, view: &View<'_>, names: &Names<'_>) -> Option<usize> {
    let days = positive_duration(reader, view, "window")?;
    Some(whole_periods(days, names.period))
}
