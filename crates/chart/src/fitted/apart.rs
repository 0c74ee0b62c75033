//! How far teams and caseworkers are apart in what is known of them: drawn towards the mean as far as few checks ask for.
//! Teams have their names; caseworkers have none, and no rank.

use crate::canvas::{GREY, INK, LABELS, Label, MARGIN, PAIR, Page, WIDTH, solid, tick_room};
use crate::claims::beyond;
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker};
use crate::rows::middles;
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::words::{counted, grouped, listed, short};
use tierone_fit::office::{OfficeFit, PersonRow, TeamRow};

/// Room for figures in words, at the right.
const FIGURES: f64 = 200.0;

/// Standard deviations to each end of a middle 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The caterpillar of teams.
pub(super) fn teams(fit: &OfficeFit, source: &str) -> Option<Drawing> {
    let mut rows: Vec<&TeamRow> = fit.teams.iter().collect();
    if rows.len() < 2 {
        return None;
    }
    rows.sort_by(|a, b| b.effect.total_cmp(&a.effect).then(a.team.cmp(&b.team)));
    let subtitle = format!(
        "Log-odds of error beside an average team's, given its checks: {} of two or more. Drawn towards zero as far as few checks \
         ask for; 0.7 is twice the odds.",
        counted(rows.len(), "team")
    );
    let mut page = Page::open("teams", &headline(&rows), &subtitle);
    page.key(&[
        (
            &signs::point(Marker::Circle, 5.0, PAIR[0], false),
            "mean of what is known",
        ),
        (
            &signs::interval(solid(PAIR[0], 2.0)),
            "where it is with 95%",
        ),
    ]);
    let ends = (MARGIN + LABELS + 20.0, WIDTH - MARGIN - FIGURES);
    let extent = rows.iter().flat_map(|row| ends_of(row.effect, row.sd));
    let extent: Vec<f64> = extent.collect();
    let scale = Scale::across(&extent, Limits::AroundZero, ends, 7);
    page.names(&[
        (MARGIN, Anchor::Start, "Team"),
        (ends.0, Anchor::Start, "Beside an average team (log-odds)"),
        (WIDTH - MARGIN, Anchor::End, "Mean and range"),
    ]);
    let label = |row: &&TeamRow| {
        let notes = counted(row.caseworkers, "caseworker");
        Label::new(&short(&row.team, 80), &notes, false, LABELS)
    };
    let labels: Vec<Label> = rows.iter().map(label).collect();
    let top = page.y;
    let heights: Vec<f64> = labels.iter().map(|label| label.height() + 8.0).collect();
    let bottom = top + heights.iter().sum::<f64>();
    page.grid_across(&scale, top, bottom);
    page.upright(&scale, 0.0, (top, bottom), solid(INK, 1.5));
    for ((row, label), middle) in rows.iter().zip(&labels).zip(middles(&heights, top)) {
        label.write(&mut page.picture, (MARGIN, middle), INK);
        let at = |errors: f64| scale.at(row.effect + errors * row.sd);
        let picture = &mut page.picture;
        picture.whisker((at(-Z), at(Z)), middle, 5.0, solid(PAIR[0], 2.0));
        picture.marker(Marker::Circle, (at(0.0), middle), 5.0, PAIR[0], false);
        let words = in_words(row.effect, row.sd);
        page.write((WIDTH - MARGIN, middle + 4.5), &words, Anchor::End);
    }
    page.y = bottom + 24.0;
    let sentence = |row: &&TeamRow| format!(" {}: {}.", row.team, in_words(row.effect, row.sd));
    let sentences: String = rows.iter().map(sentence).collect();
    let alt = format!("A caterpillar plot.{sentences}");
    let cells = rows.iter().map(|row| {
        let [low, high] = ends_of(row.effect, row.sd);
        let mut cells = vec![row.team.clone(), grouped(row.caseworkers as f64, 0)];
        cells.extend([row.effect, low, high].map(|x| grouped(x, 2)));
        cells
    });
    let columns = ["team", "caseworkers", "mean, log-odds", "2.5 %", "97.5 %"];
    Some(page.finish(source, &alt, Table::new(columns, cells.collect())))
}

/// Where it is with 95 %.
fn ends_of(effect: f64, sd: f64) -> [f64; 2] {
    [effect - Z * sd, effect + Z * sd]
}

fn in_words(effect: f64, sd: f64) -> String {
    let [mean, low, high] = [0.0, -Z, Z].map(|errors| grouped(effect + errors * sd, 2));
    format!("{mean} ({low} to {high})")
}

