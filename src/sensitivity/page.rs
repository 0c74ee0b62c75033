//! The answer of `tierone sensitivity` as people read it: a sentence a figure, then the assumptions that matter most.

use crate::terminal;
use tierone_engine::measure::{Unit, measure};
use tierone_report::figure_text::figure;
use tierone_sensitivity::{Bar, Effect, Leading, Tornado, leading_bars, left_open};
use tierone_stats::format::{self, percent, shown, wrapped};

/// So many assumptions of a figure are listed.
const MOST: usize = 10;

/// The whole answer; with the assumptions that could not be tried, and why.
pub(super) fn page(
    title: &str,
    replications: u32,
    (answer, left_out): (&Tornado, &[(&str, &str)]),
    all: bool,
) -> String {
    let width = terminal::columns().min(100);
    let mut text = format!("{}\n\n", shown(title));
    for bars in answer.bars.chunk_by(is_of_one) {
        text += &wrapped(&sentence(bars, replications), width, "");
        text += &rows(bars, all);
        text.push('\n');
    }
    for (key, reason) in left_out {
        text += &wrapped(&not_tried(key, reason), width, "");
    }
    text + &wrapped(&how(replications, answer), width, "")
}

/// A sentence a figure.
pub(super) fn sentences(answer: &Tornado, replications: u32) -> Vec<String> {
    let figures = answer.bars.chunk_by(is_of_one);
    figures.map(|bars| sentence(bars, replications)).collect()
}

/// What could not be tried.
pub(super) fn not_tried(key: &str, reason: &str) -> String {
    format!("Not tried: `{}`: {reason}.", shown(key))
}

/// What the answer rests on.
pub(super) fn how(replications: u32, answer: &Tornado) -> String {
    format!(
        "{} assumptions, each alone at its lowest and its highest value; {replications} replications at each, on the same random \
         numbers; ± is the Monte Carlo standard error. `share` is what knowing the number would take off the variance, if effects \
         are straight lines that add up.",
        answer.tried.len()
    )
}

fn is_of_one(a: &Bar, b: &Bar) -> bool {
    (a.measure, &a.policy, &a.against) == (b.measure, &b.policy, &b.against)
}

fn unit(bar: &Bar) -> Unit {
    unit_of(bar.measure, bar.against.is_some())
}

/// The unit of a measure, or of a difference of two of them.
pub(super) fn unit_of(name: &str, compared: bool) -> Unit {
    let unit = measure(name).map_or(Unit::Count, |measure| measure.unit);
    if compared { unit.of_difference() } else { unit }
}

/// What the figure hangs on most, and whether the better policy changes.
fn sentence(bars: &[Bar], replications: u32) -> String {
    let first = &bars[0];
    let differences = unit(first).of_difference();
    let change = |effect: &Effect| {
        let sign = if effect.mean > 0.0 { "+" } else { "" };
        format!(
            "{sign}{} {}",
            figure(differences, &effect.spread()),
            word(differences)
        )
    };
    let of = match &first.against {
        None => format!("{} of `{}`", first.measure, shown(&first.policy)),
        Some(against) => format!(
            "{} of `{}` less that of `{}`",
            first.measure,
            shown(&first.policy),
            shown(against)
        ),
    };
    let mut text = match leading_bars(bars, replications) {
        Leading::Nothing => {
            format!("{of} hangs on no assumption beyond chance; more replications may show one.")
        }
        Leading::One(most) => format!(
            "{of} hangs most on `{}`: {} at {}, {} at {}.",
            shown(&most.key),
            change(&most.at_low),
            most.low,
            change(&most.at_high),
            most.high
        ),
        Leading::Several(leaders) => {
            let keys = leaders.iter().map(|bar| bar.key.as_str());
            several(&of, keys.collect())
        }
    };
    if first.against.is_some() {
        let turning: Vec<String> = bars
            .iter()
            .filter_map(|bar| {
                Some(format!(
                    "`{}` = {}",
                    shown(&bar.key),
                    value(bar, bar.turns_at?)
                ))
            })
            .collect();
        text += &match turning.as_slice() {
            [] => " Its sign is the same at every value that was tried.".to_owned(),
            several => format!(" It changes its sign near {}.", several.join(", ")),
        };
    }
    text
}

