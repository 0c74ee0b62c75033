//! Money that went wrong, over and under, with and without corrections.

use crate::canvas::{GREY, GRID, INK, LABELS, Label, MARGIN, PARTS, Page, WIDTH, font, solid};
use crate::chart::{Chart, Material};
use crate::claims::{Column, Order, side, spread};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Picture};
use crate::rows::Layout;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::text::{widest, width};
use crate::words::{
    axis_unit, ends_of, error, error_of, figure, horizon, mean_with_error, policy_names, supported,
    words_if,
};
use tierone_engine::measure::Unit;
use tierone_engine::sim::Truth;
use tierone_engine::study::{Record, Spread};
use tierone_stats::units::Pence;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "money-over-and-under",
    meaning: "Money that flowed above and below what was right under each policy, after corrections \
              and had nothing been corrected.",
    draw,
};

const UNDER: &str = PARTS[0];
const OVER: &str = PARTS[1];

/// One bar to each side.
struct Row {
    policy: usize,
    name: &'static str,
    over: Spread,
    under: Spread,
    /// Monte Carlo standard error by which every amount of the chart is rounded.
    rounding: Option<f64>,
}

impl Row {
    /// An amount of this row, rounded as the headline's are.
    fn pounds(&self, amount: &Spread) -> String {
        figure(amount.mean, self.rounding.or(amount.mcse), Unit::Pounds)
    }
}

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let rows = rows(material);
    let is_nothing = |row: &Row| row.over.mean == 0.0 && row.under.mean == 0.0;
    if rows.iter().all(is_nothing) {
        return None;
    }
    let subtitle = format!(
        "Money that flowed above and below what was right, over {}; {}.",
        horizon(scenario),
        mean_with_error(material.summary.replications),
    );
    let shown = "Money over and under";
    let title = material.finding(shown, || headline(material));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    page.key(&[
        (&signs::bar(UNDER, 1.0), "under, to the left"),
        (&signs::bar(OVER, 1.0), "over, to the right"),
        (
            &|picture, (x, y)| pale(picture, (x, x + 34.0), y, GREY),
            "had nothing been corrected",
        ),
    ]);

    let reaches = rows
        .iter()
        .flat_map(|row| [reach(&row.over), reach(&row.under)]);
    let largest = reaches.fold(0.0, f64::max);
    let (unit, words) = axis_unit(largest, "£");
    // Room for the longest value beyond the longest bar on either side.
    let values = rows
        .iter()
        .flat_map(|row| [&row.over, &row.under].map(|of| row.pounds(of)));
    let room = widest(&values.collect::<Vec<_>>(), 13.0, false) + 12.0;
    let left = MARGIN + LABELS + 10.0 + room;
    let right = WIDTH - MARGIN - room;
    let ends: Vec<f64> = rows
        .iter()
        .flat_map(|row| [reach(&row.over) / unit, -reach(&row.under) / unit])
        .collect();
    let scale = Scale::across(&ends, Limits::AroundZero, (left, right), 8);
    let axis = format!("Under and over ({words})");
    page.names(&[
        (MARGIN, Anchor::Start, "Policy"),
        (left, Anchor::Start, &axis),
    ]);

    let heights: Vec<(usize, f64)> = rows.iter().map(|row| (row.policy, 28.0)).collect();
    let layout = Layout::new(&policy_names(scenario), &heights, page.y);
    let (top, bottom) = (page.y, layout.bottom);
    magnitudes_across(&mut page, &scale, top, bottom);
    layout.write_headers(&mut page);
    for (row, y) in rows.iter().zip(&layout.middles) {
        mark(&mut page.picture, &scale, unit, row, *y);
    }
    page.upright(&scale, 0.0, (top, bottom), solid(INK, 1.0));
    page.y = bottom + 20.0;
    let each = sentences(material, &rows);
    let alt = format!("A bar chart to both sides of zero.{each}");
    Some(page.finish(&material.source(), &alt, table(material, &rows)))
}

/// Gridlines whose labels have no sign: both sides are amounts.
fn magnitudes_across(page: &mut Page, scale: &Scale, top: f64, bottom: f64) {
    for tick in &scale.ticks {
        page.upright(scale, *tick, (top, bottom), solid(GRID, 1.0));
        let at = (scale.at(*tick), bottom + 17.0);
        page.write(at, &scale.label(tick.abs()), Anchor::Middle);
    }
}

fn rows(material: &Material) -> Vec<Row> {
    let rounding = put_right(material).1;
    let mut rows = Vec::new();
    for policy in 0..material.scenario.policies.len() {
        let amount = |pence: fn(&Truth) -> i64| spread(&pounds(material, policy, pence));
        let after = (amount(|truth| truth.over), amount(|truth| truth.under));
        let without = (
            amount(|truth| truth.over_uncorrected),
            amount(|truth| truth.under_uncorrected),
        );
        for (name, pair) in [("After corrections", after), (UNCORRECTED, without)] {
            if let (Some(over), Some(under)) = pair {
                rows.push(Row {
                    policy,
                    name,
                    over,
                    under,
                    rounding,
                });
            }
        }
    }
    rows
}

const UNCORRECTED: &str = "Had nothing been corrected";

/// An amount by replication, £.
fn pounds(material: &Material, policy: usize, pence: impl Fn(&Truth) -> i64) -> Column {
    let sum = |record: &Record| {
        let activities = &record[policy].entry(None).activities;
        let sum: i64 = activities.iter().map(&pence).sum();
        Some(Pence(sum).pounds())
    };
    material.records.iter().map(sum).collect()
}

