//! Inference: what a set of checks says about all decisions, and how sure of it one may be.
//!
//! The estimators that the simulator studies are these very functions. Counts and weights go in, an [`Estimate`] comes
//! out; `None` says that the data cannot carry one (nothing checked, a confidence outside 0 to 1, a count above its
//! total). No error found is a result: the value is 0 and `high` is the bound, never a width of zero.
//!
//! | room | what it has | default for |
//! | --- | --- | --- |
//! | `proportion` | Wilson, Clopper-Pearson, mid-P, Jeffreys, … | one simple sample, little of it checked: Wilson |
//! | `finite` | exact hypergeometric bounds | one simple sample of more than 5 % |
//! | `stratified` | Wilson at a smoothed effective size, Fay-Feuer, profile likelihood, Poisson-gamma posterior | designs with known inclusion probabilities |
//! | `monetary` | monetary value of error: Fay-Feuer, posterior rate × Bayesian bootstrap | money |
//! | `monetary_unit` | Stringer's bound, the ratio estimate, Fay-Feuer and posterior over pounds | value-weighted samples |
//! | `unequal` | Horvitz-Thompson, Hájek, Wilson at Kish's effective size | every decision with a probability of its own |
//! | `linear` | linearised variances of totals and ratios by strata and clusters, t | |
//! | `cluster` | Wilson at the effective size of clusters, t on clusters less strata | clusters |
//! | `double_sampling` | Tenenbein's estimate, two-phase variance, regression | rechecks |
//! | `difference` | change between two groups or two checks of the same cases, net of two sums, from their intervals | |
//! | `misclassified` | checkers who miss and who fail wrongly: Rogan-Gladen, Lang-Reiczigel | |
//! | `agreement` | two checkers: kappa and its kin, Chapman's estimate of what both missed | |
//! | `control` | control charts: p, Laney, XmR, EWMA, CUSUM, funnels | |
//! | `run_length` | how long such charts run until they signal | |
//! | `shrinkage` | caseworkers' rates, drawn towards one another: the beta-binomial law | |
//! | `zero` | what no error found says | |
//! | `weighted` | the gamma interval of a weighted sum | |
//! | `monte_carlo` | mean, spread and Monte Carlo error over replications | |
//! | `performer` | limits on one caseworker's fails: funnel, posterior probability | |
//! | `special` | special functions and their inverses | |
//!
//! A new estimator is a function in the room of its design that returns an [`Estimate`], a row in [`METHODS`], and rows
//! in `tests/reference/`.

pub mod agreement;
pub mod cluster;
pub mod control;
pub mod difference;
pub mod distribution;
pub mod double_sampling;
pub mod finite;
pub mod format;
pub mod linear;
pub mod misclassified;
pub mod monetary;
pub mod monetary_unit;
pub mod monte_carlo;
pub mod performer;
pub mod proportion;
pub mod rng;
pub mod run_length;
pub mod shrinkage;
pub mod special;
pub mod stratified;
pub mod unequal;
pub mod units;
pub mod weighted;
pub mod zero;

/// A point estimate and its interval.
///
/// # Units
/// A share from 0 to 1, or an amount; the function that made it says which. The interval is two-sided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The point estimate.
    pub value: f64,
    /// The lower limit, never above `value`.
    pub low: f64,
    /// The upper limit, never below `value`.
    pub high: f64,
    /// The name of the method, as in [`METHODS`].
    pub method: &'static str,
}

impl Estimate {
    /// Half the width of the interval.
    pub fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Whether the interval holds `truth`, to within rounding.
    pub fn covers(&self, truth: f64) -> bool {
        let slack = ROUNDING * truth.abs().max(self.high.abs());
        self.low - slack <= truth && truth <= self.high + slack
    }

    /// An estimate whose limits are moved to hold its value, which rounding or a prior may put just outside.
    fn holding(value: f64, low: f64, high: f64, method: &'static str) -> Estimate {
        Estimate {
            value,
            low: low.min(value),
            high: high.max(value),
            method,
        }
    }
}

/// The methods an [`Estimate`] may name, each with one sentence for the reader of a report.
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
    ("poisson-gamma", "the Poisson-gamma posterior"),
    ("census", "everything was checked, and nothing is estimated"),
    (
        "wider-of-t-and-posterior",
        "the wider one of t by clusters and posterior rate times Bayesian bootstrap of the amounts",
    ),
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
        "posterior-bootstrap",
        "posterior rate times Bayesian bootstrap of the amounts",
    ),
];

/// Draws from a posterior for one interval. Percentiles of so many leave out 0.2 points more than they say.
pub const DRAWS: usize = 1_000;

/// Relative slack for two roundings of the same quantity: a few hundred units in the last place.
pub const ROUNDING: f64 = 1e-13;

/// Relative precision promised of every special function and its inverse, up to samples of ten million.
pub const SPECIAL: f64 = 1e-10;

/// Tail probabilities this close to a level count as equal to it: exact ties are common when counts are small,
/// and must not be decided by rounding.
pub const TIE: f64 = 1e-11;

/// Whether a confidence is one: strictly between 0 and 1.
fn is_confidence(confidence: f64) -> bool {
    confidence > 0.0 && confidence < 1.0
}
