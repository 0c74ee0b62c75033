//! What commands write is whole or absent, and nothing that somebody else wrote is lost: not by `--force`, not by two
//! commands on one folder, not by a command that was cut off.

use crate::command;

use command::{Bench, Said};
use std::fs;

const DRAW: [&str; 8] = [
    "sample",
    "cases.csv",
    "--method",
    "simple-random",
    "--checks",
    "3",
    "--out",
    "out",
];

const ESTIMATE: [&str; 6] = [
    "estimate",
    "results.csv",
    "--sample",
    "drawn.csv",
    "--out",
    "out",
];

/// A folder with what every command needs.
fn bench() -> Bench {
    let bench = Bench::new();
    let mut cases = String::from("number,case owner,process,close date,value\n");
    for n in 1..=30 {
        cases += &format!("SR{n},Ann,change,2026-07-01,{n}00\n");
    }
    bench.write("cases.csv", cases);
    bench.done(&[&DRAW[..7], &["first"]].concat());
    bench.write("drawn.csv", bench.read("first/drawn.csv"));
    let sheet = bench.read("first/outcomes.csv");
    let mut lines = sheet.lines();
    let header = lines.next().expect("a header");
    let filled: Vec<String> = lines.map(|line| line.replacen(",,", ",pass,", 1)).collect();
    bench.write("results.csv", format!("{header}\n{}\n", filled.join("\n")));
    bench
}

/// Commands that write a folder `out`, and a file that each writes.
fn commands() -> [(Vec<&'static str>, &'static str); 4] {
    let simulate = ["simulate-records", "office.toml", "--out", "out"];
    let run = ["run", "office.toml", "--out", "out", "--quiet"];
    [
        (DRAW.to_vec(), "outcomes.csv"),
        (ESTIMATE.to_vec(), "figures.csv"),
        (simulate.to_vec(), "cases.csv"),
        (run.to_vec(), "summary.csv"),
    ]
}

fn forced(bench: &Bench, arguments: &[&str]) -> Said {
    bench.run(&[arguments, &["--force"]].concat())
}

/// What somebody does to a folder, in words and as it is done.
type Change<'c> = (&'c str, &'c dyn Fn(&str));

#[test]
fn what_somebody_changed_outlives_a_command_that_is_forced() {
    for (arguments, file) in commands() {
        let bench = bench();
        bench.done(&arguments);
        // As it was written, it may go.
        let said = forced(&bench, &arguments);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(!bench.path().join("out.replaced").exists(), "{arguments:?}");
        let changes: [Change; 3] = [
            ("a note", &|out| {
                bench.write(&format!("{out}/note.txt"), "Dear all")
            }),
            ("a changed file", &|out| {
                let name = format!("{out}/{file}");
                bench.write(&name, bench.read(&name) + "mine");
            }),
            ("a folder", &|out| {
                fs::create_dir(bench.path().join(out).join("mine")).expect("a folder");
            }),
        ];
        for (at, (what, change)) in changes.iter().enumerate() {
            change("out");
            let refused = bench.run(&arguments);
            assert_eq!(refused.code, 2, "{arguments:?}, {what}");
            assert!(refused.err.contains("--force"), "{}", refused.err);
            let before = bench.names("out");
            let theirs = bench.read(&format!("out/{file}"));
            let said = forced(&bench, &arguments);
            assert_eq!(said.code, 0, "{}", said.err);
            let kept = match at {
                0 => "out.replaced".to_owned(),
                at => format!("out.replaced-{}", at + 1),
            };
            assert!(said.err.contains(&kept), "{}", said.err);
            assert_eq!(bench.names(&kept), before, "{arguments:?}, {what}");
            assert_eq!(bench.read(&format!("{kept}/{file}")), theirs);
        }
        assert!(
            !bench
                .names(".")
                .iter()
                .any(|name| name.ends_with(".partial"))
        );
    }
}

#[test]
fn a_file_in_the_place_of_a_folder_is_kept_too() {
    for (arguments, file) in commands() {
        let bench = bench();
        bench.write("out", "Dear all");
        let refused = bench.run(&arguments);
        assert_eq!(refused.code, 2, "{arguments:?}: {}", refused.err);
        assert_eq!(bench.read("out"), "Dear all");
        assert_eq!(forced(&bench, &arguments).code, 0);
        assert_eq!(bench.read("out.replaced"), "Dear all");
        assert!(bench.path().join("out").join(file).is_file());
    }
}

