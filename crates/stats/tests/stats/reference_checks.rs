//! Every row of the reference tables on checkers who err, control charts, caseworkers' rates, targeted samples and checks
//! that found nothing.

use crate::tables;

use tables::{check, check_but, limit};
use tierone_stats::agreement::{Captures, Pairs};
use tierone_stats::control::{self, Subgroup};
use tierone_stats::finite::{self, SimpleSample};
use tierone_stats::misclassified::{self, Checking, Trial};
use tierone_stats::special::binomial_tails;
use tierone_stats::stratified::{self, Stratum};
use tierone_stats::unequal::{self, Observation, TargetedStratum, Weights};
use tierone_stats::{PointEstimate, monetary_unit, proportion, run_length, shrinkage, zero};

#[test]
fn checkers_who_miss_errors_and_fail_right_decisions() {
    check("07_misclassification_rogan_gladen.csv", 105, |row| {
        let quantity = row.text("quantity");
        if row.text("n").is_empty() {
            let checking = Checking {
                sensitivity: row.number("sensitivity"),
                specificity: row.number("specificity"),
            };
            let share = row.number("true_rate");
            return match quantity {
                "expected_apparent_error_rate" => misclassified::apparent(share, checking),
                "apparent_accuracy_bias" => share - misclassified::apparent(share, checking),
                "ppv_of_flag" => misclassified::precision_of_fails(share, checking),
                "missed_errors_per_10000_checked" => {
                    10_000.0 * share * (1.0 - checking.sensitivity)
                }
                other => panic!("no quantity {other}"),
            };
        }
        let (x, n, confidence) = (row.count("x"), row.count("n"), row.number("conf"));
        let failed = x as f64 / n as f64;
        let trial = |hits: &str, tried: &str| Trial {
            hits: row.count(hits),
            tried: row.count(tried),
        };
        let (finds, passes) = (trial("se_hits", "se_n"), trial("sp_hits", "sp_n"));
        let checking = Checking {
            sensitivity: finds.hits as f64 / finds.tried as f64,
            specificity: passes.hits as f64 / passes.tried as f64,
        };
        let share = misclassified::rogan_gladen(failed, checking).expect("better than chance");
        let lang = || misclassified::lang_reiczigel(failed, n as f64, finds, passes, confidence);
        let known = || {
            let wilson = proportion::wilson(x, n, confidence).expect("an interval");
            misclassified::known(wilson, checking)
        };
        match quantity {
            "apparent_rate" => failed,
            "rogan_gladen_untruncated" => share,
            "rogan_gladen_truncated" => share.clamp(0.0, 1.0),
            "se_known_se_sp" => misclassified::se_known(failed, n as f64, checking).expect("one"),
            "se_estimated_se_sp" => {
                misclassified::se_estimated(failed, n as f64, finds, passes).expect("one")
            }
            "lang_reiczigel_lower" => limit(lang(), "lower"),
            "lang_reiczigel_upper" => limit(lang(), "upper"),
            "wilson_transformed_lower_known_se_sp" => limit(known(), "lower"),
            "wilson_transformed_upper_known_se_sp" => limit(known(), "upper"),
            other => panic!("no quantity {other}"),
        }
    });
}

/// The periods or people of a table in `data/`.
fn subgroups(file: &str) -> (Vec<String>, Vec<Subgroup>) {
    let path = format!("{}/tests/reference/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(path).expect("the data are there");
    let rows = rows.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let group = Subgroup {
            checked: row[2].parse().expect("a count"),
            failed: row[1].parse().expect("a count"),
        };
        (row[0].to_owned(), group)
    })
    .unzip()
}

