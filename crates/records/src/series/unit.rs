//! What figures of a series are measured in, where nobody says it.

use std::collections::BTreeSet;

use super::cells::{Cells, read};
use super::list::Unit;
use crate::lists::numbers::DecimalSign;

/// The unit that the name of a column and its cells show.
pub(super) fn unit_of(
    column: Option<&str>,
    all: &[Cells],
    sign: DecimalSign,
    notes: &mut Vec<String>,
) -> Unit {
    let Some(name) = column else {
        return Unit::Percent;
    };
    let says_percent = ["pct", "percent", "per cent", "%"];
    let lower = name.to_lowercase();
    if says_percent.iter().any(|word| lower.contains(word))
        || all.iter().any(|cells| cells.value.ends_with('%'))
    {
        return Unit::Percent;
    }
    let values = all
        .iter()
        .filter_map(|cells| read(&cells.value, sign).ok().flatten());
    let distinct: BTreeSet<u64> = values.clone().map(f64::to_bits).collect();
    let (mut inside, mut hundred) = (true, true);
    for value in values {
        inside &= (0.0..=1.0).contains(&value);
        hundred &= (0.0..=100.0).contains(&value);
    }
    if inside && !distinct.is_empty() {
        return Unit::Share;
    }
    if hundred
        && ["accuracy", "rate", "share"]
            .iter()
            .any(|word| lower.contains(word))
    {
        notes.push(format!(
            "`{name}` is taken for percentages; if it is none, say --unit number or --unit amount"
        ));
        return Unit::Percent;
    }
    notes.push(format!(
        "`{name}` is taken for plain numbers; if it is percentages or amounts, say --unit percent or --unit amount"
    ));
    Unit::Number
}

/// Whether figures are of a hundred, as accuracy is: half of them or more are above 50.
pub(super) fn is_of_hundred(all: &[Cells], sign: DecimalSign) -> bool {
    let values = all
        .iter()
        .filter_map(|cells| read(&cells.value, sign).ok().flatten());
    let (mut above, mut number) = (0, 0);
    for value in values {
        number += 1;
        above += u64::from(value > 50.0);
    }
    2 * above >= number.max(1)
}
