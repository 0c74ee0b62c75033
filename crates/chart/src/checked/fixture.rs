//! A small report by hand: five periods, seven people, two areas.

use super::{Group, Material};
use tierone_records::assess::{Figure, FigureName, Point, REACH, Scope, control_chart, funnel};
use tierone_stats::control::Subgroup;

/// Everything that charts of checks are drawn from.
pub(super) struct Report {
    pub(super) periods: Vec<Point>,
    pub(super) people: Vec<Point>,
    pub(super) figures: Vec<(String, String, Vec<Figure>)>,
    pub(super) attributes: Vec<(&'static str, u64)>,
    pub(super) kinds: Vec<(&'static str, u64)>,
}

impl Report {
    /// Of counts of checks and fails by period and by person.
    pub(super) fn of(periods: &[(&str, u64, u64)], people: &[(&str, u64, u64)]) -> Self {
        let group = |by: &str, name: &str, value: f64, n: u64| {
            let figure = |name, value: f64, half: f64| Figure {
                name,
                scope: Scope::Frame,
                value: Some(value),
                interval: Some(((value - half).max(0.0), (value + half).min(1.0))),
                method: "wilson",
                se: None,
                n,
                found: n / 10,
                formula: "",
                effective: None,
            };
            let figures = vec![
                figure(FigureName::Accuracy, value, 0.03),
                figure(FigureName::MveGross, 0.1 * (1.0 - value), 0.002),
            ];
            (by.to_owned(), name.to_owned(), figures)
        };
        Self {
            periods: control_chart(&named(periods), REACH).unwrap_or_default(),
            people: funnel(&named(people)).unwrap_or_default(),
            figures: vec![
                group("", "all", 0.9, 500),
                group("area", "north", 0.95, 300),
                group("area", "south", 0.82, 200),
            ],
            attributes: vec![("dates", 8), ("income", 40), ("address", 2), ("debt", 0)],
            kinds: vec![("fail", 3), ("fail-income error", 47)],
        }
    }

    /// One month and one person stand out.
    pub(super) fn small() -> Self {
        let months = [
            ("2026-01", 100, 5),
            ("2026-02", 100, 4),
            ("2026-03", 100, 30),
            ("2026-04", 400, 24),
            ("2026-05", 50, 3),
        ];
        let people = [
            ("P0", 60, 5),
            ("P1", 60, 5),
            ("P2", 120, 9),
            ("P3", 200, 12),
            ("P4", 90, 32),
            ("P5", 150, 10),
            ("P6", 70, 2),
        ];
        Self::of(&months, &people)
    }

    pub(super) fn material(&self) -> Material<'_> {
        let groups = self.figures.iter().map(|(by, name, figures)| Group {
            by,
            name,
            of_person: false,
            figures,
        });
        Material {
            design: "a simple random sample",
            confidence: 0.95,
            suppress_below: 0,
            periods: &self.periods,
            limits: None,
            column: "case owner",
            of_people: false,
            people: &self.people,
            attributes: self.attributes.clone(),
            kinds: self.kinds.clone(),
            targets: vec![(FigureName::Accuracy, 0.97)],
            groups: groups.collect(),
        }
    }
}

fn named(counts: &[(&str, u64, u64)]) -> Vec<(String, Subgroup)> {
    let group = |(name, checked, failed): &(&str, u64, u64)| {
        let group = Subgroup {
            checked: *checked,
            failed: *failed,
        };
        ((*name).to_owned(), group)
    };
    counts.iter().map(group).collect()
}
