//! `tierone estimate` of small files whose right answers can be worked out by hand.

use crate::command;

use command::Bench;
use serde_json::Value;
use tierone_records::assess::{
    Asked, DesignKind, DrawnCase, DrawnSample, assess, most_in_error, most_wrong,
};
use tierone_stats::finite;

/// What `tierone estimate` says of a file, as JSON.
pub fn estimate(text: &str, options: &str) -> Value {
    let bench = Bench::new();
    bench.write("results.csv", text);
    let arguments = format!("estimate results.csv --format json {options}");
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    serde_json::from_str(&bench.done(&arguments)).expect("JSON")
}

/// A figure of a group, as `[value, low, high]`, shares from 0 to 1; none where it is not told.
pub fn figure(report: &Value, group: &str, name: &str) -> Option<[f64; 3]> {
    let groups = report["groups"].as_array().expect("groups");
    let group = groups.iter().find(|of| of["name"] == group)?;
    let figures = group["figures"].as_array().expect("figures");
    let figure = figures.iter().find(|figure| figure["figure"] == name)?;
    let whole = if figure["unit"] == "%" { 100.0 } else { 1.0 };
    Some(["value", "low", "high"].map(|key| figure[key].as_f64().expect("a number") / whole))
}

/// A file of cases of £1,000, with more columns after number, outcome, error and value.
pub fn file(more: &str, rows: impl Iterator<Item = (String, bool, String)>) -> String {
    let mut text = format!("number,outcome,error,value{more}\n");
    for (number, failed, more) in rows {
        let found = if failed { "fail,50" } else { "pass," };
        text += &format!("{number},{found},1000{more}\n");
    }
    text
}

/// 40 of 4,000 cases checked twice: 2 fail both times, 3 the first time only, 6 the second.
fn twice() -> String {
    let checks = |case: usize| {
        [
            ("first", case < 5),
            ("second", case < 2 || (5..11).contains(&case)),
        ]
    };
    file(
        ",check",
        (0..40).flat_map(|case| {
            checks(case).map(|(check, failed)| (format!("S{case}"), failed, format!(",{check}")))
        }),
    )
}

#[test]
fn cases_that_were_checked_twice_are_told_of_one_check_at_a_time() {
    let report = estimate(&twice(), "--population 4000 --change check=first|second");
    // A case stands for 100. Both checks together would make £65,000 of it.
    for (check, failed) in [("first", 5.0), ("second", 8.0)] {
        let [accuracy, ..] = figure(&report, check, "accuracy").expect("a figure");
        let [amount, ..] = figure(&report, check, "error-gross").expect("a figure");
        assert!(
            (accuracy - (1.0 - failed / 40.0)).abs() < 1e-12,
            "{check} {accuracy}"
        );
        assert!(
            (amount - failed * 50.0 * 100.0).abs() < 1e-6,
            "{check} {amount}"
        );
    }
    assert_eq!(figure(&report, "all", "error-gross"), None);
    assert!(
        report["groups"][0]["notes"]
            .to_string()
            .contains("checked more than once")
    );
}

#[test]
fn cases_that_were_checked_once_only_have_no_say_about_a_change() {
    // The second check looked at the six that had failed the first, and failed them again.
    let first = (0..60).map(|case| (format!("S{case}"), case < 6, ",one".to_owned()));
    let second = (0..6).map(|case| (format!("S{case}"), true, ",two".to_owned()));
    let report = estimate(
        &file(",tier", first.chain(second)),
        "--population 3000 --change tier=one|two",
    );
    let changes = report["changes"].as_array().expect("changes");
    let accuracy = changes.iter().find(|change| change["figure"] == "accuracy");
    assert_eq!(accuracy.expect("a change")["value"], 0.0);
    let amounts = |change: &Value| change["figure"].to_string().contains("error");
    assert!(!changes.iter().any(amounts), "{changes:?}");
    assert!(report["notes"].to_string().contains("leaves out 54 cases"));
}

