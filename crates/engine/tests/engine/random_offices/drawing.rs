//! An office drawn at random, as the text of a scenario.

use std::fmt::Write;

use rand::RngExt;
use tierone_stats::rng::{Address, Purpose, Stream};

/// A stream with the draws that an office needs.
struct Dice(Stream);

impl Dice {
    fn chance(&mut self, probability: f64) -> bool {
        self.0.random::<f64>() < probability
    }

    fn whole(&mut self, low: u64, high: u64) -> u64 {
        self.0.random_range(low..=high)
    }

    fn number(&mut self, low: f64, high: f64) -> f64 {
        (1_000.0 * (low + (high - low) * self.0.random::<f64>())).round() / 1_000.0
    }

    fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.whole(0, among.len() as u64 - 1) as usize]
    }

    /// Between two numbers, as likely to be in either half of their ratio.
    fn scale(&mut self, low: f64, high: f64) -> f64 {
        (low.ln() + (high / low).ln() * self.0.random::<f64>()).exp()
    }
}

/// What checks are written from.
struct Plan {
    decisions: u64,
    seats: u64,
    team: u64,
    pool: Option<f64>,
    leaving: bool,
}

/// The scenario of a seed and a number, always the same.
pub fn office(seed: u64, number: u32) -> String {
    let mut dice = Dice(Address::opening(seed, number).open(&Purpose::world()));
    let most = if dice.chance(0.2) { 6 } else { 60 };
    let seats = dice.whole(1, most);
    let team = dice.whole(1, seats.clamp(2, 15));
    let leaving = dice.chance(0.4);
    let mut text = String::from("title = \"An office drawn at random\"\n");
    horizon(&mut dice, &mut text);
    let decisions = activities(&mut dice, &mut text, seats);
    text.push_str(
        "[complexity]\nodds_ratio = { low = 0.6, high = 2.5 }\n[coaching]\ngain = 0.0\nhalf_life = \"6 months\"\n",
    );
    let _ = writeln!(
        text,
        "uptake = {}\nminutes = 30",
        dice.pick(&["1.0", "0.7"])
    );
    workforce(&mut dice, &mut text, (seats, team), leaving);
    if dice.chance(0.2) {
        let _ = writeln!(text, "[anchor]\naccuracy = {}", dice.number(0.8, 0.95));
    }
    if dice.chance(0.5) {
        text.push_str("[correction]\nduration = \"20 days\"\ndue = \"28 days\"\nfailed = \"5%\"\nminutes = 45\n");
    }
    let pool = dice.chance(0.4).then(|| {
        let checks = dice.scale(0.1, 0.8) * decisions as f64;
        let hours = (10.0 * checks * 0.5).round() / 10.0;
        let _ = writeln!(text, "[[pool]]\nname = \"pool\"\nhours = {hours}");
        if dice.chance(0.3) {
            let number = dice.whole(1, 4);
            let _ = writeln!(text, "checkers = {{ number = {number}, spread = 0.5 }}");
        }
        hours
    });
    let plan = Plan {
        decisions,
        seats,
        team,
        pool,
        leaving,
    };
    for policy in 0..2 {
        let _ = writeln!(text, "[[policy]]\nname = \"policy {policy}\"");
        let checks = dice.whole(1, 3);
        for check in 0..checks {
            self::check(&mut dice, &mut text, &plan, check);
        }
    }
    text
}

fn horizon(dice: &mut Dice, text: &mut String) {
    let (periods, warm_up) = (dice.whole(1, 4), dice.whole(0, 2));
    let _ = writeln!(
        text,
        "[horizon]\nstart = 2025-04-01\nperiod = \"month\"\nperiods = {periods}\nwarm_up = {warm_up}"
    );
}

