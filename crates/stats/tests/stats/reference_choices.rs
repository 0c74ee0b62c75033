//! Every row of the reference tables on looking several times, allocation, quotas and the selection of the best.

use crate::tables;

use tables::{Row, check, check_but};
use tierone_stats::control::Subgroup;
use tierone_stats::performer::{overdispersed_limit, overdispersed_score};
use tierone_stats::planning::{
    AimedStratum, Blocked, Cheapest, Choice, Shape, Spending, Spread, bechhofer_h,
    budget_fractions, chance_of_at_least, chance_of_correct_selection, cheapest,
    checks_to_find_one, common_variance, crossing, dudewicz_dalal_h, kim_nelson_eta,
    nelson_matejcik_g, neyman, paired_interval, rinott_h, several_aims, shape_bounds,
    spending_bounds, subset_screen_t, variance_of_mean, variance_reduction, whole_neyman,
    whole_several_aims,
};
use tierone_stats::proportion::{Beta, wilson_effective};
use tierone_stats::run_length::{bernoulli_cusum_length_from, binomial_cusum_length};
use tierone_stats::shrinkage::probability_up_to;
use tierone_stats::special::{hypergeometric_tails, normal_quantile, normal_tails};
use tierone_stats::units::Decimal;

#[test]
fn figures_looked_at_several_times() {
    check("33_sequential_monitoring.csv", 182, |row| {
        let number = |column| row.number(column);
        let look = || row.count("look") as usize - 1;
        let shaped = || {
            let looks = row.count("looks") as u32;
            let shape = match row.text("design") {
                "pocock" => Shape::Pocock,
                "obf" => Shape::OBrienFleming,
                other => panic!("no design {other}"),
            };
            shape_bounds(shape, looks, number("alpha")).expect("bounds")
        };
        let equal = || {
            let looks = row.count("looks");
            (1..=looks)
                .map(|k| k as f64 / looks as f64)
                .collect::<Vec<f64>>()
        };
        let spending = || match row.text("spending") {
            "obf_per_side" => Spending::OBrienFlemingEachSide,
            "obf_total" => Spending::OBrienFleming,
            "pocock" => Spending::Pocock,
            "linear" => Spending::Linear,
            other => panic!("no spending {other}"),
        };
        let rates = || {
            let rho = number("rho");
            Beta::with_mean(number("mu"), (1.0 - rho) / rho)
        };
        let log_ratio = || {
            let (good, bad) = (number("p0"), number("p1"));
            let odds = bad * (1.0 - good) / (good * (1.0 - bad));
            -((1.0 - bad) / (1.0 - good)).ln() / odds.ln()
        };
        match row.text("quantity") {
            "bernoulli_cusum_reference" => log_ratio(),
            "bernoulli_cusum_m" => (1.0 / log_ratio()).round(),
            "bernoulli_cusum_arl_lattice" => {
                let [m, h, start] = ["m", "h", "headstart"].map(|column| row.count(column));
                bernoulli_cusum_length_from(m, h, start, number("p")).expect("a length")
            }
            "binomial_cusum_arl" => {
                let allowance = Decimal::from_f64(number("k")).expect("a decimal");
                let length =
                    binomial_cusum_length(row.count("n"), allowance, number("h"), number("p"));
                length.expect("a length")
            }
            "beta_binomial_funnel_limit" => {
                overdispersed_limit(row.count("n"), rates(), number("prob")) as f64
            }
            "beta_binomial_upper_tail" => {
                let person = Subgroup {
                    checked: row.count("n"),
                    failed: row.count("x") - 1,
                };
                1.0 - probability_up_to(rates(), person)
            }
            "overdispersed_z" => {
                let person = Subgroup {
                    checked: row.count("n"),
                    failed: row.count("x"),
                };
                overdispersed_score(person, number("mu"), number("rho"))
            }
            "group_sequential_constant" => *shaped().last().expect("a look"),
            "group_sequential_bound_z" => shaped()[look()],
            "group_sequential_final_nominal_p" => {
                2.0 * normal_tails(*shaped().last().expect("a look")).upper
            }
            "group_sequential_power" => crossing(&shaped(), &equal(), number("drift")).total(),
            "group_sequential_expected_information" => {
                crossing(&shaped(), &equal(), number("drift")).expected_information
            }
            "alpha_spent" => spending().spent(number("alpha"), row.list("information")[look()]),
            "alpha_spending_bound_z" => {
                let bounds = spending_bounds(spending(), &row.list("information"), number("alpha"));
                bounds.expect("bounds")[look()]
            }
            other => panic!("no quantity {other}"),
        }
    });
}

