//! Errors found against hours of checking.

use crate::canvas::{GREY, INK, Label, Look, MARGIN, Page, WIDTH, looks, solid, tick_room};
use crate::chart::{Chart, Material};
use crate::claims::{Column, Order, ratios};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::place::{Rect, beside, in_column};
use crate::replications::of_policy;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::words::{cells, ends_of, error_of, horizon, mean_with_error, said};
use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::Spread;

/// See its meaning.
pub(crate) const CHART: Chart = Chart {
    name: "found-against-hours",
    meaning: "Decisions with an error that each policy and each of its checks finds, against the \
              hours of checking that it takes.",
    draw,
};

/// Single checks are drawn too up to so many points.
const READABLE: usize = 10;

/// A policy, or one of several checks of a policy.
struct Point<'a> {
    policy: usize,
    check: Option<&'a str>,
    hours: &'a Spread,
    found: &'a Spread,
}

fn draw(material: &Material) -> Option<Drawing> {
    let scenario = material.scenario;
    let all = points(material);
    // Nobody checks, or nobody says how long that takes.
    if all.iter().all(|point| point.hours.mean == 0.0) {
        return None;
    }
    // Single checks only where their labels stay clear and close; labels of policies beside their
    // points where they stay clear, else in a column.
    let mut drawn: Vec<&Point> = all.iter().collect();
    let mut labels = Labels::Beside(60.0);
    let crowded = |drawn: &[&Point], labels| Plot::new(material, drawn, 0.0, labels).crowded;
    if all.len() > READABLE || crowded(&drawn, labels) {
        drawn.retain(|point| point.check.is_none());
        labels = Labels::Beside(200.0);
        if crowded(&drawn, labels) {
            labels = Labels::Column;
        }
    }
    let subtitle = format!(
        "Checked decisions of which a true error in an accuracy attribute was found, and the hours \
         that checking took, over {}; {}.",
        horizon(scenario),
        mean_with_error(material.summary.replications),
    );
    let shown = "Errors found and hours of checking";
    let title = material.finding(shown, || headline(material, &all));
    let mut page = Page::open(CHART.name, &title, &subtitle);
    if drawn.iter().any(|point| point.check.is_some()) {
        let policy = signs::point(Marker::Circle, 6.0, GREY, false);
        let check = signs::point(Marker::Circle, 4.0, GREY, true);
        page.key(&[
            (&policy, "a policy, all checks together"),
            (&check, "one check of a policy with several"),
        ]);
    }
    page.names(&[(MARGIN, Anchor::Start, "Errors found (decisions)")]);
    let plot = Plot::new(material, &drawn, page.y + 8.0, labels);
    plot.draw(&mut page);
    plot.draw_points(&mut page.picture, &drawn, &looks(scenario.policies.len()));
    page.y = plot.bottom + 48.0;
    let alt = format!("A scatter plot.{}", sentences(material, &all));
    Some(page.finish(&material.source(), &alt, table(material, &all)))
}

fn points<'a>(material: &Material<'a>) -> Vec<Point<'a>> {
    let mut points = Vec::new();
    for (policy, rules) in material.scenario.policies.iter().enumerate() {
        let mut add = |scope, check| {
            let figure = |measure| material.summary.figure(policy, scope, measure);
            if let (Some(hours), Some(found)) = (figure("check_hours"), figure("errors_found")) {
                points.push(Point {
                    policy,
                    check,
                    hours,
                    found,
                });
            }
        };
        add(Scope::Policy, None);
        if rules.checks.len() > 1 {
            for (id, check) in rules.checks.iter().enumerate() {
                add(Scope::Check(id), Some(check.name.as_str()));
            }
        }
    }
    points
}

/// Axes, points and labels in their places.
struct Plot {
    up: Scale,
    across: Scale,
    left: f64,
    right: f64,
    bottom: f64,
    points: Vec<(f64, f64)>,
    labels: Vec<Label>,
    places: Vec<Rect>,
    /// Whether labels or the lines to them are in each other's way.
    crowded: bool,
    column: bool,
}

/// Where labels go.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Labels {
    /// Beside their points, no further off than so many pixels.
    Beside(f64),
    /// One under the other to the right of the plot.
    Column,
}

