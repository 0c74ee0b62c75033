//! The names of the methods, each with one sentence for the reader of a report.

/// The methods an [`Estimate`](crate::Estimate) may name, each with one sentence for the reader of a report.
pub const METHODS: &[(&str, &str)] = &[
    ("wilson", "Wilson's score interval"),
    (
        "wilson-cc",
        "Wilson's score interval with continuity correction",
    ),
    (
        "clopper-pearson",
        "Clopper and Pearson's exact interval, which never covers less than it says",
    ),
    (
        "mid-p",
        "the exact interval with half of the observed probability on each side",
    ),
    (
        "jeffreys",
        "Jeffreys' interval: equal tails of a Beta(½, ½) posterior, 0 and 1 kept at the ends",
    ),
    ("jeffreys-raw", "equal tails of a Beta(½, ½) posterior"),
    ("agresti-coull", "Agresti and Coull's interval"),
    ("wald", "the normal interval, shown only for comparison"),
    (
        "hypergeometric",
        "exact bounds for a finite number of decisions",
    ),
    (
        "wilson-smoothed",
        "Wilson's interval at a smoothed, capped effective sample size",
    ),
    (
        "korn-graubard",
        "Clopper and Pearson's interval at a smoothed, capped effective sample size",
    ),
    ("fay-feuer", "Fay and Feuer's gamma interval"),
    (
        "profile-likelihood",
        "the stratified binomial profile likelihood",
    ),
    (
        "wilson-kish",
        "Wilson's interval at a smoothed effective sample size, at most Kish's",
    ),
    (
        "wilson-cluster",
        "Wilson's interval at the effective size of a sample of clusters",
    ),
    (
        "wilson-two-phase",
        "Wilson's interval at the effective size of a check and its recheck",
    ),
    (
        "mover-two-phase",
        "the sum of what each result of a cheap check turns out to be worth, by the limits of each",
    ),
    (
        "difference",
        "the amounts of the cheap check, put right by what the gold ones differ from them: the wider of a t interval and the moment bound",
    ),
    ("poisson-gamma", "the Poisson-gamma posterior"),
    ("census", "everything was checked, and nothing is estimated"),
    (
        "mover",
        "the interval of a difference, recovered from the intervals of both sides",
    ),
    (
        "mover-correlated",
        "the interval of a difference, recovered from the intervals of both sides and their correlation over strata and clusters",
    ),
    (
        "newcombe-paired",
        "Newcombe's interval of a difference between two checks of the same cases",
    ),
    (
        "lang-reiczigel",
        "Lang and Reiczigel's interval, with what checkers miss and fail wrongly as estimates",
    ),
    (
        "assumed-error-rates",
        "error rates of checkers that are assumed: the interval of the fails, moved, and of what checkers happen to find",
    ),
    (
        "moment-bound",
        "a gamma law with the first three moments of what the errors found, each with its weight, leave unseen",
    ),
    (
        "cr2",
        "a t interval whose standard error and degrees of freedom know that decisions of a cluster are alike",
    ),
    (
        "km-log-log",
        "Kaplan and Meier's curve, with limits that are symmetric on the scale ln(−ln S)",
    ),
    (
        "km-log",
        "Kaplan and Meier's curve, with limits that are symmetric in ln S",
    ),
    (
        "km-plain",
        "Kaplan and Meier's curve, with limits that are symmetric in S itself",
    ),
    (
        "aalen-johansen",
        "the share that has ended in one way, cases still open counted as far as they were watched",
    ),
    (
        "posterior-bootstrap",
        "posterior rate times Bayesian bootstrap of the amounts",
    ),
];
