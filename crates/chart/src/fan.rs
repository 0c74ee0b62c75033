//! Fan charts: a figure ahead by period, as it will be and as each check will report it, with bands of 50, 80 and 95 %.

use crate::canvas::{INK, Label, MARGIN, Page, Sign, WIDTH, solid, tick_room};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Picture};
use crate::scale::{Limits, Scale};
use crate::words::period_names;
use tierone_outlook::{FanRow, Outlook};
use tierone_scenario::{Policy, Scenario};

/// What is drawn: the measures of one figure, and what it is called.
const FIGURES: [(&str, &str, &str, &str); 2] = [
    (
        "accuracy-ahead",
        "accuracy",
        "accuracy_estimate",
        "Accuracy (% of decisions)",
    ),
    (
        "mve-ahead",
        "mve_decided",
        "mve_estimate",
        "Monetary value of error as decided (% of value)",
    ),
];

const COLOUR: &str = "#12436D";
/// Bands from the widest: 95, 80 and 50 %.
const SHADES: [f64; 3] = [0.12, 0.2, 0.35];
/// What they look like where those before lie under them.
const LAID: [f64; 3] = [0.12, 0.296, 0.542];
const GAP: f64 = 28.0;
const HIGH: f64 = 230.0;
/// Panels side by side, at most.
const ACROSS: usize = 3;

/// The fan charts of a policy, by its place: one of accuracy, and one of money where there is some.
pub fn fans(scenario: &Scenario, place: usize, outlook: &Outlook) -> Vec<Drawing> {
    let policy = &scenario.policies[place];
    let drawings = FIGURES.iter().filter_map(|(name, truth, reported, axis)| {
        let of = |measure: &str, check: Option<&str>| -> Vec<&FanRow> {
            let rows = outlook.fans.iter();
            let rows = rows.filter(|row| {
                row.policy == policy.name
                    && row.measure == measure
                    && row.check.as_deref() == check
                    && row.period.is_some()
            });
            rows.collect()
        };
        let mut panels = vec![("as it will be".to_owned(), of(truth, None))];
        for check in &policy.checks {
            let rows = of(reported, Some(&check.name));
            panels.push((format!("as “{}” will report it", check.name), rows));
        }
        panels.retain(|(_, rows)| !rows.is_empty());
        let whole = outlook
            .fans
            .iter()
            .find(|row| row.policy == policy.name && row.measure == *truth && row.period.is_none());
        // A scenario without money has an error of nothing.
        let whole = whole.filter(|row| row.p97_5 > 0.0)?;
        let name = format!("{}-{name}", place + 1);
        Some(draw(scenario, (&name, axis), policy, &panels, whole))
    });
    drawings.collect()
}

fn draw(
    scenario: &Scenario,
    (name, axis): (&str, &str),
    policy: &Policy,
    panels: &[(String, Vec<&FanRow>)],
    whole: &FanRow,
) -> Drawing {
    let digits = whole.decimals();
    let title = format!(
        "{} under “{}”: {:.digits$} % to {:.digits$} % with a probability of 80 %",
        axis.split(" (").next().unwrap_or(axis),
        policy.name,
        whole.p10,
        whole.p90
    );
    let extent: Vec<f64> = panels
        .iter()
        .flat_map(|(_, rows)| rows.iter().flat_map(|row| [row.p2_5, row.p97_5]))
        .collect();
    let scale = |pixels| Scale::fit(&extent, Limits::Percent, pixels, 7);
    let subtitle = format!(
        "The headline is of all {} periods together; below is each of them, over {} replications: median, and bands of 50, 80 and \
         95 %.{}",
        scenario.horizon.periods,
        whole.replications,
        scale((0.0, 1.0)).warning(),
    );
    let mut page = Page::open(name, &title, &subtitle);
    let signs = LAID.map(|shade| {
        move |picture: &mut Picture, (x, y): (f64, f64)| {
            picture.rect((x, y - 6.0), (x + 22.0, y + 6.0), COLOUR, shade);
        }
    });
    let entries: Vec<(Sign, &str)> = signs
        .iter()
        .zip(["95 %", "80 %", "50 %"])
        .map(|(sign, name)| (sign as Sign, name))
        .collect();
    page.key(&entries);
    page.names(&[(MARGIN, Anchor::Start, axis)]);
    let names = period_names(scenario);
    let across = panels.len().min(ACROSS);
    let each = (WIDTH - 2.0 * MARGIN - (across - 1) as f64 * GAP) / across as f64;
    for shelf in panels.chunks(across) {
        let labels: Vec<Label> = shelf
            .iter()
            .map(|(name, _)| Label::new(name, "", true, each - 20.0))
            .collect();
        let height = labels.iter().map(Label::height).fold(0.0, f64::max);
        let top = page.y + height + 20.0;
        let bottom = top + HIGH;
        let scale = scale((bottom, top));
        for (place, ((_, rows), label)) in shelf.iter().zip(&labels).enumerate() {
            let start = MARGIN + place as f64 * (each + GAP);
            label.write(
                &mut page.picture,
                (start, page.y + 8.0 + label.height() / 2.0),
                INK,
            );
            let (left, right) = (start + tick_room(&scale) + 4.0, start + each);
            page.grid_up(&scale, left, right);
            page.names_across((left, right), bottom, &names);
            fan(&mut page.picture, (left, right), &scale, rows, names.len());
        }
        page.y = bottom + 40.0;
    }
    let source = format!(
        "Source: simulation of “{}”, uncertain numbers drawn anew.",
        scenario.title
    );
    let alt = alt(panels, &names);
    page.finish(&source, &alt, table(panels, &names))
}

