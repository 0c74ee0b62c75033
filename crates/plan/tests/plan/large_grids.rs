//! Quotas on grids that are too large to simulate all of them, held to a listing of every policy.

use super::quotas::{ask, office, scenario};
use super::strata;
use rayon::prelude::*;
use tierone_engine::measure::{Scope, View, measure};
use tierone_engine::sim::{Setup, Workspace};
use tierone_plan::{Ended, QuotaAnswer};
use tierone_scenario::{Policy, Scenario};

/// Three quotas, each from 0 to 20.
type Quotas = [u64; 3];

/// A question on such a grid, and what is needed to list its policies by another way than the search.
struct Grid {
    text: String,
    /// Today's policy with other quotas.
    with: fn(&Scenario, Quotas) -> Policy,
    /// Hours a month of each quota.
    hours: [f64; 3],
    /// The half-width of accuracy, in points, and the monetary value of error, in percent, at most.
    limits: [Option<f64>; 2],
    /// As a share of the limit.
    tolerance: f64,
}

/// One check of three strata.
fn of_strata() -> Grid {
    Grid {
        text: strata::question(0),
        with: |scenario, quotas| {
            let mut policy = scenario.policies[0].clone();
            let names = ["award", "review", "change"];
            let strata: Vec<(&str, u64)> = names.into_iter().zip(quotas).collect();
            let sample = &mut policy.checks[0].sample;
            let (activities, complexities) = (&scenario.activities, &scenario.complexities);
            *sample = sample
                .with_strata(&strata, activities, complexities)
                .expect("numbers of strata");
            policy
        },
        hours: [1.0; 3],
        limits: [Some(strata::LIMIT), None],
        tolerance: 0.02,
    }
}

