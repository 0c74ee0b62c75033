//! Every k-th decision from a random start, along a stated order.

use rand::RngExt;

use super::super::{Ask, Asking, CaseworkerOrder, Comb, Draw, Method, Select, Selecting, Stratify};
use crate::rng::Stream;
use crate::scenario::{
    Activity, Complexity, KeyKind, KeyValue, MethodKeys, Misfit, Sample, SampleKey,
};

const ORDER: &[&str] = &["closing-date", "caseworker"];

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
                  without being asked for. The interval is that of a simple random sample, which is \
                  no narrower than this order deserves where caseworkers differ.",
    known_inclusion: |_| true,
    history: None,
    stratify: |_| Stratify::Whole,
    ask,
    select: Select::By(select),
};

/// Place of `caseworker` in [`ORDER`].
const CASEWORKER: usize = 1;

fn misfit(sample: &Sample, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    let misfit = |key, message: &str, help: &str| {
        Some(Misfit {
            key,
            message: message.into(),
            help: help.into(),
        })
    };
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
    if selecting.sample.choice("order") == Some(CASEWORKER) && sizes[0] > 0 {
        let left_out = selecting.left_out.iter().copied();
        let order = CaseworkerOrder::new(population, selecting.view, left_out);
        draw.comb = Some(Comb::lay(order, sizes[0], rng));
    }
    for member in selecting.members {
        let known = (member.id, member.place);
        if let Some(taken) = draw.ask_of(population, known, 0, rng) {
            draw.taken.push((member.index, taken));
        }
    }
    draw
}
