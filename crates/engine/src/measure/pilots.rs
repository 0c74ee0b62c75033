//! Pilots: what something new did, what a pilot says of it, and how often it would say that there is an effect.

use super::definition::{Aggregate, Measure};
use super::scope::Of;
use super::unit::Unit;

const PILOT: &[Of] = &[Of::Pilot];

/// See its meaning.
pub(super) const PILOT_TRUTH: Measure = Measure {
    name: "pilot_truth",
    unit: Unit::Points,
    meaning: "What the pilot did to all decisions of the teams that had it: their share in error less what it would have been without \
              the pilot, in the same simulated world; below 0 it helped.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| Some(100.0 * view.pilot()?.truth?),
};

/// See its meaning.
pub(super) const PILOT_EFFECT: Measure = Measure {
    name: "pilot_effect",
    unit: Unit::Points,
    meaning: "The effect that the pilot reports from its checks: the difference in differences where there is a time before, by the \
              steps where teams start in steps, else the difference.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| Some(100.0 * view.pilot()?.claim?.effect),
};

/// See its meaning.
pub(super) const PILOT_DIFFERENCE: Measure = Measure {
    name: "pilot_difference",
    unit: Unit::Points,
    meaning: "The plain difference between the teams that have it and the others after the start, which holds against teams how good \
              they were before.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| Some(100.0 * view.pilot()?.difference?),
};

/// See its meaning.
pub(super) const PILOT_IMBALANCE: Measure = Measure {
    name: "pilot_imbalance",
    unit: Unit::Points,
    meaning: "How far apart, either way, the checks find the teams that have it and the others before it starts: the difference in \
              differences takes that out, the plain difference does not.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| Some(100.0 * view.pilot()?.before?.abs()),
};

/// See its meaning.
pub(super) const PILOT_BIAS: Measure = Measure {
    name: "pilot_bias",
    unit: Unit::Points,
    meaning: "How far the effect that is reported is from what the pilot did: contamination and checks that miss errors take from it.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| {
        let pilot = view.pilot()?;
        Some(100.0 * (pilot.claim?.effect - pilot.truth?))
    },
};

/// See its meaning.
pub(super) const PILOT_HALF_WIDTH: Measure = Measure {
    name: "pilot_half_width",
    unit: Unit::Points,
    meaning: "Half the width of the 95 % interval of the effect, which knows that decisions of a team are alike (CR2); none where an \
              arm is a single team.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| {
        let (low, high) = view.pilot()?.claim?.interval?;
        Some(50.0 * (high - low))
    },
};

/// See its meaning.
pub(super) const PILOT_COVERAGE: Measure = Measure {
    name: "pilot_coverage",
    unit: Unit::Percent,
    meaning: "How often that interval holds what the pilot did.",
    aggregate: Aggregate::Share,
    of: PILOT,
    read: |view| {
        let pilot = view.pilot()?;
        holds(pilot.claim?.interval?, pilot.truth?)
    },
};

/// See its meaning.
pub(super) const PILOT_POWER: Measure = Measure {
    name: "pilot_power",
    unit: Unit::Percent,
    meaning: "How often the pilot claims an effect: that interval leaves out 0. Where nothing is done (`gain = 0`) it is how often a \
              pilot claims an effect that is not there.",
    aggregate: Aggregate::Share,
    of: PILOT,
    read: |view| claims(view.pilot()?.claim?.interval?),
};

/// See its meaning.
pub(super) const PILOT_POWER_BY_CHANCE: Measure = Measure {
    name: "pilot_power_permutation",
    unit: Unit::Percent,
    meaning: "The same by the permutation test at 5 %; none where there are too few teams for it to say so.",
    aggregate: Aggregate::Share,
    of: PILOT,
    read: |view| {
        let p = view.pilot()?.claim?.by_chance?;
        Some(if p <= ALPHA { 100.0 } else { 0.0 })
    },
};

/// See its meaning.
pub(super) const PILOT_P_BY_CHANCE: Measure = Measure {
    name: "pilot_p_permutation",
    unit: Unit::Percent,
    meaning: "The probability that the permutation test gives, on average: how often a deal of the teams by chance alone shows an \
              effect as large.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| Some(100.0 * view.pilot()?.claim?.by_chance?),
};

/// See its meaning.
pub(super) const PILOT_NAIVE_HALF_WIDTH: Measure = Measure {
    name: "pilot_half_width_naive",
    unit: Unit::Points,
    meaning: "Half the width of the 95 % interval of a naive analysis, as if every decision stood alone.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| {
        let (low, high) = view.pilot()?.claim?.naive?;
        Some(50.0 * (high - low))
    },
};

/// See its meaning.
pub(super) const PILOT_NAIVE_POWER: Measure = Measure {
    name: "pilot_power_naive",
    unit: Unit::Percent,
    meaning: "How often a naive analysis claims an effect: the plain difference after the start, as if every decision stood alone; in \
              steps, the same effect without regard to teams.",
    aggregate: Aggregate::Share,
    of: PILOT,
    read: |view| claims(view.pilot()?.claim?.naive?),
};

/// See its meaning.
pub(super) const PILOT_NAIVE_COVERAGE: Measure = Measure {
    name: "pilot_coverage_naive",
    unit: Unit::Percent,
    meaning: "How often the 95 % interval of that analysis holds what the pilot did.",
    aggregate: Aggregate::Share,
    of: PILOT,
    read: |view| {
        let pilot = view.pilot()?;
        holds(pilot.claim?.naive?, pilot.truth?)
    },
};

/// See its meaning.
pub(super) const PILOT_SMALLEST: Measure = Measure {
    name: "pilot_smallest_effect",
    unit: Unit::Points,
    meaning: "The smallest effect that such a pilot finds with a probability of 80 %.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| Some(100.0 * view.pilot()?.claim?.smallest?),
};

/// See its meaning.
pub(super) const PILOT_CHECKS: Measure = Measure {
    name: "pilot_checks",
    unit: Unit::Count,
    meaning: "Checked decisions of the teams that take part, before and after, that the pilot is judged by.",
    aggregate: Aggregate::Mean,
    of: PILOT,
    read: |view| Some(view.pilot()?.checks as f64),
};

/// Beyond which a probability is chance; with what rounding leaves of a share of deals.
const ALPHA: f64 = 0.05 + 1e-12;

fn holds((low, high): (f64, f64), truth: f64) -> Option<f64> {
    Some(if low <= truth && truth <= high {
        100.0
    } else {
        0.0
    })
}

fn claims((low, high): (f64, f64)) -> Option<f64> {
    Some(if low > 0.0 || high < 0.0 { 100.0 } else { 0.0 })
}
