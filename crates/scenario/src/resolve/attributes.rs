//! Attributes: the catalogue's and the file's own, and what an error in one is worth.

use super::known::Known;

use super::activities::{self, Draft};
use super::grades;
use super::sections::{kept_to_limit, unique};
use super::surroundings::Surroundings;
use crate::document::{Node, Place, Value, quoted};
use crate::keys_operation::{ATTRIBUTE, MONEY};
use crate::operation::{Attribute, ErrorMoney};
use crate::reader::{Reader, joined};
use crate::view::View;
use tierone_stats::distribution::Amount;
use tierone_stats::units::Probability;

/// What attributes name between them.
#[derive(Default)]
pub(super) struct Named {
    /// Coaching groups.
    pub groups: Vec<String>,
    /// Kinds of fail.
    pub kinds: Vec<String>,
    /// Each attribute's own kind of fail, if it states one.
    stated: Vec<Option<String>>,
}

/// The attributes in the order of their ids, and what they name.
pub(super) fn resolve(
    reader: &mut Reader,
    top: &View<'_>,
    around: &Surroundings<'_>,
    known: &Known<'_>,
    drafts: &[Draft],
    scale: &[String],
) -> (Vec<Attribute>, Named) {
    if let Some(node) = top.given("attribute")
        && !matches!(node.value, Value::List(_))
    {
        let expected = "a list of `[[attribute]]` entries";
        let help = "write double brackets, `[[attribute]]`, before each entry".into();
        reader.wrong_kind(node, "`attribute`", expected, help);
    }
    let is_own = |node: &Node| node.place.file != around.catalogue_file;
    let own = known.nodes.iter().filter(|node| is_own(node));
    let own: Vec<Node> = own.cloned().collect();
    if kept_to_limit(reader, "[[attribute]]", &own).len() < own.len() {
        // Nobody sees what is left out, since a scenario with an error is not handed out.
        return (Vec::new(), Named::default());
    }
    unique(reader, "[[attribute]]", known.nodes);
    // What the file declares is read even if unused, so that its mistakes are seen.
    for (i, node) in known.nodes.iter().enumerate() {
        if is_own(node) && !known.ids.contains_key(&i) {
            attribute(reader, node, scale, &mut Named::default());
        }
    }
    let mut named = Named::default();
    let used = known.used.iter();
    let mut attributes: Vec<Attribute> = used
        .map(|at| attribute(reader, &known.nodes[*at], scale, &mut named))
        .collect();
    let (kinds, own) = grades::kinds(&named.stated);
    named.kinds = kinds;
    for (attribute, kind) in attributes.iter_mut().zip(own) {
        attribute.kind = kind;
    }
    relative_needs_value(reader, known, &attributes, drafts);
    (attributes, named)
}

fn attribute(reader: &mut Reader, node: &Node, scale: &[String], named: &mut Named) -> Attribute {
    let path = joined("attribute", node.name().unwrap_or("?"));
    let view = View::open(reader, node, &ATTRIBUTE, &path)
        .unwrap_or_else(|| View::left_out(&ATTRIBUTE, &node.place, &path));
    let name = view.name(reader, "name").unwrap_or_default();
    let group = view.name(reader, "coaching_group");
    let coaching_group = grades::place_of(&mut named.groups, group.as_ref().unwrap_or(&name));
    named.stated.push(grades::kind(reader, &view));
    Attribute {
        label: view.text(reader, "label").unwrap_or_else(|| name.clone()),
        accuracy: view.flag(reader, "accuracy").unwrap_or(false),
        money: money(reader, &view),
        coaching_group,
        correctable: view.flag(reader, "correctable").unwrap_or(true),
        grade: grades::grade(reader, &view, scale),
        kind: 0,
        name,
    }
}

fn money(reader: &mut Reader, attribute: &View<'_>) -> Option<ErrorMoney> {
    let node = attribute.given("money")?;
    let path = attribute.path_of("money");
    if !matches!(node.value, Value::Table(_)) {
        reader.choice(node, &path, &["none"]);
        return None;
    }
    let view = View::open(reader, node, &MONEY, &path)?;
    let (relative, key, max_key, other) = match (view.given("relative"), view.given("absolute")) {
        (Some(relative), Some(absolute)) => {
            reader.contradiction(
                "an error is worth a share of value or an amount, not both",
                &[
                    (&absolute.place, "an amount here"),
                    (&relative.place, "a share of value here"),
                ],
                "keep `relative` or `absolute`",
            );
            return None;
        }
        (None, None) => {
            let meaning = "a distribution of shares of value, or `absolute`, one of £ a year";
            reader.missing("money", "relative", &node.place, meaning);
            return None;
        }
        (Some(_), None) => (true, "relative", "max_relative", "max_absolute"),
        (None, Some(_)) => (false, "absolute", "max_absolute", "max_relative"),
    };
    if let Some(max) = view.given(other) {
        reader.contradiction(
            format!("{} does not go with {}", quoted(other), quoted(key)),
            &[(&max.place, "a maximum of the other kind")],
            format!("use {}", quoted(max_key)),
        );
    }
    let distribution = view.distribution(reader, key);
    let max = view.number(reader, max_key);
    let overstated = view.probability(reader, "overstated");
    let lasts = view.duration(reader, "lasts");
    let distribution = distribution?;
    let amount = Amount {
        max: max.unwrap_or_else(|| distribution.largest()),
        distribution,
        relative,
    };
    let kept = amount.distribution.cdf(amount.max);
    // NaN must not pass, hence the negation.
    let enough = kept >= 0.01;
    let percent = kept * 100.0;
    if !enough && let (Some(max), Some(size)) = (view.given(max_key), view.given(key)) {
        reader.contradiction(
            format!("the maximum leaves less than 1 % of the distribution ({percent:.2} %)"),
            &[
                (&max.place, "nearly all draws are larger"),
                (&size.place, "than this gives"),
            ],
            "raise the maximum, or give a distribution of smaller amounts",
        );
        return None;
    }
    Some(ErrorMoney {
        amount,
        overstated: overstated.unwrap_or(Probability::ZERO),
        lasts,
    })
}

/// An error that is worth a share of the value needs a value.
fn relative_needs_value(
    reader: &mut Reader,
    known: &Known<'_>,
    attributes: &[Attribute],
    drafts: &[Draft],
) {
    for draft in drafts.iter().filter(|draft| !draft.has_value) {
        for (error, at) in draft.activity.errors.iter().zip(&draft.named_at) {
            let attribute = attributes.get(error.attribute);
            let is_relative = |attribute: &&Attribute| {
                attribute
                    .money
                    .as_ref()
                    .is_some_and(|money| money.amount.relative)
            };
            if let Some(attribute) = attribute.filter(is_relative) {
                let node = &known.nodes[known.used[error.attribute]];
                let money = money_place(node).unwrap_or(&node.place);
                activities::needs_value(reader, draft, at, money, &attribute.name);
            }
        }
    }
}

fn money_place(node: &Node) -> Option<&Place> {
    let money = node.table()?.get("money")?;
    Some(&money.table()?.get("relative")?.place)
}
