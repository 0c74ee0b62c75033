//! `run` and `estimate` give one interval of accuracy and one of money for the same sample.

use tierone_analysis::most_of_an_error;
use tierone_engine::sim::{QuotedFigure, Sampled, Setup, replicate, samples};
use tierone_plain::shipped;
use tierone_records::assess::{self, Asked, DrawnCase, DrawnSample, FigureName};
use tierone_scenario::{Policy, SamplingMethod, Scenario};
use tierone_stats::moment_bound::{Most, WrongDecision};
use tierone_stats::stratified::Stratum;

/// Of the shipped office, with decisions worth £2,000 each and errors that are worth 30 % of that: what a sample found then
/// follows from its estimate.
const OFFICE: &str = r#"
extends = "first-steps.toml"

[[activity]]
name = "change-of-income"
value = { distribution = "empirical", values = [2_000] }

[[activity]]
name = "new-application"
value = { distribution = "empirical", values = [2_000] }

[[attribute]]
name = "income"
money = { relative = { distribution = "empirical", values = [0.3] }, max_relative = 1.0, overstated = "50%" }
"#;

const VALUE: f64 = 2_000.0;
const AMOUNT: f64 = 600.0;

/// Checks of a period: `n` of `size`, with `wrong` errors of money.
fn cases(stratum: usize, size: u64, n: u64, wrong: u64) -> Vec<DrawnCase> {
    let case = |number| DrawnCase {
        stratum,
        size: Some(size),
        drawn: Some(n),
        weight: Some(size as f64 / n as f64),
        checked: true,
        wrong: Some(number < wrong),
        value: Some(VALUE),
        error: if number < wrong { AMOUNT } else { 0.0 },
        over: if number < wrong { AMOUNT } else { 0.0 },
        ..DrawnCase::default()
    };
    (0..n).map(case).collect()
}

/// The interval that `estimate` gives for cases.
fn estimated(cases: Vec<DrawnCase>) -> (f64, f64, f64) {
    figure_of(cases, &Asked::default(), FigureName::MveGross).expect("an interval")
}

fn figure_of(cases: Vec<DrawnCase>, asked: &Asked, name: FigureName) -> Option<(f64, f64, f64)> {
    let sample = DrawnSample::new(cases, true);
    let members: Vec<usize> = (0..sample.cases.len()).collect();
    let figures = assess::assess(&sample, &members, asked);
    let figure = figures.iter().find(|figure| figure.name == name)?;
    let estimate = figure.estimate()?;
    Some((estimate.value, estimate.low, estimate.high))
}

fn is_near(one: (f64, f64, f64), other: (f64, f64, f64)) -> bool {
    are_within(one, other, 1e-9)
}

fn are_within(one: (f64, f64, f64), other: (f64, f64, f64), share: f64) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= share * a.abs().max(b.abs());
    near(one.0, other.0) && near(one.1, other.1) && near(one.2, other.2)
}

#[test]
fn one_sample_has_one_interval_of_money_in_a_run_and_as_real_results() {
    let mut scenario = shipped::scenario(OFFICE);
    for attribute in &mut scenario.attributes {
        // One amount a decision, so that the estimate says how many were found.
        if attribute.name.as_str() != "income" {
            attribute.money = None;
        }
    }
    let setup = Setup::new(&scenario).expect("nothing to anchor");
    let (mut found, mut none) = (0, 0);
    for replication in 0..3 {
        let ledger = &replicate(&setup, 1, replication)[0];
        let mut year = Vec::new();
        for (stratum, period) in ledger.periods.iter().enumerate() {
            let size = period.activities.iter().map(|of| of.decisions).sum::<u64>();
            let n = period.checks[1].checks;
            let figure = period.estimates[1].mve.expect("asked for");
            let wrong = (figure.value * VALUE / AMOUNT * n as f64).round() as u64;
            let (low, high) = figure.interval.expect("a known design");
            let told = estimated(cases(0, size, n, wrong));
            assert!(
                is_near((figure.value, low, high), told),
                "{figure:?} {told:?}"
            );
            year.extend(cases(stratum, size, n, wrong));
            found += wrong;
            none += u64::from(wrong == 0);
        }
        let figure = ledger.estimates[1].mve.expect("asked for");
        let (low, high) = figure.interval.expect("a known design");
        let told = estimated(year);
        assert!(
            is_near((figure.value, low, high), told),
            "{figure:?} {told:?}"
        );
    }
    assert!(
        found > 0 && none > 0,
        "{found} errors, {none} periods without"
    );
}

