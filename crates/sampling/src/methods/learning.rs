//! A fixed total that follows draws from what is known of each caseworker's or activity's fail rate.

use rand::Rng;
use rand_distr::{Beta, Distribution, Exp1};

use super::super::Ask;
use super::super::Asking;
use super::super::Method;
use super::super::Select;
use super::super::cut_evenly;
use super::super::history::Tally;
use crate::history::History;
use crate::strata::Stratify;
use tierone_scenario::{Activity, Complexity, KeyKind, MethodKeys, Misfit, Sample, SampleKey};
use tierone_stats::rng::Stream;
use tierone_stats::units::largest_remainder;

const OVER: &[&str] = &["caseworkers", "activities"];

/// Place of `activities` in [`OVER`].
const ACTIVITIES: usize = 1;

/// Draws where errors are thought to be.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "learning",
        meaning: "A fixed number of decisions a period that goes where earlier results point, by \
                  Thompson sampling.",
        keys: &[
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: true,
                meaning: "Decisions drawn in each period from all together.",
            },
            SampleKey {
                name: "over",
                kind: KeyKind::Choice(OVER),
                required: true,
                meaning: "Whose fail rates are learnt.",
            },
            SampleKey {
                name: "floor",
                kind: KeyKind::Count,
                required: false,
                meaning: "Decisions drawn from each first, whatever is known; 1 unless said. \
                          Without them figures speak of checked decisions only.",
            },
            SampleKey {
                name: "rounds",
                kind: KeyKind::Count,
                required: false,
                meaning: "Into how many equal parts the rest is divided, each with draws of its \
                          own; 1 over caseworkers and 20 over activities unless said.",
            },
            SampleKey {
                name: "top",
                kind: KeyKind::Share,
                required: false,
                meaning: "Share of the caseworkers or activities, the highest draws, that a part \
                          goes to, one at least; 10% unless said.",
            },
            SampleKey {
                name: "prior_fails",
                kind: KeyKind::Number(0.001, 1e6),
                required: false,
                meaning: "Fails that each is credited with before anything is known; 1 unless said.",
            },
            SampleKey {
                name: "prior_passes",
                kind: KeyKind::Number(0.001, 1e6),
                required: false,
                meaning: "Passes that each is credited with before anything is known; 1 unless \
                          said.",
            },
            SampleKey {
                name: "forget",
                kind: KeyKind::Share,
                required: false,
                meaning: "Share of the weight of earlier results that is lost each period; none \
                          unless said.",
            },
        ],
        misfit,
    },
    explanation: "Each caseworker's or activity's fails and passes in this check, with the credit \
                  that all are given at first, make a beta distribution of its fail rate. A period \
                  begins with a floor of checks of each. The rest is divided into rounds: in a \
                  round everybody's rate is drawn afresh from what is known, and the highest draws \
                  have the checks in equal parts, as far as they hold so many. Who is little known \
                  draws high now and then, and so is looked at too; one winner a round is Thompson \
                  (1933), Biometrika 25, 285–294, several are Komiyama, Honda and Nakagawa (2015), \
                  ICML 37, 1152–1161. Numbers are settled before a decision is drawn, so estimates \
                  are weighted by known chances; the plain fail share leans towards those who fail. \
                  Over caseworkers system decisions are left out, and every further round costs \
                  time.",
    known_inclusion: |sample| floor(sample) > 0,
    stratify: |sample| match sample.choice("over") {
        Some(ACTIVITIES) => Stratify::Activity,
        _ => Stratify::Caseworker,
    },
    history: Some(|sample, units| {
        let kept = 1.0 - sample.number("forget").unwrap_or(0.0);
        History::Tallies(kept, vec![Tally::default(); units])
    }),
    ask,
    select: Select::AtRandom,
};

fn floor(sample: &Sample) -> u64 {
    sample.count("floor").unwrap_or(1)
}

