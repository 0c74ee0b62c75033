//! The command line from outside: what it answers, what it writes, what it refuses.

use crate::command;

use command::{BY_RISK, Bench, TWO_EACH, office};

/// Rows of a CSV table, each by column name.
fn rows(text: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().expect("a header row").clone();
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row as long as the header");
            let cells = names.iter().zip(&record);
            cells.map(|(n, c)| (n.into(), c.into())).collect()
        })
        .collect()
}

/// A policy's lines of a table.
fn lines_of(text: &str, policy: &str) -> Vec<String> {
    let start = format!("{policy},");
    text.lines()
        .filter_map(|line| line.strip_prefix(&start))
        .map(str::to_owned)
        .collect()
}

#[test]
fn tables_have_their_columns_and_every_cell_is_a_number_or_empty() {
    let bench = Bench::new();
    bench.done(&["run", "office.toml"]);
    let columns = "measure,unit,mean,sd,mcse,p2_5,p50,p97_5,replications";
    for (table, first) in [
        ("summary", "policy,check,activity,attribute,"),
        ("periods", "policy,check,activity,attribute,period,start,"),
        ("contrasts", "policy,baseline,check,activity,attribute,"),
    ] {
        let text = bench.read(&format!("results/office/{table}.csv"));
        let header = text.lines().next().expect("a header");
        assert_eq!(header, format!("{first}{columns}"));
        for row in rows(&text) {
            let numbers = ["mean", "sd", "mcse", "p2_5", "p50", "p97_5", "replications"];
            for (name, cell) in row {
                if numbers.contains(&name.as_str()) && !cell.is_empty() {
                    assert!(cell.parse::<f64>().is_ok_and(f64::is_finite), "{cell}");
                }
                assert!(name != "mean" || !cell.is_empty(), "a row without a figure");
            }
        }
    }
}

