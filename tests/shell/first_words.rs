//! What somebody who sees the program for the first time reads: sentences and titles that agree, words that are explained, and
//! messages for files and values of other habits.

use crate::command;

use command::{BY_RISK, Bench, TWO_EACH, office, with_money};
use serde_json::Value;

/// The sentences before the table, without their line ends.
fn answer(out: &str) -> String {
    let lines = out.lines().take_while(|line| !line.starts_with("   "));
    lines.collect::<Vec<_>>().join(" ")
}

/// The sentences on a policy, up to those on the next.
fn of_policy(answer: &str, name: &str) -> String {
    let from = answer
        .match_indices(&format!("`{name}`"))
        .map(|(at, _)| at)
        .find(|at| *at == 0 || answer[..*at].ends_with(". ") || answer[..*at].ends_with("  "));
    let text = &answer[from.unwrap_or_else(|| panic!("{name} in {answer}"))..];
    let end = text.find("  ").unwrap_or(text.len());
    text[..end].to_owned()
}

/// The title of a chart.
fn title(bench: &Bench, chart: &str) -> String {
    let svg = bench.read(&format!("results/office/charts/{chart}.svg"));
    let (_, rest) = svg.split_once("<title").expect("a title");
    let (_, rest) = rest.split_once('>').expect("its start");
    rest.split_once('<').expect("its end").0.to_owned()
}

/// One test decides of a check's figure, for the sentence and for the title: whatever the replications, where a title says that no
/// figure is off no sentence claims that one is.
#[test]
fn sentences_and_titles_say_the_same_of_a_figure() {
    let bench = Bench::new();
    let blind = with_money(TWO_EACH)
        .replace("name = \"two each\"", "name = \"blind\"")
        .replace("sensitivity = \"90%\"", "sensitivity = \"60%\"");
    bench.write(
        "office.toml",
        office(&[&with_money(TWO_EACH), &blind, BY_RISK]),
    );
    let (mut off, mut on) = (0, 0);
    for (replications, seed) in [
        (4, 1),
        (10, 2),
        (20, 3),
        (40, 4),
        (80, 5),
        (160, 6),
        (300, 7),
    ] {
        let (n, seed) = (replications.to_string(), seed.to_string());
        let out = bench.done(&[
            "run",
            "office.toml",
            "--replications",
            &n,
            "--seed",
            &seed,
            "--quiet",
            "--force",
        ]);
        let said = answer(&out);
        assert!(!said.contains("right on average"), "{said}");
        let title = title(&bench, "truth-against-estimate");
        let figures = said.split("own figure").skip(1);
        let sentences = figures.map(|rest| rest.split_once(". ").map_or(rest, |(one, _)| one));
        let claims = sentences
            .filter(|one| one.contains("claims ") && !one.contains("which may be chance"))
            .count();
        match title.contains("is off by more than") {
            true => {
                assert_eq!(claims, 0, "{title}: {said}");
                on += 1;
            }
            false => {
                assert!(claims > 0, "{title}: {said}");
                off += 1;
            }
        }
    }
    assert!(off > 1 && on > 1, "{off} and {on}");
}

/// A figure of money that is off, and whose intervals hold the truth too seldom, is in the answer.
#[test]
fn a_figure_of_money_that_misleads_is_in_the_answer() {
    let bench = Bench::new();
    let blind = with_money(TWO_EACH)
        .replace("sensitivity = \"90%\"", "sensitivity = \"30%\"")
        .replace("checks = 40", "checks = 250");
    bench.write("office.toml", office(&[&blind]));
    let out = bench.done(&["run", "office.toml", "--replications", "300", "--quiet"]);
    let said = answer(&out);
    let money = "Its figure of the monetary value of error claims ";
    let (_, rest) = said.split_once(money).unwrap_or_else(|| panic!("{said}"));
    assert!(
        rest.contains("points too little (") && rest.contains("% of the truth as decided)"),
        "{rest}"
    );
    assert!(
        rest.contains("its 95 % interval holds the truth in only "),
        "{rest}"
    );
}

/// Differences that are clear and far too small to matter are said in decisions and in £.
#[test]
fn a_difference_is_told_in_decisions_and_in_pounds() {
    let bench = Bench::new();
    let none = "\n[[policy]]\nname = \"nothing\"\n";
    bench.write("office.toml", office(&[TWO_EACH, none]));
    let out = bench.done(&["run", "office.toml", "--replications", "400", "--quiet"]);
    let said = answer(&out);
    let of = of_policy(&said, "nothing");
    assert!(of.contains("worse, but cheaper, than `two each`"), "{of}");
    assert!(
        of.contains("decisions in 900)") || of.contains("decision in 900)"),
        "{of}"
    );
    assert!(
        of.contains("It leaves £") && of.contains("more assessed wrongly, and costs £"),
        "{of}"
    );
    assert!(of.contains(" less."), "{of}");
}

