//! Checks in code: every method by its keys, and words for frames, checkers and consequences.

use tierone_scenario::{
    Check, CheckId, Checker, EstimateWhat, Frame, Interval, KeyValue, OnFail, Sample, Scenario,
    method_named,
};

use super::probability;

/// A perfect check of everything in the office that neither coaches, corrects nor estimates.
pub fn check(office: &Scenario, name: &str, sample: Sample) -> Check {
    Check {
        name: name.into(),
        tier: None,
        frame: Frame {
            activities: vec![true; office.activities.len()],
            complexities: vec![true; office.complexities.len()],
            automated: None,
            tenure: None,
        },
        sample,
        checker: Checker {
            pool: None,
            sensitivity: vec![probability(1.0); office.attributes.len()],
            false_fail: probability(0.0),
            minutes: 30.0,
            hourly_cost: 0.0,
        },
        looks_at: vec![true; office.attributes.len()],
        on_fail: OnFail::default(),
        estimate: EstimateWhat::default(),
        interval: Interval::Closed,
        excludes: Vec::new(),
        challenges: None,
        mitigated: probability(0.0),
        changed: None,
    }
}

/// What a check may be told to do besides.
pub trait But: Sized {
    /// Coaches after a fail.
    fn coaching(self) -> Self;
    /// Corrects after a fail.
    fn correcting(self) -> Self;
    /// Estimates accuracy and the monetary value of error.
    fn estimating(self) -> Self;
    /// Finds an error with the same sensitivity in every attribute, and fails right ones.
    fn missing(self, sensitivity: f64, false_fail: f64) -> Self;
    /// Takes these minutes from a pool.
    fn in_pool(self, pool: usize, minutes: f64) -> Self;
    /// Looks at these attributes only.
    fn looking_at(self, attributes: &[usize]) -> Self;
    /// Leaves the samples of earlier checks out.
    fn excluding(self, checks: &[CheckId]) -> Self;
    /// Draws from a part of the decisions.
    fn framed(self, change: impl FnOnce(&mut Frame)) -> Self;
}

impl But for Check {
    fn coaching(mut self) -> Self {
        self.on_fail.coach = true;
        self
    }

    fn correcting(mut self) -> Self {
        self.on_fail.correct = true;
        self
    }

    fn estimating(mut self) -> Self {
        self.estimate = EstimateWhat {
            accuracy: true,
            mve: true,
        };
        self
    }

    fn missing(mut self, sensitivity: f64, false_fail: f64) -> Self {
        self.checker.sensitivity.fill(probability(sensitivity));
        self.checker.false_fail = probability(false_fail);
        self
    }

    fn in_pool(mut self, pool: usize, minutes: f64) -> Self {
        self.checker.pool = Some(pool);
        self.checker.minutes = minutes;
        self
    }

    fn looking_at(mut self, attributes: &[usize]) -> Self {
        let all = 0..self.looks_at.len();
        self.looks_at = all
            .map(|attribute| attributes.contains(&attribute))
            .collect();
        self
    }

    fn excluding(mut self, checks: &[CheckId]) -> Self {
        self.excludes = checks.to_vec();
        self
    }

    fn framed(mut self, change: impl FnOnce(&mut Frame)) -> Self {
        change(&mut self.frame);
        self
    }
}

/// Every decision.
pub fn census() -> Sample {
    sample("census", vec![])
}

/// So many of the frame.
pub fn simple_random(checks: u64) -> Sample {
    sample("simple-random", vec![("checks", KeyValue::Count(checks))])
}

/// So many of each caseworker.
pub fn per_caseworker(checks: u64) -> Sample {
    sample("per-caseworker", vec![("checks", KeyValue::Count(checks))])
}

/// So many of each team.
pub fn per_team(checks: u64) -> Sample {
    sample("per-team", vec![("checks", KeyValue::Count(checks))])
}

/// A share of what arrives, until so many are taken.
pub fn capped_share(share: f64, cap: u64) -> Sample {
    let values = vec![
        ("share", KeyValue::Share(share)),
        ("cap", KeyValue::Count(cap)),
    ];
    sample("capped-share", values)
}

