//! Every row of the reference tables on sample sizes, bounds to be shown, acceptance sampling, sequential tests and power.

use crate::tables;

use tables::{Row, check};
use tierone_stats::difference::mover;
use tierone_stats::monetary_unit;
use tierone_stats::performer::funnel_limit;
use tierone_stats::planning::{
    DoublePlan, Errors, SequentialTest, SinglePlan, chance_of_at_least, checks_for_power,
    checks_of_each_group, checks_to_find_one, checks_to_show, checks_to_show_at, detectable,
    dodge_romig_factors, dodge_romig_plan, fisher_exact, normal_size, power, two_point_plan,
    wilson_size,
};
use tierone_stats::proportion::{clopper_pearson_upper, wilson};
use tierone_stats::units::Decimal;

fn decimal(row: &Row, column: &str) -> Decimal {
    // Some are quotients, with more digits than a decimal holds.
    let value = row.number(column);
    Decimal::from_f64(value)
        .or_else(|| Decimal::from_f64((1e12 * value).round() / 1e12))
        .expect("a decimal")
}

fn optional(row: &Row, column: &str) -> Option<u64> {
    (!row.text(column).is_empty()).then(|| row.count(column))
}

#[test]
fn sample_sizes() {
    check("03_sample_size_planning.csv", 431, |row| {
        let population = optional(row, "N");
        let confidence = row.number("conf");
        let size = match row.text("quantity") {
            // The Poisson rows do not round the errors expected.
            "min_sample_size" if row.text("likelihood") == "poisson" => monetary_unit::sample_size(
                1.0,
                row.number("materiality"),
                row.number("expected_rate"),
                confidence,
            ),
            "min_sample_size" => {
                let limit = decimal(row, "materiality");
                match optional(row, "expected_errors") {
                    Some(errors) => checks_to_show(population, limit, errors, confidence),
                    None => {
                        let expected = decimal(row, "expected_rate");
                        checks_to_show_at(population, limit, expected, confidence)
                    }
                }
            }
            "n_normal_absolute_margin" | "n_normal_absolute_margin_fpc" => normal_size(
                population,
                row.number("expected_rate"),
                row.number("margin"),
                confidence,
            ),
            "n_wilson_halfwidth_at_expected_rate" => wilson_size(
                row.number("expected_rate"),
                row.number("margin"),
                confidence,
            ),
            "n_detect_at_least_one" => checks_to_find_one(row.number("expected_rate"), confidence),
            other => panic!("no quantity {other}"),
        };
        size.expect("a size") as f64
    });
}

