//! The page of a results folder: it says what the folder's tables say, reads without a script, fetches nothing, and can be made
//! anew.

use std::collections::BTreeSet;
use std::path::Path;

use crate::command::{BY_RISK, Bench, TWO_EACH, office, with_money};

/// A page and the folder that it is in.
pub struct Made {
    pub bench: Bench,
    pub html: String,
}

/// The page of a run of an office with hostile names and a target.
pub fn run() -> Made {
    let bench = Bench::new();
    let text = office(&[&with_money(TWO_EACH), BY_RISK])
        .replace("A small office", "An <office> & \\\"co\\\" </script><script>alert(1)</script>")
        .replace(
            "name = \"two each\"\n",
            "name = \"two each\"\n[[policy.target]]\nname = \"right enough\"\ncheck = \"independent assurance\"\nmeasure = \
             \"accuracy\"\nat_least = \"97%\"\n",
        );
    bench.write("page.toml", text);
    bench.done(&["run", "page.toml", "--out", "out"]);
    let html = bench.read("out/report.html");
    Made { bench, html }
}

/// The page of an estimate from the example quarter.
pub fn estimate() -> Made {
    let bench = Bench::new();
    let quarter = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/examples/quarter");
    let at = |name: &str| quarter.join(name).display().to_string();
    bench.done(&[
        "estimate",
        &at("results.csv"),
        "--sample",
        &at("drawn/drawn.csv"),
        "--by",
        "process",
        "--by",
        "case owner",
        "--period",
        "month",
        "--funnel",
        "case owner",
        "--target",
        "97%",
        "--out",
        "out",
    ]);
    let html = bench.read("out/report.html");
    Made { bench, html }
}

/// The page of what is found in the small office without running it.
fn lint() -> Made {
    let bench = Bench::new();
    bench.done(&["lint", "office.toml", "--out", "out"]);
    let html = bench.read("out/report.html");
    Made { bench, html }
}

/// The page that a command leaves of the small office.
fn of_office(words: &[&str]) -> Made {
    let bench = Bench::new();
    bench.write("office.toml", office(&[&with_money(TWO_EACH), BY_RISK]));
    bench.done(&[words, &["--out", "out"]].concat());
    let html = bench.read("out/report.html");
    Made { bench, html }
}

/// The page of a fit to the example quarter.
fn fit() -> Made {
    let bench = Bench::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/examples");
    let at = |name: &str| examples.join(name).display().to_string();
    let [results, sample] = ["quarter/results.csv", "quarter/drawn/drawn.csv"].map(at);
    let scenario = at("quarter.toml");
    bench.done(&[
        "fit",
        &results,
        "--sample",
        &sample,
        "--scenario",
        &scenario,
        "--check",
        "assured/by activity",
        "--out",
        "out",
    ]);
    let html = bench.read("out/report.html");
    Made { bench, html }
}

/// The page of a plan of the small office.
fn plan() -> Made {
    let bench = Bench::new();
    let text = bench.read("office.toml");
    bench.write(
        "planned.toml",
        format!(
            "{text}\n[plan]\nobjective = \"mve\"\nhours = 1000\n[[plan.vary]]\ncheck = \"two of anything\"\nchecks = [0, 1, 2]\n"
        ),
    );
    bench.done(&[
        "plan",
        "planned.toml",
        "--replications",
        "80",
        "--out",
        "out",
    ]);
    let html = bench.read("out/report.html");
    Made { bench, html }
}

/// Every page, with its name for messages.
pub fn pages() -> [(&'static str, Made); 10] {
    let forecast = "forecast office.toml --draws 6 --replications 4";
    let alone = "sensitivity office.toml --replications 10";
    let together = "sensitivity office.toml --together --paths 2 --rows 8 --replications 2";
    let sweep = "run office.toml --replications 4 --sweep workforce.caseworkers=10,20 --measures accuracy,cost";
    let figures = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/examples/series.csv");
    let series = format!("forecast {} --limit 97% --periods 2", figures.display());
    let of = |line: &str| of_office(&line.split(' ').collect::<Vec<_>>());
    [
        ("run", run()),
        ("estimate", estimate()),
        ("lint", lint()),
        ("forecast", of(forecast)),
        ("sensitivity", of(alone)),
        ("together", of(together)),
        ("sweep", of(sweep)),
        ("fit", fit()),
        ("plan", plan()),
        ("series", of(&series)),
    ]
}

/// What stands between a start and an end, each time.
pub fn between<'a>(html: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let pieces = html.split(start).skip(1);
    pieces
        .filter_map(|rest| Some(rest.split_once(end)?.0))
        .collect()
}

/// Tags of a name, with their attributes.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name}");
    let found = between(html, &start, ">").into_iter();
    found
        .filter(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
        .collect()
}

/// The value of an attribute within a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// The page without its script, its looks and its data.
fn said(html: &str) -> String {
    let mut text = html.to_owned();
    for name in ["script", "style"] {
        let (start, end) = (format!("<{name}"), format!("</{name}>"));
        while let Some((before, rest)) = text.split_once(&start) {
            let after = rest.split_once(&end).expect("an end").1;
            text = format!("{before}{after}");
        }
    }
    text
}

