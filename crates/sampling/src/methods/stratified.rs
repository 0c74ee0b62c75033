//! A fixed total, shared out over strata.

use super::super::{Ask, Method, Select, Strata, Stratify, neyman, proportional};
use tierone_scenario::{
    Activity, Complexity, KeyKind, KeyValue, MethodKeys, Misfit, Sample, SampleKey,
};

const BY: &[&str] = &["activity", "area", "complexity", "team", "tenure", "value"];
const ALLOCATION: &[&str] = &["proportional", "equal", "neyman", "given"];

/// Draws from strata.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "stratified",
        meaning: "A fixed number of decisions a period, shared out over strata of the frame.",
        keys: &[
            SampleKey {
                name: "by",
                kind: KeyKind::Choice(BY),
                required: true,
                meaning: "What divides the frame into strata.",
            },
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: false,
                meaning: "Decisions drawn in each period; with `given` their sum is used instead.",
            },
            SampleKey {
                name: "allocation",
                kind: KeyKind::Choice(ALLOCATION),
                required: false,
                meaning: "How the number is shared out; proportional to the strata's sizes unless \
                          said.",
            },
            SampleKey {
                name: "given",
                kind: KeyKind::Counts,
                required: false,
                meaning: "Decisions a period by stratum name, for the allocation `given`.",
            },
            SampleKey {
                name: "bands",
                kind: KeyKind::Bands,
                required: false,
                meaning: "Tenures, or yearly values in £, at which strata by tenure or by value are \
                          divided.",
            },
        ],
        misfit,
    },
    explanation: "Divides the frame and draws without replacement within each stratum. Numbers are \
                  shared out by largest remainder with two at least where a stratum holds two, as far as \
                  the checks reach: with fewer checks than strata some give none, and figures do not \
                  speak for them. A stratum never gives more than it holds. Neyman allocation favours strata whose \
                  decisions are expected to differ most. Strata of people leave system decisions \
                  out; strata by value hold decisions without a value in the first band.",
    known_inclusion: |_| true,
    stratify,
    history: None,
    ask: |asking, _| ask(asking.sample, asking.strata),
    select: Select::AtRandom,
};

fn stratify(sample: &Sample) -> Stratify {
    match sample.choice("by") {
        Some(0) => Stratify::Activity,
        Some(1) => Stratify::Area,
        Some(2) => Stratify::Complexity,
        Some(3) => Stratify::Team,
        Some(VALUE) => match sample.get("bands") {
            Some(KeyValue::Amounts(bands)) => Stratify::ValueBands(bands.clone()),
            _ => Stratify::ValueBands(Vec::new()),
        },
        _ => match sample.get("bands") {
            Some(KeyValue::Durations(bands)) => Stratify::Tenure(bands.clone()),
            _ => Stratify::Tenure(Vec::new()),
        },
    }
}

/// Place of `given` in [`ALLOCATION`], and of `tenure` and `value` in [`BY`].
const GIVEN: usize = 3;
const TENURE: usize = 4;
const VALUE: usize = 5;

