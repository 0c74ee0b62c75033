//! Fan charts: a figure ahead by period, as it will be and as each check will report it, with bands of 50, 80 and 95 %.

use crate::canvas::{INK, Label, MARGIN, Page, Sign, WIDTH, solid, tick_room};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Picture};
use crate::scale::{Limits, Scale};
use crate::words::{dash, period_names};
use tierone_fit::office::HistoryRow;
use tierone_outlook::{FanRow, Outlook};
use tierone_scenario::{Policy, Scenario};
use tierone_stats::units::PeriodLength;

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

/// The fan charts of a policy, by its place: one of accuracy, and one of money where there is some. What checks found before
/// stands before what they will report.
pub fn fans(
    scenario: &Scenario,
    place: usize,
    outlook: &Outlook,
    history: &[HistoryRow],
) -> Vec<Drawing> {
    let policy = &scenario.policies[place];
    let drawings = FIGURES.iter().filter_map(|(name, truth, reported, axis)| {
        let own = || outlook.fans.iter().filter(|row| row.policy == policy.name);
        let of = |measure: &str, check: Option<&str>| -> Vec<&FanRow> {
            let rows = own().filter(|row| row.measure == measure && row.period.is_some());
            rows.filter(|row| row.check.as_deref() == check).collect()
        };
        let mut panels = vec![Panel {
            name: "as it will be".to_owned(),
            rows: of(truth, None),
            past: Vec::new(),
        }];
        for check in &policy.checks {
            let past = history.iter().filter(|row| {
                *truth == "accuracy" && row.policy == policy.name && row.check == check.name
            });
            panels.push(Panel {
                name: format!("as “{}” will report it", check.name),
                rows: of(reported, Some(&check.name)),
                past: past.collect(),
            });
        }
        panels.retain(|panel| !panel.rows.is_empty());
        let whole = own().find(|row| row.measure == *truth && row.period.is_none());
        // A scenario without money has an error of nothing.
        let whole = whole.filter(|row| row.p97_5 > 0.0)?;
        let name = format!("{}-{name}", place + 1);
        Some(draw(scenario, (&name, axis), policy, &panels, whole))
    });
    drawings.collect()
}

/// A figure ahead, and what was found of it before.
struct Panel<'a> {
    name: String,
    rows: Vec<&'a FanRow>,
    past: Vec<&'a HistoryRow>,
}

fn draw(
    scenario: &Scenario,
    (name, axis): (&str, &str),
    policy: &Policy,
    panels: &[Panel],
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
        .flat_map(|panel| {
            let past = panel.past.iter().flat_map(|row| [row.low, row.high]);
            let ahead = panel.rows.iter().flat_map(|row| [row.p2_5, row.p97_5]);
            ahead.chain(past.map(|share| 100.0 * share))
        })
        .collect();
    let past = panels.iter().flat_map(|panel| &panel.past);
    let back = past.map(|row| row.back).max().unwrap_or(0) as usize;
    let before = match back {
        0 => "",
        _ => " Dots: what was found before, with 95 % intervals.",
    };
    let scale = |pixels| Scale::fit(&extent, Limits::Percent, pixels, 7);
    let subtitle = format!(
        "The headline is of all {} periods together; below is each of them, over {} replications: median, and bands of 50, 80 and \
         95 %.{before}{}",
        scenario.horizon.periods,
        whole.replications,
        scale((0.0, 1.0)).warning(),
    );
    let mut page = Page::open(name, &title, &subtitle);
    let signs = band_signs();
    let mut entries = band_key(&signs);
    if back > 0 {
        entries.push((&found_sign, "found"));
    }
    page.key(&entries);
    page.names(&[(MARGIN, Anchor::Start, axis)]);
    let names = period_names(&begun(scenario, back));
    let across = panels.len().min(ACROSS);
    let each = (WIDTH - 2.0 * MARGIN - (across - 1) as f64 * GAP) / across as f64;
    for shelf in panels.chunks(across) {
        let label = |panel: &Panel| Label::new(&panel.name, "", true, each - 20.0);
        let labels: Vec<Label> = shelf.iter().map(label).collect();
        let height = labels.iter().map(Label::height).fold(0.0, f64::max);
        let top = page.y + height + 20.0;
        let bottom = top + HIGH;
        let scale = scale((bottom, top));
        for (place, (panel, label)) in shelf.iter().zip(&labels).enumerate() {
            let start = MARGIN + place as f64 * (each + GAP);
            let middle = page.y + 8.0 + label.height() / 2.0;
            label.write(&mut page.picture, (start, middle), INK);
            let (left, right) = (start + tick_room(&scale) + 4.0, start + each);
            page.grid_up(&scale, left, right);
            page.names_across((left, right), bottom, &names);
            let slots = Slots {
                left,
                each: (right - left) / names.len().max(1) as f64,
                back,
            };
            panel.draw(&mut page.picture, &slots, &scale);
        }
        page.y = bottom + 40.0;
    }
    let source = format!(
        "Source: simulation of “{}”, uncertain numbers drawn anew.",
        scenario.title
    );
    let alt = alt(panels, &names[back..]);
    page.finish(&source, &alt, table(panels, &names[back..]))
}

