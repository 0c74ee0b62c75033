//! Rates and spreads: the published rows, by the likelihood that the product uses and by Laplace's approximation.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::tables::{Row as Line, check, data};
use tierone_fit::{
    BetaBinomial, Cell, Counts, Data, Interval, LogitNormal, Nodes, Person, Row, SpreadFit, Team,
    correlation, known, mean_rate,
};
use tierone_stats::matrix::Matrix;
use tierone_stats::maximum::{Point, maximise};
use tierone_stats::special::gamma_tails;

/// As many nodes as leave nothing to see in the last digit of the tables.
const MANY: Nodes = Nodes {
    people: 40,
    teams: 25,
};

const LAPLACE: Nodes = Nodes {
    people: 1,
    teams: 1,
};

/// A data set, with the names of its people and teams in order.
struct Set {
    data: Data,
    people: Vec<(String, f64, f64, f64)>,
    teams: Vec<String>,
}

fn read(file: &str, covariate: bool, with_teams: bool) -> Set {
    let lines = data(file);
    let mut rows = vec![Row::of(&[(0, 1.0)])];
    if covariate {
        rows.push(Row::of(&[(0, 1.0), (1, 1.0)]));
    }
    let mut teams: BTreeMap<String, Vec<&Line>> = BTreeMap::new();
    for line in &lines {
        let name = if with_teams { "team" } else { "caseworker" };
        let members = teams.entry(line.text(name).to_owned()).or_default();
        members.push(line);
    }
    let mut people = Vec::new();
    let mut all = Vec::new();
    for members in teams.values() {
        let mut team = Team::default();
        for line in members {
            let new_starter = line.number("new_starter");
            let (errors, checks) = (line.number("x"), line.number("n"));
            people.push((
                line.text("caseworker").to_owned(),
                errors,
                checks,
                new_starter,
            ));
            let row = if covariate { new_starter as usize } else { 0 };
            team.people.push(Person {
                cells: vec![Cell {
                    row,
                    errors,
                    checks,
                }],
            });
        }
        all.push(team);
    }
    Set {
        data: Data {
            coefficients: rows[rows.len() - 1].terms.len(),
            checkers: Vec::new(),
            rows,
            teams: all,
        },
        people,
        teams: teams.into_keys().collect(),
    }
}

/// The logarithms of the binomial coefficients.
fn choices(set: &Set) -> f64 {
    let choose = |n: f64, x: f64| -> f64 {
        (0..x as u64)
            .map(|k| ((n - k as f64) / (x - k as f64)).ln())
            .sum()
    };
    set.people.iter().map(|(_, x, n, _)| choose(*n, *x)).sum()
}

/// The maximum of a function of which only the values are known, by differences.
fn by_differences(start: &[f64], value: &dyn Fn(&[f64]) -> f64) -> (Vec<f64>, Point) {
    const STEP: f64 = 2e-4;
    let point = |at: &[f64]| {
        let size = at.len();
        let moved = |moves: &[(usize, f64)]| {
            let mut there = at.to_vec();
            moves.iter().for_each(|(k, by)| there[*k] += by * STEP);
            value(&there)
        };
        let here = value(at);
        let mut information = Matrix::zero(size);
        let mut gradient = vec![0.0; size];
        for (k, slope) in gradient.iter_mut().enumerate() {
            let (up, down) = (moved(&[(k, 1.0)]), moved(&[(k, -1.0)]));
            *slope = (up - down) / (2.0 * STEP);
            *information.at_mut(k, k) = (2.0 * here - up - down) / (STEP * STEP);
            for l in 0..k {
                let corner = |a, b| moved(&[(k, a), (l, b)]);
                let across =
                    corner(1.0, 1.0) + corner(-1.0, -1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0);
                let across = -across / (4.0 * STEP * STEP);
                *information.at_mut(k, l) = across;
                *information.at_mut(l, k) = across;
            }
        }
        Point {
            value: here,
            gradient,
            information,
        }
    };
    let all: Vec<usize> = (0..start.len()).collect();
    let found = maximise(start, &all, 1e-12, &point);
    (found.at, found.point)
}

/// A data set with its fit.
struct Fitted {
    set: Set,
    fit: SpreadFit,
}

