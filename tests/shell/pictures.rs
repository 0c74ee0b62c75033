//! Charts as files: SVG, and PNG where that is asked for, of the same pictures, in the folder and in its manifest.

use crate::command;

use std::collections::HashSet;
use std::fs;
use std::io::Read;

use command::{BY_RISK, Bench, OFFICE_TARGET, TWO_EACH, office, with_money};
use flate2::read::ZlibDecoder;
use serde_json::Value;

/// Results of six months, of four teams and two dozen people.
fn results() -> String {
    let mut text = String::from("number,owner,team,closed,outcome,value,error\n");
    for index in 0..480 {
        let outcome = if index % 11 == 0 { "fail" } else { "pass" };
        let error = if index % 11 == 0 { 25 } else { 0 };
        text += &format!(
            "N{index},person {},team {},2026-{:02}-03,{outcome},1000,{error}\n",
            index % 24,
            index % 4,
            1 + index % 6
        );
    }
    text
}

/// A decoded picture: how wide and how high it is, how many pixels are white, and all colours that it has: red, green and blue.
struct Pixels {
    width: usize,
    height: usize,
    white: usize,
    colours: HashSet<[u8; 3]>,
}

/// Reads a PNG of plain rows.
fn decode(file: &[u8]) -> Pixels {
    assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| {
        let bytes = file[at..at + 4].try_into().expect("four bytes");
        u32::from_be_bytes(bytes) as usize
    };
    let (mut at, mut packed, mut names) = (8, Vec::new(), Vec::new());
    while at < file.len() {
        let (length, name) = (number(at), &file[at + 4..at + 8]);
        let data = &file[at + 8..at + 8 + length];
        let mut check = flate2::Crc::new();
        check.update(name);
        check.update(data);
        assert_eq!(check.sum() as usize, number(at + 8 + length));
        names.push(String::from_utf8_lossy(name).into_owned());
        if name == b"IDAT" {
            packed.extend_from_slice(data);
        }
        at += 12 + length;
    }
    assert_eq!(names, ["IHDR", "IDAT", "IEND"]);
    let (width, height) = (number(16), number(20));
    assert_eq!(file[24..29], [8, 2, 0, 0, 0], "eight bits of three colours");
    let mut rows = Vec::new();
    let mut inflated = ZlibDecoder::new(&packed[..]);
    inflated.read_to_end(&mut rows).expect("packed rows");
    assert_eq!(rows.len(), height * (1 + 3 * width));
    let (mut white, mut colours) = (0, HashSet::new());
    for row in rows.chunks_exact(1 + 3 * width) {
        assert_eq!(row[0], 0, "a row as it is");
        // Neighbours are mostly alike.
        let mut last = None;
        for pixel in row[1..].chunks_exact(3) {
            white += usize::from(pixel == [u8::MAX; 3]);
            if last != Some(pixel) {
                colours.insert([pixel[0], pixel[1], pixel[2]]);
                last = Some(pixel);
            }
        }
    }
    Pixels {
        width,
        height,
        white,
        colours,
    }
}

/// A number of the head of an SVG.
fn number(svg: &str, name: &str) -> f64 {
    let from = svg.split_once(&format!(" {name}=\"")).expect(name).1;
    from.split('"')
        .next()
        .and_then(|n| n.parse().ok())
        .expect(name)
}

/// Every colour that an SVG fills or draws with.
fn colours(svg: &str) -> Vec<[u8; 3]> {
    let mut colours: Vec<[u8; 3]> = Vec::new();
    for part in svg.split("\"#").skip(1) {
        let byte = |at: usize| u8::from_str_radix(&part[at..at + 2], 16).expect("a colour");
        colours.push([byte(0), byte(2), byte(4)]);
    }
    colours.sort_unstable();
    colours.dedup();
    colours
}

