//! Charts of a sensitivity: what every drawing promises, and headlines with and without a difference.

use super::tests::check_drawing;
use super::*;
use rand_distr::{Distribution, Normal};
use tierone_sensitivity::{Bar, Effect, Share};
use tierone_stats::rng::{Address, Purpose, Stream};

const KEYS: usize = 16;

fn stream(seed: u64) -> Stream {
    Address::opening(seed, 0).open(&Purpose::outcomes())
}

fn normal(mean: f64, sd: f64, stream: &mut Stream) -> f64 {
    Normal::new(mean, sd).expect("a law").sample(stream)
}

fn key(place: usize) -> String {
    match place {
        0 => "coaching.gain".into(),
        1 => "policy.risk-targeted checks of the hardest tenth & <nothing> else.check.coaching.checker.sensitivity".into(),
        place => format!("activity.change-of-income.errors.{place}"),
    }
}

/// Bars of one figure, whose swings are estimates of `swings` with an error of 1, the largest first.
fn bars(swings: &[f64], scale: f64, measure: &'static str, stream: &mut Stream) -> Vec<Bar> {
    let effect = |mean: f64, error: f64| Effect {
        mean: scale * mean,
        mcse: Some(scale * error),
    };
    let bar = |(place, swing): (usize, &f64)| {
        let found = normal(*swing, 1.0, stream);
        Bar {
            policy: "two a month, as now".into(),
            against: (measure == "cost").then(|| "no checks".into()),
            measure,
            unit: "%",
            rank: 0,
            tied: false,
            key: key(place),
            assumed: "0.6".into(),
            low: "0.3".into(),
            high: "0.9".into(),
            sourced: false,
            figure: 97.0,
            at_low: effect(-0.4 * found, 0.7),
            at_high: effect(0.6 * found, 0.7),
            figure_at_low: effect(97.0 - 0.4 * found, 0.7),
            figure_at_high: effect(97.0 + 0.6 * found, 0.7),
            swing: effect(found, 1.0),
            share: Some(0.1),
            turns_at: None,
        }
    };
    let mut bars: Vec<Bar> = swings.iter().enumerate().map(bar).collect();
    let place = |bar: &Bar| (bar.swing.is_beyond_chance(), bar.swing.mean.abs());
    bars.sort_by(|a, b| {
        let ((of_a, a), (of_b, b)) = (place(a), place(b));
        of_b.cmp(&of_a).then(b.total_cmp(&a))
    });
    bars
}

/// Shares of one figure, whose totals are estimates of `totals` with an error of 3 %, the largest first.
fn found(totals: &[f64], stream: &mut Stream) -> Vec<Share> {
    let share = |(place, total): (usize, &f64)| {
        let total = normal(*total, 0.03, stream);
        let limits = [-1.0, 1.0].map(|way| Some((total + way * 1.96 * 0.03).max(0.0)));
        let first = total.clamp(0.0, 1.0) * 0.8;
        Share {
            policy: "two a month, as now".into(),
            against: None,
            measure: "accuracy",
            unit: "%",
            rank: 0,
            tied: false,
            key: key(place),
            moves: 0.1,
            direction: 0.1,
            varies: None,
            first: Some(first),
            first_low: Some((first - 0.06).max(0.0)),
            first_high: Some(first + 0.06),
            total: Some(total.max(0.0)),
            total_low: limits[0],
            total_high: limits[1],
            narrows: Some(0.1),
            settled: Some(true),
            uncut: Some([
                total.max(0.0),
                limits[0].unwrap_or(0.0),
                limits[1].unwrap_or(0.0),
            ]),
        }
    };
    let mut shares: Vec<Share> = totals.iter().enumerate().map(share).collect();
    shares.sort_by(|a, b| b.total.partial_cmp(&a.total).expect("numbers"));
    shares
}

fn names_one(title: &str) -> bool {
    (0..KEYS).any(|place| title.contains(&format!("“{}", &key(place)[..8])))
}

/// Whether a headline says which number it is most, of all.
fn names_the_most(title: &str) -> bool {
    title.contains("hangs most on “")
}

