//! Paired differences from the baseline, a panel a measure.

use crate::canvas::{INK, Label, MARGIN, PARTS, Page, WIDTH, font, solid};
use crate::chart::{Chart, Material};
use crate::claims::{Column, farthest, is_largest, less, side, spread};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::replications::of_policy;
use crate::rows::middles;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::text::{width, wrap};
use crate::words::{
    axis_unit, ends_of, error, error_of, horizon, mean_with_error, number, rounded_up, signed,
    size, words_if,
};
use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::Spread;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "contrasts",
    meaning: "Differences of each policy from the baseline on the same simulated world, each measure \
              in its own unit, with ± 2 Monte Carlo standard errors.",
    draw,
};

/// Measures with what they are called above their panel.
const PANELS: &[(&str, &str)] = &[
    ("accuracy", "Accuracy"),
    ("mve", "MVE as it flowed"),
    ("error_gross", "Money wrong"),
    ("errors_found", "Errors found"),
    ("check_hours", "Hours of checking"),
    ("cost", "Cost"),
];

/// Panels beside one another.
const ACROSS: usize = 3;
/// Room for the names of policies.
const NAMES: f64 = 200.0;

/// A measure's differences by policy.
struct Panel<'a> {
    words: &'static str,
    measure: &'static str,
    unit: Unit,
    differences: Vec<Option<&'a Spread>>,
}

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let baseline = material.summary.contrasts.first()?.baseline;
    let policies = (0..scenario.policies.len()).filter(|p| *p != baseline);
    let policies: Vec<usize> = policies.collect();
    let panels = panels(material, &policies);
    if panels.is_empty() {
        return None;
    }
    let base = material.name(baseline);
    let subtitle = format!(
        "Each policy less “{base}”, on the same simulated decisions, over {}; {}.",
        horizon(scenario),
        mean_with_error(material.summary.replications),
    );
    let shown = format!("Differences from “{base}”");
    let title = material.finding(&shown, || headline(material, baseline, &policies));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    let perhaps = match material.summary.replications {
        1 => "a single replication: may be chance",
        _ => "may be chance: the interval holds zero",
    };
    let sign = |sure: bool| {
        move |picture: &mut Picture, (x, y): (f64, f64)| {
            point(picture, (x + 17.0, y), (x + 3.0, x + 31.0), sure);
        }
    };
    page.key(&[
        (&sign(true), "more than chance explains"),
        (&sign(false), perhaps),
        (&signs::upright(solid(INK, 1.5)), "no difference"),
    ]);
    let label = |policy: &usize| Label::new(material.name(*policy), "", false, NAMES);
    let labels: Vec<Label> = policies.iter().map(label).collect();
    for panels in panels.chunks(ACROSS) {
        shelf(&mut page, panels, &labels);
    }
    let each = sentences(material, &policies, &panels);
    let alt = format!("Dot plots, one for each measure.{each}");
    let table = table(material, base, &policies, &panels);
    Some(page.finish(&material.source(), &alt, table))
}

fn panels<'a>(material: &Material<'a>, policies: &[usize]) -> Vec<Panel<'a>> {
    PANELS
        .iter()
        .filter_map(|(name, words)| {
            let measure = measure(name)?;
            let unit = measure.unit.of_difference();
            let of = |policy: &usize| material.summary.contrast(*policy, Scope::Policy, name);
            let differences: Vec<Option<&Spread>> = policies.iter().map(of).collect();
            let any = differences.iter().any(Option::is_some);
            // Hours and pounds that no policy states are no difference of none.
            let mut all = 0..material.scenario.policies.len();
            let stated = all.any(|policy| {
                let figure = material.figure(policy, name);
                figure.is_some_and(|spread| spread.mean != 0.0)
            });
            let shown = stated || !["check_hours", "cost"].contains(name);
            (any && shown).then_some(Panel {
                words,
                measure: measure.name,
                unit,
                differences,
            })
        })
        .collect()
}

fn unit_words(measure: &str, unit: Unit) -> &'static str {
    match unit {
        Unit::Points => "percentage points",
        Unit::Hours => "hours",
        Unit::Count if measure == "errors_found" => "decisions",
        unit => unit.symbol(),
    }
}

