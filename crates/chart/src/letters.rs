//! A bitmap of a band of a picture, whose letters are drawn from the font that is shipped, whatever fonts a machine has.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use plotters::prelude::{BitMapBackend, DrawingBackend};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};

use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;

use super::surface::PLOTTERS_SIZE;

const REGULAR: &[u8] = include_bytes!("../font/regular.ttf");
const BOLD: &[u8] = include_bytes!("../font/bold.ttf");

/// The bitmap of plotters with letters of its own: those of plotters leave out what is white on either side of a letter.
pub(super) struct Lettered<'a> {
    dots: BitMapBackend<'a>,
    whole: (u32, u32),
    above: i32,
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

impl<'a> Lettered<'a> {
    /// Over a bitmap that is as wide as the whole picture, and has those of its dots that begin so many below its top.
    pub(super) fn new(dots: BitMapBackend<'a>, whole: (u32, u32), above: usize) -> Self {
        let font =
            |bytes| FontRef::try_from_slice(bytes).expect("the font that is shipped is whole");
        Self {
            dots,
            whole,
            above: above as i32,
            regular: font(REGULAR),
            bold: font(BOLD),
        }
    }

    /// Where a place of the picture is on the bitmap.
    fn place(&self, (x, y): BackendCoord) -> BackendCoord {
        (x, y - self.above)
    }
}

/// Letters on a baseline from 0 on, and how wide they are together.
fn line(font: &FontRef, words: &str, size: f32) -> (Vec<Glyph>, f32) {
    let em = font.units_per_em().unwrap_or(2048.0);
    let scale = PxScale::from(size * font.height_unscaled() / em);
    let scaled = font.as_scaled(scale);
    let (mut letters, mut x) = (Vec::new(), 0.0);
    let mut before = None;
    for letter in words.chars() {
        let id = font.glyph_id(letter);
        if let Some(before) = before {
            x += scaled.kern(before, id);
        }
        letters.push(id.with_scale_and_position(scale, point(x, 0.0)));
        x += scaled.h_advance(id);
        before = Some(id);
    }
    (letters, x)
}

type Fault<'a> = DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>;

impl<'a> DrawingBackend for Lettered<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.whole
    }

    fn ensure_prepared(&mut self) -> Result<(), Fault<'a>> {
        self.dots.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), Fault<'a>> {
        self.dots.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Result<(), Fault<'a>> {
        self.dots.draw_pixel(self.place(at), colour)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Fault<'a>> {
        let corners = [upper_left, lower_right].map(|corner| self.place(corner));
        self.dots.draw_rect(corners[0], corners[1], style, fill)
    }

    /// A line wider than a dot is a rectangle a stretch with a round joint between two: plotters leaves gaps at sharp corners.
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Fault<'a>> {
        let half = f64::from(style.stroke_width()) / 2.0;
        let points: Vec<BackendCoord> = path.into_iter().map(|at| self.place(at)).collect();
        if half < 1.0 {
            return self.dots.draw_path(points, style);
        }
        for (place, pair) in points.windows(2).enumerate() {
            let [from, to] = [pair[0], pair[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if length == 0.0 {
                continue;
            }
            let aside = (
                (to.1 - from.1) / length * half,
                (from.0 - to.0) / length * half,
            );
            let corner = |at: (f64, f64), side: f64| {
                let x = (at.0 + side * aside.0).round() as i32;
                (x, (at.1 + side * aside.1).round() as i32)
            };
            let corners = [
                corner(from, 1.0),
                corner(to, 1.0),
                corner(to, -1.0),
                corner(from, -1.0),
            ];
            self.dots.fill_polygon(corners, style)?;
            if place > 0 {
                let joint = half.floor() as u32;
                self.dots.draw_circle(pair[0], joint, style, true)?;
            }
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), Fault<'a>> {
        let corners: Vec<BackendCoord> = corners.into_iter().map(|at| self.place(at)).collect();
        self.dots.fill_polygon(corners, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        middle: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Fault<'a>> {
        self.dots
            .draw_circle(self.place(middle), radius, style, fill)
    }

    /// Words on the baseline that they are placed at.
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &S,
        at: BackendCoord,
    ) -> Result<(), Fault<'a>> {
        let font = match style.style() {
            FontStyle::Bold => &self.bold,
            _ => &self.regular,
        };
        let at = self.place(at);
        let (letters, wide) = line(font, words, (style.size() / PLOTTERS_SIZE) as f32);
        let before = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => 0.5 * wide,
            HPos::Right => wide,
        };
        let colour = style.color();
        for mut letter in letters {
            letter.position.x += at.0 as f32 - before;
            letter.position.y += at.1 as f32;
            let Some(outline) = font.outline_glyph(letter) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            let mut fault = Ok(());
            outline.draw(|x, y, covered| {
                let mut shade = colour;
                shade.alpha *= f64::from(covered.clamp(0.0, 1.0));
                let dot = (corner.x as i32 + x as i32, corner.y as i32 + y as i32);
                if fault.is_ok() {
                    fault = self.dots.draw_pixel(dot, shade);
                }
            });
            fault?;
        }
        Ok(())
    }
}