fn logit_normal(file: &str, covariate: bool) -> Fitted {
    let set = read(file, covariate, false);
    let likelihood = LogitNormal::new(&set.data, false, MANY);
    let start = [-3.0, 0.0];
    let fit = likelihood.fit(&start[..set.data.coefficients]);
    assert!(fit.converged(), "{file}");
    Fitted { set, fit }
}

fn end(interval: Interval, side: &str) -> f64 {
    let end = match side {
        "lower" => interval.low,
        "upper" => interval.high,
        other => panic!("no side {other}"),
    };
    end.expect("the profile closes")
}

#[test]
fn every_row_of_mixed_models() {
    let fits: RefCell<BTreeMap<(String, bool), Fitted>> = RefCell::default();
    let unknown = [(
        "ssa_alj_dispositions_fy2025.csv",
        "real data that are not committed: the ignored test below reads them from TIERONE_DATA",
    )];
    check("25_mixed_models.csv", 137, &unknown, |row| {
        let covariate = row.text("covariates") == "new_starter";
        let file = row.text("data_file").to_owned();
        match (row.text("model"), row.text("method")) {
            ("logit_normal_team_caseworker", "laplace") => laplace_of_teams(row),
            ("logit_normal", "laplace") => laplace(row, covariate),
            ("logit_normal", _) => {
                let mut fits = fits.borrow_mut();
                let fitted = fits
                    .entry((file.clone(), covariate))
                    .or_insert_with(|| logit_normal(&file, covariate));
                exact(row, fitted)
            }
            ("beta_binomial", "ml") => {
                beta_binomial(row, &read(&file, covariate, false), covariate)
            }
            other => panic!("no model {other:?}"),
        }
    });
}

fn exact(row: &Line, Fitted { set, fit }: &Fitted) -> f64 {
    let likelihood = LogitNormal::new(&set.data, false, MANY);
    let spread = set.data.coefficients;
    let at_zero = || {
        let mut start = fit.parameters.clone();
        start[spread] = 0.0;
        let all: Vec<usize> = (0..spread).collect();
        maximise(&start, &all, 1e-18, &|at| likelihood.at(at))
    };
    let lr = || 2.0 * (fit.value - at_zero().point.value);
    let quantity = row.text("quantity");
    match quantity {
        "beta0" => fit.parameters[0],
        "beta1" => fit.parameters[1],
        "sd" => fit.parameters[spread],
        "singular_fit" => f64::from(u8::from(fit.parameters[spread] == 0.0)),
        "loglik" => fit.value + choices(set),
        "se_beta0" => fit.standard_error(0).expect("it has one"),
        "se_beta1" => fit.standard_error(1).expect("it has one"),
        "se_sd" => fit.standard_error(spread).expect("it has one"),
        "se_log_sd" => fit.standard_error(spread).expect("it has one") / fit.parameters[spread],
        "variance_score_at_zero" => -0.5 * at_zero().point.information.at(spread, spread),
        "marginal_mean_rate" => mean_rate(fit.parameters[0], fit.parameters[spread]),
        "lr_variance" => lr(),
        "lr_variance_p_mixture" => 0.5 * gamma_tails(0.5, 0.5 * lr()).upper,
        "conditional_mode" | "posterior_mean_effect" | "posterior_mean_rate" => {
            let rate = |person: &Person, effect: f64| {
                let row = &set.data.rows[person.cells[0].row];
                1.0 / (1.0 + (-row.log_odds(&fit.parameters) - effect).exp())
            };
            let known = known(&likelihood, &set.data, &fit.parameters, &rate);
            let mut names = set.people.iter();
            let place = names.position(|(name, ..)| name == row.text("unit"));
            let person = &known[place.expect("it is there")].people[0];
            match quantity {
                "conditional_mode" => person.mode,
                "posterior_mean_effect" => person.mean,
                _ => person.asked,
            }
        }
        _ => {
            let (name, side) = quantity.rsplit_once("_profile_").expect("a limit");
            let k = match name {
                "beta0" => 0,
                "beta1" => 1,
                "sd" => spread,
                other => panic!("no parameter {other}"),
            };
            end(likelihood.interval(fit, k), side)
        }
    }
}

