//! Shares of wrong decisions against how many were checked: who is outside what chance explains.

use std::collections::BTreeMap;

use super::material::{Chart, Material};
use super::named::{self, Around};
use super::stands::{self, Stands, is_beyond_chance, none_of, share_of_all, table};
use super::words::{percent, source};
use crate::canvas::{MARGIN, Page, WIDTH, tick_room};
use crate::drawing::Drawing;
use crate::picture::Anchor;
use crate::place::Rect;
use crate::scale::{Limits, Scale};
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
    let within = "within the limits; larger where several are in one place";
    stands::key(&mut page, within, ["all together", "limits"]);
    plot(&mut page, points);
    let names: Vec<String> = points.iter().map(|point| point.name.clone()).collect();
    let (centre, each) = (percent(share_of_all(points)), sentences(points));
    let alt = format!("A funnel plot with a centre at {centre}.{each}");
    let source = source(material, &stands::by_chance(points));
    Some(page.finish(&source, &alt, table("Name", &names, points)))
}

/// How many in 1,000 chance puts beyond the limits, from the point with the fewest to that with the most.
fn alarms(points: &[Point]) -> String {
    let of = |point: &Point| 1_000.0 * point.false_alarm;
    let least = points.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = points.iter().map(of).fold(0.0, f64::max);
    let [least, most] = [least, most].map(|alarms| format!("{alarms:.1}"));
    match least == most {
        true => least,
        false => format!("{least} to {most}"),
    }
}

fn plot(page: &mut Page, points: &[Point]) {
    let axis = "Wrong decisions (% of those checked)";
    page.names(&[(MARGIN, Anchor::Start, axis)]);
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
    page.ticks_across(&across, bottom, stands::CENTRE);
    let level = up.at(100.0 * centre);
    let ends = ((left, level), (right, level));
    page.picture.line(ends.0, ends.1, stands::CENTRE);
    let words = format!("centre {}", percent(centre));
    page.write((right + 8.0, level + 4.5), &words, Anchor::Start);
    let line = |of: fn(&(f64, f64)) -> f64| -> Vec<(f64, f64)> {
        let at = |(checked, limits): &(u64, (f64, f64))| {
            (across.at(*checked as f64), up.at(100.0 * of(limits)))
        };
        curve.iter().map(at).collect()
    };
    let limits = [line(|limits| limits.0), line(|limits| limits.1)];
    for line in &limits {
        page.picture.path(line, stands::LIMIT);
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
        Stands::at(point).mark(&mut page.picture, place(point), radius);
        around.points.push((place(point), radius));
    }
    let wanted = furthest(points).into_iter();
    let wanted = wanted.map(|point| (place(point), short(&point.name, 40)));
    let wanted: Vec<((f64, f64), String)> = wanted.collect();
    named::write(&mut page.picture, &wanted, &around);
    page.y = bottom + 44.0;
    page.axis_name((left, page.y), "Checked decisions (number)");
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
    let mut out: Vec<&Point> = points.iter().filter(|p| Stands::at(p).is_out()).collect();
    out.sort_by(|a, b| score(b).total_cmp(&score(a)));
    out
}

fn headline(points: &[Point], of_people: bool) -> String {
    let of = |side: Stands| -> Vec<&str> {
        let out = furthest(points).into_iter();
        let out = out.filter(|p| Stands::at(p) == side && is_beyond_chance(points, p));
        out.map(|point| point.name.as_str()).collect()
    };
    let listed = |names: &[&str]| match of_people {
        true => format!("{} of {}", names.len(), points.len()),
        false => listed(names),
    };
    let have = |names: &[&str]| {
        let have = if names.len() == 1 { "has" } else { "have" };
        format!("{} {have}", listed(names))
    };
    match (of(Stands::Above).as_slice(), of(Stands::Below).as_slice()) {
        ([], []) => none_of("point", points.len(), furthest(points).len()),
        ([], below) => {
            let below = have(below);
            format!("{below} fewer wrong decisions than chance explains")
        }
        (above, below) => {
            let more = format!("{} more wrong decisions than chance explains", have(above));
            match below {
                [] => more,
                below => format!("{more}; {} fewer", have(below)),
            }
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
            Stands::at(point).word()
        ));
    }
    sentences
}
