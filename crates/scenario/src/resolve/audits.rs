//! Audits: challenges of a check's fails, and breaks in how it measures.

use super::general::begins;
use super::known::Known;
use super::sections::entries;
use crate::audit::{Break, Challenges};
use crate::codes;
use crate::document::quoted;
use crate::keys_audit::{BREAK, CHALLENGES};
use crate::operation::{Attribute, Horizon};
use crate::policy::Policy;
use crate::reader::Reader;
use crate::view::View;
use tierone_stats::units::Probability;

/// How fails of a check are answered.
pub(super) fn challenges(reader: &mut Reader, check: &View<'_>) -> Option<Challenges> {
    let view = check.within(reader, "challenges", &CHALLENGES)?;
    let share = view.probability(reader, "share");
    let overturned = view.probability(reader, "overturned");
    let if_false = view.probability(reader, "overturned_if_false");
    Some(Challenges {
        share: share?,
        overturned: overturned?,
        overturned_if_false: if_false.or(overturned)?,
    })
}

/// Gives every check the break that is of its name.
pub(super) fn breaks(
    reader: &mut Reader,
    top: &View<'_>,
    horizon: &Horizon,
    (attributes, grades, known): (&[Attribute], &[String], &Known<'_>),
    policies: &mut [Policy],
) {
    for view in entries(reader, top, "break", &BREAK) {
        let name = view.name(reader, "check");
        let from = begins(reader, &view, horizon, 1, "a break begins with a period");
        let sensitivity = view.probability(reader, "sensitivity");
        let regraded = regraded(reader, &view, grades, known);
        let declared = view.flag(reader, "declared").unwrap_or(false);
        if view.given("sensitivity").is_none() && view.given("grades").is_none() {
            let meaning =
                "what the new measurement finds, or `grades`: without either nothing breaks";
            reader.missing("a `[[break]]`", "sensitivity", &view.place, meaning);
        }
        let (Some(name), Some(from)) = (name, from) else {
            continue;
        };
        let (mut found, mut twice) = (false, false);
        let checks = policies.iter_mut().flat_map(|policy| &mut policy.checks);
        for check in checks.filter(|check| check.name == name) {
            found = true;
            twice |= check.changed.is_some();
            let as_before = check.checker.sensitivity.iter();
            let mut of = Break {
                from: horizon.warm_up + from,
                sensitivity: as_before.map(|own| sensitivity.unwrap_or(*own)).collect(),
                grades: attributes.iter().map(|attribute| attribute.grade).collect(),
                declared,
            };
            for (attribute, grade) in &regraded {
                of.grades[*attribute] = *grade;
            }
            check.changed = Some(of);
        }
        let place = view.place_of("check");
        if !found {
            let checks = policies.iter().flat_map(|policy| &policy.checks);
            let names = checks.map(|check| check.name.as_str());
            reader.unknown_name("check", &name, place, names);
        }
        if twice {
            reader.error(
                codes::DUPLICATE,
                format!("two breaks are of the check {}", quoted(&name)),
                (place, "again here"),
                "keep one `[[break]]` of each check",
            );
        }
    }
}

/// Attributes with the grades that they have after a break.
fn regraded(
    reader: &mut Reader,
    view: &View<'_>,
    grades: &[String],
    known: &Known<'_>,
) -> Vec<(usize, usize)> {
    let mut regraded = Vec::new();
    for (entry, path) in view.by_name(reader, "grades") {
        let at = reader.name(&entry.node, &path).and_then(|grade| {
            let known = grades.iter().map(String::as_str);
            reader.find("grade", &grade, &entry.node.place, known)
        });
        match (known.find(&entry.key), at) {
            (None, _) => known.unknown(reader, &entry.key, &entry.key_place),
            (Some(Some(id)), Some(at)) => regraded.push((id, at)),
            // An attribute that no activity has is never applicable.
            _ => {}
        }
    }
    regraded
}

/// The share of a check's fails that are not held against whom they are of.
pub(super) fn mitigated(reader: &mut Reader, check: &View<'_>) -> Probability {
    check
        .probability(reader, "mitigated")
        .unwrap_or(Probability::ZERO)
}
