//! Lists as they arrive, as text: quotes, rows that are no cases, encodings, and what is told of the reading.

use crate::command;

use command::lists::census;
use command::{program, talk};
use std::fs;

#[test]
fn a_quote_that_closes_late_or_never_is_refused_by_the_row_where_it_opens() {
    for (text, row) in [
        (
            "number,value,note\nB1,5,ok\nB2,6,\"open\nB3,7,x\nB4,8,y\n",
            3,
        ),
        ("number,note,value\nB1,\"open,400\nB2,x,5\nB3,\"ok\",6\n", 2),
        (
            "number,note,value\nB1,x,1\nB2,\"open,400\nB3,x,5\nB4,6 inch\",7\nB5,y,8\n",
            3,
        ),
        (
            "number,note,value\nB1,\"open,400\nB2,x,5\nB3,ok\"\nB4,y,8\n",
            2,
        ),
        ("number,value\nB1,\"5\" or so\nB2,6\n", 2),
        ("number;value\nB1;\"say \\\"5\\\"\"\nB2;6\n", 2),
        ("\"number,value\nB1,5\n", 1),
        ("number,value\nB1,5\n\"\nB2,6\n", 3),
    ] {
        let taken = census("a.csv", text.as_bytes(), &["--skip-bad-rows"]);
        taken.refused(&[&format!("row {row}"), "quote"]);
    }
    let mut long = String::from("number,note\nB1,\"open\n");
    (2..60_000).for_each(|index| long.push_str(&format!("B{index},some words of a note\n")));
    census("a.csv", long.as_bytes(), &[]).refused(&["row 2", "`note`", "never closed"]);
}

#[test]
fn text_in_quotes_may_have_lines_delimiters_and_quotes() {
    let text = "number,note,value\nC1,\"one\ntwo, three\",5\nC2,\"say \"\"no\"\"\" ,6\nC3,5\" pipe,7\nC4,\"12 High St, Leeds\nWest, LS1\",8\n";
    let taken = census("a.csv", text.as_bytes(), &[]);
    assert_eq!(taken.numbers(), "C1 C2 C3 C4");
    assert_eq!(taken.column("value"), "5 6 7 8");
    assert!(taken.column("note").contains("say \"no\" 5\" pipe"));
}

#[test]
fn results_with_an_open_quote_are_refused_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "number,outcome,remark\n1,pass,ok\n2,pass,\"6 inch\n3,fail,wrong\n4,fail,wrong\n";
    fs::write(folder.path().join("r.csv"), text).expect("results");
    let arguments = ["estimate", "r.csv", "--population", "100"];
    let output = program(folder.path(), &arguments)
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        talk(&output).contains("row 3, column `remark`"),
        "{}",
        talk(&output)
    );
}

#[test]
fn the_row_of_names_is_found_under_titles_or_named() {
    for (text, row) in [
        ("Checks of July\nSR number,team,value\nA1,n,1\nA2,s,2\n", 2),
        (
            "Checks, July, all offices\n\nSR number;team;value\nA1;n;1\nA2;s;2\n",
            3,
        ),
        (
            "Report,,\nTeam,all,\n,,\nnumber,team,value\nA1,n,1\nA2,s,2\n",
            4,
        ),
        (
            "\u{feff}Export 01/07/2026\tby me\nCase number\tTeam\nA1\tn\nA2\ts\n",
            2,
        ),
    ] {
        let taken = census("a.csv", text.as_bytes(), &[]);
        let numbers = if text.contains("SR number") {
            "SR number"
        } else {
            "number"
        };
        let numbers = if text.contains("Case number") {
            "Case number"
        } else {
            numbers
        };
        assert_eq!(taken.column(numbers), "A1 A2", "{text}");
        assert_eq!(taken.read()["header_row"], row, "{text}");
        assert!(
            taken.said().contains(&format!("column names in row {row}")),
            "{}",
            taken.said()
        );
    }
    let text = "My cases\nnr,what\nA1,x\n";
    let map = ["--map", "number=nr"];
    assert_eq!(census("a.csv", text.as_bytes(), &map).column("nr"), "A1");
    let named = [&map[..], &["--header-row", "2"]].concat();
    assert_eq!(census("a.csv", text.as_bytes(), &named).column("nr"), "A1");
    let blank = [&map[..], &["--header-row", "9"]].concat();
    census("a.csv", text.as_bytes(), &blank).refused(&["row 9", "--header-row"]);
    census("a.csv", b"1,2\n3,4\n", &[]).refused(&["row 1 has only numbers"]);
}

