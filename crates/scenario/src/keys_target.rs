//! The table of keys of targets.

use super::keys_audit::CREDIT;
use crate::key::{Key, Kind, NOT_NEGATIVE, SHARE, Section};
use crate::target::TargetMeasure;

/// A share, or £ or hours, as the measure has it.
const LIMIT: Kind = Kind::Any(&[Kind::Share(SHARE), Kind::Number(NOT_NEGATIVE)]);

pub(super) static TARGET: Section = Section {
    name: "[[policy.target]]",
    meaning: "A target: a measure that should not be below, or above, a limit in each period and over the horizon.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name."),
        Key::required("measure", Kind::Choice(&TargetMeasure::WORDS)).means(
            "What is looked at: `accuracy`; `mve`, as it flowed, or `mve-decided`; `fail-share` or `grade-share` of a \
             check's results; `cost` (£) or `check-hours` of each period; and so on.",
        ),
        Key::optional("at_least", LIMIT)
            .means("The lowest value that meets it. Give this or `at_most`."),
        Key::optional("at_most", LIMIT)
            .means("The highest value that meets it. Give this or `at_least`."),
        Key::optional("check", Kind::Name).means(
            "The check whose own figure is held to it; the first that has a figure of the measure where not stated.",
        ),
        Key::optional("grade", Kind::Name).means("The grade of a `grade-share`."),
        Key::optional("rolling", Kind::Duration)
            .means("Looked at together as well, rounded up to whole periods."),
        Key::optional("looks", Kind::Whole(2, 366)).means(
            "Periods of a year, each of which looks at all of the year's checks so far. The check's figure then misses the target \
             only where chance alone would raise such an alarm in 5% of years with this many looks.",
        ),
        Key::optional("credits", Kind::Tables(&CREDIT))
            .means(
                "What is due for a period in which the figure is beyond the limit, in steps; nothing where not stated. With `rolling` \
                 it is also worked out of rolling periods: the contract says which of the two is owed, and it is not both.",
            ),
    ],
};
