//! How likely each value of what is hardly identified is: by how much the log-likelihood falls there.

use crate::canvas::{GREY, INK, MARGIN, PAIR, Page, Sign, WIDTH, font, solid, tick_room};
use crate::drawing::{Drawing, Table};
use crate::picture::{Anchor, Marker, Stroke};
use crate::scale::{Limits, Scale};
use crate::signs;
use crate::words::grouped;
use tierone_fit::office::{OfficeFit, ProfileRow};

/// How far it falls at the limits of 95 %.
const DROP: f64 = 1.920_729_410_347_062;

/// What is further down is as good as impossible.
const DEEPEST: f64 = 8.0;

const LIMIT: Stroke = Stroke {
    dash: "6 4",
    ..solid(GREY, 1.5)
};

pub(super) fn draw(fit: &OfficeFit, source: &str) -> Option<Drawing> {
    let rows = &fit.profiles[..];
    let first = rows.first()?;
    let subtitle = format!(
        "By how much results are less likely at each {} (in {}) than at the likeliest one: values below the line are inside a 95% \
         interval.",
        first.name, first.unit
    );
    let mut page = Page::open("profile", &headline(rows), &subtitle);
    let line: Sign = &|picture, (x, y)| {
        picture.line((x, y), (x + 34.0, y), solid(PAIR[0], 2.0));
        picture.marker(Marker::Circle, (x + 17.0, y), 4.5, PAIR[0], false);
    };
    page.key(&[
        (line, "fall of the log-likelihood"),
        (&signs::line(LIMIT), "limit of 95%"),
    ]);
    let axis = "Fall of the log-likelihood (natural logarithm)";
    page.names(&[(MARGIN, Anchor::Start, axis)]);
    let top = page.y + 8.0;
    let bottom = top + 260.0;
    let drops: Vec<f64> = rows.iter().map(|row| row.drop.min(DEEPEST)).collect();
    let extent: Vec<f64> = drops.iter().copied().chain([2.0 * DROP]).collect();
    let scale = Scale::fit(&extent, Limits::FromZero, (bottom, top), 6);
    let (left, right) = (MARGIN + tick_room(&scale) + 4.0, WIDTH - MARGIN);
    page.grid_up(&scale, left, right);
    let names: Vec<String> = rows.iter().map(value).collect();
    page.names_across((left, right), bottom, &names);
    let level = scale.at(DROP);
    page.picture.line((left, level), (right, level), LIMIT);
    let slot = (right - left) / rows.len() as f64;
    let points = drops.iter().enumerate();
    let points = points.map(|(place, drop)| (left + (place as f64 + 0.5) * slot, scale.at(*drop)));
    let points: Vec<(f64, f64)> = points.collect();
    page.picture.path(&points, solid(PAIR[0], 2.0));
    for at in points {
        page.picture.marker(Marker::Circle, at, 4.5, PAIR[0], false);
    }
    let words = format!("{} ({})", first.name, first.unit);
    let at = ((left + right) / 2.0, bottom + 40.0);
    let font = font(13.0, INK, Anchor::Middle);
    page.picture.axis_name(at, &words, font);
    page.y = bottom + 46.0;
    let sentence = |row: &ProfileRow| format!(" At {}: {}.", value(row), grouped(row.drop, 2));
    let alt = format!("A line.{}", rows.iter().map(sentence).collect::<String>());
    let cells = rows.iter();
    let cells = cells.map(|row| vec![value(row), grouped(row.drop, 3)]);
    let columns = [words.as_str(), "fall of the log-likelihood"];
    Some(page.finish(source, &alt, Table::new(columns, cells.collect())))
}

fn value(row: &ProfileRow) -> String {
    match row.at {
        None => "without end".into(),
        Some(at) => grouped(at, if at.fract() == 0.0 { 0 } else { 1 }),
    }
}

/// Which values on the grid are inside an interval of 95 %.
fn headline(rows: &[ProfileRow]) -> String {
    let name = &rows[0].name;
    let inside: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].drop < DROP).collect();
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return format!("The results identify the {name}: it lies between two of the values tried");
    };
    match (*first == 0, last + 1 == rows.len()) {
        (true, true) => format!(
            "The results do not identify the {name}: none and one without end are as good as any"
        ),
        (true, false) => format!("The results set no lower limit to the {name}"),
        (false, true) => format!("The results set no upper limit to the {name}"),
        (false, false) => format!(
            "The results identify the {name}: it is between {} and {} {}",
            value(&rows[first - 1]),
            value(&rows[last + 1]),
            rows[0].unit
        ),
    }
}
