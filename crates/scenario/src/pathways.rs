//! The shipped pathways, which a scenario names and may change.

/// A shipped pathway.
#[derive(Clone, Copy, Debug)]
pub struct ShippedPathway {
    /// Its name in scenario files.
    pub name: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// Its keys, as those of a `[[pathway]]`.
    pub text: &'static str,
}

/// Every shipped pathway.
pub const PATHWAYS: &[ShippedPathway] = &[
    ShippedPathway {
        name: "parliamentary-contact",
        meaning: "A complaint that comes by a Member of Parliament: acknowledgement and substantive reply, both counted from the day \
                  of the contact; its stages are the procedure's, its times and targets assumed.",
        text: include_str!("pathways/parliamentary-contact.toml"),
    },
    ShippedPathway {
        name: "independent-case-examiner",
        meaning: "A complaint that the Independent Case Examiner looks at: five stages, each counted from the day of the Examiner's \
                  letter; its stages are the procedure's, its times and targets assumed but for the wait before an investigation.",
        text: include_str!("pathways/independent-case-examiner.toml"),
    },
    ShippedPathway {
        name: "ombudsman",
        meaning: "A complaint that the Parliamentary and Health Service Ombudsman looks at: enquiry and response to the report; all \
                  of its stages, times and targets are assumed.",
        text: include_str!("pathways/ombudsman.toml"),
    },
    ShippedPathway {
        name: "mandatory-reconsideration",
        meaning: "A decision that is looked at again because the parent asks for it; its time and target are assumed.",
        text: include_str!("pathways/mandatory-reconsideration.toml"),
    },
    ShippedPathway {
        name: "appeal",
        meaning: "An appeal to the tribunal, after a mandatory reconsideration where it `follows` that: the service's response, then the \
                  hearing; mean times are those published for 2017/18, their spread and the targets assumed.",
        text: include_str!("pathways/appeal.toml"),
    },
];

/// Names of the shipped pathways, in the order of [`PATHWAYS`].
pub(super) const NAMES: &[&str] = &[
    "parliamentary-contact",
    "independent-case-examiner",
    "ombudsman",
    "mandatory-reconsideration",
    "appeal",
];