/// Three checks, each drawn by another method: some of every caseworker, some where errors are likely, some at random.
fn of_three_checks() -> Grid {
    let office = office()
        .replace("volume = 300\nautomated = \"40%\"", "volume = 600")
        .replace("periods = 3\nwarm_up = 1", "periods = 6")
        .replace(
            "checker = { pool = \"leaders\", minutes = 30 }",
            "checker = { minutes = 30 }",
        )
        .replace("[[pool]]\nname = \"leaders\"\nhours = 60\n", "");
    let plan = "
[[policy.check]]
name = \"risky\"
sample = { method = \"risk-targeted\", checks = 10, auc = 0.85 }
checker = { minutes = 60 }
on_fail = [\"correct\"]

[plan]
check = \"measured\"
accuracy_half_width = \"5.5%\"
mve = \"1.3%\"
tolerance = \"2%\"
indifference_zone = 2
[[plan.vary]]
check = \"each\"
checks = { from = 0, to = 20 }
[[plan.vary]]
check = \"measured\"
checks = { from = 0, to = 20 }
[[plan.vary]]
check = \"risky\"
checks = { from = 0, to = 20 }
";
    Grid {
        text: format!("{office}{plan}"),
        with: |scenario, quotas| {
            let mut policy = scenario.policies[0].clone();
            let (activities, complexities) = (&scenario.activities, &scenario.complexities);
            for (check, quota) in policy.checks.iter_mut().zip(quotas) {
                check.sample = check
                    .sample
                    .changed(&[("checks", quota as f64)], activities, complexities)
                    .expect("a quota");
            }
            policy
        },
        hours: [5.0, 1.0, 1.0],
        limits: [Some(5.5), Some(1.3)],
        tolerance: 0.02,
    }
}

impl Grid {
    fn cost(&self, quotas: Quotas) -> f64 {
        let each = self.hours.iter().zip(quotas);
        each.map(|(hours, quota)| hours * quota as f64).sum()
    }

    /// Of each policy the mean and the standard error of both figures over worlds of its own seed; without end where there is no
    /// figure.
    fn means(&self, all: &[Quotas], worlds: u32) -> Vec<[(f64, f64); 2]> {
        let own = scenario(&self.text);
        let check = own.policies[0]
            .checks
            .iter()
            .position(|check| check.estimate.accuracy)
            .expect("a check that estimates");
        let mut means = Vec::new();
        for batch in all.chunks(300) {
            let mut listed = own.clone();
            listed.policies = batch.iter().map(|q| (self.with)(&own, *q)).collect();
            let setup = Setup::shifted(&listed, 0.0);
            let read = |workspace: &mut Workspace, world: u32| -> Vec<[f64; 2]> {
                let ledgers = workspace.replicate(77, world);
                let each = listed.policies.iter().zip(&ledgers);
                each.map(|(policy, ledger)| {
                    let horizon = ledger.horizon();
                    let of = |name: &str, scope| {
                        let view = View::new(&listed, policy, &horizon, scope);
                        let value = measure(name).and_then(|measure| (measure.read)(&view));
                        value.unwrap_or(f64::INFINITY)
                    };
                    let width = of("accuracy_half_width", Scope::Check(check));
                    [width, of("mve", Scope::Policy)]
                })
                .collect()
            };
            let rows: Vec<Vec<[f64; 2]>> = (0..worlds)
                .into_par_iter()
                .map_init(|| Workspace::new(&setup), read)
                .collect();
            let n = f64::from(worlds);
            means.extend((0..batch.len()).map(|policy| {
                [0, 1].map(|figure| {
                    let of = || rows.iter().map(move |row| row[policy][figure]);
                    let mean = of().sum::<f64>() / n;
                    let squares: f64 = of().map(|value| (value - mean).powi(2)).sum();
                    (mean, (squares / (n - 1.0) / n).sqrt())
                })
            }));
        }
        means
    }

    /// The fewest hours of a policy that keeps the limits by so many tolerances, of all on the grid with a check in every stratum: in
    /// every round the policies go that are beyond a limit, or dearer than one within all, by more than four standard errors.
    fn fewest_hours(&self, least: u64, by: f64) -> f64 {
        let range = || least..=20u64;
        let mut left: Vec<Quotas> = range()
            .flat_map(|a| range().flat_map(move |b| range().map(move |c| [a, b, c])))
            .collect();
        for worlds in [20, 100, 400, 2_000] {
            let means = self.means(&left, worlds);
            let side = |of: &[(f64, f64); 2], errors: f64| {
                let each = of.iter().zip(self.limits);
                let mut each = each.map(|((mean, error), limit)| {
                    limit.is_none_or(|limit| {
                        mean + errors * error <= limit * (1.0 - by * self.tolerance)
                    })
                });
                each.all(|is| is)
            };
            let sure = left.iter().zip(&means).filter(|(_, of)| side(of, 4.0));
            let most = sure.map(|(quotas, _)| self.cost(*quotas));
            let most = most.fold(f64::INFINITY, f64::min);
            let fit = left.iter().zip(&means).filter(|(_, of)| side(of, 0.0));
            let best = fit.map(|(quotas, _)| self.cost(*quotas));
            let best = best.fold(f64::INFINITY, f64::min);
            println!("{worlds} worlds of {} policies: {best} hours", left.len());
            if worlds == 2_000 {
                return best;
            }
            let kept = left.iter().zip(&means);
            let kept = kept.filter(|(quotas, of)| side(of, -4.0) && self.cost(**quotas) <= most);
            left = kept.map(|(quotas, _)| *quotas).collect();
        }
        unreachable!("the last round returns")
    }

    /// Whether the figures of a policy are within the tolerance of their limits, but for two standard errors of a long listing.
    fn is_near_enough(&self, quotas: Quotas) -> bool {
        let of = self.means(&[quotas], 4_000)[0];
        let mut each = of.iter().zip(self.limits).map(|((mean, error), limit)| {
            limit.is_none_or(|limit| *mean <= limit * (1.0 + self.tolerance) + 2.0 * error)
        });
        each.all(|is| is)
    }

    fn ask(&self, seed: u64) -> QuotaAnswer {
        ask(&scenario(&self.text), 4_000, seed).expect("an answer")
    }

    /// Over so many seeds: answers that keep the limits but for the tolerance and cost no more than the best and what matters, and the mean
    /// number of worlds. The best is what the selection promises (Andradóttir & Kim): of those that keep the limits by the tolerance. How many
    /// are as good as the best of those that just keep them, and how many are certain, is printed.
    fn study(&self, least: u64, seeds: std::ops::Range<u64>) -> (u64, u64) {
        let [best, strict] = [("BEST", 1.0), ("STRICT", 0.0)].map(|(name, by)| {
            std::env::var(name).map_or_else(
                |_| self.fewest_hours(least, by),
                |text| text.parse().expect("hours"),
            )
        });
        println!("best by the tolerance {best} hours, just within the limits {strict}");
        let (mut right, mut strictly, mut certain, mut worlds) = (0, 0, 0, 0);
        let n = seeds.end - seeds.start;
        let mut known = std::collections::BTreeMap::new();
        for seed in seeds {
            let answer = self.ask(seed);
            let quotas = chosen(&answer);
            let near = *known
                .entry(quotas)
                .or_insert_with(|| self.is_near_enough(quotas));
            let is_good =
                |best: f64| near && self.cost(quotas) <= best + answer.indifference_zone + 1e-9;
            let is_right = is_good(best);
            strictly += u64::from(is_good(strict));
            println!(
                "{seed} {quotas:?} {} near {near} {is_right} {} {:?}",
                self.cost(quotas),
                answer.search_worlds,
                answer.certificate
            );
            right += u64::from(is_right);
            certain += u64::from(answer.certificate.is_some());
            worlds += answer.search_worlds;
        }
        println!(
            "{right} right, {strictly} strictly, and {certain} certain of {n}, {} worlds a search",
            worlds / n
        );
        (right, worlds / n)
    }
}

fn chosen(answer: &QuotaAnswer) -> Quotas {
    let mut rows = answer.policies.iter();
    let policy = rows
        .find(|row| row.ended == Ended::Chosen)
        .expect("a choice")
        .policy;
    let quotas = answer.quotas.iter().filter(|row| row.policy == policy);
    let quotas: Vec<u64> = quotas.map(|row| row.value as u64).collect();
    quotas.try_into().expect("three quotas")
}

/// Worlds of a tenth of a listing: so many policies in their first worlds alone.
fn tenth_of_a_listing(policies: u64) -> u64 {
    policies * 80 / 10
}

fn is_certain_at_little_cost(grid: &Grid, seed: u64, policies: u64) -> QuotaAnswer {
    let answer = grid.ask(seed);
    assert_eq!(
        (answer.grid, answer.listed, answer.met),
        (Some(policies), false, true)
    );
    let certificate = answer
        .certificate
        .as_ref()
        .expect("all others are ruled out");
    assert!(certificate.by_simulation > 0, "{certificate:?}");
    let ways = certificate.by_simulation + certificate.by_formula + certificate.by_quotas;
    assert!(ways <= certificate.cheaper, "{certificate:?}");
    let said = answer
        .answer
        .iter()
        .any(|said| said.contains("policies that would take fewer hours none is left"));
    assert!(
        said && answer
            .answer
            .iter()
            .all(|said| !said.contains("nothing is promised"))
    );
    let worlds = answer.search_worlds;
    assert!(worlds <= tenth_of_a_listing(policies), "{worlds}");
    answer
}

#[test]
fn quotas_by_stratum_are_certain_for_a_tenth_of_a_listing() {
    let grid = of_strata();
    let answer = is_certain_at_little_cost(&grid, 1, 21_u64.pow(3));
    let quotas = chosen(&answer);
    // A figure of some strata alone is none of all decisions, however narrow.
    assert!(quotas.iter().all(|quota| *quota > 0), "{quotas:?}");
    // 22 checks by the study below, and one for what matters.
    assert!(
        grid.cost(quotas) <= 23.0 && grid.is_near_enough(quotas),
        "{quotas:?}"
    );
}

/// Of money closed forms know nothing here: a response surface says where to look.
#[test]
fn quotas_of_three_checks_are_certain_for_a_tenth_of_a_listing() {
    let mut grid = of_three_checks();
    // Wide bounds, which are decided soon, on a smaller grid.
    for (narrow, wide) in [
        ("tolerance = \"2%\"", "tolerance = \"10%\""),
        ("indifference_zone = 2", "indifference_zone = 5"),
        (
            "each\"\nchecks = { from = 0, to = 20 }",
            "each\"\nchecks = { from = 0, to = 9 }",
        ),
        ("to = 20", "to = 15"),
    ] {
        assert!(grid.text.contains(narrow));
        grid.text = grid.text.replace(narrow, wide);
    }
    let answer = is_certain_at_little_cost(&grid, 1, 10 * 16 * 16);
    // 51 hours by the study below, and what matters.
    assert!(grid.cost(chosen(&answer)) <= 56.0);
}

/// The study of a grid over seeds `FROM` to `TO` of the environment. `BEST` there is the fewest hours of a policy that keeps the limits by
/// the tolerance, and `STRICT` of one that just keeps them, where a listing found them before: 54 and 51 of three checks.
fn are_right_for_as_many_seeds_as_promised(grid: &Grid, least: u64) {
    let of = |name: &str, default: u64| {
        std::env::var(name).map_or(default, |text| text.parse().expect("a seed"))
    };
    let seeds = of("FROM", 0)..of("TO", 100);
    let n = seeds.end - seeds.start;
    let (right, worlds) = grid.study(least, seeds);
    assert!(100 * right >= 95 * n && worlds <= tenth_of_a_listing(21_u64.pow(3)));
}

#[test]
#[ignore = "a long study"]
fn quotas_by_stratum_are_right_for_as_many_seeds_as_promised() {
    are_right_for_as_many_seeds_as_promised(&of_strata(), 1);
}

#[test]
#[ignore = "a long study"]
fn quotas_of_three_checks_are_right_for_as_many_seeds_as_promised() {
    are_right_for_as_many_seeds_as_promised(&of_three_checks(), 0);
}
