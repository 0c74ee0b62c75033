//! A run that is cut off keeps what is finished, and goes on to the same bytes.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "waiting for another process has an end"
)]

use crate::command;

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use command::{Bench, Said, said};

/// More replications than anyone waits for.
const ENDLESS: &str = "1000000";

/// Starts a run that is still at work when this returns.
fn start(bench: &Bench, more: &[&str]) -> Child {
    let arguments = ["run", "office.toml", "--replications", ENDLESS];
    let child = bench
        .command(&[&arguments[..], more].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    begun(bench, child)
}

/// Waits until a run is at work.
fn begun(bench: &Bench, child: Child) -> Child {
    let lock = bench.path().join("results/.office.partial/lock");
    let since = Instant::now();
    while !lock.exists() {
        assert!(since.elapsed() < Duration::from_secs(60), "no run started");
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(300));
    child
}

fn interrupt(child: Child) -> Said {
    signal(child, "-INT")
}

fn signal(child: Child, signal: &str) -> Said {
    let id = child.id().to_string();
    let kill = Command::new("kill").args([signal, &id]).status();
    assert!(kill.expect("kill runs").success());
    said(child.wait_with_output().expect("the program ends"))
}

/// How many replications were kept.
fn kept(said: &Said) -> u64 {
    let line = said
        .err
        .lines()
        .find(|line| line.starts_with("interrupted: "));
    let number = line.and_then(|line| line.split(' ').nth(1));
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_else(|| panic!("no count in {}", said.err))
}

#[test]
fn an_interrupted_run_goes_on_to_the_same_bytes() {
    let bench = Bench::new();
    let said = interrupt(start(&bench, &[]));
    assert_eq!(said.code, 130, "{}", said.err);
    let kept = kept(&said);
    assert!(kept > 0, "{}", said.err);
    let command = format!("go on with: tierone run office.toml --resume --replications {ENDLESS}");
    assert!(said.err.contains(&command), "{}", said.err);
    assert_eq!(bench.names("results"), [".office.partial"]);

    // Without a word about it nothing of it is lost, and it is of this seed only.
    let enough = (kept + 50).to_string();
    let asked = ["run", "office.toml", "--replications", &enough];
    let refused = bench.run(&asked);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--resume"), "{}", refused.err);
    let refused = bench.run(&[&asked[..], &["--resume", "--seed", "2"]].concat());
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("drawn from seed 1"), "{}", refused.err);

    let resumed = bench.run(&[&asked[..], &["--resume"]].concat());
    assert_eq!(resumed.code, 0, "{}", resumed.err);
    assert!(
        resumed
            .err
            .contains(&format!("{kept} replications are there already"))
    );
    assert_eq!(bench.names("results"), ["office"]);
    let resumed = bench.contents("results/office");

    bench.done(&[&asked[..], &["--threads", "3"]].concat());
    assert_eq!(resumed, bench.contents("results/office"));
}

#[test]
fn a_system_that_ends_and_a_terminal_that_goes_away_are_like_ctrl_c() {
    for (name, code) in [("-TERM", 143), ("-HUP", 129)] {
        // Under `nohup` the program is told to outlive its terminal, as this test is.
        if name == "-HUP" && outlives_its_terminal() {
            continue;
        }
        let bench = Bench::new();
        let said = signal(start(&bench, &[]), name);
        assert_eq!(said.code, code, "{}", said.err);
        assert!(kept(&said) > 0, "{}", said.err);
        assert!(said.err.contains("go on with: tierone run"), "{}", said.err);
        assert_eq!(bench.names("results"), [".office.partial"]);
    }
}

/// Whether this process ignores that its terminal goes away.
fn outlives_its_terminal() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 1 == 1))
}

#[cfg(target_os = "linux")]
#[test]
fn a_command_that_was_told_to_outlive_its_terminal_does() {
    let bench = Bench::new();
    let program = env!("CARGO_BIN_EXE_tierone");
    let line =
        format!("trap '' HUP; exec '{program}' run office.toml --quiet --replications {ENDLESS}");
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(bench.path());
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = begun(&bench, command.spawn().expect("the program starts"));
    let id = child.id().to_string();
    let kill = Command::new("kill").args(["-HUP", &id]).status();
    assert!(kill.expect("kill runs").success());
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(signal(child, "-TERM").code, 143);
}

#[test]
fn a_damaged_chunk_is_made_again() {
    let bench = Bench::new();
    let said = interrupt(start(&bench, &[]));
    assert_eq!(said.code, 130, "{}", said.err);
    let chunk = bench
        .names("results/.office.partial")
        .into_iter()
        .find(|name| name.ends_with(".records"))
        .expect("a chunk");
    let chunk = format!("results/.office.partial/{chunk}");
    let bytes = std::fs::read(bench.path().join(&chunk)).expect("a chunk");
    bench.write(&chunk, &bytes[..bytes.len() / 2]);
    let asked = ["run", "office.toml", "--replications", "80"];
    let resumed = bench.run(&[&asked[..], &["--resume"]].concat());
    assert_eq!(resumed.code, 0, "{}", resumed.err);
    assert!(resumed.err.contains("is damaged"), "{}", resumed.err);
    let resumed = bench.contents("results/office");
    bench.done(&asked);
    assert_eq!(resumed, bench.contents("results/office"));
}

