//! Accuracy by period, a line a policy.

use crate::chart::canvas::{INK, Label, Look, MARGIN, Page, WIDTH, font, looks, solid, tick_room};
use crate::chart::place::stack;
use crate::chart::scale::{Limits, Scale, TICK_SIZE};
use crate::chart::svg::{Anchor, Stroke, Svg};
use crate::chart::text::width;
use crate::chart::words::{
    cells, detectable, figure, horizon, percentile_cells, period_names, replications,
};
use crate::chart::{Chart, Drawing, Material, Table};
use crate::estimate::monte_carlo;
use crate::measure::{Scope, Unit, View, measure};
use crate::study::Spread;

/// See its meaning.
pub(in crate::chart) const CHART: Chart = Chart {
    name: "accuracy-by-period",
    meaning: "Accuracy of the decisions closed in each period, a line a policy, with the middle \
              95 % of replications.",
    draw,
};

/// Room for the names of policies at the ends of the lines.
const NAMES: f64 = 220.0;

/// A policy's line: period, figure.
type Series<'a> = Vec<(usize, &'a Spread)>;

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let n = scenario.policies.len();
    let all: Vec<Series> = (0..n)
        .map(|policy| {
            material
                .summary
                .by_period(policy, Scope::Policy, "accuracy")
        })
        .collect();
    if all.iter().all(Vec::is_empty) {
        return None;
    }
    let subtitle = format!(
        "Share of the decisions closed in each {} that are accurate, over {}; mean and middle 95% of {}. \
         The axis need not start at zero.",
        scenario.horizon.period,
        horizon(scenario),
        replications(material.summary.replications),
    );
    let mut page = Page::open(CHART.name, &headline(material, &all), &subtitle);
    page.names(&[(MARGIN, Anchor::Start, "Accuracy (% of decisions)")]);

    let looks = looks(n);
    let labels: Vec<Label> = scenario
        .policies
        .iter()
        .map(|policy| Label::new(&policy.name, "", false, NAMES))
        .collect();
    let heights: Vec<f64> = labels.iter().map(|label| label.height() + 8.0).collect();
    let top = page.y + 8.0;
    let bottom = top + heights.iter().sum::<f64>().max(340.0);
    let scale = Scale::fit(&extent(&all), Limits::Percent, (bottom, top), 8);
    let left = MARGIN + tick_room(&scale) + 4.0;
    let right = WIDTH - MARGIN - NAMES - 44.0;
    page.grid_up(&scale, left, right);
    let slots = Slots {
        left,
        right,
        periods: scenario.horizon.periods,
        policies: n,
    };
    period_axis(&mut page, &slots, bottom, &period_names(scenario));

    for (series, look) in all
        .iter()
        .zip(&looks)
        .enumerate()
        .map(|(i, (s, l))| ((i, s), l))
    {
        bands(&mut page.svg, &slots, &scale, series, *look);
    }
    for (series, look) in all
        .iter()
        .zip(&looks)
        .enumerate()
        .map(|(i, (s, l))| ((i, s), l))
    {
        lines(&mut page.svg, &slots, &scale, series, *look);
    }
    let ends: Vec<Option<(f64, f64)>> = all
        .iter()
        .enumerate()
        .map(|(policy, series)| {
            let (period, spread) = series.last()?;
            Some((slots.x(policy, *period), scale.at(spread.mean)))
        })
        .collect();
    let wanted: Vec<f64> = ends
        .iter()
        .map(|end| end.map_or(bottom, |(_, y)| y))
        .collect();
    let middles = stack(&wanted, &heights, top, bottom);
    for (policy, end) in ends.iter().enumerate() {
        let Some(end) = end else { continue };
        let (x, y) = (right + 30.0, middles[policy]);
        let thin = solid(looks[policy].colour, 1.0);
        page.svg.path(
            &[
                (end.0 + 7.0, end.1),
                (right + 4.0, end.1),
                (x - 8.0, y),
                (x, y),
            ],
            thin,
        );
        page.svg.marker(
            looks[policy].marker,
            (x + 4.0, y),
            4.0,
            looks[policy].colour,
            false,
        );
        labels[policy].write(&mut page.svg, (x + 14.0, y), INK);
    }
    page.y = bottom + 46.0;
    let source = format!("Source: simulation of “{}”.", scenario.title);
    let alt = format!("A line chart.{}", sentences(material, &all));
    Some(page.finish(&source, &alt, table(material, &all)))
}