fn misfit(sample: &Sample, activities: &[Activity], complexities: &[Complexity]) -> Option<Misfit> {
    let misfit = |key, message: &str, help: &str| {
        Some(Misfit {
            key,
            message: message.into(),
            help: help.into(),
        })
    };
    let given = sample.choice("allocation") == Some(GIVEN);
    match (sample.choice("by"), sample.get("bands")) {
        (Some(TENURE), Some(KeyValue::Durations(_))) => {}
        (Some(TENURE), None) => {
            return misfit(
                "by",
                "strata by tenure need the tenures at which they divide",
                "add bands, such as bands = [\"6 months\", \"2 years\"]",
            );
        }
        (Some(TENURE), Some(_)) => {
            return misfit(
                "bands",
                "these bands are amounts, and the strata are by tenure",
                "write tenures, such as bands = [\"6 months\", \"2 years\"]",
            );
        }
        (Some(VALUE), Some(KeyValue::Amounts(_))) => {}
        (Some(VALUE), None) => {
            return misfit(
                "by",
                "strata by value need the yearly values at which they divide",
                "add bands in £, such as bands = [1_000, 5_000]",
            );
        }
        (Some(VALUE), Some(_)) => {
            return misfit(
                "bands",
                "these bands are durations, and the strata are by value",
                "write yearly values in £, such as bands = [1_000, 5_000]",
            );
        }
        (_, Some(_)) => {
            return misfit(
                "bands",
                "bands divide by tenure or by value, and these strata are of something else",
                "leave bands out, or stratify by = \"tenure\"",
            );
        }
        (_, None) => {}
    }
    let valued = activities.iter().any(|activity| activity.value.is_some());
    if sample.choice("by") == Some(VALUE) && !valued {
        return misfit(
            "by",
            "no activity has a value to stratify by",
            "give an activity its `value`, or stratify by something else",
        );
    }
    let Some(KeyValue::Counts(counts)) = sample.get("given") else {
        return match (given, sample.count("checks")) {
            (true, _) => misfit(
                "allocation",
                "the allocation `given` needs the numbers",
                "add given = { NAME = 10, … } with a number for each stratum to be drawn from",
            ),
            (false, None) => misfit(
                "method",
                "a stratified sample needs its size",
                "add checks = 100, the decisions drawn in each period",
            ),
            _ => None,
        };
    };
    if !given {
        return misfit(
            "given",
            "numbers by stratum are given, and the allocation is another",
            "add allocation = \"given\", or leave the numbers out",
        );
    }
    let known: Vec<&str> = match sample.choice("by") {
        Some(0) => activities
            .iter()
            .map(|activity| activity.name.as_str())
            .collect(),
        Some(1) => activities
            .iter()
            .filter_map(|activity| activity.area.as_deref())
            .collect(),
        Some(2) => complexities
            .iter()
            .map(|complexity| complexity.name.as_str())
            .collect(),
        // Teams and bands are numbered from 1.
        _ => {
            return counts
                .iter()
                .find(|(name, _)| name.parse::<u32>().is_err())
                .and_then(|_| {
                    misfit(
                        "given",
                        "teams and bands go by number",
                        "write given = { 1 = 10, 2 = 20 }",
                    )
                });
        }
    };
    let (unknown, _) = counts
        .iter()
        .find(|(name, _)| !known.contains(&name.as_str()))?;
    misfit(
        "given",
        &format!("there is no stratum `{unknown}`"),
        &format!("name strata out of: {}", known.join(", ")),
    )
}

fn ask(sample: &Sample, strata: &Strata) -> Ask {
    let sizes = &strata.sizes;
    let quota = sample.count("checks").unwrap_or(0);
    let weights =
        |weight: fn(u64) -> i128| -> Vec<i128> { sizes.iter().map(|size| weight(*size)).collect() };
    let asked = match sample.choice("allocation") {
        Some(1) => proportional(quota, sizes, &weights(|size| i128::from(size > 0))),
        Some(2) => neyman(quota, sizes, &strata.deviations),
        Some(3) => return given(sample, strata),
        _ => proportional(quota, sizes, &weights(i128::from)),
    };
    Ask {
        quota,
        sizes: asked,
    }
}

/// Numbers given by name come resolved to one a stratum, in stratum order.
fn given(sample: &Sample, strata: &Strata) -> Ask {
    let Some(KeyValue::Counts(counts)) = sample.get("given") else {
        return Ask::default();
    };
    Ask {
        quota: counts.iter().map(|(_, count)| count).sum(),
        sizes: strata
            .names
            .iter()
            .zip(&strata.sizes)
            .map(|(name, size)| {
                let given = counts.iter().find(|(given, _)| given == name);
                given.map_or(0, |(_, count)| (*count).min(*size))
            })
            .collect(),
    }
}
