//! What it says of all decisions, and of their value, that no error was found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::asked::Asked;
use super::design::{DesignKind, DrawnSample};
use super::figure::Figure;
use super::money_sample::base;
use super::share::{applies, strata, weights};
use tierone_stats::finite;
use tierone_stats::stratified::Stratum;
use tierone_stats::zero::{self, CleanStratum};

/// The confidence of these bounds, one-sided.
pub const CONFIDENCE: f64 = 0.95;

/// Upper bounds where nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bound {
    /// Wherever the errors are.
    pub worst: f64,
    /// If all decisions err alike, whatever their stratum, cluster, chance or value; none where that says no more.
    pub alike: Option<f64>,
}

/// What nothing found says of money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    /// £ a year.
    pub amount: Bound,
    /// Of assessed value, where that is known.
    pub share: Option<Bound>,
}

/// The share of decisions that are wrong at most, where `accuracy` of `members` found none.
pub fn most_wrong(sample: &DrawnSample, members: &[usize], accuracy: &Figure) -> Option<Bound> {
    let members = applies(sample, members);
    let size = match sample.kind {
        // If they err alike, it does not matter that they were drawn together.
        DesignKind::Steps | DesignKind::Clusters => weights(sample, &members).kish_size(),
        _ => accuracy.effective.unwrap_or(accuracy.n as f64),
    };
    if let (true, [simple]) = (
        sample.is_simple(),
        strata(sample, &members, |_| false).as_slice(),
    ) {
        return Some(Bound {
            worst: most_errors(simple)? as f64 / simple.population.round(),
            alike: None,
        });
    }
    let alike = zero::exact(size.min(accuracy.n as f64), CONFIDENCE)?;
    let worst = hidden(sample, &members, &|_| 1.0)? / decisions(sample, &members);
    Some(Bound::of(worst.min(1.0), alike))
}

/// The money that is in error at most, where none was found in `members`: errors up to the amount, or the share of their
/// decision's value, that is declared. None where nothing is declared and values are not known.
pub fn most_in_error(
    sample: &DrawnSample,
    members: &[usize],
    asked: &Asked,
    wrong: Bound,
) -> Option<Money> {
    let checked = sample.known(members);
    let value = base(sample, &checked, asked);
    let rate = wrong.alike.unwrap_or(wrong.worst);
    let amount = match (asked.max_error, value) {
        (Some(most), _) => Bound::of(
            hidden(sample, members, &|_| most)?,
            rate * decisions(sample, &checked) * most,
        ),
        (None, Some(value)) => {
            let most = |case: usize| asked.max_taint * sample.cases[case].value.unwrap_or(0.0);
            let worst = hidden(sample, members, &most)?.min(asked.max_taint * value);
            Bound::of(worst, rate * asked.max_taint * value)
        }
        (None, None) => return None,
    };
    Some(Money {
        amount,
        share: value.map(|value| amount.over(value)),
    })
}

/// Decisions that members stand for.
fn decisions(sample: &DrawnSample, members: &[usize]) -> f64 {
    members.iter().filter_map(|case| sample.weight(*case)).sum()
}

impl Bound {
    fn of(worst: f64, alike: f64) -> Bound {
        Bound {
            worst,
            // Rounding is no difference.
            alike: (alike < worst * (1.0 - 1e-9)).then_some(alike),
        }
    }

    fn over(self, value: f64) -> Bound {
        self.map(|bound| bound / value)
    }

    /// Both of them changed alike.
    pub(crate) fn map(self, change: impl Fn(f64) -> f64) -> Bound {
        Bound {
            worst: change(self.worst),
            alike: self.alike.map(change),
        }
    }

    /// With errors of which only the share `found` is found.
    pub(crate) fn with_checkers(self, found: f64) -> Bound {
        self.over(found)
    }

    /// No more than all there is.
    pub fn within(self, all: f64) -> Bound {
        self.map(|bound| bound.min(all))
    }
}

/// The most that errors of which none was found come to, where one of a case comes to `most` at most, and one of a case
/// that was not drawn to no more than the largest of those drawn with it.
fn hidden(sample: &DrawnSample, members: &[usize], most: &dyn Fn(usize) -> f64) -> Option<f64> {
    let checked = sample.known(members);
    let weighted = |case: &usize| sample.weight(*case).unwrap_or(0.0) * most(*case);
    let clean: Vec<CleanStratum> = match sample.kind {
        DesignKind::Unknown => return None,
        // A decision with the chance 1/w hides with a probability below exp(−1/w), and one that was certain to be drawn
        // not at all.
        DesignKind::ByValue { .. } | DesignKind::Unequal => {
            let hides = |case: &&usize| sample.weight(**case).is_some_and(|weight| weight > 1.0);
            let each = checked.iter().filter(hides).map(weighted);
            let each = each.fold(0.0, f64::max);
            return Some(zero::poisson(1.0, CONFIDENCE)? * each);
        }
        DesignKind::Strata => {
            let mut largest = vec![0.0f64; sample.checked.len()];
            for case in members {
                let stratum = &mut largest[sample.cases[*case].stratum];
                *stratum = stratum.max(most(*case));
            }
            let strata = strata(sample, &checked, |_| false);
            let mut of: Vec<usize> = checked.iter().map(|c| sample.cases[*c].stratum).collect();
            of.sort_unstable();
            of.dedup();
            if let ([simple], Some(dearest)) = (strata.as_slice(), of.first()) {
                // A finite number of errors, each as large as it can be.
                return Some(most_errors(simple)? as f64 * largest[*dearest]);
            }
            let both = strata.iter().zip(of);
            both.map(|(s, h)| CleanStratum::of(s.sampled as f64, s.population, largest[h]))
                .collect()
        }
        // Errors that fill whole clusters hide best, also where little of a cluster is checked. No finite number of
        // clusters is taken into account, since errors that are spread hide better in one than that would allow.
        DesignKind::Steps | DesignKind::Clusters => {
            let mut clusters: BTreeMap<(usize, usize), f64> = BTreeMap::new();
            for case in &checked {
                *clusters.entry(sample.place(*case)).or_default() += weighted(case);
            }
            let mut strata: BTreeMap<usize, CleanStratum> = BTreeMap::new();
            for ((stratum, _), stands_for) in clusters {
                let clean = strata.entry(stratum).or_insert(CleanStratum {
                    checked: 0.0,
                    all: 0.0,
                });
                let largest = (clean.all / clean.checked.max(1.0)).max(stands_for);
                clean.checked += 1.0;
                clean.all = clean.checked * largest;
            }
            strata.into_values().collect()
        }
    };
    zero::worst(&clean, CONFIDENCE)
}

/// The most errors that a simple sample without one leaves possible.
fn most_errors(simple: &Stratum) -> Option<u64> {
    finite::most_errors(simple.into(), 1.0 - CONFIDENCE)
}
