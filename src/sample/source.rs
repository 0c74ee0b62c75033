//! Where a draw's plan comes from: words on the command line, or a check of a scenario.

use tierone_records::drawing::{self as sample, DrawDesign};
use tierone_records::lists::SHEET;
use tierone_records::lists::columns::{exactly, listed, same};
use tierone_records::lists::problems::quoted;
use tierone_records::lists::wide::position;
use tierone_scenario::catalogue::{self, CatalogueAttribute};
use tierone_scenario::{Frame, METHODS, Scenario};
use tierone_stats::format::plain;

use super::super::exit::{Failure, INPUT};
use super::super::files;
use super::super::names::{nearest, one};
use super::options::Options;

/// A plan, and what a scenario adds to it.
pub(super) struct Source {
    pub plan: DrawDesign,
    /// The frame of a scenario's check, and the scenario.
    pub frame: Option<(Scenario, Frame)>,
    /// The attributes that may be looked at.
    pub catalogue: Vec<CatalogueAttribute>,
}

/// The plan that the options name.
pub(super) fn source(options: &Options) -> Result<Source, Failure> {
    let refused = |why: String| Failure::input(why);
    if let Some(path) = &options.scenario {
        let reading = files::scenario(path, options.confine)?;
        let Some(scenario) = reading.scenario else {
            return Err(Failure::said(INPUT));
        };
        let (policy, check) = (options.policy.as_deref(), options.check.as_deref());
        let policy = one("policy", policy, &scenario.policies, |one| &one.name)?;
        let check = one("check", check, &policy.checks, |one| &one.name)?;
        let plan = DrawDesign::new(&check.sample).map_err(refused)?;
        let frame = check.frame.clone();
        return Ok(Source {
            plan,
            catalogue: catalogue::attributes_of(&scenario),
            frame: Some((scenario.clone(), frame)),
        });
    }
    let mut words = options.set.clone();
    if let Some(checks) = options.checks {
        words.push(("checks".into(), checks.to_string()));
    }
    let method = options.method.as_deref().unwrap_or("");
    let sample = sample::sample(method, &words).map_err(|why| {
        let known = METHODS.iter().map(|known| known.keys.name);
        Failure::input(why).help(match nearest(method, known) {
            Some(near) if near == method => format!("`tierone explain {method}` shows its keys"),
            Some(near) => format!("did you mean `{near}`?"),
            None => "`tierone list methods` shows what they do".into(),
        })
    })?;
    Ok(Source {
        plan: DrawDesign::new(&sample).map_err(refused)?,
        frame: None,
        catalogue: attributes(&options.attributes)?,
    })
}

/// The attributes of these names or labels, in the order of the check sheet, and then those of the user's own; all of the
/// catalogue where there are none.
fn attributes(names: &[String]) -> Result<Vec<CatalogueAttribute>, Failure> {
    let all = catalogue::attributes();
    if names.is_empty() {
        return Ok(all);
    }
    let mut asked = vec![false; all.len()];
    let mut own: Vec<CatalogueAttribute> = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        if let Some(known) = position(&all, name) {
            asked[known] = true;
            continue;
        }
        let wrong = |help: String| {
            Failure::input(format!("there is no attribute `{}`", plain(name))).help(help)
        };
        // What is nearly the name of one is more likely that one misspelt.
        if let Some(near) = nearest(name, all.iter().map(|known| known.name.as_str())) {
            return Err(wrong(format!("did you mean `{near}`?")));
        }
        if name.is_empty()
            || name.chars().any(char::is_control)
            || SHEET.iter().any(|column| column.is_called(name))
        {
            return Err(wrong(
                "give it a name that is no column of the sheet, such as `decision`; `tierone list attributes` shows those that \
                 are known"
                    .into(),
            ));
        }
        if position(&own, name).is_none() {
            own.push(catalogue::own_attribute(name));
        }
    }
    let all = all.into_iter().zip(asked);
    let known = all.filter(|(_, asked)| *asked).map(|(known, _)| known);
    Ok(known.chain(own).collect())
}

impl Source {
    /// Whether a case lies in the frame of the scenario's check.
    ///
    /// # Errors
    /// A word of the case that the scenario does not know.
    pub fn covers(&self, case: &tierone_records::lists::ListedCase) -> Result<bool, String> {
        let Some((scenario, frame)) = &self.frame else {
            return Ok(true);
        };
        let activity = scenario
            .activities
            .iter()
            .position(|activity| same(&activity.name, case.process))
            .ok_or_else(|| {
                let known = scenario.activities.iter();
                let known: Vec<&str> = known.map(|activity| activity.name.as_str()).collect();
                format!(
                    "the scenario has no activity {}; its activities are {}",
                    quoted(case.process),
                    known.join(", ")
                )
            })?;
        if !frame.activities[activity] {
            return Ok(false);
        }
        if frame.complexities.iter().any(|inside| !inside) {
            let mut known = scenario.complexities.iter();
            let complexity = known.position(|known| same(&known.name, case.complexity));
            let unknown = || format!("the scenario has no complexity {}", quoted(case.complexity));
            let complexity = complexity.ok_or_else(unknown)?;
            if !frame.complexities[complexity] {
                return Ok(false);
            }
        }
        let system = case.owner.is_empty();
        Ok(frame.automated.is_none_or(|automated| automated == system))
    }

    /// The attributes that are checked of a decision: those that the scenario says can go wrong in its
    /// activity, else all that were chosen.
    pub fn attributes(&self, process: &str) -> Vec<&str> {
        let of_activity = self.frame.as_ref().and_then(|(scenario, _)| {
            let mut activities = scenario.activities.iter();
            let activity = activities.find(|activity| same(&activity.name, process))?;
            let attributes = activity.errors.iter();
            let names = attributes.map(|error| scenario.attributes[error.attribute].name.as_str());
            Some(names.collect())
        });
        of_activity.unwrap_or_else(|| {
            let sheet = self.catalogue.iter();
            sheet.map(|attribute| attribute.name.as_str()).collect()
        })
    }
}

/// The column of scores, where cases are ranked.
///
/// # Errors
/// The method and the option do not go together, or there is no such column.
pub(super) fn score(
    options: &Options,
    source: &Source,
    header: &[String],
) -> Result<Option<usize>, Failure> {
    match (&options.score, source.plan.scores()) {
        (None, false) => Ok(None),
        (None, true) => Err(Failure::input("risk-targeted needs a score of every case")
            .help("name its column with --score")),
        (Some(_), false) => Err(Failure::input("only risk-targeted goes by a score")),
        (Some(name), true) => match exactly(header, name)[..] {
            [place] => Ok(Some(place)),
            _ => Err(Failure::input(format!(
                "there is no one column `{name}`; the file's columns are {}",
                listed(header)
            ))),
        },
    }
}