/// Returns decisions a period.
fn activities(dice: &mut Dice, text: &mut String, seats: u64) -> u64 {
    let each = dice.scale(4.0, 25.0);
    let mut all = 0;
    for activity in 0..dice.whole(1, 2) {
        let volume = (seats as f64 * each * dice.number(0.3, 1.0)).ceil() as u64;
        all += volume;
        let automated = match dice.whole(0, 3) {
            0 => "automated = \"25%\"\n",
            1 => "automated = { from = \"20%\", to = \"50%\" }\n",
            _ => "",
        };
        let mix = dice.pick(&["{ low = \"100%\" }", "{ low = \"60%\", high = \"40%\" }"]);
        let value = dice.pick(&[
            "{ distribution = \"log-normal\", mean = 2_000, sd = 1_500 }",
            "{ distribution = \"gamma\", mean = 1_200, sd = 700 }",
        ]);
        let [income, dates, notices] = [0.3, 0.2, 0.3].map(|most| dice.scale(0.01, most));
        let _ = writeln!(
            text,
            "[[activity]]\nname = \"activity {activity}\"\nvolume = {volume}\n{automated}complexity = {mix}\nvalue = {value}\n\
             errors = {{ income = {income:.4}, effective-dates = {dates:.4}, notifications = {notices:.4} }}"
        );
        if !automated.is_empty() {
            text.push_str("system_errors = { income = 0.02 }\n");
        }
    }
    text.push_str(
        "[[attribute]]\nname = \"income\"\naccuracy = true\nmoney = { relative = { distribution = \"log-normal\", \
         mean = 0.3, sd = 0.3 }, max_relative = 3.0, overstated = \"60%\" }\n[[attribute]]\nname = \"effective-dates\"\n\
         accuracy = true\nmoney = { absolute = { distribution = \"gamma\", mean = 90, sd = 60 }, max_absolute = 500, \
         overstated = \"30%\" }\n",
    );
    all
}

fn workforce(dice: &mut Dice, text: &mut String, (seats, team): (u64, u64), leaving: bool) {
    let spread = dice.pick(&["0.0", "0.3", "0.6", "1.0"]);
    let team_spread = dice.pick(&["0.0", "0.0", "0.3", "0.6"]);
    let _ = writeln!(
        text,
        "[workforce]\ncaseworkers = {seats}\nteam_size = {team}\nspread = {spread}\nteam_spread = {team_spread}"
    );
    if leaving {
        let attrition = dice.pick(&["0.02", "0.08"]);
        let vacancy = dice.pick(&["0 months", "1 month", "2 months"]);
        let _ = writeln!(text, "attrition = {attrition}\nvacancy = \"{vacancy}\"");
        if dice.chance(0.6) {
            text.push_str("new_starters = { odds_ratio = 2.5, half_life = \"3 months\" }\n");
        }
    }
}

fn check(dice: &mut Dice, text: &mut String, plan: &Plan, number: u64) {
    let again = number > 0 && dice.chance(0.06) && !is_recheck(text, number - 1);
    let sample = match again {
        true => format!(
            "method = \"recheck\", of = \"check {}\", passes = {}, fails = {}",
            number - 1,
            dice.number(0.1, 0.8),
            dice.number(0.3, 1.0)
        ),
        false => sample(dice, plan),
    };
    let _ = writeln!(
        text,
        "[[policy.check]]\nname = \"check {number}\"\nsample = {{ {sample} }}"
    );
    if !again {
        let frame = frame(dice, plan, &sample);
        let _ = writeln!(text, "frame = {{ {frame} }}");
        if number > 0 && dice.chance(0.2) && !is_recheck(text, number - 1) {
            let _ = writeln!(text, "excludes = [\"check {}\"]", number - 1);
        }
    }
    let pool = match plan.pool {
        Some(_) if dice.chance(0.7) => "pool = \"pool\", ",
        _ => "",
    };
    let sensitivity = dice.pick(&["1.0", "0.8", "0.6"]);
    let false_fail = dice.pick(&["0.0", "0.01"]);
    let _ = writeln!(
        text,
        "checker = {{ {pool}sensitivity = {sensitivity}, false_fail = {false_fail}, minutes = 30 }}\non_fail = [\"coach\", \"correct\"]"
    );
    let estimate = dice.pick(&["\"accuracy\", \"mve\"", "\"accuracy\"", ""]);
    if !estimate.is_empty() {
        let _ = writeln!(text, "estimate = [{estimate}]");
    }
}

/// Whether a check of the last policy so far is a recheck: nothing can leave its sample out or do it once more.
fn is_recheck(text: &str, number: u64) -> bool {
    let named = text.rfind(&format!("name = \"check {number}\""));
    named.is_some_and(|at| text[at..].contains("method = \"recheck\""))
}

