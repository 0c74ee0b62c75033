//! Offices that the engines are tried on where checks draw by the value of decisions.

use tierone_scenario::{NewStarters, Scenario, Tolerance};
use tierone_stats::distribution::Distribution;

use super::checks::*;
use super::trials::pool;
use super::{activity, attribute, base, complexity, money, policy, probability, share};

/// Activities of every law of values and one without, with errors whose money follows value, does
/// not, and is none.
fn of_values(periods: usize) -> Scenario {
    let mut office = base(periods);
    office.complexities = vec![complexity("low", 0.7), complexity("high", 2.0)];
    office.attributes = vec![
        attribute("income", true, 0),
        attribute("dates", true, 0),
        attribute("letter", false, 0),
    ];
    let shares = Distribution::log_normal_by_mean(0.2, 0.15);
    office.attributes[0].money = money(shares, 1.0, true, 0.6, None);
    let rates = [(0, 0.12, 0.06), (1, 0.08, 0.05), (2, 0.08, 0.02)];
    let kinds = [
        (
            "skewed",
            Some(Distribution::log_normal_by_mean(900.0, 800.0)),
        ),
        (
            "gamma",
            Some(Distribution::Gamma {
                shape: 0.8,
                scale: 900.0,
            }),
        ),
        (
            "even",
            Some(Distribution::Uniform {
                low: 100.0,
                high: 2_000.0,
            }),
        ),
        (
            "listed",
            Some(Distribution::empirical(vec![
                (250.0, 2.0),
                (800.0, 1.0),
                (3_000.0, 0.5),
            ])),
        ),
        ("nothing", None),
    ];
    office.activities = kinds
        .into_iter()
        .map(|(name, value)| {
            let of_value = if value.is_some() {
                &rates[..]
            } else {
                &rates[1..]
            };
            let mut kind = activity(name, periods, 44, of_value);
            kind.value = value;
            kind.mix = vec![(0, share(0.6)), (1, share(0.4))];
            kind.automated = (share(0.25), share(0.25));
            kind
        })
        .collect();
    office
}

/// Each check by itself or beside checks that do not look at values: false fails, cuts to hours,
/// excluded samples and rechecks.
pub fn valued() -> Scenario {
    let mut office = of_values(3);
    office.accuracy_tolerance = Tolerance::ShareOfValue(0.05);
    office.pools = vec![pool("few", 12.0), pool("fewer", 9.0)];
    let weighted = || {
        check(&office, "weighted", value_weighted(45))
            .missing(0.8, 0.03)
            .coaching()
            .correcting()
            .estimating()
    };
    let plain = check(&office, "plain", value_weighted(30)).estimating();
    let again = check(&office, "again", recheck(0, 0.4, 0.9))
        .missing(0.95, 0.01)
        .estimating();
    let cut = check(&office, "cut", value_weighted(50))
        .missing(0.9, 0.02)
        .in_pool(0, 30.0)
        .estimating();
    let beside = check(&office, "beside", simple_random(20))
        .missing(0.9, 0.02)
        .in_pool(0, 25.0)
        .estimating();
    let each = check(&office, "each", per_caseworker(3)).missing(0.8, 0.05);
    let rest = check(&office, "rest", value_weighted(60))
        .excluding(&[0])
        .in_pool(1, 15.0)
        .missing(0.9, 0.02)
        .estimating();
    let others = check(&office, "others", simple_random(60))
        .excluding(&[0])
        .missing(0.9, 0.02)
        .estimating();
    let bands = check(&office, "bands", by_value(&[400.0, 1_200.0], "neyman", 40))
        .missing(0.8, 0.03)
        .coaching()
        .estimating();
    let few = check(&office, "few", given_by_value(&[600.0], &[("2", 15)]))
        .missing(0.9, 0.03)
        .correcting()
        .estimating();
    let of_few = check(&office, "of few", recheck(0, 0.5, 1.0)).estimating();
    let shared = check(&office, "shared", by_value(&[500.0], "equal", 60))
        .missing(0.9, 0.02)
        .estimating();
    office.policies = vec![
        policy("weighted", vec![weighted(), again]),
        policy("plain", vec![plain]),
        policy("cut", vec![cut, beside]),
        policy("rest", vec![each.clone(), rest]),
        policy("others", vec![weighted(), others]),
        policy("bands", vec![bands, each]),
        policy("few", vec![few, of_few, shared]),
    ];
    office
}

