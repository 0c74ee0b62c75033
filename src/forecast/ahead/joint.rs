//! The estimates that a fitted scenario names: what was fitted together, and what is known of caseworkers.

use std::path::Path;

use serde::Deserialize;

use tierone_fit::office::{first_day, period_number};
use tierone_outlook::{Joint, Present, PresentPerson, Scale};
use tierone_report::text_hash;
use tierone_scenario::{Reading, Scenario};

use super::super::super::exit::Failure;
use super::super::super::files::{self, Confine};

/// What is read of the estimates.
#[derive(Deserialize)]
struct Estimates {
    covariance: Covariance,
    last_period: Option<i32>,
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    team: String,
    effect: f64,
    sd: f64,
    coached: Vec<f64>,
}

#[derive(Deserialize)]
struct Covariance {
    names: Vec<String>,
    scales: Vec<String>,
    values: Vec<Vec<f64>>,
}

/// What the estimates that a scenario names say.
#[derive(Default)]
pub(super) struct Fitted {
    /// What was fitted together.
    pub joint: Joint,
    /// Its caseworkers; none where the results end after the start of the horizon.
    pub present: Option<Present>,
    /// What has to be said of a horizon that does not begin after the results.
    pub caution: Option<String>,
}

/// The covariance of a scenario's estimates, and its caseworkers; nothing where it names none.
pub(super) fn read(reading: &Reading, confine: Confine) -> Result<Fitted, Failure> {
    let fitted = reading
        .scenario
        .as_ref()
        .and_then(|scenario| scenario.fitted.as_ref());
    let Some(fitted) = fitted else {
        return Ok(Fitted::default());
    };
    let naming = Path::new(&reading.sources[fitted.named_in].path);
    let (path, text) = files::beside(naming, &fitted.file, confine)?;
    let wrong = |what: String| {
        Failure::input(format!("{}: {what}", path.display()))
            .help("fit the scenario again with `tierone fit`, or take [fitted] out of it: each number is then drawn alone")
    };
    let hash = text_hash(&text);
    if hash != fitted.sha256.to_lowercase() {
        return Err(wrong(format!(
            "these are not the estimates that the scenario names: its SHA-256 is {hash}"
        )));
    }
    let Estimates {
        covariance,
        last_period,
        people,
    } = serde_json::from_str(&text)
        .map_err(|error| wrong(format!("these are no estimates: {error}")))?;
    let size = covariance.names.len();
    let is_square = covariance.values.len() == size
        && covariance.scales.len() == size
        && covariance.values.iter().all(|row| row.len() == size);
    if !is_square {
        return Err(wrong(
            "the covariance has not a row and a column for each name".into(),
        ));
    }
    let scale = |name: &String| match name.as_str() {
        "log-odds" => Scale::LogOdds,
        "logarithm" => Scale::Logarithm,
        _ => Scale::Itself,
    };
    let person = |person: Person| PresentPerson {
        team: person.team,
        effect: person.effect,
        sd: person.sd,
        coached: person.coached,
    };
    let scenario = reading.scenario.as_ref();
    let gap = scenario.and_then(|scenario| gap(scenario, last_period));
    let present = gap.map(|gap| Present {
        people: people.into_iter().map(person).collect(),
        gap,
    });
    let joint = Joint {
        scales: covariance.scales.iter().map(scale).collect(),
        names: covariance.names,
        values: covariance.values,
    };
    let caution = match (scenario, last_period, &present) {
        (Some(scenario), Some(last), None) => Some(no_look_ahead(scenario, last)),
        _ => None,
    };
    Ok(Fitted {
        joint,
        present,
        caution,
    })
}

/// That a horizon begins before the results behind its numbers end, and what to write to look ahead of them.
fn no_look_ahead(scenario: &Scenario, last_period: i32) -> String {
    let next = first_day(scenario, last_period.saturating_add(1));
    format!(
        "This is no look ahead: the results that its numbers were fitted to go on to the day before {next}, and its horizon starts on \
         {}. To look ahead of them, write `start = {next}` in its [horizon].",
        scenario.horizon.start
    )
}

/// Whole periods between the last results and the first period of the horizon; none where results end after its start.
pub(super) fn gap(scenario: &Scenario, last_period: Option<i32>) -> Option<u32> {
    let start = period_number(scenario, scenario.horizon.start);
    let gap = start.saturating_sub(last_period?).saturating_sub(1);
    u32::try_from(gap).ok()
}
