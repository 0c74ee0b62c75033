//! The known accuracy to which rates are moved, and whose figure it is.

use super::activities::Draft;
use super::sections::section;
use crate::anchor::{Anchor, Under};
use crate::document::{Node, Value, quoted};
use crate::ids::CheckId;
use crate::keys_operation::{ANCHOR, FITTED};
use crate::operation::Attribute;
use crate::policy::Policy;
use crate::reader::{Reader, listed};
use crate::scenario::Fitted;
use crate::view::View;

/// What is said of an anchor, unless that is "none": a file that is extended may have one, and a fitted scenario has the rates
/// themselves.
fn given<'t>(top: &'t View<'_>) -> Option<&'t Node> {
    let node = top.given("anchor")?;
    let is_none = matches!(&node.value, Value::Text(text) if text == "none");
    (!is_none).then_some(node)
}

/// The file of estimates that the numbers were fitted with.
pub(super) fn fitted(reader: &mut Reader, top: &View<'_>) -> Option<Fitted> {
    let named_in = top.given("fitted")?.place.file;
    let view = section(reader, top, "fitted", &FITTED);
    Some(Fitted {
        file: view.text(reader, "file")?,
        sha256: view.text(reader, "sha256")?,
        named_in,
    })
}

/// The accuracy to which rates are moved.
pub(super) fn anchor(reader: &mut Reader, top: &View<'_>, policies: &[Policy]) -> Option<Anchor> {
    let node = given(top)?;
    if let Value::Text(_) = &node.value {
        reader.wrong_kind(
            node,
            "`anchor`",
            "a table, or \"none\"",
            "write `anchor = { accuracy = \"99.4%\" }`, or \"none\" where the rates are given as they are".into(),
        );
        return None;
    }
    let view = section(reader, top, "anchor", &ANCHOR);
    let accuracy = view.probability(reader, "accuracy");
    let under = under(reader, &view, policies);
    Some(Anchor {
        accuracy: accuracy?,
        under,
    })
}

/// The policy and check whose figure the accuracy is.
fn under(reader: &mut Reader, view: &View<'_>, policies: &[Policy]) -> Option<Under> {
    let replications = view.whole(reader, "replications").map(|n| n as u32);
    let Some(node) = view.given("under") else {
        for key in ["check", "replications"] {
            if let Some(node) = view.given(key) {
                reader.contradiction(
                    format!("{} of `[anchor]` needs a policy", quoted(key)),
                    &[(&node.place, "of which policy?")],
                    "add `under = \"…\"` with the policy that was in force, or remove this key",
                );
            }
        }
        return None;
    };
    let name = view.name(reader, "under")?;
    let known = policies.iter().map(|policy| policy.name.as_str());
    let policy = reader.find("policy", &name, &node.place, known)?;
    let check = check(reader, view, &policies[policy])?;
    Some(Under {
        policy,
        check,
        replications,
    })
}

/// The check that is named, or the only one that estimates accuracy.
fn check(reader: &mut Reader, view: &View<'_>, policy: &Policy) -> Option<CheckId> {
    let estimates: Vec<(CheckId, &str)> = policy
        .checks
        .iter()
        .enumerate()
        .filter(|(_, check)| check.estimate.accuracy)
        .map(|(id, check)| (id, check.name.as_str()))
        .collect();
    let names: Vec<&str> = estimates.iter().map(|(_, name)| *name).collect();
    let under = view.given("under")?;
    if estimates.is_empty() {
        reader.contradiction(
            format!("no check of {} estimates accuracy", quoted(&policy.name)),
            &[(&under.place, "its figure is asked for")],
            "add `estimate = [\"accuracy\"]` to one of its checks, or name another policy",
        );
        return None;
    }
    let Some(node) = view.given("check") else {
        if let [(only, _)] = estimates[..] {
            return Some(only);
        }
        reader.contradiction(
            format!(
                "several checks of {} estimate accuracy",
                quoted(&policy.name)
            ),
            &[(&under.place, "whose figure is it?")],
            format!("add `check`, one of: {}", listed(&names)),
        );
        return None;
    };
    let name = view.name(reader, "check")?;
    let found = estimates.iter().find(|(_, known)| *known == name);
    if found.is_none() {
        let kind = "check that estimates accuracy";
        reader.unknown_name(kind, &name, &node.place, names);
    }
    found.map(|(id, _)| *id)
}

/// An anchored accuracy needs errors that it can move.
pub(super) fn needs_an_accuracy_attribute(
    reader: &mut Reader,
    top: &View<'_>,
    attributes: &[Attribute],
    drafts: &[Draft],
) {
    let Some(anchor) = given(top) else {
        return;
    };
    let moved = drafts
        .iter()
        .flat_map(|draft| &draft.activity.errors)
        .any(|error| {
            let rates = error.rate.get() + error.system_rate.get();
            rates > 0.0 && attributes.get(error.attribute).is_some_and(|a| a.accuracy)
        });
    if !moved {
        reader.contradiction(
            "accuracy is anchored, but no activity has errors in an accuracy attribute",
            &[(&anchor.place, "anchored here")],
            "give an accuracy attribute such as `income` a rate in `errors`, or remove `[anchor]`",
        );
    }
}
