//! The design of a sample, recognised from sizes and chances, and what each case stands for.

use std::collections::BTreeMap;

use super::case::DrawnCase;
use super::cheap::Cheap;
use super::size_conflict::SizeConflict;
use tierone_stats::format::whole_pounds;

/// How cases were drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DesignKind {
    /// Nobody knows.
    Unknown,
    /// At random within strata, each with one chance for all: also one simple sample, and a census.
    Strata,
    /// In steps: clusters at random within strata, and decisions at random within clusters.
    Steps,
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
pub struct DrawnSample {
    /// All that were drawn, also those not yet checked.
    pub cases: Vec<DrawnCase>,
    /// How.
    pub kind: DesignKind,
    /// Whether over and under are told apart.
    pub sided: bool,
    /// Whether amounts in error were recorded: without them there are no figures of money.
    pub priced: bool,
    /// Whether some cases were checked more than once: their rows are a cluster.
    pub repeated: bool,
    /// A cheap result of every case, which parts the strata.
    pub cheap: Option<Cheap>,
    /// Cases of strata that nothing was drawn of.
    pub not_drawn: u64,
    /// Cases that had other checks alone than those asked for: figures are of the cases that had these.
    pub other_checks: u64,
    /// By case, what it stands for; none where it has no say.
    weights: Vec<Option<f64>>,
    /// By case, the share of its cluster that was checked: 1 where nobody says.
    pub(super) inside: Vec<f64>,
    /// By stratum, cases checked that have a say.
    pub(super) checked: Vec<u64>,
    /// By stratum, the share of it that was checked, or of its clusters; nothing where weights are only told.
    pub(super) shares: Vec<f64>,
}

/// Chances that differ by less are one chance, written with few digits.
const ALIKE: f64 = 1e-6;

impl DrawnSample {
    /// Recognises how `cases` were drawn. Those not yet checked are taken to be like the others of their stratum, so
    /// that those checked stand for them too.
    pub fn new(cases: Vec<DrawnCase>, sided: bool) -> Self {
        let strata = counted(&cases);
        let mut sample = Self {
            weights: vec![None; cases.len()],
            inside: vec![1.0; cases.len()],
            kind: kind(&cases, &strata),
            cases,
            sided,
            priced: true,
            repeated: false,
            cheap: None,
            not_drawn: 0,
            other_checks: 0,
            checked: strata.iter().map(|stratum| stratum.checked).collect(),
            shares: Vec::new(),
        };
        if sample.kind == DesignKind::Steps {
            sample.weigh_in_steps();
        } else {
            sample.weigh(&strata);
        }
        sample.assume_values();
        sample
    }

    /// What a case stands for; none where it was not checked or nobody knows its chance.
    pub fn weight(&self, case: usize) -> Option<f64> {
        self.weights[case]
    }

    /// The stratum of a case and its cluster within it, by numbers of their own: what was drawn first.
    pub(super) fn place(&self, index: usize) -> (usize, usize) {
        let case = &self.cases[index];
        // A case on its own is a cluster of its own, beyond the numbers of the others.
        (case.stratum, case.cluster.unwrap_or(usize::MAX - index))
    }

    /// Cases drawn and not yet checked.
    pub fn pending(&self) -> u64 {
        self.cases.iter().filter(|case| !case.checked).count() as u64
    }

    /// A stratum of which there are more cases than the file says were drawn of it, with both numbers: the rows are of more
    /// than one sample.
    pub(crate) fn drawn_more_than_once(&self) -> Option<(usize, u64, u64)> {
        if self.kind != DesignKind::Strata || self.repeated {
            return None;
        }
        let strata = counted(&self.cases).into_iter().enumerate();
        let mut strata = strata.filter_map(|(index, of)| Some((index, of.known, of.drawn?)));
        strata.find(|(_, known, drawn)| known > drawn)
    }

    /// Where sizes of strata are not what their chances add up to: the chances are used.
    pub fn size_conflict(&self) -> Option<SizeConflict> {
        if self.kind != DesignKind::Strata {
            return None;
        }
        let strata = counted(&self.cases);
        let of = |(index, stratum): (usize, &Stratum)| {
            let size = stratum.size.filter(|_| !stratum.size_fits())?;
            Some((index, size, stratum.sum.0))
        };
        let conflicts: Vec<_> = strata.iter().enumerate().filter_map(of).collect();
        let gap = |size: u64, implied: f64| (implied / size.max(1) as f64).ln().abs();
        let (stratum, size, implied) = conflicts
            .iter()
            .copied()
            .max_by(|one, other| gap(one.1, one.2).total_cmp(&gap(other.1, other.2)))?;
        Some(SizeConflict {
            strata: conflicts.len(),
            stratum,
            size,
            implied,
        })
    }

