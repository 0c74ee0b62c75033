//! The answer of `tierone sensitivity` as people read it: a sentence a figure, then the assumptions that matter most.

use crate::terminal;
use tierone_engine::measure::{Unit, measure};
use tierone_report::figure_text::figure;
use tierone_sensitivity::{Bar, Effect, Tornado};
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
        text += &wrapped(&sentence(bars), width, "");
        text += &rows(bars, all);
        text.push('\n');
    }
    for (key, reason) in left_out {
        text += &wrapped(&not_tried(key, reason), width, "");
    }
    text + &wrapped(&how(replications, answer), width, "")
}

/// A sentence a figure.
pub(super) fn sentences(answer: &Tornado) -> Vec<String> {
    answer.bars.chunk_by(is_of_one).map(sentence).collect()
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
fn sentence(bars: &[Bar]) -> String {
    let first = &bars[0];
    let differences = unit(first).of_difference();
    let told = |effect: &Effect| {
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
    let mut text = match first.swing.is_beyond_chance() {
        true => format!(
            "{of} hangs most on `{}`: {} at {}, {} at {}",
            shown(&first.key),
            told(&first.at_low),
            first.low,
            told(&first.at_high),
            first.high
        ),
        false => {
            format!("{of} hangs on no assumption beyond chance; more replications may show one")
        }
    };
    if bars.get(1).is_some_and(|next| next.tied) && first.swing.is_beyond_chance() {
        text += " (chance may have put it before the next)";
    }
    text.push('.');
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
