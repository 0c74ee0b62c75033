//! All figures of some cases of a sample.

use super::asked::Asked;
use super::design::DrawnSample;
use super::figure::Figure;
use super::figure_name::FigureName;
use super::{cheap_check, checked, money, share};

/// All figures of some cases of a sample: those of the frame first, then those of the checked cases alone, where some of
/// them were not drawn at random.
pub fn assess(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Vec<Figure> {
    let mut figures = Vec::new();
    let of_sample = sample.cheap.as_ref().is_some_and(|cheap| cheap.of_sample);
    let known = sample.known(members);
    if !known.is_empty() {
        let mut accuracy = share::accuracy(sample, &known, asked);
        cheap_check::by_two_samples(sample, members, asked, &mut accuracy);
        figures.push(accuracy);
        if sample.priced {
            let mut money = money::figures(sample, &known, asked);
            money::with_cheap_amounts(sample, members, asked, &mut money);
            figures.extend(money);
        }
        for figure in &mut figures {
            // Errors that were not found have no spread that could be seen, but there may be some.
            let known = figure.interval.is_some_and(|(low, high)| low == high);
            figure.se = figure.se.filter(|_| figure.found > 0 || known);
            // The strata are known from a sample alone, which a linearised error does not reckon with.
            figure.se = figure.se.filter(|_| !of_sample);
        }
    }
    let is_checked = |case: &usize| sample.cases[*case].checked;
    let checked: Vec<usize> = members.iter().copied().filter(is_checked).collect();
    if known.len() < checked.len() {
        figures.push(checked::accuracy(sample, &checked));
        if sample.priced {
            figures.extend(checked::money(sample, &checked));
        }
    }
    figures
}

/// The figure of all decisions with this name.
pub(crate) fn of_frame(figures: &[Figure], name: FigureName) -> Option<&Figure> {
    let mut of_frame = figures.iter().filter(|figure| figure.scope.is_of_frame());
    of_frame.find(|figure| figure.name == name)
}
