//! Every row of every reference table, to the tolerance that the row states.

use crate::tables;

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use tables::{check, limit};
use tierone_stats::monetary::{FoundError, Frame};
use tierone_stats::proportion::{self, Beta};
use tierone_stats::stratified::{self, Stratum};
use tierone_stats::{finite, monetary, special};

#[test]
fn intervals_for_a_proportion() {
    check("01_proportion_intervals.csv", 498, |row| {
        let (found, checked) = (row.count("x"), row.count("n"));
        let prior = || {
            Beta {
                errors: row.number("prior_a"),
                right: row.number("prior_b"),
            }
            .after(found, checked)
        };
        match row.text("quantity") {
            "posterior_mean" => return prior().mean(),
            "posterior_quantile" => return prior().quantile(row.number("prob")),
            "posterior_prob_rate_below_1pct" => {
                return prior().probability_below(row.number("threshold"));
            }
            _ => {}
        }
        let confidence = row.number("conf");
        let one_sided = match (row.text("method"), row.text("sides")) {
            ("clopper_pearson", "lower") => {
                proportion::clopper_pearson_lower(found, checked, confidence)
            }
            ("clopper_pearson", "upper") => {
                proportion::clopper_pearson_upper(found, checked, confidence)
            }
            ("jeffreys_raw", "upper") => {
                Some(Beta::HALF.after(found, checked).quantile(confidence))
            }
            _ => None,
        };
        if let Some(bound) = one_sided {
            return bound;
        }
        let estimate = match row.text("method") {
            "wilson" => proportion::wilson(found, checked, confidence),
            "wilson_cc" => proportion::wilson_cc(found, checked, confidence),
            "clopper_pearson" => proportion::clopper_pearson(found, checked, confidence),
            "mid_p" => proportion::mid_p(found, checked, confidence),
            "jeffreys" => proportion::jeffreys(found, checked, confidence),
            "agresti_coull" => proportion::agresti_coull(found, checked, confidence),
            "wald" => proportion::wald(found, checked, confidence),
            other => panic!("no method {other}"),
        };
        limit(estimate, row.text("quantity"))
    });
}

