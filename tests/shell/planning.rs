//! `tierone plan` from outside.

use crate::command::Bench;

/// The commands of a page that begin with `tierone plan`, each on its own line.
fn commands() -> Vec<Vec<String>> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plan.md"));
    let page = page.expect("the page is there");
    let lines = page
        .lines()
        .filter_map(|line| line.strip_prefix("tierone plan "));
    lines
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_commands_of_the_page_answer() {
    let bench = Bench::new();
    let commands = commands();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let words = ["plan"]
            .into_iter()
            .chain(command.iter().map(String::as_str));
        let words: Vec<&str> = words.collect();
        if words[1].ends_with(".toml") {
            // Those of a scenario have a test of their own.
            continue;
        }
        let said = bench.run(&words);
        assert_eq!(said.code, 0, "{command:?}: {}", said.err);
        assert!(said.out.contains("checks"), "{}", said.out);
    }
}

#[test]
fn the_answer_comes_first_and_the_table_after() {
    let bench = Bench::new();
    let said = bench.done(&[
        "plan",
        "--accuracy",
        "99%",
        "--half-width",
        "0.3%",
        "--cases",
        "48_000",
    ]);
    let said = said.replace('\n', " ");
    assert!(
        said.starts_with("To measure an accuracy of about 99 % to within 0.30 percentage points"),
        "{said}"
    );
    assert!(
        said.contains("check 4,164 of the 48,000 cases, drawn"),
        "{said}"
    );
    // What nobody asks to be shown is not spoken of; of very many it takes 299 checks without an error.
    assert!(!said.contains("To show"), "{said}");
    let shown = bench.done(&["plan", "--accuracy", "99%"]);
    assert!(
        shown.contains("check 299 cases and find no error"),
        "{shown}"
    );
    let csv = bench.done(&[
        "plan",
        "--accuracy",
        "99%",
        "--show",
        "98%",
        "--format",
        "csv",
    ]);
    assert!(
        csv.lines()
            .any(|line| line.starts_with("show,0,149,half,0.5,")),
        "{csv}"
    );
}

#[test]
fn what_cannot_be_asked_is_said_with_what_to_write() {
    let bench = Bench::new();
    for (words, said) in [
        (vec!["--accuracy", "101%"], "write a share from 0% to 100%"),
        (vec!["--accuracy", "-0.01"], "write a share from 0% to 100%"),
        (vec!["--accuracy", "nan"], "write a share from 0% to 100%"),
        (
            vec!["--accuracy", "99%", "--half-width", "0"],
            "write a share above 0%",
        ),
        (
            vec!["--accuracy", "99%", "--half-width", "0.2"],
            "write a share above 0% up to 25%, with its percent sign",
        ),
        (
            vec!["--accuracy", "0.99"],
            "write a share from 0% to 100%, with its percent sign",
        ),
        (
            vec!["--accuracy", "99%", "--show", "0.98"],
            "write a share from 0% to 100%, with its percent sign",
        ),
        (
            vec!["--accuracy", "99%", "--chance", "0.9"],
            "write a share between 0% and 100%, with its percent sign",
        ),
        (
            vec!["--accuracy", "99%", "--mve", "0.5"],
            "write a share above 0% up to 100%, with its percent sign",
        ),
        (
            vec![
                "--accuracy",
                "99%",
                "--mve",
                "0.5%",
                "--value-spread",
                "1.5",
            ],
            "write a share from 0% to 1000%, with its percent sign",
        ),
        (
            vec!["--accuracy", "99%", "--cases", "0"],
            "there are no cases to check",
        ),
        (
            vec!["--accuracy", "99%", "--cases", "many"],
            "write a whole number",
        ),
        (
            vec!["--accuracy", "99%", "--caseworkers", "0"],
            "there are no caseworkers",
        ),
        (vec!["--half-width", "1%"], "--accuracy"),
        (
            vec!["--accuracy", "99%", "--mve", "2%"],
            "2 % of the money cannot be wrong where only 1 % of cases are",
        ),
        (
            vec!["--accuracy", "99%", "--cheap-sensitivity", "80%"],
            "--gold-cost",
        ),
        (
            vec![
                "--accuracy",
                "99%",
                "--cheap-sensitivity",
                "80%",
                "--gold-cost",
                "40",
            ],
            "nothing says how many checks are wanted",
        ),
        (
            vec![
                "--accuracy",
                "99%",
                "--cheap-sensitivity",
                "80%",
                "--gold-cost",
                "40",
                "--budget",
                "900",
            ],
            "made without end",
        ),
        (
            vec![
                "--accuracy",
                "99%",
                "--cheap-sensitivity",
                "80%",
                "--gold-cost",
                "dear",
            ],
            "write an amount from £0 up",
        ),
    ] {
        let answer = bench.run(
            &["plan"]
                .into_iter()
                .chain(words.clone())
                .collect::<Vec<_>>(),
        );
        assert_eq!(answer.code, 2, "{words:?}");
        assert!(answer.err.contains(said), "{words:?}: {}", answer.err);
    }
}

