//! Shares of variance: what each number has a part in when all of them move at once, alone and with others.

use crate::bars::{self, Bar, Row, named};
use crate::canvas::{PAIR, Page};
use crate::drawing::{Drawing, Table};
use crate::scale::Limits;
use crate::words::{dash, grouped, listed};
use tierone_sensitivity::{Leading, Listed, Share, leading_shares, left_open, listed_shares};

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

impl<'a> Known<'a> {
    fn of(share: &'a Share) -> Option<Self> {
        Some(Self {
            share,
            first: share.first?,
            total: share.total?,
            low: share.total_low?,
            high: share.total_high?,
        })
    }
}

fn draw(title: &str, replications: u32, place: usize, shares: &[Share]) -> Option<Drawing> {
    let known: Vec<Known> = shares.iter().filter_map(Known::of).collect();
    let Listed { shown, rest } = listed_shares(shares);
    let shown: Vec<Known> = shown.into_iter().filter_map(Known::of).collect();
    if shown.is_empty() {
        return None;
    }
    let more = rest.map_or_else(String::new, |rest| format!(" {rest}."));
    let subtitle = format!(
        "All {} numbers drawn from their ranges at once, {replications} replications of each scenario, twice, so that chance has no \
         share.{more}",
        shares.len()
    );
    let mut page = Page::open(&format!("shares-{place}"), &headline(shares), &subtitle);
    page.key(&[
        (&bars::sign(PAIR[0]), "alone: what knowing it takes off"),
        (
            &bars::sign(PAIR[1]),
            "in all: with what it does together with others",
        ),
        (&bars::interval, "95% interval"),
    ]);
    let rows: Vec<Row> = shown.iter().map(row).collect();
    let names = ["Number", "Share of the variance (%)", "Alone, and in all"];
    bars::plot(&mut page, names, Limits::FromZero, &rows);
    let source = format!("Source: simulation of “{title}”.");
    let alt = format!("A bar chart.{}", sentences(&shown));
    Some(page.finish(&source, &alt, table(&known)))
}

fn percent(share: f64) -> f64 {
    100.0 * share.clamp(0.0, 1.0)
}

/// In percent, without decimals.
fn whole(share: f64) -> String {
    grouped(percent(share), 0)
}

fn row(known: &Known) -> Row {
    let bar = |share: f64, interval: Option<(f64, f64)>, colour| Bar {
        to: percent(share),
        interval: interval.map(|(low, high)| (percent(low), percent(high))),
        colour,
        words: match interval {
            None => format!("{}%", whole(share)),
            Some((low, high)) => format!("{}% ({} to {})", whole(share), whole(low), whole(high)),
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
fn headline(shares: &[Share]) -> String {
    let first = &shares[0];
    let of = named(first.measure, &first.policy, first.against.as_deref());
    let shown = |share: Option<f64>| whole(share.unwrap_or(0.0));
    match leading_shares(shares) {
        Leading::Nothing => format!("{of} hangs on no number by more than chance"),
        Leading::One(most) => format!(
            "{of} hangs most on “{}”: it has a part in {}% of the variance ({} to {})",
            most.key,
            shown(most.total),
            shown(most.total_low),
            shown(most.total_high)
        ),
        Leading::Several(leaders) => {
            let names: Vec<&str> = leaders.iter().map(|share| share.key.as_str()).collect();
            let open = left_open(names.len());
            format!("{of} hangs on {}; {open}", listed(&names))
        }
    }
}

fn sentences(known: &[Known]) -> String {
    let of = |known: &Known| {
        format!(
            " {}: {}% alone, {}% in all ({} to {}).",
            known.share.key,
            whole(known.first),
            whole(known.total),
            whole(known.low),
            whole(known.high)
        )
    };
    known.iter().map(of).collect()
}

fn table(known: &[Known]) -> Table {
    let cell = |share: Option<f64>| share.map_or(dash(), |share| grouped(percent(share), 1));
    let cells = known.iter().map(|known| {
        let share = known.share;
        let mut cells = vec![share.key.clone()];
        cells.extend([share.first, share.first_low, share.first_high].map(cell));
        cells.extend([share.total, share.total_low, share.total_high].map(cell));
        cells
    });
    let limits = ["2.5 %", "97.5 %"];
    let (alone, all) = ("alone, %", "in all, %");
    let columns = [
        "number", alone, limits[0], limits[1], all, limits[0], limits[1],
    ];
    Table::new(columns, cells.collect())
}
