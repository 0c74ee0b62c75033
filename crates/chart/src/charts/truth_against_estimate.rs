//! True accuracy beside what each check's own figures give.

use super::estimates::{ACCURACY, Aim, Estimator, estimators};
use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, PARTS, Page, Sign, WIDTH, font, solid};
use crate::chart::{Chart, Material};
use crate::claims::{Column, furthest_of, is_largest};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture, Stroke};
use crate::rows::Layout;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::targets::{WithTargets, limits, targets};
use crate::words::{
    cells, dash, horizon, number, percentile_cells, policy_names, replications, rounded_up, said,
    size, supported, words_if,
};
use tierone_engine::measure::Unit;
use tierone_engine::study::{Claim, Spread};

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "truth-against-estimate",
    meaning: "True accuracy of all decisions under each policy, beside the average of what each \
              estimating check's own figures give.",
    draw: |material| draw(material, &ACCURACY, "truth-against-estimate"),
};

const TRUTH: &str = PARTS[0];
const ESTIMATE: &str = PARTS[1];
const INTERVAL: Stroke = solid(GREY, 1.5);

/// A row: the truth of a policy, or what one of its checks says.
struct Row<'a> {
    policy: usize,
    label: Label,
    name: &'a str,
    spread: &'a Spread,
    estimator: Option<&'a Estimator<'a>>,
}

/// Draws truth against estimates of a figure.
pub(super) fn draw(material: &Material, aim: &Aim, name: &'static str) -> Option<Drawing> {
    let scenario = material.scenario;
    let estimators = estimators(material, aim);
    if estimators.is_empty() {
        return None;
    }
    let rows = rows(material, aim, &estimators);
    let shown = format!("True {} and what checks report", aim.words);
    let title = material.finding(&shown, || headline(material, aim, &estimators));
    let ends = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - 96.0);
    let targets = targets(scenario, aim.targets);
    let extent: Vec<f64> = extent(&rows).into_iter().chain(limits(&targets)).collect();
    let scale = Scale::across(&extent, Limits::Percent, ends, 7);
    let cut = rows.iter().flat_map(Row::interval).any(|end| {
        let (low, high) = scale.ends();
        end < low - 1e-9 || end > high + 1e-9
    });
    let subtitle = format!(
        "True {} of all decisions, and what each check’s own figures give, over {}; {}.{}{}",
        aim.words,
        horizon(scenario),
        replications(material.summary.replications),
        scale.warning(),
        words_if(cut, " An arrow ends what runs on beyond the axis."),
    );
    let mut page = Page::open(name, &title, &subtitle);
    let hollow = estimators.iter().any(|estimator| estimator.checked_only);
    write_key(&mut page, hollow);

    page.names(&[
        (MARGIN, Anchor::Start, "Policy and check"),
        (MARGIN + LABELS + 20.0, Anchor::Start, aim.axis),
        (WIDTH - MARGIN, Anchor::End, "Mean (%)"),
    ]);
    let height = |row: &Row| (row.policy, row.label.height().max(20.0) + 8.0);
    let heights: Vec<(usize, f64)> = rows.iter().map(height).collect();
    let placed = WithTargets::new(&heights, &targets, LABELS);
    let layout = Layout::new(&policy_names(scenario), &placed.heights, page.y);
    let middles = placed.middles(&layout);
    let top = page.y;
    page.grid_across(&scale, top, layout.bottom);
    layout.write_headers(&mut page);
    lines_of_truth(&mut page.picture, &scale, &rows, &middles);
    for (row, y) in rows.iter().zip(&middles) {
        mark(&mut page.picture, &scale, row, *y);
    }
    placed.draw(&mut page, &scale, &layout, LABELS, WIDTH - MARGIN);
    page.y = layout.bottom + 20.0;

    let alt = format!(
        "A dot plot with a row for the truth and a row for each estimating check of {} policies.{}",
        scenario.policies.len(),
        sentences(material, &rows),
    );
    Some(page.finish(&material.source(), &alt, table(material, aim, &rows)))
}

