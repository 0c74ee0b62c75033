//! How far a check's own figure goes up and down by chance.

use super::estimates::{ACCURACY, Estimator, estimators};
use crate::canvas::{INK, LABELS, Label, MARGIN, PARTS, Page, Sign, WIDTH, solid};
use crate::chart::{Chart, Material};
use crate::claims::{Column, Order, spread};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::replications::of_policy;
use crate::rows::Layout;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::targets::{WithTargets, limits, targets};
use crate::words::{
    cells, dash, error, figure, horizon, number, percentile_cells, percentile_error, policy_names,
    replications,
};
use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::Spread;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "spread-of-estimate",
    meaning: "How the accuracy that each estimating check's own figures give is spread over \
              replications, with the truth's own spread.",
    draw,
};

const TRUTH: &str = PARTS[0];
const ESTIMATE: &str = PARTS[1];
/// Bins from one end of the axis to the other, at most.
const BINS: f64 = 60.0;
/// Height of the highest bar.
const PEAK: f64 = 46.0;

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let mut estimators = estimators(material, &ACCURACY);
    estimators.retain(|estimator| estimator.values.iter().flatten().count() > 1);
    if estimators.is_empty() {
        return None;
    }
    let truth = |e: &Estimator| of_policy(material, e.policy, ACCURACY.truth);
    let truths: Vec<Column> = estimators.iter().map(truth).collect();
    let targets = targets(scenario, ACCURACY.targets);
    let left = MARGIN + LABELS + 20.0;
    let values = estimators.iter().flat_map(|estimator| &estimator.values);
    let values = values.chain(truths.iter().flatten()).flatten().copied();
    let values: Vec<f64> = values.chain(limits(&targets)).collect();
    let scale = Scale::across(&values, Limits::Percent, (left, WIDTH - MARGIN - 28.0), 8);
    let subtitle = format!(
        "Accuracy that each check’s own figures would report for {}, over {}. Each histogram is \
         scaled to its own highest bar.{}",
        horizon(scenario),
        replications(material.summary.replications),
        scale.warning(),
    );
    let shown = "The accuracy that checks report";
    let title = material.finding(shown, || headline(material, &estimators));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    let of_truth: Sign = &|picture, (x, y)| {
        let (low, high) = (y + 7.0, y - 7.0);
        let corners = [(x, low), (x, high), (x + 34.0, high), (x + 34.0, low)];
        picture.path(&corners, solid(TRUTH, 2.0));
    };
    let estimate = signs::point(Marker::Circle, 5.0, ESTIMATE, false);
    let truth = signs::point(Marker::Diamond, 4.5, TRUTH, false);
    page.key(&[
        (&signs::bar(ESTIMATE, 0.55), "what the check would report"),
        (of_truth, "truth of all decisions"),
        (&estimate, "mean of the check"),
        (&truth, "mean of the truth"),
    ]);
    let labels: Vec<Label> = estimators.iter().map(Estimator::label).collect();
    page.names(&[
        (MARGIN, Anchor::Start, "Policy and check"),
        (left, Anchor::Start, ACCURACY.axis),
    ]);
    let height = |label: &Label| label.height().max(PEAK + 10.0) + 12.0;
    let heights = estimators.iter().zip(&labels);
    let heights: Vec<(usize, f64)> = heights
        .map(|(e, label)| (e.policy, height(label)))
        .collect();
    let rows = WithTargets::new(&heights, &targets, LABELS);
    let layout = Layout::new(&policy_names(scenario), &rows.heights, page.y);
    let middles = rows.middles(&layout);
    let top = page.y;
    page.grid_across(&scale, top, layout.bottom);
    layout.write_headers(&mut page);
    for (index, estimator) in estimators.iter().enumerate() {
        let middle = middles[index];
        labels[index].write(&mut page.picture, (MARGIN, middle), INK);
        let baseline = middle + PEAK / 2.0;
        let check = Scope::Check(estimator.check);
        let of = |scope, measure| {
            let spread = material.summary.figure(estimator.policy, scope, measure);
            spread.map_or(f64::INFINITY, |spread| spread.mean)
        };
        let reported = bins(&scale, &estimator.values, of(check, "checks"));
        histogram(&mut page.picture, &scale, &reported, baseline);
        let truth = bins(&scale, &truths[index], of(Scope::Policy, "decisions"));
        outline(&mut page.picture, &scale, &truth, baseline);
        let (low, high) = scale.pixels();
        let picture = &mut page.picture;
        picture.line((low, baseline), (high, baseline), solid(INK, 1.0));
        let at = (scale.at(estimator.spread.mean), baseline);
        picture.marker(Marker::Circle, at, 6.0, ESTIMATE, estimator.checked_only);
        // Smaller and on top, so that both are seen where they agree.
        if let Some(truth) = material.figure(estimator.policy, ACCURACY.truth) {
            let at = (scale.at(truth.mean), baseline);
            picture.marker(Marker::Diamond, at, 3.5, TRUTH, false);
        }
    }
    rows.draw(&mut page, &scale, &layout, LABELS, left - 8.0);
    page.y = layout.bottom + 20.0;
    let each = sentences(material, &estimators);
    let alt = format!("Histograms, one for each estimating check.{each}");
    Some(page.finish(&material.source(), &alt, table(material, &estimators)))
}