/// Lists of lists: `;` between strata, `|` within.
fn lists(row: &Row, column: &str) -> Vec<Vec<f64>> {
    let list = |cells: &str| {
        cells
            .split('|')
            .map(|cell| cell.parse().expect("a number"))
            .collect()
    };
    row.text(column).split(';').map(list).collect()
}

#[test]
fn allocations() {
    check("14_optimal_allocation.csv", 50, |row| {
        let populations = row.list("N_h");
        let spreads = || -> Vec<Spread> {
            let costs = row.list("cost_h");
            let of = |(h, (population, sd)): (usize, (&f64, &f64))| Spread {
                population: *population,
                sd: *sd,
                cost: costs.get(h).copied().unwrap_or(1.0),
            };
            populations
                .iter()
                .zip(&row.list("S_h"))
                .enumerate()
                .map(of)
                .collect()
        };
        let bethel = || {
            let (means, sds) = (lists(row, "M_hj"), lists(row, "S_hj"));
            let (costs, targets) = (row.list("cost_h"), row.list("cv_target"));
            let strata: Vec<AimedStratum> = (0..populations.len())
                .map(|h| AimedStratum {
                    cost: costs[h],
                    least: 1,
                    // These rows leave out that a stratum has no more than its decisions.
                    most: 1 << 40,
                    spread: sds[h]
                        .iter()
                        .map(|sd| (populations[h] * sd).powi(2))
                        .collect(),
                })
                .collect();
            let limits: Vec<f64> = (0..targets.len())
                .map(|aim| {
                    let sum =
                        |of: &dyn Fn(usize) -> f64| (0..populations.len()).map(of).sum::<f64>();
                    let total = sum(&|h| populations[h] * means[h][aim]);
                    let finite = sum(&|h| populations[h] * sds[h][aim].powi(2));
                    (targets[aim] * total).powi(2) + finite
                })
                .collect();
            let best = several_aims(&strata, &limits).expect("an allocation");
            assert!(best.kkt_residual < 1e-8, "{best:?}");
            let whole = whole_several_aims(&strata, &limits).expect("an allocation");
            assert!(
                whole.cost >= best.cost && whole.cost == whole.bound,
                "{whole:?}"
            );
            best
        };
        let stratum = || row.count("stratum") as usize - 1;
        let checks = || row.number("n_total");
        let whole =
            || whole_neyman(&spreads(), row.count("n_total"), row.count("min_h")).expect("one");
        match row.text("quantity") {
            "neyman_n_h_unrounded" => neyman(&spreads(), checks())[stratum()],
            "neyman_var_mean_with_fpc" => {
                variance_of_mean(&spreads(), &neyman(&spreads(), checks()))
            }
            "proportional_var_mean_with_fpc" => {
                let all: f64 = populations.iter().sum();
                let shares: Vec<f64> = populations.iter().map(|n| checks() * n / all).collect();
                variance_of_mean(&spreads(), &shares)
            }
            "integer_optimal_n_h" => whole()[stratum()] as f64,
            "integer_optimal_objective" => {
                let of = |(stratum, n): (&Spread, u64)| {
                    (stratum.population * stratum.sd).powi(2) / n as f64
                };
                spreads().iter().zip(whole()).map(of).sum()
            }
            "bethel_n_h_continuous" => bethel().checks[stratum()],
            "bethel_total_cost_continuous" => bethel().cost,
            "bethel_constraint_tight" => {
                let prices = bethel().prices;
                f64::from(prices[row.count("variable") as usize - 1] > 0.0)
            }
            other => panic!("no quantity {other}"),
        }
    });
}

/// The choices of one place: so many checks, from the fewest to the most.
fn place(row: &Row, h: usize, choice: impl Fn(f64) -> Choice) -> Vec<Choice> {
    let (least, most) = (row.list("min_n")[h] as u64, row.list("max_n")[h] as u64);
    (least..=most).map(|n| choice(n as f64)).collect()
}

/// The variance of the error rate in problem A that so many checks of a stratum leave, and what finite strata take away.
fn variance(row: &Row, h: usize) -> (f64, f64) {
    let (populations, rates) = (row.list("pop"), row.list("rate"));
    let weight = populations[h] / populations.iter().sum::<f64>();
    let square = weight * weight * rates[h] * (1.0 - rates[h]);
    (square, square / populations[h])
}