    /// Whether it is one simple sample.
    pub(crate) fn is_simple(&self) -> bool {
        let strata = self.checked.iter().filter(|checked| **checked > 0).count();
        self.kind == DesignKind::Strata && strata == 1
    }

    /// Whether everything was checked.
    pub(crate) fn is_census(&self) -> bool {
        let all = |weight: &f64| *weight <= 1.0;
        self.kind == DesignKind::Strata
            && self.is_of_whole_frame()
            && self.weights.iter().flatten().all(all)
    }

    /// The design in a sentence, with how many cases its figures are of where they are not all.
    pub fn described(&self) -> String {
        let design = self.design();
        match self.reach().said("cases") {
            Some(of) => format!("{design}, for {of}"),
            None => design,
        }
    }

    fn design(&self) -> String {
        let strata = self.checked.iter().filter(|checked| **checked > 0).count();
        if let Some(cheap) = &self.cheap {
            return cheap.described(self.checked.iter().sum());
        }
        match self.kind {
            DesignKind::Unknown if self.other_checks > 0 => {
                "not every case had the checks asked for: figures are of those that had them".into()
            }
            DesignKind::Unknown => {
                "selection probabilities are unknown: figures are of checked cases only".into()
            }
            DesignKind::Strata if self.is_census() => "everything was checked".into(),
            DesignKind::Strata if strata <= 1 => "a simple random sample".into(),
            DesignKind::Strata => format!("a stratified random sample of {strata} strata"),
            DesignKind::Steps => {
                let (mut drawn, mut frame) = (0, 0);
                for (clusters, of) in self.drawn_clusters().values() {
                    (drawn, frame) = (drawn + clusters.len(), frame + of);
                }
                if self.repeated {
                    return format!(
                        "a sample of {drawn} cases of {frame}, some checked more than once"
                    );
                }
                let within = if strata > 1 {
                    format!(" in {strata} strata")
                } else {
                    String::new()
                };
                format!("a sample of {drawn} clusters of {frame}{within}")
            }
            DesignKind::Clusters if self.repeated => {
                "a sample of cases, some checked more than once".into()
            }
            DesignKind::Clusters => "a sample of clusters, with weights as stated".into(),
            DesignKind::ByValue { interval, .. } => {
                format!(
                    "a sample by value: each case drawn stands for {}, and one that is worth more for itself",
                    whole_pounds(interval)
                )
            }
            DesignKind::Unequal if strata <= 1 => "a sample with unequal chances".into(),
            DesignKind::Unequal => format!("a sample with unequal chances in {strata} strata"),
        }
    }

    fn weigh(&mut self, strata: &[Stratum]) {
        let of = |case: &DrawnCase| -> Option<f64> {
            let weight = case.weight.filter(|_| case.checked)?;
            let stratum = &strata[case.stratum];
            Some(match self.kind {
                DesignKind::Strata => stratum.population() / stratum.checked as f64,
                DesignKind::ByValue { .. } if weight <= 1.0 + ALIKE => {
                    stratum.certain.0 as f64 / stratum.certain.1 as f64
                }
                DesignKind::ByValue { .. } => {
                    let drawn = stratum.known - stratum.certain.0;
                    let checked = stratum.checked - stratum.certain.1;
                    weight * drawn as f64 / checked as f64
                }
                _ => weight * stratum.sum.0 / stratum.sum.1,
            })
        };
        let weights = self.cases.iter().map(of).collect();
        self.shares = match self.kind {
            DesignKind::Strata => strata
                .iter()
                .map(|stratum| stratum.checked as f64 / stratum.population().max(1.0))
                .collect(),
            _ => Vec::new(),
        };
        self.weights = weights;
        if let DesignKind::ByValue { interval, .. } = &mut self.kind {
            let drawn: u64 = strata.iter().map(|s| s.known - s.certain.0).sum();
            let checked: u64 = strata.iter().map(|s| s.checked - s.certain.1).sum();
            *interval *= drawn as f64 / checked.max(1) as f64;
        }
    }

