//! Which attributes count towards accuracy, where results have others too.

use super::rows::Count;

/// What is said of the attributes with outcomes that are shown, and how many fails do not count.
///
/// Where all of them count, or the results tell of no attributes, there is nothing to say.
pub(super) fn said(attributes: &[(String, bool)], counts: &[Count]) -> Option<(String, u64)> {
    let shown = counts
        .iter()
        .filter(|count| count.by == "attribute" && count.checked() > 0);
    let (counting, others): (Vec<&Count>, Vec<&Count>) = shown.partition(|count| {
        let mut known = attributes.iter();
        known.any(|(name, counts)| *counts && *name == count.name)
    });
    if others.is_empty() {
        return None;
    }
    let names = named(&others);
    if counting.is_empty() {
        return Some((
            format!("Fails in {names} do not make a decision wrong: --attributes all counts them."),
            0,
        ));
    }
    let fails: u64 = others.iter().map(|count| count.failed).sum();
    // Where there are such fails, those attributes that have some are named.
    let failed: Vec<&Count> = others
        .into_iter()
        .filter(|count| count.failed > 0)
        .collect();
    let what = match fails {
        0 => format!("those in {names} do not count"),
        1 => format!("1 fail in {} does not count", named(&failed)),
        fails => format!("{fails} in {} do not count", named(&failed)),
    };
    Some((
        format!(
            "Only fails in {} make a decision wrong: {what} (--attributes all counts every one).",
            named(&counting)
        ),
        fails,
    ))
}

/// The names of a few attributes, and how many more there are.
fn named(counts: &[&Count]) -> String {
    const NAMED: usize = 6;
    let names: Vec<String> = counts
        .iter()
        .take(NAMED)
        .map(|count| format!("`{}`", count.name))
        .collect();
    match (counts.len().saturating_sub(NAMED), &names[..]) {
        (0, [first @ .., last]) if !first.is_empty() => {
            format!("{} and {last}", first.join(", "))
        }
        (0, _) => names.join(", "),
        (more, _) => format!("{} and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::Tally;

    #[test]
    fn fails_that_do_not_count_are_named_beside_those_that_do() {
        let attributes = [("income", true), ("dates", true), ("letters", false)];
        let attributes = attributes.map(|(name, counts)| (name.to_owned(), counts));
        let count = |name: &str, failed| {
            let tally = Tally {
                passed: 5,
                failed,
                ..Tally::default()
            };
            Count::new("attribute", name.into(), tally)
        };
        let counts = [count("dates", 1), count("income", 2), count("letters", 16)];
        assert_eq!(
            said(&attributes, &counts),
            Some((
                "Only fails in `dates` and `income` make a decision wrong: 16 in `letters` do not count (--attributes all counts \
                 every one)."
                    .into(),
                16
            ))
        );
        // Those without a fail are not named beside those that have some.
        let more = [&counts[..], &[count("calls", 0)]].concat();
        let (with_more, _) = said(&attributes, &more).expect("a sentence");
        assert!(
            with_more.contains("16 in `letters` do not count"),
            "{with_more}"
        );
        // Where every attribute counts, or there are none, nothing is said.
        assert_eq!(said(&attributes, &counts[..2]), None);
        assert_eq!(said(&[], &[]), None);
    }
}