/// A row of panels over the same policies.
fn shelf(page: &mut Page, panels: &[Panel], labels: &[Label]) {
    let left = MARGIN + NAMES + 16.0;
    let each = (WIDTH - MARGIN - left) / ACROSS as f64;
    let starts: Vec<f64> = (0..panels.len()).map(|i| left + i as f64 * each).collect();
    let names = panels.iter().map(|panel| axis_name(panel, each - 16.0));
    let names: Vec<Vec<String>> = names.collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(0);
    page.y += 22.0;
    for line in 0..lines {
        for (name, start) in names.iter().zip(&starts) {
            // The last lines stand beside one another.
            let place = (line + name.len()).checked_sub(lines);
            if let Some(words) = place.and_then(|place| name.get(place)) {
                page.axis_name((start + 8.0, page.y), words);
            }
        }
        page.y += 17.0;
    }
    page.y -= 9.0;
    let top = page.y;
    let heights = labels.iter().map(|label| label.height().max(32.0) + 10.0);
    let heights: Vec<f64> = heights.collect();
    let middles = middles(&heights, top + 4.0);
    let y = heights.iter().fold(top + 4.0, |y, height| y + height);
    for (panel, start) in panels.iter().zip(&starts) {
        // Tick labels of neighbours keep apart.
        let ends = (start + 36.0, start + each - 36.0);
        let (divisor, _) = panel_unit(panel);
        let extent: Vec<f64> = extent(panel).iter().map(|value| value / divisor).collect();
        let scale = Scale::across(&extent, Limits::AroundZero, ends, 5);
        page.grid_across(&scale, top, y);
        page.upright(&scale, 0.0, (top, y), solid(INK, 1.5));
        let (picture, axis) = (&mut page.picture, (&scale, divisor));
        for (difference, middle) in panel.differences.iter().zip(&middles) {
            mark(picture, axis, panel, *difference, *middle);
        }
    }
    for (label, middle) in labels.iter().zip(&middles) {
        label.write(&mut page.picture, (MARGIN, *middle), INK);
    }
    page.y = y + 26.0;
}

/// The divisor of a panel's axis, and its unit.
fn panel_unit(panel: &Panel) -> (f64, String) {
    let values = extent(panel).into_iter();
    let largest = values.fold(0.0, |most, value| value.abs().max(most));
    axis_unit(largest, unit_words(panel.measure, panel.unit))
}

/// What a panel shows and its unit, in lines of at most `room`; the unit stays whole where it can.
fn axis_name(panel: &Panel, room: f64) -> Vec<String> {
    let unit = format!("({})", panel_unit(panel).1);
    let whole = format!("{} {unit}", panel.words);
    if width(&whole, 13.0, false) <= room {
        return vec![whole];
    }
    let mut lines = wrap(panel.words, 13.0, false, room);
    lines.extend(wrap(&unit, 13.0, false, room));
    lines
}

fn extent(panel: &Panel) -> Vec<f64> {
    let known = panel.differences.iter().flatten();
    known.flat_map(|spread| ends_of(spread)).collect()
}

fn mark(
    picture: &mut Picture,
    (scale, divisor): (&Scale, f64),
    panel: &Panel,
    difference: Option<&Spread>,
    y: f64,
) {
    let (low, high) = scale.pixels();
    let Some(spread) = difference else {
        let at = ((low + high) / 2.0, y + 4.5);
        picture.text(at, "–", font(13.0, INK, Anchor::Middle));
        return;
    };
    let at = |value: f64| scale.at(value / divisor);
    let place = (at(spread.mean), y + 7.0);
    // Filled where the interval that is drawn leaves zero out.
    let sure = spread.mcse.is_some() && spread.mean.abs() > error_of(spread);
    point(picture, place, ends_of(spread).map(at).into(), sure);
    let value = match panel.unit {
        Unit::Pounds => signed(spread.mean, spread.mcse, Unit::Pounds),
        // The panel's name has the unit.
        unit => {
            let value = number(spread, unit);
            let positive = spread.mean > 0.0 && value.chars().any(|c| ('1'..='9').contains(&c));
            if positive { format!("+{value}") } else { value }
        }
    };
    let half = width(&value, 12.0, false) / 2.0;
    // Within the panel, whose axis leaves this much on both sides.
    let x = place.0.clamp(
        low - 32.0 + half,
        (high + 32.0 - half).max(low - 32.0 + half),
    );
    picture.blank((x - half - 2.0, y - 15.0), (x + half + 2.0, y - 1.0));
    picture.text((x, y - 4.0), &value, font(12.0, INK, Anchor::Middle));
}