#[test]
fn what_is_known_less_of_checkers_leaves_no_narrower_interval() {
    // Three of 20 clusters of 50, 20 checked of each, with errors in 1, 2 and 3.
    let rows = (0..60).map(|case| {
        let (cluster, place) = (case / 20, case % 20);
        (
            format!("S{case}"),
            place <= cluster,
            format!(",s,c{cluster},20,50"),
        )
    });
    let text = file(",stratum,cluster,clusters,cluster size", rows);
    let told = |rate: &str| {
        let report = estimate(&text, &format!("--sensitivity {rate}"));
        ["accuracy", "accuracy-corrected"]
            .map(|name| figure(&report, "all", name).expect("a figure"))
    };
    let [plain, assumed] = told("75%");
    let [_, measured] = told("450/600");
    let width = |[_, low, high]: [f64; 3]| high - low;
    assert!(
        (assumed[0] - (1.0 - 0.1 / 0.75)).abs() < 1e-9,
        "{assumed:?}"
    );
    assert!(width(plain) < width(assumed), "{plain:?} {assumed:?}");
    assert!(
        assumed[1] < 1.0 - (1.0 - plain[1]) / 0.75 + 1e-9,
        "{plain:?} {assumed:?}"
    );
    // 600 trials leave little to know: not much wider, and by no means narrower.
    assert!(
        width(measured) > 0.98 * width(assumed),
        "{measured:?} {assumed:?}"
    );
}

#[test]
fn what_checkers_missed_of_a_census_is_not_known() {
    let rows =
        |failed: usize| (0..50).map(move |case| (format!("S{case}"), case < failed, String::new()));
    let report = estimate(&file("", rows(1)), "--population 50 --sensitivity 50%");
    let [value, low, _] = figure(&report, "all", "accuracy-corrected").expect("a figure");
    assert!((value - 0.96).abs() < 1e-9);
    // Of eight errors one or none is found with a probability of 9/256, above 2.5 %.
    assert!(low <= 1.0 - 8.0 / 50.0, "{low}");
    let report = estimate(&file("", rows(0)), "--population 50 --sensitivity 50%");
    // Four are all missed in 1 of 16, five in 1 of 32.
    let notes = report["groups"][0]["notes"].to_string();
    assert!(notes.contains("at most 4 may be wrong"), "{notes}");
}

#[test]
fn rates_that_chance_cannot_explain_are_refused_and_others_are_told_of() {
    let rows = |n: usize, failed: usize| {
        file(
            "",
            (0..n).map(move |case| (format!("S{case}"), case < failed, String::new())),
        )
    };
    for (text, rates, words) in [
        (
            rows(400, 1),
            "--sensitivity 45/60 --false-fail 2/200",
            "at its limit of 100 %",
        ),
        (
            rows(400, 1),
            "--sensitivity 80% --false-fail 10%",
            "they must pass 98.60 % at least",
        ),
        (
            rows(50, 50),
            "--sensitivity 75%",
            "they must find 92.87 % at least",
        ),
        (rows(50, 1), "--sensitivity 1%", "at its limit of 0 %"),
    ] {
        let report = estimate(&text, &format!("--population 100000 {rates}"));
        let notes = report["groups"][0]["notes"].to_string();
        assert!(notes.contains(words), "{notes}");
    }
}

#[test]
fn money_that_nobody_recorded_is_not_nothing() {
    let cases = |failed: bool| {
        let outcome = |case: usize| if failed && case < 4 { "fail" } else { "pass" };
        let rows: String = (0..40)
            .map(|case| format!("S{case},{},1000\n", outcome(case)))
            .collect();
        estimate(
            &format!("number,outcome,value\n{rows}"),
            "--population 4000 --target mve-gross=1%",
        )
    };
    let report = cases(true);
    assert_eq!(figure(&report, "all", "mve-gross"), None);
    assert!(report["groups"][0]["targets"][0]["probability"].is_null());
    assert!(report["notes"].to_string().contains("no figures of money"));
    // Where nothing is wrong, there is none.
    assert_eq!(
        figure(&cases(false), "all", "mve-gross").expect("a figure")[0],
        0.0
    );
}

