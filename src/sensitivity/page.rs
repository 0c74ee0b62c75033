//! The answer of `tierone sensitivity` as people read it: a sentence a figure, then the assumptions that matter most.

use crate::terminal;
use tierone_engine::measure::{Unit, measure};
use tierone_report::figure_text::figure;
use tierone_sensitivity::{
    Bar, Effect, Leading, Listed, Tornado, leading_bars, left_open, listed_bars, subject,
};
use tierone_stats::format::{self, percent, shown, wrapped};

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
        text += &rows(bars, replications, all);
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

/// The figure that a sentence begins with.
pub(super) fn figure_of(name: &str, policy: &str, against: Option<&str>) -> String {
    let quoted = |policy: &str| format!("`{}`", shown(policy));
    subject(name, &quoted(policy), against.map(quoted).as_deref())
}

/// What the figure hangs on most, and whether the better policy changes.
fn sentence(bars: &[Bar], replications: u32) -> String {
    let first = &bars[0];
    let differences = unit(first).of_difference();
    let with_unit = |number: String, unit: Unit| match word(unit) {
        "" => number,
        word => format!("{number} {word}"),
    };
    let change = |effect: &Effect| {
        let sign = if effect.mean > 0.0 { "+" } else { "" };
        let number = figure(differences, &effect.spread());
        with_unit(format!("{sign}{number}"), differences)
    };
    let level = |effect: &Effect| with_unit(figure(unit(first), &effect.spread()), unit(first));
    let of = figure_of(first.measure, &first.policy, first.against.as_deref());
    let mut text = match leading_bars(bars, replications) {
        Leading::Nothing => {
            format!("{of} hangs on no assumption beyond chance; more replications may show one.")
        }
        Leading::One(most) => format!(
            "{of} hangs most on `{}`: {} moves it by {}, to {}; {} by {}, to {}.",
            shown(&most.key),
            most.low,
            change(&most.at_low),
            level(&most.figure_at_low),
            most.high,
            change(&most.at_high),
            level(&most.figure_at_high)
        ),
        Leading::Several(leaders) => {
            let keys = leaders.iter().map(|bar| bar.key.as_str());
            several(&of, keys.collect())
        }
    };
    if first.against.is_some() {
        text += &sign(bars);
    }
    text
}

/// At which values another policy has more, at which neither has, and whether it is the same one everywhere else.
fn sign(bars: &[Bar]) -> String {
    let named = |bar: &Bar, value: &str| format!("`{}` = {value}", shown(&bar.key));
    let turning = bars
        .iter()
        .filter_map(|bar| Some(named(bar, &value(bar, bar.turns_at?))));
    let turning: Vec<String> = turning.collect();
    let ends = bars.iter().flat_map(|bar| {
        let ends = [
            (&bar.low, bar.figure_at_low),
            (&bar.high, bar.figure_at_high),
        ];
        ends.map(|(value, at)| (named(bar, value), at))
    });
    let ends: Vec<(String, Effect)> = ends.collect();
    let at = |is_one: &dyn Fn(&Effect) -> bool| -> Vec<&str> {
        let there = ends.iter().filter(|(_, at)| is_one(at));
        there.map(|(name, _)| name.as_str()).collect()
    };
    let nothing = at(&|at| at.mean == 0.0);
    let open = at(&|at| at.mean != 0.0 && !at.is_beyond_chance());
    let mut text = String::new();
    if !turning.is_empty() {
        text += &format!(" It changes its sign near {}.", turning.join(", "));
    }
    if nothing.len() + open.len() == ends.len() {
        return text + " At no value that was tried is one of the two ahead beyond chance.";
    }
    if !nothing.is_empty() {
        text += &format!(
            " With {} it is zero: neither policy is ahead.",
            nothing.join(", ")
        );
    }
    if !open.is_empty() {
        text += &format!(
            " With {} it is within chance of zero, which leaves open whether either policy is ahead.",
            open.join(", ")
        );
    }
    if turning.is_empty() {
        let others = match nothing.len() + open.len() {
            0 => "every value",
            _ => "every other value",
        };
        text += &format!(" Its sign is the same at {others} that was tried.");
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
        Unit::Points => "points",
        Unit::Percent => "%",
        Unit::Pounds => "£",
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::Count => "",
    }
}