#[test]
fn a_first_line_may_tell_the_delimiter() {
    for (text, values) in [
        ("sep=;\nnumber;value\nA1;150\nA2;99\n", "150 99"),
        ("SEP=,\r\nnumber,value\r\nA1,5\r\nA2,6\r\n", "5 6"),
        ("sep=\t\nnumber\tvalue\nA1\t5\nA2\t6\n", "5 6"),
        ("\u{feff}\"sep=|\"\nnumber|value\nA1|5\nA2|6\n", "5 6"),
        ("sep=^\nnumber^value\nA1^5\nA2^6\n", "5 6"),
    ] {
        let taken = census("a.csv", text.as_bytes(), &[]);
        assert_eq!(taken.column("value"), values, "{text}");
        assert_eq!(taken.read()["header_row"], 2);
    }
    census("a.csv", b"sep=;\nnumber;value\nA1;x\n", &[]).refused(&["row 3", "`value`"]);
}

#[test]
fn blank_rows_are_skipped_and_counted() {
    for (text, blank) in [
        ("number,value\nA1,1\n\n,\nA2,2\n", 2),
        (
            "number,value,,\nA1,1,,\n , \t,,\n\u{a0},,,\nA2,2,,\n,,,\n,,,\n",
            4,
        ),
        ("number;value\nA1;1\n;\n;;;\n\"\";\" \"\nA2;2\n", 3),
        ("number\nA1\nA2\n", 0),
        // Lines as databases draw them.
        ("number,value\n------,-----\nA1,1\nA2,2\n", 1),
        ("number|n\n------+-\nA1|1\nA2|2\n======|==\n", 2),
        (
            "number\tteam\tvalue\n------\t----\t-----\nA1\t-\t1\nA2\t---\t2\n\n(2 rows affected)\n",
            2,
        ),
    ] {
        let taken = census("a.csv", text.as_bytes(), &[]);
        assert_eq!(taken.numbers(), "A1 A2", "{text}");
        assert_eq!(taken.read()["blank_rows"], blank, "{text}");
        assert_eq!(
            taken.said().contains("blank row"),
            blank > 0,
            "{}",
            taken.said()
        );
    }
}

#[test]
fn totals_are_left_out_by_their_rows() {
    for (text, rows) in [
        (
            "number,value\nA1,1\nA2,2\nTotal,3\nGrand Total,3\n",
            vec![4, 5],
        ),
        ("number,value\nA1,1\nA2,2\n,3\n", vec![4]),
        ("number,team,value\nA1,n,1\nA2,s,2\n\nSumme,,3\n", vec![5]),
        (
            "number,team,value\nA1,n,1\nTotal n,,1\nA2,s,2\n,Total,\"£3.00\"\n,,,\n",
            vec![3, 5],
        ),
        (
            "team,number,value\nn,A1,1\nn Total,,1\ns,A2,2\nGrand total,,3\n",
            vec![3, 5],
        ),
        ("number,value,note\nA1,1,\nA2,2,\nTotal,3\n", vec![4]),
        ("number,value\nA1,1\nA2,2\nAverage,1.5\n,2\n", vec![4, 5]),
    ] {
        let taken = census("a.csv", text.as_bytes(), &[]);
        assert_eq!(taken.numbers(), "A1 A2", "{text}");
        assert_eq!(
            taken.read()["total_rows"],
            serde_json::json!(rows),
            "{text}"
        );
        let said = taken.said();
        assert!(
            rows.iter().all(|row| said.contains(&row.to_string())) && said.contains("total"),
            "{said}"
        );
    }
    let repeated = "number,value\nA1,1\nnumber,value\nA2,2\n";
    let taken = census("a.csv", repeated.as_bytes(), &[]);
    assert_eq!(
        (taken.numbers().as_str(), &taken.read()["repeated_headers"]),
        ("A1 A2", &1.into())
    );
}

#[test]
fn rows_that_only_look_like_totals_stay() {
    // The last value is the sum by chance: it has a number as any other.
    let taken = census("a.csv", b"number,value\nA1,100\nA2,200\nA3,300\n", &[]);
    assert_eq!(taken.numbers(), "A1 A2 A3");
    assert!(
        taken.said().contains("row 4, the last, is the sum"),
        "{}",
        taken.said()
    );
    let taken = census(
        "a.csv",
        b"number,value\nSUM-1,1\nTOTAL-2,2\nSummers,7\n",
        &[],
    );
    assert_eq!(taken.numbers(), "SUM-1 TOTAL-2 Summers");
    assert!(!taken.said().contains("sum"), "{}", taken.said());
    // A case that lost its number in the middle, or one with more than amounts, is no total.
    for text in [
        "number,value\nA1,1\n,2\nA3,3\n",
        "number,team,value\nA1,n,1\nA2,n,1\n,north,3\n",
    ] {
        census("a.csv", text.as_bytes(), &[]).refused(&["it has no number"]);
    }
}