#[test]
fn one_check_of_cases_that_were_checked_twice_speaks_as_a_simple_sample() {
    // 3 of 100 cases, 1 wrong at the first and 2 at the second check: Wilson's interval of 2 in 3 is 20.8 to 93.9 %.
    let checks = [
        ("S1", "first", false),
        ("S1", "second", true),
        ("S2", "first", false),
    ]
    .into_iter()
    .chain([
        ("S2", "second", false),
        ("S3", "first", true),
        ("S3", "second", true),
    ]);
    let rows: Vec<(String, bool, String)> = checks
        .map(|(case, round, wrong)| (case.to_owned(), wrong, format!(",{round}")))
        .collect();
    let text = file(",round", rows.into_iter());
    let bench = Bench::new();
    bench.write("results.csv", &text);
    let found = |more: &[&str], group: &str| {
        let told = [
            "estimate",
            "results.csv",
            "--population",
            "100",
            "--format",
            "json",
        ];
        let report: Value =
            serde_json::from_str(&bench.done(&[&told[..], more].concat())).expect("JSON");
        figure(&report, group, "accuracy")
            .map(|limits| limits.map(|share| (1_000.0 * share).round()))
    };
    let (first, second) = (Some([667.0, 208.0, 939.0]), Some([333.0, 61.0, 792.0]));
    for more in [["--change", "round=first|second"], ["--by", "round"]] {
        assert_eq!(found(&more, "first"), first, "{more:?}");
        assert_eq!(found(&more, "second"), second, "{more:?}");
        assert_eq!(found(&more, "all"), None, "{more:?}");
    }
    assert_eq!(found(&["--where", "round = first"], "all"), first);
    assert_eq!(found(&["--where", "round = second"], "all"), second);
}

#[test]
fn over_and_under_of_one_decision_are_one_error() {
    // £50 over and £20 under are £30 over in money, and an error of £50 in one attribute: on a row of a case and on the rows of a
    // sheet.
    let rows = "S1,fail,50.00,20.00,1000\nS2,pass,,,1000\n";
    let case = format!("number,outcome,overstated,understated,value\n{rows}");
    for (told, accuracy) in [("--tolerance 49.99", 0.5), ("--tolerance 50", 1.0)] {
        let report = estimate(&case, &format!("--population 2 {told}"));
        let value = |name: &str| figure(&report, "all", name).expect("a figure")[0];
        assert_eq!(value("accuracy"), accuracy, "{told}");
        assert_eq!(value("error-gross"), 30.0);
        assert_eq!((value("error-over"), value("error-under")), (30.0, 0.0));
    }
    let sheet = "number,attribute,outcome,comment,overstated,understated\nS1,income,fail,why,50,\n\
                 S1,effective-dates,fail,why,,20\nS2,income,pass,,,\n";
    for (told, accuracy) in [("--tolerance 30", 0.5), ("--tolerance 50", 1.0)] {
        let report = estimate(sheet, &format!("--population 2 {told}"));
        let value = |name: &str| figure(&report, "all", name).expect("a figure")[0];
        assert_eq!((value("accuracy"), value("error-gross")), (accuracy, 30.0));
    }
}

#[test]
fn money_that_cannot_be_is_named_and_no_figure_is_made_of_nothing() {
    let rows = |errors: [&str; 3]| {
        let [one, two, three] = errors;
        format!(
            "number,outcome,error,value\nS1,fail,{one},1773\nS2,fail,{two},0\nS3,fail,{three},900\nS4,pass,,500\n"
        )
    };
    let notes = |report: &Value| report["notes"].to_string();
    let answer = |report: &Value| report["answer"].to_string();
    let report = estimate(&rows(["\"£1,234,567\"", "5", "90"]), "--population 400");
    let said = "The errors of 2 cases are larger than the value of their case, the largest £1,234,567 of £1,773";
    assert!(answer(&report).contains(said), "{}", answer(&report));
    // What one case has is not told where small groups are left out.
    let report = estimate(
        &rows(["\"£1,234,567\"", "5", "90"]),
        "--population 400 --suppress-below 3",
    );
    assert!(!answer(&report).contains("1,773"), "{}", answer(&report));
    let report = estimate(&rows(["", "", ""]), "--population 400");
    assert_eq!(figure(&report, "all", "mve-gross"), None);
    assert_eq!(figure(&report, "all", "error-gross"), None);
    assert!(notes(&report).contains("no amount in error was recorded"));
    let report = estimate(&rows(["", "", "0"]), "--population 400");
    assert!(figure(&report, "all", "error-gross").is_some());
}

