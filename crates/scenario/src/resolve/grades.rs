//! What checks conclude: the scale of grades, and what failing in an attribute comes to.

use crate::document::quoted;
use crate::ids::GradeId;
use crate::reader::Reader;
use crate::view::View;
use crate::{catalogue, codes};

/// The grades, the best first; none where the file states none.
pub(super) fn read(reader: &mut Reader, top: &View<'_>) -> Vec<String> {
    let Some(node) = top.given("grades") else {
        return Vec::new();
    };
    let mut grades: Vec<String> = Vec::new();
    let named = reader.names(node, "grades").unwrap_or_default();
    if named.len() == 1 {
        reader.error(
            codes::LENGTH,
            "there is a single grade",
            (&node.place, "every decision has it"),
            "give at least two grades, the best first, or remove `grades`",
        );
    }
    for (name, node) in named {
        if grades.contains(&name) {
            reader.error(
                codes::DUPLICATE,
                format!("two grades are called {}", quoted(&name)),
                (&node.place, "again here"),
                "give each grade a name of its own",
            );
        }
        grades.push(name);
    }
    grades
}

/// The grade of a decision that fails in an attribute and in nothing worse.
pub(super) fn grade(reader: &mut Reader, attribute: &View<'_>, grades: &[String]) -> GradeId {
    let worst = grades.len().saturating_sub(1);
    let (Some(node), Some(name)) = (attribute.given("grade"), attribute.name(reader, "grade"))
    else {
        return worst;
    };
    if grades.is_empty() {
        reader.contradiction(
            "the attribute has a grade, and the scenario has no grades",
            &[(&node.place, "one of which grades?")],
            "list `grades` at the top of the file, the best first, or remove this `grade`",
        );
        return worst;
    }
    let known = grades.iter().map(String::as_str);
    let found = reader.find("grade", &name, &node.place, known);
    found.unwrap_or(worst)
}

/// The kind of fail that a check records for an attribute, if it is stated.
pub(super) fn kind(reader: &mut Reader, attribute: &View<'_>) -> Option<String> {
    let name = attribute.name(reader, "outcome")?;
    let passes = |outcome: &catalogue::Outcome| !outcome.fail && outcome.name == name;
    if let Some(node) = attribute.given("outcome")
        && catalogue::outcomes().iter().any(passes)
    {
        reader.contradiction(
            format!("{} is not a fail", quoted(&name)),
            &[(&node.place, "recorded when the attribute fails")],
            "name a kind of fail, such as \"fail-income error\"",
        );
    }
    Some(name)
}

/// The place of a name in a list, to which it is added where it is new.
pub(super) fn place_of(names: &mut Vec<String>, name: &str) -> usize {
    let at = names.iter().position(|known| known == name);
    at.unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

/// What attributes record that do not state their kind of fail.
const FAIL: &str = "fail";

/// The kinds of fail in the order of the attributes that record them, and each attribute's own; none
/// where no attribute states one.
pub(super) fn kinds(stated: &[Option<String>]) -> (Vec<String>, Vec<usize>) {
    if stated.iter().all(Option::is_none) {
        return (Vec::new(), vec![0; stated.len()]);
    }
    let mut kinds: Vec<String> = Vec::new();
    let own = stated.iter().map(|stated| {
        let name = stated.as_deref().unwrap_or(FAIL);
        place_of(&mut kinds, name)
    });
    let own = own.collect();
    (kinds, own)
}
