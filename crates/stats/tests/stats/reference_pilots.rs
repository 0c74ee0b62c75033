//! Every row of the reference table on pilots.

use std::collections::BTreeMap;

use crate::tables::{Row, check};
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::trial::{
    Arms, Fit, SteppedWedge, Sums, Variance, clusters_per_arm, design_effect, intraclass,
    naive_type_one_error, permutation, permutation_of_pairs, power_normal, power_normal_both_tails,
    power_t, smallest_effect,
};

/// Rows of a pilot in `data/`: team, arm, after, y.
fn pilot(file: &str) -> Vec<(String, f64, f64, f64)> {
    let path = format!("{}/tests/reference/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("the data are there");
    let rows = reader.deserialize().map(|row| row.expect("a row"));
    rows.collect()
}

fn fit<const P: usize>(
    rows: &[(String, f64, f64, f64)],
    x: impl Fn(f64, f64) -> Option<[f64; P]>,
) -> Fit<P> {
    let mut clusters: BTreeMap<&str, Sums<P>> = BTreeMap::new();
    for (team, arm, post, y) in rows {
        if let Some(x) = x(*arm, *post) {
            clusters.entry(team).or_default().add(x, *y);
        }
    }
    Fit::of(&clusters.into_values().collect::<Vec<_>>()).expect("a fit")
}

fn of_fit<const P: usize>(row: &Row, fit: &Fit<P>) -> f64 {
    let effect = P - 1;
    let variance = match row.text("vcov") {
        "naive" => Variance::Naive,
        "CR0" => Variance::Cr0,
        "CR1" => Variance::Cr1,
        "CR1S" => Variance::Cr1s,
        _ => Variance::Cr2,
    };
    let interval = || {
        fit.interval(effect, row.number("level"))
            .expect("an interval")
    };
    match row.text("quantity") {
        "effect" => fit.coefficients[effect],
        "se" => fit.standard_error(effect, variance).expect("an s.e."),
        "satterthwaite_df" => fit.degrees_of_freedom(effect).expect("df"),
        "lower" => interval().low,
        "upper" => interval().high,
        "p_value" => fit.p_value(effect).expect("a p value"),
        other => panic!("no quantity {other}"),
    }
}

#[test]
fn pilots_with_clusters() {
    check("31_pilots.csv", 104, |row| match row.text("estimator") {
        "difference_in_means" => {
            let rows = pilot(row.text("data_file"));
            of_fit(
                row,
                &fit(&rows, |arm, post| (post > 0.0).then_some([1.0, arm])),
            )
        }
        "difference_in_differences" => {
            let rows = pilot(row.text("data_file"));
            of_fit(
                row,
                &fit(&rows, |arm, post| Some([1.0, arm, post, arm * post])),
            )
        }
        _ => of_design(row),
    });
}

fn of_design(row: &Row) -> f64 {
    let quantity = row.text("quantity");
    let number = |column| row.number(column);
    let alike = || {
        let mut clusters: BTreeMap<String, (u64, f64, f64)> = BTreeMap::new();
        for (team, _, post, y) in pilot(row.text("data_file")) {
            if post > 0.0 {
                let (n, sum, squares) = clusters.entry(team).or_default();
                (*n, *sum, *squares) = (*n + 1, *sum + y, *squares + y * y);
            }
        }
        intraclass(&clusters.into_values().collect::<Vec<_>>()).expect("clusters")
    };
    let effect = || {
        let cv = row.text("m_cv").parse().unwrap_or(0.0);
        design_effect(number("m"), cv, number("icc"))
    };
    let arms = || Arms {
        clusters: row.count("n_clusters_per_arm"),
        size: number("m"),
        design_effect: effect(),
    };
    let shares = || [number("p0"), number("p1")];
    let wedge = || SteppedWedge {
        clusters: row.count("n_clusters"),
        periods: row.count("periods"),
        size: number("m"),
        correlation: number("icc"),
        autocorrelation: number("cac"),
        sd: number("sd"),
    };
    let dealt = || {
        let (one, other) = (
            row.list("cluster_means_arm1"),
            row.list("cluster_means_arm0"),
        );
        let mut stream = Address::default().open(&Purpose::interval("pilot"));
        if row.count("pairs") == 1 {
            permutation_of_pairs(&one, &other, &mut stream)
        } else {
            permutation(&one, &other, &mut stream)
        }
        .expect("two arms")
    };
    let value = match quantity {
        "icc_msb" => Some(alike().between),
        "icc_msw" => Some(alike().within),
        "icc_n0" => Some(alike().size),
        "icc_anova" => Some(alike().correlation),
        "design_effect_equal" | "design_effect_unequal" => Some(effect()),
        "parallel_power_normal" => power_normal(arms(), shares(), number("alpha")),
        "parallel_power_normal_both_tails" => {
            power_normal_both_tails(arms(), shares(), number("alpha"))
        }
        "parallel_power_t" => power_t(arms(), shares(), number("alpha")),
        "parallel_mde_normal" => {
            smallest_effect(arms(), number("p0"), number("alpha"), number("power"))
        }
        "clusters_per_arm_normal" => clusters_per_arm(
            number("m"),
            effect(),
            shares(),
            number("alpha"),
            number("power"),
        )
        .map(|clusters| clusters as f64),
        "naive_type1_error" => naive_type_one_error(effect(), number("alpha")),
        "stepped_wedge_variance" => wedge().variance(),
        "stepped_wedge_power" => wedge().power(number("delta"), number("alpha")),
        "stepped_wedge_mde" => wedge().smallest_effect(number("alpha"), number("power")),
        "permutation_p_two_sided" => Some(dealt().p_two_sided),
        "permutation_p_one_sided_less" => Some(dealt().p_less),
        "permutation_n_allocations" => Some(dealt().allocations),
        other => panic!("no quantity {other}"),
    };
    value.unwrap_or_else(|| panic!("{quantity} has no value"))
}

#[test]
fn a_fit_that_the_rows_cannot_carry_is_none() {
    let sums = |rows: &[([f64; 2], f64)]| {
        let mut sums = Sums::default();
        rows.iter().for_each(|(x, y)| sums.add(*x, *y));
        sums
    };
    let one = sums(&[([1.0, 0.0], 1.0), ([1.0, 1.0], 2.0)]);
    assert!(Fit::of(&[one]).is_none(), "one cluster");
    let same = sums(&[([1.0, 1.0], 1.0), ([1.0, 1.0], 2.0)]);
    assert!(Fit::of(&[same, same]).is_none(), "no second arm");
    let odd = sums(&[([1.0, 0.0], f64::NAN), ([1.0, 1.0], 2.0)]);
    assert!(Fit::of(&[odd, odd]).is_none(), "a figure that is none");
    assert!(Fit::<2>::of(&[]).is_none());
    // All rows alike: nothing says how far clusters differ.
    let alike = [
        sums(&[([1.0, 0.0], 0.0), ([1.0, 0.0], 0.0)]),
        sums(&[([1.0, 1.0], 0.0); 3]),
    ];
    let fit = Fit::of(&alike).expect("a fit");
    assert_eq!(fit.interval(1, 0.95), None);
}

#[test]
fn an_arm_of_one_cluster_gives_no_degrees_of_freedom_to_speak_of() {
    let team = |arm: f64, found: &[f64]| {
        let mut sums = Sums::default();
        found.iter().for_each(|y| sums.add([1.0, arm], *y));
        sums
    };
    let teams = [
        team(1.0, &[0.0, 1.0, 1.0]),
        team(0.0, &[0.0, 1.0, 0.0]),
        team(0.0, &[1.0, 1.0, 0.0]),
    ];
    let fit = Fit::of(&teams).expect("a fit");
    // The only treated cluster decides its arm's mean, so that its residual says nothing.
    assert!(fit.degrees_of_freedom(1).is_none_or(|df| df < 1.5));
}

#[test]
fn drawn_deals_agree_with_counted_ones() {
    // 11 and 11 are more deals than are counted; the normal law of the statistic is near.
    let one: Vec<f64> = (0..11).map(|k| f64::from(k % 5)).collect();
    let other: Vec<f64> = (0..11).map(|k| 0.9 + f64::from(k % 4)).collect();
    let mut stream = Address::default().open(&Purpose::interval("pilot"));
    let drawn = permutation(&one, &other, &mut stream).expect("two arms");
    assert!(!drawn.exact && drawn.allocations == 705_432.0);
    // Counted in full elsewhere: within four standard errors of 19 999 draws.
    let counted = counted(&one, &other);
    let se = (counted * (1.0 - counted) / 20_000.0).sqrt();
    assert!(
        (drawn.p_two_sided - counted).abs() < 4.0 * se,
        "{} {counted}",
        drawn.p_two_sided
    );
}

/// All deals by the sums of the first arm: how many choices of so many have each sum of tenths.
fn counted(one: &[f64], other: &[f64]) -> f64 {
    let tenths = |value: &f64| (value * 10.0).round() as usize;
    let all: Vec<usize> = one.iter().chain(other).map(tenths).collect();
    let total: usize = all.iter().sum();
    let mut ways = vec![vec![0.0; total + 1]; one.len() + 1];
    ways[0][0] = 1.0;
    for value in &all {
        for count in (1..=one.len()).rev() {
            for sum in (*value..=total).rev() {
                ways[count][sum] += ways[count - 1][sum - value];
            }
        }
    }
    let ways = &ways[one.len()];
    let off = |sum: usize| (2 * sum).abs_diff(total);
    let dealt = off(one.iter().map(tenths).sum());
    let as_far = ways
        .iter()
        .enumerate()
        .filter(|(sum, _)| off(*sum) >= dealt);
    as_far.map(|(_, ways)| ways).sum::<f64>() / ways.iter().sum::<f64>()
}
