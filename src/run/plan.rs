//! What a run will do: scenarios read and checked, options set against them.

use std::path::{Path, PathBuf};

use tierone_report::LintRow;
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Assumption, Replications, Scenario};
use tierone_stats::format::plain;

use super::super::exit::{Failure, INPUT};
use super::super::names::nearest;
use super::super::{files, lint, terminal};
use super::options::Options;

/// Replications at most where neither command line nor scenario says.
const CEILING: u32 = 100_000;

/// One scenario, ready to run.
#[derive(Debug)]
pub(super) struct RunPlan {
    /// The file that was named.
    pub path: PathBuf,
    /// What it says.
    pub scenario: Scenario,
    /// The files it was read from.
    pub sources: Vec<SourceFile>,
    /// Every value with a source or a range.
    pub assumptions: Vec<Assumption>,
    /// What was found in it without running it.
    pub lints: Vec<LintRow>,
    /// Where the results go.
    pub out: PathBuf,
    /// The policy that others are compared with.
    pub baseline: usize,
    /// How many replications.
    pub replications: Replications,
}

impl RunPlan {
    /// All policies.
    pub fn all(&self) -> Vec<usize> {
        (0..self.scenario.policies.len()).collect()
    }

    /// Those that are compared with the baseline.
    pub fn others(&self) -> Vec<usize> {
        let mut others = self.all();
        others.retain(|policy| *policy != self.baseline);
        others
    }
}

/// Reads every scenario; all of them are looked at before the first failure is returned.
pub(super) fn plans(options: &Options) -> Result<Vec<RunPlan>, Failure> {
    let mut plans: Vec<RunPlan> = Vec::new();
    let mut failure = None;
    for path in &options.scenarios {
        match plan(options, path) {
            Ok(plan) => plans.push(plan),
            Err(other) => {
                if let Some(earlier) = failure.replace(other) {
                    let earlier: Failure = earlier;
                    terminal::failed(&earlier);
                }
            }
        }
    }
    if let Some(failure) = failure {
        return Err(failure);
    }
    for (index, plan) in plans.iter().enumerate() {
        if let Some(other) = plans[..index].iter().find(|other| other.out == plan.out) {
            let message = format!(
                "{} and {} would both write {}",
                other.path.display(),
                plan.path.display(),
                plan.out.display()
            );
            return Err(
                Failure::input(message).help("run them one by one, each with its own --out")
            );
        }
    }
    Ok(plans)
}

fn plan(options: &Options, path: &Path) -> Result<RunPlan, Failure> {
    let reading = files::scenario(path, options.confine)?;
    // What the command line asks for is checked before anything is said of the scenario.
    if let Some(scenario) = &reading.scenario {
        baseline(options, scenario)?;
    }
    let found = lint::found(&reading);
    if !options.quiet {
        lint::before_running(&found, &reading.sources, path);
    }
    let scenario = reading.scenario.ok_or(Failure::said(INPUT))?;
    let baseline = baseline(options, &scenario)?;
    Ok(RunPlan {
        path: files::tidy(path),
        out: out(options, path)?,
        baseline,
        replications: replications(options, &scenario),
        scenario,
        lints: lint::rows(&found, &reading.sources),
        sources: reading.sources,
        assumptions: reading.assumptions,
    })
}

fn baseline(options: &Options, scenario: &Scenario) -> Result<usize, Failure> {
    let Some(wanted) = &options.baseline else {
        return Ok(0);
    };
    let names: Vec<&str> = scenario.policies.iter().map(|p| p.name.as_str()).collect();
    if let Some(found) = names.iter().position(|name| name == wanted) {
        return Ok(found);
    }
    let failure = Failure::input(format!(
        "there is no policy `{}` to compare with",
        plain(wanted)
    ));
    Err(match nearest(wanted, names.iter().copied()) {
        Some(near) => failure.help(format!("did you mean `{}`?", plain(near))),
        None => failure.help(format!("the policies are: {}", plain(&names.join(", ")))),
    })
}

fn out(options: &Options, path: &Path) -> Result<PathBuf, Failure> {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    Ok(match &options.out {
        None => Path::new("results").join(stem),
        Some(out) if options.scenarios.len() == 1 => files::tidy(out),
        Some(out) => files::tidy(out).join(stem),
    })
}

fn replications(options: &Options, scenario: &Scenario) -> Replications {
    match (&options.until, options.replications) {
        (Some(until), at_most) => Replications::Until {
            measure: until.measure.clone(),
            mcse: until.mcse,
            ceiling: at_most.unwrap_or(match scenario.replications {
                Replications::Until { ceiling, .. } => ceiling,
                Replications::Fixed(_) => CEILING,
            }),
        },
        (None, Some(fixed)) => Replications::Fixed(fixed),
        (None, None) => scenario.replications.clone(),
    }
}
