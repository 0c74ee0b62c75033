//! The page of a plan: the policy that is planned beside today's, what changes, what each aim costs, and what more would buy.

use tierone_chart::Drawing;
use tierone_plan::{
    Ended, FigureRow, FrontRow, Mean, PolicyRow, QuotaAnswer, quota_aim, quota_called,
    quota_figure, quota_key, quota_label, quota_notes, quota_number, quota_value,
};
use tierone_scenario::diagnostic::SourceFile;
use tierone_stats::format::{percent, plain, thousands};

use super::parts::{Cell, Column, Page, PageKind, Part, Row, Section, Table};
use crate::command_line::quoted;
use crate::versions::TOOL_VERSION;

/// What the page of a plan is made from.
#[derive(Clone, Copy, Debug)]
pub struct PlanMade<'a> {
    /// The title of the scenario.
    pub title: &'a str,
    /// The path of its file.
    pub scenario: &'a str,
    /// Replications of a policy at most.
    pub replications: u32,
    /// The answer.
    pub answer: &'a QuotaAnswer,
    /// The charts of its fronts.
    pub charts: &'a [Drawing],
    /// The files of the scenario.
    pub sources: &'a [SourceFile],
}

/// The page of a plan.
pub fn plan_page(made: &PlanMade) -> Page {
    let answer = made.answer;
    let notes = quota_notes(answer).into_iter();
    let mut first = vec![Part::Table(figures(answer))];
    first.extend(notes.map(|note| Part::Text(note.into())));
    first.extend(made.charts.first().map(Part::chart));
    first.push(Part::Text(how(answer)));
    let sections = [
        Section::of(
            "changes",
            "What changes, check by check",
            vec![Part::Table(changes(answer))],
        ),
        Section::of("prices", "What each aim costs", prices(answer)),
        Section::of("in-the-way", "What is in the way", in_the_way(answer)),
        Section::of("fronts", "What more or less would buy", fronts(made)),
        Section::of("as-good", "Policies that are as good", as_good(answer)),
        Section::of(
            "cores",
            "How much of a targeted check must stay random",
            cores(answer),
        ),
        Section::of("provenance", "Where this comes from", provenance(made)),
    ];
    let question = format!(
        "Which quotas meet the stated aims with the least {}, and what do they give beside today's?",
        quota_called(&answer.objective)
    );
    let answer = answer.answer.clone();
    Page::new(
        PageKind::Plan,
        made.title,
        question,
        answer,
        first,
        sections,
    )
}

fn cell(mean: Option<Mean>, unit: &str) -> Cell {
    mean.map_or_else(Cell::none, |mean| {
        Cell::figure(quota_value(mean, unit), mean.mean)
    })
}

fn mean(mean: Option<f64>, mcse: Option<f64>) -> Option<Mean> {
    mean.map(|mean| Mean { mean, mcse })
}

fn number(value: f64, unit: &str) -> Cell {
    Cell::figure(quota_number(value, unit), value)
}

fn figures(answer: &QuotaAnswer) -> Table {
    let row = |row: &FigureRow| {
        let figures = [row.planned, row.today, row.change].map(|mean| cell(mean, row.unit));
        let cells = std::iter::once(Cell::words(quota_aim(row))).chain(figures);
        Row::new(quota_label(answer, &row.figure, row.unit), cells.collect())
    };
    Table::new(
        "figures",
        format!(
            "The planned policy beside today's: averages of {} simulated years each, with Monte Carlo standard errors",
            thousands(&answer.shown_worlds.to_string())
        ),
        Column::all(&["figure", "aim"], &["planned", "today", "change"]),
        answer.figures.iter().map(row).collect(),
    )
}

