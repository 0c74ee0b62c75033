//! The names of strata in a draw: those that may be mistyped are told, and bands of value say their limits.

use crate::command::Bench;

#[test]
fn strata_that_may_be_mistyped_are_told_with_their_rows() {
    let bench = Bench::new();
    let area = |n: u32| match n {
        7 => "",
        9 => "hgih",
        n => ["high", "low"][n as usize % 2],
    };
    let rows: String = (0..60).map(|n| format!("{n},{}\n", area(n))).collect();
    bench.write("cases.csv", format!("number,area\n{rows}"));
    let draw = |file: &str| {
        let said = bench.run(&[
            "sample",
            file,
            "--method",
            "stratified",
            "--set",
            "by=area",
            "--checks",
            "20",
            "--out",
            file.trim_end_matches(".csv"),
        ]);
        assert_eq!(said.code, 0, "{}", said.err);
        said.err
    };
    let said = draw("cases.csv");
    for told in [
        "warning: 1 case without a name of a stratum is a stratum apart (row 9)",
        "warning: stratum `hgih` has 1 case (row 11): did you mean `high`?",
    ] {
        assert!(said.contains(told), "{said}");
    }
    // Where all strata are small, that is how the list is.
    let rows: String = (0..60).map(|n| format!("{n},{}\n", n / 2)).collect();
    bench.write("small.csv", format!("number,area\n{rows}"));
    let said = draw("small.csv");
    assert!(!said.contains("did you mean"), "{said}");
}

#[test]
fn a_band_of_value_says_its_limits_and_goes_by_its_number() {
    let bench = Bench::new();
    let rows: String = (0..60).map(|n| format!("{n},{}\n", 100 * n)).collect();
    bench.write("cases.csv", format!("number,value\n{rows}"));
    let by_value = ["--set", "by=value", "--set", "bands=1500,5000"];
    let draw = |more: &[&str], out: &str| {
        let fixed = [
            "sample",
            "cases.csv",
            "--method",
            "stratified",
            "--out",
            out,
        ];
        bench.done(&[&fixed, &by_value[..], more].concat());
        let drawn = bench.read(&format!("{out}/drawn.csv"));
        let of = |name: &str| drawn.lines().filter(|line| line.contains(name)).count();
        [
            "1 (under £1500)",
            "2 (£1500 to under £5000)",
            "3 (from £5000)",
        ]
        .map(of)
    };
    assert_eq!(draw(&["--checks", "60"], "all"), [15, 35, 10]);
    let given = ["--set", "allocation=given", "--set", "given=1:3,2:4,3:5"];
    assert_eq!(draw(&given, "given"), [3, 4, 5]);
}