#[test]
fn headings_are_in_order_tables_have_captions_and_heads_and_the_page_a_language_and_a_title() {
    for (name, made) in pages() {
        let html = &said(&made.html);
        assert!(
            made.html
                .starts_with("<!DOCTYPE html><html lang=\"en-GB\">"),
            "{name}"
        );
        assert_eq!(
            between(html, "<title>", "</title>")
                .first()
                .map(|title| title.is_empty()),
            Some(false),
            "{name}"
        );
        assert_eq!(tags(html, "h1").len(), 1, "{name}");
        assert_eq!(tags(html, "main").len(), 1, "{name}");
        assert!(html.contains("<a class=\"skip\" href=\"#main\">"), "{name}");
        let mut level = 0;
        for heading in html
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest.chars().next()?.to_digit(10))
        {
            assert!(
                heading <= level + 1,
                "{name}: a heading {heading} under {level}"
            );
            level = heading;
        }
        let tables = between(html, "<table", "</table>");
        assert!(!tables.is_empty(), "{name}");
        for table in tables {
            assert_eq!(table.matches("<caption").count(), 1, "{name}: {table}");
            assert!(table.contains("<thead><tr><th"), "{name}: {table}");
            for head in tags(table, "th") {
                assert!(
                    matches!(attribute(head, "scope"), Some("col" | "row")),
                    "{name}: {head}"
                );
            }
        }
        for picture in tags(html, "svg") {
            assert!(
                picture.contains("role=\"img\"") && picture.contains("aria-labelledby="),
                "{name}"
            );
        }
        assert_eq!(
            tags(html, "details").len(),
            html.matches("<summary>").count(),
            "{name}"
        );
        let ids: Vec<&str> = between(html, " id=\"", "\"");
        let once: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), once.len(), "{name}: an id stands twice");
        for link in between(html, "href=\"#", "\"") {
            assert!(ids.contains(&link), "{name}: #{link} leads nowhere");
        }
    }
}

#[test]
fn nothing_is_fetched_and_only_the_pages_own_script_may_run() {
    for (name, made) in pages() {
        let html = &made.html;
        let policy = tags(html, "meta")
            .into_iter()
            .find(|tag| tag.contains("Content-Security-Policy"));
        let policy = policy
            .and_then(|tag| attribute(tag, "content"))
            .expect("a policy");
        assert!(
            policy.starts_with("default-src 'none';") && policy.contains("script-src 'sha256-"),
            "{name}: {policy}"
        );
        assert!(!policy.contains("script-src 'unsafe"), "{name}");
        for loading in [
            " src=",
            "<link",
            "<iframe",
            "<img",
            "<object",
            "<embed",
            "@import",
            "url(",
            "<base",
            "xlink:href",
            "<form",
            " onclick",
            " onload",
        ] {
            assert!(!html.contains(loading), "{name}: {loading}");
        }
        assert_eq!(tags(html, "script").len(), 2, "{name}");
        // A script is what makes a page differ from machine to machine, and says nothing that is not there without it.
        assert!(!said(html).contains("<noscript"), "{name}");
        assert!(html.len() < 2_000_000, "{name}: {}", html.len());
    }
}

#[test]
fn words_of_a_scenario_are_words_and_data_is_no_markup() {
    let made = run();
    assert!(
        made.html.contains(
            "An &lt;office&gt; &amp; &quot;co&quot; &lt;/script&gt;&lt;script&gt;alert(1)"
        )
    );
    assert!(!made.html.contains("<script>alert"));
    let data = between(
        &made.html,
        "<script type=\"application/json\" id=\"told\">",
        "</script>",
    );
    let told: serde_json::Value = serde_json::from_str(data[0]).expect("data");
    assert_eq!(told["policies"].as_array().map(Vec::len), Some(2));
    assert!(!data[0].contains('<'));
}

#[test]
fn every_figure_of_the_page_is_one_of_the_tables() {
    let made = run();
    let mut known: BTreeSet<u64> = BTreeSet::new();
    let bits = |number: f64| (number + 0.0).to_bits();
    for table in ["summary", "periods", "contrasts", "targets"] {
        let text = made.bench.read(&format!("out/{table}.csv"));
        let cells = text.lines().skip(1).flat_map(|line| line.split(','));
        known.extend(cells.filter_map(|cell| cell.parse().ok()).map(bits));
    }
    let figures = between(&made.html, "<data value=\"", "</data>");
    assert!(figures.len() > 200, "{} figures", figures.len());
    for figure in figures {
        let (value, shown) = figure.split_once("\">").expect("a value");
        let is_known = value
            .parse()
            .is_ok_and(|value| known.contains(&bits(value)));
        assert!(is_known, "{value} is in no table: {figure}");
        // What is shown is that figure, to the digits that are shown.
        let number = shown.split(" ±").next().expect("a number").replace(',', "");
        let step = match shown.split_once(" ± ") {
            Some((_, error)) => error.replace(',', "").parse::<f64>().expect("an error"),
            None => 0.0,
        };
        let [number, value]: [f64; 2] =
            [&*number, value].map(|text| text.parse().expect("a number"));
        let places = shown
            .split([' '])
            .next()
            .and_then(|text| Some(text.split_once('.')?.1.len()))
            .unwrap_or(0);
        let half = 0.5 * step.max(10f64.powi(-(places as i32)));
        assert!((number - value).abs() <= half * (1.0 + 1e-9), "{figure}");
    }
    let summary = made.bench.read("out/summary.csv");
    let accuracy = summary
        .lines()
        .find(|line| line.starts_with("two each,,,,accuracy,"))
        .expect("a row");
    let mean = accuracy.split(',').nth(6).expect("a mean");
    assert!(
        made.html
            .contains("<th scope=\"row\">accuracy, %</th><td class=\"figure\" data-policy=\"0\"")
    );
    assert!(made.html.contains(&format!("<data value=\"{mean}\">")));
}