/// The scenario of the page, and the one that it extends.
fn with_quotas(bench: &Bench) {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plan.md"));
    let page = page.expect("the page is there");
    let (_, rest) = page.split_once("```toml\n").expect("a scenario");
    let (scenario, _) = rest.split_once("```").expect("its end");
    bench.write("quotas.toml", scenario);
    let first = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/scenarios/first-steps.toml"
    ));
    bench.write("first-steps.toml", first.expect("it is shipped"));
}

#[test]
fn what_checks_are_to_show_is_a_target_of_the_planned_policy() {
    let bench = Bench::new();
    with_quotas(&bench);
    let page = bench.read("quotas.toml");
    let (head, rest) = page.split_once("[plan]").expect("a plan");
    let vary = &rest[rest.find("[[plan.vary]]").expect("what may vary")..];
    let aims = "[plan]\nshow = { accuracy = \"97.5%\" }\n";
    bench.write("quotas.toml", format!("{head}{aims}{vary}"));
    bench.done(&[
        "plan",
        "quotas.toml",
        "--replications",
        "80",
        "--out",
        "shown",
    ]);
    let policy = bench.read("shown/policy.toml");
    let (_, target) = policy
        .split_once("name = \"aim: accuracy\"")
        .expect("a target");
    assert!(target.contains("at_least = \"97.5%\""), "{policy}");
    assert!(
        target.contains("check = \"independent assurance\""),
        "{policy}"
    );
    bench.done(&[
        "run",
        "shown/policy.toml",
        "--replications",
        "2",
        "--out",
        "run",
    ]);
}

#[test]
fn the_scenario_of_the_page_is_planned_and_its_policy_runs() {
    let bench = Bench::new();
    with_quotas(&bench);
    let said = bench.done(&[
        "plan",
        "quotas.toml",
        "--replications",
        "200",
        "--out",
        "results/quotas",
    ]);
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.starts_with("Choose two of anything: "), "{flat}");
    assert!(
        flat.contains("Today's policy, \"two each\", takes"),
        "{flat}"
    );
    let policy = bench.read("results/quotas/policy.toml");
    assert!(
        policy.contains("extends = \"../../quotas.toml\""),
        "{policy}"
    );
    // It is called by what it is for, and a check without a quota is no check.
    let head = "name = \"fewest hours for accuracy ± 1 points, 72 hours of team leaders\"";
    assert!(policy.contains(head), "{policy}");
    assert!(!policy.contains("checks = 0"), "{policy}");
    bench.done(&[
        "lint",
        "results/quotas/policy.toml",
        "--deny",
        "wide-interval",
    ]);
    let run = [
        "run",
        "results/quotas/policy.toml",
        "--replications",
        "2",
        "--out",
        "results/run",
    ];
    bench.done(&run);
    let summary = bench.read("results/run/summary.csv");
    assert!(summary.contains("fewest hours for accuracy"), "{summary}");
    let plan = bench.read("results/quotas/plan.csv");
    assert!(
        plan.starts_with("policy,ended,misses,quotas,worlds,hours,"),
        "{plan}"
    );
    assert!(plan.lines().count() > 10, "{plan}");
    let charts = [
        "charts/front-mve.svg",
        "charts/front-accuracy-half-width.svg",
    ];
    for name in ["quotas.csv", "fronts.csv", "answer.json", "manifest.json"]
        .into_iter()
        .chain(charts)
    {
        assert!(
            !bench.read(&format!("results/quotas/{name}")).is_empty(),
            "{name}"
        );
    }
}

