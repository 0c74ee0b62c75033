//! Puts a scenario on its anchor before it runs, and says how well that is known.

use std::sync::atomic::AtomicBool;

use tierone_engine::study::{Anchored, Unanchored, anchor};
use tierone_stats::format::plain;
use tierone_stats::monte_carlo::decimals;

use super::super::exit::Failure;
use super::super::terminal;
use super::options::Options;
use super::plan::RunPlan;
use super::progress::Progress;

/// The shift of a plan's scenario; none where it was interrupted.
pub(super) fn anchored(
    options: &Options,
    plan: &RunPlan,
    stop: &AtomicBool,
) -> Result<Option<Anchored>, Failure> {
    let under = plan.scenario.anchor.and_then(|anchor| anchor.under);
    let progress = match under {
        Some(_) => Progress::start_open(options, "replications to find the anchor"),
        None => Progress::Silent,
    };
    let found = anchor(&plan.scenario, options.seed, &|| progress.one_more(), stop);
    progress.end();
    match found {
        Ok(anchored) => {
            if !options.quiet
                && let Some(sentence) = sentence(plan, &anchored)
            {
                terminal::talk(&sentence);
            }
            Ok(Some(anchored))
        }
        Err(Unanchored::Stopped) => {
            terminal::talk("interrupted before the anchor was found");
            Ok(None)
        }
        Err(error) => {
            let help = match error {
                Unanchored::TooFew => "raise `replications` of `[anchor]`",
                Unanchored::NoFigure => "name a check that draws something, or remove `under`",
                _ => {
                    "change `accuracy` of `[anchor]`, or the rates of the accuracy attributes in `errors`"
                }
            };
            let message = format!("{}: {error}", plan.path.display());
            Err(Failure::input(message).help(help))
        }
    }
}

/// What was found, and its errors; nothing where closed forms are exact.
pub(super) fn sentence(plan: &RunPlan, anchored: &Anchored) -> Option<String> {
    let anchor = plan.scenario.anchor?;
    let (under, error) = (anchor.under?, anchored.error?);
    let policy = &plan.scenario.policies[under.policy];
    Some(format!(
        "error rates are moved by {:+.*} ± {:.*} log-odds, at which `{}` of `{}` reports {} ± {:.*} %",
        decimals(error.shift, 9),
        anchored.shift,
        decimals(error.shift, 9),
        error.shift,
        plain(&policy.checks[under.check].name),
        plain(&policy.name),
        100.0 * anchor.accuracy.get(),
        decimals(100.0 * error.accuracy, 9),
        100.0 * error.accuracy,
    ))
}