/// A policy whose checks are cut short is not compared as if it did them.
#[test]
fn a_quota_that_cannot_be_done_is_said() {
    let bench = Bench::new();
    let pool = "\n[[pool]]\nname = \"leaders\"\nhours = 12\nhourly_cost = 30.0\n";
    let short = TWO_EACH.replace(
        "checker = { sensitivity = \"66%\"",
        "checker = { pool = \"leaders\", sensitivity = \"66%\"",
    );
    bench.write("office.toml", office(&[pool, &short]));
    let out = bench.done(&["run", "office.toml", "--quiet"]);
    let said = answer(&out);
    assert!(said.contains("It does not do its quota: "), "{said}");
    assert!(
        said.contains("checks that are asked for are made"),
        "{said}"
    );
    assert!(
        said.contains("because the checkers' hours run out."),
        "{said}"
    );
    let whole = Bench::new().done(&["run", "office.toml", "--quiet"]);
    assert!(!answer(&whole).contains("quota"), "{whole}");
}

/// A single replication tells nothing from chance.
#[test]
fn one_replication_claims_nothing() {
    let bench = Bench::new();
    let out = bench.done(&["run", "office.toml", "--replications", "1", "--quiet"]);
    let said = answer(&out);
    assert!(
        said.contains("a single replication cannot tell a difference from chance"),
        "{said}"
    );
    assert!(said.contains("as far as one replication shows"), "{said}");
    assert!(!said.contains(" claims "), "{said}");
}

/// Every word of the first screen has an answer.
#[test]
fn every_word_of_the_first_screen_is_explained() {
    let bench = Bench::new();
    let out = bench.done(&["run", "office.toml", "--quiet"]);
    let rows = out
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let mut words: Vec<String> = rows
        .filter_map(|line| {
            let label = line.trim_start().split("  ").next()?;
            let label = label.rsplit_once(", ").map_or(label, |(label, _)| label);
            Some(label.to_owned())
        })
        .collect();
    assert!(words.len() > 8, "{words:?}");
    words.extend(
        [
            "claim",
            "its own figure",
            "baseline",
            "quota",
            "better",
            "worse",
            "slightly better",
            "dearer",
            "note",
            "warning",
            "looks",
            "tier 1",
            "tier",
            "replications",
            "seed",
            "Monte Carlo standard error",
            "points",
            "MVE",
            "half width",
            "errors found",
            "checks",
        ]
        .map(String::from),
    );
    for word in words {
        let said = bench.run(&["explain", &word]);
        assert_eq!(said.code, 0, "{word}: {}", said.err);
    }
    let said = bench.run(&["explain", "fails by"]);
    assert!(said.err.contains("`fails-by-kind`"), "{}", said.err);
}

/// A list where a scenario is wanted, and a scenario where a list is: one error that says so.
#[test]
fn files_in_the_wrong_place_are_told_in_one_error() {
    let bench = Bench::new();
    let rows: Vec<String> = (0..400)
        .map(|n| format!("C{n},A,2026-05-{:02},{n}", 1 + n % 28))
        .collect();
    let list = format!("case,officer,closed,value\n{}\n", rows.join("\n"));
    bench.write("cases.csv", &list);
    bench.write("cases.toml", &list);
    bench.write("cases.tsv", list.replace(',', "\t"));
    for file in ["cases.csv", "cases.toml", "cases.tsv"] {
        for command in ["run", "lint", "plan", "sensitivity", "simulate-records"] {
            let said = bench.run(&[command, file]);
            assert_eq!(said.code, 2, "{command} {file}");
            assert!(
                said.err.contains("looks like a list of cases"),
                "{command}: {}",
                said.err
            );
            assert!(
                said.err.contains("`tierone estimate`"),
                "{command}: {}",
                said.err
            );
            assert!(said.err.lines().count() < 5, "{command}: {}", said.err);
        }
    }
    bench.write("office.csv", bench.read("office.toml"));
    for file in ["office.toml", "office.csv"] {
        let asks: [&[&str]; 3] = [
            &["estimate", file],
            &["sample", file, "--method", "simple-random", "--checks", "5"],
            &["estimate", file, "--durations", "received,closed"],
        ];
        for ask in asks {
            let said = bench.run(ask);
            assert_eq!(said.code, 2, "{ask:?}");
            assert!(
                said.err.contains("is a scenario, and a list"),
                "{ask:?}: {}",
                said.err
            );
            assert!(said.err.lines().count() < 5, "{ask:?}: {}", said.err);
        }
    }
}