fn write_key(page: &mut Page, hollow: bool) {
    let truth = signs::point(Marker::Diamond, 5.0, TRUTH, false);
    let estimate = signs::point(Marker::Circle, 5.5, ESTIMATE, false);
    let checked = signs::point(Marker::Circle, 5.5, ESTIMATE, true);
    let interval = signs::interval(INTERVAL);
    let middle: Sign = &|picture, (x, y)| {
        band(picture, (x, x + 16.0), y, TRUTH);
        band(picture, (x + 18.0, x + 34.0), y, ESTIMATE);
    };
    let mut key: Vec<(Sign, &str)> = vec![
        (&truth, "truth, mean"),
        (&estimate, "estimate, mean"),
        (&interval, "average 95% interval of the estimate"),
        (middle, "range of 95 in 100 replications"),
    ];
    if hollow {
        let words = "the same, of checked decisions only: no interval";
        key.insert(2, (&checked, words));
    }
    page.key(&key);
}

fn rows<'a>(material: &Material<'a>, aim: &Aim, estimators: &'a [Estimator<'a>]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for policy in 0..material.scenario.policies.len() {
        let mine: Vec<&Estimator> = estimators.iter().filter(|e| e.policy == policy).collect();
        if let Some(spread) = material.figure(policy, aim.truth) {
            let notes = words_if(mine.is_empty(), "no check of this policy estimates it");
            rows.push(Row {
                policy,
                label: Label::new(aim.truth_words, notes, false, LABELS),
                name: aim.truth_words,
                spread,
                estimator: None,
            });
        }
        for estimator in mine {
            rows.push(Row {
                policy,
                label: estimator.label(),
                name: estimator.name,
                spread: estimator.spread,
                estimator: Some(estimator),
            });
        }
    }
    rows
}

fn headline(material: &Material, aim: &Aim, estimators: &[Estimator]) -> String {
    let biases: Vec<&Column> = estimators.iter().map(|estimator| &estimator.bias).collect();
    let claims = estimators.iter().map(|estimator| {
        let Estimator { policy, check, .. } = *estimator;
        material.summary.claim(policy, check, aim.bias)
    });
    let claims: Vec<Option<&Claim>> = claims.collect();
    let is_off = |place: usize| claims[place].is_some_and(|claim| claim.side != 0.0);
    let off = biases.iter().copied().enumerate();
    let off = off.filter(|(place, _)| is_off(*place));
    let Some((place, bias)) = furthest_of(off) else {
        // Nothing can be told from chance: what that rules out.
        let bounds = claims.iter().map(|claim| claim.as_ref()?.at_most);
        let bound = bounds.flatten().fold(0.0, f64::max);
        return match rounded_up(bound) {
            Some(bound) => format!(
                "On average no check’s estimate of {} is off by more than {bound} percentage points",
                aim.words
            ),
            None => format!("No check’s estimate of {} is off", aim.words),
        };
    };
    let estimator = &estimators[place];
    let way = if bias.mean > 0.0 {
        "overstates"
    } else {
        "understates"
    };
    let size = size(&bias, Unit::Points);
    let policy = material.name(estimator.policy);
    let most = words_if(is_largest(&biases, place), ", more than any other check");
    let only = words_if(estimator.checked_only, ", of checked decisions only,");
    format!(
        "“{}” under “{policy}”{only} {way} {} by {size} on average{most}",
        estimator.name, aim.words,
    )
}

impl Row<'_> {
    /// The ends of what is drawn of it beside its mean.
    fn interval(&self) -> Vec<f64> {
        let interval = self.estimator.and_then(|estimator| estimator.interval);
        let percentiles = self.spread.percentiles.map(|[low, _, high]| (low, high));
        let ends = [interval, percentiles].into_iter().flatten();
        ends.flat_map(|(low, high)| [low, high]).collect()
    }
}

/// What the axis holds: every mean and the range of every truth, and what is drawn of an estimate as far as it does not
/// reach several times as far as that of others does, which would squash all else.
fn extent(rows: &[Row]) -> Vec<f64> {
    const TIMES: f64 = 3.0;
    let mut values: Vec<f64> = rows.iter().map(|row| row.spread.mean).collect();
    let (estimates, truths): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.estimator.is_some());
    values.extend(truths.iter().flat_map(|row| row.interval()));
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let beyond = |end: f64| (low - end).max(end - high).max(0.0);
    let mut reaches: Vec<f64> = estimates
        .iter()
        .map(|row| row.interval().into_iter().map(beyond).fold(0.0, f64::max))
        .collect();
    reaches.sort_by(f64::total_cmp);
    let usual = reaches
        .get((reaches.len().max(1) - 1) / 2)
        .copied()
        .unwrap_or(0.0);
    let most = TIMES * usual.max(0.25 * (high - low));
    let ends = estimates.iter().flat_map(|row| row.interval());
    values.extend(ends.map(|end| end.clamp(low - most, high + most)));
    values
}