fn sample(dice: &mut Dice, plan: &Plan) -> String {
    let share = dice.scale(0.05, 0.6);
    let checks = ((share * plan.decisions as f64).round() as u64).max(1);
    let each = ((share * plan.decisions as f64 / plan.seats as f64).round() as u64).max(1);
    let teams = plan.seats.div_ceil(plan.team);
    match dice.whole(0, 22) {
        0 => "method = \"census\"".into(),
        1 | 2 | 16 | 17 => format!("method = \"simple-random\", checks = {checks}"),
        3 | 4 | 18 | 19 => format!("method = \"per-caseworker\", checks = {each}"),
        5 => {
            let allocation = dice.pick(&["proportional", "equal", "neyman"]);
            let by = dice.pick(&["activity", "complexity", "team"]);
            format!(
                "method = \"stratified\", by = \"{by}\", checks = {checks}, allocation = \"{allocation}\""
            )
        }
        6 => {
            let allocation = dice.pick(&["proportional", "equal"]);
            format!(
                "method = \"stratified\", by = \"value\", bands = [1000, 3000], checks = {checks}, allocation = \"{allocation}\""
            )
        }
        7 => format!(
            "method = \"stratified\", by = \"activity\", allocation = \"given\", given = {{ \"activity 0\" = {checks} }}"
        ),
        8 if plan.leaving => {
            format!(
                "method = \"stratified\", by = \"tenure\", bands = [\"6 months\"], checks = {checks}, allocation = \"equal\""
            )
        }
        8 | 9 => {
            let order = dice.pick(&["closing-date", "caseworker", "value"]);
            match dice.chance(0.5) {
                true => format!("method = \"systematic\", order = \"{order}\", checks = {checks}"),
                false => format!(
                    "method = \"systematic\", order = \"{order}\", every = {}",
                    dice.whole(2, 9)
                ),
            }
        }
        10 => {
            let clusters = dice.whole(1, teams);
            match dice.chance(0.5) {
                true => format!("method = \"cluster\", clusters = {clusters}"),
                false => format!(
                    "method = \"cluster\", clusters = {clusters}, checks = {}",
                    (each * plan.team).max(1)
                ),
            }
        }
        11 => format!("method = \"value-weighted\", checks = {checks}"),
        12 | 13 => {
            let (auc, random) = (dice.number(0.55, 0.95), dice.pick(&["0.0", "0.3"]));
            format!(
                "method = \"risk-targeted\", checks = {checks}, auc = {auc}, random_share = {random}"
            )
        }
        20 => format!(
            "method = \"per-team\", checks = {}",
            (each * plan.team).max(1)
        ),
        21 | 22 => format!(
            "method = \"capped-share\", share = {:.3}, cap = {}",
            share,
            ((checks as f64 * dice.number(0.8, 1.4)).round() as u64).max(1)
        ),
        14 => format!(
            "method = \"judgement\", checks = {each}, odds_ratio = {}",
            dice.pick(&["0.5", "2.0", "5.0"])
        ),
        _ => match dice.whole(0, 2) {
            0 => format!(
                "method = \"escalating\", checks = {each}, passes = 4, fails = 2, window = 3"
            ),
            1 => format!("method = \"trend-targeted\", checks = {checks}"),
            _ => format!(
                "method = \"learning\", over = \"caseworkers\", checks = {checks}, floor = 1"
            ),
        },
    }
}

fn frame(dice: &mut Dice, plan: &Plan, sample: &str) -> String {
    let mut keys: Vec<&str> = Vec::new();
    if dice.chance(0.2) && !sample.contains("activity") && !sample.contains("trend") {
        keys.push("activity = [\"activity 0\"]");
    }
    if dice.chance(0.2) && !sample.contains("complexity") {
        keys.push("complexity = [\"low\"]");
    }
    if plan.leaving && dice.chance(0.2) && !sample.contains("tenure") {
        keys.push(dice.pick(&["tenure_under = \"12 months\"", "tenure_from = \"6 months\""]));
    } else if dice.chance(0.2) {
        keys.push("automated = false");
    }
    keys.join(", ")
}