impl Plot {
    /// From `top` down.
    fn new(material: &Material, drawn: &[&Point], top: f64, put: Labels) -> Self {
        let label = |point: &&Point| match point.check {
            None => Label::new(material.name(point.policy), "", false, 210.0),
            Some(check) => Label::new("", check, false, 150.0),
        };
        let labels: Vec<Label> = drawn.iter().map(label).collect();
        let heights: Vec<f64> = labels.iter().map(|label| label.height() + 8.0).collect();
        let column = put == Labels::Column;
        let needed = if column { heights.iter().sum() } else { 0.0 };
        let bottom = top + f64::max(420.0, needed);
        let ends = |of: for<'a> fn(&Point<'a>) -> &'a Spread| -> Vec<f64> {
            let end = |point: &&Point| ends_of(of(point))[1];
            drawn.iter().map(end).collect()
        };
        let found = ends(|point| point.found);
        let up = Scale::fit(&found, Limits::FromZero, (bottom, top), 7);
        let left = MARGIN + tick_room(&up) + 6.0;
        let right = WIDTH - MARGIN - if column { 280.0 } else { 40.0 };
        let hours = ends(|point| point.hours);
        let across = Scale::across(&hours, Limits::FromZero, (left + 8.0, right), 8);
        let place = |point: &&Point| (across.at(point.hours.mean), up.at(point.found.mean));
        let points: Vec<(f64, f64)> = drawn.iter().map(place).collect();
        let sizes: Vec<(f64, f64)> = labels
            .iter()
            .map(|label| (label.width() + 2.0, label.height() + 2.0))
            .collect();
        let marks: Vec<Rect> = drawn
            .iter()
            .zip(&points)
            .map(|(point, (x, y))| {
                let wide = across.at(ends_of(point.hours)[1]) - x;
                let high = y - up.at(ends_of(point.found)[1]);
                let (wide, high) = (wide.max(8.0), high.max(8.0));
                Rect(x - wide, y - high, x + wide, y + high)
            })
            .collect();
        let bounds = Rect(left, top - 8.0, right + 40.0, bottom - 2.0);
        let (places, crowded) = match put {
            Labels::Beside(far) => {
                let placed = beside(&points, &sizes, &marks, bounds, far);
                (placed.places, placed.crowded)
            }
            Labels::Column => {
                let ends = (top, bottom);
                let places = in_column(&points, &sizes, &heights, right + 62.0, ends);
                (places, false)
            }
        };
        Self {
            up,
            across,
            left,
            right,
            bottom,
            points,
            labels,
            places,
            crowded,
            column,
        }
    }

    fn draw(&self, page: &mut Page) {
        page.grid_up(&self.up, self.left, self.right);
        page.ticks_across(&self.across, self.bottom, solid(INK, 1.0));
        let at = (self.left, self.bottom + 42.0);
        page.axis_name(at, "Hours of checking (hours)");
    }

    fn draw_points(&self, picture: &mut Picture, drawn: &[&Point], looks: &[Look]) {
        for (index, place) in self.places.iter().enumerate() {
            // Gridlines give way to a label; a thin line leads to one that is further away.
            picture.blank((place.0, place.1), (place.2, place.3));
            let (at, near) = (self.points[index], place.nearest(self.points[index]));
            let look = looks[drawn[index].policy];
            if self.column {
                let end = (place.0 - 12.0, (place.1 + place.3) / 2.0);
                picture.line(at, end, solid(look.colour, 1.0));
                picture.marker(look.marker, end, 4.0, look.colour, false);
            } else if (near.0 - at.0).hypot(near.1 - at.1) > 24.0 {
                picture.line(at, near, solid(look.colour, 1.0));
            }
        }
        for (index, place) in self.places.iter().enumerate() {
            let colour = drawn[index].check.map_or(INK, |_| GREY);
            let middle = (place.1 + place.3) / 2.0;
            self.labels[index].write(picture, (place.0 + 1.0, middle), colour);
        }
        for (point, at) in drawn.iter().zip(&self.points) {
            let (look, of_check) = (looks[point.policy], point.check.is_some());
            let radius = if of_check { 4.0 } else { 6.0 };
            error_bars(picture, point, *at, (&self.across, &self.up), look.colour);
            picture.marker(look.marker, *at, radius, look.colour, of_check);
        }
    }
}