#[test]
fn wide_encodings_are_read_without_a_mark_or_refused() {
    let wide = |text: &str, big: bool| -> Vec<u8> {
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let text = "number;team\r\nA1;Zoë\r\nB2;Łódź\r\n";
    for big in [false, true] {
        let taken = census("a.csv", &wide(text, big), &[]);
        assert_eq!(
            (taken.numbers().as_str(), taken.column("team").as_str()),
            ("A1 B2", "Zoë Łódź")
        );
        let name = if big { "utf-16be" } else { "utf-16le" };
        assert_eq!(taken.read()["encoding"], name);
        assert!(taken.said().contains(name), "{}", taken.said());
        let told = census("a.csv", &wide(text, big), &["--encoding", name]);
        assert_eq!(told.numbers(), "A1 B2");
    }
    let utf_32: Vec<u8> = text
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    census("a.csv", &utf_32, &[]).refused(&["row 1", "--encoding"]);
    census(
        "a.csv",
        b"number,team\nA1,north\nA2,no\0th\nA3,south\n",
        &[],
    )
    .refused(&["row 3, column `team`", "--encoding"]);
    let damaged = ["number,team\nA1,Zoë\nA2,Noël\nA3,".as_bytes(), b"\xff\n"].concat();
    census("a.csv", &damaged, &[]).refused(&["row 4, column `team`", "--encoding"]);
    let wrong = census(
        "a.csv",
        "number,team\nA1,Zoë\n".as_bytes(),
        &["--encoding", "utf-16le"],
    );
    wrong.refused(&["a.csv: there is no column for `number`"]);
    let late: String = (0..9_000)
        .map(|index| format!("A{index},north\n"))
        .collect();
    let late = ["number,team\n", &late, "B1,"].concat();
    census("a.csv", &[late.as_bytes(), b"Zo\xeb\n"].concat(), &[])
        .refused(&["row 9002, column `team`", "--encoding"]);
}

#[test]
fn a_web_page_is_named_as_one() {
    for text in [
        "<html><table><tr><td>number</td></tr></table></html>",
        "\u{feff}\n <TABLE border=1><tr><td>number</td></tr></table>",
        "<!DOCTYPE html>\n<html></html>",
        "<meta charset=utf-8><table></table>",
    ] {
        census("a.xls", text.as_bytes(), &[])
            .refused(&["a.xls is a web page", "save it as .xlsx or CSV"]);
    }
    census(
        "a.xls",
        b"<?xml version=\"1.0\"?><Workbook></Workbook>",
        &[],
    )
    .refused(&["a.xls is XML"]);
}

#[test]
fn an_estimate_tells_and_keeps_what_it_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("Results of July;;\nnumber;outcome;value\n");
    (0..40).for_each(|index| text.push_str(&format!("{index};pass;100\n")));
    text.push_str(";;\nTotal;;4000\n");
    fs::write(folder.path().join("r.csv"), text).expect("results");
    let report = command::told::estimate(folder.path(), &["r.csv", "--population", "400"]);
    let read = &report["read"][0];
    assert_eq!(
        (&read["file"], &read["delimiter"]),
        (&"r.csv".into(), &";".into())
    );
    assert_eq!(
        (&read["header_row"], &read["blank_rows"]),
        (&2.into(), &1.into())
    );
    assert_eq!(read["total_rows"], serde_json::json!([44]));
    assert_eq!(command::told::figure(&report, "all", "accuracy")["n"], 40);
    let arguments = ["estimate", "r.csv", "--population", "400"];
    let said = talk(
        &program(folder.path(), &arguments)
            .output()
            .expect("it runs"),
    );
    let lines: Vec<&str> = said.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "read r.csv: utf-8, `;` between fields, column names in row 2",
            "columns: number, outcome (text), value (numbers)",
            "left out: 1 blank row; row 44, which is a total"
        ]
    );
}

#[test]
fn a_column_that_is_there_twice_has_a_remedy_that_works() {
    let bench = command::Bench::new();
    bench.write(
        "twice.csv",
        "number,outcome,value,Outcome\n1,pass,5,pass\n2,fail,5,pass\n",
    );
    for map in [&[][..], &["--map", "outcome=outcome"]] {
        let said = bench.run(&[&["estimate", "twice.csv"], map].concat());
        assert_eq!(said.code, 2);
        let told = "columns 2 and 4 are both called `Outcome`: rename one of them";
        assert!(said.err.contains(told), "{}", said.err);
        assert!(!said.err.contains("--map"), "{}", said.err);
    }
    bench.write(
        "once.csv",
        "number,outcome,value,earlier\n1,pass,5,pass\n2,fail,5,pass\n",
    );
    bench.done(&["estimate", "once.csv"]);
}

#[test]
fn a_header_in_two_rows_is_told_to_be_one() {
    let bench = command::Bench::new();
    // As merged cells leave it: the number of the case is named in the row above.
    bench.write(
        "two.csv",
        "Number,Results,\n,outcome,value\n1,pass,5\n2,fail,5\n",
    );
    let said = bench.run(&["estimate", "two.csv"]);
    let told = "column 1 has no name in row 2, which names the columns";
    assert!(said.err.contains(told), "{}", said.err);
    bench.write(
        "one.csv",
        "Results of July,,\nnumber,outcome,value\n1,pass,5\n2,fail,5\n",
    );
    let said = bench.run(&["estimate", "one.csv"]);
    assert!(!said.err.contains("no name"), "{}", said.err);
}