/// The limits of a band.
type BandLimits = fn(&FanRow) -> (f64, f64);

/// The scenario as it would have begun so many periods before.
fn begun(scenario: &Scenario, back: usize) -> Scenario {
    let mut begun = scenario.clone();
    let so_many = back as i64;
    let span = match scenario.horizon.period {
        PeriodLength::Week => jiff::Span::new().try_weeks(so_many),
        PeriodLength::Month => jiff::Span::new().try_months(so_many),
    };
    let start = span.and_then(|span| scenario.horizon.start.checked_sub(span));
    if let Ok(start) = start {
        begun.horizon.start = start;
    }
    begun.horizon.periods += back;
    begun
}

/// What was found, with its interval from one height to another.
pub(super) fn found(picture: &mut Picture, at: (f64, f64), (low, high): (f64, f64)) {
    picture.line((at.0, low), (at.0, high), solid(INK, 1.5));
    picture.marker(Marker::Circle, at, 3.5, INK, false);
}

/// The sign of what was found in a key.
pub(super) fn found_sign(picture: &mut Picture, (x, y): (f64, f64)) {
    found(picture, (x + 11.0, y), (y - 9.0, y + 9.0));
}

/// The signs of bands in a key.
pub(super) fn band_signs() -> [impl Fn(&mut Picture, (f64, f64)); 3] {
    LAID.map(|shade| {
        move |picture: &mut Picture, (x, y): (f64, f64)| {
            picture.rect((x, y - 6.0), (x + 22.0, y + 6.0), COLOUR, shade);
        }
    })
}

/// The key of bands, with their signs.
pub(super) fn band_key(
    signs: &[impl Fn(&mut Picture, (f64, f64))],
) -> Vec<(Sign<'_>, &'static str)> {
    let bands = signs.iter().zip(["95 %", "80 %", "50 %"]);
    bands.map(|(sign, name)| (sign as Sign, name)).collect()
}

/// Where periods are across a panel.
pub(super) struct Slots {
    /// Where they begin.
    pub(super) left: f64,
    /// How wide each is.
    pub(super) each: f64,
    /// How many there are before the first that is ahead.
    pub(super) back: usize,
}

impl Slots {
    /// The middle of a period, counted from 1; those before it are zero and less.
    pub(super) fn x(&self, period: f64) -> f64 {
        self.left + (self.back as f64 + period - 0.5) * self.each
    }
}

impl Panel<'_> {
    /// What was found, bands and median.
    fn draw(&self, picture: &mut Picture, slots: &Slots, scale: &Scale) {
        for row in &self.past {
            let x = slots.x(1.0 - f64::from(row.back));
            let [low, middle, high] = percents(row).map(|y| scale.at(y));
            found(picture, (x, middle), (low, high));
        }
        fan(picture, slots, scale, &self.rows);
    }
}

