//! Options of `tierone plan`: each does something, or is refused with what to do instead.

use crate::command::Bench;

/// Every option that takes a value, with one that can be read; then those that take none.
const VALUES: [(&str, &str); 24] = [
    ("--accuracy", "99%"),
    ("--half-width", "1%"),
    ("--cases", "48_000"),
    ("--show", "98%"),
    ("--chance", "90%"),
    ("--caseworkers", "40"),
    ("--twice-as-bad", "90%"),
    ("--false-flag", "1%"),
    ("--sensitivity", "80%"),
    ("--confidence", "90%"),
    ("--mve", "0.5%"),
    ("--mve-half-width", "0.2%"),
    ("--mve-show", "1%"),
    ("--value-spread", "150%"),
    ("--cheap-sensitivity", "80%"),
    ("--cheap-false-fail", "1%"),
    ("--cheap-cost", "2"),
    ("--gold-cost", "40"),
    ("--budget", "8000"),
    ("--hours", "300"),
    ("--minutes", "20"),
    ("--out", "there"),
    ("--replications", "100"),
    ("--seed", "7"),
];
const OTHERS: [(&str, &str); 2] = [("--format", "json"), ("--threads", "1")];
const FLAGS: [&str; 6] = [
    "--force",
    "--png",
    "--quiet",
    "--raw-csv",
    "--confine",
    "--help",
];

/// Options as help lists them, with whether they stand under the heading of a scenario.
fn options(help: &str) -> Vec<(String, bool)> {
    let mut of_scenario = false;
    let mut options = Vec::new();
    for line in help.lines() {
        if line.starts_with("Examples") {
            break;
        }
        of_scenario |= line.starts_with("Of a scenario");
        let mut words = line.split_whitespace();
        let first = words.find(|word| !word.starts_with('-') || word.starts_with("--"));
        // What is said of an option stands further in.
        let is_option = line.starts_with("  -") || line.starts_with("      --");
        if is_option {
            options.extend(first.map(|name| (name.to_owned(), of_scenario)));
        }
    }
    options
}

#[test]
fn an_option_without_effect_is_refused() {
    let bench = Bench::new();
    let options = options(&bench.done(&["plan", "--help"]));
    assert!(options.len() > 28, "{options:?}");
    for (name, of_scenario) in options {
        let value = VALUES
            .iter()
            .chain(&OTHERS)
            .find(|(known, _)| *known == name);
        assert!(
            value.is_some() || FLAGS.contains(&name.as_str()),
            "{name} has no value here"
        );
        let mut given = vec![name.as_str()];
        given.extend(value.map(|(_, value)| *value));
        // What holds in both: how an answer is written, and what is not said.
        if ["--format", "--quiet", "--help"].contains(&name.as_str()) {
            continue;
        }
        let before: &[&str] = match of_scenario {
            true => &["plan", "--accuracy", "99%"],
            false => &["plan", "office.toml"],
        };
        let answer = bench.run(&[before, &given].concat());
        assert_eq!(answer.code, 2, "{name}: {}", answer.out);
    }
    for (name, value) in [
        ("--out", "there"),
        ("--seed", "7"),
        ("--replications", "100"),
    ] {
        let answer = bench.run(&["plan", "--accuracy", "99%", name, value]);
        for said in [
            &format!("{name} is of a scenario, and there is none") as &str,
            "add `--format json > answer.json`",
        ] {
            assert!(answer.err.contains(said), "{said}: {}", answer.err);
        }
    }
    // Those of cheap checks have none where one sensitivity is given of all, and those of people where nobody is asked of.
    let one = ["plan", "--accuracy", "99%", "--sensitivity", "80%"];
    for given in [
        ["--gold-cost", "40"],
        ["--budget", "40"],
        ["--false-flag", "1%"],
    ] {
        let answer = bench.run(&[&one[..], &given].concat());
        assert_eq!(answer.code, 2, "{given:?}: {}", answer.out);
    }
}

#[test]
fn a_seed_for_all_commands_is_no_option_of_this_one() {
    let bench = Bench::new();
    let words = ["plan", "--accuracy", "99%", "--half-width", "1%"];
    let mut command = bench.command(&words);
    let said = command.env("TIERONE_SEED", "7").output().expect("it runs");
    assert!(said.status.success());
    assert_eq!(String::from_utf8_lossy(&said.stdout), bench.done(&words));
}