#[test]
fn figures_of_an_estimate_are_those_of_its_files() {
    let made = estimate();
    let report = made.bench.read("out/report.json");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    for figure in report["groups"][0]["figures"].as_array().expect("figures") {
        for part in ["value", "low", "high"] {
            let value = figure[part].as_f64().expect("a number") + 0.0;
            assert!(
                made.html.contains(&format!("<data value=\"{value}\">")),
                "{part} of {figure}"
            );
        }
    }
    let answer = report["answer"][0].as_str().expect("a sentence");
    let heading = made.html.find("The answer</h2>").expect("an answer");
    let place = made.html.find(answer).expect("the answer is said");
    let first_table = made.html.find("<table").expect("a table");
    assert!(heading < place && place < first_table);
}

#[test]
fn the_page_of_a_plan_says_first_what_is_planned_beside_today() {
    let made = plan();
    let answer = made.bench.read("out/answer.json");
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    let heading = made.html.find("The answer</h2>").expect("an answer");
    let sections = made.html.find("id=\"changes\"").expect("what changes");
    let table = made.html.find("id=\"figures\"").expect("figures");
    let chart = made.html.find("<svg").expect("the front");
    assert!(heading < table && table < chart && chart < sections);
    for figure in answer["figures"].as_array().expect("figures") {
        for side in ["planned", "today"] {
            let Some(mean) = figure[side]["mean"].as_f64() else {
                continue;
            };
            let value = mean + 0.0;
            assert!(
                made.html.contains(&format!("<data value=\"{value}\">")),
                "{side} of {figure}"
            );
        }
    }
    for id in ["changes", "fronts", "provenance"] {
        assert!(made.html.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

/// The first screen has the question, the answer and a chart; and what the answer says is what the text says.
#[test]
fn what_is_ahead_and_what_it_hangs_on_is_on_the_first_screen() {
    for line in [
        "forecast office.toml --draws 6 --replications 4",
        "sensitivity office.toml --replications 10",
    ] {
        let made = of_office(&line.split(' ').collect::<Vec<_>>());
        let answer = between(&made.html, "<section id=\"answer\"", "</section>")[0];
        assert!(
            answer.contains("<figure") && answer.contains("<svg "),
            "{line}"
        );
        assert!(answer.contains("<ul class=\"answer\"><li>"), "{line}");
        let manifest: serde_json::Value =
            serde_json::from_str(&made.bench.read("out/manifest.json")).expect("JSON");
        let charts = manifest["charts"].as_array().expect("a list");
        assert!(charts.len() > 1, "{line}: {charts:?}");
        for chart in charts {
            let name = chart.as_str().expect("a name");
            assert!(made.bench.read(&format!("out/{name}")).starts_with("<svg "));
        }
        let answer: serde_json::Value =
            serde_json::from_str(&made.bench.read("out/answer.json")).expect("JSON");
        assert_eq!(answer["title"], "A small office", "{line}");
    }
}

/// Relative luminance by WCAG 2.2.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn colours_stand_out_in_light_in_dark_and_in_print() {
    let html = lint().html;
    let style = between(&html, "<style>", "</style>")[0];
    let palettes: Vec<&str> = between(style, ":root {", "}")
        .into_iter()
        .filter(|rules| rules.contains("--page:"))
        .collect();
    assert_eq!(palettes.len(), 3, "light, dark and print");
    for palette in palettes {
        let colour = |name: &str| {
            let (_, rest) = palette
                .split_once(&format!("--{name}: "))
                .expect("a colour");
            luminance(rest.split(';').next().expect("a value").trim())
        };
        let ratio = |one: &str, other: &str| {
            let [a, b] = [colour(one), colour(other)];
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        for ink in ["ink", "soft", "link"] {
            for paper in ["page", "band"] {
                assert!(
                    ratio(ink, paper) >= 4.5,
                    "{ink} on {paper}: {:.2}",
                    ratio(ink, paper)
                );
            }
        }
        assert!(ratio("accent", "page") >= 3.0);
    }
}