fn laplace(row: &Line, covariate: bool) -> f64 {
    let set = read(row.text("data_file"), covariate, false);
    let likelihood = LogitNormal::new(&set.data, false, LAPLACE);
    let start = if covariate {
        vec![-4.0, 0.5, 0.5]
    } else {
        vec![-3.5, 0.5]
    };
    let (at, point) = by_differences(&start, &|at| likelihood.at(at).value);
    match row.text("quantity") {
        "beta0" => at[0],
        "beta1" => at[1],
        "sd" => at[at.len() - 1],
        "loglik" => point.value + choices(&set),
        other => panic!("no quantity {other}"),
    }
}

/// One node a level at the joint mode of a team is the joint approximation over all effects.
fn laplace_of_teams(row: &Line) -> f64 {
    let set = read(row.text("data_file"), false, true);
    let likelihood = LogitNormal::new(&set.data, true, LAPLACE);
    let (at, point) = by_differences(&[-3.4, 0.5, 0.7], &|at| likelihood.at(at).value);
    match row.text("quantity") {
        "beta0" => at[0],
        "sd_caseworker" => at[1],
        "sd_team" => at[2],
        "loglik" => point.value + choices(&set),
        "se_beta0" => point
            .information
            .inverse()
            .expect("it has one")
            .at(0, 0)
            .sqrt(),
        "conditional_mode" => {
            let known = known(&likelihood, &set.data, &at, &|_, _| 0.0);
            let unit = row.text("unit");
            if let Some(team) = set.teams.iter().position(|name| name == unit) {
                return known[team].mode;
            }
            let mut people = known.iter().flat_map(|team| &team.people);
            let place = set.people.iter().position(|(name, ..)| name == unit);
            people
                .nth(place.expect("it is there"))
                .expect("it is there")
                .mode
        }
        other => panic!("no quantity {other}"),
    }
}

fn beta_binomial(row: &Line, set: &Set, covariate: bool) -> f64 {
    let people: Vec<Counts> = set
        .people
        .iter()
        .map(|(_, errors, checks, new_starter)| Counts {
            errors: *errors as u64,
            checks: *checks as u64,
            row: if covariate { *new_starter as usize } else { 0 },
        })
        .collect();
    let rows = match covariate {
        true => vec![vec![1.0, 0.0], vec![1.0, 1.0]],
        false => vec![vec![1.0]],
    };
    let likelihood = BetaBinomial::new(&people, &rows).expect("sound rows");
    let fit = likelihood.fit();
    assert!(fit.converged());
    let root = fit.coefficients;
    let mean = |log_odds: f64| 1.0 / (1.0 + (-log_odds).exp());
    let mu = mean(fit.parameters[0]);
    match row.text("quantity") {
        "beta0" => fit.parameters[0],
        "beta1" => fit.parameters[1],
        "mu" => mu,
        "rho" => correlation(fit.parameters[root]),
        "loglik" => fit.value + choices(set),
        "se_beta0" => fit.standard_error(0).expect("it has one"),
        "se_beta1" => fit.standard_error(1).expect("it has one"),
        "se_mu" => fit.standard_error(0).expect("it has one") * mu * (1.0 - mu),
        "se_rho" => {
            let root = (
                fit.parameters[root],
                fit.standard_error(root).expect("it has one"),
            );
            // d ρ / d √d = 2 √d / (1 + d)².
            root.1 * 2.0 * root.0 / (1.0 + root.0 * root.0).powi(2)
        }
        limit => {
            let (name, side) = limit.rsplit_once("_profile_").expect("a limit");
            match name {
                "rho" => correlation(end(fit.interval(root, &|at| likelihood.at(at)), side)),
                "mu" => mean(end(fit.interval(0, &|at| likelihood.at(at)), side)),
                other => panic!("no parameter {other}"),
            }
        }
    }
}

