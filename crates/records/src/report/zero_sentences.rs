//! What is said where no error was found.

use super::words::amount;
use super::zero_errors::ZeroErrors;
use crate::assess::{Asked, Bound, DesignKind, DrawnSample, FigureUnit, Money};
use tierone_stats::finite::{SimpleSample as Simple, most_errors};
use tierone_stats::format::percent;
use tierone_stats::planning::checks_to_show;
use tierone_stats::units::Decimal;

/// In the order in which it should be read.
pub(super) fn sentences(zero: &ZeroErrors, sample: &DrawnSample, asked: &Asked) -> Vec<String> {
    let Some(wrong) = zero.wrong else {
        return vec![of_census(zero, sample)];
    };
    let mut sentences = vec![of_decisions(zero, sample, wrong)];
    sentences.extend(zero.money.map(|money| of_money(zero, sample, asked, money)));
    if sample.kind != DesignKind::Unknown {
        sentences.push(which(zero, sample));
    }
    sentences
}

/// Which of the limits to quote, and why they differ.
fn which(zero: &ZeroErrors, sample: &DrawnSample) -> String {
    let dearest = match zero.money {
        Some(_) => ", in the dearest decisions",
        None => "",
    };
    let bounds = if sample.is_simple() {
        format!(
            "the bounds here leave it all on one side{}",
            match zero.money {
                Some(_) => ", and let every error be in the dearest decisions",
                None => "",
            }
        )
    } else {
        format!("the bounds here hold also if all errors hide where fewest were checked{dearest}")
    };
    format!(
        "Quote each figure with its interval, and leave out these bounds unless somebody asks how bad it could be: the interval leaves half \
         of its doubt on each side and takes errors to be spread like the checks; {bounds}"
    )
}

/// Where everything was checked.
fn of_census(zero: &ZeroErrors, sample: &DrawnSample) -> String {
    // K errors are all missed with the probability (1 − found)^K.
    let missed = zero.found.filter(|found| *found < 1.0);
    let missed = missed.map_or(String::new(), |found| {
        format!(
            "; with checkers who may find only {} of errors, at most {:.0} may be wrong, with 95 % confidence, \
             one-sided",
            percent(found, 2),
            (0.05f64.ln() / (-found).ln_1p()).min(zero.n as f64).floor()
        )
    });
    let whole = if sample.is_census() {
        ""
    } else {
        " where they were drawn from"
    };
    format!(
        "0 errors in {} decisions, and there are no others{whole}{missed}",
        zero.n
    )
}

fn of_decisions(zero: &ZeroErrors, sample: &DrawnSample, wrong: Bound) -> String {
    let simple = sample
        .cases
        .iter()
        .find_map(|case| case.size)
        .filter(|_| sample.is_simple());
    let whole = simple.filter(|_| zero.n == sample.cases.len() as u64);
    let most = whole.and_then(|population| {
        let simple = Simple {
            population,
            sampled: zero.n,
            found: 0,
        };
        Some((most_errors(simple, 0.05)?, population))
    });
    let limit = |bound: Bound| {
        // Of a finite number the bound is one that it can be.
        let than = if sample.is_simple() {
            "at most"
        } else {
            "fewer than"
        };
        let worst = format!("{than} {} of decisions are wrong", percent(bound.worst, 2));
        match (most, bound.alike) {
            (Some((most, population)), _) if bound == wrong => {
                format!("{worst}, {most} of {population}")
            }
            (_, None) => worst,
            // Where a bound says nothing, the other one is all that is left.
            (_, Some(alike)) if bound.worst >= 1.0 => format!(
                "fewer than {} of decisions are wrong if {}",
                percent(alike, 2),
                alike_of(sample)
            ),
            (_, Some(alike)) => format!(
                "{worst} wherever the errors are{}, or {} if {}",
                given(sample, "is larger", "stands for more"),
                percent(alike, 2),
                alike_of(sample)
            ),
        }
    };
    let [none, one] = [0, 1]
        .map(|errors| checks_to_show(None, Decimal::ONE.percent(), errors, 0.95).unwrap_or(0));
    // No more can be checked than there are.
    let of = simple.unwrap_or(u64::MAX);
    let with_one = if of < one {
        String::new()
    } else {
        format!(", or {one} with one")
    };
    let to_show = if of < none {
        String::new()
    } else {
        format!(
            ". To show that fewer than 1 % are wrong takes {none} checks without an error{with_one}"
        )
    };
    format!(
        "0 errors in {}: not evidence of zero. With 95 % confidence, one-sided, {}{}{to_show}",
        zero.n,
        limit(wrong),
        by_checkers(zero, wrong, |bound| limit(bound.within(1.0)))
    )
}