/// Whether so many checks of stratum `h` meet its own aim in problem B.
fn meets_alone(row: &Row, h: usize, checks: f64) -> bool {
    let (rate, aim) = (row.list("rate")[h], row.list("aim")[h]);
    match row.text("problem") {
        "B_wilson" => {
            wilson_effective(rate, checks, 0.95)
                .expect("one")
                .half_width()
                <= aim
        }
        "B_binomial_detection" => {
            // As the product plans it: the fewest checks, not the probability.
            checks >= checks_to_find_one(rate, aim).expect("a size") as f64
        }
        "B_hypergeometric_detection" => {
            let all = row.list("pop")[h];
            let wrong = (all * rate - 1e-9).ceil();
            hypergeometric_tails(0, all as u64, wrong as u64, checks as u64).lower
                <= 1.0 - aim + 1e-12
        }
        other => panic!("no problem {other}"),
    }
}

fn quotas(row: &Row) -> Result<Cheapest, Blocked> {
    let (places, limit): (Vec<Vec<Choice>>, f64) = match row.text("problem") {
        "A" => {
            let costs = row.list("cost");
            let z = normal_quantile(0.5 * (1.0 + row.number("conf")));
            let finite: f64 = (0..costs.len()).map(|h| variance(row, h).1).sum();
            let places = (0..costs.len()).map(|h| {
                place(row, h, |n| Choice {
                    cost: costs[h] * n,
                    uses: vec![variance(row, h).0 / n],
                })
            });
            (places.collect(), (row.number("aim") / z).powi(2) + finite)
        }
        "C" => {
            let (staff, rates, costs) =
                (row.list("staff"), row.list("poor_rate"), row.list("cost"));
            let places = (0..staff.len()).map(|h| {
                place(row, h, |n| Choice {
                    cost: -staff[h]
                        * chance_of_at_least(row.count("reject_at"), n as u64, rates[h]),
                    uses: vec![staff[h] * costs[h] * n],
                })
            });
            (places.collect(), row.number("budget"))
        }
        "D" => {
            let (misses, costs) = (row.list("miss"), row.list("cost"));
            let places = (0..misses.len()).map(|h| {
                place(row, h, |n| Choice {
                    cost: costs[h] * n,
                    uses: vec![(1.0 - n / 20.0 * (1.0 - misses[h])).ln()],
                })
            });
            (
                places.collect(),
                (row.number("aim") / row.number("rate")).ln(),
            )
        }
        "E" => {
            let (values, costs) = (row.list("value"), row.list("cost"));
            let places = (0..values.len()).map(|h| {
                place(row, h, |n| Choice {
                    cost: -values[h] * n,
                    uses: vec![costs[h] * n],
                })
            });
            (places.collect(), row.number("budget"))
        }
        _ => {
            let costs = row.list("cost");
            let mut places: Vec<Vec<Choice>> = Vec::new();
            for (h, cost) in costs.iter().enumerate() {
                let mut all = place(row, h, |n| Choice {
                    cost: cost * n,
                    uses: vec![cost * n],
                });
                all.retain(|choice| meets_alone(row, h, choice.cost / cost));
                places.push(all);
            }
            let budget = match row.text("budget") {
                "" => f64::INFINITY,
                _ => row.number("budget"),
            };
            (places, budget)
        }
    };
    cheapest(&places, &[limit])
}

