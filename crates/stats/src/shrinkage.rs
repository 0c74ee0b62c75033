//! Caseworkers' rates of failing, drawn towards their common mean: the beta-binomial distribution, and what it says of each.

use super::control::Subgroup;
use super::proportion::Beta;
use super::special::gamma_tails;
use crate::guard::none_if;

/// The beta distribution from which the rates of people come, fitted by maximum likelihood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The distribution: `errors` is α, `right` is β.
    pub rates: Beta,
    /// The log-likelihood, with the binomial coefficients.
    pub log_likelihood: f64,
}

impl Fit {
    /// What is known of one person's rate after their checks: the posterior Beta(α + x, β + n − x).
    pub fn of(&self, person: Subgroup) -> Beta {
        self.rates.after(person.failed, person.checked)
    }

    /// The correlation of two decisions of one person, 1/(α + β + 1).
    pub fn correlation(&self) -> f64 {
        1.0 / (self.rates.errors + self.rates.right + 1.0)
    }

    /// How much of a person's estimate is their own: n/(n + α + β).
    pub fn own_weight(&self, checked: u64) -> f64 {
        checked as f64 / (checked as f64 + self.rates.errors + self.rates.right)
    }
}

/// The beta-binomial fit by maximum likelihood to what people failed.
///
/// Newton's steps on the logarithms of α and β, halved until the likelihood rises. Differences of digamma functions at
/// whole distances are sums of reciprocals, so nothing is approximated. `None` where people do not differ more than chance
/// makes them, so that the likelihood rises for ever as the distribution narrows, or where nobody or everybody failed.
/// # Source
/// Griffiths (1973), Biometrics 29, 637–648.
/// # Examples
/// ```
/// use tierone_stats::control::Subgroup;
/// use tierone_stats::shrinkage::fit;
///
/// // Efron & Morris (1975): hits of 18 baseball players in their first 45 times at bat.
/// let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
/// let players = hits.map(|failed| Subgroup { checked: 45, failed });
/// let fit = fit(&players).unwrap();
/// assert!((fit.rates.errors - 210.550_836).abs() < 1e-3);
/// assert!((fit.rates.mean() - 0.265_432_504).abs() < 1e-8);
/// // The best of them is drawn from 0.4 towards the common mean.
/// assert!((fit.of(players[0]).mean() - 0.272_656_641).abs() < 1e-7);
/// assert!((fit.own_weight(45) - 0.053_684_113).abs() < 1e-7);
/// ```
pub fn fit(people: &[Subgroup]) -> Option<Fit> {
    let people: Vec<Subgroup> = people.iter().copied().filter(|p| p.checked > 0).collect();
    let mean = super::control::centre(&people)?;
    none_if(people.len() < 2 || mean <= 0.0 || mean >= 1.0)?;
    let rho = moment_correlation(&people)
        .filter(|rho| *rho > 1e-4)
        .unwrap_or(1e-4);
    let size = 1.0 / rho.min(0.9) - 1.0;
    let (mut a, mut b) = ((mean * size).ln(), ((1.0 - mean) * size).ln());
    let mut level = kernel(&people, a.exp(), b.exp());
    for _ in 0..200 {
        let (gradient, curvature) = slopes(&people, a.exp(), b.exp());
        let [ga, gb] = gradient;
        let [aa, ab, bb] = curvature;
        let determinant = aa * bb - ab * ab;
        let concave = aa < 0.0 && determinant > 0.0;
        let (mut da, mut db) = if concave {
            (
                -(bb * ga - ab * gb) / determinant,
                -(aa * gb - ab * ga) / determinant,
            )
        } else {
            (ga, gb)
        };
        let long = f64::hypot(da, db);
        if long > 1.0 {
            (da, db) = (da / long, db / long);
        }
        let mut step = 1.0;
        let mut next = kernel(&people, (a + da).exp(), (b + db).exp());
        while next < level && step > 1e-6 {
            step *= 0.5;
            next = kernel(&people, (a + step * da).exp(), (b + step * db).exp());
        }
        (a, b) = (a + step * da, b + step * db);
        level = next.max(level);
        // Distributions as narrow as this are none.
        none_if(a.exp() + b.exp() > 1e7)?;
        if concave && long < 1e-10 {
            break;
        }
    }
    let rates = Beta {
        errors: a.exp(),
        right: b.exp(),
    };
    let choices: f64 = people.iter().map(|p| ln_choose(p.checked, p.failed)).sum();
    Some(Fit {
        rates,
        log_likelihood: kernel(&people, rates.errors, rates.right) + choices,
    })
}

