//! Draws by stratum, from outside: strata that are too small, that are not there, and that give nothing.

use std::fs;

use crate::command::{program, talk};
use crate::draws::{folder_with, sample};

/// 300 cases, 75 of each of four teams.
pub fn four_teams() -> tempfile::TempDir {
    let mut text = String::from("number,process,team,Desk,value\n");
    for index in 0..300 {
        let (team, owner) = (index % 4, index % 7);
        text += &format!(
            "C{index},application,team {team},Bob{owner},{}\n",
            500 + index
        );
    }
    folder_with("c.csv", text.as_bytes())
}

#[test]
fn more_checks_than_cases_are_told() {
    let folder = four_teams();
    let line = "c.csv --method simple-random --checks 600 --out all";
    let said = talk(&sample(folder.path(), &line.split(' ').collect::<Vec<_>>()));
    assert!(
        said.contains("600 checks are asked of 300 cases: all of them are drawn"),
        "{said}"
    );
}

#[test]
fn numbers_given_of_strata_that_are_not_there_or_too_small_are_told() {
    let folder = four_teams();
    let draw = |given: &str| {
        let line = "c.csv --method stratified --set by=team --set allocation=given --out few --force --set";
        let mut arguments: Vec<&str> = line.split(' ').collect();
        let given = format!("given={given}");
        arguments.push(&given);
        let output = sample(folder.path(), &arguments);
        (output.status.code(), talk(&output))
    };
    let (code, told) = draw("team 1:4,taem 2:3");
    assert_eq!(code, Some(2), "{told}");
    for part in [
        "no case is of the stratum `taem 2`",
        "`team 0`",
        "did you mean `team 2`?",
    ] {
        assert!(told.contains(part), "{told}");
    }
    assert!(!folder.path().join("few").exists());
    let (code, told) = draw("team 1:400,team 2:3");
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains(
            "400 cases are asked of stratum `team 1`, which has 75: all of them are drawn"
        ),
        "{told}"
    );
    let (code, told) = draw("team 1=4");
    assert!(code == Some(2) && told.contains("after a colon"), "{told}");
}

#[test]
fn strata_that_give_nothing_are_told_by_the_draw_and_by_the_estimate() {
    let folder = four_teams();
    let line = "c.csv --method stratified --checks 3 --set by=team --out few";
    let output = sample(folder.path(), &line.split(' ').collect::<Vec<_>>());
    assert!(output.status.success(), "{}", talk(&output));
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("3 of 300 cases drawn, in 3 of 4 strata")
    );
    let told = talk(&output);
    assert!(
        told.contains("nothing is drawn of 1 of 4 strata (`team "),
        "{told}"
    );
    assert!(told.contains("), which hold 75 cases"), "{told}");
    let estimate = |draw: &str| {
        let sheet = fs::read_to_string(folder.path().join(draw).join("outcomes.csv"));
        let passed = sheet.expect("a sheet").replace(",,,,,,", ",pass,,,,,");
        fs::write(folder.path().join("passed.csv"), passed).expect("a file");
        let drawn = format!("{draw}/drawn.csv");
        let output = program(
            folder.path(),
            &["estimate", "passed.csv", "--sample", &drawn],
        )
        .output()
        .expect("it runs");
        assert!(output.status.success(), "{}", talk(&output));
        String::from_utf8_lossy(&output.stdout).replace('\n', " ")
    };
    for words in [
        "of 225 of 300 decisions, ",
        "Nothing was drawn of strata with 75 of 300 cases, and no figure is of them",
        "A stratified random sample of 3 strata, for 225 of 300 cases",
    ] {
        assert!(estimate("few").contains(words), "{}", estimate("few"));
    }
    for (line, parts) in [
        ("stratified --checks 8 --set by=team", "in 4 strata"),
        (
            "cluster --set clusters=2 --checks 10",
            "20 of 300 cases drawn, in 2 of 4 clusters",
        ),
        ("simple-random --checks 8", "in 1 stratum"),
    ] {
        let line = format!("c.csv --out all --force --method {line}");
        let output = sample(folder.path(), &line.split(' ').collect::<Vec<_>>());
        assert!(output.status.success(), "{}", talk(&output));
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(told.contains(parts), "{told}");
        let said = talk(&output);
        let mut lines = said.lines();
        let read = "read c.csv: utf-8, `,` between fields, column names in row 1";
        assert_eq!(lines.next(), Some(read), "{line}");
        assert!(
            lines
                .next()
                .is_some_and(|line| line.starts_with("columns: "))
        );
        assert!(
            lines
                .next()
                .is_some_and(|line| line.contains("--total-value 194850"))
        );
        assert!(
            lines
                .next()
                .is_some_and(|line| line.contains("rows a case"))
        );
        assert_eq!(lines.next(), None, "{line}");
        assert!(!estimate("all").contains("nothing was drawn"), "{line}");
    }
}
