//! Real samples drawn from a list whose truth is known, checked and estimated: how often intervals hold the truth.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rand::{Rng, RngExt};
use tierone_records::assess::{self, Asked, DrawnCase, DrawnSample, Scope};
use tierone_records::drawing::{self as sample, Choosing, DrawDesign, Frame};
use tierone_records::lists as records;
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::units::Pence;

/// A decision of the list, with its truth.
struct Decision {
    number: String,
    team: String,
    owner: String,
    area: &'static str,
    value: f64,
    over: f64,
    under: f64,
}

impl Decision {
    fn record(&self) -> records::ListedCase<'_> {
        records::ListedCase {
            number: &self.number,
            process: "parentage",
            area: self.area,
            sub_area: "",
            owner: &self.owner,
            team: &self.team,
            closed: Some(Date::constant(2026, 7, 1)),
            resolution: "",
            value: Some(Pence((self.value * 100.0).round() as i64)),
            complexity: "",
            special: false,
        }
    }

    fn error(&self) -> f64 {
        self.over + self.under
    }
}

/// 3 000 decisions in two areas, of which 2 and 12 in 100 are wrong, by a tenth of their value in the middle: three in
/// five too much. Owners differ, and so do teams.
fn list() -> Vec<Decision> {
    let mut stream = Address::opening(41, 0).open(&Purpose::check("list"));
    (0..3_000u32)
        .map(|index| {
            let value = (2_000.0 * (0.8 * normal(&mut stream)).exp())
                .round()
                .max(1.0);
            let area = if index % 10 < 8 { "north" } else { "south" };
            let (owner, team) = (index % 60, index % 30);
            let rate =
                if area == "north" { 0.02 } else { 0.12 } * (0.6 + 0.8 * f64::from(team) / 29.0);
            let error = if stream.random::<f64>() < rate {
                let share: f64 = 0.1 * (0.9 * normal(&mut stream)).exp();
                (value * share.min(0.9) * 100.0).round().max(1.0) / 100.0
            } else {
                0.0
            };
            let over = stream.random::<f64>() < 0.6;
            Decision {
                number: format!("S{index}"),
                team: format!("team {team}"),
                owner: format!("worker {owner}"),
                area,
                value,
                over: if over { error } else { 0.0 },
                under: if over { 0.0 } else { error },
            }
        })
        .collect()
}

/// A standard normal number, by Box and Muller.
fn normal<R: Rng>(stream: &mut R) -> f64 {
    let (one, two): (f64, f64) = (1.0 - stream.random::<f64>(), stream.random());
    (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * two).cos()
}

/// The sample of one seed, checked without a mistake.
fn checked(list: &[Decision], plan: &DrawDesign, seed: u64) -> DrawnSample {
    let mut frame = Frame::new(plan, seed);
    for decision in list {
        frame.add(&decision.record());
    }
    let mut choosing = Choosing::new(&mut frame);
    for decision in list {
        choosing.add(&decision.record(), Some(decision.value));
    }
    let chosen = choosing.done();
    let mut strata: BTreeMap<String, usize> = BTreeMap::new();
    let mut cases = Vec::new();
    for decision in list {
        let record = decision.record();
        let Some(drawn) = chosen.of(&record) else {
            continue;
        };
        let next = strata.len();
        let part = *strata.entry(drawn.stratum.name.clone()).or_insert(next);
        let weight = drawn.probability.map(|p| 1.0 / p);
        cases.push(match chosen.clusters() {
            Some(clusters) => DrawnCase {
                weight,
                cluster: Some(part),
                clusters: Some(clusters),
                cluster_size: Some(drawn.stratum.size),
                ..case(decision)
            },
            None => DrawnCase {
                stratum: part,
                size: Some(drawn.stratum.size),
                drawn: Some(drawn.stratum.drawn),
                weight,
                ..case(decision)
            },
        });
    }
    DrawnSample::new(cases, true)
}

/// A sample in which every decision has a chance of its own, in proportion to the root of its value.
fn unequal(list: &[Decision], seed: u64) -> DrawnSample {
    let roots: f64 = list.iter().map(|decision| decision.value.sqrt()).sum();
    let mut stream = Address::opening(seed, 0).open(&Purpose::check("unequal"));
    let mut cases = Vec::new();
    for decision in list {
        let chance = (400.0 * decision.value.sqrt() / roots).min(1.0);
        if stream.random::<f64>() < chance {
            cases.push(DrawnCase {
                weight: Some(1.0 / chance),
                ..case(decision)
            });
        }
    }
    DrawnSample::new(cases, true)
}