/// The log-likelihood without the binomial coefficients: Σ ln(a)ₓ (b)ₙ₋ₓ / (a + b)ₙ, with rising factorials.
fn kernel(people: &[Subgroup], a: f64, b: f64) -> f64 {
    let rising = |from: f64, count: u64| (0..count).map(|j| (from + j as f64).ln()).sum::<f64>();
    people
        .iter()
        .map(|p| rising(a, p.failed) + rising(b, p.checked - p.failed) - rising(a + b, p.checked))
        .sum()
}

/// First and second derivatives by ln a and ln b.
fn slopes(people: &[Subgroup], a: f64, b: f64) -> ([f64; 2], [f64; 3]) {
    let sums = |from: f64, count: u64| {
        let terms = (0..count).map(|j| 1.0 / (from + j as f64));
        terms.fold((0.0, 0.0), |(one, two), term| {
            (one + term, two - term * term)
        })
    };
    let (mut first, mut second) = ([0.0; 2], [0.0; 3]);
    for p in people {
        let (fail, fail2) = sums(a, p.failed);
        let (pass, pass2) = sums(b, p.checked - p.failed);
        let (all, all2) = sums(a + b, p.checked);
        first[0] += fail - all;
        first[1] += pass - all;
        second[0] += fail2 - all2;
        second[1] -= all2;
        second[2] += pass2 - all2;
    }
    let gradient = [a * first[0], b * first[1]];
    let curvature = [
        a * a * second[0] + gradient[0],
        a * b * second[1],
        b * b * second[2] + gradient[1],
    ];
    (gradient, curvature)
}

fn ln_choose(n: u64, k: u64) -> f64 {
    (1..=k).map(|j| ((n - k + j) as f64 / j as f64).ln()).sum()
}

/// The log of the beta-binomial probability of so many fails.
///
/// # Source
/// Griffiths (1973), as for [`fit`].
/// # Examples
/// ```
/// use tierone_stats::control::Subgroup;
/// use tierone_stats::proportion::Beta;
/// use tierone_stats::shrinkage::ln_probability;
///
/// let rates = Beta { errors: 0.5, right: 20.0 };
/// let one = ln_probability(rates, Subgroup { checked: 60, failed: 1 });
/// assert!((one + 1.666_084_510_982_55).abs() < 1e-12);
/// ```
pub fn ln_probability(rates: Beta, person: Subgroup) -> f64 {
    kernel(&[person], rates.errors, rates.right) + ln_choose(person.checked, person.failed)
}

/// The beta-binomial probability of at most so many fails.
///
/// # Source
/// Griffiths (1973), as for [`fit`].
/// # Examples
/// ```
/// use tierone_stats::control::Subgroup;
/// use tierone_stats::proportion::Beta;
/// use tierone_stats::shrinkage::probability_up_to;
///
/// let rates = Beta { errors: 0.5, right: 20.0 };
/// let up_to_one = probability_up_to(rates, Subgroup { checked: 60, failed: 1 });
/// assert!((up_to_one - 0.686_647_643_139_91).abs() < 1e-12);
/// ```
pub fn probability_up_to(rates: Beta, person: Subgroup) -> f64 {
    let term = |failed| ln_probability(rates, Subgroup { failed, ..person }).exp();
    (0..=person.failed).map(term).sum::<f64>().min(1.0)
}

