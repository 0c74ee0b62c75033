//! A picture as PNG: plotters draws it larger than it will be, and what is finer than a pixel becomes a shade of it.

use std::io::Write;

use flate2::{Compression, Crc, write::ZlibEncoder};
use plotters::prelude::{BitMapBackend, IntoDrawingArea};

use super::letters::Lettered;
use super::picture::{Picture, Shape};
use super::surface::paint;

/// Pixels of the file to one of the page, so that it is sharp where it is printed.
const SHARP: usize = 2;
/// Dots that are drawn for each of them, across and down.
const DOTS: usize = 2;
/// Bytes of a dot: red, green and blue.
const BYTES: usize = 3;
/// Pixels of the page, down, that are drawn at once: the picture of many policies would not fit in memory as dots.
const BAND: usize = 256;

/// The whole file.
pub(super) fn png(picture: &Picture, size: (f64, f64)) -> Vec<u8> {
    in_bands(picture, size, BAND)
}

fn in_bands(picture: &Picture, size: (f64, f64), band: usize) -> Vec<u8> {
    let pixels = |length: f64| (length * SHARP as f64).round() as usize;
    let (width, height) = (pixels(size.0), pixels(size.1));
    let whole = ((width * DOTS) as u32, (height * DOTS) as u32);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    for top in (0..height).step_by(band * SHARP) {
        let rows = (height - top).min(band * SHARP);
        let mut dots = vec![u8::MAX; width * rows * DOTS * DOTS * BYTES];
        let area = (whole.0, (rows * DOTS) as u32);
        let bitmap = BitMapBackend::with_buffer(&mut dots, area);
        let surface = Lettered::new(bitmap, whole, top * DOTS).into_drawing_area();
        let is_in = |shape: &&Shape| {
            let (from, to) = shape.reach();
            from <= ((top + rows) / SHARP) as f64 && (top / SHARP) as f64 <= to
        };
        let shapes = picture.shapes.iter().filter(is_in);
        paint(shapes, size, surface, (SHARP * DOTS) as f64).expect("dots in memory can be drawn");
        for row in dots.chunks_exact(width * DOTS * DOTS * BYTES) {
            // A row as it is: of pictures with few colours that packs best.
            let mut line = vec![0];
            shades(row, width * DOTS, &mut line);
            packed
                .write_all(&line)
                .expect("memory takes what is written");
        }
    }
    let packed = packed.finish().expect("memory takes what is written");
    file(&packed, width, height)
}

/// Adds the mean of the dots of every pixel of a row to a line: of two beside each other, and two below them.
fn shades(dots: &[u8], across: usize, line: &mut Vec<u8>) {
    const { assert!(DOTS == 2 && BYTES == 3) };
    // Dots of many pixels at once that are left white, as most are, need not be looked at one by one.
    const WHITE: [u8; 48 * BYTES] = [u8::MAX; 48 * BYTES];
    let (above, below) = dots.split_at(across * BYTES);
    for (above, below) in above.chunks(WHITE.len()).zip(below.chunks(WHITE.len())) {
        let white = &WHITE[..above.len()];
        if above == white && below == white {
            line.extend_from_slice(&white[..above.len() / DOTS]);
            continue;
        }
        let pixels = above.chunks_exact(DOTS * BYTES);
        for (above, below) in pixels.zip(below.chunks_exact(DOTS * BYTES)) {
            let mean = |at: usize| {
                let dots = [above[at], above[at + BYTES], below[at], below[at + BYTES]];
                let [a, b, c, d] = dots.map(u16::from);
                ((a + b + c + d) / 4) as u8
            };
            line.extend([mean(0), mean(1), mean(2)]);
        }
    }
}