#[test]
fn the_manifest_says_what_ran_and_on_what_it_rests() {
    let bench = Bench::new();
    bench.done(&["run", "office.toml", "--seed", "9"]);
    let text = bench.read("results/office/manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(manifest["title"], "A small office");
    assert_eq!(manifest["scenario"], "office.toml");
    assert_eq!(manifest["seed"], 9);
    assert_eq!(manifest["replications"], 40);
    assert_eq!(manifest["ending"], "complete");
    let check = &manifest["policies"][1]["checks"][0];
    assert_eq!(check["known_inclusion"], false);
    assert_eq!(check["estimates_speak_of"], "of checked decisions only");
    assert_eq!(
        manifest["policies"][0]["checks"][0]["system_decisions_left_out"],
        true
    );
    let assumed = manifest["assumptions"].as_array().expect("a list");
    assert!(
        assumed
            .iter()
            .any(|a| a["source"] == "the team leaders' guess")
    );
    for time in ["started", "finished"] {
        let time = manifest[time].as_str().expect("a time");
        assert!(time.len() == 20 && time.ends_with('Z'), "{time}");
    }
}

#[test]
fn threads_have_no_influence_on_any_byte() {
    let bench = Bench::new();
    let run = |threads: &str| {
        bench.done(&["run", "office.toml", "--threads", threads]);
        bench.contents("results/office")
    };
    let one = run("1");
    assert_eq!(one.len(), 7 + bench.names("results/office/charts").len());
    assert_eq!(one, run("2"));
    assert_eq!(one, run("7"));
}

#[test]
fn other_policies_leave_a_policys_rows_as_they_were() {
    let bench = Bench::new();
    let tables = |policies: &[&str]| {
        bench.write("office.toml", office(policies));
        bench.done(&["run", "office.toml", "--force"]);
        ["summary", "periods"].map(|table| {
            let text = bench.read(&format!("results/office/{table}.csv"));
            lines_of(&text, "two each")
        })
    };
    let alone = tables(&[TWO_EACH]);
    assert!(alone.iter().all(|lines| !lines.is_empty()));
    let renamed = BY_RISK.replace("by risk", "renamed");
    assert_eq!(alone, tables(&[BY_RISK, TWO_EACH]));
    assert_eq!(alone, tables(&[TWO_EACH, BY_RISK]));
    assert_eq!(alone, tables(&[&renamed, TWO_EACH]));
}

/// The office, anchored to what its assurance reports.
fn office_under(accuracy: &str) -> String {
    let anchor =
        format!("{{ accuracy = \"{accuracy}\", under = \"two each\", replications = 200 }}");
    format!("anchor = {anchor}\n{}", office(&[TWO_EACH]))
}

#[test]
fn an_anchor_under_a_policy_is_told_with_its_error() {
    let bench = Bench::new();
    bench.write("under.toml", office_under("96%"));
    let said = bench.run(&["run", "under.toml", "--format", "json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("error rates are moved by"),
        "{}",
        said.err
    );
    let answer: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let anchor = &answer["anchor"];
    assert_eq!(anchor["under"], "two each");
    assert_eq!(anchor["check"], "independent assurance");
    assert_eq!(anchor["anchor_replications"], 200);
    let error = |key: &str| anchor[key].as_f64().expect("a number");
    assert!(error("shift_standard_error") > 0.0);
    let of_accuracy = error("accuracy_standard_error");
    // The standard deviation of a share of 4 % among 120 checks is 0.018, and there are 200 replications.
    assert!((0.0005..0.003).contains(&of_accuracy), "{of_accuracy}");
    let again = bench.run(&["run", "under.toml", "--threads", "1", "--force"]);
    let out = again.out.replace('\n', " ");
    assert!(out.contains("of `two each` reports 96 ±"), "{}", again.out);
    assert_eq!(again.err, said.err, "one shift for any number of threads");
}

#[test]
fn a_seed_from_the_environment_counts_and_a_flag_counts_more() {
    let bench = Bench::new();
    let run = |flag: &[&str], seed: Option<&str>| {
        let mut arguments = vec!["run", "office.toml", "--force"];
        arguments.extend(flag);
        let mut command = bench.command(&arguments);
        command.envs(seed.map(|seed| ("TIERONE_SEED", seed)));
        assert!(command.output().expect("the program runs").status.success());
        bench.read("results/office/summary.csv")
    };
    let seven = run(&["--seed", "7"], None);
    assert_ne!(seven, run(&[], None));
    assert_eq!(seven, run(&[], Some("7")));
    assert_eq!(seven, run(&["--seed", "7"], Some("8")));
}

#[test]
fn json_holds_the_rows_of_the_tables() {
    let bench = Bench::new();
    let out = bench.done(&["run", "office.toml", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("one JSON object");
    for table in ["summary", "periods", "contrasts"] {
        let text = bench.read(&format!("results/office/{table}.csv"));
        let there = rows(&text);
        let said = answer[table].as_array().expect("a list");
        assert_eq!(said.len(), there.len());
        for (said, there) in said.iter().zip(&there) {
            for (name, cell) in there {
                let same = match &said[name.as_str()] {
                    serde_json::Value::Null => cell.is_empty(),
                    serde_json::Value::String(text) => text == cell,
                    value => value.as_f64() == cell.parse().ok(),
                };
                assert!(same, "{table}, {name}: {} and {cell}", said[name.as_str()]);
            }
        }
    }
    assert_eq!(answer["folder"], "results/office");
}

#[test]
fn markdown_has_policies_as_rows_and_the_measures_asked_for() {
    let bench = Bench::new();
    let asked = ["--format", "markdown", "--measures", "errors,accuracy@last"];
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/first-steps.toml");
    let few = ["--replications", "20"];
    let out = bench.done(&[&["run", file], &asked[..], &few].concat());
    let lines: Vec<&str> = out.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(
        lines[..2],
        [
            "| policy | errors, count | accuracy, %, last period |",
            "| --- | --: | --: |"
        ]
    );
    assert!(lines[2].starts_with("| two each | "), "{out}");
    assert_eq!(lines[4], "| difference from two each | errors, count |");
    assert_eq!(lines.len(), 7);
}

#[test]
fn a_run_stops_once_it_is_precise_or_at_its_ceiling() {
    let bench = Bench::new();
    let ended = |arguments: &[&str]| {
        let mut all = vec!["run", "office.toml", "--force"];
        all.extend(arguments);
        bench.done(&all);
        let text = bench.read("results/office/manifest.json");
        let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        (
            manifest["replications"].as_u64().expect("a number"),
            manifest["ending"].as_str().expect("a word").to_owned(),
        )
    };
    assert_eq!(ended(&["--until", "accuracy=50%"]), (64, "complete".into()));
    assert_eq!(
        ended(&["--until", "accuracy=0.000001%", "--replications", "100"]),
        (100, "ceiling-reached".into())
    );
}

#[test]
fn one_replication_is_replayed_and_nothing_written() {
    let bench = Bench::new();
    let out = bench.done(&["run", "office.toml", "--replication", "3"]);
    let replay: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(replay["replication"], 3);
    let periods = &replay["policies"][1]["ledger"]["periods"];
    assert_eq!(periods.as_array().map(Vec::len), Some(3));
    assert_eq!(bench.names("."), ["office.toml"]);
}

#[test]
fn estimates_without_known_probabilities_are_labelled() {
    let bench = Bench::new();
    let out = bench.done(&["run", "office.toml"]);
    let lines = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        lines.contains("`the riskiest` of `by risk`: its estimates are of checked decisions only")
    );
    assert!(!lines.contains("`independent assurance` of"));
}

#[test]
fn what_cannot_be_read_is_refused_and_nothing_written() {
    let bench = Bench::new();
    bench.write("latin.toml", b"# caf\xe9\ntitle = 'x'\n");
    bench.write("large.toml", vec![b'#'; 50_000_000]);
    bench.write("empty.toml", "");
    bench.write("nul.toml", [0u8; 64]);
    bench.write("wrong.toml", office(&[TWO_EACH]).replace("0.16", "-1"));
    bench.write("circle.toml", "extends = 'circle.toml'\n");
    bench.write("orphan.toml", "extends = 'nowhere.toml'\n");
    let anchored = format!("anchor = {{ accuracy = \"1%\" }}\n{}", office(&[TWO_EACH]));
    bench.write("anchored.toml", anchored);
    bench.write("under.toml", office_under("1%"));
    let before = bench.names(".");
    for (arguments, words) in [
        (&["run", "latin.toml"][..], "byte 6"),
        (&["run", "large.toml"], "50.0 million bytes"),
        (&["run", "missing.toml"], "no such file"),
        (&["run", "."], "it is a folder"),
        (&["run", "empty.toml"], "error[S103]"),
        (&["run", "nul.toml"], "error["),
        (&["run", "wrong.toml"], "wrong.toml:"),
        (&["run", "circle.toml"], "circle"),
        (&["run", "orphan.toml"], "nowhere.toml"),
        (&["run", "anchored.toml"], "out of reach"),
        (&["run", "under.toml"], "out of reach"),
        (&["run", "office.toml", "missing.toml"], "no such file"),
        (&["run", "office.toml", "./office.toml"], "would both write"),
        (&["run", "office.toml", "--sede", "1"], "--seed"),
        (&["run", "office.toml", "--threads", "0"], "--threads"),
        (
            &["run", "office.toml", "--replications", "0"],
            "--replications",
        ),
        (
            &["run", "office.toml", "--replications", "-5"],
            "unexpected",
        ),
        (
            &["run", "office.toml", "--until", "acuracy=1%"],
            "`accuracy`",
        ),
        (
            &["run", "office.toml", "--baseline", "by rsk"],
            "did you mean `by risk`?",
        ),
        (&["run", "office.toml", "--out", ".."], "no name of its own"),
        (&["run"], "SCENARIO"),
        (&["rnu"], "unrecognized"),
        (&["list", "nothing"], "methods"),
        (&["explain", "acuracy"], "did you mean `accuracy`?"),
        (&["new", "office.toml"], "is there already"),
        (&["new", "no/such/folder.toml"], "no folder"),
    ] {
        let said = bench.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
        assert!(!said.err.contains("panicked"), "{}", said.err);
        assert_eq!(said.out, "");
        assert_eq!(bench.names("."), before, "{arguments:?}");
    }
}

#[test]
fn what_stands_in_the_way_is_not_overwritten() {
    let bench = Bench::new();
    bench.done(&["run", "office.toml"]);
    let first = bench.contents("results/office");
    bench.done(&["run", "office.toml"]);
    assert_eq!(bench.contents("results/office"), first);

    let other = office(&[TWO_EACH]).replace("A small office", "Another office");
    bench.write("other.toml", other);
    let into_office = ["run", "other.toml", "--out", "results/office"];
    let said = bench.run(&into_office);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("another scenario") && said.err.contains("--force"));
    assert_eq!(bench.contents("results/office"), first);
    bench.done(&[&into_office[..], &["--force"]].concat());
    assert!(
        bench
            .read("results/office/manifest.json")
            .contains("Another office")
    );

    std::fs::create_dir(bench.path().join("mine")).expect("a folder");
    bench.write("mine/letter.txt", "Dear all");
    let into_mine = ["run", "office.toml", "--out", "mine"];
    let said = bench.run(&into_mine);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("holds no results"), "{}", said.err);
    bench.done(&[&into_mine[..], &["--force"]].concat());
    assert_eq!(bench.read("mine.replaced/letter.txt"), "Dear all");
    assert!(bench.read("mine/manifest.json").contains("A small office"));
    assert_eq!(bench.names("results"), ["office"]);
}

#[test]
fn several_scenarios_get_a_folder_each() {
    let bench = Bench::new();
    bench.write("other.toml", office(&[BY_RISK]));
    bench.done(&["run", "office.toml", "other.toml", "--out", "spring"]);
    assert_eq!(bench.names("spring"), ["office", "other"]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_fails_is_told_and_leaves_nothing_half_written() {
    let bench = Bench::new();
    // A file where a folder must be made fails for everyone, root too.
    bench.write("blocked", "");
    let said = bench.run(&["run", "office.toml", "--out", "blocked/office"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("blocked"), "{}", said.err);
    assert_eq!(bench.names("."), ["blocked", "office.toml"]);
}

#[test]
fn every_name_in_a_list_can_be_explained() {
    let bench = Bench::new();
    for what in [
        "methods",
        "measures",
        "charts",
        "attributes",
        "outcomes",
        "codes",
    ] {
        let list = bench.done(&["list", what]);
        let names: Vec<&str> = list
            .lines()
            .filter(|line| !line.starts_with(' '))
            .filter_map(|line| line.split("  ").next())
            .collect();
        assert!(!names.is_empty(), "{what}");
        for name in names {
            let page = bench.done(&["explain", name]);
            assert!(page.starts_with(&format!("{name} (")), "{page}");
        }
    }
}

#[test]
fn a_new_scenario_runs_as_it_is() {
    let bench = Bench::new();
    bench.done(&["new", "fresh.toml"]);
    bench.done(&["run", "fresh.toml", "--replications", "2"]);
    bench.done(&["run", "fresh.toml", "--replications", "1", "--force"]);
}

#[test]
fn schema_completions_version_and_help_are_answers() {
    let bench = Bench::new();
    let schema: serde_json::Value = serde_json::from_str(&bench.done(&["schema"])).expect("JSON");
    assert_eq!(schema["type"], "object");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(bench.done(&["completions", shell]).contains("tierone"));
    }
    assert!(bench.done(&["--version"]).starts_with("tierone "));
    for command in ["run", "new", "list", "explain", "schema", "completions"] {
        assert!(
            bench.done(&[command, "--help"]).contains("Example"),
            "{command}"
        );
    }
    assert!(bench.done(&["--help"]).contains("Exit codes"));
}

/// Of the policies of this scenario those that take caseworkers' time leave more work waiting.
#[test]
fn where_work_waits_the_answer_weighs_it() {
    let bench = Bench::new();
    let shipped =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/backlog-and-quality.toml");
    bench.write("backlog.toml", std::fs::read(shipped).expect("a scenario"));
    let said = bench.done(&["run", "backlog.toml", "--replications", "20"]);
    let said = said.replace('\n', " ");
    for words in [
        "`ten each by colleagues` is better in accuracy, but worse in waiting and dearer, than `no checks`",
        "more decisions wait at the end (",
        "Fewest waiting at the end: ",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let page = bench.read("results/backlog/report.html");
    assert!(
        page.contains("the best accuracy for its cost and for the work that it leaves waiting")
    );
}
