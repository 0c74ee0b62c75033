//! Shares and names in the words of charts of real checks.

use super::material::Material;
use crate::words::{counted, grouped};

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

/// A name that has to stand in a sentence or beside a point.
pub(super) fn short(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// `a`, `a and b`, `a, b and c`; of more than four how many there are besides.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|n| format!("“{}”", short(n, 32)))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if quoted.len() <= 4 => format!("{} and {last}", first.join(", ")),
        [first, second, third, rest @ ..] => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        _ => unreachable!("two names are at most four"),
    }
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
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["a"]), "“a”");
        assert_eq!(listed(&["a", "b", "c"]), "“a”, “b” and “c”");
        assert_eq!(
            listed(&["a", "b", "c", "d", "e"]),
            "“a”, “b”, “c” and 2 more"
        );
        assert_eq!(short("wholesome", 5), "whol…");
    }

    #[test]
    fn digits_stop_where_the_interval_starts() {
        assert_eq!(within(0.994_321, 0.02), "99.4%");
        assert_eq!(within(0.994_321, 0.002), "99.43%");
        assert_eq!(within(0.994_321, 0.000_5), "99.432%");
        assert_eq!(within(1.0, 0.0), "100.00%");
    }
}