/// The intra-class correlation of two decisions of one person by moments; negative where people are more alike than chance
/// makes them.
///
/// `None` without checks, where nobody or everybody failed, or where everybody was checked once.
/// # Source
/// Kleinman (1973), Journal of the American Statistical Association 68, 46–54, with checks as weights.
/// # Examples
/// ```
/// use tierone_stats::control::Subgroup;
/// use tierone_stats::shrinkage::moment_correlation;
///
/// // Efron & Morris (1975), as for `fit`.
/// let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
/// let players = hits.map(|failed| Subgroup { checked: 45, failed });
/// assert!((moment_correlation(&players).unwrap() - 0.002_710_112_772_88).abs() < 1e-12);
/// ```
pub fn moment_correlation(people: &[Subgroup]) -> Option<f64> {
    let p = super::control::centre(people)?;
    let all: f64 = people.iter().map(|person| person.checked as f64).sum();
    let squares: f64 = people
        .iter()
        .map(|person| (person.checked as f64).powi(2))
        .sum();
    let between = people.len() as f64 - 1.0;
    let (spread, single) = (chi_squared(people)? * p * (1.0 - p), p * (1.0 - p));
    let room = single * (all - squares / all - between);
    (room > 0.0).then(|| (spread - single * between) / room)
}

/// Pearson's χ² of people's fails around the common share, Σ n (p̂ − p)²/(p(1 − p)), with one degree of freedom fewer than
/// people.
///
/// `None` without checks or where nobody or everybody failed.
/// # Source
/// Pearson (1900), Philosophical Magazine 50, 157–175.
/// # Examples
/// ```
/// use tierone_stats::control::Subgroup;
/// use tierone_stats::shrinkage::{chi_squared, chi_squared_probability};
///
/// // Efron & Morris (1975), as for `fit`: players who may all be alike.
/// let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
/// let players = hits.map(|failed| Subgroup { checked: 45, failed });
/// assert!((chi_squared(&players).unwrap() - 19.027_164_354_113_7).abs() < 1e-10);
/// assert!((chi_squared_probability(&players).unwrap() - 0.326_975_184_781_09).abs() < 1e-12);
/// ```
pub fn chi_squared(people: &[Subgroup]) -> Option<f64> {
    let p = super::control::centre(people)?;
    let of = |person: &Subgroup| {
        let n = person.checked as f64;
        n * (person.failed as f64 / n - p).powi(2)
    };
    (p > 0.0 && p < 1.0).then(|| people.iter().map(of).sum::<f64>() / (p * (1.0 - p)))
}

/// The probability of a χ² as large as [`chi_squared`] where people do not differ.
///
/// `None` as for [`chi_squared`].
/// # Source
/// As for [`chi_squared`].
pub fn chi_squared_probability(people: &[Subgroup]) -> Option<f64> {
    let df = people.len() as f64 - 1.0;
    Some(gamma_tails(0.5 * df, 0.5 * chi_squared(people)?).upper)
}

/// Tarone's test of more spread between people than binomial numbers have: standard normal where there is none.
///
/// (Σ (x − np)²/(p(1 − p)) − Σ n)/√(2 Σ n(n − 1)). `None` where nobody or everybody failed, or everybody was checked once.
/// # Units
/// Standard deviations.
/// # Source
/// Tarone (1979), Biometrika 66, 585–590, doi:10.1093/biomet/66.3.585.
/// # Examples
/// ```
/// use tierone_stats::control::Subgroup;
/// use tierone_stats::shrinkage::tarone;
///
/// // Efron & Morris (1975), as for `fit`.
/// let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
/// let players = hits.map(|failed| Subgroup { checked: 45, failed });
/// assert!((tarone(&players).unwrap() - 0.173_128_516_567_66).abs() < 1e-10);
/// ```
pub fn tarone(people: &[Subgroup]) -> Option<f64> {
    let p = super::control::centre(people)?;
    let of = |person: &Subgroup| (person.failed as f64 - person.checked as f64 * p).powi(2);
    let squares: f64 = people.iter().map(of).sum();
    let all: f64 = people.iter().map(|person| person.checked as f64).sum();
    let pairs: f64 = people
        .iter()
        .map(|person| person.checked as f64 * (person.checked as f64 - 1.0))
        .sum();
    (p > 0.0 && p < 1.0 && pairs > 0.0)
        .then(|| (squares / (p * (1.0 - p)) - all) / (2.0 * pairs).sqrt())
}