/// The limits of a band.
type BandLimits = fn(&FanRow) -> (f64, f64);

/// The bands and the median of a panel.
fn fan(
    picture: &mut Picture,
    (left, right): (f64, f64),
    scale: &Scale,
    rows: &[&FanRow],
    periods: usize,
) {
    let slot = (right - left) / periods.max(1) as f64;
    let x = |row: &FanRow| left + (row.period.unwrap_or(1) as f64 - 0.5) * slot;
    let limits: [BandLimits; 3] = [
        |row| (row.p2_5, row.p97_5),
        |row| (row.p10, row.p90),
        |row| (row.p25, row.p75),
    ];
    for (limits, shade) in limits.iter().zip(SHADES) {
        if let [row] = rows {
            let (low, high) = limits(row);
            picture.rect(
                (x(row) - 8.0, scale.at(low)),
                (x(row) + 8.0, scale.at(high)),
                COLOUR,
                shade,
            );
            continue;
        }
        let mut outline: Vec<(f64, f64)> = rows
            .iter()
            .map(|row| (x(row), scale.at(limits(row).0)))
            .collect();
        outline.extend(
            rows.iter()
                .rev()
                .map(|row| (x(row), scale.at(limits(row).1))),
        );
        picture.area(&outline, COLOUR, shade);
    }
    let median: Vec<(f64, f64)> = rows.iter().map(|row| (x(row), scale.at(row.p50))).collect();
    match median[..] {
        [(x, y)] => picture.line((x - 8.0, y), (x + 8.0, y), solid(COLOUR, 2.0)),
        _ => picture.path(&median, solid(COLOUR, 2.0)),
    }
}

/// What a reader who cannot see it needs to know: the first and the last period of each panel.
fn alt(panels: &[(String, Vec<&FanRow>)], names: &[String]) -> String {
    let mut text = String::from("A fan chart.");
    for (panel, rows) in panels {
        for row in rows.first().into_iter().chain(rows.last()) {
            let digits = row.decimals();
            let period = names
                .get(row.period.unwrap_or(1) - 1)
                .map_or("", String::as_str);
            text += &format!(
                " In {period}, {panel}: median {:.digits$} %, 80 % band {:.digits$} % to {:.digits$} %.",
                row.p50, row.p10, row.p90
            );
        }
    }
    text
}

fn table(panels: &[(String, Vec<&FanRow>)], names: &[String]) -> Table {
    let mut rows = Vec::new();
    for (panel, fans) in panels {
        for row in fans {
            let digits = row.decimals();
            let mut cells = vec![
                panel.clone(),
                names
                    .get(row.period.unwrap_or(1) - 1)
                    .cloned()
                    .unwrap_or_default(),
            ];
            cells.extend(
                [
                    row.p2_5, row.p10, row.p25, row.p50, row.p75, row.p90, row.p97_5,
                ]
                .map(|x| format!("{x:.digits$}")),
            );
            rows.push(cells);
        }
    }
    Table::new(
        [
            "figure", "period", "2.5 %", "10 %", "25 %", "median", "75 %", "90 %", "97.5 %",
        ],
        rows,
    )
}
