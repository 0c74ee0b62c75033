//! What measures are called where people read of them.

/// Names that say less than they could, with the words for them.
const WORDS: &[(&str, &str)] = &[
    ("mve", "monetary value of error (MVE)"),
    ("checks", "checks made"),
    ("checks_short", "checks short of the quota"),
    ("check_hours", "time for checking"),
    ("head_of_work", "decisions waiting at the end"),
    ("clearance_days", "time until a decision is cleared"),
    ("periods_until_found", "periods until one is found"),
    ("false_alarms", "other caseworkers flagged"),
    ("over_target", "cleared later than the target"),
    ("accuracy_half_width", "half width of accuracy"),
    (
        "mve_half_width",
        "half width of the monetary value of error",
    ),
];

/// A measure in words, without its unit.
///
/// ```
/// use tierone_engine::measure::words;
/// assert_eq!(words("check_hours"), "time for checking");
/// assert_eq!(words("errors_found"), "errors found");
/// ```
pub fn words(name: &str) -> String {
    match WORDS.iter().find(|(own, _)| *own == name) {
        Some((_, words)) => (*words).to_owned(),
        None => name.replace('_', " ").replace("mve", "MVE"),
    }
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::measure::measure;

    #[test]
    fn every_word_is_of_a_measure() {
        for (name, _) in WORDS {
            assert!(measure(name).is_some(), "{name}");
        }
    }
}
