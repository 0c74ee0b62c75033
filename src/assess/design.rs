//! The design of a sample, recognised from sizes and chances, and what each case stands for.

use super::Case;

/// How cases were drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Nobody knows.
    Unknown,
    /// At random within strata, each with one chance for all: also one simple sample, and a census.
    Strata,
    /// At random within strata that were themselves drawn, of so many.
    DrawnStrata(u64),
    /// In clusters, with weights as they are told.
    Clusters,
    /// Each on its own, in proportion to its value.
    ByValue {
        /// The sampling interval, £, which every case drawn by value stands for.
        interval: f64,
        /// The value of all cases, £.
        value: f64,
        /// All cases of the frame, where that is known.
        cases: Option<f64>,
    },
    /// With chances of their own.
    Unequal,
}

/// Cases that were drawn, and what each of them stands for.
#[derive(Clone, Debug)]
pub struct Sample {
    /// All that were drawn, also those not yet checked.
    pub cases: Vec<Case>,
    /// How.
    pub kind: Kind,
    /// Whether over and under are told apart.
    pub sided: bool,
    /// By case, what it stands for; none where it has no say.
    weights: Vec<Option<f64>>,
    /// By stratum, cases checked that have a say.
    pub(super) checked: Vec<u64>,
    /// By stratum, the share of it that was checked; nothing where weights are only told.
    pub(super) shares: Vec<f64>,
}

/// Chances that differ by less are one chance, written with few digits.
const ALIKE: f64 = 1e-6;

impl Sample {
    /// Recognises how `cases` were drawn. Those not yet checked are taken to be like the others of their stratum, so
    /// that those checked stand for them too.
    pub fn new(cases: Vec<Case>, sided: bool) -> Self {
        let count = cases.iter().map(|case| case.stratum + 1).max().unwrap_or(0);
        let mut strata = vec![Stratum::default(); count];
        for case in &cases {
            strata[case.stratum].add(case);
        }
        let kind = kind(&cases, &strata);
        let mut sample = Self {
            weights: vec![None; cases.len()],
            cases,
            kind,
            sided,
            checked: strata.iter().map(|stratum| stratum.checked).collect(),
            shares: Vec::new(),
        };
        sample.weigh(&strata);
        sample
    }

    /// What a case stands for; none where it was not checked or nobody knows its chance.
    pub fn weight(&self, case: usize) -> Option<f64> {
        self.weights[case]
    }

    /// The stratum of a case and its cluster within it, by numbers of their own: what was drawn first.
    pub(super) fn place(&self, index: usize) -> (usize, usize) {
        let case = &self.cases[index];
        match (self.kind, case.cluster) {
            // Strata that were drawn are the clusters of one stratum.
            (Kind::DrawnStrata(_), _) => (0, case.stratum),
            (_, Some(cluster)) => (case.stratum, cluster),
            // A case on its own is a cluster of its own, beyond the numbers of the others.
            (_, None) => (case.stratum, usize::MAX - index),
        }
    }

    /// Cases drawn and not yet checked.
    pub fn pending(&self) -> u64 {
        self.cases.iter().filter(|case| !case.checked).count() as u64
    }

    /// Cases of whole strata of which nothing is checked yet, though something was drawn: figures do not speak for them.
    pub fn uncovered(&self) -> u64 {
        let mut sizes = vec![0; self.checked.len()];
        for case in self.cases.iter().filter(|case| case.weight.is_some()) {
            sizes[case.stratum] = case.size.unwrap_or(0);
        }
        let empty = sizes
            .iter()
            .zip(&self.checked)
            .filter(|(_, checked)| **checked == 0);
        empty.map(|(size, _)| size).sum()
    }

    /// Whether it is one simple sample.
    pub fn is_simple(&self) -> bool {
        let strata = self.checked.iter().filter(|checked| **checked > 0).count();
        self.kind == Kind::Strata && strata == 1
    }

    /// The design in a sentence.
    pub fn described(&self) -> String {
        let strata = self.checked.iter().filter(|checked| **checked > 0).count();
        let all = |weights: &[Option<f64>]| weights.iter().flatten().all(|weight| *weight <= 1.0);
        match self.kind {
            Kind::Unknown => {
                "nobody knows the chances of the cases: figures are of checked cases only".into()
            }
            Kind::Strata if all(&self.weights) => "everything was checked".into(),
            Kind::Strata if strata <= 1 => "a simple random sample".into(),
            Kind::Strata => format!("a stratified random sample of {strata} strata"),
            Kind::DrawnStrata(frame) => format!("a sample of {strata} clusters of {frame}"),
            Kind::Clusters => "a sample of clusters, with weights as told".into(),
            Kind::ByValue { interval, .. } => {
                format!("a sample by value: each case drawn stands for £{interval:.2}")
            }
            Kind::Unequal if strata <= 1 => "a sample with unequal chances".into(),
            Kind::Unequal => format!("a sample with unequal chances in {strata} strata"),
        }
    }