#[test]
fn a_figure_is_explained_as_it_was_worked_out() {
    let bench = Bench::new();
    let explained_of = |figure: &str, more: &str, rows: &dyn Fn(usize) -> String, told: &[&str]| {
        let rows = (0..6).map(|case| (format!("S{case}"), case == 0, rows(case)));
        bench.write("results.csv", file(more, rows));
        let command = ["estimate", "results.csv", "--explain", figure];
        bench.done(&[&command[..], told].concat())
    };
    let explained = |more: &str, rows: &dyn Fn(usize) -> String, told: &[&str]| {
        explained_of("accuracy", more, rows, told)
    };
    let population = ["--population", "60"];
    let valued = [&population[..], &["--total-value", "60000"]].concat();
    let of_value = |told: &[&str]| explained_of("mve-gross", "", &|_| String::new(), told);
    assert!(of_value(&valued).contains("formula: Σ w e / V"));
    assert!(of_value(&population).contains("/ Σ w value"));
    let simple = explained("", &|_| String::new(), &["--population", "60"]);
    assert!(simple.contains("formula: 1 − x/n"), "{simple}");
    let strata = explained(
        ",stratum,stratum_size",
        &|case| format!(",{},{}", case % 2, 30 + case % 2),
        &[],
    );
    assert!(strata.contains("formula: 1 − Σ N x/n / Σ N"), "{strata}");
    let chances = explained(",weight", &|case| format!(",{}", 3 + case), &[]);
    assert!(chances.contains("formula: 1 − Σ w x / Σ w"), "{chances}");
    for text in [simple, strata, chances] {
        assert_eq!(text.matches("formula:").count(), 1, "{text}");
    }
}

#[test]
fn what_was_sure_to_be_drawn_hides_no_money() {
    let case = |weight: f64, value: f64| DrawnCase {
        weight: Some(weight),
        checked: true,
        wrong: Some(false),
        value: Some(value),
        ..DrawnCase::default()
    };
    let large = std::iter::repeat_n(case(1.0, 100_000.0), 5);
    let small = (0..20).map(|index| case(8.0 + f64::from(index % 5), 1_000.0));
    let sample = DrawnSample::new(large.chain(small).collect(), false);
    assert_eq!(sample.kind, DesignKind::Unequal);
    let members: Vec<usize> = (0..25).collect();
    let asked = Asked::default();
    let accuracy = &assess(&sample, &members, &asked)[0];
    let wrong = most_wrong(&sample, &members, accuracy).expect("a bound");
    let money = most_in_error(&sample, &members, &asked, wrong).expect("a bound");
    let expected = -(0.05f64.ln()) * 12.0 * 1_000.0;
    assert!(
        (money.amount.worst / expected - 1.0).abs() < 1e-9,
        "{money:?}"
    );
}

#[test]
fn the_probability_of_a_target_agrees_with_the_interval() {
    // Of 6,000 and 2,000 decisions 60 and 40 were checked, and 40 and 16 are wrong.
    let rows = (0..100).map(|case| {
        let (stratum, size, failed) = if case < 60 {
            ("a", 6_000, case < 40)
        } else {
            ("b", 2_000, case < 76)
        };
        (format!("S{case}"), failed, format!(",{stratum},{size}"))
    });
    let text = file(",stratum,stratum_size", rows);
    let text = text.replace(",stratum_size", ",stratum_size,inclusion_probability");
    let text: String = text
        .lines()
        .map(|line| match line {
            line if line.ends_with(",6000") => format!("{line},0.01\n"),
            line if line.ends_with(",2000") => format!("{line},0.02\n"),
            line => format!("{line}\n"),
        })
        .collect();
    let [_, _, high] = figure(&estimate(&text, ""), "all", "accuracy").expect("a figure");
    let report = estimate(&text, &format!("--target {high}"));
    let met = report["groups"][0]["targets"][0]["probability"].as_f64();
    assert!((met.expect("a probability") - 2.5).abs() < 1e-4, "{met:?}");
    let met = estimate(&text, "--target 100%")["groups"][0]["targets"][0]["probability"].as_f64();
    assert_eq!(met, Some(0.0));
}

