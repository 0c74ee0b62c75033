//! The permutation test: had the arms been dealt otherwise, how often would the difference be as large?

use crate::guard::none_if;
use rand::{Rng, RngExt};

use crate::precision::TIE;

/// Deals that are counted one by one; where there are more, so many are drawn, and fewer of very many clusters.
const MOST_COUNTED: u64 = 200_000;
const DRAWN: u32 = 19_999;
const DRAWN_OF_MANY: u32 = 1_999;
const MANY: usize = 2_000;

/// How many deals are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deals {
    /// Up to so many are counted one by one.
    pub counted: u64,
    /// Where there are more, so many are drawn.
    pub drawn: u32,
}

impl Default for Deals {
    fn default() -> Self {
        Self {
            counted: MOST_COUNTED,
            drawn: DRAWN,
        }
    }
}

/// What the test says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Permutation {
    /// The difference of the means of the arms; in steps, the effect.
    pub difference: f64,
    /// The share of deals with a difference as far from 0 or farther.
    pub p_two_sided: f64,
    /// The share of deals with this difference or a lower one.
    pub p_less: f64,
    /// The deals there are.
    pub allocations: f64,
    /// Whether all of them were counted; else so many were drawn, and the one that was dealt is counted among them.
    pub exact: bool,
    /// The smallest two-sided probability that so many clusters could ever give.
    pub least_p: f64,
}

/// The smallest two-sided probability that arms of so many clusters can give: two of all deals, where both arms are of one
/// size, else one.
///
/// `None` for an arm without clusters.
/// # Examples
/// ```
/// use tierone_stats::trial::least_p;
///
/// // With 3 and 3 clusters no difference is ever significant at 5 %; with 4 and 4 one can be.
/// assert_eq!(least_p(3, 3), Some(0.1));
/// assert!(least_p(4, 4).unwrap() < 0.05);
/// ```
pub fn least_p(one: usize, other: usize) -> Option<f64> {
    let deals = deals(one + other, one);
    let extreme = if one == other { 2.0 } else { 1.0 };
    (one > 0 && other > 0).then_some(extreme / deals)
}

/// The smallest number of clusters in each of two arms with which a permutation test can reject at `alpha`.
///
/// `None` where 60 are too few.
/// # Examples
/// ```
/// use tierone_stats::trial::clusters_to_reject;
///
/// assert_eq!((clusters_to_reject(0.05), clusters_to_reject(0.01)), (Some(4), Some(5)));
/// ```
pub fn clusters_to_reject(alpha: f64) -> Option<usize> {
    (2..=60).find(|k| least_p(*k, *k).is_some_and(|p| p <= alpha))
}

/// Compares the means of two arms, of figures of clusters that were dealt to them by chance.
///
/// All deals are counted where they are at most 200 000; else 19 999 are drawn from `stream` (1 999 of more than 2 000 clusters),
/// and the one that was dealt is added, so that the test stays valid. `None` for an arm without clusters, or a figure that is not a number.
/// # Units
/// Those of the figures.
/// # Source
/// Fisher (1935), The Design of Experiments, §21; Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular
/// Biology 9, 39, doi:10.2202/1544-6115.1585, for deals that are drawn.
/// # Examples
/// ```
/// use tierone_stats::rng::{Address, Purpose};
/// use tierone_stats::trial::permutation;
///
/// let mut stream = Address::default().open(&Purpose::interval("pilot"));
/// let test = permutation(&[0.02, 0.03, 0.025, 0.01], &[0.05, 0.04, 0.06, 0.03], &mut stream).unwrap();
/// assert!((test.p_two_sided - 4.0 / 70.0).abs() < 1e-12);
/// ```
pub fn permutation(one: &[f64], other: &[f64], stream: &mut impl Rng) -> Option<Permutation> {
    permutation_within(one, other, Deals::default(), stream)
}

