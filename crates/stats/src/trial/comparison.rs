//! What a pilot says: its effect by clusters, by all deals of them, and as if clusters were nothing.

use rand::Rng;

use super::least_squares::{Fit, Sums, Variance};
use super::permutation::{Deals, Permutation, permutation_within};
use super::power::smallest_effect_t;
use crate::special::{beta_tails, student_t_quantile};

/// Decisions that were checked of a cluster at a time, and those of them in error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Decisions checked.
    pub cases: u64,
    /// Those in error.
    pub wrong: u64,
}

impl Counts {
    /// The share in error.
    pub fn share(&self) -> Option<f64> {
        (self.cases > 0).then(|| self.wrong as f64 / self.cases as f64)
    }
}

/// A cluster, and what was found in it: one entry for each phase of the pilot.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The step in which it starts; none for one that never does.
    pub step: Option<usize>,
    /// What was found, by phase. In phase `s + 1` the steps up to number `s` have started; where nothing is known of the time before
    /// the first start, phases begin with that start.
    pub phases: Vec<Counts>,
}

/// An effect with what is known of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// Its lower limit.
    pub low: f64,
    /// Its upper limit.
    pub high: f64,
    /// Its standard error.
    pub se: f64,
    /// Degrees of freedom of that.
    pub df: f64,
    /// The probability of an effect as far from 0 or farther where there is none.
    pub p_value: f64,
}

/// The effect of a pilot, by every method: the share in error of those who had it less that of the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The effect.
    pub value: f64,
    /// By clusters, CR2; none where an arm is a single cluster, which decides it: nothing tells then what is its own.
    pub clusters: Option<Tested>,
    /// As if every decision stood alone: too sure wherever decisions of a cluster are alike.
    pub naive: Option<Tested>,
    /// By the deals of clusters to the arms, or to the steps.
    pub permutation: Option<Permutation>,
    /// Clusters that have it, and others.
    pub arms: [usize; 2],
}

impl Comparison {
    /// The smallest effect that is found with probability `power` by clusters that differ as these do.
    pub fn smallest_effect(&self, alpha: f64, power: f64) -> Option<f64> {
        let tested = self.clusters?;
        smallest_effect_t(tested.se, tested.df, alpha, power)
    }
}

/// The difference between arms in one phase, counted from 0; a cluster of which nothing was checked then is left out.
///
/// `None` where nothing can be compared.
pub fn difference(
    clusters: &[Cluster],
    phase: usize,
    confidence: f64,
    (deals, stream): (Deals, &mut impl Rng),
) -> Option<Comparison> {
    let counts = |one: &Cluster| one.phases.get(phase).copied().unwrap_or_default();
    let there = clusters.iter().filter(|one| counts(one).cases > 0);
    let arm = |one: &Cluster| f64::from(u8::from(one.step.is_some()));
    let (mut sums, mut figures, mut arms) = (Vec::new(), [Vec::new(), Vec::new()], [0, 0]);
    for one in there {
        sums.push(summed(&[(counts(one), [1.0, arm(one)])]));
        let other = usize::from(one.step.is_none());
        arms[other] += 1;
        figures[other].extend(counts(one).share());
    }
    let permutation = permutation_within(&figures[0], &figures[1], deals, stream);
    compared(&sums, arms, permutation, confidence)
}

/// By how much more the share changed from phase 0 to phase 1 where the pilot was, of clusters with checks in both: the difference in
/// differences.
///
/// `None` where nothing can be compared.
pub fn change(
    clusters: &[Cluster],
    confidence: f64,
    (deals, stream): (Deals, &mut impl Rng),
) -> Option<Comparison> {
    let (mut sums, mut figures, mut arms) = (Vec::new(), [Vec::new(), Vec::new()], [0, 0]);
    for one in clusters {
        let [before, after] = one.phases[..] else {
            continue;
        };
        let Some((was, is)) = before.share().zip(after.share()) else {
            continue;
        };
        let arm = f64::from(u8::from(one.step.is_some()));
        sums.push(summed(&[
            (before, [1.0, arm, 0.0, 0.0]),
            (after, [1.0, arm, 1.0, arm]),
        ]));
        let other = usize::from(one.step.is_none());
        arms[other] += 1;
        figures[other].push(is - was);
    }
    let permutation = permutation_within(&figures[0], &figures[1], deals, stream);
    compared(&sums, arms, permutation, confidence)
}

