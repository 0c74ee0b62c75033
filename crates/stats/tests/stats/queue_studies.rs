//! Queues that are simulated customer by customer: rows of the reference table on queues with servers within four standard errors
//! of a mean over runs, at a fixed seed. Rows on backlogs that are cleared in periods are held to runs of the engine.
//!
//! A run starts from nothing and is counted once it has settled: after ten times the longest memory of a queue, (1 − √load)⁻²
//! customers, times half of one more than the squared variation of service, and ten times those in service. What stands in the queue is what those who come see.

use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use crate::tables::{Row, rows};
use rand::RngExt;
use rand_distr::{Distribution, Exp, Gamma};
use tierone_stats::monte_carlo::summarise;
use tierone_stats::rng::{Address, Purpose, Stream};

/// What few customers meet makes means of few runs lean to one side.
const RUNS: u32 = 60;

/// What fewer customers than this meet is seen too seldom to be compared.
const SELDOM: f64 = 1e-3;

/// Customers of one class.
#[derive(Clone, Copy, Debug)]
struct Class {
    arrivals: f64,
    service: f64,
    /// Squared coefficient of variation of service.
    variation: f64,
}

impl Class {
    fn gap(&self, stream: &mut Stream) -> f64 {
        Exp::new(self.arrivals).expect("a rate").sample(stream)
    }

    fn served(&self, stream: &mut Stream) -> f64 {
        if self.variation == 0.0 {
            return self.service;
        }
        let law = Gamma::new(1.0 / self.variation, self.service * self.variation);
        law.expect("a law").sample(stream)
    }

    /// Customers until a queue of such a load has settled.
    fn settling(&self, load: f64) -> usize {
        let memory = 0.5 * (1.0 + self.variation) / (1.0 - load.sqrt()).powi(2);
        (10.0 * (memory + self.service * self.arrivals)).ceil() as usize
    }
}

/// What a customer meets: how many are there, and how long it waits.
#[derive(Clone, Copy, Debug)]
struct Met {
    class: usize,
    there: usize,
    wait: f64,
}

/// A time in a heap, the earliest first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Earliest(f64);

impl Eq for Earliest {}

impl Ord for Earliest {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.0.total_cmp(&self.0)
    }
}

