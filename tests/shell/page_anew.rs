//! Pages that are made again, and where they lead: the same bytes, no name, no other file.

use std::collections::BTreeSet;
use std::fs;

use crate::page::{between, estimate, pages, run};

#[test]
fn no_headline_names_a_person() {
    let made = estimate();
    let owners: BTreeSet<String> = between(
        &made.html,
        "<table class=\"sortable\" id=\"by-2\">",
        "</table>",
    )
    .first()
    .map(|table| {
        between(table, "<th scope=\"row\">", "</th>")
            .into_iter()
            .map(str::to_owned)
            .collect()
    })
    .expect("figures by case owner");
    assert!(owners.len() > 3, "{owners:?}");
    let headlines = [
        between(&made.html, "<title", "</title>"),
        between(&made.html, "<h2", "</h2>"),
        between(&made.html, "<summary>", "</summary>"),
    ];
    for headline in headlines.iter().flatten() {
        let named = owners
            .iter()
            .find(|owner| !owner.is_empty() && headline.contains(owner.as_str()));
        assert_eq!(named, None, "{headline}");
    }
}

#[test]
fn a_page_is_made_anew_bit_for_bit_or_it_is_said_what_is_missing() {
    for (name, made) in pages() {
        let before = made.bench.contents("out");
        fs::remove_file(made.bench.path().join("out/report.html")).expect("a page");
        made.bench.done(&["report", "out"]);
        assert!(before == made.bench.contents("out"), "{name}");
        made.bench.done(&["report", "out", "--out", "copy.html"]);
        assert_eq!(made.bench.read("copy.html"), made.html, "{name}");
        // What somebody changed is not written over unasked.
        made.bench.write("out/report.html", "mine");
        let refused = made.bench.run(&["report", "out"]);
        assert_eq!(refused.code, 2, "{name}");
        assert!(refused.err.contains("--force"), "{name}: {}", refused.err);
        fs::remove_file(made.bench.path().join("out/page.json")).expect("what a page is made of");
        let refused = made.bench.run(&["report", "out", "--force"]);
        assert_eq!(refused.code, 2, "{name}");
        assert!(
            refused.err.contains("page.json: it is not there"),
            "{name}: {}",
            refused.err
        );
    }
}

#[test]
fn a_page_leads_out_of_its_folder_to_no_other_file() {
    let made = run();
    let page = made.bench.read("out/page.json");
    made.bench.write(
        "out/page.json",
        page.replacen("\"name\": \"contrasts\"", "\"name\": \"../../secret\"", 1),
    );
    made.bench.write("secret.svg", "<svg ></svg>");
    let refused = made.bench.run(&["report", "out", "--force"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("names a chart as none is named"),
        "{}",
        refused.err
    );
}

#[test]
fn the_same_scenario_gives_the_same_page() {
    let [one, other] = [run(), run()];
    assert_eq!(one.html, other.html);
}