/// The sums of a cluster: cases with an error, and without, explained by the same.
pub(super) fn summed<const P: usize>(counts: &[(Counts, [f64; P])]) -> Sums<P> {
    let mut sums = Sums::default();
    for (count, x) in counts {
        sums.add_many(*x, 1.0, count.wrong);
        sums.add_many(*x, 0.0, count.cases - count.wrong);
    }
    sums
}

/// The last coefficient, by every method.
pub(super) fn compared<const P: usize>(
    sums: &[Sums<P>],
    arms: [usize; 2],
    permutation: Option<Permutation>,
    confidence: f64,
) -> Option<Comparison> {
    let fit = Fit::of(sums)?;
    let value = fit.coefficients[P - 1];
    let clusters = || {
        let interval = fit.interval(P - 1, confidence)?;
        Some(Tested {
            low: interval.low,
            high: interval.high,
            se: fit.standard_error(P - 1, Variance::Cr2)?,
            df: fit.degrees_of_freedom(P - 1)?,
            p_value: fit.p_value(P - 1)?,
        })
    };
    let naive = || {
        let se = fit.standard_error(P - 1, Variance::Naive)?;
        let df = fit.rows as f64 - P as f64;
        let reach = se * student_t_quantile(df, 0.5 + 0.5 * confidence);
        let t = value / se;
        Some(Tested {
            low: value - reach,
            high: value + reach,
            se,
            df,
            p_value: beta_tails(0.5 * df, 0.5, df / (df + t * t)).lower,
        })
    };
    Some(Comparison {
        value,
        clusters: if arms.iter().any(|arm| *arm < 2) {
            None
        } else {
            clusters()
        },
        naive: naive(),
        permutation,
        arms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Address, Purpose};

    fn cluster(step: Option<usize>, phases: &[(u64, u64)]) -> Cluster {
        let counts = |&(cases, wrong): &(u64, u64)| Counts { cases, wrong };
        Cluster {
            step,
            phases: phases.iter().map(counts).collect(),
        }
    }

    #[test]
    fn without_noise_both_designs_find_the_effect_itself() {
        let mut stream = Address::default().open(&Purpose::interval("pilot"));
        // Clusters at 30 and 20 of 100, a period that adds 10, an effect of −5.
        let parallel = [
            cluster(Some(0), &[(100, 30), (100, 35)]),
            cluster(Some(0), &[(100, 30), (100, 35)]),
            cluster(None, &[(100, 20), (100, 30)]),
            cluster(None, &[(100, 20), (100, 30)]),
        ];
        let after = difference(&parallel, 1, 0.95, (Deals::default(), &mut stream));
        assert!((after.expect("compared").value - 0.05).abs() < 1e-12);
        let change = change(&parallel, 0.95, (Deals::default(), &mut stream)).expect("compared");
        assert!((change.value + 0.05).abs() < 1e-12);
        assert_eq!(change.arms, [2, 2]);
    }

    #[test]
    fn a_single_cluster_of_an_arm_gets_an_effect_and_no_interval() {
        let mut stream = Address::default().open(&Purpose::interval("pilot"));
        let clusters = [
            cluster(Some(0), &[(40, 3)]),
            cluster(None, &[(40, 5)]),
            cluster(None, &[(40, 2)]),
        ];
        let one = difference(&clusters, 0, 0.95, (Deals::default(), &mut stream));
        let one = one.expect("compared");
        assert!(one.clusters.is_none() && one.naive.is_some());
        assert!(one.smallest_effect(0.05, 0.8).is_none());
    }

    #[test]
    fn nothing_checked_is_nothing_compared() {
        let mut stream = Address::default().open(&Purpose::interval("pilot"));
        let none = [
            cluster(Some(0), &[(0, 0), (0, 0)]),
            cluster(None, &[(0, 0), (0, 0)]),
        ];
        assert!(difference(&none, 1, 0.95, (Deals::default(), &mut stream)).is_none());
        assert!(change(&none, 0.95, (Deals::default(), &mut stream)).is_none());
    }
}
