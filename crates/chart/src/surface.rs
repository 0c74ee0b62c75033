//! Pictures on a surface: one function draws them, whatever plotters draws on.

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, DrawingBackend, RGBAColor};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle};

use super::picture::{Anchor, Font, Shape, Stroke, corners};

/// Fonts in the order in which a reader's program looks for them.
pub(super) const FONTS: &str = "Arial, Helvetica, sans-serif";

/// The size that plotters has to be told for a font of one pixel a unit: its SVG divides by this.
pub(super) const PLOTTERS_SIZE: f64 = 1.24;
/// What goes wrong on a surface.
type Fault<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;

/// Draws shapes in the order in which they lie over one another, `zoom` pixels of the surface to one of the page.
pub(super) fn paint<'s, DB: DrawingBackend>(
    shapes: impl Iterator<Item = &'s Shape>,
    size: (f64, f64),
    surface: DrawingArea<DB, Shift>,
    zoom: f64,
) -> Result<(), Fault<DB>> {
    let pixels = |length: f64| (length * zoom).round() as i32;
    let (right, bottom) = (pixels(size.0), pixels(size.1));
    let page = surface.apply_coord_spec(Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
        0.0..size.0,
        0.0..size.1,
        (0..right, 0..bottom),
    ));
    for shape in shapes {
        match shape {
            Shape::Line { points, stroke } => {
                let style = outline(stroke.colour, stroke.width * zoom);
                for stretch in dashes(points, *stroke) {
                    page.draw(&PathElement::new(stretch, style))?;
                }
            }
            Shape::Area {
                points,
                colour,
                opacity,
            } => page.draw(&Polygon::new(points.clone(), filled(colour, *opacity)))?,
            Shape::Rect {
                ends,
                colour,
                opacity,
            } => {
                page.draw(&Rectangle::new(*ends, filled(colour, *opacity)))?;
            }
            Shape::Point {
                marker,
                at,
                radius,
                colour,
                hollow,
            } => {
                // An edge of two pixels: half of it outside.
                let filled_to = |reach: f64, colour: &str| match corners(*marker, *at, reach) {
                    None => page.draw(&Circle::new(*at, pixels(reach), filled(colour, 1.0))),
                    Some(points) => page.draw(&Polygon::new(points, filled(colour, 1.0))),
                };
                filled_to(radius + 1.0, colour)?;
                if *hollow {
                    filled_to(radius - 1.0, "#FFFFFF")?;
                }
            }
            Shape::Words {
                at, words, font, ..
            } => {
                // A surface takes the place as that of the baseline.
                page.draw(&Text::new(words.as_str(), *at, style(*font, zoom)))?;
            }
        }
    }
    page.present()
}

fn colour(hex: &str) -> RGBColor {
    let part = |from: usize| {
        let digits = hex.get(from..from + 2).unwrap_or("0");
        u8::from_str_radix(digits, 16).unwrap_or(0)
    };
    RGBColor(part(1), part(3), part(5))
}

fn filled(hex: &str, opacity: f64) -> ShapeStyle {
    let colour: RGBAColor = colour(hex).mix(opacity);
    colour.filled()
}

fn outline(hex: &str, width: f64) -> ShapeStyle {
    colour(hex).stroke_width(width.round().max(1.0) as u32)
}

fn style(font: Font, zoom: f64) -> plotters::style::TextStyle<'static> {
    let weight = if font.bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let side = match font.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    // Of the numbers around it the one that divides to what is meant.
    let size = font.size * zoom * PLOTTERS_SIZE;
    let around = [size, size.next_up(), size.next_down()];
    let exact = around
        .into_iter()
        .find(|size| size / PLOTTERS_SIZE == font.size * zoom);
    let size = exact.unwrap_or(size);
    let desc = FontDesc::new(FontFamily::Name(FONTS), size, weight);
    let words: plotters::style::TextStyle = desc.color(&colour(font.colour));
    words.pos(Pos::new(side, VPos::Top))
}

/// A line in its dashes: plotters draws whole lines only.
fn dashes(points: &[(f64, f64)], stroke: Stroke) -> Vec<Vec<(f64, f64)>> {
    let lengths: Vec<f64> = stroke
        .dash
        .split(' ')
        .filter_map(|part| part.parse().ok())
        .collect();
    if lengths.is_empty() {
        return vec![points.to_vec()];
    }
    let mut stretches = Vec::new();
    let mut stretch: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    let (mut place, mut left) = (0, lengths[0]);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            let drawn = place % 2 == 0;
            if length <= left {
                left -= length;
                if drawn {
                    stretch.push(to);
                }
                break;
            }
            let share = left / length;
            from = (
                from.0 + share * (to.0 - from.0),
                from.1 + share * (to.1 - from.1),
            );
            if drawn {
                stretch.push(from);
                stretches.push(std::mem::take(&mut stretch));
            } else {
                stretch = vec![from];
            }
            place = (place + 1) % (lengths.len() * 2);
            left = lengths[place % lengths.len()];
        }
    }
    if stretch.len() > 1 {
        stretches.push(stretch);
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_round_corners_and_leave_gaps() {
        let stroke = Stroke {
            colour: "#000000",
            width: 1.0,
            dash: "6 4",
        };
        let corner = [(0.0, 0.0), (4.0, 0.0), (4.0, 11.0)];
        let stretches = dashes(&corner, stroke);
        assert_eq!(stretches[0], [(0.0, 0.0), (4.0, 0.0), (4.0, 2.0)]);
        assert_eq!(stretches[1], [(4.0, 6.0), (4.0, 11.0)]);
        assert_eq!(stretches.len(), 2);
        let whole = Stroke { dash: "", ..stroke };
        assert_eq!(dashes(&corner, whole), [corner.to_vec()]);
    }
}