/// So many, or one in `every`, along `closing-date`, `caseworker` or `value`.
pub fn systematic(order: &str, size: (&'static str, u64)) -> Sample {
    let order = place(&["closing-date", "caseworker", "value"], order);
    let values = vec![
        ("order", KeyValue::Choice(order)),
        (size.0, KeyValue::Count(size.1)),
    ];
    sample("systematic", values)
}

/// So many teams, and so many of each, or all.
pub fn cluster(clusters: u64, checks: Option<u64>) -> Sample {
    let mut values = vec![("clusters", KeyValue::Count(clusters))];
    values.extend(checks.map(|checks| ("checks", KeyValue::Count(checks))));
    sample("cluster", values)
}

/// So many of each caseworker, tilted to error.
pub fn judgement(checks: u64, odds_ratio: f64) -> Sample {
    let values = vec![
        ("checks", KeyValue::Count(checks)),
        ("odds_ratio", KeyValue::Number(odds_ratio)),
    ];
    sample("judgement", values)
}

/// The highest risk scores, and a random share.
pub fn risk_targeted(checks: u64, auc: f64, random_share: f64) -> Sample {
    let mut values = vec![
        ("checks", KeyValue::Count(checks)),
        ("auc", KeyValue::Number(auc)),
    ];
    if random_share > 0.0 {
        values.push(("random_share", KeyValue::Share(random_share)));
    }
    sample("risk-targeted", values)
}

/// So many in expectation, in proportion to value.
pub fn value_weighted(checks: u64) -> Sample {
    sample("value-weighted", vec![("checks", KeyValue::Count(checks))])
}

/// Shares of an earlier check's passes and fails.
pub fn recheck(of: CheckId, passes: f64, fails: f64) -> Sample {
    let values = vec![
        ("of", KeyValue::Check(of)),
        ("passes", KeyValue::Share(passes)),
        ("fails", KeyValue::Share(fails)),
    ];
    sample("recheck", values)
}

/// A p chart, or an average with this weight of the newest share; the limit in standard deviations,
/// the periods of the centre line, and the share of the checks that moves.
pub fn trend_targeted(
    checks: u64,
    weight: Option<f64>,
    limit: f64,
    base: u64,
    share: f64,
) -> Sample {
    let mut values = vec![
        ("checks", KeyValue::Count(checks)),
        ("limit", KeyValue::Number(limit)),
        ("base", KeyValue::Count(base)),
        ("share", KeyValue::Share(share)),
    ];
    if let Some(weight) = weight {
        values.push(("chart", KeyValue::Choice(1)));
        values.push(("weight", KeyValue::Number(weight)));
    }
    sample("trend-targeted", values)
}

/// Over `caseworkers` or `activities`, by passes in a row, and fails in a window.
pub fn escalating(over: &str, checks: u64, [passes, fails, window]: [u64; 3]) -> Sample {
    let values = vec![
        ("over", KeyValue::Choice(place(OVER, over))),
        ("checks", KeyValue::Count(checks)),
        ("passes", KeyValue::Count(passes)),
        ("fails", KeyValue::Count(fails)),
        ("window", KeyValue::Count(window)),
    ];
    sample("escalating", values)
}

/// Over `caseworkers` or `activities`, by the switching rules of ISO 2859-1.
pub fn inspection(over: &str, checks: u64, others: &[(&'static str, u64)]) -> Sample {
    let mut values = vec![
        ("over", KeyValue::Choice(place(OVER, over))),
        ("rule", KeyValue::Choice(1)),
        ("checks", KeyValue::Count(checks)),
    ];
    let others = others.iter();
    values.extend(others.map(|(key, count)| (*key, KeyValue::Count(*count))));
    sample("escalating", values)
}

/// Over `caseworkers` or `activities`, by Thompson sampling.
pub fn learning(over: &str, checks: u64, others: &[(&'static str, KeyValue)]) -> Sample {
    let mut values = vec![
        ("over", KeyValue::Choice(place(OVER, over))),
        ("checks", KeyValue::Count(checks)),
    ];
    values.extend_from_slice(others);
    sample("learning", values)
}

/// By `activity`, `area`, `complexity` or `team`; `proportional`, `equal` or `neyman`.
pub fn stratified(by: &str, allocation: &str, checks: u64) -> Sample {
    let values = vec![
        ("by", KeyValue::Choice(place(BY, by))),
        ("checks", KeyValue::Count(checks)),
        (
            "allocation",
            KeyValue::Choice(place(ALLOCATION, allocation)),
        ),
    ];
    sample("stratified", values)
}

/// Tenure bands from these periods on.
pub fn by_tenure(bands: &[f64], allocation: &str, checks: u64) -> Sample {
    let sample = stratified("tenure", allocation, checks);
    with_bands(&sample, KeyValue::Durations(bands.to_vec()))
}

/// Bands of value from these on.
pub fn by_value(bands: &[f64], allocation: &str, checks: u64) -> Sample {
    let sample = stratified("value", allocation, checks);
    with_bands(&sample, KeyValue::Amounts(bands.to_vec()))
}

/// So many of each numbered band of value.
pub fn given_by_value(bands: &[f64], numbers: &[(&str, u64)]) -> Sample {
    let sample = given("value", numbers);
    with_bands(&sample, KeyValue::Amounts(bands.to_vec()))
}

/// So many of each named stratum.
pub fn given(by: &str, given: &[(&str, u64)]) -> Sample {
    let counts = given
        .iter()
        .map(|&(name, n)| (name.to_owned(), n))
        .collect();
    let values = vec![
        ("by", KeyValue::Choice(place(BY, by))),
        ("allocation", KeyValue::Choice(place(ALLOCATION, "given"))),
        ("given", KeyValue::Counts(counts)),
    ];
    sample("stratified", values)
}

/// The words of the key `by`, in their order.
const BY: &[&str] = &["activity", "area", "complexity", "team", "tenure", "value"];
/// The words of the key `over`, in their order.
const OVER: &[&str] = &["caseworkers", "activities"];
/// The words of the key `allocation`, in their order.
const ALLOCATION: &[&str] = &["proportional", "equal", "neyman", "given"];

fn place(words: &[&str], word: &str) -> usize {
    words
        .iter()
        .position(|known| *known == word)
        .expect("a word of the list")
}

fn sample(method: &str, values: Vec<(&'static str, KeyValue)>) -> Sample {
    Sample::new(method_named(method).expect("a method"), values)
}

/// The same stratified sample, with bands.
fn with_bands(stratified: &Sample, bands: KeyValue) -> Sample {
    let mut values: Vec<_> = stratified.given().iter().cloned().collect();
    values.push(("bands", bands));
    sample("stratified", values)
}