/// Samples along values: by themselves, cut to hours, after excluded samples, beside checks that draw the same decisions
/// with and without an eye on their values, and rechecked.
pub fn along() -> Scenario {
    let mut office = of_values(3);
    office.accuracy_tolerance = Tolerance::ShareOfValue(0.05);
    office.pools = vec![pool("few", 12.0)];
    let along = |name: &'static str, size| check(&office, name, systematic("value", size));
    let first = || {
        along("first", ("checks", 45))
            .missing(0.8, 0.04)
            .coaching()
            .correcting()
            .estimating()
    };
    let again = check(&office, "again", recheck(0, 0.4, 0.9))
        .missing(0.95, 0.02)
        .estimating();
    let kinds = along("kinds", ("every", 3))
        .framed(|frame| frame.activities = vec![false, false, false, true, true])
        .missing(0.9, 0.03)
        .estimating();
    let cut = along("cut", ("checks", 60))
        .framed(|frame| frame.tenure = Some((0.0, 4.0)))
        .in_pool(0, 30.0)
        .missing(0.9, 0.03)
        .estimating();
    let each = check(&office, "each", per_caseworker(3)).missing(0.8, 0.05);
    let rest = along("rest", ("checks", 50))
        .excluding(&[0])
        .missing(0.9, 0.02)
        .estimating();
    let beside = check(&office, "beside", simple_random(70))
        .missing(0.9, 0.03)
        .estimating();
    let weighted = check(&office, "weighted", value_weighted(40))
        .missing(0.9, 0.03)
        .estimating();
    let second = along("second", ("checks", 35))
        .missing(0.8, 0.03)
        .estimating();
    office.policies = vec![
        policy("along", vec![first(), again]),
        policy("kinds", vec![kinds]),
        policy("cut", vec![cut]),
        policy("rest", vec![each, rest]),
        policy("beside", vec![first(), beside]),
        policy("weighted", vec![first(), weighted]),
        policy("two", vec![first(), second]),
    ];
    office
}

/// Several checks that look at values, in frames that share decisions of people, of kinds and of
/// tenures.
pub fn several() -> Scenario {
    let mut office = of_values(3);
    office.workforce.attrition = probability(0.2);
    office.workforce.vacancy = 1;
    office.workforce.new_starters = Some(NewStarters {
        odds_ratio: 2.0,
        half_life: 3.0,
    });
    let first = || {
        check(&office, "first", value_weighted(50))
            .missing(0.8, 0.04)
            .estimating()
    };
    let second = check(&office, "second", value_weighted(70))
        .framed(|frame| frame.complexities = vec![false, true])
        .missing(0.9, 0.03)
        .estimating();
    let bands = check(
        &office,
        "bands",
        by_value(&[300.0, 1_000.0], "proportional", 60),
    )
    .framed(|frame| frame.automated = Some(false))
    .missing(0.8, 0.04)
    .estimating();
    let new = check(&office, "new", value_weighted(25))
        .framed(|frame| frame.tenure = Some((0.0, 4.0)))
        .missing(0.9, 0.05)
        .estimating();
    let rest = check(&office, "rest", by_value(&[700.0], "equal", 40))
        .excluding(&[0])
        .missing(0.9, 0.04)
        .estimating();
    let again = check(&office, "again", recheck(0, 0.5, 0.8))
        .missing(0.9, 0.02)
        .estimating();
    let all = check(&office, "all", simple_random(80))
        .missing(0.9, 0.04)
        .estimating();
    office.policies = vec![
        policy("two", vec![first(), second.clone(), again]),
        policy("three", vec![first(), bands, new]),
        policy("rest", vec![first(), rest, second]),
        policy("with all", vec![first(), all]),
    ];
    office
}

/// One seat, frames of nothing and of no value, more checks than decisions, and none.
pub fn edge() -> Scenario {
    let mut office = of_values(3);
    office.workforce.seats = 1;
    for activity in &mut office.activities {
        activity.volume = vec![3; 3];
    }
    office.workforce.attrition = probability(0.5);
    office.workforce.vacancy = 1;
    let most = check(&office, "most", value_weighted(40))
        .missing(0.9, 0.1)
        .estimating();
    let none = check(&office, "none", value_weighted(0)).estimating();
    let nothing = check(&office, "nothing", value_weighted(5))
        .framed(|frame| frame.activities = vec![false, false, false, false, true])
        .estimating();
    let bands = check(
        &office,
        "bands",
        by_value(&[1.0, 800.0, 90_000.0], "equal", 7),
    )
    .missing(0.9, 0.1)
    .estimating();
    let some = check(&office, "some", value_weighted(4))
        .missing(0.9, 0.1)
        .estimating();
    let along = |name, size| {
        check(&office, name, systematic("value", size))
            .missing(0.9, 0.1)
            .estimating()
    };
    let whole = along("whole", ("checks", 40));
    let any = along("any", ("checks", 2));
    office.policies = vec![
        policy("whole", vec![whole, any]),
        policy("most", vec![most.clone(), none, nothing]),
        policy("some", vec![some, bands]),
        policy("most and again", vec![most]),
    ];
    office
}
