//! Tornado charts: how far each assumption alone moves a figure, from its lowest to its highest value.

use crate::bars::{self, Bar as Drawn, Row, named, unit_of_changes};
use crate::canvas::{PAIR, Page};
use crate::drawing::{Drawing, Table};
use crate::scale::Limits;
use crate::words::{axis_unit, error, figure, listed, mean_with_error, signed, supported};
use tierone_engine::measure::Unit;
use tierone_sensitivity::{Bar, Effect, Leading, Listed, leading_bars, left_open, listed_bars};

/// The tornado of each figure, of the scenario of a title.
pub fn tornados(title: &str, replications: u32, bars: &[Bar]) -> Vec<Drawing> {
    let is_of_one =
        |a: &Bar, b: &Bar| (a.measure, &a.policy, &a.against) == (b.measure, &b.policy, &b.against);
    bars.chunk_by(is_of_one)
        .enumerate()
        .map(|(place, bars)| draw(title, replications, place + 1, bars))
        .collect()
}

fn draw(title: &str, replications: u32, place: usize, bars: &[Bar]) -> Drawing {
    let first = &bars[0];
    let unit = unit_of_changes(first.measure);
    let Listed { shown, rest } = listed_bars(bars, replications);
    let more = rest.map_or_else(String::new, |rest| format!(" {rest}."));
    let subtitle = format!(
        "Each assumption alone at its lowest and at its highest value, on the same random numbers; {}.{more}",
        mean_with_error(replications as usize)
    );
    let name = format!("tornado-{place}");
    let mut page = Page::open(&name, &headline(bars, replications), &subtitle);
    page.key(&[
        (&bars::sign(PAIR[0]), "at the lowest value"),
        (&bars::sign(PAIR[1]), "at the highest value"),
        (&bars::interval, "± 2 Monte Carlo standard errors"),
    ]);
    let changes = shown.iter().flat_map(|bar| [&bar.at_low, &bar.at_high]);
    let largest = changes.fold(0.0, |most, change| change.mean.abs().max(most));
    let (divisor, unit_words) = axis_unit(largest, words_of(unit));
    let rows: Vec<Row> = shown.iter().map(|bar| row(bar, unit, divisor)).collect();
    let axis = format!("Change ({unit_words})");
    let names = ["Assumption", &axis, "Change, lowest and highest"];
    bars::plot(&mut page, names, Limits::AroundZero, &rows);
    let source = format!("Source: simulation of “{title}”.");
    let alt = format!("A tornado chart.{}", sentences(&shown, unit));
    page.finish(&source, &alt, table(bars, unit))
}

fn words_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Points => "percentage points",
        Unit::Count => "number",
        unit => unit.symbol(),
    }
}

fn row(bar: &Bar, unit: Unit, divisor: f64) -> Row {
    let drawn = |effect: &Effect, colour| Drawn {
        to: effect.mean / divisor,
        interval: effect.mcse.map(|mcse| {
            let ends = [-2.0, 2.0].map(|errors| (effect.mean + errors * mcse) / divisor);
            (ends[0], ends[1])
        }),
        colour,
        words: signed_number(effect, unit),
    };
    Row {
        name: bar.key.clone(),
        notes: format!("{} to {}, assumed {}", bar.low, bar.high, bar.assumed),
        bars: vec![drawn(&bar.at_low, PAIR[0]), drawn(&bar.at_high, PAIR[1])],
    }
}

/// A change with its sign; the axis has its unit.
fn signed_number(effect: &Effect, unit: Unit) -> String {
    if unit == Unit::Pounds {
        return signed(effect.mean, effect.mcse, unit);
    }
    let number = supported(effect.mean, effect.mcse, unit);
    let positive = effect.mean > 0.0 && number.chars().any(|c| ('1'..='9').contains(&c));
    if positive {
        format!("+{number}")
    } else {
        number
    }
}

/// What a figure hangs on, by more than chance; which of several it hangs on most only where the errors of both leave it so.
fn headline(bars: &[Bar], replications: u32) -> String {
    let first = &bars[0];
    let of = named(first.measure, &first.policy, first.against.as_deref());
    match leading_bars(bars, replications) {
        Leading::Nothing => format!("{of} hangs on no assumption by more than chance"),
        Leading::One(most) => {
            let unit = unit_of_changes(most.measure);
            let way = match most.swing.mean > 0.0 {
                true => "more",
                false => "less",
            };
            let size = figure(most.swing.mean.abs(), most.swing.mcse, unit);
            format!(
                "{of} hangs most on “{}”: {size} {way} at {} than at {}",
                most.key, most.high, most.low
            )
        }
        Leading::Several(leaders) => {
            let names: Vec<&str> = leaders.iter().map(|bar| bar.key.as_str()).collect();
            let open = left_open(names.len());
            format!("{of} hangs on {}; {open}", listed(&names))
        }
    }
}

fn sentences(bars: &[&Bar], unit: Unit) -> String {
    bars.iter()
        .map(|bar| {
            let told = |effect: &Effect| signed(effect.mean, effect.mcse, unit);
            format!(
                " {}: {} moves it by {}, {} by {}.",
                bar.key,
                bar.low,
                told(&bar.at_low),
                bar.high,
                told(&bar.at_high)
            )
        })
        .collect()
}

fn table(bars: &[Bar], unit: Unit) -> Table {
    let at = |end: &str| format!("change at the {end}, {}", words_of(unit));
    let (at_low, at_high) = (at("lowest"), at("highest"));
    let cells = bars.iter().map(|bar| {
        let mut cells = [&bar.key, &bar.assumed, &bar.low, &bar.high]
            .map(String::clone)
            .to_vec();
        for effect in [&bar.at_low, &bar.at_high] {
            cells.push(supported(effect.mean, effect.mcse, unit));
            cells.push(error(effect.mcse));
        }
        cells
    });
    let columns = [
        "assumption",
        "assumed",
        "lowest",
        "highest",
        &at_low,
        "standard error",
        &at_high,
        "standard error",
    ];
    Table::new(columns, cells.collect())
}