#[test]
fn control_charts() {
    check("11_spc.csv", 218, |row| {
        let quantity = row.text("quantity");
        match quantity {
            "funnel_exact_binomial_limit" => {
                return control::funnel_limit(
                    row.count("n"),
                    row.number("target"),
                    row.number("prob"),
                );
            }
            "arl_cusum_one_sided" => {
                let (k, h) = (row.number("k"), row.number("h"));
                return run_length::cusum_length(k, h, row.number("mu")).expect("a length");
            }
            "arl_cusum_two_sided" => {
                let (k, h) = (row.number("k"), row.number("h"));
                return run_length::two_sided_cusum_length(k, h, row.number("mu"))
                    .expect("a length");
            }
            "arl_ewma_two_sided" => {
                let (weight, reach) = (row.number("lambda"), row.number("L"));
                return run_length::ewma_length(weight, reach, row.number("mu")).expect("a length");
            }
            "arl_bernoulli_cusum" => {
                let (m, h) = (row.count("m"), row.number("h"));
                return run_length::bernoulli_cusum_length(m, h, row.number("p"))
                    .expect("a length");
            }
            _ => {}
        }
        let (periods, groups) = subgroups(row.text("data_file"));
        let centre = control::centre(&groups).expect("checks");
        let scores = control::scores(&groups, centre);
        let laney = control::laney_sigma(&scores).expect("periods");
        let rates: Vec<f64> = groups
            .iter()
            .map(|g| g.failed as f64 / g.checked as f64)
            .collect();
        let xmr = control::xmr(&rates).expect("periods");
        let of_period = |widening: f64| {
            let place = periods
                .iter()
                .position(|period| period == row.text("period"));
            let group = groups[place.expect("the period")];
            control::limits(centre, group.checked, 3.0, widening)
        };
        let outside = |reach: f64| scores.iter().filter(|z| z.abs() > reach).count() as f64;
        match quantity {
            "p_bar" => centre,
            "laney_sigma_z" => laney,
            "p_chart_ucl" => of_period(1.0).1,
            "p_chart_lcl" => of_period(1.0).0,
            "laney_ucl" => of_period(laney).1,
            "laney_lcl" => of_period(laney).0,
            "p_chart_points_out" => outside(3.0),
            "laney_points_out" => outside(3.0 * laney),
            "xmr_mean" => xmr.mean,
            "xmr_upl" => xmr.limits.1,
            "xmr_lpl_unclamped" => xmr.limits.0,
            "mr_ucl" => xmr.range_limit,
            "ewma_final_z" => *control::ewma(&scores, 0.2).last().expect("a period"),
            "ewma_limit_final" => control::ewma_limit(0.2, 3.0, scores.len() as u64),
            "cusum_upper_max" => control::cusum(&scores, 0.5).into_iter().fold(0.0, f64::max),
            "funnel_phi_unwinsorised" => control::overdispersion(&scores, 0.0).expect("scores"),
            "funnel_phi_winsor10_order_stat" => {
                control::overdispersion(&scores, 0.1).expect("scores")
            }
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn imperfect_checkers() {
    let left_out = [
        // What a plan of acceptance would let through; nothing here accepts or rejects lots.
        (
            "outgoing_error_rate_corrected_in_place",
            "no acceptance plan",
        ),
        ("outgoing_error_rate_perfect", "no acceptance plan"),
        // A closed form of the simulator's, not an estimate.
        ("residual_error_rate_random_checks", "no estimate"),
    ];
    check_but("13_imperfect_checkers.csv", 72, &left_out, |row| {
        let checking = || Checking {
            sensitivity: 1.0 - row.number("e2_miss"),
            specificity: 1.0 - row.number("e1_false_flag"),
        };
        let accepted = |share: f64| binomial_tails(row.count("c"), row.count("n"), share).lower;
        let captures = || Captures {
            first: row.count("found_by_A"),
            second: row.count("found_by_B"),
            both: row.count("found_by_both"),
        };
        let pairs = || Pairs {
            both: row.count("both_flag"),
            first: row.count("A_only"),
            second: row.count("B_only"),
            neither: row.count("neither"),
        };
        let seeded = || proportion::clopper_pearson(row.count("found"), row.count("seeded"), 0.95);
        match row.text("quantity") {
            "apparent_fraction" => misclassified::apparent(row.number("p"), checking()),
            "pa_with_inspection_error" => {
                accepted(misclassified::apparent(row.number("p"), checking()))
            }
            "pa_perfect_inspection" => accepted(row.number("p")),
            "lincoln_petersen" => captures().lincoln_petersen().expect("some in common"),
            "chapman_estimate" => captures().chapman().value,
            "chapman_se" => captures().chapman().se,
            "sensitivity_A_hat" => captures().sensitivity_of_first().expect("some found"),
            "missed_by_both_hat" => captures().missed().expect("some in common"),
            "seeded_sensitivity_cp_lower" => limit(seeded(), "lower"),
            "seeded_sensitivity_cp_upper" => limit(seeded(), "upper"),
            "cohen_kappa" => pairs().kappa().expect("room beyond chance"),
            "pabak" => pairs().pabak(),
            "gwet_ac1" => pairs().ac1().expect("room beyond chance"),
            "positive_agreement" => pairs().positive_agreement().expect("a fail"),
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn rates_of_caseworkers() {
    check("15_beta_binomial_empirical_bayes.csv", 103, |row| {
        let quantity = row.text("quantity");
        if row.text("data_file").is_empty() {
            let rates = proportion::Beta {
                errors: row.number("alpha"),
                right: row.number("beta"),
            };
            let person = Subgroup {
                checked: row.count("n"),
                failed: row.count("x"),
            };
            return match quantity {
                "bb_log_pmf" => shrinkage::ln_probability(rates, person),
                "bb_cdf" => shrinkage::probability_up_to(rates, person),
                other => panic!("no quantity {other}"),
            };
        }
        let (names, people) = subgroups(row.text("data_file"));
        match quantity {
            "bb_moment_rho_anova_weighted" => {
                return shrinkage::moment_correlation(&people).expect("people");
            }
            "pearson_chi2_homogeneity" => return shrinkage::chi_squared(&people).expect("people"),
            "pearson_chi2_p_value" => {
                return shrinkage::chi_squared_probability(&people).expect("people");
            }
            "tarone_z" => return shrinkage::tarone(&people).expect("people"),
            _ => {}
        }
        let fit = shrinkage::fit(&people).expect("people who differ");
        let person = || {
            let place = names.iter().position(|name| name == row.text("worker"));
            people[place.expect("the worker")]
        };
        match quantity {
            "bb_mle_alpha" => fit.rates.errors,
            "bb_mle_beta" => fit.rates.right,
            "bb_mle_mean" => fit.rates.mean(),
            "bb_mle_rho" => fit.correlation(),
            "bb_loglik_max" => fit.log_likelihood,
            "eb_posterior_mean" => fit.of(person()).mean(),
            "eb_posterior_q975" => fit.of(person()).quantile(0.975),
            "eb_posterior_q025" => fit.of(person()).quantile(0.025),
            "eb_shrinkage_weight" => fit.own_weight(person().checked),
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn targeted_samples_by_enumeration() {
    check("22_targeted_sampling_enumeration.csv", 33, |row| {
        let quantity = row.text("quantity");
        if row.text("errors").is_empty() {
            let weights = row.list("stratum_weight");
            let shares = row.list("stratum_error_rate");
            let fractions = row.list("sampling_fraction");
            let strata: Vec<TargetedStratum> = weights
                .iter()
                .zip(&fractions)
                .zip(&shares)
                .map(|((weight, fraction), share)| TargetedStratum {
                    weight: *weight,
                    fraction: *fraction,
                    share: *share,
                })
                .collect();
            return match quantity {
                // A census of a million decisions in each proportion.
                "population_error_rate" => {
                    let all = strata.iter().map(|stratum| Stratum {
                        population: stratum.weight,
                        sampled: 1_000_000,
                        found: (stratum.share * 1e6).round() as u64,
                    });
                    stratified::rate(&all.collect::<Vec<_>>()).expect("strata")
                }
                "naive_limit_error_rate" => unequal::naive_limit(&strata).expect("strata"),
                "design_effect_of_weights_kish" => {
                    let sum = |of: fn(&TargetedStratum) -> f64| strata.iter().map(of).sum::<f64>();
                    let weights = Weights {
                        count: sum(|stratum| stratum.weight * stratum.fraction),
                        sum: sum(|stratum| stratum.weight),
                        squares: sum(|stratum| stratum.weight / stratum.fraction),
                        max_weight: 0.0,
                    };
                    weights.kish_effect()
                }
                other => panic!("no quantity {other}"),
            };
        }
        let errors = row.list("errors");
        let chances = row.list("incl_prob");
        let n = errors.len();
        let all: f64 = errors.iter().sum();
        let (mut empty, mut total, mut square, mut estimated) = (0.0, 0.0, 0.0, 0.0);
        let (mut naive, mut hajek) = (0.0, 0.0);
        for drawn in 0..1u32 << n {
            let is_in = |i: usize| drawn >> i & 1 == 1;
            let chance: f64 = (0..n)
                .map(|i| {
                    if is_in(i) {
                        chances[i]
                    } else {
                        1.0 - chances[i]
                    }
                })
                .product();
            let sample: Vec<Observation> = (0..n)
                .filter(|i| is_in(*i))
                .map(|i| Observation {
                    weight: 1.0 / chances[i],
                    y: errors[i],
                })
                .collect();
            let PointEstimate { value, se } = unequal::total(&sample);
            total += chance * value;
            square += chance * value * value;
            estimated += chance * se * se;
            match unequal::mean(&sample) {
                None => empty += chance,
                Some(mean) => {
                    hajek += chance * mean.value;
                    naive +=
                        chance * sample.iter().map(|one| one.y).sum::<f64>() / sample.len() as f64;
                }
            }
        }
        match quantity {
            "true_error_rate" => all / n as f64,
            "expected_ht_total" => total,
            "expected_naive_rate_given_nonempty" => naive / (1.0 - empty),
            "expected_hajek_rate_given_nonempty" => hajek / (1.0 - empty),
            "var_ht_total" => square - total * total,
            "expected_ht_variance_estimate" => estimated,
            "naive_bias" => naive / (1.0 - empty) - all / n as f64,
            "prob_empty_sample" => empty,
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn checks_that_found_nothing() {
    check("23_zero_errors_found.csv", 161, |row| {
        let (n, confidence) = (row.number("n"), row.number("conf"));
        let bound = match row.text("quantity") {
            "upper_exact_binomial" => zero::exact(n, confidence),
            "upper_uniform_prior" => zero::posterior(n, 1.0, confidence),
            "upper_jeffreys" => zero::posterior(n, 0.5, confidence),
            "rule_of_three" => zero::rule_of_three(n),
            "upper_poisson" => zero::poisson(n, confidence),
            "wilson_two_sided_upper" => zero::wilson_two_sided(n, confidence),
            "jeffreys_mean" => zero::posterior_mean(n, 0.5),
            "laplace_mean" => zero::posterior_mean(n, 1.0),
            "upper_count_hypergeometric" => {
                let sample = SimpleSample {
                    population: row.count("N"),
                    sampled: row.count("n"),
                    found: 0,
                };
                finite::most_errors(sample, 1.0 - confidence).map(|most| most as f64)
            }
            "mus_upper_misstatement_poisson" => {
                let bound = monetary_unit::stringer_poisson(&[], row.count("n"), confidence);
                bound.map(|bound| bound * row.number("book_value"))
            }
            "mus_upper_misstatement_binomial" => {
                let bound = monetary_unit::stringer(&[], row.count("n"), confidence);
                bound.map(|bound| bound * row.number("book_value"))
            }
            "upper_true_rate_given_sensitivity" => {
                zero::exact(n, confidence).map(|upper| upper / row.number("sensitivity"))
            }
            other => panic!("no quantity {other}"),
        };
        bound.expect("a bound")
    });
}
