//! How far a check's own figure goes up and down by chance.

use super::estimates::{ACCURACY, Estimator, estimators};
use crate::canvas::{INK, LABELS, Label, MARGIN, PAIR, Page, WIDTH, solid};
use crate::chart::{Chart, Material};
use crate::drawing::{Drawing, Table};
use crate::rows::Layout;
use crate::scale::{Limits, Scale};
use crate::svg::{Anchor, Marker, Stroke, Svg};
use crate::words::{
    cells, dash, error, figure, finding, horizon, percentile_cells, percentile_error, policy_names,
    replications, stands_alone, supported, words_if,
};
use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::{Spread, values};

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "spread-of-estimate",
    meaning: "How the accuracy that each estimating check's own figures give is spread over \
              replications, with the truth's own spread.",
    draw,
};

const TRUTH: &str = PAIR[0];
const ESTIMATE: &str = PAIR[1];
/// Bins from one end of the axis to the other.
const BINS: usize = 60;
/// Height of the highest bar.
const PEAK: f64 = 46.0;

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let estimators: Vec<Estimator> = estimators(material, &ACCURACY)
        .into_iter()
        .filter(|estimator| estimator.values.len() > 1)
        .collect();
    if estimators.is_empty() {
        return None;
    }
    let truths: Vec<Vec<f64>> = estimators
        .iter()
        .map(|e| truth(material, e.policy))
        .collect();
    let left = MARGIN + LABELS + 20.0;
    let values: Vec<f64> = estimators
        .iter()
        .flat_map(|estimator| estimator.values.iter())
        .chain(truths.iter().flatten())
        .copied()
        .collect();
    let scale = Scale::across(&values, Limits::Percent, (left, WIDTH - MARGIN - 28.0), 8);
    let subtitle = format!(
        "Accuracy that each check’s own figures would report for {}, over {}. Each histogram is \
         scaled to its own highest bar.{}",
        horizon(scenario),
        replications(material.summary.replications),
        scale.warning(),
    );
    let title = finding(
        headline(material, &estimators),
        material.summary.replications,
    );
    let mut page = Page::open(CHART.name, &title, &subtitle);
    page.key(&[
        (
            &|svg, (x, y)| svg.rect((x, y - 7.0), (x + 34.0, y + 7.0), ESTIMATE, 0.55),
            "what the check would report",
        ),
        (
            &|svg, (x, y)| {
                svg.path(
                    &[
                        (x, y + 7.0),
                        (x, y - 7.0),
                        (x + 34.0, y - 7.0),
                        (x + 34.0, y + 7.0),
                    ],
                    solid(TRUTH, 2.0),
                );
            },
            "truth of all decisions",
        ),
        (
            &|svg, (x, y)| svg.marker(Marker::Circle, (x + 17.0, y), 5.0, ESTIMATE, false),
            "mean of the check",
        ),
        (
            &|svg, (x, y)| svg.marker(Marker::Diamond, (x + 17.0, y), 4.5, TRUTH, false),
            "mean of the truth",
        ),
    ]);
    let labels: Vec<Label> = estimators
        .iter()
        .map(|estimator| Label::new(estimator.name, &estimator.notes, false, LABELS))
        .collect();
    page.names(&[
        (MARGIN, Anchor::Start, "Policy and check"),
        (left, Anchor::Start, ACCURACY.axis),
    ]);
    let heights: Vec<(usize, f64)> = estimators
        .iter()
        .zip(&labels)
        .map(|(estimator, label)| (estimator.policy, label.height().max(PEAK + 10.0) + 12.0))
        .collect();
    let layout = Layout::new(&policy_names(scenario), &heights, page.y);
    let top = page.y;
    page.grid_across(&scale, top, layout.bottom);
    layout.write_headers(&mut page);
    for (index, estimator) in estimators.iter().enumerate() {
        let middle = layout.middles[index];
        labels[index].write(&mut page.svg, (MARGIN, middle), INK);
        let baseline = middle + PEAK / 2.0;
        histogram(&mut page.svg, &scale, &estimator.values, baseline);
        outline(&mut page.svg, &scale, &truths[index], baseline);
        let (low, high) = scale.pixels();
        page.svg
            .line((low, baseline), (high, baseline), solid(INK, 1.0));
        let at = (scale.at(estimator.spread.mean), baseline);
        page.svg
            .marker(Marker::Circle, at, 6.0, ESTIMATE, estimator.checked_only);
        // Smaller and on top, so that both are seen where they agree.
        if let Some(truth) =
            material
                .summary
                .figure(estimator.policy, Scope::Policy, ACCURACY.truth)
        {
            page.svg.marker(
                Marker::Diamond,
                (scale.at(truth.mean), baseline),
                3.5,
                TRUTH,
                false,
            );
        }
    }
    page.y = layout.bottom + 20.0;
    let source = format!("Source: simulation of “{}”.", scenario.title);
    let alt = format!(
        "Histograms, one for each estimating check.{}",
        sentences(material, &estimators)
    );
    Some(page.finish(&source, &alt, table(material, &estimators)))
}

