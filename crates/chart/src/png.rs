//! A picture as PNG: plotters draws it larger than it will be, and what is finer than a pixel becomes a shade of it.

use std::io::Write;

use flate2::{Compression, Crc, write::ZlibEncoder};
use plotters::prelude::{BitMapBackend, IntoDrawingArea};

use super::letters::Lettered;
use super::picture::Picture;
use super::surface::paint;

/// Pixels of the file to one of the page, so that it is sharp where it is printed.
const SHARP: usize = 2;
/// Dots that are drawn for each of them, across and down.
const DOTS: usize = 2;
/// Bytes of a dot: red, green and blue.
const BYTES: usize = 3;

/// The whole file.
pub(super) fn png(picture: &Picture, size: (f64, f64)) -> Vec<u8> {
    let pixels = |length: f64| (length * SHARP as f64).round() as usize;
    let (width, height) = (pixels(size.0), pixels(size.1));
    let across = width * DOTS;
    let mut dots = vec![u8::MAX; across * height * DOTS * BYTES];
    let area = (across as u32, (height * DOTS) as u32);
    let surface = Lettered::new(BitMapBackend::with_buffer(&mut dots, area));
    paint(
        picture,
        size,
        surface.into_drawing_area(),
        (SHARP * DOTS) as f64,
    )
    .expect("dots in memory can be drawn");
    encode(&shades(&dots, across), width, height)
}

/// The mean of the dots of every pixel.
fn shades(dots: &[u8], across: usize) -> Vec<u8> {
    let row = across * BYTES;
    let mut pixels = Vec::with_capacity(dots.len() / (DOTS * DOTS));
    for rows in dots.chunks_exact(row * DOTS) {
        for left in (0..row).step_by(DOTS * BYTES) {
            for byte in left..left + BYTES {
                let of_row = |down: usize| -> usize {
                    let start = down * row + byte;
                    (0..DOTS)
                        .map(|dot| usize::from(rows[start + dot * BYTES]))
                        .sum()
                };
                let sum: usize = (0..DOTS).map(of_row).sum();
                pixels.push((sum / (DOTS * DOTS)) as u8);
            }
        }
    }
    pixels
}

/// Red, green and blue of every pixel as a file.
///
/// # Source
/// Portable Network Graphics (PNG) Specification, second edition, ISO/IEC 15948:2003, §11.2 and filter type 2 of §9.2.
fn encode(pixels: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend((width as u32).to_be_bytes());
    head.extend((height as u32).to_be_bytes());
    // Eight bits of red, green and blue, in rows from the top.
    head.extend([8, 2, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &head);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let mut above = vec![0; width * BYTES];
    for row in pixels.chunks_exact(width * BYTES) {
        let mut line = vec![2];
        line.extend(
            row.iter()
                .zip(&above)
                .map(|(byte, above)| byte.wrapping_sub(*above)),
        );
        packed
            .write_all(&line)
            .expect("memory takes what is written");
        above.copy_from_slice(row);
    }
    let packed = packed.finish().expect("memory takes what is written");
    chunk(&mut file, b"IDAT", &packed);
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