fn of_money(zero: &ZeroErrors, sample: &DrawnSample, asked: &Asked, money: Money) -> String {
    let times = money
        .share
        .map_or(0.0, |share| share.worst / money.amount.worst);
    let pounds = |bound: f64| {
        let pounds = amount(bound.ceil(), FigureUnit::Pounds, 0.0);
        match money.share {
            Some(_) => format!("{pounds} ({} of assessed value)", percent(bound * times, 2)),
            None => pounds,
        }
    };
    let limit = |bound: Bound| {
        let of = match asked.max_error {
            Some(_) => alike_of(sample),
            None => "decisions of every kind and value err alike",
        };
        let alike = bound
            .alike
            .map(|alike| format!(", or {} if {of}", pounds(alike)));
        format!(
            "less than {} wherever the errors are{}",
            pounds(bound.worst),
            alike.unwrap_or_default()
        )
    };
    let taking = match asked.max_error {
        Some(most) => format!(
            "at {} at most an error{}",
            amount(most, FigureUnit::Pounds, 0.0),
            given(sample, "is larger", "stands for more")
        ),
        None => format!(
            "with errors up to {} of a decision{}",
            if asked.max_taint == 1.0 {
                "the value".to_owned()
            } else {
                format!("{} of the value", percent(asked.max_taint, 2))
            },
            match sample.kind {
                DesignKind::ByValue { .. } => String::new(),
                DesignKind::Strata if sample.is_simple() =>
                    ", if none is worth more than the dearest one drawn".to_owned(),
                DesignKind::Strata =>
                    ", if none is worth more than the dearest one drawn of its stratum".to_owned(),
                _ => given(sample, "is worth more", "stands for more money"),
            }
        ),
    };
    format!(
        "No amount in error: with 95 % confidence, one-sided, {}{}; {taking}",
        limit(money.amount),
        by_checkers(zero, money.amount, limit)
    )
}

/// The same with checkers who may miss errors.
fn by_checkers(zero: &ZeroErrors, bound: Bound, limit: impl Fn(Bound) -> String) -> String {
    zero.found.map_or(String::new(), |found| {
        format!(
            "; with checkers who may find only {} of errors, {}",
            percent(found, 2),
            limit(bound.with_checkers(found))
        )
    })
}

/// What has to be so of what was not drawn.
fn given(sample: &DrawnSample, cluster: &str, decision: &str) -> String {
    match sample.kind {
        DesignKind::Unknown | DesignKind::Strata => String::new(),
        DesignKind::Steps | DesignKind::Clusters => {
            format!(", if no cluster {cluster} than all of those drawn")
        }
        DesignKind::ByValue { .. } | DesignKind::Unequal => {
            format!(", if no decision {decision} than all of those drawn")
        }
    }
}

fn alike_of(sample: &DrawnSample) -> &'static str {
    match sample.kind {
        DesignKind::Unknown | DesignKind::Strata => "all strata err alike",
        DesignKind::Steps | DesignKind::Clusters => "all clusters err alike",
        DesignKind::ByValue { .. } => "decisions of every value err alike",
        DesignKind::Unequal => "decisions of every chance err alike",
    }
}
