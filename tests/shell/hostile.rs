//! Input that is meant to do harm: formulas for spreadsheets, characters that steer a terminal or deceive, scenarios that
//! reach for other files, more of everything than a machine holds.

use crate::command;

use command::Bench;
use std::fs;

/// A scenario with more entries than anybody needs.
fn with_entries(what: &str, count: usize) -> String {
    let one = |n: usize| match what {
        "policy" => format!("[[policy]]\nname = \"p{n}\"\n"),
        "activity" => {
            format!("[[activity]]\nname = \"a{n}\"\nvolume = 5\nerrors = {{ income = \"3%\" }}\n")
        }
        _ => format!("[[attribute]]\nname = \"x{n}\"\n"),
    };
    (0..count).map(one).collect()
}

const DRAW: [&str; 6] = [
    "sample",
    "cases.csv",
    "--method",
    "simple-random",
    "--checks",
    "4",
];

#[test]
fn cases_named_like_formulas_are_drawn_filled_in_and_joined() {
    let numbers = ["=1+1", "-42", "+cmd|' /C calc'!A0", "@x"];
    let bench = Bench::new();
    let mut cases = String::from("number,case owner,process,value,=note,change\n");
    for number in numbers {
        cases += &format!("{number},=HYPERLINK(\"x\"),change,12.50,2026-01-02,-12.50\n");
    }
    bench.write("cases.csv", &cases);
    let comment = ["--comment", "=2+2"];
    bench.done(&[&DRAW[..], &["--out", "drawn"], &comment].concat());
    let drawn = bench.read("drawn/drawn.csv");
    let sheet = bench.read("drawn/outcomes.csv");
    for text in [&drawn, &sheet] {
        for cell in cells(text) {
            let risky = cell.starts_with(['=', '+', '@']) && cell.len() > 1;
            assert!(!risky, "{cell} in {text}");
        }
    }
    assert!(
        drawn.contains("'=1+1,") && drawn.contains("\n-42,"),
        "{drawn}"
    );
    assert!(drawn.contains(",12.50,2026-01-02,-12.50,"), "{drawn}");
    assert!(drawn.contains(",'=2+2,"), "{drawn}");

    // Filled in by hand, with the numbers as the sheet or as the list has them.
    let attribute = cells(&sheet).nth(11).expect("an attribute").to_owned();
    for written in [true, false] {
        let mut results = String::from("number,attribute,outcome\n");
        for number in numbers {
            let risky = written && !number.starts_with('-');
            let before = if risky { "'" } else { "" };
            results += &format!("{before}{number},{attribute},pass\n");
        }
        bench.write("results.csv", results);
        let estimate = ["estimate", "results.csv", "--sample", "drawn/drawn.csv"];
        let said = bench.run(&[&estimate[..], &["--by", "case owner"]].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(!said.err.contains("not in the sample"), "{}", said.err);
        let out = ["--by", "case owner", "--out", "report", "--force"];
        bench.done(&[&estimate[..], &out].concat());
        let figures = bench.read("report/figures.csv");
        assert!(figures.contains("'=HYPERLINK"), "{figures}");
        bench.done(&[&estimate[..], &out, &["--raw-csv"]].concat());
        let figures = bench.read("report/figures.csv");
        assert!(figures.contains(",\"=HYPERLINK"), "{figures}");
    }
    // Drawn again from what was drawn: nothing gathers.
    bench.write("cases.csv", &drawn);
    let again = bench.run(
        &[
            &DRAW[..],
            &["--out", "again", "--already", "drawn/drawn.csv"],
        ]
        .concat(),
    );
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(!bench.read("again/drawn.csv").contains("''"));
    bench.done(&[&DRAW[..], &["--out", "raw", "--raw-csv"]].concat());
    assert!(bench.read("raw/drawn.csv").contains("\n=1+1,"));
}

fn cells(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '\n']).map(|cell| cell.trim_matches('"'))
}

#[test]
fn names_in_a_scenario_are_no_formulas_in_its_tables() {
    let bench = Bench::new();
    let office = bench.read("office.toml").replace("two each", "=1+1");
    bench.write("office.toml", office);
    bench.done(&["run", "office.toml"]);
    for table in ["summary", "periods", "contrasts"] {
        let text = bench.read(&format!("results/office/{table}.csv"));
        assert!(text.contains("'=1+1"), "{text}");
        assert!(!cells(&text).any(|cell| cell == "=1+1"), "{text}");
    }
    bench.done(&["run", "office.toml", "--force", "--raw-csv"]);
    assert!(bench.read("results/office/summary.csv").contains("\n=1+1,"));
}

