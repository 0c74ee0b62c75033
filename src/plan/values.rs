//! Values that `tierone plan` is told, as they are written.

use tierone_records::lists::amounts::amount;
use tierone_scenario::key::WIDEST;
use tierone_stats::units::Decimal;
use tierone_stats::written::points;

pub(super) fn hours(text: &str) -> Result<f64, String> {
    within(text, 1e6).ok_or_else(|| "write hours a month above 0, such as 300".into())
}

pub(super) fn minutes(text: &str) -> Result<f64, String> {
    within(text, 1e4).ok_or_else(|| "write minutes above 0, such as 30".into())
}

/// A number above 0 up to another.
fn within(text: &str, most: f64) -> Option<f64> {
    let number: f64 = text.trim().replace(['_', ','], "").parse().ok()?;
    (number > 0.0 && number <= most).then_some(number)
}

/// A share in per cent, for a message.
pub(super) fn percent(share: f64) -> String {
    let text = format!("{:.4}", 100.0 * share);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// The share that is wrong where this share is right, exactly.
pub(super) fn wrong(right: Decimal) -> Decimal {
    let (numerator, denominator) = right.fraction();
    let wrong = (denominator - numerator) as f64 / denominator as f64;
    // The nearest decimal: what was typed has few digits.
    Decimal::from_f64((wrong * 1e13).round() / 1e13).unwrap_or(Decimal::ZERO)
}

pub(super) fn share(text: &str) -> Result<Decimal, String> {
    let share = decimal(text).filter(|share| (0.0..=1.0).contains(&share.to_f64()));
    share.ok_or_else(|| share_from("from 0% to 100%", "99.4%"))
}

pub(super) fn above_zero(text: &str) -> Result<Decimal, String> {
    let share = decimal(text).filter(|share| share.to_f64() > 0.0 && share.to_f64() <= 1.0);
    share.ok_or_else(|| share_from("above 0% up to 100%", "0.3%"))
}

pub(super) fn half_width(text: &str) -> Result<Decimal, String> {
    let share = decimal(text).filter(|share| share.to_f64() > 0.0 && share.to_f64() <= WIDEST);
    share.ok_or_else(|| share_from(&format!("above 0% up to {}%", 100.0 * WIDEST), "0.3%"))
}

pub(super) fn inside(text: &str) -> Result<Decimal, String> {
    let share = decimal(text).filter(|share| share.to_f64() > 0.0 && share.to_f64() < 1.0);
    share.ok_or_else(|| share_from("between 0% and 100%", "90%"))
}

pub(super) fn spread(text: &str) -> Result<Decimal, String> {
    let share = decimal(text).filter(|share| (0.0..=10.0).contains(&share.to_f64()));
    share.ok_or_else(|| share_from("from 0% to 1000%", "150%"))
}

/// What to write where a share is asked for.
fn share_from(range: &str, example: &str) -> String {
    format!("write a share {range}, with its percent sign, such as {example}")
}

/// An amount in pence.
pub(super) fn cost(text: &str) -> Result<u64, String> {
    let pence = amount(text)
        .ok()
        .and_then(|amount| u64::try_from(amount.0).ok());
    pence
        .filter(|pence| *pence <= 100_000_000_000_000)
        .ok_or_else(|| "write an amount from £0 up, such as 2.50".into())
}

/// A share as it was written, exactly. None without its percent sign: 0.2 may be a fifth, or a fifth of a per cent.
fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_f64(points(text)?).map(Decimal::percent)
}

/// A whole number, with _ or commas between its thousands if they help.
pub(super) fn number(text: &str) -> Result<u64, String> {
    let digits: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '_' | ','))
        .collect();
    digits
        .parse()
        .ok()
        .filter(|number| *number <= 1_000_000_000_000)
        .ok_or_else(|| "write a whole number, such as 48_000".into())
}
