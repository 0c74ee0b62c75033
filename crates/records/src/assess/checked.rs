//! What checked cases show of themselves alone, where nobody knows the chance of some: figures without an interval.

use super::design::DrawnSample;
use super::figure::{Figure, Scope};
use super::figure_name::{FigureName, FigureUnit};
use super::share::applies;
use super::side::Side;

/// Accuracy.
pub(super) fn accuracy(sample: &DrawnSample, checked: &[usize]) -> Figure {
    let checked = applies(sample, checked);
    let wrong = checked
        .iter()
        .filter(|case| sample.cases[**case].wrong == Some(true));
    let (n, found) = (checked.len() as u64, wrong.count() as u64);
    Figure {
        scope: Scope::CheckedOnly,
        value: (n > 0).then(|| 1.0 - found as f64 / n as f64),
        ..Figure::blank(FigureName::Accuracy, checked.len(), found)
    }
}

/// What the checked cases alone show of money: shares of their own value, and no interval.
pub(super) fn money(sample: &DrawnSample, checked: &[usize]) -> Vec<Figure> {
    let cases = || checked.iter().map(|case| &sample.cases[*case]);
    let value: Option<f64> = cases().map(|case| case.value).sum();
    let mut figures = Vec::new();
    for unit in [FigureUnit::Share, FigureUnit::Pounds] {
        let base = match (unit, value) {
            (FigureUnit::Pounds, _) => 1.0,
            (FigureUnit::Share, Some(value)) if value > 0.0 => value,
            (FigureUnit::Share, _) => continue,
        };
        for side in Side::of_sample(sample) {
            let name = match unit {
                FigureUnit::Share => side.share,
                FigureUnit::Pounds => side.amount,
            };
            let found = cases().filter(|case| side.is_found(case)).count();
            figures.push(Figure {
                scope: Scope::CheckedOnly,
                value: Some(cases().map(|case| (side.of)(case)).sum::<f64>() / base + 0.0),
                ..Figure::blank(name, checked.len(), found as u64)
            });
        }
    }
    figures
}