/// How sure the choice is.
fn how(answer: &QuotaAnswer) -> String {
    let cut = if answer.complete {
        ""
    } else {
        " The search was cut off."
    };
    let grid = match answer.grid {
        Some(grid) => format!("{} policies", thousands(&grid.to_string())),
        None => "more policies than can be counted".into(),
    };
    let promise = if answer.decided && answer.listed {
        format!(
            "with {} confidence no other of them that meets the aims is better by {} or more",
            percent(answer.confidence, 0),
            quota_figure(answer.indifference_zone, answer.unit)
        )
    } else {
        "nothing is promised of policies that were not simulated to the end".into()
    };
    format!(
        "Chosen among {grid} on the same random numbers, over {} simulated years in all; {promise}.{cut} The simulated truth is known; \
         whether the scenario is right is not: see its assumptions.",
        thousands(&answer.worlds.to_string())
    )
}

fn changes(answer: &QuotaAnswer) -> Table {
    let rows = answer.changes.iter().map(|row| {
        let key = row.stratum.as_deref().unwrap_or(row.key);
        let value = |value: f64| Cell::figure(quota_key(row.key, value), value);
        let [today, planned] = match &row.samples {
            Some(samples) => samples.clone().map(Cell::words),
            None => [row.today.map_or_else(Cell::none, value), value(row.planned)],
        };
        Row::named(&row.check, vec![Cell::words(plain(key)), today, planned])
    });
    Table::new(
        "quotas",
        "What varies of each check, today and as planned",
        Column::all(&["check", "what"], &["today", "planned"]),
        rows.collect(),
    )
}

fn prices(answer: &QuotaAnswer) -> Vec<Part> {
    if answer.prices.is_empty() {
        return Vec::new();
    }
    let rows = answer.prices.iter().map(|row| {
        let cells = vec![
            Cell::words(row.direction),
            Cell::words(plain(&row.quotas)),
            cell(mean(Some(row.value), row.mcse), row.unit),
            number(row.objective_change, answer.unit),
        ];
        Row::new(quota_label(answer, &row.aim, row.unit), cells)
    });
    let change = format!(
        "change of {}",
        quota_label(answer, &answer.objective, answer.unit)
    );
    vec![Part::Table(Table::new(
        "price",
        "The next policy that gives more or less of an aim, by more than the plan's tolerance, and what that costs",
        Column::all(&["aim", "set", "quotas then"], &["to", &change]),
        rows.collect(),
    ))]
}

fn in_the_way(answer: &QuotaAnswer) -> Vec<Part> {
    if answer.in_the_way.is_empty() {
        return Vec::new();
    }
    let rows = answer.in_the_way.iter().map(|row| {
        let cells = vec![
            Cell::words(plain(&row.quotas)),
            number(row.limit, row.unit),
            cell(mean(Some(row.nearest), row.mcse), row.unit),
        ];
        Row::new(quota_label(answer, &row.aim, row.unit), cells)
    });
    vec![Part::Table(Table::new(
        "way",
        "Aims that cannot be met with all others, and how near a policy comes that meets those",
        Column::all(&["aim", "nearest quotas"], &["asked", "nearest"]),
        rows.collect(),
    ))]
}

/// Each front as a table, and its chart where it does not stand on the first screen.
fn fronts(made: &PlanMade) -> Vec<Part> {
    let answer = made.answer;
    let charts = made.charts.iter().skip(1);
    let mut parts: Vec<Part> = charts.map(Part::chart).collect();
    let mut tables = Vec::new();
    for front in answer
        .fronts
        .chunk_by(|one, next| one.figure == next.figure)
    {
        let first = &front[0];
        let paid = if first.paid_in == "cost" { "GBP" } else { "h" };
        let row = |row: &FrontRow| {
            let value = mean(Some(row.value), row.mcse);
            let met = if row.meets_aims { "met" } else { "missed" };
            let figures = [number(row.paid, paid), cell(value, row.unit)];
            let cells = std::iter::once(Cell::words(met)).chain(figures);
            Row::new(plain(&row.quotas), cells.collect())
        };
        let names = [
            quota_label(answer, &first.paid_in, paid),
            quota_label(answer, &first.figure, first.unit),
        ];
        tables.push(Table::new(
            format!("front-{}", tables.len() + 1),
            format!(
                "Nothing that was simulated gives more for less: {}",
                names[1]
            ),
            Column::all(&["quotas", "aims"], &[&names[0], &names[1]]),
            front.iter().map(row).collect(),
        ));
    }
    if !tables.is_empty() {
        parts.push(Part::Folded("The fronts as tables".into(), tables));
    }
    parts
}

