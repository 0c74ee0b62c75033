//! Which periods and which people stand out more than chance explains, and how often chance alone would make them.
//!
//! These are charts of checked cases: shares are not weighted, since limits are of what a sample of so many shows.

use serde::Serialize;

use tierone_stats::control::{self, Subgroup};
use tierone_stats::special::binomial_tails;
use tierone_stats::written::in_percent;

/// One period of a control chart, or one person of a funnel.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(into = "Row")]
pub struct Point {
    /// Its name.
    pub name: String,
    /// What was checked and what failed.
    pub group: Subgroup,
    /// The limits of its share.
    pub limits: (f64, f64),
    /// The exponentially weighted moving average of the scores so far, and its limit on either side of 0; none in a funnel.
    pub average: Option<(f64, f64)>,
    /// The probability that chance alone puts the share outside its limits.
    pub false_alarm: f64,
}

impl Point {
    /// The share that failed.
    pub fn share(&self) -> f64 {
        self.group.failed as f64 / self.group.checked as f64
    }

    /// Whether the share is outside its limits.
    pub fn is_outside(&self) -> bool {
        let (low, high) = self.limits;
        self.share() < low || self.share() > high
    }

    /// Whether the moving average is outside its own.
    pub fn has_moved(&self) -> bool {
        self.average
            .is_some_and(|(average, limit)| average.abs() > limit)
    }
}

/// A point as it is written to files.
#[derive(Serialize)]
struct Row {
    name: String,
    checked: u64,
    wrong: u64,
    share: f64,
    low: f64,
    high: f64,
    outside: bool,
    false_alarm: f64,
    moving_average: Option<f64>,
    moving_average_limit: Option<f64>,
    moved: bool,
}

impl From<Point> for Row {
    fn from(point: Point) -> Self {
        Self {
            checked: point.group.checked,
            wrong: point.group.failed,
            share: in_percent(point.share()),
            low: in_percent(point.limits.0),
            high: in_percent(point.limits.1),
            outside: point.is_outside(),
            false_alarm: in_percent(point.false_alarm),
            moving_average: point.average.map(|(average, _)| average),
            moving_average_limit: point.average.map(|(_, limit)| limit),
            moved: point.has_moved(),
            name: point.name,
        }
    }
}

/// How fast a moving average forgets, and how far it may go: Montgomery's usual pair for small shifts.
const EWMA: (f64, f64) = (0.2, EWMA_REACH);

/// The standard deviations of a moving average that its limits are from 0.
pub const EWMA_REACH: f64 = 2.86;

/// After so many periods, on average, chance alone takes a moving average outside its limits: of normal scores, which
/// those of many checks a period nearly are.
///
/// # Source
/// Crowder (1987), Technometrics 29, 401–407, for the run length, which is 371 with `EWMA`.
pub const EWMA_RUN: u64 = 370;

/// The standard deviations of a share that its limits are from the share of all periods together, but for the looks of a year.
pub const REACH: f64 = 3.0;

/// A p chart with a moving average, over periods in the order of time. Limits are `reach` standard deviations around the
/// share of all periods together; none where nothing or everything failed.
pub fn control_chart(periods: &[(String, Subgroup)], reach: f64) -> Option<Vec<Point>> {
    let (groups, centre) = centred(periods)?;
    let scores = control::scores(&groups, centre);
    let averages = control::ewma(&scores, EWMA.0);
    let points = periods
        .iter()
        .filter(|(_, group)| group.checked > 0)
        .zip(averages)
        .zip(1..);
    let points = points.map(|(((name, group), average), count)| {
        let limits = control::limits(centre, group.checked, reach, 1.0);
        Point {
            name: name.clone(),
            group: *group,
            limits,
            average: Some((average, control::ewma_limit(EWMA.0, EWMA.1, count))),
            false_alarm: outside(*group, limits, centre),
        }
    });
    Some(points.collect())
}

/// A funnel over people: limits that aim at 1 in 1 000 beyond either where all fail alike. Fails are whole numbers, so
/// chance alone puts more or fewer there, as each point's `false_alarm` says.
pub fn funnel(people: &[(String, Subgroup)]) -> Option<Vec<Point>> {
    let (_, centre) = centred(people)?;
    let points = people.iter().filter(|(_, group)| group.checked > 0);
    let points = points.map(|(name, group)| {
        let limits = funnel_limits(group.checked, centre);
        Point {
            name: name.clone(),
            group: *group,
            limits,
            average: None,
            false_alarm: outside(*group, limits, centre),
        }
    });
    Some(points.collect())
}

