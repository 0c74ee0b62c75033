//! Commands that are killed at random moments: what they write is whole old, whole new or absent, the next command puts
//! right what is left, and nothing of the user's is gone. A long study: `--ignored`, with `ROUNDS` kills of each command.
#![expect(
    clippy::disallowed_methods,
    reason = "a command is killed within the time that it takes"
)]

use crate::command;

use command::Bench;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// What every command needs, large enough that it takes a while.
fn bench() -> Bench {
    let bench = Bench::new();
    let mut cases = String::from("number,case owner,process,close date,value\n");
    for n in 1..=4_000 {
        cases += &format!("SR{n},caseworker {},change,2026-07-01,{n}.00\n", n % 50);
    }
    bench.write("cases.csv", cases);
    let draw = ["sample", "cases.csv", "--method", "simple-random"];
    bench.done(&[&draw[..], &["--checks", "400", "--out", "first"]].concat());
    bench.write("drawn.csv", bench.read("first/drawn.csv"));
    let sheet = bench.read("first/outcomes.csv");
    bench.write("results.csv", sheet.replace(",,,,,,", ",pass,,,,,"));
    fs::remove_dir_all(bench.path().join("first")).expect("it is there");
    bench
}

/// A command that writes `out`, by a number: other numbers, other files.
fn arguments(command: &str, seed: &str) -> Vec<String> {
    let words = match command {
        "run" => "run office.toml --replications 60 --out out --force --quiet",
        "sample" => "sample cases.csv --method simple-random --checks 400 --out out --force",
        "estimate" => "estimate results.csv --sample drawn.csv --out out --force",
        _ => "simulate-records office.toml --out out --force",
    };
    // An estimate draws nothing: another target makes other files.
    let other = match command {
        "estimate" => ["--target".to_owned(), format!("9{seed}%")],
        _ => ["--seed".to_owned(), seed.to_owned()],
    };
    let words = words.split(' ').map(str::to_owned);
    words.chain(other).collect()
}

fn start(bench: &Bench, words: &[String]) -> Child {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut command = bench.command(&words);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program starts")
}

fn finish(bench: &Bench, words: &[String]) -> i32 {
    let status = start(bench, words).wait().expect("it ends");
    status.code().expect("an exit code")
}

type Contents = Option<Vec<(PathBuf, String)>>;

fn contents(bench: &Bench) -> Contents {
    let there = bench.path().join("out").exists();
    there.then(|| bench.contents("out"))
}

/// Every letter that a user wrote, wherever it stands now.
fn letters(folder: &Path) -> usize {
    let mut found = 0;
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found += letters(&path);
        } else if path.ends_with("letter.txt") {
            found += 1;
        }
    }
    found
}

fn remove(bench: &Bench, kept: &str) {
    for name in bench.names(".") {
        if name.starts_with(kept) {
            fs::remove_dir_all(bench.path().join(name)).expect("a folder");
        }
    }
}

/// Kills a command so many times over nothing, over results of another seed, and over a folder with a letter.
fn check(command: &str) {
    let rounds: usize = std::env::var("ROUNDS").map_or(200, |n| n.parse().expect("a number"));
    let bench = bench();
    let (old, new) = (arguments(command, "1"), arguments(command, "2"));
    assert_eq!(finish(&bench, &new), 0);
    let whole_new = contents(&bench);
    let began = Instant::now();
    assert_eq!(finish(&bench, &old), 0);
    let whole = began.elapsed();
    let whole_old = contents(&bench);
    let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
    let mut seen = [0; 4];
    for round in 0..rounds {
        let kind = round % 3;
        remove(&bench, "out");
        remove(&bench, ".out");
        if kind > 0 {
            assert_eq!(finish(&bench, &old), 0);
        }
        if kind == 2 {
            bench.write("out/letter.txt", "Dear all");
        }
        let before = contents(&bench);
        let mut child = start(&bench, &new);
        std::thread::sleep(whole.mul_f64(random.random_range(0.0..1.1)));
        // It may have ended before.
        let _ = child.kill();
        child.wait().expect("it ends");
        let after = contents(&bench);
        let is_old = after == before;
        assert!(
            is_old || after == whole_new,
            "{command}, round {round}: half a folder"
        );
        seen[usize::from(after == whole_new)
            + 2 * usize::from(bench.path().join(".out.partial").exists())] += 1;
        assert_eq!(
            letters(bench.path()),
            usize::from(kind == 2),
            "{command}, round {round}"
        );
        assert_eq!(finish(&bench, &old), 0, "{command}, round {round}");
        assert_eq!(contents(&bench), whole_old, "{command}, round {round}");
        assert!(
            !bench.path().join(".out.partial").exists(),
            "{command}, round {round}"
        );
        assert_eq!(
            letters(bench.path()),
            usize::from(kind == 2),
            "{command}, round {round}"
        );
    }
    let [none, whole, left, both] = seen;
    println!(
        "{command}: {rounds} kills: {none} as before, {whole} whole new; with a working folder left: {left} as before, \
         {both} whole new"
    );
}

#[test]
#[ignore = "a long study: some minutes"]
fn a_run_that_is_killed() {
    check("run");
}

#[test]
#[ignore = "a long study: some minutes"]
fn a_draw_that_is_killed() {
    check("sample");
}

#[test]
#[ignore = "a long study: some minutes"]
fn an_estimate_that_is_killed() {
    check("estimate");
}

#[test]
#[ignore = "a long study: some minutes"]
fn lists_that_are_killed() {
    check("simulate-records");
}

#[test]
#[ignore = "a long study: some minutes"]
fn two_commands_on_one_folder() {
    let bench = bench();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(8);
    let (mut both, mut refused) = (0, 0);
    let commands = ["run", "sample", "estimate", "simulate-records"];
    for round in 0..100 {
        let one = arguments(commands[round % 4], "1");
        let other = arguments(commands[(round + round / 4) % 4], "2");
        let whole = [&one, &other].map(|words| {
            remove(&bench, "out");
            assert_eq!(finish(&bench, words), 0);
            contents(&bench)
        });
        remove(&bench, "out");
        let mut first = start(&bench, &one);
        std::thread::sleep(Duration::from_millis(random.random_range(0..40)));
        let second = finish(&bench, &other);
        let first = first.wait().expect("it ends").code().expect("a code");
        match (first, second) {
            (0, 0) => both += 1,
            (0, 2) | (2, 0) => refused += 1,
            codes => panic!("{one:?} and {other:?} ended with {codes:?}"),
        }
        assert!(
            whole.contains(&contents(&bench)),
            "round {round}: half a folder"
        );
        assert!(!bench.path().join(".out.partial").exists(), "round {round}");
    }
    println!(
        "100 rounds of two commands: {both} two results, {refused} one result and one refusal"
    );
}
