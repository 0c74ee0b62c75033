//! Checks for the monetary value of error: an interval of a stated width, and a limit that is shown to be kept.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tierone_stats::format::percent;
use tierone_stats::planning::Money;

use crate::question::{MoneyInError, Question};
use crate::rows::{Aim, Assumed, Row};
use crate::show::{likely, listed};
use crate::words::{at_most, chance, number, of_cases, points, share};

/// Numbers of errors that are always listed.
const FEW: [u64; 3] = [0, 1, 3];

/// So many errors allowed are no longer few.
const MOST: usize = 300;

/// The plans of both aims, each under each assumption.
pub(crate) fn rows(question: &Question) -> Vec<Row> {
    let Some(money) = question.money else {
        return Vec::new();
    };
    let mut rows = measured(question, money);
    rows.extend(shown(question, money));
    rows
}

/// What is thought of money, at a share in error as checks find it.
fn thought(question: &Question, money: MoneyInError, rate: f64) -> Money {
    Money {
        share: question.found(rate),
        taint: question.taint(money),
        spread: money.spread,
        population: question.cases,
    }
}

fn measured(question: &Question, money: MoneyInError) -> Vec<Row> {
    let Some(half_width) = money.half_width else {
        return Vec::new();
    };
    let of = |assumed: Assumed| thought(question, money, question.rate_if(assumed));
    // Checks that find a share of errors widen the interval by it.
    let wanted = half_width * question.sensitivity;
    let size = |assumed: Assumed| of(assumed).checks_for_half_width(wanted, question.confidence);
    let checks = size(Assumed::AsThought);
    let row = |assumed: Assumed| {
        let width =
            checks.and_then(|checks| of(assumed).expected_half_width(checks, question.confidence));
        Row {
            checks,
            checks_if: size(assumed),
            half_width: width.map(|width| width / question.sensitivity),
            mve: Some(question.mve_if(money, assumed)),
            ..Row::of(Aim::MeasureMoney, assumed, question.rate_if(assumed))
        }
    };
    question.assumptions().into_iter().map(row).collect()
}

/// The checks that show a limit, by number of errors allowed: worked out where one is asked for, since each takes a search.
struct Sizes<'a> {
    question: &'a Question,
    of: Money,
    limit: f64,
    known: RefCell<BTreeMap<u64, Option<u64>>>,
}

impl Sizes<'_> {
    /// `None` for too many errors, and where no number of checks does.
    fn size(&self, errors: u64) -> Option<u64> {
        if errors >= MOST as u64 {
            return None;
        }
        let known = self.known.borrow().get(&errors).copied();
        if let Some(size) = known {
            return size;
        }
        // More errors take more checks.
        let fewer = self.known.borrow();
        let least = fewer
            .range(..errors)
            .next_back()
            .map_or(Some(1), |(_, size)| *size);
        drop(fewer);
        let confidence = self.question.confidence;
        let size = least.and_then(|least| {
            self.of
                .checks_to_show(self.limit, errors, confidence, least)
        });
        self.known.borrow_mut().insert(errors, size);
        size
    }
}

fn shown(question: &Question, money: MoneyInError) -> Vec<Row> {
    let Some(limit) = money.limit else {
        return Vec::new();
    };
    let sizes = Sizes {
        question,
        of: thought(question, money, 0.0),
        limit: limit * question.sensitivity,
        known: RefCell::default(),
    };
    let size = |errors: u64| sizes.size(errors);
    let plan = |rate: f64| {
        let is_below = question.taint(money) * rate < limit;
        let found = |errors, checks| question.chance_of_at_most(errors, checks, rate);
        let is_likely = |errors, checks| found(errors, checks) >= question.chance;
        is_below
            .then(|| likely(MOST as u64, size, is_likely))
            .flatten()
    };
    let few = FEW.into_iter();
    let few = few.filter_map(|errors| Some((errors, size(errors)?)));
    let likely = plan(question.rate_if(Assumed::AsThought));
    let plans = listed(few.chain(likely).collect());
    let mut rows = Vec::new();
    for (errors, checks) in plans {
        for assumed in question.assumptions() {
            let error_rate = question.rate_if(assumed);
            rows.push(Row {
                errors: Some(errors),
                checks: Some(checks),
                checks_if: plan(error_rate).map(|(_, checks)| checks),
                chance: Some(question.chance_of_at_most(errors, checks, error_rate)),
                mve: Some(question.mve_if(money, assumed)),
                ..Row::of(Aim::ShowMoney, assumed, error_rate)
            });
        }
    }
    rows
}