fn as_good(answer: &QuotaAnswer) -> Vec<Part> {
    let good = answer
        .policies
        .iter()
        .filter(|row| row.ended == Ended::AsGood);
    let row = |row: &PolicyRow| {
        Row::new(
            plain(&row.quotas),
            vec![
                cell(mean(row.hours, row.hours_mcse), "h"),
                cell(mean(row.mve, row.mve_mcse), "%"),
                cell(
                    mean(row.accuracy_half_width, row.accuracy_half_width_mcse),
                    "pp",
                ),
                cell(
                    mean(row.poor_performers_found, row.poor_performers_found_mcse),
                    "%",
                ),
            ],
        )
    };
    let rows: Vec<Row> = good.map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let named = [
        ("hours", "h"),
        ("mve", "%"),
        ("accuracy_half_width", "pp"),
        ("poor_performers_found", "%"),
    ]
    .map(|(name, unit)| quota_label(answer, name, unit));
    let mut good = Table::new(
        "good",
        "Policies that are as good as the choice, to within what matters or chance",
        Column::all(&["quotas"], &named.each_ref().map(String::as_str)),
        rows,
    );
    good.drop_empty();
    vec![Part::Table(good)]
}

fn cores(answer: &QuotaAnswer) -> Vec<Part> {
    if answer.random_cores.is_empty() {
        return Vec::new();
    }
    let share = |share: f64| Cell::figure(percent(share, 0), 100.0 * share);
    let rows = answer.random_cores.iter().map(|row| {
        let cells = vec![
            number(row.checks, "count"),
            share(row.random_share),
            share(row.compared_with),
            cell(row.finds, "count"),
        ];
        Row::named(&row.check, cells)
    });
    let checks = format!("checks a {}", answer.period);
    let finds = format!("errors more that the other finds a {}", answer.period);
    vec![Part::Table(Table::new(
        "core",
        "The part of a targeted check that is drawn at random, which alone says what accuracy is",
        Column::all(
            &["check"],
            &[&checks, "drawn at random", "compared with", &finds],
        ),
        rows.collect(),
    ))]
}

fn provenance(made: &PlanMade) -> Vec<Part> {
    let answer = made.answer;
    let count = |number: u64| thousands(&number.to_string());
    let mut rows = vec![
        ("program", format!("tierone {TOOL_VERSION}")),
        ("scenario", made.scenario.to_owned()),
        ("seed", answer.seed.to_string()),
        (
            "replications of a policy at most",
            count(made.replications.into()),
        ),
        (
            "policies that were selected from",
            count(answer.selected_from as u64),
        ),
        ("years simulated by the search", count(answer.search_worlds)),
    ];
    let left_out = answer.left_out.iter();
    let left_out: Vec<String> = left_out
        .map(|(why, number)| format!("{}: {}", count(*number), plain(why)))
        .collect();
    if !left_out.is_empty() {
        rows.push(("left out without simulation", left_out.join("; ")));
    }
    let rows = rows.into_iter().map(|(name, text)| Row::about(name, text));
    let command = format!(
        "tierone plan {} --replications {} --seed {}",
        quoted(made.scenario),
        made.replications,
        answer.seed
    );
    let mut parts = vec![
        Part::Table(Table::new(
            "made",
            "What was simulated",
            Column::all(&["what", "which"], &[]),
            rows.collect(),
        )),
        Part::Text(format!(
            "To repeat it: `{command}`. The same scenario, seed and version give the same answer, bit for bit, on the same kind of \
             machine. `plan.csv` in this folder has every policy that was simulated, `quotas.csv` their quotas, and `policy.toml` is \
             the planned policy as a scenario that runs."
        )),
    ];
    parts.extend(Part::files("The scenario", made.sources));
    parts
}
