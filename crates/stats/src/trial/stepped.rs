//! A pilot whose clusters start in steps, one after the other: its effect, and the test that assumes only that steps were dealt by
//! chance.

use crate::guard::none_if;
use rand::{Rng, RngExt};

use super::comparison::{Cluster, Comparison, compared, summed};
use super::permutation::{Deals, Permutation, Tally};
use crate::precision::TIE;

/// The effect of a pilot whose clusters start in `steps` steps, one after the other: of having started, beside an effect of each phase
/// and one of each group of clusters that start together (those that never do are one more).
///
/// Phases are one more than steps. The permutation test draws deals of the clusters to the steps; what is compared is the effect
/// itself. `None` where nothing can be compared, or with fewer than 2 or more than 6 steps.
/// # Source
/// Hussey & Hughes (2007), Contemporary Clinical Trials 28, 182–191, with effects of groups for those of clusters, and errors by CR2;
/// Wang & De Gruttola (2017), Statistics in Medicine 36, 2831–2843, for the permutation test of a stepped wedge.
pub fn stepped(
    clusters: &[Cluster],
    steps: usize,
    confidence: f64,
    by_chance: (Deals, &mut dyn Rng),
) -> Option<Comparison> {
    let never = clusters.iter().any(|one| one.step.is_none());
    match 2 * steps + 1 + usize::from(never) {
        _ if steps < 2 => None,
        5 => in_steps::<5>(clusters, steps, confidence, by_chance),
        6 => in_steps::<6>(clusters, steps, confidence, by_chance),
        7 => in_steps::<7>(clusters, steps, confidence, by_chance),
        8 => in_steps::<8>(clusters, steps, confidence, by_chance),
        9 => in_steps::<9>(clusters, steps, confidence, by_chance),
        10 => in_steps::<10>(clusters, steps, confidence, by_chance),
        11 => in_steps::<11>(clusters, steps, confidence, by_chance),
        12 => in_steps::<12>(clusters, steps, confidence, by_chance),
        13 => in_steps::<13>(clusters, steps, confidence, by_chance),
        14 => in_steps::<14>(clusters, steps, confidence, by_chance),
        _ => None,
    }
}

/// What explains a cluster's phase: 1, one for each group after the first, one for each phase after the first, and having started.
fn explains<const P: usize>(step: Option<usize>, phase: usize, steps: usize) -> [f64; P] {
    let (groups, group) = (P - 1 - steps, step.unwrap_or(steps));
    let mut x = [0.0; P];
    x[0] = 1.0;
    if group > 0 {
        x[group] = 1.0;
    }
    if phase > 0 {
        x[groups - 1 + phase] = 1.0;
    }
    x[P - 1] = f64::from(u8::from(step.is_some_and(|step| phase > step)));
    x
}

fn in_steps<const P: usize>(
    clusters: &[Cluster],
    steps: usize,
    confidence: f64,
    (deals, stream): (Deals, &mut dyn Rng),
) -> Option<Comparison> {
    let checked = |one: &&Cluster| {
        one.phases.len() == steps + 1 && one.phases.iter().any(|counts| counts.cases > 0)
    };
    let there: Vec<&Cluster> = clusters.iter().filter(checked).collect();
    let (mut sums, mut arms) = (Vec::new(), [0, 0]);
    for one in &there {
        let rows = one.phases.iter().enumerate();
        let rows: Vec<_> = rows
            .map(|(phase, counts)| (*counts, explains::<P>(one.step, phase, steps)))
            .collect();
        arms[usize::from(one.step.is_none())] += 1;
        sums.push(summed(&rows));
    }
    // Where some never start they are an arm; where all do, the arms are the same clusters at different times.
    let arms = match arms {
        [all, 0] => [all, all],
        arms => arms,
    };
    let permutation = permuted::<P>(&there, steps, deals, stream);
    compared(&sums, arms, permutation, confidence)
}

/// The test of the effect over deals of the clusters to the steps that were there, drawn with the one that was dealt among them.
fn permuted<const P: usize>(
    clusters: &[&Cluster],
    steps: usize,
    deals: Deals,
    stream: &mut dyn Rng,
) -> Option<Permutation> {
    let mut dealt: Vec<Option<usize>> = clusters.iter().map(|one| one.step).collect();
    let effect = |dealt: &[Option<usize>]| effect::<P>(clusters, dealt, steps);
    let found = effect(&dealt)?;
    let allocations = allocations(&dealt, steps);
    let mut tally = Tally::new(found, TIE);
    tally.add(found);
    for _ in 0..deals.drawn {
        for place in 1..dealt.len() {
            dealt.swap(place, stream.random_range(0..=place));
        }
        // A deal whose effect cannot be told is no evidence against chance.
        tally.add(effect(&dealt).unwrap_or(found));
    }
    Some(tally.done(allocations, false, 1.0 / allocations))
}

/// Ways to deal clusters to steps of these sizes, as a float.
fn allocations(dealt: &[Option<usize>], steps: usize) -> f64 {
    let groups = (0..steps).map(Some).chain([None]);
    let (mut ways, mut so_far) = (1.0, 0);
    for group in groups {
        for k in 1..=dealt.iter().filter(|step| **step == group).count() {
            so_far += 1;
            ways *= f64::from(so_far) / k as f64;
        }
    }
    ways.round()
}