/// The nodes that the product uses give what many more give, to a thousandth of a standard error.
#[test]
fn few_nodes_are_enough() {
    for file in ["data/mixed_a.csv", "data/mixed_d.csv", "data/mixed_t.csv"] {
        let set = read(file, false, true);
        let few = LogitNormal::new(&set.data, true, tierone_fit::NODES);
        let many = LogitNormal::new(&set.data, true, MANY);
        let (few, many) = (few.fit(&[-3.5]), many.fit(&[-3.5]));
        for k in 0..3 {
            let se = many.standard_error(k).unwrap_or(0.1);
            let off = (few.parameters[k] - many.parameters[k]).abs();
            assert!(
                off < 1e-3 * se,
                "{file}, parameter {k}: {off:.1e}, se {se:.3}"
            );
        }
    }
}

/// Slopes and information are those of the value, with teams and checkers who err.
#[test]
fn slopes_are_those_of_the_likelihood() {
    let mut set = read("data/mixed_t.csv", true, true);
    set.data.rows[1].checking.sensitivity = 0.7;
    set.data.rows[1].checking.specificity = 0.99;
    let likelihood = LogitNormal::new(&set.data, true, MANY);
    let at = [-3.1, 0.4, 0.6, 0.5];
    let point = likelihood.at(&at);
    let moved = |k: usize, by: f64| {
        let mut there = at;
        there[k] += by;
        likelihood.at(&there)
    };
    const STEP: f64 = 1e-4;
    for k in 0..4 {
        let (up, down) = (moved(k, STEP), moved(k, -STEP));
        let slope = (up.value - down.value) / (2.0 * STEP);
        assert!((slope - point.gradient[k]).abs() < 1e-5, "{k}: {slope}");
        for l in 0..4 {
            let curvature = -(up.gradient[l] - down.gradient[l]) / (2.0 * STEP);
            let told = point.information.at(k, l);
            assert!(
                (curvature - told).abs() < 1e-4,
                "{k}, {l}: {curvature} {told}"
            );
        }
    }
}

/// Awards by judge, or by row: those with at least as many decisions as the row of the table asks for.
fn judges(folder: &str, by_judge: bool) -> Set {
    let path = format!("{folder}/ssa_alj_dispositions_fy2025.csv");
    let mut reader = csv::Reader::from_path(&path).expect("the data are there");
    let mut people: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for (place, line) in reader.deserialize::<BTreeMap<String, String>>().enumerate() {
        let line = line.expect("a well-formed row");
        let number = |column: &str| line[column].parse::<f64>().expect("a number");
        let name = if by_judge {
            line["judge_id"].clone()
        } else {
            place.to_string()
        };
        let sums = people.entry(name).or_default();
        sums.0 += number("awards");
        sums.1 += number("decisions");
    }
    people.retain(|_, (_, decisions)| *decisions >= 50.0);
    let team = |(_, (errors, checks)): (&String, &(f64, f64))| Team {
        people: vec![Person {
            cells: vec![Cell {
                row: 0,
                errors: *errors,
                checks: *checks,
            }],
        }],
    };
    Set {
        data: Data {
            rows: vec![Row::of(&[(0, 1.0)])],
            coefficients: 1,
            checkers: Vec::new(),
            teams: people.iter().map(team).collect(),
        },
        people: people
            .iter()
            .map(|(name, (x, n))| (name.clone(), *x, *n, 0.0))
            .collect(),
        teams: people.keys().cloned().collect(),
    }
}

#[test]
#[ignore = "reads the judges of the folder in TIERONE_DATA, which are not committed"]
fn every_row_of_judges() {
    let folder = std::env::var("TIERONE_DATA").expect("a folder");
    let sets = [judges(&folder, false), judges(&folder, true)];
    let fitted = {
        let set = judges(&folder, true);
        let likelihood = LogitNormal::new(&set.data, false, MANY);
        let fit = likelihood.fit(&[0.0]);
        Fitted { set, fit }
    };
    let others = ["a", "b", "c", "d", "t"].map(|name| format!("mixed_{name}.csv"));
    let others: Vec<(&str, &str)> = others.iter().map(|name| (name.as_str(), "above")).collect();
    check("25_mixed_models.csv", 28, &others, |row| {
        let by_judge = row.text("unit").starts_with("judge");
        match row.text("model") {
            "logit_normal" => exact(row, &fitted),
            _ => beta_binomial(row, &sets[usize::from(by_judge)], false),
        }
    });
}
