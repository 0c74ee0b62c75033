//! Why a fact is not known.

use serde::{Serialize, Serializer};

/// A figure, or why there is none.
pub type Fact<T> = Result<T, Unknown>;

/// Why a figure cannot be had in closed form.
///
/// It is not `Serialize`, so that no fact is written without saying how: by `printed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// A clause without a full stop.
    pub unknown: &'static str,
}

impl Unknown {
    const fn because(unknown: &'static str) -> Self {
        Self { unknown }
    }

    /// Ends without a figure, for this reason, where something holds.
    pub(super) fn when(self, holds: bool) -> Fact<()> {
        if holds { Err(self) } else { Ok(()) }
    }

    pub(super) const HISTORY: Self =
        Self::because("what it draws depends on what it has found before");
    pub(super) const RECHECK: Self = Self::because("a recheck draws from another check's results");
    pub(super) const BY_VALUE: Self =
        Self::because("several checks draw by value, and so from the same decisions");
    pub(super) const TOO_MANY_CHECKS: Self =
        Self::because("too many checks draw from the same decisions");
    pub(super) const CHALLENGED: Self =
        Self::because("which fails stand hangs on how they are challenged");
    pub(super) const BREAK: Self = Self::because("how it measures changes on the way");
    pub(super) const NO_CHECKS: Self = Self::because("nothing is checked");
    pub(super) const NO_DECISIONS: Self = Self::because("nothing is decided");
    pub(super) const NO_ACCURACY: Self = Self::because("no decision has an accuracy attribute");
    pub(super) const IN_PART: Self =
        Self::because("how many of those checked have an accuracy attribute is left to chance");
    pub(super) const NO_VALUE: Self = Self::because("no decision has a value");
    pub(super) const NOT_ESTIMATED: Self = Self::because("the check does not estimate it");
    pub(super) const NO_DESIGN: Self = Self::because("selection probabilities are unknown");
    pub(super) const OWN_WEIGHTS: Self = Self::because("every decision has a weight of its own");
    pub(super) const CLUSTERS: Self =
        Self::because("the interval depends on how much the drawn clusters differ");
    pub(super) const VARIES: Self = Self::because(
        "how much it checks, of how much, differs too much from one period to the next",
    );
    pub(super) const FEW: Self =
        Self::because("so little is checked that single decisions decide it");
    pub(super) const SEVERAL: Self =
        Self::because("decisions that are found wrong often have three errors or more");
    pub(super) const BY_BAND: Self =
        Self::because("errors are worth more in one band of value than in another");
    pub(super) const STRATA: Self =
        Self::because("a stratum may hold less than is asked of it, or not");
    pub(super) const LEFT: Self =
        Self::because("another check's sample may leave less than it asks for, or not");
    pub(super) const WHOLE_TEAMS: Self =
        Self::because("another check's sample leaves all or nothing of what a team has decided");
    pub(super) const LARGE_GONE: Self =
        Self::because("another check's sample takes decisions of large value away");
    pub(super) const SHARES_OF_TEAMS: Self = Self::because(
        "another check draws a larger share of one team's decisions than of another's",
    );
    pub(super) const FEW_PEOPLE: Self =
        Self::because("how many errors there are hangs on a few people who differ much");
    pub(super) const FEW_CHECKERS: Self =
        Self::because("how many errors are found hangs on a few checkers who differ");
    pub(super) const PICKS: Self =
        Self::because("which of one caseworker's decisions are picked hangs on their kinds");
    pub(super) const ORDER: Self =
        Self::because("how much the estimate varies depends on the order that it goes by");
    pub(super) const SMALL_CENSUS: Self = Self::because(
        "a census of few has no width, and single missed errors decide whether it is right",
    );
    pub(super) const TEAMS: Self =
        Self::because("how much a drawn team has decided depends on who is there");
    pub(super) const POSTERIOR: Self =
        Self::because("the check takes its intervals from a posterior distribution");
    pub(super) const NO_SHARE_OF_FAILS: Self = Self::because(
        "only a limit on a share of fails, or of accurate decisions, has a closed form",
    );
    pub(super) const NEVER_RED: Self = Self::because("it is never red");
    pub(super) const NEVER_SEEN: Self =
        Self::because("no change in that direction is detected with that power");
    pub(super) const NO_CASEWORKERS: Self =
        Self::because("the check does not look at each caseworker on their own");
    pub(super) const OF_SOME_TENURE: Self =
        Self::because("the check looks at caseworkers of some tenure only, and not for long");
    pub(super) const TOO_MANY_STATES: Self =
        Self::because("the rule has too many states to be followed exactly");
    pub(super) const AIMED: Self = Self::because(
        "checks that look where errors are find a smaller share of many than of few, and how many there are varies",
    );
    pub(super) const TOO_LARGE: Self = Self::because(
        "it would have to be worked out for too many caseworkers, activities and checks",
    );
    pub(super) const NOT_ASKED: Self = Self::because("it was not asked for");
    pub(super) const NO_RANGE: Self = Self::because("no range is stated");
    pub(super) const DOES_NOT_HOLD: Self =
        Self::because("the scenario does not hold with that value alone changed");
    pub(super) const OUT_OF_REACH: Self = Self::because("the anchor is out of reach with it");
    pub(super) const NEVER_ENDS: Self = Self::because("a correction may never end");
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.unknown)
    }
}

/// Serialises a fact: the figure itself, or `{ "unknown": … }` with the reason.
pub(super) fn printed<T: Serialize, S: Serializer>(
    fact: &Fact<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Reason {
        unknown: &'static str,
    }
    match fact {
        Ok(figure) => figure.serialize(serializer),
        Err(Unknown { unknown }) => Reason { unknown }.serialize(serializer),
    }
}

/// The same, or nothing for what is not asked.
pub(super) fn printed_if_any<T: Serialize, S: Serializer>(
    fact: &Option<Fact<T>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match fact {
        Some(fact) => printed(fact, serializer),
        None => serializer.serialize_none(),
    }
}