/// The effect alone, of clusters that start when they are dealt to: from the sums of those that start together.
fn effect<const P: usize>(
    clusters: &[&Cluster],
    dealt: &[Option<usize>],
    steps: usize,
) -> Option<f64> {
    let groups = P - 1 - steps;
    let mut counts = vec![[0.0; 2]; groups * (steps + 1)];
    for (one, step) in clusters.iter().zip(dealt) {
        for (phase, found) in one.phases.iter().enumerate() {
            let cell = &mut counts[step.unwrap_or(steps) * (steps + 1) + phase];
            cell[0] += found.cases as f64;
            cell[1] += found.wrong as f64;
        }
    }
    let (mut xx, mut xy) = ([[0.0; P]; P], [0.0; P]);
    for (cell, [cases, wrong]) in counts.iter().enumerate() {
        let (group, phase) = (cell / (steps + 1), cell % (steps + 1));
        let step = (group < steps).then_some(group);
        let x = explains::<P>(step, phase, steps);
        for i in (0..P).filter(|i| x[*i] > 0.0) {
            xy[i] += wrong;
            for j in (0..P).filter(|j| x[*j] > 0.0) {
                xx[i][j] += cases;
            }
        }
    }
    last(xx, xy)
}

/// The last coefficient of normal equations, by elimination; none where columns say the same.
fn last<const P: usize>(mut xx: [[f64; P]; P], mut xy: [f64; P]) -> Option<f64> {
    let largest = (0..P).map(|i| xx[i][i]).fold(0.0, f64::max);
    for i in 0..P {
        none_if(xx[i][i] <= 1e-10 * largest)?;
        let (pivot, first) = (xx[i], xy[i]);
        for (below, y) in xx.iter_mut().zip(&mut xy).skip(i + 1) {
            let factor = below[i] / pivot[i];
            let rest = below.iter_mut().zip(&pivot).skip(i);
            rest.for_each(|(value, pivot)| *value -= factor * pivot);
            *y -= factor * first;
        }
    }
    Some(xy[P - 1] / xx[P - 1][P - 1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Address, Purpose};
    use crate::trial::Counts;

    fn cluster(step: Option<usize>, shares: [u64; 3]) -> Cluster {
        let phases = shares.map(|wrong| Counts { cases: 100, wrong });
        Cluster {
            step,
            phases: phases.to_vec(),
        }
    }

    fn drawn(drawn: u32) -> Deals {
        Deals { counted: 0, drawn }
    }

    #[test]
    fn without_noise_steps_find_the_effect_itself() {
        let mut stream = Address::default().open(&Purpose::interval("pilot"));
        // Clusters at 30 and 10 of 100, phases that add 10 and 20 (and 5 and 15), an effect of −5.
        let steps = [
            cluster(Some(0), [30, 35, 45]),
            cluster(Some(1), [10, 20, 25]),
            cluster(Some(0), [30, 35, 45]),
            cluster(Some(1), [10, 20, 25]),
        ];
        let all = stepped(&steps, 2, 0.95, (drawn(99), &mut stream)).expect("compared");
        assert!((all.value + 0.05).abs() < 1e-12, "{}", all.value);
        let mut with_others = steps.to_vec();
        let never = cluster(None, [50, 60, 70]);
        with_others.extend([never.clone(), never]);
        let all = stepped(&with_others, 2, 0.95, (drawn(99), &mut stream)).expect("compared");
        assert!((all.value + 0.05).abs() < 1e-12, "{}", all.value);
        assert_eq!(all.arms, [4, 2]);
        let test = all.permutation.expect("drawn");
        // 6!/(2! 2! 2!) deals.
        assert_eq!(test.allocations, 90.0);
        assert!((test.difference + 0.05).abs() < 1e-12);
        let empty = cluster(Some(0), [0, 0, 0]);
        assert!(stepped(&[], 2, 0.95, (drawn(9), &mut stream)).is_none());
        assert!(stepped(&[empty], 7, 0.95, (drawn(9), &mut stream)).is_none());
    }

    /// Where nothing is done, p values of a test that draws 19 deals are uniform over twentieths. α = 0.001: of 2,000 at 5 %, 70 to
    /// 133 are the smallest.
    #[test]
    fn where_nothing_is_done_the_test_rejects_as_often_as_it_says() {
        let mut stream = Address::default().open(&Purpose::interval("pilot"));
        let mut rejected = 0;
        for _ in 0..2_000 {
            let clusters: Vec<Cluster> = (0..9)
                .map(|place| {
                    let level = stream.random_range(10..40);
                    let mut around = || level + stream.random_range(0..=10);
                    cluster(Some(place % 2), [around(), around(), around()])
                })
                .collect();
            let said = stepped(&clusters, 2, 0.95, (drawn(19), &mut stream)).expect("compared");
            let p = said.permutation.expect("drawn").p_two_sided;
            rejected += u32::from(p <= 0.05 + 1e-12);
        }
        assert!((70..=133).contains(&rejected), "{rejected}");
    }
}
