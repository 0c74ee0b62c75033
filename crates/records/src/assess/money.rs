//! The monetary value of error: gross, over, under and net, as a share of assessed value and in £ a year.

use super::asked::Asked;
use super::cheap_check;
use super::design::{DesignKind, DrawnSample};
use super::figure::Figure;
use super::figure_name::FigureUnit;
use super::money_sample::{Priced, frame_value};
use super::share::observations;
use super::side::Side;
use super::spread::spread;
use tierone_stats::unequal;

/// The figures of money of the frame, from members with a say: shares where every member has a value, then amounts.
pub(super) fn figures(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Vec<Figure> {
    let priced = Priced::new(sample, members, asked);
    let told = Side::of_sample(sample).iter();
    let told = told.map(|side| one_side(sample, members, *side, asked, &priced));
    let (mut shares, amounts): (Vec<Figure>, Vec<Figure>) = told.unzip();
    if shares[0].value.is_none() {
        shares.clear();
    }
    shares.into_iter().chain(amounts).collect()
}

/// Gross figures by the amounts of a cheap check, where it says some: of `members` with and without a gold result.
pub(super) fn with_cheap_amounts(
    sample: &DrawnSample,
    members: &[usize],
    asked: &Asked,
    figures: &mut [Figure],
) {
    let Some(estimate) = cheap_check::gross(sample, members, asked) else {
        return;
    };
    let values = members.iter().map(|case| sample.cases[*case].value);
    let value = values.sum::<Option<f64>>().filter(|value| *value > 0.0);
    for figure in figures {
        let base = match (figure.name.unit(), value) {
            (FigureUnit::Pounds, _) => 1.0,
            (FigureUnit::Share, Some(value)) => value,
            (FigureUnit::Share, None) => continue,
        };
        figure.value = Some(estimate.value / base);
        figure.interval = Some((estimate.low / base, estimate.high / base));
        figure.method = estimate.method;
        figure.formula = BY_CHEAP_AMOUNTS;
        figure.se = None;
    }
}

const BY_CHEAP_AMOUNTS: &str = "λ Σ f + N Σ (e − λ f)/n over the cases of the list that the cheap check fails, f its amount and e that of n gold checks among N, λ of the least variance; and Σ w e over the others; over the value of all cases of the list for a share";

/// How a share of value is worked out where the frame's value is known.
const OF_KNOWN_VALUE: &str = "Σ w e / V, e what is in error of its side, over and under of one decision set off first, w = 1/chance of being drawn, V the value of all cases of the frame";

/// What one side comes to: a share of the value where that is known, and an amount.
fn one_side(
    sample: &DrawnSample,
    members: &[usize],
    side: Side,
    asked: &Asked,
    priced: &Priced,
) -> (Figure, Figure) {
    let of = |case: usize| (side.of)(&sample.cases[case]);
    let value_of = |case: usize| sample.cases[case].value.unwrap_or(0.0);
    let found = members.iter().map(|case| &sample.cases[*case]);
    let found = found.filter(|case| side.is_found(case)).count() as u64;
    let blank = |name| Figure::blank(name, members.len(), found);
    let (mut share, mut amount) = (blank(side.share), blank(side.amount));
    let known = frame_value(sample, members, asked);
    let total = spread(sample, members, of, None);
    amount.se = total.map(|linear| linear.se);
    share.se = match known {
        Some(known) => total.map(|linear| linear.se / known),
        None => spread(sample, members, of, Some(&value_of)).map(|linear| linear.se),
    };
    if matches!(sample.kind, DesignKind::ByValue { .. }) {
        let se = unequal::total(&observations(sample, members, of)).se;
        amount.se = Some(se);
        share.se = priced.value.map(|value| se / value);
    }
    let put = |figure: &mut Figure, base: f64| {
        // A sum of nothing is −0.
        figure.value = Some(priced.total(side) / base + 0.0);
        if let Some(estimate) = priced.estimate(side, base, asked) {
            figure.interval = Some((estimate.low + 0.0, estimate.high + 0.0));
            figure.method = estimate.method;
        }
    };
    if known.is_some() {
        share.formula = OF_KNOWN_VALUE;
    }
    if let Some(value) = priced.value {
        put(&mut share, value);
    }
    put(&mut amount, 1.0);
    (share, amount)
}
