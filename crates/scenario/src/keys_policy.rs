//! The tables of keys of policies, of distributions and of values with a source.

use super::keys_flag::FLAG;
use super::keys_target::TARGET;
use crate::key::{BELOW_ONE, Key, Kind, NOT_NEGATIVE, POSITIVE, SHARE, Section};

pub(super) static POLICY: Section = Section {
    name: "[[policy]]",
    meaning: "An ordered list of checks; one without checks is a policy too.",
    keys: &[
        Key::new("name", Kind::Name, "Its name, unique.").required(),
        Key::new("check", Kind::Tables(&CHECK), "Its checks, in order."),
        Key::new(
            "learning_products",
            Kind::Names,
            "The learning products that it releases, `[]` for none; all where not stated.",
        ),
        Key::new(
            "flag",
            FLAG,
            "How it looks for poor performers among caseworkers; not at all where not stated.",
        ),
        Key::new(
            "target",
            Kind::Tables(&TARGET),
            "Service levels that its checks' figures are held to; nothing follows from them in a run.",
        ),
    ],
};

pub(super) static CHECK: Section = Section {
    name: "[[policy.check]]",
    meaning: "One sampling stream: what it draws from, how, who checks, and what a fail sets off.",
    keys: &[
        Key::new(
            "name",
            Kind::Name,
            "Its name, unique in the policy; checks of one name in two policies draw alike.",
        )
        .required(),
        Key::new(
            "tier",
            Kind::Whole(1, 3),
            "One: inside the service; two: independent, inside the department; three: the external auditor.",
        ),
        Key::new(
            "sample",
            Kind::Sample,
            "How it draws: a sampling method and its keys.",
        )
        .required(),
        Key::new(
            "frame",
            Kind::Table(&FRAME),
            "The decisions it may draw from; all where not stated.",
        ),
        Key::new(
            "checker",
            Kind::Table(&CHECKER),
            "Who checks, how well and at what cost.",
        ),
        Key::new(
            "attributes",
            Kind::Names,
            "The attributes it looks at; all where not stated.",
        ),
        Key::new(
            "on_fail",
            Kind::Choices(&["coach", "correct"]),
            "What a fail sets off: feedback to the caseworker, the correction of the error.",
        )
        .or("[]"),
        Key::new(
            "estimate",
            Kind::Choices(&["accuracy", "mve"]),
            "The figures that are estimated from it: accuracy, monetary value of error.",
        )
        .or("[]"),
        Key::new(
            "interval",
            Kind::Choice(&["closed", "posterior"]),
            "How the intervals of those figures are made: by closed forms, or from a posterior, which takes far longer.",
        )
        .or("\"closed\""),
        Key::new(
            "excludes",
            Kind::Names,
            "Earlier checks of the policy whose samples are left out of the frame.",
        ),
    ],
};

pub(super) static FRAME: Section = Section {
    name: "frame",
    meaning: "The decisions that a check may draw from; every filter must let a decision through.",
    keys: &[
        Key::new("activity", Kind::Names, "Only these activities."),
        Key::new("area", Kind::Names, "Only activities of these areas."),
        Key::new("complexity", Kind::Names, "Only these complexities."),
        Key::new(
            "automated",
            Kind::Flag,
            "Only system decisions, or only caseworkers'; both where not stated.",
        ),
        Key::new(
            "tenure_from",
            Kind::Duration,
            "Only caseworkers with at least this tenure.",
        ),
        Key::new(
            "tenure_under",
            Kind::Duration,
            "Only caseworkers with less than this tenure.",
        ),
    ],
};

