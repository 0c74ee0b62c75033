//! What the hours that there are can do: so many checks, and which of the plans fit into a month of them.

use tierone_stats::format::grouped;
use tierone_stats::planning::expected_half_width;
use tierone_stats::units::Decimal;

use crate::question::{Hours, Question};
use crate::rows::{Aim, Assumed, Row};
use crate::words::{number, points, share};

/// Months whose checks are pooled, and what that is for.
const POOLED: [(u64, Aim); 2] = [(1, Aim::HoursOfAMonth), (YEAR, Aim::HoursOfAYear)];

/// Months.
const YEAR: u64 = 12;

/// The width that the checks of a month and of a year give, under each assumption.
pub(crate) fn rows(question: &Question) -> Vec<Row> {
    let Some(hours) = question.hours else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (months, aim) in POOLED {
        let checks = fitting(question, hours, months);
        for assumed in question.assumptions() {
            let error_rate = question.rate_if(assumed);
            let found = question.found(error_rate);
            let width = expected_half_width(question.cases, found, checks, question.confidence);
            rows.push(Row {
                checks: Some(checks),
                half_width: width.map(|width| width / question.sensitivity),
                ..Row::of(aim, assumed, error_rate)
            });
        }
    }
    rows
}

/// Checks of so many months: no more than there are cases.
fn fitting(question: &Question, hours: Hours, months: u64) -> u64 {
    let checks = hours.checks(months);
    question.cases.map_or(checks, |cases| checks.min(cases))
}

/// How many checks there are hours for, what they measure, and how long the plans take.
pub(crate) fn sentence(question: &Question, hours: Hours, rows: &[Row]) -> String {
    let a_month = hours.checks(1);
    let trimmed = |value: f64| grouped(value, usize::from(value.fract() != 0.0));
    let mut text = format!(
        "{} hours a month are {} checks of {} minutes each (--minutes)",
        trimmed(hours.a_month),
        number(Some(a_month)),
        trimmed(hours.minutes)
    );
    if a_month == 0 {
        return format!("{text}: there is no time for a single one.");
    }
    let people = question.people.and_then(|people| people.number);
    if let Some(people) = people.filter(|people| *people > 0) {
        text += &match a_month / people {
            0 => format!(
                ", fewer than one of each of {} caseworkers",
                number(Some(people))
            ),
            each => format!(
                ", {} of each of {} caseworkers",
                number(Some(each)),
                number(Some(people))
            ),
        };
    }
    let as_thought = |aim: Aim| {
        let mut rows = rows.iter();
        rows.find(|row| row.aim == aim && row.assumed == Assumed::AsThought)
    };
    let width = |aim| as_thought(aim).and_then(|row| row.half_width);
    if let (Some(month), Some(year)) = (width(Aim::HoursOfAMonth), width(Aim::HoursOfAYear)) {
        text += &format!(
            ". Drawn at random, those of a month measure an accuracy of about {} to within {} percentage points, those of a year to \
             within {}",
            share(1.0 - question.rate.to_f64()),
            points(month),
            points(year)
        );
    }
    let plans = plans(question, rows);
    let too_long: Vec<&str> = plans
        .iter()
        .filter(|(checks, _)| hours.checks(YEAR) < *checks)
        .map(|(_, what)| what.as_str())
        .collect();
    let too_long = match too_long.is_empty() {
        true => String::new(),
        false => format!(
            " A year of these hours is too little to {}.",
            too_long.join(", and to ")
        ),
    };
    let plans: Vec<String> = plans
        .iter()
        .map(|(checks, what)| {
            format!(
                "{} to {what}: {}",
                number(Some(*checks)),
                time(*checks, hours)
            )
        })
        .collect();
    match plans.is_empty() {
        true => text + ".",
        false => format!(
            "{text}. The checks above take this long: {}.{}",
            plans.join("; "),
            too_long
        ),
    }
}

/// The plans that succeed as often as is asked, with their checks.
fn plans(question: &Question, rows: &[Row]) -> Vec<(u64, String)> {
    let of = |aim: Aim| {
        let own = rows.iter();
        own.filter(move |row| row.aim == aim && row.assumed == Assumed::AsThought)
    };
    // Of those that show something the last succeeds most often.
    let last = |aim: Aim| of(aim).next_back().and_then(|row| row.checks);
    let people = question.people.and_then(|people| people.number);
    let each = last(Aim::TellApart).zip(people);
    let money = question.money.and_then(|money| money.limit);
    let plans = [
        (last(Aim::Measure), "measure accuracy".to_owned()),
        (
            last(Aim::Show),
            format!(
                "show that fewer than {} of cases are wrong",
                share(question.limit.map_or(0.0, Decimal::to_f64))
            ),
        ),
        (
            each.map(|(checks, people)| checks.saturating_mul(people)),
            "tell caseworkers apart".into(),
        ),
        (last(Aim::MeasureMoney), "measure money".into()),
        (
            last(Aim::ShowMoney),
            format!(
                "show that less than {} of the money is wrong",
                share(money.unwrap_or(0.0))
            ),
        ),
    ];
    let plans = plans.into_iter();
    plans
        .filter_map(|(checks, what)| Some((checks?, what)))
        .collect()
}

/// How long checks take.
fn time(checks: u64, hours: Hours) -> String {
    let months = (1..=1_200).find(|months| hours.checks(*months) >= checks);
    match months {
        Some(1) => "a month or less".into(),
        Some(months) => format!("{months} months"),
        None => "more than a hundred years".into(),
    }
}