/// Packed rows of red, green and blue as a file.
///
/// # Source
/// Portable Network Graphics (PNG) Specification, second edition, ISO/IEC 15948:2003, §11.2.
fn file(packed: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend((width as u32).to_be_bytes());
    head.extend((height as u32).to_be_bytes());
    // Eight bits of red, green and blue, in rows from the top.
    head.extend([8, 2, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &head);
    chunk(&mut file, b"IDAT", packed);
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    let mut check = Crc::new();
    check.update(name);
    check.update(data);
    file.extend((data.len() as u32).to_be_bytes());
    file.extend(name);
    file.extend(data);
    file.extend(check.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;
    use crate::canvas::{INK, solid};
    use crate::picture::{Anchor, Font, Marker, Stroke};

    const SIZE: (f64, f64) = (200.0, 150.0);

    fn picture() -> Picture {
        let mut picture = Picture::default();
        picture.area(
            &[(20.0, 10.0), (180.0, 60.0), (40.0, 140.0)],
            "#28A197",
            0.4,
        );
        picture.rect((100.0, 5.0), (120.0, 145.0), "#12436D", 0.25);
        let dashed = Stroke {
            dash: "6 4",
            ..solid(INK, 2.0)
        };
        picture.path(&[(10.0, 140.0), (90.0, 12.0), (190.0, 120.0)], dashed);
        for (place, marker) in [Marker::Circle, Marker::Diamond, Marker::Cross]
            .into_iter()
            .enumerate()
        {
            let at = (30.0 + 50.0 * place as f64, 70.0);
            picture.marker(marker, at, 6.0, "#801650", place == 1);
        }
        for down in [20.0, 64.0, 127.0] {
            let font = Font {
                size: 15.0,
                bold: down > 100.0,
                colour: INK,
                anchor: Anchor::Middle,
            };
            picture.text((100.0, down), "Ångström, 97.3% of £5", font);
        }
        picture
    }

    /// Width and bytes of the pixels of a file.
    fn decode(file: &[u8]) -> (usize, Vec<u8>) {
        assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| {
            let bytes = file[at..at + 4].try_into().expect("four bytes");
            u32::from_be_bytes(bytes) as usize
        };
        let (width, height) = (number(16), number(20));
        let data = &file[41..41 + number(33)];
        assert_eq!(&file[37..41], b"IDAT");
        let mut rows = Vec::new();
        ZlibDecoder::new(data)
            .read_to_end(&mut rows)
            .expect("packed rows");
        assert_eq!(rows.len(), height * (1 + width * BYTES));
        let rows = rows.chunks_exact(1 + width * BYTES);
        let pixels = rows.flat_map(|row| {
            assert_eq!(row[0], 0, "rows are as they are");
            row[1..].to_vec()
        });
        (width, pixels.collect())
    }

    #[test]
    fn bands_meet_without_a_seam() {
        let picture = picture();
        let (width, whole) = decode(&in_bands(&picture, SIZE, 1_000));
        assert_eq!(width, 400);
        assert_eq!(whole.len(), 400 * 300 * BYTES);
        for band in [64, 33, 7] {
            let (_, banded) = decode(&in_bands(&picture, SIZE, band));
            let differ = whole
                .iter()
                .zip(&banded)
                .filter(|(one, other)| one != other);
            assert_eq!(differ.count(), 0, "in bands of {band}");
        }
    }

    #[test]
    fn letters_are_as_wide_as_in_a_browser_and_stand_on_the_baseline() {
        let mut picture = Picture::default();
        let words = "How wide are 1,234 letters?";
        let font = Font {
            size: 20.0,
            bold: false,
            colour: INK,
            anchor: Anchor::End,
        };
        picture.text((380.0, 60.0), words, font);
        let (width, pixels) = decode(&png(&picture, (400.0, 100.0)));
        let dark = pixels.chunks_exact(BYTES).enumerate();
        let dark: Vec<(usize, usize)> = dark
            .filter(|(_, colour)| colour[0] < 128)
            .map(|(at, _)| (at % width, at / width))
            .collect();
        let across = dark.iter().map(|(x, _)| *x);
        let (left, right) = (across.clone().min(), across.max());
        let (left, right) = (left.expect("letters"), right.expect("letters"));
        // The sum of the widths in Adobe's Helvetica.afm, which are those of Arial: 12.394 times the size.
        let wide = 12.394 * 20.0 * SHARP as f64;
        // What is white on either side of a letter, kerning, and what is rounded: two pixels of the page.
        assert!((right as f64 - 760.0).abs() <= 4.0, "{right}");
        assert!((760.0 - left as f64 - wide).abs() <= 4.0, "{left} {wide}");
        let room = crate::text::width(words, 20.0, false) * SHARP as f64;
        assert!(wide <= room, "the page counts on {room}");
        // Nothing is below the baseline but the tail of the comma.
        let below = dark.iter().filter(|(_, y)| *y > 121).count();
        assert!(below > 0 && below < 40, "{below}");
    }
}