pub(super) static CHECKER: Section = Section {
    name: "checker",
    meaning: "Who checks, how well and at what cost.",
    keys: &[
        Key::new(
            "pool",
            Kind::Name,
            "The pool whose hours are used; hours are never short where not stated.",
        ),
        Key::new(
            "sensitivity",
            Kind::Share(SHARE),
            "Probability that an error that is there is found.",
        )
        .or("\"100%\""),
        Key::new(
            "sensitivity_by_attribute",
            Kind::ByName(&Kind::Share(SHARE)),
            "The same for some attributes by name.",
        ),
        Key::new(
            "false_fail",
            Kind::Share(BELOW_ONE),
            "Probability that an attribute that is right is failed.",
        )
        .or("0"),
        Key::new(
            "minutes",
            Kind::Number(NOT_NEGATIVE),
            "Length of one check.",
        )
        .unit("minutes")
        .or("0"),
        Key::new(
            "hourly_cost",
            Kind::Number(NOT_NEGATIVE),
            "Cost of an hour of checking; the pool's where not stated, else nothing.",
        )
        .unit("£ an hour"),
    ],
};

/// A distribution by name with the keys it takes.
#[derive(Debug)]
pub struct DistributionKeys {
    /// Its name.
    pub name: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// The ways to give it; each is a full set of keys beside `distribution`.
    pub forms: &'static [&'static Section],
}

/// Every distribution.
pub static DISTRIBUTIONS: &[DistributionKeys] = &[
    DistributionKeys {
        name: "log-normal",
        meaning: "Many small amounts and a few large ones.",
        forms: &[&BY_MEAN, &BY_MEDIAN],
    },
    DistributionKeys {
        name: "gamma",
        meaning: "Like log-normal with a thinner tail.",
        forms: &[&BY_MEAN_GAMMA],
    },
    DistributionKeys {
        name: "constant",
        meaning: "Always the same.",
        forms: &[&CONSTANT],
    },
    DistributionKeys {
        name: "uniform",
        meaning: "Evenly between two bounds.",
        forms: &[&UNIFORM],
    },
    DistributionKeys {
        name: "empirical",
        meaning: "One of a list of values.",
        forms: &[&EMPIRICAL],
    },
];

pub(super) static BY_MEAN: Section = Section {
    name: "log-normal",
    meaning: "By the mean and standard deviation of the amounts themselves.",
    keys: &[
        Key::new("mean", Kind::Number(POSITIVE), "Mean.").required(),
        Key::new("sd", Kind::Number(NOT_NEGATIVE), "Standard deviation.").required(),
    ],
};

pub(super) static BY_MEDIAN: Section = Section {
    name: "log-normal",
    meaning: "By the median and the standard deviation of the logarithm.",
    keys: &[
        Key::new("median", Kind::Number(POSITIVE), "Median.").required(),
        Key::new(
            "sigma",
            Kind::Number(super::key::Bounds::inclusive(0.0, 10.0)),
            "Standard deviation of the natural logarithm.",
        )
        .required(),
    ],
};

pub(super) static BY_MEAN_GAMMA: Section = Section {
    name: "gamma",
    meaning: "By mean and standard deviation.",
    keys: &[
        Key::new("mean", Kind::Number(POSITIVE), "Mean.").required(),
        Key::new("sd", Kind::Number(POSITIVE), "Standard deviation.").required(),
    ],
};

pub(super) static CONSTANT: Section = Section {
    name: "constant",
    meaning: "Always the same.",
    keys: &[Key::new("value", Kind::Number(NOT_NEGATIVE), "The amount.").required()],
};

pub(super) static UNIFORM: Section = Section {
    name: "uniform",
    meaning: "Evenly between two bounds.",
    keys: &[
        Key::new("low", Kind::Number(NOT_NEGATIVE), "Lower bound.").required(),
        Key::new(
            "high",
            Kind::Number(POSITIVE),
            "Upper bound, above the lower.",
        )
        .required(),
    ],
};

pub(super) static EMPIRICAL: Section = Section {
    name: "empirical",
    meaning: "One of a list of values.",
    keys: &[
        Key::new(
            "values",
            Kind::List(&Kind::Number(NOT_NEGATIVE)),
            "The values.",
        )
        .required(),
        Key::new(
            "weights",
            Kind::List(&Kind::Number(NOT_NEGATIVE)),
            "A weight for each value; all alike where not stated.",
        ),
    ],
};