/// Days and amounts as people write them: the message has what to write, and that reads.
#[test]
fn values_of_other_habits_are_put_right_in_one_step() {
    let bench = Bench::new();
    let office = bench.read("office.toml");
    for (right, wrong, told) in [
        (
            "start = 2025-04-01",
            "start = 01/04/2025",
            "start = 2025-04-01",
        ),
        (
            "start = 2025-04-01",
            "start = 1.4.2025",
            "start = 2025-04-01",
        ),
        ("start = 2025-04-01", "start = \"01/04/2025\"", "2025-04-01"),
        ("start = 2025-04-01", "start = \"2025-04-01\"", "2025-04-01"),
        ("assumed = 300,", "assumed = 3,000,", "assumed = 3_000"),
        ("mean = 2_000,", "mean = £2,000,", "mean = 2_000"),
        ("mean = 2_000,", "mean = \"£2,000\",", "2_000"),
        ("minutes = 30\n", "minutes = \"30\"\n", "without quotes: 30"),
        (
            "caseworkers = 12",
            "caseworkers = 1,200",
            "caseworkers = 1_200",
        ),
        ("automated = \"25%\"", "automated = \"25\"", "\"25%\""),
    ] {
        assert!(office.contains(right), "{right}");
        bench.write("wrong.toml", office.replacen(right, wrong, 1));
        let said = bench.run(&["lint", "wrong.toml"]);
        let shown = format!("{}{}", said.out, said.err);
        assert_eq!(said.code, 2, "{wrong}: {shown}");
        assert!(shown.contains(told), "{wrong}: {shown}");
        assert_eq!(shown.matches("error[").count(), 1, "{wrong}: {shown}");
        assert!(shown.lines().count() < 12, "{wrong}: {shown}");
    }
    // Prose is no scenario, and that takes few lines to say.
    let prose: Vec<String> = (0..60)
        .map(|n| format!("Line {n} of a letter. It says this."))
        .collect();
    bench.write("letter.toml", prose.join("\n"));
    let said = bench.run(&["lint", "letter.toml"]);
    let shown = format!("{}{}", said.out, said.err);
    assert_eq!(said.code, 2, "{shown}");
    assert!(shown.contains("55 more lines are not TOML"), "{shown}");
}

/// A half that was meant as half a per cent is asked about.
#[test]
fn a_share_that_may_be_a_percentage_is_asked_about() {
    let bench = Bench::new();
    let office = bench.read("office.toml");
    let lint = |text: String| {
        bench.write("shares.toml", text);
        let said = bench.run(&["lint", "shares.toml"]);
        format!("{}{}", said.out, said.err)
    };
    let said = lint(office.replace("income = \"3%\"", "income = 0.5"));
    assert!(said.contains("`income` is 0.5, which is 50%"), "{said}");
    assert!(said.contains("write \"0.5%\" in quotes"), "{said}");
    let said = lint(office.replace(
        "income = \"3%\"",
        "income = { assumed = 0.5, low = 0.1, high = 0.6 }",
    ));
    assert!(said.contains("`income` is 0.5, which is 50%"), "{said}");
    for fine in ["income = \"50%\"", "income = 0.03"] {
        let said = lint(office.replace("income = \"3%\"", fine));
        assert!(
            !said.contains("percent-meant") && !said.contains("A106"),
            "{said}"
        );
    }
}

/// Options are checked before anything is said of a scenario.
#[test]
fn a_baseline_that_is_no_policy_is_the_first_that_is_said() {
    let bench = Bench::new();
    let said = bench.run(&["run", "office.toml", "--baseline", "two"]);
    assert_eq!(said.code, 2);
    let first = said.err.lines().next().expect("a line");
    assert_eq!(first, "error: there is no policy `two` to compare with");
    let short = bench.done(&["run", "office.toml", "--reps", "20", "--quiet"]);
    assert!(short.contains("20 replications"), "{short}");
}