/// A team is named where zero is further off than chance takes the furthest of so many.
fn headline(rows: &[&TeamRow]) -> String {
    let reach = beyond(rows.len(), 1e9);
    let clear = |row: &&&TeamRow| row.sd > 0.0 && row.effect.abs() > reach * row.sd;
    let out: Vec<&&TeamRow> = rows.iter().filter(clear).collect();
    match out[..] {
        [] => "No team errs more or less often than the average by more than chance".into(),
        [one] => {
            let way = if one.effect > 0.0 { "more" } else { "less" };
            let team = short(&one.team, 60);
            format!("Team “{team}” errs {way} often than the average team")
        }
        _ => {
            let names: Vec<&str> = out.iter().map(|row| row.team.as_str()).collect();
            format!("Teams differ by more than chance: {}", listed(&names))
        }
    }
}

/// All caseworkers in the order of what is known of them, without names.
pub(super) fn caseworkers(fit: &OfficeFit, source: &str) -> Option<Drawing> {
    let mut rows: Vec<&PersonRow> = fit.people.iter().collect();
    if rows.len() < 5 {
        return None;
    }
    rows.sort_by(|a, b| b.effect.total_cmp(&a.effect));
    let reach = beyond(rows.len(), 1e9);
    let out = |row: &&&PersonRow| row.sd > 0.0 && row.effect.abs() > reach * row.sd;
    let who = match rows.iter().filter(out).count() {
        0 => "None",
        n => &n.to_string(),
    };
    let err = if who == "None" || who == "1" {
        "errs"
    } else {
        "err"
    };
    let all = counted(rows.len(), "caseworker");
    let title =
        format!("{who} of {all} {err} more or less often than the average by more than chance");
    let subtitle = "Log-odds of error beside an average caseworker's, given their own checks: a line a caseworker, from the highest mean \
                    to the lowest. Drawn towards zero as far as few checks ask for. To order people by it would order mostly chance.";
    let mut page = Page::open("caseworkers", &title, subtitle);
    page.key(&[
        (
            &signs::upright(solid(PAIR[0], 2.0)),
            "where a caseworker is with 95%",
        ),
        (&signs::line(solid(PAIR[1], 2.0)), "means of what is known"),
    ]);
    let axis = "Beside an average caseworker (log-odds)";
    page.names(&[(MARGIN, Anchor::Start, axis)]);
    let top = page.y + 8.0;
    let bottom = top + 300.0;
    let extent = rows.iter().flat_map(|row| ends_of(row.effect, row.sd));
    let extent: Vec<f64> = extent.collect();
    let scale = Scale::fit(&extent, Limits::AroundZero, (bottom, top), 7);
    let (left, right) = (MARGIN + tick_room(&scale) + 4.0, WIDTH - MARGIN);
    page.grid_up(&scale, left, right);
    let slot = (right - left) / rows.len() as f64;
    let x = |place: usize| left + (place as f64 + 0.5) * slot;
    let stroke = solid(PAIR[0], (0.6 * slot).clamp(0.5, 2.0));
    let picture = &mut page.picture;
    for (place, row) in rows.iter().enumerate() {
        let ends = [-Z, Z].map(|errors| scale.at(row.effect + errors * row.sd));
        picture.line((x(place), ends[0]), (x(place), ends[1]), stroke);
    }
    let zero = scale.at(0.0);
    picture.line((left, zero), (right, zero), solid(GREY, 1.5));
    let means = rows.iter().enumerate();
    let means = means.map(|(place, row)| (x(place), scale.at(row.effect)));
    picture.path(&means.collect::<Vec<_>>(), solid(PAIR[1], 2.0));
    page.y = bottom + 8.0;
    let tenths = tenths(&rows);
    let alt = format!(
        "A caterpillar plot without names. Means go from {} to {}.",
        grouped(rows[0].effect, 2),
        grouped(rows[rows.len() - 1].effect, 2)
    );
    let columns = [
        "part",
        "caseworkers",
        "mean of means, log-odds",
        "mean standard deviation",
    ];
    Some(page.finish(source, &alt, Table::new(columns, tenths)))
}

/// What is drawn, a row a tenth of all caseworkers: nobody is told by a row.
fn tenths(rows: &[&PersonRow]) -> Vec<Vec<String>> {
    let parts = if rows.len() < 50 { 1 } else { 10 };
    let each = rows.len().div_ceil(parts);
    let mean = |rows: &[&PersonRow], of: fn(&PersonRow) -> f64| {
        let sum: f64 = rows.iter().map(|row| of(row)).sum();
        grouped(sum / rows.len() as f64, 2)
    };
    let part = |(place, rows): (usize, &[&PersonRow])| {
        let name = match parts {
            1 => "all".to_owned(),
            _ => format!("tenth {} of 10, most errors first", place + 1),
        };
        vec![
            name,
            grouped(rows.len() as f64, 0),
            mean(rows, |row| row.effect),
            mean(rows, |row| row.sd),
        ]
    };
    rows.chunks(each).enumerate().map(part).collect()
}
