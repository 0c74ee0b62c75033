//! The answer of `tierone sensitivity --together`: shares of variance, as people and programs read them.

use serde::Serialize;

use super::page::{figure_of, several, unit_of};
use crate::exit::Failure;
use crate::terminal;
use tierone_report::figure_text::figure;
use tierone_sensitivity::{
    Effect, Leading, Listed, Share, Together, Trial, leading_shares, listed_shares,
};
use tierone_stats::format::{self, percent, shown, wrapped};

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    title: &'a str,
    seed: u64,
    replications: u32,
    scenarios: usize,
    /// Numbers with whose range the scenario does not hold.
    not_tried: &'a [String],
    shares: &'a [Share],
}

/// As JSON.
pub(super) fn json(title: &str, trial: &Trial, answer: &Together) -> Result<String, Failure> {
    let answer = Answer {
        title,
        seed: trial.seed,
        replications: answer.replications,
        scenarios: answer.scenarios,
        not_tried: &answer.broken,
        shares: &answer.shares,
    };
    let text = serde_json::to_string_pretty(&answer);
    Ok(text.map_err(|error| Failure::input(error.to_string()))? + "\n")
}

/// As people read it.
pub(super) fn text(title: &str, answer: &Together, all: bool) -> String {
    let width = terminal::columns().min(100);
    let mut text = format!("{}\n\n", shown(title));
    for shares in answer.shares.chunk_by(is_of_one) {
        text += &wrapped(&sentence(shares), width, "");
        text += &rows(shares, all);
        text.push('\n');
    }
    for key in &answer.broken {
        text += &wrapped(&not_tried(key), width, "");
    }
    text + &wrapped(&how(answer), width, "")
}

/// A sentence a figure.
pub(super) fn sentences(answer: &Together) -> Vec<String> {
    answer.shares.chunk_by(is_of_one).map(sentence).collect()
}

/// What could not be tried.
pub(super) fn not_tried(key: &str) -> String {
    super::page::not_tried(key, "the scenario does not hold with it")
}

/// What the answer rests on.
pub(super) fn how(answer: &Together) -> String {
    format!(
        "{} numbers, all drawn from their ranges at once; {} scenarios, {} of each, twice, so that chance \
         has no share. `alone` is what knowing the number would take off the variance, a dash where it only moved on paths; `in all` \
         what it has a part in, with its 95 % interval; `moves` is how much the figure changes when the number goes through half of \
         its law; `=`: chance may have put it behind the one before.",
        answer.numbers,
        answer.scenarios,
        match answer.replications {
            1 => "one replication".to_owned(),
            several => format!("{several} replications"),
        }
    )
}

fn is_of_one(a: &Share, b: &Share) -> bool {
    (a.measure, &a.policy, &a.against) == (b.measure, &b.policy, &b.against)
}

/// What the figure hangs on most, and what knowing it would do.
fn sentence(shares: &[Share]) -> String {
    let first = &shares[0];
    let of = figure_of(first.measure, &first.policy, first.against.as_deref());
    let most = match leading_shares(shares) {
        Leading::Nothing => {
            return format!("{of} hangs on no number beyond chance.{}", settled(shares));
        }
        Leading::Several(leaders) => {
            let keys = leaders.iter().map(|share| share.key.as_str());
            return several(&of, keys.collect()) + settled(shares);
        }
        Leading::One(most) => most,
    };
    let share = |share: Option<f64>| percent(share.unwrap_or(0.0), 0);
    let text = format!(
        "{of} hangs most on `{}`: it has a part in {} of the variance ({} to {}); to know it would narrow the band of a forecast \
         by {}.",
        shown(&most.key),
        share(most.total),
        share(most.total_low),
        share(most.total_high),
        share(most.narrows)
    );
    text + settled(shares)
}

/// What is said where an interval of a number that is listed is too wide to rely on.
fn settled(shares: &[Share]) -> &'static str {
    let listed = listed_shares(shares).shown;
    let is_open = |from_rows: bool| {
        let open = listed.iter().filter(|share| share.settled == Some(false));
        open.into_iter()
            .any(|share| share.first.is_some() == from_rows)
    };
    match (is_open(true), is_open(false)) {
        (true, true) => " This has not settled: ask for more --rows and --numbers.",
        (true, false) => " This has not settled: ask for more --rows.",
        (false, true) => " This has not settled: ask for more --numbers.",
        (false, false) => "",
    }
}

/// A line a number that is listed, or all.
fn rows(shares: &[Share], all: bool) -> String {
    let unit = unit_of(shares[0].measure, shares[0].against.is_some());
    let Listed {
        shown: listed,
        rest,
    } = match all {
        true => Listed {
            shown: shares.iter().collect(),
            rest: None,
        },
        false => listed_shares(shares),
    };
    if listed.is_empty() {
        return String::new();
    }
    // Of numbers none of which matters beyond chance an estimate says nothing, but for its interval.
    let is_known = leading_shares(shares) != Leading::Nothing;
    let share = |share: Option<f64>| {
        let share = share.filter(|_| is_known);
        share.map_or("–".to_owned(), |share| percent(share, 0))
    };
    let mut table = vec![[
        "number".to_owned(),
        "alone".to_owned(),
        "in all".to_owned(),
        "interval".to_owned(),
        "moves".to_owned(),
    ]];
    table.extend(listed.iter().map(|one| {
        let moves = Effect {
            mean: one.direction.signum() * one.moves,
            mcse: None,
        };
        let interval = match (one.total_low, one.total_high) {
            (Some(low), Some(high)) => {
                format!("{} to {}", percent(low, 0), percent(high, 0))
            }
            _ => "–".to_owned(),
        };
        [
            format!("{}{}", if one.tied { "= " } else { "" }, shown(&one.key)),
            share(one.first),
            share(one.total),
            interval,
            figure(unit.of_difference(), &moves.spread()),
        ]
    }));
    let mut text = format::table(&table);
    if let Some(rest) = rest {
        text += &format!("  {rest}; --all lists them\n");
    }
    text
}