/// The same with so many deals: where fewer are drawn the test is as valid, and less powerful.
///
/// `None` as for [`permutation`].
/// # Source
/// As for [`permutation`].
pub fn permutation_within(
    one: &[f64],
    other: &[f64],
    deals_of: Deals,
    stream: &mut impl Rng,
) -> Option<Permutation> {
    let least_p = least_p(one.len(), other.len())?;
    let mut all: Vec<f64> = one.iter().chain(other).copied().collect();
    none_if(!all.iter().all(|value| value.is_finite()))?;
    let (m, k) = (all.len(), one.len());
    let total: f64 = all.iter().sum();
    let of = |sum: f64| sum / k as f64 - (total - sum) / (m - k) as f64;
    let difference = of(one.iter().sum());
    let slack = TIE * all.iter().map(|value| value.abs()).fold(0.0, f64::max);
    let mut tally = Tally::new(difference, slack);
    let allocations = deals(m, k);
    let exact = allocations <= deals_of.counted as f64;
    if exact {
        let mut chosen: Vec<usize> = (0..k).collect();
        loop {
            tally.add(of(chosen.iter().map(|place| all[*place]).sum()));
            if !advance(&mut chosen, m) {
                break;
            }
        }
    } else {
        tally.add(difference);
        let drawn = match m > MANY {
            true => deals_of.drawn.min(DRAWN_OF_MANY),
            false => deals_of.drawn,
        };
        for _ in 0..drawn {
            for place in 0..k {
                let with = stream.random_range(place..m);
                all.swap(place, with);
            }
            tally.add(of(all[..k].iter().sum()));
        }
    }
    Some(tally.done(allocations, exact, least_p))
}

/// The same of clusters that were dealt in pairs, one of each to either arm.
///
/// `None` where the arms are not of one size, are empty, or of more than 60 pairs.
/// # Source
/// Fisher (1935), as for [`permutation`].
/// # Examples
/// ```
/// use tierone_stats::rng::{Address, Purpose};
/// use tierone_stats::trial::permutation_of_pairs;
///
/// let mut stream = Address::default().open(&Purpose::interval("pilot"));
/// let test = permutation_of_pairs(&[3.1, 2.7, 4.0, 3.3, 2.9], &[3.6, 3.0, 4.4, 3.2, 3.9], &mut stream).unwrap();
/// assert!((test.p_two_sided - 4.0 / 32.0).abs() < 1e-12);
/// ```
pub fn permutation_of_pairs(
    one: &[f64],
    other: &[f64],
    stream: &mut impl Rng,
) -> Option<Permutation> {
    let n = one.len();
    none_if(n != other.len() || n == 0 || n > 60)?;
    let apart: Vec<f64> = one.iter().zip(other).map(|(a, b)| a - b).collect();
    none_if(!apart.iter().all(|value| value.is_finite()))?;
    let of = |signs: u64| -> f64 {
        let signed = apart.iter().enumerate();
        let signed = signed.map(|(k, d)| if signs >> k & 1 == 1 { -d } else { *d });
        signed.sum::<f64>() / n as f64
    };
    let slack = TIE * apart.iter().map(|value| value.abs()).fold(0.0, f64::max);
    let mut tally = Tally::new(of(0), slack);
    let deals = 1u64 << n;
    let exact = deals <= MOST_COUNTED;
    if exact {
        (0..deals).for_each(|signs| tally.add(of(signs)));
    } else {
        tally.add(of(0));
        (0..DRAWN).for_each(|_| tally.add(of(stream.random())));
    }
    Some(tally.done(deals as f64, exact, 2.0 / deals as f64))
}

/// Deals that are as extreme as the one that was dealt.
pub(super) struct Tally {
    difference: f64,
    slack: f64,
    all: u64,
    as_far: u64,
    lower: u64,
}

impl Tally {
    pub(super) fn new(difference: f64, slack: f64) -> Self {
        Self {
            difference,
            slack,
            all: 0,
            as_far: 0,
            lower: 0,
        }
    }

    pub(super) fn add(&mut self, other: f64) {
        self.all += 1;
        self.as_far += u64::from(other.abs() >= self.difference.abs() - self.slack);
        self.lower += u64::from(other <= self.difference + self.slack);
    }

    pub(super) fn done(&self, allocations: f64, exact: bool, least_p: f64) -> Permutation {
        Permutation {
            difference: self.difference,
            p_two_sided: self.as_far as f64 / self.all as f64,
            p_less: self.lower as f64 / self.all as f64,
            allocations,
            exact,
            least_p,
        }
    }
}

/// Ways to choose `k` of `m`, as a float beyond exact integers.
fn deals(m: usize, k: usize) -> f64 {
    let k = k.min(m - k);
    (0..k).fold(1.0, |ways: f64, j| {
        (ways * (m - j) as f64 / (j + 1) as f64).round()
    })
}

/// The next choice in order; whether there is one.
fn advance(chosen: &mut [usize], m: usize) -> bool {
    let k = chosen.len();
    let Some(place) = (0..k).rev().find(|place| chosen[*place] < m - k + place) else {
        return false;
    };
    chosen[place] += 1;
    for next in place + 1..k {
        chosen[next] = chosen[next - 1] + 1;
    }
    true
}