/// Holds a folder to it: each chart is there as both, as large as each other, drawn in the same colours, and in the manifest.
fn check(bench: &Bench, folder: &str) {
    let path = bench.path().join(folder);
    let names = bench.names(&format!("{folder}/charts"));
    let manifest: Value =
        serde_json::from_str(&bench.read(&format!("{folder}/manifest.json"))).expect("a manifest");
    let mut listed: Vec<String> =
        serde_json::from_value(manifest["charts"].clone()).expect("names");
    listed.sort();
    let whole: Vec<String> = names.iter().map(|name| format!("charts/{name}")).collect();
    assert_eq!(listed, whole);
    let pictures = names.iter().filter_map(|name| name.strip_suffix(".svg"));
    let pictures: Vec<&str> = pictures.collect();
    assert_eq!(names.len(), 2 * pictures.len(), "{names:?}");
    for name in pictures {
        let svg = bench.read(&format!("{folder}/charts/{name}.svg"));
        let png = fs::read(path.join(format!("charts/{name}.png"))).expect("a picture");
        let pixels = decode(&png);
        let twice = |length: f64| (2.0 * length).round() as usize;
        assert_eq!(pixels.width, twice(number(&svg, "width")), "{name}");
        assert_eq!(pixels.height, twice(number(&svg, "height")), "{name}");
        let share = pixels.white as f64 / (pixels.width * pixels.height) as f64;
        assert!(
            (0.5..0.99).contains(&share),
            "{name}: {share} of it is white"
        );
        // Shapes let what is under them through where they hide a part of it only.
        let solid = svg.lines().filter(|line| !line.contains("opacity"));
        for colour in colours(&solid.collect::<Vec<_>>().join("\n")) {
            assert!(pixels.colours.contains(&colour), "{name}: {colour:?}");
        }
        // Words are words, in a font that the reader has, and nothing is fetched.
        assert!(svg.contains("<text ") && !svg.contains("href") && !svg.contains("@font"));
    }
}

#[test]
fn a_run_an_estimate_and_a_forecast_draw_the_same_pictures_as_svg_and_as_png() {
    let bench = Bench::new();
    let two_each = with_money(TWO_EACH);
    bench.write("office.toml", office(&[&two_each, OFFICE_TARGET, BY_RISK]));
    bench.write("results.csv", results());
    let run = [
        "run",
        "office.toml",
        "--quiet",
        "--replications",
        "6",
        "--png",
        "--out",
        "played",
    ];
    bench.done(&run);
    let estimate = [
        "estimate",
        "results.csv",
        "--by",
        "team",
        "--period",
        "month",
        "--funnel",
        "owner",
        "--png",
        "--out",
        "found",
    ];
    bench.done(&estimate);
    let ahead = [
        "forecast",
        "office.toml",
        "--draws",
        "4",
        "--replications",
        "3",
        "--png",
        "--out",
        "ahead",
    ];
    bench.done(&ahead);
    for folder in ["played", "found", "ahead"] {
        check(&bench, folder);
    }
    // A folder with them is results like others: it may be replaced, and none are left over.
    bench.done(&[
        "run",
        "office.toml",
        "--quiet",
        "--replications",
        "6",
        "--out",
        "played",
    ]);
    let manifest = bench.read("played/manifest.json");
    assert!(manifest.contains(".svg") && !manifest.contains(".png"));
    let names = bench.names("played/charts");
    assert!(names.iter().all(|name| name.ends_with(".svg")), "{names:?}");
}

#[test]
fn pictures_without_a_folder_or_of_what_has_none_are_refused_in_words() {
    let bench = Bench::new();
    bench.write("results.csv", results());
    bench.write("series.csv", "period,value\n2024,97\n2025,98\n2026,97.5\n");
    for (command, words) in [
        (&["estimate", "results.csv", "--png"][..], "--out <DIR>"),
        (&["forecast", "series.csv", "--png"], "--out <DIR>"),
        (
            &[
                "fit",
                "results.csv",
                "--sample",
                "results.csv",
                "--scenario",
                "office.toml",
                "--png",
                "--out",
                "fitted.toml",
            ],
            "--png is for the charts of a folder",
        ),
        (
            &[
                "estimate",
                "results.csv",
                "--pilot",
                "team",
                "--cluster",
                "owner",
                "--png",
            ],
            "cannot be used with",
        ),
    ] {
        let said = bench.run(command);
        assert_eq!(said.code, 2, "{command:?}");
        assert!(said.err.contains(words), "{command:?}: {}", said.err);
    }
}
