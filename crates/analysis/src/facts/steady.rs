//! Whether a check's sample is the same from one replication to the next, near enough for its precision to have a closed form.

use super::checked::Checked;
use super::deals::mean_filled;
use super::design::{Design, WeightClass};
use super::kinds::{Office, order, stratify};
use super::sample::ExpectedSample;
use super::unknown::{Fact, Unknown};
use tierone_sampling::Stratify;
use tierone_scenario::{Check, Order, SamplingMethod};

/// Chance of a period without anybody who decides that no figure feels.
const NOBODY: f64 = 0.002;
/// How much a number may vary, as a share of itself, before an expected one does not stand for it.
const VARIES: f64 = 0.2;
/// The same of what each caseworker is dealt, on which the weights of their decisions hang.
const VARIES_EACH: f64 = 0.04;
const VARIES_MONEY: f64 = 0.02;
/// The same of how many of a share of all decisions are taken.
const VARIES_TAKEN: f64 = 0.15;
/// The variance of what checkers who differ find, as a share of that of how much is found.
const VARIES_FOUND: f64 = 0.03;
/// The same of how many there are to decide at all.
const VARIES_ALL: f64 = 0.12;
/// Checks below which single ones decide.
const FEW: f64 = 4.0;
/// A census of fewer decisions is small.
const SMALL: f64 = 100.0;
/// How far a number that is not whole may be from one that is, as a share of itself.
const OFF: f64 = 0.03;

/// Nothing, or why expected numbers do not say how precise a check is.
pub(super) fn steady(office: &Office, check: &Check, checked: &Checked) -> Fact<()> {
    Unknown::VARIES.when(office.closed < 1.0 - NOBODY)?;
    let stratify = stratify(&check.sample);
    Unknown::ORDER.when(order(&check.sample) == Some(Order::Caseworker))?;
    let people = mean_filled(office);
    let filled = people / office.scenario.workforce.seats.max(1) as f64;
    let of_seats = ((1.0 - filled) / people).sqrt();
    Unknown::VARIES.when(
        stratify == Stratify::Caseworker && of_seats > VARIES_EACH || of_seats > VARIES_ALL,
    )?;
    // What another sample leaves of few decisions is now more, now less.
    if stratify == Stratify::Caseworker && !check.excludes.is_empty() {
        let left = |sample: &ExpectedSample| {
            let each = sample.eligible.iter().flatten();
            each.into_iter().all(|e| *e == 0.0 || *e > 0.999)
        };
        let each = checked
            .samples
            .iter()
            .filter_map(|sample| sample.as_ref().ok());
        Unknown::VARIES.when(!each.into_iter().all(left))?;
    }
    let by_tenure = check.frame.tenure.is_some() || matches!(stratify, Stratify::Tenure(_));
    let by_band = matches!(stratify, Stratify::ValueBands(_));
    for (period, sample, _) in checked.each() {
        let sample = sample.as_ref().map_err(|unknown| *unknown)?;
        if let SamplingMethod::CappedShare(keys) = &check.sample.method {
            let taken = sample.asked.max(f64::MIN_POSITIVE);
            Unknown::VARIES.when(((1.0 - keys.share.min(1.0)) / taken).sqrt() > VARIES_TAKEN)?;
        }
        let all: f64 = period.numbers.iter().sum();
        for stratum in &sample.strata {
            let share = (stratum.population / all).min(1.0);
            let number = match (by_tenure, by_band) {
                (true, _) => share * people,
                (_, true) => stratum.population,
                _ => f64::INFINITY,
            };
            Unknown::VARIES.when(((1.0 - share) / number).sqrt() > VARIES)?;
        }
    }
    Ok(())
}

/// Nothing, or that what is found hangs on the few who happen to check.
pub(super) fn steady_eyes(office: &Office, check: &Check, design: &Design) -> Fact<()> {
    let pool = check.checker.pool.map(|pool| &office.scenario.pools[pool]);
    let Some(people) = pool.and_then(|pool| pool.checkers) else {
        return Ok(());
    };
    // Log-odds move a chance by that chance's spread, as a share of it by what is missed.
    let missed = |class: &WeightClass| match class.wrong > 0.0 {
        true => 1.0 - class.both / class.wrong,
        false => 1.0,
    };
    let (mut fails, mut weighed) = (0.0, 0.0);
    for class in &design.classes {
        fails += class.sampled * class.fails;
        weighed += class.sampled * class.fails * missed(class);
    }
    if fails <= 0.0 {
        return Ok(());
    }
    let share = people.spread * weighed / fails;
    Unknown::FEW_CHECKERS.when(fails * share * share / people.number as f64 > VARIES_FOUND)
}

/// The same of money: how large the largest weight is changes with what each caseworker is dealt.
pub(super) fn steady_weights(office: &Office, check: &Check) -> Fact<()> {
    let people = mean_filled(office);
    let filled = people / office.scenario.workforce.seats.max(1) as f64;
    let of_each = stratify(&check.sample) == Stratify::Caseworker;
    Unknown::VARIES.when(of_each && ((1.0 - filled) / people).sqrt() > VARIES_MONEY)
}

/// The design, or why its expected numbers do not stand for those of one replication.
pub(super) fn large_enough(check: &Check, design: Design) -> Fact<Design> {
    let off = |class: &WeightClass| (class.sampled - class.sampled.round()).abs();
    // Dealings differ by a decision or so, and are all gone through.
    let of_each = stratify(&check.sample) == Stratify::Caseworker;
    Unknown::VARIES.when(
        !of_each
            && design
                .classes
                .iter()
                .any(|class| off(class) > OFF * class.sampled),
    )?;
    // Of a class that hardly ever has a decision, less than half of one is left whatever is drawn.
    let misses = |class: &WeightClass| {
        class.population >= 1.0
            && class.sampled > class.population - 0.5
            && class.both < class.wrong
            && (class.population < SMALL || !check.excludes.is_empty())
    };
    Unknown::SMALL_CENSUS.when(design.classes.iter().any(misses))?;
    let sampled: f64 = design.classes.iter().map(|class| class.sampled).sum();
    Unknown::FEW.when(sampled < FEW)?;
    Ok(design)
}
