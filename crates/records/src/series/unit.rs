//! What figures of a series are measured in, where nobody says it.

use super::cells::{Cells, read};
use super::list::SeriesUnit;
use crate::lists::numbers::DecimalSign;

/// The unit that the name of a column and its cells show.
pub(super) fn unit_of(
    column: Option<&str>,
    all: &[Cells],
    sign: DecimalSign,
    notes: &mut Vec<String>,
) -> SeriesUnit {
    let Some(name) = column else {
        return SeriesUnit::Percent;
    };
    let says_percent = ["pct", "percent", "per cent", "%"];
    let lower = name.to_lowercase();
    if says_percent.iter().any(|word| lower.contains(word))
        || all.iter().any(|cells| cells.value.ends_with('%'))
    {
        return SeriesUnit::Percent;
    }
    let within = |most: f64| values(all, sign).all(|value| (0.0..=most).contains(&value));
    if within(1.0) && values(all, sign).next().is_some() {
        return SeriesUnit::Share;
    }
    let of_hundred = ["accuracy", "rate", "share"];
    if within(100.0) && of_hundred.iter().any(|word| lower.contains(word)) {
        notes.push(format!(
            "`{name}` is taken for percentages; if it is none, say --unit number or --unit amount"
        ));
        return SeriesUnit::Percent;
    }
    notes.push(format!(
        "`{name}` is taken for plain numbers; if it is percentages or amounts, say --unit percent or --unit amount"
    ));
    SeriesUnit::Number
}

/// Whether figures are of a hundred, as accuracy is: half of them or more are above 50.
pub(super) fn is_of_hundred(all: &[Cells], sign: DecimalSign) -> bool {
    let above = values(all, sign).filter(|value| *value > 50.0).count();
    2 * above >= values(all, sign).count().max(1)
}

fn values(all: &[Cells], sign: DecimalSign) -> impl Iterator<Item = f64> {
    let read = move |cells: &Cells| read(&cells.value, sign).ok().flatten();
    all.iter().filter_map(read)
}
