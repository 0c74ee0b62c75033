//! Families of rules, one for each letter that codes begin with.

/// A group of rules: those whose codes begin with its letter.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The first letter of its codes.
    pub letter: char,
    /// Its name.
    pub name: &'static str,
    /// What its rules are about.
    pub meaning: &'static str,
}

/// Every family, in the order of [`crate::RULES`].
pub const FAMILIES: &[Family] = &[
    Family {
        letter: 'S',
        name: "scenario",
        meaning: "Definitions that nothing uses, and numbers that will not do what they seem to.",
    },
    Family {
        letter: 'C',
        name: "coverage",
        meaning: "Decisions, value or people that no check can reach.",
    },
    Family {
        letter: 'B',
        name: "bias",
        meaning: "Figures that cannot mean what they will be quoted for.",
    },
    Family {
        letter: 'P',
        name: "precision",
        meaning: "Figures and rules that are too uncertain for what they are to show.",
    },
    Family {
        letter: 'K',
        name: "capacity",
        meaning: "Work that is asked for, and people or decisions that are not there.",
    },
    Family {
        letter: 'W',
        name: "workflow",
        meaning: "Corrections that go round, get stuck, or come too late.",
    },
    Family {
        letter: 'F',
        name: "feedback",
        meaning: "Coaching and learning that cannot have the effect they are meant to have.",
    },
    Family {
        letter: 'R',
        name: "redundancy",
        meaning: "Policies, checks and products that change nothing.",
    },
    Family {
        letter: 'T',
        name: "targets",
        meaning: "Thresholds that chance alone will cross, and thresholds that show nothing.",
    },
    Family {
        letter: 'A',
        name: "assumptions",
        meaning: "Numbers that somebody made up and that the answer hangs on.",
    },
];