/// What a check without a mistake finds.
fn case(decision: &Decision) -> DrawnCase {
    DrawnCase {
        checked: true,
        wrong: Some(decision.error() > 0.0),
        value: Some(decision.value),
        error: decision.error(),
        over: decision.over,
        under: decision.under,
        ..DrawnCase::default()
    }
}

/// Methods, with their keys.
///
/// The clusters are the hardest: six of the thirty teams are all of the south, and have 69 of the 106 errors. Of draws of
/// twelve teams 3.1 % have none of the six, and miss the truth whatever the interval; 17.4 % have one, and one in five of
/// those misses it. That makes 91.9 % of all, with the truth worse in 6.7 %, by 60 000 draws. Degrees of freedom by how
/// far the teams drawn are from normal (Satterthwaite 1946, with the kurtosis beyond that of binomial counts) hold the
/// truth of this list in 95.4 %, but gain a point at most where teams differ log-normally, for intervals a sixth wider.
const METHODS: [(&str, &[(&str, &str)]); 11] = [
    ("simple-random", &[("checks", "120")]),
    ("simple-random", &[("checks", "600")]),
    (
        "stratified",
        &[("by", "area"), ("checks", "300"), ("allocation", "equal")],
    ),
    ("per-caseworker", &[("checks", "6")]),
    ("per-team", &[("checks", "12")]),
    ("capped-share", &[("share", "12%"), ("cap", "400")]),
    ("systematic", &[("checks", "300"), ("order", "caseworker")]),
    ("cluster", &[("clusters", "12")]),
    ("value-weighted", &[("checks", "300")]),
    (
        "risk-targeted",
        &[("checks", "400"), ("random_share", "50%")],
    ),
    ("unequal", &[]),
];

const FIGURES: [&str; 5] = ["accuracy", "mve-gross", "mve-over", "mve-under", "mve-net"];

/// What the repetitions of one design and figure came to.
#[derive(Clone, Copy, Default)]
struct Seen {
    sum: f64,
    squares: f64,
    covered: u32,
    /// The truth is worse than the whole interval says.
    worse: u32,
}

/// What intervals that claim 95 % are held to, as shares of repetitions. No interval can have 95 % everywhere where few
/// errors are found, for their number is whole. Three Monte Carlo standard errors are allowed at every limit.
struct Held {
    least: f64,
    most: Option<f64>,
    /// The mean over designs.
    mean: Option<(f64, f64)>,
}

fn held(method: &str, figure: &str) -> Held {
    Held {
        least: if figure == "accuracy" { 0.925 } else { 0.915 },
        // Net is held up to always where few errors are found, and money of clusters has the wider of two intervals: both hold
        // the truth more often than they claim.
        most: match (method, figure) {
            (_, "mve-net") => None,
            ("cluster", figure) if figure != "accuracy" => None,
            _ => Some(0.985),
        },
        // The upper limit of money counts one more error, of a taint that is large beside those of this list: its mean has no
        // limit of its own above that of a design.
        mean: match figure {
            "accuracy" => Some((0.94, 0.97)),
            "mve-net" => None,
            _ => Some((0.94, 0.985)),
        },
    }
}

/// How often the truth may be worse than the whole interval, in any design.
const WORSE: f64 = 0.06;

/// Three Monte Carlo standard errors of a share of so many repetitions.
fn slack(share: f64, repetitions: f64) -> f64 {
    3.0 * (share * (1.0 - share) / repetitions).sqrt()
}

/// What so many samples by one method came to, in the order of `FIGURES`.
fn repeated(
    list: &[Decision],
    (method, keys): (&str, &[(&str, &str)]),
    truths: [f64; 5],
    repetitions: u32,
) -> [Seen; 5] {
    let keys: Vec<(String, String)> = keys
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    let drawn = sample::sample(method, &keys).and_then(|sample| DrawDesign::new(&sample));
    assert!(drawn.is_ok() || method == "unequal", "{method}: {drawn:?}");
    let mut seen = [Seen::default(); 5];
    let asked = Asked::default();
    for repetition in 0..repetitions {
        let seed = u64::from(repetition) + 1;
        let sample = match &drawn {
            Ok(plan) => checked(list, plan, seed),
            Err(_) => unequal(list, seed),
        };
        let members: Vec<usize> = (0..sample.cases.len()).collect();
        let figures = assess::assess(&sample, &members, &asked);
        for ((name, truth), seen) in FIGURES.iter().zip(truths).zip(&mut seen) {
            let mut of_frame = figures.iter().filter(|figure| figure.scope == Scope::Frame);
            let figure = of_frame
                .find(|figure| figure.name.as_str() == *name)
                .expect("a figure");
            let estimate = figure.estimate().expect("an interval");
            seen.sum += estimate.value - truth;
            seen.squares += (estimate.value - truth).powi(2);
            seen.covered += u32::from(estimate.covers(truth));
            let worse = if *name == "accuracy" {
                truth < estimate.low
            } else {
                truth > estimate.high
            };
            seen.worse += u32::from(worse);
        }
    }
    seen
}