    fn weigh(&mut self, strata: &[Stratum]) {
        let of = |case: &Case| -> Option<f64> {
            let weight = case.weight.filter(|_| case.checked)?;
            let stratum = &strata[case.stratum];
            Some(match self.kind {
                Kind::Strata => stratum.population() / stratum.checked as f64,
                Kind::DrawnStrata(frame) => {
                    let drawn = strata.iter().filter(|stratum| stratum.checked > 0).count();
                    stratum.population() / stratum.checked as f64 * frame as f64 / drawn as f64
                }
                Kind::ByValue { .. } if weight <= 1.0 + ALIKE => {
                    stratum.certain.0 as f64 / stratum.certain.1 as f64
                }
                Kind::ByValue { .. } => {
                    let drawn = stratum.known - stratum.certain.0;
                    let checked = stratum.checked - stratum.certain.1;
                    weight * drawn as f64 / checked as f64
                }
                _ => weight * stratum.sum.0 / stratum.sum.1,
            })
        };
        let weights = self.cases.iter().map(of).collect();
        self.shares = match self.kind {
            Kind::Strata => strata
                .iter()
                .map(|stratum| stratum.checked as f64 / stratum.population().max(1.0))
                .collect(),
            Kind::DrawnStrata(frame) => {
                let drawn = strata.iter().filter(|stratum| stratum.checked > 0).count();
                vec![drawn as f64 / frame as f64]
            }
            _ => Vec::new(),
        };
        self.weights = weights;
        if let Kind::ByValue { interval, .. } = &mut self.kind {
            let drawn: u64 = strata.iter().map(|s| s.known - s.certain.0).sum();
            let checked: u64 = strata.iter().map(|s| s.checked - s.certain.1).sum();
            *interval *= drawn as f64 / checked.max(1) as f64;
        }
    }
}

/// What is counted of a stratum, of cases with a chance that is known.
#[derive(Clone, Debug, Default)]
struct Stratum {
    size: Option<u64>,
    /// Drawn.
    known: u64,
    /// Drawn and checked.
    checked: u64,
    /// Drawn for certain, and checked of these.
    certain: (u64, u64),
    /// Σ of weights, and of those checked.
    sum: (f64, f64),
    least: f64,
    largest: f64,
}

impl Stratum {
    fn add(&mut self, case: &Case) {
        let Some(weight) = case.weight else { return };
        let checked = u64::from(case.checked);
        let certain = u64::from(weight <= 1.0 + ALIKE);
        self.size = self.size.or(case.size);
        self.least = if self.known == 0 {
            weight
        } else {
            self.least.min(weight)
        };
        self.largest = self.largest.max(weight);
        self.known += 1;
        self.checked += checked;
        self.certain.0 += certain;
        self.certain.1 += certain * checked;
        self.sum.0 += weight;
        self.sum.1 += weight * checked as f64;
    }

    /// Cases of the frame, as they are told or as the weights say.
    fn population(&self) -> f64 {
        self.size.map_or(self.sum.0, |size| size as f64)
    }

    fn is_even(&self) -> bool {
        self.known == 0 || self.largest <= self.least * (1.0 + ALIKE)
    }

    /// What a case stands for, over what it would if its stratum was sure to be drawn.
    fn expansion(&self) -> f64 {
        self.largest * self.known as f64 / self.population()
    }
}

fn kind(cases: &[Case], strata: &[Stratum]) -> Kind {
    let drawn: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.known > 0).collect();
    if drawn.is_empty() {
        return Kind::Unknown;
    }
    if cases.iter().any(|case| case.cluster.is_some()) {
        return Kind::Clusters;
    }
    if drawn.iter().all(|stratum| stratum.is_even()) {
        let first = drawn[0].expansion();
        // A chance is written with all of its digits, but a size may be of a list that was changed a little.
        let alike = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-4;
        if drawn.iter().all(|stratum| alike(stratum.expansion(), 1.0)) {
            return Kind::Strata;
        }
        let of_one = drawn
            .iter()
            .all(|stratum| alike(stratum.expansion(), first));
        if of_one && first > 1.0 && drawn.len() > 1 {
            return Kind::DrawnStrata((first * drawn.len() as f64).round() as u64);
        }
        return Kind::Unequal;
    }
    by_value(cases, &drawn).unwrap_or(Kind::Unequal)
}

/// Every case that was not certain to be drawn stands for the same value.
fn by_value(cases: &[Case], drawn: &[&Stratum]) -> Option<Kind> {
    let [only] = drawn else { return None };
    let expected = cases.iter().find_map(|case| case.drawn)?;
    let mut interval: Option<f64> = None;
    for case in cases.iter().filter(|case| case.weight.is_some()) {
        let (weight, value) = (case.weight?, case.value?);
        if weight > 1.0 + ALIKE {
            let stands_for = weight * value;
            let first = *interval.get_or_insert(stands_for);
            if (stands_for / first - 1.0).abs() > ALIKE {
                return None;
            }
        }
    }
    let interval = interval?;
    Some(Kind::ByValue {
        interval,
        value: interval * expected as f64,
        cases: only.size.map(|size| size as f64),
    })
}
