//! Decisions that were checked, each with what was found in every attribute: what a likelihood is made of.

use jiff::civil::Date;

use super::case_list::CaseList;
use super::sheet::Sheet;

/// A decision that was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Its number.
    pub number: String,
    /// The kind of decision; empty where the file has none.
    pub process: String,
    /// When it was closed.
    pub closed: Option<Date>,
    /// What was assessed, £ a year.
    pub value: Option<f64>,
    /// One over its chance of being drawn; none where nobody knows it.
    pub weight: Option<f64>,
    /// What stands in the columns that were asked for.
    pub labels: Vec<String>,
    /// What was found, by attribute.
    pub findings: Vec<AttributeFinding>,
}

/// What was found in one attribute that applies.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeFinding {
    /// The attribute's name.
    pub attribute: String,
    /// Whether it failed.
    pub failed: bool,
    /// What is overstated less what is understated, £ a year; none where no amount was written.
    pub amount: Option<f64>,
}

/// The decisions of a list, with the findings of a sheet. Those without a finding are left out, as are rows that were wrong.
pub fn decisions(drawn: &CaseList, sheet: &Sheet) -> Vec<Decision> {
    let mut all = Vec::new();
    for listed in drawn.cases.iter().filter(|listed| listed.inside) {
        let record = &listed.record;
        let Some(checked) = sheet.cases.get(&record.number).filter(|case| !case.bad) else {
            continue;
        };
        let findings = checked.findings.iter().filter_map(|finding| {
            let outcome = &sheet.outcomes[finding.outcome?];
            let pounds = (finding.over - finding.under) as f64 / 100.0;
            (outcome.name != "n/a").then(|| AttributeFinding {
                attribute: sheet.attributes[finding.attribute].name.clone(),
                failed: outcome.fail,
                amount: finding.amounts.then_some(pounds),
            })
        });
        let findings: Vec<AttributeFinding> = findings.collect();
        if !findings.is_empty() {
            all.push(Decision {
                number: record.number.clone(),
                process: record.process.clone(),
                closed: record.closed,
                value: record.value,
                weight: record.weight,
                labels: listed.labels.clone(),
                findings,
            });
        }
    }
    all
}