#[test]
fn the_posterior_of_a_finite_number_is_the_beta_binomial() {
    // Worked out by log-gamma functions, without this code.
    for ((population, sampled, found), errors, expected) in [
        ((100, 50, 25), 40, 0.026_171_633_989_975_2),
        ((2_000, 400, 3), 12, 0.338_851_985_396_848_5),
        ((400, 60, 0), 0, 0.387_984_773_712_215),
    ] {
        let sample = finite::SimpleSample {
            population,
            sampled,
            found,
        };
        let met = finite::posterior_at_most(sample, errors).expect("a probability");
        assert!((met / expected - 1.0).abs() < 1e-9, "{sample:?} {met}");
        assert_eq!(finite::posterior_at_most(sample, population), Some(1.0));
    }
}

#[test]
fn notes_are_of_the_cases_that_figures_are_of() {
    let others = (40..43).map(|case| (format!("S{case}"), case < 42, ",b".to_owned()));
    let mine = (0..40).map(|case| (format!("S{case}"), false, ",a".to_owned()));
    let text = file(",team", mine.chain(others)).replacen("fail,50", "fail,", 1);
    let told = "--population 4000 --suppress-below 10";
    let report = estimate(&text, &format!("{told} --where team=a"));
    assert!(
        !report["notes"].to_string().contains("no amount"),
        "{}",
        report["notes"]
    );
    // Of all of them it is said, without the number.
    let notes = estimate(&text, told)["notes"].to_string();
    assert!(
        notes.contains("fewer than 10 cases in error had no amount"),
        "{notes}"
    );
}

#[test]
fn money_without_an_error_reaches_the_bound_of_one_side_and_its_target_goes_by_its_limits() {
    let none = |size: u64| {
        file(
            "",
            (0..size).map(|n| (format!("S{n}"), false, String::new())),
        )
    };
    let report = estimate(&none(100), "--population 5000");
    let [_, low, high] = figure(&report, "all", "mve-gross").expect("a figure");
    let bound = &report["groups"][0]["nothing_found"]["at_most"];
    for (what, most) in [
        ("wrong", 14_600.0 / 5_000.0),
        ("mve_gross", 14_600.0 / 5_000.0),
    ] {
        let told = bound[what]["worst"].as_f64().expect("a bound");
        assert!((told - most).abs() < 1e-10, "{bound}");
        assert!(low == 0.0 && told < 100.0 * high, "{bound} {high}");
    }
    let met = |text: &str, figure: &str, level: f64| {
        let report = estimate(
            text,
            &format!("--population 5000 --target {figure}={level:.12}"),
        );
        let met = &report["groups"][0]["targets"][0];
        met["probability"].as_f64().expect("a probability") / 100.0
    };
    assert!((met(&none(100), "mve-gross", high) - 0.975).abs() < 1e-6);
    let falling = [1.0, 0.5, 0.1].map(|part| met(&none(100), "mve-gross", part * high));
    assert!(falling[0] > falling[1] && falling[1] > falling[2] && falling[2] < 0.4);
    // Six errors.
    let some = file(
        "",
        (0..120).map(|n| (format!("S{n}"), n < 6, String::new())),
    );
    let report = estimate(&some, "--population 5000");
    let one = figure(&report, "all", "mve-gross").expect("a figure");
    assert!((met(&some, "mve-gross", one[2]) - 0.975).abs() < 1e-6);
    assert!((met(&some, "mve-gross", one[1]) - 0.025).abs() < 1e-6);
}