#[test]
fn charts_of_a_sensitivity_keep_what_every_chart_promises() {
    let mut stream = stream(1);
    for scale in [1e-4, 1.0, 1e6] {
        for measure in ["accuracy", "mve", "cost", "errors_found"] {
            for so_many in [1, 2, KEYS] {
                let swings: Vec<f64> = (0..so_many)
                    .map(|place| 60.0 / (1.0 + place as f64))
                    .collect();
                let drawn = tornados("An office", 40, &bars(&swings, scale, measure, &mut stream));
                assert_eq!(drawn.len(), 1);
                check_drawing(&drawn[0]);
                assert_eq!(drawn[0].table.rows.len(), so_many);
            }
        }
    }
    // One replication has no error, and nothing is told from chance.
    let mut of_one = bars(&[1.0, 2.0], 1.0, "accuracy", &mut stream);
    for bar in &mut of_one {
        for effect in [&mut bar.at_low, &mut bar.at_high, &mut bar.swing] {
            effect.mcse = None;
        }
    }
    let drawn = tornados("An office", 1, &of_one);
    check_drawing(&drawn[0]);
    assert!(!names_one(&drawn[0].title), "{}", drawn[0].title);
    for so_many in [1, 2, KEYS] {
        let totals: Vec<f64> = (0..so_many)
            .map(|place| 0.8 / (1.0 + place as f64))
            .collect();
        let drawn = shares("An office", 10, &found(&totals, &mut stream));
        check_drawing(&drawn[0]);
    }
    // Of what nothing is known nothing is drawn.
    let mut left_out = found(&[0.5, 0.2], &mut stream);
    for share in &mut left_out {
        share.total = None;
    }
    assert!(shares("An office", 10, &left_out).is_empty());
}

/// Figures by name, each with its own ids, so that they can stand on one page.
#[test]
fn charts_of_several_figures_have_names_of_their_own() {
    let mut stream = stream(2);
    let mut all = bars(&[30.0, 20.0], 1.0, "accuracy", &mut stream);
    all.extend(bars(&[30.0, 20.0], 1.0, "cost", &mut stream));
    let drawn = tornados("An office", 40, &all);
    let names: Vec<&str> = drawn.iter().map(|drawing| drawing.name.as_str()).collect();
    assert_eq!(names, ["tornado-1", "tornado-2"]);
    assert!(drawn[1].svg.contains("id=\"tornado-2-title\""));
    assert!(
        drawn[1].title.contains("minus “no checks”,"),
        "{}",
        drawn[1].title
    );
}

/// A headline claims what is not so once in 370 times: of 400, more than five once in 1,000 times.
#[test]
fn no_headline_of_a_sensitivity_claims_what_is_chance() {
    let (mut moved, mut most, mut shared) = (0, 0, 0);
    for seed in 0..400 {
        let mut stream = stream(100 + seed);
        let title = |drawn: Vec<Drawing>| drawn[0].title.clone();
        // Nothing moves the figure.
        let nothing = bars(&[0.0; KEYS], 0.01, "accuracy", &mut stream);
        moved += usize::from(names_one(&title(tornados("An office", 400, &nothing))));
        // Two move it alike.
        let alike = bars(&[12.0, -12.0, 1.0, 0.0], 0.01, "accuracy", &mut stream);
        most += usize::from(names_the_most(&title(tornados("An office", 400, &alike))));
        let alike = found(&[0.3, 0.3, 0.3, 0.02, 0.0], &mut stream);
        shared += usize::from(names_the_most(&title(shares("An office", 10, &alike))));
    }
    assert!(
        moved <= 5 && most <= 5 && shared <= 5,
        "{moved} {most} {shared}"
    );
}

#[test]
fn a_clear_order_is_told_by_every_headline() {
    for seed in 0..20 {
        let mut stream = stream(seed);
        let clear = bars(&[40.0, 12.0, 1.0], 0.01, "accuracy", &mut stream);
        let title = &tornados("An office", 400, &clear)[0].title;
        assert!(
            title.starts_with(
                "Accuracy under “two a month, as now” hangs most on “coaching.gain”: 0."
            ),
            "{title}"
        );
        assert!(
            title.ends_with("percentage points more at 0.9 than at 0.3"),
            "{title}"
        );
        let clear = found(&[0.7, 0.2, 0.0], &mut stream);
        let title = &shares("An office", 10, &clear)[0].title;
        assert!(
            title.contains("hangs most on “coaching.gain”: it has a part in"),
            "{title}"
        );
    }
}
