//! What every chart promises, swept over the table.

use super::fixture::{Case, office};
use super::*;

fn material(case: &Case) -> Material<'_> {
    Material {
        scenario: &case.scenario,
        summary: &case.summary,
        records: &case.records,
    }
}

/// Draws every chart twice and holds the drawings against the promises.
fn check(case: &Case) -> Vec<Drawing> {
    let drawings = draw(&material(case));
    assert_eq!(
        drawings,
        draw(&material(case)),
        "equal inputs give equal bytes"
    );
    for drawing in &drawings {
        let Drawing {
            name,
            svg,
            title,
            subtitle,
            alt,
            table,
        } = drawing;
        assert!(!title.is_empty() && !subtitle.is_empty(), "{name}");
        assert!(subtitle.contains("replication"), "{name}: {subtitle}");
        assert!(alt.len() > title.len() + subtitle.len(), "{name}: {alt}");
        assert!(
            svg.starts_with("<svg ") && svg.ends_with("</svg>\n"),
            "{name}"
        );
        for part in ["role=\"img\"", "<title id=", "<desc id=", "sans-serif"] {
            assert!(svg.contains(part), "{name}: {part}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}");
        assert!(!svg.contains("transform"), "{name}: all text is level");
        let axes: Vec<&str> = svg
            .lines()
            .filter(|line| line.contains("axis-name"))
            .collect();
        assert!(
            axes.iter().any(|axis| axis.contains('(')),
            "{name}: {axes:?}"
        );
        assert!(!table.rows.is_empty(), "{name}");
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{name}: {row:?}");
            assert!(row.iter().all(|cell| !cell.is_empty()), "{name}: {row:?}");
        }
        write(drawing, case);
    }
    drawings
}

/// Pictures to look at, where `TIERONE_CHARTS` names a folder.
fn write(drawing: &Drawing, case: &Case) {
    if let Some(folder) = std::env::var_os("TIERONE_CHARTS") {
        let policies = case.scenario.policies.len();
        let name = format!(
            "{}-{policies}-{}.svg",
            drawing.name, case.summary.replications
        );
        std::fs::write(std::path::Path::new(&folder).join(name), &drawing.svg).expect("written");
    }
}

fn names(drawings: &[Drawing]) -> Vec<&str> {
    drawings.iter().map(|drawing| drawing.name).collect()
}

#[test]
fn every_chart_has_a_name_of_its_own_and_a_meaning() {
    for (index, chart) in CHARTS.iter().enumerate() {
        assert!(CHARTS[..index].iter().all(|other| other.name != chart.name));
        assert!(chart.meaning.ends_with('.'), "{}", chart.name);
    }
}

#[test]
fn every_chart_is_drawn_of_one_to_six_policies() {
    for n in [4, 6] {
        let drawings = check(&Case::new(office(n), 60));
        let all: Vec<&str> = CHARTS.iter().map(|chart| chart.name).collect();
        assert_eq!(names(&drawings), all);
    }
    assert!(!check(&Case::new(office(1), 30)).is_empty());
}