impl PartialOrd for Earliest {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn stream(replication: u32) -> Stream {
    Address {
        seed: 29,
        replication,
        period: None,
    }
    .open(&Purpose::world())
}

/// First come, first served, by so many servers; where `lost`, who finds all of them busy goes away.
fn in_order(class: Class, servers: usize, lost: bool, run: u32) -> Vec<Met> {
    let mut stream = stream(run);
    let load = class.arrivals * class.service / servers as f64;
    let settled = class.settling(load.min(0.9));
    let (mut free, mut leave) = (BinaryHeap::new(), BinaryHeap::new());
    free.extend(vec![Earliest(0.0); servers]);
    let (mut now, mut met) = (0.0, Vec::new());
    for customer in 0..2 * settled + 5_000 {
        now += class.gap(&mut stream);
        while leave.peek().is_some_and(|Earliest(time)| *time <= now) {
            leave.pop();
        }
        let there = leave.len();
        let mut wait = 0.0;
        if !lost || there < servers {
            let Earliest(first) = free.pop().expect("a server");
            let begins = now.max(first);
            let ends = Earliest(begins + class.served(&mut stream));
            free.push(ends);
            leave.push(ends);
            wait = begins - now;
        }
        if customer >= settled {
            met.push(Met {
                class: 0,
                there,
                wait,
            });
        }
    }
    met
}

/// One server, who takes the lowest class that waits and finishes what was begun.
fn by_class(classes: [Class; 2], run: u32) -> Vec<Met> {
    let mut stream = stream(run);
    let load: f64 = classes.iter().map(|c| c.arrivals * c.service).sum();
    let settled: usize = classes.iter().map(|class| class.settling(load)).sum();
    let mut next = classes.map(|class| class.gap(&mut stream));
    let mut waiting = [VecDeque::new(), VecDeque::new()];
    let (mut free, mut customer, mut met) = (0.0, 0, Vec::new());
    while customer < 2 * settled + 4_000 {
        let earliest = next[0].min(next[1]);
        let nobody = waiting.iter().all(VecDeque::is_empty);
        let until = if nobody { earliest.max(free) } else { free };
        for class in 0..2 {
            while next[class] <= until {
                waiting[class].push_back(next[class]);
                next[class] += classes[class].gap(&mut stream);
            }
        }
        let class = usize::from(waiting[0].is_empty());
        let came = waiting[class].pop_front().expect("somebody waits");
        let wait = until - came;
        free = until + classes[class].served(&mut stream);
        if customer >= settled {
            met.push(Met {
                class,
                there: 0,
                wait,
            });
        }
        customer += 1;
    }
    met
}

/// How many are there after a time, of one server's queue that starts with so many.
fn after(row: &Row, run: u32) -> f64 {
    let (lam, mu) = (row.number("lam"), row.number("mu"));
    let (mut now, mut there) = (0.0, row.count("start"));
    let mut stream = stream(run);
    loop {
        let leaving = if there > 0 { mu } else { 0.0 };
        now += Exp::new(lam + leaving).expect("a rate").sample(&mut stream);
        if now > row.number("t") {
            return there as f64;
        }
        match stream.random::<f64>() * (lam + leaving) < lam {
            true => there += 1,
            false => there -= 1,
        }
    }
}

fn share(met: &[Met], is: impl Fn(&Met) -> bool) -> f64 {
    met.iter().filter(|met| is(met)).count() as f64 / met.len() as f64
}

fn average(met: &[Met], of: impl Fn(&Met) -> f64) -> f64 {
    met.iter().map(of).sum::<f64>() / met.len() as f64
}

/// The figure of a row in one run; none of a quantile that most do not wait for, and of what is seldom seen.
fn figure(row: &Row, met: &[Met], class: Class, servers: usize) -> Option<f64> {
    let waiting = |met: &Met| met.there.saturating_sub(servers) as f64;
    Some(match row.text("quantity") {
        "mmc_p_wait_longer" | "mmc_p0" if row.number("expected") < SELDOM => return None,
        "mmc_utilisation" => average(met, |met| met.there.min(servers) as f64) / servers as f64,
        "mmc_p_wait" | "erlang_b_blocking" => share(met, |met| met.there >= servers),
        "mmc_Lq" | "mg1_Lq" => average(met, waiting),
        "mmc_L" | "mg1_L" => average(met, |met| met.there as f64),
        "mmc_Wq" | "mg1_Wq" | "priority_Wq_fcfs" => average(met, |met| met.wait),
        "mmc_W" => average(met, |met| met.wait) + class.service,
        "mmc_p0" => share(met, |met| met.there == 0),
        "mmc_p_wait_longer" => share(met, |met| met.wait > row.number("t")),
        // The share that waits no longer than the quantile, where anybody waits for it.
        "mmc_wait_quantile" if row.number("expected") == 0.0 => return None,
        "mmc_wait_quantile" => share(met, |met| met.wait <= row.number("expected")),
        "mg1_p_number_in_system" => share(met, |met| met.there == row.count("k") as usize),
        "priority_nonpreemptive_Wq1" | "priority_mg1_Wq1" => of_class(met, 0),
        "priority_nonpreemptive_Wq2" | "priority_mg1_Wq2" => of_class(met, 1),
        other => panic!("no quantity {other}"),
    })
}

fn of_class(met: &[Met], class: usize) -> f64 {
    let met: Vec<Met> = met.iter().copied().filter(|m| m.class == class).collect();
    average(&met, |met| met.wait)
}

fn assert_close(row: &Row, figures: &[f64], expected: f64) {
    let figures: Vec<Option<f64>> = figures.iter().copied().map(Some).collect();
    let summary = summarise(&figures).expect("runs");
    let (mean, error) = (summary.mean, summary.mcse.expect("more than one run"));
    assert!(
        (mean - expected).abs() <= 4.0 * error,
        "{} {}: {mean} ± {error}, expected {expected}",
        row.text("case_id"),
        row.text("quantity"),
    );
}

#[test]
fn queues_with_servers_wait_as_long_as_their_formulas_say() {
    // Rows of one queue are read of the same runs.
    let mut queues: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows("29_queues.csv") {
        let family = row.text("quantity").split('_').next().unwrap_or_default();
        let of = [
            "lam", "mu", "c", "es1", "scv", "lam1", "lam2", "es2", "es1_sq",
        ];
        let key: Vec<&str> = of.iter().map(|column| row.text(column)).collect();
        if ["mmc", "erlang", "mg1", "priority"].contains(&family) {
            let key = format!("{family} {}", key.join(" "));
            queues.entry(key).or_default().push(row);
        }
    }
    let mut compared = 0;
    for rows in queues.values() {
        let row = &rows[0];
        let (class, servers) = match row.text("quantity").split('_').next() {
            Some("mg1") => (of_row(row, "lam", "es1", row.number("scv")), 1),
            Some("priority") => (of_classes(row)[0], 1),
            _ => {
                let exponential = of_row(row, "lam", "mu", 1.0);
                let service = 1.0 / row.number("mu");
                (
                    Class {
                        service,
                        ..exponential
                    },
                    row.count("c") as usize,
                )
            }
        };
        let runs: Vec<Vec<Met>> = (0..RUNS)
            .map(|run| match row.text("quantity").split('_').next() {
                Some("priority") => by_class(of_classes(row), run),
                family => in_order(class, servers, family == Some("erlang"), run),
            })
            .collect();
        for row in rows {
            let figures: Option<Vec<f64>> = runs
                .iter()
                .map(|met| figure(row, met, class, servers))
                .collect();
            let expected = match row.text("quantity") {
                "mmc_wait_quantile" => row.number("prob"),
                _ => row.number("expected"),
            };
            if let Some(figures) = figures {
                assert_close(row, &figures, expected);
                compared += 1;
            }
        }
    }
    // All but three quantiles of no wait at all, and six rows of what is seldom seen.
    assert_eq!(compared, 118, "rows of the table");
}

fn of_row(row: &Row, arrivals: &str, service: &str, variation: f64) -> Class {
    Class {
        arrivals: row.number(arrivals),
        service: row.number(service),
        variation,
    }
}

fn of_classes(row: &Row) -> [Class; 2] {
    ["1", "2"].map(|k| {
        let arrivals = row.number(&format!("lam{k}"));
        if !row.text("mu").is_empty() {
            return Class {
                arrivals,
                service: 1.0 / row.number("mu"),
                variation: 1.0,
            };
        }
        let service = row.number(&format!("es{k}"));
        let squared = row.number(&format!("es{k}_sq"));
        Class {
            arrivals,
            service,
            variation: squared / (service * service) - 1.0,
        }
    })
}

#[test]
fn a_queue_that_has_not_settled_is_where_its_law_says() {
    let mut compared = 0;
    for row in rows("29_queues.csv") {
        let nobody = match row.text("quantity") {
            "mm1_transient_mean" => false,
            "mm1_transient_p0" => true,
            _ => continue,
        };
        let figures: Vec<f64> = (0..4_000)
            .map(|run| after(&row, run))
            .map(|there| match nobody {
                true => f64::from(there == 0.0),
                false => there,
            })
            .collect();
        assert_close(&row, &figures, row.number("expected"));
        compared += 1;
    }
    assert_eq!(compared, 12, "rows of the table");
}
