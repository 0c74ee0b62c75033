//! What the `audit.json` beside a sample tells an estimate, and what is said where it is not there.

use crate::command;

use command::Bench;

/// A sample by office, drawn for one question of the user's own, with all of its cases passed.
fn drawn() -> Bench {
    let bench = Bench::new();
    let rows: String = (0..60)
        .map(|case| format!("R-{case},{},1000\n", ["north", "south", "west"][case % 3]))
        .collect();
    bench.write("own.csv", format!("Ref no,Office,Award\n{rows}"));
    let draw = "sample own.csv --map team=Office --map value=Award --method stratified --set by=team --checks 12 --attributes decision \
                --out s";
    bench.done(&draw.split(' ').collect::<Vec<_>>());
    let sheet = bench
        .read("s/outcomes.csv")
        .replace(",decision,", ",decision,pass");
    bench.write("filled.csv", sheet);
    bench
}

const ESTIMATE: [&str; 4] = ["estimate", "filled.csv", "--sample", "s/drawn.csv"];

#[test]
fn every_map_of_the_draw_is_taken_from_its_record() {
    let bench = drawn();
    let said = bench.done(&[&ESTIMATE[..], &["--by", "team"]].concat());
    for team in ["north", "south", "west"] {
        assert!(said.contains(team), "{team}: {said}");
    }
    // A column that is known as the team is no column that nobody knows.
    assert!(!said.contains("Not read"), "{said}");
    // It may be told again, and be told to the estimate alone.
    bench.done(&[&ESTIMATE[..], &["--map", "team=Office", "--by", "team"]].concat());
}

#[test]
fn attributes_that_only_the_record_knows_are_missed_by_its_name() {
    let bench = drawn();
    std::fs::remove_file(bench.path().join("s/audit.json")).expect("the record");
    let said = bench.run(&ESTIMATE);
    assert_eq!(said.code, 2, "{}", said.out);
    let err = said.err.replace('\\', "/");
    assert!(
        err.contains("attributes of your own are named in the audit.json")
            && err.contains("there is no s/audit.json"),
        "{err}"
    );
    assert!(!err.contains("--skip-bad-rows"), "{err}");
}