/// By method and figure, over so many seeds, what there is to say against it.
fn study(repetitions: u32, show: bool) -> Vec<String> {
    let list = list();
    let value: f64 = list.iter().map(|decision| decision.value).sum();
    let sum = |of: fn(&Decision) -> f64| list.iter().map(of).sum::<f64>() / value;
    let wrong = list
        .iter()
        .filter(|decision| decision.error() > 0.0)
        .count();
    let (over, under) = (sum(|d| d.over), sum(|d| d.under));
    let truths = [
        1.0 - wrong as f64 / list.len() as f64,
        over + under,
        over,
        under,
        over - under,
    ];
    let mut against = Vec::new();
    let mut means: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    // One thread a method: each seed is a sample of its own, so the figures are the same on any number of cores.
    let list = &list;
    let seen_of_methods = std::thread::scope(|scope| {
        let running =
            METHODS.map(|method| scope.spawn(move || repeated(list, method, truths, repetitions)));
        running.map(|method| method.join().expect("a method that ends"))
    });
    for ((method, keys), seen) in METHODS.into_iter().zip(seen_of_methods) {
        let n = f64::from(repetitions);
        for (name, seen) in FIGURES.iter().zip(seen) {
            let (bias, spread) = (seen.sum / n, (seen.squares / n).sqrt() / n.sqrt());
            let [coverage, worse] = [seen.covered, seen.worse].map(|count| f64::from(count) / n);
            let row = format!(
                "{method} {keys:?} {name}: coverage {:.1} %, truth worse {:.1} %, bias {:.2} Monte Carlo errors",
                100.0 * coverage,
                100.0 * worse,
                bias / spread
            );
            if show {
                println!("{row}");
            }
            let held = held(method, name);
            let too_few = coverage < held.least - slack(held.least, n);
            let too_many = held
                .most
                .is_some_and(|most| coverage > most + slack(most, n));
            if too_few || too_many || worse > WORSE + slack(WORSE, n) {
                against.push(row.clone());
            }
            means.entry(*name).or_default().push(coverage);
            // Ratios of totals that are estimated are biased by the order of 1/n, far less than they spread.
            if bias.abs() > 4.0 * spread && bias.abs() > 0.05 * spread * n.sqrt() {
                against.push(row);
            }
        }
    }
    for (name, coverages) in means {
        let designs = coverages.len() as f64;
        let mean = coverages.iter().sum::<f64>() / designs;
        let row = format!("{name}: mean coverage {:.2} %", 100.0 * mean);
        if show {
            println!("{row}");
        }
        let all = f64::from(repetitions) * designs;
        if let Some((least, most)) = held("", name).mean
            && (mean < least - slack(least, all) || mean > most + slack(most, all))
        {
            against.push(row);
        }
    }
    against
}

#[test]
fn estimates_of_real_samples_hold_the_truth() {
    // With 100 repetitions the least that passes is 8 points below the floor, and 7 points more than they may be are worse.
    let against = study(100, false);
    assert!(against.is_empty(), "{}", against.join("\n"));
}

#[test]
#[ignore = "long: five thousand repetitions of every design"]
fn estimates_of_real_samples_hold_the_truth_at_length() {
    let repetitions = std::env::var("REPLICATIONS")
        .ok()
        .and_then(|n| n.parse().ok());
    let against = study(repetitions.unwrap_or(5_000), true);
    assert!(against.is_empty(), "{}", against.join("\n"));
}

#[test]
fn a_targeted_sample_without_weights_would_mislead() {
    let list = list();
    let wrong = list
        .iter()
        .filter(|decision| decision.error() > 0.0)
        .count();
    let truth = 1.0 - wrong as f64 / list.len() as f64;
    let keys = [("by", "area"), ("checks", "300"), ("allocation", "equal")];
    let keys: Vec<(String, String)> = keys
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    let plan =
        DrawDesign::new(&sample::sample("stratified", &keys).expect("a sample")).expect("a plan");
    let (mut sum, mut squares) = (0.0, 0.0);
    for seed in 1..=100 {
        let sample = checked(&list, &plan, seed);
        let right = sample
            .cases
            .iter()
            .filter(|case| case.wrong == Some(false))
            .count();
        let off = right as f64 / sample.cases.len() as f64 - truth;
        sum += off;
        squares += off * off;
    }
    let mean: f64 = sum / 100.0;
    let spread = ((squares / 100.0 - mean * mean) / 100.0).sqrt();
    assert!(
        mean < -3.0 * spread,
        "the naive rate is off by {mean}, with {spread} of noise"
    );
}