/// The truth of every replication, in percent.
fn truth(material: &Material, policy: usize) -> Vec<f64> {
    let Some(measure) = measure(ACCURACY.truth) else {
        return Vec::new();
    };
    let Material {
        scenario, records, ..
    } = *material;
    let values = values(scenario, records, policy, measure, None);
    values.into_iter().flatten().collect()
}

/// Height of each bin from the left end of the axis, the highest being one.
fn bins(scale: &Scale, values: &[f64]) -> Vec<f64> {
    let (low, high) = scale.ends();
    let mut counts = vec![0u32; BINS];
    for value in values {
        let place = (value - low) / (high - low) * BINS as f64;
        counts[(place.max(0.0) as usize).min(BINS - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    counts
        .iter()
        .map(|count| f64::from(*count) / f64::from(most))
        .collect()
}

fn edge(scale: &Scale, bin: usize) -> f64 {
    let (low, high) = scale.pixels();
    low + (high - low) * bin as f64 / BINS as f64
}

fn histogram(svg: &mut Svg, scale: &Scale, values: &[f64], baseline: f64) {
    for (bin, height) in bins(scale, values)
        .into_iter()
        .enumerate()
        .filter(|(_, h)| *h > 0.0)
    {
        let a = (edge(scale, bin) + 0.5, baseline - PEAK * height);
        svg.rect(a, (edge(scale, bin + 1) - 0.5, baseline), ESTIMATE, 0.55);
    }
}

/// The outline of a histogram, from its first bin with anything in it to its last.
fn outline(svg: &mut Svg, scale: &Scale, values: &[f64], baseline: f64) {
    let heights = bins(scale, values);
    let filled = |height: &f64| *height > 0.0;
    let (Some(first), Some(last)) = (
        heights.iter().position(filled),
        heights.iter().rposition(filled),
    ) else {
        return;
    };
    let mut points = vec![(edge(scale, first), baseline)];
    for (bin, height) in heights.iter().enumerate().take(last + 1).skip(first) {
        let y = baseline - PEAK * height;
        points.extend([(edge(scale, bin), y), (edge(scale, bin + 1), y)]);
    }
    points.push((edge(scale, last + 1), baseline));
    svg.path(
        &points,
        Stroke {
            colour: TRUTH,
            width: 2.0,
            dash: "",
        },
    );
}

fn middle(spread: &Spread) -> Option<(f64, f64)> {
    spread.percentiles.map(|[low, _, high]| (low, high))
}

fn headline(material: &Material, estimators: &[Estimator]) -> String {
    let widest = estimators
        .iter()
        .filter_map(|estimator| Some((estimator, middle(estimator.spread)?)))
        .reduce(|a, b| if b.1.1 - b.1.0 > a.1.1 - a.1.0 { b } else { a });
    let Some((estimator, (low, high))) = widest else {
        return "Estimates of accuracy by replication".to_string();
    };
    let say = |value| {
        figure(
            value,
            percentile_error(estimator.spread.mcse),
            Unit::Percent,
        )
    };
    let policy = &material.scenario.policies[estimator.policy].name;
    if say(low) == say(high) {
        return format!(
            "No check’s figure goes up or down by chance: “{}” reports {}",
            estimator.name,
            say(low)
        );
    }
    let widths = estimators
        .iter()
        .filter_map(|e| middle(e.spread))
        .map(|(low, high)| high - low);
    let mcse = percentile_error(estimator.spread.mcse);
    let most = words_if(
        stands_alone(high - low, mcse, widths),
        ", the widest range of any check",
    );
    format!(
        "By chance alone “{}” under “{policy}” would report anything from {} to {}{most}",
        estimator.name,
        say(low),
        say(high),
    )
}

fn sentences(material: &Material, estimators: &[Estimator]) -> String {
    estimators
        .iter()
        .filter_map(|estimator| {
            let (low, high) = middle(estimator.spread)?;
            let say = |value| {
                figure(
                    value,
                    percentile_error(estimator.spread.mcse),
                    Unit::Percent,
                )
            };
            Some(format!(
                " “{}” under “{}”: 95% of replications between {} and {}.",
                estimator.name,
                material.scenario.policies[estimator.policy].name,
                say(low),
                say(high),
            ))
        })
        .collect()
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
        let truth = material
            .summary
            .figure(estimator.policy, Scope::Policy, ACCURACY.truth);
        let notes = match estimator.notes.as_str() {
            "" => "all decisions",
            notes => notes,
        };
        let mut line = vec![
            material.scenario.policies[estimator.policy].name.clone(),
            estimator.name.to_string(),
            notes.to_string(),
        ];
        line.extend(cells(Some(estimator.spread), Unit::Percent));
        line.extend(percentile_cells(Some(estimator.spread), Unit::Percent));
        line.push(error(estimator.spread.sd));
        line.push(truth.map_or_else(dash, |t| supported(t.mean, t.mcse, Unit::Percent)));
        line.extend(percentile_cells(truth, Unit::Percent));
        line
    };
    Table::new(columns, estimators.iter().map(cells_of).collect())
}
