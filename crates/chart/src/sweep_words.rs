//! Points, measures and numbers of a sweep in words.

use tierone_engine::measure::{Unit, measure, words};
use tierone_sensitivity::{Axis, SweepRow, values_at};
use tierone_stats::format::{capital, grouped, plain, with_error};

/// The name of a measure with its unit, as an axis has it.
pub(crate) fn measured(row: &SweepRow) -> String {
    // The unit stands in brackets.
    let words = words(&row.measure).replace(" (MVE)", "");
    match measure(&row.measure).map(|measure| measure.unit) {
        Some(Unit::Count) | None => capital(&words),
        Some(unit) => format!("{} ({})", capital(&words), unit.symbol()),
    }
}

pub(crate) fn shown(row: &SweepRow) -> String {
    match row.mcse.and_then(|error| with_error(row.mean, error)) {
        Some((value, _)) => value,
        None => rounded(row.mean),
    }
}

/// With the decimals that it has, four at most, and thousands in groups like the figures beside it.
pub(crate) fn rounded(value: f64) -> String {
    let value = (value * 1e4).round() / 1e4;
    let text = value.to_string();
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    grouped(value, places)
}

/// The last parts of a key, which tell it apart from others.
pub(crate) fn short(key: &str) -> String {
    let room = 60;
    let letters: Vec<char> = key.chars().collect();
    match letters.len() > room {
        true => format!(
            "…{}",
            letters[letters.len() - room..].iter().collect::<String>()
        ),
        false => key.to_owned(),
    }
}

/// The values of a point with the last parts of their keys, `checks 20, caseworkers 40`; of keys that end alike with what tells them
/// apart, `independent assurance: checks 20`.
pub(crate) fn place(axes: &[Axis], row: &SweepRow) -> String {
    let last = |axis: &Axis| axis.key.rsplit('.').next().map(str::to_owned);
    let of = |(axis, value): (&Axis, &str)| {
        let alike = axes
            .iter()
            .filter(|other| other.key != axis.key && last(other) == last(axis));
        let mut apart = alike.filter_map(|other| {
            let mut parts = axis.key.split('.').zip(other.key.split('.'));
            parts.find(|(own, others)| own != others)
        });
        let of = apart.next().map(|(own, _)| format!("{}: ", plain(own)));
        let last = last(axis).unwrap_or_default();
        format!("{}{last} {value}", of.unwrap_or_default())
    };
    let pairs = axes.iter().zip(values_at(axes, row.point));
    pairs.map(of).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{place, rounded};
    use tierone_sensitivity::{Axis, SweepRow};

    #[test]
    fn numbers_without_an_error_look_like_those_with_one() {
        let texts = [2_064.0, 1_143.2, 97.22, 0.0, -1_200.0].map(rounded);
        assert_eq!(texts, ["2,064", "1,143.2", "97.22", "0", "-1,200"]);
    }

    #[test]
    fn points_on_two_keys_that_end_alike_are_told_apart() {
        let axis = |key: &str| Axis {
            key: key.into(),
            values: vec!["20".into()],
        };
        let row = SweepRow {
            point: 0,
            policy: "each".into(),
            measure: "accuracy".into(),
            unit: "%".into(),
            replications: 1,
            mean: 97.0,
            mcse: None,
            low: 97.0,
            high: 97.0,
            change: None,
            change_mcse: None,
        };
        let alike = [
            axis("policy.each.check.assurance.sample.checks"),
            axis("policy.each.check.leaders.sample.checks"),
        ];
        assert_eq!(
            place(&alike, &row),
            "assurance: checks 20, leaders: checks 20"
        );
        let others = [alike[0].clone(), axis("workforce.caseworkers")];
        assert_eq!(place(&others, &row), "checks 20, caseworkers 20");
    }
}