#[test]
fn quotas_of_small_problems() {
    let left_out = [(
        "feasible_points",
        "how many points meet the aims says nothing of the best one, and is not offered",
    )];
    check_but("34_quota_optimisation.csv", 77, &left_out, |row| {
        let found = quotas(row);
        let problem = row.text("problem");
        match row.text("quantity") {
            "feasible" => return f64::from(found.is_ok()),
            "stratum_feasible" => {
                let h = row.count("stratum") as usize - 1;
                return f64::from(meets_alone(row, h, row.list("max_n")[h]));
            }
            "nearest_feasible_aim" | "nearest_feasible_budget" => {
                let Err(Blocked::Limits(blocked)) = found else {
                    panic!("the aim is out of reach");
                };
                let least = blocked[0].1;
                return match problem {
                    "A" => {
                        let z = normal_quantile(0.5 * (1.0 + row.number("conf")));
                        let finite: f64 =
                            (0..row.list("pop").len()).map(|h| variance(row, h).1).sum();
                        z * (least - finite).sqrt()
                    }
                    "D" => row.number("rate") * least.exp(),
                    _ => least,
                };
            }
            _ => {}
        }
        let best = found.expect("a best");
        assert!(best.is_optimal, "{}: {best:?}", row.text("case_id"));
        let least = row.list("min_n");
        let checks = |h: usize| least[h] + best.chosen[h] as f64;
        match row.text("quantity") {
            "optimal_cost" => best.cost,
            "optimal_value" => -best.cost,
            "number_of_optima" => best.optima.expect("a count") as f64,
            "optimal_n" => {
                let h = row.count("stratum") as usize - 1;
                match problem.starts_with('B') {
                    // Its choices begin with the first that meets the aim.
                    true => (least[h] as u64..)
                        .map(|n| n as f64)
                        .filter(|n| meets_alone(row, h, *n))
                        .nth(best.chosen[h])
                        .expect("a number"),
                    false => checks(h),
                }
            }
            "cost_at_optimum" => {
                let (staff, costs) = (row.list("staff"), row.list("cost"));
                let of = |h: usize| staff.get(h).unwrap_or(&1.0) * costs[h] * checks(h);
                (0..costs.len()).map(of).sum()
            }
            "halfwidth_at_optimum" => {
                let z = normal_quantile(0.5 * (1.0 + row.number("conf")));
                let of = |h: usize| variance(row, h).0 / checks(h) - variance(row, h).1;
                z * (0..least.len()).map(of).sum::<f64>().sqrt()
            }
            other => panic!("no quantity {other}"),
        }
    });
}

/// Systems by replications.
fn systems(row: &Row) -> Vec<Vec<f64>> {
    let path = format!(
        "{}/tests/reference/{}",
        env!("CARGO_MANIFEST_DIR"),
        row.text("data_file")
    );
    let mut reader = csv::ReaderBuilder::new();
    let mut rows = reader
        .has_headers(false)
        .from_path(path)
        .expect("the data are there");
    let values =
        |row: csv::StringRecord| row.iter().map(|v| v.parse().expect("a number")).collect();
    rows.records()
        .map(|row| values(row.expect("a row")))
        .collect()
}

#[test]
fn selecting_the_best() {
    check("12_ranking_selection.csv", 254, |row| {
        let number = |column| row.number(column);
        let (systems_asked, first) = (|| row.count("k") as u32, || row.count("n0") as u32);
        let eta = || {
            kim_nelson_eta(
                row.count("k") as usize,
                number("alpha"),
                row.count("n0") as usize,
            )
        };
        let pair = || (systems(row)[0].clone(), systems(row)[1].clone());
        // Smaller is better in the product's function.
        let directed = || -> Vec<f64> {
            let sign = if row.text("direction") == "max" {
                -1.0
            } else {
                1.0
            };
            row.list("means").iter().map(|mean| sign * mean).collect()
        };
        let fractions = || budget_fractions(&directed(), &row.list("sds")).expect("shares");
        let value = match row.text("quantity") {
            "dudewicz_dalal_h1" => dudewicz_dalal_h(systems_asked(), number("p_star"), first()),
            "rinott_h" => rinott_h(systems_asked(), number("p_star"), first()),
            "bechhofer_h_known_variance" => bechhofer_h(systems_asked(), number("p_star")),
            "kn_eta_c1" => Some(eta()),
            "kn_h2_c1" => Some(2.0 * eta() * (number("n0") - 1.0)),
            "subset_screen_t" => subset_screen_t(systems_asked(), number("alpha"), first()),
            "nelson_matejcik_g" => nelson_matejcik_g(systems_asked(), number("p_star"), first()),
            "nelson_matejcik_S2" => common_variance(&systems(row)),
            "kn_S2_il" => {
                let all = systems(row);
                let of = |column| all[row.count(column) as usize - 1].clone();
                common_variance(&[of("i"), of("l")])
            }
            "paired_t_lower" => paired_interval(&pair().0, &pair().1, 0.95).map(|(_, low, _)| low),
            "paired_t_upper" => {
                paired_interval(&pair().0, &pair().1, 0.95).map(|(_, _, high)| high)
            }
            "crn_variance_reduction_factor" => variance_reduction(&pair().0, &pair().1),
            "ocba_fraction" => Some(fractions()[row.count("system") as usize - 1]),
            "apcs_bonferroni_at_T200" => {
                let replications: Vec<f64> =
                    fractions().iter().map(|share| 200.0 * share).collect();
                chance_of_correct_selection(&directed(), &row.list("sds"), &replications)
            }
            other => panic!("no quantity {other}"),
        };
        value.expect("a value")
    });
}