fn point(picture: &mut Picture, at: (f64, f64), (low, high): (f64, f64), sure: bool) {
    let stroke = solid(PARTS[1], 1.5);
    picture.whisker((low, high), at.1, 4.0, stroke);
    picture.marker(Marker::Circle, at, 4.5, PARTS[1], !sure);
}

/// The question is which policy is best: first who raises accuracy most, and only where nobody does, who lowers it most.
fn rank(spread: &Spread) -> (bool, f64) {
    (spread.mean > 0.0, spread.mean.abs())
}

fn headline(material: &Material, baseline: usize, policies: &[usize]) -> String {
    let base = material.name(baseline);
    let theirs = of_policy(material, baseline, "accuracy");
    let more = |policy: &usize| less(&of_policy(material, *policy, "accuracy"), &theirs);
    let differences: Vec<Column> = policies.iter().map(more).collect();
    let columns: Vec<&Column> = differences.iter().collect();
    let foremost = (0..policies.len())
        .filter(|place| side(&differences[*place], policies.len()) != 0.0)
        .filter_map(|place| Some((place, spread(&differences[place])?)))
        .reduce(|a, b| if rank(&b.1) > rank(&a.1) { b } else { a });
    if let Some((place, spread)) = foremost {
        let way = if spread.mean > 0.0 {
            "raises"
        } else {
            "lowers"
        };
        let size = size(&spread, Unit::Points);
        let name = material.name(policies[place]);
        let most = words_if(is_largest(&columns, place), ", the largest change");
        return format!("“{name}” {way} accuracy by {size} against “{base}”{most}");
    }
    // Nothing can be told from chance: what that rules out.
    let bounds = differences.iter();
    let bounds = bounds.filter_map(|column| farthest(column, policies.len()));
    let bound = bounds.fold(0.0, f64::max);
    match rounded_up(bound) {
        Some(bound) => format!(
            "No policy changes accuracy by more than {bound} percentage points against “{base}”"
        ),
        None => format!("No policy changes accuracy against “{base}”"),
    }
}

fn sentences(material: &Material, policies: &[usize], panels: &[Panel]) -> String {
    let mut sentences = String::new();
    for (index, policy) in policies.iter().enumerate() {
        let part = |panel: &Panel| {
            let spread = panel.differences[index]?;
            let value = signed(spread.mean, spread.mcse, panel.unit);
            Some(format!("{} {value}", panel.measure.replace('_', " ")))
        };
        let parts: Vec<String> = panels.iter().filter_map(part).collect();
        let name = material.name(*policy);
        sentences.push_str(&format!(" “{name}”: {}.", parts.join(", ")));
    }
    sentences
}

fn table(material: &Material, base: &str, policies: &[usize], panels: &[Panel]) -> Table {
    let columns = [
        "Policy",
        "Baseline",
        "Measure",
        "Unit",
        "Mean difference",
        "Monte Carlo standard error",
    ];
    let mut rows = Vec::new();
    for (index, policy) in policies.iter().enumerate() {
        for panel in panels {
            let Some(spread) = panel.differences[index] else {
                continue;
            };
            rows.push(vec![
                material.name(*policy).to_owned(),
                base.to_string(),
                panel.measure.to_string(),
                unit_words(panel.measure, panel.unit).to_string(),
                number(spread, panel.unit),
                error(spread.mcse),
            ]);
        }
    }
    Table::new(columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_raises_accuracy_comes_before_who_lowers_it_by_more() {
        let by = |mean: f64| Spread {
            mean,
            sd: None,
            mcse: None,
            percentiles: None,
            replications: 100,
        };
        assert!(rank(&by(0.01)) > rank(&by(-0.2)));
        assert!(rank(&by(0.02)) > rank(&by(0.01)));
        assert!(rank(&by(-0.2)) > rank(&by(-0.01)));
    }
}
