//! Sheets with cases of every kind: nothing that `--suppress-below` leaves out follows from what it shows.

use crate::leaks::{few, rank, stream};
use crate::suppressing::{report, sheet, told};
use rand::RngExt;

/// A case of a random sheet.
struct Drawn {
    process: usize,
    known: bool,
    /// Something was found.
    begun: bool,
    /// All of it is filled in.
    finished: bool,
    /// Finished, or known to be wrong.
    checked: bool,
    /// Accuracy applies to it.
    applies: bool,
}

#[test]
fn nothing_left_out_follows_from_a_sheet_with_cases_of_every_kind() {
    let mut hidden = 0;
    for trial in 0..40 {
        let mut stream = stream(trial);
        let processes = 2.0 + few(&mut stream, 4.0) as f64;
        let rare = [0.02, 0.1, 0.5][stream.random_range(0..3)];
        let mut cases = Vec::new();
        let mut drawn = Vec::new();
        for _ in 0..60 + few(&mut stream, 60.0) {
            let mut is = || stream.random::<f64>() < rare;
            let (known, partial, none, not_applicable) = (!is(), is(), is(), is());
            let process = few(&mut stream, processes);
            let main = match stream.random_range(0..4) {
                0 => "fail",
                _ => "pass",
            };
            let outcomes = match (none, partial, not_applicable) {
                (true, ..) => ["", "", ""],
                (_, true, _) => [main, "", ""],
                (_, _, true) => ["n/a", "n/a", main],
                _ => [main, "pass", "pass"],
            };
            let finished = !none && !partial;
            let checked = finished || !none && main == "fail";
            drawn.push(Drawn {
                process,
                known,
                begun: !none,
                finished,
                checked,
                applies: !(finished && not_applicable),
            });
            let weight = if known { "10" } else { "" };
            cases.push((
                ["p0", "p1", "p2", "p3", "p4", "p5"][process],
                weight,
                outcomes,
            ));
        }
        let folder = tempfile::tempdir().expect("a folder");
        sheet(folder.path(), &cases);
        let (text, json) = report(folder.path(), &["--sample", "drawn.csv", "--by", "process"]);
        for accuracy in [true, false] {
            let row = |of: &dyn Fn(&Drawn) -> bool| -> Vec<i128> {
                let of = drawn
                    .iter()
                    .map(|case| of(case) && (!accuracy || case.applies));
                of.map(i128::from).collect()
            };
            let mut open: Vec<Vec<i128>> = Vec::new();
            for group in json["groups"].as_array().expect("groups") {
                let name = group["name"].as_str().expect("a name");
                let mine = |case: &Drawn| name == "all" || name == format!("p{}", case.process);
                for figure in group["figures"].as_array().expect("figures") {
                    if (figure["figure"] == "accuracy") == accuracy {
                        let frame = figure["scope"] == "frame";
                        let seen =
                            row(&|case| mine(case) && case.checked && (case.known || !frame));
                        let n = seen.iter().sum::<i128>();
                        assert_eq!(figure["n"].as_i64().map(i128::from), Some(n), "{text}");
                        open.push(seen);
                    }
                }
            }
            for name in told(&json, "counts", "activity") {
                open.push(row(&|case| {
                    case.begun && name == format!("p{}", case.process)
                }));
            }
            for name in told(&json, "counts", "attribute") {
                let rest = name != "income";
                open.push(row(&|case| case.begun && (case.finished || !rest)));
            }
            if !told(&json, "counts", "fail").is_empty() {
                open.push(row(&|case| case.begun));
            }
            let known = rank(open.clone());
            for process in 0..7 {
                let mine = |case: &Drawn| process == 6 || case.process == process;
                let secrets: [&dyn Fn(&Drawn) -> bool; 5] = [
                    &|case| case.checked && case.known,
                    &|case| case.checked,
                    &|case| case.checked && !case.known,
                    &|case| case.begun,
                    &|case| case.begun && !case.checked,
                ];
                for secret in secrets {
                    let secret = row(&|case| mine(case) && secret(case));
                    if (1..10).contains(&secret.iter().sum::<i128>()) {
                        hidden += 1;
                        let with = [&open[..], std::slice::from_ref(&secret)].concat();
                        assert_eq!(
                            rank(with),
                            known + 1,
                            "{trial}, {process}: {secret:?} of {text}"
                        );
                    }
                }
            }
        }
    }
    assert!(hidden > 400, "{hidden} groups had few");
}
