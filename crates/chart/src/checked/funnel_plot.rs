//! Shares of wrong decisions against how many were checked: who is outside what chance explains.

use std::collections::BTreeMap;

use super::material::{Chart, Material};
use super::named::{self, Around};
use super::stands::{self, Stands, is_beyond_chance, none_of, share_of_all, table};
use super::words::{percent, source};
use crate::canvas::{INK, MARGIN, Page, WIDTH, font, tick_room};
use crate::drawing::Drawing;
use crate::picture::Anchor;
use crate::place::Rect;
use crate::scale::{Limits, Scale, TICK_SIZE};
use crate::words::{listed, short};
use tierone_records::assess::{Point, funnel_limits};

/// See its meaning.
pub(super) const CHART: Chart = Chart {
    name: "funnel-plot",
    meaning: "The share of wrong decisions of each caseworker, or other group, against how many were checked, \
              within limits that aim at 1 in 1 000 beyond either by chance.",
    draw,
};

fn draw(material: &Material) -> Option<Drawing> {
    let points = material.people;
    if points.is_empty() {
        return None;
    }
    let subtitle = format!(
        "Share of wrong decisions by “{}” against how many were checked, {} in all. The limits aim at 1 in 1,000 beyond either \
         if all were alike; since fails are whole numbers it is {} in 1,000 beyond both.",
        short(material.column, 40),
        points.len(),
        alarms(points),
    );
    let mut page = Page::open(CHART.name, &headline(points, material.of_people), &subtitle);
    stands::key(
        &mut page,
        "within the limits; larger where several are in one place",
        ["all together", "limits"],
    );
    plot(&mut page, points);
    let names: Vec<String> = points.iter().map(|point| point.name.clone()).collect();
    let alarms: f64 = points.iter().map(|point| point.false_alarm).sum();
    let about = format!(
        "Checked cases only, not weighted. Chance alone would put {alarms:.2} of these points outside their limits."
    );
    let alt = format!(
        "A funnel plot with a centre at {}.{}",
        percent(share_of_all(points)),
        sentences(points)
    );
    Some(page.finish(
        &source(material, &about),
        &alt,
        table("Name", &names, points),
    ))
}

/// How many in 1,000 chance puts beyond the limits, from the point with the fewest to that with the most.
fn alarms(points: &[Point]) -> String {
    let of = |point: &Point| 1_000.0 * point.false_alarm;
    let least = points.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = points.iter().map(of).fold(0.0, f64::max);
    let [least, most] = [least, most].map(|alarms| format!("{alarms:.1}"));
    if least == most {
        least
    } else {
        format!("{least} to {most}")
    }
}

fn stands(point: &Point) -> Stands {
    Stands::of(point.share(), point.limits)
}

fn plot(page: &mut Page, points: &[Point]) {
    page.names(&[(
        MARGIN,
        Anchor::Start,
        "Wrong decisions (% of those checked)",
    )]);
    let top = page.y + 8.0;
    let bottom = top + 400.0;
    let centre = share_of_all(points);
    let curve = curve(points, centre);
    let shares = points.iter().map(Point::share);
    let shares = shares.chain(curve.iter().map(|(_, (_, high))| *high));
    let extent: Vec<f64> = shares.map(|share| 100.0 * share).collect();
    // Names of those at 0 need room below.
    let up = Scale::fit(&extent, Limits::FromZero, (bottom - 14.0, top), 8);
    let (left, right) = (MARGIN + tick_room(&up) + 6.0, WIDTH - MARGIN - 130.0);
    let checks: Vec<f64> = curve.iter().map(|(checked, _)| *checked as f64).collect();
    let across = Scale::across(&checks, Limits::FromZero, (left, right), 9);
    page.grid_up(&up, left, right);
    for tick in &across.ticks {
        let (x, label) = (across.at(*tick), across.label(*tick));
        page.picture
            .line((x, bottom), (x, bottom + 5.0), stands::centre());
        let words = font(TICK_SIZE, INK, Anchor::Middle);
        page.picture.text((x, bottom + 20.0), &label, words);
    }
    let level = up.at(100.0 * centre);
    page.picture
        .line((left, level), (right, level), stands::centre());
    let words = format!("centre {}", percent(centre));
    let at = (right + 8.0, level + 4.5);
    page.picture
        .text(at, &words, font(13.0, INK, Anchor::Start));
    let line = |of: fn(&(f64, f64)) -> f64| -> Vec<(f64, f64)> {
        let line = curve.iter();
        line.map(|(checked, limits)| (across.at(*checked as f64), up.at(100.0 * of(limits))))
            .collect()
    };
    let limits = [line(|limits| limits.0), line(|limits| limits.1)];
    for line in &limits {
        page.picture.path(line, stands::limit());
    }
    let place = |point: &Point| {
        let checked = point.group.checked as f64;
        (across.at(checked), up.at(100.0 * point.share()))
    };
    // Those of one place are one mark, the larger the more they are.
    let mut places: BTreeMap<(u64, u64), (&Point, usize)> = BTreeMap::new();
    for point in points {
        let key = (point.group.checked, point.group.failed);
        places.entry(key).or_insert((point, 0)).1 += 1;
    }
    let mut around = Around {
        points: Vec::new(),
        lines: limits.iter().flat_map(|line| named::pieces(line)).collect(),
        bounds: Rect(left, top - 4.0, right + 100.0, bottom - 2.0),
    };
    for (point, count) in places.values() {
        let radius = (3.5 * (*count as f64).sqrt()).min(14.0);
        stands(point).mark(&mut page.picture, place(point), radius);
        around.points.push((place(point), radius));
    }
    let wanted: Vec<((f64, f64), String)> = furthest(points)
        .into_iter()
        .map(|point| (place(point), short(&point.name, 40)))
        .collect();
    named::write(&mut page.picture, &wanted, &around);
    page.y = bottom + 44.0;
    let name = "Checked decisions (number)";
    let words = font(TICK_SIZE, INK, Anchor::Start);
    page.picture.axis_name((left, page.y), name, words);
    page.y += 4.0;
}

