//! Every row of the reference tables on scores and on forecasts of one series.

use crate::tables::{Row, check};
use tierone_forecast::baselines::{
    self, Counts, Forecast, LocalLevel, arima011, best_discount, discounted, ets, ewma,
    least_squares,
};
use tierone_forecast::scores::{self, Count};
use tierone_stats::proportion::Beta;

#[test]
fn scores_of_forecasts() {
    check("16_scoring_rules.csv", 44, |row| {
        let numbers = |column| row.list(column);
        let (y, ensemble) = (|| row.number("y"), || numbers("ensemble"));
        match row.text("quantity") {
            "crps_normal" => scores::crps_normal(row.number("mu"), row.number("sigma"), y()),
            "log_score_normal" => {
                scores::log_score_normal(row.number("mu"), row.number("sigma"), y())
            }
            "crps_ensemble" => scores::crps_ensemble(&ensemble(), y()),
            "crps_fair" => scores::crps_fair(&ensemble(), y()),
            "pit_ensemble_midrank" => scores::pit_midrank(&ensemble(), y()),
            "interval_score_winkler" => {
                let (lower, upper) = (row.number("lower"), row.number("upper"));
                scores::interval_score(lower, upper, y(), row.number("alpha"))
            }
            "brier" => scores::brier(&numbers("prob"), &numbers("outcome")),
            "log_loss" => scores::log_loss(&numbers("prob"), &numbers("outcome")),
            "pinball_loss" => scores::pinball(row.number("quantile"), row.number("tau"), y()),
            "coverage_mcse" => scores::coverage_mcse(row.count("hits"), row.count("reps")),
            "coverage_z" => {
                let nominal = row.number("nominal");
                scores::coverage_z(row.count("hits"), row.count("reps"), nominal)
            }
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn forecasts_of_one_series_and_their_scores() {
    check("28_forecast_baselines.csv", 630, |row| {
        let quantity = row.text("quantity");
        if let Some(rolled) = quantity.strip_prefix("roll_") {
            return rolling(row, rolled);
        }
        if quantity.starts_with("discount_bb") {
            return discount(row, quantity);
        }
        if quantity.starts_with("local_level") {
            return local_level(row, quantity);
        }
        if row.text("series").is_empty() {
            return score(row, quantity);
        }
        series(row, quantity)
    });
}

fn series(row: &Row, quantity: &str) -> f64 {
    let values = row.list("series");
    let ahead = || row.count("h") as usize;
    let lower = |forecast: Forecast| forecast.quantile(0.5 - row.number("level") / 2.0);
    let upper = |forecast: Forecast| forecast.quantile(0.5 + row.number("level") / 2.0);
    let last = || baselines::last_value(&values, ahead()).expect("a forecast");
    let mean = || baselines::mean(&values).expect("a forecast");
    let drift = || baselines::drift(&values, ahead()).expect("a forecast");
    let ets = || ets(&values).expect("a fit");
    let arima = || arima011(&values).expect("a fit");
    match quantity {
        "naive_forecast" => last().mean,
        "naive_upper" => upper(last()),
        "mean_forecast" => mean().mean,
        "mean_lower" => lower(mean()),
        "drift_forecast" => drift().mean,
        "drift_upper" => upper(drift()),
        "ewma_forecast" => ewma(&values, row.number("lambda")).expect("one").mean,
        "ses_ls_alpha" => least_squares(&values).expect("a fit").0,
        "ses_ls_sse" => least_squares(&values).expect("a fit").1,
        "ets_ann_loglik" => ets().log_likelihood(),
        "ets_ann_alpha" => ets().weight,
        "ets_ann_l0" => ets().start,
        "ets_ann_sigma2_df" => ets().squares / (values.len() as f64 - 2.0),
        "ets_ann_sigma2_mle" => ets().squares / values.len() as f64,
        "ets_ann_forecast" => ets().ahead(ahead()).mean,
        "ets_ann_lower" => lower(ets().ahead(ahead())),
        "ets_ann_upper" => upper(ets().ahead(ahead())),
        "arima011_theta" => arima().theta,
        "arima011_sigma2" => arima().variance,
        "arima011_loglik" => arima().log_likelihood,
        "arima011_forecast" => arima().ahead(ahead()).mean,
        "arima011_lower" => lower(arima().ahead(ahead())),
        other => panic!("no quantity {other}"),
    }
}

fn local_level(row: &Row, quantity: &str) -> f64 {
    let (values, errors) = (row.list("series"), row.list("obs_se"));
    let model = LocalLevel {
        values: &values,
        errors: &errors,
    };
    match quantity {
        "local_level_q_mle" => model.variance(),
        "local_level_loglik" => model.log_likelihood(model.variance()),
        "local_level_loglik_at_q" => model.log_likelihood(row.number("q")),
        "local_level_filtered_mean" => model.last(row.number("q")).0,
        "local_level_filtered_sd" => model.last(row.number("q")).1,
        "local_level_smoothed_first" => model.first(row.number("q")),
        other => panic!("no quantity {other}"),
    }
}

/// The mean over the origins of a score of a baseline one period ahead.
fn rolling(row: &Row, quantity: &str) -> f64 {
    let values = row.list("series");
    let (name, score) = ["naive_", "mean_", "drift_", "ewma_0.3_"]
        .iter()
        .find_map(|name| Some((*name, quantity.strip_prefix(name)?)))
        .expect("a known baseline");
    let from = row.count("train_min") as usize;
    let scored = (from..values.len()).map(|origin| {
        let past = &values[..origin];
        let forecast = match name {
            "naive_" => baselines::last_value(past, 1),
            "mean_" => baselines::mean(past),
            "drift_" => baselines::drift(past, 1),
            _ => ewma(past, 0.3),
        };
        let Forecast { mean, sd, .. } = forecast.expect("enough values");
        let came = values[origin];
        let band = || {
            let level = row.number("level");
            let half = sd * tierone_stats::special::normal_quantile(0.5 + level / 2.0);
            (mean - half, mean + half, 1.0 - level)
        };
        match score {
            "mae" => (came - mean).abs(),
            "rmse" => (came - mean).powi(2),
            "coverage" => {
                let (lower, upper, _) = band();
                f64::from(u8::from(lower <= came && came <= upper))
            }
            "interval_score" => {
                let (lower, upper, alpha) = band();
                scores::interval_score(lower, upper, came, alpha)
            }
            "crps" => scores::crps_normal(mean, sd, came),
            "log_score" => scores::log_score_normal(mean, sd, came),
            "dss" => scores::dawid_sebastiani(mean, sd, came),
            "pit_mean" => scores::pit_normal(mean, sd, came),
            other => panic!("no score {other}"),
        }
    });
    let mean = scored.sum::<f64>() / (values.len() - from) as f64;
    if score == "rmse" { mean.sqrt() } else { mean }
}

fn score(row: &Row, quantity: &str) -> f64 {
    let y = row.number("y");
    let normal = || (row.number("mu"), row.number("sigma"));
    let size = || row.count("size");
    let binomial = || Count::Binomial {
        size: size(),
        probability: row.number("prob"),
    };
    let beta_binomial = || Count::BetaBinomial {
        size: size(),
        rate: Beta {
            errors: row.number("shape_a"),
            right: row.number("shape_b"),
        },
    };
    let ensemble = || row.list("ensemble");
    match quantity {
        "crps_ensemble_edf" => scores::crps_ensemble(&ensemble(), y),
        "crps_ensemble_fair" => scores::crps_fair(&ensemble(), y),
        "crps_ensemble_pwm" => scores::crps_pwm(&ensemble(), y),
        "dss_ensemble" => scores::dawid_sebastiani_ensemble(&ensemble(), y),
        "pit_normal" => scores::pit_normal(normal().0, normal().1, y),
        "dss_normal" => scores::dawid_sebastiani(normal().0, normal().1, y),
        "weighted_interval_score" => {
            scores::weighted_interval_score(&row.list("quantiles"), &row.list("levels"), y)
        }
        "crps_t" => scores::crps_student_t(normal().0, normal().1, row.number("df"), y),
        "crps_beta" => scores::crps_beta(row.number("shape_a"), row.number("shape_b"), y),
        "crps_binomial" => scores::crps_count(binomial(), y as u64),
        "pit_count_lower" => binomial().pit(y as u64).0,
        "pit_count_upper" => binomial().pit(y as u64).1,
        "log_score_binomial" => binomial().log_score(y as u64),
        "crps_beta_binomial" => scores::crps_count(beta_binomial(), y as u64),
        "log_score_beta_binomial" => beta_binomial().log_score(y as u64),
        other => panic!("no quantity {other}"),
    }
}

fn discount(row: &Row, quantity: &str) -> f64 {
    let counts = |column| -> Vec<u64> { row.list(column).iter().map(|x| *x as u64).collect() };
    let (errors, checks) = (counts("x"), counts("n"));
    let counts = Counts {
        errors: &errors,
        checks: &checks,
    };
    let prior = Beta {
        errors: row.number("prior_a"),
        right: row.number("prior_b"),
    };
    let at = || discounted(counts, prior, row.number("discount"));
    let next = || at().next(row.count("size"));
    match quantity {
        "discount_bb_loglik" => at().log_likelihood,
        "discount_bb_post_a" => at().rate.errors,
        "discount_bb_post_b" => at().rate.right,
        "discount_bb_next_rate_mean" => at().rate.errors / (at().rate.errors + at().rate.right),
        "discount_bb_next_count_sd" => next().sd(),
        "discount_bb_next_count_quantile" => next().quantile(row.number("level")) as f64,
        "discount_bb_mle" => best_discount(counts, prior).discount,
        "discount_bb_mle_loglik" => best_discount(counts, prior).log_likelihood,
        other => panic!("no quantity {other}"),
    }
}