/// The bands and the median of a panel.
pub(super) fn fan(picture: &mut Picture, slots: &Slots, scale: &Scale, rows: &[&FanRow]) {
    let x = |row: &FanRow| slots.x(row.period.unwrap_or(1) as f64);
    let limits: [BandLimits; 3] = [
        |row| (row.p2_5, row.p97_5),
        |row| (row.p10, row.p90),
        |row| (row.p25, row.p75),
    ];
    for (limits, shade) in limits.iter().zip(SHADES) {
        if let [row] = rows {
            let (low, high) = limits(row);
            let (from, to) = (
                (x(row) - 8.0, scale.at(low)),
                (x(row) + 8.0, scale.at(high)),
            );
            picture.rect(from, to, COLOUR, shade);
            continue;
        }
        let low = rows.iter().map(|row| (x(row), scale.at(limits(row).0)));
        let high = rows.iter().rev();
        let high = high.map(|row| (x(row), scale.at(limits(row).1)));
        picture.area(&low.chain(high).collect::<Vec<_>>(), COLOUR, shade);
    }
    let median: Vec<(f64, f64)> = rows.iter().map(|row| (x(row), scale.at(row.p50))).collect();
    match median[..] {
        [(x, y)] => picture.line((x - 8.0, y), (x + 8.0, y), solid(COLOUR, 2.0)),
        _ => picture.path(&median, solid(COLOUR, 2.0)),
    }
}

/// Lower limit, share and upper limit of what was found, in percent.
fn percents(row: &HistoryRow) -> [f64; 3] {
    [row.low, row.accuracy, row.high].map(|share| 100.0 * share)
}

/// The name of the period of a row.
fn period_of<'n>(row: &FanRow, names: &'n [String]) -> &'n str {
    let name = names.get(row.period.unwrap_or(1) - 1);
    name.map_or("", String::as_str)
}

/// What a reader who cannot see it needs to know: the first and the last period of each panel.
fn alt(panels: &[Panel], names: &[String]) -> String {
    let mut text = String::from("A fan chart.");
    for Panel {
        name: panel,
        rows,
        past,
    } in panels
    {
        if let Some(row) = past.last() {
            let [low, middle, high] = percents(row);
            text += &format!(
                " In the period from {}, {} found {middle:.2} % ({low:.2} to {high:.2}).",
                row.first_day, row.check
            );
        }
        for row in rows.first().into_iter().chain(rows.last()) {
            let digits = row.decimals();
            let period = period_of(row, names);
            text += &format!(
                " In {period}, {panel}: median {:.digits$} %, 80 % band {:.digits$} % to {:.digits$} %.",
                row.p50, row.p10, row.p90
            );
        }
    }
    text
}

fn table(panels: &[Panel], names: &[String]) -> Table {
    let mut rows = Vec::new();
    for Panel {
        name: panel,
        rows: fans,
        past,
    } in panels
    {
        for row in past {
            let [low, middle, high] = percents(row).map(|x| format!("{x:.2}"));
            let mut cells = vec![format!("found by “{}”", row.check), row.first_day.clone()];
            cells.extend([low, dash(), dash(), middle, dash(), dash(), high]);
            rows.push(cells);
        }
        for row in fans {
            let digits = row.decimals();
            let figures = [
                row.p2_5, row.p10, row.p25, row.p50, row.p75, row.p90, row.p97_5,
            ];
            let mut cells = vec![panel.clone(), period_of(row, names).to_owned()];
            cells.extend(figures.map(|x| format!("{x:.digits$}")));
            rows.push(cells);
        }
    }
    let columns = [
        "figure", "period", "2.5 %", "10 %", "25 %", "median", "75 %", "90 %", "97.5 %",
    ];
    Table::new(columns, rows)
}