/// The limits of a funnel around `centre` at so many checks.
pub fn funnel_limits(checked: u64, centre: f64) -> (f64, f64) {
    let limit = |probability| control::funnel_limit(checked, centre, probability);
    (limit(0.001), limit(0.999))
}

/// The groups with a check, and the share of all of them that failed.
fn centred(named: &[(String, Subgroup)]) -> Option<(Vec<Subgroup>, f64)> {
    let groups = named.iter().map(|(_, group)| *group);
    let groups: Vec<Subgroup> = groups.filter(|group| group.checked > 0).collect();
    let centre = control::centre(&groups)?;
    (groups.len() > 1 && centre > 0.0 && centre < 1.0).then_some((groups, centre))
}

/// The probability of a number of fails outside limits on their share.
fn outside(group: Subgroup, (low, high): (f64, f64), centre: f64) -> f64 {
    let n = group.checked;
    // A share on the limit is inside it, whatever rounding says.
    let above = binomial_tails((high * n as f64 + 1e-9).floor() as u64, n, centre).upper;
    let least = (low * n as f64 - 1e-9).ceil().max(0.0) as u64;
    let below = if least == 0 {
        0.0
    } else {
        binomial_tails(least - 1, n, centre).lower
    };
    above + below
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::special::normal_tails;

    fn named(groups: &[(u64, u64)]) -> Vec<(String, Subgroup)> {
        let named = groups.iter().enumerate().map(|(index, (checked, failed))| {
            let group = Subgroup {
                checked: *checked,
                failed: *failed,
            };
            (format!("{index}"), group)
        });
        named.collect()
    }

    #[test]
    fn a_period_far_from_the_others_is_outside() {
        let points = control_chart(
            &named(&[(100, 5), (100, 4), (100, 30), (0, 0), (100, 6)]),
            REACH,
        )
        .expect("a chart");
        let outside: Vec<&str> = points
            .iter()
            .filter(|p| p.is_outside())
            .map(|p| p.name.as_str())
            .collect();
        assert_eq!(outside, ["2"]);
        // Two periods below the common share move the average, which the third pulls back.
        let moved: Vec<bool> = points.iter().map(Point::has_moved).collect();
        assert_eq!(moved, [false, true, false, false]);
        assert!(control_chart(&named(&[(100, 0), (100, 0)]), REACH).is_none());
    }

    /// The average run of a moving average within settled limits, cut into cells (Brook & Evans 1972): the runs R of all
    /// cells solve R = 1 + QR, which repeating it comes to.
    #[test]
    fn chance_moves_an_average_about_once_in_the_periods_that_are_told() {
        const CELLS: usize = 101;
        let (weight, reach) = EWMA;
        let limit = control::ewma_limit(weight, reach, 10_000);
        let width = 2.0 * limit / CELLS as f64;
        let middle = |cell: usize| (cell as f64 + 0.5) * width - limit;
        let below = |value: f64, from: usize| {
            normal_tails((value - (1.0 - weight) * middle(from)) / weight).lower
        };
        let step: Vec<Vec<f64>> = (0..CELLS)
            .map(|from| {
                let edge = |cell: usize| below(middle(cell) + 0.5 * width, from);
                let inner = |cell: usize| below(middle(cell) - 0.5 * width, from);
                (0..CELLS).map(|to| edge(to) - inner(to)).collect()
            })
            .collect();
        let mut runs = vec![1.0; CELLS];
        for _ in 0..8_000 {
            runs = step
                .iter()
                .map(|row| 1.0 + row.iter().zip(&runs).map(|(p, run)| p * run).sum::<f64>())
                .collect();
        }
        let run: f64 = runs[CELLS / 2];
        assert!((run - EWMA_RUN as f64).abs() < 2.0, "{run}");
    }

    #[test]
    fn the_false_alarm_rate_is_that_of_binomial_numbers() {
        let points = funnel(&named(&[(50, 3), (500, 20), (40, 12)])).expect("a funnel");
        assert!(points[2].is_outside() && !points[1].is_outside());
        for point in &points {
            let centre = 35.0 / 590.0;
            let n = point.group.checked;
            let mut chance = 0.0;
            for fails in 0..=n {
                let share = fails as f64 / n as f64;
                let below = if fails == 0 {
                    0.0
                } else {
                    binomial_tails(fails - 1, n, centre).lower
                };
                if share < point.limits.0 - 1e-12 || share > point.limits.1 + 1e-12 {
                    chance += binomial_tails(fails, n, centre).lower - below;
                }
            }
            assert!((chance - point.false_alarm).abs() < 1e-9);
            assert!(point.false_alarm < 0.01);
        }
    }
}
