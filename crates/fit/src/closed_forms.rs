//! The closed forms of two looks at two populations and of three looks at one, as they come, inside 0 to 1 or not.

/// Shares in error, and how often each look is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    /// By population the share in error.
    pub prevalences: Vec<f64>,
    /// By look the share of errors that it finds.
    pub sensitivities: Vec<f64>,
    /// By look the share of right decisions that it passes.
    pub specificities: Vec<f64>,
}

impl Classes {
    /// All probabilities: prevalences, sensitivities, specificities.
    pub fn all(&self) -> impl Iterator<Item = f64> {
        let parts = [&self.prevalences, &self.sensitivities, &self.specificities];
        parts.into_iter().flatten().copied()
    }

    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        let shares = self.prevalences.iter_mut();
        shares
            .chain(&mut self.sensitivities)
            .chain(&mut self.specificities)
    }

    /// Whether every probability is inside 0 to 1.
    pub fn is_admissible(&self) -> bool {
        self.all().all(|p| p > 0.0 && p < 1.0)
    }

    /// The same, moved inside the bounds: somewhere to start from.
    pub(super) fn inside(mut self) -> Self {
        for p in self.all_mut() {
            *p = p.clamp(1e-3, 0.999);
        }
        self
    }
}

/// Of counts by pattern, both fails first: the share that each look fails, and their covariance.
struct Margins {
    first: f64,
    second: f64,
    covariance: f64,
}

impl Margins {
    fn of(counts: &[f64]) -> Option<Self> {
        let [neither, second, first, both] = counts else {
            return None;
        };
        let all = neither + second + first + both;
        let (first, second) = ((both + first) / all, (both + second) / all);
        Some(Self {
            first,
            second,
            covariance: both / all - first * second,
        })
    }
}

/// Two looks at each of two populations. A look's fails differ between populations by the difference of the shares in
/// error times what the look tells; their covariance within one is the variance of the truth times what both tell.
pub(super) fn two_populations(one: &[f64], two: &[f64]) -> Option<Classes> {
    let (one, two) = (Margins::of(one)?, Margins::of(two)?);
    let (first, second) = (two.first - one.first, two.second - one.second);
    let scale = first * second;
    if scale.abs() < 1e-14 || scale.is_nan() {
        return None;
    }
    let (k1, k2) = (one.covariance / scale, two.covariance / scale);
    let square = 4.0 * k1 + (k1 - k2 - 1.0).powi(2);
    if square <= 0.0 {
        return None;
    }
    // The sign under which the first look is right more often than not.
    let apart = first.signum() / square.sqrt();
    let share = |by: f64| 0.5 * (1.0 + (k1 - k2 + by) * apart);
    let prevalences = vec![share(-1.0), share(1.0)];
    let (tell_first, tell_second) = (first / apart, second / apart);
    let false_fails = [
        one.first - prevalences[0] * tell_first,
        one.second - prevalences[0] * tell_second,
    ];
    Some(Classes {
        prevalences,
        sensitivities: vec![false_fails[0] + tell_first, false_fails[1] + tell_second],
        specificities: false_fails.iter().map(|share| 1.0 - share).collect(),
    })
}

/// Three looks at one population: the pairs' covariances and the third central moment.
pub(super) fn three_looks(counts: &[f64]) -> Option<Classes> {
    let all: f64 = counts.iter().sum();
    let failed = |pattern: usize, look: usize| f64::from(u8::from(pattern >> (2 - look) & 1 == 1));
    let mean = |of: &dyn Fn(usize) -> f64| -> f64 {
        let patterns = counts.iter().enumerate();
        patterns
            .map(|(pattern, count)| count * of(pattern))
            .sum::<f64>()
            / all
    };
    let margins = [0, 1, 2].map(|look| mean(&|pattern| failed(pattern, look)));
    let off = |pattern: usize, look: usize| failed(pattern, look) - margins[look];
    let pair = |a: usize, b: usize| mean(&|pattern| off(pattern, a) * off(pattern, b));
    let (c01, c02, c12) = (pair(0, 1), pair(0, 2), pair(1, 2));
    let third = mean(&|pattern| off(pattern, 0) * off(pattern, 1) * off(pattern, 2));
    let square = c01 * c02 / c12;
    if [c01, c02, c12].iter().any(|c| c.abs() < 1e-14) || square.is_nan() || square <= 0.0 {
        return None;
    }
    // What each look tells, times the standard deviation of the truth; the first one positively.
    let first = square.sqrt();
    let told = [first, c01 / first, c02 / first];
    let skew = third / (told[0] * told[1] * told[2]);
    let prevalence = 0.5 * (1.0 - skew / (4.0 + skew * skew).sqrt());
    let deviation = (prevalence * (1.0 - prevalence)).sqrt();
    let tells = told.map(|told| told / deviation);
    let false_fails = [0, 1, 2].map(|look| margins[look] - prevalence * tells[look]);
    Some(Classes {
        prevalences: vec![prevalence],
        sensitivities: (0..3).map(|look| false_fails[look] + tells[look]).collect(),
        specificities: false_fails.iter().map(|share| 1.0 - share).collect(),
    })
}
