//! Pilots: what something new did, what a pilot says of it, and how often it would say that there is an effect.

use super::definition::{Measure, ReadOf};
use super::scope::Of;
use super::unit::share;

const PILOT: ReadOf = ReadOf(&[Of::Pilot]);

/// See its meaning.
pub(super) const PILOT_TRUTH: Measure = PILOT.points(
    "pilot_truth",
    "What the pilot did to all decisions of the teams that had it: their share in error less what it would have been without \
     the pilot, in the same simulated world; below 0 it helped.",
    |view| Some(100.0 * view.pilot()?.truth?),
);

/// See its meaning.
pub(super) const PILOT_EFFECT: Measure = PILOT.points(
    "pilot_effect",
    "The effect that the pilot reports from its checks: the difference in differences where there is a time before, by the \
     steps where teams start in steps, else the difference.",
    |view| Some(100.0 * view.pilot()?.claim?.effect),
);

/// See its meaning.
pub(super) const PILOT_DIFFERENCE: Measure = PILOT.points(
    "pilot_difference",
    "The plain difference between the teams that have it and the others after the start, which holds against teams how good \
     they were before.",
    |view| Some(100.0 * view.pilot()?.difference?),
);

/// See its meaning.
pub(super) const PILOT_IMBALANCE: Measure = PILOT.points(
    "pilot_imbalance",
    "How far apart, either way, the checks find the teams that have it and the others before it starts: the difference in \
     differences takes that out, the plain difference does not.",
    |view| Some(100.0 * view.pilot()?.before?.abs()),
);

/// See its meaning.
pub(super) const PILOT_BIAS: Measure = PILOT.points(
    "pilot_bias",
    "How far the effect that is reported is from what the pilot did: contamination and checks that miss errors take from it.",
    |view| {
        let pilot = view.pilot()?;
        Some(100.0 * (pilot.claim?.effect - pilot.truth?))
    },
);

/// See its meaning.
pub(super) const PILOT_HALF_WIDTH: Measure = PILOT.points(
    "pilot_half_width",
    "Half the width of the 95 % interval of the effect, which knows that decisions of a team are alike (CR2); none where an \
     arm is a single team.",
    |view| {
        let (low, high) = view.pilot()?.claim?.interval?;
        Some(50.0 * (high - low))
    },
);

/// See its meaning.
pub(super) const PILOT_COVERAGE: Measure = PILOT.share(
    "pilot_coverage",
    "How often that interval holds what the pilot did.",
    |view| {
        let pilot = view.pilot()?;
        holds(pilot.claim?.interval?, pilot.truth?)
    },
);

/// See its meaning.
pub(super) const PILOT_POWER: Measure = PILOT.share(
    "pilot_power",
    "How often the pilot claims an effect: that interval leaves out 0. Where nothing is done (`gain = 0`) it is how often a \
     pilot claims an effect that is not there.",
    |view| claims(view.pilot()?.claim?.interval?),
);

/// See its meaning.
pub(super) const PILOT_POWER_BY_CHANCE: Measure = PILOT.share(
    "pilot_power_permutation",
    "The same by the permutation test at 5 %; none where there are too few teams for it to say so.",
    |view| {
        let p = view.pilot()?.claim?.by_chance?;
        share(p <= ALPHA)
    },
);

/// See its meaning.
pub(super) const PILOT_P_BY_CHANCE: Measure = PILOT.percent(
    "pilot_p_permutation",
    "The probability that the permutation test gives, on average: how often a deal of the teams by chance alone shows an \
     effect as large.",
    |view| Some(100.0 * view.pilot()?.claim?.by_chance?),
);

/// See its meaning.
pub(super) const PILOT_NAIVE_HALF_WIDTH: Measure = PILOT.points(
    "pilot_half_width_naive",
    "Half the width of the 95 % interval of a naive analysis, as if every decision stood alone.",
    |view| {
        let (low, high) = view.pilot()?.claim?.naive?;
        Some(50.0 * (high - low))
    },
);

/// See its meaning.
pub(super) const PILOT_NAIVE_POWER: Measure = PILOT.share(
    "pilot_power_naive",
    "How often a naive analysis claims an effect: the plain difference after the start, as if every decision stood alone; in \
     steps, the same effect without regard to teams.",
    |view| claims(view.pilot()?.claim?.naive?),
);

/// See its meaning.
pub(super) const PILOT_NAIVE_COVERAGE: Measure = PILOT.share(
    "pilot_coverage_naive",
    "How often the 95 % interval of that analysis holds what the pilot did.",
    |view| {
        let pilot = view.pilot()?;
        holds(pilot.claim?.naive?, pilot.truth?)
    },
);

/// See its meaning.
pub(super) const PILOT_SMALLEST: Measure = PILOT.points(
    "pilot_smallest_effect",
    "The smallest effect that such a pilot finds with a probability of 80 %.",
    |view| Some(100.0 * view.pilot()?.claim?.smallest?),
);

/// See its meaning.
pub(super) const PILOT_CHECKS: Measure = PILOT.count(
    "pilot_checks",
    "Checked decisions of the teams that take part, before and after, that the pilot is judged by.",
    |view| Some(view.pilot()?.checks as f64),
);

/// Beyond which a probability is chance; with what rounding leaves of a share of deals.
const ALPHA: f64 = 0.05 + 1e-12;

fn holds((low, high): (f64, f64), truth: f64) -> Option<f64> {
    share(low <= truth && truth <= high)
}

fn claims((low, high): (f64, f64)) -> Option<f64> {
    share(low > 0.0 || high < 0.0)
}
