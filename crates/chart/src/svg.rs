//! A picture as SVG that stands in a page as it is: plotters draws it, and its head says what it is to those who cannot see it.

use plotters::prelude::{IntoDrawingArea, SVGBackend};

use super::picture::{Picture, plain};
use super::surface::{FONTS, paint};

/// Units of the picture to a pixel: plotters draws in whole units, and lines are placed to the tenth of a pixel.
pub(super) const UNITS: f64 = 10.0;

/// The whole file: `name` makes its ids unique on a page.
pub(super) fn svg(
    picture: &Picture,
    name: &str,
    size: (f64, f64),
    title: &str,
    alt: &str,
) -> String {
    let units = |length: f64| (length * UNITS).round() as u32;
    let (width, height) = (units(size.0), units(size.1));
    let mut drawn = String::new();
    let surface = SVGBackend::with_string(&mut drawn, (width, height)).into_drawing_area();
    paint(picture, size, surface, UNITS).expect("writing to a string cannot fail");
    format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" "#,
            r#"viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc" "#,
            r#"font-family="{fonts}" stroke-linejoin="round">"#,
            "\n<title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-desc\">{alt}</desc>\n{body}</svg>\n",
        ),
        across = units(size.0) as f64 / UNITS,
        down = units(size.1) as f64 / UNITS,
        width = width,
        height = height,
        name = name,
        fonts = FONTS,
        title = escape(title),
        alt = escape(alt),
        body = body(&drawn),
    )
}

/// What plotters drew, without its own head and without what it says of every shape although it goes without saying.
///
/// Words are escaped: no quotation mark of theirs is one of these.
fn body(drawn: &str) -> String {
    let fonts = format!(" font-family=\"{FONTS}\"");
    let mut body = String::with_capacity(drawn.len());
    let lines = drawn.lines().skip(1);
    for line in lines.take_while(|line| *line != "</svg>") {
        // The words of a text stand on a line of their own.
        let word = !line.starts_with('<');
        if line == "</text>" || word {
            body.truncate(body.trim_end_matches('\n').len());
        }
        let mut line = line.to_owned();
        if !word {
            for idle in [
                r#" opacity="1""#,
                r#" stroke="none""#,
                r#" stroke-width="1""#,
                r#" text-anchor="start""#,
                // Places are those of baselines.
                r#" dy="0.76em""#,
                &fonts,
            ] {
                line = line.replace(idle, "");
            }
            line = line.replace(" \"/>", "\"/>");
        }
        body.push_str(&line);
        body.push('\n');
    }
    body
}

/// `text` with what XML reserves, or does not allow, put aside.
fn escape(text: &str) -> String {
    let text = plain(text).replace('&', "&amp;");
    text.replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
