//! A picture as SVG that stands in a page as it is: plotters draws it, and its head says what it is to those who cannot see it.

use plotters::prelude::{IntoDrawingArea, SVGBackend};

use super::picture::{Picture, plain};
use super::surface::{FONTS, paint};

/// Units of the picture to a pixel: plotters draws in whole units, and lines are placed to the tenth of a pixel.
const UNITS: f64 = 10.0;

/// What goes without saying of a shape; and how far below their places words are, since these are those of baselines.
const IDLE: [&str; 5] = [
    r#" opacity="1""#,
    r#" stroke="none""#,
    r#" stroke-width="1""#,
    r#" text-anchor="start""#,
    r#" dy="0.76em""#,
];

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
    paint(picture.shapes.iter(), size, surface, UNITS).expect("writing to a string cannot fail");
    format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" "#,
            r#"viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc" "#,
            r#"font-family="{fonts}" stroke-linejoin="round">"#,
            "\n<title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-desc\">{alt}</desc>\n{body}</svg>\n",
        ),
        across = f64::from(width) / UNITS,
        down = f64::from(height) / UNITS,
        width = width,
        height = height,
        name = name,
        fonts = FONTS,
        title = escape(title),
        alt = escape(alt),
        body = body(&drawn),
    )
}

/// What plotters drew, shorter: without its own head, without what goes without saying, and with lines of one look that
/// follow one another, such as the dashes of one, as one path.
fn body(drawn: &str) -> String {
    let fonts = format!(" font-family=\"{FONTS}\"");
    let mut body = String::with_capacity(drawn.len());
    let mut last = String::new();
    let lines = drawn.lines().skip(1);
    for line in lines.take_while(|line| *line != "</svg>") {
        // Words stand on lines of their own, and what is reserved is escaped in them.
        if !line.starts_with('<') {
            body.push_str(line);
            continue;
        }
        let line = IDLE.iter().fold(line.replace(&fonts, ""), |line, idle| {
            line.replace(idle, "")
        });
        let line = line.replace(" \"/>", "\"/>");
        let of_line = line.strip_prefix("<polyline");
        let Some((look, points)) = of_line.and_then(|line| line.split_once(" points=\"")) else {
            last.clear();
            body.push_str(&line);
            if !line.starts_with("<text") {
                body.push('\n');
            }
            continue;
        };
        if look == last {
            body.truncate(body.len() - PATH_END.len());
        } else {
            body.push_str(&format!("<path{look} d=\""));
            look.clone_into(&mut last);
        }
        body.push('M');
        body.push_str(points);
        body.push('\n');
    }
    body
}

/// What a path ends with.
const PATH_END: &str = "\"/>\n";

/// `text` with what XML reserves, or does not allow, put aside.
fn escape(text: &str) -> String {
    let text = plain(text).replace('&', "&amp;");
    text.replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::{INK, solid};
    use crate::picture::{Anchor, Font, Stroke};

    fn lines_of(picture: &Picture) -> Vec<String> {
        let svg = svg(picture, "name", (60.0, 40.0), "a & b", "c < d");
        svg.lines().map(str::to_owned).collect()
    }

    #[test]
    fn words_stay_words_whatever_they_say() {
        let mut picture = Picture::default();
        let font = Font {
            size: 13.0,
            bold: true,
            colour: INK,
            anchor: Anchor::Start,
        };
        let words = "a < b & \"c\" opacity=\"1\"\n</svg>\u{1}";
        for words in [words, "", " b ", "</text>"] {
            picture.text((1.0, 20.0), words, font);
        }
        let lines = lines_of(&picture);
        let head =
            "<text x=\"10\" y=\"200\" font-size=\"130\" fill=\"#0B0C0C\" font-weight=\"bold\">";
        let said = [
            "a &lt; b &amp; &quot;c&quot; opacity=&quot;1&quot; &lt;/svg&gt; ",
            "",
            " b ",
            "&lt;/text&gt;",
        ];
        let said = said.map(|words| format!("{head}{words}</text>"));
        assert_eq!(lines[3..7], said);
        assert_eq!(lines[1], "<title id=\"name-title\">a &amp; b</title>");
        assert_eq!(lines.len(), 8, "{lines:?}");
    }

    #[test]
    fn dashes_are_one_path_and_another_look_is_another() {
        let mut picture = Picture::default();
        let dashed = Stroke {
            dash: "6 4",
            ..solid(INK, 2.0)
        };
        picture.line((0.0, 5.0), (14.0, 5.0), dashed);
        picture.line((0.0, 7.0), (9.0, 7.0), solid(INK, 2.0));
        picture.line((0.0, 9.0), (9.0, 9.0), solid(INK, 1.5));
        let lines = lines_of(&picture);
        let path = |width: u8, way: &str| {
            format!("<path fill=\"none\" stroke=\"#0B0C0C\" stroke-width=\"{width}\" d=\"{way}\"/>")
        };
        let first = path(20, "M0,50 60,50M100,50 140,50M0,70 90,70");
        assert_eq!(lines[3..5], [first, path(15, "M0,90 90,90")]);
    }
}
