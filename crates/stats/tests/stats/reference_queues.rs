//! Every row of the reference tables on queues, backlogs and service levels.

use crate::tables::{Row, check};
use tierone_stats::queue::{
    Backlog, Counts, PriorityClass, Servers, Single, erlang_b, number_in_system, priority_waits,
    single_from,
};
use tierone_stats::service_level::{Credits, Level, Rolling};

#[test]
fn queues_with_servers_and_with_periods() {
    check("29_queues.csv", 186, |row| {
        let quantity = row.text("quantity");
        match quantity.split_once('_').expect("a family").0 {
            "mmc" | "erlang" => servers(row, quantity),
            "mg1" => single(row, quantity),
            "priority" => priority(row, quantity),
            "mm1" => {
                let (lam, mu) = (row.number("lam"), row.number("mu"));
                let start = row.count("start") as usize;
                let after = single_from(lam, mu, start, row.number("t")).expect("a law");
                match quantity {
                    "mm1_transient_p0" => after[0],
                    _ => after.iter().enumerate().map(|(n, p)| n as f64 * p).sum(),
                }
            }
            _ => batch(row, quantity),
        }
    });
}

fn servers(row: &Row, quantity: &str) -> f64 {
    let (lam, mu, c) = (row.number("lam"), row.number("mu"), row.count("c"));
    let queue = Servers::new(lam, mu, c).expect("it settles");
    match quantity {
        "mmc_utilisation" => queue.utilisation(),
        "mmc_p_wait" => queue.p_wait(),
        "mmc_Lq" => queue.mean_waiting(),
        "mmc_Wq" => queue.mean_wait(),
        "mmc_L" => queue.mean_in_system(),
        "mmc_W" => queue.mean_time(),
        "mmc_p0" => queue.p_empty(),
        "erlang_b_blocking" => erlang_b(lam / mu, c).expect("a load"),
        "mmc_wait_quantile" => queue.wait_quantile(row.number("prob")).expect("a share"),
        "mmc_p_wait_longer" => queue.p_wait_longer(row.number("t")),
        other => panic!("no quantity {other}"),
    }
}

fn single(row: &Row, quantity: &str) -> f64 {
    let queue = Single {
        arrivals: row.number("lam"),
        service: row.number("es1"),
        variation: row.number("scv"),
    };
    match quantity {
        "mg1_L" => queue.mean_in_system(),
        "mg1_Lq" => queue.mean_waiting(),
        "mg1_Wq" => queue.mean_wait(),
        "mg1_p_number_in_system" => {
            let k = row.count("k") as usize;
            let during = queue.arrivals_during_service(k).expect("a law");
            number_in_system(queue.utilisation(), &during, k)
        }
        other => panic!("no quantity {other}"),
    }
    .expect("it settles")
}

fn priority(row: &Row, quantity: &str) -> f64 {
    let class = |k: &str| {
        let arrivals = row.number(&format!("lam{k}"));
        if row.text("mu").is_empty() {
            return PriorityClass {
                arrivals,
                service: row.number(&format!("es{k}")),
                service_squared: row.number(&format!("es{k}_sq")),
            };
        }
        let service = 1.0 / row.number("mu");
        PriorityClass {
            arrivals,
            service,
            service_squared: 2.0 * service * service,
        }
    };
    let classes = [class("1"), class("2")];
    let waits = priority_waits(&classes).expect("it settles");
    match quantity {
        "priority_nonpreemptive_Wq1" | "priority_mg1_Wq1" => waits[0],
        "priority_nonpreemptive_Wq2" | "priority_mg1_Wq2" => waits[1],
        // What is served first moves waiting between classes, and makes none.
        "priority_Wq_fcfs" => {
            let all = classes[0].arrivals + classes[1].arrivals;
            (classes[0].arrivals * waits[0] + classes[1].arrivals * waits[1]) / all
        }
        other => panic!("no quantity {other}"),
    }
}

fn batch(row: &Row, quantity: &str) -> f64 {
    let backlog = Backlog {
        arrivals: row.number("lam"),
        capacity: row.count("capacity"),
    };
    let counts: Counts = if quantity.starts_with("batch_transient") {
        backlog.after(row.count("periods"), row.count("start") as usize)
    } else {
        backlog.settled()
    }
    .expect("a law");
    match quantity {
        "batch_backlog_mean" | "batch_transient_mean" => counts.mean(),
        "batch_backlog_p_empty" | "batch_transient_p_empty" => counts.p(0),
        "batch_backlog_sd" | "batch_transient_sd" => counts.sd(),
        "batch_backlog_quantile" => counts.quantile(row.number("prob")).expect("a share") as f64,
        // Little's law.
        "batch_mean_wait_periods" => counts.mean() / backlog.arrivals,
        other => panic!("no quantity {other}"),
    }
}