#[test]
fn bounds_of_attribute_samples() {
    check("04_attribute_upper_bound_tables.csv", 402, |row| {
        let bound = clopper_pearson_upper(row.count("x"), row.count("n"), row.number("conf"));
        let bound = bound.expect("a bound");
        match row.text("quantity") {
            "upper_rate_exact" => bound,
            // Printed in percent, rounded up to a decimal; a bound that is one stays.
            "upper_rate_pct_rounded_up_0.1" => (1_000.0 * bound - 1e-9).ceil() / 10.0,
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn acceptance_sampling() {
    check("09_acceptance_sampling.csv", 436, |row| {
        let errors = || match row.text("distribution") {
            "binomial" => Errors::Binomial,
            "poisson" => Errors::Poisson,
            "hypergeom" => Errors::Hypergeometric(row.count("N")),
            other => panic!("no distribution {other}"),
        };
        let single = || SinglePlan {
            checked: row.count("n"),
            allowed: row.count("c"),
        };
        let double = || DoublePlan {
            first: row.count("n"),
            passes_with: row.count("c"),
            fails_with: row.count("r1"),
            second: row.count("n2"),
            both_pass_with: row.count("c2"),
        };
        let two_point = || {
            let pass = (row.number("pql"), row.number("pa_at_pql"));
            let refuse = (row.number("rql"), row.number("pa_at_rql"));
            two_point_plan(errors(), pass, refuse).expect("a plan")
        };
        let dodge_romig = || {
            let (average, most) = (row.number("process_average"), row.number("aoql_target"));
            dodge_romig_plan(row.count("N"), average, most).expect("a plan")
        };
        match row.text("quantity") {
            "prob_accept_single" => single().passes(errors(), row.number("p")),
            "prob_accept_double" => double().passes(row.number("p")),
            "asn_double_no_curtail" => double().average_checks(row.number("p")),
            "plan_n" => two_point().checked as f64,
            "plan_c" => two_point().allowed as f64,
            "ati" => single().average_inspected(row.count("N"), row.number("p")),
            "aoq" => single().average_outgoing(row.count("N"), row.number("p")),
            "aoql" => single().most_outgoing(row.count("N")),
            "dodge_romig_x" => dodge_romig_factors(row.count("c")).0,
            "dodge_romig_y" => dodge_romig_factors(row.count("c")).1,
            "dodge_romig_aoql_plan_n" => dodge_romig().0.checked as f64,
            "dodge_romig_aoql_plan_c" => dodge_romig().0.allowed as f64,
            "dodge_romig_aoql_plan_ati" => dodge_romig().1,
            "ltpd_pct_beta10_poisson" => 100.0 * single().poisson_share_passed_with(0.1),
            "p_at_prob_accept" => single().share_passed_with(row.number("pa")),
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn sequential_tests_of_a_share() {
    check("10_sprt.csv", 73, |row| {
        let [good, bad, alpha, beta] = ["p0", "p1", "alpha", "beta"].map(|name| row.number(name));
        let test = SequentialTest::new(good, bad, alpha, beta).expect("a test");
        let course = || test.course(row.number("p"), row.count("n_max"));
        match row.text("quantity") {
            "h1_accept_intercept" => test.accept,
            "h2_reject_intercept" => test.reject,
            "slope_s" => test.slope,
            "min_n_accept_zero_errors" => test.fewest_to_accept() as f64,
            "asn_wald_at_p0" => test.checks_at_good(),
            "asn_wald_at_p1" => test.checks_at_bad(),
            "asn_wald_at_s" => test.checks_at_slope(),
            "oc_wald_at_s" => test.accepts_at_slope(),
            "exact_prob_accept" => course().accepts,
            "exact_asn" => course().checks,
            other => panic!("no quantity {other}"),
        }
    });
}

#[test]
fn power_to_tell_rates_apart() {
    check("21_power_detectability.csv", 62, |row| {
        let number = |column| row.number(column);
        let limit = || funnel_limit(row.count("n"), number("p0"), number("alpha"));
        let size =
            || checks_for_power(number("p0"), number("p1"), number("alpha"), 0.8).expect("a size");
        let newcombe = || {
            let of = |x, n| wilson(row.count(x), row.count(n), 0.95).expect("an interval");
            mover(of("x1", "n1"), of("x2", "n2"))
        };
        match row.text("quantity") {
            "critical_count" => limit() as f64,
            "actual_size" => chance_of_at_least(limit(), row.count("n"), number("p0")),
            "exact_power" => power(row.count("n"), number("p0"), number("p1"), number("alpha")),
            "first_n_power80" => size().first as f64,
            "last_n_below_power80_plus1" => size().always as f64,
            "fisher_exact_two_sided_p" => {
                let group = |x, f| (row.count(x), row.count(x) + row.count(f));
                fisher_exact(group("x1", "f1"), group("x2", "f2")).expect("a probability")
            }
            "n_per_group_two_prop" => {
                let (one, other) = (number("p1"), number("p2"));
                let size = checks_of_each_group(one, other, number("alpha"), number("power"));
                size.expect("a size") as f64
            }
            "min_detectable_rate_power80" => {
                detectable(row.count("n"), number("p0"), 0.05, 0.8).expect("a share")
            }
            "newcombe_diff_lower" => newcombe().low,
            "newcombe_diff_upper" => newcombe().high,
            other => panic!("no quantity {other}"),
        }
    });
}