fn ask(asking: &Asking, rng: &mut Stream) -> Ask {
    let sample = asking.sample;
    let held = &asking.strata.sizes;
    let quota = sample.count("checks").unwrap_or(0);
    let total = quota.min(held.iter().sum());
    let floors: Vec<u64> = held.iter().map(|held| floor(sample).min(*held)).collect();
    // Too few for the floors are spread at random, everybody's expectation in proportion.
    let mut sizes = cut_evenly(&floors, total, rng);
    let rounds = sample
        .count("rounds")
        .unwrap_or(match sample.choice("over") {
            Some(ACTIVITIES) => 20,
            _ => 1,
        })
        .max(1);
    let mut left = total - sizes.iter().sum::<u64>();
    let units = held.iter().filter(|held| **held > 0).count();
    let top = sample.number("top").unwrap_or(0.1) * units as f64;
    // Half up, like every rounding of a share.
    let winners = ((top + 0.5).floor() as usize).max(1);
    for round in (1..=rounds).rev() {
        if left == 0 {
            break;
        }
        let part = left.div_ceil(round);
        left -= part - share_out(part, winners, asking, &mut sizes, rng);
    }
    // What a last round could not place, because the highest draws were full, goes on.
    while left > 0 {
        left = share_out(left, winners, asking, &mut sizes, rng);
    }
    Ask { quota, sizes }
}

/// Draws everybody's fail rate and gives `part` to the highest draws, so many winners at a time, in
/// equal parts as far as they hold so many. Returns what was not placed when everybody had a turn.
/// Rates are compared by −ln(1 − rate), which rises with them.
fn share_out(
    mut part: u64,
    winners: usize,
    asking: &Asking,
    sizes: &mut [u64],
    rng: &mut Stream,
) -> u64 {
    let held = &asking.strata.sizes;
    let mut drawn = draws(asking, sizes, rng);
    let falling = |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    while part > 0 && !drawn.is_empty() {
        let winners = winners.min(drawn.len());
        if winners < drawn.len() {
            drawn.select_nth_unstable_by(winners, falling);
        }
        let mut top: Vec<(f64, usize)> = drawn.drain(..winners).collect();
        top.sort_unstable_by(falling);
        let shares = largest_remainder(part, &vec![1; winners]);
        for ((_, stratum), share) in top.into_iter().zip(shares) {
            let given = share.min(held[stratum] - sizes[stratum]);
            sizes[stratum] += given;
            part -= given;
        }
    }
    part
}

/// −ln(1 − rate) of a fail rate for everybody who holds more than is asked already.
fn draws(asking: &Asking, sizes: &[u64], rng: &mut Stream) -> Vec<(f64, usize)> {
    let prior = |key| asking.sample.number(key).unwrap_or(1.0);
    let (fails, passes) = (prior("prior_fails"), prior("prior_passes"));
    let open = (0..sizes.len()).filter(|stratum| sizes[*stratum] < asking.strata.sizes[*stratum]);
    let draw = |stratum: usize| {
        let known = match asking.history {
            History::Tallies(_, tallies) => tallies[asking.unit(stratum)],
            _ => Tally::default(),
        };
        let rate = minus_log_rest(fails + known.failed, passes + known.passed, rng);
        (rate, stratum)
    };
    open.map(draw).collect()
}

/// Draws −ln(1 − x) of a beta variable x.
///
/// For a whole number `a` it is the a-th smallest of exponential waiting times (x being the a-th smallest
/// of uniform numbers): the sum of `a` gaps with rates b, b + 1, …, b + a − 1. Most caseworkers have failed
/// so seldom that this takes a few quick draws.
/// # Source
/// Rényi (1953), Acta Math. Acad. Sci. Hungar. 4, 191–231.
fn minus_log_rest<R: Rng>(a: f64, b: f64, rng: &mut R) -> f64 {
    const FEW: f64 = 16.0;
    if a <= FEW && a.fract() == 0.0 {
        let gap = |rank: u32| -> f64 {
            let exponential: f64 = Exp1.sample(rng);
            exponential / (b + f64::from(rank))
        };
        return (0..a as u32).map(gap).sum();
    }
    let rate = Beta::new(a, b);
    rate.map_or(0.0, |rate| -(-rate.sample(rng)).ln_1p())
}

fn misfit(sample: &Sample, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    (sample.count("rounds") == Some(0)).then(|| Misfit {
        key: "rounds",
        message: "in no rounds nothing is shared out".into(),
        help: "give one round at least, or leave rounds out".into(),
    })
}
