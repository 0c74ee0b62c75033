//! Numbers in words.

use tierone_stats::format::{percent, thousands};

use crate::question::Question;

/// So many of the cases that there are.
pub(crate) fn of_cases(question: &Question, checks: u64) -> String {
    match question.cases {
        Some(cases) if checks >= cases => all_of(cases),
        Some(cases) => format!(
            "{} of the {} cases",
            number(Some(checks)),
            number(Some(cases))
        ),
        None => format!("{} cases", number(Some(checks))),
    }
}

/// All cases.
pub(crate) fn all_of(cases: u64) -> String {
    match cases {
        1 => "the one case there is".into(),
        _ => format!("all {} cases", number(Some(cases))),
    }
}

/// That no more errors are found than a plan allows.
pub(crate) fn at_most(errors: u64) -> String {
    match errors {
        0 => "no error".into(),
        1 => "at most one error".into(),
        _ => format!("at most {}", errors_of(errors)),
    }
}

/// A number of errors.
pub(crate) fn errors_of(errors: u64) -> String {
    match errors {
        1 => "1 error".into(),
        _ => format!("{} errors", number(Some(errors))),
    }
}

/// A whole number in groups of three; a dash where there is none.
pub(crate) fn number(number: Option<u64>) -> String {
    number.map_or_else(|| "–".into(), |number| thousands(&number.to_string()))
}

/// A share in percent with as many decimals as it has, four at most.
pub(crate) fn share(share: f64) -> String {
    let is_whole = |digits: &usize| {
        let scaled = 100.0 * share * 10f64.powi(*digits as i32);
        (scaled - scaled.round()).abs() < 1e-7 * scaled.abs().max(1.0)
    };
    percent(share, (0..4).find(is_whole).unwrap_or(4))
}

/// A probability in whole percent, unless that would make it impossible or certain.
pub(crate) fn chance(chance: f64) -> String {
    match chance {
        c if c > 0.0 && c < 0.005 => "under 1 %".into(),
        c if (0.995..1.0).contains(&c) => "over 99 %".into(),
        c => percent(c, 0),
    }
}

/// A half-width in percentage points.
pub(crate) fn points(width: f64) -> String {
    let digits = if width >= 0.001 || width == 0.0 { 2 } else { 4 };
    format!("{:.digits$}", 100.0 * width)
}
