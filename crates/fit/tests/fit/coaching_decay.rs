//! Coaching that wears off: the published rows, and data that set no limit.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::tables::{check, data};
use tierone_fit::{Coached, Coaching, CoachingFit, Dated, HalfLife, Nodes, Row};

const MANY: Nodes = Nodes {
    people: 30,
    teams: 1,
};

fn read(file: &str, events: &str) -> (Vec<Coached>, f64) {
    let mut people: BTreeMap<String, Coached> = BTreeMap::new();
    let mut choices = 0.0;
    for line in data(file) {
        let coached = people
            .entry(line.text("caseworker").to_owned())
            .or_default();
        let (errors, checks) = (line.number("x"), line.number("n"));
        coached.checks.push(Dated {
            row: 0,
            period: line.number("week") as i32,
            errors,
            checks,
        });
        let choose = |k: u64| ((checks - k as f64) / (errors - k as f64)).ln();
        choices += (0..errors as u64).map(choose).sum::<f64>();
    }
    for line in data(events) {
        let coached = people
            .get_mut(line.text("caseworker"))
            .expect("they were checked");
        coached.coachings.push(line.number("week") as i32);
    }
    (people.into_values().collect(), choices)
}

struct Set {
    coaching: Coaching,
    choices: f64,
    fit: CoachingFit,
}

#[test]
fn every_row_of_coaching() {
    let sets: RefCell<BTreeMap<String, Set>> = RefCell::default();
    check("27_coaching_decay.csv", 112, &[], |row| {
        let mut sets = sets.borrow_mut();
        let file = row.text("data_file").to_owned();
        let set = sets.entry(file.clone()).or_insert_with(|| {
            let (people, choices) = read(&file, row.text("events_file"));
            let coaching = Coaching::new(&people, &[Row::of(&[(0, 1.0)])], 1, Some(MANY));
            let fit = coaching.fit(&[-3.0]);
            Set {
                coaching,
                choices,
                fit,
            }
        });
        let fit = &set.fit;
        let flag = |is: bool| f64::from(u8::from(is));
        let closed = |limit: Option<f64>| limit.expect("the profile closes");
        match row.text("quantity") {
            "loglik_null" => fit.values[0] + set.choices,
            "loglik_half_life_zero_limit" => fit.values[1] + set.choices,
            "loglik_half_life_infinite" => fit.values[2] + set.choices,
            "loglik_max" => fit.value + set.choices,
            "lr_effect" => 2.0 * (fit.value - fit.values[0]),
            "half_life" => fit.half_life.value,
            "gain" => fit.effect.value,
            "beta0" => fit.best.coefficients[0],
            "sd" => fit.best.spread,
            "half_life_identified" => flag(fit.identified),
            "half_life_lower_unbounded" => flag(fit.half_life.low.is_none()),
            "half_life_upper_unbounded" => flag(fit.half_life.high.is_none()),
            "half_life_profile_lower" => closed(fit.half_life.low),
            "half_life_profile_upper" => closed(fit.half_life.high),
            "gain_profile_lower" => closed(fit.effect.low),
            "gain_profile_upper" => closed(fit.effect.high),
            quantity => {
                let half_life = match row.text("half_life") {
                    "inf" => HalfLife::Infinite,
                    _ => HalfLife::Of(row.number("half_life")),
                };
                let at = set.coaching.at_half_life(&[-3.0], half_life);
                match quantity {
                    "gain_given_half_life" => at.effect,
                    "beta0_given_half_life" => at.coefficients[0],
                    "sd_given_half_life" => at.spread,
                    "profile_loglik" => at.value + set.choices,
                    other => panic!("no quantity {other}"),
                }
            }
        }
    });
}
