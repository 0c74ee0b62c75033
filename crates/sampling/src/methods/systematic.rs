//! Every k-th decision from a random start, along a stated order.

use rand::RngExt;

use super::super::{
    Alike, Along, Ask, Asking, CaseworkerOrder, Comb, Draw, Method, Select, Selecting, Stratify,
    ValueComb, Valued,
};
use tierone_scenario::{
    Activity, Complexity, KeyKind, KeyValue, MethodKeys, Misfit, Sample, SampleKey,
};
use tierone_stats::distribution::Distribution;
use tierone_stats::rng::Stream;

const ORDER: &[&str] = &["closing-date", "caseworker", "value"];

/// Draws along an order.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "systematic",
        meaning: "Every k-th decision of the frame from a random start, along a stated order.",
        keys: &[
            SampleKey {
                name: "order",
                kind: KeyKind::Choice(ORDER),
                required: true,
                meaning: "What the decisions are ordered by.",
            },
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: false,
                meaning: "Decisions drawn in each period.",
            },
            SampleKey {
                name: "every",
                kind: KeyKind::Count,
                required: false,
                meaning: "The interval: one in so many is drawn, in place of `checks`.",
            },
        ],
        misfit,
    },
    explanation: "Lays an interval along the ordered frame from a random start: of N decisions n are \
                  drawn at N/n from one another, which need not be whole, so every decision's chance \
                  is exactly n/N. With `every` = k the number is N/k, rounded at random to the floor \
                  or the ceiling, and the interval follows. By closing date, days within a period \
                  are alike here, so the sample is a simple random one in all but name. By \
                  caseworker, then activity and complexity, each caseworker's share of the sample is \
                  within one of their share of the frame (the system's decisions come last): strata \
                  without being asked for. By value, equal ones in random order, each range of values \
                  has its share in the same way. Another number of checks draws other cases. The interval is that of a simple random sample, \
                  which is no narrower than an order deserves where caseworkers, or large and small \
                  decisions, differ.",
    known_inclusion: |_| true,
    history: None,
    stratify: |sample| match sample.choice("order") {
        Some(VALUE) => Stratify::AlongValue,
        _ => Stratify::Whole,
    },
    ask,
    select: Select::By(select),
};

/// Places in [`ORDER`].
const CASEWORKER: usize = 1;
const VALUE: usize = 2;

/// What a decision of an activity without values is worth.
const NOTHING: Distribution = Distribution::Constant(0.0);

fn misfit(sample: &Sample, activities: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    let misfit = |key, message: &str, help: &str| {
        Some(Misfit {
            key,
            message: message.into(),
            help: help.into(),
        })
    };
    let valued = activities.iter().any(|activity| activity.value.is_some());
    if sample.choice("order") == Some(VALUE) && !valued {
        return misfit(
            "order",
            "no activity has a value to order by",
            "give an activity its `value`, or order by closing-date or caseworker",
        );
    }
    match (sample.get("checks"), sample.get("every")) {
        (None, None) => misfit(
            "method",
            "a systematic sample needs its size or its interval",
            "add checks = 100, the decisions drawn in each period, or every = 50",
        ),
        (Some(_), Some(_)) => misfit(
            "every",
            "the size of the sample is given twice",
            "leave out either `checks` or `every`",
        ),
        (None, Some(KeyValue::Count(0))) => misfit(
            "every",
            "an interval of 0 leads nowhere",
            "write every = 1 for a census, or a larger number",
        ),
        _ => None,
    }
}

fn ask(asking: &Asking, rng: &mut Stream) -> Ask {
    let Some(every) = asking.sample.count("every") else {
        return asking.of_each();
    };
    let size = asking.strata.sizes[0];
    // The chance of one more is the part of an interval that is left over.
    let more = rng.random_range(0..every) < size % every;
    let sizes = vec![size / every + u64::from(more)];
    Ask {
        quota: sizes[0],
        sizes,
    }
}

fn select(selecting: &Selecting, rng: &mut Stream) -> Draw {
    let Selecting {
        strata,
        sizes,
        population,
        ..
    } = *selecting;
    let mut draw = Draw::of(strata, sizes);
    let mut met = None;
    if sizes[0] > 0 {
        match selecting.sample.choice("order") {
            Some(CASEWORKER) => {
                let left_out = selecting.left_out.iter().copied();
                let order = CaseworkerOrder::new(population, selecting.view, left_out);
                draw.along = Some(Along::Caseworkers(Comb::lay(order, sizes[0], rng)));
            }
            Some(VALUE) => {
                let (comb, taken) = along_values(selecting, rng);
                draw.along = Some(Along::Values(comb));
                met = Some(taken);
            }
            _ => {}
        }
    }
    for member in selecting.members {
        let taken = match &met {
            Some(met) if value(selecting, member.index).is_some() => {
                draw.settle(0, met.binary_search(&member.index).is_ok())
            }
            _ => draw.ask_of(population, (member.id, member.place), 0, rng),
        };
        draw.taken.extend(taken.map(|taken| (member.index, taken)));
    }
    draw
}

/// Lays the sample along values; returns also which members it takes of those whose value is known.
fn along_values(selecting: &Selecting, rng: &mut Stream) -> (ValueComb, Vec<u32>) {
    let Selecting {
        population, view, ..
    } = *selecting;
    let laws = selecting.activities.iter();
    let mut alike: Vec<Alike> = laws
        .map(|activity| Alike {
            values: activity.value.as_ref().unwrap_or(&NOTHING),
            count: 0,
        })
        .collect();
    for half in view.halves_of(0) {
        alike[population.activity(half)].count += view.size_of_half(population, half);
    }
    for (id, _) in selecting.left_out {
        alike[population.activity(id.part)].count -= 1;
    }
    let mut told = Vec::with_capacity(selecting.members.len());
    for member in selecting.members {
        if let Some(value) = value(selecting, member.index) {
            alike[population.activity(member.id.part)].count -= 1;
            let index = member.index;
            told.push(Valued { value, index });
        }
    }
    ValueComb::lay(&told, &alike, selecting.sizes[0], rng)
}

/// The value of a member, where it is known: a right decision's is not.
fn value(selecting: &Selecting, index: u32) -> Option<f64> {
    let value = selecting.values.get(index as usize).copied();
    value.filter(|value| !value.is_nan())
}
