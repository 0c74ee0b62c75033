//! What pilots report against what they do: by teams and by an analysis that forgets them, and how often each claims an effect.

use crate::canvas::{GREY, INK, Label, MARGIN, PARTS, Page, WIDTH, font, solid};
use crate::chart::{Chart, Material};
use crate::claims::{Column, side};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::replications::column;
use crate::rows::middles;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::words::{cells, dash, mean_with_error, said, signed, size};
use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::Spread;
use tierone_scenario::Pilot;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "pilots",
    meaning: "What each pilot does to the share in error, what it reports with its 95 % interval by teams and as if \
              teams were nothing, and how often it claims an effect by each analysis and by the permutation test.",
    draw,
};

/// Room for the names of pilots, and for how often they claim an effect.
const NAMES: f64 = 250.0;
const CLAIMS: f64 = 225.0;

/// Below the middle of a row, where the analysis that forgets teams is.
const NAIVE_BELOW: f64 = 20.0;

/// One pilot under one policy.
struct Held<'a> {
    policy: usize,
    place: usize,
    pilot: &'a Pilot,
    truth: Option<&'a Spread>,
    effect: &'a Spread,
    half: Option<&'a Spread>,
    naive: &'a Spread,
    naive_half: Option<&'a Spread>,
    /// How often an effect is claimed: by teams, by the permutation test and by who forgets teams.
    claims: [Option<&'a Spread>; 3],
    /// The probability of the permutation test.
    p: Option<&'a Spread>,
}

/// Who claims, in the order of `Held::claims`.
const ANALYSES: [&str; 3] = ["by teams", "permutation", "naive"];

fn draw(material: &Material) -> Option<Drawing> {
    let held = held(material);
    if held.is_empty() {
        return None;
    }
    let subtitle = format!(
        "Effect on the share in error: of those who have it less the others; averages, with the average 95 % interval; {}.",
        mean_with_error(material.summary.replications)
    );
    let shown = "What pilots report, and what they do";
    let title = material.finding(shown, || headline(material, &held));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    let truth = signs::point(Marker::Diamond, 5.5, PARTS[0], false);
    page.key(&[
        (&truth, "what it does"),
        (
            &|picture, (x, y)| reported(picture, (x + 17.0, y), (x + 3.0, x + 31.0)),
            "what it reports, by teams",
        ),
        (
            &|picture, (x, y)| forgetful(picture, (x + 17.0, y), (x + 3.0, x + 31.0)),
            "as if teams were nothing (naive)",
        ),
    ]);
    panel(&mut page, material, &held);
    let alt = format!("A dot plot of intervals.{}", sentences(material, &held));
    Some(page.finish(&material.source(), &alt, table(material, &held)))
}

/// Every pilot that reports something.
fn held<'a>(material: &Material<'a>) -> Vec<Held<'a>> {
    let mut all = Vec::new();
    for (policy, rules) in material.scenario.policies.iter().enumerate() {
        for (place, pilot) in rules.pilots.iter().enumerate() {
            let of = |name: &str| material.summary.figure(policy, Scope::Pilot(place), name);
            let Some(effect) = of("pilot_effect") else {
                continue;
            };
            all.push(Held {
                policy,
                place,
                pilot,
                truth: of("pilot_truth"),
                effect,
                half: of("pilot_half_width"),
                naive: of("pilot_difference").unwrap_or(effect),
                naive_half: of("pilot_half_width_naive"),
                claims: [
                    of("pilot_power"),
                    of("pilot_power_permutation"),
                    of("pilot_power_naive"),
                ],
                p: of("pilot_p_permutation"),
            });
        }
    }
    all
}

/// Limits of an average interval.
fn limits(middle: &Spread, half: Option<&Spread>) -> (f64, f64) {
    let half = half.map_or(0.0, |half| half.mean);
    (middle.mean - half, middle.mean + half)
}

fn panel(page: &mut Page, material: &Material, held: &[Held]) {
    let (left, right) = (MARGIN + NAMES + 24.0, WIDTH - MARGIN - CLAIMS - 36.0);
    let ends = held.iter().flat_map(|one| {
        let (low, high) = limits(one.effect, one.half);
        let (least, most) = limits(one.naive, one.naive_half);
        let truth = one.truth.map_or(low, |truth| truth.mean);
        [low, high, least, most, truth]
    });
    let ends: Vec<f64> = ends.collect();
    let scale = Scale::across(&ends, Limits::AroundZero, (left, right), 7);
    page.names(&[
        (left, Anchor::Start, "Effect (percentage points)"),
        (right + 36.0, Anchor::Start, "Claims an effect (%)"),
    ]);
    let top = page.y;
    let labels: Vec<Label> = held.iter().map(|one| label(material, one)).collect();
    let heights = labels.iter().map(|label| label.height().max(54.0) + 14.0);
    let heights: Vec<f64> = heights.collect();
    let middles = middles(&heights, top + 6.0);
    let bottom = top + 6.0 + heights.iter().sum::<f64>();
    page.grid_across(&scale, top, bottom);
    page.upright(&scale, 0.0, (top, bottom), solid(INK, 1.5));
    let picture = &mut page.picture;
    for ((one, label), y) in held.iter().zip(&labels).zip(middles) {
        label.write(picture, (MARGIN, y), INK);
        let between = |(low, high): (f64, f64)| (scale.at(low), scale.at(high));
        let above = y - NAIVE_BELOW / 2.0;
        let at = (scale.at(one.effect.mean), above);
        reported(picture, at, between(limits(one.effect, one.half)));
        let at = (scale.at(one.naive.mean), above + NAIVE_BELOW);
        forgetful(picture, at, between(limits(one.naive, one.naive_half)));
        if let Some(truth) = one.truth {
            let at = (scale.at(truth.mean), above - 12.0);
            picture.marker(Marker::Diamond, at, 5.5, PARTS[0], false);
        }
        for (line, (name, claims)) in ANALYSES.iter().zip(one.claims).enumerate() {
            let share = claims.map_or_else(dash, |claims| said(claims, Unit::Percent));
            let at = (right + 36.0, y - 12.0 + 17.0 * line as f64);
            let p = one.p.filter(|_| line == 1);
            let p = p.map_or_else(String::new, |p| {
                format!(", mean p {}", said(p, Unit::Percent))
            });
            let words = format!("{name} {share}{p}");
            picture.text(at, &words, font(13.0, INK, Anchor::Start));
        }
    }
    page.y = bottom + 26.0;
}