#[test]
fn results_of_other_settings_are_not_replaced_unasked() {
    let bench = Bench::new();
    let run = ["run", "office.toml", "--quiet"];
    bench.done(&run);
    bench.done(&run);
    for (more, words) in [
        (&["--seed", "2"][..], "seed 1, not 2"),
        (&["--replications", "41"], "40 replications, not 41"),
        (&["--until", "accuracy=1%"], "other settings"),
        (
            &["--baseline", "by risk"],
            "compared with `two each`, not `by risk`",
        ),
    ] {
        let arguments = [&run[..], more].concat();
        let said = bench.run(&arguments);
        assert_eq!(said.code, 2, "{more:?}");
        assert!(said.err.contains(words), "{}", said.err);
        assert_eq!(forced(&bench, &arguments).code, 0);
        bench.done(&arguments);
        assert_eq!(forced(&bench, &run).code, 0);
    }
    bench.write("office.toml", bench.read("office.toml") + "# a remark\n");
    let said = bench.run(&run);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("the scenario has changed since"),
        "{}",
        said.err
    );
    assert_eq!(bench.names("results"), ["office"]);
}

#[test]
fn results_without_a_record_are_kept_when_they_are_made_again() {
    let bench = Bench::new();
    bench.done(&["run", "office.toml"]);
    fs::remove_file(bench.path().join("results/office/.tierone")).expect("it is there");
    bench.done(&["run", "office.toml"]);
    assert_eq!(bench.names("results"), ["office", "office.replaced"]);
}

#[test]
fn a_filled_sheet_is_kept_when_it_is_filled_again() {
    let bench = Bench::new();
    bench.done(&["simulate-records", "office.toml", "--out", "records"]);
    let list = "records/cases.csv";
    let draw = ["sample", list, "--method", "simple-random", "--checks", "5"];
    bench.done(&[&draw[..], &["--out", "drawn"]].concat());
    let fill = [
        "simulate-records",
        "office.toml",
        "--check",
        "two each/two of anything",
        "--fill",
        "drawn/outcomes.csv",
        "--truth",
        "records/truth.csv",
        "--out",
        "mine/filled.csv",
    ];
    fs::create_dir(bench.path().join("mine")).expect("a folder");
    bench.write("mine/filled.csv", "three days of work");
    assert_eq!(bench.run(&fill).code, 2);
    assert_eq!(forced(&bench, &fill).code, 0);
    assert_eq!(forced(&bench, &fill).code, 0);
    let names = ["filled.csv", "filled.csv.replaced", "filled.csv.replaced-2"];
    assert_eq!(bench.names("mine"), names);
    assert_eq!(bench.read("mine/filled.csv.replaced"), "three days of work");
}

#[test]
fn a_path_through_a_file_is_refused_with_its_name() {
    for (mut arguments, _) in commands() {
        let bench = bench();
        bench.write("afile", "");
        let at = arguments
            .iter()
            .position(|word| *word == "out")
            .expect("it");
        arguments[at] = "afile/x";
        let said = bench.run(&arguments);
        assert!([2, 3].contains(&said.code), "{}", said.err);
        assert!(said.err.contains("afile is a file"), "{}", said.err);
        assert_eq!(bench.read("afile"), "");
    }
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_link_to_a_folder_is_followed_and_told_and_others_are_refused() {
        for (arguments, file) in commands() {
            let bench = bench();
            let at = |name: &str| bench.path().join(name);
            symlink("nowhere", at("out")).expect("a link");
            let said = forced(&bench, &arguments);
            assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
            assert!(said.err.contains("is a link"), "{}", said.err);
            fs::remove_file(at("out")).expect("it is there");
            bench.write("precious", "Dear all");
            symlink("precious", at("out")).expect("a link");
            assert_eq!(forced(&bench, &arguments).code, 2);
            assert_eq!(bench.read("precious"), "Dear all");
            fs::remove_file(at("out")).expect("it is there");
            fs::create_dir(at("real")).expect("a folder");
            bench.write("real/note.txt", "Dear all");
            symlink("real", at("out")).expect("a link");
            let said = forced(&bench, &arguments);
            assert_eq!(said.code, 0, "{}", said.err);
            assert!(said.err.contains("is a link: writing to"), "{}", said.err);
            assert!(at("out").symlink_metadata().expect("it").is_symlink());
            assert!(at("real").join(file).is_file());
            assert_eq!(bench.read("real.replaced/note.txt"), "Dear all");
        }
    }

    #[test]
    fn nothing_is_written_through_a_link_in_the_working_folder() {
        for (arguments, _) in commands() {
            for name in ["lock", "new", "old", "gone", "0000000000.new"] {
                let bench = bench();
                bench.write("precious", "Dear all");
                fs::create_dir(bench.path().join("safe")).expect("a folder");
                bench.write("safe/letter.txt", "Dear all");
                fs::create_dir(bench.path().join(".out.partial")).expect("a folder");
                for target in ["precious", "safe"] {
                    let link = bench.path().join(".out.partial").join(name);
                    let _ = fs::remove_file(&link);
                    symlink(bench.path().join(target), link).expect("a link");
                    let said = forced(&bench, &arguments);
                    assert!([0, 2, 3].contains(&said.code), "{}", said.err);
                    if name == "lock" {
                        assert_ne!(said.code, 0);
                        assert!(said.err.contains("plain file"), "{}", said.err);
                    }
                    assert_eq!(bench.read("precious"), "Dear all");
                    assert_eq!(bench.read("safe/letter.txt"), "Dear all");
                    let _ = fs::create_dir(bench.path().join(".out.partial"));
                }
            }
        }
    }
}