/// A case of a stratum that was found as it is said.
fn found(case: &DrawnCase, error: &WrongDecision) -> DrawnCase {
    DrawnCase {
        value: Some(error.value),
        error: error.over + error.under,
        over: error.over,
        under: error.under,
        ..case.clone()
    }
}

/// So many cases alike, of which the first are `errors` and so many are wrong, and which are worth `mean` together.
fn filled(
    alike: &DrawnCase,
    n: u64,
    wrong: u64,
    errors: &[WrongDecision],
    mean: f64,
) -> Vec<DrawnCase> {
    let known: f64 = errors.iter().map(|error| error.value).sum();
    let rest = n - errors.len() as u64;
    let others = (mean * n as f64 - known) / rest.max(1) as f64;
    let mut cases: Vec<DrawnCase> = errors.iter().map(|error| found(alike, error)).collect();
    cases.resize(
        n as usize,
        DrawnCase {
            value: Some(others),
            ..alike.clone()
        },
    );
    for case in cases.iter_mut().take(wrong as usize) {
        case.wrong = Some(true);
    }
    cases
}

fn weight_of(stratum: &Stratum) -> f64 {
    stratum.population / stratum.sampled as f64
}

fn checked(stratum: usize, weight: f64) -> DrawnCase {
    DrawnCase {
        stratum,
        weight: Some(weight),
        checked: true,
        wrong: Some(false),
        ..DrawnCase::default()
    }
}

/// Decisions drawn at random within strata, as a list of results has them.
fn in_strata(sampled: &Sampled) -> Vec<DrawnCase> {
    let mut cases = Vec::new();
    for (stratum, of) in sampled.strata.iter().enumerate() {
        // Where hours cut a sample what remains stands for a share of a decision more or less.
        let is_whole = (of.population - of.population.round()).abs() < 1e-6;
        let alike = DrawnCase {
            size: is_whole.then_some(of.population.round() as u64),
            drawn: Some(of.sampled),
            ..checked(stratum, weight_of(of))
        };
        let errors: Vec<WrongDecision> = (sampled.found.iter())
            .filter(|error| (error.weight / weight_of(of) - 1.0).abs() < 1e-9)
            .copied()
            .collect();
        let mean = sampled.values[stratum] / of.population;
        if sampled.drawn_from == 1 || sampled.strata.len() > 1 {
            cases.extend(filled(&alike, of.sampled, of.found, &errors, mean));
            continue;
        }
        // Periods that were sampled at one rate, told as two.
        let (first, wrong) = (of.sampled / 2, of.found.min(of.sampled / 2));
        let alike = |stratum| checked(stratum, weight_of(of));
        cases.extend(filled(&alike(0), first, wrong, &errors, mean));
        let (rest, wrong) = (of.sampled - first, of.found - wrong);
        cases.extend(filled(&alike(1), rest, wrong, &[], mean));
    }
    cases
}

/// Teams, and decisions within. The errors of a period come one after the other.
fn in_teams(sampled: &Sampled) -> Vec<DrawnCase> {
    let (mut cases, mut left, mut number) = (Vec::new(), &sampled.found[..], 0);
    for (stratum, clusters) in sampled.clusters.iter().enumerate() {
        let of_period: f64 = clusters.drawn.iter().map(|team| team.amount).sum();
        let (mut amount, mut until) = (0.0, 0);
        while (amount - of_period).abs() > 1e-6 {
            amount += left[until].over + left[until].under;
            until += 1;
        }
        let (mut errors, rest) = (left[..until].to_vec(), &left[until..]);
        left = rest;
        for team in &clusters.drawn {
            let of = team.decisions;
            let mine = taken(&mut errors, team.amount, team.squares);
            let expand = clusters.frame as f64 / clusters.drawn.len() as f64;
            let weight = expand * of.population / of.sampled as f64;
            let class = sampled.strata.iter().zip(&sampled.values);
            let mut class =
                class.filter(|(class, _)| (weight_of(class) / weight - 1.0).abs() < 1e-9);
            let (class, value) = class.next().expect("a class of this weight");
            let alike = DrawnCase {
                cluster: Some(number),
                clusters: Some(clusters.frame),
                cluster_size: Some(of.population as u64),
                ..checked(stratum, weight)
            };
            let mean = value / class.population;
            cases.extend(filled(&alike, of.sampled, of.found, &mine, mean));
            number += 1;
        }
        assert!(errors.is_empty(), "errors of no team");
    }
    cases
}

