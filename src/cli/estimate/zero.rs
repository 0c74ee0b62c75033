//! What is said where no error was found.

use crate::assess::{
    Asked, Bound, Correction, Figure, Kind, Sample, Scope, Unit, most_in_error, most_wrong,
};
use crate::estimate::finite::{Sample as Simple, most_errors};
use crate::estimate::zero;

use super::table::amount;

/// What no error found says of the decisions of `members`, in the order in which it should be read: nothing where one was.
pub(super) fn told(
    sample: &Sample,
    members: &[usize],
    figures: &[Figure],
    correction: Option<Correction>,
    asked: &Asked,
) -> Vec<String> {
    let named = |name: &str| {
        let mut of_frame = figures.iter().filter(|f| f.scope == Scope::Frame);
        of_frame.find(|f| f.name == name)
    };
    let Some(accuracy) = named("accuracy").filter(|f| f.found == 0 && f.n > 0) else {
        return Vec::new();
    };
    if accuracy.method == "census" {
        return vec![format!(
            "0 errors in {} decisions, and there are no others",
            accuracy.n
        )];
    }
    let Some(wrong) = most_wrong(sample, members, accuracy) else {
        return Vec::new();
    };
    let mut said = vec![of_decisions(sample, accuracy, wrong, correction)];
    // An error that is tolerated is money all the same.
    if named("error-gross").is_some_and(|gross| gross.found == 0) {
        said.extend(of_money(sample, members, wrong, correction, asked));
    }
    said
}

fn of_decisions(
    sample: &Sample,
    accuracy: &Figure,
    wrong: Bound,
    correction: Option<Correction>,
) -> String {
    let simple = sample
        .cases
        .iter()
        .find_map(|case| case.size)
        .filter(|_| sample.is_simple());
    let whole = simple.filter(|_| accuracy.n == sample.cases.len() as u64);
    let most = whole.and_then(|population| {
        let simple = Simple {
            population,
            sampled: accuracy.n,
            found: 0,
        };
        Some((most_errors(simple, 0.05)?, population))
    });
    let told = |bound: Bound| {
        let worst = format!("fewer than {} of decisions are wrong", percent(bound.worst));
        match (most, bound.alike) {
            (Some((most, population)), _) if bound == wrong => {
                format!("{worst}, at most {most} of {population}")
            }
            (_, None) => worst,
            // Where a bound says nothing, the other one is all that is left.
            (_, Some(alike)) if bound.worst >= 1.0 => format!(
                "fewer than {} of decisions are wrong if {}",
                percent(alike),
                alike_of(sample)
            ),
            (_, Some(alike)) => format!(
                "{worst} wherever the errors are{}, or {} if {}",
                given(sample, "is larger", "stands for more"),
                percent(alike),
                alike_of(sample)
            ),
        }
    };
    let [none, one] = [0, 1].map(|errors| zero::checks_to_show(0.01, errors, 0.95).unwrap_or(0));
    format!(
        "0 errors in {}: not evidence of zero. With 95 % confidence, one-sided, {}{}. To show that fewer \
         than 1 % are wrong takes {none} checks without an error, or {one} with one",
        accuracy.n,
        told(wrong),
        by_checkers(wrong, correction, told)
    )
}

fn of_money(
    sample: &Sample,
    members: &[usize],
    wrong: Bound,
    correction: Option<Correction>,
    asked: &Asked,
) -> Option<String> {
    let money = most_in_error(sample, members, asked, wrong)?;
    let times = money
        .share
        .map_or(0.0, |share| share.worst / money.amount.worst);
    let pounds = |bound: f64| {
        let pounds = amount(bound.ceil(), Unit::Pounds, 0.0);
        match money.share {
            Some(_) => format!("{pounds} ({} of assessed value)", percent(bound * times)),
            None => pounds,
        }
    };
    let told = |bound: Bound| {
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
            amount(most, Unit::Pounds, 0.0),
            given(sample, "is larger", "stands for more")
        ),
        None => format!(
            "with errors up to {} of a decision{}",
            if asked.max_taint == 1.0 {
                "the value".to_owned()
            } else {
                format!("{} of the value", percent(asked.max_taint))
            },
            match sample.kind {
                Kind::ByValue { .. } => String::new(),
                Kind::Strata if sample.is_simple() =>
                    ", if none is worth more than the dearest one drawn".to_owned(),
                Kind::Strata =>
                    ", if none is worth more than the dearest one drawn of its stratum".to_owned(),
                _ => given(sample, "is worth more", "stands for more money"),
            }
        ),
    };
    Some(format!(
        "No amount in error: with 95 % confidence, one-sided, {}{}; {taking}",
        told(money.amount),
        by_checkers(money.amount, correction, told)
    ))
}

/// The same with checkers who may miss errors.
fn by_checkers(
    bound: Bound,
    correction: Option<Correction>,
    told: impl Fn(Bound) -> String,
) -> String {
    let found = correction.map(Correction::least_found);
    found.map_or(String::new(), |found| {
        format!(
            "; with checkers who may find only {} of errors, {}",
            percent(found),
            told(bound.with_checkers(found))
        )
    })
}

/// What has to be so of what was not drawn.
fn given(sample: &Sample, cluster: &str, decision: &str) -> String {
    match sample.kind {
        Kind::Unknown | Kind::Strata => String::new(),
        Kind::Steps | Kind::Clusters => {
            format!(", if no cluster {cluster} than all of those drawn")
        }
        Kind::ByValue { .. } | Kind::Unequal => {
            format!(", if no decision {decision} than all of those drawn")
        }
    }
}

fn alike_of(sample: &Sample) -> &'static str {
    match sample.kind {
        Kind::Unknown | Kind::Strata => "all strata err alike",
        Kind::Steps | Kind::Clusters => "all clusters err alike",
        Kind::ByValue { .. } => "decisions of every value err alike",
        Kind::Unequal => "decisions of every chance err alike",
    }
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}