#[test]
fn partial_results_are_made_when_asked_for_and_say_so() {
    let bench = Bench::new();
    let child = start(&bench, &["--keep-partial"]);
    let second = bench.run(&["run", "office.toml"]);
    assert_eq!(second.code, 2);
    assert!(
        second.err.contains("another run is using"),
        "{}",
        second.err
    );
    let said = interrupt(child);
    assert_eq!(said.code, 130, "{}", said.err);
    let text = bench.read("results/office/manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(manifest["ending"], "partial");
    assert_eq!(manifest["replications"], kept(&said));
    assert!(said.out.contains("partial results"), "{}", said.out);
    bench.done(&["run", "office.toml", "--force"]);
    assert_eq!(bench.names("results"), ["office"]);
}

#[test]
fn replications_outlive_results_that_cannot_be_written() {
    let bench = Bench::new();
    let child = start(&bench, &["--keep-partial"]);
    std::fs::create_dir(bench.path().join("results/office")).expect("a folder");
    bench.write("results/office/letter.txt", "Dear all");
    let said = interrupt(child);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("holds no results"), "{}", said.err);
    assert!(kept(&said) > 0);
    assert_eq!(bench.names("results"), [".office.partial", "office"]);
    assert_eq!(bench.read("results/office/letter.txt"), "Dear all");
    let asked = ["run", "office.toml", "--replications", "40", "--resume"];
    let resumed = bench.run(&[&asked[..], &["--out", "results/office"], &["--force"]].concat());
    assert_eq!(resumed.code, 0, "{}", resumed.err);
    assert_eq!(bench.names("results"), ["office", "office.replaced"]);
}

#[test]
fn of_several_scenarios_the_command_goes_on_with_those_left() {
    let bench = Bench::new();
    bench.write("first.toml", bench.read("office.toml"));
    let arguments = [
        "run",
        "first.toml",
        "office.toml",
        "--until",
        "accuracy=0.0001%",
    ];
    let more = ["--replications", "100000", "--out", "a folder"];
    let mut command = bench.command(&[&arguments[..], &more].concat());
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let child = child.expect("the program starts");
    let lock = bench.path().join("a folder/.first.partial/lock");
    let since = Instant::now();
    while !lock.exists() {
        assert!(since.elapsed() < Duration::from_secs(60), "no run started");
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(300));
    let said = interrupt(child);
    let command = "tierone run first.toml office.toml --resume --out 'a folder' \
                   --replications 100000 --until accuracy=0.0001%";
    assert!(said.err.contains(command), "{}", said.err);
}

/// A forecast of more draws than anyone waits for, at work.
fn forecast(bench: &Bench) -> Child {
    let line = "forecast office.toml --out results/office --draws 4000 --replications 100";
    let child = bench
        .command(&line.split(' ').collect::<Vec<_>>())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    begun(bench, child)
}

#[test]
fn an_interrupted_forecast_goes_on_to_the_same_bytes() {
    let bench = Bench::new();
    bench.write("office.toml", command::office(&[command::TWO_EACH]));
    let child = forecast(&bench);
    // Finished draws are on the disk before long.
    let since = Instant::now();
    let is_kept = |name: &String| name.ends_with(".records");
    while !bench.names("results/.office.partial").iter().any(is_kept) {
        assert!(
            since.elapsed() < Duration::from_secs(200),
            "nothing is kept"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    let said = interrupt(child);
    assert_eq!(said.code, 130, "{}", said.err);
    assert!(kept(&said) > 0, "{}", said.err);
    let command = "go on with: tierone forecast office.toml --out results/office --draws 4000 --replications 100 --resume";
    assert!(said.err.contains(command), "{}", said.err);
    // What is kept gives the answer later: to work one out would hold up whoever ends the program.
    assert_eq!(said.out, "");
    let begun = "4000 draws of the numbers, 100 replications of each: 400,000 times 3 months, under one policy";
    assert!(said.err.contains(begun), "{}", said.err);
    assert_eq!(bench.names("results"), [".office.partial"]);

    let asked = "forecast office.toml --out results/office --draws 12 --replications 100";
    let asked: Vec<&str> = asked.split(' ').collect();
    let refused = bench.run(&asked);
    assert_eq!(refused.code, 2);
    for words in ["an interrupted run is kept in", "add --resume"] {
        assert!(refused.err.contains(words), "{}", refused.err);
    }
    for (option, other, why) in [
        ("--seed", "2", "drawn from seed 1"),
        ("--replications", "101", "what is asked of it, has changed"),
    ] {
        let mut changed = asked.clone();
        match changed.iter().position(|word| *word == option) {
            Some(at) => changed[at + 1] = other,
            None => changed.extend([option, other]),
        }
        let refused = bench.run(&[&changed[..], &["--resume"]].concat());
        assert_eq!(refused.code, 2);
        assert!(refused.err.contains(why), "{}", refused.err);
    }
    let resumed = bench.run(&[&asked[..], &["--resume"]].concat());
    assert_eq!(resumed.code, 0, "{}", resumed.err);
    assert!(
        resumed.err.contains("draws are there already"),
        "{}",
        resumed.err
    );
    assert_eq!(bench.names("results"), ["office"]);
    let resumed = bench.contents("results/office");
    bench.done(&[&asked[..], &["--force", "--threads", "3"]].concat());
    assert_eq!(resumed, bench.contents("results/office"));
}