#[test]
fn exact_bounds_for_a_finite_population() {
    check("02_fpc_hypergeometric_bounds.csv", 158, |row| {
        let population = row.count("N");
        let sample = finite::SimpleSample {
            population,
            sampled: row.count("n"),
            found: row.count("x"),
        };
        let alpha = 1.0 - row.number("conf");
        let most = |alpha| finite::most_errors(sample, alpha).expect("a possible sample") as f64;
        let least = |alpha| finite::least_errors(sample, alpha).expect("a possible sample") as f64;
        match row.text("quantity") {
            "upper_count_one_sided" => most(alpha),
            "upper_rate_one_sided" => most(alpha) / population as f64,
            "lower_count_one_sided" => least(alpha),
            "upper_count_two_sided" => most(0.5 * alpha),
            "lower_count_two_sided" => least(0.5 * alpha),
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn special_functions() {
    check("20_special_functions.csv", 328, |row| {
        match row.text("quantity") {
            "beta_inv_cdf" => {
                special::beta_quantile(row.number("a"), row.number("b"), row.number("p"))
            }
            "binom_sf" => {
                special::binomial_tails(row.count("k"), row.count("n"), row.number("p")).upper
            }
            "hypergeom_cdf" => {
                special::hypergeometric_tails(
                    row.count("k"),
                    row.count("N"),
                    row.count("K"),
                    row.count("n"),
                )
                .lower
            }
            "gamma_inv_cdf" => special::gamma_quantile(row.number("shape"), row.number("p")),
            "student_t_inv_cdf" => special::student_t_quantile(row.number("df"), row.number("p")),
            "normal_inv_cdf" => special::normal_quantile(row.number("p")),
            "f_inv_cdf" => special::f_quantile(row.number("d1"), row.number("d2"), row.number("p")),
            "chi2_inv_cdf" => special::chi_squared_quantile(row.number("df"), row.number("p")),
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn stratified_intervals_with_small_counts() {
    let mut draws = Draws::default();
    check("24_stratified_small_count_intervals.csv", 113, |row| {
        // The table is for sampling with replacement: so many decisions that those checked are a trivial share.
        let strata: Vec<Stratum> = row
            .list("W")
            .iter()
            .zip(row.list("n"))
            .zip(row.list("x"))
            .map(|((weight, n), x)| Stratum {
                population: weight * 1e20,
                sampled: n as u64,
                found: x as u64,
            })
            .collect();
        // A decision is worth 1, so the one more amount is half of that.
        let found: Vec<FoundError> = row
            .list("taints")
            .into_iter()
            .map(|amount| FoundError {
                amount,
                weight: 1e15,
            })
            .collect();
        let value = strata.iter().map(|stratum| stratum.population).sum();
        let frame = Frame {
            value,
            max_weight: 1e15,
            max_amount: 1.0,
            value_of_a_pound: 1.0,
        };
        match row.text("quantity") {
            "stratified_rate" => stratified::rate(&strata).expect("something was checked"),
            "neff_smoothed" => {
                stratified::smoothed_effective_size(&strata).expect("something was checked")
            }
            "pg_posterior_mean_rate" => {
                stratified::poisson_gamma_moments(&strata)
                    .expect("something was checked")
                    .mean
            }
            "pg_posterior_sd_rate" => {
                stratified::poisson_gamma_moments(&strata)
                    .expect("something was checked")
                    .sd
            }
            "pg_posterior_q025" => draws.rates(&strata, 0.025),
            "pg_posterior_q975" => draws.rates(&strata, 0.975),
            "pgbb_mean_mve_fraction" => {
                monetary::posterior_moments(&strata, &found, frame)
                    .expect("checked")
                    .mean
            }
            "pgbb_sd_mve_fraction" => {
                monetary::posterior_moments(&strata, &found, frame)
                    .expect("checked")
                    .sd
            }
            "pgbb_q025" => draws.ratios(&strata, &found, frame, 0.025),
            "pgbb_q500" => draws.ratios(&strata, &found, frame, 0.5),
            "pgbb_q975" => draws.ratios(&strata, &found, frame, 0.975),
            quantity => {
                let (method, side) = quantity.rsplit_once('_').expect("method_side");
                let estimate = match method {
                    "fay_feuer" => stratified::fay_feuer(&strata, 0.95),
                    "wilson_neff" => stratified::wilson_smoothed(&strata, 0.95),
                    "kg_neff" => stratified::korn_graubard(&strata, 0.95),
                    "profile_lik" => stratified::profile_likelihood(&strata, 0.95),
                    other => panic!("no method {other}"),
                };
                limit(estimate, side)
            }
        }
    });
}

/// Posterior draws, kept from one quantile of a case to the next.
///
/// At a million draws the 97.5 percentile has a standard error of about 0.1 %, the tightest row allows 0.4 %.
#[derive(Default)]
struct Draws {
    key: String,
    sorted: Vec<f64>,
}

impl Draws {
    fn rates(&mut self, strata: &[Stratum], p: f64) -> f64 {
        self.quantile(format!("{strata:?}"), p, |rng| {
            stratified::poisson_gamma_draws(strata, 1_000_000, rng)
        })
    }

    fn ratios(&mut self, strata: &[Stratum], found: &[FoundError], frame: Frame, p: f64) -> f64 {
        self.quantile(format!("{strata:?} {found:?}"), p, |rng| {
            monetary::posterior_draws(strata, found, frame, 1_000_000, rng)
        })
    }

    fn quantile(
        &mut self,
        key: String,
        p: f64,
        draw: impl FnOnce(&mut Xoshiro256PlusPlus) -> Option<Vec<f64>>,
    ) -> f64 {
        if self.key != key {
            self.sorted =
                draw(&mut Xoshiro256PlusPlus::seed_from_u64(24)).expect("something was checked");
            self.sorted.sort_by(f64::total_cmp);
            self.key = key;
        }
        tierone_stats::monte_carlo::percentile(&self.sorted, p)
    }
}
