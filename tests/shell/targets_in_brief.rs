//! Targets in what `run` and `forecast` print: a line or two each, what the chances include, and all of it on request.

use crate::command;

use command::{Bench, OFFICE_TARGET, TWO_EACH, office};

/// The paragraph that begins with these words: up to the next line that does not continue it.
fn lines_from<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let from = text.lines().skip_while(|line| !line.starts_with(start));
    let mut lines: Vec<&str> = Vec::new();
    for line in from {
        let ends = lines.last().is_some_and(|last| last.ends_with('.'));
        if ends || line.is_empty() {
            break;
        }
        lines.push(line);
    }
    lines
}

#[test]
fn a_target_takes_two_lines_and_all_of_it_is_printed_on_request() {
    let bench = Bench::new();
    bench.write("office.toml", office(&[TWO_EACH, OFFICE_TARGET]));
    let run = ["run", "office.toml", "--replications", "20", "--force"];
    let brief = bench.done(&run);
    let lines = lines_from(&brief, "Target `contract` of `two each`");
    assert!((1..=2).contains(&lines.len()), "{brief}");
    let line = lines.join(" ");
    assert!(
        line.contains("accuracy at least 96 %")
            && line.contains("met in ")
            && line.contains("wrongly in "),
        "{line}"
    );
    assert!(!brief.contains("of single months"), "{brief}");
    let all = bench.done(&[&run[..], &["--all"]].concat());
    assert!(
        all.contains("of single months, the truth meets it in"),
        "{all}"
    );
    for text in [&brief, &all] {
        let text = text.replace('\n', " ");
        assert_eq!(text.matches("are taken as certain here").count(), 1);
        assert!(text.contains("`tierone forecast` of the scenario counts in"));
    }
    let page = bench.read("results/office/report.html");
    assert!(page.contains("are taken as certain here"), "its page");
}

#[test]
fn a_forecast_says_that_its_chances_count_in_what_is_not_known() {
    let bench = Bench::new();
    bench.write("office.toml", office(&[TWO_EACH, OFFICE_TARGET]));
    bench.write("plain.toml", office(&[TWO_EACH]));
    let few = ["--draws", "6", "--replications", "4"];
    let said = |file: &str| {
        let said = bench.done(&[&["forecast", file], &few[..]].concat());
        said.replace('\n', " ")
    };
    let words = "These probabilities count in what is not known of the numbers that have a range; `tierone run` takes all numbers";
    let with = said("office.toml");
    assert!(with.contains(words), "{with}");
    assert!(!said("plain.toml").contains(words), "it has no target");
}

#[test]
fn a_chance_is_rounded_alike_in_the_answer_and_on_the_page() {
    let bench = Bench::new();
    bench.write("office.toml", office(&[TWO_EACH, OFFICE_TARGET]));
    let said = bench.done(&[
        "forecast",
        "office.toml",
        "--draws",
        "8",
        "--replications",
        "5",
        "--out",
        "ahead",
    ]);
    let said = said.replace('\n', " ");
    let (_, after) = said
        .split_once("is met with a probability of ")
        .expect("a target");
    let (met, after) = after
        .split_once(", and reported as met with ")
        .expect("both");
    let (reported, _) = after.split_once(['.', ',', ';']).expect("an end");
    let page = bench.read("ahead/report.html");
    let (_, table) = page.split_once("the truth meets it, %").expect("the table");
    let (table, _) = table.split_once("</table>").expect("its end");
    for chance in [met, reported] {
        let cell = chance.trim_end_matches(" %");
        assert!(table.contains(&format!(">{cell}<")), "{chance}: {table}");
    }
}

#[test]
fn what_a_dash_and_two_checks_of_a_decision_mean_stands_below_the_table() {
    let bench = Bench::new();
    let with = format!("{TWO_EACH}{OFFICE_TARGET}");
    let of_one = TWO_EACH.split("\n[[policy.check]]").take(2);
    let of_one = of_one
        .collect::<Vec<_>>()
        .join("\n[[policy.check]]")
        .replace("two each", "one kind");
    let dash = "A target is judged only for the policies that have it; the others show –.";
    let twice =
        "A decision that two checks look at is one of the checks made, and takes the time of both.";
    for (policies, remarks) in [
        (&[with.as_str(), of_one.as_str()][..], [true, true]),
        (&[with.as_str()], [false, true]),
        (&[of_one.as_str()], [false, false]),
    ] {
        bench.write("office.toml", office(policies));
        let said = bench.done(&["run", "office.toml", "--replications", "20", "--force"]);
        assert_eq!(
            [dash, twice].map(|words| said.replace('\n', " ").contains(words)),
            remarks,
            "{said}"
        );
    }
}

#[test]
fn what_is_due_is_of_single_periods_or_of_rolling_ones_and_not_of_both() {
    let bench = Bench::new();
    let credits = "rolling = \"2 months\"\ncredits = [{ beyond = \"96%\", amount = 1_000 }]\n";
    bench.write(
        "office.toml",
        office(&[TWO_EACH, &format!("{OFFICE_TARGET}{credits}")]),
    );
    let run = ["run", "office.toml", "--replications", "20", "--force"];
    for more in [&[][..], &["--all"]] {
        let said = bench.done(&[&run[..], more].concat());
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, due) = said
            .split_once("is due where the contract's steps are of single months, or £")
            .expect("both");
        assert!(
            due.contains("where they are of rolling 2 months, and not both"),
            "{said}"
        );
    }
}

#[test]
fn pathways_are_told_of_under_every_policy() {
    let bench = Bench::new();
    let other = TWO_EACH
        .replace("two each", "as before")
        .replace("\"coach\", ", "");
    let pathway = "\n[[pathway]]\nname = \"contact\"\ndefinition = \"parliamentary-contact\"\nper_decision = \"5%\"\n";
    bench.write("office.toml", office(&[&other, TWO_EACH, pathway]));
    let said = bench.done(&["run", "office.toml", "--replications", "10"]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("Pathway `contact` under `as before`:"),
        "{said}"
    );
    assert!(
        said.contains("All pathways go the same way under `two each` as under `as before`.")
            || said.contains("Pathway `contact` under `two each`:"),
        "{said}"
    );
}