/// Numbers of checks from a little below the fewest to a little above the most, with the limits at each.
fn curve(points: &[Point], centre: f64) -> Vec<(u64, (f64, f64))> {
    const STRETCHES: u64 = 120;
    let checks = || points.iter().map(|point| point.group.checked);
    let (fewest, most) = (checks().min().unwrap_or(1), checks().max().unwrap_or(1));
    let (first, last) = ((fewest - fewest / 8).max(1), most + most / 20 + 1);
    let step = ((last - first) / STRETCHES).max(1);
    let between = (first..last).step_by(step as usize);
    let mut all: Vec<u64> = between.chain(checks()).chain([last]).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
        .map(|checked| (checked, funnel_limits(checked, centre)))
        .collect()
}

/// Those outside their limits, the least likely by chance first.
fn furthest(points: &[Point]) -> Vec<&Point> {
    let centre = share_of_all(points);
    let score =
        |point: &Point| (point.share() - centre).abs() * (point.group.checked as f64).sqrt();
    let mut out: Vec<&Point> = points.iter().filter(|p| stands(p).is_out()).collect();
    out.sort_by(|a, b| score(b).total_cmp(&score(a)));
    out
}

fn headline(points: &[Point], of_people: bool) -> String {
    let of = |side: Stands| -> Vec<&str> {
        let out = furthest(points).into_iter();
        let out = out.filter(|p| stands(p) == side && is_beyond_chance(points, p));
        out.map(|point| point.name.as_str()).collect()
    };
    let listed = |names: &[&str]| match of_people {
        true => format!("{} of {}", names.len(), points.len()),
        false => listed(names),
    };
    let have = |names: &[&str]| if names.len() == 1 { "has" } else { "have" };
    match (of(Stands::Above).as_slice(), of(Stands::Below).as_slice()) {
        ([], []) => none_of("point", points.len(), furthest(points).len()),
        ([], below) => format!(
            "{} {} fewer wrong decisions than chance explains",
            listed(below),
            have(below)
        ),
        (above, below) => {
            let mut more = format!(
                "{} {} more wrong decisions than chance explains",
                listed(above),
                have(above)
            );
            if !below.is_empty() {
                more.push_str(&format!("; {} {} fewer", listed(below), have(below)));
            }
            more
        }
    }
}

fn sentences(points: &[Point]) -> String {
    let out = furthest(points);
    if out.is_empty() {
        return format!(" All {} points are within their limits.", points.len());
    }
    let within = points.len() - out.len();
    let mut sentences = format!(" Within their limits: {within} of {}.", points.len());
    for point in out {
        let (low, high) = point.limits;
        sentences.push_str(&format!(
            " “{}”: {} of {} wrong, {}, limits {} to {}, {}.",
            point.name,
            point.group.failed,
            point.group.checked,
            percent(point.share()),
            percent(low),
            percent(high),
            stands(point).word()
        ));
    }
    sentences
}