/// A dashed line down from each truth past the estimates of its policy.
fn lines_of_truth(picture: &mut Picture, scale: &Scale, rows: &[Row], places: &[f64]) {
    let truths = rows.iter().enumerate();
    for (index, row) in truths.filter(|(_, row)| row.estimator.is_none()) {
        let last = rows.iter().rposition(|other| other.policy == row.policy);
        let last = last.unwrap_or(index);
        if last > index {
            let x = scale.at(row.spread.mean);
            let stroke = Stroke {
                dash: "4 3",
                ..solid(TRUTH, 1.5)
            };
            picture.line((x, places[index]), (x, places[last] + 12.0), stroke);
        }
    }
}

fn mark(picture: &mut Picture, scale: &Scale, row: &Row, y: f64) {
    row.label.write(picture, (MARGIN, y), INK);
    let colour = row.estimator.map_or(TRUTH, |_| ESTIMATE);
    let (left, right) = scale.pixels();
    if let Some([low, _, high]) = row.spread.percentiles {
        let ends = [low, high].map(|end| scale.at(end).clamp(left, right));
        band(picture, ends.into(), y, colour);
    }
    if let Some((low, high)) = row.estimator.and_then(|estimator| estimator.interval) {
        let ends = (scale.at(low), scale.at(high));
        picture.whisker_within(ends, (left, right), y, 5.0, INTERVAL);
    }
    let at = (scale.at(row.spread.mean), y);
    match row.estimator {
        None => picture.marker(Marker::Diamond, at, 5.0, TRUTH, false),
        Some(estimator) => {
            picture.marker(Marker::Circle, at, 5.5, ESTIMATE, estimator.checked_only)
        }
    }
    let (at, value) = ((WIDTH - MARGIN, y + 4.5), number(row.spread, Unit::Percent));
    picture.text(at, &value, font(14.0, INK, Anchor::End));
}

fn band(picture: &mut Picture, (low, high): (f64, f64), y: f64, colour: &'static str) {
    picture.rect((low, y - 7.0), (high, y + 7.0), colour, 0.25);
}

fn sentences(material: &Material, rows: &[Row]) -> String {
    rows.iter()
        .map(|row| {
            let value = said(row.spread, Unit::Percent);
            match row.estimator {
                None => format!(" “{}”: truth {value}.", material.name(row.policy)),
                Some(estimator) if estimator.notes.is_empty() => {
                    format!(" “{}” {value}.", row.name)
                }
                Some(estimator) => format!(" “{}” {value} ({}).", row.name, estimator.notes),
            }
        })
        .collect()
}

fn table(material: &Material, aim: &Aim, rows: &[Row]) -> Table {
    let mean = format!("Mean, {} (%)", aim.words);
    let columns = [
        "Policy",
        "Figure",
        "Of",
        &mean,
        "Monte Carlo standard error (percentage points)",
        "Average 95% interval, low (%)",
        "Average 95% interval, high (%)",
        "2.5th percentile of replications (%)",
        "97.5th percentile of replications (%)",
    ];
    let cells_of = |row: &Row| {
        let of = row.estimator.map_or("all decisions", Estimator::of);
        let mut line = [material.name(row.policy), row.name, of]
            .map(str::to_owned)
            .to_vec();
        line.extend(cells(Some(row.spread), Unit::Percent));
        let interval = row.estimator.and_then(|estimator| estimator.interval);
        let limit = |end: f64| supported(end, row.spread.mcse, Unit::Percent);
        let (low, high) = interval.unzip();
        line.extend([low, high].map(|end| end.map_or_else(dash, limit)));
        line.extend(percentile_cells(Some(row.spread), Unit::Percent));
        line
    };
    Table::new(columns, rows.iter().map(cells_of).collect())
}