#[test]
fn a_sample_that_is_chosen_from_a_list_and_its_aims_are_written_into_a_policy_that_runs() {
    let bench = Bench::new();
    with_quotas(&bench);
    let text = r#"
extends = "first-steps.toml"

[plan]
objective = "mve"
hours = 140
accuracy = "90%"

[[plan.vary]]
check = "independent assurance"
sample = [
    { method = "simple-random", checks = 60 },
    { method = "stratified", by = "activity", checks = 60, allocation = "neyman" },
]
checks = [60, 70]
"#;
    bench.write("listed.toml", text);
    bench.done(&[
        "plan",
        "listed.toml",
        "--replications",
        "80",
        "--out",
        "results/listed",
    ]);
    let policy = bench.read("results/listed/policy.toml");
    for said in [
        "measure = \"accuracy\"\nat_least = \"90%\"",
        "measure = \"check-hours\"\nat_most = 140",
        "name = \"lowest MVE for accuracy 90 %, 140 hours\"",
        "sample = { method = ",
    ] {
        assert!(policy.contains(said), "{said}: {policy}");
    }
    let quotas = bench.read("results/listed/quotas.csv");
    assert!(
        quotas.contains("\"stratified, by activity, checks 60, allocation neyman\""),
        "{quotas}"
    );
    bench.done(&[
        "run",
        "results/listed/policy.toml",
        "--replications",
        "2",
        "--out",
        "results/run",
    ]);
}

#[test]
fn a_question_of_quotas_that_cannot_be_asked_says_what_to_write() {
    let bench = Bench::new();
    let office = bench.read("office.toml");
    let said = bench.run(&["plan", "office.toml"]);
    assert_eq!(said.code, 2, "{}", said.err);
    for line in [
        "it has no [plan]",
        "accuracy_half_width = \"0.5%\"",
        "[[plan.vary]]",
    ] {
        assert!(said.err.contains(line), "{line}: {}", said.err);
    }
    let vary = "[[plan.vary]]\ncheck = \"two of anything\"\nchecks = [1, 2]\n";
    bench.write(
        "none.toml",
        format!("{office}\n[plan]\nper_caseworker = 5\n{vary}"),
    );
    let said = bench.run(&["plan", "none.toml"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(
        said.err
            .contains("`per_caseworker` is in the way: it asks for 5 checks of each caseworker, and the most that may be chosen is 2"),
        "{}",
        said.err
    );
    bench.write("wrong.toml", format!("{office}\n[plan]\nhour = 5\n{vary}"));
    let said = bench.run(&["plan", "wrong.toml"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("did you mean `hours`?"), "{}", said.err);
    let said = bench.run(&["plan", "office.toml", "--half-width", "1%"]);
    assert_eq!(said.code, 2, "{}", said.err);
    // Aims that cannot be met have an answer too.
    bench.write("far.toml", format!("{office}\n[plan]\nhours = 1\n{vary}"));
    let said = bench.run(&["plan", "far.toml", "--format", "json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("\"met\": false"), "{}", said.out);
}

/// A quota of each caseworker or team is a few, whichever method asks for it; one of the whole frame is hundreds.
#[test]
fn the_example_of_a_plan_has_quotas_of_the_size_that_the_method_asks_for() {
    let bench = Bench::new();
    let office = bench.read("office.toml");
    let operation = &office[..office.find("[[policy]]").expect("a policy")];
    let few = "checks = { from = 0, to = 4, step = 1 }";
    let hundreds = "checks = { from = 50, to = 600, step = 50 }";
    for (sample, values) in [
        ("method = \"per-caseworker\", checks = 2", few),
        ("method = \"per-team\", checks = 2", few),
        ("method = \"judgement\", checks = 2, odds_ratio = 2", few),
        ("method = \"simple-random\", checks = 20", hundreds),
    ] {
        let policy = format!(
            "[[policy]]\nname = \"one\"\n[[policy.check]]\nname = \"all\"\nsample = {{ {sample} }}\n"
        );
        bench.write("one.toml", format!("{operation}\n{policy}"));
        let said = bench.run(&["plan", "one.toml"]);
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(said.err.contains(values), "{sample}: {}", said.err);
    }
}
