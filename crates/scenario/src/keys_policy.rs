//! The tables of keys of policies, of distributions and of values with a source.

use super::keys_audit::CHALLENGES;
use super::keys_flag::FLAG;
use super::keys_target::TARGET;
use crate::key::{BELOW_ONE, Key, Kind, NOT_NEGATIVE, POSITIVE, SHARE, Section};

pub(super) static POLICY: Section = Section {
    name: "[[policy]]",
    meaning: "An ordered list of checks; one without checks is a policy too.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name, unique."),
        Key::optional("check", Kind::Tables(&CHECK)).means("Its checks, in order."),
        Key::optional("learning_products", Kind::Names)
            .means("The learning products that it releases, `[]` for none; all where not stated."),
        Key::optional("flag", FLAG).means(
            "How it looks for poor performers among caseworkers; not at all where not stated.",
        ),
        Key::optional("target", Kind::Tables(&TARGET))
            .means("Targets that it, and its checks' own figures, are held to."),
    ],
};

pub(super) static CHECK: Section = Section {
    name: "[[policy.check]]",
    meaning: "One sampling stream: what it draws from, how, who checks, and what a fail sets off.",
    keys: &[
        Key::required("name", Kind::Name)
            .means("Its name, unique in the policy; checks of one name in two policies draw alike."),
        Key::optional("tier", Kind::Whole(1, 3))
            .means("One: inside the service; two: independent, inside the department; three: the external auditor."),
        Key::required("sample", Kind::Sample)
            .means("How it draws: a sampling method and its keys."),
        Key::optional("frame", Kind::Table(&FRAME))
            .means("The decisions it may draw from; all where not stated."),
        Key::optional("checker", Kind::Table(&CHECKER))
            .means("Who checks, how well and at what cost."),
        Key::optional("attributes", Kind::Names)
            .means("The attributes it looks at; all where not stated."),
        Key::optional("on_fail", Kind::Choices(&["coach", "correct"]))
            .means("What a fail sets off: feedback to the caseworker, the correction of the error.")
            .or("[]"),
        Key::optional("estimate", Kind::Choices(&["accuracy", "mve"]))
            .means("The figures that are estimated from it: accuracy, monetary value of error.")
            .or("[]"),
        Key::optional("interval", Kind::Choice(&["closed", "posterior"]))
            .means("How the interval of accuracy is made: by closed forms, those of `tierone estimate`, or over strata from a posterior, which takes far longer. Closed: a simple sample has exact bounds where more than 5 % of the frame was checked, else Wilson's interval; several strata have Wilson's at their smoothed effective size. Posterior: of several strata, up to 10 % in error; above that it is closed. That of the monetary value of error is one closed form, the same in `tierone estimate`.")
            .or("\"closed\""),
        Key::optional("excludes", Kind::Names)
            .means("Earlier checks of the policy whose samples are left out of the frame."),
        Key::optional("challenges", Kind::Table(&CHALLENGES))
            .means("How those whose work fails answer; all fails stand where not stated."),
        Key::optional("mitigated", Kind::Share(SHARE))
            .means("Probability that a fail that stands is accepted in mitigation: it stays a fail, and is left out of credits.")
            .or("0"),
    ],
};

pub(super) static FRAME: Section = Section {
    name: "frame",
    meaning: "The decisions that a check may draw from; every filter must let a decision through.",
    keys: &[
        Key::optional("activity", Kind::Names).means("Only these activities."),
        Key::optional("area", Kind::Names).means("Only activities of these areas."),
        Key::optional("complexity", Kind::Names).means("Only these complexities."),
        Key::optional("automated", Kind::Flag)
            .means("Only system decisions, or only caseworkers'; both where not stated."),
        Key::optional("tenure_from", Kind::Duration)
            .means("Only caseworkers with at least this tenure."),
        Key::optional("tenure_under", Kind::Duration)
            .means("Only caseworkers with less than this tenure."),
    ],
};

pub(super) static CHECKER: Section = Section {
    name: "checker",
    meaning: "Who checks, how well and at what cost.",
    keys: &[
        Key::optional("pool", Kind::Name)
            .means("The pool whose hours are used; hours are never short where not stated."),
        Key::optional("sensitivity", Kind::Share(SHARE))
            .means("Probability that an error that is there is found.")
            .or("\"100%\""),
        Key::optional(
            "sensitivity_by_attribute",
            Kind::ByName(&Kind::Share(SHARE)),
        )
        .means("The same for some attributes by name."),
        Key::optional("false_fail", Kind::Share(BELOW_ONE))
            .means("Probability that an attribute that is right is failed.")
            .or("0"),
        Key::optional("minutes", Kind::Number(NOT_NEGATIVE))
            .means("Length of one check.")
            .unit("minutes")
            .or("0"),
        Key::optional("hourly_cost", Kind::Number(NOT_NEGATIVE))
            .means("Cost of an hour of checking; the pool's where not stated, else nothing.")
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
        Key::required("mean", Kind::Number(POSITIVE)).means("Mean."),
        Key::required("sd", Kind::Number(NOT_NEGATIVE)).means("Standard deviation."),
    ],
};

pub(super) static BY_MEDIAN: Section = Section {
    name: "log-normal",
    meaning: "By the median and the standard deviation of the logarithm.",
    keys: &[
        Key::required("median", Kind::Number(POSITIVE)).means("Median."),
        Key::required(
            "sigma",
            Kind::Number(super::key::Bounds::inclusive(0.0, 10.0)),
        )
        .means("Standard deviation of the natural logarithm."),
    ],
};

pub(super) static BY_MEAN_GAMMA: Section = Section {
    name: "gamma",
    meaning: "By mean and standard deviation.",
    keys: &[
        Key::required("mean", Kind::Number(POSITIVE)).means("Mean."),
        Key::required("sd", Kind::Number(POSITIVE)).means("Standard deviation."),
    ],
};

pub(super) static CONSTANT: Section = Section {
    name: "constant",
    meaning: "Always the same.",
    keys: &[Key::required("value", Kind::Number(NOT_NEGATIVE)).means("The amount.")],
};

pub(super) static UNIFORM: Section = Section {
    name: "uniform",
    meaning: "Evenly between two bounds.",
    keys: &[
        Key::required("low", Kind::Number(NOT_NEGATIVE)).means("Lower bound."),
        Key::required("high", Kind::Number(POSITIVE)).means("Upper bound, above the lower."),
    ],
};

pub(super) static EMPIRICAL: Section = Section {
    name: "empirical",
    meaning: "One of a list of values.",
    keys: &[
        Key::required("values", Kind::List(&Kind::Number(NOT_NEGATIVE))).means("The values."),
        Key::optional("weights", Kind::List(&Kind::Number(NOT_NEGATIVE)))
            .means("A weight for each value; all alike where not stated."),
    ],
};