/// Takes out the errors whose amounts and squares add up so.
fn taken(errors: &mut Vec<WrongDecision>, amount: f64, squares: f64) -> Vec<WrongDecision> {
    fn search(
        errors: &[WrongDecision],
        amount: f64,
        squares: f64,
        from: usize,
    ) -> Option<Vec<usize>> {
        if amount.abs() < 1e-6 && squares.abs() < 1e-3 {
            return Some(Vec::new());
        }
        (from..errors.len()).find_map(|at| {
            let one = errors[at].over + errors[at].under;
            let (amount, squares) = (amount - one, squares - one * one);
            if amount < -1e-6 || squares < -1e-3 {
                return None;
            }
            let mut rest = search(errors, amount, squares, at + 1)?;
            rest.push(at);
            Some(rest)
        })
    }
    let places = search(errors, amount, squares, 0).expect("the errors of a team");
    places.into_iter().map(|at| errors.remove(at)).collect()
}

/// Decisions drawn by value: what was found, and others whose weights add up to those of the sample.
fn by_value(sampled: &Sampled, name: FigureName) -> Vec<DrawnCase> {
    let (wrong, weights, parts) = sampled.by_value.as_ref().expect("by value");
    let interval = parts[0].weight * parts[0].mean_value;
    let alike = |weight: f64| DrawnCase {
        size: Some(sampled.covered as u64),
        drawn: Some(1),
        value: Some(interval / weight),
        ..checked(0, weight)
    };
    let mut cases = Vec::new();
    if name == FigureName::MveGross {
        let n: f64 = parts.iter().map(|part| part.number).sum();
        let of = |error: &WrongDecision| found(&alike(error.weight), error);
        cases.extend(sampled.found.iter().map(of));
        cases.resize(n as usize, alike(2.0));
        return cases;
    }
    for weight in wrong {
        cases.push(DrawnCase {
            wrong: Some(true),
            ..alike(*weight)
        });
    }
    cases.push(alike(weights.max_weight));
    let known = || cases.iter().filter_map(|case| case.weight);
    let rest = weights.count as usize - cases.len();
    let mean = (weights.sum - known().sum::<f64>()) / rest as f64;
    let squares = (weights.squares - known().map(|w| w * w).sum::<f64>()) / rest as f64;
    // So many below the mean and so many above it that both sums are right.
    let below = rest / 2;
    let spread = (squares - mean * mean).sqrt();
    let ratio = (below as f64 / (rest - below) as f64).sqrt();
    for at in 0..rest {
        let weight = match at < below {
            true => mean - spread / ratio,
            false => mean + spread * ratio,
        };
        cases.push(alike(weight));
    }
    cases
}

/// Whether hours left strata without a check. A run knows how many decisions those hold, and a list of results does not.
fn is_cut(sampled: &Sampled) -> bool {
    let known: f64 = sampled.strata.iter().map(|of| of.population).sum();
    sampled.by_value.is_none() && (known / sampled.covered - 1.0).abs() > 1e-9
}

/// The figures of one replication beside those that `estimate` gives for its samples.
fn compared(name: &str, scenario: &Scenario, wrong: &mut Vec<String>) -> usize {
    let mut held = 0;
    // An anchor that is a policy's own figure takes many replications; here none has to be met.
    let setup = Setup::new(scenario).unwrap_or_else(|_| Setup::shifted(scenario, 0.0));
    let ledgers = replicate(&setup, 1, 0);
    let samples = samples(&setup, 1, 0);
    for ((policy, ledger), samples) in scenario.policies.iter().zip(&ledgers).zip(&samples) {
        let checks = policy.checks.iter().zip(&ledger.estimates).zip(samples);
        for ((check, estimates), sampled) in checks {
            if matches!(check.sample.method, SamplingMethod::Recheck(_)) {
                continue;
            }
            let mean = sampled.value / sampled.covered;
            let mut asked = Asked {
                total_value: Some(sampled.value),
                ..Asked::default()
            };
            match most_of_an_error(scenario, check, mean) {
                Most::OfValue(taint) => asked.max_taint = taint,
                Most::Amount(amount) => asked.max_error = Some(amount),
            }
            let figures = [
                (FigureName::Accuracy, estimates.accuracy),
                (FigureName::MveGross, estimates.mve),
            ];
            for (figure, ran) in figures {
                let Some(QuotedFigure { value, interval }) = ran else {
                    continue;
                };
                let place = format!("{name}, {}/{}, {figure:?}", policy.name, check.name);
                let Some((low, high)) = interval else {
                    assert!(!sampled.known, "{place}");
                    continue;
                };
                let cases = match (&sampled.by_value, sampled.clusters.is_empty()) {
                    (Some(_), _) => by_value(sampled, figure),
                    (None, true) => in_strata(sampled),
                    (None, false) => in_teams(sampled),
                };
                let told = figure_of(cases, &asked, figure);
                let within = if is_cut(sampled) { 2e-5 } else { 1e-9 };
                held += 1;
                if !told.is_some_and(|told| are_within((value, low, high), told, within)) {
                    wrong.push(format!("{place}: {value} {low} {high}, but {told:?}"));
                }
            }
        }
    }
    held
}