/// What the rows of money say.
pub(crate) fn sentences(question: &Question, money: MoneyInError, rows: &[Row]) -> Vec<String> {
    let of = |aim: Aim| -> Vec<&Row> { rows.iter().filter(|row| row.aim == aim).collect() };
    let mut sentences = Vec::new();
    if let Some(half_width) = money.half_width {
        sentences.push(of_measuring(
            question,
            money,
            half_width,
            &of(Aim::MeasureMoney),
        ));
    }
    if let Some(limit) = money.limit {
        sentences.push(of_showing(question, limit, &of(Aim::ShowMoney)));
    }
    sentences.push(format!(
        "Both take a wrong decision to be wrong by {} of its value, and values to vary by {} of their mean (--value-spread); amounts \
         that vary more take more checks.",
        percent(question.taint(money), 0),
        share(money.spread)
    ));
    if sentences.len() == 2 {
        sentences[1] = sentences[1].replacen("Both take", "This takes", 1);
    }
    sentences
}

fn of_measuring(
    question: &Question,
    money: MoneyInError,
    half_width: f64,
    rows: &[&Row],
) -> String {
    let what = format!(
        "To measure a monetary value of error of about {} to within {} percentage points ({} confidence)",
        share(money.mve),
        points(half_width),
        share(question.confidence)
    );
    let Some(checks) = rows.iter().find_map(|row| row.checks) else {
        return format!("{what} no sample is planned.");
    };
    let if_rate = |assumed: Assumed| rows.iter().find(|row| row.assumed == assumed);
    let otherwise = match (if_rate(Assumed::Half), if_rate(Assumed::Double)) {
        (Some(half), Some(double)) if half.checks_if != double.checks_if => format!(
            " If it is only {}, {} would do; if it is {}, it takes {}.",
            share(half.mve.unwrap_or(0.0)),
            number(half.checks_if),
            share(double.mve.unwrap_or(0.0)),
            number(double.checks_if)
        ),
        _ => String::new(),
    };
    format!(
        "{what}, check {}, drawn at random.{otherwise}",
        of_cases(question, checks)
    )
}

fn of_showing(question: &Question, limit: f64, rows: &[&Row]) -> String {
    let what = format!(
        "To show that less than {} of the money is wrong ({} confidence)",
        share(limit),
        share(question.confidence)
    );
    let Some((fewest, checks)) = rows
        .first()
        .and_then(|row| Some((row.errors?, row.checks?)))
    else {
        return format!("{what} no sample is enough.");
    };
    let mut text = format!(
        "{what}, check {} and find {}",
        of_cases(question, checks),
        at_most(fewest)
    );
    let thought: Vec<&&Row> = rows
        .iter()
        .filter(|row| row.assumed == Assumed::AsThought)
        .collect();
    let likely = thought
        .iter()
        .find(|row| row.chance >= Some(question.chance));
    let mve = thought.first().and_then(|row| row.mve).unwrap_or(0.0);
    if mve >= limit {
        return format!(
            "{text}. If {} is wrong, as you think, the limit is not kept, and no sample should show it.",
            share(mve)
        );
    }
    match likely {
        Some(row) if row.errors == Some(fewest) => text += ".",
        Some(row) => {
            text += &format!(
                "; to succeed in {} of samples if {} is really wrong, check {} and find {} of such amounts.",
                share(question.chance),
                share(mve),
                number(row.checks),
                at_most(row.errors.unwrap_or(0))
            );
        }
        None => {
            let passes = thought
                .iter()
                .find(|row| row.errors == Some(fewest))
                .and_then(|row| row.chance);
            text += &format!(
                ". If {} is really wrong, {} of such samples find {}, and no sample with {MOST} errors or fewer succeeds in {}.",
                share(mve),
                passes.map_or_else(|| "–".into(), chance),
                at_most(fewest),
                share(question.chance)
            );
        }
    }
    text
}
