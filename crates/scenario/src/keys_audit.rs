//! The tables of keys of audits: challenges, credits, and breaks in how a check measures.

use crate::key::{Key, Kind, NOT_NEGATIVE, SHARE, Section};

pub(super) static CHALLENGES: Section = Section {
    name: "challenges",
    meaning: "How those whose work fails answer. A fail that is overturned counts as passed, with the best grade, and puts nothing right; coaching that it has set off stands, and so do counts by attribute.",
    keys: &[
        Key::required("share", Kind::Share(SHARE)).means("Share of fails that are challenged."),
        Key::required("overturned", Kind::Share(SHARE))
            .means("Probability that a challenged fail is overturned."),
        Key::optional("overturned_if_false", Kind::Share(SHARE)).means(
            "The same for a fail in which no error was truly found; `overturned` where not stated.",
        ),
    ],
};

pub(super) static CREDIT: Section = Section {
    name: "credits",
    meaning: "A step of what is due for a period, after mitigation; the step furthest beyond the limit that is passed counts.",
    keys: &[
        Key::required("beyond", Kind::Any(&[Kind::Share(SHARE), Kind::Number(NOT_NEGATIVE)]))
            .means("Due where the figure is above this, for a target of `at_most`, or below it, for one of `at_least`."),
        Key::required("amount", Kind::Number(NOT_NEGATIVE))
            .means("What is then due: a credit, or an amount that is not paid.")
            .unit("£ a period"),
    ],
};

pub(super) static BREAK: Section = Section {
    name: "[[break]]",
    meaning: "A break in how a check measures: from a period on it finds errors with another probability, or grades them otherwise. The work itself is as it was.",
    keys: &[
        Key::required("check", Kind::Name)
            .means("The check, under every policy that has one of this name."),
        Key::required("from", Kind::Date)
            .means("The first day of the new measurement: that of a reported period after the first."),
        Key::optional("sensitivity", Kind::Share(SHARE))
            .means("Probability that an error that is there is found from then on; as before where not stated."),
        Key::optional("grades", Kind::ByName(&Kind::Name))
            .means("The grade that failing in these attributes comes to from then on, by attribute; as before for the others."),
        Key::optional("declared", Kind::Flag)
            .means("Whether it is declared: what was checked before is then marked by the new rules as well, so that a change in quality can be told apart from it.")
            .or("false"),
    ],
};
