//! Shares and names in the words of charts of real checks.

use super::material::Material;
use crate::words::{MONTHS, counted, grouped};

/// A share in percent: `5.3%`.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", grouped(100.0 * share, 1))
}

/// A share with the digits that an interval of half this width leaves: `99.43%`.
pub(super) fn within(share: f64, half: f64) -> String {
    let decimals = if half > 0.0 {
        (1.0 - (100.0 * half).log10()).ceil().clamp(1.0, 3.0) as usize
    } else {
        2
    };
    format!("{}%", grouped(100.0 * share, decimals))
}

/// Names of one column with months as every chart writes them, `Apr 2026`; any other name as it is.
pub(super) fn months<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Vec<String> {
    // 2010-11 is a month, or a financial year among others.
    let known = || names.clone().filter_map(parts);
    let years = known().all(|(_, year, month)| (year + 1) % 100 == month);
    let in_words = |name: &str| match parts(name) {
        Some((before, year, month)) if !years => {
            format!("{before}{} {year}", &MONTHS[month - 1][..3])
        }
        _ => name.to_owned(),
    };
    names.clone().map(in_words).collect()
}

/// What stands before a month in the name of a period, its year and its number.
fn parts(name: &str) -> Option<(&str, usize, usize)> {
    let last = name.strip_prefix("12 months to ").unwrap_or(name);
    let (year, month) = last.split_once('-')?;
    let digits = |text: &str, count| {
        let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        all.then(|| text.parse::<usize>().ok())?
    };
    let month = digits(month, 2).filter(|month| (1..=12).contains(month))?;
    Some((&name[..name.len() - last.len()], digits(year, 4)?, month))
}

/// Where the figures come from, and who is left out.
pub(super) fn source(material: &Material, about: &str) -> String {
    let mut source = format!("Source: results of checks; {}.", material.design);
    if !about.is_empty() {
        source.push(' ');
        source.push_str(about);
    }
    if material.suppress_below > 1 {
        let few = counted(material.suppress_below as usize, "check");
        source.push_str(&format!(
            " What has fewer than {few} is left out, and what that could be worked out from."
        ));
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_named_as_in_every_chart() {
        let named = |names: &[&'static str]| months(names.iter().copied());
        let told = ["2010-10", "2010-11", "2010-12"];
        assert_eq!(named(&told), ["Oct 2010", "Nov 2010", "Dec 2010"]);
        assert_eq!(named(&["12 months to 2026-12"]), ["12 months to Dec 2026"]);
        for names in [
            &["2009-10", "2010-11"][..],
            &["2026-13", "2026-00", "2026-27 Q1", "area-04", "2026-4"],
        ] {
            assert_eq!(named(names), names);
        }
    }

    #[test]
    fn digits_stop_where_the_interval_starts() {
        assert_eq!(within(0.994_321, 0.02), "99.4%");
        assert_eq!(within(0.994_321, 0.002), "99.43%");
        assert_eq!(within(0.994_321, 0.000_5), "99.432%");
        assert_eq!(within(1.0, 0.0), "100.00%");
    }
}