fn error_bars(
    picture: &mut Picture,
    point: &Point,
    (x, y): (f64, f64),
    (across, up): (&Scale, &Scale),
    colour: &'static str,
) {
    let stroke = solid(colour, 1.5);
    if error_of(point.found) > 0.0 {
        let ends = ends_of(point.found).map(|end| up.at(end.max(0.0)));
        picture.line((x, ends[0]), (x, ends[1]), stroke);
        for end in ends {
            picture.line((x - 4.0, end), (x + 4.0, end), stroke);
        }
    }
    if error_of(point.hours) > 0.0 {
        let ends = ends_of(point.hours).map(|end| across.at(end.max(0.0)));
        picture.whisker(ends.into(), y, 4.0, stroke);
    }
}

fn headline(material: &Material, all: &[Point]) -> String {
    let policies: Vec<&Point> = all.iter().filter(|point| point.check.is_none()).collect();
    let name = |place: usize| material.name(policies[place].policy);
    let columns = |measure| -> Vec<Column> {
        let of = |point: &&Point| of_policy(material, point.policy, measure);
        policies.iter().map(of).collect()
    };
    let (found, hours) = (columns("errors_found"), columns("check_hours"));
    let in_words = |place: usize| {
        let point = policies[place];
        let found = said(point.found, Unit::Count);
        if point.hours.mean == 0.0 {
            return found;
        }
        let hours = said(point.hours, Unit::Hours);
        format!("{found} in {hours} of checking")
    };
    if policies.iter().all(|point| point.found.mean == 0.0) {
        return "No policy’s checks find an error".to_string();
    }
    let Some(order) = Order::of(&found, true) else {
        let (name, found) = (name(0), in_words(0));
        return format!("Decisions that “{name}” finds in error: {found}");
    };
    let most = if order.is_alone() {
        format!(
            "“{}” finds the most errors, {}",
            name(order.best),
            in_words(order.best)
        )
    } else if order.is_even() {
        "No policy finds detectably fewer errors than another".to_string()
    } else {
        format!(
            "{} find the most errors, and are not shown to differ; “{}” finds the fewest",
            order.names(name),
            name(order.behind[order.behind.len() - 1])
        )
    };
    // Per hour of those that check at all.
    let checking: Vec<(usize, Column)> = (0..policies.len())
        .filter_map(|place| Some((place, ratios(&found[place], &hours[place])?)))
        .collect();
    let rates: Vec<Column> = checking.iter().map(|(_, rates)| rates.clone()).collect();
    let quickest = Order::of(&rates, true).filter(Order::is_alone);
    match quickest.map(|order| checking[order.best].0) {
        Some(place) if order.is_alone() && place == order.best => {
            format!("{most}, and the most per hour")
        }
        Some(place) => format!("{most}; “{}” finds the most per hour", name(place)),
        None => most,
    }
}

fn sentences(material: &Material, all: &[Point]) -> String {
    all.iter()
        .map(|point| {
            let check = point.check.map(|check| format!(", “{check}” alone"));
            format!(
                " “{}”{}: {} found in {}.",
                material.name(point.policy),
                check.unwrap_or_default(),
                said(point.found, Unit::Count),
                said(point.hours, Unit::Hours),
            )
        })
        .collect()
}

fn table(material: &Material, all: &[Point]) -> Table {
    let columns = [
        "Policy",
        "Check",
        "Hours of checking, mean (hours)",
        "Monte Carlo standard error (hours)",
        "Errors found, mean (decisions)",
        "Monte Carlo standard error (decisions)",
    ];
    let cells_of = |point: &Point| {
        let mut line = vec![
            material.name(point.policy).to_owned(),
            point.check.unwrap_or("all checks").to_string(),
        ];
        line.extend(cells(Some(point.hours), Unit::Hours));
        line.extend(cells(Some(point.found), Unit::Count));
        line
    };
    Table::new(columns, all.iter().map(cells_of).collect())
}
