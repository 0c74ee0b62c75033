//! What a reader of the figures has to know of the cases behind them.

use crate::assess::{Asked, Case, Kind, Sample};

/// How they were drawn, what is not checked yet, and what was recorded of those that are. Numbers of checked cases below
/// `few` are not told.
pub(super) fn of(sample: &Sample, asked: &Asked, repeated: bool, few: u64) -> Vec<String> {
    let mut notes = of_the_draw(sample, repeated);
    notes.extend(of_what_is_missing(sample));
    notes.extend(of_what_was_recorded(sample, few));
    notes.extend(of_large_errors(sample, asked));
    notes
}

fn checked(sample: &Sample) -> impl Iterator<Item = &Case> {
    sample.cases.iter().filter(|case| case.checked)
}

fn of_the_draw(sample: &Sample, repeated: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let clusters = matches!(sample.kind, Kind::Steps | Kind::Clusters) && !repeated;
    if sample.kind == Kind::Clusters && clusters {
        notes.push(
            "nobody says how many clusters there are: intervals take those drawn to be few of many"
                .into(),
        );
    }
    if sample.kind == Kind::Unknown {
        notes.push(
            "figures of all cases need the chance of each to be drawn: name the drawn.csv of the sample with \
             --sample, or give --population, a weight or an inclusion_probability"
                .into(),
        );
    }
    if clusters {
        notes.push(
            "if a few clusters have most of the errors, a draw of few may miss them: where 6 of 30 teams had two \
             thirds of the errors and 12 were drawn, 92 in 100 intervals held the truth, not 95. Draw more, or some of \
             every kind"
                .into(),
        );
    }
    notes
}

fn of_what_is_missing(sample: &Sample) -> Vec<String> {
    let mut notes = Vec::new();
    let pending = sample.pending();
    if pending > 0 && sample.kind == Kind::Unknown {
        notes.push(format!(
            "{pending} of {} cases are not checked yet",
            sample.cases.len()
        ));
    } else if pending > 0 {
        notes.push(format!(
            "{pending} of {} cases are not checked yet: figures take them to be like the others of their \
             stratum, and are wrong if the hard ones are left to last",
            sample.cases.len()
        ));
    }
    let uncovered = sample.uncovered();
    if uncovered > 0 {
        notes.push(format!(
            "nothing is checked yet of strata with {uncovered} cases: figures do not speak for them"
        ));
    }
    notes
}

fn of_what_was_recorded(sample: &Sample, few: u64) -> Vec<String> {
    let mut notes = Vec::new();
    let mut say = |cases: usize, what: &str| {
        let number = if (cases as u64) < few {
            "a few".to_owned()
        } else {
            cases.to_string()
        };
        if cases > 0 {
            notes.push(what.replace('#', &number));
        }
    };
    let count = |is: fn(&Case) -> bool| checked(sample).filter(|case| is(case)).count();
    if sample.kind != Kind::Unknown {
        say(
            count(|case| case.weight.is_none()),
            "nobody knows the chance of # checked cases: they have no say about cases that were not checked",
        );
    }
    say(
        count(|case| case.wrong.is_none()),
        "accuracy does not apply to # checked cases",
    );
    say(
        count(|case| case.wrong == Some(true) && case.error == 0.0),
        "# inaccurate cases have no amount in error, and count as £0 in money",
    );
    say(
        count(|case| case.value.is_none()),
        "# checked cases have no assessed value: groups with any of them get no share of value in error",
    );
    notes
}

fn of_large_errors(sample: &Sample, asked: &Asked) -> Option<String> {
    let beyond = checked(sample)
        .filter(|case| match asked.max_error {
            Some(most) => case.error > most,
            None => case
                .value
                .is_some_and(|value| case.error > asked.max_taint * value),
        })
        .count();
    let declared = asked.max_error.is_some() || asked.max_taint != 1.0;
    if beyond == 0 {
        None
    } else if declared {
        Some(format!(
            "{beyond} errors are larger than what is declared as the most"
        ))
    } else {
        matches!(sample.kind, Kind::ByValue { .. })
            .then(|| format!("{beyond} errors are larger than the value of their case"))
    }
}