#[test]
fn service_levels_of_months_and_of_months_pooled() {
    check("30_service_levels.csv", 125, |row| {
        let (audited, rate) = (row.count("n"), row.number("rate"));
        if !row.text("credits").is_empty() {
            return credit(row, audited, rate);
        }
        let of = |limit| Level {
            audited,
            limit: row.number(limit),
        };
        let level = || of("limit");
        let rolling = || Rolling::new(level(), rate).expect("a law");
        let windows = || rolling().red_windows(row.count("months")).expect("a year");
        let p = || level().p_red(rate, 1).expect("a share");
        match row.text("quantity") {
            "red_count_month" => level().red_count(1).expect("a count") as f64,
            "red_count_rolling3" => level().red_count(3).expect("a count") as f64,
            "p_red_month" => p(),
            "p_red_rolling3" => level().p_red(rate, 3).expect("a share"),
            "expected_red_months_year" => row.number("months") * p(),
            "p_any_red_month_year" => {
                let months = row.count("months");
                level().p_in_a_row(rate, 1, months).expect("a share")
            }
            "run_length_month" => level().run_length(rate).expect("it comes"),
            "rolling3_expected_red_windows_year" => {
                let law = windows();
                law.iter().enumerate().map(|(k, p)| k as f64 * p).sum()
            }
            "rolling3_p_any_red_year" => windows()[1..].iter().sum(),
            "rolling3_p_red_windows_at_least" => {
                windows()[row.count("run") as usize..].iter().sum()
            }
            "rolling3_p_red_windows_equal" => windows()[row.count("run") as usize],
            "rolling3_run_length" => rolling().run_length().expect("it comes"),
            "two_consecutive_red_run_length" => {
                level().run_length_in_a_row(rate, 2).expect("it comes")
            }
            "p_two_consecutive_red_year" => {
                let months = row.count("months");
                level().p_in_a_row(rate, 2, months).expect("a share")
            }
            "p_month_rate_at_least" => of("observed").p_at_least(rate, 1).expect("a share"),
            "p_rolling3_rate_at_least" => of("observed").p_at_least(rate, 3).expect("a share"),
            other => panic!("no quantity {other}"),
        }
    });
}

fn credit(row: &Row, audited: u64, rate: f64) -> f64 {
    let steps = row.text("credits").split(';').map(|step| {
        let (limit, credit) = step.split_once('|').expect("a limit and a credit");
        (
            limit.parse().expect("a limit"),
            credit.parse().expect("a credit"),
        )
    });
    let credits = Credits::new(&steps.collect::<Vec<(f64, f64)>>()).expect("steps");
    let (mean, sd) = credits.moments(audited, rate, 1).expect("a month");
    let months = || row.number("months");
    match row.text("quantity") {
        "expected_credit_month" => mean,
        "sd_credit_month" => sd,
        "expected_credit_year" => months() * mean,
        "expected_credit_year_rolling3" => {
            let pooled = credits.moments(audited, rate, 3).expect("a window").0;
            (months() - 2.0) * pooled
        }
        "expected_credit_year_if_previous_red" => {
            let limit = credits.first_limit();
            let red = Level { audited, limit }.p_red(rate, 1).expect("a share");
            (months() - 1.0) * mean * red
        }
        other => panic!("no quantity {other}"),
    }
}

#[test]
fn what_never_settles_or_takes_too_long_is_none() {
    assert!(Servers::new(2.0, 1.0, 2).is_none());
    assert!(Servers::new(f64::NAN, 1.0, 2).is_none());
    assert!(erlang_b(1.0, u64::MAX).is_none());
    let nearly = |arrivals| Backlog {
        arrivals,
        capacity: 1_000_000,
    };
    assert!(nearly(999_999.9).settled().is_none());
    assert!(nearly(1e6).settled().is_none());
    assert!(nearly(1e6).after(1_000, 0).is_none());
    assert!(single_from(1.0, 1.0, 0, 1e9).is_none());
    assert!(priority_waits(&[]).is_none());
    let level = Level {
        audited: 100_000_000,
        limit: 0.03,
    };
    assert!(Rolling::new(level, 0.03).is_none());
    let level = Level {
        audited: 10,
        limit: 1.0,
    };
    assert_eq!(level.run_length(0.5), None);
    assert_eq!(Rolling::new(level, 0.5).expect("small").run_length(), None);
}
