//! Accuracy of all decisions by period, for a forecast that goes on from it: the figures of a report, without its words.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::assess::{Figure, FigureName, assess, of_frame};
use crate::input_error::InputError;
use crate::join::{Joined, sample, together};
use crate::request::Request;

/// Accuracy in every period with cases that were checked and closed in it, the earliest first. `period` says which a day is in.
///
/// # Errors
/// What the files say of how cases were drawn contradicts itself.
pub fn accuracy_by(
    request: &Request,
    draws: Vec<Joined>,
    period: impl Fn(Date) -> i32,
) -> Result<Vec<(i32, Figure)>, InputError> {
    let mut joined = together(request, draws)?;
    let sample = sample(request, &mut joined)?;
    let mut periods: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (case, closed) in joined.closed.iter().enumerate() {
        if let Some(day) = closed.filter(|_| joined.inside[case]) {
            periods.entry(period(day)).or_default().push(case);
        }
    }
    let of = |(period, members): (i32, Vec<usize>)| {
        if sample.is_twice(&members) {
            return None;
        }
        let one = sample.of_one_check(&members);
        let (sample, members) = match &one {
            Some((sample, members)) => (sample, members),
            None => (&sample, &members),
        };
        let figures = assess(sample, members, &request.asked());
        Some((period, of_frame(&figures, FigureName::Accuracy)?.clone()))
    };
    Ok(periods.into_iter().filter_map(of).collect())
}