/// The sentence of a figure that hangs on these keys, and chance leaves open on which most.
pub(super) fn several(of: &str, keys: Vec<&str>) -> String {
    let open = left_open(keys.len());
    let keys: Vec<String> = keys.iter().map(|key| format!("`{}`", shown(key))).collect();
    let named = match keys.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => keys.concat(),
    };
    format!("{of} hangs on {named}; {open}, and more replications may show it.")
}

/// A value of an assumption in the form in which that is written.
fn value(bar: &Bar, at: f64) -> String {
    let text = bar.assumed.trim_matches('"');
    let number = |x: f64| format!("{}", (x * 1e4).round() / 1e4);
    if text.ends_with('%') {
        return percent(at, 2);
    }
    match text.contains(|c: char| c.is_alphabetic()) {
        true => format!("{} days", number(at)),
        false => number(at),
    }
}

fn word(unit: Unit) -> &'static str {
    match unit {
        Unit::Points | Unit::Percent => "points",
        Unit::Pounds => "£",
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::Count => "",
    }
}

/// A line an assumption, those beyond chance, ten at most.
fn rows(bars: &[Bar], all: bool) -> String {
    let beyond = bars
        .iter()
        .filter(|bar| all || bar.swing.is_beyond_chance());
    let shown_bars: Vec<&Bar> = beyond.take(if all { usize::MAX } else { MOST }).collect();
    if shown_bars.is_empty() {
        return String::new();
    }
    let differences = unit(&bars[0]).of_difference();
    let effect = |effect: &Effect| figure(differences, &effect.spread());
    let mut table = vec![[
        "assumption".to_owned(),
        "from".to_owned(),
        "to".to_owned(),
        "at the lowest".to_owned(),
        "at the highest".to_owned(),
        "share".to_owned(),
    ]];
    table.extend(shown_bars.iter().map(|bar| {
        [
            format!("{}{}", if bar.tied { "= " } else { "" }, shown(&bar.key)),
            bar.low.clone(),
            bar.high.clone(),
            effect(&bar.at_low),
            effect(&bar.at_high),
            percent(bar.share, 0),
        ]
    }));
    let mut text = format::table(&table);
    let rest = bars.len() - shown_bars.len();
    if rest > 0 {
        text += &format!("  {rest} more matter less; --all lists them\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_chart::tornados;

    fn bar(key: &str, swing: f64) -> Bar {
        let effect = |mean: f64| Effect {
            mean,
            mcse: Some(1.0),
        };
        Bar {
            policy: "a".into(),
            against: None,
            measure: "accuracy",
            unit: "%",
            rank: 0,
            tied: false,
            key: key.into(),
            assumed: "1".into(),
            low: "0".into(),
            high: "2".into(),
            sourced: false,
            figure: 97.0,
            at_low: effect(-swing / 2.0),
            at_high: effect(swing / 2.0),
            swing: effect(swing),
            share: 0.5,
            turns_at: None,
        }
    }

    /// Swings of 20 and 15 with errors of 1: no tie in the table, and yet their errors may add up to more than lies between.
    #[test]
    fn a_sentence_and_its_chart_name_the_same() {
        for (swings, is_open) in [([20.0, 15.0], true), ([60.0, 15.0], false)] {
            let bars = [bar("first", swings[0]), bar("second", swings[1])];
            let said = sentence(&bars, 400);
            let drawn = &tornados("An office", 400, &bars)[0].title;
            for text in [&said, drawn] {
                assert_eq!(
                    text.contains("chance leaves open on which most"),
                    is_open,
                    "{text}"
                );
                assert_eq!(text.contains("hangs most on"), !is_open, "{text}");
                assert_eq!(text.contains("second"), is_open, "{text}");
            }
        }
        // One is clear, and the other may be as large.
        let mut loose = bar("second", 6.0);
        loose.swing.mcse = Some(5.0);
        let bars = [bar("first", 12.0), loose];
        let said = sentence(&bars, 400);
        let drawn = &tornados("An office", 400, &bars)[0].title;
        for text in [&said, drawn] {
            assert!(
                text.contains("chance leaves open whether on another as much"),
                "{text}"
            );
        }
        let nothing = [bar("first", 3.1), bar("second", 1.0)];
        let said = sentence(&nothing, 400);
        assert!(
            said.contains("hangs on no assumption beyond chance"),
            "{said}"
        );
    }
}