/// What must not reach a terminal.
fn harmful(text: &str) -> Option<char> {
    text.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{202e}' | '\u{200b}' | '\u{feff}' | '\u{2066}')
    })
}

#[test]
fn nothing_that_steers_a_terminal_or_deceives_is_printed() {
    let bad = "x\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}gpj\u{200b}\u{9b}31m";
    let bench = Bench::new();
    let list =
        format!("number,{bad},case owner,process\n1,a,{bad},change\n2,{bad},b\n3,c,{bad},{bad}\n");
    bench.write("cases.csv", &list);
    bench.write(
        &format!("{bad}.csv"),
        "number,process\n1,change\n2,change\n",
    );
    fs::create_dir(bench.path().join(bad)).expect("a folder");
    let office = bench.read("office.toml");
    let escaped = |name: &str| -> String {
        name.chars()
            .map(|c| format!("\\U{:08x}", c as u32))
            .collect()
    };
    // A scenario takes no control characters in a name.
    let unseen = "x\u{202e}gpj\u{200b}\u{2066}";
    bench.write("bad.toml", office.replace("two each", &escaped(bad)));
    bench.write("named.toml", office.replace("two each", &escaped(unseen)));
    bench.write("raw.toml", format!("title = \"{bad}\nx"));
    bench.write(&format!("{bad}.toml"), &office);
    let file = format!("{bad}.csv");
    let scenario = format!("{bad}.toml");
    let extends = format!("extends = \"{}\"", escaped(bad));
    bench.write("extends.toml", extends);
    for arguments in [
        &[
            "sample",
            "cases.csv",
            "--method",
            "simple-random",
            "--checks",
            "1",
        ][..],
        &["sample", "cases.csv", "--method", bad, "--checks", "1"],
        &[
            "sample",
            "cases.csv",
            "--method",
            "simple-random",
            "--checks",
            "1",
            "--where",
            bad,
        ],
        &[
            "sample",
            &file,
            "--method",
            "simple-random",
            "--checks",
            "1",
        ],
        &[
            "sample",
            &file,
            "--method",
            "simple-random",
            "--checks",
            "1",
            "--out",
            bad,
        ],
        &[
            "sample",
            &file,
            "--method",
            "simple-random",
            "--checks",
            "1",
            "--out",
            bad,
            "--force",
        ],
        &["estimate", "cases.csv"],
        &["estimate", "cases.csv", "--by", bad],
        &["estimate", bad],
        &["run", "named.toml"],
        &["run", "named.toml", "--format", "json"],
        &["run", "named.toml", "--format", "markdown"],
        &["run", "bad.toml"],
        &["run", "raw.toml"],
        &["run", "extends.toml"],
        &["run", &scenario],
        &["run", "office.toml", "--baseline", bad],
        &["lint", "named.toml", "raw.toml", &scenario, bad],
        &["lint", "named.toml", "--facts"],
        &["lint", "named.toml", "--format", "json"],
        &[
            "simulate-records",
            "named.toml",
            "--out",
            &format!("{bad}/records"),
        ],
        &["explain", bad],
        &["list", bad],
        &[bad],
        &["run", "--", bad],
    ] {
        let said = bench.run(arguments);
        for text in [&said.out, &said.err] {
            assert_eq!(harmful(text), None, "{arguments:?}: {text}");
        }
        assert!(!said.err.contains("panicked"), "{}", said.err);
    }
    // What is data stays what it was.
    let out = bench.done(&["run", "named.toml", "--format", "json", "--quiet"]);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(answer["policies"][0]["name"], unseen);
    let charts = bench.names("results/named/charts");
    let chart = bench.read(&format!("results/named/charts/{}", charts[0]));
    assert_eq!(harmful(&chart), None);
}

#[test]
fn extends_shows_lines_of_scenarios_only() {
    let bench = Bench::new();
    bench.write("secret.key", "PRIVATE 1234\nno toml\n");
    bench.write("secret.toml.bak", "PRIVATE 1234\n");
    fs::create_dir(bench.path().join("folder.toml")).expect("a folder");
    let mut targets = vec![
        "secret.key",
        "secret.toml.bak",
        "folder.toml",
        "/etc/passwd",
        "/dev/zero",
    ];
    #[cfg(unix)]
    {
        let at = |name: &str| bench.path().join(name);
        std::os::unix::fs::symlink("secret.key", at("link.toml")).expect("a link");
        std::os::unix::fs::symlink("/dev/zero", at("device.toml")).expect("a link");
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe.toml"))
            .status();
        assert!(made.expect("mkfifo runs").success());
        targets.extend(["link.toml", "device.toml", "pipe.toml"]);
    }
    for target in targets {
        bench.write("office.toml", format!("extends = \"{target}\"\n"));
        for command in ["lint", "run", "simulate-records"] {
            let said = bench.run(&[command, "office.toml"]);
            let text = said.out + &said.err;
            assert_eq!(said.code, 2, "{target}: {}", text);
            assert!(
                !text.contains("PRIVATE") && !text.contains("root:"),
                "{}",
                text
            );
            assert!(text.contains("cannot be read"), "{target}: {}", text);
        }
    }
}