/// Where periods and policies are from left to right.
struct Slots {
    left: f64,
    right: f64,
    periods: usize,
    policies: usize,
}

impl Slots {
    fn width(&self) -> f64 {
        (self.right - self.left) / self.periods as f64
    }

    fn middle(&self, period: usize) -> f64 {
        self.left + (period as f64 + 0.5) * self.width()
    }

    /// Policies stand a little apart, so that equal ones do not hide each other.
    fn x(&self, policy: usize, period: usize) -> f64 {
        let apart = (self.width() / (self.policies + 1) as f64).min(if self.periods == 1 {
            40.0
        } else {
            5.0
        });
        self.middle(period) + (policy as f64 - (self.policies - 1) as f64 / 2.0) * apart
    }
}

fn period_axis(page: &mut Page, slots: &Slots, bottom: f64, names: &[String]) {
    let widest = names
        .iter()
        .map(|name| width(name, TICK_SIZE, false))
        .fold(0.0, f64::max);
    let every = ((widest + 14.0) / slots.width()).ceil().max(1.0) as usize;
    for (period, name) in names.iter().enumerate() {
        let x = slots.middle(period);
        if period.is_multiple_of(every) {
            page.svg
                .line((x, bottom), (x, bottom + 5.0), solid(INK, 1.0));
            page.svg.text(
                (x, bottom + 20.0),
                name,
                font(TICK_SIZE, INK, Anchor::Middle),
            );
        }
    }
    let at = (slots.left, bottom + 40.0);
    let name = "Period in which the decisions were closed";
    page.svg
        .axis_name(at, name, font(TICK_SIZE, INK, Anchor::Start));
}

/// Stretches of periods that follow one another.
fn runs<'a, 's>(series: &'s Series<'a>) -> Vec<&'s [(usize, &'a Spread)]> {
    series.chunk_by(|a, b| a.0 + 1 == b.0).collect()
}

fn bands(
    svg: &mut Svg,
    slots: &Slots,
    scale: &Scale,
    (policy, series): (usize, &Series),
    look: Look,
) {
    for run in runs(series) {
        let side = |which: usize| {
            run.iter().filter_map(move |(period, spread)| {
                Some((
                    slots.x(policy, *period),
                    scale.at(spread.percentiles?[which]),
                ))
            })
        };
        let mut outline: Vec<(f64, f64)> = side(0).collect();
        if run.len() == 1 {
            if let (Some(low), Some(high)) = (side(0).next(), side(2).next()) {
                svg.rect(
                    (low.0 - 5.0, low.1),
                    (high.0 + 5.0, high.1),
                    look.colour,
                    0.25,
                );
            }
            continue;
        }
        let upper: Vec<(f64, f64)> = side(2).collect();
        outline.extend(upper.iter().rev());
        svg.area(
            &outline,
            look.colour,
            if slots.policies > 3 { 0.07 } else { 0.12 },
        );
    }
}

fn lines(
    svg: &mut Svg,
    slots: &Slots,
    scale: &Scale,
    (policy, series): (usize, &Series),
    look: Look,
) {
    for run in runs(series) {
        let points: Vec<(f64, f64)> = run
            .iter()
            .map(|(period, spread)| (slots.x(policy, *period), scale.at(spread.mean)))
            .collect();
        if points.len() > 1 {
            svg.path(
                &points,
                Stroke {
                    colour: look.colour,
                    width: 2.0,
                    dash: look.dash,
                },
            );
        }
        // Markers where there is room for them; always at the end.
        let every = (14.0 / slots.width()).ceil().max(1.0) as usize;
        for (index, point) in points.iter().enumerate() {
            if (points.len() - 1 - index).is_multiple_of(every) {
                svg.marker(look.marker, *point, 3.5, look.colour, false);
            }
        }
    }
}

fn extent(all: &[Series]) -> Vec<f64> {
    let mut values = Vec::new();
    for (_, spread) in all.iter().flatten() {
        values.push(spread.mean);
        values.extend(spread.percentiles.iter().flatten());
    }
    values
}