    /// By stratum its clusters with a case checked, each with how many, and the clusters of the frame.
    fn drawn_clusters(&self) -> BTreeMap<usize, (BTreeMap<usize, u64>, u64)> {
        let mut strata: BTreeMap<usize, (BTreeMap<usize, u64>, u64)> = BTreeMap::new();
        for (index, case) in self.cases.iter().enumerate() {
            if case.checked && case.weight.is_some() {
                let (stratum, cluster) = self.place(index);
                let (clusters, frame) = strata.entry(stratum).or_default();
                *frame = case.clusters.unwrap_or(0);
                *clusters.entry(cluster).or_default() += 1;
            }
        }
        strata
    }

    /// One of n of N in one of m of M clusters stands for M/m × N/n.
    fn weigh_in_steps(&mut self) {
        let strata = self.drawn_clusters();
        self.shares = vec![0.0; self.checked.len()];
        for (stratum, (clusters, frame)) in &strata {
            self.shares[*stratum] = clusters.len() as f64 / *frame as f64;
        }
        for index in 0..self.cases.len() {
            let (stratum, cluster) = self.place(index);
            let case = &self.cases[index];
            let checked = strata.get(&stratum).and_then(|s| s.0.get(&cluster));
            if let (true, Some(_), Some(checked)) = (case.checked, case.weight, checked) {
                let share = *checked as f64 / case.cluster_size.unwrap_or(*checked) as f64;
                self.inside[index] = share;
                self.weights[index] = Some(1.0 / (share * self.shares[stratum]));
            }
        }
    }
}

/// What is counted of a stratum, of cases with a chance that is known.
#[derive(Clone, Debug, Default)]
struct Stratum {
    size: Option<u64>,
    /// Drawn of it, as the file has it.
    drawn: Option<u64>,
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
    fn add(&mut self, case: &DrawnCase) {
        let Some(weight) = case.weight else { return };
        let checked = u64::from(case.checked);
        let certain = u64::from(weight <= 1.0 + ALIKE);
        self.size = self.size.or(case.size);
        self.drawn = self.drawn.or(case.drawn);
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

    /// Cases of the frame: its size where that fits the chances, and otherwise what the weights add up to.
    fn population(&self) -> f64 {
        match self.size {
            Some(size) if self.size_fits() => size as f64,
            _ => self.sum.0,
        }
    }

    /// Whether cases of one weight, as many as were drawn, make up its size: a chance is written with all of its digits,
    /// but a size may be of a list that was changed a little. A file may leave out some of those drawn.
    fn size_fits(&self) -> bool {
        let Some(size) = self.size.filter(|_| self.is_even()) else {
            return true;
        };
        // More than were drawn of it are no sample of it.
        let left_out = self.drawn.filter(|drawn| *drawn >= self.known);
        let drawn = [Some(self.known), left_out];
        drawn.into_iter().flatten().any(|drawn| {
            let implied = self.largest * drawn as f64;
            (implied / size as f64 - 1.0).abs() < 1e-4
        })
    }

    fn is_even(&self) -> bool {
        self.known == 0 || self.largest <= self.least * (1.0 + ALIKE)
    }
}

/// What is counted of every stratum.
fn counted(cases: &[DrawnCase]) -> Vec<Stratum> {
    let count = cases.iter().map(|case| case.stratum + 1).max().unwrap_or(0);
    let mut strata = vec![Stratum::default(); count];
    for case in cases {
        strata[case.stratum].add(case);
    }
    strata
}

fn kind(cases: &[DrawnCase], strata: &[Stratum]) -> DesignKind {
    let drawn: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.known > 0).collect();
    if drawn.is_empty() {
        return DesignKind::Unknown;
    }
    let known = || cases.iter().filter(|case| case.weight.is_some());
    if known().all(|case| case.cluster.is_some() && case.clusters.is_some()) {
        return DesignKind::Steps;
    }
    if cases.iter().any(|case| case.cluster.is_some()) {
        return DesignKind::Clusters;
    }
    if drawn.iter().all(|stratum| stratum.is_even()) {
        return DesignKind::Strata;
    }
    by_value(cases, &drawn).unwrap_or(DesignKind::Unequal)
}

/// Every case that was not certain to be drawn stands for the same value.
fn by_value(cases: &[DrawnCase], drawn: &[&Stratum]) -> Option<DesignKind> {
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
    let interval = interval.filter(|interval| *interval > 0.0)?;
    Some(DesignKind::ByValue {
        interval,
        value: interval * expected as f64,
        cases: only.size.map(|size| size as f64),
    })
}
