//! The results of checks as a fit takes them, file by file.

use std::path::{Path, PathBuf};

use tierone_fit::office::Found;
use tierone_records::lists::wide::position;
use tierone_records::request::Request;
use tierone_scenario::{Scenario, catalogue};
use tierone_stats::format::plain;

use super::super::estimate;
use super::super::exit::Failure;
use super::super::lists::Reading;
use super::super::names;

/// Which files, and what is said of them.
pub(crate) struct Files<'o> {
    /// What checks found.
    pub results: &'o [PathBuf],
    /// The samples that were checked: one for all of them, or one for each.
    pub sample: &'o [PathBuf],
    /// The checks, as `policy/check`: likewise, or the only one.
    pub check: &'o [String],
    /// Checks whose results are taken for the truth.
    pub trusted: &'o [String],
    /// The secret of pseudonyms.
    pub pseudonyms: Option<&'o Path>,
    /// How lists are read.
    pub reading: &'o Reading,
}

impl Files<'_> {
    /// Reads them.
    ///
    /// # Errors
    /// A file cannot be read, or it is not said what it is.
    pub fn found<'s>(&self, base: &'s Scenario) -> Result<Vec<Found<'s>>, Failure> {
        let of = self.results.len();
        let mut all = Vec::new();
        for (place, results) in self.results.iter().enumerate() {
            let sample = each("--sample", self.sample, place, of)?;
            let sample = sample.ok_or_else(|| {
                Failure::input("which sample are these results of?")
                    .help("name the drawn.csv of the sample with --sample")
            })?;
            let check = each("--check", self.check, place, of)?;
            all.push(self.one(base, results, sample, check)?);
        }
        Ok(all)
    }

    /// The results of one file.
    fn one<'s>(
        &self,
        base: &'s Scenario,
        results: &Path,
        sample: &Path,
        check: Option<&String>,
    ) -> Result<Found<'s>, Failure> {
        let (policy, check) = match check {
            Some(text) => names::check(base, text)?,
            None => only(base)?,
        };
        let name = (policy.to_owned(), check.name.clone());
        let mut trusted = Vec::new();
        for text in self.trusted {
            let (policy, check) = names::check(base, text)?;
            trusted.push((policy.to_owned(), check.name.clone()));
        }
        let checker = &check.checker;
        let never_errs = checker.false_fail.get() == 0.0
            && checker.sensitivity.iter().all(|finds| finds.get() == 1.0);
        let reading = estimate::with_record(self.reading, Some(sample));
        let request = Request {
            sample: Some(sample.display().to_string()),
            pseudonyms: self.pseudonyms.is_some(),
            maps: reading.map.clone(),
            pass: reading.pass.clone(),
            fail: reading.fail.clone(),
            problems: reading.problems,
            ..Request::default()
        };
        let attributes = catalogue::attributes_of(base);
        let drawn_for = estimate::drawn_for(sample);
        let known = |name: &&String| position(&attributes, name).is_some();
        if let Some(unknown) = drawn_for.iter().find(|name| !known(name)) {
            return Err(Failure::input(format!(
                "{} was drawn for the attribute `{}`, and the scenario has none of that name",
                sample.display(),
                plain(unknown)
            ))
            .help("fit results of the scenario's own attributes, or give it this one as an [[attribute]] with rates of errors"));
        }
        let columns = ["case owner", "team", "complexity"];
        let decided = estimate::decisions(
            (&reading, request, attributes),
            (results, sample),
            columns,
            self.pseudonyms,
        )?;
        Ok(Found {
            trusted: never_errs || trusted.contains(&name),
            name,
            check,
            decisions: decided.decisions,
            joined: decided.joined,
            labels: decided.labels,
        })
    }
}

/// What an option says of one of the results: it is written once for all, or once for each.
fn each<'o, T>(
    option: &str,
    given: &'o [T],
    place: usize,
    of: usize,
) -> Result<Option<&'o T>, Failure> {
    match given {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        given if given.len() == of => Ok(Some(&given[place])),
        given => Err(Failure::input(format!(
            "{option} is written {} times, and there are {of} files of results",
            given.len()
        ))
        .help("write it once for all of them, or once for each in their order")),
    }
}

/// The only check of a scenario, with its policy.
fn only(base: &Scenario) -> Result<(&str, &tierone_scenario::Check), Failure> {
    let policies = base.policies.iter();
    let checks: Vec<_> = policies
        .flat_map(|policy| {
            policy
                .checks
                .iter()
                .map(|check| (policy.name.as_str(), check))
        })
        .collect();
    match &checks[..] {
        [only] => Ok(*only),
        checks => {
            let names = checks
                .iter()
                .map(|(policy, check)| format!("'{policy}/{}'", check.name));
            let names: Vec<String> = names.collect();
            let help = match names.len() {
                0 => "the scenario has none: add the policy that was in force".to_owned(),
                _ => format!("one of {}", names.join(", ")),
            };
            let why = "which check found these results? Say it with --check";
            Err(Failure::input(why).help(help))
        }
    }
}