/// A bar: its ends on the axis, and its height, that of the highest being one.
type Bar = ((f64, f64), f64);

/// Bars of shares of so many decisions, in percent, the empty ones between others among them.
///
/// Shares of n decisions are 1/n apart, and the most is 100 %: every bar holds as many of them as any other. Bars that are
/// finer, or hold one more here and there, make a comb of gaps that is in no data.
fn bins(scale: &Scale, values: &[Option<f64>], of: f64) -> Vec<Bar> {
    let (low, high) = scale.ends();
    let (finest, step) = ((high - low) / BINS, 100.0 / of.max(1.0));
    let width = if step > 1e-3 * finest {
        (finest / step).ceil() * step
    } else {
        finest
    };
    let highest = 100.0 + 0.5 * step;
    let bin = |value: &f64| ((highest - value) / width).floor().max(0.0) as usize;
    // What lies beyond the axis has no bar on it.
    let on_axis = |value: &&f64| (low - width..=high + width).contains(*value);
    let places = || values.iter().flatten().filter(on_axis).map(bin);
    let (Some(first), Some(last)) = (places().min(), places().max()) else {
        return Vec::new();
    };
    let mut counts = vec![0u32; last - first + 1];
    places().for_each(|place| counts[place - first] += 1);
    let most = counts.iter().copied().max().unwrap_or(1);
    let bar = |(place, count): (usize, &u32)| {
        let right = highest - (first + place) as f64 * width;
        ((right - width, right), f64::from(*count) / f64::from(most))
    };
    counts.iter().enumerate().rev().map(bar).collect()
}

/// The ends of a bar in pixels, within the axis.
fn ends(scale: &Scale, (left, right): (f64, f64)) -> (f64, f64) {
    let (low, high) = scale.pixels();
    let [left, right] = [left, right].map(|end| scale.at(end).clamp(low, high));
    (left, right)
}

fn histogram(picture: &mut Picture, scale: &Scale, bars: &[Bar], baseline: f64) {
    for (bar, height) in bars.iter().filter(|(_, height)| *height > 0.0) {
        let (left, right) = ends(scale, *bar);
        let a = (left + 0.5, baseline - PEAK * height);
        picture.rect(a, (right - 0.5, baseline), ESTIMATE, 0.55);
    }
}

/// The outline of a histogram.
fn outline(picture: &mut Picture, scale: &Scale, bars: &[Bar], baseline: f64) {
    let mut points = Vec::new();
    for (bar, height) in bars {
        let ((left, right), y) = (ends(scale, *bar), baseline - PEAK * height);
        points.extend([(left, y), (right, y)]);
    }
    let (Some((left, _)), Some((right, _))) = (points.first(), points.last()) else {
        return;
    };
    let outline = [&[(*left, baseline)], &points[..], &[(*right, baseline)]].concat();
    picture.path(&outline, solid(TRUTH, 2.0));
}

fn middle(spread: &Spread) -> Option<(f64, f64)> {
    spread.percentiles.map(|[low, _, high]| (low, high))
}

