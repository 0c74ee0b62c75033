//! The state that check results leave: what is known of each caseworker, the coaching that they had, and what was found.

use std::sync::atomic::AtomicBool;

use tierone_engine::study::anchor;
use tierone_fit::office::{HistoryRow, contradicted, fit, history};
use tierone_outlook::{Present, PresentPerson};
use tierone_scenario::Scenario;
use tierone_stats::format::{percent, plain};

use super::super::super::exit::Failure;
use super::super::super::fit::{Files, not_fitted};
use super::super::options::Options;
use super::joint::gap;

/// What results leave.
pub(super) struct Past {
    /// Who is there as the horizon begins.
    pub present: Present,
    /// Accuracy by period before it.
    pub rows: Vec<HistoryRow>,
    /// What is taken from the results, what stays as it is written, and where the two do not agree.
    pub taken: String,
}

/// The past of a scenario, as its results have it.
///
/// # Errors
/// Results cannot be read or fitted, or they end after the start of the horizon.
pub(super) fn past(options: &Options, scenario: &Scenario) -> Result<Past, Failure> {
    let own = &options.scenario;
    let files = Files {
        results: &own.history,
        sample: &own.sample,
        check: &own.check,
        trusted: &[],
        pseudonyms: None,
        reading: &options.figures.reading,
    };
    let found = files.found(scenario)?;
    let anchored = anchor(scenario, own.seed, &|| {}, &AtomicBool::new(false))
        .map_err(|error| Failure::input(format!("{}: {error}", options.series.display())))?;
    let fit = fit(scenario, anchored.shift, &found).map_err(not_fitted)?;
    let gap = gap(scenario, fit.last_period).ok_or_else(|| {
        Failure::input(format!(
            "{}: its horizon starts before its history ends",
            options.series.display()
        ))
        .help("put `start` of its [horizon] after the last results")
    })?;
    let taken = taken(contradicted(&fit).as_deref());
    let person = |person: tierone_fit::office::PersonRow| PresentPerson {
        team: person.team,
        effect: person.effect,
        sd: person.sd,
        coached: person.coached,
    };
    let present = Present {
        people: fit.people.into_iter().map(person).collect(),
        gap,
    };
    let rows = history(scenario, found)?;
    Ok(Past {
        present,
        rows,
        taken,
    })
}

/// What comes from the results and what does not, in words.
fn taken(contradicted: Option<&str>) -> String {
    let mut text = "From the results come the caseworkers: what is known of each one's errors, and the coaching that they had. \
                    Rates of errors, spreads, checkers and amounts stay as the scenario has them."
        .to_owned();
    if let Some(contradicted) = contradicted {
        text += &format!(
            " Warning: the results do not agree with these numbers of the scenario. {contradicted}."
        );
    }
    text + " To take both from the results, run `tierone fit` with the same files, and forecast what it writes with --present."
}

/// What each check last found, to be set beside what it will report.
pub(super) fn last(history: &[HistoryRow]) -> Option<String> {
    let last = history.iter().filter(|row| {
        let same = |other: &&HistoryRow| (&other.policy, &other.check) == (&row.policy, &row.check);
        history
            .iter()
            .filter(same)
            .all(|other| other.back >= row.back)
    });
    let said: Vec<String> = last
        .map(|row| {
            format!(
                "`{}` of `{}` last found {} right ({} to {}), in the period from {}.",
                plain(&row.check),
                plain(&row.policy),
                percent(row.accuracy, 1),
                percent(row.low, 1),
                percent(row.high, 1),
                row.first_day
            )
        })
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}
