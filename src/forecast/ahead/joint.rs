//! The estimates that a fitted scenario names: what was fitted together is drawn together.

use std::path::Path;

use serde::Deserialize;

use tierone_outlook::{Joint, Scale};
use tierone_report::text_hash;
use tierone_scenario::Reading;

use super::super::super::exit::Failure;
use super::super::super::files::{self, Confine};

/// What is read of the estimates.
#[derive(Deserialize)]
struct Estimates {
    covariance: Covariance,
}

#[derive(Deserialize)]
struct Covariance {
    names: Vec<String>,
    scales: Vec<String>,
    values: Vec<Vec<f64>>,
}

/// The covariance of a scenario's estimates; nothing where it names none.
pub(super) fn read(reading: &Reading, confine: Confine) -> Result<Joint, Failure> {
    let fitted = reading
        .scenario
        .as_ref()
        .and_then(|scenario| scenario.fitted.as_ref());
    let Some(fitted) = fitted else {
        return Ok(Joint::default());
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
    let Estimates { covariance } = serde_json::from_str(&text)
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
    Ok(Joint {
        scales: covariance.scales.iter().map(scale).collect(),
        names: covariance.names,
        values: covariance.values,
    })
}