fn headline(material: &Material, estimators: &[Estimator]) -> String {
    let columns: Vec<Column> = estimators.iter().map(|e| squares(&e.values)).collect();
    let order = Order::of(&columns, true);
    let widest = &estimators[order.as_ref().map_or(0, |order| order.best)];
    let Some((low, high)) = middle(widest.spread) else {
        return "Estimates of accuracy by replication".to_string();
    };
    let say = |value| figure(value, percentile_error(widest.spread.mcse), Unit::Percent);
    let (name, policy) = (widest.name, material.name(widest.policy));
    if widest.spread.sd == Some(0.0) {
        let low = say(low);
        return format!("No check’s figure goes up or down by chance: “{name}” reports {low}");
    }
    let range = format!("anything from {} to {}", say(low), say(high));
    if order.as_ref().is_some_and(Order::is_even) {
        return format!(
            "By chance alone a check’s figure would be {range}, and no check’s range is detectably narrower"
        );
    }
    let most = match order {
        None => String::new(),
        Some(order) if order.is_alone() => ", the widest range of any check".to_string(),
        Some(order) => {
            let n = order.leaders().len();
            format!(", one of {n} checks with the widest ranges")
        }
    };
    format!("By chance alone “{name}” under “{policy}” would report {range}{most}")
}

/// Squared distances from the mean, whose mean is the variance.
fn squares(values: &[Option<f64>]) -> Column {
    let mean = spread(values).map_or(0.0, |spread| spread.mean);
    let square = |value: &Option<f64>| Some(((*value)? - mean).powi(2));
    values.iter().map(square).collect()
}

fn sentences(material: &Material, estimators: &[Estimator]) -> String {
    let of = |estimator: &Estimator| {
        let (low, high) = middle(estimator.spread)?;
        let error = percentile_error(estimator.spread.mcse);
        Some(format!(
            " “{}” under “{}”: 95% of replications between {} and {}.",
            estimator.name,
            material.name(estimator.policy),
            figure(low, error, Unit::Percent),
            figure(high, error, Unit::Percent),
        ))
    };
    estimators.iter().filter_map(of).collect()
}

fn table(material: &Material, estimators: &[Estimator]) -> Table {
    let columns = [
        "Policy",
        "Check",
        "Of",
        "Estimate, mean (%)",
        "Monte Carlo standard error (percentage points)",
        "Estimate, 2.5th percentile (%)",
        "Estimate, 97.5th percentile (%)",
        "Standard deviation between replications (percentage points)",
        "Truth, mean (%)",
        "Truth, 2.5th percentile (%)",
        "Truth, 97.5th percentile (%)",
    ];
    let cells_of = |estimator: &Estimator| {
        let truth = material.figure(estimator.policy, ACCURACY.truth);
        let mut line = vec![
            material.name(estimator.policy).to_string(),
            estimator.name.to_string(),
            estimator.of().to_string(),
        ];
        line.extend(cells(Some(estimator.spread), Unit::Percent));
        line.extend(percentile_cells(Some(estimator.spread), Unit::Percent));
        line.push(error(estimator.spread.sd));
        line.push(truth.map_or_else(dash, |truth| number(truth, Unit::Percent)));
        line.extend(percentile_cells(truth, Unit::Percent));
        line
    };
    Table::new(columns, estimators.iter().map(cells_of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_few_decisions_have_no_comb_of_gaps() {
        for (of, errors) in [
            (7, 5),
            (40, 12),
            (61, 30),
            (97, 40),
            (400, 90),
            (1_501, 200),
        ] {
            let share = |wrong: usize| Some(100.0 * (1.0 - wrong as f64 / of as f64));
            let values: Vec<Option<f64>> = (0..=errors).map(share).collect();
            let all: Vec<f64> = values.iter().flatten().copied().collect();
            let scale = Scale::across(&all, Limits::Percent, (0.0, 600.0), 8);
            let bars = bins(&scale, &values, of as f64);
            // As many values in each, but for the last one.
            let heights = bars.iter().skip(1).map(|(_, height)| *height);
            assert!(
                heights.clone().all(|height| height == 1.0),
                "{of}: {bars:?}"
            );
            assert!(bars.len() as f64 <= BINS + 2.0);
        }
    }

    #[test]
    fn values_far_beyond_the_axis_make_no_bars() {
        let scale = Scale::across(&[97.0, 98.0], Limits::Percent, (0.0, 600.0), 8);
        let values = [
            Some(97.0),
            Some(98.0),
            Some(-1e300),
            Some(1e18),
            Some(f64::NAN),
        ];
        assert!(bins(&scale, &values, 100.0).len() < 200);
    }
}
