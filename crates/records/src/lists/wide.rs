//! A sheet with a row a case, and a column for the outcome of each attribute: the one that checkers fill in as a workbook.

use super::columns::{Column, nearest, same};
use super::problems::quoted;
use super::tables::SHEET;
use tierone_scenario::catalogue::CatalogueAttribute;

/// The name of the sheet in a workbook that is to be filled in. It is read, whatever stands before it.
pub const TO_FILL_IN: &str = "Checks to fill in";

/// What stands where an attribute is not looked at in a case.
pub const NOT_ASKED: &str = "not asked";

/// What the name of a column with outcomes begins with.
const OUTCOME: &str = "outcome:";

/// The name of the column with the outcomes of an attribute: its label, or its name where another goes by that label.
pub fn heading(attribute: &CatalogueAttribute, all: &[CatalogueAttribute]) -> String {
    let label = &attribute.label;
    let others = all.iter().filter(|other| other.name != attribute.name);
    let mut others = others.flat_map(|other| [&other.name, &other.label]);
    let name = if others.any(|other| same(other, label)) {
        &attribute.name
    } else {
        label
    };
    format!("{OUTCOME} {name}")
}

/// Whether a file has columns for the outcomes of attributes.
pub(crate) fn is_wide(header: &[String]) -> bool {
    header.iter().any(|name| is_outcome(name))
}

/// Whether a column is for the outcomes of an attribute.
pub(crate) fn is_outcome(column: &str) -> bool {
    attribute(column).is_some()
}

/// The columns of a sheet beside those for outcomes: all that one with a row an attribute has, where the file is none
/// with a row a case.
pub fn table(header: &[String]) -> Vec<Column> {
    let of_attributes = |column: &&Column| matches!(column.name, "attribute" | "outcome");
    let is_wide = is_wide(header);
    let columns = SHEET.iter();
    let columns = columns.filter(|column| !(is_wide && of_attributes(column)));
    columns.copied().collect()
}

/// The places of the columns with outcomes, and whose they are among `attributes`.
///
/// # Errors
/// A column is of no attribute, or of one that has a column already.
pub fn outcomes(
    header: &[String],
    attributes: &[CatalogueAttribute],
) -> Result<Vec<(usize, usize)>, String> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (place, column) in header.iter().enumerate() {
        let Some(name) = attribute(column) else {
            continue;
        };
        let known = position(attributes, name).ok_or_else(|| unknown(attributes, name))?;
        if let Some((before, _)) = found.iter().find(|(_, other)| *other == known) {
            return Err(format!(
                "the columns {} and {} are of one attribute",
                quoted(&header[*before]),
                quoted(column)
            ));
        }
        found.push((place, known));
    }
    Ok(found)
}

/// The attribute that a text names, by its name or its label.
pub fn position(attributes: &[CatalogueAttribute], text: &str) -> Option<usize> {
    let by = |of: fn(&CatalogueAttribute) -> &String| {
        let mut attributes = attributes.iter();
        attributes.position(|known| same(of(known), text))
    };
    by(|known| &known.name).or_else(|| by(|known| &known.label))
}

/// What is said of a text that names none.
pub(super) fn unknown(attributes: &[CatalogueAttribute], text: &str) -> String {
    let names = attributes.iter();
    let names = names.flat_map(|known| [known.name.as_str(), known.label.as_str()]);
    let near = match nearest(text, names) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => "; `tierone list attributes` shows them, and --scenario names the file with others"
            .into(),
    };
    format!("{} is no attribute{near}", quoted(text))
}

/// The attribute whose outcomes a column has, as its name says.
fn attribute(column: &str) -> Option<&str> {
    let column = column.trim();
    let start = column.get(..OUTCOME.len())?;
    start
        .eq_ignore_ascii_case(OUTCOME)
        .then(|| column[OUTCOME.len()..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_scenario::catalogue;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn every_attribute_has_a_column_that_reads_back() {
        let mut attributes = catalogue::attributes();
        // One that goes by the label of another, as a scenario may have it.
        let mut own = attributes[0].clone();
        own.name = "pay".into();
        attributes.push(own);
        let headings = attributes.iter().map(|known| heading(known, &attributes));
        let headings: Vec<String> = std::iter::once("number".into()).chain(headings).collect();
        let expected: Vec<(usize, usize)> = (0..attributes.len()).map(|at| (at + 1, at)).collect();
        assert_eq!(outcomes(&headings, &attributes), Ok(expected));
        assert!(is_wide(&headings) && table(&headings).len() == SHEET.len() - 2);
    }

    #[test]
    fn columns_of_no_attribute_or_of_one_twice_are_named() {
        let attributes = catalogue::attributes();
        let wrong = |names: &[&str]| outcomes(&header(names), &attributes).expect_err("wrong");
        assert!(wrong(&["OUTCOME : x", "Outcome: incme"]).contains("did you mean `income`?"));
        assert!(wrong(&["outcome:income", "Outcome: Income"]).contains("of one attribute"));
        let other = header(&["number", "outcome", "income", "outcome code"]);
        assert!(!is_wide(&other) && table(&other).len() == SHEET.len());
    }
}
