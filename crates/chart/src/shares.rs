//! Shares of variance: what each number has a part in when all of them move at once, alone and with others.

use crate::bars::{self, Bar, MOST, Row, named};
use crate::canvas::{PAIR, Page, Sign};
use crate::claims::beyond;
use crate::drawing::{Drawing, Table};
use crate::scale::Limits;
use crate::words::{dash, grouped, listed};
use tierone_sensitivity::Share;

/// Standard errors from a value to the limit of its 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// The shares of each figure, of the scenario of a title.
pub fn shares(title: &str, replications: u32, shares: &[Share]) -> Vec<Drawing> {
    let is_of_one = |a: &Share, b: &Share| {
        (a.measure, &a.policy, &a.against) == (b.measure, &b.policy, &b.against)
    };
    shares
        .chunk_by(is_of_one)
        .enumerate()
        .filter_map(|(place, shares)| draw(title, replications, place + 1, shares))
        .collect()
}

/// A number whose share was worked out.
struct Known<'a> {
    share: &'a Share,
    first: f64,
    total: f64,
    low: f64,
    high: f64,
}

fn draw(title: &str, replications: u32, place: usize, shares: &[Share]) -> Option<Drawing> {
    let known = shares.iter().filter_map(|share| {
        Some(Known {
            share,
            first: share.first?,
            total: share.total?,
            low: share.total_low?,
            high: share.total_high?,
        })
    });
    let known: Vec<Known> = known.collect();
    let shown = &known[..known.len().min(MOST)];
    if shown.is_empty() {
        return None;
    }
    let subtitle = format!(
        "All {} numbers drawn from their ranges at once, {replications} replications of each scenario, twice, so that chance has no \
         share; the {} that move it most.",
        shares.len(),
        shown.len()
    );
    let mut page = Page::open(&format!("shares-{place}"), &headline(&known), &subtitle);
    let alone: Sign = &|picture, at| bars::sign(picture, at, PAIR[0]);
    let all: Sign = &|picture, at| bars::sign(picture, at, PAIR[1]);
    page.key(&[
        (alone, "alone: what knowing it takes off"),
        (all, "in all: with what it does together with others"),
        (&bars::interval, "95% interval"),
    ]);
    let rows: Vec<Row> = shown.iter().map(row).collect();
    bars::plot(
        &mut page,
        ["Number", "Share of the variance (%)", "Alone, and in all"],
        Limits::FromZero,
        &rows,
    );
    let source = format!("Source: simulation of “{title}”.");
    let alt = format!("A bar chart.{}", sentences(shown));
    Some(page.finish(&source, &alt, table(&known)))
}

fn percent(share: f64) -> f64 {
    100.0 * share.clamp(0.0, 1.0)
}

fn row(known: &Known) -> Row {
    let bar = |share: f64, interval: Option<(f64, f64)>, colour| Bar {
        to: percent(share),
        interval: interval.map(|(low, high)| (percent(low), percent(high))),
        colour,
        words: match interval {
            None => format!("{}%", grouped(percent(share), 0)),
            Some((low, high)) => format!(
                "{}% ({} to {})",
                grouped(percent(share), 0),
                grouped(percent(low), 0),
                grouped(percent(high), 0)
            ),
        },
    };
    let own = known.share.first_low.zip(known.share.first_high);
    Row {
        name: known.share.key.clone(),
        notes: String::new(),
        bars: vec![
            bar(known.first, own, PAIR[0]),
            bar(known.total, Some((known.low, known.high)), PAIR[1]),
        ],
    }
}

/// What a figure hangs on, by more than chance; on which most only where both intervals leave it so.
fn headline(known: &[Known]) -> String {
    let first = &known[0];
    let share = first.share;
    let of = named(share.measure, &share.policy, share.against.as_deref());
    let reach = beyond(known.len(), 1e9) / Z;
    let down = |known: &Known| reach * (known.total - known.low);
    if first.total - down(first) <= 0.0 || first.low <= 0.0 {
        return format!("{of} hangs on no number by more than chance");
    }
    // Both come from the same rows: their errors may add up.
    let is_behind = |other: &&Known| {
        first.total - other.total > down(first) + reach * (other.high - other.total)
    };
    let leaders: Vec<&Known> = known.iter().filter(|other| !is_behind(other)).collect();
    if let [only] = leaders[..] {
        return format!(
            "{of} hangs most on “{}”: it has a part in {}% of the variance ({} to {})",
            only.share.key,
            grouped(percent(only.total), 0),
            grouped(percent(only.low), 0),
            grouped(percent(only.high), 0)
        );
    }
    let clear = leaders.iter().filter(|known| known.total > down(known));
    let names: Vec<&str> = clear.map(|known| known.share.key.as_str()).collect();
    format!(
        "{of} hangs on {}; chance leaves open on what most",
        listed(&names)
    )
}

fn sentences(known: &[Known]) -> String {
    let of = |known: &Known| {
        format!(
            " {}: {}% alone, {}% in all.",
            known.share.key,
            grouped(percent(known.first), 0),
            grouped(percent(known.total), 0)
        )
    };
    known.iter().map(of).collect()
}

fn table(known: &[Known]) -> Table {
    let cell = |share: Option<f64>| share.map_or(dash(), |share| grouped(percent(share), 1));
    let cells = known.iter().map(|known| {
        let share = known.share;
        vec![
            share.key.clone(),
            cell(share.first),
            cell(share.first_low),
            cell(share.first_high),
            cell(share.total),
            cell(share.total_low),
            cell(share.total_high),
        ]
    });
    Table::new(
        [
            "number",
            "alone, %",
            "2.5 %",
            "97.5 %",
            "in all, %",
            "2.5 %",
            "97.5 %",
        ],
        cells.collect(),
    )
}