fn label(material: &Material, one: &Held) -> Label {
    let policy = material.name(one.policy);
    let teams = match one.pilot.comparison {
        0 => format!("{} teams", one.pilot.teams),
        others => format!("{} against {others} teams", one.pilot.teams),
    };
    let steps = match one.pilot.starts.len() {
        1 => String::new(),
        n => format!(" in {n} steps"),
    };
    let notes = match one.pilot.name == policy {
        true => format!("{teams}{steps}"),
        false => format!("{}, {teams}{steps}", one.pilot.name),
    };
    Label::new(policy, &notes, false, NAMES)
}

fn reported(picture: &mut Picture, at: (f64, f64), (low, high): (f64, f64)) {
    picture.whisker((low, high), at.1, 4.0, solid(PARTS[1], 2.0));
    picture.marker(Marker::Circle, at, 4.5, PARTS[1], false);
}

fn forgetful(picture: &mut Picture, at: (f64, f64), (low, high): (f64, f64)) {
    picture.whisker((low, high), at.1, 4.0, solid(GREY, 1.5));
    picture.marker(Marker::Circle, at, 4.5, GREY, true);
}

/// The pilot whose reported effect is farthest from nothing, if that is more than chance.
fn headline(material: &Material, held: &[Held]) -> String {
    let effects = |one: &Held| -> Column {
        let scope = Scope::Pilot(one.place);
        column(material, one.policy, scope, "pilot_effect", None)
    };
    let clear = held
        .iter()
        .filter(|one| side(&effects(one), held.len()) != 0.0);
    let farthest = clear.max_by(|a, b| a.effect.mean.abs().total_cmp(&b.effect.mean.abs()));
    let Some(one) = farthest else {
        return "No pilot reports an effect that is more than chance".into();
    };
    let way = if one.effect.mean < 0.0 {
        "fall"
    } else {
        "rise"
    };
    let (policy, size) = (material.name(one.policy), size(one.effect, Unit::Points));
    let claims = one.claims[0].map_or("can claim nothing".to_owned(), |claims| {
        let share = said(claims, Unit::Percent);
        format!("claims an effect in {share} of simulated pilots")
    });
    format!("The pilot under “{policy}” reports a {way} of {size} on average, and {claims}")
}

fn sentences(material: &Material, held: &[Held]) -> String {
    let of = |one: &Held| {
        let points = |of: &Spread| signed(of.mean, of.mcse, Unit::Points);
        let claims = one.claims[0].map(|claims| said(claims, Unit::Percent));
        format!(
            " “{}”: it does {} and reports {}; it claims an effect in {}.",
            material.name(one.policy),
            one.truth.map_or_else(dash, points),
            points(one.effect),
            claims.unwrap_or_else(dash),
        )
    };
    held.iter().map(of).collect()
}

fn table(material: &Material, held: &[Held]) -> Table {
    let columns = [
        "Policy",
        "Pilot",
        "What it does, mean (points)",
        "Monte Carlo standard error of what it does (points)",
        "What it reports, mean (points)",
        "Monte Carlo standard error of what it reports (points)",
        "Half width of its 95 % interval by teams, mean (points)",
        "Monte Carlo standard error of that half width (points)",
        "Naive effect, mean (points)",
        "Monte Carlo standard error of the naive effect (points)",
        "Half width of the naive 95 % interval, mean (points)",
        "Monte Carlo standard error of the naive half width (points)",
        "Claims by teams (%)",
        "Monte Carlo standard error of claims by teams (points)",
        "Claims by the permutation test (%)",
        "Monte Carlo standard error of claims by the permutation test (points)",
        "Naive claims (%)",
        "Monte Carlo standard error of naive claims (points)",
        "Probability of the permutation test, mean (%)",
        "Monte Carlo standard error of that probability (points)",
    ];
    let line = |one: &Held| {
        let policy = material.name(one.policy).to_owned();
        let mut line = vec![policy, one.pilot.name.clone()];
        let points = [
            one.truth,
            Some(one.effect),
            one.half,
            Some(one.naive),
            one.naive_half,
        ];
        line.extend(points.iter().flat_map(|of| cells(*of, Unit::Points)));
        let shares = one.claims.iter().chain([&one.p]);
        line.extend(shares.flat_map(|of| cells(*of, Unit::Percent)));
        line
    };
    Table::new(columns, held.iter().map(line).collect())
}