#[test]
fn a_confined_scenario_stays_in_its_folder() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path().join("inner/deep")).expect("a folder");
    bench.write("inner/one.toml", "extends = \"../office.toml\"\n");
    bench.write("inner/two.toml", "extends = \"deep/three.toml\"\n");
    bench.write("inner/deep/three.toml", bench.read("office.toml"));
    bench.write("inner/deep/four.toml", "extends = \"../two.toml\"\n");
    bench.write("inner/five.toml", "extends = \"deep/six.toml\"\n");
    bench.write("inner/deep/six.toml", "extends = \"../../office.toml\"\n");
    let lint = |file: &str| bench.run(&["lint", file, "--confine", "--fail-on", "error"]);
    assert_eq!(bench.run(&["lint", "inner/one.toml"]).code, 0);
    for file in ["inner/one.toml", "inner/deep/four.toml", "inner/five.toml"] {
        let said = lint(file);
        assert_eq!(said.code, 2, "{file}: {}", said.err);
        assert!(said.out.contains("--confine"), "{}", said.out);
    }
    for file in ["inner/two.toml", "office.toml"] {
        assert_eq!(lint(file).code, 0, "{file}: {}", lint(file).err);
    }
    #[cfg(unix)]
    {
        let link = bench.path().join("inner/link.toml");
        std::os::unix::fs::symlink("../office.toml", link).expect("a link");
        bench.write("inner/one.toml", "extends = \"link.toml\"\n");
        assert_eq!(lint("inner/one.toml").code, 2);
    }
}

#[test]
fn every_limit_of_a_scenario_is_told_with_its_number() {
    let bench = Bench::new();
    let office = bench.read("office.toml");
    for (what, count, most) in [
        ("policy", 201, "200"),
        ("policy", 5_000, "200"),
        ("activity", 1_001, "1000"),
        ("activity", 20_000, "1000"),
        ("attribute", 1_001, "1000"),
        ("attribute", 20_000, "1000"),
    ] {
        bench.write(
            "many.toml",
            format!("{office}{}", with_entries(what, count)),
        );
        let said = bench.run(&["lint", "many.toml"]);
        assert_eq!(said.code, 2, "{count} of {what}");
        assert!(
            said.out.contains(&format!("keep to {most} entries")),
            "{}",
            said.out
        );
        assert!(
            said.out.contains(&format!("entries of `[[{what}]]`")),
            "{}",
            said.out
        );
    }
    // Each of these lists is within its limit, and all of them together are not.
    let long = office.replace("periods = 3", "periods = 60");
    let activities = with_entries("activity", 999);
    let policies = with_entries("policy", 198);
    bench.write("many.toml", format!("{long}{activities}{policies}"));
    let said = bench.run(&["lint", "many.toml"]);
    assert_eq!(said.code, 2, "{}", said.err);
    for told in ["numbers to work out", "keep to 10,000,000 in all"] {
        assert!(said.out.contains(told), "no {told:?} in: {}", said.out);
    }
    let seats = office.replace("caseworkers = 12", "caseworkers = 1_000_001");
    bench.write("many.toml", seats);
    assert!(bench.run(&["lint", "many.toml"]).out.contains("1000000"));
}

#[cfg(target_os = "linux")]
#[test]
fn replications_that_do_not_fit_are_refused_with_the_number_that_does() {
    let bench = Bench::new();
    let limited = |replications: &str| {
        let program = env!("CARGO_BIN_EXE_tierone");
        let line = format!(
            "ulimit -v 2097152; exec '{program}' run office.toml --quiet --replications {replications}"
        );
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &line]).current_dir(bench.path());
        command::said(command.output().expect("it runs"))
    };
    let said = limited("9000000");
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("of memory"), "{}", said.err);
    assert!(said.err.contains("--replications "), "{}", said.err);
    assert!(!bench.path().join("results/office").exists());
}