#[test]
fn a_working_folder_that_is_not_ours_is_left_alone() {
    for (arguments, _) in commands() {
        let bench = bench();
        fs::create_dir(bench.path().join(".out.partial")).expect("a folder");
        bench.write(".out.partial/letter.txt", "Dear all");
        let said = forced(&bench, &arguments);
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(
            said.err.contains("tierone did not write it"),
            "{}",
            said.err
        );
        assert_eq!(bench.read(".out.partial/letter.txt"), "Dear all");
    }
}

#[test]
fn what_a_command_left_when_it_was_killed_is_put_right_by_the_next() {
    for (arguments, file) in commands() {
        let bench = bench();
        bench.done(&arguments);
        let at = |name: &str| bench.path().join(name);
        // Killed while it wrote, and while it removed what was there before.
        for name in ["new", "gone"] {
            fs::create_dir_all(at(".out.partial").join(name)).expect("a folder");
            bench.write(&format!(".out.partial/{name}/half.csv"), "num");
        }
        bench.write(".out.partial/lock", "");
        assert_eq!(forced(&bench, &arguments).code, 0);
        assert!(!at(".out.partial").exists(), "{arguments:?}");
        // Killed after it had put the new folder there, before it had kept the old one aside.
        fs::create_dir_all(at(".out.partial/old")).expect("a folder");
        bench.write(".out.partial/old/letter.txt", "Dear all");
        assert_eq!(forced(&bench, &arguments).code, 0);
        assert_eq!(bench.read("out.replaced/letter.txt"), "Dear all");
        assert!(!at(".out.partial").exists(), "{arguments:?}");
        // Killed between the two renames of a system that cannot exchange folders.
        fs::create_dir(at(".out.partial")).expect("a folder");
        fs::rename(at("out"), at(".out.partial/old")).expect("it is there");
        let said = bench.run(&arguments);
        assert!(
            said.err.contains("out is back"),
            "{arguments:?}: {}",
            said.err
        );
        assert!(at("out").join(file).is_file());
        assert!(!at(".out.partial").exists(), "{arguments:?}");
    }
}

#[test]
fn of_two_commands_on_one_folder_each_is_whole_or_refused() {
    for (arguments, file) in commands() {
        let bench = bench();
        for force in [false, true] {
            let words = [&arguments[..], if force { &["--force"] } else { &[] }].concat();
            let start = || {
                let mut command = bench.command(&words);
                command.stdout(std::process::Stdio::piped());
                command.stderr(std::process::Stdio::piped());
                command.spawn().expect("the program starts")
            };
            let both = [start(), start()];
            let both = both.map(|child| command::said(child.wait_with_output().expect("an end")));
            assert!(
                both.iter().any(|said| said.code == 0),
                "{words:?}: {}",
                both[0].err
            );
            for said in &both {
                let refused = said.err.contains("another run is using")
                    || said.err.contains("is there already");
                assert!(said.code == 0 || said.code == 2 && refused, "{}", said.err);
            }
            assert!(bench.path().join("out").join(file).is_file());
            assert!(!bench.path().join(".out.partial").exists());
            assert!(!bench.path().join("out.replaced").exists(), "{words:?}");
        }
    }
}