/// A line an assumption.
fn rows(bars: &[Bar], replications: u32, all: bool) -> String {
    let listed = match all {
        true => Listed {
            shown: bars.iter().collect(),
            rest: None,
        },
        false => listed_bars(bars, replications),
    };
    let differences = unit(&bars[0]).of_difference();
    let effect = |effect: &Effect| figure(differences, &effect.spread());
    let mut table = vec![[
        "assumption".to_owned(),
        "from".to_owned(),
        "to".to_owned(),
        "change at the lowest".to_owned(),
        "change at the highest".to_owned(),
        "share".to_owned(),
    ]];
    table.extend(listed.shown.iter().map(|bar| {
        [
            format!("{}{}", if bar.tied { "= " } else { "" }, shown(&bar.key)),
            bar.low.clone(),
            bar.high.clone(),
            effect(&bar.at_low),
            effect(&bar.at_high),
            bar.share
                .map_or_else(|| "–".into(), |share| percent(share, 0)),
        ]
    }));
    let mut text = format::table(&table);
    if let Some(rest) = listed.rest {
        text += &format!("  {rest}; --all lists them\n");
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
            figure_at_low: effect(97.0 - swing / 2.0),
            figure_at_high: effect(97.0 + swing / 2.0),
            swing: effect(swing),
            share: Some(0.5),
            turns_at: None,
        }
    }

    /// 0.2 points as assumed, with an error of 0.01 at each end.
    #[test]
    fn a_difference_that_is_nothing_at_an_end_has_no_sign_there() {
        let compared = |ends: [f64; 2], turns_at| {
            let at = |mean: f64| Effect {
                mean,
                mcse: Some(if mean == 0.0 { 0.0 } else { 0.01 }),
            };
            let moved = ends.map(|end| at(end - 0.2));
            vec![Bar {
                against: Some("b".into()),
                figure: 0.2,
                at_low: moved[0],
                at_high: moved[1],
                figure_at_low: at(ends[0]),
                figure_at_high: at(ends[1]),
                swing: at(ends[1] - ends[0]),
                turns_at,
                ..bar("gain", 1.0)
            }]
        };
        let said = |ends, turns_at| sentence(&compared(ends, turns_at), 400);
        assert_eq!(
            said([0.0, 0.5], None),
            "The difference in accuracy, `a` minus `b`, hangs most on `gain`: 0 moves it by -0.20 ± 0.01 points, to 0 points; 2 by +0.30 ± 0.01 \
             points, to 0.50 ± 0.01 points. With `gain` = 0 it is zero: neither policy is ahead. Its sign is the same at every other \
             value that was tried."
        );
        let open = said([0.02, 0.5], None);
        assert!(
            open.contains("With `gain` = 0 it is within chance of zero,"),
            "{open}"
        );
        let same = said([0.1, 0.5], None);
        assert!(
            same.ends_with("points. Its sign is the same at every value that was tried."),
            "{same}"
        );
        let turns = said([-0.1, 0.5], Some(0.5));
        assert!(
            turns.ends_with("It changes its sign near `gain` = 0.5."),
            "{turns}"
        );
        let nothing = said([0.0, 0.02], None);
        assert!(
            nothing.ends_with("At no value that was tried is one of the two ahead beyond chance.")
        );
    }

    /// The third swings as far as the first, by chance alone: neither the screen nor the chart lists it.
    #[test]
    fn a_screen_and_its_chart_list_the_same_assumptions() {
        let mut chance = bar("third", 20.0);
        chance.swing.mcse = Some(10.0);
        let none = [bar("first", 0.5), bar("second", 0.2)];
        for (bars, listed, rest) in [
            (
                vec![bar("first", 20.0), bar("second", 6.0), chance],
                2,
                "1 more moves it by no more than chance",
            ),
            (none.to_vec(), 2, ""),
            (
                (0..12).map(|n| bar("first", f64::from(40 - n))).collect(),
                10,
                "2 more move it less",
            ),
        ] {
            let screen = rows(&bars, 400, false);
            let chart = &tornados("An office", 400, &bars)[0];
            for text in [&screen, &chart.svg] {
                assert!(text.contains(rest), "{text}");
                assert!(!text.contains("third"), "{text}");
            }
            let lines = screen
                .lines()
                .filter(|line| line.contains("first") || line.contains("second"));
            assert_eq!(lines.count(), listed, "{screen}");
            assert_eq!(chart.svg.matches(": 0 moves it by ").count(), listed);
            assert!(rows(&bars, 400, true).lines().count() > bars.len());
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