/// What corrections put right by policy, and the error by which amounts are rounded: the smallest of those, which are paired,
/// so that bars are as far apart as the headline says.
fn put_right(material: &Material) -> (Vec<Column>, Option<f64>) {
    let saved = |policy| {
        pounds(material, policy, |truth| {
            truth.over_uncorrected + truth.under_uncorrected - truth.over - truth.under
        })
    };
    let all: Vec<Column> = (0..material.scenario.policies.len()).map(saved).collect();
    let errors = all.iter().filter_map(|column| spread(column)?.mcse);
    let rounding = errors.filter(|error| *error > 0.0).reduce(f64::min);
    (all, rounding)
}

fn headline(material: &Material) -> String {
    let (all, rounding) = put_right(material);
    let order = Order::of(&all, true);
    let best = order.as_ref().map_or(0, |order| order.best);
    let amount = spread(&all[best]).filter(|_| side(&all[best], all.len()) > 0.0);
    let Some(amount) = amount else {
        return "No policy’s corrections detectably reduce the money that goes wrong".to_string();
    };
    let pounds = |of: &Spread| figure(of.mean, rounding.or(of.mcse), Unit::Pounds);
    let gross = material.figure(best, "error_gross_uncorrected");
    let of = gross.map_or_else(String::new, |gross| {
        format!(" of the {} that would have gone wrong", pounds(gross))
    });
    let put_right = pounds(&amount);
    let name = |place: usize| material.name(place);
    match order {
        Some(order) if order.is_even() => format!(
            "Corrections put right {put_right}{of} at most, and under no policy detectably less"
        ),
        Some(order) if !order.is_alone() => format!(
            "Corrections put right the most, {put_right}{of}, under {}, which are not shown to differ",
            order.names(name)
        ),
        order => format!(
            "Corrections under “{}” put right {put_right}{of}{}",
            name(best),
            words_if(order.is_some(), ", the most of any policy")
        ),
    }
}

/// The far end of a bar with its error.
fn reach(spread: &Spread) -> f64 {
    ends_of(spread)[1]
}

fn mark(picture: &mut Picture, scale: &Scale, unit: f64, row: &Row, y: f64) {
    Label::new(row.name, "", false, LABELS).write(picture, (MARGIN, y), INK);
    for (side, spread, colour) in [(1.0, &row.over, OVER), (-1.0, &row.under, UNDER)] {
        let at = |value: f64| scale.at(side * value / unit);
        let ends = (at(0.0), at(spread.mean));
        if row.name == UNCORRECTED {
            pale(picture, ends, y, colour);
        } else {
            picture.rect((ends.0, y - 9.0), (ends.1, y + 9.0), colour, 1.0);
        }
        let [low, high] = ends_of(spread);
        if error_of(spread) > 0.0 {
            picture.whisker((at(low.max(0.0)), at(high)), y, 4.0, solid(INK, 1.5));
        }
        let anchor = if side > 0.0 {
            Anchor::Start
        } else {
            Anchor::End
        };
        let beyond = at(high) + side * 7.0;
        let value = row.pounds(spread);
        let length = width(&value, 13.0, false) * side;
        // Gridlines give way to words.
        picture.blank((beyond, y - 8.0), (beyond + length, y + 8.0));
        picture.text((beyond, y + 4.5), &value, font(13.0, INK, anchor));
    }
}

/// A bar that did not come about.
fn pale(picture: &mut Picture, (from, to): (f64, f64), y: f64, colour: &'static str) {
    picture.rect((from, y - 9.0), (to, y + 9.0), colour, 0.2);
    let corners = [
        (from, y - 9.0),
        (to, y - 9.0),
        (to, y + 9.0),
        (from, y + 9.0),
    ];
    picture.path(&corners, solid(colour, 1.5));
}

fn sentences(material: &Material, rows: &[Row]) -> String {
    rows.iter()
        .map(|row| {
            format!(
                " “{}”, {}: {} over, {} under.",
                material.name(row.policy),
                row.name.to_lowercase(),
                row.pounds(&row.over),
                row.pounds(&row.under),
            )
        })
        .collect()
}

fn table(material: &Material, rows: &[Row]) -> Table {
    let columns = [
        "Policy",
        "Corrections",
        "Over, mean (£)",
        "Over, Monte Carlo standard error (£)",
        "Under, mean (£)",
        "Under, Monte Carlo standard error (£)",
    ];
    let cells_of = |row: &Row| {
        let mut line = vec![material.name(row.policy).to_owned(), row.name.to_string()];
        for spread in [&row.over, &row.under] {
            let rounding = row.rounding.or(spread.mcse);
            line.push(supported(spread.mean, rounding, Unit::Pounds));
            line.push(error(spread.mcse));
        }
        line
    };
    Table::new(columns, rows.iter().map(cells_of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Case, office};

    /// Bars with and without corrections are as far apart as the headline says, to the last digit that is shown.
    #[test]
    fn amounts_have_one_rounding() {
        let case = Case::with_seed(office(3), 1, 40);
        let material = Material {
            scenario: &case.scenario,
            summary: &case.summary,
            records: &case.records,
        };
        let (saved, rounding) = put_right(&material);
        let step = 10f64
            .powf(rounding.expect("corrections").log10().floor())
            .max(1.0);
        let shown = |row: &Row| -> f64 {
            let number = |amount: &Spread| -> f64 {
                let digits = row.pounds(amount).replace(['£', ','], "");
                digits.parse().expect("a number")
            };
            number(&row.over) + number(&row.under)
        };
        let rows = rows(&material);
        let mut apart = 0;
        for pair in rows.chunks(2) {
            let [after, without] = pair else {
                panic!("two bars a policy");
            };
            let put_right = spread(&saved[after.policy]).expect("a mean").mean;
            assert!((shown(without) - shown(after) - put_right).abs() <= 2.5 * step);
            apart += usize::from(put_right > 10.0 * step);
        }
        assert!(apart > 0, "no policy puts anything right");
    }
}
