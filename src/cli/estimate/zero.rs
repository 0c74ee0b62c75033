//! What is said where no error was found.

use crate::assess::{Asked, Correction, Figure, Kind, Sample};
use crate::estimate::finite::{Sample as Simple, most_errors};
use crate::estimate::zero;

/// What no error found says, in the order in which it should be read.
pub(super) fn told(
    sample: &Sample,

    accuracy: &Figure,
    correction: Option<Correction>,
    asked: &Asked,
) -> Option<String> {
    let size = accuracy
        .effective
        .unwrap_or(accuracy.n as f64)
        .min(accuracy.n as f64);
    if accuracy.method == "census" {
        return Some(format!(
            "0 errors in {} decisions, and there are no others",
            accuracy.n
        ));
    }
    let upper = zero::exact(size, 0.95)?;
    let percent = |share: f64| format!("{:.2} %", 100.0 * share);
    let mut said = format!(
        "0 errors in {}: not evidence of zero. With 95 % confidence, one-sided, fewer than {} of decisions are \
         wrong",
        accuracy.n,
        percent(upper)
    );
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
        most_errors(simple, 0.05)
    });
    if let (Some(most), Some(population)) = (most, whole) {
        said += &format!(", at most {most} of {population}");
    }
    if let (Kind::ByValue { value, .. }, Some(upper)) =
        (sample.kind, zero::poisson(accuracy.n as f64, 0.95))
    {
        said += &format!(
            ", and errors up to their value come to less than £{:.0}",
            upper * value
        );
    }
    if let Some(rate) = correction.map(|correction| correction.least_found()) {
        said += &format!(
            ", or {} with checkers who may find only {} of errors",
            percent((upper / rate).min(1.0)),
            percent(rate)
        );
    }
    if let Some(most) = asked.max_error {
        said += &format!(
            "; at £{most:.0} at most an error, less than £{:.2} a decision",
            upper * most
        );
    }
    let [none, one] = [0, 1].map(|errors| zero::checks_to_show(0.01, errors, 0.95).unwrap_or(0));
    said += &format!(
        ". To show that fewer than 1 % are wrong takes {none} checks without an error, or {one} with one"
    );
    Some(said)
}
