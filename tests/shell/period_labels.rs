//! Quarters and other spans of months as government statistics label them: read as what they are, or refused by row and column.

use crate::command::Bench;

/// A series with these labels, and figures that move a little.
fn series(labels: &[&str]) -> String {
    let mut text = "Period,accuracy\n".to_owned();
    for (place, label) in labels.iter().enumerate() {
        text += &format!("{label},{:.1}\n", 96.0 + ((place * 7) % 5) as f64 / 5.0);
    }
    text
}

#[test]
fn quarters_by_their_months_are_quarters() {
    let bench = Bench::new();
    for (from, to) in [
        [
            "Jan-Mar 2023",
            "Apr-Jun 2023",
            "Jul-Sep 2023",
            "Oct-Dec 2023",
        ],
        [
            "Jan–Mar 2023",
            "Apr–Jun 2023",
            "Jul–Sep 2023",
            "Oct–Dec 2023",
        ],
        [
            "Jan to Mar 2023",
            "Apr to Jun 2023",
            "Jul to Sep 2023",
            "Oct to Dec 2023",
        ],
        [
            "January to March 2023",
            "April to June 2023",
            "July to September 2023",
            "October to December 2023",
        ],
    ]
    .map(|labels| {
        let next = labels.map(|label| label.replace("2023", "2024"));
        let all: Vec<&str> = labels
            .iter()
            .copied()
            .chain(next.iter().map(String::as_str))
            .collect();
        (series(&all), next[3].clone())
    }) {
        bench.write("labels.csv", from);
        let said = bench
            .done(&["forecast", "labels.csv", "--periods", "4"])
            .replace('\n', " ");
        assert!(said.contains("next quarter (Jan-Mar 2025)"), "{to}: {said}");
        assert!(
            said.contains("Jan-Mar 2025 to Oct-Dec 2025"),
            "a whole year, {to}: {said}"
        );
    }
}

#[test]
fn spans_of_a_year_and_of_half_a_year_are_told_as_such() {
    let bench = Bench::new();
    let halves = [
        "Apr to Sep 2022",
        "Oct 2022 to Mar 2023",
        "Apr to Sep 2023",
        "Oct 2023 to Mar 2024",
        "Apr to Sep 2024",
    ];
    bench.write("halves.csv", series(&halves));
    let said = bench.done(&["forecast", "halves.csv"]).replace('\n', " ");
    assert!(
        said.contains("next half-year (Oct 2024-Mar 2025)"),
        "{said}"
    );
    let years = [
        "year ending March 2020",
        "year ending March 2021",
        "year ending March 2022",
        "year ending March 2023",
        "year ending March 2024",
    ];
    bench.write("years.csv", series(&years));
    let said = bench.done(&["forecast", "years.csv"]).replace('\n', " ");
    assert!(said.contains("next year (Apr 2024-Mar 2025)"), "{said}");
}

#[test]
fn spans_that_do_not_go_together_are_refused_by_row_and_column() {
    let bench = Bench::new();
    for (labels, words) in [
        (
            ["Jan-Mar 2024", "Apr-Sep 2024"],
            &[
                "two kinds",
                "`Jan-Mar 2024` in row 2 (three months)",
                "`Apr-Sep 2024` in row 3 (6 months)",
            ][..],
        ),
        (
            ["Jan-Mar 2024", "Apr 2024"],
            &[
                "two kinds",
                "in row 2 (three months)",
                "`Apr 2024` in row 3 (a month)",
            ],
        ),
        (
            ["Jan-Mar 2024", "Feb-Apr 2024"],
            &[
                "overlap",
                "`Jan-Mar 2024` in row 2",
                "`Feb-Apr 2024` in row 3",
            ],
        ),
        (
            ["Jan-Mar 2024", "Nov-Jan 2025"],
            &["row 3", "is no period such as 2024"],
        ),
    ] {
        bench.write("mixed.csv", series(&labels));
        let said = bench.run(&["forecast", "mixed.csv"]);
        assert_eq!(said.code, 2, "{labels:?}: {}", said.out);
        for word in words.iter().chain(&["`Period`"]) {
            assert!(said.err.contains(word), "{labels:?}, {word}: {}", said.err);
        }
    }
}
