//! Charts of a fit: what results say of a scenario's numbers.
//!
//! | file | what it shows |
//! | --- | --- |
//! | `estimates` | every number with its interval, beside the base's value |
//! | `observed` | what was found beside what the fit makes likely, by period and by activity |
//! | `apart` | how far teams and caseworkers are apart, none of the latter by name |
//! | `profile` | how likely each value of what is hardly identified is |

mod apart;
mod estimates;
mod observed;
mod profile;
#[cfg(test)]
mod tests;

use crate::drawing::Drawing;
use tierone_fit::office::OfficeFit;

/// Every chart that a fit has something for; `source` says what it is of.
pub fn fitted(fit: &OfficeFit, source: &str) -> Vec<Drawing> {
    let source = format!("Source: {source}.");
    let drawn = [
        estimates::draw(fit, &source),
        observed::draw(fit, "period", &source),
        observed::draw(fit, "activity", &source),
        apart::teams(fit, &source),
        apart::caseworkers(fit, &source),
        profile::draw(fit, &source),
    ];
    drawn.into_iter().flatten().collect()
}