/// Every check of the shipped scenarios that estimates, its sample written down as results and estimated: the same figures.
/// A recheck is left out: `estimate` takes what was checked twice as such, and corrects accuracy by it. Samples by value are
/// of one period, since hours may give the next one another interval.
///
/// Both are given the value of the frame and the mean value of each stratum, which a run knows by their laws and a list of
/// results by its own decisions.
#[test]
fn every_estimating_check_that_ships_has_the_figures_that_estimate_gives_its_sample() {
    let (mut held, mut wrong) = (0, Vec::new());
    for (path, _) in shipped::files() {
        let name = path.strip_prefix(shipped::folder()).expect("a shipped one");
        let name = name.display().to_string();
        let mut scenario = shipped::scenario(&format!("extends = \"{name}\"\n"));
        let is_by_value = |policy: &Policy| {
            let mut checks = policy.checks.iter();
            checks.any(|check| matches!(check.sample.method, SamplingMethod::ValueWeighted(_)))
        };
        let (by_value, others) = scenario.policies.drain(..).partition(is_by_value);
        for (policies, periods) in [(others, scenario.horizon.periods), (by_value, 1)] {
            let mut part = scenario.clone();
            (part.policies, part.horizon.periods) = (policies, periods);
            held += compared(&name, &part, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(held >= 50, "{held} figures show little");
}

/// Decisions without an accuracy attribute are in no accuracy: not in the truth, not in that of a frame, not in an estimate. A
/// census by perfect checkers sees the truth itself.
#[test]
fn decisions_without_an_accuracy_attribute_are_left_out_everywhere() {
    let mut scenario = shipped::scenario(
        r#"
extends = "first-steps.toml"

[[policy]]
name = "all"

[[policy.check]]
name = "everything"
sample = { method = "census" }
estimate = ["accuracy"]

[[policy.check]]
name = "half"
sample = { method = "systematic", order = "caseworker", every = 2 }
estimate = ["accuracy"]
"#,
    );
    scenario.policies.retain(|policy| policy.name == "all");
    let without = scenario.activities.len() - 1;
    let attributes = &scenario.attributes;
    let errors = &mut scenario.activities[without].errors;
    errors.retain(|error| !attributes[error.attribute].accuracy);
    let setup = Setup::new(&scenario).expect("a closed form");
    for replication in 0..20 {
        let ledger = &replicate(&setup, 1, replication)[0];
        let all = ledger.horizon().activities;
        assert_eq!(all[without].with_accuracy, 0);
        assert!(all[without].decisions > 0);
        let with: u64 = all.iter().map(|of| of.with_accuracy).sum();
        let errors: u32 = all.iter().map(|of| of.errors).sum();
        let truth = 1.0 - f64::from(errors) / with as f64;
        let [everything, half] = [&ledger.estimates[0], &ledger.estimates[1]];
        for estimates in [everything, half] {
            let in_frame = estimates.accuracy_in_frame.expect("a frame");
            assert!((in_frame - truth).abs() < 1e-12, "{in_frame} {truth}");
        }
        let census = everything.accuracy.expect("a census").value;
        assert!((census - truth).abs() < 1e-12, "{census} {truth}");
        let (low, high) = half
            .accuracy
            .expect("a sample")
            .interval
            .expect("an interval");
        assert!(high - low < 0.1, "{low} {high}");
    }
}