/// A folder of results folders is none itself: they are named.
#[test]
fn a_folder_of_results_folders_is_told_from_one() {
    let bench = Bench::new();
    bench.done(&["run", "office.toml", "--replications", "4", "--quiet"]);
    let said = bench.run(&["report", "results"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("results/office"), "{}", said.err);
}

/// A check of another policy is named as that.
#[test]
fn a_plan_that_names_a_check_of_another_policy_is_told_whose_it_is() {
    let bench = Bench::new();
    let plan = "\n[plan]\naccuracy_half_width = \"1%\"\n[[plan.vary]]\ncheck = \"the riskiest\"\nchecks = { from = 10, to = 50, step = 10 }\n";
    bench.write("planned.toml", office(&[TWO_EACH, BY_RISK, plan]));
    let said = bench.run(&["plan", "planned.toml"]);
    assert_eq!(said.code, 2);
    let told = "the check `the riskiest` is one of the policy `by risk`, and the plan starts from `two each`";
    assert!(said.err.contains(told), "{}", said.err);
    assert!(
        said.err.contains("write `policy = \"by risk\"` in [plan]"),
        "{}",
        said.err
    );
}

/// A scenario without a plan is shown a whole one that fits it: what is shown can be added as it stands.
#[test]
fn a_plan_that_is_missing_is_shown_as_it_could_be() {
    let bench = Bench::new();
    bench.done(&["new", "fresh.toml"]);
    // A new scenario has a plan to start from.
    let fresh = bench.read("fresh.toml");
    let (before, plan) = fresh.split_once("[plan]").expect("a plan");
    let (_, after) = plan.rsplit_once("step = 25 }").expect("what may vary");
    bench.write("fresh.toml", format!("{before}{after}"));
    let blind = "\n[[policy]]\nname = \"a \\\"few\\\"\"\n[[policy.check]]\nname = \"some\"\nsample = { method = \"per-caseworker\", checks = 1 }\nchecker = { minutes = 5 }\n";
    bench.write("blind.toml", office(&[blind]));
    for file in ["office.toml", "fresh.toml", "blind.toml"] {
        let said = bench.run(&["plan", file]);
        assert_eq!(said.code, 2, "{file}");
        assert!(said.err.contains("`tierone explain plan`"), "{}", said.err);
        let shown = said
            .err
            .lines()
            .filter_map(|line| line.strip_prefix("      "));
        let shown: Vec<&str> = shown.collect();
        assert!(shown.contains(&"[plan]"), "{file}: {}", said.err);
        bench.write(
            "planned.toml",
            format!("{}\n{}\n", bench.read(file), shown.join("\n")),
        );
        let said = bench.run(&["lint", "planned.toml"]);
        assert!(said.code < 2, "{file}: {}{}", said.out, said.err);
    }
    for name in ["plan", "plan.vary"] {
        bench.done(&["explain", name]);
    }
}

/// The table for documents has the words and the figures of the table on the screen.
#[test]
fn the_table_for_documents_is_the_table_of_the_screen() {
    let bench = Bench::new();
    let text = bench.done(&["run", "office.toml", "--quiet"]);
    let table = bench.done(&[
        "run",
        "office.toml",
        "--quiet",
        "--force",
        "--format",
        "markdown",
    ]);
    let head = table
        .lines()
        .find(|line| line.starts_with("| policy"))
        .expect("a table");
    let first = table
        .lines()
        .find(|line| line.starts_with("| two each"))
        .expect("a row");
    let cells = |line: &str| -> Vec<String> {
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    for (label, figure) in cells(head).iter().zip(cells(first)).skip(1) {
        let row = text
            .lines()
            .find(|line| line.trim_start().starts_with(label.as_str()));
        let row = row.unwrap_or_else(|| panic!("{label} in {text}"));
        assert!(row.contains(&figure), "{label}: {figure} in {row}");
    }
    assert!(!table.contains("accuracy_bias"), "{table}");
}

/// The scenario to start from is of a year to come, and its sources ask to be replaced.
#[test]
fn a_new_scenario_starts_in_april_and_says_what_to_replace() {
    let bench = Bench::new();
    bench.done(&["new", "fresh.toml"]);
    let text = bench.read("fresh.toml");
    let start = text
        .lines()
        .find(|line| line.starts_with("start = "))
        .expect("a start");
    assert!(start.contains("-04-01 "), "{start}");
    bench.done(&["run", "fresh.toml", "--replications", "4", "--quiet"]);
    let manifest: Value =
        serde_json::from_str(&bench.read("results/fresh/manifest.json")).expect("JSON");
    let assumptions = manifest["assumptions"].as_array().expect("a list");
    let sources = assumptions.iter().filter_map(|one| one["source"].as_str());
    for source in sources {
        assert!(source.starts_with("replace"), "{source}");
    }
}

#[test]
fn a_key_of_the_catalogue_is_explained_with_where_it_is_written() {
    let bench = Bench::new();
    let said = bench.done(&["explain", "attribute.income.money.relative.median"]);
    for words in [
        "attribute.money.relative (key",
        "distribution.median (key",
        "[[attribute]]",
        "name = \"income\"",
        "median = { assumed = 0.06",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    for name in ["hours_lost", "coaching_hours"] {
        let said = bench.done(&["explain", name]).replace('\n', " ");
        assert!(
            said.contains("takes the time of whoever holds it"),
            "{said}"
        );
    }
}