/// Last reported period less the first, replication by replication.
fn change(material: &Material, policy: usize) -> Option<Spread> {
    let last = material
        .scenario
        .horizon
        .periods
        .checked_sub(1)
        .filter(|last| *last > 0)?;
    let accuracy = measure("accuracy")?.read;
    let changes: Vec<Option<f64>> = material
        .records
        .iter()
        .map(|record| {
            let of = |period| {
                let rules = &material.scenario.policies[policy];
                let view = View::new(
                    material.scenario,
                    rules,
                    &record[policy],
                    Scope::Policy,
                    Some(period),
                );
                accuracy(&view)
            };
            Some(of(last)? - of(0)?)
        })
        .collect();
    let summary = monte_carlo::summarise(&changes)?;
    Some(Spread {
        mean: summary.mean,
        sd: summary.sd,
        mcse: summary.mcse,
        percentiles: None,
        replications: summary.n,
    })
}

fn headline(material: &Material, all: &[Series]) -> String {
    let period = material.scenario.horizon.period;
    let changes: Vec<(usize, Spread)> = (0..all.len())
        .filter_map(|policy| Some((policy, change(material, policy)?)))
        .collect();
    if changes.is_empty() {
        return one_period(material, all);
    }
    let largest = changes
        .iter()
        .filter(|(_, change)| detectable(change))
        .reduce(|a, b| {
            if b.1.mean.abs() > a.1.mean.abs() {
                b
            } else {
                a
            }
        });
    let Some((policy, change)) = largest else {
        return format!("Accuracy does not detectably change from the first {period} to the last");
    };
    let way = if change.mean > 0.0 { "rises" } else { "falls" };
    let size = figure(change.mean.abs(), change.mcse, Unit::Points);
    let name = &material.scenario.policies[*policy].name;
    let most = if all.len() > 1 {
        ": it changes most there"
    } else {
        ""
    };
    format!("Under “{name}” accuracy {way} by {size} from the first {period} to the last{most}")
}

fn one_period(material: &Material, all: &[Series]) -> String {
    let figures = || {
        all.iter()
            .enumerate()
            .filter_map(|(policy, series)| Some((policy, series.first()?.1)))
    };
    let best = figures().reduce(|a, b| if b.1.mean > a.1.mean { b } else { a });
    let worst = figures().reduce(|a, b| if b.1.mean < a.1.mean { b } else { a });
    let say = |spread: &Spread| figure(spread.mean, spread.mcse, Unit::Percent);
    match (best, worst) {
        (Some((policy, best)), Some((_, worst))) if say(best) != say(worst) => format!(
            "Accuracy lies between {} and {}, highest under “{}”",
            say(worst),
            say(best),
            material.scenario.policies[policy].name,
        ),
        (Some((_, best)), _) => format!("Accuracy is {}", say(best)),
        _ => "Accuracy by period".to_string(),
    }
}

fn sentences(material: &Material, all: &[Series]) -> String {
    let names = period_names(material.scenario);
    all.iter()
        .zip(&material.scenario.policies)
        .filter_map(|(series, policy)| {
            let (first, last) = (series.first()?, series.last()?);
            let say = |point: &(usize, &Spread)| {
                format!(
                    "{} in {}",
                    figure(point.1.mean, point.1.mcse, Unit::Percent),
                    names[point.0]
                )
            };
            Some(match series.len() {
                1 => format!(" “{}”: {}.", policy.name, say(first)),
                _ => format!(" “{}”: from {} to {}.", policy.name, say(first), say(last)),
            })
        })
        .collect()
}

fn table(material: &Material, all: &[Series]) -> Table {
    let columns = [
        "Policy",
        "Period",
        "Accuracy, mean (%)",
        "Monte Carlo standard error (percentage points)",
        "2.5th percentile of replications (%)",
        "97.5th percentile of replications (%)",
    ];
    let names = period_names(material.scenario);
    let mut rows = Vec::new();
    for (series, policy) in all.iter().zip(&material.scenario.policies) {
        for (period, spread) in series {
            let mut row = vec![policy.name.clone(), names[*period].clone()];
            row.extend(cells(Some(spread), Unit::Percent));
            row.extend(percentile_cells(Some(spread), Unit::Percent));
            rows.push(row);
        }
    }
    Table {
        columns: columns.map(str::to_string).to_vec(),
        rows,
    }
}
