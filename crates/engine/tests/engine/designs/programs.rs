//! Whole replications of the simulator: every method with the intervals that a run reports.

use super::{Coverage, Row};
use tierone_engine::measure;
use tierone_engine::sim::{QuotedFigure, Setup, Workspace};
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Scenario, read};

/// What is studied, in the order in which `replicate` gives it.
pub const STUDIED: [&str; 4] = [
    "accuracy posterior",
    "accuracy closed",
    "MVE posterior",
    "MVE closed",
];

/// `volume` decisions a period of which `p` are wrong, three times as many in a fifth of them; 30 teams of four who differ.
fn scenario(row: &Row) -> Scenario {
    let (volume, p) = (row.number("volume"), row.number("p"));
    // On average the two activities err at rate p.
    let rare = p / 1.4;
    let relative = match row.text("shape") {
        "small" => r#"{ distribution = "log-normal", median = 0.06, sigma = 1.1 }"#,
        "mixed" => {
            r#"{ distribution = "empirical", values = [0.02, 0.06, 0.1, 0.14, 0.18, 1.0], weights = [1.2, 1.2, 1.2, 1.2, 1.2, 1] }"#
        }
        other => panic!("no shape {other}"),
    };
    let checks = |interval: &str| {
        let (sample, first) = (row.text("sample"), row.text("first"));
        let estimating = format!("estimate = [\"accuracy\", \"mve\"]\ninterval = \"{interval}\"\n");
        let first = if first.is_empty() {
            String::new()
        } else {
            format!("[[policy.check]]\nname = \"first\"\n{first}\n")
        };
        format!(
            "[[policy]]\nname = \"{interval}\"\n{first}[[policy.check]]\nname = \"check\"\nsample = {sample}\n{estimating}"
        )
    };
    let text = format!(
        r#"title = "coverage"
[horizon]
start = 2024-04-01
period = "month"
periods = {periods}
[[activity]]
name = "usual"
volume = {usual}
value = {{ distribution = "log-normal", mean = 2_000, sd = 1_200 }}
errors = {{ assessment = {rare} }}
[[activity]]
name = "hard"
volume = {hard}
value = {{ distribution = "log-normal", mean = 2_000, sd = 1_200 }}
errors = {{ assessment = {often} }}
[[attribute]]
name = "assessment"
label = "Assessment"
accuracy = true
money = {{ relative = {relative}, max_relative = 1.0 }}
[workforce]
caseworkers = 120
team_size = 4
spread = 0.5
team_spread = 0.3
{posterior}
{closed}
"#,
        periods = row.text("periods"),
        usual = 0.8 * volume,
        hard = 0.2 * volume,
        often = 3.0 * rare,
        posterior = checks("posterior"),
        closed = checks("closed"),
    );
    let file = SourceFile {
        path: "coverage.toml".into(),
        text,
    };
    let mut load = |_: &str, _: &str| Err("nothing to extend".to_owned());
    let reading = read(file, &mut load, &measure::precise());
    assert_eq!(reading.problems, [], "{}", row.text("cell"));
    reading.scenario.expect("no problems")
}

/// The figures that pool all periods, against the truth of the check's own frame.
pub fn replicate(row: &Row, replications: usize) -> Vec<Coverage> {
    let scenario = scenario(row);
    let setup = Setup::new(&scenario).expect("nothing to anchor");
    let mut workspace = Workspace::new(&setup);
    let mut cells = vec![Coverage::default(); STUDIED.len()];
    for replication in 0..replications as u32 {
        let ledgers = workspace.replicate(row.seed(), replication);
        for (k, ledger) in ledgers.iter().enumerate() {
            let estimates = ledger.estimates.last().expect("a check");
            let right =
                |figure: QuotedFigure| figure.interval.map(|(low, high)| (1.0 - high, 1.0 - low));
            let accuracy = estimates.accuracy.and_then(right);
            let wrong = estimates.accuracy_in_frame.map(|accuracy| 1.0 - accuracy);
            add(&mut cells[k], accuracy, wrong);
            let money = estimates.mve.and_then(|figure| figure.interval);
            add(&mut cells[k + 2], money, estimates.mve_in_frame);
        }
    }
    for (cell, name) in cells.iter().zip(STUDIED) {
        let n = cell.replications();
        assert!(20 * n >= 19 * replications, "{name}: {n} intervals");
    }
    cells
}

/// Of a census both limits are the truth, to within the rounding of a figure near 1. Where none of the passes, or of the fails, was
/// checked again there is no interval, and nothing to count.
fn add(cell: &mut Coverage, interval: Option<(f64, f64)>, truth: Option<f64>) {
    let Some((low, high)) = interval else { return };
    let truth = truth.expect("a frame with decisions");
    let held = low - 1e-13 <= truth && truth <= high + 1e-13;
    cell.note(low, high, held, truth);
}
