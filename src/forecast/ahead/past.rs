//! The state that check results leave: what is known of each caseworker, the coaching that they had, and what was found.

use std::sync::atomic::AtomicBool;

use tierone_engine::study::anchor;
use tierone_fit::office::{HistoryRow, fit, history};
use tierone_outlook::{Present, PresentPerson};
use tierone_scenario::Scenario;
use tierone_stats::format::{percent, plain};

use super::super::super::exit::Failure;
use super::super::super::fit::{Files, not_fitted};
use super::super::options::Options;
use super::joint::gap;

/// Who is there as the horizon begins, and accuracy by period before it.
///
/// # Errors
/// Results cannot be read or fitted, or they end after the start of the horizon.
pub(super) fn past(
    options: &Options,
    scenario: &Scenario,
) -> Result<(Present, Vec<HistoryRow>), Failure> {
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
    Ok((present, history(scenario, &found)))
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
